//! Statements before anybody has signed them: what a person wants to say, and the exact bytes of it.

use serde::{Deserialize, Serialize};

use super::{DelegationScope, Signer, Statement};
use crate::change::EvidenceResult;
use crate::digest::Digest;
use crate::error::{ErrorCode, InputError};
use crate::id::{Account, Code, EvidenceType, Fingerprint, Meaning, PrincipalId};
use crate::provenance::Involvement;
use crate::roster::RevocationReason;
use crate::signature::{SecretKey, SshSignature};
use crate::time::Timestamp;

/// What a person wants to say about a change. On the wire an object with one member:
/// `{"approve": {"signer": …, "issued": …, "expires": …, "nonce": …}}`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub enum Intent {
    /// The change may go live.
    Approve(ApproveIntent),
    /// It may not.
    Reject(RejectIntent),
    /// What she said before counts no more.
    Withdraw(WithdrawIntent),
    /// Somebody's reject ends, if others say so too.
    Lift(LiftIntent),
    /// How far an AI was involved in the content.
    Authorship(AuthorshipIntent),
    /// Somebody may act in her authority.
    Delegate(DelegateIntent),
    /// A check of it turned out like this.
    Evidence(EvidenceIntent),
    /// It cannot wait.
    BreakGlass(BreakGlassIntent),
    /// Somebody approved it on a platform.
    Vouch(VouchIntent),
    /// A key ends.
    Revoke(RevokeIntent),
    /// Who is on call and who is away.
    Duty(DutyIntent),
}

/// An approval to be.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ApproveIntent {
    /// Who signs, with which key.
    pub signer: Signer,
    /// When.
    pub issued: Timestamp,
    /// Until when it counts, at most 30 days later.
    pub expires: Timestamp,
    /// Anything that was never used before, such as 16 random bytes in base64.
    pub nonce: String,
    /// What the signature means, such as `review`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub meaning: Vec<Meaning>,
    /// What was looked at.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub acknowledged: Vec<Code>,
    /// A word to the author.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub comment: Option<String>,
    /// In whose authority, where that is not her own.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub on_behalf_of: Option<PrincipalId>,
}

/// A reject to be.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct RejectIntent {
    /// Who signs, with which key.
    pub signer: Signer,
    /// When.
    pub issued: Timestamp,
    /// Anything that was never used before.
    pub nonce: String,
    /// Why.
    pub reason: String,
}

/// A withdrawal to be.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct WithdrawIntent {
    /// Who signs, with which key.
    pub signer: Signer,
    /// When.
    pub issued: Timestamp,
    /// Anything that was never used before.
    pub nonce: String,
    /// Her statements that count no more.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub names: Vec<Digest>,
    /// Whether all her approvals, lifts and words on authorship for the change count no more.
    #[serde(default)]
    pub all: bool,
}

/// A lift to be.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct LiftIntent {
    /// Who signs, with which key.
    pub signer: Signer,
    /// When.
    pub issued: Timestamp,
    /// Until when it counts, at most 30 days later.
    pub expires: Timestamp,
    /// Anything that was never used before.
    pub nonce: String,
    /// The reject that ends.
    pub rejects: Digest,
    /// Why.
    pub reason: String,
}

/// A word on authorship to be.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct AuthorshipIntent {
    /// Who signs, with which key.
    pub signer: Signer,
    /// When.
    pub issued: Timestamp,
    /// Anything that was never used before.
    pub nonce: String,
    /// How far an AI was involved.
    pub involvement: Involvement,
}

/// A delegation to be.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct DelegateIntent {
    /// Who signs, with which key.
    pub signer: Signer,
    /// When.
    pub issued: Timestamp,
    /// Until when it counts, at most 30 days later.
    pub expires: Timestamp,
    /// Anything that was never used before.
    pub nonce: String,
    /// Who may act for the signer.
    pub to: PrincipalId,
    /// In what.
    pub scope: DelegationScope,
}

/// A signed record of a check to be.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct EvidenceIntent {
    /// Who signs, with which key.
    pub signer: Signer,
    /// When.
    pub issued: Timestamp,
    /// Anything that was never used before.
    pub nonce: String,
    /// What was checked.
    #[serde(rename = "type")]
    pub kind: EvidenceType,
    /// How it turned out.
    pub result: EvidenceResult,
    /// The digest of the report.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub report: Option<Digest>,
}

/// A break-glass statement to be.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct BreakGlassIntent {
    /// Who signs, with which key.
    pub signer: Signer,
    /// When.
    pub issued: Timestamp,
    /// Until when it counts. At most four hours later.
    pub expires: Timestamp,
    /// Anything that was never used before.
    pub nonce: String,
    /// The incident, as the organisation names it.
    pub incident: String,
    /// Why it cannot wait.
    pub reason: String,
}

/// A word about an approval on a platform to be.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct VouchIntent {
    /// Which service signs, with which key.
    pub signer: Signer,
    /// When.
    pub issued: Timestamp,
    /// Anything that was never used before.
    pub nonce: String,
    /// Whose account approved.
    pub account: Account,
    /// When it approved, by the clock of the platform.
    pub approved_at: Timestamp,
    /// Until when that counts, at most 30 days later.
    pub expires: Timestamp,
    /// What the approver said to the author.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub comment: Option<String>,
}

/// The end of a key to be.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct RevokeIntent {
    /// Who signs, with which key.
    pub signer: Signer,
    /// When; the key ends then.
    pub issued: Timestamp,
    /// Anything that was never used before.
    pub nonce: String,
    /// The key.
    pub key: Fingerprint,
    /// Why. Absent: compromised.
    #[serde(default)]
    pub reason: RevocationReason,
}

/// A word on who is on call to be.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct DutyIntent {
    /// Who signs, with which key.
    pub signer: Signer,
    /// When it was drawn up.
    pub issued: Timestamp,
    /// Anything that was never used before.
    pub nonce: String,
    /// Who is on call.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub on_call: Vec<PrincipalId>,
    /// Who is away.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub away: Vec<PrincipalId>,
}

/// A statement that nobody has signed yet, with its exact bytes. `Gate::draft` makes one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Draft {
    statement: Statement,
    payload: Vec<u8>,
}

impl Draft {
    /// Returns the draft of a statement.
    ///
    /// # Errors
    /// `invalid_value` where a verifier could not read it as it stands, such as a text over its limit.
    pub fn new(statement: Statement) -> Result<Self, InputError> {
        let payload = statement.to_payload();
        let fault = |message| {
            Err(InputError::about(
                "statement",
                ErrorCode::InvalidValue,
                message,
            ))
        };
        match Statement::from_payload(&payload) {
            Ok(read) if read == statement => Ok(Self { statement, payload }),
            Ok(_) => fault("the statement cannot be written down".to_owned()),
            Err(error) => fault(error.to_string()),
        }
    }

    /// Returns what it says.
    pub const fn statement(&self) -> &Statement {
        &self.statement
    }

    /// Returns the payload: an in-toto Statement in JSON.
    pub fn payload(&self) -> &[u8] {
        &self.payload
    }

    /// Returns the digest that names the statement.
    pub fn id(&self) -> Digest {
        Digest::of(&self.payload)
    }

    /// Returns the bytes that have to be signed: with Ed25519 and nothing around them, or by `ssh-keygen -Y sign`
    /// for the namespace.
    pub fn message(&self) -> Vec<u8> {
        Statement::message(&self.payload)
    }

    /// Returns the namespace for which an SSH key signs them.
    pub const fn namespace(&self) -> &'static str {
        self.statement.namespace()
    }

    /// Returns the envelope in JSON, with a signature that was made elsewhere: 64 bytes, or the text of an SSH
    /// signature. Whether it is a good one, `Gate::verify` tells.
    ///
    /// # Errors
    /// `invalid_value` where the signature is neither.
    pub fn envelope(&self, signature: &[u8]) -> Result<String, InputError> {
        if signature.len() != 64 && SshSignature::from_armor(signature).is_err() {
            let message = format!(
                "expected a signature of 64 bytes or the text of an SSH signature, found {} bytes",
                signature.len()
            );
            return Err(InputError::about(
                "signature",
                ErrorCode::InvalidValue,
                message,
            ));
        }
        let keyid = self.statement.signer().key.clone();
        Ok(Statement::envelope(
            self.payload.clone(),
            keyid,
            signature.to_vec(),
        ))
    }

    /// Signs the statement and returns the envelope in JSON.
    ///
    /// # Errors
    /// `other_key` where the statement names another key than this one.
    pub fn sign(&self, key: &SecretKey) -> Result<String, InputError> {
        let named = &self.statement.signer().key;
        if key.public().fingerprint() != named {
            let message = format!("the statement names the key {named}, and this is another one");
            return Err(InputError::about("key", ErrorCode::OtherKey, message));
        }
        self.envelope(&key.sign(&self.message()))
    }
}
