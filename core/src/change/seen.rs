//! What a reviewer judges a change by.

use serde::{Deserialize, Serialize};

use crate::fact::{Fact, Listed};
use crate::id::Service;

/// What sort of change it is. A change can be of several kinds; kinds are only ever added.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub enum Kind {
    /// Source code.
    Code,
    /// Configuration, content files, policy data of a product.
    Config,
    /// Data, schemas, migrations.
    Data,
    /// Dependencies and lock files.
    Dependency,
    /// Documentation.
    Docs,
    /// Who may do what.
    Iam,
    /// Infrastructure.
    Infra,
    /// A command of an operator.
    Ops,
    /// What controls the gate. Always derived from `protects`.
    Policy,
}

impl Kind {
    /// Returns the word used on the wire and in policies.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Code => "code",
            Self::Config => "config",
            Self::Data => "data",
            Self::Dependency => "dependency",
            Self::Docs => "docs",
            Self::Iam => "iam",
            Self::Infra => "infra",
            Self::Ops => "ops",
            Self::Policy => "policy",
        }
    }
}

/// How a change is rolled out, from the milder to the stricter.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub enum Rollout {
    /// In stages, with a look in between.
    Staged,
    /// Everywhere at once.
    Instant,
}

/// How far a change reaches before anybody can stop it, from the milder to the stricter.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub enum Blast {
    /// Nothing that runs.
    None,
    /// One machine.
    Host,
    /// One cell.
    Cell,
    /// One zone.
    Zone,
    /// One region.
    Region,
    /// Everything.
    Global,
}

/// What a reviewer judges a change by, as the embedding system hands it in. Paths, ownership and `protects` add
/// to it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[non_exhaustive]
pub struct Seen {
    /// What sorts of change it is.
    #[serde(default, skip_serializing_if = "Listed::is_absent")]
    pub kinds: Listed<Kind>,
    /// Which services it touches.
    #[serde(default, skip_serializing_if = "Listed::is_absent")]
    pub services: Listed<Service>,
    /// Their tiers; 1 is the strictest.
    #[serde(default, skip_serializing_if = "Listed::is_absent")]
    pub tiers: Listed<u8>,
    /// Whether it destroys something.
    #[serde(default, skip_serializing_if = "Fact::is_unknown")]
    pub destructive: Fact<bool>,
    /// Whether it can be undone.
    #[serde(default, skip_serializing_if = "Fact::is_unknown")]
    pub reversible: Fact<bool>,
    /// How it is rolled out.
    #[serde(default, skip_serializing_if = "Fact::is_unknown")]
    pub rollout: Fact<Rollout>,
    /// How far it reaches.
    #[serde(default, skip_serializing_if = "Fact::is_unknown")]
    pub blast: Fact<Blast>,
}
