//! Laws 1 and 2: the same inputs give the same bytes, in whatever order and however often they come.

use foureyes::Decision;
use foureyes_tests::generate::{Choices, compile, envelopes};
use serde_json::Value;

use crate::runner::{law, law_over};

/// Lists whose order means something: seniority, and which requirement comes first.
const ORDERED: &[&str] = &["levels", "require", "including", "floor", "allOf", "anyOf"];

/// Shuffles every list whose order means nothing.
fn shuffle(choices: &mut Choices<'_>, value: &mut Value) {
    match value {
        Value::Array(items) => {
            choices.shuffle(items);
            for item in items {
                shuffle(choices, item);
            }
        }
        Value::Object(members) => {
            for (name, member) in members {
                match member {
                    Value::Array(items) if ORDERED.contains(&name.as_str()) => {
                        for item in items {
                            shuffle(choices, item);
                        }
                    }
                    member => shuffle(choices, member),
                }
            }
        }
        _ => {}
    }
}

/// The canonical bytes without the digests of the documents.
fn bytes(decision: &Decision) -> String {
    let mut value: Value =
        serde_json::from_str(&decision.to_json()).expect("canonical bytes are JSON");
    for documents in ["policies", "rosters"] {
        value["inputs"][documents] = Value::Null;
    }
    format!("{value:#}")
}

#[test]
fn deterministic() {
    law_over(400, |world, _| {
        let (gate, change, signed) = (world.gate(), world.change(), world.sign());
        let once = world.decide_under(&gate, &change, &signed).to_json();
        let set = world.verify(&gate, &envelopes(&signed));
        let again = || {
            world.with_request(&change, &set, &signed, |request| {
                gate.evaluate(request).to_json()
            })
        };
        let afresh = || world.decide_with(&signed).to_json();
        // Verified under another roster: the gate has to do it again.
        let mut other = world.roster.clone();
        other["version"] = 8.into();
        let elsewhere = world.verify(&compile(&world.policy, &other), &envelopes(&signed));
        let told = world.with_request(&change, &elsewhere, &signed, |request| {
            gate.evaluate(request).to_json()
        });
        let together = std::thread::scope(|scope| {
            let threads = [scope.spawn(again), scope.spawn(afresh), scope.spawn(again)];
            threads.map(|thread| thread.join().expect("no panic"))
        });
        for bytes in together.into_iter().chain([told, again()]) {
            if bytes != once {
                return Err(format!("{once}\n{bytes}"));
            }
        }
        Ok(())
    });
}

#[test]
fn order_does_not_matter() {
    law(|world, choices| {
        let signed = world.sign();
        let before = world.decide_with(&signed);
        let mut other = world.clone();
        let mut mixed = signed.clone();
        choices.shuffle(&mut mixed);
        shuffle(choices, &mut other.roster);
        shuffle(choices, &mut other.policy);
        shuffle(choices, &mut other.change);
        // What was used before is named by position.
        let (gate, change) = (other.gate(), other.change());
        let set = other.verify(&gate, &envelopes(&mixed));
        let after = other.with_request(&change, &set, &signed, |request| gate.evaluate(request));
        let (then, now) = (bytes(&before), bytes(&after));
        if then == now {
            Ok(())
        } else {
            Err(format!("{then}\n{now}"))
        }
    });
}

#[test]
fn duplicates_do_not_matter() {
    law(|world, choices| {
        let signed = world.sign();
        let before = world.decide_with(&signed);
        let mut other = world.clone();
        for list in ["claims", "evidence"] {
            for extent in ["whole", "partial"] {
                let place = format!("/live/{list}/{extent}");
                if let Some(items) = other
                    .change
                    .pointer_mut(&place)
                    .and_then(Value::as_array_mut)
                {
                    let twice = choices.some(items, 60);
                    items.extend(twice);
                }
            }
        }
        let mut doubled = signed.clone();
        doubled.extend(choices.some(&signed, 60));
        let after = other.decide_with(&doubled);
        let (then, now) = (bytes(&before), bytes(&after));
        if then == now {
            Ok(())
        } else {
            Err(format!("{then}\n{now}"))
        }
    });
}
