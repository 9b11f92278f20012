//! What must hold where a rule applies (semantics 9.3).

use serde::{Deserialize, Serialize};

use super::{Condition, OneOrMany, Waiver};
use crate::id::{Code, EvidenceType, Level, Meaning, Name, PrincipalId, Role, Team, Training};
use crate::time::Span;

/// One requirement. Exactly one of `approvals`, `evidence`, `must`, `wait`, `review`, `allOf` and `anyOf` says of which
/// sort it is.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[non_exhaustive]
pub struct Requirement {
    /// A stable code for it. Absent: derived from what it asks.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<Code>,
    /// So many people must sign.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub approvals: Option<u32>,
    /// Each of whom is like this.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<Selector>,
    /// Among whom there is somebody like each of these.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub including: Vec<Selector>,
    /// Whose signatures are like this.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub with: Option<With>,
    /// Whether a reject of somebody who could sign here is a veto. Absent: it is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub veto: Option<bool>,
    /// Records of these types must say that the check passed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub evidence: Option<OneOrMany<EvidenceType>>,
    /// Whose records count.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub issuers: Option<Issuers>,
    /// How old a record may be.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub max_age: Option<Span>,
    /// Whether the record itself has to be signed, by a key of its issuer.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub signed: Option<bool>,
    /// Whether somebody whose approval counts must have seen it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reviewed: Option<bool>,
    /// This must be known to be so.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub must: Option<Condition>,
    /// So long ago this change digest must have been seen for the first time.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub wait: Option<Span>,
    /// It may go live now, and owes a review.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub review: Option<ReviewAsk>,
    /// What can stand in for it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub waived_by: Vec<Waiver>,
    /// Every one of these must hold.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub all_of: Option<Vec<Requirement>>,
    /// One of these must hold: the first one that is wholly met counts.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub any_of: Option<Vec<Requirement>>,
}

/// A review that is owed after the change has gone live.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[non_exhaustive]
pub struct ReviewAsk {
    /// How soon it is due, from the decision that lets the change go.
    pub within: Span,
    /// By how many people. Absent: one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub approvals: Option<u32>,
    /// Each of whom is like this.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<Selector>,
}

/// Whose records of a type count: `"rostered"`, or `{ only = ["ci"] }`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub enum Issuers {
    /// Those of these principals.
    Only(Vec<PrincipalId>),
    /// Those of principals whom the roster lists for the type, and what the embedding system collected itself.
    Rostered,
}

/// Which people are meant. Every member that is there must hold.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[non_exhaustive]
pub struct Selector {
    /// Like this group of the same document, too.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub group: Option<Name>,
    /// Seniority.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub level: Option<LevelAsk>,
    /// A member of this team.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub team: Option<Team>,
    /// A holder of this role.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub role: Option<Role>,
    /// An owner.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub owns: Option<Owns>,
    /// Who has had what is asked of level, team and role for so long when signing. Without `since` in the roster it is
    /// not known for how long.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub held_for: Option<Span>,
    /// With a valid training of each of these.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub trained: Option<OneOrMany<Training>>,
    /// Somebody else than these.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub not: Option<SelectorNot>,
}

/// What is asked of the seniority of an approver.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub enum LevelAsk {
    /// Above the level of everybody who wrote something.
    #[serde(rename = "above-author")]
    AboveAuthor,
    /// At this level or above.
    AtLeast(Level),
}

/// What an approver must own.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub enum Owns {
    /// The services that the change touches: `from` asks for somebody who owns them all, `including` for an owner
    /// of each.
    Service,
}

/// Who is not meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub enum SelectorNot {
    /// Whoever carries the change out.
    Executor,
}

/// How strongly a signature shows that a person was there (semantics 8.7).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub enum Assurance {
    /// Somebody else's system says so.
    Vouched,
    /// Signed with the person's key.
    Signed,
    /// Signed with a hardware key that was touched.
    Touched,
    /// Touched, and a PIN or a fingerprint was checked.
    Verified,
}

impl Assurance {
    /// Returns the word of the documents.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Vouched => "vouched",
            Self::Signed => "signed",
            Self::Touched => "touched",
            Self::Verified => "verified",
        }
    }
}

/// What a counted signature must be like.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[non_exhaustive]
pub struct With {
    /// How old it may be.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub max_age: Option<Span>,
    /// What it must mean.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub meaning: Option<Meaning>,
    /// How strong it must be. Absent: signed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub assurance: Option<Assurance>,
    /// What the signer must have acknowledged.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub acknowledged: Vec<Code>,
}
