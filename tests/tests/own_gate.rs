//! This repository's own gate compiles, without a warning, and names its relaxations.

use foureyes::{Gate, Policy, Roster};

#[test]
fn the_gate_of_this_repository_compiles() {
    let read = |name: &str| {
        let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../.foureyes");
        std::fs::read_to_string(root.join(name)).unwrap()
    };
    let policy = Policy::from_toml(&read("policy.toml")).unwrap();
    let roster = Roster::from_toml(&read("roster.toml")).unwrap();
    let gate = Gate::compile(&policy, &roster).unwrap();
    assert_eq!(gate.warnings(), []);
    let codes: Vec<_> = gate.posture().iter().map(|one| one.code()).collect();
    let expected = [
        "asserted_identity",
        "completeness_unknown",
        "destructive_by_paths",
        "software_keys",
        "unmatched_allow",
    ];
    assert_eq!(codes, expected);
}
