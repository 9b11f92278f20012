//! Conditions, each in a polarity in which it may stand.

use serde_json::{Value, json};

use super::Choices;

/// An atom that may stand in either reading.
fn either(choices: &mut Choices<'_>) -> Value {
    match choices.below(18) {
        0 => json!({"environment": choices.pick(&["production", "staging", "test"])}),
        1 => json!({"environment": ["production", "staging"]}),
        2 => json!({"kind": choices.pick(&["code", "data", "iam", "docs", "policy"])}),
        3 => json!({"kind": ["code", "config", "docs"]}),
        4 => json!({"service": choices.pick(&["checkout", "search"])}),
        5 => {
            json!({"tier": choices.pick(&[json!(1), json!([1, 2]), json!({"atMost": 2}), json!(3)])})
        }
        6 if choices.chance(25) => {
            json!({"author": {"firstContribution": choices.pick(&[true, false])}})
        }
        6 => json!({"author": {"below": choices.pick(&["senior", "mid", "principal"])}}),
        7 if choices.chance(35) => json!({"condition": choices.pick(&["harsh", "grave"])}),
        7 => json!({"destructive": *choices.pick(&[true, false])}),
        8 => json!({"reversible": *choices.pick(&[false, true])}),
        9 => json!({"rollout": choices.pick(&["instant", "staged"])}),
        10 => json!({"blast": {"atLeast": choices.pick(&["region", "cell", "global"])}}),
        11 => {
            json!({"touches": choices.pick(&[json!("hot"), json!(["hot", "docs"]), json!("docs")])})
        }
        12 => {
            json!({"acted": choices.pick(&[json!("human"), json!("agent"), json!(["human", "service"]), json!("unresolved")])})
        }
        13 => json!({"team": choices.pick(&["core", "payments"])}),
        14 => {
            json!({"resources": choices.pick(&[json!({"action": "delete"}), json!({"type": ["db", "dns"]}), json!({"type": "db", "action": ["delete", "replace"]})])})
        }
        15 => json!({"during": choices.pick(&["gala", "weekly"])}),
        16 => {
            json!({"fact": choices.pick(&[json!({"first": true}), json!({"replicas": {"atLeast": 3}}), json!({"replicas": [1, 2], "first": false})])})
        }
        _ => match choices.below(2) {
            0 => json!({"credential": choices.pick(&["notIssued", "borrowed", "issued"])}),
            _ => json!({"plan": choices.pick(&["superseded", "current"])}),
        },
    }
}

/// An atom that may only ask for more.
fn tightening(choices: &mut Choices<'_>) -> Value {
    match choices.below(11) {
        0 | 1 => {
            json!({"involvement": {"atLeast": choices.pick(&["advised", "assisted", "generated", "autonomous"])}})
        }
        2 => {
            json!({"involvement": {"includes": choices.pick(&["assisted", "generated", "advised"])}})
        }
        3 => json!({"marked": choices.pick(&[json!("stop"), json!(["stop", "ai"])])}),
        5 => json!({"tool": choices.pick(&[json!("quill"), json!(["quill", "scribe"])])}),
        6 => json!({"model": choices.pick(&["ink-*", "ink-2"])}),
        7 => json!({"lines": {"atLeast": choices.pick(&[1, 4, 12])}}),
        8 => json!({"resources": {"action": "delete", "atLeast": choices.pick(&[1, 2])}}),
        9 => json!({"aiTouches": choices.pick(&[json!("hot"), json!(["hot", "docs"])])}),
        4 => json!({"failed": choices.pick(&["tests", "backup"])}),
        _ => json!({"frozen": true}),
    }
}

/// Returns a condition whose truth asks for more.
pub(super) fn restricting(choices: &mut Choices<'_>, depth: usize) -> Value {
    if depth > 0 {
        match choices.below(10) {
            7 => {
                return json!({"all": [restricting(choices, depth - 1), restricting(choices, depth - 1)]});
            }
            8 => {
                return json!({"any": [restricting(choices, depth - 1), restricting(choices, depth - 1)]});
            }
            9 => return json!({"not": exempting(choices, depth - 1)}),
            _ => {}
        }
    }
    if choices.chance(22) {
        tightening(choices)
    } else {
        either(choices)
    }
}

/// Returns a condition whose truth lets something through.
pub(super) fn exempting(choices: &mut Choices<'_>, depth: usize) -> Value {
    if depth > 0 {
        match choices.below(8) {
            5 => {
                return json!({"all": [exempting(choices, depth - 1), exempting(choices, depth - 1)]});
            }
            6 => {
                return json!({"any": [exempting(choices, depth - 1), exempting(choices, depth - 1)]});
            }
            7 => return json!({"not": tightening(choices)}),
            _ => {}
        }
    }
    if choices.chance(5) {
        return json!({"lines": {"atMost": choices.pick(&[4, 12])}});
    }
    if choices.chance(6) {
        return json!({"recorded": choices.pick(&[json!("tool"), json!(["tool", "model"])])});
    }
    either(choices)
}
