//! Documents that end, single rules of documents, and names inside a document.

use crate::case::{Case, PEER, path, policy_with};
use crate::is;
use foureyes::fact::{Fact, Listed};

use super::policy::{PEER_COUNT, RULE_COUNT, RULE_MISSING, goes, open, rule};

const UNTIL: &str = "until = \"2026-03-10T12:00:00Z\"";
const ENDING: &str = "until = \"2026-03-10T12:00:01Z\"";

/// Documents that end, single rules of documents, and names inside a document (9.0, 9.1, 9.3, 9.11).
pub(super) fn cases() -> Vec<Case> {
    let mut cases = ends();
    cases.extend(single_rules());
    cases.extend(conditions());
    cases.extend(groups());
    cases.extend(first_contributions());
    cases.extend(at_most());
    cases
}

fn of(id: &str, title: &str, members: &str, rules: &str) -> Case {
    let mut case = Case::new(id, title, &["9.0", "9.11"]);
    case.policy = policy_with(members, rules);
    case
}

fn ends() -> Vec<Case> {
    let followed =
        |until: &str| format!("{until}\nafterwards = \"destruction\"\nextends = [\"destruction\"]");
    let mut before = of(
        "until-a-second-more",
        "Until it ends the document judges, and it is asked again then",
        &followed(ENDING),
        PEER,
    );
    before.approve("carol");
    before.allow();
    before.counted(&[(PEER_COUNT, "carol")]);
    before.recheck_by("2026-03-10T12:00:01Z");
    let mut after = of(
        "until-now",
        "From then on the document that follows judges alone",
        &followed(UNTIL),
        PEER,
    );
    after.hold(&["hold no_rule"]);
    let mut strict = after.clone().renamed(
        "until-now-and-destructive",
        "What follows asks for what it always asked for",
    );
    strict.change.seen.destructive = Fact::Collected(true);
    strict.change.seen.reversible = Fact::Collected(false);
    strict.hold(&[
        "hold approvals_missing destruction/no-lone-destruction/approvals:2",
        "hold evidence_missing destruction/no-lone-destruction/backup_verified backup_verified",
        "hold evidence_missing destruction/no-lone-destruction/dry_run dry_run",
    ]);
    strict.missing(&["carol", "frank"]);
    let mut nothing = of(
        "until-now-and-nothing-follows",
        "Where nothing follows, a document that has ended holds",
        UNTIL,
        PEER,
    );
    nothing.approve("carol");
    nothing.hold(&["hold policy_expired acme"]);
    nothing.counted(&[(PEER_COUNT, "carol")]);
    let mut later = of(
        "until-later-and-nothing-follows",
        "Until then it judges",
        ENDING,
        PEER,
    );
    later.approve("carol");
    later.allow();
    later.counted(&[(PEER_COUNT, "carol")]);
    later.recheck_by("2026-03-10T12:00:01Z");
    vec![before, after, strict, nothing, later]
}

fn single_rules() -> Vec<Case> {
    let of = |id: &str, title: &str, extends: &str| {
        let mut case = of(id, title, &format!("extends = [{extends}]"), PEER);
        case.change.live.marks = Listed::Whole(vec![is("frozen")]);
        case.approve("carol");
        case.counted(&[(PEER_COUNT, "carol")]);
        case
    };
    let mut taken = of(
        "extends-a-rule",
        "One rule of a document is added, with its words and its scope",
        "\"common/freeze\"",
    );
    taken.deny(&["deny forbidden common/freeze/freeze"]);
    let mut other = of(
        "extends-another-rule",
        "The other rules of the document are not added",
        "\"common/ai-does-not-sign-off\"",
    );
    other.allow();
    let mut both = of(
        "extends-a-rule-and-the-document",
        "A document that is added as a whole is added as a whole",
        "\"common/ai-does-not-sign-off\", \"common\"",
    );
    both.change.live.credential = Fact::Collected(foureyes::change::Credential::Issued);
    both.change.live.plan = Fact::Collected(foureyes::change::PlanState::None);
    both.deny(&["deny forbidden common/freeze/freeze"]);
    vec![taken, other, both]
}

fn conditions() -> Vec<Case> {
    let of = |id: &str, title: &str, when: &str| {
        let mut case = Case::new(id, title, &["9.1"]);
        let names = "[conditions]\nhot = { all = [{ condition = \"money\" }, { condition = \"wide\" }] }\nmoney = { service = [\"checkout\", \"ledger\"] }\nwide = { any = [{ lines = { atLeast = 4 } }, { blast = { atLeast = \"global\" } }] }\n";
        case.policy = open(&format!(
            "{}{names}",
            rule(&format!(
                "when = {{ {when} }}\nrequire = [{{ approvals = 1 }}]"
            ))
        ));
        case
    };
    let mut applies = of(
        "condition-by-name",
        "A named condition says what it stands for, with the names inside",
        "condition = \"hot\"",
    );
    applies.hold(&[RULE_MISSING]);
    applies.missing(&["carol"]);
    let mut beside = of(
        "condition-by-name-and-more",
        "What stands beside the name must hold too",
        "condition = \"hot\", destructive = true",
    );
    goes(&mut beside);
    let mut smaller = of(
        "condition-by-name-is-false",
        "Where it is false the rule does not apply",
        "condition = \"hot\"",
    );
    let mut small = path("checkout/cart.rs");
    small.added = Some(1);
    smaller.change.exact.paths = Listed::Whole(vec![small]);
    goes(&mut smaller);
    vec![applies, beside, smaller]
}

fn groups() -> Vec<Case> {
    let of = |id: &str, title: &str, requirement: &str| {
        let mut case = Case::new(id, title, &["9.3"]);
        let names = "[groups]\nseniors = { level = { atLeast = \"senior\" } }\nguards = { group = \"seniors\", team = \"security\" }\n";
        case.policy = policy_with(
            "",
            &format!("{}{names}", rule(&format!("require = [{requirement}]"))),
        );
        case
    };
    let guards = "{ approvals = 1, from = { group = \"guards\" } }";
    let mut fits = of(
        "group-fits",
        "Who is like a group in everything counts for it",
        guards,
    );
    fits.approve("dave");
    fits.allow();
    fits.counted(&[(RULE_COUNT, "dave")]);
    let mut lacks = of(
        "group-lacks",
        "A group within a group asks for both",
        guards,
    );
    lacks.approve("carol");
    lacks.hold(&[RULE_MISSING]);
    lacks.ignored(&[("not_eligible", "carol")]);
    lacks.missing(&["dave"]);
    let mut seat = of(
        "group-as-a-member",
        "A group can be one of several who sign",
        "{ approvals = 2, including = [{ group = \"seniors\", not = \"executor\" }] }",
    );
    seat.approve("carol");
    seat.approve("erin");
    seat.allow();
    seat.counted(&[
        ("acme/rule/approvals:2", "carol"),
        ("acme/rule/approvals:2", "erin"),
    ]);
    vec![fits, lacks, seat]
}

fn first_contributions() -> Vec<Case> {
    let of = |id: &str, title: &str, is_first: Fact<bool>| {
        let mut case = Case::new(id, title, &["2.8", "7.3"]);
        case.policy = open(&super::policy::when(
            "author = { firstContribution = true }",
        ));
        case.change.live.first_contribution = is_first;
        case
    };
    let mut first = of(
        "first-contribution",
        "A first contribution is looked at",
        Fact::Collected(true),
    );
    let mut unknown = of(
        "first-contribution-unknown",
        "Where nobody knows, it could be a first one",
        Fact::Unknown,
    );
    let mut said = of(
        "first-contribution-denied-by-word",
        "Nobody's word makes it none",
        Fact::Declared(false),
    );
    for case in [&mut first, &mut unknown, &mut said] {
        case.hold(&[RULE_MISSING]);
        case.missing(&["carol"]);
    }
    let mut known = of(
        "first-contribution-none",
        "A contribution of somebody known goes",
        Fact::Collected(false),
    );
    goes(&mut known);
    vec![first, unknown, said, known]
}

fn at_most() -> Vec<Case> {
    let of = |id: &str, title: &str, most: u32| {
        let mut case = Case::new(id, title, &["2.8", "9.3"]);
        case.rules(&rule(&format!(
            "require = [{{ must = {{ lines = {{ atMost = {most} }} }} }}]"
        )));
        case
    };
    let mut just = of("lines-at-most", "A small change is small", 4);
    just.allow();
    let mut more = of("lines-above-the-most", "One line more is too large", 3);
    more.hold(&["hold must_not_met acme/rule/must"]);
    let mut unknown = of(
        "lines-at-most-unknown",
        "A path without counts could have any number of lines",
        4,
    );
    let mut uncounted = path("checkout/cart.rs");
    uncounted.added = None;
    unknown.change.exact.paths = Listed::Whole(vec![uncounted]);
    unknown.hold(&["hold must_not_met acme/rule/must"]);
    vec![just, more, unknown]
}
