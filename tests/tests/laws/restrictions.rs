//! Laws 3 and 19: restrictions only add up.

use foureyes::decision::ReasonCode;
use foureyes::{Decision, Gate};
use foureyes_tests::compare::{blocks, loosens};
use foureyes_tests::generate::{
    Choices, World, asks_for_freezes, condition, instant, requirement, rule,
};
use serde_json::{Value, json};

use crate::runner::{law, law_over};

/// Appends to a list of the policy.
fn push(policy: &mut Value, list: &str, item: Value) {
    match policy.get_mut(list).and_then(Value::as_array_mut) {
        Some(items) => items.push(item),
        None => policy[list] = json!([item]),
    }
}

/// Adds one restriction; says which.
fn restrict(choices: &mut Choices<'_>, policy: &mut Value, matched: bool) -> &'static str {
    match choices.below(8) {
        0 if asks_for_freezes(policy) => {
            let from = *choices.pick(&[-3_600, 60]);
            let count = policy["freeze"].as_array().map_or(0, Vec::len);
            let freeze = json!({"id": format!("added-{count}"), "why": "Rest.", "from": instant(from), "to": instant(from + 7_200)});
            push(policy, "freeze", freeze);
            "a freeze"
        }
        1 => {
            push(policy, "floor", requirement(choices));
            "a floor"
        }
        2 => {
            push(
                policy,
                "protects",
                json!(choices.pick(&["checkout/**", "**/*.md", "nowhere/**"])),
            );
            "a protected place"
        }
        3 if matched => {
            push(policy, "rule", rule(choices, "added"));
            "a rule"
        }
        4 => {
            let refused =
                json!({"id": "added", "why": "No.", "when": condition(choices), "forbid": "no"});
            if matched {
                push(policy, "rule", refused);
            }
            "a refusal"
        }
        5 => {
            policy["completeStatements"] = json!("required");
            "complete statements"
        }
        _ => {
            let rules = policy["rule"].as_array_mut().expect("rules");
            let mut asking: Vec<&mut Value> = rules
                .iter_mut()
                .filter(|rule| rule.get("require").is_some())
                .collect();
            let count = asking.len();
            if count > 0 {
                let rule = &mut asking[choices.below(count)];
                push(rule, "require", requirement(choices));
            }
            "a requirement"
        }
    }
}

#[test]
fn adding_a_restriction_never_loosens() {
    law(|world, choices| {
        let signed = world.sign();
        let before = world.decide_with(&signed);
        let mut other = world.clone();
        let matched = !blocks(&before, ReasonCode::NoRule);
        let what = restrict(choices, &mut other.policy, matched);
        let after = other.decide_with(&signed);
        if loosens(&before, &after) {
            return Err(format!(
                "{what}: {:#}\n{}\n{}",
                other.policy,
                before.explain(),
                after.explain()
            ));
        }
        let both = Gate::all(before.clone(), [after]);
        if loosens(&before, &both) {
            return Err(format!(
                "a second policy\n{}\n{}",
                before.explain(),
                both.explain()
            ));
        }
        Ok(())
    });
}

/// Decides about the change of a world under three policies.
fn three(world: &World, choices: &mut Choices<'_>) -> [Decision; 3] {
    let signed = world.sign();
    let mut under = |id: &str| {
        let mut other = world.clone();
        other.policy["id"] = json!(id);
        for _ in 0..choices.below(3) {
            restrict(choices, &mut other.policy, false);
        }
        if choices.chance(30) {
            other.policy["rule"] = json!([]);
            other.policy["freeze"] = json!([]);
        }
        other.decide_with(&signed)
    };
    [under("one"), under("two"), under("three")]
}

#[test]
fn composition_is_the_worst() {
    law_over(500, |world, choices| {
        let [one, two, three] = three(world, choices);
        let all = |first: &Decision, second: &Decision| Gate::all(first.clone(), [second.clone()]);
        let both = all(&one, &two);
        if both.verdict() != one.verdict().min(two.verdict()) {
            return Err(format!(
                "not the worst\n{}\n{}\n{}",
                one.explain(),
                two.explain(),
                both.explain()
            ));
        }
        for (law, left, right) in [
            ("commutative", both.clone(), all(&two, &one)),
            (
                "associative",
                all(&both, &three),
                all(&one, &all(&two, &three)),
            ),
            ("idempotent", all(&one, &one), one.clone()),
        ] {
            if left != right {
                return Err(format!(
                    "not {law}\n{}\n{}",
                    left.to_json(),
                    right.to_json()
                ));
            }
        }
        if both.record().recheck_by != one.record().recheck_by.min(two.record().recheck_by) {
            return Err("not the earliest recheck".to_owned());
        }
        Ok(())
    });
}
