//! Policies, rosters, changes and statements.

use pyo3::prelude::*;
use pyo3::types::PyDict;

use crate::document::{self, each, text_argument};
use crate::error::Outcome;
use crate::instant::Instant;
use crate::records::{self, RefusedStatement, StatementsView, Tuple, Verified};

/// A policy document: what a change needs.
///
/// `document` is a dict, a text (`str` or `bytes`: JSON if it begins with `{`, else TOML) or a file (`os.PathLike`).
/// A built-in policy is `Policy.profile(name)`: a name is never guessed from a text.
#[pyclass(frozen, module = "foureyes")]
pub(crate) struct Policy {
    pub(crate) inner: foureyes::Policy,
}

impl Policy {
    const fn from(inner: foureyes::Policy) -> Self {
        Self { inner }
    }

    /// Returns the policy that a handle or a document is.
    pub(crate) fn of(value: &Bound<'_, PyAny>) -> Outcome<foureyes::Policy> {
        match value.cast::<Self>() {
            Ok(handle) => Ok(handle.get().inner.clone()),
            Err(_) => document::read(value),
        }
    }
}

#[pymethods]
impl Policy {
    #[new]
    fn new(document: &Bound<'_, PyAny>) -> Outcome<Self> {
        let inner = document::read(document)?;
        Ok(Self { inner })
    }

    /// Read a text (`str` or `bytes`) as JSON, whatever it begins with.
    #[staticmethod]
    fn from_json(text: &Bound<'_, PyAny>) -> Outcome<Self> {
        let inner = foureyes::Policy::from_json(document::text_bytes(text, "policy")?)?;
        Ok(Self { inner })
    }

    /// Read a text (`str` or `bytes`) as TOML, whatever it begins with.
    #[staticmethod]
    fn from_toml(text: &Bound<'_, PyAny>) -> Outcome<Self> {
        let inner = foureyes::Policy::from_toml(document::toml_text(text, "policy")?)?;
        Ok(Self { inner })
    }

    /// Return a built-in policy, such as `senior-signoff`.
    #[staticmethod]
    fn profile(name: &Bound<'_, PyAny>) -> Outcome<Self> {
        let inner = foureyes::Policy::profile(text_argument(name, "policy", "")?)?;
        Ok(Self { inner })
    }

    /// SHA-256 of the text. That of a dict is its compact JSON.
    #[getter]
    fn digest(&self) -> String {
        self.inner.digest().to_string()
    }

    /// The text that was read; that of a dict is its compact JSON.
    #[getter]
    fn text(&self) -> &str {
        self.inner.text()
    }

    /// Return the policy together with documents that it may extend, beside those that are built in.
    ///
    /// Each of `bases` is a `Policy` or a document. What stands beside one of these does not come along.
    fn with_bases(&self, bases: &Bound<'_, PyAny>) -> Outcome<Self> {
        let bases = each(bases, "bases", Self::of)?;
        Ok(Self::from(self.inner.clone().with_bases(bases)))
    }

    /// The documents that the policy may extend, beside those that are built in.
    #[getter]
    fn bases(&self) -> Tuple<Self> {
        let bases = self.inner.bases().iter();
        Tuple(bases.cloned().map(Self::from).collect())
    }

    /// The names of what the policy and its bases extend, and what is neither among these nor built in.
    #[getter]
    fn missing_bases(&self) -> Tuple<String> {
        let names = self.inner.missing_bases();
        Tuple(names.iter().map(ToString::to_string).collect())
    }

    fn __repr__(&self) -> String {
        format!("<Policy {}>", self.inner.digest())
    }
}

/// A roster document: people, agents, services, their keys, and what they own.
///
/// `document` is a dict, a text (`str` or `bytes`: JSON if it begins with `{`, else TOML) or a file (`os.PathLike`).
#[pyclass(frozen, module = "foureyes")]
pub(crate) struct Roster {
    pub(crate) inner: foureyes::Roster,
}

impl Roster {
    const fn from(inner: foureyes::Roster) -> Self {
        Self { inner }
    }

    /// Returns the roster that a handle or a document is.
    pub(crate) fn of(value: &Bound<'_, PyAny>) -> Outcome<foureyes::Roster> {
        match value.cast::<Self>() {
            Ok(handle) => Ok(handle.get().inner.clone()),
            Err(_) => document::read(value),
        }
    }
}

#[pymethods]
impl Roster {
    #[new]
    fn new(document: &Bound<'_, PyAny>) -> Outcome<Self> {
        let inner = document::read(document)?;
        Ok(Self { inner })
    }

    /// Read a text (`str` or `bytes`) as JSON, whatever it begins with.
    #[staticmethod]
    fn from_json(text: &Bound<'_, PyAny>) -> Outcome<Self> {
        let inner = foureyes::Roster::from_json(document::text_bytes(text, "roster")?)?;
        Ok(Self { inner })
    }

    /// Read a text (`str` or `bytes`) as TOML, whatever it begins with.
    #[staticmethod]
    fn from_toml(text: &Bound<'_, PyAny>) -> Outcome<Self> {
        let inner = foureyes::Roster::from_toml(document::toml_text(text, "roster")?)?;
        Ok(Self { inner })
    }

    /// SHA-256 of the text. That of a dict is its compact JSON.
    #[getter]
    fn digest(&self) -> String {
        self.inner.digest().to_string()
    }

    /// The text that was read; that of a dict is its compact JSON.
    #[getter]
    fn text(&self) -> &str {
        self.inner.text()
    }

    /// Return the roster together with those that it includes.
    ///
    /// Each of `parts` is a `Roster` or a document. What one of these includes does not come along.
    fn with_parts(&self, parts: &Bound<'_, PyAny>) -> Outcome<Self> {
        let parts = each(parts, "parts", Self::of)?;
        Ok(Self::from(self.inner.clone().with_parts(parts)))
    }

    /// The rosters that this one may include.
    #[getter]
    fn parts(&self) -> Tuple<Self> {
        let parts = self.inner.parts().iter();
        Tuple(parts.cloned().map(Self::from).collect())
    }

    /// The names of the rosters that it includes and that are not there.
    #[getter]
    fn missing_parts(&self) -> Tuple<String> {
        let names = self.inner.missing_parts();
        Tuple(names.iter().map(ToString::to_string).collect())
    }

    /// Return the roster put together with those that it includes, as a document. What cannot be put together is left out,
    /// and `Gate.compile` tells why.
    fn whole<'py>(&self, py: Python<'py>) -> Outcome<Bound<'py, PyDict>> {
        records::dict_of(py, &self.inner.whole())
    }

    fn __repr__(&self) -> String {
        format!("<Roster {}>", self.inner.digest())
    }
}

/// A change document: what it is, what a reviewer judges it by, and what happens around it.
///
/// `document` is a dict, a text (`str` or `bytes`, JSON) or a file (`os.PathLike`). What is absent is not known.
#[pyclass(frozen, module = "foureyes")]
pub(crate) struct Change {
    pub(crate) inner: foureyes::Change,
}

#[pymethods]
impl Change {
    #[new]
    fn new(document: &Bound<'_, PyAny>) -> Outcome<Self> {
        let inner = document::read(document)?;
        Ok(Self { inner })
    }

    /// The digest of the exact part: computed here, never taken from outside.
    #[getter]
    fn digest(&self) -> String {
        self.inner.digest().to_string()
    }

    /// Return the document as JSON.
    fn to_json(&self) -> String {
        self.inner.to_json()
    }

    fn __repr__(&self) -> String {
        format!("<Change {}>", self.inner.digest())
    }
}

/// Statements after verification: the good ones and the refused ones. `Gate.verify` makes them.
///
/// Keep them: evaluating again costs no signature arithmetic.
#[pyclass(frozen, module = "foureyes")]
pub(crate) struct Statements {
    pub(crate) inner: foureyes::Statements,
}

impl Statements {
    fn view(&self) -> PyResult<StatementsView> {
        records::view(&self.inner.to_json())
    }
}

#[pymethods]
impl Statements {
    /// The statements whose signature is valid.
    #[getter]
    fn verified(&self) -> PyResult<Tuple<Verified>> {
        Ok(self.view()?.verified)
    }

    /// The statements that were refused, and why.
    #[getter]
    fn refused(&self) -> PyResult<Tuple<RefusedStatement>> {
        Ok(self.view()?.refused)
    }

    /// Up to when no statement was left out; None where nobody said so.
    #[getter]
    fn complete_as_of(&self) -> PyResult<Option<Instant>> {
        Ok(self.view()?.complete_as_of)
    }

    /// Return who signed what and what was refused, as JSON.
    fn to_json(&self) -> String {
        self.inner.to_json()
    }

    fn __repr__(&self) -> String {
        let (verified, refused) = (self.inner.verified().len(), self.inner.refused().len());
        format!("<Statements {verified} verified, {refused} refused>")
    }
}
