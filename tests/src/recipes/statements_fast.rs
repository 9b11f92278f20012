//! Keys that end and people who are away, by a statement (semantics 7.7).

use foureyes::time::Span;

use super::{HELD, PEERS, case};
use crate::case::Case;
use crate::is;
use crate::roster::Key;

/// Carol has approved, and her key ends.
fn ended(id: &str, title: &str, edit: impl FnOnce(&mut Case)) -> Case {
    case(id, title, &["7.5", "7.7"], &[], |c| {
        c.approve("carol");
        edit(c);
        c.hold(&[HELD]);
    })
}

/// Nobody has approved: who is suggested?
fn suggested(id: &str, title: &str, first: &str, edit: impl FnOnce(&mut Case)) -> Case {
    case(id, title, &["7.7"], &[], |c| {
        c.roster.of("ci").roles = vec![("scheduler", None)];
        edit(c);
        c.hold(&[HELD]);
        c.missing(&[first]);
    })
}

pub(super) fn cases() -> Vec<Case> {
    let mut cases = keys();
    cases.extend(duties());
    cases.extend(lists_in_vain());
    cases
}

fn keys() -> Vec<Case> {
    let mut own = ended(
        "key-ended-by-itself",
        "Whoever holds a key says that it ends, and nothing that it signed counts",
        |c| {
            c.revoke("carol", "carol", "carol");
        },
    );
    own.ignored(&[("key_revoked", "carol")]);
    own.missing(&["frank"]);
    let mut other = ended(
        "key-ended-by-another-of-hers",
        "Whoever has lost a key ends it with another one of hers",
        |c| {
            c.roster.of("carol").keys.push(Key::of("carol-new"));
            c.revoke("carol", "carol-new", "carol");
        },
    );
    other.ignored(&[("key_revoked", "carol")]);
    other.missing(&["carol"]);
    let mut owner = ended(
        "key-ended-by-an-owner-of-the-policy",
        "Whoever signs rosters ends any key",
        |c| {
            c.revoke("frank", "frank", "carol");
        },
    );
    owner.ignored(&[("key_revoked", "carol")]);
    owner.missing(&["frank"]);
    let mut revoked = ended(
        "key-ended-under-a-revoked-key",
        "To revoke the key of whoever ended another one brings that one not back",
        |c| {
            c.revoke("frank", "frank", "carol");
            c.roster.key("frank").revoked = Some(("2026-01-01T00:00:00Z", "compromised"));
        },
    );
    revoked.ignored(&[("key_revoked", "carol")]);
    revoked.missing(&["dave"]);
    let mut later = case(
        "key-ends-later",
        "A key that ends later is good until then, and the decision is asked for again then",
        &["7.7"],
        &[],
        |c| {
            c.approve("carol");
            let at = c.now.plus(Span::from_minutes(3));
            c.revoke_at("carol", "carol", "carol", at);
            c.recheck_by(&at.to_string());
        },
    );
    later.allow();
    later.counted(&[(PEERS, "carol")]);
    let mut left = ended(
        "key-ended-by-an-owner-who-has-left",
        "What an owner of the policy has ended stays so when she has left",
        |c| {
            c.revoke("frank", "frank", "carol");
            c.roster.of("frank").former = true;
        },
    );
    left.ignored(&[("key_revoked", "carol")]);
    left.missing(&["dave"]);
    let mut cases = vec![own, other, owner, revoked, left, later];
    cases.extend(ended_in_vain());
    cases
}

/// Carol has approved, and somebody who may not says that her key has ended.
fn ended_in_vain() -> Vec<Case> {
    let in_vain = |id: &str, title: &str, who: &str, edit: fn(&mut Case)| {
        case(id, title, &["7.7"], &[], |c| {
            edit(c);
            c.approve("carol");
            c.revoke(who, who, "carol");
            c.allow();
            c.counted(&[(PEERS, "carol")]);
            c.ignored(&[("not_eligible", who)]);
        })
    };
    vec![
        in_vain(
            "key-ended-by-somebody",
            "Nobody else ends a key",
            "erin",
            |_| {},
        ),
        in_vain(
            "key-ended-by-a-service",
            "A machine ends no key but its own, whatever role it holds",
            "ci",
            |c| c.roster.of("ci").roles = vec![("policy_owner", None)],
        ),
        in_vain(
            "key-ended-by-an-owner-to-be",
            "Who will own the policy tomorrow ends no key today",
            "frank",
            |c| c.roster.of("frank").roles = vec![("policy_owner", Some("2026-03-11T00:00:00Z"))],
        ),
        in_vain(
            "key-ended-by-another-role",
            "No other role ends the keys of others",
            "frank",
            |c| c.roster.of("frank").roles = vec![("release_approver", None)],
        ),
    ]
}

fn duties() -> Vec<Case> {
    let mut unheard = suggested(
        "away-by-somebody",
        "Who is away, a holder of the role says, and nobody else",
        "carol",
        |c| {
            c.roster.of("ci").roles.clear();
            c.away("ci", &["carol"], |_| {});
        },
    );
    unheard.ignored(&[("not_eligible", "ci")]);
    let mut elsewhere = suggested(
        "away-in-another-repository",
        "A list for another repository says nothing here",
        "carol",
        |c| {
            c.away("ci", &["carol"], |duty| {
                duty.repository = is("example.org/other")
            });
        },
    );
    elsewhere.ignored(&[("other_change", "ci")]);
    let mut ended = suggested(
        "away-under-an-ended-key",
        "A key that has ended draws up no list",
        "carol",
        |c| {
            c.away("ci", &["carol"], |_| {});
            c.revoke("frank", "frank", "ci");
        },
    );
    ended.ignored(&[("key_revoked", "ci")]);
    vec![
        suggested(
            "away-by-a-scheduler",
            "Whoever is away is not suggested first",
            "frank",
            |c| {
                c.away("ci", &["carol"], |_| {});
            },
        ),
        suggested(
            "away-the-last-list-counts",
            "Of several lists the last one speaks",
            "carol",
            |c| {
                let earlier = c.just_now().minus(Span::from_hours(2));
                c.away("ci", &["carol"], |duty| duty.issued = earlier);
                c.away("ci", &["dave"], |_| {});
            },
        ),
        suggested(
            "away-a-day-ago",
            "A list speaks for 24 hours",
            "carol",
            |c| {
                let before = c.now.minus(Span::from_hours(24));
                c.away("ci", &["carol"], |duty| duty.issued = before);
            },
        ),
        suggested(
            "away-as-of-in-two-minutes",
            "Two clocks may differ by two minutes",
            "frank",
            |c| {
                let soon = c.now.plus(Span::from_minutes(2));
                c.away("ci", &["carol"], |duty| duty.issued = soon);
            },
        ),
        unheard,
        elsewhere,
        ended,
    ]
}

/// Carol is said to be away, by a list that is not heard.
fn lists_in_vain() -> Vec<Case> {
    let in_vain = |id: &str, title: &str, code: &str, who: &str, edit: fn(&mut Case)| {
        let mut case = suggested(id, title, "carol", edit);
        case.ignored(&[(code, who)]);
        case
    };
    vec![
        in_vain(
            "away-as-of-later",
            "A list of later than in two minutes is not heard yet",
            "not_yet_issued",
            "ci",
            |c| {
                let later = c
                    .now
                    .plus(Span::from_minutes(2))
                    .plus(Span::from_seconds(1));
                c.away("ci", &["carol"], |duty| duty.issued = later);
            },
        ),
        in_vain(
            "away-with-an-unknown-word",
            "A list with a critical word that nobody here knows is not heard",
            "unknown_critical",
            "ci",
            |c| {
                c.away("ci", &["carol"], |duty| {
                    duty.critical = vec!["onCall".to_owned(), "onlyOnSundays".to_owned()];
                });
            },
        ),
        in_vain(
            "away-by-one-who-has-left",
            "Who has left draws up no list",
            "signer_left",
            "erin",
            |c| {
                let erin = c.roster.of("erin");
                (erin.former, erin.roles) = (true, vec![("scheduler", None)]);
                c.away("erin", &["carol"], |_| {});
            },
        ),
        in_vain(
            "away-by-an-agent",
            "An agent draws up no list, whatever role it holds",
            "not_eligible",
            "robo",
            |c| {
                c.roster.of("robo").roles = vec![("scheduler", None)];
                c.away("robo", &["carol"], |_| {});
            },
        ),
        in_vain(
            "away-by-a-scheduler-to-be",
            "Who will draw up lists tomorrow draws up none today",
            "not_eligible",
            "erin",
            |c| {
                c.roster.of("erin").roles = vec![("scheduler", Some("2026-03-11T00:00:00Z"))];
                c.away("erin", &["carol"], |_| {});
            },
        ),
    ]
}
