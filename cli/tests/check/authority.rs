//! By what a change is judged: never by what it brings along.

use std::fs;

use crate::world::{POLICY, World, roster};

const LAX: &str =
    "policy = \"foureyes/policy/v1\"\nid = \"team\"\nversion = 2\nunmatched = \"allow\"\n";

#[test]
fn a_change_does_not_bring_its_own_policy() {
    let Some(world) = World::new("a_change_does_not_bring_its_own_policy") else {
        return;
    };
    world.file(".foureyes/policy.toml", LAX);
    world.commit("Relax");
    let held = world.check(&["--env", "production"]);
    assert_eq!(held.code, 3, "{held:?}");
    assert!(held.out.contains("senior"), "{}", held.out);
    assert!(
        held.out.contains("gate                   0 of 2"),
        "{}",
        held.out
    );
    // Named as the authority it would be lax, and even then the floor holds.
    let held = world.check(&["--env", "production", "--authority", "HEAD"]);
    assert_eq!(held.code, 3, "{held:?}");
    assert!(
        held.err.contains("warning[authority_in_change]"),
        "{}",
        held.err
    );
}

#[test]
fn a_transition_needs_a_candidate_that_is_the_next_version() {
    let Some(world) = World::new("a_transition_needs_a_candidate_that_is_the_next_version") else {
        return;
    };
    world.file(
        ".foureyes/policy.toml",
        &POLICY.replace("version   = 1", "version   = 2"),
    );
    world.commit("Next");
    world.approve("carol", &["--env", "production"]);
    world.approve("dave", &["--env", "production"]);
    let path = world.statements();
    let allowed = world.check(&["--env", "production", "--statements", &path]);
    assert_eq!(allowed.code, 0, "{allowed:?}");
    for (text, code) in [
        (
            POLICY.replace("version   = 1", "version   = 3"),
            "candidate_version",
        ),
        ("policy = 1".to_owned(), "candidate_invalid"),
    ] {
        world.file(".foureyes/policy.toml", &text);
        world.commit("Other");
        let denied = world.check(&["--format", "json"]);
        assert_eq!(denied.code, 2, "{denied:?}");
        assert!(denied.out.contains(code), "{}", denied.out);
    }
    fs::remove_file(world.path.join(".foureyes/policy.toml")).unwrap();
    world.commit("Gone");
    let denied = world.check(&["--format", "json"]);
    assert_eq!(denied.code, 2, "{denied:?}");
    assert!(denied.out.contains("missing_document"), "{}", denied.out);
}

#[test]
fn the_tip_of_the_target_counts_not_where_the_branch_left_it() {
    let Some(world) = World::new("the_tip_of_the_target_counts_not_where_the_branch_left_it")
    else {
        return;
    };
    world.git(&["checkout", "--quiet", "main"]);
    let both = POLICY.replace("approvals = 1", "approvals = 2");
    world.file(
        ".foureyes/policy.toml",
        &both.replace("version   = 1", "version   = 2"),
    );
    world.commit("Two");
    world.git(&["checkout", "--quiet", "retry"]);
    world.approve("carol", &["--env", "production"]);
    let path = world.statements();
    let words = ["--env", "production", "--statements", &path];
    let held = world.check(&words);
    assert_eq!(held.code, 3, "{held:?}");
    assert!(held.out.contains("1 of 2"), "{}", held.out);
    let allowed = world.check(&[&words[..], &["--authority", "main~1"]].concat());
    assert_eq!(allowed.code, 0, "{allowed:?}");
    let held =
        world.check(&[&words[..], &["--authority", "main~1", "--last-seen", "2:1"]].concat());
    assert_eq!(held.code, 3, "{held:?}");
    // What the remote has counts, not a local branch of the same name.
    world.git(&["update-ref", "refs/remotes/origin/main", "main"]);
    world.git(&["update-ref", "refs/heads/main", "main~1"]);
    assert_eq!(world.check(&words).code, 3);
    world.git(&[
        "symbolic-ref",
        "refs/remotes/origin/HEAD",
        "refs/remotes/origin/main",
    ]);
    let default = world.run(&["check", "--env", "production"]);
    assert_eq!(default.code, 3, "{default:?}");
    assert!(default.out.contains("0 of 2"), "{}", default.out);
}

#[test]
fn nothing_adopted_yet() {
    let Some(world) = World::empty("nothing_adopted_yet") else {
        return;
    };
    let none = world.run(&["check", "--target", "main"]);
    assert_eq!(none.code, 1, "{none:?}");
    assert!(none.err.starts_with("error[no_commits]"), "{}", none.err);
    world.file("a", "1\n");
    world.commit("Begin");
    world.git(&["checkout", "--quiet", "-b", "adopt"]);
    world.file(".foureyes/policy.toml", LAX);
    world.commit("Adopt");
    let held = world.check(&[]);
    assert_eq!(held.code, 3, "{held:?}");
    for says in [
        "there is no policy",
        "there is no roster",
        "foureyes init",
        "git add .foureyes",
        "git commit",
    ] {
        assert!(held.out.contains(says), "{}", held.out);
    }
    let json = world.check(&["--format", "json"]);
    assert!(json.out.contains("policy_missing") && json.out.contains("roster_missing"));
    assert!(json.err.contains("foureyes init"));
    let roster_file = world.outside("roster.toml");
    fs::write(&roster_file, roster(1)).unwrap();
    let roster_file = roster_file.to_str().unwrap().to_owned();
    let held = world.check(&["--roster-file", &roster_file, "--format", "json"]);
    assert!(!held.out.contains("roster_missing"), "{}", held.out);
    let policy_file = world.outside("policy.toml");
    fs::write(&policy_file, POLICY).unwrap();
    let policy_file = policy_file.to_str().unwrap().to_owned();
    let held = world.check(&["--policy-file", &policy_file, "--roster-file", &roster_file]);
    assert_eq!(held.code, 3, "{held:?}");
    assert!(held.out.contains("senior"), "{}", held.out);
    let profile = world.check(&["--policy", "senior-signoff", "--roster-file", &roster_file]);
    assert_eq!(profile.code, 3, "{profile:?}");
}

#[test]
fn what_is_named_and_not_there() {
    let Some(world) = World::new("what_is_named_and_not_there") else {
        return;
    };
    let commit = world.git(&["rev-parse", "--short=7", "main"]);
    for (option, path) in [
        ("--policy", "./.foureyes/policy.toml"),
        ("--roster", "people/roster.toml"),
    ] {
        let held = world.check(&[option, path]);
        assert_eq!(held.code, 3, "{held:?}");
        let next =
            format!("  Next   there is no `{path}` in {commit}: name a path in it with {option}\n");
        assert!(held.out.ends_with(&next), "{}", held.out);
    }
}

#[test]
fn faults_name_the_file() {
    let Some(world) = World::new("faults_name_the_file") else {
        return;
    };
    world.git(&["checkout", "--quiet", "main"]);
    let typo = POLICY.replace("approvals = 1", "aprovals = 1");
    world.file(".foureyes/policy.toml", &typo);
    world.commit("Typo");
    world.git(&["checkout", "--quiet", "retry"]);
    let broken = world.check(&[]);
    assert_eq!((broken.code, broken.out.as_str()), (1, ""));
    assert_eq!(
        broken.err,
        "error[unknown_field]: unknown field `aprovals`; did you mean `approvals`?\n  \
         --> .foureyes/policy.toml:16:14   rule[0].require[0]\n"
    );
    world.git(&["checkout", "--quiet", "main"]);
    let unknown = POLICY
        .replace("\"senior\" } }", "\"staff\" } }")
        .replace("\"closed\" }", "\"moon\" }");
    world.file(".foureyes/policy.toml", &unknown);
    world.commit("Unknown");
    world.git(&["checkout", "--quiet", "retry"]);
    let broken = world.check(&[]);
    assert_eq!(broken.code, 1, "{broken:?}");
    assert_eq!(
        broken.err.matches("--> .foureyes/policy.toml:").count(),
        3,
        "{}",
        broken.err
    );
    // A link in the place of the policy is no policy.
    world.git(&["checkout", "--quiet", "main"]);
    fs::remove_file(world.path.join(".foureyes/policy.toml")).unwrap();
    let blob = world.feed(&["hash-object", "-w", "--stdin"], b"../pay.rs");
    let entry = format!("120000,{blob},.foureyes/policy.toml");
    world.git(&["update-index", "--cacheinfo", &entry]);
    world.git(&["commit", "--quiet", "--message", "Link"]);
    world.git(&["reset", "--quiet", "--hard"]);
    world.git(&["checkout", "--quiet", "retry"]);
    let broken = world.check(&[]);
    assert_eq!(broken.code, 1, "{broken:?}");
    assert!(
        broken.err.starts_with("error[not_a_file]"),
        "{}",
        broken.err
    );
}
