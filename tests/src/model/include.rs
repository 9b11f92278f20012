//! Rosters made of several (semantics 7.9).

use foureyes::Roster;
use foureyes::roster::RosterDocument;
use serde_json::{Value, json};

use crate::must;

/// 7.9: one roster with the people, teams, roles, trainings and services of those that it includes, each under a
/// prefix. Put together from the documents as they are written.
pub fn whole(roster: &Roster) -> RosterDocument {
    let written = |document: &RosterDocument| must(serde_json::to_value(document));
    let mut all = written(roster.document());
    for include in &roster.document().includes {
        let mut parts = roster.parts().iter();
        let part = parts
            .find(|part| part.document().id == include.roster && *part.digest() == include.digest);
        let Some(part) = part else { continue };
        let part = prefixed(written(part.document()), include.prefix.as_str());
        for list in ["principal", "team", "service"] {
            let more = part[list].as_array().cloned().unwrap_or_default();
            let mut whole = all[list].as_array().cloned().unwrap_or_default();
            whole.extend(more);
            all[list] = json!(whole);
        }
        // It expires with the first of them; an instant as it is written is earlier as text too.
        let ends = [&all["expires"], &part["expires"]];
        let first = ends.into_iter().filter_map(Value::as_str).min();
        if let Some(first) = first {
            all["expires"] = json!(first);
        }
    }
    if let Some(members) = all.as_object_mut() {
        members.remove("include");
    }
    must(serde_json::from_value(all))
}

/// What is a name of the part wherever it stands: the members of each list.
const NAMES: &[(&str, &[&str])] = &[
    (
        "principal",
        &["id", "operator", "teams", "roles", "trainings"],
    ),
    ("team", &["id", "within"]),
    ("service", &["id", "owners", "ownerTeams"]),
];

fn prefixed(mut part: Value, prefix: &str) -> Value {
    for (list, members) in NAMES {
        let entries = part.get_mut(*list).and_then(Value::as_array_mut);
        for entry in entries.into_iter().flatten() {
            for member in *members {
                if let Some(value) = entry.get_mut(member) {
                    rename(value, prefix);
                }
            }
            let grants = entry.get_mut("grant").and_then(Value::as_array_mut);
            for grant in grants.into_iter().flatten() {
                if let Some(services) = grant.get_mut("services") {
                    rename(services, prefix);
                }
            }
        }
    }
    part
}

/// A name, what is held under one since an instant, a training, or a list of such.
fn rename(value: &mut Value, prefix: &str) {
    match value {
        Value::String(name) => *name = format!("{prefix}.{name}"),
        Value::Array(list) => list.iter_mut().for_each(|one| rename(one, prefix)),
        Value::Object(held) => {
            for member in ["is", "id"] {
                if let Some(name) = held.get_mut(member) {
                    rename(name, prefix);
                }
            }
        }
        _ => {}
    }
}
