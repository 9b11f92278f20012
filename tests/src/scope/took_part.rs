//! Who took part: two participants of every sort, in every role, of every basis, under rules that look at them in every
//! way (semantics 6.2, 7.2 to 7.4, 9.8).

use foureyes::change::CommitSignature;
use foureyes::provenance::Involvement;
use serde_json::{Value, json};

use super::Extent;
use crate::generate::{Draft, LENGTH, What, World};
use crate::sshsig::SshSig;
use crate::{keys, must};

const PEOPLE: [&str; 6] = ["ann", "bob", "agt", "svc", "runner", "nobody"];
const ROLES: [&str; 4] = ["author", "coAuthor", "committer", "executor"];
const BASES: [&str; 2] = ["asserted", "authenticated"];

/// Where in the cast they are.
const ANN: usize = 0;
const BOB: usize = 1;
const DEE: usize = 3;

fn commit(letter: &str) -> String {
    letter.repeat(40)
}

/// Every participant there could be.
fn sorts() -> Vec<Value> {
    let who = |name| match name {
        "nobody" => json!({"account": "email:nobody@example.net"}),
        name => json!({"principal": name}),
    };
    let named = [json!([]), json!([commit("a")])];
    let all = PEOPLE
        .into_iter()
        .flat_map(|name| ROLES.map(|role| (name, role)))
        // Another service carries things out, and does nothing else.
        .filter(|(name, role)| *name != "runner" || *role == "executor");
    let all = all.flat_map(|(name, role)| {
        BASES.map(|basis| json!({"who": who(name), "role": role, "basis": basis}))
    });
    let all = all.flat_map(|sort| {
        named.clone().map(|commits| {
            let mut sort = sort.clone();
            if commits != json!([]) {
                sort["commits"] = commits;
            }
            sort
        })
    });
    all.collect()
}

/// Rules that look at who took part.
fn looking() -> Value {
    let forbid =
        |id: &str, when: Value| json!({"id": id, "why": "It is so.", "when": when, "forbid": id});
    let ask = |id: &str, require| json!({"id": id, "why": "It is so.", "require": [require]});
    let below = || json!({"author": {"below": "senior"}});
    let above = json!({"approvals": 1, "from": {"level": "above-author"}});
    let others = json!({"approvals": 2, "from": {"not": "executor"}});
    json!([
        forbid("below", below()),
        forbid("not-below", json!({"not": below()})),
        forbid("agents", json!({"acted": "agent"})),
        forbid("humans", json!({"acted": "human"})),
        forbid("services", json!({"acted": "service"})),
        forbid("unresolved", json!({"acted": "unresolved"})),
        forbid("no-humans", json!({"not": {"acted": "human"}})),
        forbid("assisted", json!({"involvement": {"atLeast": "assisted"}})),
        forbid(
            "autonomous",
            json!({"involvement": {"atLeast": "autonomous"}})
        ),
        ask("above", above),
        ask("others", others),
    ])
}

/// Rules under which it may go, and something is owed; one is met by a standing approval too.
fn owing() -> Value {
    json!([
        {"id": "owed", "why": "It is so.", "require": [{"review": {"within": "24h"}}]},
        {"id": "enveloped", "why": "It is so.", "require": [{"approvals": 1}], "waivedBy": ["envelope"]},
    ])
}

/// What differs apart from the participants.
#[derive(Clone, Copy, Debug)]
struct Setting {
    /// Whether nobody is left out.
    whole: bool,
    /// The commits of the change; `None`: not all of them are known.
    commits: Option<&'static [&'static str]>,
    /// Whether the policy believes what is written down.
    believed: bool,
    /// Who has signed the first commit with a key of the roster, and whether the key is still good.
    signer: Option<(&'static str, bool)>,
    /// Who has said that no AI was involved.
    words: &'static [usize],
    /// Whether something is owed, and nothing forbidden.
    owes: bool,
    /// Whether somebody else has approved.
    approved: bool,
}

const PLAIN: Setting = Setting {
    whole: true,
    commits: Some(&["a"]),
    believed: false,
    signer: None,
    words: &[],
    owes: false,
    approved: true,
};

/// The settings that are tried of each two participants.
fn settings(extent: Extent) -> Vec<Setting> {
    let partial = Setting {
        whole: false,
        ..PLAIN
    };
    let owes = Setting {
        owes: true,
        ..PLAIN
    };
    let mut all = vec![
        PLAIN,
        partial,
        Setting {
            commits: Some(&["a", "b"]),
            ..PLAIN
        },
        Setting {
            believed: true,
            words: &[ANN],
            ..PLAIN
        },
        Setting {
            words: &[ANN],
            ..PLAIN
        },
        Setting {
            words: &[ANN],
            ..partial
        },
        Setting {
            signer: Some(("ann", true)),
            words: &[ANN, BOB, DEE],
            ..PLAIN
        },
        owes,
        Setting {
            approved: false,
            ..owes
        },
        Setting {
            whole: false,
            approved: false,
            ..owes
        },
    ];
    if extent == Extent::Whole {
        all.extend([
            Setting {
                commits: Some(&[]),
                ..PLAIN
            },
            Setting {
                commits: None,
                ..PLAIN
            },
            Setting {
                whole: false,
                believed: true,
                words: &[ANN, BOB, DEE],
                ..PLAIN
            },
            Setting {
                words: &[ANN, BOB, DEE],
                ..PLAIN
            },
            Setting {
                signer: Some(("ann", false)),
                ..PLAIN
            },
            Setting {
                signer: Some(("ann", false)),
                believed: true,
                ..PLAIN
            },
            Setting {
                signer: Some(("agt", true)),
                ..PLAIN
            },
            Setting {
                signer: Some(("svc", true)),
                ..PLAIN
            },
            Setting {
                signer: Some(("dee", true)),
                commits: Some(&["a", "b"]),
                words: &[ANN, BOB, DEE],
                ..PLAIN
            },
        ]);
    }
    all
}

fn with(setting: Setting) -> World {
    let mut numbers = vec![0; LENGTH];
    // One person more than at zero.
    numbers[0] = 2;
    let mut world = World::read_more(&numbers);
    world.policy["rule"] = if setting.owes { owing() } else { looking() };
    world.policy["unresolved"] = json!("raise");
    world.policy["provenance"] =
        json!({"humanClaim": if setting.words.len() > 1 { "countersigned" } else { "counts" }});
    if setting.believed {
        world.policy["trust"] = json!({"authorIdentity": "asserted"});
    }
    world.policy["envelope"] = json!([{
        "id": "small", "why": "It is so.", "actor": "svc", "when": {"reversible": true},
        "from": "2026-03-01T00:00:00Z", "until": "2026-04-01T00:00:00Z",
        "rate": {"atMost": 9, "within": "1h"},
    }]);
    let commits = |letters: &[&str]| {
        letters
            .iter()
            .map(|letter| commit(letter))
            .collect::<Vec<_>>()
    };
    world.change["exact"]["commits"] = match setting.commits {
        Some(letters) => json!({"whole": commits(letters)}),
        None => json!({"partial": commits(&["a"])}),
    };
    if let Some((name, is_good)) = setting.signer {
        signed(&mut world, name, is_good);
    }
    let runner = json!({"id": "runner", "kind": "service"});
    let people = world.roster["principal"].as_array_mut();
    people
        .into_iter()
        .for_each(|people| people.push(runner.clone()));
    let approval = Draft::approve(DEE, 0, -600, 0);
    world.drafts = setting.approved.then_some(approval).into_iter().collect();
    for (nonce, by) in (1..).zip(setting.words) {
        world.drafts.push(Draft {
            what: What::Authorship(Involvement::None),
            ..Draft::approve(*by, 0, -500, nonce)
        });
    }
    world
}

/// Somebody has signed the first commit.
fn signed(world: &mut World, name: &str, is_good: bool) {
    let text = format!("tree {}\n\nFix it\n", commit("c"));
    let signature = CommitSignature {
        commit: must(commit("a").parse()),
        signature: SshSig::plain(name, "git").sign(text.as_bytes()),
        signed: text.into_bytes(),
    };
    world.change["live"]["commitSignatures"] = must(serde_json::to_value([signature]));
    let mut key = json!({"public": keys::public(name).to_string(), "scheme": "sshsig"});
    if !is_good {
        key["revoked"] = json!({"at": "2026-03-01T00:00:00Z", "reason": "compromised"});
    }
    let people = world.roster["principal"].as_array_mut();
    let person = people.into_iter().flatten().find(|one| one["id"] == name);
    let held = person.and_then(|person| person["key"].as_array_mut());
    held.into_iter().for_each(|held| held.push(key.clone()));
}

/// Returns every world, one after the other.
pub fn worlds(extent: Extent) -> impl Iterator<Item = World> {
    let seconds = sorts();
    let firsts: Vec<Value> = match extent {
        Extent::Whole => seconds.clone(),
        // Whoever wrote the commit, in each way.
        Extent::Part => seconds
            .iter()
            .filter(|sort| sort["role"] == "author" && sort["commits"].is_null())
            .cloned()
            .collect(),
    };
    let plain = settings(extent).into_iter();
    plain.flat_map(move |setting| {
        let world = with(setting);
        let (firsts, seconds) = (firsts.clone(), seconds.clone());
        firsts.into_iter().flat_map(move |first| {
            let world = world.clone();
            let both = seconds.clone().into_iter();
            both.map(move |second| {
                let mut world = world.clone();
                let word = if setting.whole { "whole" } else { "partial" };
                // Who stands there twice is one participant.
                let parts = if first == second {
                    vec![&first]
                } else {
                    vec![&first, &second]
                };
                world.change["live"]["participants"] = json!({word: parts});
                world
            })
        })
    })
}
