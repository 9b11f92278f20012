//! Cases beside a policy.

use foureyes::wire;
use pyo3::exceptions::PyTypeError;
use pyo3::prelude::*;

use crate::decision::StoredDecision;
use crate::document::{self, text_argument};
use crate::error::Outcome as Result;
use crate::handles::{Policy, Roster};
use crate::records::Tuple;

/// Cases beside a policy: made-up changes, who has signed for them, and what must come out.
///
/// `document` is a dict, a text (`str` or `bytes`: JSON if it begins with `{`, else TOML) or a file (`os.PathLike`).
/// The cases of a built-in policy are `Cases.profile(name)`.
#[pyclass(frozen, module = "foureyes")]
pub(crate) struct Cases {
    inner: wire::Cases,
}

#[pymethods]
impl Cases {
    #[new]
    fn new(document: &Bound<'_, PyAny>) -> Result<Self> {
        let inner = document::read(document)?;
        Ok(Self { inner })
    }

    /// Read a text (`str` or `bytes`) as JSON, whatever it begins with.
    #[staticmethod]
    fn from_json(text: &Bound<'_, PyAny>) -> Result<Self> {
        let inner = wire::Cases::from_json(document::text_bytes(text, "cases")?)?;
        Ok(Self { inner })
    }

    /// Read a text (`str` or `bytes`) as TOML, whatever it begins with.
    #[staticmethod]
    fn from_toml(text: &Bound<'_, PyAny>) -> Result<Self> {
        let inner = wire::Cases::from_toml(document::toml_text(text, "cases")?)?;
        Ok(Self { inner })
    }

    /// Return the cases of a built-in policy, such as `senior-signoff`.
    #[staticmethod]
    fn profile(name: &Bound<'_, PyAny>) -> Result<Self> {
        let inner = wire::Cases::profile(text_argument(name, "policy", "")?)?;
        Ok(Self { inner })
    }

    /// SHA-256 of the text. That of a dict is its compact JSON.
    #[getter]
    fn digest(&self) -> String {
        self.inner.digest().to_string()
    }

    /// The policy that the cases are about, a path or the name of a profile, where they say so.
    #[getter]
    fn policy(&self) -> Option<&str> {
        self.inner.document().policy.as_deref()
    }

    /// The path of the roster with their people, where they say so.
    #[getter]
    fn roster_file(&self) -> Option<&str> {
        self.inner.document().roster_file.as_deref()
    }

    /// Decide every case, while other threads run; raise `CompileError` with everything that is wrong with them.
    ///
    /// The people are those of `roster`, or else those of the file itself; everybody signs with a key made for this. A
    /// file that the cases name is not opened: hand in what is `policy` and `roster_file`.
    #[pyo3(signature = (policy, roster=None))]
    fn run(
        &self,
        py: Python<'_>,
        policy: &Bound<'_, PyAny>,
        roster: Option<&Bound<'_, PyAny>>,
    ) -> Result<Tuple<Outcome>> {
        let policy = Policy::of(policy)?;
        let roster = roster.map(Roster::of).transpose()?;
        let outcomes = py.detach(|| self.inner.run(&policy, roster.as_ref()))?;
        Ok(Tuple(outcomes.into_iter().map(Outcome::from).collect()))
    }

    fn __repr__(&self) -> String {
        format!("<Cases {}>", self.inner.digest())
    }
}

/// What came out of a case. It has no truth value: ask `passed`.
#[pyclass(frozen, module = "foureyes")]
pub(crate) struct Outcome {
    inner: foureyes::cases::Outcome,
}

impl Outcome {
    const fn from(inner: foureyes::cases::Outcome) -> Self {
        Self { inner }
    }
}

#[pymethods]
impl Outcome {
    /// The name of the case.
    #[getter]
    fn name(&self) -> &str {
        &self.inner.name
    }

    /// The line of the case, from 1, where it is known.
    #[getter]
    fn line(&self) -> Option<usize> {
        self.inner.position.map(|(line, _)| line)
    }

    /// The column of the case in bytes, from 1, where it is known.
    #[getter]
    fn column(&self) -> Option<usize> {
        self.inner.position.map(|(_, column)| column)
    }

    /// Whether everything came out as expected.
    #[getter]
    const fn passed(&self) -> bool {
        self.inner.is_passed()
    }

    /// In what the decision is not the expected one, a sentence each.
    #[getter]
    fn differences(&self) -> Tuple<String> {
        Tuple(self.inner.differences.clone())
    }

    /// The decision, on record: nobody acts on a case.
    #[getter]
    fn decision(&self) -> StoredDecision {
        StoredDecision::from(self.inner.decision.record().clone())
    }

    /// Return what came out as JSON.
    fn to_json(&self) -> String {
        let mut list = wire::outcomes_to_json(std::slice::from_ref(&self.inner));
        list.pop();
        list.split_off(1)
    }

    fn __bool__(&self) -> PyResult<bool> {
        let message = "the outcome of a case is neither true nor false: use .passed";
        Err(PyTypeError::new_err(message))
    }

    fn __repr__(&self) -> String {
        let word = if self.inner.is_passed() {
            "passed"
        } else {
            "failed"
        };
        format!("<Outcome {word}: {}>", self.inner.name)
    }
}
