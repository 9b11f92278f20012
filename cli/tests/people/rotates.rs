//! Rosters and policies that have to be signed, across a real history (semantics 5.6, 7.6.1).

use std::fs;
use std::path::Path;

use crate::shop::{Outcome, Shop, git, write};

const ROSTER: &str = ".foureyes/roster.toml";

fn text(repo: &Path) -> String {
    fs::read_to_string(repo.join(ROSTER)).unwrap()
}

/// Gives somebody the role of those who sign.
fn let_sign(shop: &Shop, person: &str) {
    let head = format!("id = \"{person}\"\nkind = \"human\"");
    let text = text(&shop.repo);
    assert!(text.contains(&head), "{text}");
    let with = format!("{head}\nroles = [\"policy_owner\"]");
    write(&shop.repo, ROSTER, &text.replace(&head, &with));
}

fn signed(shop: &Shop, what: &str, person: &str) -> Outcome {
    shop.run(&[what, "sign", "--yes", "--key", &shop.key(person)])
}

fn sign(shop: &Shop, what: &str, people: &[&str]) {
    for person in people {
        let outcome = signed(shop, what, person);
        assert_eq!(outcome.code, 0, "{outcome:?}");
    }
}

fn rotate(shop: &Shop) {
    let outcome = shop.run(&["roster", "rotate"]);
    assert_eq!(outcome.code, 0, "{outcome:?}");
}

/// A shop in which carol and dave sign rosters and policies; the roster is version 2.
fn adopted(test: &str) -> Option<(Shop, String)> {
    let shop = Shop::new(test)?;
    git(&shop.repo, "dave", &["checkout", "--quiet", "main"]);
    rotate(&shop);
    let line = "version = 2\n";
    let with = text(&shop.repo).replacen(line, "version = 2\nauthority = { threshold = 2 }\n", 1);
    write(&shop.repo, ROSTER, &with);
    for person in ["carol", "dave"] {
        let_sign(&shop, person);
    }
    sign(&shop, "roster", &["carol", "dave"]);
    sign(&shop, "policy", &["carol", "dave"]);
    shop.commit("dave", "Rosters are signed from now on");
    let verified = shop.run(&["roster", "verify"]);
    assert_eq!(verified.code, 0, "{verified:?}");
    assert!(verified.out.contains("2 of 2: carol, dave"), "{verified:?}");
    let mut lines = verified.out.lines().map(str::trim);
    let anchor = lines.find(|line| line.starts_with("sha256:")).unwrap();
    Some((shop, anchor.to_owned()))
}

/// What stands on main now is or is not in force, and `check` says the same.
fn is_now(shop: &Shop, anchor: &str, fault: Option<&str>) {
    let verified = shop.run(&["roster", "verify", "--anchor", anchor]);
    let words = [
        "check",
        "retry",
        "--target",
        "main",
        "--env",
        "production",
        "--anchor",
        anchor,
    ];
    let checked = shop.run(&words);
    match fault {
        None => {
            assert_eq!(verified.code, 0, "{verified:?}");
            assert!(!checked.out.contains("authority_unsigned"), "{checked:?}");
        }
        Some(fault) => {
            assert_eq!(verified.code, 3, "{verified:?}");
            assert!(verified.out.contains(&format!("({fault})")), "{verified:?}");
            assert_eq!(checked.code, 3, "{checked:?}");
            assert!(
                checked.out.contains("the `roster` is not in force"),
                "{checked:?}"
            );
        }
    }
}

fn undo(shop: &Shop) {
    git(
        &shop.repo,
        "dave",
        &["reset", "--quiet", "--hard", "HEAD~1"],
    );
}

#[test]
fn a_roster_over_three_versions_and_what_does_not_follow() {
    let Some((shop, anchor)) = adopted("a_roster_over_three_versions_and_what_does_not_follow")
    else {
        return;
    };
    is_now(&shop, &anchor, None);
    rotate(&shop);
    let_sign(&shop, "frank");
    sign(&shop, "roster", &["carol", "dave"]);
    shop.commit("dave", "Frank signs too");
    is_now(&shop, &anchor, None);

    // Version 5 after version 3.
    rotate(&shop);
    rotate(&shop);
    sign(&shop, "roster", &["carol", "dave"]);
    shop.commit("dave", "One is left out");
    is_now(&shop, &anchor, Some("version_not_next"));
    undo(&shop);

    rotate(&shop);
    shop.commit("dave", "Nobody has signed");
    is_now(&shop, &anchor, Some("unsigned"));
    undo(&shop);

    // Those whom the change itself adds.
    rotate(&shop);
    for person in ["bob", "erin"] {
        let_sign(&shop, person);
    }
    sign(&shop, "roster", &["bob", "erin"]);
    shop.commit("dave", "Bob and Erin sign for themselves");
    is_now(&shop, &anchor, Some("old_quorum"));
    undo(&shop);

    // The signatures of another text.
    rotate(&shop);
    sign(&shop, "roster", &["carol", "frank"]);
    let later = text(&shop.repo).replace("level = \"mid\"", "level = \"principal\"");
    write(&shop.repo, ROSTER, &later);
    shop.commit("dave", "Edited after it was signed");
    is_now(&shop, &anchor, Some("content_differs"));
    undo(&shop);

    // Back to version 2, with its good signatures.
    git(
        &shop.repo,
        "dave",
        &["checkout", "--quiet", "HEAD~1", "--", ".foureyes"],
    );
    shop.commit("dave", "Frank does not sign after all");
    is_now(&shop, &anchor, Some("version_not_next"));
    undo(&shop);

    // A quorum of the old and of the new, the third version: and what was undone has harmed nothing.
    rotate(&shop);
    sign(&shop, "roster", &["carol", "frank"]);
    shop.commit("dave", "Version 4");
    is_now(&shop, &anchor, None);

    let other = format!("sha256:{}", "0".repeat(64));
    let elsewhere = shop.run(&["roster", "verify", "--anchor", &other]);
    assert_eq!(elsewhere.code, 3, "{elsewhere:?}");
}

#[test]
fn a_branch_that_rotates_the_roster_is_held_until_it_is_signed() {
    let Some((shop, anchor)) =
        adopted("a_branch_that_rotates_the_roster_is_held_until_it_is_signed")
    else {
        return;
    };
    git(&shop.repo, "dave", &["checkout", "--quiet", "-b", "rotate"]);
    rotate(&shop);
    let_sign(&shop, "frank");
    shop.commit("dave", "Frank signs too");
    let check = |anchor: &[&str]| {
        let outcome = shop.run(
            &[
                &["check", "--target", "main", "--env", "production"],
                anchor,
            ]
            .concat(),
        );
        assert_eq!(outcome.code, 3, "{outcome:?}");
        outcome.out
    };
    for anchor in [&["--anchor", anchor.as_str()][..], &[]] {
        assert!(check(anchor).contains("the `roster` is not in force: there is no signature"));
    }
    sign(&shop, "roster", &["carol", "dave"]);
    shop.commit("dave", "Signed");
    for anchor in [&["--anchor", anchor.as_str()][..], &[]] {
        let text = check(anchor);
        assert!(!text.contains("not in force"), "{text}");
        assert!(text.contains("What controls the gate"), "{text}");
    }
    // Whoever leaves the policy as it is need not sign it; whoever edits it has to.
    let policy = shop.repo.join(".foureyes/policy.toml");
    let edited = fs::read_to_string(&policy)
        .unwrap()
        .replace("version   = 1", "version   = 2");
    fs::write(&policy, edited).unwrap();
    shop.commit("dave", "The policy, too");
    assert!(check(&[]).contains("the `policy` is not in force"));
}

#[test]
fn what_is_wrong_with_a_roster_is_told_with_its_place() {
    let Some(shop) = Shop::new("what_is_wrong_with_a_roster_is_told_with_its_place") else {
        return;
    };
    let good = shop.run(&["roster", "check"]);
    assert_eq!(
        (good.code, good.out.as_str()),
        (0, "`.foureyes/roster.toml` is in order\n")
    );
    let policy = shop.run(&["policy", "check"]);
    assert_eq!(policy.code, 0, "{policy:?}");
    // A point that is not on the curve, and a level that is not there.
    let mut lines: Vec<String> = text(&shop.repo).lines().map(str::to_owned).collect();
    let off = "public = \"ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIAIAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA\"";
    let key = lines
        .iter_mut()
        .find(|line| line.starts_with("public = "))
        .unwrap();
    *key = off.to_owned();
    let level = lines
        .iter_mut()
        .find(|line| *line == "level = \"mid\"")
        .unwrap();
    *level = "level = \"middle\"".to_owned();
    write(&shop.repo, ROSTER, &lines.join("\n"));
    let bad = shop.run(&["roster", "check"]);
    assert_eq!(bad.code, 1, "{bad:?}");
    for expected in [
        "error[bad_key]: the key of `bob` is refused: the key is not a point of the curve",
        "error[unknown_level]",
        ".foureyes/roster.toml:",
    ] {
        assert!(bad.err.contains(expected), "{}", bad.err);
    }
    // A key whose person does not sign documents is told so.
    write(
        &shop.repo,
        ROSTER,
        &text(&shop.repo).replace(off, "public = \"ssh-ed25519 AAAA\""),
    );
    assert_eq!(signed(&shop, "roster", "carol").code, 1);
    git(&shop.repo, "dave", &["checkout", "--quiet", "--", "."]);
    let warned = signed(&shop, "roster", "carol");
    assert_eq!(warned.code, 0, "{warned:?}");
    assert!(warned.err.contains("names nobody who signs"), "{warned:?}");
}
