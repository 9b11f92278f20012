//! Conditions: typed atoms, joined by *and* within one table, nested by `all`, `any`, `not` (semantics 9.1).

use std::collections::BTreeMap;
use std::fmt;

use serde::{Deserialize, Deserializer, Serialize, de};

use super::{ActorKind, FactAsk, LinesAsk, OneOrMany, Recorded, ResourcesAsk};
use crate::change::{Blast, Credential, Kind, PlanState, Rollout};
use crate::id::{Environment, EvidenceType, FactKey, Level, Mark, Name, Service, Team};
use crate::provenance::Involvement;

/// A condition. Every member that is there must hold.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[non_exhaustive]
pub struct Condition {
    /// All of these.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub all: Option<Vec<Condition>>,
    /// Any of these.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub any: Option<Vec<Condition>>,
    /// Not this.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub not: Option<Box<Condition>>,
    /// This condition of the same document holds too.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub condition: Option<Name>,
    /// The environment is one of these.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub environment: Option<OneOrMany<Environment>>,
    /// The change is of one of these kinds.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub kind: Option<OneOrMany<Kind>>,
    /// It touches one of these services.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub service: Option<OneOrMany<Service>>,
    /// It touches a service that one of these teams owns.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub team: Option<OneOrMany<Team>>,
    /// It touches a service of one of these tiers.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tier: Option<TierAsk>,
    /// How far an AI was involved.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub involvement: Option<InvolvementAsk>,
    /// An AI is claimed to have been one of these tools, and none that could be another is left out of sight.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tool: Option<OneOrMany<Name>>,
    /// The same for its model; a `*` at the end stands for anything.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub model: Option<OneOrMany<String>>,
    /// Every claim of AI says these.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub recorded: Option<OneOrMany<Recorded>>,
    /// Of what sort those are who took part.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub acted: Option<OneOrMany<ActorKind>>,
    /// Who wrote it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub author: Option<AuthorAsk>,
    /// It destroys something, or does not.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub destructive: Option<bool>,
    /// It can be undone, or cannot.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reversible: Option<bool>,
    /// How it is rolled out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rollout: Option<Rollout>,
    /// How far it reaches.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub blast: Option<BlastAsk>,
    /// It touches one of these named places.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub touches: Option<OneOrMany<Name>>,
    /// An AI is recorded to have made lines in one of these named places, or could have.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ai_touches: Option<OneOrMany<Name>>,
    /// Its plan touches resources like these.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub resources: Option<ResourcesAsk>,
    /// How large it is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lines: Option<LinesAsk>,
    /// What the executor's credential was issued for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub credential: Option<OneOrMany<Credential>>,
    /// How the plan stands.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub plan: Option<OneOrMany<PlanState>>,
    /// A trusted record says that one of these checks failed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub failed: Option<OneOrMany<EvidenceType>>,
    /// A freeze of the policy is in force, or none is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub frozen: Option<bool>,
    /// One of these windows is open.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub during: Option<OneOrMany<Name>>,
    /// What custom facts say; all of these must hold.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub fact: Option<BTreeMap<FactKey, FactAsk>>,
    /// It carries one of these marks.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub marked: Option<OneOrMany<Mark>>,
}

/// What is asked of the involvement.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub enum InvolvementAsk {
    /// At least this far.
    AtLeast(Involvement),
    /// This rung is among the claims.
    Includes(Involvement),
}

/// What is asked of the author.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub enum AuthorAsk {
    /// Somebody who wrote something is below this level.
    Below(Level),
    /// It is the first contribution of somebody who wrote something, or is not: a fact that the embedder collects.
    FirstContribution(bool),
}

/// What is asked of the blast radius.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub enum BlastAsk {
    /// At least this far.
    AtLeast(Blast),
}

/// What is asked of the tier: `1`, `[1, 2]` or `{ atMost = 2 }`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(
    feature = "schema",
    derive(schemars::JsonSchema),
    schemars(deny_unknown_fields)
)]
#[serde(untagged)]
pub enum TierAsk {
    /// One of these.
    OneOf(OneOrMany<u8>),
    /// This one or a stricter one.
    AtMost {
        /// The mildest tier that is meant.
        #[serde(rename = "atMost")]
        at_most: u8,
    },
}

impl TierAsk {
    /// Reports whether a tier is meant.
    pub fn covers(&self, tier: u8) -> bool {
        match self {
            Self::OneOf(tiers) => tiers.as_slice().contains(&tier),
            Self::AtMost { at_most } => tier <= *at_most,
        }
    }
}

struct TierVisitor;

impl<'de> de::Visitor<'de> for TierVisitor {
    type Value = TierAsk;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a tier such as `1`, a list such as `[1, 2]`, or `{ atMost = 2 }`")
    }

    fn visit_u64<E: de::Error>(self, tier: u64) -> Result<TierAsk, E> {
        let tier = u8::try_from(tier).map_err(|_| E::custom("a tier is at most 255"))?;
        Ok(TierAsk::OneOf(vec![tier].into()))
    }

    fn visit_i64<E: de::Error>(self, tier: i64) -> Result<TierAsk, E> {
        let tier = u64::try_from(tier).map_err(|_| E::custom("a tier is not negative"))?;
        self.visit_u64(tier)
    }

    fn visit_seq<A: de::SeqAccess<'de>>(self, seq: A) -> Result<TierAsk, A::Error> {
        let tiers: Vec<u8> = Vec::deserialize(de::value::SeqAccessDeserializer::new(seq))?;
        Ok(TierAsk::OneOf(tiers.into()))
    }

    fn visit_map<A: de::MapAccess<'de>>(self, map: A) -> Result<TierAsk, A::Error> {
        #[derive(Deserialize)]
        #[serde(rename_all = "camelCase", deny_unknown_fields)]
        struct AtMost {
            at_most: u8,
        }
        let AtMost { at_most } = AtMost::deserialize(de::value::MapAccessDeserializer::new(map))?;
        Ok(TierAsk::AtMost { at_most })
    }
}

impl<'de> Deserialize<'de> for TierAsk {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(TierVisitor)
    }
}
