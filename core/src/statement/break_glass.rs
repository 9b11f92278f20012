//! The word of somebody who cannot wait for those who would have to sign (semantics 9.7).

use serde::{Deserialize, Serialize};

use super::{Signer, change_subject};
use crate::change::{Action, Change, Subject};
use crate::digest::Digest;
use crate::id::{ChangeId, Environment, RefName, Region, Repository};
use crate::time::Timestamp;

/// A person lets exactly this change go in exactly this place, now, because of an incident.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct BreakGlass {
    /// The subjects of the statement: the change digest, and each subject of the change.
    #[serde(skip)]
    pub subjects: Vec<Subject>,
    /// The change.
    pub change_id: ChangeId,
    /// The repository.
    pub repository: Repository,
    /// The full ref that it aims at.
    pub target_ref: RefName,
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
    /// The incident, as the organisation names it.
    pub incident: String,
    /// Why it cannot wait.
    pub reason: String,
    /// Who signs.
    pub signer: Signer,
    /// When she signed, by her own clock.
    pub issued: Timestamp,
    /// Until when it counts. At most four hours later.
    pub expires: Timestamp,
    /// Something that makes the statement unlike every other.
    pub nonce: String,
    /// Her own `withdraw all` statements that it follows.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub after: Vec<Digest>,
    /// Members that a verifier must understand.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub critical: Vec<String>,
}

impl BreakGlass {
    /// Members of such a statement that this version understands.
    pub(crate) const MEMBERS: &'static [&'static str] = &[
        "changeId",
        "repository",
        "targetRef",
        "changeDigest",
        "environment",
        "regions",
        "action",
        "incident",
        "reason",
        "signer",
        "issued",
        "expires",
        "nonce",
        "after",
        "critical",
    ];

    /// Returns the word that `change` cannot wait, because of `incident`.
    pub fn of(
        change: &Change,
        (incident, reason): (String, String),
        signer: Signer,
        (issued, expires): (Timestamp, Timestamp),
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
            change_digest: *change.digest(),
            environment: exact.environment.value().cloned(),
            regions: exact.regions.clone(),
            action: exact.action,
            incident,
            reason,
            signer,
            issued,
            expires,
            nonce,
            after: Vec::new(),
            critical: Vec::new(),
        }
    }
}
