//! `examples/hooks/pre-receive` in a real bare repository.

use std::fs;
use std::path::{Path, PathBuf};

use super::shop::{Outcome, Shop, finish, foureyes, git, isolated, write};

/// A bare repository with policy, roster and the hook; the shop has it as `origin`, and `retry` is there too.
fn server(shop: &Shop) -> PathBuf {
    let bare = shop.folder.path().join("server.git");
    let name = bare.to_str().unwrap();
    git(
        &shop.repo,
        "dave",
        &["init", "--quiet", "--bare", "--initial-branch=main", name],
    );
    git(&shop.repo, "dave", &["remote", "add", "origin", name]);
    let hook = Path::new(env!("CARGO_MANIFEST_DIR")).join("../examples/hooks/pre-receive");
    fs::copy(hook, bare.join("hooks/pre-receive")).unwrap();
    for (setting, value) in [
        ("receive.fsckObjects", "true"),
        ("foureyes.environment", "production"),
        ("foureyes.program", env!("CARGO_BIN_EXE_foureyes")),
    ] {
        git(&bare, "dave", &["config", setting, value]);
    }
    // Into a repository without branches, and then a branch that is not protected.
    assert_eq!(push(shop, "main").code, 0);
    assert_eq!(push(shop, "retry").code, 0);
    git(
        &shop.repo,
        "dave",
        &["remote", "set-head", "origin", "main"],
    );
    bare
}

fn push(shop: &Shop, what: &str) -> Outcome {
    let mut command = isolated("git", &shop.repo);
    command.args(["push", "--quiet", "origin", what]);
    finish(command)
}

fn refused(outcome: &Outcome, why: &str) {
    assert!(
        outcome.code != 0 && outcome.err.contains("pre-receive hook declined"),
        "{outcome:?}"
    );
    assert!(outcome.err.contains(why), "{why}: {}", outcome.err);
}

fn sign(shop: &Shop, command: &str, person: &str, words: &[&str]) -> String {
    let signed = shop.sign_in(&shop.repo, command, person, words);
    let synced = foureyes(&shop.repo, &["notes", "sync"]);
    assert_eq!(synced.code, 0, "{synced:?}");
    signed.statement()
}

#[test]
fn a_push_goes_through_with_the_right_signatures_only() {
    let Some(shop) = Shop::new("a_push_goes_through_with_the_right_signatures_only") else {
        return;
    };
    let bare = server(&shop);
    let tip = || git(&bare, "dave", &["rev-parse", "main"]);
    let before = tip();
    let alone = push(&shop, "retry:main");
    refused(&alone, "foureyes: refs/heads/main stays as it is");
    refused(&alone, "HOLD");
    refused(&alone, "carol");
    sign(&shop, "approve", "erin", &[]);
    refused(&push(&shop, "retry:main"), "HOLD");
    sign(&shop, "approve", "carol", &[]);
    let reject = sign(
        &shop,
        "reject",
        "frank",
        &["--reason", "not before the audit"],
    );
    let rejected = push(&shop, "retry:main");
    refused(&rejected, "frank");
    refused(&rejected, "not before the audit");

    // The reject does not go away with the notes.
    git(
        &shop.repo,
        "bob",
        &["update-ref", "refs/notes/mine", "refs/notes/foureyes~1"],
    );
    refused(
        &push(&shop, "+refs/notes/mine:refs/notes/foureyes"),
        "would disappear",
    );
    refused(&push(&shop, ":refs/notes/foureyes"), "stays");
    git(
        &shop.repo,
        "bob",
        &["update-ref", "refs/notes/mine", "refs/notes/foureyes"],
    );
    git(
        &shop.repo,
        "bob",
        &["notes", "--ref=mine", "remove", "retry"],
    );
    refused(
        &push(&shop, "refs/notes/mine:refs/notes/foureyes"),
        "would disappear",
    );
    hide_notes(&shop);
    refused(
        &push(&shop, "refs/notes/mine:refs/notes/foureyes"),
        "would disappear",
    );
    refused(&push(&shop, "retry:main"), "frank");
    assert_eq!(tip(), before);

    sign(&shop, "withdraw", "frank", &["--statement", &reject]);
    let through = push(&shop, "retry:main");
    assert_eq!(through.code, 0, "{through:?}");
    assert_eq!(tip(), git(&shop.repo, "bob", &["rev-parse", "retry"]));
}

/// Makes `refs/notes/mine` hold the same contents under names that nobody takes for notes.
fn hide_notes(shop: &Shop) {
    let word = |words: &[&str]| git(&shop.repo, "bob", words);
    let blob = word(&["notes", "--ref=foureyes", "list", "retry"]);
    let listing = shop.folder.path().join("listing");
    fs::write(&listing, format!("100644 blob {blob}\told\n")).unwrap();
    let mut command = isolated("git", &shop.repo);
    command
        .arg("mktree")
        .stdin(fs::File::open(listing).unwrap());
    let tree = finish(command).out;
    let parent = word(&["rev-parse", "refs/notes/foureyes"]);
    let commit = word(&["commit-tree", tree.trim(), "-p", &parent, "-m", "Tidy up"]);
    word(&["update-ref", "refs/notes/mine", &commit]);
}

#[test]
fn what_a_server_protects_cannot_be_walked_around() {
    let Some(shop) = Shop::new("what_a_server_protects_cannot_be_walked_around") else {
        return;
    };
    let bare = server(&shop);
    refused(&push(&shop, ":main"), "protected, and stays");
    git(
        &shop.repo,
        "bob",
        &["checkout", "--quiet", "--orphan", "other"],
    );
    write(&shop.repo, ".foureyes/policy.toml", "policy = 1");
    shop.commit("bob", "Everything is allowed");
    refused(&push(&shop, "+other:main"), "no commit of it is taken back");
    // A policy of the pushed commits is not what judges them.
    git(
        &shop.repo,
        "bob",
        &["checkout", "--quiet", "-b", "free", "main"],
    );
    let lax =
        "policy = \"foureyes/policy/v1\"\nid = \"shop\"\nversion = 2\nunmatched = \"allow\"\n";
    write(&shop.repo, ".foureyes/policy.toml", lax);
    shop.commit("bob", "Everything is allowed");
    refused(&push(&shop, "free:main"), "refs/heads/main stays");
    git(
        &bare,
        "dave",
        &["config", "foureyes.protect", "refs/heads/main"],
    );
    git(
        &bare,
        "dave",
        &["config", "--add", "foureyes.protect", "refs/heads/release"],
    );
    refused(
        &push(&shop, "retry:release"),
        "who runs this server begins it",
    );
    refused(&push(&shop, "retry:main"), "refs/heads/main stays");
    // A program that is not there allows nothing.
    git(
        &bare,
        "dave",
        &["config", "foureyes.program", "/nowhere/foureyes"],
    );
    refused(&push(&shop, "retry:main"), "refs/heads/main stays");
    assert_eq!(push(&shop, "free:refs/heads/mine").code, 0);
}
