//! A repository with a policy, a roster and people who sign.

use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use foureyes::roster::PublicKey;
use foureyes::signature::SecretKey;
use foureyes::statement::{Approval, Reject, Signer, Statement};
use foureyes::time::Span;
use foureyes::{Change, Gate, Policy, Roster, Timestamp};

pub(crate) const NOW: &str = "2026-03-02T12:00:00Z";

pub(crate) const POLICY: &str = r#"
policy    = "foureyes/policy/v1"
id        = "team"
version   = 1
unmatched = "hold"

[vocabulary]
environments = ["production", "staging", "closed"]

[trust]
authorIdentity = "asserted"

[[rule]]
id      = "senior"
why     = "A senior looks at every change."
require = [{ approvals = 1, from = { level = { atLeast = "senior" } } }]

[[rule]]
id     = "closed"
why    = "Nothing goes there."
when   = { environment = "closed" }
forbid = "closed"
"#;

/// Somebody who can sign.
pub(crate) fn key(person: &str) -> SecretKey {
    let mut seed = [7; 32];
    for (place, byte) in seed.iter_mut().zip(person.bytes()) {
        *place = byte;
    }
    SecretKey::from_seed(&seed)
}

pub(crate) fn public(person: &str) -> PublicKey {
    key(person).public().clone()
}

pub(crate) fn roster(version: u32) -> String {
    let mut text = format!(
        "roster = \"foureyes/roster/v1\"\nid = \"team\"\nversion = {version}\nlevels = [\"mid\", \"senior\"]\n"
    );
    for (person, level, roles) in [
        ("bob", "mid", ""),
        ("carol", "senior", "\"policy_owner\""),
        ("dave", "senior", "\"policy_owner\""),
        ("erin", "mid", ""),
    ] {
        text.push_str(&format!(
            "\n[[principal]]\nid = \"{person}\"\nkind = \"human\"\nlevel = \"{level}\"\nroles = [{roles}]\n\
             accounts = [\"email:{person}@example.org\"]\nkey = [{{ scheme = \"ed25519\", public = \"{}\" }}]\n",
            public(person)
        ));
    }
    text
}

/// What a run of the program gave.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Outcome {
    pub(crate) code: i32,
    pub(crate) out: String,
    pub(crate) err: String,
}

/// A repository in a temporary folder.
pub(crate) struct World {
    folder: tempfile::TempDir,
    pub(crate) path: PathBuf,
}

fn isolated(program: &str, folder: &Path) -> Command {
    let mut command = Command::new(program);
    for (name, _) in std::env::vars_os() {
        if name.to_string_lossy().starts_with("GIT_") {
            command.env_remove(name);
        }
    }
    command
        .current_dir(folder)
        .env("GIT_CONFIG_GLOBAL", "/dev/null")
        .env("GIT_CONFIG_NOSYSTEM", "1")
        .env("GIT_CEILING_DIRECTORIES", folder)
        .env("LC_ALL", "C")
        .env("GIT_AUTHOR_NAME", "Bob")
        .env("GIT_AUTHOR_EMAIL", "bob@example.org")
        .env("GIT_COMMITTER_NAME", "Bob")
        .env("GIT_COMMITTER_EMAIL", "bob@example.org")
        .env("GIT_AUTHOR_DATE", "1772300000 +0000")
        .env("GIT_COMMITTER_DATE", "1772300000 +0000");
    command
}

fn finish(mut command: Command, input: &[u8]) -> Outcome {
    let mut child = command
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut stdin = child.stdin.take().unwrap();
    let input = input.to_vec();
    let writer = std::thread::spawn(move || {
        let _ = stdin.write_all(&input);
    });
    let output = child.wait_with_output().unwrap();
    writer.join().unwrap();
    Outcome {
        code: output.status.code().unwrap_or(-1),
        out: String::from_utf8(output.stdout).unwrap(),
        err: String::from_utf8_lossy(&output.stderr).into_owned(),
    }
}

impl World {
    /// A repository in which nothing is committed yet; none, said aloud, where there is no git.
    pub(crate) fn empty(test: &str) -> Option<Self> {
        if Command::new("git").arg("--version").output().is_err() {
            println!("skipped: {test}: git is not installed");
            if let Some(log) = std::env::var_os("FOUREYES_SKIP_LOG") {
                let log = fs::OpenOptions::new().append(true).create(true).open(log);
                writeln!(log.unwrap(), "{test}: git is not installed").unwrap();
            }
            return None;
        }
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().canonicalize().unwrap().join("shop");
        fs::create_dir(&path).unwrap();
        let world = Self { folder, path };
        world.git(&["init", "--quiet", "--initial-branch=main"]);
        Some(world)
    }

    /// A repository with policy and roster on `main`, and the branch `retry` one commit ahead.
    pub(crate) fn new(test: &str) -> Option<Self> {
        let world = Self::empty(test)?;
        world.file(".foureyes/policy.toml", POLICY);
        world.file(".foureyes/roster.toml", &roster(1));
        world.file("pay.rs", "fn pay() {}\n");
        world.commit("Begin");
        world.git(&["checkout", "--quiet", "-b", "retry"]);
        world.file("pay.rs", "fn pay() { retry() }\n");
        world.commit("Retry payments");
        Some(world)
    }

    pub(crate) fn outside(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    pub(crate) fn git(&self, words: &[&str]) -> String {
        self.feed(words, b"")
    }

    pub(crate) fn feed(&self, words: &[&str], input: &[u8]) -> String {
        let mut command = isolated("git", &self.path);
        command.args(words);
        let outcome = finish(command, input);
        assert_eq!(outcome.code, 0, "git {words:?}: {}", outcome.err);
        outcome.out.trim_end().to_owned()
    }

    /// How git ends, where it may fail.
    pub(crate) fn git_code(&self, words: &[&str]) -> i32 {
        let mut command = isolated("git", &self.path);
        command.args(words);
        finish(command, b"").code
    }

    pub(crate) fn file(&self, path: &str, content: &str) {
        let path = self.path.join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, content).unwrap();
    }

    pub(crate) fn commit(&self, message: &str) -> String {
        self.git(&["add", "--all"]);
        self.git(&["commit", "--quiet", "--message", message]);
        self.git(&["rev-parse", "HEAD"])
    }

    /// Runs the program in the repository.
    pub(crate) fn run(&self, words: &[&str]) -> Outcome {
        self.run_with(words, b"")
    }

    pub(crate) fn run_with(&self, words: &[&str], input: &[u8]) -> Outcome {
        let mut command = isolated(env!("CARGO_BIN_EXE_foureyes"), &self.path);
        command.args(words);
        finish(command, input)
    }

    /// Checks the branch against `main` at a fixed instant.
    pub(crate) fn check(&self, words: &[&str]) -> Outcome {
        let mut all = vec!["check", "--target", "main", "--now", NOW];
        all.extend_from_slice(words);
        self.run(&all)
    }

    /// The change of the branch, as `request` writes it down.
    pub(crate) fn change(&self, words: &[&str]) -> Change {
        let mut all = vec!["request", "--target", "main"];
        all.extend_from_slice(words);
        let outcome = self.run(&all);
        assert_eq!(outcome.code, 0, "{}", outcome.err);
        Change::from_json(outcome.out.as_bytes()).unwrap()
    }

    /// Adds an approval of the change as it is now to a file beside the repository.
    pub(crate) fn approve(&self, person: &str, words: &[&str]) -> String {
        let change = self.change(words);
        let policy = Policy::from_toml(POLICY).unwrap();
        let gate = Gate::compile(&policy, &Roster::from_toml(&roster(1)).unwrap()).unwrap();
        let now: Timestamp = NOW.parse().unwrap();
        let issued = now.minus(Span::from_hours(1));
        let approval = Approval::of(
            &change,
            gate.seen(&change, now),
            signer(person),
            issued,
            now.plus(Span::from_days(7)),
            format!("0123456789abcdef-{person}"),
        );
        self.submit(person, &Statement::Approve(approval))
    }

    /// Adds a reject of the change to the same file.
    pub(crate) fn reject(&self, person: &str) -> String {
        let issued = NOW.parse::<Timestamp>().unwrap().minus(Span::from_hours(1));
        let nonce = "0123456789abcdef".to_owned();
        let reject = Reject::of(
            &self.change(&[]),
            signer(person),
            "not now".to_owned(),
            issued,
            nonce,
        );
        self.submit(person, &Statement::Reject(reject))
    }

    fn submit(&self, person: &str, statement: &Statement) -> String {
        let payload = statement.to_payload();
        let signature = key(person).sign(&Statement::message(&payload));
        let keyid = public(person).fingerprint().clone();
        let line = Statement::envelope(payload, keyid, signature.to_vec());
        let path = self.statements();
        let log = fs::OpenOptions::new().append(true).create(true).open(path);
        writeln!(log.unwrap(), "{line}\n").unwrap();
        line
    }

    /// The file with the statements.
    pub(crate) fn statements(&self) -> String {
        let path = self.outside("statements.jsonl");
        path.to_str().unwrap().to_owned()
    }
}

fn signer(person: &str) -> Signer {
    Signer {
        id: person.parse().unwrap(),
        key: public(person).fingerprint().clone(),
    }
}
