//! Who serves what: three people, each of whom is a senior, of a team, an owner, several of these or nothing, under
//! rules with several seats and several requirements (semantics 9.4).

use serde_json::{Value, json};

use crate::generate::{Draft, LENGTH, World};

/// Where in the cast they are: the author has none of it.
const PEOPLE: [usize; 3] = [1, 2, 3];

/// What somebody is.
const SORTS: [[bool; 3]; 5] = [
    [false, false, false],
    [true, false, false],
    [false, true, false],
    [true, true, false],
    [false, true, true],
];

fn rules() -> Vec<Value> {
    let senior = || json!({"level": {"atLeast": "senior"}});
    let core = || json!({"team": "core"});
    let owner = || json!({"owns": "service"});
    let both = || json!({"level": {"atLeast": "senior"}, "team": "core"});
    let from = |selector: Value| json!({"approvals": 1, "from": selector});
    let seats = |count: u32, seats: &[Value]| json!({"approvals": count, "including": seats});
    vec![
        json!([{"approvals": 3}]),
        json!([{"approvals": 2, "from": core()}]),
        json!([seats(2, &[senior(), core()])]),
        json!([seats(1, &[senior(), core()])]),
        json!([seats(2, &[senior(), senior()])]),
        json!([seats(2, &[owner(), core()])]),
        json!([from(senior()), from(core())]),
        json!([from(both()), from(core())]),
        json!([from(core()), from(owner())]),
        json!([seats(2, &[senior()]), from(core())]),
        json!([{"approvals": 2}, from(owner())]),
        json!([{"anyOf": [from(both()), seats(2, &[senior(), core()])]}, from(core())]),
        json!([{"anyOf": [{"allOf": [from(senior()), from(core())]}, {"approvals": 3}]}]),
        json!([{"approvals": 1, "from": core(), "including": [senior()]}, {"approvals": 1}]),
    ]
}

fn plain(rule: &Value, unresolved: bool) -> World {
    let mut numbers = vec![0; LENGTH];
    // One person more than at zero.
    numbers[0] = 2;
    let mut world = World::read_more(&numbers);
    world.policy["rule"] = json!([{"id": "rule", "why": "It is so.", "require": rule}]);
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

/// Who each of the three is; whoever is like somebody else stands after her.
fn casts() -> Vec<[usize; 3]> {
    let all = 0..SORTS.len();
    let all = all.flat_map(|one| (one..SORTS.len()).map(move |two| (one, two)));
    let all = all.flat_map(|(one, two)| (two..SORTS.len()).map(move |three| [one, two, three]));
    all.collect()
}

/// Which of the three approve.
const SIGNED: [[bool; 3]; 4] = [
    [true, true, true],
    [true, true, false],
    [true, false, true],
    [false, true, true],
];

fn with(world: &World, cast: [usize; 3], signed: [bool; 3]) -> World {
    let mut world = world.clone();
    let mut owners = Vec::new();
    for (person, sort) in PEOPLE.into_iter().zip(cast) {
        let [senior, core, owner] = SORTS[sort];
        let one = &mut world.roster["principal"][person];
        one["level"] = json!(if senior { "senior" } else { "junior" });
        one["teams"] = if core { json!(["core"]) } else { json!([]) };
        if owner {
            owners.push(one["id"].clone());
        }
    }
    world.roster["service"][0]["owners"] = json!(owners);
    let signers = PEOPLE.into_iter().zip(signed);
    let signers = signers.filter(|(_, signed)| *signed);
    let drafts = (0..).zip(signers);
    world.drafts = drafts
        .map(|(nonce, (person, _))| Draft::approve(person, 0, -600, nonce))
        .collect();
    world
}

/// Returns every world, one after the other.
pub fn worlds() -> impl Iterator<Item = World> {
    let plain = rules()
        .into_iter()
        .flat_map(|rule| [false, true].map(|unresolved| plain(&rule, unresolved)));
    plain.flat_map(|world| {
        casts().into_iter().flat_map(move |cast| {
            let world = world.clone();
            SIGNED.map(move |signed| with(&world, cast, signed))
        })
    })
}
