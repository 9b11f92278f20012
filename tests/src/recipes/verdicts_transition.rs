//! Changes of the gate itself (semantics 5.6, 7.6).

use foureyes::change::Basis::Authenticated;
use foureyes::change::ParticipantRole::Author;
use foureyes::fact::Listed;

use super::{PEERS, case};
use crate::case::{Case, PEER, participant, path, policy, policy_with};
use crate::roster::Principal;
use crate::vector::{Candidate, Document};

pub(super) fn cases() -> Vec<Case> {
    [allowed(), versions(), both_sides(), people()].concat()
}

const GATE: &str = "floor/gate/approvals:2";
const NO_GATE: &str = "hold approvals_missing floor/gate/approvals:2";

/// Returns the policy as its next version.
pub(super) fn next(document: &Document) -> Document {
    version(document, "version = 4")
}

fn version(document: &Document, version: &str) -> Document {
    match document {
        Document::Toml(text) => Document::Toml(text.replacen("version = 3", version, 1)),
        other => other.clone(),
    }
}

/// A change of the policy, by Bob; it brings in the next version of the same policy.
fn transition(id: &str, title: &str, shows: &[&str], build: impl FnOnce(&mut Case)) -> Case {
    case(id, title, &["5.6", "7.6"], shows, |c| {
        c.change.exact.paths = Listed::Whole(vec![path(".foureyes/policy.toml")]);
        c.candidate = Some(Candidate {
            policy: next(&c.policy),
            roster: c.roster.document(),
        });
        build(c);
    })
}

fn brings(c: &mut Case, policy: Document) {
    c.candidate = Some(Candidate {
        policy,
        roster: c.roster.document(),
    });
}

/// Carol and Frank, who owns the policy, approve.
fn two(c: &mut Case) {
    c.approve("carol");
    c.approve("frank");
    c.counted(&[
        (PEERS, "carol"),
        (PEERS, "frank"),
        (GATE, "carol"),
        (GATE, "frank"),
    ]);
}

fn allowed() -> Vec<Case> {
    vec![
        transition(
            "transition-allowed",
            "Old and new allow the next version: two people, one of whom owns the policy",
            &["S46"],
            |c| {
                two(c);
                c.allow();
            },
        ),
        transition(
            "transition-needs-both-documents",
            "What would be allowed as a transition is held where the new documents are not looked at",
            &["S46", "C7"],
            |c| {
                c.candidate = None;
                two(c);
                c.hold(&["hold transition_required"]);
            },
        ),
        transition(
            "transition-of-a-workflow",
            "What calls the gate changes without another version of policy and roster",
            &["C7"],
            |c| {
                c.change.exact.paths = Listed::Whole(vec![path(".github/workflows/gate.yml")]);
                brings(c, policy(PEER));
                two(c);
                c.allow();
            },
        ),
        transition(
            "transition-and-a-click",
            "What an old service says of a click of somebody who is not new counts, where clicks do",
            &[],
            |c| {
                c.policy = policy(
                    r#"
[[rule]]
id = "clicked"
why = "Three have looked, on the platform if they like."
require = [{ approvals = 3, with = { assurance = "vouched" } }]
"#,
                );
                c.roster.of("ci").vouches = vec!["login"];
                let next = next(&c.policy);
                brings(c, next);
                c.approve("carol");
                c.approve("frank");
                c.vouch("ci", "erin");
                const CLICKED: &str = "acme/clicked/approvals:3";
                c.counted(&[
                    (CLICKED, "carol"),
                    (CLICKED, "erin"),
                    (CLICKED, "frank"),
                    (GATE, "carol"),
                    (GATE, "frank"),
                ]);
                c.allow();
            },
        ),
        transition(
            "transition-by-one",
            "One person is not enough, though the policy asks for one",
            &["S46"],
            |c| {
                c.approve("frank");
                c.hold(&[NO_GATE]);
                c.counted(&[(PEERS, "frank"), (GATE, "frank")]);
                c.missing(&["carol"]);
            },
        ),
        transition(
            "transition-without-owner",
            "Two people of whom none owns the policy are not enough",
            &["S20", "CVE-2026-6063"],
            |c| {
                c.approve("carol");
                c.approve("dave");
                c.hold(&[NO_GATE]);
                c.counted(&[
                    (PEERS, "carol"),
                    (PEERS, "dave"),
                    (GATE, "carol"),
                    (GATE, "dave"),
                ]);
                c.missing(&["frank"]);
            },
        ),
        transition(
            "transition-of-nothing",
            "A change that touches nothing of the gate is decided by the policy that is in force",
            &["S46"],
            |c| {
                c.change.exact.paths = Listed::Whole(vec![path("checkout/cart.rs")]);
                brings(
                    c,
                    policy("\n[[rule]]\nid = \"no\"\nwhy = \"No.\"\nforbid = \"no\"\n"),
                );
                c.approve("carol");
                c.allow();
                c.counted(&[(PEERS, "carol")]);
            },
        ),
    ]
}

fn versions() -> Vec<Case> {
    let denied = |id: &str, title: &str, shows: &[&str], new: fn(&Case) -> Document| {
        transition(id, title, shows, |c| {
            let document = new(c);
            brings(c, document);
            two(c);
            c.deny(&["deny candidate_version policy"]);
        })
    };
    vec![
        denied(
            "transition-skips-a-version",
            "The version after 3 is 4, not 5",
            &["S74", "CVE-2025-2885"],
            |c| version(&c.policy, "version = 5"),
        ),
        denied(
            "transition-back",
            "No change brings an older version back",
            &["S72", "CVE-2026-44544"],
            |c| version(&c.policy, "version = 2"),
        ),
        denied(
            "transition-without-another-version",
            "Two policies of one version are never both in force",
            &["S72"],
            |_| policy(&format!("{PEER}# another word\n")),
        ),
        transition(
            "transition-to-another-policy",
            "The next version of a policy is one of the same policy",
            &["S72"],
            |c| {
                if let Document::Toml(text) = next(&c.policy) {
                    brings(c, Document::Toml(text.replacen("\"acme\"", "\"lax\"", 1)));
                }
                two(c);
                c.deny(&["deny candidate_version policy"]);
                let lax = "lax/peer/approvals:1";
                c.expect
                    .counted
                    .extend(["carol", "frank"].map(|person| (lax.to_owned(), person.to_owned())));
            },
        ),
        transition(
            "transition-to-a-broken-policy",
            "A policy that cannot be used is not brought in",
            &["S46", "S50"],
            |c| {
                brings(
                    c,
                    next(&policy(&PEER.replace("approvals = 1", "approvals = 0"))),
                );
                two(c);
                c.deny(&["deny candidate_invalid"]);
            },
        ),
    ]
}

fn both_sides() -> Vec<Case> {
    let security = PEER.replace(
        "approvals = 1",
        "approvals = 1, from = { team = \"security\" }",
    );
    let expired = "expires = \"2026-03-10T11:00:00Z\"";
    vec![
        transition(
            "transition-old-rule-holds",
            "Removing a rule takes what the rule asks for",
            &["S46", "CVE-2026-6063"],
            |c| {
                c.rules(&security);
                brings(c, next(&policy(PEER)));
                two(c);
                c.hold(&["hold approvals_missing acme/peer/approvals:1"]);
                c.missing(&["dave"]);
            },
        ),
        transition(
            "transition-new-rule-holds",
            "Bringing in a rule takes what the rule asks for",
            &["S46"],
            |c| {
                brings(c, next(&policy(&security)));
                two(c);
                c.hold(&["hold approvals_missing acme/peer/approvals:1"]);
                c.missing(&["dave"]);
            },
        ),
        transition(
            "transition-from-an-expired-policy",
            "The end of the old policy alone does not hold the new one",
            &["H11", "S71"],
            |c| {
                c.policy = policy_with(expired, PEER);
                brings(c, next(&policy(PEER)));
                two(c);
                c.allow();
            },
        ),
        transition(
            "transition-to-an-expired-policy",
            "A policy that is over when it comes holds",
            &["H11", "S71"],
            |c| {
                brings(c, next(&policy_with(expired, PEER)));
                two(c);
                c.hold(&["hold policy_expired acme"]);
            },
        ),
    ]
}

fn people() -> Vec<Case> {
    vec![
        transition(
            "transition-counts-nobody-it-adds",
            "Somebody whom a change adds to the roster does not count for it",
            &["S20", "GHSA-76cc-p55w-63g3"],
            |c| {
                let mut roster = c.roster.clone();
                roster.version = 5;
                roster.principals.push(Principal {
                    roles: vec![("policy_owner", None)],
                    ..Principal::human("hana", "principal")
                });
                c.change.exact.paths = Listed::Whole(vec![path(".foureyes/roster.toml")]);
                c.candidate = Some(Candidate {
                    policy: c.policy.clone(),
                    roster: roster.document(),
                });
                c.approve("carol");
                c.approve("hana");
                c.hold(&[NO_GATE]);
                c.ignored(&[("added_by_change", "hana"), ("unknown_key", "")]);
                c.counted(&[(PEERS, "carol"), (GATE, "carol")]);
                c.missing(&["frank"]);
            },
        ),
        transition(
            "transition-counts-no-key-it-adds",
            "A key that a change adds to the roster does not count for it",
            &["S20"],
            |c| {
                let mut roster = c.roster.clone();
                roster.version = 5;
                roster
                    .of("frank")
                    .keys
                    .push(crate::roster::Key::of("frank-new"));
                c.change.exact.paths = Listed::Whole(vec![path(".foureyes/roster.toml")]);
                c.candidate = Some(Candidate {
                    policy: c.policy.clone(),
                    roster: roster.document(),
                });
                c.approve("carol");
                let mut approval = c.approval("frank");
                approval.signer = Case::signer_with("frank", "frank-new");
                c.sign(
                    "frank-new",
                    foureyes::statement::Statement::Approve(approval),
                );
                c.hold(&[NO_GATE]);
                c.ignored(&[("added_by_change", "frank"), ("unknown_key", "")]);
                c.counted(&[(PEERS, "carol"), (GATE, "carol")]);
                c.missing(&["frank"]);
            },
        ),
        transition(
            "transition-counts-no-key-it-moves",
            "A key that a change takes from one person and gives to another does not count for it",
            &["S20"],
            |c| {
                let mut roster = c.roster.clone();
                roster.version = 5;
                roster.of("dave").keys = vec![crate::roster::Key::of("dave-new")];
                roster.of("frank").keys.push(crate::roster::Key::of("dave"));
                c.change.exact.paths = Listed::Whole(vec![path(".foureyes/roster.toml")]);
                c.candidate = Some(Candidate {
                    policy: c.policy.clone(),
                    roster: roster.document(),
                });
                c.approve("carol");
                let mut approval = c.approval("frank");
                approval.signer = Case::signer_with("frank", "dave");
                c.sign("dave", foureyes::statement::Statement::Approve(approval));
                c.hold(&[NO_GATE]);
                c.ignored(&[("added_by_change", "frank"), ("signer_mismatch", "dave")]);
                // Once under each roster: who could sign is another one.
                c.counted(&[(PEERS, "carol"), (GATE, "carol"), (GATE, "carol")]);
                c.missing(&["frank"]);
            },
        ),
        transition(
            "transition-counts-no-click-of-whom-it-adds",
            "What an old service says of a click of somebody new does not count",
            &["S20"],
            |c| {
                c.policy = policy(
                    "[[rule]]\nid = \"clicked\"\nwhy = \"Three have looked.\"\nrequire = [{ approvals = 3, with = { assurance = \"vouched\" } }]\n",
                );
                c.roster.of("ci").vouches = vec!["login"];
                let mut roster = c.roster.clone();
                roster.version = 5;
                roster
                    .principals
                    .push(Principal::human("hana", "principal"));
                c.change.exact.paths = Listed::Whole(vec![path(".foureyes/roster.toml")]);
                c.candidate = Some(Candidate {
                    policy: c.policy.clone(),
                    roster: roster.document(),
                });
                c.approve("carol");
                c.approve("frank");
                c.vouch("ci", "hana");
                const CLICKED: &str = "acme/clicked/approvals:3";
                c.hold(&["hold approvals_missing acme/clicked/approvals:3"]);
                c.ignored(&[("added_by_change", "hana"), ("signer_mismatch", "ci")]);
                c.counted(&[
                    (CLICKED, "carol"),
                    (CLICKED, "frank"),
                    (GATE, "carol"),
                    (GATE, "frank"),
                ]);
                c.missing(&["dave"]);
            },
        ),
        transition(
            "transition-lifted-by-whom-it-adds",
            "Somebody whom a change adds does not lift a veto of it",
            &["S20", "S66"],
            |c| {
                let lift =
                    "vetoLift = { approvals = 1, from = { level = { atLeast = \"principal\" } } }";
                c.policy = policy_with(lift, PEER);
                let mut roster = c.roster.clone();
                roster.version = 5;
                roster
                    .principals
                    .push(Principal::human("hana", "principal"));
                c.change.exact.paths = Listed::Whole(vec![path(".foureyes/roster.toml")]);
                c.candidate = Some(Candidate {
                    policy: c.policy.clone(),
                    roster: roster.document(),
                });
                let reject = c.reject("dave");
                c.lift("hana", reject);
                two(c);
                c.deny(&["deny vetoed dave"]);
                c.ignored(&[("added_by_change", "hana"), ("unknown_key", "")]);
            },
        ),
        transition(
            "transition-counts-no-role-it-gives",
            "A role that a change gives somebody does not count for it",
            &["S20"],
            |c| {
                let mut roster = c.roster.clone();
                roster.version = 5;
                roster.of("erin").roles = vec![("policy_owner", None)];
                c.change.exact.paths = Listed::Whole(vec![path(".foureyes/roster.toml")]);
                c.candidate = Some(Candidate {
                    policy: c.policy.clone(),
                    roster: roster.document(),
                });
                c.approve("carol");
                c.approve("erin");
                c.hold(&[NO_GATE]);
                // Once under the old roster, where the gate has no owner, and once under the new one.
                let twice = [(GATE, "carol"), (GATE, "erin")];
                c.counted(&[&[(PEERS, "carol"), (PEERS, "erin")], &twice[..], &twice[..]].concat());
                c.missing(&["frank"]);
            },
        ),
        transition(
            "transition-by-its-author",
            "A policy owner who changes the gate is none of the two",
            &["S20"],
            |c| {
                let frank = participant("login:frank", Author, Authenticated);
                c.change.live.participants = Listed::Whole(vec![frank]);
                c.approve("frank");
                c.approve("carol");
                c.hold(&[NO_GATE]);
                c.ignored(&[("participant", "frank")]);
                c.counted(&[(PEERS, "carol"), (GATE, "carol")]);
                c.missing(&["grace"]);
            },
        ),
        transition(
            "transition-by-an-agent",
            "No agent changes the rules that judge it, whoever approves",
            &["C7"],
            |c| {
                c.grant();
                brings(c, next(&c.policy));
                let robo = participant("login:robo", Author, Authenticated);
                c.change.live.participants = Listed::Whole(vec![robo]);
                two(c);
                c.deny(&["deny forbidden floor/gate/policy_tamper robo"]);
            },
        ),
    ]
}
