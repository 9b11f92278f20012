//! Shares: by involvement, tool, model and folder.

use std::collections::BTreeMap;

use foureyes::provenance::Involvement;
use serde::Serialize;

use super::row::Row;

/// How many there are by name.
pub(crate) type Shares = BTreeMap<String, u64>;

/// How many commits touch a folder, and how many of those say that AI took part.
#[derive(Clone, Copy, Debug, Default, Serialize)]
pub(super) struct Folder {
    pub(super) commits: u64,
    pub(super) ai: u64,
}

/// All commits together.
#[derive(Debug, Default, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Summary {
    pub(super) commits: u64,
    /// Those that say that AI took part.
    pub(super) ai: u64,
    /// Those that say that it did not. Unsigned words.
    pub(super) none: u64,
    /// Those that say nothing.
    pub(super) silent: u64,
    /// Those that nobody can read.
    pub(super) unreadable: u64,
    pub(super) by_involvement: Shares,
    pub(super) by_tool: Shares,
    pub(super) by_model: Shares,
    pub(super) by_path: BTreeMap<String, Folder>,
}

impl Summary {
    /// One more commit.
    pub(super) fn add(&mut self, row: &Row) {
        one(&mut self.commits);
        let is_ai = row.involvement > Some(Involvement::None);
        match row.involvement {
            _ if row.is_unreadable => one(&mut self.unreadable),
            None => one(&mut self.silent),
            Some(Involvement::None) => one(&mut self.none),
            Some(rung) => {
                one(&mut self.ai);
                one(self
                    .by_involvement
                    .entry(rung.word().to_owned())
                    .or_default());
            }
        }
        for tool in &row.tools {
            one(self.by_tool.entry(tool.clone()).or_default());
        }
        for model in &row.models {
            one(self.by_model.entry(model.clone()).or_default());
        }
        for name in &row.folders {
            let folder = self.by_path.entry(name.clone()).or_default();
            one(&mut folder.commits);
            if is_ai {
                one(&mut folder.ai);
            }
        }
    }
}

/// Counts one more.
pub(crate) fn one(count: &mut u64) {
    *count = count.saturating_add(1);
}

/// Returns the top folder of a path, `.` for a file at the top.
pub(crate) fn folder(path: &[u8]) -> String {
    let mut parts = path.splitn(2, |byte| *byte == b'/');
    match (parts.next(), parts.next()) {
        (Some(first), Some(_)) => String::from_utf8_lossy(first).into_owned(),
        _ => ".".to_owned(),
    }
}
