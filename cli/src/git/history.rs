//! History for those who look at it commit by commit, whatever part of it is here.

use super::error::GitError;
use super::graph::{HEAD, Walk};
use super::repository::Repository;

/// The most commits of a line that are walked.
const MAX_LINE: usize = 1_000_000;

/// Commits, newest first, and whether they are all there are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct History {
    /// Their ids.
    pub(crate) commits: Vec<String>,
    /// Whether there are older ones that were not asked for.
    pub(crate) has_more: bool,
    /// Whether a shallow clone has left older ones out.
    pub(crate) is_cut: bool,
}

/// What a commit touches.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Touched {
    /// It joins lines of history; what it brings together stands in their commits.
    Merge,
    /// These paths, sorted.
    Paths(Vec<Vec<u8>>),
    /// Its parent was left out by a shallow clone.
    Unknown,
}

impl Repository {
    /// The last `limit` commits before and at one, newest first as their dates say.
    pub(crate) fn history(&self, commit: &str, limit: usize) -> Result<History, GitError> {
        let mut walk = Walk::new(self)?;
        walk.add(self.parse_id(commit)?, HEAD)?;
        let mut commits = Vec::new();
        while commits.len() < limit
            && let Some(id) = walk.step()?
        {
            commits.push(id.to_string());
        }
        Ok(History {
            commits,
            has_more: !walk.queue.is_empty(),
            is_cut: !walk.cuts(|_| true).is_empty(),
        })
    }

    /// The line of first parents that ends in a commit, newest first: those whose date is not before `since`,
    /// seconds since 1970. Dates only choose; an odd one ends nothing.
    pub(crate) fn line(&self, commit: &str, since: i64) -> Result<History, GitError> {
        let boundary = self.shallow_boundary()?;
        let mut commits = Vec::new();
        let mut next = Some(self.parse_id(commit)?);
        let (mut walked, mut is_cut) = (0_usize, false);
        while let Some(id) = next
            && walked < MAX_LINE
        {
            let links = self.load_links(id)?;
            if links.seconds >= since {
                commits.push(id.to_string());
            }
            is_cut = boundary.binary_search(&id).is_ok();
            next = links.parents.first().copied().filter(|_| !is_cut);
            walked = walked.saturating_add(1);
        }
        Ok(History {
            commits,
            has_more: next.is_some(),
            is_cut,
        })
    }

    /// What a commit touches, compared with its parent: names only, no renames.
    pub(crate) fn touched(&self, commit: &str) -> Result<Touched, GitError> {
        let id = self.parse_id(commit)?;
        let links = self.load_links(id)?;
        let old = match links.parents.as_slice() {
            [] => None,
            [_] if self.shallow_boundary()?.binary_search(&id).is_ok() => {
                return Ok(Touched::Unknown);
            }
            [parent] => Some(self.load_links(*parent)?.tree),
            _ => return Ok(Touched::Merge),
        };
        let differences = self.differences(old, Some(links.tree), commit)?;
        let mut paths: Vec<_> = differences.into_iter().map(|one| one.path).collect();
        paths.sort();
        Ok(Touched::Paths(paths))
    }
}
