//! The reviewer's one screen: what a change is, how far it reaches, what is known of it and what is not, and what to
//! look at before signing (docs/brief.md). A gate makes one: `Gate::brief`.

mod checklist;
mod markdown;
mod text;

use std::collections::BTreeMap;

use serde::Serialize;

use crate::change::{Blast, EvidenceResult, Kind, ParticipantRole, ResourceAction, Rollout, Who};
use crate::decision::{About, RequirementRecord, Verdict};
use crate::fact::Fact;
use crate::id::{Code, EvidenceType, PrincipalId, Service};
use crate::json;
use crate::provenance::{Claim, InvolvementRange};
use crate::time::Timestamp;

pub(crate) use checklist::choose;

/// The version of a brief.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub enum BriefFormat {
    /// Version 1.
    #[serde(rename = "foureyes/brief/v1")]
    V1,
}

/// What a reviewer sees of a change before she signs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(
    feature = "schema",
    derive(schemars::JsonSchema),
    schemars(rename = "BriefRecord")
)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct Brief {
    /// `foureyes/brief/v1`.
    pub brief: BriefFormat,
    /// What it is about.
    pub about: About,
    /// How the decision stands.
    pub verdict: Verdict,
    /// What is asked, and how it stands.
    pub requirements: Vec<RequirementRecord>,
    /// What sorts of change it is.
    pub kinds: Vec<Kind>,
    /// The services that it touches.
    pub services: Vec<Service>,
    /// The strictest tier. Absent: not known.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tier: Option<u8>,
    /// How far it reaches before anybody can stop it.
    #[serde(default, skip_serializing_if = "Fact::is_unknown")]
    pub blast: Fact<Blast>,
    /// How it is rolled out.
    #[serde(default, skip_serializing_if = "Fact::is_unknown")]
    pub rollout: Fact<Rollout>,
    /// Whether it can be undone.
    #[serde(default, skip_serializing_if = "Fact::is_unknown")]
    pub reversible: Fact<bool>,
    /// Whether it destroys something.
    #[serde(default, skip_serializing_if = "Fact::is_unknown")]
    pub destructive: Fact<bool>,
    /// What it destroys: resources and paths.
    pub destroys: Vec<String>,
    /// What happens to resources, counted.
    pub resources: BTreeMap<ResourceAction, u64>,
    /// The checks of which there is a record.
    pub evidence: Vec<Checked>,
    /// The checks that are asked for and have not passed.
    pub evidence_missing: Vec<EvidenceType>,
    /// The facts that nobody has found out.
    pub facts_missing: Vec<String>,
    /// How far an AI was involved.
    pub involvement: InvolvementRange,
    /// What is claimed about AI, the words of the AI among it.
    pub claims: Vec<Claim>,
    /// Who took part.
    pub people: Vec<Part>,
    /// How many paths it touches. Absent: not known.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub paths: Option<u64>,
    /// How many lines it adds and removes. Absent: not known.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub lines: Option<u64>,
    /// The paths to look at first: those that control the gate, those that cannot be normalised, the largest.
    pub hot: Vec<HotPath>,
    /// What to look at, for a change of this sort.
    pub checklist: Vec<Check>,
    /// What approvers have said to the author.
    pub comments: Vec<Comment>,
}

/// The record of a check.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct Checked {
    /// What was checked.
    #[serde(rename = "type")]
    pub kind: EvidenceType,
    /// How it turned out.
    pub result: EvidenceResult,
    /// Whether somebody other than those who take part vouches for it.
    pub trusted: bool,
    /// When.
    pub at: Timestamp,
}

/// Somebody who took part.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct Part {
    /// Who.
    pub who: Who,
    /// How.
    pub role: ParticipantRole,
}

/// A path to look at first.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct HotPath {
    /// The path, as far as it is text.
    pub path: String,
    /// Why: `gate`, `odd` or `large`.
    pub why: HotReason,
    /// How many lines are added and removed. Absent: not known.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub lines: Option<u64>,
}

/// Why a path is looked at first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub enum HotReason {
    /// It is among what controls the gate.
    Gate,
    /// It cannot be normalised.
    Odd,
    /// It has the most lines.
    Large,
}

/// Something to look at before signing.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct Check {
    /// What an approval acknowledges.
    pub code: Code,
    /// What the signer must be able to answer.
    pub question: String,
    /// Why it is asked of this change.
    pub because: String,
    /// Whether an approval counts only if it acknowledges this.
    pub required: bool,
}

/// What an approver has said.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct Comment {
    /// Who.
    pub person: PrincipalId,
    /// What.
    pub text: String,
}

impl Brief {
    /// Returns the brief for a terminal, without colour.
    pub fn explain(&self) -> String {
        text::render(self)
    }

    /// Returns the brief in Markdown.
    pub fn to_markdown(&self) -> String {
        markdown::render(self)
    }

    /// Returns the brief in JSON.
    pub fn to_json(&self) -> String {
        json::to_string(self)
    }

    /// Returns the codes of the checklist.
    pub fn codes(&self) -> impl Iterator<Item = &Code> {
        self.checklist.iter().map(|check| &check.code)
    }
}
