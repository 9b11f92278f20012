//! `foureyes vouch`: a click on a platform, signed by the service that saw it.

use std::fs;

use crate::shop::{Outcome, POLICY, Shop, git, write};

const CLICKED: &str = r#"
[[rule]]
id      = "clicked"
why     = "Somebody else has looked, on the platform if she likes."
require = [{ approvals = 1, from = { level = { atLeast = "senior" } }, with = { assurance = "vouched" } }]
"#;

/// A shop where a click is enough, whose service `ci` sees the reviews of GitHub, and Carol has an account there.
fn shop(test: &str) -> Option<Shop> {
    let shop = Shop::new(test)?;
    git(&shop.repo, "dave", &["checkout", "--quiet", "main"]);
    let extends = "extends   = [\"senior-signoff\"]";
    assert!(POLICY.contains(extends));
    let policy = format!("{}{CLICKED}", POLICY.replace(extends, ""));
    write(&shop.repo, ".foureyes/policy.toml", &policy);
    let roster = shop.repo.join(".foureyes/roster.toml");
    let text = fs::read_to_string(&roster).unwrap();
    let address = "\"email:carol@example.org\"";
    let both = format!("{address}, \"github:583231\"");
    let made = shop.run(&["keygen", "--output", &shop.key("ci")]);
    let key = made.out.split_once("[[principal.key]]").unwrap().1;
    let ci = format!(
        "\n[[principal]]\nid = \"ci\"\nkind = \"service\"\nvouches = [\"github\"]\n[[principal.key]]{key}"
    );
    fs::write(&roster, text.replace(address, &both) + &ci).unwrap();
    shop.commit("dave", "Let clicks count");
    git(&shop.repo, "bob", &["checkout", "--quiet", "retry"]);
    Some(shop)
}

/// The service vouches for what the platform sent it.
fn vouch(shop: &Shop, state: &str, commit: &str) -> Outcome {
    let now = shop.run(&[
        "check",
        "--format",
        "json",
        "--env",
        "production",
        "--target",
        "main",
    ]);
    let now = now.out.split_once("\"evaluatedAt\":\"").unwrap().1;
    let now = now.split_once('"').unwrap().0;
    let review = format!(
        r#"{{"action": "submitted", "review": {{"user": {{"login": "carol", "id": 583231, "type": "User"}},
        "state": "{state}", "commit_id": "{commit}", "submitted_at": "{now}", "body": "Good \u202eone"}},
        "pull_request": {{"number": 7, "user": {{"login": "bob", "id": 9, "type": "User"}}, "title": "Retry",
        "head": {{"ref": "retry", "sha": "{commit}"}}}}}}"#
    );
    // The interface answers the review alone.
    let review = if state == "APPROVED" {
        let one: serde_json::Value = serde_json::from_str(&review).unwrap();
        let mut one = one.get("review").unwrap().clone();
        one["pull_request_url"] = "https://api.github.example/repos/shop/shop/pulls/7".into();
        one.to_string()
    } else {
        review
    };
    let file = shop.folder.path().join("review.json");
    fs::write(&file, review).unwrap();
    shop.sign("vouch", "ci", &["--review", file.to_str().unwrap()])
}

#[test]
fn a_click_on_a_platform_counts_where_the_policy_says_so() {
    let Some(shop) = shop("a_click_on_a_platform_counts_where_the_policy_says_so") else {
        return;
    };
    let head = git(&shop.repo, "bob", &["rev-parse", "HEAD"]);
    assert_eq!(shop.check().0, 3);
    let vouched = vouch(&shop, "approved", &head);
    assert_eq!(vouched.code, 0, "{vouched:?}");
    assert!(vouched.out.contains("ci saw carol approve"), "{vouched:?}");
    assert!(vouched.out.contains("It counts for clicked"), "{vouched:?}");
    let (code, text) = shop.check();
    assert_eq!(code, 0, "{text}");
    assert!(text.contains("carol, vouched for by ci"), "{text}");
    assert!(!text.contains('\u{202e}'), "{text}");
    // What the platform dismisses, the service takes back.
    let dismissed = shop.sign("withdraw", "ci", &["--statement", &vouched.statement()]);
    assert_eq!(dismissed.code, 0, "{dismissed:?}");
    assert_eq!(shop.check().0, 3);
    let again = vouch(&shop, "APPROVED", &head);
    assert_eq!(again.code, 0, "{again:?}");
    assert_eq!(shop.check().0, 0);
    git(&shop.repo, "dave", &["checkout", "--quiet", "main"]);
    let posture = shop.run(&["policy", "check"]);
    assert!(posture.out.contains("vouched_approvals"), "{posture:?}");
}

#[test]
fn a_review_that_is_no_approval_of_this_commit_is_not_vouched_for() {
    let test = "a_review_that_is_no_approval_of_this_commit_is_not_vouched_for";
    let Some(shop) = shop(test) else {
        return;
    };
    let head = git(&shop.repo, "bob", &["rev-parse", "HEAD"]);
    let asked = vouch(&shop, "changes_requested", &head);
    assert_eq!(asked.code, 1, "{asked:?}");
    assert!(asked.err.contains("changes_requested"), "{asked:?}");
    let other = vouch(&shop, "approved", &"1".repeat(40));
    assert_eq!(other.code, 1, "{other:?}");
    assert!(other.err.contains("another commit"), "{other:?}");
    assert_eq!(shop.check().0, 3);
}
