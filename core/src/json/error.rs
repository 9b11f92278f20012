//! What is wrong with a document, and where.

use std::fmt;

use serde::de;

use super::place;
use crate::error::{ErrorCode, InputError, Location, nearest};
use crate::text;

/// A document that cannot be read, with the place of the first fault.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct JsonError {
    code: ErrorCode,
    message: String,
    path: String,
    member: Option<String>,
    line: usize,
    column: usize,
}

impl JsonError {
    pub(super) fn new(fault: Fault, bytes: &[u8]) -> Self {
        let Content { code, message, at } = *fault.0;
        let message = text::said(&message);
        let at = at.unwrap_or_default();
        let (line, column) = place::position(bytes, at);
        let (path, member) = place::path(bytes, at);
        Self {
            code,
            message,
            path,
            member,
            line,
            column,
        }
    }

    /// Returns the same fault as one of a named document.
    pub fn within(&self, document: &str) -> InputError {
        let at = Location {
            document: document.to_owned(),
            position: Some((self.line, self.column)),
            path: self.path.clone(),
        };
        InputError::new(self.code, self.message.as_str(), at)
    }

    /// Returns the code of the fault.
    pub const fn code(&self) -> ErrorCode {
        self.code
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
    code: ErrorCode,
    message: String,
    at: Option<usize>,
}

impl Fault {
    pub(super) fn new(code: ErrorCode, message: impl fmt::Display) -> Self {
        Self(Box::new(Content {
            code,
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
        Self::new(ErrorCode::InvalidValue, message)
    }

    fn invalid_type(found: de::Unexpected<'_>, expected: &dyn de::Expected) -> Self {
        let message = format_args!("invalid type: {found}, expected {expected}");
        Self::new(ErrorCode::WrongType, message)
    }

    fn unknown_variant(name: &str, known: &'static [&'static str]) -> Self {
        Self::new(ErrorCode::UnknownWord, unknown("variant", name, known))
    }

    fn unknown_field(name: &str, known: &'static [&'static str]) -> Self {
        Self::new(ErrorCode::UnknownField, unknown("field", name, known))
    }

    fn missing_field(name: &'static str) -> Self {
        Self::new(
            ErrorCode::MissingField,
            format_args!("missing field `{name}`"),
        )
    }
}
