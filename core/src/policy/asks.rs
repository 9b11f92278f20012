//! What conditions ask about people, tools, resources, size and custom facts (semantics 2.8).

use std::fmt;

use serde::{Deserialize, Deserializer, Serialize, de};

use super::OneOrMany;
use crate::change::{FactValue, ResourceAction};

/// Of what sort a participant is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub enum ActorKind {
    /// A program that decides by itself.
    Agent,
    /// A person.
    Human,
    /// A program that follows fixed rules.
    Service,
    /// Somebody of whom it is not known.
    Unresolved,
}

/// What every claim of AI says beside how far it was involved.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub enum Recorded {
    /// The model.
    Model,
    /// The person whom the tool worked for.
    Operator,
    /// The tool.
    Tool,
}

/// Which resources of a plan are meant. Every member that is there must fit.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[non_exhaustive]
pub struct ResourcesAsk {
    /// Of one of these types.
    #[serde(default, rename = "type", skip_serializing_if = "Option::is_none")]
    pub kind: Option<OneOrMany<String>>,
    /// To which one of these happens.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub action: Option<OneOrMany<ResourceAction>>,
    /// At least so many of them. May only ask for more.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub at_least: Option<u32>,
}

/// What is asked of the size of a change.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub enum LinesAsk {
    /// At least so many lines, added and removed ones together. May only ask for more.
    AtLeast(u64),
    /// At most so many, each path with known counts. May only let something through.
    AtMost(u64),
}

/// What is asked of a custom fact: a value, a list of values, `{ atLeast = 3 }` or `{ atMost = 3 }`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(
    feature = "schema",
    derive(schemars::JsonSchema),
    schemars(deny_unknown_fields)
)]
#[serde(untagged)]
pub enum FactAsk {
    /// One of these.
    OneOf(Vec<FactValue>),
    /// This value.
    Is(FactValue),
    /// A number within these bounds.
    Within {
        /// The least.
        #[serde(rename = "atLeast", skip_serializing_if = "Option::is_none")]
        at_least: Option<i64>,
        /// The most.
        #[serde(rename = "atMost", skip_serializing_if = "Option::is_none")]
        at_most: Option<i64>,
    },
}

impl FactAsk {
    /// Reports whether a value is what is asked for.
    pub fn covers(&self, value: &FactValue) -> bool {
        match (self, value) {
            (Self::OneOf(values), value) => values.contains(value),
            (Self::Is(asked), value) => asked == value,
            (Self::Within { at_least, at_most }, FactValue::Integer(number)) => {
                at_least.is_none_or(|least| *number >= least)
                    && at_most.is_none_or(|most| *number <= most)
            }
            (Self::Within { .. }, _) => false,
        }
    }

    /// Reports whether nothing could ever be meant.
    pub(crate) fn is_empty(&self) -> bool {
        match self {
            Self::OneOf(values) => values.is_empty(),
            Self::Is(_) => false,
            Self::Within { at_least, at_most } => match (at_least, at_most) {
                (None, None) => true,
                (Some(least), Some(most)) => least > most,
                _ => false,
            },
        }
    }
}

struct FactVisitor;

impl<'de> de::Visitor<'de> for FactVisitor {
    type Value = FactAsk;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a truth, a whole number, a word, a list of these, or `{ atLeast = 3 }`")
    }

    fn visit_bool<E: de::Error>(self, is: bool) -> Result<FactAsk, E> {
        Ok(FactAsk::Is(FactValue::Truth(is)))
    }

    fn visit_u64<E: de::Error>(self, number: u64) -> Result<FactAsk, E> {
        let number = i64::try_from(number).map_err(|_| E::custom("the number is too large"))?;
        self.visit_i64(number)
    }

    fn visit_i64<E: de::Error>(self, number: i64) -> Result<FactAsk, E> {
        Ok(FactAsk::Is(FactValue::Integer(number)))
    }

    fn visit_str<E: de::Error>(self, word: &str) -> Result<FactAsk, E> {
        Ok(FactAsk::Is(FactValue::Word(word.to_owned())))
    }

    fn visit_seq<A: de::SeqAccess<'de>>(self, seq: A) -> Result<FactAsk, A::Error> {
        Vec::deserialize(de::value::SeqAccessDeserializer::new(seq)).map(FactAsk::OneOf)
    }

    fn visit_map<A: de::MapAccess<'de>>(self, map: A) -> Result<FactAsk, A::Error> {
        #[derive(Deserialize)]
        #[serde(rename_all = "camelCase", deny_unknown_fields)]
        struct Within {
            at_least: Option<i64>,
            at_most: Option<i64>,
        }
        let Within { at_least, at_most } =
            Within::deserialize(de::value::MapAccessDeserializer::new(map))?;
        Ok(FactAsk::Within { at_least, at_most })
    }
}

impl<'de> Deserialize<'de> for FactAsk {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(FactVisitor)
    }
}
