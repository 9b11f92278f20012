//! Faults, as the JSON text that `js/surface.js` reads.

use foureyes::Timestamp;
use foureyes::decision::Refused;
use foureyes::error::{CompileError, InputError};
use foureyes::json::JsonError;
use napi::Error;
use serde_json::json;

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
    let problem = json!([{
        "severity": "error",
        "code": error.code().code(),
        "message": error.message(),
        "document": "decision",
        "path": error.path(),
        "line": error.line(),
        "column": error.column(),
    }]);
    Error::from_reason(problem.to_string())
}

/// Returns the error for a permit that is refused.
pub(crate) fn refused(refused: &Refused) -> Error {
    let text = json!({
        "refused": refused.code().code(),
        "message": refused.to_string(),
        "explanation": refused.explanation(),
    });
    Error::from_reason(text.to_string())
}

/// Reads an instant that stands at `path` of `document`.
pub(crate) fn instant(text: &str, document: &str, path: &str) -> Result<Timestamp, Error> {
    text.parse().map_err(|error: foureyes::time::TimeError| {
        let problem = json!([{
            "severity": "error",
            "code": "invalid_value",
            "message": error.to_string(),
            "document": document,
            "path": path,
        }]);
        Error::from_reason(problem.to_string())
    })
}
