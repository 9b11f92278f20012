//! What changes if one waits, and how long a change has waited.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use foureyes::decision::Moment;
use foureyes::fact::Fact;
use foureyes::time::Span;
use foureyes::wire::moments_to_json;
use foureyes::{Request, Submitted, Timestamp, Verdict};
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

/// What comes, as the instants, the verdicts, and how many reasons end and begin and how many people leave.
fn told(case: &Case) -> Vec<(String, Verdict, [usize; 3])> {
    let moments = outlook(case).into_iter();
    let counts = |one: &Moment| [one.ends.len(), one.begins.len(), one.leaves.len()];
    moments
        .map(|one| (one.at.to_string(), one.verdict, counts(&one)))
        .collect()
}

/// A window between two times, each so many minutes after one o'clock on the tenth of March.
fn window(index: u16, from: u16, to: u16) -> String {
    let before: Timestamp = "2026-03-10T12:59:00Z".parse().unwrap();
    let at = |minutes: u16| before.plus(Span::from_minutes(minutes.saturating_add(1)));
    let (from, to) = (at(from), at(to));
    format!("\n[[window]]\nid = \"w{index}\"\nfrom = {from}\nto = {to}\n")
}

/// A rule that forbids what is of a kind, or everything, while a window is open.
fn closed(index: u16, kind: &str) -> String {
    format!(
        "\n[[rule]]\nid = \"r{index}\"\nwhy = \"Closed.\"\nwhen = {{ {kind}during = \"w{index}\" }}\nforbid = \"closed\"\n"
    )
}

#[test]
fn one_thing_alone_that_is_other_is_told() {
    let mut case = waiting();
    let night = format!("{}{}", window(0, 0, 60), closed(0, ""));
    case.policy = policy_with("", &format!("{RULES}{night}"));
    let (deny, hold, allow) = (Verdict::Deny, Verdict::Hold, Verdict::Allow);
    let expected = [
        ("2026-03-10T13:00:00Z", deny, [0, 1, 0]),
        ("2026-03-10T14:00:00Z", deny, [1, 0, 0]),
        ("2026-03-10T18:00:00Z", hold, [1, 0, 0]),
        ("2026-03-10T22:00:00Z", allow, [1, 0, 0]),
        ("2026-03-11T07:50:00Z", hold, [0, 1, 1]),
    ];
    let expected = expected.map(|(at, verdict, counts)| (at.to_owned(), verdict, counts));
    assert_eq!(told(&case), expected);
    // Somebody else stands in: nothing but who is counted is other.
    let mut case = Case::new("two", "Two", &["4.2"]);
    for (person, hours) in [("carol", 2), ("erin", 1)] {
        let expires = case.now.plus(Span::from_hours(hours));
        case.approve_with(person, |approval| approval.expires = expires);
    }
    let expected = [
        ("2026-03-10T13:00:00Z", allow, [0, 0, 1]),
        ("2026-03-10T14:00:00Z", hold, [0, 1, 1]),
    ];
    let expected = expected.map(|(at, verdict, counts)| (at.to_owned(), verdict, counts));
    assert_eq!(told(&case), expected);
}

#[test]
fn so_many_moments_are_told_of_so_many_instants() {
    // Each window closes and opens: two moments each.
    let with = |count: u16, kind: &str, rest: &str| {
        let mut case = Case::new("many", "Many", &["4.2.2"]);
        let windows = (0..count).map(|index| {
            window(
                index,
                index.saturating_mul(2),
                index.saturating_mul(2).saturating_add(1),
            )
        });
        let rules = (0..count).map(|index| closed(index, kind));
        let rules: String = windows.chain(rules).collect();
        case.policy = policy_with("", &format!("{rules}{rest}"));
        told(&case)
    };
    assert_eq!(with(7, "", "").len(), 14);
    assert_eq!(with(8, "", "").len(), 16);
    assert_eq!(with(9, "", "").len(), 16);
    // Those of other kinds change nothing, and are looked at.
    let last = format!("{}{}", window(99, 90, 91), closed(99, ""));
    assert_eq!(with(31, "kind = \"iam\", ", &last).len(), 2);
    let sixty_third = with(31, "kind = \"iam\", ", &last);
    assert_eq!(sixty_third[0].0, "2026-03-10T14:30:00Z");
    assert_eq!(with(32, "kind = \"iam\", ", &last).len(), 0);
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
