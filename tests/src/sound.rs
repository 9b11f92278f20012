//! A policy and a roster with nothing wrong, to be altered one member at a time.

use serde_json::{Value, json};

use crate::keys;

/// Returns a key of the roster, of a name.
pub fn key(name: &str) -> Value {
    json!({"public": keys::public(name).to_string(), "scheme": "ed25519"})
}

/// Returns a policy with nothing wrong.
pub fn policy() -> Value {
    json!({
        "policy": "foureyes/policy/v1",
        "id": "acme",
        "version": 1,
        "vocabulary": {
            "environments": ["production", "test"],
            "evidence": ["tests"],
            "facts": ["replicas"],
            "marks": ["frozen", "urgent"],
        },
        "rule": [{"id": "all", "why": "It is so.", "require": [{"approvals": 1}]}],
    })
}

/// Returns a roster with nothing wrong: three people, an agent and a service.
pub fn roster() -> Value {
    json!({
        "roster": "foureyes/roster/v1",
        "id": "people",
        "version": 1,
        "levels": ["junior", "senior"],
        "team": [{"id": "core"}],
        "service": [{"id": "shop", "tier": 2, "paths": ["shop/**"], "owners": ["ann"]}],
        "principal": [
            {"id": "ann", "kind": "human", "level": "senior", "teams": ["core"], "roles": ["policy_owner"],
             "trainings": [{"id": "safety", "since": "2026-01-01T00:00:00Z"}], "key": [key("ann")]},
            {"id": "bob", "kind": "human", "level": "junior", "key": [key("bob")]},
            {"id": "cid", "kind": "human", "level": "senior", "key": [key("cid")]},
            {"id": "bot", "kind": "agent", "operator": "ann", "roles": ["helper"], "key": [key("bot")]},
            {"id": "ci", "kind": "service", "key": [key("ci")]},
        ],
    })
}

/// Puts members in, and takes away those that are `null`, as RFC 7396 has it.
pub fn merge(into: &mut Value, patch: &Value) {
    let (Some(members), Some(more)) = (into.as_object_mut(), patch.as_object()) else {
        into.clone_from(patch);
        return;
    };
    for (name, value) in more {
        if value.is_null() {
            members.remove(name);
        } else {
            merge(members.entry(name).or_insert(Value::Null), value);
        }
    }
}

/// Returns a document with these members put in, as [`merge`] does.
pub fn patched(mut sound: Value, patch: &Value) -> Value {
    merge(&mut sound, patch);
    sound
}
