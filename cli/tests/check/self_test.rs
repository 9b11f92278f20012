//! `foureyes self-test`: what comes along is what the repository has, and it passes.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::Command;

use serde_json::Value;

/// How many vectors of each area the repository has.
fn stored() -> BTreeMap<String, u64> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/vectors");
    let areas = fs::read_dir(folder).unwrap().map(|area| area.unwrap());
    areas
        .filter(|area| area.path().is_dir())
        .map(|area| {
            let name = area.file_name().into_string().unwrap();
            (
                name,
                u64::try_from(fs::read_dir(area.path()).unwrap().count()).unwrap(),
            )
        })
        .collect()
}

#[test]
fn every_vector_of_the_repository_comes_along_and_passes() {
    let mut command = Command::new(env!("CARGO_BIN_EXE_foureyes"));
    let output = command.args(["self-test", "--json"]).output().unwrap();
    let outcome: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(output.status.code(), Some(0), "{outcome}");
    let areas = outcome["areas"].as_array().unwrap().iter();
    let passed: BTreeMap<String, u64> = areas
        .map(|area| {
            let name = area["area"].as_str().unwrap().to_owned();
            (name, area["passed"].as_u64().unwrap())
        })
        .collect();
    assert_eq!(passed, stored());
    assert_eq!(outcome["cases"].as_u64(), Some(stored().values().sum()));
    assert_eq!(outcome["failed"], Value::Array(Vec::new()));
}
