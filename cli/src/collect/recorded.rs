//! What tools have recorded beside the commits: the notes of git-ai.

use std::collections::BTreeSet;

use foureyes::detect::Agents;
use foureyes::provenance::Claim;

use crate::error::CliError;
use crate::git::{Commit, GitError, NoteLimits, Repository};
use crate::output;

/// Where git-ai keeps its notes.
const REFERENCE: &str = "refs/notes/ai";

/// What the notes on the commits of a range say.
#[derive(Debug)]
pub(super) struct Recorded {
    pub(super) claims: Vec<Claim>,
    /// Whether every note could be read. What another would have claimed is not known.
    pub(super) is_whole: bool,
}

/// Reads the notes on these commits. Anybody may write them, so one that cannot be read stops nobody.
pub(super) fn of(repository: &Repository, commits: &[Commit]) -> Result<Recorded, CliError> {
    let mut found = Recorded {
        claims: Vec::new(),
        is_whole: true,
    };
    let targets: BTreeSet<&str> = commits.iter().map(|commit| commit.id.as_str()).collect();
    let notes = match repository.notes_on(REFERENCE, &targets, NoteLimits::default()) {
        Ok(notes) => notes,
        Err(error) => {
            found.miss(&error);
            return Ok(found);
        }
    };
    let agents = Agents::builtin();
    for note in notes {
        let Ok(said) = agents.note(&note.content) else {
            found.is_whole = false;
            continue;
        };
        for one in &said.diagnostics {
            output::complain(&format!(
                "warning[{}]: {REFERENCE} on {}: {}",
                one.code, note.target, one.path
            ));
        }
        let commit = super::commit_id(&note.target)?;
        found
            .claims
            .extend(said.claims.into_iter().map(|claim| Claim {
                commit: Some(commit.clone()),
                ..claim
            }));
    }
    Ok(found)
}

impl Recorded {
    fn miss(&mut self, error: &GitError) {
        output::complain(&format!("warning[{}]: {error}", error.code()));
        self.is_whole = false;
    }
}
