//! Records of checks: one, or a good one and another, of every result, origin, issuer, age, place and subject, under
//! everything that can be asked of them (semantics 9.3).

use serde_json::{Value, json};

use crate::generate::{Draft, LENGTH, World, instant};

/// Where in the cast somebody is who approves, and the service.
const DEE: usize = 3;
const SVC: usize = 5;

fn asks() -> Vec<Value> {
    let issuers = [
        json!("rostered"),
        json!({"only": ["svc"]}),
        json!({"only": ["agt", "dee"]}),
    ];
    let more = [
        json!({}),
        json!({"maxAge": "1h"}),
        json!({"reviewed": true}),
        json!({"reviewed": false, "maxAge": "1h"}),
    ];
    let both = issuers.iter().flat_map(|issuers| {
        more.iter().map(move |more| {
            let mut ask = more.clone();
            ask["evidence"] = json!("tests");
            ask["issuers"] = issuers.clone();
            ask
        })
    });
    let two = json!({"evidence": ["tests", "backup"], "issuers": "rostered"});
    both.chain([two]).collect()
}

/// A record, and what it is said to be instead.
fn record(digit: &str, change: &Value) -> Value {
    let mut record = json!({
        "type": "tests", "result": "passed", "origin": "collected", "issuer": "svc", "at": instant(-60),
        "digest": format!("sha256:{}", digit.repeat(64)),
    });
    for (name, value) in change.as_object().into_iter().flatten() {
        if value.is_null() {
            record.as_object_mut().map(|record| record.remove(name));
        } else {
            record[name] = value.clone();
        }
    }
    record
}

fn others() -> Vec<Value> {
    let own = json!({"sha256": "1".repeat(64)});
    let another = json!({"sha256": "7".repeat(64)});
    let words = |name: &str, words: &[&str]| {
        words
            .iter()
            .map(|word| json!({name: word}))
            .collect::<Vec<_>>()
    };
    let mut all = words("result", &["passed", "failed", "error", "skipped"]);
    all.extend(words("origin", &["declared", "signed"]));
    all.extend(words("issuer", &["agt", "dee", "nobody"]));
    all.extend(words(
        "environment",
        &["production", "prod", "staging", "mars"],
    ));
    all.extend([-3_600, -3_599, 120, 121].map(|at| json!({"at": instant(at)})));
    all.extend([own, another].map(|subject| json!({"subject": subject})));
    all.extend([
        json!({"type": "backup"}),
        json!({"issuer": null}),
        json!({"issuer": null, "origin": "signed"}),
        json!({"result": "failed", "origin": "declared"}),
        json!({"result": "failed", "issuer": "nobody"}),
        json!({"result": "failed", "environment": "staging"}),
        json!({"result": "error", "at": instant(-3_600)}),
    ]);
    all
}

fn plain() -> World {
    let mut numbers = vec![0; LENGTH];
    // One person more than at zero.
    numbers[0] = 2;
    let mut world = World::read_more(&numbers);
    world.roster["principal"][SVC]["evidence"] = json!(["tests"]);
    world
}

/// Returns every world, one after the other.
pub fn worlds() -> impl Iterator<Item = World> {
    let alone = others()
        .into_iter()
        .map(|change| vec![record("5", &change)]);
    let beside = others()
        .into_iter()
        .map(|change| vec![record("5", &json!({})), record("6", &change)]);
    let lists: Vec<Vec<Value>> = [Vec::new()]
        .into_iter()
        .chain(alone)
        .chain(beside)
        .collect();
    let world = plain();
    asks().into_iter().flat_map(move |ask| {
        let (world, lists) = (world.clone(), lists.clone());
        lists.into_iter().flat_map(move |list| {
            // Whether all of them are known, where it goes, and whether somebody has looked.
            [
                ("whole", "production", true),
                ("partial", "prod", true),
                ("whole", "prod", false),
            ]
            .map(|(word, place, approved)| {
                let mut world = world.clone();
                let rule =
                    json!({"id": "rule", "why": "It is so.", "require": [{"approvals": 1}, ask]});
                world.policy["rule"] = json!([rule]);
                world.change["live"]["evidence"] = json!({word: list});
                world.change["exact"]["environment"] = json!({"collected": place});
                let approval = Draft::approve(DEE, 0, -30, 0);
                world.drafts = approved.then_some(approval).into_iter().collect();
                world
            })
        })
    })
}
