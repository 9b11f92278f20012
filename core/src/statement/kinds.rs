//! The statements, member by member.

use serde::{Deserialize, Serialize};

use super::change_subject;
use crate::change::{Action, Blast, Kind, Rollout, Subject};
use crate::digest::{Digest, DigestSet};
use crate::fact::Listed;
use crate::id::{
    ChangeId, Code, CommitId, Environment, Fingerprint, Meaning, PrincipalId, RefName, Region,
    Repository, Service,
};
use crate::provenance::{Involvement, InvolvementRange};
use crate::time::Timestamp;

/// Who signs, and with which key. Part of what is signed, and compared with the key that verifies.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct Signer {
    /// The person.
    pub id: PrincipalId,
    /// The fingerprint of the key.
    pub key: Fingerprint,
}

/// In whose authority somebody signs.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub enum Authority {
    /// In her own.
    #[default]
    Own,
    /// In that of somebody who delegated it.
    OnBehalfOf(PrincipalId),
}

/// What the signer judged the change by (semantics 5.1). An approval counts while nothing is stricter now.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct SeenThen {
    /// The kinds, derived ones included.
    #[serde(default, skip_serializing_if = "Listed::is_absent")]
    pub kinds: Listed<Kind>,
    /// The services, derived ones included.
    #[serde(default, skip_serializing_if = "Listed::is_absent")]
    pub services: Listed<Service>,
    /// The strictest tier. Absent: not known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tier: Option<u8>,
    /// Whether it destroys something.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub destructive: Option<bool>,
    /// Whether it can be undone.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reversible: Option<bool>,
    /// How it is rolled out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rollout: Option<Rollout>,
    /// How far it reaches.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub blast: Option<Blast>,
    /// How far an AI was involved.
    pub involvement: InvolvementRange,
    /// The digests of the evidence that was shown.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub evidence: Vec<Digest>,
}

/// A person stands for exactly this change in exactly this place.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct Approval {
    /// The subjects of the statement: the change digest, and each subject of the change.
    #[serde(skip)]
    pub subjects: Vec<Subject>,
    /// The change.
    pub change_id: ChangeId,
    /// The repository.
    pub repository: Repository,
    /// The full ref that it aims at.
    pub target_ref: RefName,
    /// What was live.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<DigestSet>,
    /// What will be there.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub result: Option<DigestSet>,
    /// The change digest.
    pub change_digest: Digest,
    /// The environment.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub environment: Option<Environment>,
    /// The regions.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub regions: Vec<Region>,
    /// What is about to happen.
    pub action: Action,
    /// Who signs.
    pub signer: Signer,
    /// In whose authority.
    #[serde(default)]
    pub authority: Authority,
    /// What she judged it by.
    pub seen: SeenThen,
    /// What she acknowledged.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub acknowledged: Vec<Code>,
    /// What her signature means.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub meaning: Vec<Meaning>,
    /// A word to the author.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub comment: Option<String>,
    /// When she signed, by her own clock.
    pub issued: Timestamp,
    /// Until when it counts. At most 30 days later.
    pub expires: Timestamp,
    /// The digest of the policy that she saw; recorded, not compared.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub policy: Option<Digest>,
    /// The digest of the roster that she saw; recorded, not compared.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub roster: Option<Digest>,
    /// Something that makes the statement unlike every other.
    pub nonce: String,
    /// Her own `withdraw all` statements that it follows.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub after: Vec<Digest>,
    /// Members that a verifier must understand.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub critical: Vec<String>,
}

impl Approval {
    /// Members of an approval that this version understands.
    pub(crate) const MEMBERS: &'static [&'static str] = &[
        "changeId",
        "repository",
        "targetRef",
        "from",
        "result",
        "changeDigest",
        "environment",
        "regions",
        "action",
        "signer",
        "authority",
        "seen",
        "acknowledged",
        "meaning",
        "comment",
        "issued",
        "expires",
        "policy",
        "roster",
        "nonce",
        "after",
        "critical",
    ];

    /// Returns an approval of `change` with everything that the change says of itself.
    pub fn of(
        change: &crate::change::Change,
        seen: SeenThen,
        signer: Signer,
        issued: Timestamp,
        expires: Timestamp,
        nonce: String,
    ) -> Self {
        let exact = change.exact();
        Self {
            subjects: std::iter::once(change_subject(change.digest()))
                .chain(exact.subjects.iter().cloned())
                .collect(),
            change_id: exact.id.clone(),
            repository: exact.repository.clone(),
            target_ref: exact.target_ref.clone(),
            from: exact.from.clone(),
            result: exact.result.clone(),
            change_digest: *change.digest(),
            environment: exact.environment.value().cloned(),
            regions: exact.regions.clone(),
            action: exact.action,
            signer,
            authority: Authority::Own,
            seen,
            acknowledged: Vec::new(),
            meaning: Vec::new(),
            comment: None,
            issued,
            expires,
            policy: None,
            roster: None,
            nonce,
            after: Vec::new(),
            critical: Vec::new(),
        }
    }
}

/// A person objects. It matches broadly: any of change id, change digest, subject or commit is enough.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct Reject {
    /// The subjects of the statement.
    #[serde(skip)]
    pub subjects: Vec<Subject>,
    /// The repository.
    pub repository: Repository,
    /// The change.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub change_id: Option<ChangeId>,
    /// Commits, wherever they turn up.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub commits: Vec<CommitId>,
    /// Who signs.
    pub signer: Signer,
    /// Why.
    pub reason: String,
    /// When she signed, by her own clock.
    pub issued: Timestamp,
    /// Something that makes the statement unlike every other.
    pub nonce: String,
}

impl Reject {
    /// Returns a reject of `change`, of every one of its commits and subjects.
    pub fn of(
        change: &crate::change::Change,
        signer: Signer,
        reason: String,
        issued: Timestamp,
        nonce: String,
    ) -> Self {
        let exact = change.exact();
        Self {
            subjects: std::iter::once(change_subject(change.digest()))
                .chain(exact.subjects.iter().cloned())
                .collect(),
            repository: exact.repository.clone(),
            change_id: Some(exact.id.clone()),
            commits: exact.commits.known().to_vec(),
            signer,
            reason,
            issued,
            nonce,
        }
    }
}

/// A person takes back what she signed: named statements, or everything loosening for one change.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct Withdraw {
    /// The repository.
    pub repository: Repository,
    /// The statements that are taken back, for ever.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub names: Vec<Digest>,
    /// Takes back every approval, lift and authorship for this change. Rejects are only withdrawn by name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub all: Option<ChangeId>,
    /// Who signs.
    pub signer: Signer,
    /// When she signed, by her own clock.
    pub issued: Timestamp,
    /// Something that makes the statement unlike every other.
    pub nonce: String,
}

impl Withdraw {
    /// Returns a withdrawal that names nothing yet.
    pub const fn new(
        repository: Repository,
        signer: Signer,
        issued: Timestamp,
        nonce: String,
    ) -> Self {
        Self {
            repository,
            names: Vec::new(),
            all: None,
            signer,
            issued,
            nonce,
        }
    }

    /// The subjects of the statement: what is withdrawn, or the id of the change.
    pub(super) fn about(&self) -> Vec<Subject> {
        let change = self.all.iter().map(|id| Digest::of(id.as_str().as_bytes()));
        self.names
            .iter()
            .copied()
            .chain(change)
            .map(|digest| Subject {
                name: "withdrawn".to_owned(),
                ..change_subject(&digest)
            })
            .collect()
    }
}

/// A person ends somebody's reject for exactly this change. It takes the quorum that the policy names.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct Lift {
    /// The reject.
    pub rejects: Digest,
    /// The repository.
    pub repository: Repository,
    /// The change.
    pub change_id: ChangeId,
    /// The change digest.
    pub change_digest: Digest,
    /// Who signs.
    pub signer: Signer,
    /// Why.
    pub reason: String,
    /// When she signed, by her own clock.
    pub issued: Timestamp,
    /// Until when it counts. At most 30 days later.
    pub expires: Timestamp,
    /// Something that makes the statement unlike every other.
    pub nonce: String,
    /// Members that a verifier must understand.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub critical: Vec<String>,
}

impl Lift {
    /// Members of a lift that this version understands.
    pub(crate) const MEMBERS: &'static [&'static str] = &[
        "rejects",
        "repository",
        "changeId",
        "changeDigest",
        "signer",
        "reason",
        "issued",
        "expires",
        "nonce",
        "critical",
    ];

    /// Returns a lift of the statement `rejects` for `change`.
    pub fn of(
        rejects: Digest,
        change: &crate::change::Change,
        signer: Signer,
        reason: String,
        issued: Timestamp,
        expires: Timestamp,
        nonce: String,
    ) -> Self {
        let exact = change.exact();
        Self {
            rejects,
            repository: exact.repository.clone(),
            change_id: exact.id.clone(),
            change_digest: *change.digest(),
            signer,
            reason,
            issued,
            expires,
            nonce,
            critical: Vec::new(),
        }
    }
}

/// A person says how far an AI was involved in exactly this content: an author of what she made, anybody else of the
/// whole.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct Authorship {
    /// How far.
    pub involvement: Involvement,
    /// The repository.
    pub repository: Repository,
    /// The change.
    pub change_id: ChangeId,
    /// The change digest.
    pub change_digest: Digest,
    /// Who signs.
    pub signer: Signer,
    /// When she signed, by her own clock.
    pub issued: Timestamp,
    /// Something that makes the statement unlike every other.
    pub nonce: String,
    /// Her own `withdraw all` statements that it follows.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub after: Vec<Digest>,
    /// Members that a verifier must understand.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub critical: Vec<String>,
}

impl Authorship {
    /// Members of such a statement that this version understands.
    pub(crate) const MEMBERS: &'static [&'static str] = &[
        "involvement",
        "repository",
        "changeId",
        "changeDigest",
        "signer",
        "issued",
        "nonce",
        "after",
        "critical",
    ];

    /// Returns the word that the content of `change` was made with an AI as far as `involvement`, and no further.
    pub fn of(
        involvement: Involvement,
        change: &crate::change::Change,
        signer: Signer,
        issued: Timestamp,
        nonce: String,
    ) -> Self {
        let exact = change.exact();
        Self {
            involvement,
            repository: exact.repository.clone(),
            change_id: exact.id.clone(),
            change_digest: *change.digest(),
            signer,
            issued,
            nonce,
            after: Vec::new(),
            critical: Vec::new(),
        }
    }
}
