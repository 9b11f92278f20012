use std::fs;

use super::shop::{Shop, foureyes, git, write};

const ALLOW: i32 = 0;
const DENY: i32 = 2;
const HOLD: i32 = 3;

#[test]
fn from_a_new_key_to_an_allowed_change() {
    let Some(shop) = Shop::new("from_a_new_key_to_an_allowed_change") else {
        return;
    };
    assert_eq!(shop.check().0, HOLD);
    let erin = shop.sign("approve", "erin", &[]);
    assert!(
        erin.out.contains(
            "It counts for peer-review, and not for ai-senior-signoff (level is mid, needs senior)."
        ),
        "{erin:?}"
    );
    assert_eq!(shop.check().0, HOLD);
    let carol = shop.sign(
        "approve",
        "carol",
        &[
            "--meaning",
            "review",
            "--acknowledge",
            "restore-tested",
            "--comment",
            "fine \u{202e}by me",
        ],
    );
    assert_eq!(carol.code, 0, "{carol:?}");
    for wanted in [
        "APPROVE  ",
        "\n  environment   production\n",
        "\n  means         review\n",
        "\n  acknowledges  restore-tested\n",
        "\n  comment       fine \\u{202e}by me\n",
        "\n  signer        carol with SHA256:",
        "\"predicateType\":\"https://docs.rs/foureyes/statement/approve/v1\"",
        " for production, until ",
        "; nothing else.\nIt counts for ai-senior-signoff and peer-review.\n",
        "\nALLOW  ",
    ] {
        assert!(carol.out.contains(wanted), "{wanted}: {}", carol.out);
    }
    assert!(!carol.out.contains('\u{202e}'));
    assert_eq!(shop.check().0, ALLOW);
    // The same content under other words is what she signed; other content is not.
    let reword = ["commit", "--quiet", "--amend", "-m", "Retry"];
    git(&shop.repo, "bob", &reword);
    assert_eq!(shop.check().0, ALLOW);
    write(&shop.repo, "pay.rs", "fn pay() { retry_twice() }\n");
    let amend = ["commit", "--quiet", "--amend", "--all", "--no-edit"];
    git(&shop.repo, "bob", &amend);
    let (code, text) = shop.check();
    assert_eq!(code, HOLD);
    assert!(text.contains("not counted  carol: "), "{text}");
}

#[test]
fn who_took_part_is_warned_and_does_not_count() {
    let Some(shop) = Shop::new("who_took_part_is_warned_and_does_not_count") else {
        return;
    };
    let bob = shop.sign("approve", "bob", &[]);
    assert_eq!(bob.code, 0);
    assert!(
        bob.err
            .contains("bob took part in this change: this will not count")
    );
    assert!(
        bob.out
            .contains("It does not count: the signer took part in the change.")
    );
    assert_eq!(shop.check().0, HOLD);
}

#[test]
fn a_reject_stops_until_it_is_withdrawn() {
    let Some(shop) = Shop::new("a_reject_stops_until_it_is_withdrawn") else {
        return;
    };
    shop.sign("approve", "carol", &[]).statement();
    assert_eq!(shop.check().0, ALLOW);
    let reject = shop.sign("reject", "dave", &["--reason", "not on a Friday"]);
    let id = reject.statement();
    assert!(reject.out.contains("It stops the change"), "{reject:?}");
    let (code, text) = shop.check();
    assert_eq!(code, DENY);
    let digits = id.get(7..19).unwrap();
    let said = format!("`dave` has rejected the change: `not on a Friday` (statement {digits})");
    assert!(text.contains(&said), "{text}");
    let silent = shop.sign("reject", "dave", &["--reason", ""]);
    assert_eq!(silent.code, 1, "{silent:?}");
    let foreign = shop.sign("withdraw", "carol", &["--statement", &id]);
    assert_eq!(foreign.code, 1);
    assert!(
        foreign.err.contains("names no statement of yours here"),
        "{foreign:?}"
    );
    let withdraw = shop.sign("withdraw", "dave", &["--statement", digits]);
    assert!(withdraw.out.contains(&id), "{withdraw:?}");
    assert_eq!(shop.check().0, ALLOW);
}

#[test]
fn after_withdrawing_everything_one_signs_anew() {
    let Some(shop) = Shop::new("after_withdrawing_everything_one_signs_anew") else {
        return;
    };
    shop.sign("approve", "carol", &[]).statement();
    let all = shop.sign("withdraw", "carol", &["--all"]).statement();
    assert_eq!(shop.check().0, HOLD);
    let again = shop.sign("approve", "carol", &[]);
    assert!(
        again.out.contains(&format!("\n  after         {all}\n")),
        "{again:?}"
    );
    assert_eq!(shop.check().0, ALLOW);
    let nothing = shop.sign("withdraw", "carol", &[]);
    assert_eq!(nothing.code, 1);
}

#[test]
fn statements_in_files() {
    let Some(shop) = Shop::new("statements_in_files") else {
        return;
    };
    let file = shop.folder.path().join("statements.jsonl");
    let file = file.to_str().unwrap();
    for person in ["carol", "erin"] {
        let signed = shop.sign("approve", person, &["--output", file]);
        assert!(
            signed.out.contains(&format!("Kept in {file}.")),
            "{signed:?}"
        );
    }
    assert_eq!(fs::read_to_string(file).unwrap().lines().count(), 2);
    assert_eq!(shop.check().0, HOLD);
    assert_eq!(shop.check_with(&["--statements", file]).0, ALLOW);
    // What stands in the file is known when one signs into it.
    let all = shop
        .sign("withdraw", "carol", &["--all", "--output", file])
        .statement();
    let again = shop.sign("approve", "carol", &["--output", file]);
    assert!(again.out.contains(&all), "{again:?}");
    let printed = shop.sign("approve", "carol", &["--output", "-"]);
    assert!(printed.out.starts_with("{\"payload\":") && printed.out.lines().count() == 1);
    assert!(printed.err.contains("carol signed "), "{printed:?}");
}

#[test]
fn a_change_document_is_signed_too() {
    let Some(shop) = Shop::new("a_change_document_is_signed_too") else {
        return;
    };
    let file = shop.folder.path().join("change.json");
    let file = file.to_str().unwrap();
    let request = [
        "request",
        "--target",
        "main",
        "--env",
        "production",
        "--output",
        file,
    ];
    assert_eq!(shop.run(&request).code, 0);
    let key = shop.key("carol");
    let signed = shop.run(&[
        "approve", "--change", file, "--target", "main", "--key", &key, "--yes",
    ]);
    assert_eq!(signed.code, 0, "{signed:?}");
    assert!(signed.out.contains("Kept in the git notes"), "{signed:?}");
    assert_eq!(shop.check().0, ALLOW);
    // Away from every repository the statement is printed.
    let roster = shop.repo.join(".foureyes/roster.toml");
    let policy = shop.repo.join(".foureyes/policy.toml");
    let away = tempfile::tempdir().unwrap();
    let printed = foureyes(
        away.path(),
        &[
            "approve",
            "--change",
            file,
            "--policy-file",
            policy.to_str().unwrap(),
            "--roster-file",
            roster.to_str().unwrap(),
            "--key",
            &key,
            "--yes",
        ],
    );
    assert!(printed.out.starts_with("{\"payload\":"), "{printed:?}");
}

#[test]
fn where_everything_is_named_by_sha256() {
    let Some(shop) = Shop::with_sha256("where_everything_is_named_by_sha256") else {
        return;
    };
    let head = git(&shop.repo, "bob", &["rev-parse", "HEAD"]);
    assert_eq!(head.len(), 64);
    let short = head.get(..7).unwrap();
    let requested = shop.run(&["request", "--target", "main", "--env", "production"]);
    assert_eq!(requested.code, 0, "{requested:?}");
    let change = foureyes::Change::from_json(requested.out.as_bytes()).unwrap();
    let commits = change.exact().commits.known();
    let commits: Vec<&str> = commits.iter().map(|id| id.as_str()).collect();
    assert_eq!(commits, [head.as_str()]);
    let (code, text) = shop.check();
    assert_eq!(code, HOLD);
    assert!(text.starts_with(&format!("HOLD   {} → ", short)), "{text}");
    shop.sign("approve", "carol", &[short]).statement();
    assert_eq!(shop.check().0, ALLOW);
    write(&shop.repo, "pay.rs", "fn pay() { retry_twice() }\n");
    let amend = ["commit", "--quiet", "--amend", "--all", "--no-edit"];
    git(&shop.repo, "bob", &amend);
    // The same notes, and another commit: what she signed lies on the one before.
    let (code, text) = shop.check();
    assert_eq!(code, HOLD, "{text}");
    assert!(text.contains("not counted  carol: "), "{text}");
}

#[test]
fn what_cannot_be_signed() {
    let Some(shop) = Shop::new("what_cannot_be_signed") else {
        return;
    };
    let stranger = shop.folder.path().join("stranger.key");
    let stranger = stranger.to_str().unwrap();
    assert_eq!(shop.run(&["keygen", "--output", stranger]).code, 0);
    let carol = shop.key("carol");
    let missing = shop.key("nobody");
    let base = ["approve", "--target", "main", "--env", "production"];
    for (words, code) in [
        (vec!["--key", stranger, "--yes"], "key_not_rostered"),
        (vec!["--key", &missing, "--yes"], "key_not_found"),
        (
            vec!["--key", &carol, "--yes", "--as", "dave"],
            "other_signer",
        ),
        (vec!["--key", &carol, "--yes", "--expires", "31d"], "usage"),
        (vec!["--key", &carol], "usage"),
        (
            vec!["--key", &carol, "--yes", "--policy", ".foureyes/none.toml"],
            "no_authority",
        ),
    ] {
        let outcome = shop.run(&[base.as_slice(), &words].concat());
        assert_eq!(outcome.code, 1, "{words:?}: {outcome:?}");
        assert!(
            outcome.err.contains(&format!("error[{code}]")),
            "{words:?}: {outcome:?}"
        );
        assert_eq!(outcome.out, "", "{words:?}");
    }
    let twice = shop.run(&["keygen", "--output", &carol]);
    assert!(twice.err.contains("error[key_exists]"), "{twice:?}");
    let notes = git(&shop.repo, "bob", &["for-each-ref", "refs/notes"]);
    assert_eq!(notes, "", "nothing was kept");
}
