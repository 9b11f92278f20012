//! Documents as Python has them: a `dict`, a text, or a file.

use foureyes::decision::{DecisionRecord, Expect, SummaryAsk};
use foureyes::detect::Agents;
use foureyes::error::ErrorCode;
use foureyes::json::Limits;
use foureyes::roster::{Duty, Revocations};
use foureyes::statement::{Enrolment, Intent};
use foureyes::wire::Cases;
use foureyes::{Change, Policy, Roster};
use pyo3::prelude::*;
use pyo3::types::{PyBytes, PyDict, PyIterator, PyString};

use crate::error::{Failure, Outcome};
use crate::walk::{self, Instants, kind};

/// A document that core reads.
pub(crate) trait Document: Sized {
    /// What it is called in errors.
    const NAME: &'static str;
    /// What it may hold at most.
    const LIMITS: Limits;
    /// Whether a `dict` may hold a `datetime`.
    const INSTANTS: Instants = Instants::Refused;

    /// Reads the bytes of a text: JSON, or what the first character tells where there is more than one form.
    fn from_bytes(bytes: &[u8]) -> Outcome<Self>;
}

macro_rules! toml_or_json {
    ($($type:ty, $name:literal;)*) => {$(
        impl Document for $type {
            const NAME: &'static str = $name;
            const LIMITS: Limits = Limits::DOCUMENT;

            fn from_bytes(bytes: &[u8]) -> Outcome<Self> {
                Ok(Self::from_bytes(bytes)?)
            }
        }
    )*};
}

toml_or_json! {
    Agents, "agents";
    Cases, "cases";
    Policy, "policy";
    Roster, "roster";
    Duty, "duty";
    Revocations, "revocations";
}

impl Document for Change {
    const NAME: &'static str = "change";
    const LIMITS: Limits = Limits::CHANGE;

    fn from_bytes(bytes: &[u8]) -> Outcome<Self> {
        Ok(Self::from_json(bytes)?)
    }
}

macro_rules! asked {
    ($($type:ty, $name:literal, $instants:ident;)*) => {$(
        impl Document for $type {
            const NAME: &'static str = $name;
            const LIMITS: Limits = Limits::STATEMENT;
            const INSTANTS: Instants = Instants::$instants;

            fn from_bytes(bytes: &[u8]) -> Outcome<Self> {
                Ok(Self::from_json(bytes)?)
            }
        }
    )*};
}

asked! {
    Enrolment, "enrolment", Accepted;
    Expect, "expect", Accepted;
    Intent, "statement", Accepted;
    SummaryAsk, "summary", Refused;
}

impl Document for DecisionRecord {
    const NAME: &'static str = "decision";
    const LIMITS: Limits = Limits::DECISION;

    fn from_bytes(bytes: &[u8]) -> Outcome<Self> {
        Self::from_json(bytes).map_err(|error| Failure::json(Self::NAME, &error))
    }
}

/// Reads a document: an exact `dict`, a text in `str` or `bytes`, or a file at an `os.PathLike`.
pub(crate) fn read<T: Document>(value: &Bound<'_, PyAny>) -> Outcome<T> {
    read_as::<T, T>(value, T::from_bytes)
}

/// Reads a document as something else that core makes of its bytes.
pub(crate) fn read_as<T: Document, U>(
    value: &Bound<'_, PyAny>,
    from_bytes: impl Fn(&[u8]) -> Outcome<U>,
) -> Outcome<U> {
    if value.cast_exact::<PyDict>().is_ok() {
        let json = walk::to_json(value, T::NAME, &T::LIMITS, T::INSTANTS)?;
        return from_bytes(&json).map_err(Failure::without_position);
    }
    if let Ok(text) = value.cast::<PyString>() {
        return from_bytes(text_of(text, T::NAME, "")?.as_bytes());
    }
    if let Ok(bytes) = value.cast::<PyBytes>() {
        return from_bytes(bytes.as_bytes());
    }
    if value.hasattr("__fspath__")? {
        let bytes = file(value, T::LIMITS.bytes)?;
        return from_bytes(bytes.as_bytes());
    }
    let message = format!(
        "invalid type: `{}` is no document; it takes a dict, a text (str, bytes) or a file (os.PathLike)",
        kind(value)
    );
    Err(Failure::input(T::NAME, "", ErrorCode::WrongType, message))
}

/// Returns the bytes of a text, or of the file at an `os.PathLike`.
pub(crate) fn text_or_file(
    value: &Bound<'_, PyAny>,
    document: &str,
    limits: &Limits,
) -> Outcome<Vec<u8>> {
    if value.hasattr("__fspath__")? {
        return Ok(file(value, limits.bytes)?.as_bytes().to_vec());
    }
    text_bytes(value, document).map(<[u8]>::to_vec)
}

/// Returns the bytes of the text that `str` or `bytes` are.
pub(crate) fn text_bytes<'a>(value: &'a Bound<'_, PyAny>, document: &str) -> Outcome<&'a [u8]> {
    match value.cast::<PyBytes>() {
        Ok(bytes) => Ok(bytes.as_bytes()),
        Err(_) => Ok(text_argument(value, document, "")?.as_bytes()),
    }
}

/// Returns the text that `str` or `bytes` are, for the reader of TOML.
pub(crate) fn toml_text<'a>(value: &'a Bound<'_, PyAny>, document: &str) -> Outcome<&'a str> {
    std::str::from_utf8(text_bytes(value, document)?).map_err(|error| {
        let message = format!("byte {} is not UTF-8", error.valid_up_to());
        Failure::input(document, "", ErrorCode::Syntax, message)
    })
}

/// Reads a file, and no more of it than tells that it is too large.
fn file<'py>(path: &Bound<'py, PyAny>, limit: usize) -> Outcome<Bound<'py, PyBytes>> {
    let file = path.py().import("io")?.call_method1("open", (path, "rb"))?;
    let read = file.call_method1("read", (limit.saturating_add(1),));
    file.call_method0("close")?;
    Ok(read?.cast_into::<PyBytes>().map_err(PyErr::from)?)
}

/// Returns a text of Python, which must not hold a lone surrogate.
pub(crate) fn text_of<'a>(
    text: &'a Bound<'_, PyString>,
    document: &str,
    path: &str,
) -> Outcome<&'a str> {
    text.to_str().map_err(|_| {
        let message = "a text with a lone surrogate is not Unicode";
        Failure::input(document, path, ErrorCode::Syntax, message)
    })
}

/// Returns an argument that has to be a text.
pub(crate) fn text_argument<'a>(
    value: &'a Bound<'_, PyAny>,
    document: &str,
    path: &str,
) -> Outcome<&'a str> {
    let text = value.cast::<PyString>().map_err(|_| {
        let message = format!("invalid type: `{}`, expected str", kind(value));
        Failure::input(document, path, ErrorCode::WrongType, message)
    })?;
    text_of(text, document, path)
}

/// Returns an argument that has to be bytes.
pub(crate) fn bytes_argument<'a>(
    value: &'a Bound<'_, PyAny>,
    document: &str,
    path: &str,
) -> Outcome<&'a [u8]> {
    let bytes = value.cast::<PyBytes>().map_err(|_| {
        let message = format!("invalid type: `{}`, expected bytes", kind(value));
        Failure::input(document, path, ErrorCode::WrongType, message)
    })?;
    Ok(bytes.as_bytes())
}

/// Iterates over a list of some sort; a text and a dict are none.
pub(crate) fn elements<'py>(
    value: &Bound<'py, PyAny>,
    document: &str,
) -> Outcome<Bound<'py, PyIterator>> {
    let single = value.is_instance_of::<PyString>()
        || value.is_instance_of::<PyBytes>()
        || value.is_instance_of::<PyDict>();
    let iterator = if single { None } else { value.try_iter().ok() };
    iterator.ok_or_else(|| {
        let message = format!("invalid type: `{}`, expected a list", kind(value));
        Failure::input(document, "", ErrorCode::WrongType, message)
    })
}

/// Returns the JSON that a text, bytes or a dict is. Whether it is within the limits, core tells.
pub(crate) fn json_bytes(value: &Bound<'_, PyAny>, document: &str) -> Outcome<Vec<u8>> {
    if let Ok(bytes) = value.cast::<PyBytes>() {
        return Ok(bytes.as_bytes().to_vec());
    }
    if value.cast_exact::<PyDict>().is_ok() {
        return walk::to_json(value, document, &Limits::CHANGE, Instants::Refused);
    }
    match value.cast::<PyString>() {
        Ok(text) => Ok(text_of(text, document, "")?.as_bytes().to_vec()),
        Err(_) => {
            let message = format!(
                "invalid type: `{}`, expected JSON (str, bytes) or a dict",
                kind(value)
            );
            Err(Failure::input(document, "", ErrorCode::WrongType, message))
        }
    }
}

/// Reads every element of a list of some sort.
pub(crate) fn each<'py, T>(
    value: &Bound<'py, PyAny>,
    document: &str,
    read: impl Fn(&Bound<'py, PyAny>) -> Outcome<T>,
) -> Outcome<Vec<T>> {
    elements(value, document)?
        .map(|element| read(&element?))
        .collect()
}
