//! Faults, as the JSON text that `js/surface.js` reads.

use std::fmt::Display;
use std::str::FromStr;

use foureyes::Timestamp;
use foureyes::decision::Refused;
use foureyes::error::{CompileError, ErrorCode, InputError, Location};
use foureyes::json::JsonError;
use napi::Error;

/// Returns the error for a document that cannot be read.
pub(crate) fn input(error: &InputError) -> Error {
    Error::from_reason(error.to_json())
}

/// Returns the error for documents that do not fit together.
pub(crate) fn compile(error: &CompileError) -> Error {
    Error::from_reason(error.to_json())
}

/// Returns the error for a stored decision that cannot be read.
pub(crate) fn stored(error: &JsonError) -> Error {
    input(&error.within("decision"))
}

/// Returns the error for a permit that is refused.
pub(crate) fn refused(refused: &Refused) -> Error {
    Error::from_reason(refused.to_json())
}

/// Reads an instant that stands at `path` of `document`.
pub(crate) fn instant(text: &str, document: &str, path: &str) -> Result<Timestamp, Error> {
    parsed(text, document, path)
}

/// Reads a value that stands at `path` of `document`.
pub(crate) fn parsed<T: FromStr<Err: Display>>(
    text: &str,
    document: &str,
    path: &str,
) -> Result<T, Error> {
    text.parse().map_err(|error: T::Err| {
        let at = Location {
            document: document.to_owned(),
            path: path.to_owned(),
            position: None,
        };
        input(&InputError::new(
            ErrorCode::InvalidValue,
            error.to_string(),
            at,
        ))
    })
}
