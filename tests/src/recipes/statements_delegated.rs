//! Approvals in somebody else's authority (semantics 7.8).

use foureyes::change::{Basis, ParticipantRole};
use foureyes::fact::Listed;
use foureyes::statement::DelegationScope;
use foureyes::time::Span;

use super::case;
use crate::case::{Case, PEER, SENIOR, TWO, participant, path, policy};
use crate::is;

const SENIOR_HELD: &str = "hold approvals_missing acme/senior/approvals:1";
const TWO_HELD: &str = "hold approvals_missing acme/two/approvals:2";

/// Owners of what is touched.
const OWNERS: &str = r#"
[[rule]]
id = "owners"
why = "Its owners have looked."
require = [{ approvals = 1, from = { owns = "service" } }]
"#;

fn level(most: &str) -> DelegationScope {
    DelegationScope {
        level: Some(is(most)),
        ..DelegationScope::default()
    }
}

fn services(names: &[&str]) -> DelegationScope {
    DelegationScope {
        services: names.iter().map(|name| is(name)).collect(),
        ..DelegationScope::default()
    }
}

/// A senior is asked for; Erin, who is none, acts for Carol, who is.
fn counts(id: &str, title: &str, edit: impl FnOnce(&mut Case)) -> Case {
    case(id, title, &["7.8"], &[], |c| {
        c.policy = policy(SENIOR);
        edit(c);
        c.allow();
    })
}

/// The same, where it does not help.
fn in_vain(id: &str, title: &str, ignored: &[(&str, &str)], edit: impl FnOnce(&mut Case)) -> Case {
    case(id, title, &["7.8"], &[], |c| {
        c.policy = policy(SENIOR);
        edit(c);
        c.hold(&[SENIOR_HELD]);
        c.missing(&["carol"]);
        c.ignored(ignored);
    })
}

pub(super) fn cases() -> Vec<Case> {
    let mut cases = granted();
    cases.extend(not_granted());
    cases.extend(once());
    cases
}

fn granted() -> Vec<Case> {
    vec![
        counts(
            "delegated-level",
            "Whoever acts for a senior counts as one, where the senior has delegated that",
            |c| {
                c.delegate("carol", "erin", level("senior"));
                c.approve_for("erin", "carol");
                c.counted(&[("acme/senior/approvals:1", "erin")]);
            },
        ),
        counts(
            "delegated-service",
            "Whoever acts for the owner of a service counts as one",
            |c| {
                c.policy = policy(OWNERS);
                c.delegate("carol", "erin", services(&["checkout"]));
                c.approve_for("erin", "carol");
                c.counted(&[("acme/owners/approvals:1", "erin")]);
            },
        ),
        counts(
            "delegated-twice",
            "Of two delegations one that serves is enough, and the approval is not told as one that serves nothing",
            |c| {
                c.delegate("carol", "erin", level("mid"));
                c.delegate("carol", "erin", level("senior"));
                c.approve_for("erin", "carol");
                c.counted(&[("acme/senior/approvals:1", "erin")]);
            },
        ),
        counts(
            "delegated-by-two",
            "Of two for whom one person could act it is the one whose id comes first",
            |c| {
                c.delegate("frank", "erin", level("senior"));
                c.approve_for("erin", "frank");
                c.delegate("carol", "erin", level("senior"));
                c.approve_for("erin", "carol");
                c.counted(&[("acme/senior/approvals:1", "erin")]);
            },
        ),
        counts(
            "delegated-here-only",
            "A delegation for one environment serves there",
            |c| {
                let mut scope = level("principal");
                scope.environments = vec![is("production")];
                c.delegate("carol", "erin", scope);
                c.approve_for("erin", "carol");
                c.counted(&[("acme/senior/approvals:1", "erin")]);
            },
        ),
    ]
}

fn not_granted() -> Vec<Case> {
    let unused = [("delegated", "erin")];
    let beside = |code: &'static str| [("delegated", "erin"), (code, "carol")];
    vec![
        in_vain(
            "delegated-to-another",
            "A delegation is for the one whom it names",
            &unused,
            |c| {
                c.delegate("carol", "dave", level("senior"));
                c.approve_for("erin", "carol");
            },
        ),
        in_vain(
            "delegated-on",
            "A delegation is not passed on",
            &unused,
            |c| {
                c.delegate("carol", "dave", level("senior"));
                c.delegate("dave", "erin", level("senior"));
                c.approve_for("erin", "carol");
            },
        ),
        in_vain(
            "delegated-elsewhere",
            "A delegation for another environment does not serve here",
            &unused,
            |c| {
                let mut scope = level("senior");
                scope.environments = vec![is("staging")];
                c.delegate("carol", "erin", scope);
                c.approve_for("erin", "carol");
            },
        ),
        in_vain(
            "delegated-less",
            "A delegation up to a lower level makes nobody a senior",
            &[("not_eligible", "erin")],
            |c| {
                c.delegate("carol", "erin", level("mid"));
                c.approve_for("erin", "carol");
            },
        ),
        in_vain(
            "delegated-something-else",
            "A delegation of a service does not delegate the level",
            &[("not_eligible", "erin")],
            |c| {
                c.delegate("carol", "erin", services(&["checkout"]));
                c.approve_for("erin", "carol");
            },
        ),
        case(
            "delegated-what-one-has-not",
            "Nobody can delegate what she has not",
            &["7.8"],
            &[],
            |c| {
                c.policy = policy(OWNERS);
                c.delegate("dave", "erin", services(&["checkout"]));
                c.approve_for("erin", "dave");
                c.hold(&["hold approvals_missing acme/owners/approvals:1"]);
                c.missing(&["carol"]);
                c.ignored(&[("not_eligible", "erin")]);
            },
        ),
        in_vain(
            "delegated-and-expired",
            "A delegation that is over lets nobody act",
            &beside("expired"),
            |c| {
                c.delegate_with("carol", "erin", level("senior"), |one| {
                    one.expires = is("2026-03-10T12:00:00Z");
                });
                c.approve_for("erin", "carol");
            },
        ),
        in_vain(
            "delegated-for-too-long",
            "A delegation of more than 30 days is none",
            &beside("validity"),
            |c| {
                c.delegate_with("carol", "erin", level("senior"), |one| {
                    one.expires = one.issued.plus(Span::from_days(31));
                });
                c.approve_for("erin", "carol");
            },
        ),
        in_vain(
            "delegated-after-the-approval",
            "An approval from before the delegation does not count by it",
            &unused,
            |c| {
                c.delegate_with("carol", "erin", level("senior"), |one| {
                    one.issued = is("2026-03-10T11:59:00Z");
                });
                c.approve_for("erin", "carol");
            },
        ),
        in_vain(
            "delegated-and-withdrawn",
            "A delegation that is withdrawn lets nobody act",
            &beside("withdrawn"),
            |c| {
                let grant = c.delegate("carol", "erin", level("senior"));
                c.withdraw("carol", |withdraw| withdraw.names = vec![grant]);
                c.approve_for("erin", "carol");
            },
        ),
        in_vain(
            "delegated-with-an-unknown-condition",
            "A delegation with a condition that is not understood is none",
            &beside("unknown_critical"),
            |c| {
                c.delegate_with("carol", "erin", level("senior"), |one| {
                    one.critical = vec!["onlyOnTuesdays".to_owned()];
                });
                c.approve_for("erin", "carol");
            },
        ),
        case(
            "delegated-under-a-compromised-key",
            "A delegation under a compromised key lets nobody act",
            &["7.5", "7.8"],
            &[],
            |c| {
                c.policy = policy(SENIOR);
                c.roster.key("carol").revoked = Some(("2026-03-10T00:00:00Z", "compromised"));
                c.delegate("carol", "erin", level("senior"));
                c.approve_for("erin", "carol");
                c.hold(&[SENIOR_HELD]);
                c.missing(&["frank"]);
                c.ignored(&[("delegated", "erin"), ("key_revoked", "carol")]);
            },
        ),
        case(
            "delegated-by-an-author",
            "Nobody acts for somebody who took part",
            &["7.8"],
            &[],
            |c| {
                c.policy = policy(PEER);
                c.delegate("bob", "erin", level("mid"));
                c.approve_for("erin", "bob");
                c.hold(&[super::HELD]);
                c.missing(&["carol"]);
                c.ignored(&[("delegated", "erin"), ("participant", "bob")]);
            },
        ),
        case(
            "delegated-to-an-author",
            "Whoever took part acts for nobody",
            &["7.8"],
            &[],
            |c| {
                c.policy = policy(PEER);
                c.delegate("carol", "bob", level("senior"));
                c.approve_for("bob", "carol");
                c.hold(&[super::HELD]);
                c.missing(&["carol"]);
                c.ignored(&[("participant", "bob")]);
            },
        ),
        case(
            "delegated-by-one-who-rejects",
            "Nobody acts for somebody who has rejected the change",
            &["7.8", "8.4"],
            &[],
            |c| {
                c.policy = policy(PEER);
                c.delegate("carol", "erin", level("senior"));
                c.reject("carol");
                c.approve_for("erin", "carol");
                c.deny(&["deny vetoed carol", super::HELD]);
                c.missing(&["frank"]);
                c.ignored(&[("delegated", "erin"), ("rejected", "carol")]);
            },
        ),
        case(
            "delegated-what-controls-the-gate",
            "What controls the gate is approved in one's own authority",
            &["5.6", "7.8"],
            &[],
            |c| {
                c.policy = policy(PEER);
                c.change.exact.paths = Listed::Whole(vec![path(".foureyes/policy.toml")]);
                let scope = DelegationScope {
                    roles: vec![is("policy_owner")],
                    ..level("principal")
                };
                c.delegate("frank", "erin", scope);
                c.approve_for("erin", "frank");
                c.approve("grace");
                c.hold(&[
                    "hold approvals_missing floor/gate/approvals:2",
                    "hold transition_required",
                ]);
                c.counted(&[(super::PEERS, "grace"), ("floor/gate/approvals:2", "grace")]);
                c.missing(&["frank"]);
                c.ignored(&[("delegated", "erin")]);
            },
        ),
    ]
}

/// Each person and each authority serves once (law 8).
fn once() -> Vec<Case> {
    let two = |id: &str, title: &str, edit: fn(&mut Case)| {
        case(id, title, &["7.8"], &[], |c| {
            c.policy = policy(TWO);
            edit(c);
            c.hold(&[TWO_HELD]);
        })
    };
    vec![
        two(
            "delegated-and-her-own",
            "Who signs for herself and for another is one person",
            |c| {
                c.delegate("carol", "erin", level("senior"));
                c.approve("erin");
                c.approve_for("erin", "carol");
                c.counted(&[("acme/two/approvals:2", "erin")]);
                c.missing(&["carol"]);
            },
        ),
        two(
            "delegated-to-two",
            "Two who act for the same person are one authority",
            |c| {
                c.delegate("carol", "erin", level("senior"));
                c.delegate("carol", "dave", level("senior"));
                c.approve_for("erin", "carol");
                c.approve_for("dave", "carol");
                c.counted(&[("acme/two/approvals:2", "dave")]);
                c.missing(&["frank"]);
            },
        ),
        two(
            "delegated-and-signed",
            "Who has signed herself is not counted once more through another",
            |c| {
                c.delegate("carol", "erin", level("senior"));
                c.approve("carol");
                c.approve_for("erin", "carol");
                c.counted(&[("acme/two/approvals:2", "carol")]);
                c.missing(&["frank"]);
            },
        ),
        case(
            "delegated-beside-another",
            "Who acts for another counts beside a third",
            &["7.8", "9.4"],
            &[],
            |c| {
                c.policy = policy(TWO);
                c.delegate("carol", "erin", level("senior"));
                c.approve_for("erin", "carol");
                c.approve("dave");
                c.allow();
                c.counted(&[
                    ("acme/two/approvals:2", "dave"),
                    ("acme/two/approvals:2", "erin"),
                ]);
            },
        ),
        case(
            "delegated-and-unresolved",
            "Somebody unknown who took part raises the count, whoever acts for whom",
            &["7.4", "7.8"],
            &[],
            |c| {
                c.policy = policy(SENIOR);
                let mut all = c.change.live.participants.known().to_vec();
                all.push(participant(
                    "login:nobody",
                    ParticipantRole::CoAuthor,
                    Basis::Asserted,
                ));
                c.change.live.participants = Listed::Whole(all);
                c.delegate("carol", "erin", level("senior"));
                c.approve_for("erin", "carol");
                c.hold(&[SENIOR_HELD]);
                c.counted(&[("acme/senior/approvals:1", "erin")]);
                c.missing(&["frank"]);
                c.notes(&["unresolved login:nobody"]);
            },
        ),
    ]
}
