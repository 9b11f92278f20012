//! What happened in the same place before.

use serde::{Deserialize, Serialize};

use crate::id::{PrincipalId, Service};
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

/// A review that somebody owes because she let a change go in an emergency (semantics 9.7).
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Debt {
    /// Who signed.
    pub person: PrincipalId,
    /// The services of the change.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub services: Vec<Service>,
    /// When the review is due.
    pub due: Timestamp,
}
