//! Who there is, what they may do, and what they own (semantics 7).

mod authority;
mod fast;
mod include;
mod key;
mod since;

use serde::{Deserialize, Serialize};

use crate::change::Action;
use crate::glob::Glob;
use crate::id::{
    Account, Environment, EvidenceType, Level, Name, PrincipalId, Repository, Role, Service, Team,
    Training,
};
use crate::time::Timestamp;

pub use authority::DocumentAuthority;
pub use fast::{Duty, DutyFormat, Revocation, Revocations, RevocationsFormat};
pub use include::Include;
pub(crate) use include::{Whole, compose};
pub(crate) use key::fingerprint_of;
pub use key::{Key, PublicKey, PublicKeyError, RevocationReason, Revoked, Scheme};
pub use since::Held;

/// The role whose holders own the policy. The floor asks for one of them.
pub const POLICY_OWNER: &str = "policy_owner";
/// The role whose holders say who is on call and who is away.
pub const SCHEDULER: &str = "scheduler";

/// What a principal is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub enum PrincipalKind {
    /// An AI that acts by itself.
    Agent,
    /// A person.
    Human,
    /// Deterministic automation: a dependency bot, a scaler, a pipeline.
    Service,
}

/// Whether a principal is still there. Ids are never reused: who leaves stays as a former principal.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[cfg_attr(
    feature = "schema",
    derive(schemars::JsonSchema),
    schemars(rename = "PrincipalStatus")
)]
#[serde(rename_all = "camelCase")]
pub enum Status {
    /// There, and able to sign.
    #[default]
    Active,
    /// Gone. Still resolves, never counts.
    Former,
}

impl Status {
    fn is_active(&self) -> bool {
        *self == Self::Active
    }
}

/// Somebody or something that can take part.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[non_exhaustive]
pub struct Principal {
    /// The id: opaque, never reused.
    pub id: PrincipalId,
    /// Human, agent or service.
    pub kind: PrincipalKind,
    /// A name for the reader.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// Active or former.
    #[serde(default, skip_serializing_if = "Status::is_active")]
    pub status: Status,
    /// The rung of seniority. Absent: below every rung.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub level: Option<Held<Level>>,
    /// Teams.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub teams: Vec<Held<Team>>,
    /// Roles.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub roles: Vec<Held<Role>>,
    /// Trainings.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub trainings: Vec<Trained>,
    /// Accounts on platforms. Each belongs to one principal.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub accounts: Vec<Account>,
    /// For an agent: the person it works for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub operator: Option<PrincipalId>,
    /// What an agent may take part in; for a person: what agents that work for her may.
    #[serde(default, rename = "grant", skip_serializing_if = "Vec::is_empty")]
    pub grants: Vec<Grant>,
    /// The types of evidence that its records are accepted for.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub evidence: Vec<EvidenceType>,
    /// For a service: the platforms on which it may say that somebody approved.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub vouches: Vec<Name>,
    /// Keys.
    #[serde(default, rename = "key", skip_serializing_if = "Vec::is_empty")]
    pub keys: Vec<Key>,
}

impl Principal {
    /// Returns an active principal with nothing else known.
    pub const fn new(id: PrincipalId, kind: PrincipalKind) -> Self {
        Self {
            id,
            kind,
            name: None,
            status: Status::Active,
            level: None,
            teams: Vec::new(),
            roles: Vec::new(),
            trainings: Vec::new(),
            accounts: Vec::new(),
            operator: None,
            grants: Vec::new(),
            evidence: Vec::new(),
            vouches: Vec::new(),
            keys: Vec::new(),
        }
    }
}

/// A training that somebody has had, and until when it is valid.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Trained {
    /// The training.
    pub id: Training,
    /// From this instant on.
    pub since: Timestamp,
    /// Until, but not including, this instant. Absent: for good.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<Timestamp>,
}

/// Changes that an agent may take part in. All that is listed must fit; what is left out may be any.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Grant {
    /// In these environments.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub environments: Vec<Environment>,
    /// Of these services and no other.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub services: Vec<Service>,
    /// With these actions.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub actions: Vec<Action>,
    /// In these repositories.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub repositories: Vec<Repository>,
}

/// A team. Members of a team are members of the teams that it is within.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct TeamEntry {
    /// The team.
    pub id: Team,
    /// The teams that it is part of.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub within: Vec<Team>,
}

/// A deployable service: where its files are, how critical it is, and who owns it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[non_exhaustive]
pub struct ServiceEntry {
    /// The service.
    pub id: Service,
    /// How critical it is: 1 is the strictest. Absent: unknown, which is treated as 1.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tier: Option<u8>,
    /// The paths that belong to it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub paths: Vec<Glob>,
    /// The principals that own it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub owners: Vec<PrincipalId>,
    /// The teams that own it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub owner_teams: Vec<Team>,
}

/// The version of the roster document.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub enum RosterFormat {
    /// Version 1.
    #[serde(rename = "foureyes/roster/v1")]
    V1,
}

/// A roster as it is written. What can be wrong between its parts is found by `Gate::compile`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[non_exhaustive]
pub struct RosterDocument {
    /// `foureyes/roster/v1`.
    pub roster: RosterFormat,
    /// Its name.
    pub id: Name,
    /// Its version; each is one above the last.
    pub version: u32,
    /// When it ceases to be valid. Absent: never.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub expires: Option<Timestamp>,
    /// Who signs the next roster and the policy. Absent: nobody has to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub authority: Option<DocumentAuthority>,
    /// Other rosters, each known under a prefix.
    #[serde(default, rename = "include", skip_serializing_if = "Vec::is_empty")]
    pub includes: Vec<Include>,
    /// The rungs of seniority, from the lowest to the highest.
    pub levels: Vec<Level>,
    /// Teams.
    #[serde(default, rename = "team", skip_serializing_if = "Vec::is_empty")]
    pub teams: Vec<TeamEntry>,
    /// Principals.
    #[serde(default, rename = "principal", skip_serializing_if = "Vec::is_empty")]
    pub principals: Vec<Principal>,
    /// The catalogue of services.
    #[serde(default, rename = "service", skip_serializing_if = "Vec::is_empty")]
    pub services: Vec<ServiceEntry>,
}
