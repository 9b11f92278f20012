//! Rules that ask for nothing, or for what cannot be read as more.

use crate::case::{Case, PEER, policy, policy_with};

use super::input::{refused, rule, when};

/// Rules that ask for nothing, or for what cannot be read as more (9.2, 9.3, 9.5).
pub(super) fn cases() -> Vec<Case> {
    let of = |id: &str, title: &str, rules: &str, code: &str, path: &str| {
        let mut case = refused(
            (id, title),
            &["9.2", "9.3", "9.5"],
            &[("policy acme", code, path)],
        );
        case.policy = policy(rules);
        case
    };
    let with = |id: &str, title: &str, members: &str, code: &str, path: &str| {
        let mut case = refused((id, title), &["9.5"], &[("policy acme", code, path)]);
        case.policy = policy_with(members, PEER);
        case
    };
    let asks = |requirement: &str| rule(&format!("require = [{requirement}]"));
    let first = "rule[0].require[0]";
    let glob = |id: &str, text: &str| {
        let mut case = refused(
            (
                id,
                "A pattern that is none is refused, not read in another way",
            ),
            &["5.5"],
            &[("policy", "invalid_value", "paths.secure[0]")],
        );
        case.policy = policy_with(&format!("paths = {{ secure = ['{text}'] }}"), PEER);
        case
    };
    let freeze = |from: &str, to: &str, id: &str| {
        format!(
            "\n[[freeze]]\nid = \"{id}\"\nwhy = \"The gala.\"\nfrom = \"{from}\"\nto = \"{to}\"\n"
        )
    };
    let mut odd_hour = refused(
        (
            "window-at-an-odd-hour",
            "A time of day has two digits and two",
        ),
        &["9.1"],
        &[("policy", "invalid_value", "window[0].after")],
    );
    odd_hour.policy = policy(&format!(
        "{PEER}\n[[window]]\nid = \"w\"\ndays = [\"fri\"]\nafter = \"7:00\"\nbefore = \"08:00\"\n"
    ));
    let frozen = rule("when = { frozen = true }\nforbid = \"freeze\"");
    let (day, next) = ("2026-03-10T00:00:00Z", "2026-03-11T00:00:00Z");
    vec![
        of(
            "any-of-nothing",
            "One of no requirements is refused",
            &asks("{ anyOf = [] }"),
            "empty_list",
            "rule[0].require[0].anyOf",
        ),
        of(
            "any-of-within-any-of",
            "Ways stand at most two deep within each other",
            &asks("{ anyOf = [{ allOf = [{ anyOf = [{ approvals = 1 }] }] }] }"),
            "too_deep",
            "rule[0].require",
        ),
        of(
            "any-of-too-many",
            "More than 64 ways to meet a rule are refused",
            &asks(&["{ anyOf = [{ approvals = 1 }, { approvals = 2 }] }"; 7].join(", ")),
            "too_many_alternatives",
            "rule[0].require",
        ),
        of(
            "any-of-with-a-count",
            "What is asked stands inside",
            &asks("{ approvals = 1, anyOf = [{ approvals = 2 }] }"),
            "wrong_requirement",
            first,
        ),
        of(
            "any-of-with-a-name",
            "A name goes with what stands inside",
            &asks("{ name = \"x\", anyOf = [{ approvals = 2 }] }"),
            "wrong_requirement",
            "rule[0].require[0].anyOf",
        ),
        of(
            "review-by-nobody",
            "A review by nobody is refused",
            &asks("{ review = { within = \"2d\", approvals = 0 } }"),
            "threshold_zero",
            "rule[0].require[0].review.approvals",
        ),
        of(
            "review-of-nowhere",
            "An error inside several ways has its place",
            &asks(
                "{ anyOf = [{ allOf = [{ approvals = 1 }, { review = { within = \"2d\", from = { team = \"securty\" } } }] }] }",
            ),
            "unknown_team",
            "rule[0].require[0].anyOf[0].allOf[1].review.from.team",
        ),
        of(
            "s50-count-of-zero",
            "A count of nobody is refused",
            &asks("{ approvals = 0 }"),
            "threshold_zero",
            "rule[0].require[0].approvals",
        ),
        of(
            "s49-empty-all",
            "All of nothing says nothing",
            &when("all = []"),
            "empty_list",
            "rule[0].when.all",
        ),
        of(
            "word-asked-of-no-tool",
            "A list of no tool says nothing",
            &when("tool = []"),
            "empty_list",
            "rule[0].when.tool",
        ),
        of(
            "word-any-model",
            "A model that could be any says nothing",
            &when("model = \"*\""),
            "vacuous",
            "rule[0].when.model",
        ),
        of(
            "word-tool-that-lets-through",
            "A tool may only ask for more",
            &when("not = { tool = \"codex\" }"),
            "wrong_polarity",
            "rule[0].when.not.tool",
        ),
        of(
            "word-lines-that-let-through",
            "Size may only ask for more",
            &asks("{ must = { lines = { atLeast = 5 } } }"),
            "wrong_polarity",
            "rule[0].require[0].must.lines.atLeast",
        ),
        of(
            "word-count-that-lets-through",
            "A number of resources may only ask for more",
            &when("not = { resources = { atLeast = 5 } }"),
            "wrong_polarity",
            "rule[0].when.not.resources.atLeast",
        ),
        of(
            "word-recorded-that-asks",
            "A further claim would take the rule away",
            &when("recorded = \"tool\""),
            "wrong_polarity",
            "rule[0].when.recorded",
        ),
        of(
            "word-no-resource",
            "Every change has at least no resource",
            &when("resources = { atLeast = 0 }"),
            "vacuous",
            "rule[0].when.resources.atLeast",
        ),
        of(
            "word-resources-of-nothing",
            "Resources of no sort are none",
            &when("resources = {}"),
            "empty_condition",
            "rule[0].when.resources",
        ),
        of(
            "word-fact-outside",
            "A custom fact stands in the vocabulary",
            &when("fact = { first-contribution = true }"),
            "unknown_fact",
            "rule[0].when.fact.first-contribution",
        ),
        of(
            "word-window-outside",
            "A window is named by the policy",
            &when("during = \"weekend\""),
            "unknown_window",
            "rule[0].when.during",
        ),
        of(
            "window-of-two-forms",
            "A window is once or every week",
            &format!(
                "{PEER}\n[[window]]\nid = \"w\"\nfrom = \"{day}\"\nto = \"{next}\"\ndays = [\"fri\"]\n"
            ),
            "empty_window",
            "window[0]",
        ),
        of(
            "window-without-an-end",
            "A window that never ends is no window",
            &format!("{PEER}\n[[window]]\nid = \"w\"\nfrom = \"{day}\"\n"),
            "empty_window",
            "window[0]",
        ),
        of(
            "window-twice",
            "A name means one window",
            &format!(
                "{PEER}{0}{0}",
                format!("\n[[window]]\nid = \"w\"\nfrom = \"{day}\"\nto = \"{next}\"\n")
            ),
            "duplicate_id",
            "window[1]",
        ),
        odd_hour,
        of(
            "wait-with-people",
            "A wait is a requirement by itself",
            &asks("{ wait = \"24h\", approvals = 1 }"),
            "wrong_requirement",
            first,
        ),
        of(
            "held-for-of-nothing",
            "How long is asked of a level, a team or a role",
            &asks("{ approvals = 1, from = { heldFor = \"90d\" } }"),
            "wrong_requirement",
            "rule[0].require[0].from.heldFor",
        ),
        of(
            "trained-in-nothing",
            "A list of no training says nothing",
            &asks("{ approvals = 1, from = { trained = [] } }"),
            "empty_list",
            "rule[0].require[0].from.trained",
        ),
        of(
            "s49-empty-any",
            "Any of nothing says nothing",
            &when("any = []"),
            "empty_list",
            "rule[0].when.any",
        ),
        of(
            "s49-empty-condition",
            "A condition says something",
            &when(""),
            "empty_condition",
            "rule[0].when",
        ),
        of(
            "s49-empty-not",
            "Not nothing is everything: refused",
            &when("not = {}"),
            "empty_condition",
            "rule[0].when.not",
        ),
        of(
            "s49-empty-environments",
            "No environment is not every one",
            &when("environment = []"),
            "empty_list",
            "rule[0].when.environment",
        ),
        of(
            "s49-empty-kinds",
            "No kind is not every one",
            &when("kind = []"),
            "empty_list",
            "rule[0].when.kind",
        ),
        of(
            "s49-empty-tiers",
            "No tier is not every one",
            &when("tier = []"),
            "empty_list",
            "rule[0].when.tier",
        ),
        of(
            "tier-zero",
            "Tiers start at 1",
            &when("tier = 0"),
            "tier_zero",
            "rule[0].when.tier",
        ),
        of(
            "s49-empty-selector",
            "An approver like nobody in particular is refused",
            &asks("{ approvals = 1, from = {} }"),
            "empty_selector",
            "rule[0].require[0].from",
        ),
        of(
            "s49-empty-issuers",
            "Issuers that are nobody are refused",
            &asks("{ evidence = \"tests\", issuers = { only = [] } }"),
            "empty_list",
            "rule[0].require[0].issuers",
        ),
        of(
            "s49-empty-evidence",
            "No check is not every one",
            &asks("{ evidence = [], issuers = \"rostered\" }"),
            "empty_list",
            "rule[0].require[0].evidence",
        ),
        of(
            "evidence-without-issuers",
            "A check says whose word counts",
            &asks("{ evidence = \"tests\" }"),
            "no_issuers",
            first,
        ),
        of(
            "requirement-of-nothing",
            "A requirement asks for something",
            &asks("{ name = \"nothing\" }"),
            "wrong_requirement",
            first,
        ),
        of(
            "requirement-of-two-sorts",
            "And for one thing",
            &asks("{ approvals = 1, must = { kind = \"docs\" } }"),
            "wrong_requirement",
            first,
        ),
        of(
            "requirement-from-without-people",
            "Who signs goes with a count of people",
            &asks("{ must = { kind = \"docs\" }, from = { team = \"security\" } }"),
            "wrong_requirement",
            first,
        ),
        of(
            "requirement-issuers-without-evidence",
            "Issuers go with a check",
            &asks("{ approvals = 1, issuers = \"rostered\" }"),
            "wrong_requirement",
            first,
        ),
        of(
            "rule-of-nothing",
            "A rule requires or refuses",
            &rule("when = { tier = 1 }"),
            "wrong_rule",
            "rule[0]",
        ),
        of(
            "rule-of-both",
            "And not both",
            &rule("forbid = \"no\"\nrequire = [{ approvals = 1 }]"),
            "wrong_rule",
            "rule[0]",
        ),
        of(
            "forbid-without-a-reason",
            "Who refuses says why",
            &rule("forbid = \"no\"").replace("A rule.", " "),
            "no_why",
            "rule[0].why",
        ),
        of(
            "s60-two-rules-of-one-name",
            "A rule stands once: the last does not win",
            &format!("{PEER}{PEER}"),
            "duplicate_id",
            "rule[1]",
        ),
        of(
            "rule-named-floor",
            "The floor of a policy is no rule's name",
            &rule("forbid = \"no\"").replace("\"rule\"", "\"floor\""),
            "duplicate_id",
            "rule[0]",
        ),
        of(
            "polarity-involvement-not",
            "A rule cannot apply for want of AI",
            &when("not = { involvement = { atLeast = \"assisted\" } }"),
            "wrong_polarity",
            "rule[0].when.not.involvement",
        ),
        of(
            "polarity-involvement-must",
            "Nothing can have to be made by AI",
            &asks("{ must = { involvement = { atLeast = \"generated\" } } }"),
            "wrong_polarity",
            "rule[0].require[0].must.involvement",
        ),
        of(
            "polarity-mark-must",
            "A label cannot be what lets a change through",
            &asks("{ must = { marked = \"frozen\" } }"),
            "wrong_polarity",
            "rule[0].require[0].must.marked",
        ),
        of(
            "polarity-failed-not",
            "A rule cannot end with a failure",
            &when("any = [{ not = { failed = \"tests\" } }]"),
            "wrong_polarity",
            "rule[0].when.any[0].not.failed",
        ),
        of(
            "involvement-none",
            "Every change has at least no involvement",
            &when("involvement = { atLeast = \"none\" }"),
            "vacuous",
            "rule[0].when.involvement",
        ),
        with(
            "ttl-too-long",
            "No decision speaks for more than a day",
            "decisionTtl = { elsewhere = \"25h\" }",
            "ttl_too_long",
            "decisionTtl.elsewhere",
        ),
        with(
            "s49-empty-place",
            "A place of no paths is refused",
            "paths = { secure = [] }",
            "empty_list",
            "paths.secure",
        ),
        with(
            "lift-without-people",
            "Lifting a veto takes people",
            "vetoLift = { must = { kind = \"docs\" } }",
            "wrong_requirement",
            "vetoLift",
        ),
        with(
            "floor-of-zero",
            "The floor of a policy asks for somebody",
            "floor = [{ approvals = 0 }]",
            "threshold_zero",
            "floor[0].approvals",
        ),
        with(
            "scope-of-nothing",
            "The scope of a policy says something",
            "where = {}",
            "empty_condition",
            "where",
        ),
        of(
            "freeze-backwards",
            "A freeze ends after it begins",
            &format!("{}{frozen}", freeze(next, day, "gala")),
            "empty_window",
            "freeze[0]",
        ),
        of(
            "freeze-of-no-time",
            "A freeze of no time is none",
            &format!("{}{frozen}", freeze(day, day, "gala")),
            "empty_window",
            "freeze[0]",
        ),
        of(
            "freeze-twice",
            "A freeze stands once",
            &format!(
                "{}{}{frozen}",
                freeze(day, next, "gala"),
                freeze(day, next, "gala")
            ),
            "duplicate_id",
            "freeze[1]",
        ),
        of(
            "freeze-that-nothing-asks-about",
            "A freeze that no rule asks about would freeze nothing",
            &format!("{}{PEER}", freeze(day, next, "gala")),
            "unused_freeze",
            "freeze[0]",
        ),
        glob("s39-glob-absolute", "/secure/**"),
        glob("s39-glob-two-stars-in-a-name", "secure/**.rs"),
        glob("s39-glob-braces", "secure/{a,b}"),
        glob("s39-glob-negation", "!secure/**"),
        glob("s39-glob-dot-dot", "docs/../secure/**"),
        glob("s39-glob-slash-at-the-end", "secure/"),
        glob("s39-glob-empty", ""),
        glob("s39-glob-backslash", "secure\\*"),
    ]
}
