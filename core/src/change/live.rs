//! What happens around a change: who took part, what was tested, what was claimed.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{Debt, FactValue, Lines, Restored, Use};
use crate::digest::{Digest, DigestSet};
use crate::fact::{Fact, Listed, Origin};
use crate::id::{Account, CommitId, Environment, EvidenceType, FactKey, Mark, PrincipalId};
use crate::provenance::Claim;
use crate::time::Timestamp;

/// How somebody took part.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub enum ParticipantRole {
    /// Wrote it.
    Author,
    /// Wrote it together with the author.
    CoAuthor,
    /// Committed it.
    Committer,
    /// Carries it out. Excluded from approving only where a requirement says so.
    Executor,
    /// Told an agent to do it.
    Operator,
    /// Pushed it.
    Pusher,
    /// Asked for it to go live.
    Requester,
}

/// How it is known who somebody is (semantics 7.2).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub enum Basis {
    /// Somebody wrote it down: a git header, a trailer.
    Asserted,
    /// A platform login with an immutable id, or a commit signed by a rostered key.
    Authenticated,
    /// A signed statement.
    Signed,
}

/// A participant by account, to be resolved with the roster, or by the roster's own id.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub enum Who {
    /// An account on a platform.
    Account(Account),
    /// A principal of the roster.
    Principal(PrincipalId),
}

/// Somebody who took part.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Participant {
    /// Who.
    pub who: Who,
    /// How.
    pub role: ParticipantRole,
    /// How it is known who it is.
    pub basis: Basis,
    /// In which commits; empty: in the change as a whole.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub commits: Vec<CommitId>,
}

/// Over what the participants were gathered.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub enum Coverage {
    /// Over all revisions that the change has had.
    Lifetime,
    /// Over the revision that is judged.
    Revision,
}

/// How a piece of evidence turned out. Only `passed` is a pass.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub enum EvidenceResult {
    /// The check itself failed to run.
    Error,
    /// The check said no.
    Failed,
    /// The check said yes.
    Passed,
    /// The check was not run.
    Skipped,
}

impl EvidenceResult {
    /// Returns the word for it.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Failed => "failed",
            Self::Passed => "passed",
            Self::Skipped => "skipped",
        }
    }
}

/// The record of a check.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Evidence {
    /// What was checked.
    #[serde(rename = "type")]
    pub kind: EvidenceType,
    /// How it turned out.
    pub result: EvidenceResult,
    /// Who vouches for the record.
    pub origin: Origin,
    /// The principal that made it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub issuer: Option<PrincipalId>,
    /// When.
    pub at: Timestamp,
    /// The digest of the record itself.
    pub digest: Digest,
    /// The digests of what was checked, which is one of the subjects. Absent: the embedding system has bound the
    /// record to the change.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub subject: Option<DigestSet>,
    /// The environment of which it speaks. Absent: likewise.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub environment: Option<Environment>,
}

/// What the executor's credential was issued for (semantics 6.5).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub enum Credential {
    /// A person's own, lent to an agent.
    Borrowed,
    /// Issued for this task and place.
    Issued,
    /// Issued for something else.
    NotIssued,
}

/// How the plan about to be carried out stands to the one that was judged.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub enum PlanState {
    /// It is the one.
    Current,
    /// The change has no plan.
    None,
    /// It is another, or the world has moved since.
    Superseded,
}

/// The SSH signature of a commit (semantics 6.2). Which commit it is of is the embedding system's word; whose it is,
/// and what it says, is verified.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct CommitSignature {
    /// The commit.
    pub commit: CommitId,
    /// What was signed: the commit object without its signature, in padded base64.
    #[serde(with = "base64_text")]
    #[cfg_attr(feature = "schema", schemars(with = "String", transform = crate::schema::form::base64))]
    pub signed: Vec<u8>,
    /// The signature, armor and all.
    pub signature: String,
}

/// Bytes as text.
mod base64_text {
    use base64ct::{Base64, Encoding as _};
    use serde::{Deserialize as _, Deserializer, Serializer, de};

    use crate::base64::decode_standard;

    #[expect(clippy::ptr_arg, reason = "serde hands in a reference to the member")]
    pub(super) fn serialize<S: Serializer>(bytes: &Vec<u8>, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_str(&Base64::encode_string(bytes))
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<Vec<u8>, D::Error> {
        let text = String::deserialize(from)?;
        decode_standard(text.as_bytes()).ok_or_else(|| de::Error::custom("expected padded base64"))
    }
}

/// What happens around a change. Nothing of this enters the change digest.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[non_exhaustive]
pub struct Live {
    /// Everybody who took part.
    #[serde(default, skip_serializing_if = "Listed::is_absent")]
    pub participants: Listed<Participant>,
    /// Over what they were gathered.
    #[serde(default, skip_serializing_if = "Fact::is_unknown")]
    pub coverage: Fact<Coverage>,
    /// What is claimed about AI.
    #[serde(default, skip_serializing_if = "Listed::is_absent")]
    pub claims: Listed<Claim>,
    /// The reviews that are owed for emergencies and have not taken place.
    #[serde(default, skip_serializing_if = "Listed::is_absent")]
    pub debts: Listed<Debt>,
    /// When standing approvals were used before, in this place.
    #[serde(default, skip_serializing_if = "Listed::is_absent")]
    pub uses: Listed<Use>,
    /// Which lines who or what made, as tools recorded it. `whole` is the embedding system's word that tools it trusts
    /// recorded every line that an AI made.
    #[serde(default, skip_serializing_if = "Listed::is_absent")]
    pub attribution: Listed<Lines>,
    /// The SSH signatures of commits: of who made them, and of what they say about an AI.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub commit_signatures: Vec<CommitSignature>,
    /// What was checked.
    #[serde(default, skip_serializing_if = "Listed::is_absent")]
    pub evidence: Listed<Evidence>,
    /// Labels that can only tighten.
    #[serde(default, skip_serializing_if = "Listed::is_absent")]
    pub marks: Listed<Mark>,
    /// What the executor's credential was issued for.
    #[serde(default, skip_serializing_if = "Fact::is_unknown")]
    pub credential: Fact<Credential>,
    /// How the plan stands.
    #[serde(default, skip_serializing_if = "Fact::is_unknown")]
    pub plan: Fact<PlanState>,
    /// When the embedding system saw this change digest for the first time, by its own clock. A new digest is new.
    #[serde(default, skip_serializing_if = "Fact::is_unknown")]
    pub first_seen_at: Fact<Timestamp>,
    /// Whether it is the first contribution of somebody who wrote something.
    #[serde(default, skip_serializing_if = "Fact::is_unknown")]
    pub first_contribution: Fact<bool>,
    /// What the change brings back, where it is a revert.
    #[serde(default, skip_serializing_if = "Fact::is_unknown")]
    pub restores: Fact<Restored>,
    /// Facts that the organisation names itself, each in the vocabulary of the policy.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub facts: BTreeMap<FactKey, Fact<FactValue>>,
    /// When it was asked for. For metrics; no decision rests on it.
    #[serde(default, skip_serializing_if = "Fact::is_unknown")]
    pub requested_at: Fact<Timestamp>,
}
