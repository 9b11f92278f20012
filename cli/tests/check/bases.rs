//! Documents beside the policy, which it extends.

use std::fs;

use crate::world::{POLICY, World, roster};

fn policy(extends: &str) -> String {
    POLICY.replace(
        "version   = 1",
        &format!("version   = 1\nextends = [{extends}]"),
    )
}

fn base(id: &str, extends: &str, code: &str) -> String {
    format!(
        "policy = \"foureyes/policy/v1\"\nid = \"{id}\"\nversion = 1\nextends = [{extends}]\n\n[[rule]]\nid = \"{id}\"\n\
         why = \"Nothing goes to staging.\"\nwhen = {{ environment = \"staging\" }}\nforbid = \"{code}\"\n"
    )
}

/// A repository whose policy extends two documents that stand beside it, one by way of the other.
fn world(test: &str) -> Option<World> {
    let world = World::new(test)?;
    world.git(&["checkout", "--quiet", "main"]);
    world.file(".foureyes/policy.toml", &policy("\"house\""));
    world.file(
        ".foureyes/house.toml",
        &base("house", "\"cellar\"", "house"),
    );
    world.file(
        ".foureyes/cellar.toml",
        &base("cellar", "\"common\"", "cellar"),
    );
    world.commit("Extend");
    world.git(&["checkout", "--quiet", "retry"]);
    world.git(&["merge", "--quiet", "--no-edit", "main"]);
    Some(world)
}

#[test]
fn what_stands_beside_the_policy_is_in_force() {
    let Some(world) = world("what_stands_beside_the_policy_is_in_force") else {
        return;
    };
    let words = ["--env", "staging"];
    let denied = world.check(&words);
    assert_eq!(denied.code, 2, "{denied:?}");
    for code in ["house", "cellar"] {
        assert!(denied.out.contains(code), "{}", denied.out);
    }
    // What the change brings along beside its policy is not read.
    fs::remove_file(world.path.join(".foureyes/house.toml")).unwrap();
    world.commit("Without");
    let denied = world.check(&words);
    assert_eq!(denied.code, 2, "{denied:?}");
    let held = world.check(&["--env", "production", "--format", "json"]);
    assert!(held.out.contains("candidate_invalid"), "{}", held.out);
    assert!(held.out.contains("unknown_document"), "{}", held.out);
}

#[test]
fn a_base_that_changes_asks_for_the_next_version() {
    let Some(world) = world("a_base_that_changes_asks_for_the_next_version") else {
        return;
    };
    let json = ["--env", "production", "--format", "json"];
    world.file(".foureyes/cellar.toml", &base("cellar", "", "other"));
    world.commit("Other");
    let denied = world.check(&json);
    assert_eq!(denied.code, 2, "{denied:?}");
    assert!(denied.out.contains("candidate_version"), "{}", denied.out);
    let next = policy("\"house\"").replace("version   = 1", "version   = 2");
    world.file(".foureyes/policy.toml", &next);
    world.commit("Next");
    let held = world.check(&json);
    assert_eq!(held.code, 3, "{held:?}");
    world.file(".foureyes/cellar.toml", "policy = 1\n");
    world.commit("Broken");
    let denied = world.check(&json);
    assert_eq!(denied.code, 2, "{denied:?}");
    assert!(denied.out.contains("candidate_invalid"), "{}", denied.out);
}

#[test]
fn what_is_wrong_beside_the_policy_is_told_by_its_file() {
    let Some(world) = world("what_is_wrong_beside_the_policy_is_told_by_its_file") else {
        return;
    };
    for (text, says) in [
        (
            base("house", "\"cellar\"", "house").replace("environment =", "enviroment ="),
            "error[unknown_field]: unknown field `enviroment`",
        ),
        (
            base("attic", "", "attic"),
            "error[other_document]: the document `house` is looked for here, and this is `attic`\n  \
             --> .foureyes/house.toml\n",
        ),
        (
            base("house", "\"cellr\"", "house"),
            "error[unknown_document]: the document `cellr` is not known",
        ),
        (
            base("house", "\"cellar\", \"house\"", "house"),
            "error[extends_itself]: the document `house` extends itself",
        ),
    ] {
        world.git(&["checkout", "--quiet", "main"]);
        world.file(".foureyes/house.toml", &text);
        world.commit("Wrong");
        world.git(&["checkout", "--quiet", "retry"]);
        let broken = world.check(&["--env", "production"]);
        assert_eq!((broken.code, broken.out.as_str()), (1, ""), "{broken:?}");
        assert!(broken.err.starts_with(says), "{}", broken.err);
        assert!(
            broken.err.contains("--> .foureyes/house.toml"),
            "{}",
            broken.err
        );
    }
}

#[test]
fn a_pinned_policy_has_its_documents_beside_it() {
    let Some(world) = World::new("a_pinned_policy_has_its_documents_beside_it") else {
        return;
    };
    let place = |name: &str, text: &str| {
        let path = world.outside(name);
        fs::write(&path, text).unwrap();
        path.to_str().unwrap().to_owned()
    };
    let policy_file = place("policy.toml", &policy("\"house\""));
    let roster_file = place("roster.toml", &roster(1));
    let words = ["--policy-file", &policy_file, "--roster-file", &roster_file];
    // A document in the repository is not beside a pinned policy.
    world.file(".foureyes/house.toml", &base("house", "", "house"));
    let missing = world.check(&words);
    assert_eq!(missing.code, 1, "{missing:?}");
    assert!(
        missing.err.starts_with("error[unknown_document]"),
        "{}",
        missing.err
    );
    place("house.toml", &base("house", "", "house"));
    let denied = world.check(&[&words[..], &["--env", "staging"]].concat());
    assert_eq!(denied.code, 2, "{denied:?}");
    let checked = [
        "policy",
        "check",
        "--file",
        &policy_file,
        "--roster-file",
        &roster_file,
    ];
    let checked = world.run(&checked);
    assert_eq!(checked.code, 0, "{checked:?}");
    let cases = "cases = \"foureyes/cases/v1\"\nrosterFile = \"roster.toml\"\n\n[[case]]\nname = \"staging\"\n\
                 change = { environment = \"staging\" }\nverdict = \"deny\"\nreasons = [\"forbidden house/house\", \"approvals_missing team/senior\"]\n";
    let tested = world.run(&["test", &place("policy.cases.toml", cases)]);
    assert_eq!(tested.code, 0, "{tested:?}");
}

#[test]
fn there_are_at_most_64() {
    let Some(world) = World::new("there_are_at_most_64") else {
        return;
    };
    let place = |name: &str, text: &str| {
        let path = world.outside(name);
        fs::write(&path, text).unwrap();
        path.to_str().unwrap().to_owned()
    };
    let policy_file = place("policy.toml", &policy("\"b1\""));
    let roster_file = place("roster.toml", &roster(1));
    for number in 1..=65 {
        let next = format!("\"b{}\"", number + 1);
        let extends = if number < 64 { next.as_str() } else { "" };
        let id = format!("b{number}");
        place(&format!("{id}.toml"), &base(&id, extends, "closed"));
    }
    let words = ["--policy-file", &policy_file, "--roster-file", &roster_file];
    let denied = world.check(&[&words[..], &["--env", "staging"]].concat());
    assert_eq!(denied.code, 2, "{denied:?}");
    place("b64.toml", &base("b64", "\"b65\"", "closed"));
    let broken = world.check(&words);
    assert_eq!(broken.code, 1, "{broken:?}");
    let says = "error[too_many]: a policy has at most 64 documents beside it";
    assert!(broken.err.starts_with(says), "{}", broken.err);
}
