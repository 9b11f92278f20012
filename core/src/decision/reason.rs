//! Reasons: stable codes with details. The text that people read is rendered from them.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::codes::codes;

/// What a reason does to the verdict.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub enum Effect {
    /// Refuses the change.
    Deny,
    /// Holds the change.
    Hold,
    /// Says something that the reader should know; among these, every relaxation in force.
    Note,
}

codes! {
    /// Why a verdict is what it is (semantics 4).
    ReasonCode {
        /// An agent took part in what neither it nor its operator has been granted.
        AgentNotGranted = "agent_not_granted",
        /// Too few people have signed.
        ApprovalsMissing = "approvals_missing",
        /// The distribution of signers over requirements could not be settled within the limit.
        AssignmentLimit = "assignment_limit",
        /// The authority handed in is older than one seen before.
        AuthorityRollback = "authority_rollback",
        /// The policy or roster is not in force: those who have to have not signed it.
        AuthorityUnsigned = "authority_unsigned",
        /// How far an AI was involved is what people have signed.
        AuthorshipCounts = "authorship_counts",
        /// The input could not be read.
        BadInput = "bad_input",
        /// Somebody let the change go because of an incident.
        BreakGlass = "break_glass",
        /// An emergency does not stand in for everything that is missing.
        BreakGlassNotEnough = "break_glass_not_enough",
        /// The policy or roster that the change brings in is not valid.
        CandidateInvalid = "candidate_invalid",
        /// The version that the change brings in is not the next one.
        CandidateVersion = "candidate_version",
        /// A commit is attributed to nobody.
        CommitUnattributed = "commit_unattributed",
        /// An agent acts with a credential that was issued for something else.
        CredentialNotIssued = "credential_not_issued",
        /// The decision on record is not an allow, or is about something else than what is judged now.
        DecisionSuperseded = "decision_superseded",
        /// The change holds nothing and does not say so.
        EmptyChange = "empty_change",
        /// A standing approval of the policy covers the change.
        EnvelopeApplies = "envelope_applies",
        /// A standing approval of the policy is for this service, and does not cover the change.
        EnvelopeNotMet = "envelope_not_met",
        /// A check has not passed.
        EvidenceMissing = "evidence_missing",
        /// A fact is not known, and whether the change is refused depends on it.
        FactNeeded = "fact_needed",
        /// A rule refuses the change.
        Forbidden = "forbidden",
        /// Authors are known by what they wrote of themselves only.
        IdentityAsserted = "identity_asserted",
        /// A list of the change is not whole.
        ListPartial = "list_partial",
        /// A condition that must be known to hold is not known to hold.
        MustNotMet = "must_not_met",
        /// No rule speaks of the change.
        NoRule = "no_rule",
        /// A review is owed afterwards, and nobody is known who would owe it.
        NobodyOwes = "nobody_owes",
        /// Somebody without the power to veto has rejected the change.
        Objection = "objection",
        /// A path cannot be normalised and counts as restricted everywhere.
        OddPath = "odd_path",
        /// The policy has expired.
        PolicyExpired = "policy_expired",
        /// There is no policy.
        PolicyMissing = "policy_missing",
        /// The involvement of AI is presumed.
        Presumed = "presumed",
        /// Claims about AI contradict a claim or signature that there was none.
        ProvenanceConflict = "provenance_conflict",
        /// Nobody enforces the verdict here: the caller asked for a report.
        ReportOnly = "report_only",
        /// The roster has expired.
        RosterExpired = "roster_expired",
        /// There is no roster.
        RosterMissing = "roster_missing",
        /// The instant of the decision was chosen by the caller.
        Simulated = "simulated",
        /// It is not known that every statement is there.
        StatementsIncomplete = "statements_incomplete",
        /// There are more statements under one person's keys than are looked at.
        StatementsOverLimit = "statements_over_limit",
        /// A change of policy or roster must be allowed by the old and the new.
        TransitionRequired = "transition_required",
        /// Somebody took part whom the roster does not know.
        Unresolved = "unresolved",
        /// Not enough people of the roster could ever meet the requirement.
        Unsatisfiable = "unsatisfiable",
        /// A reject that was a veto has been lifted by those whom the policy names.
        VetoLifted = "veto_lifted",
        /// Somebody with the power to do so has rejected the change.
        Vetoed = "vetoed",
        /// The change was not first seen long enough ago.
        WaitNotOver = "wait_not_over",
        /// A requirement, or a freeze, does not stand in the way: something that the rule names stands in for it.
        Waived = "waived",
        /// No digest of the result is strong enough to stand for it.
        WeakDigest = "weak_digest",
    }
}

/// A detail of a reason.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(untagged)]
pub enum Detail {
    /// A number.
    Number(i64),
    /// A text. Where it comes from the change it is hostile: render it escaped.
    Text(String),
    /// Several texts.
    Texts(Vec<String>),
}

impl From<&str> for Detail {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<String> for Detail {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

impl From<usize> for Detail {
    fn from(number: usize) -> Self {
        Self::Number(i64::try_from(number).unwrap_or(i64::MAX))
    }
}

impl From<u32> for Detail {
    fn from(number: u32) -> Self {
        Self::Number(i64::from(number))
    }
}

impl From<Vec<String>> for Detail {
    fn from(texts: Vec<String>) -> Self {
        Self::Texts(texts)
    }
}

/// One reason. Ordered by effect, then code, rule, requirement, name, subject and details.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[non_exhaustive]
pub struct Reason {
    /// What it does to the verdict.
    pub effect: Effect,
    /// What it is.
    pub code: ReasonCode,
    /// The rule it comes from, as `document/rule`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rule: Option<String>,
    /// The requirement of the rule, from 0.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub requirement: Option<u32>,
    /// The code that the policy gives it, such as `freeze` or `approvals:1`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// Whom or what it is about.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub subject: Option<String>,
    /// Further details, by name.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub details: BTreeMap<String, Detail>,
}

impl Reason {
    /// Returns a reason with nothing but effect and code.
    pub const fn new(effect: Effect, code: ReasonCode) -> Self {
        Self {
            effect,
            code,
            rule: None,
            requirement: None,
            name: None,
            subject: None,
            details: BTreeMap::new(),
        }
    }

    /// Returns a reason that holds.
    pub const fn hold(code: ReasonCode) -> Self {
        Self::new(Effect::Hold, code)
    }

    /// Returns a reason that refuses.
    pub const fn deny(code: ReasonCode) -> Self {
        Self::new(Effect::Deny, code)
    }

    /// Returns a reason that only informs.
    pub const fn note(code: ReasonCode) -> Self {
        Self::new(Effect::Note, code)
    }

    pub(crate) fn rule(mut self, rule: &str) -> Self {
        self.rule = Some(rule.to_owned());
        self
    }

    pub(crate) fn requirement(mut self, index: usize) -> Self {
        self.requirement = u32::try_from(index).ok();
        self
    }

    pub(crate) fn name(mut self, name: impl Into<String>) -> Self {
        self.name = Some(name.into());
        self
    }

    /// Returns the reason with whom or what it is about.
    #[must_use]
    pub fn subject(mut self, subject: impl Into<String>) -> Self {
        self.subject = Some(subject.into());
        self
    }

    /// Returns the reason with one more detail.
    #[must_use]
    pub fn detail(mut self, name: &str, detail: impl Into<Detail>) -> Self {
        self.details.insert(name.to_owned(), detail.into());
        self
    }
}
