//! Exchanging notes with a remote.

use gix::ObjectId;
use sha2::{Digest as _, Sha256};

use super::command;
use super::error::{GitError, printable};
use super::repository::Repository;

/// How often a push is tried when others push at the same time.
const MAX_ATTEMPTS: u32 = 20;

/// What an exchange of notes came to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct SyncOutcome {
    /// How many rounds it took.
    pub(crate) attempts: u32,
    /// Whether the remote had notes.
    pub(crate) fetched: bool,
    /// Whether the remote was given notes it did not have.
    pub(crate) pushed: bool,
}

impl Repository {
    /// Fetches the remote's notes, joins them with ours, and pushes the result; from the start
    /// if somebody else pushed in between, without waiting.
    pub(crate) fn sync_notes(&self, remote: &str, name: &str) -> Result<SyncOutcome, GitError> {
        if self.quarantined {
            return Err(GitError::Quarantined);
        }
        if remote.is_empty() || remote.starts_with('-') {
            return Err(GitError::CommandFailed {
                command: "fetch".to_owned(),
                detail: format!("`{}` is not a remote", printable(remote.as_bytes())),
            });
        }
        self.notes_tip(name)?;
        let incoming = format!("{name}-incoming/{}", ref_part(remote));
        let mut fetched = false;
        for attempts in 1..=MAX_ATTEMPTS {
            let theirs = self.remote_tip(remote, name)?;
            if theirs.is_some() {
                self.fetch_notes(remote, name, &incoming)?;
                self.merge_notes(name, &incoming)?;
                fetched = true;
            }
            let ours = self.notes_tip(name)?;
            if ours.is_none() || ours == theirs {
                return Ok(SyncOutcome {
                    attempts,
                    fetched,
                    pushed: false,
                });
            }
            if self.push_notes(remote, name)? {
                return Ok(SyncOutcome {
                    attempts,
                    fetched,
                    pushed: true,
                });
            }
        }
        Err(GitError::NotesConflict {
            name: printable(name.as_bytes()),
            attempts: MAX_ATTEMPTS,
        })
    }

    /// Where the remote's notes are; fetching a reference that is not there would be an error.
    fn remote_tip(&self, remote: &str, name: &str) -> Result<Option<ObjectId>, GitError> {
        let outcome = command::with_remote(self.git_dir(), ["ls-remote", "--", remote, name])?;
        if !outcome.success {
            return Err(outcome.failure("ls-remote"));
        }
        let mut lines = outcome.stdout.split(|byte| *byte == b'\n');
        Ok(lines.find_map(|line| {
            let tab = line.iter().position(|byte| *byte == b'\t')?;
            let (id, found) = (line.get(..tab)?, line.get(tab.checked_add(1)?..)?);
            (found == name.as_bytes()).then(|| ObjectId::from_hex(id).ok())?
        }))
    }

    fn fetch_notes(&self, remote: &str, name: &str, incoming: &str) -> Result<(), GitError> {
        let refspec = format!("+{name}:{incoming}");
        let outcome = command::with_remote(
            self.git_dir(),
            [
                "fetch",
                "--quiet",
                "--no-tags",
                "--no-write-fetch-head",
                "--no-recurse-submodules",
                "--refmap=",
                "--",
                remote,
                &refspec,
            ],
        )?;
        if outcome.success {
            return Ok(());
        }
        Err(outcome.failure("fetch"))
    }

    /// Pushes; gives `false` if the remote has moved on. Hooks before the push are not run: they
    /// may be what called this.
    fn push_notes(&self, remote: &str, name: &str) -> Result<bool, GitError> {
        let refspec = format!("{name}:{name}");
        let outcome = command::with_remote(
            self.git_dir(),
            [
                "push",
                "--porcelain",
                "--no-verify",
                "--no-force",
                "--",
                remote,
                &refspec,
            ],
        )?;
        if outcome.success {
            return Ok(true);
        }
        let report = String::from_utf8_lossy(&outcome.stdout);
        let refused = report.lines().find(|line| line.starts_with('!'));
        // "[rejected]" is a push that is not a fast-forward; the others are what the loser of a
        // race on the remote's reference is told.
        const RACES: [&str; 5] = [
            "[rejected]",
            "lock ref",
            "failed to update ref",
            "incorrect old value",
            "reference already exists",
        ];
        match refused {
            Some(line) if RACES.iter().any(|race| line.contains(race)) => Ok(false),
            Some(line) => Err(GitError::CommandFailed {
                command: "push".to_owned(),
                detail: super::error::one_line(line),
            }),
            None => Err(outcome.failure("push")),
        }
    }
}

/// A remote as one part of a reference name. An address is not one: it is hashed.
fn ref_part(remote: &str) -> String {
    let plain = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '_';
    if remote.chars().all(plain) {
        return remote.to_owned();
    }
    let digest = Sha256::digest(remote.as_bytes());
    let hex = digest.iter().take(8).map(|byte| format!("{byte:02x}"));
    hex.collect()
}
