//! Known outages as changes, and what the policy beside them answers.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::fs;
use std::path::Path;

use foureyes::wire::Cases;
use foureyes::{Change, Gate, Policy, Request, Roster, Verdict};

fn read(name: &str) -> String {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../examples/incidents");
    fs::read_to_string(folder.join(name)).unwrap()
}

#[test]
fn every_incident_is_answered_as_written() {
    let cases = Cases::from_toml(&read("incidents.cases.toml")).unwrap();
    let policy = Policy::from_toml(&read("policy.toml")).unwrap();
    let outcomes = cases.run(&policy, None).unwrap();
    assert!(outcomes.len() >= 12, "{}", outcomes.len());
    for outcome in outcomes {
        assert_eq!(
            outcome.differences,
            Vec::<String>::new(),
            "{}",
            outcome.name
        );
    }
}

#[test]
fn a_command_is_a_change_document() {
    let change = Change::from_json(read("capacity.json").as_bytes()).unwrap();
    let policy = Policy::from_toml(&read("policy.toml")).unwrap();
    let roster = Roster::from_toml(foureyes::cases::CAST).unwrap();
    let gate = Gate::compile(&policy, &roster).unwrap();
    let now = "2026-03-10T12:00:00Z".parse().unwrap();
    let decision = gate.evaluate(&Request::new(&change, &gate.verify(&[]), now));
    assert_eq!(decision.verdict(), Verdict::Hold);
    let missing: Vec<&str> = decision
        .missing()
        .evidence
        .iter()
        .map(|one| one.as_str())
        .collect();
    assert_eq!(missing, ["dry_run", "rollback_plan", "source_fresh"]);
}
