//! A repository whose people have keys, all made by the program itself.

use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

pub(crate) const POLICY: &str = r#"
policy    = "foureyes/policy/v1"
id        = "shop"
version   = 1
extends   = ["senior-signoff"]
unmatched = "allow"

[trust]
authorIdentity = "asserted"

[derive]
destructivePaths = ["**/*.sql"]

[vetoLift]
approvals = 2
from      = { level = { atLeast = "senior" } }
"#;

/// Everybody, with their level.
const PEOPLE: [(&str, &str); 5] = [
    ("bob", "mid"),
    ("carol", "senior"),
    ("dave", "senior"),
    ("erin", "mid"),
    ("frank", "principal"),
];

/// What a run of the program gave.
#[derive(Debug)]
pub(crate) struct Outcome {
    pub(crate) code: i32,
    pub(crate) out: String,
    pub(crate) err: String,
}

impl Outcome {
    /// The digest of the statement that was signed.
    pub(crate) fn statement(&self) -> String {
        assert_eq!(self.code, 0, "{self:?}");
        let line = self.out.lines().rev();
        let mut found = line.filter_map(|line| line.strip_prefix("Statement "));
        found.next().unwrap().to_owned()
    }
}

/// A folder with repositories and keys.
pub(crate) struct Shop {
    pub(crate) folder: tempfile::TempDir,
    pub(crate) repo: PathBuf,
}

/// A program that sees nobody's configuration.
pub(crate) fn isolated(program: &str, folder: &Path) -> Command {
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
        .env("LC_ALL", "C")
        .stdin(Stdio::null());
    command
}

pub(crate) fn finish(mut command: Command) -> Outcome {
    let output = command.output().unwrap();
    Outcome {
        code: output.status.code().unwrap_or(-1),
        out: String::from_utf8(output.stdout).unwrap(),
        err: String::from_utf8_lossy(&output.stderr).into_owned(),
    }
}

/// Runs the program in a folder.
pub(crate) fn foureyes(folder: &Path, words: &[&str]) -> Outcome {
    let mut command = isolated(env!("CARGO_BIN_EXE_foureyes"), folder);
    command.args(words);
    finish(command)
}

/// Reports whether there is git; where there is none, says so.
pub(crate) fn has_git(test: &str) -> bool {
    let found = Command::new("git").arg("--version").output().is_ok();
    if !found {
        skipped(test, "git is not installed");
    }
    found
}

fn skipped(test: &str, why: &str) {
    println!("skipped: {test}: {why}");
    if let Some(log) = std::env::var_os("FOUREYES_SKIP_LOG") {
        let log = fs::OpenOptions::new().append(true).create(true).open(log);
        writeln!(log.unwrap(), "{test}: {why}").unwrap();
    }
}

/// Runs git as somebody.
pub(crate) fn git(folder: &Path, who: &str, words: &[&str]) -> String {
    let mut command = isolated("git", folder);
    for role in ["AUTHOR", "COMMITTER"] {
        command.env(format!("GIT_{role}_NAME"), who);
        command.env(format!("GIT_{role}_EMAIL"), format!("{who}@example.org"));
        command.env(format!("GIT_{role}_DATE"), "1772300000 +0000");
    }
    command.args(words);
    let outcome = finish(command);
    assert_eq!(outcome.code, 0, "git {words:?}: {}", outcome.err);
    outcome.out.trim_end().to_owned()
}

pub(crate) fn write(folder: &Path, path: &str, content: &str) {
    let path = folder.join(path);
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, content).unwrap();
}

impl Shop {
    /// A repository in which nothing is committed; none where there is no git.
    pub(crate) fn empty(test: &str) -> Option<Self> {
        has_git(test).then(|| Self::begin(&[]))
    }

    fn begin(words: &[&str]) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let repo = folder.path().canonicalize().unwrap().join("shop");
        fs::create_dir(&repo).unwrap();
        let init = ["init", "--quiet", "--initial-branch=main"];
        git(&repo, "dave", &[&init, words].concat());
        Self { folder, repo }
    }

    /// Policy and roster on `main`; one commit of bob's, made with an AI, on `retry`.
    pub(crate) fn new(test: &str) -> Option<Self> {
        Some(Self::empty(test)?.open())
    }

    /// As `new`, where the keys of these people are made by `ssh-keygen`; none where there is none.
    pub(crate) fn with_ssh(test: &str, people: &[&str]) -> Option<Self> {
        // It prints how it is used, and fails: then it is there.
        if Command::new("ssh-keygen").arg("-?").output().is_err() {
            skipped(test, "ssh-keygen is not installed");
            return None;
        }
        has_git(test).then(|| Self::begin(&[]).open_with(people))
    }

    /// As `new`, in a repository that names everything by SHA-256; none where git cannot make one.
    pub(crate) fn with_sha256(test: &str) -> Option<Self> {
        if !has_git(test) {
            return None;
        }
        let format = "--object-format=sha256";
        let folder = tempfile::tempdir().unwrap();
        let mut attempt = isolated("git", folder.path());
        attempt.args(["init", "--quiet", format]);
        if finish(attempt).code != 0 {
            skipped(test, "this git makes no repositories with SHA-256");
            return None;
        }
        Some(Self::begin(&[format]).open())
    }

    fn open(self) -> Self {
        self.open_with(&[])
    }

    fn open_with(self, ssh: &[&str]) -> Self {
        let mut roster =
            "roster = \"foureyes/roster/v1\"\nid = \"shop\"\nversion = 1\nlevels = [\"mid\", \"senior\", \"principal\"]\n"
                .to_owned();
        for (person, level) in PEOPLE {
            let lines = if ssh.contains(&person) {
                self.ssh_keygen(person)
            } else {
                let made = self.run(&["keygen", "--output", &self.key(person)]);
                assert_eq!(made.code, 0, "{made:?}");
                made.out
                    .split_once("[[principal.key]]")
                    .unwrap()
                    .1
                    .to_owned()
            };
            roster.push_str(&format!(
                "\n[[principal]]\nid = \"{person}\"\nkind = \"human\"\nlevel = \"{level}\"\n\
                 accounts = [\"email:{person}@example.org\"]\n[[principal.key]]{lines}"
            ));
        }
        write(&self.repo, ".foureyes/policy.toml", POLICY);
        write(&self.repo, ".foureyes/roster.toml", &roster);
        write(&self.repo, "pay.rs", "fn pay() {}\n");
        self.commit("dave", "Begin");
        git(&self.repo, "bob", &["checkout", "--quiet", "-b", "retry"]);
        write(&self.repo, "pay.rs", "fn pay() { retry() }\n");
        self.commit(
            "bob",
            "Retry payments\n\nCo-Authored-By: Claude <noreply@anthropic.com>",
        );
        self
    }

    /// Makes somebody's key with `ssh-keygen`; returns its lines for the roster.
    fn ssh_keygen(&self, person: &str) -> String {
        let key = self.key(person);
        let mut command = isolated("ssh-keygen", self.folder.path());
        command.args(["-q", "-t", "ed25519", "-N", "", "-C", person, "-f", &key]);
        assert_eq!(finish(command).code, 0);
        let public = fs::read_to_string(format!("{key}.pub")).unwrap();
        format!(
            "\npublic = \"{}\"\nscheme = \"sshsig\"\nsince = \"2026-01-02T03:04:05Z\"\n",
            public.trim_end()
        )
    }

    pub(crate) fn commit(&self, who: &str, message: &str) {
        git(&self.repo, who, &["add", "--all"]);
        git(&self.repo, who, &["commit", "--quiet", "-m", message]);
    }

    /// The file with somebody's key. It lies outside of the repository.
    pub(crate) fn key(&self, person: &str) -> String {
        let path = self.folder.path().join(format!("{person}.key"));
        path.to_str().unwrap().to_owned()
    }

    pub(crate) fn run(&self, words: &[&str]) -> Outcome {
        foureyes(&self.repo, words)
    }

    /// Signs the change of the branch for production.
    pub(crate) fn sign(&self, command: &str, person: &str, words: &[&str]) -> Outcome {
        self.sign_in(&self.repo, command, person, words)
    }

    pub(crate) fn sign_in(
        &self,
        repo: &Path,
        command: &str,
        person: &str,
        words: &[&str],
    ) -> Outcome {
        let key = self.key(person);
        let mut all = vec![command, "--target", "main", "--env", "production"];
        all.extend(["--key", &key, "--yes"]);
        all.extend_from_slice(words);
        foureyes(repo, &all)
    }

    /// Checks the change of the branch for production; returns the exit code and the text.
    pub(crate) fn check(&self) -> (i32, String) {
        self.check_with(&[])
    }

    pub(crate) fn check_with(&self, words: &[&str]) -> (i32, String) {
        let mut all = vec!["check", "--target", "main", "--env", "production"];
        all.extend_from_slice(words);
        let outcome = self.run(&all);
        (outcome.code, format!("{}{}", outcome.out, outcome.err))
    }
}
