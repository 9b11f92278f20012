//! What a decision says, member by member: the record that is stored, shown and compared.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::reason::Reason;
use crate::change::Action;
use crate::digest::{Digest, DigestSet};
use crate::id::{
    ChangeId, Environment, EvidenceType, Level, PrincipalId, RefName, Region, Repository, Service,
};
use crate::policy::{Assurance, Waiver};
use crate::provenance::InvolvementRange;
use crate::shared::{Shared, SharedText};
use crate::statement::IgnoredCode;
use crate::time::Timestamp;

/// May the change go live?
///
/// Not `non_exhaustive`, on purpose: who matches it should have to look at every verdict.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub enum Verdict {
    /// No, and nothing that can be added to this change cures it.
    Deny,
    /// Not yet: something named is missing.
    Hold,
    /// Yes.
    Allow,
}

impl Verdict {
    /// Returns the word used on the wire.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Allow => "allow",
            Self::Deny => "deny",
            Self::Hold => "hold",
        }
    }
}

/// Why an allow is one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Because {
    /// A requirement or a freeze does not stand in the way, since the change brings back what was live before.
    EmergencyRevert,
    /// Every requirement is met.
    Approved,
    /// People who could not wait for others stand in for requirements, and owe a review.
    BreakGlass,
    /// A standing approval of the policy stands in for requirements.
    Envelope,
    /// No rule speaks of the change, and the policy says that it may then go.
    NoRule,
}

/// What was decided about.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[non_exhaustive]
pub struct About {
    /// The change.
    pub change_id: ChangeId,
    /// The repository.
    pub repository: Repository,
    /// The full ref.
    pub target_ref: RefName,
    /// What is about to happen.
    pub action: Action,
    /// Where.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub environment: Option<Environment>,
    /// In which regions.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub regions: Vec<Region>,
    /// The digests of the subjects.
    pub subjects: BTreeSet<DigestSet>,
    /// The change digest.
    pub change_digest: Digest,
}

/// How a requirement stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(
    feature = "schema",
    derive(schemars::JsonSchema),
    schemars(rename = "RequirementStatus")
)]
#[serde(rename_all = "camelCase")]
pub enum Status {
    /// It is met.
    Met,
    /// It is not met.
    Unmet,
    /// It is not met, and a stricter one that is not met either covers it.
    Covered,
    /// It stands in an alternative that this change can no longer meet, while another is open: nobody is asked for it.
    Closed,
    /// It is not met, and something that the rule names stands in for it.
    Waived,
}

/// Somebody whose approval counts for a requirement.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[non_exhaustive]
pub struct Counted {
    /// The person.
    pub person: PrincipalId,
    /// The statement.
    pub statement: Digest,
    /// How strong it is.
    pub assurance: Assurance,
    /// When it was issued.
    pub issued: Timestamp,
    /// The service that saw her approve on a platform, where she did not sign herself.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub vouched_by: Option<PrincipalId>,
    /// In whose authority, where that is not her own.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub on_behalf_of: Option<PrincipalId>,
    /// The statement by which that was delegated.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub delegation: Option<Digest>,
    /// Which members of the requirement she also fills, such as `owner of checkout`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub seats: Vec<SharedText>,
    /// What she says to the author. Hostile, as whatever comes from outside: show it escaped.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub comment: Option<String>,
}

/// Somebody who could sign for a requirement.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[non_exhaustive]
pub struct Candidate {
    /// The person.
    pub person: PrincipalId,
    /// Her level.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub level: Option<Level>,
    /// The services of the change that she owns.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub owns: Vec<Service>,
    /// Whether she is on call.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub on_call: bool,
}

/// In what a signer falls short of a requirement.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub enum LackKind {
    /// What she acknowledged.
    Acknowledged,
    /// How old her signature is.
    Age,
    /// How strong her signature is.
    Assurance,
    /// She carries the change out.
    Executor,
    /// Since when she has what is asked.
    HeldFor,
    /// Her seniority.
    Level,
    /// What her signature means.
    Meaning,
    /// What she owns.
    Ownership,
    /// Her role.
    Role,
    /// Her team.
    Team,
    /// Her training.
    Training,
}

/// In what a signer falls short, with what she has and what is needed.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Lack {
    /// In what.
    pub lacks: LackKind,
    /// What she has.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub has: Option<String>,
    /// What is needed.
    pub needs: String,
}

/// Somebody whose approval is good, but not for this requirement.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[non_exhaustive]
pub struct NotCounted {
    /// The person.
    pub person: PrincipalId,
    /// The statement.
    pub statement: Digest,
    /// In what she falls short.
    pub lacks: Vec<Lack>,
}

/// Those who could sign: how many, and the first ten (on call, owner, level, id).
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[non_exhaustive]
pub struct Candidates {
    /// How many there are.
    pub total: u32,
    /// The first ten.
    pub first: Vec<Candidate>,
}

/// One requirement and how it stands.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[non_exhaustive]
pub struct RequirementRecord {
    /// The rule, as `document/rule`; `floor` for what no policy can remove.
    pub rule: SharedText,
    /// The requirement of the rule, from 0; those inside `allOf` and `anyOf` count one by one.
    pub requirement: u32,
    /// The alternatives of the rule that hold it, from 0. Absent where the rule has only one. Of a rule that is met only
    /// the alternative that met it is shown.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub alternatives: Vec<u32>,
    /// Its stable code, such as `approvals:2`, or the name that the policy gives it.
    pub name: SharedText,
    /// Why the rule is there.
    pub why: SharedText,
    /// How it stands.
    pub status: Status,
    /// What stands in for it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub waived_by: Option<Waiver>,
    /// What it asks, in words.
    pub asks: SharedText,
    /// How many people it asks for, those included whom unresolved participants and objections add.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub need: Option<u32>,
    /// By how many unresolved participants and objections raise it.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub raised: u32,
    /// Who counts.
    #[serde(default, skip_serializing_if = "is_nobody")]
    pub counted: Shared<[Counted]>,
    /// Whose good approvals do not count here, and why. Only where the requirement is not met.
    #[serde(default, skip_serializing_if = "is_nobody")]
    pub not_counted: Shared<[NotCounted]>,
    /// Who could.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub candidates: Option<Candidates>,
}

fn is_zero(number: &u32) -> bool {
    *number == 0
}

fn is_nobody<T>(people: &[T]) -> bool {
    people.is_empty()
}

/// What would make it an allow, as far as people and evidence can.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[non_exhaustive]
pub struct Missing {
    /// A smallest set of people whose approvals would meet every requirement that people can meet.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub people: Vec<PrincipalId>,
    /// Whether no smaller set would do. Absent where nobody is missing or nobody can help.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub minimal: Option<bool>,
    /// The evidence that is missing.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub evidence: Vec<EvidenceType>,
    /// The facts that would help, by their place in the change.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub facts: Vec<String>,
}

impl Missing {
    /// Reports whether nothing is missing.
    pub fn is_empty(&self) -> bool {
        self.people.is_empty() && self.evidence.is_empty() && self.facts.is_empty()
    }
}

/// A statement that did not count.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[non_exhaustive]
pub struct IgnoredRecord {
    /// Why.
    pub code: IgnoredCode,
    /// The statement.
    pub statement: Digest,
    /// Whose key it names.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub person: Option<PrincipalId>,
    /// What it names, where something else is there: what it says, and what is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub differs: Option<Differs>,
}

/// What a statement names, and what is there instead.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Differs {
    /// What the statement names.
    pub signed: String,
    /// What is there.
    pub is: String,
}

/// Something that is owed after an allow.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[non_exhaustive]
pub struct Obligation {
    /// What is owed, such as `review`.
    pub code: String,
    /// The rule that it comes from, as `document/rule`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rule: Option<String>,
    /// The stable code of the requirement.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// What has to be done, in words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub asks: Option<String>,
    /// By whom.
    pub owed_by: PrincipalId,
    /// By when.
    pub due: Timestamp,
}

/// What later metrics need to know of the change.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[non_exhaustive]
pub struct Profile {
    /// How far an AI was involved.
    pub involvement: InvolvementRange,
    /// Which tools, as they were claimed.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub tools: Vec<String>,
    /// Which models, as they were claimed.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub models: Vec<String>,
    /// The services that it touches.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub services: Vec<Service>,
    /// The strictest tier. Absent: not known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tier: Option<u8>,
    /// How many paths it touches. Absent: not known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub paths: Option<u64>,
    /// How many lines it adds and removes. Absent: not known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lines: Option<u64>,
    /// Who wrote something, as far as the roster knows.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub authors: Vec<PrincipalId>,
    /// The lowest level among them. Absent: not known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub author_level: Option<Level>,
    /// When it was asked for. Absent: not known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub requested_at: Option<Timestamp>,
}

/// What the decision rests on.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[non_exhaustive]
pub struct Inputs {
    /// The policies, by id, with version and digest.
    pub policies: Shared<BTreeMap<String, Digest>>,
    /// The rosters, by id, with version and digest.
    pub rosters: Shared<BTreeMap<String, Digest>>,
    /// The statements that counted.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub statements: BTreeSet<Digest>,
    /// Up to when the set of statements is known to be complete. Absent: not known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub complete_as_of: Option<Timestamp>,
    /// The version of the meaning of policies.
    pub semantics: u32,
    /// The version of the table of known agents.
    pub agents: Cow<'static, str>,
}

/// A decision as it is written down. It can be shown and compared, never acted on: only the `Decision` that an
/// evaluation returns gives a permit.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[non_exhaustive]
pub struct DecisionRecord {
    /// `foureyes/decision/v1`.
    pub decision: DecisionFormat,
    /// The verdict.
    pub verdict: Verdict,
    /// Why an allow is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub because: Option<Because>,
    /// What was decided about. Absent where the input could not be read.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub about: Option<About>,
    /// The instant of the decision.
    pub evaluated_at: Timestamp,
    /// The instant from which on it must be asked for again.
    pub recheck_by: Timestamp,
    /// Why, in a total order.
    pub reasons: Vec<Reason>,
    /// Every requirement that applies, and how it stands.
    pub requirements: Vec<RequirementRecord>,
    /// What would help.
    #[serde(default, skip_serializing_if = "Missing::is_empty")]
    pub missing: Missing,
    /// What is owed.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub obligations: Vec<Obligation>,
    /// Statements that did not count, the first hundred.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub ignored: Vec<IgnoredRecord>,
    /// How many did not count, by code, those that are not shown included.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    #[cfg_attr(
        feature = "schema",
        schemars(schema_with = "crate::schema::ignored_counts")
    )]
    pub ignored_counts: BTreeMap<IgnoredCode, u64>,
    /// What later metrics need.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub profile: Option<Profile>,
    /// What the decision rests on.
    pub inputs: Inputs,
}

/// The version of the decision document.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub enum DecisionFormat {
    /// Version 1.
    #[serde(rename = "foureyes/decision/v1")]
    V1,
}
