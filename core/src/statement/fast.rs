//! Facts about people that cannot wait for the next roster (semantics 7.7).

use serde::{Deserialize, Serialize};

use super::Signer;
use crate::id::{Fingerprint, PrincipalId, Repository};
use crate::roster::RevocationReason;
use crate::time::Timestamp;

/// Somebody says that a key must not be trusted any more: her own, or, as a holder of the role that signs rosters,
/// anybody's. It only tightens, and is never taken back.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct Revoke {
    /// The repository in whose statements it stands. It is effective wherever it is handed in.
    pub repository: Repository,
    /// The key.
    pub key: Fingerprint,
    /// Why. Absent: compromised.
    #[serde(default)]
    pub reason: RevocationReason,
    /// Who signs.
    pub signer: Signer,
    /// When, by her own clock; the key ends then.
    pub issued: Timestamp,
    /// Something that makes the statement unlike every other.
    pub nonce: String,
}

impl Revoke {
    /// Returns the word of `signer` that `key` ends.
    pub const fn new(
        repository: Repository,
        key: Fingerprint,
        reason: RevocationReason,
        signer: Signer,
        issued: Timestamp,
        nonce: String,
    ) -> Self {
        Self {
            repository,
            key,
            reason,
            signer,
            issued,
            nonce,
        }
    }
}

/// A scheduler says who is on call and who is away. It orders suggestions for 24 hours, and grants nothing.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct OnDuty {
    /// The repository.
    pub repository: Repository,
    /// Who is on call.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub on_call: Vec<PrincipalId>,
    /// Who is away: not suggested, still counted if they sign.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub away: Vec<PrincipalId>,
    /// Who signs.
    pub signer: Signer,
    /// When it was drawn up.
    pub issued: Timestamp,
    /// Something that makes the statement unlike every other.
    pub nonce: String,
    /// Members that a verifier must understand.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub critical: Vec<String>,
}

impl OnDuty {
    /// Members of such a statement that this version understands.
    pub(crate) const MEMBERS: &'static [&'static str] = &[
        "repository",
        "onCall",
        "away",
        "signer",
        "issued",
        "nonce",
        "critical",
    ];

    /// Returns the word of `signer` on who is on call and who is away.
    pub const fn new(
        repository: Repository,
        on_call: Vec<PrincipalId>,
        away: Vec<PrincipalId>,
        signer: Signer,
        issued: Timestamp,
        nonce: String,
    ) -> Self {
        Self {
            repository,
            on_call,
            away,
            signer,
            issued,
            nonce,
            critical: Vec::new(),
        }
    }
}
