//! What rules ask, and how they stand together.

use foureyes::change::{
    Basis, Blast, Credential, Evidence, EvidenceResult, Kind, ParticipantRole, Rollout,
};
use foureyes::digest::Digest;
use foureyes::fact::{Fact, Listed, Origin};
use foureyes::provenance::{Claim, ClaimBasis, Involvement};

use crate::case::{self, Case, PEER, TWO, policy, policy_with};
use crate::is;

pub(super) fn cases() -> Vec<Case> {
    let mut cases = together();
    cases.extend(unmatched());
    cases.extend(forbidden());
    cases.extend(people());
    cases.extend(conditions());
    cases.extend(involvement());
    cases.extend(authors());
    cases.extend(evidence());
    cases.extend(freezes());
    cases
}

const PEER_MISSING: &str = "hold approvals_missing acme/peer/approvals:1";
const PEER_COUNT: &str = "acme/peer/approvals:1";
const RULE_MISSING: &str = "hold approvals_missing acme/rule/approvals:1";
const RULE_COUNT: &str = "acme/rule/approvals:1";

/// One rule, `rule`, with these further members.
fn rule(members: &str) -> String {
    format!("\n[[rule]]\nid = \"rule\"\nwhy = \"A rule.\"\n{members}\n")
}

/// One rule that asks for one person where the condition holds; nothing else is asked.
fn when(condition: &str) -> String {
    rule(&format!(
        "when = {{ {condition} }}\nrequire = [{{ approvals = 1 }}]"
    ))
}

/// Nothing is asked where no rule applies.
fn open(rules: &str) -> crate::vector::Document {
    policy_with("unmatched = \"allow\"", rules)
}

/// The one rule applies: it takes somebody.
fn applies(case: &mut Case) {
    case.hold(&[RULE_MISSING]);
    case.missing(&["carol"]);
}

/// No rule applies.
fn goes(case: &mut Case) {
    case.allow();
    case.expect.because = Some("noRule".to_owned());
}

const SECURITY: &str = r#"
[[rule]]
id = "security"
why = "Two of security have looked at this place."
when = { touches = "src" }
require = [{ approvals = 2, from = { team = "security" } }]
"#;

/// Every rule that applies must be met (principle 3).
fn together() -> Vec<Case> {
    let mut both = Case::new(
        "s56-two-rules-of-one-path",
        "Two rules that apply must both be met: no order, no last match",
        &["9", "9.4"],
    );
    both.rules(&format!(
        "{PEER}{}",
        when("service = \"checkout\"").replace(
            "approvals = 1",
            "approvals = 1, from = { role = \"policy_owner\" }"
        )
    ));
    both.approve("carol");
    both.hold(&[RULE_MISSING]);
    both.counted(&[(PEER_COUNT, "carol")]);
    both.missing(&["frank"]);
    let mut general = Case::new(
        "s54-general-beside-specific",
        "A rule for everything does not take the place of the rule for a place",
        &["9", "11.3"],
    );
    let src = "paths = { src = [\"checkout/**\"] }";
    general.policy = policy_with(src, &format!("{PEER}{SECURITY}"));
    general.approve("carol");
    general.hold(&["hold approvals_missing acme/security/approvals:2"]);
    general.counted(&[(PEER_COUNT, "carol")]);
    general.missing(&["dave", "grace"]);
    let mut order = general.clone().renamed(
        "s54-specific-beside-general",
        "Nor does it where it stands after that rule",
    );
    order.policy = policy_with(src, &format!("{SECURITY}{PEER}"));
    let mut none = general.clone().renamed(
        "s55-nobody-has-signed",
        "Being asked for is not having signed: a count over a team counts signatures",
    );
    none.statements.clear();
    none.hold(&["hold approvals_missing acme/security/approvals:2"]);
    none.counted(&[]);
    let mut one = Case::new(
        "s57-one-approval-two-rules",
        "One approval may serve two rules",
        &["9.4"],
    );
    one.rules(&format!(
        "{PEER}{}",
        rule("require = [{ approvals = 1, from = { level = { atLeast = \"senior\" } } }]")
    ));
    one.approve("carol");
    one.allow();
    one.counted(&[(PEER_COUNT, "carol"), (RULE_COUNT, "carol")]);
    let mut covered = one.clone().renamed(
        "s57-covered-by-the-stricter",
        "Of two unmet requirements of which one asks for all of the other, the stricter is told",
    );
    covered.statements.clear();
    covered.counted(&[]);
    covered.hold(&[RULE_MISSING]);
    covered.missing(&["carol"]);
    let mut twins = covered.clone().renamed(
        "s57-twins-do-not-hide-each-other",
        "Of two equal unmet requirements one is told, not none",
    );
    twins.rules(&format!("{PEER}{}", rule("require = [{ approvals = 1 }]")));
    twins.hold(&[PEER_MISSING]);
    let mut floor = Case::new(
        "floor-beside-a-weaker-rule",
        "A weaker rule does not silence the floor of the policy",
        &["9", "11.3"],
    );
    floor.policy = policy_with("floor = [{ approvals = 2 }]", PEER);
    floor.approve("carol");
    floor.hold(&["hold approvals_missing acme/floor/approvals:2"]);
    floor.counted(&[("acme/floor/approvals:2", "carol"), (PEER_COUNT, "carol")]);
    floor.missing(&["frank"]);
    let mut base = Case::new(
        "extends-only-adds",
        "What a document extends asks on top of it",
        &["9.11"],
    );
    base.policy = policy_with("extends = [\"common\"]", PEER);
    base.change.live.marks = Listed::Whole(vec![is("frozen")]);
    base.change.live.credential = Fact::Collected(Credential::Issued);
    base.change.live.plan = Fact::Collected(foureyes::change::PlanState::None);
    base.approve("carol");
    base.deny(&["deny forbidden common/freeze/freeze"]);
    base.counted(&[(PEER_COUNT, "carol")]);
    vec![both, general, order, none, one, covered, twins, floor, base]
}

/// What happens where no rule speaks (9, H7).
fn unmatched() -> Vec<Case> {
    let staging = |id: &str, title: &str, members: &str| {
        let mut case = Case::new(id, title, &["9", "11.3"]);
        case.policy = policy_with(members, &when("environment = \"staging\""));
        case.approve("carol");
        case
    };
    let mut hold = staging(
        "s51-no-rule-matches",
        "Where no rule speaks and the policy is silent, nothing goes",
        "",
    );
    hold.hold(&["hold no_rule"]);
    let mut allow = staging(
        "s51-no-rule-matches-and-that-is-fine",
        "Where no rule speaks and the policy says so, everything goes",
        "unmatched = \"allow\"",
    );
    goes(&mut allow);
    let mut unknown = staging(
        "s51-a-rule-that-may-match",
        "A rule that may apply speaks: an environment that is not known is not another one",
        "unmatched = \"allow\"",
    );
    unknown.statements.clear();
    unknown.change.exact.environment = Fact::Unknown;
    applies(&mut unknown);
    unknown.recheck_by("2026-03-10T12:15:00Z");
    let mut empty = Case::new(
        "s52-policy-without-rules",
        "A policy without rules lets nothing through",
        &["9"],
    );
    empty.rules("");
    empty.approve("carol");
    empty.hold(&["hold no_rule"]);
    let mut scope = Case::new(
        "where-is-the-scope-of-every-rule",
        "A rule applies where its document does",
        &["9"],
    );
    scope.policy = policy_with(
        "unmatched = \"allow\"\nwhere = { environment = \"production\" }\nfloor = [{ approvals = 1 }]",
        PEER,
    );
    scope.change.exact.environment = Fact::Collected(is("staging"));
    goes(&mut scope);
    let mut inside = scope.clone().renamed(
        "where-unknown-is-inside",
        "What may be in the scope of a document is",
    );
    inside.change.exact.environment = Fact::Declared(is("staging"));
    inside.hold(&["hold approvals_missing acme/floor/approvals:1"]);
    inside.missing(&["carol"]);
    vec![hold, allow, unknown, empty, scope, inside]
}

/// Rules that refuse (9.2, H8).
fn forbidden() -> Vec<Case> {
    let stop = |id: &str, title: &str, condition: &str, edit: fn(&mut Case)| {
        let mut case = Case::new(id, title, &["4", "9.2"]);
        let forbid = rule(&format!("when = {{ {condition} }}\nforbid = \"stop\""));
        case.rules(&format!("{PEER}{forbid}"));
        edit(&mut case);
        case.approve("carol");
        case.counted(&[(PEER_COUNT, "carol")]);
        case
    };
    let borrowed = "credential = [\"borrowed\", \"notIssued\"]";
    let mut yes = stop(
        "s53-forbid-beats-approval",
        "Nobody's approval cures what a rule refuses",
        borrowed,
        |case| case.change.live.credential = Fact::Collected(Credential::Borrowed),
    );
    yes.deny(&["deny forbidden acme/rule/stop"]);
    let mut declared = stop(
        "s53-forbid-on-anyones-word",
        "A declared value is enough to refuse",
        borrowed,
        |case| case.change.live.credential = Fact::Declared(Credential::NotIssued),
    );
    declared.deny(&["deny forbidden acme/rule/stop"]);
    let mut unknown = stop(
        "s59-forbid-that-is-not-known",
        "What may be refused is held until the fact is known, neither refused nor let through",
        borrowed,
        |_| {},
    );
    unknown.hold(&["hold fact_needed acme/rule/stop"]);
    let mut claimed = stop(
        "s59-forbid-that-is-denied-by-word",
        "A declared value is not enough not to refuse",
        borrowed,
        |case| case.change.live.credential = Fact::Declared(Credential::Issued),
    );
    claimed.hold(&["hold fact_needed acme/rule/stop"]);
    let mut no = stop(
        "s53-forbid-that-is-not-so",
        "What is known not to be refused is not",
        borrowed,
        |case| case.change.live.credential = Fact::Collected(Credential::Issued),
    );
    no.allow();
    let mut half = stop(
        "s59-half-of-a-forbid",
        "One false part settles a condition, whatever is not known beside it",
        "credential = \"borrowed\", service = \"ledger\"",
        |_| {},
    );
    half.allow();
    let mut either = stop(
        "s59-either-part-of-a-forbid",
        "One true part settles `any`, whatever is not known beside it",
        "any = [{ credential = \"borrowed\" }, { service = \"checkout\" }]",
        |_| {},
    );
    either.deny(&["deny forbidden acme/rule/stop"]);
    vec![yes, declared, unknown, claimed, no, half, either]
}

/// Who serves what (9.3, 9.4).
fn people() -> Vec<Case> {
    let case = |id: &str, title: &str, requirements: &str, signers: &[&str]| {
        let mut case = Case::new(id, title, &["9.3", "9.4"]);
        case.rules(&rule(&format!("require = [{requirements}]")));
        for signer in signers {
            case.approve(signer);
        }
        case
    };
    let including = "{ approvals = 2, including = [{ level = { atLeast = \"senior\" } }] }";
    let two = "acme/rule/approvals:2";
    let mut member = case(
        "including-is-a-member-of-the-count",
        "Two, one of them a senior: a senior and anybody",
        including,
        &["carol", "erin"],
    );
    member.allow();
    member.counted(&[(two, "carol"), (two, "erin")]);
    let mut nobody = case(
        "including-nobody-like-that",
        "Two, one of them a senior: two who are none are not enough",
        including,
        &["erin", "henry"],
    );
    let mut henry = nobody.clone();
    henry.statements.clear();
    henry.roster.of("henry");
    henry.approve("erin");
    henry.approve("henry");
    nobody = henry;
    nobody.hold(&["hold approvals_missing acme/rule/approvals:2"]);
    nobody.counted(&[(two, "erin"), (two, "henry")]);
    nobody.missing(&["carol"]);
    let mut both = case(
        "including-two-members-in-one",
        "One person may be several members of one count",
        "{ approvals = 2, including = [{ level = { atLeast = \"senior\" } }, { owns = \"service\" }] }",
        &["carol", "erin"],
    );
    both.allow();
    both.counted(&[(two, "carol"), (two, "erin")]);
    let mut apart = case(
        "two-requirements-two-people",
        "Two requirements of a rule take two people, where one could serve both",
        "{ approvals = 1, name = \"senior\", from = { level = { atLeast = \"senior\" } } }, { approvals = 1, name = \"peer\" }",
        &["carol"],
    );
    apart.hold(&["hold approvals_missing acme/rule/peer"]);
    apart.counted(&[("acme/rule/senior", "carol")]);
    apart.missing(&["frank"]);
    let greedy = "{ approvals = 1, name = \"senior\", from = { level = { atLeast = \"senior\" } } }, { approvals = 1, name = \"owner\", from = { owns = \"service\" } }";
    let mut exact = case(
        "s57-exact-where-greedy-fails",
        "Carol fits both requirements and Dave the first: who goes where is found, whoever comes first",
        greedy,
        &["carol", "dave"],
    );
    exact.allow();
    exact.counted(&[("acme/rule/owner", "carol"), ("acme/rule/senior", "dave")]);
    exact.expect.counted = [("acme/rule/senior", "dave"), ("acme/rule/owner", "carol")]
        .map(|(one, other)| (one.to_owned(), other.to_owned()))
        .to_vec();
    let mut chain = case(
        "s57-a-chain-of-three",
        "Three requirements and three people, each of whom has to move",
        "{ approvals = 1, name = \"any\" }, { approvals = 1, name = \"senior\", from = { level = { atLeast = \"senior\" } } }, { approvals = 1, name = \"owner\", from = { owns = \"service\" } }",
        &["carol", "dave", "erin"],
    );
    chain.allow();
    chain.counted(&[
        ("acme/rule/any", "erin"),
        ("acme/rule/senior", "dave"),
        ("acme/rule/owner", "carol"),
    ]);
    let mut missing = case(
        "missing-moves-people-too",
        "Who is missing is found by moving those who have signed",
        greedy,
        &["carol"],
    );
    missing.hold(&["hold approvals_missing acme/rule/owner"]);
    missing.counted(&[("acme/rule/senior", "carol")]);
    missing.missing(&["frank"]);
    let mut many = case(
        "s50-more-than-there-are",
        "A count above the people that exist holds, and says so",
        "{ approvals = 4294967295 }",
        &["carol"],
    );
    many.hold(&[
        "hold approvals_missing acme/rule/approvals:4294967295",
        "hold unsatisfiable acme/rule/approvals:4294967295",
    ]);
    many.counted(&[("acme/rule/approvals:4294967295", "carol")]);
    let mut gone = case(
        "s49-everybody-has-left",
        "A team that everybody has left approves nothing by that",
        "{ approvals = 1, from = { team = \"security\" } }",
        &["carol"],
    );
    gone.roster.of("dave").former = true;
    gone.roster.of("grace").former = true;
    gone.hold(&[RULE_MISSING, "hold unsatisfiable acme/rule/approvals:1"]);
    gone.ignored(&[("not_eligible", "carol")]);
    let executor = "{ approvals = 1, from = { not = \"executor\" } }";
    let runs = |case: &mut Case| {
        case.took_part(
            "login:carol",
            ParticipantRole::Executor,
            Basis::Authenticated,
        );
    };
    let mut separate = case(
        "executor-where-excluded",
        "Whoever carries a change out does not count where a rule says so",
        executor,
        &[],
    );
    runs(&mut separate);
    separate.approve("carol");
    separate.hold(&[RULE_MISSING]);
    separate.ignored(&[("not_eligible", "carol")]);
    separate.missing(&["frank"]);
    let mut same = case(
        "executor-elsewhere",
        "Carrying a change out is not taking part in it",
        "{ approvals = 1 }",
        &[],
    );
    runs(&mut same);
    same.approve("carol");
    same.allow();
    same.counted(&[(RULE_COUNT, "carol")]);
    vec![
        member, nobody, both, apart, exact, chain, missing, many, gone, separate, same,
    ]
}

/// Atoms and how they are read (5.2, 9.1, 9.2).
fn conditions() -> Vec<Case> {
    let atom = |id: &str, title: &str, condition: &str, is_applying: bool, edit: fn(&mut Case)| {
        let mut case = Case::new(id, title, &["5.2", "9.2"]);
        case.policy = open(&when(condition));
        edit(&mut case);
        if is_applying {
            applies(&mut case);
        } else {
            goes(&mut case);
        }
        case
    };
    let docs_and_code = |case: &mut Case| {
        case.change.seen.kinds = Listed::Whole(vec![Kind::Docs, Kind::Code]);
    };
    let must = |id: &str, title: &str, condition: &str, edit: fn(&mut Case)| {
        let mut case = Case::new(id, title, &["9.2", "9.3"]);
        case.rules(&rule(&format!(
            "require = [{{ must = {{ {condition} }} }}]"
        )));
        edit(&mut case);
        case
    };
    let mut all = must(
        "must-over-a-set-is-all",
        "What must hold holds for every element",
        "kind = \"docs\"",
        docs_and_code,
    );
    all.hold(&["hold must_not_met acme/rule/must"]);
    let mut met = must(
        "must-that-is-met",
        "What must hold and is known to hold is met",
        "kind = [\"docs\", \"code\"], destructive = false",
        docs_and_code,
    );
    met.allow();
    let mut unknown = must(
        "must-that-is-not-known",
        "What must hold and is not known to hold is not met",
        "destructive = false",
        |case| case.change.seen.destructive = Fact::Unknown,
    );
    unknown.hold(&["hold must_not_met acme/rule/must"]);
    let mut declared = must(
        "must-that-is-declared",
        "What must hold is not met by anyone's word",
        "destructive = false",
        |case| case.change.seen.destructive = Fact::Declared(false),
    );
    declared.hold(&["hold must_not_met acme/rule/must"]);
    let mut part = must(
        "must-over-a-part",
        "What must hold for all is not known of a part",
        "kind = \"code\"",
        |case| case.change.seen.kinds = Listed::Partial(vec![Kind::Code]),
    );
    part.hold(&["hold must_not_met acme/rule/must"]);
    vec![
        all,
        met,
        unknown,
        declared,
        part,
        atom(
            "kind-any-element-restricts",
            "One kind of several is enough for a rule to apply",
            "kind = \"code\"",
            true,
            docs_and_code,
        ),
        atom(
            "kind-not-is-not-all",
            "Not documentation means not all of it: one other kind is enough",
            "not = { kind = \"docs\" }",
            true,
            docs_and_code,
        ),
        atom(
            "kind-not-of-all",
            "What is all documentation is documentation",
            "not = { kind = \"docs\" }",
            false,
            |case| case.change.seen.kinds = Listed::Whole(vec![Kind::Docs]),
        ),
        atom(
            "not-not-restricts-again",
            "Two negations restrict like none",
            "not = { not = { kind = \"code\" } }",
            true,
            docs_and_code,
        ),
        atom(
            "kinds-partial",
            "Kinds that are not all known could be any",
            "kind = \"iam\"",
            true,
            |case| case.change.seen.kinds = Listed::Partial(vec![Kind::Code]),
        ),
        atom(
            "service-outside-the-catalogue",
            "A service that the roster does not know could be any",
            "service = \"ledger\"",
            true,
            |case| case.change.seen.services = Listed::Whole(vec![is("chekout")]),
        ),
        atom(
            "tier-at-most",
            "A stricter tier is within `atMost`",
            "tier = { atMost = 3 }",
            true,
            |_| {},
        ),
        atom(
            "tier-at-most-stops",
            "A milder tier is not",
            "tier = { atMost = 1 }",
            false,
            |_| {},
        ),
        atom(
            "tier-one-of",
            "A list of tiers means these and no others",
            "tier = [1, 3]",
            false,
            |_| {},
        ),
        atom(
            "blast-at-least",
            "A wider blast radius is within `atLeast`",
            "blast = { atLeast = \"zone\" }",
            true,
            |case| case.change.seen.blast = Fact::Collected(Blast::Region),
        ),
        atom(
            "blast-at-least-stops",
            "A narrower blast radius is not",
            "blast = { atLeast = \"zone\" }",
            false,
            |_| {},
        ),
        atom(
            "rollout-on-anyones-word",
            "Anybody may say that it goes everywhere at once",
            "rollout = \"instant\"",
            true,
            |case| case.change.seen.rollout = Fact::Declared(Rollout::Instant),
        ),
        atom(
            "alias-of-an-environment",
            "An alias that the policy declares is the environment",
            "environment = \"production\"",
            true,
            |case| case.change.exact.environment = Fact::Collected(is("prod")),
        ),
        atom(
            "environment-outside-the-vocabulary",
            "A misspelt environment is not known, and counts as production",
            "environment = \"production\"",
            true,
            |case| case.change.exact.environment = Fact::Collected(is("prdo")),
        ),
        atom(
            "environment-absent",
            "No environment is not known, and counts as production",
            "environment = \"production\"",
            true,
            |case| case.change.exact.environment = Fact::Unknown,
        ),
        atom(
            "mark-restricts",
            "A mark makes a rule apply",
            "marked = \"frozen\"",
            true,
            |case| case.change.live.marks = Listed::Partial(vec![is("frozen")]),
        ),
        atom(
            "mark-outside-the-vocabulary",
            "A misspelt mark could be any",
            "marked = \"frozen\"",
            true,
            |case| case.change.live.marks = Listed::Whole(vec![is("forzen")]),
        ),
        atom(
            "marks-partial",
            "Marks that are not all known could be any",
            "marked = \"frozen\"",
            true,
            |case| case.change.live.marks = Listed::Partial(Vec::new()),
        ),
        atom(
            "marks-whole",
            "No mark is no mark",
            "marked = \"frozen\"",
            false,
            |_| {},
        ),
    ]
}

fn claims(rungs: &[Involvement]) -> Listed<Claim> {
    let claim = |rung: &Involvement| Claim::new(*rung, ClaimBasis::Declared);
    Listed::Whole(rungs.iter().map(claim).collect())
}

/// Ranges of involvement (6.1, 6.2).
fn involvement() -> Vec<Case> {
    let ask = |id: &str,
               title: &str,
               members: &str,
               asked: &str,
               is_applying: bool,
               edit: fn(&mut Case)| {
        let mut case = Case::new(id, title, &["6.1", "6.2"]);
        case.policy = policy_with(
            &format!("unmatched = \"allow\"\n{members}"),
            &when(&format!("involvement = {{ {asked} }}")),
        );
        edit(&mut case);
        if is_applying {
            applies(&mut case);
        } else {
            goes(&mut case);
        }
        if members.contains("presume") {
            case.notes(&["presumed"]);
        }
        case
    };
    let none = "provenance = { presume = \"none\" }";
    let assisted = "provenance = { presume = \"assisted\" }";
    let mut conflict = ask(
        "involvement-contradiction",
        "A claim of none beside a claim of AI is told, and the stricter wins",
        "",
        "atLeast = \"assisted\"",
        true,
        |case| {
            case.change.live.claims = claims(&[Involvement::None, Involvement::Assisted]);
        },
    );
    conflict.notes(&["provenance_conflict"]);
    let mut outsider = ask(
        "involvement-of-somebody-unknown",
        "What somebody did whom nobody knows could be autonomous",
        "",
        "atLeast = \"autonomous\"",
        true,
        |case| {
            case.took_part(
                "email:m@elsewhere.example",
                ParticipantRole::CoAuthor,
                Basis::Asserted,
            );
        },
    );
    outsider.missing(&["carol", "frank"]);
    outsider.notes(&["unresolved email:m@elsewhere.example"]);
    vec![
        ask(
            "involvement-silence-is-not-none",
            "That nobody claims AI does not say that there was none",
            "",
            "atLeast = \"advised\"",
            true,
            |_| {},
        ),
        ask(
            "involvement-people-submit",
            "What people whose identity is checked have submitted is not autonomous",
            "",
            "atLeast = \"autonomous\"",
            false,
            |_| {},
        ),
        ask(
            "involvement-claimed-none",
            "An unsigned claim of none lowers nothing",
            "",
            "atLeast = \"advised\"",
            true,
            |case| case.change.live.claims = claims(&[Involvement::None]),
        ),
        ask(
            "involvement-at-least-is-a-ladder",
            "A higher rung reaches the lower ones",
            none,
            "atLeast = \"assisted\"",
            true,
            |case| case.change.live.claims = claims(&[Involvement::Generated]),
        ),
        ask(
            "involvement-at-least-stops",
            "A lower rung does not reach a higher one, where a presumption settles it",
            none,
            "atLeast = \"generated\"",
            false,
            |case| case.change.live.claims = claims(&[Involvement::Assisted]),
        ),
        ask(
            "involvement-includes-is-a-set",
            "A further claim does not hide an earlier one",
            none,
            "includes = \"advised\"",
            true,
            |case| {
                case.change.live.claims = claims(&[Involvement::Advised, Involvement::Generated]);
            },
        ),
        ask(
            "involvement-includes-is-no-ladder",
            "A higher rung is not a lower one, where a presumption settles it",
            none,
            "includes = \"advised\"",
            false,
            |case| case.change.live.claims = claims(&[Involvement::Generated]),
        ),
        ask(
            "involvement-presume-none",
            "A policy may presume that silence means none, and the decision says so",
            none,
            "atLeast = \"advised\"",
            false,
            |_| {},
        ),
        ask(
            "involvement-presume-assisted",
            "A policy may presume that silence means assisted",
            assisted,
            "atLeast = \"generated\"",
            false,
            |_| {},
        ),
        ask(
            "involvement-presume-assisted-applies",
            "What is presumed is presumed for rules that ask for it too",
            assisted,
            "atLeast = \"assisted\"",
            true,
            |_| {},
        ),
        ask(
            "involvement-nobody-has-looked",
            "Where nobody has looked for claims, there is no silence to presume from",
            none,
            "atLeast = \"advised\"",
            true,
            |case| case.change.live.claims = Listed::Absent,
        ),
        ask(
            "involvement-somebody-has-looked-in-part",
            "Nor where somebody has looked in part",
            none,
            "atLeast = \"advised\"",
            true,
            |case| case.change.live.claims = Listed::Partial(Vec::new()),
        ),
        ask(
            "involvement-of-a-service",
            "A service of the roster is deterministic: what it alone did involves no AI",
            "",
            "atLeast = \"advised\"",
            false,
            |case| case.authors(&["login:ci"]),
        ),
        conflict,
        outsider,
    ]
}

/// Conditions on who wrote it (7.3).
fn authors() -> Vec<Case> {
    let below = "author = { below = \"senior\" }";
    let by = |id: &str, title: &str, who: &str, basis, members: &str| {
        let mut case = Case::new(id, title, &["7.3"]);
        case.policy = policy_with(&format!("unmatched = \"allow\"\n{members}"), &when(below));
        case.change.live.participants =
            Listed::Whole(vec![case::participant(who, ParticipantRole::Author, basis)]);
        case
    };
    let believed = "trust = { authorIdentity = \"asserted\" }";
    let mut senior = by(
        "author-senior-authenticated",
        "A senior whose identity is checked is a senior",
        "login:dave",
        Basis::Authenticated,
        "",
    );
    goes(&mut senior);
    let mut claimed = by(
        "author-senior-asserted",
        "Writing a senior's address into a commit makes nobody a senior",
        "email:dave@example.org",
        Basis::Asserted,
        "",
    );
    applies(&mut claimed);
    let mut trusted = by(
        "author-senior-believed",
        "A policy may believe addresses in commits, and the decision says so",
        "email:dave@example.org",
        Basis::Asserted,
        believed,
    );
    goes(&mut trusted);
    trusted.notes(&["identity_asserted"]);
    let mut junior = by(
        "author-least-favourable",
        "Of several authors the lowest level counts, also if it is only asserted",
        "login:dave",
        Basis::Authenticated,
        "",
    );
    junior.took_part(
        "email:bob@example.org",
        ParticipantRole::CoAuthor,
        Basis::Asserted,
    );
    applies(&mut junior);
    let mut helped = by(
        "author-not-raised-by-a-co-author",
        "A senior as co-author does not raise the author",
        "login:bob",
        Basis::Authenticated,
        "",
    );
    helped.took_part(
        "email:dave@example.org",
        ParticipantRole::CoAuthor,
        Basis::Asserted,
    );
    applies(&mut helped);
    let mut agent = by(
        "author-agent-is-its-operator",
        "An agent is of the level of the person it works for",
        "login:robo",
        Basis::Authenticated,
        "",
    );
    applies(&mut agent);
    let mut second = by(
        "author-in-any-order",
        "Every author is looked at: when to ask again does not depend on their order",
        "login:bob",
        Basis::Authenticated,
        "",
    );
    second.took_part(
        "login:erin",
        ParticipantRole::CoAuthor,
        Basis::Authenticated,
    );
    second.roster.of("erin").level = Some(("senior", Some("2026-03-10T12:05:00Z")));
    applies(&mut second);
    second.recheck_by("2026-03-10T12:05:00Z");
    let above = rule("require = [{ approvals = 1, from = { level = \"above-author\" } }]");
    let mut higher = Case::new(
        "above-author",
        "Above the author's level is not at it",
        &["7.3", "9.3"],
    );
    higher.rules(&above);
    higher.approve("erin");
    higher.hold(&[RULE_MISSING]);
    higher.ignored(&[("not_eligible", "erin")]);
    higher.missing(&["carol"]);
    let mut met = higher
        .clone()
        .renamed("above-author-met", "A senior is above a mid-level engineer");
    met.statements.clear();
    met.approve("carol");
    met.allow();
    met.expect.reasons.clear();
    met.ignored(&[]);
    met.missing(&[]);
    met.counted(&[(RULE_COUNT, "carol")]);
    let mut highest = higher.clone().renamed(
        "above-author-above-each",
        "Above the author's level is above that of each author",
    );
    highest.statements.clear();
    highest.authors(&["login:bob", "login:dave"]);
    highest.approve("carol");
    highest.ignored(&[("not_eligible", "carol")]);
    highest.missing(&["frank"]);
    let mut nobody = higher.clone().renamed(
        "above-author-of-an-asserted-one",
        "Nobody is known to be above an author whose identity nobody has checked",
    );
    nobody.statements.clear();
    nobody.change.live.participants = Listed::Whole(vec![case::participant(
        "email:bob@example.org",
        ParticipantRole::Author,
        Basis::Asserted,
    )]);
    nobody.approve("frank");
    nobody.hold(&[RULE_MISSING, "hold unsatisfiable acme/rule/approvals:1"]);
    nobody.ignored(&[("not_eligible", "frank")]);
    nobody.missing(&[]);
    vec![
        senior, claimed, trusted, junior, helped, agent, second, higher, met, highest, nobody,
    ]
}

fn record(result: EvidenceResult, issuer: Option<&str>, at: &str) -> Evidence {
    Evidence {
        kind: is("tests"),
        result,
        origin: Origin::Collected,
        issuer: issuer.map(is),
        at: is(at),
        digest: Digest::of(format!("{result:?} {issuer:?} {at}").as_bytes()),
    }
}

/// Only a fresh pass of an accepted issuer is a pass (9.3, S62).
fn evidence() -> Vec<Case> {
    use EvidenceResult::{Error, Failed, Passed, Skipped};
    const ONLY: &str = "issuers = { only = [\"ci\"] }";
    const ROSTERED: &str = "issuers = \"rostered\"";
    const TODAY: &str = "2026-03-10T11:00:00Z";
    let ask = |id: &str, title: &str, members: &str, records: Vec<Evidence>| {
        let mut case = Case::new(id, title, &["9.3"]);
        case.rules(&rule(&format!(
            "require = [{{ evidence = \"tests\", {members} }}]"
        )));
        case.change.live.evidence = Listed::Whole(records);
        case
    };
    let missing = |id, title, members, records| {
        let mut case = ask(id, title, members, records);
        case.hold(&["hold evidence_missing acme/rule/tests tests"]);
        case
    };
    let passes = |id, title, members, records| {
        let mut case = ask(id, title, members, records);
        case.allow();
        case
    };
    let ci = |result| record(result, Some("ci"), TODAY);
    let mut declared = ci(Passed);
    declared.origin = Origin::Declared;
    let mut other = ci(Passed);
    other.kind = is("backup_verified");
    let mut strange = ci(Passed);
    strange.kind = is("test");
    let mut failed_word = ci(Failed);
    failed_word.origin = Origin::Declared;
    let mut listed = passes(
        "evidence-of-a-rostered-issuer",
        "A record of somebody whom the roster lists for the type counts",
        ROSTERED,
        vec![ci(Passed)],
    );
    listed.roster.of("ci").evidence = vec!["tests"];
    let mut two = missing(
        "evidence-each-type",
        "Each type that is asked for must be there",
        ONLY,
        vec![ci(Passed)],
    );
    two.rules(&rule(
        "require = [{ evidence = [\"tests\", \"backup_verified\"], issuers = { only = [\"ci\"] } }]",
    ));
    two.hold(&["hold evidence_missing acme/rule/backup_verified backup_verified"]);
    let mut fresh = passes(
        "evidence-fresh",
        "A record within its age counts, until it is older",
        "issuers = { only = [\"ci\"] }, maxAge = \"2h\"",
        vec![record(Passed, Some("ci"), "2026-03-10T10:10:00Z")],
    );
    fresh.recheck_by("2026-03-10T12:10:00Z");
    let mut absent = missing(
        "s62-evidence-absent",
        "A list of records that is not there holds no pass",
        ONLY,
        Vec::new(),
    );
    absent.change.live.evidence = Listed::Absent;
    let mut atom = Case::new(
        "failed-evidence-refuses",
        "A trusted record of a failure makes `failed` true",
        &["9.1"],
    );
    atom.rules(&format!(
        "{PEER}{}",
        rule("when = { failed = \"tests\" }\nforbid = \"broken\"")
    ));
    atom.change.live.evidence = Listed::Whole(vec![ci(Passed), ci(Failed)]);
    atom.approve("carol");
    atom.counted(&[(PEER_COUNT, "carol")]);
    atom.deny(&["deny forbidden acme/rule/broken"]);
    let mut unseen = atom.clone().renamed(
        "failed-evidence-unseen",
        "Records that are not all there could hold a failure",
    );
    unseen.change.live.evidence = Listed::Partial(vec![ci(Passed)]);
    unseen.hold(&["hold fact_needed acme/rule/broken"]);
    let mut two_fresh = passes(
        "evidence-fresh-in-any-order",
        "Of two passes each is looked at: when to ask again does not depend on their order",
        "issuers = { only = [\"ci\"] }, maxAge = \"2h\"",
        vec![
            record(Passed, Some("ci"), "2026-03-10T11:30:00Z"),
            record(Passed, Some("ci"), "2026-03-10T10:10:00Z"),
        ],
    );
    two_fresh.recheck_by("2026-03-10T12:10:00Z");
    let mut order = missing(
        "s62-evidence-in-any-order",
        "Of several records that are no pass the same one is told, in whatever order they come",
        ONLY,
        vec![ci(Error), ci(Skipped)],
    );
    order.change.live.evidence = Listed::Whole(vec![ci(Skipped), ci(Error)]);
    vec![
        passes(
            "evidence-passed",
            "A record of a pass counts",
            ONLY,
            vec![ci(Passed)],
        ),
        missing(
            "s62-evidence-missing",
            "No record is no pass",
            ONLY,
            Vec::new(),
        ),
        absent,
        missing(
            "s62-evidence-failed",
            "A failure is no pass",
            ONLY,
            vec![ci(Failed)],
        ),
        missing(
            "s62-evidence-skipped",
            "A check that was skipped has not passed",
            ONLY,
            vec![ci(Skipped)],
        ),
        missing(
            "s62-evidence-error",
            "A check that could not run has not passed",
            ONLY,
            vec![ci(Error)],
        ),
        missing(
            "s62-evidence-failed-beside-passed",
            "A pass beside a failure is a failure: nobody reruns a check until it is green",
            ONLY,
            vec![
                ci(Failed),
                record(Passed, Some("ci"), "2026-03-10T11:30:00Z"),
            ],
        ),
        missing(
            "s62-evidence-failed-elsewhere",
            "Somebody else's failure counts, whoever's passes are asked for",
            ONLY,
            vec![ci(Passed), record(Failed, Some("robo"), TODAY)],
        ),
        passes(
            "s62-evidence-skipped-beside-passed",
            "A pass beside a check that was skipped is a pass",
            ONLY,
            vec![ci(Passed), ci(Skipped)],
        ),
        passes(
            "evidence-failed-by-word",
            "A failure that only takes somebody's word is none",
            ONLY,
            vec![ci(Passed), failed_word],
        ),
        missing(
            "s62-evidence-stale",
            "A record older than the requirement allows has not passed",
            "issuers = { only = [\"ci\"] }, maxAge = \"1h\"",
            vec![ci(Passed)],
        ),
        fresh,
        missing(
            "evidence-of-tomorrow",
            "A record of the future has not passed",
            ONLY,
            vec![record(Passed, Some("ci"), "2026-03-10T12:05:00Z")],
        ),
        missing(
            "s62-evidence-wrong-issuer",
            "Anybody can post a status: only the named issuers count",
            ONLY,
            vec![record(Passed, Some("robo"), TODAY)],
        ),
        missing(
            "s62-evidence-without-an-issuer",
            "A record of nobody is not of a named issuer",
            ONLY,
            vec![record(Passed, None, TODAY)],
        ),
        missing(
            "s62-evidence-declared",
            "A record that somebody taking part has handed in is only his word",
            ONLY,
            vec![declared],
        ),
        missing(
            "evidence-of-another-type",
            "A pass of another check is another pass",
            ONLY,
            vec![other, strange],
        ),
        listed,
        missing(
            "evidence-of-an-unlisted-issuer",
            "A record of somebody whom the roster does not list for the type does not count",
            ROSTERED,
            vec![ci(Passed)],
        ),
        passes(
            "evidence-collected-itself",
            "What the embedding system has found out by itself needs no issuer",
            ROSTERED,
            vec![record(Passed, None, TODAY)],
        ),
        two,
        two_fresh,
        order,
        atom,
        unseen,
    ]
}

const FREEZE: &str = r#"
[[freeze]]
id = "gala"
why = "The gala."
from = "2026-03-10T00:00:00Z"
to = "2026-03-12T00:00:00Z"

[[rule]]
id = "peer"
why = "Somebody else has looked."
require = [{ approvals = 1 }]

[[rule]]
id = "rule"
why = "A freeze is a freeze."
when = { frozen = true }
forbid = "freeze"
"#;

/// Windows in which nothing goes live (9.9).
fn freezes() -> Vec<Case> {
    let at = |id: &str, title: &str, now: &str| {
        let mut case = Case::new(id, title, &["4.2", "9.9"]);
        case.policy = policy(FREEZE);
        case.now = is(now);
        case.complete_as_of = Some(is(now));
        case.approve("carol");
        case.counted(&[(PEER_COUNT, "carol")]);
        case
    };
    let mut within = at(
        "freeze-in-force",
        "In a freeze nothing goes, whoever has signed",
        "2026-03-10T00:00:00Z",
    );
    within.deny(&["deny forbidden acme/rule/freeze"]);
    within.recheck_by("2026-03-10T00:15:00Z");
    let mut last = at(
        "freeze-last-second",
        "A freeze lasts until its end, and it is asked again then",
        "2026-03-11T23:59:59Z",
    );
    last.deny(&["deny forbidden acme/rule/freeze"]);
    last.recheck_by("2026-03-12T00:00:00Z");
    let mut over = at(
        "freeze-over",
        "A freeze is over at its end",
        "2026-03-12T00:00:00Z",
    );
    over.allow();
    let mut before = at(
        "freeze-to-come",
        "An allow before a freeze does not speak into it",
        "2026-03-09T23:50:00Z",
    );
    before.allow();
    before.recheck_by("2026-03-10T00:00:00Z");
    let mut raised = Case::new(
        "unresolved-raises-a-member-too",
        "Whom nobody knows could be the one senior: the member is raised with the count",
        &["7.4", "9.3"],
    );
    raised.rules(&rule(
        "require = [{ approvals = 2, including = [{ level = { atLeast = \"senior\" } }] }]",
    ));
    raised.took_part(
        "email:m@elsewhere.example",
        ParticipantRole::CoAuthor,
        Basis::Asserted,
    );
    raised.roster.of("henry");
    raised.approve("carol");
    raised.approve("erin");
    raised.approve("henry");
    raised.hold(&["hold approvals_missing acme/rule/approvals:2"]);
    raised.notes(&["unresolved email:m@elsewhere.example"]);
    raised.counted(&[
        ("acme/rule/approvals:2", "carol"),
        ("acme/rule/approvals:2", "erin"),
        ("acme/rule/approvals:2", "henry"),
    ]);
    raised.missing(&["frank"]);
    let mut loose = Case::new(
        "two-who-are-one-person",
        "Two approvals of one person are one, whatever the rule asks",
        &["7.1", "11.8"],
    );
    loose.rules(TWO);
    loose.approve("carol");
    loose.approve("carol");
    loose.hold(&["hold approvals_missing acme/two/approvals:2"]);
    loose.counted(&[("acme/two/approvals:2", "carol")]);
    loose.missing(&["frank"]);
    vec![within, last, over, before, raised, loose]
}
