//! With the real `ssh-keygen`, in both directions.

use std::fs;
use std::path::PathBuf;

use base64ct::{Base64, Encoding as _};

use super::shop::{Outcome, POLICY, Shop, finish, foureyes, git, isolated, write};

const ALLOW: i32 = 0;
const HOLD: i32 = 3;
const BEGIN: &str = "-----BEGIN SSH SIGNATURE-----";

impl Shop {
    fn place(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn path(&self, name: &str) -> String {
        self.place(name).to_str().unwrap().to_owned()
    }

    /// Signs the change of the branch for production, through `ssh-keygen`.
    fn ssh(&self, command: &str, person: &str, words: &[&str]) -> Outcome {
        let key = format!("{}.pub", self.key(person));
        let mut all = vec![command, "--target", "main", "--env", "production"];
        all.extend(["--ssh-key", &key, "--yes"]);
        all.extend_from_slice(words);
        self.run(&all)
    }

    fn import(&self, words: &[&str]) -> Outcome {
        let mut all = vec!["import", "--target", "main", "--env", "production"];
        all.extend_from_slice(words);
        self.run(&all)
    }

    fn sign_by_hand(&self, person: &str, namespace: &str, file: &str) {
        let mut command = isolated("ssh-keygen", self.folder.path());
        command.args(["-Y", "sign", "-n", namespace, "-f", &self.key(person), file]);
        assert_eq!(finish(command).code, 0);
    }
}

/// Payload and signature of the first envelope in a file, decoded.
fn envelope(file: &str) -> (Vec<u8>, Vec<u8>) {
    let text = fs::read_to_string(file).unwrap();
    let line = text.lines().next().unwrap();
    let value = |name: &str| {
        let start = format!("\"{name}\":\"");
        let rest = line.split_once(&start).unwrap().1;
        Base64::decode_vec(rest.split_once('"').unwrap().0).unwrap()
    };
    (value("payload"), value("sig"))
}

#[test]
fn the_key_that_one_has_signs_and_counts() {
    let test = "the_key_that_one_has_signs_and_counts";
    let Some(shop) = Shop::with_ssh(test, &["carol", "dave"]) else {
        return;
    };
    let carol = shop.ssh("approve", "carol", &["--meaning", "review"]);
    assert_eq!(carol.code, ALLOW, "{carol:?}");
    assert!(carol.out.contains("\n  signer        carol with SHA256:"));
    let (code, text) = shop.check();
    assert_eq!(code, ALLOW, "{text}");
    // Every sort of statement has a purpose of its own.
    let dave = shop.ssh("reject", "dave", &["--reason", "not on a Friday"]);
    let id = dave.statement();
    assert_eq!(shop.check().0, 2);
    let withdrawn = shop.ssh("withdraw", "dave", &["--statement", &id]);
    assert_eq!(withdrawn.code, 0, "{withdrawn:?}");
    assert_eq!(shop.check().0, ALLOW);
}

#[test]
fn a_key_is_named_by_the_option_of_its_scheme() {
    let test = "a_key_is_named_by_the_option_of_its_scheme";
    let Some(shop) = Shop::with_ssh(test, &["carol"]) else {
        return;
    };
    let private = shop.sign("approve", "carol", &[]);
    assert!(private.err.contains("error[key_openssh]") && private.err.contains("--ssh-key"));
    let public = fs::read_to_string(shop.place("carol.key.pub")).unwrap();
    let none = shop.ssh("approve", "dave", &[]);
    assert!(none.err.contains("error[ssh_key]"), "{none:?}");
    // The key that stands in the roster for raw signatures.
    let dave = foureyes(&shop.repo, &["roster", "allowed-signers"]).out;
    assert!(dave.contains("# dave SHA256:"), "{dave}");
    let roster = fs::read_to_string(shop.repo.join(".foureyes/roster.toml")).unwrap();
    let raw = roster.replace("sshsig", "ed25519");
    write(shop.folder.path(), "roster.toml", &raw);
    let file = shop.path("roster.toml");
    let other = shop.ssh("approve", "carol", &["--roster-file", &file]);
    assert!(other.err.contains("error[other_scheme]"), "{other:?}");
    // Without the private key nothing is signed, and nothing is kept.
    fs::remove_file(shop.place("carol.key")).unwrap();
    let lost = shop.ssh("approve", "carol", &[]);
    assert!(lost.err.contains("error[ssh_keygen_failed]"), "{lost:?}");
    assert_eq!(shop.check().0, HOLD);
    assert!(public.starts_with("ssh-ed25519 "));
}

#[test]
fn a_signature_made_elsewhere_is_taken_in() {
    let test = "a_signature_made_elsewhere_is_taken_in";
    let Some(shop) = Shop::with_ssh(test, &["carol"]) else {
        return;
    };
    let message = shop.path("approval");
    let written = shop.ssh("approve", "carol", &["--message", &message]);
    assert_eq!(written.code, ALLOW, "{written:?}");
    let line = format!(
        "ssh-keygen -Y sign -n approve@foureyes -f {}.pub {message}",
        shop.key("carol")
    );
    assert!(written.out.contains(&line), "{written:?}");
    assert_eq!(shop.check().0, HOLD);
    // For another purpose it is no approval.
    shop.sign_by_hand("carol", "git", &message);
    let other = shop.import(&["--message", &message]);
    assert!(other.err.contains("error[own_statement]"), "{other:?}");
    fs::remove_file(format!("{message}.sig")).unwrap();
    shop.sign_by_hand("carol", "approve@foureyes", &message);
    // A message of which a byte differs is another one, or none.
    let mut bytes = fs::read(&message).unwrap();
    let at = bytes.len() - 20;
    bytes[at] ^= 1;
    write(
        shop.folder.path(),
        "other",
        &String::from_utf8(bytes).unwrap(),
    );
    let signature = format!("{message}.sig");
    let garbled = ["--message", &shop.path("other"), "--signature", &signature];
    assert_ne!(shop.import(&garbled).code, ALLOW);
    assert_eq!(shop.check().0, HOLD);
    let taken = shop.import(&["--message", &message, "--signature", &signature]);
    assert_eq!(taken.code, ALLOW, "{taken:?}");
    assert!(
        taken.out.contains("It counts for ai-senior-signoff"),
        "{taken:?}"
    );
    assert_eq!(shop.check().0, ALLOW);
}

#[test]
fn anybody_can_check_an_approval_with_stock_tools() {
    let test = "anybody_can_check_an_approval_with_stock_tools";
    let Some(shop) = Shop::with_ssh(test, &["carol"]) else {
        return;
    };
    let file = shop.path("statements.jsonl");
    let signed = shop.ssh("approve", "carol", &["--output", &file]);
    assert_eq!(signed.code, ALLOW, "{signed:?}");
    let allowed = shop.run(&["roster", "allowed-signers"]);
    assert!(allowed.out.contains(
        "carol namespaces=\"approve@foureyes,reject@foureyes,withdraw@foureyes,lift@foureyes,authorship@foureyes,delegate@foureyes,evidence@foureyes,break-glass@foureyes,revoke@foureyes,enrol@foureyes,policy@foureyes,roster@foureyes\",valid-after=\"20260102030405Z\" ssh-ed25519 "
    ), "{allowed:?}");
    write(shop.folder.path(), "allowed_signers", &allowed.out);
    // What the page on signing shows, without its shell.
    let (payload, signature) = envelope(&file);
    let text = String::from_utf8(signature).unwrap();
    assert!(text.starts_with(BEGIN));
    write(shop.folder.path(), "sig", &text);
    let mut message =
        format!("DSSEv1 28 application/vnd.in-toto+json {} ", payload.len()).into_bytes();
    message.extend(payload);
    fs::write(shop.place("message"), message).unwrap();
    let verify = |namespace: &str, person: &str| {
        let mut command = isolated("ssh-keygen", shop.folder.path());
        command
            .args(["-Y", "verify", "-f", "allowed_signers", "-I", person])
            .args(["-n", namespace, "-s", "sig"])
            .stdin(fs::File::open(shop.place("message")).unwrap());
        finish(command).code
    };
    assert_eq!(verify("approve@foureyes", "carol"), 0);
    assert_ne!(verify("reject@foureyes", "carol"), 0);
    assert_ne!(verify("approve@foureyes", "dave"), 0);
}

/// Bob commits what lies there, with his key at hand.
fn commit(shop: &Shop, words: &[&str]) {
    let signing = format!("user.signingKey={}.pub", shop.key("bob"));
    let mut all = vec!["-c", "gpg.format=ssh", "-c", &signing, "commit", "--quiet"];
    all.extend_from_slice(words);
    git(&shop.repo, "bob", &all);
}

/// How far an AI can have been involved in what stands at the head, as the gate sees it.
fn ceiling(shop: &Shop) -> String {
    let place = ["--target", "main", "--env", "production"];
    let checked = shop.run(&[&["check"], &place[..], &["--format", "json"]].concat());
    let rest = checked.out.split_once("\"ceiling\":\"").unwrap().1;
    rest.split_once('"').unwrap().0.to_owned()
}

#[test]
fn a_signed_commit_says_that_no_ai_took_part() {
    let test = "a_signed_commit_says_that_no_ai_took_part";
    let Some(shop) = Shop::with_ssh(test, &["bob"]) else {
        return;
    };
    git(
        &shop.repo,
        "bob",
        &["checkout", "--quiet", "-b", "plain", "main"],
    );
    write(&shop.repo, "pay.rs", "fn pay() { retry_by_hand() }\n");
    git(&shop.repo, "bob", &["add", "--all"]);
    let denial = "Retry payments\n\nAssisted-by: none";
    commit(&shop, &["-m", denial]);
    assert_eq!(ceiling(&shop), "generated");
    commit(&shop, &["--amend", "-S", "-m", denial]);
    assert_eq!(ceiling(&shop), "none");
    // Signed and silent is signed, and silent.
    commit(&shop, &["--amend", "-S", "-m", "Retry payments"]);
    assert_eq!(ceiling(&shop), "generated");
}

#[test]
fn a_signed_commit_tells_who_made_it() {
    let test = "a_signed_commit_tells_who_made_it";
    let Some(shop) = Shop::with_ssh(test, &["bob"]) else {
        return;
    };
    // Nobody's word about names is taken, so that a commit could be of anybody, an agent too.
    let policy = ".foureyes/policy.toml";
    let strict = POLICY.replace("authorIdentity = \"asserted\"", "");
    assert_ne!(strict, POLICY);
    git(&shop.repo, "bob", &["checkout", "--quiet", "main"]);
    write(&shop.repo, policy, &strict);
    git(&shop.repo, "bob", &["add", "--all"]);
    commit(&shop, &["-m", "Believe no name"]);
    git(&shop.repo, "bob", &["checkout", "--quiet", "-b", "plain"]);
    write(&shop.repo, "pay.rs", "fn pay() { retry_by_hand() }\n");
    git(&shop.repo, "bob", &["add", "--all"]);
    commit(&shop, &["-m", "Retry payments"]);
    assert_eq!(ceiling(&shop), "autonomous");
    commit(&shop, &["--amend", "-S", "-m", "Retry payments"]);
    assert_eq!(ceiling(&shop), "generated");
}
