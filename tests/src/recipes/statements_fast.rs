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
    let mut stranger = case(
        "key-ended-by-somebody",
        "Nobody else ends a key",
        &["7.7"],
        &[],
        |c| {
            c.approve("carol");
            c.revoke("erin", "erin", "carol");
        },
    );
    stranger.allow();
    stranger.counted(&[(PEERS, "carol")]);
    stranger.ignored(&[("not_eligible", "erin")]);
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
    vec![own, other, owner, revoked, stranger, later]
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
        unheard,
        elsewhere,
        ended,
    ]
}
