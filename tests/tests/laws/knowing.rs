//! Law 11: knowing less, or hearing it from somebody taking part, never opens.

use foureyes_tests::compare::opens;
use foureyes_tests::generate::{Choices, World};
use serde_json::{Value, json};

use crate::runner::law_over;

/// Every fact and list that the change has, by section and name.
fn known(change: &Value) -> Vec<(&'static str, String)> {
    let mut known = Vec::new();
    if change["live"]
        .get("facts")
        .is_some_and(|facts| facts != &json!({}))
    {
        known.push(("live", "facts".to_owned()));
    }
    for section in ["exact", "seen", "live"] {
        for (name, value) in change[section].as_object().into_iter().flatten() {
            let fact = value.as_object().filter(|value| value.len() == 1);
            let origins = ["collected", "signed", "declared", "whole"];
            if fact.is_some_and(|fact| origins.iter().any(|origin| fact.contains_key(*origin))) {
                known.push((section, name.clone()));
            }
        }
        known.extend(["from", "result", "plan"].iter().filter_map(|name| {
            let there = section == "exact" && change[section].get(*name).is_some();
            there.then(|| (section, (*name).to_owned()))
        }));
    }
    known
}

/// Forgets one thing; says what.
fn forget(choices: &mut Choices<'_>, world: &mut World) -> String {
    if choices.chance(6) {
        world.complete = false;
        world.duty = None;
        return "completeness and duty".to_owned();
    }
    let all = known(&world.change);
    let (section, name) = choices.pick(&all).clone();
    let slot = &mut world.change[section][&name];
    match slot.get("whole").cloned() {
        Some(items) if choices.chance(50) => *slot = json!({"partial": items}),
        // What paths and ownership say stands in for a list that is not there at all: only what the list itself
        // added would be forgotten, and that is another list, not less knowledge of the same one.
        Some(items) if adds(&name, &items) && !items.as_array().is_some_and(Vec::is_empty) => {
            *slot = json!({"partial": items})
        }
        _ => drop(
            world.change[section]
                .as_object_mut()
                .expect("an object")
                .remove(&name),
        ),
    }
    format!("{section}.{name}")
}

/// Lists to which paths add, and claims that name somebody who took part.
fn adds(name: &str, items: &Value) -> bool {
    let named = name == "claims" && items.to_string().contains("\"operator\"");
    named || matches!(name, "kinds" | "services" | "tiers")
}

#[test]
fn knowing_less_never_opens() {
    law_over(1_000, |world, choices| {
        let mut less = world.clone();
        // A relaxation by name says what to take for an unknown fact.
        less.policy
            .as_object_mut()
            .expect("an object")
            .remove("derive");
        let world = less.clone();
        let signed = world.sign();
        let before = world.decide_with(&signed);
        let what = forget(choices, &mut less);
        for after in [less.decide(), less.decide_with(&signed)] {
            if opens(&before, &after) {
                return Err(format!("{what}\n{}\n{}", before.explain(), after.explain()));
            }
        }
        Ok(())
    });
}

/// Every fact with a value of it.
fn values(choices: &mut Choices<'_>) -> (&'static str, &'static str, Value) {
    let (section, name, values): (_, _, &[Value]) = match choices.below(9) {
        0 => (
            "exact",
            "environment",
            &[json!("staging"), json!("test"), json!("production")],
        ),
        1 => ("seen", "destructive", &[json!(false), json!(true)]),
        2 => ("seen", "reversible", &[json!(true), json!(false)]),
        3 => ("seen", "rollout", &[json!("staged"), json!("instant")]),
        4 => ("seen", "blast", &[json!("none"), json!("global")]),
        5 => ("live", "credential", &[json!("issued"), json!("notIssued")]),
        7 => (
            "live",
            "firstSeenAt",
            &[json!("2026-01-01T00:00:00Z"), json!("2026-03-10T11:00:00Z")],
        ),
        6 => ("live", "plan", &[json!("current"), json!("superseded")]),
        _ => ("live", "coverage", &[json!("lifetime")]),
    };
    (section, name, choices.pick(values).clone())
}

#[test]
fn a_declared_value_never_opens() {
    law_over(700, |world, choices| {
        let (section, name, value) = values(choices);
        let mut unknown = world.clone();
        unknown.change[section]
            .as_object_mut()
            .expect("an object")
            .remove(name);
        let mut declared = world.clone();
        declared.change[section][name] = json!({"declared": value});
        let signed = unknown.sign();
        let before = unknown.decide_with(&signed);
        for after in [declared.decide(), declared.decide_with(&signed)] {
            if opens(&before, &after) {
                return Err(format!(
                    "{name} {value}\n{}\n{}",
                    before.explain(),
                    after.explain()
                ));
            }
        }
        // And what was collected opens nothing once it is only declared.
        let mut collected = world.clone();
        collected.change[section][name] = json!({"collected": value});
        let (before, after) = (collected.decide(), declared.decide());
        if opens(&before, &after) {
            return Err(format!(
                "{name} {value} declared instead\n{}\n{}",
                before.explain(),
                after.explain()
            ));
        }
        Ok(())
    });
}
