//! Strict JSON: the scanner, the limits, and one way from bytes to a value.
//!
//! Everything that enters is read here, once: what is refused (bytes that are not UTF-8, a duplicate member at any
//! depth, a number that is no integer, `null`, a size or count over its limit) and what is understood come from the
//! same pass, so that no two readers can take a document differently.

mod error;
mod place;
mod read;
mod scan;
#[cfg(test)]
mod tests;

pub use error::JsonError;
pub(crate) use place::position;
pub(crate) use scan::MAX_INTEGER;

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
    /// A DSSE envelope around a signed policy or roster: 16 MiB, depth 4.
    pub const SIGNED_DOCUMENT: Self = Self {
        bytes: 16 << 20,
        depth: 4,
        values: 1_024,
        string: 12 << 20,
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
/// The first fault, with its line, column and path.
pub fn scan(bytes: &[u8], limits: &Limits) -> Result<(), JsonError> {
    from_slice::<serde::de::IgnoredAny>(bytes, limits).map(drop)
}

/// Reads `bytes` as a `T`.
pub(crate) fn from_slice<T: DeserializeOwned>(
    bytes: &[u8],
    limits: &Limits,
) -> Result<T, JsonError> {
    read::read(bytes, limits).map_err(|fault| JsonError::new(fault, bytes))
}

/// Writes a value as compact JSON. Members come in the order of their declaration, maps in the order of their keys.
#[expect(
    clippy::expect_used,
    reason = "the types written here have string keys and no failing serializer"
)]
pub(crate) fn to_string<T: serde::Serialize>(value: &T) -> String {
    serde_json::to_string(value).expect("serializes to memory")
}
