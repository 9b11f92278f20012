use std::fs;

use foureyes::{Gate, Policy, Roster};

use super::shop::{Outcome, Shop, foureyes, git, write};

const KEY: &str =
    "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIPvgJmY6w2Vogle3O3/04MOkwLKgMyrDSFPIQ2BAqttZ";

const OWNERS: &str = "\
* @acme/everyone
/services/checkout/ carol@example.org @acme/payments
*.sql @Dora
/odd[ab]/ carol@example.org
/libs/ @nobody
";

/// A history with people, an agent, a bot and somebody with two addresses.
fn shop(test: &str) -> Option<Shop> {
    let shop = Shop::empty(test)?;
    write(&shop.repo, "a.txt", "1\n");
    write(&shop.repo, ".github/CODEOWNERS", OWNERS);
    write(
        &shop.repo,
        ".ssh/allowed_signers",
        &format!("carol@example.org valid-after=\"20260102Z\" {KEY} laptop\n*@example.org {KEY}\n"),
    );
    shop.commit("bob", "Begin");
    for (name, email) in [
        ("carol", "carol@example.org"),
        ("bob", "bob@home.example"),
        ("Dora", "7+dora@users.noreply.github.com"),
        ("Claude", "noreply@anthropic.com"),
        (
            "dependabot[bot]",
            "49699333+dependabot[bot]@users.noreply.github.com",
        ),
        ("helper[bot]", "1+helper[bot]@users.noreply.github.com"),
        ("Mallory \"\n\u{202e}", "mallory@example.org"),
    ] {
        let name = name.replace('\n', "");
        let author = format!("--author={name} <{email}>");
        let words = ["commit", "--quiet", "--allow-empty", "-m", "More", &author];
        git(&shop.repo, "bob", &words);
    }
    Some(shop)
}

fn begin(shop: &Shop, words: &[&str]) -> Outcome {
    let mut all = vec!["init"];
    all.extend_from_slice(words);
    foureyes(&shop.repo, &all)
}

fn read(shop: &Shop, name: &str) -> String {
    fs::read_to_string(shop.repo.join(".foureyes").join(name)).unwrap()
}

#[test]
fn a_roster_from_what_exists() {
    let Some(shop) = shop("a_roster_from_what_exists") else {
        return;
    };
    let outcome = begin(&shop, &[]);
    assert_eq!(outcome.code, 0, "{outcome:?}");
    assert!(outcome.out.contains("for: bob, "), "{outcome:?}");
    let text = read(&shop, "roster.toml");
    for wanted in [
        "id       = \"carol\"",
        "accounts = [\"email:carol@example.org\"]",
        "only if it is the same person: \"email:bob@home.example\" (1)",
        "id       = \"claude-code\"\nkind     = \"agent\"",
        "id       = \"dependabot\"\nkind     = \"service\"",
        "helper[bot] <1+helper[bot]@users.noreply.github.com>: a bot",
        "name     = \"Mallory \\\"\\U0000202E\"",
        "paths      = [\"services/checkout/**\"]\nowners     = [\"carol\"]\nownerTeams = [\"payments\"]",
        "paths      = [\"**/*.sql/**\"]\nowners     = [\"dora\"]",
        "add them to `owners` by their id: @nobody",
        ".github/CODEOWNERS:4: cannot be expressed here",
        "# paths      = [\"**\"]",
        "scheme = \"sshsig\"\nsince  = \"2026-01-02T00:00:00Z\"",
        ".ssh/allowed_signers:2: names people by a pattern",
    ] {
        assert!(text.contains(wanted), "{wanted}\n{text}");
    }
    assert!(!text.contains('\u{202e}'));
    let policy = Policy::from_toml(&read(&shop, "policy.toml")).unwrap();
    let unfilled = Gate::compile(&policy, &Roster::from_toml(&text).unwrap()).unwrap_err();
    let levels: Vec<_> = unfilled
        .problems()
        .iter()
        .filter(|problem| problem.code == "unknown_level")
        .collect();
    assert_eq!(levels.len(), text.matches("\"fill-in\"").count());
    let first = levels[0].to_string();
    assert!(
        first.contains("`bob`: the level `fill-in` is not known"),
        "{first}"
    );
    assert!(levels.iter().all(|problem| problem.at.position.is_some()));
    let filled = text.replace("\"fill-in\"", "\"senior\"");
    Gate::compile(&policy, &Roster::from_toml(&filled).unwrap()).unwrap();
}

#[test]
fn nothing_is_overwritten_unasked() {
    let Some(shop) = shop("nothing_is_overwritten_unasked") else {
        return;
    };
    assert_eq!(begin(&shop, &[]).code, 0);
    write(&shop.repo, ".foureyes/policy.toml", "mine");
    let refused = begin(&shop, &[]);
    assert!(refused.err.contains("error[exists]"), "{refused:?}");
    assert_eq!(read(&shop, "policy.toml"), "mine");
    assert_eq!(begin(&shop, &["--force"]).code, 0);
    assert!(read(&shop, "policy.toml").contains("senior-signoff"));
    let unknown = begin(&shop, &["--force", "--profile", "senior-signof"]);
    assert!(unknown.err.contains("unknown_profile"), "{unknown:?}");
    let empty = Shop::empty("nothing_is_overwritten_unasked").unwrap();
    assert!(begin(&empty, &[]).err.contains("error[no_commits]"));
}

#[test]
fn keys_from_further_files() {
    let Some(shop) = shop("keys_from_further_files") else {
        return;
    };
    let other = KEY.replace(
        "AAAAIPvgJmY6w2Vogle3O3/04MOkwLKgMyrDSFPIQ2BAqttZ",
        "AAAAIFaWon3LmULGBy7NiBWOGOWa1fMM4PnXaU9wXsZNge7k",
    );
    write(
        shop.folder.path(),
        "signers",
        &format!("zoe@example.org {other}\n"),
    );
    git(
        &shop.repo,
        "bob",
        &["config", "gpg.ssh.allowedSignersFile", "keys/none"],
    );
    let file = shop.folder.path().join("signers");
    let outcome = begin(&shop, &["--allowed-signers", file.to_str().unwrap()]);
    assert_eq!(outcome.code, 0, "{outcome:?}");
    let text = read(&shop, "roster.toml");
    assert!(text.contains("id       = \"zoe\""), "{text}");
    assert!(text.contains("in no commit; from a file of allowed signers"));
    assert!(text.contains("gpg.ssh.allowedSignersFile: keys/none is not there"));
    assert!(text.contains(other.as_str()));
}
