use std::fs;
use std::path::Path;

use super::shop::{finish, foureyes, has_git, isolated};

/// What is in a folder.
fn names(folder: &Path) -> Vec<String> {
    let mut names: Vec<_> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned())
        .collect();
    names.sort();
    names
}

#[test]
fn the_demo_goes_as_told_and_leaves_nothing_behind() {
    if !has_git("the_demo_goes_as_told_and_leaves_nothing_behind") {
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let mut demo = isolated(env!("CARGO_BIN_EXE_foureyes"), folder.path());
    demo.arg("demo").env("TMPDIR", folder.path());
    // Neither a hook's variables nor anybody's configuration reach it.
    demo.env("GIT_DIR", "/nonexistent")
        .env("GIT_AUTHOR_NAME", "Somebody")
        .env("GIT_CONFIG_COUNT", "1")
        .env("GIT_CONFIG_KEY_0", "commit.gpgSign")
        .env("GIT_CONFIG_VALUE_0", "true");
    let outcome = finish(demo);
    assert_eq!(outcome.code, 0, "{outcome:?}");
    assert_eq!(outcome.err, "");
    let verdicts: Vec<_> = outcome
        .out
        .lines()
        .filter_map(|line| line.split_whitespace().next())
        .filter(|word| ["ALLOW", "DENY", "HOLD"].contains(word))
        .collect();
    assert_eq!(verdicts, ["HOLD", "HOLD", "ALLOW", "HOLD"]);
    for wanted in [
        "not counted  erin: level is mid, needs senior",
        "carol signed ",
        "could sign   carol",
        "keep them with --keep DIR.",
    ] {
        assert!(outcome.out.contains(wanted), "{wanted}: {}", outcome.out);
    }
    assert!(!outcome.out.contains('\u{1b}'));
    assert_eq!(names(folder.path()), Vec::<String>::new());
}

#[test]
fn a_kept_demo_goes_on_by_hand() {
    if !has_git("a_kept_demo_goes_on_by_hand") {
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let kept = folder.path().join("kept");
    let told = foureyes(folder.path(), &["demo", "--keep", "kept"]);
    assert_eq!(told.code, 0, "{told:?}");
    assert!(told.out.contains("$ cd kept/repo"), "{told:?}");
    assert_eq!(names(&kept), ["keys", "origin.git", "repo"]);
    let repo = kept.join("repo");
    assert_eq!(foureyes(&repo, &["check", "--env", "production"]).code, 3);
    let carol = [
        "approve",
        "--env",
        "production",
        "--key",
        "../keys/carol.key",
        "--yes",
    ];
    assert_eq!(foureyes(&repo, &carol).code, 0);
    assert_eq!(foureyes(&repo, &["check", "--env", "production"]).code, 0);
    assert_eq!(foureyes(&repo, &["notes", "sync"]).code, 0);
    let again = foureyes(folder.path(), &["demo", "--keep", "kept"]);
    assert!(again.err.contains("error[not_empty]"), "{again:?}");
}

#[test]
fn without_git_the_demo_says_so() {
    let folder = tempfile::tempdir().unwrap();
    let mut demo = isolated(env!("CARGO_BIN_EXE_foureyes"), folder.path());
    demo.arg("demo")
        .env("TMPDIR", folder.path())
        .env("PATH", folder.path());
    let outcome = finish(demo);
    assert_eq!(outcome.code, 1);
    assert!(
        outcome.err.contains("error[git_not_installed]"),
        "{outcome:?}"
    );
    assert_eq!(names(folder.path()), Vec::<String>::new());
}
