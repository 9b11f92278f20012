//! Facts that an organisation names itself.

use std::fmt;

use serde::{Deserialize, Deserializer, Serialize, de};

/// The value of a custom fact.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(untagged)]
pub enum FactValue {
    /// It is so, or it is not.
    Truth(bool),
    /// A whole number within ±(2^53 − 1).
    Integer(i64),
    /// A word, compared byte for byte.
    Word(String),
}

struct FactValueVisitor;

impl de::Visitor<'_> for FactValueVisitor {
    type Value = FactValue;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a truth, a whole number or a word")
    }

    fn visit_bool<E: de::Error>(self, is: bool) -> Result<FactValue, E> {
        Ok(FactValue::Truth(is))
    }

    fn visit_u64<E: de::Error>(self, number: u64) -> Result<FactValue, E> {
        let number = i64::try_from(number).map_err(|_| E::custom("the number is too large"))?;
        self.visit_i64(number)
    }

    fn visit_i64<E: de::Error>(self, number: i64) -> Result<FactValue, E> {
        Ok(FactValue::Integer(number))
    }

    fn visit_str<E: de::Error>(self, word: &str) -> Result<FactValue, E> {
        Ok(FactValue::Word(word.to_owned()))
    }
}

impl<'de> Deserialize<'de> for FactValue {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(FactValueVisitor)
    }
}
