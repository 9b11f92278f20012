//! Attacks on what controls the gate and on what was signed: C4–C7.

use foureyes::change::Basis::{Asserted, Authenticated};
use foureyes::change::Kind;
use foureyes::change::ParticipantRole::CoAuthor;
use foureyes::fact::{Fact, Listed};
use foureyes::statement::Statement;

use super::attacks::only;
use super::{HELD, PEERS, case};
use crate::case::{Case, PEER, path, policy_with};
use crate::is;
use crate::roster::Key;
use crate::vector::Versions;

pub(super) fn cases() -> Vec<Case> {
    [authority(), statements()].concat()
}

fn authority() -> Vec<Case> {
    let seen = |id: &str, title: &str, policy: u32, roster: u32, held: &[&str]| {
        case(
            id,
            title,
            &["7.6"],
            &["C4", "S72", "CVE-2026-44544", "CVE-2025-2887"],
            |c| {
                c.last_seen = Some(Versions { policy, roster });
                c.approve("carol");
                if held.is_empty() {
                    c.allow();
                } else {
                    c.hold(held);
                }
                c.counted(&[(PEERS, "carol")]);
            },
        )
    };
    let staging = |c: &mut Case| {
        let rule = PEER.replace(
            "require",
            "when = { environment = \"production\" }\nrequire",
        );
        c.policy = policy_with("unmatched = \"allow\"", &rule);
        c.change.exact.environment = Fact::Collected(is("staging"));
    };
    vec![
        seen(
            "c04-policy-older-than-seen",
            "A policy older than the last one seen holds",
            4,
            4,
            &["hold authority_rollback policy"],
        ),
        seen(
            "c04-roster-older-than-seen",
            "A roster older than the last one seen holds",
            3,
            5,
            &["hold authority_rollback roster"],
        ),
        seen(
            "c04-as-seen",
            "The policy and the roster last seen are in force",
            3,
            4,
            &[],
        ),
        case(
            "c07-gate-changed-in-staging",
            "What controls the gate is protected in every environment, whatever the policy says of it",
            &["5.6"],
            &["C7", "S46", "CVE-2026-6063"],
            |c| {
                staging(c);
                c.change.exact.paths = Listed::Whole(vec![path(".foureyes/policy.toml")]);
                c.hold(&[
                    "hold approvals_missing floor/gate/approvals:2",
                    "hold transition_required",
                ]);
                c.missing(&["carol", "frank"]);
            },
        ),
        case(
            "c07-gate-in-upper-case",
            "On some file systems the policy has another name too",
            &["5.5", "5.6"],
            &["C7", "S37"],
            |c| {
                staging(c);
                c.change.exact.paths = Listed::Whole(vec![path(".FourEyes/Policy.toml")]);
                c.hold(&[
                    "hold approvals_missing floor/gate/approvals:2",
                    "hold transition_required",
                ]);
                c.missing(&["carol", "frank"]);
            },
        ),
        case(
            "c07-roster-line-hides-no-kind",
            "A line added to the roster adds the kind policy and takes no other away",
            &["5.2", "5.6"],
            &["C7", "S47"],
            |c| {
                c.rules(
                    "\n[[rule]]\nid = \"data\"\nwhy = \"No.\"\nwhen = { kind = \"data\" }\nforbid = \"data\"\n",
                );
                c.change.seen.kinds = Listed::Whole(vec![Kind::Data]);
                let paths = ["checkout/drop.sql", ".foureyes/roster.toml"];
                c.change.exact.paths = Listed::Whole(paths.map(path).to_vec());
                c.deny(&[
                    "deny forbidden acme/data/data",
                    "hold approvals_missing floor/gate/approvals:2",
                    "hold transition_required",
                ]);
                c.missing(&["carol", "frank"]);
            },
        ),
        case(
            "c07-agent-changes-the-gate",
            "No agent changes the rules that judge it",
            &["5.6"],
            &["C7"],
            |c| {
                staging(c);
                c.grant();
                only(c, "login:robo", Authenticated);
                c.change.exact.paths = Listed::Whole(vec![path(".github/workflows/ci.yml")]);
                c.deny(&[
                    "deny forbidden floor/gate/policy_tamper robo",
                    "hold approvals_missing floor/gate/approvals:2",
                    "hold transition_required",
                ]);
                c.missing(&["carol", "frank"]);
            },
        ),
    ]
}

fn statements() -> Vec<Case> {
    vec![
        case(
            "c05-forged-co-author-keeps-her-veto",
            "Naming somebody as co-author takes no veto from her",
            &["8.4"],
            &["C5", "S12"],
            |c| {
                c.took_part("email:dave@example.org", CoAuthor, Asserted);
                c.reject("dave");
                c.approve("carol");
                c.deny(&["deny vetoed dave"]);
                c.counted(&[(PEERS, "carol")]);
            },
        ),
        case(
            "c05-reopened-under-another-id",
            "Closing a request and opening another with the same commits sheds no veto",
            &["8.4"],
            &["C5", "S66"],
            |c| {
                c.reject("dave");
                c.change.exact.id = is("example.org/shop#8");
                c.approve("carol");
                c.deny(&["deny vetoed dave"]);
                c.counted(&[(PEERS, "carol")]);
            },
        ),
        case(
            "c06-later-claim-outranks-nothing",
            "An approval dated after a withdrawal of everything does not outrank it",
            &["8.3"],
            &["C6", "S67"],
            |c| {
                c.withdraw("carol", |w| w.all = Some(is("example.org/shop#7")));
                c.approve_with("carol", |approval| {
                    approval.issued = is("2026-03-10T12:02:00Z")
                });
                c.hold(&[HELD]);
                c.ignored(&[("after_withdrawal", "carol")]);
                c.missing(&["carol"]);
            },
        ),
        case(
            "c06-revocation-brings-nothing-back",
            "Reporting a key as compromised brings back nothing that it withdrew",
            &["7.5", "8.3"],
            &["C6", "RUSTSEC-2026-0109"],
            |c| {
                let mut desk = Key::of("carol-desk");
                desk.revoked = Some(("2026-03-10T11:55:00Z", "compromised"));
                c.roster.of("carol").keys.push(desk);
                let approval = c.approve("carol");
                let mut withdraw = foureyes::statement::Withdraw::new(
                    c.change.exact.repository.clone(),
                    Case::signer_with("carol", "carol-desk"),
                    c.just_now(),
                    "w".to_owned(),
                );
                withdraw.names = vec![approval];
                c.sign("carol-desk", Statement::Withdraw(withdraw));
                c.hold(&[HELD]);
                c.ignored(&[("withdrawn", "carol")]);
                c.missing(&["carol"]);
            },
        ),
    ]
}
