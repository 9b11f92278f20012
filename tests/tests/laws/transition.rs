//! Law 21: what controls the gate changes only with leave of the old and the new.

use foureyes::decision::{Effect, ReasonCode};
use foureyes::{Decision, Gate};
use foureyes_tests::compare::{blocks, counted};
use foureyes_tests::generate::{compile, envelopes, key_pair, rule};
use serde_json::json;

use crate::runner::law_over;

/// Whether a side would allow, but for its being asked alone.
fn would_allow(decision: &Decision, forgiven: &[ReasonCode]) -> bool {
    let mut reasons = decision.reasons().iter();
    reasons.all(|reason| {
        reason.effect == Effect::Note
            || reason.code == ReasonCode::TransitionRequired
            || forgiven.contains(&reason.code)
    })
}

#[test]
fn transition_needs_both() {
    law_over(400, |world, choices| {
        let mut world = world.clone();
        let path = json!({"path": ".foureyes/policy.toml", "action": "modified"});
        world.change["exact"]["paths"] = json!({"whole": [path]});
        let mut new = world.clone();
        new.policy["version"] = json!(*choices.pick(&[4, 4, 4, 3, 5]));
        if choices.chance(50) {
            new.policy["rule"]
                .as_array_mut()
                .expect("rules")
                .push(rule(choices, "added"));
        }
        if choices.chance(50) {
            new.roster["version"] = json!(8);
            let added = json!({
                "id": "zed", "kind": "human", "level": "principal", "roles": ["policy_owner"], "teams": ["core"],
                "key": [{"public": key_pair(251).text, "scheme": "ed25519"}],
            });
            new.roster["principal"]
                .as_array_mut()
                .expect("principals")
                .push(added);
            new.cast.people.push(foureyes_tests::generate::Person {
                id: "zed".to_owned(),
                kind: "human",
                keys: vec![251],
            });
            let by = new.cast.people.len() - 1;
            new.drafts
                .push(foureyes_tests::generate::Draft::approve(by, 0, -60, 900));
        }
        let (old_gate, new_gate) = (world.gate(), compile(&new.policy, &new.roster));
        let change = world.change();
        let signed = new.sign();
        let set = world.verify(&old_gate, &envelopes(&signed));
        let ask = |gate: &Gate| {
            world.with_request(&change, &set, &signed, |request| gate.evaluate(request))
        };
        let both = world.with_request(&change, &set, &signed, |request| {
            old_gate.evaluate_transition(Ok(&new_gate), request)
        });
        if counted(&both).contains("zed") {
            return Err(format!(
                "somebody counts whom the change adds\n{}",
                both.explain()
            ));
        }
        let (before, after) = (ask(&old_gate), ask(&new_gate));
        if before.is_allowed() || !blocks(&before, ReasonCode::TransitionRequired) {
            return Err(format!("allowed without the new\n{}", before.explain()));
        }
        let expired = [ReasonCode::PolicyExpired, ReasonCode::RosterExpired];
        if both.is_allowed() && !(would_allow(&before, &expired) && would_allow(&after, &[])) {
            return Err(format!(
                "{}\n{}\n{}",
                before.explain(),
                after.explain(),
                both.explain()
            ));
        }
        if both.is_allowed() && new.policy["version"] != json!(4) && new.policy != world.policy {
            return Err(format!("not the next version\n{}", both.explain()));
        }
        Ok(())
    });
}
