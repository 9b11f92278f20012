//! What an emergency takes (semantics 9.7).

use serde::{Deserialize, Serialize};

use super::{Assurance, ReviewAsk, Selector};
use crate::time::Span;

/// Who may let a change go because of an incident, and what is owed for it. What it stands in for each rule says itself.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[non_exhaustive]
pub struct BreakGlassRule {
    /// Each who signs is like this. Absent: anybody.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<Selector>,
    /// How strong the signatures are. Absent: touched. `signed` is a named relaxation.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub assurance: Option<Assurance>,
    /// How long it counts at most. Absent: four hours, which is also the most.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lasts: Option<Span>,
    /// What is owed afterwards.
    pub review: ReviewAsk,
    /// Whether one person who took part is enough: a named relaxation.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub solo: Option<bool>,
}
