//! How keys come and go: `foureyes roster enrol` and `roster admit` (semantics 7.5.1), `revoke`, and `duty` (7.7.1).

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

#[test]
fn whoever_has_lost_a_key_ends_it() {
    let Some(shop) = Shop::new("whoever_has_lost_a_key_ends_it") else {
        return;
    };
    shop.sign("approve", "carol", &[]);
    assert_eq!(shop.check().0, 0);
    let roster = fs::read_to_string(shop.repo.join(ROSTER)).unwrap();
    let carol = roster
        .split("[[principal]]")
        .find(|entry| entry.contains("\"carol\""))
        .unwrap();
    let public = carol
        .split_once("public = \"")
        .unwrap()
        .1
        .split('"')
        .next()
        .unwrap();
    let public: foureyes::roster::PublicKey = public.parse().unwrap();
    let ends = ["--ends", public.fingerprint().as_str()];
    let stranger = shop.sign("revoke", "erin", &ends);
    assert!(stranger.out.contains("It does not count"), "{stranger:?}");
    assert_eq!(shop.check().0, 0);
    let own = shop.sign("revoke", "carol", &ends);
    assert!(own.out.contains("carol ended the key"), "{own:?}");
    let (code, text) = shop.check();
    assert_eq!(code, 3, "{text}");
    assert!(
        text.contains("carol: the key is compromised or retired"),
        "{text}"
    );
}

#[test]
fn a_scheduler_says_who_is_away() {
    let Some(shop) = Shop::new("a_scheduler_says_who_is_away") else {
        return;
    };
    git(&shop.repo, "dave", &["checkout", "--quiet", "main"]);
    let roster = shop.repo.join(ROSTER);
    let text = fs::read_to_string(&roster).unwrap();
    let head = "id = \"erin\"\nkind = \"human\"";
    assert!(text.contains(head), "{text}");
    fs::write(
        &roster,
        text.replace(head, &format!("{head}\nroles = [\"scheduler\"]")),
    )
    .unwrap();
    shop.commit("dave", "Erin keeps the list");
    git(&shop.repo, "bob", &["checkout", "--quiet", "retry"]);
    let first = |text: &str| {
        let could = text
            .lines()
            .find(|line| line.contains("could sign"))
            .unwrap()
            .to_owned();
        could
            .split_whitespace()
            .nth(2)
            .unwrap()
            .trim_end_matches(',')
            .to_owned()
    };
    let (_, before) = shop.check();
    assert_eq!(first(&before), "frank", "{before}");
    let said = shop.sign("duty", "erin", &["--away", "frank"]);
    assert!(said.out.contains("It orders suggestions"), "{said:?}");
    let (code, after) = shop.check();
    assert_eq!(code, 3, "{after}");
    assert_eq!(first(&after), "carol", "{after}");
}
