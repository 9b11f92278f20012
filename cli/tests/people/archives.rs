//! `check --archive` and `explain --inputs`: years later, the same bytes from the same inputs.

use std::fs;
use std::path::{Path, PathBuf};

use crate::shop::{Outcome, POLICY, Shop, git, write};

/// Decides, and keeps what it was decided from.
fn archived(shop: &Shop, name: &str, words: &[&str]) -> (PathBuf, PathBuf, Outcome) {
    let folder = shop.folder.path().join(name);
    let place = ["--target", "main", "--env", "production"];
    let keep = ["--format", "json", "--archive", folder.to_str().unwrap()];
    let outcome = shop.run(&[&["check"], &place[..], &keep, words].concat());
    let decision = shop.folder.path().join(format!("{name}.json"));
    fs::write(&decision, &outcome.out).unwrap();
    (folder, decision, outcome)
}

fn again(shop: &Shop, folder: &Path, decision: &Path) -> Outcome {
    let (folder, decision) = (folder.to_str().unwrap(), decision.to_str().unwrap());
    shop.run(&["explain", decision, "--inputs", folder])
}

#[test]
fn the_same_inputs_give_the_same_bytes() {
    let Some(shop) = Shop::new("the_same_inputs_give_the_same_bytes") else {
        return;
    };
    shop.sign("approve", "carol", &[]);
    let (folder, decision, outcome) = archived(&shop, "kept", &["--last-seen", "1:1"]);
    assert_eq!(outcome.code, 0, "{outcome:?}");
    // What happens in the repository afterwards changes nothing.
    git(&shop.repo, "dave", &["checkout", "--quiet", "main"]);
    write(&shop.repo, ".foureyes/policy.toml", "nonsense");
    shop.commit("dave", "Break the policy");
    let same = again(&shop, &folder, &decision);
    assert_eq!(same.code, 0, "{same:?}");
    assert!(same.err.contains("gives the same bytes again"), "{same:?}");
    assert!(same.out.contains("ALLOW"), "{same:?}");
    let held = folder.join("decision.json");
    assert_eq!(again(&shop, &folder, &held).code, 0);
    // Nothing is ever written over.
    let twice = shop.run(&[
        "check",
        "--target",
        "retry",
        "--archive",
        folder.to_str().unwrap(),
    ]);
    assert_eq!(twice.code, 1, "{twice:?}");
}

#[test]
fn other_inputs_are_told_by_name() {
    let Some(shop) = Shop::new("other_inputs_are_told_by_name") else {
        return;
    };
    shop.sign("approve", "carol", &[]);
    type Edit = fn(&Path);
    let edits: [(&str, &str, Edit); 4] = [
        ("policy", "policies", |folder| {
            let file = folder.join("states/000000/policy.toml");
            let text = fs::read_to_string(&file).unwrap();
            fs::write(file, text + "\n").unwrap();
        }),
        ("roster", "rosters", |folder| {
            let file = folder.join("states/000000/roster.toml");
            let text = fs::read_to_string(&file).unwrap();
            fs::write(file, text + "\n").unwrap();
        }),
        ("statement", "statements that counted", |folder| {
            fs::remove_file(folder.join("statements/000000.json")).unwrap();
        }),
        ("instant", "instant", |folder| {
            let file = folder.join("archive.json");
            let text = fs::read_to_string(&file).unwrap();
            let (before, rest) = text.split_once("\"now\"").unwrap();
            let (_, after) = rest.split_once("Z\"").unwrap();
            let now = "\"now\": \"2026-01-01T00:00:00Z\"";
            fs::write(file, format!("{before}{now}{after}")).unwrap();
        }),
    ];
    for (name, what, edit) in edits {
        let (folder, decision, outcome) = archived(&shop, name, &[]);
        assert_eq!(outcome.code, 0, "{outcome:?}");
        edit(&folder);
        let other = again(&shop, &folder, &decision);
        assert_eq!(other.code, 1, "{name}: {other:?}");
        assert!(other.err.contains(what), "{name}: {other:?}");
    }
}

#[test]
fn a_change_of_the_gate_is_decided_again_with_what_it_brings_in() {
    let test = "a_change_of_the_gate_is_decided_again_with_what_it_brings_in";
    let Some(shop) = Shop::new(test) else {
        return;
    };
    write(
        &shop.repo,
        ".foureyes/policy.toml",
        &POLICY.replace("version   = 1", "version   = 2"),
    );
    shop.commit("bob", "A policy of our own");
    let (folder, decision, outcome) = archived(&shop, "transition", &["--report-only"]);
    assert_eq!(outcome.code, 0, "{outcome:?}");
    assert!(folder.join("candidate/policy.toml").is_file());
    let same = again(&shop, &folder, &decision);
    assert_eq!(same.code, 0, "{same:?}");
    fs::remove_dir_all(folder.join("candidate")).unwrap();
    let other = again(&shop, &folder, &decision);
    assert_eq!(other.code, 1, "{other:?}");
}
