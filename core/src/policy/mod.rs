//! What is asked of a change (semantics 9): the policy document, as it is written.

mod asks;
mod break_glass;
mod builtin;
mod condition;
mod envelope;
mod extends;
mod one_or_many;
mod requirement;
mod window;

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::glob::Glob;
use crate::id::{Code, Environment, EvidenceType, FactKey, Mark, Name};
use crate::provenance::Presumption;
use crate::time::{Span, Timestamp};

pub use asks::{ActorKind, FactAsk, LinesAsk, Recorded, ResourcesAsk};
pub use break_glass::BreakGlassRule;
pub use builtin::{builtin_cases, builtin_names, builtin_text};
pub use condition::{AuthorAsk, BlastAsk, Condition, InvolvementAsk, TierAsk};
pub use envelope::{Envelope, Rate};
pub use extends::Extended;
pub use one_or_many::OneOrMany;
pub use requirement::{
    Assurance, Issuers, LevelAsk, Owns, Requirement, ReviewAsk, Selector, SelectorNot, With,
};
pub use window::{ClockTimeError, TimeOfDay, UtcOffset, Weekday, Window};

/// The version of the policy document.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub enum PolicyFormat {
    /// Version 1.
    #[serde(rename = "foureyes/policy/v1")]
    V1,
}

/// What happens to a change that no rule speaks of.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub enum Unmatched {
    /// It goes through.
    Allow,
    /// It is held.
    #[default]
    Hold,
}

/// How identities that nobody has checked are treated.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub enum AuthorIdentity {
    /// Believed: a named relaxation for plain git.
    Asserted,
    /// They may lower a level or add an exclusion, never raise or remove one.
    #[default]
    Authenticated,
}

/// How far a signed "no AI" of the author counts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub enum HumanClaim {
    /// It counts if another person signs it too.
    Countersigned,
    /// It counts.
    Counts,
    /// It does not count.
    #[default]
    Off,
}

/// What a participant whom nobody could resolve does to a change (semantics 7.4).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub enum UnresolvedRule {
    /// It holds the change.
    Hold,
    /// It raises every count, and every seat inside it, by one.
    Raise,
}

/// What is believed about how content was made.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ProvenanceRules {
    /// What is presumed of a commit that nobody signed for: a named relaxation.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub presume: Option<Presumption>,
    /// How far the signed word of the authors counts.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub human_claim: Option<HumanClaim>,
}

/// Which unchecked facts are believed. Each is a named relaxation.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Trust {
    /// Identities of authors.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub author_identity: Option<AuthorIdentity>,
}

/// Facts that follow from the paths of a change, where nobody has collected them.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Derive {
    /// Where everything stands that can destroy something. A change whose whole list of paths touches none of
    /// these is taken as not destructive: a named relaxation.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub destructive_paths: Vec<Glob>,
}

/// The words that a policy may use, and what other words mean.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Vocabulary {
    /// The environments.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub environments: Vec<Environment>,
    /// Other spellings of environments.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub environment_aliases: BTreeMap<Environment, Environment>,
    /// The types of evidence.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub evidence: Vec<EvidenceType>,
    /// The custom facts.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub facts: Vec<FactKey>,
    /// The marks.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub marks: Vec<Mark>,
}

/// How long a decision speaks before it must be asked for again.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct DecisionTtl {
    /// In production, and where the environment is not known. Absent: 15 minutes. At most 24 hours.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub production: Option<Span>,
    /// Elsewhere. Absent: 24 hours, which is also the most.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub elsewhere: Option<Span>,
}

/// A time in which nothing goes live.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Freeze {
    /// Its name.
    pub id: Name,
    /// Why.
    pub why: String,
    /// From this instant on.
    pub from: Timestamp,
    /// Until, but not including, this instant.
    pub to: Timestamp,
}

/// What can stand in for a requirement: verified things only (semantics 9.6).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Waiver {
    /// A break-glass statement.
    BreakGlass,
    /// A return to what was live before.
    EmergencyRevert,
    /// A standing approval for automation.
    Envelope,
}

impl Waiver {
    /// Returns the word used on the wire and in policies.
    pub const fn word(self) -> &'static str {
        match self {
            Self::BreakGlass => "break-glass",
            Self::EmergencyRevert => "emergency-revert",
            Self::Envelope => "envelope",
        }
    }
}

/// A named rule: when it applies, why it is there, and what must then hold.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[non_exhaustive]
pub struct Rule {
    /// Its name within the document.
    pub id: Name,
    /// Why it is there; shown in every decision that it shapes.
    pub why: String,
    /// When it applies. Absent: always.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub when: Option<Condition>,
    /// Refuses the change, with this code.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub forbid: Option<Code>,
    /// What must hold.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub require: Vec<Requirement>,
    /// What can stand in for its requirements.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub waived_by: Vec<Waiver>,
}

/// A policy as it is written. What can be wrong between its parts is found by `Gate::compile`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[non_exhaustive]
pub struct PolicyDocument {
    /// `foureyes/policy/v1`.
    pub policy: PolicyFormat,
    /// Its name.
    pub id: Name,
    /// Its version; each is one above the last.
    pub version: u32,
    /// When it ceases to be valid. Absent: never.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub expires: Option<Timestamp>,
    /// From when on `afterwards` replaces this document. Without `afterwards` everything is held then.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<Timestamp>,
    /// The document that replaces this one from `until` on: one that it extends as a whole.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub afterwards: Option<Name>,
    /// Documents, or single rules of documents, that are added to these rules. Nothing of theirs can be taken away.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub extends: Vec<Extended>,
    /// What happens to a change that no rule speaks of. Absent: it is held.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unmatched: Option<Unmatched>,
    /// The scope of this document's own rules.
    #[serde(default, rename = "where", skip_serializing_if = "Option::is_none")]
    pub scope: Option<Condition>,
    /// What is believed about how content was made.
    #[serde(default)]
    pub provenance: ProvenanceRules,
    /// Which unchecked facts are believed.
    #[serde(default)]
    pub trust: Trust,
    /// What an unresolved participant does. Absent: hold for tier 1 and kind policy, raise elsewhere.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unresolved: Option<UnresolvedRule>,
    /// What controls the gate, in addition to what always does.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub protects: Vec<Glob>,
    /// Named places.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub paths: BTreeMap<Name, Vec<Glob>>,
    /// Named conditions.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub conditions: BTreeMap<Name, Condition>,
    /// Named groups of people.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub groups: BTreeMap<Name, Selector>,
    /// Facts that follow from paths.
    #[serde(default)]
    pub derive: Derive,
    /// The words that may be used.
    #[serde(default)]
    pub vocabulary: Vocabulary,
    /// What every counted approval must be like.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub every_signature: Option<With>,
    /// Who may lift a veto. Absent: nobody.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub veto_lift: Option<Requirement>,
    /// Whether the statements must be known to be complete.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub complete_statements: Option<Completeness>,
    /// How long a decision speaks.
    #[serde(default)]
    pub decision_ttl: DecisionTtl,
    /// Times in which nothing goes live.
    #[serde(default, rename = "freeze", skip_serializing_if = "Vec::is_empty")]
    pub freezes: Vec<Freeze>,
    /// For how long after it was last live something can be brought back by an emergency revert. Absent: 7 days.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub revert_within: Option<Span>,
    /// Named times.
    #[serde(default, rename = "window", skip_serializing_if = "Vec::is_empty")]
    pub windows: Vec<Window>,
    /// What an emergency takes. Absent: nobody can let a change go because of one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub break_glass: Option<BreakGlassRule>,
    /// Standing approvals for automation.
    #[serde(default, rename = "envelope", skip_serializing_if = "Vec::is_empty")]
    pub envelopes: Vec<Envelope>,
    /// Requirements for every change in scope.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub floor: Vec<Requirement>,
    /// The rules.
    #[serde(default, rename = "rule", skip_serializing_if = "Vec::is_empty")]
    pub rules: Vec<Rule>,
}

/// Whether a set of statements must be known to be complete (semantics 8.5).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub enum Completeness {
    /// It must: otherwise the change is held.
    Required,
}
