//! Facts about people that change faster than the roster (semantics 7.7).

use serde::{Deserialize, Serialize};

use super::key::RevocationReason;
use crate::id::{Fingerprint, PrincipalId};
use crate::time::Timestamp;

/// The version of the duty document.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub enum DutyFormat {
    /// Version 1.
    #[serde(rename = "foureyes/duty/v1")]
    V1,
}

/// Who is on call and who is away. It orders suggestions and grants nothing.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(
    feature = "schema",
    derive(schemars::JsonSchema),
    schemars(rename = "DutyDocument")
)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[non_exhaustive]
pub struct Duty {
    /// `foureyes/duty/v1`.
    pub duty: DutyFormat,
    /// When it was drawn up. It speaks for 24 hours.
    pub issued: Timestamp,
    /// Who is on call.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub on_call: Vec<PrincipalId>,
    /// Who is away: not suggested, still counted if they sign.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub away: Vec<PrincipalId>,
}

/// The version of the revocations document.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub enum RevocationsFormat {
    /// Version 1.
    #[serde(rename = "foureyes/revocations/v1")]
    V1,
}

/// A key that must not be trusted any more.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Revocation {
    /// The key.
    pub key: Fingerprint,
    /// Since when.
    pub at: Timestamp,
    /// Why. Absent: compromised.
    #[serde(default)]
    pub reason: RevocationReason,
}

/// Keys revoked since the roster was written. Append-only, effective at once; it can only tighten.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(
    feature = "schema",
    derive(schemars::JsonSchema),
    schemars(rename = "RevocationsDocument")
)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[non_exhaustive]
pub struct Revocations {
    /// `foureyes/revocations/v1`.
    pub revocations: RevocationsFormat,
    /// The revoked keys.
    #[serde(default, rename = "revoked", skip_serializing_if = "Vec::is_empty")]
    pub entries: Vec<Revocation>,
}
