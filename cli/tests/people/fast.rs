//! Facts that are faster than the roster: revoked keys, who is on call (semantics 7.7).

use super::shop::{Shop, git, write};

const HOLD: i32 = 3;

/// Commits a file to the protected branch, as a new duty roster or a new list of revoked keys arrives.
fn adopt(shop: &Shop, path: &str, content: &str) {
    git(&shop.repo, "dave", &["checkout", "--quiet", "main"]);
    write(&shop.repo, path, content);
    shop.commit("dave", "Adopt");
    git(&shop.repo, "dave", &["checkout", "--quiet", "retry"]);
}

fn fingerprint(shop: &Shop, person: &str) -> String {
    let shown = shop.sign("approve", person, &["--output", "-"]);
    let mut words = shown.err.split_whitespace();
    words
        .find(|word| word.starts_with("SHA256:"))
        .unwrap()
        .to_owned()
}

#[test]
fn a_compromised_key_voids_what_it_signed() {
    let Some(shop) = Shop::new("a_compromised_key_voids_what_it_signed") else {
        return;
    };
    let key = fingerprint(&shop, "carol");
    shop.sign("approve", "carol", &[]).statement();
    assert_eq!(shop.check().0, 0);
    let revoked = |at: &str| {
        format!(
            "revocations = \"foureyes/revocations/v1\"\n[[revoked]]\nkey = \"{key}\"\nat = \"{at}\"\n"
        )
    };
    adopt(
        &shop,
        ".foureyes/revocations.toml",
        &revoked("9999-01-01T00:00:00Z"),
    );
    assert_eq!(shop.check().0, 0, "the instant has not come");
    adopt(
        &shop,
        ".foureyes/revocations.toml",
        &revoked("2026-03-01T00:00:00Z"),
    );
    let (code, text) = shop.check();
    assert_eq!(code, HOLD, "{text}");
    assert!(
        text.contains("not counted  carol: the key is compromised"),
        "{text}"
    );
    assert!(
        text.contains("  Next   approval by frank or dave\n"),
        "{text}"
    );
    let (_, json) = shop.check_with(&["--format", "json"]);
    assert!(json.contains("\"code\":\"key_revoked\""), "{json}");
}

#[test]
fn who_is_on_call_comes_first_and_who_is_away_last() {
    let Some(shop) = Shop::new("who_is_on_call_comes_first_and_who_is_away_last") else {
        return;
    };
    let duty = "duty = \"foureyes/duty/v1\"\nissued = \"2099-03-02T00:00:00Z\"\n\
                onCall = [\"dave\"]\naway = [\"carol\"]\n";
    adopt(&shop, ".foureyes/duty.toml", duty);
    let (code, text) = shop.check_with(&["--now", "2099-03-02T12:00:00Z"]);
    assert_eq!(code, HOLD, "{text}");
    let orders = |text: &str, names: [&str; 3]| {
        let places = names.map(|name| text.find(&format!(" {name}   ")).unwrap());
        assert!(places.is_sorted(), "{names:?}: {text}");
    };
    assert!(
        text.contains("could sign   dave   senior, on call\n"),
        "{text}"
    );
    orders(&text, ["dave", "frank", "carol"]);
    // It speaks for a day.
    let (code, text) = shop.check_with(&["--now", "2099-03-03T00:00:00Z"]);
    assert_eq!(code, HOLD, "{text}");
    assert!(!text.contains("on call"), "{text}");
    orders(&text, ["frank", "carol", "dave"]);
}

#[test]
fn what_cannot_be_read_ends_the_check() {
    let Some(shop) = Shop::new("what_cannot_be_read_ends_the_check") else {
        return;
    };
    for (path, content, says) in [
        (
            ".foureyes/duty.toml",
            "duty = \"foureyes/duty/v1\"\n",
            "error[missing_field]: missing field `issued`\n  --> .foureyes/duty.toml",
        ),
        (
            ".foureyes/duty.toml",
            "duty = \"foureyes/duty/v2\"\nissued = \"2026-03-02T00:00:00Z\"\n",
            "error[",
        ),
        (
            ".foureyes/revocations.toml",
            "revocations = ",
            "error[syntax]",
        ),
        (
            ".foureyes/revocations.json",
            "{\"revocations\":\"foureyes/revocations/v1\",\"revoked\":[{\"key\":\"carol\"}]}",
            "error[",
        ),
    ] {
        adopt(&shop, path, content);
        let (code, text) = shop.check();
        assert_eq!(code, 1, "{path}: {text}");
        assert!(text.contains(says) && text.contains(path), "{path}: {text}");
        git(&shop.repo, "dave", &["checkout", "--quiet", "main"]);
        git(
            &shop.repo,
            "dave",
            &["reset", "--quiet", "--hard", "HEAD~1"],
        );
        git(&shop.repo, "dave", &["checkout", "--quiet", "retry"]);
        assert_eq!(shop.check().0, HOLD);
    }
}
