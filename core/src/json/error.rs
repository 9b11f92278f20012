//! What is wrong with a document, and where.

use std::fmt;

use serde::de;

use super::place;
use crate::error::nearest;

/// A document that cannot be read, with the place of the first fault.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct JsonError {
    kind: JsonErrorKind,
    message: String,
    path: String,
    member: Option<String>,
    line: usize,
    column: usize,
}

/// What sort of fault a document has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum JsonErrorKind {
    /// Two members of one object have the same name.
    DuplicateKey,
    /// A value of the right type that is not one of those allowed here.
    InvalidValue,
    /// A member that has to be there is not.
    MissingField,
    /// A number that is not an integer within ±(2^53 − 1).
    Number,
    /// The document is not well-formed.
    Syntax,
    /// A size or count is over its limit.
    TooLarge,
    /// A member that is not known here.
    UnknownField,
    /// A word that is not one of those known here.
    UnknownWord,
    /// A value of another type than the one expected.
    WrongType,
}

impl JsonErrorKind {
    /// Returns the stable code of the fault.
    pub const fn code(self) -> &'static str {
        match self {
            Self::DuplicateKey => "duplicate_key",
            Self::InvalidValue => "invalid_value",
            Self::MissingField => "missing_field",
            Self::Number => "number",
            Self::Syntax => "syntax",
            Self::TooLarge => "too_large",
            Self::UnknownField => "unknown_field",
            Self::UnknownWord => "unknown_word",
            Self::WrongType => "wrong_type",
        }
    }
}

impl JsonError {
    pub(super) fn new(fault: Fault, bytes: &[u8]) -> Self {
        let Content { kind, message, at } = *fault.0;
        let at = at.unwrap_or_default();
        let (line, column) = place::position(bytes, at);
        let (path, member) = place::path(bytes, at);
        Self {
            kind,
            message,
            path,
            member,
            line,
            column,
        }
    }

    /// Returns what sort of fault it is.
    pub const fn kind(&self) -> JsonErrorKind {
        self.kind
    }

    /// Returns what is wrong, in a sentence without the place.
    pub fn message(&self) -> &str {
        &self.message
    }

    /// Returns the path to the value at fault, such as `rule[2].when`; empty for the whole document.
    pub fn path(&self) -> &str {
        &self.path
    }

    /// Returns the name of the member, where it is the name that is wrong.
    pub(crate) fn member(&self) -> Option<&str> {
        self.member.as_deref()
    }

    /// Returns the line of the fault, from 1.
    pub const fn line(&self) -> usize {
        self.line
    }

    /// Returns the column of the fault in bytes, from 1.
    pub const fn column(&self) -> usize {
        self.column
    }
}

impl fmt::Display for JsonError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{} at line {} column {}",
            self.message, self.line, self.column
        )
    }
}

impl std::error::Error for JsonError {}

/// A fault on its way out of the reader.
#[derive(Debug)]
pub(super) struct Fault(Box<Content>);

#[derive(Debug)]
struct Content {
    kind: JsonErrorKind,
    message: String,
    at: Option<usize>,
}

impl Fault {
    pub(super) fn new(kind: JsonErrorKind, message: impl fmt::Display) -> Self {
        Self(Box::new(Content {
            kind,
            message: message.to_string(),
            at: None,
        }))
    }

    /// Sets the offset of the fault, unless somebody nearer to it did so.
    pub(super) fn at(mut self, offset: usize) -> Self {
        self.0.at.get_or_insert(offset);
        self
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0.message)
    }
}

impl std::error::Error for Fault {}

/// Says that a name is not known, with the nearest known one, or all of them.
fn unknown(sort: &str, name: &str, known: &[&str]) -> String {
    let quoted = || known.iter().map(|word| format!("`{word}`"));
    let hint = match (nearest(name, known.iter().copied()), known) {
        (Some(near), _) => format!("; did you mean `{near}`?"),
        (None, []) => ", there are none".to_owned(),
        (None, [_]) => format!(", expected {}", quoted().collect::<String>()),
        (None, _) => {
            let all: Vec<_> = quoted().collect();
            format!(", expected one of {}", all.join(", "))
        }
    };
    format!("unknown {sort} `{name}`{hint}")
}

impl de::Error for Fault {
    fn custom<T: fmt::Display>(message: T) -> Self {
        Self::new(JsonErrorKind::InvalidValue, message)
    }

    fn invalid_type(found: de::Unexpected<'_>, expected: &dyn de::Expected) -> Self {
        let message = format_args!("invalid type: {found}, expected {expected}");
        Self::new(JsonErrorKind::WrongType, message)
    }

    fn unknown_variant(name: &str, known: &'static [&'static str]) -> Self {
        Self::new(JsonErrorKind::UnknownWord, unknown("variant", name, known))
    }

    fn unknown_field(name: &str, known: &'static [&'static str]) -> Self {
        Self::new(JsonErrorKind::UnknownField, unknown("field", name, known))
    }

    fn missing_field(name: &'static str) -> Self {
        Self::new(
            JsonErrorKind::MissingField,
            format_args!("missing field `{name}`"),
        )
    }
}
