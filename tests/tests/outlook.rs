//! What changes if one waits, and how long a change has waited.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use foureyes::decision::Moment;
use foureyes::fact::Fact;
use foureyes::time::Span;
use foureyes::wire::moments_to_json;
use foureyes::{Request, Submitted, Verdict};
use foureyes_tests::case::{Case, policy_with};

const RULES: &str = r#"
[[freeze]]
id = "launch"
why = "The launch."
from = 2026-03-10T00:00:00Z
to = 2026-03-10T18:00:00Z

[[rule]]
id = "freeze"
why = "A freeze is enforced state."
when = { frozen = true }
forbid = "freeze"

[[rule]]
id = "slow"
why = "Nothing goes at once."
require = [{ wait = "12h" }]

[[rule]]
id = "peer"
why = "Somebody else has looked."
require = [{ approvals = 1, with = { maxAge = "20h" } }]
"#;

fn outlook(case: &Case) -> Vec<Moment> {
    let gate = case.gate();
    let envelopes: Vec<Submitted> = case
        .statements
        .iter()
        .map(|one| Submitted::new(one.envelope.clone().unwrap()))
        .collect();
    let (change, statements) = (case.subject(), gate.verify(&envelopes));
    gate.outlook(&Request::new(&change, &statements, case.now))
}

fn waiting() -> Case {
    let mut case = Case::new("waiting", "Waiting", &["4.2"]);
    case.policy = policy_with("", RULES);
    case.change.live.first_seen_at = Fact::Collected(case.now.minus(Span::from_hours(2)));
    case.approve("erin");
    case
}

#[test]
fn a_freeze_ends_a_wait_is_over_and_an_approval_expires() {
    let moments = outlook(&waiting());
    let wire = moments_to_json(&moments);
    assert!(
        wire.starts_with(
            r#"[{"at":"2026-03-10T18:00:00Z","verdict":"hold","ends":[{"effect":"deny","code":"forbidden","rule":"acme/freeze","name":"freeze"}],"begins":[],"leaves":[],"sentences":["no longer: freeze refuses: freeze"]},"#
        ),
        "{wire}"
    );
    assert_eq!(
        Moment::explain(&moments),
        [
            "  If one waits 2026-03-10T18:00:00Z  HOLD   no longer: freeze refuses: freeze",
            "               2026-03-10T22:00:00Z  ALLOW  no longer: slow needs the change to have been seen for a while: until 2026-03-10T22:00:00Z",
            "               2026-03-11T07:50:00Z  HOLD   erin counts no more",
            "                                            from then on: peer needs 1 person to sign, 0 did",
        ]
    );
}

#[test]
fn every_moment_is_what_the_gate_then_says() {
    let case = waiting();
    let gate = case.gate();
    let envelopes = vec![Submitted::new(case.statements[0].envelope.clone().unwrap())];
    let (change, statements) = (case.subject(), gate.verify(&envelopes));
    let moments = outlook(&case);
    let verdicts: Vec<Verdict> = moments.iter().map(|moment| moment.verdict).collect();
    assert_eq!(verdicts, [Verdict::Hold, Verdict::Allow, Verdict::Hold]);
    for moment in moments {
        let ask = |now| gate.evaluate(&Request::new(&change, &statements, now));
        let before = ask(moment.at.minus(Span::from_seconds(1)));
        let after = ask(moment.at);
        assert_eq!(after.verdict(), moment.verdict);
        assert_ne!(before.reasons(), after.reasons());
    }
}

#[test]
fn where_nothing_changes_nothing_is_said() {
    let mut case = Case::new("still", "Still", &["4.2"]);
    case.statements.clear();
    assert_eq!(outlook(&case), []);
    assert_eq!(Moment::explain(&[]), Vec::<String>::new());
}

#[test]
fn how_long_it_has_waited() {
    for (span, shown) in [
        (Span::from_minutes(5), "5m, since 2026-03-10T11:55:00Z"),
        (
            Span::from_minutes(200),
            "3h 20m, since 2026-03-10T08:40:00Z",
        ),
        (Span::from_hours(75), "3d 3h, since 2026-03-07T09:00:00Z"),
    ] {
        let mut case = Case::new("asked", "Asked", &["4.1"]);
        case.change.live.requested_at = Fact::Declared(case.now.minus(span));
        let gate = case.gate();
        let decision = gate.evaluate(&Request::new(&case.subject(), &gate.verify(&[]), case.now));
        let line = format!("  Waits  {shown}");
        assert!(
            decision.explain().lines().any(|one| one == line),
            "{}",
            decision.explain()
        );
        let line = format!("Waits: {shown}");
        assert!(
            decision.to_markdown().lines().any(|one| one == line),
            "{}",
            decision.to_markdown()
        );
        case.approve("erin");
        let envelope = case.statements[0].envelope.clone().unwrap();
        let statements = gate.verify(&[Submitted::new(envelope)]);
        let allowed = gate.evaluate(&Request::new(&case.subject(), &statements, case.now));
        assert!(
            !allowed.explain().contains("Waits"),
            "{}",
            allowed.explain()
        );
    }
}
