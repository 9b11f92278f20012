//! What was live before, as a revert brings it back.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use crate::digest::DigestSet;
use crate::id::{Environment, Region};
use crate::time::Timestamp;

/// What this gate allowed and was live, by the embedding system's own records (semantics 9.9).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Restored {
    /// The digests of everything that was live together.
    pub subjects: BTreeSet<DigestSet>,
    /// Where it was live.
    pub environment: Environment,
    /// In which regions; empty: in the environment as a whole.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub regions: Vec<Region>,
    /// The last instant at which it is recorded to have been live.
    pub last_live: Timestamp,
}
