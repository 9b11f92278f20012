//! Documents with one thing changed.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use super::documents::{Found, Kind, read};

/// Returns documents that core reads, the shortest first, each with its places (JSON pointers) that are unlike every
/// place before.
pub(crate) fn telling(mut corpus: Vec<Found>) -> Vec<(Found, Vec<String>)> {
    corpus.sort_by_cached_key(|(_, _, document)| document.to_string().len());
    let mut known: BTreeSet<(Kind, String)> = BTreeSet::new();
    let mut telling = Vec::new();
    for found in corpus {
        let mut places = Vec::new();
        places_in(&found.2, "", String::new(), &mut places);
        places.retain(|(place, _)| !known.contains(&(found.1, place.clone())));
        if !places.is_empty() && read(found.1, &found.2).is_ok() {
            places.retain(|(place, _)| known.insert((found.1, place.clone())));
            let pointers = places.into_iter().map(|(_, pointer)| pointer).collect();
            telling.push((found, pointers));
        }
    }
    telling
}

/// The places of a document without the positions in its lists, each with its pointer.
fn places_in(value: &Value, place: &str, pointer: String, places: &mut Vec<(String, String)>) {
    match value {
        Value::Object(members) => {
            for (name, member) in members {
                let escaped = name.replace('~', "~0").replace('/', "~1");
                let pointer = format!("{pointer}/{escaped}");
                places_in(member, &format!("{place}.{name}"), pointer, places);
            }
        }
        Value::Array(items) => {
            for (index, item) in items.iter().enumerate() {
                let pointer = format!("{pointer}/{index}");
                places_in(item, &format!("{place}[]"), pointer, places);
            }
        }
        _ => {}
    }
    places.push((format!("{place} {}", sort(value)), pointer));
}

fn sort(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "boolean",
        Value::Number(_) => "number",
        Value::String(_) => "string",
        Value::Array(_) => "array",
        Value::Object(_) => "object",
    }
}

/// Returns every document that differs from this one at one of the places, with what differs.
pub(crate) fn of(document: &Value, pointers: &[String]) -> Vec<(String, Value)> {
    let mut mutants = Vec::new();
    for pointer in pointers {
        let mut change = |what: &str, alter: &dyn Fn(&mut Value)| {
            let mut mutant = document.clone();
            alter(mutant.pointer_mut(pointer).unwrap());
            if mutant != *document {
                mutants.push((format!("{what} at {pointer}"), mutant));
            }
        };
        for other in [
            Value::Null,
            json!(true),
            json!(7),
            json!(-1),
            json!("other word"),
            json!([]),
            json!({}),
        ] {
            change(&format!("{other}"), &|value| *value = other.clone());
        }
        change("in a list", &|value| *value = json!([value]));
        change("in an object", &|value| *value = json!({ "is": value }));
        if let Some(Value::Object(members)) = document.pointer(pointer) {
            change("one more member", &|value| value["other"] = json!(1));
            for name in members.keys() {
                change(&format!("without {name}"), &|value| {
                    value.as_object_mut().unwrap().remove(name);
                });
            }
        }
    }
    mutants
}
