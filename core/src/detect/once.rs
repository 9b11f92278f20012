//! JSON with every member once: where a member stands twice, readers differ in which of the two they see.

use std::cell::Cell;
use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, Error, MapAccess, SeqAccess, Visitor};
use serde_json::{Map, Number, Value};

/// What is wrong with a text.
#[derive(Debug)]
pub(super) enum Fault {
    /// It is no JSON.
    Syntax(serde_json::Error),
    /// A member of this name stands twice in one object.
    Twice(String),
}

/// Reads one value.
pub(super) fn read(text: &str) -> Result<Value, Fault> {
    let twice = Cell::new(None);
    let mut reader = serde_json::Deserializer::from_str(text);
    let value = Once(&twice).deserialize(&mut reader);
    let read = value.and_then(|value| reader.end().map(|()| value));
    match twice.into_inner() {
        Some(name) => Err(Fault::Twice(name)),
        None => read.map_err(Fault::Syntax),
    }
}

/// Reads a value, and notes the first member that stands twice.
#[derive(Clone, Copy)]
struct Once<'a>(&'a Cell<Option<String>>);

impl<'de> DeserializeSeed<'de> for Once<'_> {
    type Value = Value;

    fn deserialize<D: Deserializer<'de>>(self, from: D) -> Result<Value, D::Error> {
        from.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Once<'_> {
    type Value = Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("JSON")
    }

    fn visit_bool<E>(self, value: bool) -> Result<Value, E> {
        Ok(Value::Bool(value))
    }

    fn visit_i64<E>(self, value: i64) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_u64<E>(self, value: u64) -> Result<Value, E> {
        Ok(value.into())
    }

    #[expect(
        clippy::disallowed_types,
        reason = "other systems write floats; none is read"
    )]
    fn visit_f64<E>(self, value: f64) -> Result<Value, E> {
        Ok(Number::from_f64(value).map_or(Value::Null, Value::Number))
    }

    fn visit_str<E>(self, value: &str) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_string<E>(self, value: String) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_unit<E>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Value, A::Error> {
        let mut list = Vec::new();
        while let Some(item) = items.next_element_seed(self)? {
            list.push(item);
        }
        Ok(Value::Array(list))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut members: A) -> Result<Value, A::Error> {
        let mut object = Map::new();
        while let Some(name) = members.next_key::<String>()? {
            let value = members.next_value_seed(self)?;
            if object.contains_key(&name) {
                self.0.set(Some(name));
                return Err(A::Error::custom("twice"));
            }
            object.insert(name, value);
        }
        Ok(Value::Object(object))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_member_once() {
        let text = r#"{"a":[1,-2,2.5,null,true,"x\n"],"b":{"a":{}}}"#;
        let same: Value = serde_json::from_str(text).unwrap();
        assert_eq!(read(text).unwrap(), same);
        for twice in [r#"{"a":1,"a":1}"#, r#"{"b":[{"c":{},"a":0,"\u0061":2}]}"#] {
            assert!(
                matches!(read(twice), Err(Fault::Twice(name)) if name == "a"),
                "{twice}"
            );
        }
        let deep = "[".repeat(100_000);
        for broken in ["", "{", "1 2", "nul", deep.as_str()] {
            assert!(matches!(read(broken), Err(Fault::Syntax(_))), "{broken:.9}");
        }
    }
}
