//! Faults, as the JSON text that `surface.js` reads.

use core::fmt::Display;
use core::str::FromStr;

use foureyes::Timestamp;
use foureyes::decision::Refused;
use foureyes::error::{CompileError, ErrorCode, InputError};
use wasm_bindgen::JsError;

/// What a function gives that can fail.
pub(crate) type Result<T> = core::result::Result<T, JsError>;

/// Returns the error for a document that cannot be read.
pub(crate) fn input(error: InputError) -> JsError {
    JsError::new(&error.to_json())
}

/// Returns the error for documents that do not fit together.
pub(crate) fn compile(error: CompileError) -> JsError {
    JsError::new(&error.to_json())
}

/// Returns the error for a permit that is refused.
pub(crate) fn refused(refused: Refused) -> JsError {
    JsError::new(&refused.to_json())
}

/// Reads an instant that stands at `path` of `document`.
pub(crate) fn instant(text: &str, document: &str, path: &str) -> Result<Timestamp> {
    parsed(text, document, path)
}

/// Reads a value that stands at `path` of `document`.
pub(crate) fn parsed<T: FromStr<Err: Display>>(
    text: &str,
    document: &str,
    path: &str,
) -> Result<T> {
    text.parse().map_err(|error: T::Err| {
        input(
            InputError::unusable(document, ErrorCode::InvalidValue.code(), error.to_string())
                .at(path),
        )
    })
}
