//! What happened in the same place before.

use serde::{Deserialize, Serialize};

use crate::time::Timestamp;

/// One use of a standing approval (semantics 9.8).
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Use {
    /// The standing approval, as `document/envelope`.
    pub envelope: String,
    /// When a change went live under it.
    pub at: Timestamp,
}
