//! JSON that other systems have written: read as it comes, with `null`, floats and unknown members, within limits.

use serde::Serialize;
use serde_json::Value;

use crate::error::InputError;

/// The most bytes that are read of one foreign document (semantics 11).
pub const FOREIGN_LIMIT: usize = 25 << 20;

/// The most diagnostics that are kept of one document (semantics 11).
const DIAGNOSTICS: usize = 64;

/// Something in a foreign document that could not be taken as it stands. What it would have claimed is not known.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Diagnostic {
    /// A stable code.
    pub code: &'static str,
    /// Where, as a JSON Pointer or a line.
    pub path: String,
}

/// Diagnostics in the order in which they were found, up to their limit.
#[derive(Debug, Default)]
pub(super) struct Diagnostics(Vec<Diagnostic>);

impl Diagnostics {
    pub(super) fn add(&mut self, code: &'static str, path: impl Into<String>) {
        if self.0.len() < DIAGNOSTICS {
            let path = crate::text::plain(&path.into(), 256);
            self.0.push(Diagnostic { code, path });
        }
    }

    pub(super) fn finish(self) -> Vec<Diagnostic> {
        self.0
    }
}

/// Reads one JSON value. Bytes that are not UTF-8 are replaced, and told.
///
/// # Errors
/// Too many bytes, or no JSON.
pub(super) fn read(
    document: &str,
    bytes: &[u8],
    diagnostics: &mut Diagnostics,
) -> Result<Value, InputError> {
    if bytes.len() > FOREIGN_LIMIT {
        let message = format!("has more than {FOREIGN_LIMIT} bytes");
        return Err(InputError::unusable(document, "too_large", message));
    }
    let text = String::from_utf8_lossy(bytes);
    if matches!(text, std::borrow::Cow::Owned(_)) {
        diagnostics.add("invalid_utf8", "");
    }
    serde_json::from_str(&text).map_err(|error| {
        let message = format!(
            "is no JSON at line {}, column {}",
            error.line(),
            error.column()
        );
        InputError::unusable(document, "syntax", message)
    })
}

/// Returns the text at a JSON Pointer; `None` for an empty one.
pub(super) fn text<'v>(value: &'v Value, pointer: &str) -> Option<&'v str> {
    let text = value.pointer(pointer)?.as_str()?;
    (!text.trim().is_empty()).then_some(text)
}

/// Returns the elements of the list at a JSON Pointer.
pub(super) fn list<'v>(value: &'v Value, pointer: &str) -> &'v [Value] {
    value
        .pointer(pointer)
        .and_then(Value::as_array)
        .map_or(&[], Vec::as_slice)
}

/// Returns an identifier, whether it is written as a number or as digits.
pub(super) fn number(value: &Value, pointer: &str) -> Option<u64> {
    let value = value.pointer(pointer)?;
    value
        .as_u64()
        .or_else(|| value.as_str().and_then(|digits| digits.parse().ok()))
}
