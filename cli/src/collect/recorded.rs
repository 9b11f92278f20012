//! What tools have recorded beside the commits: the notes of git-ai, and Agent Trace records in the tree.

use std::collections::{BTreeMap, BTreeSet};

use foureyes::change::Lines;
use foureyes::detect::{Agents, Attribution, FOREIGN_LIMIT};
use foureyes::provenance::Claim;

use crate::error::CliError;
use crate::git::{Commit, GitError, NoteLimits, Repository};
use crate::output;

/// Where git-ai keeps its notes.
const REFERENCE: &str = "refs/notes/ai";

/// Where the reference implementation of Agent Trace keeps its records, one on each line.
pub(crate) const TRACES: &str = ".agent-trace/traces.jsonl";

/// A record of a trace of which nothing is known but that it is there.
const UNREADABLE: &str = "unreadable_trace";

/// What the records about commits say. Anybody may write them, so one that cannot be read stops nobody.
#[derive(Debug)]
pub(crate) struct Recorded {
    pub(crate) claims: Vec<Claim>,
    pub(crate) lines: Vec<Lines>,
    /// Whether every record could be read. What another would have claimed is not known.
    pub(crate) is_whole: bool,
}

impl Default for Recorded {
    fn default() -> Self {
        Self {
            claims: Vec::new(),
            lines: Vec::new(),
            is_whole: true,
        }
    }
}

/// Reads what is recorded about the commits from `base` to `head`.
pub(super) fn of(
    repository: &Repository,
    commits: &[Commit],
    base: Option<&str>,
    head: &str,
) -> Result<Recorded, CliError> {
    let ids = commits.iter().map(|commit| commit.id.as_str());
    let mut found = Recorded::default();
    for (commit, note) in notes(repository, ids)? {
        let commit = super::commit_id(&commit)?;
        found.claims.extend(note.claims.into_iter().map(|claim| {
            let commit = Some(commit.clone());
            Claim { commit, ..claim }
        }));
        found.lines.extend(note.lines);
        found.is_whole &= note.is_whole;
    }
    found.traces(repository, base, head);
    found.lines.sort();
    found.lines.dedup();
    Ok(found)
}

/// Reads the notes on commits, by commit; the claims leave open which commit they are about.
pub(crate) fn notes<'a>(
    repository: &Repository,
    commits: impl Iterator<Item = &'a str>,
) -> Result<BTreeMap<String, Recorded>, CliError> {
    let targets: BTreeSet<&str> = commits.collect();
    let notes = match repository.notes_on(REFERENCE, &targets, NoteLimits::default()) {
        Ok(notes) => notes,
        Err(error) => {
            let mut missed = Recorded::default();
            missed.miss(&error);
            let missed = targets.first().map(|first| ((*first).to_owned(), missed));
            return Ok(missed.into_iter().collect());
        }
    };
    let mut found: BTreeMap<String, Recorded> = BTreeMap::new();
    for note in notes {
        let here = found.entry(note.target.clone()).or_default();
        match Agents::builtin().note(&note.content) {
            Ok(said) => here.add(said, &format!("{REFERENCE} on {}", note.target)),
            Err(_) => here.is_whole = false,
        }
    }
    Ok(found)
}

impl Recorded {
    /// Adds the Agent Trace records that `head` has and `base` has not: they came with what they speak of.
    pub(crate) fn traces(&mut self, repository: &Repository, base: Option<&str>, head: &str) {
        let limit = u64::try_from(FOREIGN_LIMIT).unwrap_or(u64::MAX);
        let read = |commit: &str| repository.read_file(commit, TRACES.as_bytes(), limit);
        let both = read(head).and_then(|now| {
            let before = base.map(read).transpose()?.flatten();
            Ok((now.unwrap_or_default(), before.unwrap_or_default()))
        });
        let (now, before) = match both {
            Ok(both) => both,
            Err(error) => return self.miss(&error),
        };
        let known: BTreeSet<&[u8]> = before.split(|byte| *byte == b'\n').collect();
        let lines = now.split(|byte| *byte == b'\n');
        let new: Vec<&[u8]> = lines.filter(|line| !known.contains(line)).collect();
        if let Ok(said) = Agents::builtin().traces(&new.join(&b'\n')) {
            self.add(said, TRACES);
        }
    }

    fn add(&mut self, said: Attribution, place: &str) {
        for one in &said.diagnostics {
            let (code, path) = (one.code, &one.path);
            output::complain(&format!("warning[{code}]: {place}: {path}"));
        }
        self.is_whole &= !said.diagnostics.iter().any(|one| one.code == UNREADABLE);
        self.claims.extend(said.claims);
        self.lines.extend(said.lines);
    }

    fn miss(&mut self, error: &GitError) {
        output::complain(&format!("warning[{}]: {error}", error.code()));
        self.is_whole = false;
    }
}
