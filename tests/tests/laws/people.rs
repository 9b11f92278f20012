//! Laws 6, 7, 8, 17 and 18: whose signature counts.

use std::collections::{BTreeMap, BTreeSet};

use foureyes::Decision;
use foureyes::decision::Status;
use foureyes::id::PrincipalId;
use foureyes_tests::compare::{counted, opens};
use foureyes_tests::generate::{Draft, Twist, What, World, instant, leaves, revoked};
use serde_json::{Value, json};

use crate::runner::law;

fn participants(change: &Value) -> Vec<Value> {
    let list = &change["live"]["participants"];
    let known = list.get("whole").or_else(|| list.get("partial"));
    known.and_then(Value::as_array).cloned().unwrap_or_default()
}

/// The principal of a participant, read off the roster by hand.
fn principal<'w>(world: &'w World, who: &Value) -> Option<&'w Value> {
    let principals = world.roster["principal"].as_array()?;
    principals.iter().find(|one| {
        let holds = |account: &Value| {
            let accounts = one["accounts"].as_array();
            let same = |held: &Value| {
                held.as_str().map(str::to_lowercase) == account.as_str().map(str::to_lowercase)
            };
            accounts.is_some_and(|accounts| accounts.iter().any(same))
        };
        one["id"] == who["principal"] || holds(&who["account"])
    })
}

/// People who took part, and those whom their agents work for, read off the documents by hand.
fn took_part(world: &World) -> BTreeSet<String> {
    let mut ids = BTreeSet::new();
    for participant in participants(&world.change) {
        let Some(one) = principal(world, &participant["who"]) else {
            continue;
        };
        let acted = match one["kind"].as_str() {
            Some("human") if participant["role"] != "executor" => &one["id"],
            Some("agent") if participant["basis"] != "asserted" => &one["operator"],
            _ => continue,
        };
        ids.extend(acted.as_str().map(str::to_owned));
    }
    ids
}

/// Who counts as an approver: two who took part may break glass together (9.7.3).
fn approvers(decision: &Decision) -> BTreeSet<String> {
    let records = decision.record().requirements.iter();
    let approvals = records.filter(|record| record.rule != "breakGlass");
    let counted = approvals.flat_map(|record| &record.counted);
    counted.map(|one| one.person.to_string()).collect()
}

#[test]
fn a_resolved_participant_never_counts() {
    law(|world, choices| {
        let decision = world.decide();
        if let Some(both) = approvers(&decision).intersection(&took_part(world)).next() {
            return Err(format!("{both} counts\n{}", decision.explain()));
        }
        // Whoever counted does not, once somebody merely writes down that she took part.
        let people: Vec<String> = approvers(&decision).into_iter().collect();
        if people.is_empty() {
            return Ok(());
        }
        let person = choices.pick(&people);
        let mut other = world.clone();
        let mut all = participants(&other.change);
        let role = *choices.pick(&[
            "coAuthor",
            "committer",
            "pusher",
            "requester",
            "operator",
            "author",
        ]);
        all.push(json!({"who": {"account": format!("email:{person}@Example.ORG")}, "role": role, "basis": "asserted"}));
        other.change["live"]["participants"] = json!({"whole": all});
        let after = other.decide();
        if approvers(&after).contains(person) {
            return Err(format!(
                "{person} counts though {role}\n{}",
                after.explain()
            ));
        }
        Ok(())
    });
}

/// How many different people are needed for each requirement, as the policy document says.
fn asked(world: &World) -> BTreeMap<(String, u32), usize> {
    let mut asked = BTreeMap::new();
    let mut add = |name: String, requirements: &Value| {
        for (index, requirement) in leaves(requirements).into_iter().enumerate() {
            if let Some(count) = requirement["approvals"].as_u64() {
                let place = (name.clone(), u32::try_from(index).expect("few"));
                asked.insert(place, usize::try_from(count).expect("small"));
            }
        }
    };
    for rule in world.policy["rule"].as_array().expect("rules") {
        add(
            format!("team/{}", rule["id"].as_str().expect("an id")),
            &rule["require"],
        );
    }
    add("team/floor".to_owned(), &world.policy["floor"]);
    add("floor/gate".to_owned(), &json!([{"approvals": 2}]));
    asked
}

/// Every requirement that is met is met by as many different people as it asks for, and `more`.
fn enough(world: &World, decision: &Decision, more: usize) -> Result<(), String> {
    let asked = asked(world);
    for record in &decision.record().requirements {
        let Some(count) = asked.get(&(record.rule.to_string(), record.requirement)) else {
            continue;
        };
        let people: BTreeSet<_> = record.counted.iter().map(|one| &one.person).collect();
        if record.status == Status::Met && people.len() < count + more {
            return Err(format!(
                "{} asks for {count} and {more}\n{}",
                record.rule,
                decision.explain()
            ));
        }
    }
    Ok(())
}

#[test]
fn k_unresolved_need_k_more() {
    law(|world, choices| {
        let mut other = world.clone();
        let more = 1 + choices.below(2);
        let mut all = participants(&other.change);
        for index in 0..more {
            let who = json!({"account": format!("email:who{index}@example.net")});
            let role = *choices.pick(&["coAuthor", "committer", "pusher", "author"]);
            all.push(json!({"who": who, "role": role, "basis": choices.pick(&["asserted", "authenticated"])}));
        }
        other.change["live"]["participants"] = json!({"whole": all});
        other.policy["unresolved"] = json!("raise");
        let unknown: BTreeSet<String> = participants(&other.change)
            .iter()
            .filter(|one| one["role"] != "executor" && principal(world, &one["who"]).is_none())
            .map(|one| one["who"].to_string().to_lowercase())
            .collect();
        enough(world, &other.decide(), unknown.len())
    });
}

#[test]
fn only_human_principals_count() {
    law(|world, _| {
        let decision = world.decide();
        let humans: BTreeSet<String> = world
            .cast
            .humans()
            .map(|person| person.id.clone())
            .collect();
        match counted(&decision).difference(&humans).next() {
            Some(other) => Err(format!("{other} counts\n{}", decision.explain())),
            None => Ok(()),
        }
    });
}

#[test]
fn one_person_serves_once() {
    law(|world, choices| {
        let mut other = world.clone();
        // More signatures of the same people, with each of their keys, at other times.
        for draft in &world.drafts {
            if matches!(draft.what, What::Approve(Twist::None, _)) {
                for key in 0..2 {
                    let issued = *choices.pick(&[-300, -10, -9_000]);
                    other.drafts.push(Draft {
                        key,
                        issued,
                        nonce: draft.nonce + 500,
                        ..draft.clone()
                    });
                }
            }
        }
        let decision = other.decide();
        let mut rules: BTreeMap<(&str, u32), Vec<&str>> = BTreeMap::new();
        for record in &decision.record().requirements {
            // Whoever signs in somebody else's authority takes up both.
            let people = record.counted.iter().flat_map(|one| {
                let authority = one.on_behalf_of.iter().map(PrincipalId::as_str);
                std::iter::once(one.person.as_str()).chain(authority)
            });
            // Of a rule with several ways that is not met, each requirement is shown in the first way that holds it.
            let met = record.alternatives.is_empty() || decision.is_allowed();
            let rule = rules.entry((
                record.rule.as_str(),
                if met { 0 } else { record.requirement },
            ));
            rule.or_default().extend(people);
        }
        for ((rule, _), people) in rules {
            let different: BTreeSet<&str> = people.iter().copied().collect();
            if different.len() != people.len() {
                return Err(format!("{rule}: {people:?}\n{}", decision.explain()));
            }
        }
        enough(world, &decision, 0)
    });
}

#[test]
fn strangers_do_not_matter() {
    law(|world, choices| {
        let known = |decision: &Decision| {
            let mut value: Value = serde_json::from_str(&decision.to_json()).expect("JSON");
            for member in ["ignored", "ignoredCounts"] {
                value.as_object_mut().expect("an object").remove(member);
            }
            value
        };
        let signed = world.sign();
        let before = world.decide_with(&signed);
        let mut other = world.clone();
        for nonce in 200..(202 + choices.below(3)) {
            let by = choices.below(world.cast.people.len());
            let draft = Draft::approve(by, 0, -60, u32::try_from(nonce).expect("small"));
            other.drafts.push(Draft {
                what: What::Approve(Twist::Stranger, Vec::new()),
                ..draft
            });
        }
        let mut all = other.sign();
        choices.shuffle(&mut all);
        let (gate, change) = (other.gate(), other.change());
        let envelopes = foureyes_tests::generate::envelopes(&all);
        let set = other.verify(&gate, &envelopes);
        let after = world.with_request(&change, &set, &signed, |request| gate.evaluate(request));
        if known(&before) == known(&after) {
            Ok(())
        } else {
            Err(format!("{}\n{}", before.to_json(), after.to_json()))
        }
    });
}

#[test]
fn revocation_never_opens() {
    law(|world, choices| {
        let signed = world.sign();
        let before = world.decide_with(&signed);
        let mut other = world.clone();
        let index = choices.below(world.cast.people.len());
        let person = &world.cast.people[index];
        let reason = *choices.pick(&["compromised", "retired"]);
        let at = *choices.pick(&[-3_600, -1, -200_000, 3_600]);
        match choices.below(3) {
            0 => {
                let count = person.keys.len();
                let key = &mut other.roster["principal"][index]["key"][choices.below(count)];
                key["revoked"] = json!({"at": instant(at), "reason": reason});
            }
            1 => other.roster["principal"][index]["status"] = json!("former"),
            _ => {
                let mut list = revoked(*choices.pick(&person.keys), at, reason);
                let earlier = other
                    .revocations
                    .as_ref()
                    .map(|list| list["revoked"].clone());
                let entries = list["revoked"].as_array_mut().expect("entries");
                entries.extend(
                    earlier
                        .iter()
                        .flat_map(|list| list.as_array())
                        .flatten()
                        .cloned(),
                );
                other.revocations = Some(list);
            }
        }
        // Whoever revoked the key of an earlier revocation with a milder reason takes nothing back.
        if index < world.cast.people.len()
            && world.roster["principal"][index]
                .to_string()
                .contains("revoked")
        {
            return Ok(());
        }
        let after = other.decide_with(&signed);
        if opens(&before, &after) {
            return Err(format!(
                "{person:?} {reason} {at}\n{}\n{}",
                before.explain(),
                after.explain()
            ));
        }
        Ok(())
    });
}
