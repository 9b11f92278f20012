//! Which lines who or what made, as tools record it.

use serde::{Deserialize, Serialize};

use super::RepoPath;
use crate::provenance::Involvement;

/// Lines of one path with one origin, as a tool recorded them (semantics 6.6).
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Lines {
    /// The path, as it is in the commit that the record is about.
    pub path: RepoPath,
    /// What the record says of them; absent where it says that it does not know.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub involvement: Option<Involvement>,
    /// The tool.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tool: Option<String>,
    /// The model.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub model: Option<String>,
    /// How many, each counted once.
    pub lines: u64,
}
