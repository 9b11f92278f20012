//! A small scope, tried out whole: every combination of a few people, rules, statements, keys and instants.

#![expect(
    clippy::indexing_slicing,
    reason = "the members are there in the plain world"
)]

pub mod atoms;
pub mod delegated;
pub mod evidence;
pub mod seats;
pub mod took_part;

use serde_json::{Value, json};

use crate::generate::{Draft, LENGTH, Twist, What, World, at, revoked};

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
        rule(json!([{"approvals": 2}])),
        rule(json!([{"allOf": [{"approvals": 1}, {"approvals": 2, "including": [senior]}]}])),
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

/// How much of the scope is tried.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Extent {
    /// Two people who sign, of whom one does little, and keys that are good: for a run of the tests.
    Part,
    /// Three people who sign, and keys that end.
    Whole,
}

/// What has become of the key of the first of them.
fn keys(extent: Extent) -> Vec<Option<Value>> {
    let ends = |reason| Some(revoked(FIRST_KEY, -120, reason));
    match extent {
        Extent::Part => vec![None],
        Extent::Whole => vec![None, ends("compromised"), ends("retired")],
    }
}

/// The seed of the key of the first who signs, beside the author.
const FIRST_KEY: u8 = 3;

/// Who signs what: the author, the first, the second and the third.
fn combinations(extent: Extent) -> Vec<[Signed; 4]> {
    let (seconds, thirds): (&[Signed], &[Signed]) = match extent {
        Extent::Part => (&SOMEBODY, &[Signed::Nothing]),
        Extent::Whole => (&ANYBODY, &SOMEBODY),
    };
    let authors = AUTHOR.into_iter();
    let firsts = authors.flat_map(|author| ANYBODY.map(|first| (author, first)));
    let all = firsts.flat_map(|(author, first)| {
        let seconds = seconds.iter();
        seconds.flat_map(move |second| {
            let thirds = thirds.iter();
            thirds.map(move |third| [author, first, *second, *third])
        })
    });
    all.collect()
}

/// The world with this rule, nobody having signed anything.
fn with(rule: &Value, unresolved: bool) -> World {
    let mut numbers = vec![0; LENGTH];
    // One person more than at zero.
    numbers[0] = 2;
    let mut world = World::read_more(&numbers);
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
    world
}

/// Returns every world of the scope, one after the other.
pub fn worlds(extent: Extent) -> impl Iterator<Item = World> {
    let rules = rules().into_iter();
    let plain = rules.flat_map(|rule| [false, true].map(|unresolved| with(&rule, unresolved)));
    let keyed = plain.flat_map(move |world| {
        let keys = keys(extent).into_iter();
        keys.map(move |revocations| World {
            revocations,
            ..world.clone()
        })
    });
    keyed.flat_map(move |world| {
        let all = combinations(extent).into_iter();
        all.flat_map(move |signed| {
            let mut world = world.clone();
            world.drafts.clear();
            for (by, signed) in signed.into_iter().enumerate() {
                sign(&mut world.drafts, by, signed);
            }
            let is_timed = signed.contains(&Signed::ApprovalThatExpires);
            let instants = INSTANTS
                .into_iter()
                .filter(move |now| is_timed || *now == -60);
            instants.map(move |now| World {
                now: at(now),
                ..world.clone()
            })
        })
    })
}
