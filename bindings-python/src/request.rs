//! Everything that one evaluation looks at, taken from Python before the work begins.

use foureyes::error::ErrorCode;
use std::collections::BTreeSet;

use foureyes::digest::Digest;
use foureyes::gate::LastSeen;
use foureyes::id::PrincipalId;
use foureyes::json::Limits;
use foureyes::roster::{Duty, Revocations};
use foureyes::{Request, Timestamp};
use pyo3::prelude::*;
use pyo3::types::{PyBool, PyDict, PyString};

use crate::document;
use crate::error::{Failure, Outcome};
use crate::handles::{Change, Statements};
use crate::instant;
use crate::records::Used;
use crate::walk::{self, Instants, kind};

/// A handle of the caller, or something that was made of her document.
pub(crate) enum Held<H, T> {
    Handle(Py<H>),
    Own(Box<T>),
}

/// Returns the change that a handle or a document is.
pub(crate) fn change(value: &Bound<'_, PyAny>) -> Outcome<Held<Change, foureyes::Change>> {
    Ok(match value.cast::<Change>() {
        Ok(handle) => Held::Handle(handle.clone().unbind()),
        Err(_) => Held::Own(Box::new(document::read(value)?)),
    })
}

impl Held<Change, foureyes::Change> {
    /// Returns the change.
    pub(crate) fn inner(&self) -> &foureyes::Change {
        match self {
            Self::Handle(handle) => &handle.get().inner,
            Self::Own(own) => own,
        }
    }
}

impl Held<Statements, foureyes::Statements> {
    /// Returns the statements.
    pub(crate) fn inner(&self) -> &foureyes::Statements {
        match self {
            Self::Handle(handle) => &handle.get().inner,
            Self::Own(own) => own,
        }
    }
}

/// Returns the statements that a handle is, or that nobody has signed.
pub(crate) fn statements(
    gate: &foureyes::Gate,
    value: Option<&Bound<'_, PyAny>>,
) -> Outcome<Held<Statements, foureyes::Statements>> {
    let Some(value) = value else {
        return Ok(Held::Own(Box::new(gate.verify(&[]))));
    };
    let Ok(handle) = value.cast::<Statements>() else {
        let message = format!(
            "invalid type: `{}`, expected Statements; Gate.verify makes them of envelopes",
            kind(value)
        );
        return Err(Failure::input(
            "request",
            "statements",
            ErrorCode::WrongType,
            message,
        ));
    };
    Ok(Held::Handle(handle.clone().unbind()))
}

/// The arguments of an evaluation, as they were handed in.
#[derive(Default)]
pub(crate) struct Arguments<'a, 'py> {
    pub(crate) change: Option<&'a Bound<'py, PyAny>>,
    pub(crate) statements: Option<&'a Bound<'py, PyAny>>,
    pub(crate) now: Option<&'a Bound<'py, PyAny>>,
    pub(crate) duty: Option<&'a Bound<'py, PyAny>>,
    pub(crate) revocations: Option<&'a Bound<'py, PyAny>>,
    pub(crate) consumed: Option<&'a Bound<'py, PyAny>>,
    pub(crate) last_seen: Option<&'a Bound<'py, PyAny>>,
    pub(crate) simulated: Option<&'a Bound<'py, PyAny>>,
}

/// A request that borrows nothing of Python.
pub(crate) struct Prepared {
    change: Held<Change, foureyes::Change>,
    statements: Held<Statements, foureyes::Statements>,
    now: Timestamp,
    duty: Option<Duty>,
    revocations: Option<Revocations>,
    consumed: Option<BTreeSet<(Digest, PrincipalId)>>,
    last_seen: Option<LastSeen>,
    simulated: bool,
}

impl Prepared {
    /// Reads the arguments.
    pub(crate) fn new(gate: &foureyes::Gate, arguments: &Arguments<'_, '_>) -> Outcome<Self> {
        let needed = |name: &str| {
            let message = format!("missing field `{name}`");
            Failure::input("request", "", ErrorCode::MissingField, message)
        };
        let now = arguments.now.ok_or_else(|| needed("now"))?;
        Ok(Self {
            change: change(arguments.change.ok_or_else(|| needed("change"))?)?,
            statements: statements(gate, arguments.statements)?,
            now: instant::read(now, "request", "now")?,
            duty: arguments.duty.map(document::read).transpose()?,
            revocations: arguments.revocations.map(document::read).transpose()?,
            consumed: arguments.consumed.map(consumed).transpose()?,
            last_seen: arguments.last_seen.map(last_seen).transpose()?,
            simulated: match arguments.simulated {
                Some(value) => flag(value)?,
                None => false,
            },
        })
    }

    /// Reads the arguments from a dict that has their names.
    pub(crate) fn of_dict(gate: &foureyes::Gate, value: &Bound<'_, PyAny>) -> Outcome<Self> {
        let Ok(dict) = value.cast::<PyDict>() else {
            let message = format!("invalid type: `{}`, expected a dict", kind(value));
            return Err(Failure::input("request", "", ErrorCode::WrongType, message));
        };
        const NAMES: [&str; 8] = [
            "change",
            "statements",
            "now",
            "duty",
            "revocations",
            "consumed",
            "last_seen",
            "simulated",
        ];
        for name in dict.keys() {
            let known = name
                .cast::<PyString>()
                .is_ok_and(|name| name.to_str().is_ok_and(|name| NAMES.contains(&name)));
            if !known {
                let message = format!(
                    "unknown field `{}`, expected one of `{}`",
                    name.str()?.to_string_lossy(),
                    NAMES.join("`, `")
                );
                return Err(Failure::input(
                    "request",
                    "",
                    ErrorCode::UnknownField,
                    message,
                ));
            }
        }
        // As in the call: None is a default, and no change and no instant.
        let found = |name: &str| {
            let is_needed = matches!(name, "change" | "now");
            let value = dict.get_item(name)?;
            Ok::<_, PyErr>(value.filter(|value| is_needed || !value.is_none()))
        };
        let [
            change,
            statements,
            now,
            duty,
            revocations,
            consumed,
            last_seen,
            simulated,
        ] = [
            found("change")?,
            found("statements")?,
            found("now")?,
            found("duty")?,
            found("revocations")?,
            found("consumed")?,
            found("last_seen")?,
            found("simulated")?,
        ];
        let arguments = Arguments {
            change: change.as_ref(),
            statements: statements.as_ref(),
            now: now.as_ref(),
            duty: duty.as_ref(),
            revocations: revocations.as_ref(),
            consumed: consumed.as_ref(),
            last_seen: last_seen.as_ref(),
            simulated: simulated.as_ref(),
        };
        Self::new(gate, &arguments)
    }

    /// Returns the request.
    pub(crate) fn request(&self) -> Request<'_> {
        let mut request = Request::new(self.change.inner(), self.statements.inner(), self.now);
        request.duty = self.duty.as_ref();
        request.revocations = self.revocations.as_ref();
        request.consumed = self.consumed.as_ref();
        request.last_seen = self.last_seen;
        request.simulated = self.simulated;
        request
    }
}

/// Reads an exact bool: nothing else is true or false.
fn flag(value: &Bound<'_, PyAny>) -> Outcome<bool> {
    match value.cast::<PyBool>() {
        Ok(value) => Ok(value.is_true()),
        Err(_) => {
            let message = format!("invalid type: `{}`, expected bool", kind(value));
            Err(Failure::input(
                "request",
                "simulated",
                ErrorCode::WrongType,
                message,
            ))
        }
    }
}

/// Reads statements that were used before: `Permit.used`, or dicts with `statement` and `person`.
fn consumed(value: &Bound<'_, PyAny>) -> Outcome<BTreeSet<(Digest, PrincipalId)>> {
    let not_a_list = || {
        let message = format!("invalid type: `{}`, expected a list", kind(value));
        Failure::input("consumed", "", ErrorCode::WrongType, message)
    };
    if value.is_instance_of::<PyString>() || value.is_instance_of::<PyDict>() {
        return Err(not_a_list());
    }
    let elements = value.try_iter().map_err(|_| not_a_list())?;
    let list = pyo3::types::PyList::empty(value.py());
    for element in elements {
        let element = element?;
        match element.cast::<Used>() {
            Ok(used) => {
                let used = used.get();
                let pair = PyDict::new(value.py());
                pair.set_item("statement", &used.statement)?;
                pair.set_item("person", &used.person)?;
                list.append(pair)?;
            }
            Err(_) => list.append(element)?,
        }
    }
    let json = walk::to_json(&list, "consumed", &Limits::DOCUMENT, Instants::Refused)?;
    foureyes::wire::consumed_from_json(&json)
        .map_err(|error| Failure::from(error).without_position())
}

/// Reads the versions seen before: a dict with `policy` and `roster`, as `Gate.versions` has them.
fn last_seen(value: &Bound<'_, PyAny>) -> Outcome<LastSeen> {
    let fault = |path: &str, code, message: String| Failure::input("lastSeen", path, code, message);
    let Ok(dict) = value.cast::<PyDict>() else {
        let message = format!("invalid type: `{}`, expected a dict", kind(value));
        return Err(fault("", ErrorCode::WrongType, message));
    };
    let version = |name: &str| {
        let value = dict.get_item(name)?.ok_or_else(|| {
            fault(
                "",
                ErrorCode::MissingField,
                format!("missing field `{name}`"),
            )
        })?;
        if value.cast_exact::<pyo3::types::PyInt>().is_err() {
            let message = format!("invalid type: `{}`, expected int", kind(&value));
            return Err(fault(name, ErrorCode::WrongType, message));
        }
        value
            .extract::<u32>()
            .map_err(|_| fault(name, ErrorCode::Number, "expected a version".to_owned()))
    };
    let seen = LastSeen::new(version("policy")?, version("roster")?);
    if dict.len() > 2 {
        let message = "expected `policy` and `roster`, and nothing else".to_owned();
        return Err(fault("", ErrorCode::UnknownField, message));
    }
    Ok(seen)
}
