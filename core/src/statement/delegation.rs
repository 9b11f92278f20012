//! One person lets another act in her authority (semantics 7.8).

use serde::{Deserialize, Serialize};

use super::Signer;
use crate::id::{Environment, Level, PrincipalId, Repository, Role, Service, Team};
use crate::time::Timestamp;

/// What somebody may do in another's authority. It gives nothing that the other has not, and what it does not name it
/// does not give.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct DelegationScope {
    /// Sign as somebody of her level, up to this one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub level: Option<Level>,
    /// Sign as a holder of these roles.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub roles: Vec<Role>,
    /// Sign as a member of these teams.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub teams: Vec<Team>,
    /// Sign as an owner of these services.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub services: Vec<Service>,
    /// Only in these environments. Empty: wherever she may.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub environments: Vec<Environment>,
}

impl DelegationScope {
    /// Reports whether it gives nothing.
    pub const fn is_empty(&self) -> bool {
        self.level.is_none()
            && self.roles.is_empty()
            && self.teams.is_empty()
            && self.services.is_empty()
    }
}

/// A person lets another one approve in her authority, for a time. It is not passed on, and serves nothing but
/// approvals.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct Delegation {
    /// The repository.
    pub repository: Repository,
    /// Who may act for the signer.
    pub to: PrincipalId,
    /// In what.
    pub scope: DelegationScope,
    /// Who signs.
    pub signer: Signer,
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

impl Delegation {
    /// Members of a delegation that this version understands.
    pub(crate) const MEMBERS: &'static [&'static str] = &[
        "repository",
        "to",
        "scope",
        "signer",
        "issued",
        "expires",
        "nonce",
        "critical",
    ];

    /// Returns the word that `to` may act for the signer in `scope`.
    pub const fn new(
        repository: Repository,
        to: PrincipalId,
        scope: DelegationScope,
        signer: Signer,
        issued: Timestamp,
        expires: Timestamp,
        nonce: String,
    ) -> Self {
        Self {
            repository,
            to,
            scope,
            signer,
            issued,
            expires,
            nonce,
            critical: Vec::new(),
        }
    }
}
