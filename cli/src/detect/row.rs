//! One commit, and what it says.

use std::collections::BTreeSet;

use foureyes::Timestamp;
use foureyes::provenance::{Claim, ClaimBasis, Involvement};
use serde::Serialize;

use crate::collect::{self, Recorded};
use crate::error::CliError;
use crate::git::{Commit, GitError, Repository, Touched};

/// The most characters of a title that are kept.
const TITLE: usize = 200;

/// One commit.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Row {
    /// Its id.
    pub(super) commit: String,
    /// When it was made, as it says itself. Absent: before 1970, or after 9999.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) date: Option<Timestamp>,
    /// The first line of its message.
    pub(super) title: String,
    /// The highest involvement that is claimed. Absent: nothing is claimed, which is not none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) involvement: Option<Involvement>,
    /// The strongest basis of that claim.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) basis: Option<ClaimBasis>,
    pub(super) tools: BTreeSet<String>,
    pub(super) models: BTreeSet<String>,
    /// Every claim, as found.
    pub(super) claims: Vec<Claim>,
    /// Whether a known agent signed it off.
    pub(super) ai_sign_off: bool,
    /// Whether it has more than one parent.
    pub(super) is_merge: bool,
    /// How many paths it touches. Absent: not known, or a merge.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) paths: Option<usize>,
    /// Whether the commit object breaks git's rules so that nobody can be told from it.
    pub(super) is_unreadable: bool,
    /// The top folders of those paths.
    #[serde(skip)]
    pub(super) folders: BTreeSet<String>,
}

/// Reads one commit and what is recorded beside it. One that cannot be read is a row too.
pub(super) fn read(
    repository: &Repository,
    id: String,
    mut noted: Recorded,
) -> Result<Row, CliError> {
    let commit = match repository.commit(&id) {
        Ok(commit) => commit,
        Err(GitError::MalformedObject { .. }) => return Ok(unreadable(id)),
        Err(error) => return Err(error.into()),
    };
    let mut found = collect::found(&commit);
    let touched = match repository.touched(&commit.id)? {
        Touched::Paths(paths) => Some(paths),
        Touched::Merge | Touched::Unknown => None,
    };
    if touched
        .iter()
        .flatten()
        .any(|path| path == collect::TRACES.as_bytes())
    {
        noted.traces(
            repository,
            commit.parents.first().map(String::as_str),
            &commit.id,
        );
    }
    found.claims.extend(noted.claims);
    found.claims.sort();
    found.claims.dedup();
    let highest = found.claims.iter().map(|claim| claim.involvement).max();
    let basis = found
        .claims
        .iter()
        .filter(|claim| Some(claim.involvement) == highest)
        .map(|claim| claim.basis)
        .min();
    Ok(Row {
        date: when(&commit),
        title: title(&commit),
        involvement: highest,
        basis,
        tools: names(&found.claims, |claim| claim.tool.as_ref()),
        models: names(&found.claims, |claim| claim.model.as_ref()),
        claims: found.claims,
        ai_sign_off: found.ai_sign_off,
        is_merge: commit.parents.len() > 1,
        paths: touched.as_ref().map(Vec::len),
        is_unreadable: false,
        folders: touched
            .iter()
            .flatten()
            .map(|path| super::folder(path))
            .collect(),
        commit: commit.id,
    })
}

fn unreadable(id: String) -> Row {
    Row {
        commit: id,
        date: None,
        title: String::new(),
        involvement: None,
        basis: None,
        tools: BTreeSet::new(),
        models: BTreeSet::new(),
        claims: Vec::new(),
        ai_sign_off: false,
        is_merge: false,
        paths: None,
        is_unreadable: true,
        folders: BTreeSet::new(),
    }
}

fn names(claims: &[Claim], of: impl Fn(&Claim) -> Option<&String>) -> BTreeSet<String> {
    claims
        .iter()
        .filter(|claim| claim.involvement > Involvement::None)
        .filter_map(of)
        .cloned()
        .collect()
}

/// Returns when a commit was made, as it says.
pub(crate) fn when(commit: &Commit) -> Option<Timestamp> {
    Timestamp::from_unix(commit.committer.seconds)
}

/// Returns the first line of a message that has something in it, not longer than anybody reads.
pub(crate) fn title(commit: &Commit) -> String {
    let mut lines = commit.message.split(|byte| *byte == b'\n');
    let line = lines.find(|line| !line.trim_ascii().is_empty());
    let line = line.unwrap_or_default().trim_ascii();
    let start = line.get(..TITLE.saturating_mul(4)).unwrap_or(line);
    String::from_utf8_lossy(start).chars().take(TITLE).collect()
}
