//! Verdicts and instants: what speaks where no rule does, freezes, ends of documents, when to ask again.

use foureyes::fact::{Fact, Listed};
use foureyes::time::{Span, Timestamp};

use super::{HELD, PEERS, case};
use crate::case::{Case, PEER, commit, commit_subject, policy_with};
use crate::is;

pub(super) fn cases() -> Vec<Case> {
    [unmatched(), frozen(), ends(), asked_again(), combined()].concat()
}

/// A rule for staging, and a change for production.
fn elsewhere(c: &mut Case, members: &str) {
    let rule = PEER.replace("require", "when = { environment = \"staging\" }\nrequire");
    c.policy = policy_with(members, &rule);
}

fn unmatched() -> Vec<Case> {
    vec![
        case(
            "no-rule-holds",
            "Where no rule applies and the policy does not say what then, the change is held",
            &["9"],
            &["S51", "S52"],
            |c| {
                elsewhere(c, "");
                c.hold(&["hold no_rule"]);
            },
        ),
        case(
            "no-rule-said-to-hold",
            "Where no rule applies a policy may say that the change is held",
            &["9"],
            &["S51"],
            |c| {
                elsewhere(c, "unmatched = \"hold\"");
                c.hold(&["hold no_rule"]);
            },
        ),
        case(
            "no-rule-allows",
            "Where no rule applies and the policy says so, the change is allowed, and the decision says why",
            &["4", "9"],
            &["S51"],
            |c| {
                elsewhere(c, "unmatched = \"allow\"");
                c.allow();
                c.expect.because = Some("no_rule".to_owned());
            },
        ),
        case(
            "rule-may-apply",
            "A rule that could apply does: what is said about no rule does not speak",
            &["9", "9.2"],
            &["S51", "H7"],
            |c| {
                elsewhere(c, "unmatched = \"allow\"");
                c.change.exact.environment = Fact::Unknown;
                c.hold(&[HELD]);
                c.missing(&["carol"]);
            },
        ),
        case(
            "weak-digest",
            "A change that is named by no digest of SHA-256 strength is held",
            &["5"],
            &["RUSTSEC-2026-0109"],
            |c| {
                c.change.exact.subjects = vec![commit_subject("c1")];
                c.approve("carol");
                c.hold(&["hold weak_digest"]);
                c.counted(&[(PEERS, "carol")]);
            },
        ),
        case(
            "nobody-took-part",
            "A change that nobody is said to have made is held",
            &["5.7"],
            &["S10", "policy-bot#63"],
            |c| {
                c.change.live.participants = Listed::Whole(Vec::new());
                c.approve("carol");
                let of_commit = format!("hold commit_unattributed {}", commit("c1"));
                c.hold(&[&of_commit, "hold commit_unattributed example.org/shop#7"]);
                c.counted(&[(PEERS, "carol")]);
            },
        ),
    ]
}

const FREEZE: &str = r#"
[[freeze]]
id = "spring"
why = "The big day."
from = "2026-03-10T12:00:00Z"
to = "2026-03-10T13:00:00Z"

[[rule]]
id = "freeze"
why = "A freeze is enforced."
when = { frozen = true }
forbid = "freeze"
"#;

/// Sets the instant, and lets Carol approve.
fn at(c: &mut Case, now: &str) {
    c.now = is(now);
    c.complete_as_of = Some(c.now);
    c.approve("carol");
    c.counted(&[(PEERS, "carol")]);
}

fn frozen() -> Vec<Case> {
    let freeze = |id: &str, title: &str, now: &str, frozen: bool, recheck: &str| {
        case(id, title, &["4.2", "9.1"], &["S75"], |c| {
            c.rules(&format!("{FREEZE}{PEER}"));
            at(c, now);
            if frozen {
                c.deny(&["deny forbidden acme/freeze/freeze"]);
            } else {
                c.allow();
            }
            c.recheck_by(recheck);
        })
    };
    vec![
        freeze(
            "freeze-to-come",
            "A second before a freeze the change is allowed, and only until it begins",
            "2026-03-10T11:59:59Z",
            false,
            "2026-03-10T12:00:00Z",
        ),
        freeze(
            "freeze-begins",
            "A freeze is in force from its first instant",
            "2026-03-10T12:00:00Z",
            true,
            "2026-03-10T12:15:00Z",
        ),
        freeze(
            "freeze-ends-soon",
            "A decision within a freeze speaks until its end",
            "2026-03-10T12:59:59Z",
            true,
            "2026-03-10T13:00:00Z",
        ),
        freeze(
            "freeze-is-over",
            "A freeze is over at its end",
            "2026-03-10T13:00:00Z",
            false,
            "2026-03-10T13:15:00Z",
        ),
        case(
            "freeze-is-no-leave",
            "Where a rule applies because of a freeze alone, no rule has spoken of the change",
            &["9", "9.9"],
            &["S51"],
            |c| {
                c.rules(&FREEZE.replace("forbid = \"freeze\"", "require = [{ approvals = 1 }]"));
                at(c, "2026-03-10T12:30:00Z");
                c.hold(&["hold no_rule"]);
                c.counted(&[("acme/freeze/approvals:1", "carol")]);
            },
        ),
        case(
            "freezes-overlap",
            "Where two freezes overlap, the end of one is not the end",
            &["9.1"],
            &["S75"],
            |c| {
                let second = FREEZE
                    .split("[[rule]]")
                    .next()
                    .unwrap_or_default()
                    .replace("spring", "again")
                    .replace("T12:00", "T12:30")
                    .replace("T13:00", "T14:00");
                c.rules(&format!("{second}{FREEZE}{PEER}"));
                at(c, "2026-03-10T13:00:00Z");
                c.deny(&["deny forbidden acme/freeze/freeze"]);
            },
        ),
    ]
}

fn ends() -> Vec<Case> {
    let end = |id: &str, title: &str, build: fn(&mut Case), held: &[&str], recheck: &str| {
        case(id, title, &["4.2", "7.6"], &["S71"], |c| {
            build(c);
            c.approve("carol");
            c.counted(&[(PEERS, "carol")]);
            if held.is_empty() {
                c.allow();
            } else {
                c.hold(held);
            }
            c.recheck_by(recheck);
        })
    };
    vec![
        end(
            "policy-expires-now",
            "A policy is not in force at the instant on which it expires",
            |c| c.policy = policy_with("expires = \"2026-03-10T12:00:00Z\"", PEER),
            &["hold policy_expired acme"],
            "2026-03-10T12:15:00Z",
        ),
        end(
            "policy-expires-in-a-second",
            "A policy is in force until the second before it expires",
            |c| c.policy = policy_with("expires = \"2026-03-10T12:00:01Z\"", PEER),
            &[],
            "2026-03-10T12:00:01Z",
        ),
        end(
            "roster-expires-now",
            "A roster is not in force at the instant on which it expires",
            |c| c.roster.expires = Some("2026-03-10T12:00:00Z"),
            &["hold roster_expired acme"],
            "2026-03-10T12:15:00Z",
        ),
        end(
            "roster-expires-in-a-second",
            "A roster is in force until the second before it expires",
            |c| c.roster.expires = Some("2026-03-10T12:00:01Z"),
            &[],
            "2026-03-10T12:00:01Z",
        ),
    ]
}

fn asked_again() -> Vec<Case> {
    let again = |id: &str, title: &str, build: fn(&mut Case), recheck: &str| {
        case(id, title, &["4.2"], &["H9"], |c| {
            build(c);
            c.approve("carol");
            c.allow();
            c.counted(&[(PEERS, "carol")]);
            c.recheck_by(recheck);
        })
    };
    vec![
        again(
            "asked-again-elsewhere",
            "Outside production a decision speaks for a day",
            |c| c.change.exact.environment = Fact::Collected(is("staging")),
            "2026-03-11T12:00:00Z",
        ),
        again(
            "asked-again-where-declared",
            "An environment that is only declared could be production: a decision speaks for 15 minutes",
            |c| c.change.exact.environment = Fact::Declared(is("staging")),
            "2026-03-10T12:15:00Z",
        ),
        again(
            "asked-again-where-unknown",
            "An environment that is not known could be production: a decision speaks for 15 minutes",
            |c| c.change.exact.environment = Fact::Unknown,
            "2026-03-10T12:15:00Z",
        ),
        again(
            "asked-again-as-the-policy-says",
            "A policy says how long a decision speaks",
            |c| c.policy = policy_with("decisionTtl = { production = \"5m\" }", PEER),
            "2026-03-10T12:05:00Z",
        ),
        case(
            "asked-again-at-the-end-of-an-approval",
            "A decision speaks no longer than an approval that it looked at",
            &["4.2"],
            &["H9"],
            |c| {
                c.approve_with("carol", |approval| {
                    approval.expires = is("2026-03-10T12:10:00Z");
                });
                c.approve_with("dave", |approval| {
                    approval.expires = is("2026-03-10T12:09:00Z");
                });
                c.allow();
                c.counted(&[(PEERS, "carol"), (PEERS, "dave")]);
                c.recheck_by("2026-03-10T12:09:00Z");
            },
        ),
        case(
            "asked-again-when-an-approval-begins",
            "A decision speaks no longer than until an approval of the future could count",
            &["4.2", "8.2"],
            &["M3"],
            |c| {
                c.approve_with("carol", |approval| approval.issued = later(approval.issued));
                c.hold(&[HELD]);
                c.ignored(&[("not_yet_issued", "carol")]);
                c.missing(&["carol"]);
                c.recheck_by("2026-03-10T12:08:00Z");
            },
        ),
        case(
            "simulated",
            "A decision for an instant of the caller's choice says so",
            &["3.2"],
            &["M3"],
            |c| {
                c.simulated = true;
                c.approve("carol");
                c.allow();
                c.notes(&["simulated"]);
                c.counted(&[(PEERS, "carol")]);
            },
        ),
    ]
}

/// Twenty minutes later: two of them are forgiven.
fn later(instant: Timestamp) -> Timestamp {
    instant.plus(Span::from_minutes(20))
}

fn combined() -> Vec<Case> {
    let both = r#"
[[rule]]
id = "both"
why = "A senior and somebody from security, two people."
require = [
  { approvals = 1, from = { level = { atLeast = "senior" } } },
  { approvals = 1, from = { team = "security" } },
]
"#;
    let (senior, security) = (
        "hold approvals_missing acme/both/approvals:1",
        "acme/both/approvals:1",
    );
    vec![
        case(
            "one-person-serves-one-requirement",
            "Within a rule one person does not serve two requirements",
            &["9.4"],
            &["S57", "GitLab#36038", "policy-bot#359"],
            |c| {
                c.rules(both);
                c.approve("dave");
                c.hold(&[senior]);
                c.counted(&[(security, "dave")]);
                // Dave is free for security where Carol is the senior.
                c.missing(&["carol"]);
            },
        ),
        case(
            "people-are-assigned-not-taken",
            "Whoever fits two requirements leaves the one to whom nobody else fits",
            &["9.4"],
            &["S57"],
            |c| {
                c.rules(both);
                c.approve("dave");
                c.approve("carol");
                c.allow();
                c.counted(&[(security, "carol"), (security, "dave")]);
            },
        ),
        case(
            "meeting-comes-before-filling",
            "A requirement that can be met is met, though the other one could be begun",
            &["9.4"],
            &["S57"],
            |c| {
                let first = "{ approvals = 2, from = { level = { atLeast = \"senior\" } } }";
                let second =
                    "{ approvals = 1, including = [{ level = { atLeast = \"senior\" } }] }";
                c.rules(&PEER.replace("[{ approvals = 1 }]", &format!("[{first}, {second}]")));
                c.approve("erin");
                c.approve("carol");
                c.hold(&["hold approvals_missing acme/peer/approvals:2"]);
                c.counted(&[(PEERS, "carol"), (PEERS, "erin")]);
                c.missing(&["dave", "frank"]);
            },
        ),
        case(
            "every-rule-applies",
            "A rule that is met weakens no other one",
            &["3", "9"],
            &["S54", "S56", "CVE-2026-128037"],
            |c| {
                let strict = PEER.replace("\"peer\"", "\"security\"").replace(
                    "approvals = 1",
                    "approvals = 2, from = { team = \"security\" }",
                );
                c.rules(&format!("{PEER}{strict}"));
                c.approve("erin");
                c.hold(&["hold approvals_missing acme/security/approvals:2"]);
                c.counted(&[(PEERS, "erin")]);
                c.missing(&["dave", "grace"]);
            },
        ),
        case(
            "trusted-people-are-not-signers",
            "People who could sign are not people who did",
            &["9.3"],
            &["S55", "gittuf#1316"],
            |c| {
                c.rules(&PEER.replace(
                    "approvals = 1",
                    "approvals = 1, from = { team = \"security\" }",
                ));
                c.hold(&[HELD]);
                c.missing(&["dave"]);
            },
        ),
    ]
}
