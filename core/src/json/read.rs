//! One reading of a document: what is refused and what is understood come from the same pass over the bytes.
//!
//! Whatever does not depend on the type that is read stands in functions that are compiled once.

use std::borrow::Cow;
use std::collections::BTreeSet;

use serde::de::{
    self, DeserializeOwned, DeserializeSeed, Deserializer, Error as _, Unexpected, Visitor,
    value::StrDeserializer,
};

use super::Limits;
use super::error::Fault;
use super::scan::{Integer, Scanner};
use crate::error::ErrorCode;

/// Reads the one value that `bytes` are.
pub(super) fn read<T: DeserializeOwned>(bytes: &[u8], limits: &Limits) -> Result<T, Fault> {
    let mut reader = Reader::new(bytes, limits)?;
    match T::deserialize(&mut reader) {
        Ok(value) => reader.end().map(|()| value),
        Err(fault) => Err(fault.at(reader.here)),
    }
}

fn too_large(message: &str) -> Fault {
    Fault::new(ErrorCode::TooLarge, message)
}

fn not_a_variant() -> Fault {
    let expected = "a word, or an object whose one member says of which sort it is";
    let message = format_args!("invalid type: expected {expected}");
    Fault::new(ErrorCode::WrongType, message)
}

/// Whether so many names are found faster in a sorted set than one by one.
const fn names_are_many(names: usize) -> bool {
    names > 24
}

/// What stands at a place of a document.
enum Token<'de> {
    Array,
    Natural(u64),
    Negative(i64),
    Object,
    Text(Cow<'de, str>),
    Truth(bool),
}

/// An array or object that is being read.
struct Frame<'de> {
    start: usize,
    is_first: bool,
    /// How many names stood in the list of names when it was opened.
    names: usize,
    /// The names of its members, where they are many.
    sorted: Option<BTreeSet<Cow<'de, str>>>,
}

struct Reader<'de, 'l> {
    scanner: Scanner<'de>,
    values: usize,
    frames: Vec<Frame<'de>>,
    /// The names of the members so far, of all frames, in the order of the frames.
    names: Vec<Cow<'de, str>>,
    /// Where the value or name starts that was looked at last: the place of a fault that knows none of its own.
    here: usize,
    limits: &'l Limits,
}

impl<'de, 'l> Reader<'de, 'l> {
    fn new(bytes: &'de [u8], limits: &'l Limits) -> Result<Self, Fault> {
        if bytes.len() > limits.bytes {
            return Err(too_large("the document is larger than its limit").at(0));
        }
        let text = std::str::from_utf8(bytes).map_err(|error| {
            Fault::new(ErrorCode::Syntax, "the bytes are not UTF-8").at(error.valid_up_to())
        })?;
        let mut scanner = Scanner::new(text);
        if text.starts_with('\u{feff}') {
            return Err(scanner.syntax("a byte-order mark is not part of JSON"));
        }
        scanner.space();
        Ok(Self {
            scanner,
            values: 0,
            frames: Vec::new(),
            names: Vec::new(),
            here: 0,
            limits,
        })
    }

    /// Makes sure that nothing comes after the value.
    fn end(&mut self) -> Result<(), Fault> {
        match self.scanner.space() {
            None => Ok(()),
            Some(_) => Err(self
                .scanner
                .syntax("there is more after the end of the value")),
        }
    }

    fn string(&mut self) -> Result<Cow<'de, str>, Fault> {
        self.scanner.string(self.limits.string)
    }

    fn count(&mut self) -> Result<(), Fault> {
        self.here = self.scanner.at();
        self.values = self.values.saturating_add(1);
        if self.values > self.limits.values {
            return Err(too_large("the document holds more values than its limit"));
        }
        Ok(())
    }

    /// Passes over the bracket that opens an array or object.
    fn open(&mut self) -> Result<(), Fault> {
        if self.frames.len() >= self.limits.depth {
            return Err(too_large("the document nests deeper than its limit"));
        }
        self.frames.push(Frame {
            start: self.here,
            is_first: true,
            names: self.names.len(),
            sorted: None,
        });
        self.scanner.step();
        self.scanner.space();
        Ok(())
    }

    /// Passes over the bracket that closes an array or object. What is wrong with it as a whole is wrong at its start.
    fn close(&mut self) {
        if let Some(frame) = self.frames.pop() {
            self.here = frame.start;
            self.names.truncate(frame.names);
        }
        self.scanner.step();
    }

    /// Reads a value, or the opening bracket of one.
    fn token(&mut self) -> Result<Token<'de>, Fault> {
        self.count()?;
        match self.scanner.peek() {
            Some(b'{') => self.open().map(|()| Token::Object),
            Some(b'[') => self.open().map(|()| Token::Array),
            Some(b'"') => self.string().map(Token::Text),
            Some(b'-' | b'0'..=b'9') => Ok(match self.scanner.number()? {
                Integer::Natural(number) => Token::Natural(number),
                Integer::Negative(number) => Token::Negative(number),
            }),
            Some(b't') => self.scanner.word("true").map(|()| Token::Truth(true)),
            Some(b'f') => self.scanner.word("false").map(|()| Token::Truth(false)),
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

    /// Stands before the next part of an array or object, or behind its end.
    fn more(&mut self, closing: u8, message: &str) -> Result<bool, Fault> {
        if self.scanner.space() == Some(closing) {
            self.close();
            return Ok(false);
        }
        match self.frames.last_mut() {
            Some(frame) if frame.is_first => frame.is_first = false,
            _ => self.scanner.expect(b',', message)?,
        }
        Ok(true)
    }

    fn next_element(&mut self) -> Result<bool, Fault> {
        self.more(b']', "expected `,` or `]` in an array")
    }

    /// Reads the name of the next member with the colon after it.
    fn next_name(&mut self) -> Result<Option<Cow<'de, str>>, Fault> {
        if !self.more(b'}', "expected `,` or `}` in an object")? {
            return Ok(None);
        }
        let start = self.scanner.at();
        if self.scanner.peek() != Some(b'"') {
            let message = "expected the name of a member in quotes";
            return Err(self.scanner.syntax(message));
        }
        let name = self.string()?;
        self.here = start;
        self.scanner.space();
        self.scanner
            .expect(b':', "expected `:` after the name of a member")?;
        if !self.is_new(name.clone()) {
            let message = "two members of one object have this name";
            return Err(Fault::new(ErrorCode::DuplicateKey, message));
        }
        Ok(Some(name))
    }

    /// Notes the name of a member, and reports whether it is the first of that name in its object.
    fn is_new(&mut self, name: Cow<'de, str>) -> bool {
        let Some(frame) = self.frames.last_mut() else {
            return true;
        };
        if let Some(sorted) = &mut frame.sorted {
            return sorted.insert(name);
        }
        let names = self.names.get(frame.names..).unwrap_or_default();
        if names.contains(&name) {
            return false;
        }
        self.names.push(name);
        if names_are_many(self.names.len().saturating_sub(frame.names)) {
            frame.sorted = Some(self.names.drain(frame.names..).collect());
        }
        true
    }

    /// Makes sure that an array was read to its end by whoever took it.
    fn end_array(&mut self, depth: usize) -> Result<(), Fault> {
        if self.frames.len() > depth && self.next_element()? {
            let message = "invalid type: a list with more elements than expected";
            return Err(Fault::new(ErrorCode::WrongType, message));
        }
        Ok(())
    }

    /// The same for an object.
    fn end_object(&mut self, depth: usize) -> Result<(), Fault> {
        if self.frames.len() > depth && self.next_name()?.is_some() {
            let message = "invalid type: an object with more members than expected";
            return Err(Fault::new(ErrorCode::WrongType, message));
        }
        Ok(())
    }

    /// Reads the word that names a variant; it has content where it is the name of the one member of an object.
    fn variant(&mut self) -> Result<(Cow<'de, str>, bool), Fault> {
        match self.token()? {
            Token::Text(word) => Ok((word, false)),
            Token::Object => match self.next_name()? {
                Some(name) => Ok((name, true)),
                None => Err(not_a_variant()),
            },
            Token::Array => {
                // Whatever it is, it has to be well-formed to be of the wrong type.
                while self.next_element()? {
                    self.skip()?;
                }
                Err(not_a_variant())
            }
            Token::Natural(_) | Token::Negative(_) | Token::Truth(_) => Err(not_a_variant()),
        }
    }

    /// Passes over the end of an object that is a variant with content.
    fn end_variant(&mut self) -> Result<(), Fault> {
        match self.next_name()? {
            None => Ok(()),
            Some(_) => {
                self.here = self.frames.last().map_or(self.here, |frame| frame.start);
                Err(not_a_variant())
            }
        }
    }

    /// Passes over a value, which may be anything that is well-formed.
    fn skip(&mut self) -> Result<(), Fault> {
        if self.scanner.peek() == Some(b'n') {
            self.count()?;
            return self.scanner.word("null");
        }
        match self.token()? {
            Token::Array => {
                while self.next_element()? {
                    self.skip()?;
                }
            }
            Token::Object => {
                while self.next_name()?.is_some() {
                    self.skip()?;
                }
            }
            _ => {}
        }
        Ok(())
    }
}

impl<'de> Deserializer<'de> for &mut Reader<'de, '_> {
    type Error = Fault;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Fault> {
        let depth = self.frames.len();
        match self.token()? {
            Token::Object => {
                let value = visitor.visit_map(Members { reader: self })?;
                self.end_object(depth).map(|()| value)
            }
            Token::Array => {
                let value = visitor.visit_seq(Elements { reader: self })?;
                self.end_array(depth).map(|()| value)
            }
            Token::Text(text) => visitor.visit_str(&text),
            Token::Natural(number) => visitor.visit_u64(number),
            Token::Negative(number) => visitor.visit_i64(number),
            Token::Truth(value) => visitor.visit_bool(value),
        }
    }

    fn deserialize_ignored_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Fault> {
        self.skip()?;
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
            self.here = self.scanner.at();
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
        let (name, has_content) = self.variant()?;
        let value = visitor.visit_enum(Variant {
            reader: self,
            name,
            has_content,
        })?;
        if has_content {
            self.end_variant()?;
        }
        Ok(value)
    }

    serde::forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf unit unit_struct seq
        tuple tuple_struct map identifier
    }
}

struct Elements<'r, 'de, 'l> {
    reader: &'r mut Reader<'de, 'l>,
}

impl<'de> de::SeqAccess<'de> for Elements<'_, 'de, '_> {
    type Error = Fault;

    fn next_element_seed<T: DeserializeSeed<'de>>(
        &mut self,
        seed: T,
    ) -> Result<Option<T::Value>, Fault> {
        if !self.reader.next_element()? {
            return Ok(None);
        }
        seed.deserialize(&mut *self.reader).map(Some)
    }

    /// Most lists of a roster hold one thing: room is made for that, and for more once there is more.
    fn size_hint(&self) -> Option<usize> {
        let is_over = self.reader.scanner.peek() == Some(b']');
        Some(usize::from(!is_over))
    }
}

struct Members<'r, 'de, 'l> {
    reader: &'r mut Reader<'de, 'l>,
}

impl<'de> de::MapAccess<'de> for Members<'_, 'de, '_> {
    type Error = Fault;

    fn next_key_seed<K: DeserializeSeed<'de>>(
        &mut self,
        seed: K,
    ) -> Result<Option<K::Value>, Fault> {
        let Some(name) = self.reader.next_name()? else {
            return Ok(None);
        };
        seed.deserialize(StrDeserializer::new(&name)).map(Some)
    }

    fn next_value_seed<T: DeserializeSeed<'de>>(&mut self, seed: T) -> Result<T::Value, Fault> {
        seed.deserialize(&mut *self.reader)
    }
}

struct Variant<'r, 'de, 'l> {
    reader: &'r mut Reader<'de, 'l>,
    name: Cow<'de, str>,
    has_content: bool,
}

impl<'de> de::EnumAccess<'de> for Variant<'_, 'de, '_> {
    type Error = Fault;
    type Variant = Self;

    fn variant_seed<T: DeserializeSeed<'de>>(self, seed: T) -> Result<(T::Value, Self), Fault> {
        let variant = seed.deserialize(StrDeserializer::<Fault>::new(&self.name))?;
        Ok((variant, self))
    }
}

impl Variant<'_, '_, '_> {
    fn check_content(&self) -> Result<(), Fault> {
        if self.has_content {
            return Ok(());
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
        self.check_content()?;
        seed.deserialize(self.reader)
    }

    fn tuple_variant<V: Visitor<'de>>(self, _: usize, visitor: V) -> Result<V::Value, Fault> {
        self.check_content()?;
        self.reader.deserialize_seq(visitor)
    }

    fn struct_variant<V: Visitor<'de>>(
        self,
        fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Fault> {
        self.check_content()?;
        self.reader.deserialize_struct("", fields, visitor)
    }
}
