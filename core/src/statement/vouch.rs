//! Approvals that a platform saw (semantics 8.7.1).

use serde::{Deserialize, Serialize};

use super::{Approval, Authority, IgnoredCode, Signer};
use crate::id::Account;
use crate::time::Timestamp;

/// A service of the roster says that an account approved a change on a platform.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct Vouch {
    /// Which account.
    pub account: Account,
    /// What its owner stands for: her id, with the key of the service; `issued` is when she approved, by the clock of
    /// the platform.
    pub approval: Approval,
    /// Which service vouches.
    pub signer: Signer,
    /// When, by its own clock.
    pub issued: Timestamp,
    /// Something that makes the statement unlike every other.
    pub nonce: String,
    /// Members that a verifier must understand.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub critical: Vec<String>,
}

impl Vouch {
    /// Members of such a statement that this version understands.
    pub(crate) const MEMBERS: &'static [&'static str] = &[
        "account", "approval", "signer", "issued", "nonce", "critical",
    ];

    /// Returns the word of `signer` that `account` made `approval`, which has the id of its owner and the key of
    /// `signer`.
    pub const fn new(
        account: Account,
        approval: Approval,
        signer: Signer,
        issued: Timestamp,
        nonce: String,
    ) -> Self {
        Self {
            account,
            approval,
            signer,
            issued,
            nonce,
            critical: Vec::new(),
        }
    }

    /// Returns what the click of a button on a platform stands for: an approval in her own authority, without anything
    /// acknowledged, that means a review at most.
    pub(crate) fn seen(&self) -> Result<Approval, IgnoredCode> {
        if !self
            .critical
            .iter()
            .all(|name| Self::MEMBERS.contains(&name.as_str()))
        {
            return Err(IgnoredCode::UnknownCritical);
        }
        if self.approval.authority != Authority::Own {
            return Err(IgnoredCode::Delegated);
        }
        if self.approval.signer.key != self.signer.key {
            return Err(IgnoredCode::SignerMismatch);
        }
        let mut approval = self.approval.clone();
        approval.acknowledged.clear();
        approval
            .meaning
            .retain(|meaning| meaning.as_str() == "review");
        Ok(approval)
    }
}
