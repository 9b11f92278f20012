//! Law 16: what is exempted is what says so, and nothing else.

use std::collections::BTreeMap;

use foureyes::Decision;
use foureyes::decision::{Effect, ReasonCode, Status};
use foureyes_tests::compare::opens;
use foureyes_tests::generate::{Choices, World, ask_about_freezes, exempt, restored};
use serde_json::{Value, json};

use crate::runner::law_over;

/// A world in which something is brought back, as a rule, and whose policy lets that stand in for what it may.
fn reverting(world: &World, choices: &mut Choices<'_>) -> World {
    let mut world = world.clone();
    let (mut exact, mut seen) = (world.change["exact"].clone(), world.change["seen"].clone());
    let last = *choices.pick(&[-600, -600, -600, 600]);
    world.change["live"]["restores"] = json!({"collected": restored(&mut exact, &mut seen, last)});
    world.change["exact"] = exact;
    world.change["seen"] = seen;
    ask_about_freezes(&mut world.policy);
    exempt(&mut world.policy);
    world
}

/// How every requirement of these rules stands. One that a stricter one covers is not met.
fn standing(decision: &Decision, wanted: impl Fn(&str) -> bool) -> BTreeMap<(String, u32), Status> {
    let records = decision.record().requirements.iter();
    let plain = |status| match status {
        Status::Covered => Status::Unmet,
        other => other,
    };
    records
        .filter(|record| wanted(&record.rule))
        .map(|record| {
            (
                (record.rule.to_string(), record.requirement),
                plain(record.status),
            )
        })
        .collect()
}

#[test]
fn exemptions_are_local() {
    law_over(600, |world, choices| {
        let mut with = reverting(world, choices);
        let rules = with.policy["rule"].as_array().map_or(0, Vec::len);
        if rules == 0 {
            return Ok(());
        }
        let at = choices.below(rules);
        let signed = with.sign();
        let before = with.decide_with(&signed);
        let rule = with.policy["rule"][at].as_object_mut().expect("a rule");
        rule.remove("waivedBy");
        let id = format!("team/{}", rule["id"].as_str().expect("a name"));
        let after = with.decide_with(&signed);
        let others = |decision| standing(decision, |rule| rule != id);
        if opens(&before, &after) || others(&before) != others(&after) {
            return Err(format!("{id}\n{}\n{}", before.explain(), after.explain()));
        }
        Ok(())
    });
}

#[test]
fn vetoes_forbids_and_floor_are_never_waived() {
    let waived = std::cell::Cell::new(0_u32);
    law_over(600, |world, choices| {
        let with = reverting(world, choices);
        let mut without = with.clone();
        without.change["live"]
            .as_object_mut()
            .expect("an object")
            .remove("restores");
        let signed = with.sign();
        let (after, before) = (with.decide_with(&signed), without.decide_with(&signed));
        let refused = |decision: &Decision| -> Vec<String> {
            let freezes: Vec<String> = with.policy["rule"]
                .as_array()
                .into_iter()
                .flatten()
                .filter(|rule| rule["when"] == json!({"frozen": true}))
                .map(|rule| format!("team/{}", rule["id"].as_str().expect("a name")))
                .collect();
            let reasons = decision.reasons().iter();
            reasons
                .filter(|reason| reason.effect == Effect::Deny)
                .filter(|reason| {
                    reason
                        .rule
                        .as_ref()
                        .is_none_or(|rule| !freezes.contains(rule))
                })
                .map(|reason| format!("{reason:?}"))
                .collect()
        };
        let floor = |decision| standing(decision, |rule| rule.contains("floor"));
        let is_same = refused(&before) == refused(&after) && floor(&before) == floor(&after);
        if !is_same || opens(&after, &before) {
            return Err(format!("{}\n{}", before.explain(), after.explain()));
        }
        let notes = after.reasons().iter();
        let any = { notes }.any(|reason| reason.code == ReasonCode::Waived);
        waived.set(waived.get() + u32::from(any));
        Ok(())
    });
    assert!(
        waived.get() > 100,
        "something was waived {} times",
        waived.get()
    );
}

#[test]
fn what_is_destructive_or_of_kind_iam_is_never_waived() {
    law_over(300, |world, choices| {
        let mut with = reverting(world, choices);
        match choices.below(5) {
            0 => with.change["seen"]["destructive"] = json!({"collected": true}),
            1 => with.change["seen"]["destructive"] = json!({"declared": false}),
            2 => with.change["seen"]["kinds"] = json!({"whole": ["code", "iam"]}),
            3 => with.change["seen"]["kinds"] = json!({"partial": ["code"]}),
            _ => with.change["seen"]["kinds"] = json!({"whole": ["policy"]}),
        }
        let decision = with.decide();
        let mut reasons = decision.reasons().iter();
        if reasons.any(|reason| reason.code == ReasonCode::Waived) {
            return Err(decision.explain());
        }
        Ok(())
    });
}

#[test]
fn what_was_live_elsewhere_or_is_something_else_is_no_revert() {
    law_over(300, |world, choices| {
        let mut with = reverting(world, choices);
        let restored: &mut Value = &mut with.change["live"]["restores"]["collected"];
        match choices.below(4) {
            0 => restored["environment"] = json!("staging"),
            1 => restored["regions"] = json!(["mars"]),
            2 => restored["subjects"] = json!([{"sha256": "0".repeat(64)}]),
            _ => restored["lastLive"] = json!("2025-01-01T00:00:00Z"),
        }
        let decision = with.decide();
        let mut reasons = decision.reasons().iter();
        if reasons.any(|reason| reason.code == ReasonCode::Waived) {
            return Err(decision.explain());
        }
        Ok(())
    });
}
