//! Law 13: who is missing is enough, and not too many.

use std::collections::{BTreeMap, BTreeSet};

use foureyes::decision::{Effect, ReasonCode, Status};
use foureyes::{Decision, Verdict};
use foureyes_tests::compare::unmet;
use foureyes_tests::generate::{Choices, Draft, Twist, What, World, requirement};
use serde_json::{Value, json};

use crate::runner::law_over;

/// Lets these people sign now, with every key that they have, in full knowledge.
fn with(world: &World, people: &[&str]) -> World {
    let mut other = world.clone();
    for (by, person) in world.cast.people.iter().enumerate() {
        if !people.contains(&person.id.as_str()) {
            continue;
        }
        let drafts = world.drafts.iter().enumerate();
        let withdrawals =
            drafts.filter(|(_, draft)| draft.by == by && draft.what == What::WithdrawAll);
        let after: Vec<usize> = withdrawals.map(|(index, _)| index).collect();
        for key in 0..person.keys.len() {
            let issued = world.now.unix() - foureyes_tests::generate::at(0).unix();
            let nonce = u32::try_from(700 + key).expect("small");
            let what = What::Approve(Twist::None, after.clone());
            other.drafts.push(Draft {
                what,
                ..Draft::approve(by, key, issued, nonce)
            });
        }
    }
    other
}

/// The rules of which, after signing, every way still lacks people who were asked for before.
fn people_unmet(before: &Decision, after: &Decision) -> Vec<String> {
    let mut ways: BTreeMap<(String, u32), bool> = BTreeMap::new();
    for (rule, position) in unmet(after) {
        let mut then = before.record().requirements.iter();
        let asked =
            then.any(|one| one.rule == rule && one.requirement == position && one.need.is_some());
        let mut now = after.record().requirements.iter();
        let record = now.find(|one| one.rule == rule && one.requirement == position);
        let Some(record) = record.filter(|_| asked) else {
            continue;
        };
        let held: Vec<u32> = match record.alternatives.as_slice() {
            [] => vec![0],
            held => held.to_vec(),
        };
        for way in held {
            ways.insert((rule.clone(), way), false);
        }
    }
    // A way of a rule that is not met and lacks nobody.
    for record in &after.record().requirements {
        for way in &record.alternatives {
            ways.entry((record.rule.to_string(), *way)).or_insert(true);
        }
    }
    let rules: BTreeSet<&String> = ways.keys().map(|(rule, _)| rule).collect();
    let lacking = |rule: &&&String| {
        let mut of_rule = ways.iter().filter(|((one, _), _)| one == **rule);
        !of_rule.any(|(_, fine)| *fine)
    };
    let lacking = rules.iter().filter(lacking);
    lacking.map(|rule| (*rule).clone()).collect()
}

#[test]
fn missing_is_sufficient() {
    law_over(400, |world, _| {
        let decision = world.decide();
        let missing: Vec<&str> = decision
            .missing()
            .people
            .iter()
            .map(|person| person.as_str())
            .collect();
        if missing.is_empty() {
            return Ok(());
        }
        // A set that is not said to be smallest may leave out rules that nobody could ever meet.
        let all = decision.missing().minimal == Some(true);
        let after = with(world, &missing).decide();
        let still = people_unmet(&decision, &after);
        if all && let Some(rule) = still.first() {
            return Err(format!(
                "{missing:?} signed, {rule}\n{}\n{}",
                decision.explain(),
                after.explain()
            ));
        }
        let mut blocking = decision
            .reasons()
            .iter()
            .filter(|reason| reason.effect != Effect::Note);
        if blocking.all(|reason| reason.code == ReasonCode::ApprovalsMissing) && !after.is_allowed()
        {
            return Err(format!(
                "{missing:?} signed, and more is missing\n{}\n{}",
                decision.explain(),
                after.explain()
            ));
        }
        Ok(())
    });
}

/// Every set of so many of these people.
fn sets<'p>(people: &[&'p str], size: usize) -> Vec<Vec<&'p str>> {
    let Some(((first, rest), less)) = people.split_first().zip(size.checked_sub(1)) else {
        return if size == 0 {
            vec![Vec::new()]
        } else {
            Vec::new()
        };
    };
    let mut with = sets(rest, less);
    for set in &mut with {
        set.push(first);
    }
    with.extend(sets(rest, size));
    with
}

fn smaller_set_does(world: &World, _: &mut Choices<'_>) -> Result<(), String> {
    let decision = world.decide();
    if decision.verdict() != Verdict::Hold || decision.missing().minimal != Some(true) {
        return Ok(());
    }
    let size = decision.missing().people.len();
    let people: Vec<&str> = world
        .cast
        .humans()
        .map(|person| person.id.as_str())
        .collect();
    for set in sets(&people, size - 1) {
        let after = with(world, &set).decide();
        let mut records = after.record().requirements.iter();
        if records.all(|record| record.need.is_none() || record.status == Status::Met) {
            return Err(format!(
                "{set:?} would do\n{}\n{}",
                decision.explain(),
                after.explain()
            ));
        }
    }
    Ok(())
}

#[test]
fn missing_is_minimal() {
    law_over(400, smaller_set_does);
}

/// Whether people can be distributed over requirements, each serving one, tried in every way.
fn distributes(able: &[BTreeSet<String>], needs: &mut [u32], people: &[String]) -> bool {
    let Some((person, rest)) = people.split_first() else {
        return needs.iter().all(|need| *need == 0);
    };
    if distributes(able, needs, rest) {
        return true;
    }
    (0..needs.len()).any(|index| {
        if needs[index] == 0 || !able[index].contains(person) {
            return false;
        }
        needs[index] -= 1;
        let does = distributes(able, needs, rest);
        needs[index] += 1;
        does
    })
}

#[test]
fn assignment_is_complete() {
    law_over(600, |world, choices| {
        // One rule with several requirements of people, and the same requirements each in a rule of its own: there
        // everybody who fits counts.
        let mut requirements: Vec<Value> = Vec::new();
        while requirements.len() < 2 + choices.below(2) {
            let mut asked = requirement(choices);
            if let Some(members) = asked
                .as_object_mut()
                .filter(|members| members.contains_key("approvals"))
            {
                members.remove("including");
                requirements.push(asked);
            } else {
                requirements.push(json!({"approvals": 1}));
            }
        }
        let mut together = world.clone();
        // Whoever acts for another is shown only where she is needed; that nobody is taken twice is tried in every way
        // beside `assign_units`.
        let is_own = |draft: &Draft| !matches!(draft.what, What::ApproveFor(_));
        together.drafts.retain(is_own);
        together.policy["freeze"] = json!([]);
        together.policy["rule"] = json!([{"id": "all", "why": "Both.", "require": requirements}]);
        let mut apart = together.clone();
        let alone = |(index, asked): (usize, &Value)| json!({"id": format!("only-{index}"), "why": "One.", "require": [asked]});
        apart.policy["rule"] = requirements.iter().enumerate().map(alone).collect();
        let (together, apart) = (together.decide(), apart.decide());
        let of = |decision: &Decision, rule: &str| {
            let records = decision.record().requirements.iter();
            records
                .filter(|record| record.rule == rule)
                .cloned()
                .collect::<Vec<_>>()
        };
        let (mut able, mut needs) = (Vec::new(), Vec::new());
        for index in 0..requirements.len() {
            for record in of(&apart, &format!("team/only-{index}")) {
                able.push(
                    record
                        .counted
                        .iter()
                        .map(|one| one.person.to_string())
                        .collect::<BTreeSet<_>>(),
                );
                needs.push(record.need.expect("people"));
            }
        }
        let people: Vec<String> = world
            .cast
            .humans()
            .map(|person| person.id.clone())
            .collect();
        let records = of(&together, "team/all");
        let met = records.iter().all(|record| record.status == Status::Met);
        if records.is_empty() || met == distributes(&able, &mut needs, &people) {
            Ok(())
        } else {
            Err(format!("{able:?} {needs:?}\n{}", together.explain()))
        }
    });
}
