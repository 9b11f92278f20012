//! What a document adds to itself: another document, or one rule of it.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

use crate::id::{IdError, Name};

/// A document that is added, or one rule of it: `common`, `common/plan`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Extended {
    /// The document.
    pub document: Name,
    /// The rule, where only one is added.
    pub rule: Option<Name>,
}

impl FromStr for Extended {
    type Err = IdError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let (document, rule) = match text.split_once('/') {
            Some((document, rule)) => (document, Some(rule.parse()?)),
            None => (text, None),
        };
        Ok(Self {
            document: document.parse()?,
            rule,
        })
    }
}

impl fmt::Display for Extended {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.rule {
            Some(rule) => write!(f, "{}/{rule}", self.document),
            None => write!(f, "{}", self.document),
        }
    }
}

impl Serialize for Extended {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Extended {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        text.parse().map_err(de::Error::custom)
    }
}

#[cfg(feature = "schema")]
impl schemars::JsonSchema for Extended {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Extended".into()
    }

    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({
            "description": "A document that is added, or one rule of it: `common`, `common/plan`.",
            "type": "string",
            "pattern": "^[a-z0-9][a-z0-9._-]{0,63}(/[a-z0-9][a-z0-9._-]{0,63})?$",
        })
    }
}
