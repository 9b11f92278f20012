//! Several ways to meet a rule, and reviews that are owed afterwards.

use crate::case::{Case, participant};
use foureyes::change::{Basis, EvidenceResult, ParticipantRole};
use foureyes::fact::{Fact, Listed};

use super::policy::rule;
use super::policy_evidence::record;

const TESTS: &str = "{ evidence = \"tests\", issuers = \"rostered\" }";
const SENIOR: &str = "{ approvals = 1, from = { level = { atLeast = \"senior\" } } }";
const REVIEW: &str = "{ review = { within = \"2d\" } }";
const OWED: &str = "review acme/rule/review:2d bob 2026-03-12T12:00:00Z";

/// Several ways to meet a rule, and reviews that are owed afterwards (9.3, 9.4). It is noon of 2026-03-10.
pub(super) fn cases() -> Vec<Case> {
    let mut cases = ways();
    cases.extend(unmet());
    cases.extend(reviews());
    cases
}

fn of(id: &str, title: &str, required: &str) -> Case {
    let mut case = Case::new(id, title, &["9.3", "9.4"]);
    case.rules(&rule(&format!("require = [{required}]")));
    case
}

fn either(id: &str, title: &str, ways: &[&str]) -> Case {
    of(id, title, &format!("{{ anyOf = [{}] }}", ways.join(", ")))
}

fn both(parts: &[&str]) -> String {
    format!("{{ allOf = [{}] }}", parts.join(", "))
}

fn tested(mut case: Case) -> Case {
    let passed = record(EvidenceResult::Passed, None, "2026-03-10T11:00:00Z");
    case.change.live.evidence = Listed::Whole(vec![passed]);
    case
}

fn ways() -> Vec<Case> {
    let mut first = either(
        "any-of-the-first",
        "Of two ways that are met the first one counts, and nothing is owed",
        &[SENIOR, REVIEW],
    );
    first.approve("carol");
    first.allow();
    first.counted(&[("acme/rule/approvals:1", "carol")]);
    let mut second = either(
        "any-of-the-second",
        "Without the signature the second way lets it go, and a review is owed",
        &[SENIOR, REVIEW],
    );
    second.allow();
    second.owed(&[OWED]);
    let mut shared = of(
        "any-of-beside-another",
        "What stands beside the ways is asked for in each of them, of other people",
        &format!("{{ approvals = 1 }}, {{ anyOf = [{SENIOR}, {TESTS}] }}"),
    );
    shared.approve("carol");
    shared.hold(&[
        "hold approvals_missing acme/rule/approvals:1",
        "hold evidence_missing acme/rule/tests tests",
    ]);
    shared.counted(&[("acme/rule/approvals:1", "carol")]);
    shared.missing(&["frank"]);
    let mut by_tests = tested(of(
        "any-of-by-evidence",
        "Evidence meets the other way, where nobody else has signed",
        &format!("{{ approvals = 1 }}, {{ anyOf = [{SENIOR}, {TESTS}] }}"),
    ));
    by_tests.approve("erin");
    by_tests.allow();
    by_tests.counted(&[("acme/rule/approvals:1", "erin")]);
    let mut wholly = either(
        "any-of-wholly",
        "Half of one way and half of another are no way",
        &[&both(&[SENIOR, TESTS]), "{ approvals = 2 }"],
    );
    wholly.approve("carol");
    wholly.hold(&[
        "hold approvals_missing acme/rule/approvals:2",
        "hold evidence_missing acme/rule/tests tests",
    ]);
    wholly.counted(&[
        ("acme/rule/approvals:1", "carol"),
        ("acme/rule/approvals:2", "carol"),
    ]);
    wholly.missing(&["frank"]);
    vec![first, second, shared, by_tests, wholly]
}

fn unmet() -> Vec<Case> {
    let mut nearest = either(
        "any-of-nobody-yet",
        "Where nothing is met the fewest people of all ways are missing",
        &["{ approvals = 2 }", SENIOR],
    );
    nearest.hold(&[
        "hold approvals_missing acme/rule/approvals:2",
        "hold approvals_missing acme/rule/approvals:1",
    ]);
    nearest.missing(&["carol"]);
    let mut closed = either(
        "any-of-closed",
        "A way that this change cannot meet is closed: nobody is asked for it",
        &[
            &both(&["{ approvals = 1 }", "{ must = { rollout = \"instant\" } }"]),
            "{ approvals = 2 }",
        ],
    );
    closed.hold(&["hold approvals_missing acme/rule/approvals:2"]);
    closed.missing(&["carol", "frank"]);
    let mut shut = either(
        "any-of-all-closed",
        "Where every way is closed, each says why",
        &[
            "{ must = { rollout = \"instant\" }, name = \"at_once\" }",
            "{ must = { destructive = true }, name = \"destroys\" }",
        ],
    );
    shut.hold(&[
        "hold must_not_met acme/rule/at_once",
        "hold must_not_met acme/rule/destroys",
    ]);
    let mut unknown = either(
        "any-of-unknown",
        "A way that nobody knows to be met is not met, and its fact would help",
        &["{ must = { reversible = true } }"],
    );
    unknown.change.seen.reversible = Fact::Unknown;
    unknown.hold(&["hold must_not_met acme/rule/must"]);
    let mut veto = either(
        "any-of-veto",
        "Who fits an approval of any way can stop the change, whichever way is met",
        &[REVIEW, SENIOR],
    );
    veto.reject("carol");
    veto.deny(&["deny vetoed carol"]);
    veto.ignored(&[]);
    let mut raised = either(
        "any-of-objection",
        "An objection raises the count of every way",
        &["{ approvals = 1, from = { team = \"security\" } }", SENIOR],
    );
    raised.approve("carol");
    raised.reject("erin");
    raised.hold(&[
        "hold approvals_missing acme/rule/approvals:1",
        "hold approvals_missing acme/rule/approvals:1",
    ]);
    raised.notes(&["objection erin"]);
    raised.counted(&[("acme/rule/approvals:1", "carol")]);
    raised.missing(&["frank"]);
    vec![nearest, closed, shut, unknown, veto, raised]
}

fn reviews() -> Vec<Case> {
    let mut named = of(
        "review-owed",
        "A review is met now and owed later, by everybody who wrote the change",
        "{ review = { within = \"1d\", approvals = 2, from = { team = \"security\" } }, name = \"post-review\" }",
    );
    named.authors(&["login:bob", "login:erin"]);
    named.allow();
    named.owed(&[
        "review acme/rule/post-review bob 2026-03-11T12:00:00Z",
        "review acme/rule/post-review erin 2026-03-11T12:00:00Z",
    ]);
    let mut agent = of(
        "review-owed-by-an-operator",
        "For an agent its operator owes the review",
        REVIEW,
    );
    agent.authors(&["login:robo"]);
    agent.grant();
    agent.allow();
    agent.owed(&[OWED]);
    let mut asserted = of(
        "review-owed-by-nobody",
        "Where nobody is known who would owe it, a review lets nothing go",
        REVIEW,
    );
    asserted.change.live.participants = Listed::Whole(vec![participant(
        "email:bob@example.org",
        ParticipantRole::Author,
        Basis::Asserted,
    )]);
    asserted.hold(&["hold nobody_owes acme/rule/review:2d"]);
    let mut held = of(
        "review-and-a-signature",
        "While the change is held nothing is owed",
        &format!("{REVIEW}, {SENIOR}"),
    );
    held.hold(&["hold approvals_missing acme/rule/approvals:1"]);
    held.missing(&["carol"]);
    vec![named, agent, asserted, held]
}
