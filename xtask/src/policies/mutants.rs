//! Policies that differ from a given one in one place.

use foureyes::policy::PolicyDocument;
use serde_json::Value;

/// Members of a document that say nothing of what is asked.
const SKIPPED: [&str; 8] = [
    "decisionTtl",
    "derive",
    "id",
    "name",
    "policy",
    "version",
    "vocabulary",
    "why",
];

/// Seniority, from the lowest: that of the cast of cases.
const LEVELS: [&str; 4] = ["junior", "mid", "senior", "principal"];

/// A policy with one thing changed.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Mutant {
    /// What is changed, and where.
    pub(crate) what: String,
    /// The policy.
    pub(crate) document: Value,
}

/// Returns every mutant of a policy, in the order of its text: each thing left out, each number and level one lower,
/// each truth the other way round.
pub(crate) fn of(document: &PolicyDocument) -> Vec<Mutant> {
    let Ok(whole) = serde_json::to_value(document) else {
        return Vec::new();
    };
    let mut places = Vec::new();
    walk(&whole, "", &mut places);
    let mut mutants = Vec::new();
    for (pointer, change) in places {
        let mut mutated = whole.clone();
        let what = match &change {
            Change::Drop => {
                let Some((outer, last)) = pointer.rsplit_once('/') else {
                    continue;
                };
                match mutated.pointer_mut(outer) {
                    Some(Value::Object(members)) => drop(members.remove(last)),
                    Some(Value::Array(items)) => drop(items.remove(last.parse().unwrap_or(0))),
                    _ => continue,
                }
                format!("without {}", named(&whole, &pointer))
            }
            Change::Set(value) => {
                if let Some(place) = mutated.pointer_mut(&pointer) {
                    *place = value.clone();
                }
                format!("{} is {value}", named(&whole, &pointer))
            }
        };
        mutants.push(Mutant {
            what,
            document: mutated,
        });
    }
    mutants
}

enum Change {
    Drop,
    Set(Value),
}

fn walk(value: &Value, pointer: &str, places: &mut Vec<(String, Change)>) {
    match value {
        Value::Object(members) => {
            for (name, member) in members {
                if SKIPPED.contains(&name.as_str()) {
                    continue;
                }
                let pointer = format!("{pointer}/{name}");
                // An empty table stands for one that is not there.
                if *member != serde_json::json!({}) {
                    places.push((pointer.clone(), Change::Drop));
                }
                walk(member, &pointer, places);
            }
        }
        Value::Array(items) => {
            for (index, item) in items.iter().enumerate() {
                let pointer = format!("{pointer}/{index}");
                places.push((pointer.clone(), Change::Drop));
                walk(item, &pointer, places);
            }
        }
        Value::Bool(is) => places.push((pointer.to_owned(), Change::Set((!is).into()))),
        Value::Number(number) => {
            if let Some(lower) = number.as_u64().and_then(|number| number.checked_sub(1)) {
                places.push((pointer.to_owned(), Change::Set(lower.into())));
            }
        }
        Value::String(word) => {
            let rung = LEVELS.iter().position(|level| level == word);
            let lower = rung.and_then(|rung| LEVELS.get(rung.checked_sub(1)?));
            if let Some(lower) = lower {
                places.push((pointer.to_owned(), Change::Set((*lower).into())));
            }
        }
        Value::Null => {}
    }
}

/// `rule peer-review, require[0].approvals` for `/rule/1/require/0/approvals`.
fn named(whole: &Value, pointer: &str) -> String {
    let mut text = String::new();
    let mut passed = String::new();
    for step in pointer.split('/').skip(1) {
        passed = format!("{passed}/{step}");
        let id = whole.pointer(&passed).and_then(|value| value.get("id"));
        match (id.and_then(Value::as_str), step.parse::<usize>()) {
            (Some(id), Ok(_)) => text = format!("{text} {id},"),
            (None, Ok(index)) => text = format!("{text}[{index}]"),
            _ if text.is_empty() => step.clone_into(&mut text),
            _ if text.ends_with(',') => text = format!("{text} {step}"),
            _ => text = format!("{text}.{step}"),
        }
    }
    text.trim_end_matches(',').to_owned()
}
