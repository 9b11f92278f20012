//! What stands in the file of a vector, as far as it takes part in running one.

use serde::Deserialize;
use serde_json::Value;

use crate::digest::Digest;
use crate::id::PrincipalId;
use crate::roster::{Duty, Revocations};
use crate::time::Timestamp;

#[derive(Debug, Deserialize)]
pub(super) struct VectorDocument {
    pub(super) id: String,
    pub(super) title: String,
    pub(super) input: Input,
    pub(super) expect: Expect,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct Input {
    pub(super) policy: Document,
    pub(super) roster: Document,
    pub(super) candidate: Option<Candidate>,
    pub(super) change: ChangeInput,
    #[serde(default)]
    pub(super) statements: Vec<StatementInput>,
    pub(super) now: Timestamp,
    pub(super) revocations: Option<Revocations>,
    pub(super) duty: Option<Duty>,
    pub(super) consumed: Option<Vec<Used>>,
    pub(super) last_seen: Option<Versions>,
    pub(super) complete_as_of: Option<Timestamp>,
    #[serde(default)]
    pub(super) simulated: bool,
}

/// A policy or a roster: its text, its bytes, or the name of a built-in one.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) enum Document {
    Json(String),
    JsonBase64(String),
    Profile(String),
    Toml(String),
}

/// What a change brings in.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Candidate {
    pub(super) policy: Document,
    pub(super) roster: Document,
}

/// A change document, or the exact text or bytes of what should be one.
#[derive(Debug, Deserialize)]
#[serde(untagged)]
pub(super) enum ChangeInput {
    Raw {
        raw: String,
    },
    #[serde(rename_all = "camelCase")]
    RawBase64 {
        raw_base64: String,
    },
    Document(Value),
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct StatementInput {
    pub(super) envelope: Option<String>,
    pub(super) envelope_base64: Option<String>,
    pub(super) witnessed_at: Option<Timestamp>,
}

/// A statement that was used before.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Used {
    pub(super) statement: Digest,
    pub(super) person: PrincipalId,
}

/// The versions that were seen before.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Versions {
    pub(super) policy: u32,
    pub(super) roster: u32,
}

/// What every implementation must give. The members beside these say the same in short, for people.
#[derive(Debug, Deserialize)]
pub(super) struct Expect {
    pub(super) decision: Option<String>,
    #[serde(default)]
    pub(super) errors: Vec<Fault>,
}

/// An error of a document.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Fault {
    pub(super) document: String,
    pub(super) code: String,
    #[serde(default)]
    pub(super) path: String,
}
