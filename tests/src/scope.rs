//! A small scope, tried out whole: every combination of a few people, rules, statements and instants.

#![expect(
    clippy::indexing_slicing,
    reason = "the members are there in the plain world"
)]

use serde_json::{Value, json};

use crate::generate::{Draft, LENGTH, Twist, What, World, at};

/// What one person has signed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Signed {
    Nothing,
    Approval,
    ApprovalThatExpires,
    Reject,
    TakenBack,
    AllTakenBack,
    Anew,
}

const ANYBODY: [Signed; 7] = [
    Signed::Nothing,
    Signed::Approval,
    Signed::ApprovalThatExpires,
    Signed::Reject,
    Signed::TakenBack,
    Signed::AllTakenBack,
    Signed::Anew,
];
const SOMEBODY: [Signed; 3] = [Signed::Nothing, Signed::Approval, Signed::Reject];
const AUTHOR: [Signed; 2] = [Signed::Nothing, Signed::Reject];

/// The instants: one before, and the one at which the approvals that expire do.
const INSTANTS: [i64; 2] = [-61, -60];

fn rules() -> Vec<Value> {
    let senior = json!({"level": {"atLeast": "senior"}});
    let rule = |require: Value| json!({"id": "rule", "why": "It is so.", "require": require});
    vec![
        rule(json!([{"approvals": 1}])),
        rule(json!([{"approvals": 2, "including": [senior]}])),
        rule(json!([{"approvals": 1, "from": senior, "veto": false}])),
        rule(json!([{"approvals": 1, "from": senior}, {"approvals": 1}])),
        rule(json!([{"anyOf": [{"approvals": 2}, {"approvals": 1, "from": senior}]}])),
        json!({"id": "rule", "why": "It is so.", "when": {"destructive": true}, "forbid": "refused"}),
    ]
}

fn sign(drafts: &mut Vec<Draft>, by: usize, signed: Signed) {
    let mut add = |what: What| {
        let nonce = u32::try_from(drafts.len()).unwrap_or(u32::MAX);
        drafts.push(Draft {
            what,
            ..Draft::approve(by, 0, -600, nonce)
        });
        drafts.len().saturating_sub(1)
    };
    let approve = |twist, after| What::Approve(twist, after);
    match signed {
        Signed::Nothing => {}
        Signed::Approval => {
            add(approve(Twist::None, Vec::new()));
        }
        Signed::ApprovalThatExpires => {
            add(approve(Twist::Expired, Vec::new()));
        }
        Signed::Reject => {
            add(What::Reject);
        }
        Signed::TakenBack => {
            let first = add(approve(Twist::None, Vec::new()));
            add(What::Withdraw(vec![first]));
        }
        Signed::AllTakenBack => {
            add(approve(Twist::None, Vec::new()));
            add(What::WithdrawAll);
        }
        Signed::Anew => {
            let all = add(What::WithdrawAll);
            add(approve(Twist::None, vec![all]));
        }
    }
}

/// Returns every world of the scope.
pub fn worlds() -> Vec<World> {
    let plain = World::read_more(&vec![0; LENGTH]);
    let mut worlds = Vec::new();
    for rule in rules() {
        for unresolved in [false, true] {
            let mut world = plain.clone();
            world.policy["rule"] = json!([rule]);
            world.policy["unresolved"] = json!("raise");
            if unresolved {
                let who = json!({"account": "email:nobody@example.net"});
                let other = json!({"who": who, "role": "committer", "basis": "authenticated"});
                let parts = world.change["live"]["participants"]["whole"].as_array_mut();
                parts
                    .into_iter()
                    .for_each(|parts| parts.push(other.clone()));
            }
            for author in AUTHOR {
                for first in ANYBODY {
                    for second in SOMEBODY {
                        world.drafts.clear();
                        for (by, signed) in [author, first, second].into_iter().enumerate() {
                            sign(&mut world.drafts, by, signed);
                        }
                        let is_timed = first == Signed::ApprovalThatExpires;
                        let instants = INSTANTS.iter().filter(|now| is_timed || **now == -60);
                        worlds.extend(instants.map(|now| World {
                            now: at(*now),
                            ..world.clone()
                        }));
                    }
                }
            }
        }
    }
    worlds
}
