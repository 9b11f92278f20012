//! A vector, as it is stored. `vectors/schema.json` says the same for other languages.

use serde::{Deserialize, Serialize};
use serde_json::Value;

/// One vector.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Vector {
    /// The name of the file, and of the vector among all.
    pub id: String,
    /// What it shows, one sentence.
    pub title: String,
    /// The clauses of the semantics that it shows.
    pub clauses: Vec<String>,
    /// The known scenarios, attacks and advisories that it shows.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub shows: Vec<String>,
    /// What goes in.
    pub input: Input,
    /// What comes out.
    pub expect: Expect,
}

/// Everything that one evaluation looks at.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Input {
    /// The policy.
    pub policy: Document,
    /// The roster.
    pub roster: Document,
    /// The policy and the roster that the change brings in: evaluate it as a transition.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub candidate: Option<Candidate>,
    /// The change.
    pub change: ChangeInput,
    /// The statements.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub statements: Vec<StatementInput>,
    /// The instant.
    pub now: String,
    /// The revocations document.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub revocations: Option<Value>,
    /// The duty document.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub duty: Option<Value>,
    /// Statements that were used before.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub consumed: Option<Vec<Used>>,
    /// The versions seen before.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub last_seen: Option<Versions>,
    /// Until when no statement was left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub complete_as_of: Option<String>,
    /// Whether the instant is the caller's choice.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub simulated: bool,
}

/// A policy or a roster.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Document {
    /// The text of a JSON document.
    Json(String),
    /// The bytes of a document that should be JSON and may not be UTF-8.
    JsonBase64(String),
    /// The name of a built-in profile.
    Profile(String),
    /// The text of a TOML document.
    Toml(String),
}

/// What a change brings in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Candidate {
    /// The new policy.
    pub policy: Document,
    /// The new roster.
    pub roster: Document,
}

/// A change document.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum ChangeInput {
    /// The exact text, for what is no change document.
    Raw {
        /// The text.
        raw: String,
    },
    /// The exact bytes, for what is no text.
    #[serde(rename_all = "camelCase")]
    RawBase64 {
        /// The bytes.
        raw_base64: String,
    },
    /// The document.
    Document(Value),
}

/// One envelope, with what the embedding system knows about it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct StatementInput {
    /// The text.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub envelope: Option<String>,
    /// The bytes, for what is no text.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub envelope_base64: Option<String>,
    /// When an independent witness first saw it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub witnessed_at: Option<String>,
}

/// A statement that was used before.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Used {
    /// SHA-256 of its payload.
    pub statement: String,
    /// Who signed it.
    pub person: String,
}

/// Versions of policy and roster.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Versions {
    /// The version of the policy.
    pub policy: u32,
    /// The version of the roster.
    pub roster: u32,
}

/// What comes out: a decision, or the errors of the documents. All but `decision` is written by hand.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Expect {
    /// `allow`, `hold` or `deny`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub verdict: Option<String>,
    /// Why it is allowed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub because: Option<String>,
    /// What holds and what denies, in order: effect, code, `rule/name` and subject, as far as there are.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub reasons: Vec<String>,
    /// What the reader is told: code, `rule/name` and subject, as far as there are.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub notes: Vec<String>,
    /// The code and the person (empty: unknown) of each statement that does not count, sorted.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub ignored: Vec<(String, String)>,
    /// The requirement, as in `reasons`, and the person, of each approval that counts, in order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub counted: Vec<(String, String)>,
    /// The smallest set of people whose signatures would help.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub missing: Vec<String>,
    /// What is owed by whom and until when: `review acme/rule/review:2d bob 2026-03-12T12:00:00Z`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub obligations: Vec<String>,
    /// When to ask again; compared where it is given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub recheck_by: Option<String>,
    /// The errors that there are instead of a decision, in order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub errors: Vec<Fault>,
    /// The canonical decision, exact bytes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub decision: Option<String>,
}

/// An error of a document.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Fault {
    /// The document, as the error names it.
    pub document: String,
    /// The stable code.
    pub code: String,
    /// The place inside it.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub path: String,
}
