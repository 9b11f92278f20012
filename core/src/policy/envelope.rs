//! Standing approvals for automation (semantics 9.8).

use serde::{Deserialize, Serialize};

use super::{Condition, Requirement};
use crate::id::{Name, PrincipalId};
use crate::time::{Span, Timestamp};

/// A standing approval for one service: it is part of the policy, and so approved with it (semantics 9.8).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[non_exhaustive]
pub struct Envelope {
    /// Its name within the document.
    pub id: Name,
    /// Why it is there.
    pub why: String,
    /// The service that may act within it, alone.
    pub actor: PrincipalId,
    /// From this instant on.
    pub from: Timestamp,
    /// Until, but not including, this instant. At most 180 days later.
    pub until: Timestamp,
    /// Which changes are inside: this must be known to hold.
    pub when: Condition,
    /// How often.
    pub rate: Rate,
    /// What must hold besides: `evidence` and `must` alone.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub require: Vec<Requirement>,
}

/// So many in so long a time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Rate {
    /// At most so many, the one that is asked for among them.
    pub at_most: u32,
    /// In this time.
    pub within: Span,
}
