//! JSON that other systems have written: read as it comes, with `null`, floats and unknown members, within limits.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;
use serde_json::Value;

use super::CLAIMS_PER_RUNG;
use super::once::{self, Fault};
use crate::error::{ErrorCode, InputError};
use crate::id::CommitId;
use crate::provenance::{Claim, Involvement};

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

/// Reports a document that is larger than its limit.
///
/// # Errors
/// Too many bytes.
pub(super) fn fits(document: &str, bytes: &[u8]) -> Result<(), InputError> {
    if bytes.len() <= FOREIGN_LIMIT {
        return Ok(());
    }
    let message = format!("has more than {FOREIGN_LIMIT} bytes");
    Err(InputError::unusable(document, "too_large", message))
}

/// Reads one JSON value. Bytes that are not UTF-8 are replaced, and told.
///
/// # Errors
/// Too many bytes, no JSON, or an object with a member twice.
pub(super) fn read(
    document: &str,
    bytes: &[u8],
    diagnostics: &mut Diagnostics,
) -> Result<Value, InputError> {
    fits(document, bytes)?;
    let text = String::from_utf8_lossy(bytes);
    if matches!(text, std::borrow::Cow::Owned(_)) {
        diagnostics.add("invalid_utf8", "");
    }
    once::read(&text).map_err(|fault| match fault {
        Fault::Syntax(error) => {
            let (line, column) = (error.line(), error.column());
            let message = format!("is no JSON at line {line}, column {column}");
            InputError::about(document, ErrorCode::Syntax, message)
        }
        Fault::Twice(name) => {
            let name = crate::text::plain(&name, 64);
            let message = format!("has the member `{name}` twice in one object");
            InputError::about(document, ErrorCode::DuplicateKey, message)
        }
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

/// Keeps of every commit and rung no more claims than anybody reads, the strongest first.
pub(super) fn bounded(claims: BTreeSet<Claim>) -> Vec<Claim> {
    let mut counts: BTreeMap<(Option<CommitId>, Involvement), usize> = BTreeMap::new();
    let keep = |claim: &Claim| {
        let count = counts
            .entry((claim.commit.clone(), claim.involvement))
            .or_default();
        *count = count.saturating_add(1);
        *count <= CLAIMS_PER_RUNG
    };
    claims.into_iter().filter(keep).collect()
}
