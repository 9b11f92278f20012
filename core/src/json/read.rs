//! One reading of a document: what is refused and what is understood come from the same pass over the bytes.

use std::borrow::Cow;
use std::collections::BTreeSet;

use serde::de::{
    self, DeserializeOwned, DeserializeSeed, Deserializer, Error as _, Unexpected, Visitor,
    value::CowStrDeserializer,
};

use super::Limits;
use super::error::Fault;
use super::scan::{Integer, Scanner};
use crate::error::ErrorCode;

/// Reads the one value that `bytes` are.
pub(super) fn read<T: DeserializeOwned>(bytes: &[u8], limits: &Limits) -> Result<T, Fault> {
    if bytes.len() > limits.bytes {
        return Err(too_large("the document is larger than its limit").at(0));
    }
    let text = std::str::from_utf8(bytes).map_err(|error| {
        Fault::new(ErrorCode::Syntax, "the bytes are not UTF-8").at(error.valid_up_to())
    })?;
    let mut reader = Reader {
        scanner: Scanner::new(text),
        values: 0,
        depth: 0,
        limits,
    };
    if text.starts_with('\u{feff}') {
        return Err(reader
            .scanner
            .syntax("a byte-order mark is not part of JSON"));
    }
    reader.scanner.space();
    let value = reader.value(std::marker::PhantomData::<T>)?;
    match reader.scanner.space() {
        None => Ok(value),
        Some(_) => Err(reader
            .scanner
            .syntax("there is more after the end of the value")),
    }
}

fn too_large(message: &str) -> Fault {
    Fault::new(ErrorCode::TooLarge, message)
}

struct Reader<'de, 'l> {
    scanner: Scanner<'de>,
    values: usize,
    depth: usize,
    limits: &'l Limits,
}

impl<'de> Reader<'de, '_> {
    fn string(&mut self) -> Result<Cow<'de, str>, Fault> {
        self.scanner.string(self.limits.string)
    }

    fn count(&mut self) -> Result<(), Fault> {
        self.values = self.values.saturating_add(1);
        if self.values > self.limits.values {
            return Err(too_large("the document holds more values than its limit"));
        }
        Ok(())
    }

    /// Passes over the bracket that opens an array or object.
    fn open(&mut self) -> Result<(), Fault> {
        if self.depth >= self.limits.depth {
            return Err(too_large("the document nests deeper than its limit"));
        }
        self.depth = self.depth.saturating_add(1);
        self.scanner.step();
        self.scanner.space();
        Ok(())
    }

    /// Passes over the bracket that closes an array or object.
    fn close(&mut self) {
        self.depth = self.depth.saturating_sub(1);
        self.scanner.step();
    }

    fn any<V: Visitor<'de>>(&mut self, visitor: V) -> Result<V::Value, Fault> {
        self.count()?;
        match self.scanner.peek() {
            Some(b'{') => {
                self.open()?;
                let mut members = Members {
                    reader: self,
                    names: BTreeSet::new(),
                    closed: false,
                };
                let value = visitor.visit_map(&mut members)?;
                members.finish()?;
                Ok(value)
            }
            Some(b'[') => {
                self.open()?;
                let mut elements = Elements {
                    reader: self,
                    first: true,
                    closed: false,
                };
                let value = visitor.visit_seq(&mut elements)?;
                elements.finish()?;
                Ok(value)
            }
            Some(b'"') => match self.string()? {
                Cow::Borrowed(text) => visitor.visit_borrowed_str(text),
                Cow::Owned(text) => visitor.visit_string(text),
            },
            Some(b'-' | b'0'..=b'9') => match self.scanner.number()? {
                Integer::Natural(number) => visitor.visit_u64(number),
                Integer::Negative(number) => visitor.visit_i64(number),
            },
            Some(b't') => {
                self.scanner.word("true")?;
                visitor.visit_bool(true)
            }
            Some(b'f') => {
                self.scanner.word("false")?;
                visitor.visit_bool(false)
            }
            Some(b'n') => {
                self.scanner.word("null")?;
                // An absent member is unknown; a `null` would be a second spelling of it.
                let message = "invalid type: null is no value, leave the member out";
                Err(Fault::new(ErrorCode::WrongType, message))
            }
            Some(_) => Err(self.scanner.syntax("expected a value")),
            None => {
                let message = "the document ends where a value should stand";
                Err(self.scanner.syntax(message))
            }
        }
    }

    /// Reads a value; a fault that knows no place of its own is at its start.
    fn value<T: DeserializeSeed<'de>>(&mut self, seed: T) -> Result<T::Value, Fault> {
        let start = self.scanner.at();
        seed.deserialize(self).map_err(|fault| fault.at(start))
    }

    /// Reads a variant: a word, or an object with one member.
    fn variant<V: Visitor<'de>>(&mut self, visitor: V) -> Result<V::Value, Fault> {
        self.count()?;
        match self.scanner.peek() {
            Some(b'"') => visitor.visit_enum(Variant {
                reader: self,
                has_content: false,
            }),
            Some(b'{') => {
                self.open()?;
                if self.scanner.peek() == Some(b'}') {
                    return Err(not_a_variant());
                }
                let value = visitor.visit_enum(Variant {
                    reader: self,
                    has_content: true,
                })?;
                match self.scanner.space() {
                    Some(b'}') => {
                        self.close();
                        Ok(value)
                    }
                    Some(b',') => Err(not_a_variant()),
                    _ => Err(self.scanner.syntax("expected `}` in an object")),
                }
            }
            _ => {
                // Whatever it is, it has to be well-formed to be of the wrong type.
                self.any(de::IgnoredAny)?;
                Err(not_a_variant())
            }
        }
    }

    /// Reads the name of a member with the colon after it.
    fn name(&mut self) -> Result<Cow<'de, str>, Fault> {
        if self.scanner.peek() != Some(b'"') {
            let message = "expected the name of a member in quotes";
            return Err(self.scanner.syntax(message));
        }
        let name = self.string()?;
        self.scanner.space();
        self.scanner
            .expect(b':', "expected `:` after the name of a member")?;
        Ok(name)
    }
}

fn not_a_variant() -> Fault {
    let expected = "a word, or an object whose one member says of which sort it is";
    let message = format_args!("invalid type: expected {expected}");
    Fault::new(ErrorCode::WrongType, message)
}

impl<'de> Deserializer<'de> for &mut Reader<'de, '_> {
    type Error = Fault;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Fault> {
        self.any(visitor)
    }

    fn deserialize_ignored_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Fault> {
        if self.scanner.peek() != Some(b'n') {
            return self.deserialize_any(visitor);
        }
        // What is passed over may be anything that is well-formed.
        self.count()?;
        self.scanner.word("null")?;
        visitor.visit_unit()
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Fault> {
        visitor.visit_some(self)
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        visitor: V,
    ) -> Result<V::Value, Fault> {
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Fault> {
        if self.scanner.peek() == Some(b'[') {
            // Derived code would take its members in the order of their declaration.
            return Err(Fault::invalid_type(Unexpected::Seq, &visitor));
        }
        self.deserialize_any(visitor)
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Fault> {
        self.variant(visitor)
    }

    serde::forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf unit unit_struct seq
        tuple tuple_struct map identifier
    }
}

struct Elements<'r, 'de, 'l> {
    reader: &'r mut Reader<'de, 'l>,
    first: bool,
    closed: bool,
}

impl Elements<'_, '_, '_> {
    /// Stands before the next element, or behind the end.
    fn more(&mut self) -> Result<bool, Fault> {
        let scanner = &mut self.reader.scanner;
        match scanner.space() {
            _ if self.closed => return Ok(false),
            Some(b']') => {
                self.reader.close();
                self.closed = true;
                return Ok(false);
            }
            _ if self.first => self.first = false,
            _ => scanner.expect(b',', "expected `,` or `]` in an array")?,
        }
        Ok(true)
    }

    fn finish(mut self) -> Result<(), Fault> {
        if self.more()? {
            let message = "invalid type: a list with more elements than expected";
            return Err(Fault::new(ErrorCode::WrongType, message));
        }
        Ok(())
    }
}

impl<'de> de::SeqAccess<'de> for Elements<'_, 'de, '_> {
    type Error = Fault;

    fn next_element_seed<T: DeserializeSeed<'de>>(
        &mut self,
        seed: T,
    ) -> Result<Option<T::Value>, Fault> {
        if !self.more()? {
            return Ok(None);
        }
        self.reader.value(seed).map(Some)
    }
}

struct Members<'r, 'de, 'l> {
    reader: &'r mut Reader<'de, 'l>,
    names: BTreeSet<Cow<'de, str>>,
    closed: bool,
}

impl Members<'_, '_, '_> {
    /// Stands before the name of the next member, or behind the end.
    fn more(&mut self) -> Result<bool, Fault> {
        let scanner = &mut self.reader.scanner;
        match scanner.space() {
            _ if self.closed => return Ok(false),
            Some(b'}') => {
                self.reader.close();
                self.closed = true;
                return Ok(false);
            }
            _ if self.names.is_empty() => {}
            _ => scanner.expect(b',', "expected `,` or `}` in an object")?,
        }
        Ok(true)
    }

    fn finish(mut self) -> Result<(), Fault> {
        if self.more()? {
            let message = "invalid type: an object with more members than expected";
            return Err(Fault::new(ErrorCode::WrongType, message));
        }
        Ok(())
    }
}

impl<'de> de::MapAccess<'de> for Members<'_, 'de, '_> {
    type Error = Fault;

    fn next_key_seed<K: DeserializeSeed<'de>>(
        &mut self,
        seed: K,
    ) -> Result<Option<K::Value>, Fault> {
        if !self.more()? {
            return Ok(None);
        }
        let start = self.reader.scanner.at();
        let name = self.reader.name()?;
        if !self.names.insert(name.clone()) {
            let message = "two members of one object have this name";
            return Err(Fault::new(ErrorCode::DuplicateKey, message).at(start));
        }
        seed.deserialize(CowStrDeserializer::new(name))
            .map(Some)
            .map_err(|fault: Fault| fault.at(start))
    }

    fn next_value_seed<T: DeserializeSeed<'de>>(&mut self, seed: T) -> Result<T::Value, Fault> {
        self.reader.value(seed)
    }
}

struct Variant<'r, 'de, 'l> {
    reader: &'r mut Reader<'de, 'l>,
    has_content: bool,
}

impl<'de> de::EnumAccess<'de> for Variant<'_, 'de, '_> {
    type Error = Fault;
    type Variant = Self;

    fn variant_seed<T: DeserializeSeed<'de>>(self, seed: T) -> Result<(T::Value, Self), Fault> {
        let start = self.reader.scanner.at();
        let name = if self.has_content {
            self.reader.name()?
        } else {
            self.reader.string()?
        };
        let variant = seed
            .deserialize(CowStrDeserializer::new(name))
            .map_err(|fault: Fault| fault.at(start))?;
        Ok((variant, self))
    }
}

impl<'de> Variant<'_, 'de, '_> {
    fn content(self) -> Result<Self, Fault> {
        if self.has_content {
            return Ok(self);
        }
        let expected = "an object whose one member is this word, with its content";
        Err(Fault::invalid_type(Unexpected::UnitVariant, &expected))
    }
}

impl<'de> de::VariantAccess<'de> for Variant<'_, 'de, '_> {
    type Error = Fault;

    fn unit_variant(self) -> Result<(), Fault> {
        if self.has_content {
            let expected = "this word alone, without content";
            return Err(Fault::invalid_type(Unexpected::Map, &expected));
        }
        Ok(())
    }

    fn newtype_variant_seed<T: DeserializeSeed<'de>>(self, seed: T) -> Result<T::Value, Fault> {
        self.content()?.reader.value(seed)
    }

    fn tuple_variant<V: Visitor<'de>>(self, _: usize, visitor: V) -> Result<V::Value, Fault> {
        self.content()?.reader.deserialize_seq(visitor)
    }

    fn struct_variant<V: Visitor<'de>>(
        self,
        fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Fault> {
        self.content()?
            .reader
            .deserialize_struct("", fields, visitor)
    }
}
