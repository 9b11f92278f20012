//! From values of Python to the JSON text that says the same, for the one reader of documents.
//!
//! Only exact `dict`, `list`, `tuple`, `str`, `int` and `bool` are values of a document. Nothing is guessed, and no
//! code of Python runs on the way.

use foureyes::error::ErrorCode;
use std::cell::RefCell;

use foureyes::json::Limits;
use pyo3::prelude::*;
use pyo3::types::{PyBool, PyDict, PyFloat, PyInt, PyList, PyString, PyTuple};

use crate::error::{Failure, Outcome};
use crate::instant;

/// Whether an aware `datetime` may stand where an instant does.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Instants {
    /// It is written as RFC 3339.
    Accepted,
    /// It is no value of a document.
    Refused,
}

/// Returns the JSON text of a value.
pub(crate) fn to_json(
    value: &Bound<'_, PyAny>,
    document: &str,
    limits: &Limits,
    instants: Instants,
) -> Outcome<Vec<u8>> {
    let mut walk = Walk {
        out: Vec::with_capacity(1024),
        document,
        limits,
        instants,
    };
    walk.value(value, &Place::Root, 0)?;
    Ok(walk.out)
}

/// Where the walk is; the path is put together for a fault only.
enum Place<'a> {
    Root,
    Member(&'a Place<'a>, &'a str),
    Element(&'a Place<'a>, usize),
}

impl Place<'_> {
    fn path(&self) -> String {
        match self {
            Self::Root => String::new(),
            Self::Member(Place::Root, name) => (*name).to_owned(),
            Self::Member(place, name) => format!("{}.{name}", place.path()),
            Self::Element(place, index) => format!("{}[{index}]", place.path()),
        }
    }
}

struct Walk<'a> {
    out: Vec<u8>,
    document: &'a str,
    limits: &'a Limits,
    instants: Instants,
}

impl Walk<'_> {
    fn fault<T>(&self, place: &Place<'_>, code: ErrorCode, message: &str) -> Outcome<T> {
        Err(Failure::input(self.document, place.path(), code, message))
    }

    fn value(&mut self, value: &Bound<'_, PyAny>, place: &Place<'_>, depth: usize) -> Outcome<()> {
        if self.out.len() > self.limits.bytes {
            return self.fault(
                &Place::Root,
                ErrorCode::TooLarge,
                "the document is larger than its limit",
            );
        }
        if let Ok(text) = value.cast_exact::<PyString>() {
            self.text(text, place)
        } else if let Ok(dict) = value.cast_exact::<PyDict>() {
            self.dict(dict, place, self.deeper(place, depth)?)
        } else if let Ok(list) = value.cast_exact::<PyList>() {
            self.elements(list.iter(), place, self.deeper(place, depth)?)
        } else if let Ok(tuple) = value.cast_exact::<PyTuple>() {
            self.elements(tuple.iter(), place, self.deeper(place, depth)?)
        } else if let Ok(is) = value.cast_exact::<PyBool>() {
            let word: &[u8] = if is.is_true() { b"true" } else { b"false" };
            self.out.extend_from_slice(word);
            Ok(())
        } else if let Ok(number) = value.cast_exact::<PyInt>() {
            self.number(number, place)
        } else {
            self.other(value, place)
        }
    }

    fn deeper(&self, place: &Place<'_>, depth: usize) -> Outcome<usize> {
        if depth >= self.limits.depth {
            return self.fault(
                place,
                ErrorCode::TooLarge,
                "the document nests deeper than its limit, or holds itself",
            );
        }
        Ok(depth.saturating_add(1))
    }

    fn text(&mut self, text: &Bound<'_, PyString>, place: &Place<'_>) -> Outcome<()> {
        let Ok(text) = text.to_str() else {
            return self.fault(
                place,
                ErrorCode::Syntax,
                "a text with a lone surrogate is not Unicode",
            );
        };
        if text.len() > self.limits.bytes {
            return self.fault(
                &Place::Root,
                ErrorCode::TooLarge,
                "the document is larger than its limit",
            );
        }
        self.quoted(text);
        Ok(())
    }

    fn quoted(&mut self, text: &str) {
        // Writing to memory does not fail.
        let _ = serde_json::to_writer(&mut self.out, text);
    }

    fn dict(&mut self, dict: &Bound<'_, PyDict>, place: &Place<'_>, depth: usize) -> Outcome<()> {
        let state = RefCell::new((self, b'{', Ok(())));
        let walked = dict.locked_for_each(|name, value| {
            let (walk, separator, outcome) = &mut *state.borrow_mut();
            *outcome = walk.member(*separator, &name, &value, place, depth);
            *separator = b',';
            if outcome.is_err() {
                return Err(pyo3::exceptions::PyValueError::new_err("stopped"));
            }
            Ok(())
        });
        let (walk, separator, outcome) = state.into_inner();
        outcome?;
        walked?;
        let end: &[u8] = if separator == b'{' { b"{}" } else { b"}" };
        walk.out.extend_from_slice(end);
        Ok(())
    }

    fn member(
        &mut self,
        separator: u8,
        name: &Bound<'_, PyAny>,
        value: &Bound<'_, PyAny>,
        place: &Place<'_>,
        depth: usize,
    ) -> Outcome<()> {
        let Ok(name) = name.cast_exact::<PyString>() else {
            let message = format!("invalid type: `{}` is no name of a member", kind(name));
            return self.fault(place, ErrorCode::WrongType, &message);
        };
        self.out.push(separator);
        self.text(name, place)?;
        self.out.push(b':');
        let name = name.to_str()?;
        self.value(value, &Place::Member(place, name), depth)
    }

    fn elements<'py>(
        &mut self,
        elements: impl Iterator<Item = Bound<'py, PyAny>>,
        place: &Place<'_>,
        depth: usize,
    ) -> Outcome<()> {
        let mut separator = b'[';
        for (index, element) in elements.enumerate() {
            self.out.push(separator);
            separator = b',';
            self.value(&element, &Place::Element(place, index), depth)?;
        }
        let end: &[u8] = if separator == b'[' { b"[]" } else { b"]" };
        self.out.extend_from_slice(end);
        Ok(())
    }

    fn number(&mut self, number: &Bound<'_, PyInt>, place: &Place<'_>) -> Outcome<()> {
        match number.extract::<i64>() {
            Ok(number) => {
                self.out.extend_from_slice(number.to_string().as_bytes());
                Ok(())
            }
            Err(_) => self.fault(
                place,
                ErrorCode::Number,
                "expected an integer between -9007199254740991 and 9007199254740991",
            ),
        }
    }

    fn other(&mut self, value: &Bound<'_, PyAny>, place: &Place<'_>) -> Outcome<()> {
        if value.is_none() {
            return self.fault(
                place,
                ErrorCode::WrongType,
                "invalid type: None is no value, leave the member out",
            );
        }
        if value.is_instance_of::<PyFloat>() {
            return self.fault(
                place,
                ErrorCode::Number,
                "expected an integer, found a float",
            );
        }
        if self.instants == Instants::Accepted && instant::is_datetime(value)? {
            let instant = instant::of_datetime(value)
                .map_err(|fault| fault.at(self.document, place.path()))?;
            self.quoted(&instant.to_string());
            return Ok(());
        }
        let message = format!(
            "invalid type: `{}` is no value of a document; it takes dict, list, tuple, str, int and bool",
            kind(value)
        );
        self.fault(place, ErrorCode::WrongType, &message)
    }
}

/// Returns the name of the type of a value.
pub(crate) fn kind(value: &Bound<'_, PyAny>) -> String {
    value.get_type().name().map_or_else(
        |_| "object".to_owned(),
        |name| name.to_string_lossy().into_owned(),
    )
}
