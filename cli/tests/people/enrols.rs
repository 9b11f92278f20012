//! `foureyes roster enrol` and `roster admit`: a key shows that somebody holds it (semantics 7.5.1).

use std::fs;

use crate::shop::{Shop, git};

const ROSTER: &str = ".foureyes/roster.toml";

/// From a new key to an approval with it, by the lines that are shown.
#[test]
fn a_new_key_is_enrolled_by_whoever_holds_it() {
    let test = "a_new_key_is_enrolled_by_whoever_holds_it";
    let Some(shop) = Shop::with_ssh(test, &["bob"]) else {
        return;
    };
    let key = shop.key("carol-new");
    let mut command = crate::shop::isolated("ssh-keygen", shop.folder.path());
    command.args(["-q", "-t", "ed25519", "-N", "", "-f", &key]);
    assert_eq!(crate::shop::finish(command).code, 0);
    let file = shop.folder.path().join("enrolment.json");
    let file = file.to_str().unwrap();
    git(&shop.repo, "dave", &["checkout", "--quiet", "main"]);
    let enrolled = shop.run(&[
        "roster",
        "enrol",
        "--as",
        "carol",
        "--ssh-key",
        &key,
        "--output",
        file,
    ]);
    assert_eq!(enrolled.code, 0, "{enrolled:?}");
    let admitted = shop.run(&["roster", "admit", file]);
    assert_eq!(admitted.code, 0, "{admitted:?}");
    assert!(admitted.out.contains("Ask carol in person"), "{admitted:?}");
    let lines = admitted.out.split_once("[[principal.key]]").unwrap().1;
    let roster = shop.repo.join(ROSTER);
    let text = fs::read_to_string(&roster).unwrap();
    let head = "accounts = [\"email:carol@example.org\"]\n";
    assert!(text.contains(head), "{text}");
    let with = format!("{head}[[principal.key]]{lines}\n");
    fs::write(&roster, text.replace(head, &with)).unwrap();
    shop.commit("dave", "Take in a key of Carol's");
    git(&shop.repo, "bob", &["checkout", "--quiet", "retry"]);
    let signed = shop.run(&[
        "approve",
        "--target",
        "main",
        "--env",
        "production",
        "--yes",
        "--ssh-key",
        &key,
    ]);
    assert!(signed.out.contains("It counts"), "{signed:?}");
    // The same key a second time is nobody's news.
    git(&shop.repo, "dave", &["checkout", "--quiet", "main"]);
    let again = shop.run(&["roster", "admit", file]);
    assert_eq!(again.code, 1, "{again:?}");
    assert!(again.err.contains("one of `carol` already"), "{again:?}");
}

#[test]
fn a_key_of_another_one_is_not_admitted() {
    let Some(shop) = Shop::new("a_key_of_another_one_is_not_admitted") else {
        return;
    };
    let file = shop.folder.path().join("enrolment.json");
    let file = file.to_str().unwrap();
    let key = shop.key("new");
    assert_eq!(shop.run(&["keygen", "--output", &key]).code, 0);
    let enrol = |who: &str, key: &str| {
        shop.run(&[
            "roster", "enrol", "--as", who, "--key", key, "--output", file,
        ])
    };
    let nobody = enrol("mallory", &key);
    assert!(nobody.err.contains("nobody of the roster"), "{nobody:?}");
    let taken = enrol("carol", &shop.key("dave"));
    assert!(taken.err.contains("one of `dave` already"), "{taken:?}");
    assert_eq!(enrol("carol", &key).code, 0);
    // Somebody else's name on it, and it proves nothing.
    let text = fs::read_to_string(file).unwrap();
    fs::write(
        file,
        text.replacen("\"payload\":\"", "\"payload\":\"AAAA", 1),
    )
    .unwrap();
    let forged = shop.run(&["roster", "admit", file]);
    assert_eq!(forged.code, 1, "{forged:?}");
    assert!(forged.err.contains("not_proven"), "{forged:?}");
}
