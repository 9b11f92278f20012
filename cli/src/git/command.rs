//! The few things only the `git` program can do: talking to a remote, and saying whether the
//! user trusts a repository that belongs to someone else.

use std::ffi::OsStr;
use std::path::Path;
use std::process::{Command, Stdio};

use super::error::{GitError, one_line};

/// Variables by which a calling git (a hook) binds its children to one repository, or by which
/// configuration for one repository is passed on.
const LOCAL_VARIABLES: [&str; 12] = [
    "GIT_DIR",
    "GIT_WORK_TREE",
    "GIT_INDEX_FILE",
    "GIT_OBJECT_DIRECTORY",
    "GIT_ALTERNATE_OBJECT_DIRECTORIES",
    "GIT_QUARANTINE_PATH",
    "GIT_COMMON_DIR",
    "GIT_NAMESPACE",
    "GIT_PREFIX",
    "GIT_SHALLOW_FILE",
    "GIT_GRAFT_FILE",
    "GIT_REPLACE_REF_BASE",
];

fn git() -> Command {
    let mut command = Command::new("git");
    for name in LOCAL_VARIABLES {
        command.env_remove(name);
    }
    command
        .env("LC_ALL", "C")
        .env("GIT_NO_REPLACE_OBJECTS", "1")
        .env("GIT_OPTIONAL_LOCKS", "0")
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    command
}

/// How a git process ended.
#[derive(Debug)]
pub(super) struct Outcome {
    pub(super) success: bool,
    pub(super) stdout: Vec<u8>,
    pub(super) stderr: String,
}

impl Outcome {
    /// The outcome as a failure of this command.
    pub(super) fn failure(&self, command: &str) -> GitError {
        GitError::CommandFailed {
            command: command.to_owned(),
            detail: one_line(&self.stderr),
        }
    }
}

fn run(mut command: Command) -> Result<Outcome, GitError> {
    let output = command.output().map_err(|e| GitError::GitNotInstalled {
        detail: one_line(&e.to_string()),
    })?;
    Ok(Outcome {
        success: output.status.success(),
        stdout: output.stdout,
        stderr: String::from_utf8_lossy(&output.stderr).into_owned(),
    })
}

/// Runs git to reach a remote.
///
/// gix could fetch, but not push, and would need its whole network and credential stack for it.
/// The user's and the system's configuration stay in force here, unlike anywhere else, because
/// credentials, proxies and address rewriting live there (or, on build machines, in
/// `GIT_CONFIG_COUNT`); what could change the meaning of the exchange is overridden. Nothing that comes back is believed because of this configuration.
pub(super) fn with_remote<A: AsRef<OsStr>>(
    git_dir: &Path,
    args: impl IntoIterator<Item = A>,
) -> Result<Outcome, GitError> {
    let mut command = git();
    for setting in [
        // The ownership was checked when the repository was opened.
        "safe.directory=*",
        "core.useReplaceRefs=false",
        "fetch.prune=false",
        "fetch.pruneTags=false",
        "fetch.recurseSubmodules=false",
        "push.followTags=false",
        "push.recurseSubmodules=no",
        "push.gpgSign=false",
        "push.default=nothing",
        "gc.auto=0",
        "maintenance.auto=false",
    ] {
        command.arg("-c").arg(setting);
    }
    command.arg("--git-dir").arg(git_dir).args(args);
    run(command)
}

/// Whether git itself, by the user's `safe.directory`, would work in a repository that belongs
/// to another user. Only git knows all the rules for this, such as `SUDO_UID`.
pub(super) fn accepts_ownership(path: &Path) -> bool {
    let mut command = git();
    // Protected settings come from files the user owns, never from injected variables.
    command
        .env_remove("GIT_CONFIG_COUNT")
        .env_remove("GIT_CONFIG_PARAMETERS")
        .current_dir(path)
        .args(["rev-parse", "--git-dir"]);
    run(command).is_ok_and(|outcome| outcome.success)
}
