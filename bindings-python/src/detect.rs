//! The parts of a commit, as Python has them.

use foureyes::detect::Identity;
use foureyes::error::ErrorCode;
use pyo3::prelude::*;
use pyo3::types::{PyBytes, PyTuple};

use crate::document::text_argument;
use crate::error::{Failure, Outcome};
use crate::walk::kind;

/// Returns the bytes of a message, which need not be UTF-8.
pub(crate) fn message<'a>(value: &'a Bound<'_, PyAny>) -> Outcome<&'a [u8]> {
    match value.cast::<PyBytes>() {
        Ok(bytes) => Ok(bytes.as_bytes()),
        Err(_) => Ok(text_argument(value, "commit", "message")?.as_bytes()),
    }
}

/// Reads a pair of name and address.
pub(crate) fn identity(value: &Bound<'_, PyAny>, path: &str) -> Outcome<Identity> {
    let pair = value.cast::<PyTuple>().ok();
    let pair = pair.filter(|pair| pair.len() == 2).ok_or_else(|| {
        let message = format!(
            "invalid type: `{}`, expected a pair (name, email)",
            kind(value)
        );
        Failure::input("commit", path, ErrorCode::WrongType, message)
    })?;
    let part = |index: usize, name: &str| {
        let part = pair.get_item(index)?;
        let text = text_argument(&part, "commit", &format!("{path}.{name}"))?;
        Ok::<_, Failure>(text.to_owned())
    };
    Ok(Identity {
        name: part(0, "name")?,
        email: part(1, "email")?,
    })
}
