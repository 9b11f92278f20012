//! Since when somebody has what is asked, what she was trained for, and for how long a change has to wait.

use crate::case::Case;
use crate::is;
use foureyes::Timestamp;
use foureyes::fact::Fact;

use super::policy::{RULE_COUNT, RULE_MISSING, rule};

const HELD: &str =
    "{ approvals = 1, from = { level = { atLeast = \"senior\" }, heldFor = \"90d\" } }";
const TRAINED: &str = "{ approvals = 1, from = { trained = \"oncall\" } }";

/// Since when somebody has what is asked, and what she was trained for (8.2, 9.3). It is noon of 2026-03-10.
pub(super) fn cases() -> Vec<Case> {
    let mut cases = held();
    cases.extend(trained());
    cases.extend(waits());
    cases
}

fn of(id: &str, title: &str, requirement: &str, edit: impl FnOnce(&mut Case)) -> Case {
    let mut case = Case::new(id, title, &["8.2", "9.3"]);
    case.rules(&rule(&format!("require = [{requirement}]")));
    edit(&mut case);
    case.approve("carol");
    case
}

fn counts(mut case: Case) -> Case {
    case.allow();
    case.counted(&[(RULE_COUNT, "carol")]);
    case
}

fn lacks(mut case: Case, missing: &[&str]) -> Case {
    case.hold(&[RULE_MISSING]);
    case.missing(missing);
    case.ignored(&[("not_eligible", "carol")]);
    if missing.is_empty() {
        case.hold(&[RULE_MISSING, "hold unsatisfiable acme/rule/approvals:1"]);
    }
    case
}

fn held() -> Vec<Case> {
    let since = |since: &'static str| {
        move |case: &mut Case| {
            let senior = Some(("senior", Some(since)));
            case.roster.of("carol").level = senior;
        }
    };
    let mut soon = lacks(
        of(
            "held-a-second-too-short",
            "A senior for a second too short does not count, and it is asked again when she does",
            HELD,
            |case| {
                since("2025-12-10T12:00:01Z")(case);
            },
        ),
        &[],
    );
    soon.recheck_by("2026-03-10T12:00:01Z");
    let mut ahead = Case::new(
        "held-ahead",
        "A clock that is ahead makes nobody a senior for longer than she is",
        &["8.2", "9.3"],
    );
    ahead.rules(&rule(&format!("require = [{HELD}]")));
    since("2025-12-10T12:00:30Z")(&mut ahead);
    ahead.approve_with("carol", |approval| {
        approval.issued = is("2026-03-10T12:01:00Z");
    });
    let mut ahead = lacks(ahead, &[]);
    ahead.recheck_by("2026-03-10T12:00:30Z");
    vec![
        counts(of(
            "held-long-enough",
            "A senior for ninety days counts",
            HELD,
            since("2025-12-09T11:00:00Z"),
        )),
        soon,
        ahead,
        lacks(
            of(
                "held-unknown-since-when",
                "Somebody of whom it is not known since when does not count",
                HELD,
                |_| {},
            ),
            &[],
        ),
        lacks(
            of(
                "held-role-and-level",
                "What is asked was held as a whole: a role for long and a level for short is not enough",
                "{ approvals = 1, from = { level = { atLeast = \"senior\" }, role = \"keeper\", heldFor = \"90d\" } }",
                |case| {
                    let carol = case.roster.of("carol");
                    carol.level = Some(("senior", Some("2026-03-01T00:00:00Z")));
                    carol.roles = vec![("keeper", Some("2024-01-01T00:00:00Z"))];
                },
            ),
            &[],
        ),
        counts(of(
            "held-team-above",
            "Membership of a team within the one that is asked counts from its own start",
            "{ approvals = 1, from = { team = \"security\", heldFor = \"30d\" } }",
            |case| {
                case.roster.of("carol").teams = vec![("appsec", Some("2026-01-01T00:00:00Z"))];
            },
        )),
    ]
}

fn trained() -> Vec<Case> {
    let training = |since: &'static str, until: Option<&'static str>| {
        move |case: &mut Case| {
            case.roster.of("carol").trainings = vec![("oncall", since, until)];
        }
    };
    let mut ends = counts(of(
        "trained-until-soon",
        "A training that ends in a second is valid, and it is asked again when it has ended",
        TRAINED,
        training("2025-01-01T00:00:00Z", Some("2026-03-10T12:00:01Z")),
    ));
    ends.recheck_by("2026-03-10T12:00:01Z");
    vec![
        counts(of(
            "trained",
            "Somebody with the training counts",
            TRAINED,
            training("2025-01-01T00:00:00Z", None),
        )),
        ends,
        lacks(
            of(
                "trained-until-now",
                "A training is over at its end",
                TRAINED,
                training("2025-01-01T00:00:00Z", Some("2026-03-10T12:00:00Z")),
            ),
            &[],
        ),
        lacks(
            of(
                "trained-after-signing",
                "Whoever was trained after signing has to sign again",
                TRAINED,
                training("2026-03-10T11:59:30Z", None),
            ),
            &["carol"],
        ),
        counts(of(
            "trained-again",
            "A renewed training counts, whatever became of the first",
            TRAINED,
            |case| {
                case.roster.of("carol").trainings = vec![
                    (
                        "oncall",
                        "2024-01-01T00:00:00Z",
                        Some("2025-01-01T00:00:00Z"),
                    ),
                    (
                        "oncall",
                        "2025-06-01T00:00:00Z",
                        Some("2026-06-01T00:00:00Z"),
                    ),
                ];
            },
        )),
    ]
}

/// A change waits from its first sight (9.3).
fn waits() -> Vec<Case> {
    let at = |id: &str, title: &str, first: Fact<Timestamp>| {
        let mut case = Case::new(id, title, &["9.3"]);
        case.rules(&rule("require = [{ wait = \"24h\" }]"));
        case.change.live.first_seen_at = first;
        case
    };
    let early = "hold wait_not_over acme/rule/wait:1d";
    let mut over = at(
        "wait-is-over",
        "A change that was first seen a day ago has waited a day",
        Fact::Collected(is("2026-03-09T12:00:00Z")),
    );
    over.allow();
    let mut second = at(
        "wait-a-second-more",
        "A second before, it is held, and asked again when the time has come",
        Fact::Collected(is("2026-03-09T12:00:01Z")),
    );
    second.hold(&[early]);
    second.recheck_by("2026-03-10T12:00:01Z");
    let mut said = at(
        "wait-declared",
        "Nobody's word shortens the wait",
        Fact::Declared(is("2026-03-01T12:00:00Z")),
    );
    said.hold(&[early]);
    let mut unknown = at(
        "wait-since-nobody-knows",
        "A change of which nobody knows when it was first seen has not waited",
        Fact::Unknown,
    );
    unknown.hold(&[early]);
    let mut ahead = at(
        "wait-from-the-future",
        "A first sight that lies ahead shortens nothing",
        Fact::Collected(is("2026-03-11T12:00:00Z")),
    );
    ahead.hold(&[early]);
    vec![over, second, said, unknown, ahead]
}
