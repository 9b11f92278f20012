//! Strict JSON: the scanner, the limits, and one way from bytes to a value.
//!
//! Everything that enters is scanned first (UTF-8, one value, no duplicate member at any depth, integers only,
//! counts and sizes) and parsed once afterwards, without the leniencies of the usual parsers.

mod scan;
mod strict;

pub(crate) use scan::position;
pub use scan::{JsonError, JsonErrorKind};
pub(crate) use strict::Track;

use serde::de::DeserializeOwned;

/// What a document may hold at most. Counts and sizes only, never time (semantics 11).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Limits {
    /// Bytes of one document.
    pub bytes: usize,
    /// How deep arrays and objects may nest.
    pub depth: usize,
    /// Values in one document, members and elements included.
    pub values: usize,
    /// Bytes of one string, as written.
    pub string: usize,
}

impl Limits {
    /// Policy and roster: 8 MiB, depth 32, 1,000,000 values.
    pub const DOCUMENT: Self = Self {
        bytes: 8 << 20,
        depth: 32,
        values: 1_000_000,
        string: 1 << 16,
    };
    /// A change: 64 MiB, depth 16, 4,000,000 values.
    pub const CHANGE: Self = Self {
        bytes: 64 << 20,
        depth: 16,
        values: 4_000_000,
        string: 1 << 16,
    };
    /// The payload of a signed statement: 64 KiB, depth 16.
    pub const STATEMENT: Self = Self {
        bytes: 64 << 10,
        depth: 16,
        values: 16_384,
        string: 1 << 14,
    };
    /// A DSSE envelope around such a payload: 128 KiB, depth 4.
    pub const ENVELOPE: Self = Self {
        bytes: 128 << 10,
        depth: 4,
        values: 64,
        string: 96 << 10,
    };
    /// A stored decision: 64 MiB, depth 32.
    pub const DECISION: Self = Self {
        bytes: 64 << 20,
        depth: 32,
        values: 4_000_000,
        string: 1 << 16,
    };
}

/// Checks that `bytes` are one JSON value within `limits`, strictly.
///
/// # Errors
/// The first fault, with its line and column.
pub fn scan(bytes: &[u8], limits: &Limits) -> Result<(), JsonError> {
    scan::scan(bytes, limits)
}

/// Scans `bytes` and reads them as a `T`.
pub(crate) fn from_slice<T: DeserializeOwned>(
    bytes: &[u8],
    limits: &Limits,
) -> Result<T, JsonError> {
    scan::scan(bytes, limits)?;
    let track = Track::default();
    let mut parser = serde_json::Deserializer::from_slice(bytes);
    track.read(&mut parser).map_err(|error| {
        let text = error.to_string();
        let message = text
            .split_once(" at line ")
            .map_or(text.as_str(), |(head, _)| head);
        JsonError {
            kind: JsonErrorKind::Shape,
            message: message.to_owned(),
            path: track.path(),
            line: error.line(),
            column: error.column(),
        }
    })
}

/// Writes a value as compact JSON. Members come in the order of their declaration, maps in the order of their keys.
#[expect(
    clippy::expect_used,
    reason = "the types written here have string keys and no failing serializer"
)]
pub(crate) fn to_string<T: serde::Serialize>(value: &T) -> String {
    serde_json::to_string(value).expect("serializes to memory")
}
