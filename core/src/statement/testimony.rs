//! Signed records of checks (semantics 9.3.1).

use serde::{Deserialize, Serialize};

use super::Signer;
use crate::change::{Change, EvidenceResult, Subject};
use crate::digest::Digest;
use crate::id::{Environment, EvidenceType, Repository};
use crate::time::Timestamp;

/// A principal of the roster says how a check of exactly these subjects turned out.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct Testimony {
    /// The subjects of the statement: what was checked.
    #[serde(skip)]
    pub subjects: Vec<Subject>,
    /// What was checked.
    #[serde(rename = "type")]
    pub kind: EvidenceType,
    /// How it turned out.
    pub result: EvidenceResult,
    /// The repository.
    pub repository: Repository,
    /// The environment that it speaks of. Absent: it speaks of none in particular.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub environment: Option<Environment>,
    /// The digest of the report.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub report: Option<Digest>,
    /// Who signs.
    pub signer: Signer,
    /// When.
    pub issued: Timestamp,
    /// Something that makes the statement unlike every other.
    pub nonce: String,
    /// Members that a verifier must understand.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub critical: Vec<String>,
}

impl Testimony {
    /// Members of such a statement that this version understands.
    pub(crate) const MEMBERS: &'static [&'static str] = &[
        "type",
        "result",
        "repository",
        "environment",
        "report",
        "signer",
        "issued",
        "nonce",
        "critical",
    ];

    /// Returns the word on a check of every subject of `change`, in its environment.
    pub fn of(
        kind: EvidenceType,
        result: EvidenceResult,
        change: &Change,
        signer: Signer,
        issued: Timestamp,
        nonce: String,
    ) -> Self {
        let exact = change.exact();
        Self {
            subjects: exact.subjects.clone(),
            kind,
            result,
            repository: exact.repository.clone(),
            environment: exact.environment.value().cloned(),
            report: None,
            signer,
            issued,
            nonce,
            critical: Vec::new(),
        }
    }
}
