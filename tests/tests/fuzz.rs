//! What the fuzz targets assert, over every seed: where there is no fuzzer, what it once found is still looked at.

use std::collections::BTreeSet;

use foureyes_tests::fuzz;

#[test]
fn every_target_holds_for_every_seed() {
    let seeds = fuzz::seeds().expect("seeds");
    let targets: BTreeSet<&str> = fuzz::TARGETS.iter().map(|(name, _)| *name).collect();
    let names: BTreeSet<&str> = seeds.keys().map(String::as_str).collect();
    assert_eq!(targets, names);
    for (name, all) in &seeds {
        all.iter().for_each(|seed| fuzz::run(name, seed));
    }
}

#[test]
fn every_target_has_a_program() {
    let manifest =
        std::fs::read_to_string(fuzz::folder().join("../Cargo.toml")).expect("a manifest");
    for (name, _) in fuzz::TARGETS {
        assert!(
            manifest.contains(&format!("path = \"targets/{name}.rs\"")),
            "{name}"
        );
    }
    assert_eq!(manifest.matches("[[bin]]").count(), fuzz::TARGETS.len());
}
