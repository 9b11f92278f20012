//! Something held, with the instant since when.

use std::fmt;

use serde::de::value::{MapAccessDeserializer, StrDeserializer};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

use crate::time::Timestamp;

/// A level, team or role that somebody holds. Written `"senior"`, or `{ is = "senior", since = "…" }`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Held<T> {
    /// What is held.
    pub is: T,
    /// Since when. Absent: always.
    pub since: Option<Timestamp>,
}

impl<T> Held<T> {
    /// Returns something that has always been held.
    pub const fn always(is: T) -> Self {
        Self { is, since: None }
    }

    /// Returns what is held at both instants, if it is.
    pub fn at_both(&self, one: Timestamp, other: Timestamp) -> Option<&T> {
        self.since
            .is_none_or(|since| since <= one && since <= other)
            .then_some(&self.is)
    }
}

impl<T: Serialize> Serialize for Held<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        #[derive(Serialize)]
        struct Full<'a, T> {
            is: &'a T,
            since: Timestamp,
        }
        match self.since {
            None => self.is.serialize(serializer),
            Some(since) => Full {
                is: &self.is,
                since,
            }
            .serialize(serializer),
        }
    }
}

struct HeldVisitor<T>(std::marker::PhantomData<T>);

impl<'de, T: Deserialize<'de>> de::Visitor<'de> for HeldVisitor<T> {
    type Value = Held<T>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a name, or `{ is = …, since = … }`")
    }

    fn visit_str<E: de::Error>(self, text: &str) -> Result<Held<T>, E> {
        T::deserialize(StrDeserializer::new(text)).map(Held::always)
    }

    fn visit_map<A: de::MapAccess<'de>>(self, map: A) -> Result<Held<T>, A::Error> {
        #[derive(Deserialize)]
        #[serde(deny_unknown_fields)]
        struct Full<T> {
            is: T,
            since: Timestamp,
        }
        let Full { is, since } = Full::deserialize(MapAccessDeserializer::new(map))?;
        Ok(Held {
            is,
            since: Some(since),
        })
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Held<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(HeldVisitor(std::marker::PhantomData))
    }
}
