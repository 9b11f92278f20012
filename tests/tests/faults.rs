//! What is wrong between a policy, the documents that it extends and its roster: exactly this, there, and nothing where
//! all is well (semantics 9.5).

#![expect(
    clippy::indexing_slicing,
    reason = "the members are there in what is sound"
)]

use foureyes::{Gate, Policy, Roster};
use foureyes_tests::must;
use foureyes_tests::sound::{self, patched};
use serde_json::{Value, json};

#[path = "faults/bases.rs"]
mod bases;
#[path = "faults/conditions.rs"]
mod conditions;
#[path = "faults/people.rs"]
mod people;
#[path = "faults/policy.rs"]
mod policy;
#[path = "faults/roster.rs"]
mod roster;

/// What is found in these documents, each put into a sound one: severity, code, document and path.
fn found(policy: &Value, bases: &[Value], roster: &Value) -> Vec<String> {
    let read = |document: Value| must(Policy::from_json(document.to_string().as_bytes()));
    let policy = read(patched(sound::policy(), policy));
    let bases = bases.iter().map(|base| read(base.clone())).collect();
    let policy = policy.with_bases(bases);
    let roster = patched(sound::roster(), roster);
    let roster = must(Roster::from_json(roster.to_string().as_bytes()));
    let problems = match Gate::compile(&policy, &roster) {
        Ok(gate) => gate.warnings().to_vec(),
        Err(error) => error.problems().to_vec(),
    };
    let said = problems.iter().map(|problem| {
        let severity = problem.to_string();
        let severity = severity.split('[').next().unwrap_or_default().to_owned();
        let (code, at) = (problem.code, &problem.at);
        format!("{severity} {code} {} {}", at.document, at.path)
            .trim_end()
            .to_owned()
    });
    said.collect()
}

/// Holds what is found in each policy against what is to be found.
fn policies(cases: &[(Value, &[&str])]) {
    for (patch, expected) in cases {
        let found = found(patch, &[], &json!({}));
        assert_eq!(found, *expected, "{patch}");
    }
}

/// A policy with this rule alone.
fn rule(rule: &Value) -> Value {
    let sound = json!({"id": "all", "why": "It is so.", "require": [{"approvals": 1}]});
    json!({"rule": [patched(sound, rule)]})
}

/// A policy with a rule that requires this alone.
fn requiring(requirement: &Value) -> Value {
    rule(&json!({"require": [requirement]}))
}

/// A policy with a rule that is for this.
fn when(condition: &Value) -> Value {
    rule(&json!({"when": condition}))
}

#[test]
fn nothing_is_found_where_all_is_well() {
    assert_eq!(found(&json!({}), &[], &json!({})), [""; 0]);
}
