//! The repository of the demo: real commits, real keys, nobody's configuration.

use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use foureyes::Timestamp;

use crate::error::CliError;
use crate::git::GitError;
use crate::keyfile;
use crate::output::{plain, shown};
use crate::{init, keygen};

/// The people, in the order in which they come up.
const PEOPLE: [&str; 4] = ["bob", "carol", "dave", "erin"];

/// The file that the story is about.
const FILE: &str = "services/checkout/retry.py";

const BEFORE: &str = "\
RETRY_ON = {429}
ATTEMPTS = 3


def should_retry(status, attempt):
    return status in RETRY_ON and attempt < ATTEMPTS
";

const AFTER: &str = "\
RETRY_ON = {429, 500, 502, 503, 504}
ATTEMPTS = 3


def should_retry(status, attempt):
    return status in RETRY_ON and attempt < ATTEMPTS
";

/// A folder with a repository, its remote, and keys.
pub(super) struct World {
    folder: PathBuf,
    program: PathBuf,
}

impl World {
    /// Makes the repository with policy, roster and duty on its protected branch.
    pub(super) fn make(folder: &Path, now: Timestamp) -> Result<Self, CliError> {
        let program = std::env::current_exe().map_err(|e| CliError::file("this program", &e))?;
        let world = Self {
            folder: folder.to_path_buf(),
            program,
        };
        let repo = world.repo();
        for part in [
            repo.join("services/checkout"),
            repo.join(".foureyes"),
            world.keys(),
        ] {
            fs::create_dir_all(&part).map_err(|e| CliError::file(&shown(&part), &e))?;
        }
        let mut roster = include_str!("roster.toml").to_owned();
        for person in PEOPLE {
            let key = keyfile::generate()?;
            keyfile::write(&key, &world.keys().join(format!("{person}.key")))?;
            let public = format!("{} {person}@laptop", key.public());
            let lines = keygen::roster_lines(&public, None);
            roster = roster.replace(&format!("{{{person}}}"), &lines);
        }
        let duty =
            format!("duty   = \"foureyes/duty/v1\"\nissued = \"{now}\"\nonCall = [\"carol\"]\n");
        let policy = init::policy("shop", "senior-signoff");
        for (name, text) in [
            (FILE, BEFORE),
            (".foureyes/policy.toml", policy.as_str()),
            (".foureyes/roster.toml", roster.as_str()),
            (".foureyes/duty.toml", duty.as_str()),
        ] {
            world.write(name, text)?;
        }
        world.git(
            "dave",
            ["init", "--quiet", "--initial-branch=main", "--template="],
        )?;
        world.git("dave", ["add", "--all"])?;
        world.git("dave", ["commit", "--quiet", "-m", "A shop, and its gate"])?;
        let remote = "../origin.git";
        world.git(
            "dave",
            [
                "init",
                "--quiet",
                "--bare",
                "--initial-branch=main",
                "--template=",
                remote,
            ],
        )?;
        world.git("dave", ["remote", "add", "origin", remote])?;
        world.git("dave", ["push", "--quiet", "origin", "main"])?;
        world.git("dave", ["remote", "set-head", "origin", "main"])?;
        world.git("bob", ["switch", "--quiet", "--create", "retry-payments"])?;
        Ok(world)
    }

    /// The work tree.
    pub(super) fn repo(&self) -> PathBuf {
        self.folder.join("repo")
    }

    fn keys(&self) -> PathBuf {
        self.folder.join("keys")
    }

    /// Makes the change.
    pub(super) fn change(&self) -> Result<(), CliError> {
        self.write(FILE, AFTER)
    }

    /// Changes one byte of it.
    pub(super) fn change_one_byte(&self) -> Result<(), CliError> {
        self.write(FILE, &AFTER.replace("ATTEMPTS = 3", "ATTEMPTS = 9"))
    }

    fn write(&self, name: &str, text: &str) -> Result<(), CliError> {
        let path = self.repo().join(name);
        fs::write(&path, text).map_err(|e| CliError::file(&shown(&path), &e))
    }

    /// Runs git as somebody, from the work tree.
    pub(super) fn git<A: AsRef<OsStr>>(
        &self,
        who: &str,
        args: impl IntoIterator<Item = A>,
    ) -> Result<String, CliError> {
        let mut command = self.command(Path::new("git"));
        for role in ["AUTHOR", "COMMITTER"] {
            let name = who.get(..1).map(str::to_ascii_uppercase);
            let name = name.unwrap_or_default() + who.get(1..).unwrap_or_default();
            command.env(format!("GIT_{role}_NAME"), name);
            command.env(format!("GIT_{role}_EMAIL"), format!("{who}@example.org"));
        }
        let output = command
            .args(args)
            .output()
            .map_err(|e| GitError::GitNotInstalled {
                detail: plain(&e.to_string()),
            })?;
        if output.status.success() {
            return Ok(String::from_utf8_lossy(&output.stdout).into_owned());
        }
        let errors = String::from_utf8_lossy(&output.stderr);
        Err(CliError::Demo(format!("git: {}", plain(errors.trim()))))
    }

    /// Runs this very program, from the work tree.
    pub(super) fn foureyes(&self, args: &[&str]) -> Result<Output, CliError> {
        let mut command = self.command(&self.program);
        command
            .args(args)
            .output()
            .map_err(|e| CliError::file(&shown(&self.program), &e))
    }

    /// A process that sees neither the user's nor the system's configuration of git.
    fn command(&self, program: &Path) -> Command {
        let mut command = Command::new(program);
        for (name, _) in std::env::vars_os() {
            if name.to_string_lossy().starts_with("GIT_") {
                command.env_remove(name);
            }
        }
        command
            .current_dir(self.repo())
            .env("GIT_CONFIG_GLOBAL", "/dev/null")
            .env("GIT_CONFIG_SYSTEM", "/dev/null")
            .env("GIT_CONFIG_NOSYSTEM", "1")
            .env("GIT_TERMINAL_PROMPT", "0")
            .env("LC_ALL", "C")
            .stdin(Stdio::null());
        command
    }
}
