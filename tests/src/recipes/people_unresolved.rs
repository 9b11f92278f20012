//! Participants who resolve to nobody: peers S10, S12, S13 (semantics 7.4).

use foureyes::change::Basis::{Asserted, Authenticated};
use foureyes::change::ParticipantRole::{Author, CoAuthor, Committer};
use foureyes::fact::Listed;

use super::{HELD, PEERS, case};
use crate::case::{Case, commit, participant};

pub(super) fn cases() -> Vec<Case> {
    let stranger = "email:m@elsewhere.example";
    let other = "email:n@elsewhere.example";
    let note = "unresolved email:m@elsewhere.example";
    vec![
        case(
            "s10-unresolved-raises",
            "Somebody who resolves to nobody could be any of the signers: one more is needed",
            &["7.4"],
            &["S10", "S6"],
            |c| {
                c.took_part(stranger, CoAuthor, Asserted);
                c.approve("carol");
                c.hold(&[HELD]);
                c.notes(&[note]);
                c.counted(&[(PEERS, "carol")]);
                c.missing(&["frank"]);
            },
        ),
        case(
            "s10-unresolved-raised-is-enough",
            "With one more than asked for, somebody who resolves to nobody does no harm",
            &["7.4"],
            &["S10"],
            |c| {
                c.took_part(stranger, CoAuthor, Asserted);
                c.approve("carol");
                c.approve("erin");
                c.allow();
                c.notes(&[note]);
                c.counted(&[(PEERS, "carol"), (PEERS, "erin")]);
            },
        ),
        case(
            "s10-two-unresolved-raise-by-two",
            "Each of two unresolved identities raises the count; one that is named twice raises it once",
            &["7.4"],
            &["S10"],
            |c| {
                c.took_part(stranger, CoAuthor, Asserted);
                c.took_part(stranger, Committer, Asserted);
                c.took_part(other, CoAuthor, Asserted);
                c.approve("carol");
                c.approve("erin");
                c.hold(&[HELD]);
                c.notes(&[note, "unresolved email:n@elsewhere.example"]);
                c.counted(&[(PEERS, "carol"), (PEERS, "erin")]);
                c.missing(&["frank"]);
            },
        ),
        case(
            "s10-unresolved-raises-seats",
            "An unresolved identity could be the only senior: the seats are raised too",
            &["7.4", "9.3"],
            &["S10", "C1"],
            |c| {
                c.rules(
                    r#"
[[rule]]
id = "peer"
why = "One other person, who is a senior."
require = [{ approvals = 1, including = [{ level = { atLeast = "senior" } }] }]
"#,
                );
                c.took_part(stranger, CoAuthor, Asserted);
                c.approve("carol");
                c.approve("erin");
                c.hold(&[HELD]);
                c.notes(&[note]);
                c.counted(&[(PEERS, "carol"), (PEERS, "erin")]);
                c.missing(&["frank"]);
            },
        ),
        case(
            "s10-unresolved-holds-tier-one",
            "At tier 1 an unresolved identity holds, however many sign",
            &["7.4"],
            &["S10"],
            |c| {
                c.change.exact.paths = Listed::Whole(vec![crate::case::path("ledger/post.rs")]);
                c.took_part(stranger, CoAuthor, Asserted);
                c.approve("carol");
                c.approve("frank");
                c.hold(&["hold unresolved email:m@elsewhere.example"]);
                c.counted(&[(PEERS, "carol"), (PEERS, "frank")]);
            },
        ),
        case(
            "s10-unattributed-commit",
            "A commit that nobody is said to have written holds",
            &["5.7"],
            &["S10", "policy-bot#1263"],
            |c| {
                c.change.exact.commits = Listed::Whole(["c1", "c2"].map(commit).to_vec());
                let mut bob = participant("login:bob", Author, Authenticated);
                bob.commits = vec![commit("c1")];
                c.change.live.participants = Listed::Whole(vec![bob]);
                c.approve("carol");
                let reason = format!("hold commit_unattributed {}", commit("c2"));
                c.hold(&[&reason]);
                c.counted(&[(PEERS, "carol")]);
            },
        ),
        case(
            "s12-forged-machine-is-unresolved",
            "The name of a service, written down by anybody, is no service: it is somebody unresolved",
            &["7.2", "7.4"],
            &["S12", "C10"],
            |c| {
                let forged = participant("login:ci", Author, Asserted);
                c.change.live.participants = Listed::Whole(vec![forged]);
                c.approve("carol");
                c.hold(&[HELD]);
                c.notes(&["unresolved login:ci"]);
                c.counted(&[(PEERS, "carol")]);
                c.missing(&["frank"]);
            },
        ),
        case(
            "s13-former-author-resolves",
            "Somebody who has left still resolves, by her tombstone",
            &["7", "7.4"],
            &["S13"],
            |c| {
                c.roster.of("erin").former = true;
                c.authors(&["login:erin"]);
                c.approve("carol");
                c.allow();
                c.counted(&[(PEERS, "carol")]);
            },
        ),
    ]
}
