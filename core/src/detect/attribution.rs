//! Which lines of which paths who or what made, as tools record it.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;
use serde_json::Value;

use super::foreign::{Diagnostic, Diagnostics, bounded, text};
use super::table::Agents;
use crate::change::{Lines, RepoPath};
use crate::id::{Account, CommitId};
use crate::json::MAX_INTEGER;
use crate::provenance::{Claim, ClaimBasis, Involvement};

/// The most entries that are read of one record (semantics 11).
pub const ENTRIES_PER_RECORD: usize = 100_000;

/// What a record of lines says. Every list is sorted. Nobody vouches for any of it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct Attribution {
    /// Claims; `commit` is left to the caller.
    pub claims: Vec<Claim>,
    /// Lines by path and origin.
    pub lines: Vec<Lines>,
    /// The commits that the record says it is about; traces name the one before.
    pub commits: Vec<CommitId>,
    /// What could not be read.
    pub diagnostics: Vec<Diagnostic>,
}

/// What made lines.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Origin {
    pub(super) involvement: Option<Involvement>,
    pub(super) tool: Option<String>,
    pub(super) model: Option<String>,
}

/// Collects what a record says.
#[derive(Debug, Default)]
pub(super) struct Record {
    pub(super) diagnostics: Diagnostics,
    pub(super) claims: BTreeSet<Claim>,
    pub(super) commits: BTreeSet<CommitId>,
    ranges: BTreeMap<(RepoPath, Origin), Vec<(u64, u64)>>,
    entries: usize,
}

impl Record {
    /// Adds lines `first` to `last` of a path. What is written the wrong way round is turned, and told.
    pub(super) fn lines(
        &mut self,
        path: &[u8],
        origin: &Origin,
        first: u64,
        last: u64,
        place: &str,
    ) {
        self.entries = self.entries.saturating_add(1);
        if self.entries > ENTRIES_PER_RECORD {
            return self.diagnostics.add("too_many_records", place);
        }
        let Ok(path) = RepoPath::new(path) else {
            return self.diagnostics.add("unreadable_path", place);
        };
        if first == 0 || first > last || last > MAX_INTEGER {
            self.diagnostics.add("unreadable_range", place);
        }
        // What is counted has to stand in a change.
        let (first, last) = (first.min(MAX_INTEGER), last.min(MAX_INTEGER));
        let range = (first.min(last), first.max(last));
        self.ranges
            .entry((path, origin.clone()))
            .or_default()
            .push(range);
    }

    /// Adds the claim that follows from an origin.
    pub(super) fn claim(
        &mut self,
        origin: &Origin,
        basis: ClaimBasis,
        operator: Option<Account>,
        place: &str,
    ) {
        let Some(involvement) = origin.involvement.filter(|rung| *rung > Involvement::None) else {
            return;
        };
        self.claims.insert(Claim {
            tool: origin.tool.clone(),
            model: origin.model.clone(),
            operator,
            location: Some(place.to_owned()),
            ..Claim::new(involvement, basis)
        });
    }

    pub(super) fn finish(self) -> Attribution {
        let lines = self
            .ranges
            .into_iter()
            .map(|((path, origin), ranges)| Lines {
                path,
                involvement: origin.involvement,
                tool: origin.tool,
                model: origin.model,
                lines: count(ranges),
            });
        Attribution {
            lines: lines.collect(),
            claims: bounded(self.claims),
            commits: self.commits.into_iter().collect(),
            diagnostics: self.diagnostics.finish(),
        }
    }
}

/// Counts the lines of ranges in any order that may overlap.
fn count(mut ranges: Vec<(u64, u64)>) -> u64 {
    ranges.sort_unstable();
    let mut total: u64 = 0;
    let mut covered: u64 = 0;
    for (first, last) in ranges {
        let before = covered.max(first.max(1).saturating_sub(1));
        total = total.saturating_add(last.saturating_sub(before));
        covered = covered.max(last);
    }
    total
}

/// Returns the tool that a record names: as the table calls it, else as it stands there.
pub(super) fn tool(agents: &Agents, value: &Value, pointer: &str) -> Option<String> {
    let name = text(value, pointer)?.trim();
    let known = agents.tool(name).map(str::to_owned);
    Some(known.unwrap_or_else(|| crate::text::plain(name, 64)))
}

/// Returns the model that a record names, unless it says that it names none.
pub(super) fn model(value: &Value, pointer: &str) -> Option<String> {
    let name = text(value, pointer)?.trim().trim_matches('"');
    let says_nothing = ["unknown", "default", "auto", "<synthetic>", ""];
    let is_known = !says_nothing.contains(&name.to_ascii_lowercase().as_str());
    is_known.then(|| crate::text::plain(name, 128))
}

#[cfg(test)]
mod tests {
    use super::count;

    #[test]
    fn every_line_once() {
        assert_eq!(count(vec![]), 0);
        assert_eq!(count(vec![(5, 9), (1, 3), (2, 6)]), 9);
        assert_eq!(count(vec![(1, 10), (2, 3), (10, 10)]), 10);
        assert_eq!(count(vec![(0, 1)]), 1);
        assert_eq!(count(vec![(0, u64::MAX), (7, u64::MAX)]), u64::MAX);
    }
}
