//! Acting for another: everything that can be lent, under everything that can be asked (semantics 7.8).

use foureyes::statement::DelegationScope;
use serde_json::{Value, json};

use crate::generate::{Draft, LENGTH, What, World, instant};
use crate::is;

/// Where in the cast they are: who lends, who acts, and somebody else.
const BOB: usize = 1;
const CID: usize = 2;
const DEE: usize = 3;

/// What is asked of whoever signs.
fn asks() -> Vec<Value> {
    let from = |selector: Value| json!({"approvals": 1, "from": selector});
    let seat = |selector: Value| json!({"approvals": 1, "including": [selector]});
    let level = |least: &str| json!({"level": {"atLeast": least}});
    vec![
        json!({"approvals": 1}),
        from(level("mid")),
        from(level("senior")),
        from(level("principal")),
        from(json!({"role": "releaser"})),
        from(json!({"role": "releaser", "level": {"atLeast": "senior"}})),
        from(json!({"team": "core"})),
        from(json!({"team": "payments"})),
        from(json!({"owns": "service"})),
        from(json!({"owns": "service", "level": {"atLeast": "senior"}})),
        seat(json!({"owns": "service"})),
        from(json!({"level": {"atLeast": "senior"}, "heldFor": "1h"})),
        from(json!({"not": "executor"})),
        from(json!({"trained": "safety"})),
        from(json!({"level": "above-author"})),
    ]
}

/// What is lent.
fn scopes() -> Vec<DelegationScope> {
    let none = DelegationScope::default;
    let level = |most: &str| DelegationScope {
        level: Some(is(most)),
        ..none()
    };
    let names = |all: &[&str]| all.iter().map(|name| is(name)).collect();
    let teams = |all: &[&str]| DelegationScope {
        teams: all.iter().map(|name| is(name)).collect(),
        ..none()
    };
    let services = |all: &[&str]| DelegationScope {
        services: names(all),
        ..none()
    };
    let within = |environment: &str| DelegationScope {
        environments: vec![is(environment)],
        ..level("senior")
    };
    vec![
        none(),
        level("mid"),
        level("senior"),
        level("principal"),
        DelegationScope {
            roles: vec![is("releaser")],
            ..none()
        },
        teams(&["core"]),
        teams(&["payments", "data"]),
        services(&["checkout"]),
        services(&["checkout", "search"]),
        within("production"),
        within("staging"),
        DelegationScope {
            roles: vec![is("releaser")],
            services: names(&["checkout", "search"]),
            ..level("senior")
        },
    ]
}

/// What else there is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Besides {
    Nothing,
    /// Whoever acts carries it out; or whoever lends does.
    ActorExecutes,
    LenderExecutes,
    /// It is lent after the approval; or until shortly after now, and the approval is from then.
    LentLater,
    LentBefore,
    /// Nobody knows where it goes.
    Nowhere,
    /// Whoever lends has lifted a reject.
    Lifted,
    /// What is asked for has been hers for long enough; or not yet.
    HeldLong,
    HeldShortly,
}

const BESIDES: [Besides; 9] = [
    Besides::Nothing,
    Besides::ActorExecutes,
    Besides::LenderExecutes,
    Besides::LentLater,
    Besides::LentBefore,
    Besides::Nowhere,
    Besides::Lifted,
    Besides::HeldLong,
    Besides::HeldShortly,
];

/// Bob has everything, Cid nothing but a training.
fn plain() -> World {
    let mut numbers = vec![0; LENGTH];
    // One person more than at zero.
    numbers[0] = 2;
    let mut world = World::read_more(&numbers);
    let people = &mut world.roster["principal"];
    people[BOB]["teams"] = json!(["payments"]);
    people[BOB]["roles"] = json!(["releaser"]);
    people[CID]["level"] = json!("junior");
    people[CID]["trainings"] = json!([{"id": "safety", "since": "2026-01-01T00:00:00Z"}]);
    let paths = ["checkout/pay.rs", "search/index.rs"];
    let paths = paths.map(|path| json!({"path": path, "action": "modified"}));
    world.change["exact"]["paths"] = json!({"whole": paths});
    world.policy["vetoLift"] = json!({"approvals": 1});
    world
}

fn with(ask: &Value, scope: &DelegationScope, besides: Besides) -> World {
    let mut world = plain();
    world.policy["rule"] = json!([{"id": "rule", "why": "It is so.", "require": [ask]}]);
    let (lent, acted) = match besides {
        Besides::LentLater => (-300, -600),
        Besides::LentBefore => (30 - 86_400, 60),
        _ => (-700, -600),
    };
    let say = |by: usize, what: What, issued: i64, nonce: u32| Draft {
        what,
        ..Draft::approve(by, 0, issued, nonce)
    };
    world.drafts = vec![
        say(BOB, What::Lend(CID, scope.clone()), lent, 0),
        say(CID, What::ApproveFor(BOB), acted, 1),
    ];
    let executes = |name: &str| json!({"who": {"principal": name}, "role": "executor", "basis": "authenticated"});
    let mut executor = None;
    match besides {
        Besides::ActorExecutes => executor = Some("cid"),
        Besides::LenderExecutes => executor = Some("bob"),
        Besides::Nowhere => {
            world.change["exact"]["environment"] = json!({"declared": "production"})
        }
        Besides::Lifted => {
            world.drafts.push(say(DEE, What::Reject, -900, 2));
            world.drafts.push(say(BOB, What::Lift(2), -800, 3));
        }
        Besides::HeldLong | Besides::HeldShortly => {
            let since = if besides == Besides::HeldLong {
                -7_200
            } else {
                -900
            };
            let level = json!({"is": "senior", "since": instant(since)});
            world.roster["principal"][BOB]["level"] = level;
        }
        Besides::Nothing | Besides::LentLater | Besides::LentBefore => {}
    }
    let parts = world.change["live"]["participants"]["whole"].as_array_mut();
    if let (Some(parts), Some(name)) = (parts, executor) {
        parts.push(executes(name));
    }
    world
}

/// Returns every world, one after the other.
pub fn worlds() -> impl Iterator<Item = World> {
    asks().into_iter().flat_map(|ask| {
        scopes().into_iter().flat_map(move |scope| {
            let ask = ask.clone();
            BESIDES.map(move |besides| with(&ask, &scope, besides))
        })
    })
}
