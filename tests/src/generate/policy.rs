//! Policies: rules out of a menu of conditions and requirements, floors, freezes, relaxations.

use serde_json::{Value, json};

use super::conditions::{exempting, restricting};
use super::{Choices, instant};

fn selector(choices: &mut Choices<'_>) -> Value {
    match choices.below(11) {
        10 => json!({"group": choices.pick(&["elders", "core-elders"])}),
        0 => json!({"level": {"atLeast": "senior"}}),
        1 => json!({"level": {"atLeast": "mid"}}),
        2 => json!({"owns": "service"}),
        3 => json!({"team": "core"}),
        4 => json!({"role": "policy_owner"}),
        5 => json!({"level": "above-author"}),
        6 => json!({"not": "executor"}),
        7 => json!({"level": {"atLeast": "mid"}, "heldFor": choices.pick(&["1h", "2h"])}),
        8 => json!({"trained": "oncall"}),
        _ => json!({"level": {"atLeast": "senior"}, "team": "core"}),
    }
}

fn with(choices: &mut Choices<'_>) -> Value {
    match choices.below(4) {
        0 => json!({"maxAge": choices.pick(&["1h", "2h", "1d"])}),
        1 => json!({"meaning": choices.pick(&["review", "release"])}),
        2 => json!({"acknowledged": ["read"]}),
        _ => json!({"maxAge": "1d", "meaning": "review"}),
    }
}

fn approvals(choices: &mut Choices<'_>) -> Value {
    let mut requirement = json!({"approvals": choices.pick(&[1, 1, 1, 1, 2, 2, 3])});
    if choices.chance(45) {
        requirement["from"] = selector(choices);
    }
    if choices.chance(25) {
        let seats = 1 + choices.below(3) / 2;
        requirement["including"] = (0..seats).map(|_| selector(choices)).collect();
    }
    if choices.chance(15) {
        requirement["with"] = with(choices);
    }
    if choices.chance(20) {
        requirement["veto"] = json!(false);
    }
    requirement
}

/// Returns a requirement, or one of several ways.
pub fn requirement(choices: &mut Choices<'_>) -> Value {
    if choices.chance(14) {
        let ways = 2 + choices.below(4) / 3;
        let any: Value = (0..ways).map(|_| way(choices)).collect();
        return json!({"anyOf": any});
    }
    single(choices)
}

/// One of several ways.
fn way(choices: &mut Choices<'_>) -> Value {
    if choices.chance(35) {
        return json!({"allOf": [single(choices), single(choices)]});
    }
    single(choices)
}

/// A review that is owed afterwards.
fn review(choices: &mut Choices<'_>) -> Value {
    let mut review = json!({"within": choices.pick(&["1h", "2d"])});
    if choices.chance(40) {
        review["approvals"] = json!(2);
    }
    if choices.chance(40) {
        review["from"] = selector(choices);
    }
    json!({"review": review})
}

/// Returns what a rule requires, one by one in the order of the document.
pub fn leaves(required: &Value) -> Vec<&Value> {
    let required = required.as_array().into_iter().flatten();
    required
        .flat_map(|one| match (one.get("allOf"), one.get("anyOf")) {
            (Some(parts), _) | (None, Some(parts)) => leaves(parts),
            (None, None) => vec![one],
        })
        .collect()
}

/// A requirement that holds no other.
fn single(choices: &mut Choices<'_>) -> Value {
    let mut requirement = match choices.below(18) {
        17 => review(choices),
        14 => {
            let issuers = choices
                .pick(&[json!("rostered"), json!({"only": ["svc"]})])
                .clone();
            let mut asked =
                json!({"evidence": choices.pick(&["tests", "backup"]), "issuers": issuers});
            if choices.chance(40) {
                asked["maxAge"] = json!("1h");
            }
            asked
        }
        15 => json!({"must": exempting(choices, 1)}),
        16 if choices.chance(50) => json!({"wait": choices.pick(&["1h", "1h", "2h"])}),
        _ => approvals(choices),
    };
    if choices.chance(15) {
        requirement["name"] = json!(choices.pick(&["sign-off", "review"]));
    }
    requirement
}

/// Returns a condition for a `when`.
pub fn condition(choices: &mut Choices<'_>) -> Value {
    restricting(choices, 2)
}

/// Returns a rule of that name.
pub fn rule(choices: &mut Choices<'_>, id: &str) -> Value {
    let mut rule = json!({"id": id, "why": "Because it was so before."});
    if choices.chance(64) {
        rule["when"] = condition(choices);
    }
    if rule.get("when").is_some() && choices.chance(16) {
        rule["forbid"] = json!("refused");
    } else {
        let count = 1 + choices.below(10) / 7 + choices.below(10) / 8;
        rule["require"] = (0..count).map(|_| requirement(choices)).collect();
    }
    rule
}

/// Adds a rule that refuses in a freeze, where no rule asks about one: a policy with a freeze needs it.
pub fn ask_about_freezes(policy: &mut Value) {
    if policy.to_string().contains("\"frozen\"") {
        return;
    }
    let rule =
        json!({"id": "frozen", "why": "Rest.", "when": {"frozen": true}, "forbid": "freeze"});
    if let Some(rules) = policy.get_mut("rule").and_then(Value::as_array_mut) {
        rules.push(rule);
    }
}

/// Returns a freeze of that name.
pub(super) fn freeze(choices: &mut Choices<'_>, id: &str) -> Value {
    let from = *choices.pick(&[-3_600, 1, 600]);
    json!({"id": id, "why": "Rest.", "from": instant(from), "to": instant(from + 7_200)})
}

/// The settings that are relaxations, by name, and the settings that tighten.
fn settings(choices: &mut Choices<'_>, policy: &mut Value) {
    if choices.chance(65) {
        policy["unmatched"] =
            json!(choices.pick(&["allow", "allow", "allow", "allow", "allow", "hold"]));
    }
    if choices.chance(30) {
        policy["provenance"] = json!({"presume": choices.pick(&["assisted", "none"])});
    }
    if choices.chance(25) {
        policy["trust"] = json!({"authorIdentity": "asserted"});
    }
    if choices.chance(60) {
        policy["unresolved"] = json!(choices.pick(&["raise", "raise", "raise", "hold"]));
    }
    if choices.chance(15) {
        policy["derive"] = json!({"destructivePaths": ["db/**"]});
    }
    if choices.chance(20) {
        policy["where"] = json!({"environment": choices.pick(&["production", "staging"])});
    }
    if choices.chance(12) {
        policy["everySignature"] = with(choices);
    }
    if choices.chance(35) {
        let count = *choices.pick(&[1, 2]);
        let mut lift = json!({"approvals": count});
        if choices.chance(50) {
            lift["from"] = selector(choices);
        }
        if choices.chance(30) {
            lift["including"] = json!([selector(choices)]);
        }
        policy["vetoLift"] = lift;
    }
    if choices.chance(10) {
        policy["completeStatements"] = json!("required");
    }
    if choices.chance(15) {
        policy["decisionTtl"] = json!({"production": "5m", "elsewhere": "2h"});
    }
    if choices.chance(8) {
        policy["until"] = json!(instant(*choices.pick(&[1_800, 1_800, 60, -60])));
        if choices.chance(70) {
            policy["afterwards"] = json!("destruction");
            policy["extends"] = json!(["destruction", "common/freeze"]);
        }
    }
    if choices.chance(5) {
        policy["expires"] = json!(instant(*choices.pick(&[7_200, -60])));
    }
}

/// Returns a policy document.
pub(super) fn policy(choices: &mut Choices<'_>, id: &str) -> Value {
    let mut policy = json!({
        "policy": "foureyes/policy/v1",
        "id": id,
        "version": 3,
        "vocabulary": {
            "environments": ["production", "staging", "test"],
            "environmentAliases": {"prod": "production"},
            "evidence": ["tests", "backup"],
            "facts": ["first", "replicas"],
            "marks": ["stop", "ai"],
        },
        "window": [
            {"id": "gala", "from": instant(-600), "to": instant(1_800)},
            {"id": "weekly", "days": ["tue", "sat"], "after": "09:00", "before": "17:30", "offset": "-02:00"},
        ],
        "conditions": {
            "harsh": {"any": [{"destructive": true}, {"touches": "hot"}]},
            "grave": {"condition": "harsh", "reversible": false},
        },
        "groups": {
            "elders": {"level": {"atLeast": "senior"}},
            "core-elders": {"group": "elders", "team": "core"},
        },
        "paths": {"hot": ["checkout/**", "db/**"], "docs": ["docs/**", "*.md"]},
    });
    settings(choices, &mut policy);
    let rules = *choices.pick(&[1, 1, 1, 2, 2, 3, 4, 0]);
    policy["rule"] = (0..rules)
        .map(|index| rule(choices, &format!("rule-{index}")))
        .collect();
    if choices.chance(15) {
        policy["floor"] = json!([requirement(choices)]);
    }
    if choices.chance(15) {
        policy["freeze"] = json!([freeze(choices, "first")]);
        ask_about_freezes(&mut policy);
    }
    if choices.chance(15) {
        policy["protects"] = json!(["search/gate/**"]);
    }
    if choices.chance(40) {
        let word = choices.pick(&["counts", "counts", "countersigned", "off"]);
        policy["provenance"]["humanClaim"] = json!(word);
    }
    if choices.chance(20) {
        policy["revertWithin"] = json!(choices.pick(&["1h", "3d"]));
    }
    if choices.chance(25) {
        exempt(&mut policy);
    }
    if choices.chance(15) {
        policy["envelope"] = json!([envelope(choices)]);
        exempt(&mut policy);
    }
    policy
}

/// A standing approval of the service.
fn envelope(choices: &mut Choices<'_>) -> Value {
    let from = *choices.pick(&[-3_600, -3_600, -3_600, 600]);
    let mut envelope = json!({
        "id": "routine",
        "why": "It runs all day.",
        "actor": "svc",
        "from": instant(from),
        "until": instant(from + *choices.pick(&[7_200, 7_200, 3_601])),
        "when": exempting(choices, 1),
        "rate": {"atMost": choices.pick(&[1, 2]), "within": choices.pick(&["1h", "10m"])},
    });
    if choices.chance(30) {
        envelope["require"] = json!([{"evidence": "tests", "issuers": "rostered"}]);
    }
    envelope
}

/// Lets an emergency revert, and a standing approval, stand in for whatever it may stand in for.
pub fn exempt(policy: &mut Value) {
    let rules = policy.get_mut("rule").and_then(Value::as_array_mut);
    for rule in rules.into_iter().flatten() {
        let when = rule.get("when").map(Value::to_string).unwrap_or_default();
        let is_freeze = rule["when"] == json!({"frozen": true});
        let is_grave = ["destructive", "iam", "policy"]
            .iter()
            .any(|word| when.contains(word));
        if is_freeze {
            rule["waivedBy"] = json!(["emergency-revert"]);
        } else if rule.get("require").is_some() && !is_grave {
            rule["waivedBy"] = json!(["emergency-revert", "envelope"]);
        }
    }
}
