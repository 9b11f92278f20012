//! How the content was made: claims, and what they add up to (semantics 6).

mod fold;

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use crate::id::{Account, CommitId};

pub use fold::{Presumption, fold_commit};

/// How far an AI was involved in making the content. Ordered; a later rung includes the duties of the earlier.
///
/// Deterministic automation is not a rung: it is a service that acted, with involvement `none`. Not knowing is
/// not a rung either: see [`InvolvementRange`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub enum Involvement {
    /// No AI took part.
    None,
    /// A person carried out what an AI advised.
    Advised,
    /// A person wrote with the help of an AI.
    Assisted,
    /// An AI wrote, a person submitted.
    Generated,
    /// An AI acted by itself.
    Autonomous,
}

impl Involvement {
    /// Returns the word used on the wire and in policies.
    pub const fn word(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Advised => "advised",
            Self::Assisted => "assisted",
            Self::Generated => "generated",
            Self::Autonomous => "autonomous",
        }
    }
}

/// How a claim is known, from the strongest to the weakest.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub enum ClaimBasis {
    /// A verified signature over a provenance statement.
    Attested,
    /// The platform's own record, read from its interface.
    Platform,
    /// A trailer, note or record that the tool or the author wrote.
    Declared,
    /// An unsigned git identity.
    Identity,
    /// A branch name, a link, a footer, a name.
    Heuristic,
}

/// One claim about how content was made. Anybody may make one: a claim can only tighten.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Claim {
    /// What is claimed.
    pub involvement: Involvement,
    /// How it is known.
    pub basis: ClaimBasis,
    /// The tool, such as `claude-code`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tool: Option<String>,
    /// The model, as the tool spells it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub model: Option<String>,
    /// The person whom the tool worked for. Absent: the author of the commit.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub operator: Option<Account>,
    /// What the tool said about why; other people's words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rationale: Option<String>,
    /// Where the claim was found, such as `trailer Co-authored-by`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub location: Option<String>,
    /// The commit it speaks of. Absent: the whole change.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub commit: Option<CommitId>,
}

impl Claim {
    /// Returns a claim of `involvement` for the whole change, with nothing else known.
    pub const fn new(involvement: Involvement, basis: ClaimBasis) -> Self {
        Self {
            involvement,
            basis,
            tool: None,
            model: None,
            operator: None,
            rationale: None,
            location: None,
            commit: None,
        }
    }
}

/// What is known of the involvement: at least `floor`, at most `ceiling`, with these rungs claimed.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct InvolvementRange {
    /// The highest claim.
    pub floor: Involvement,
    /// The highest rung that could still be true.
    pub ceiling: Involvement,
    /// Every rung that is claimed, so that a further claim never hides an earlier duty.
    pub claimed: BTreeSet<Involvement>,
    /// Whether `claimed` is taken to be all there is, by a signature or a stated presumption.
    pub settled: bool,
}

impl InvolvementRange {
    /// Returns the range of something that consists of both parts: maxima, and the union of the claims.
    #[must_use]
    pub fn join(&self, other: &Self) -> Self {
        Self {
            floor: self.floor.max(other.floor),
            ceiling: self.ceiling.max(other.ceiling),
            claimed: self.claimed.union(&other.claimed).copied().collect(),
            settled: self.settled && other.settled,
        }
    }

    /// Reports whether an AI was involved at least to `rung`; `None` where it is not known.
    pub fn at_least(&self, rung: Involvement) -> Option<bool> {
        if self.floor >= rung {
            Some(true)
        } else if self.ceiling < rung {
            Some(false)
        } else {
            None
        }
    }

    /// Reports whether `rung` is among what happened; `None` where it is not known.
    pub fn includes(&self, rung: Involvement) -> Option<bool> {
        if self.claimed.contains(&rung) {
            Some(true)
        } else if self.settled || self.ceiling < rung {
            Some(false)
        } else {
            None
        }
    }

    /// Reports whether more AI is, or could be, involved here than in `other` (semantics 5.1).
    pub fn is_stricter_than(&self, other: &Self) -> bool {
        self.floor > other.floor
            || self.ceiling > other.ceiling
            || !self.claimed.is_subset(&other.claimed)
            || (other.settled && !self.settled)
    }
}
