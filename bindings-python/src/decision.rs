//! Decisions, permits, and decisions on record.

use foureyes::error::ErrorCode;
use std::hash::{DefaultHasher, Hash as _, Hasher as _};
use std::sync::OnceLock;

use foureyes::decision::{DecisionRecord, Expect, SummaryAsk};
use pyo3::exceptions::PyTypeError;
use pyo3::prelude::*;
use pyo3::types::{PyDict, PyString};

use crate::document;
use crate::error::{Failure, Outcome};
use crate::instant::Instant;
use crate::records::{
    self, DecisionView, DigestSet, Ignored, Missing, Obligation, PermitView, Reason, Requirement,
    Tuple, Used,
};
use crate::walk::kind;

/// Refuses what would be taken for an answer and is none.
fn no_truth() -> PyErr {
    PyTypeError::new_err(
        "a decision is neither true nor false: use .allowed, or .permit before acting",
    )
}

fn no_comparison() -> PyErr {
    PyTypeError::new_err("a decision equals decisions only: compare .verdict, or use .allowed")
}

/// Reports whether a value is what a decision is compared with by mistake.
fn is_mistaken(other: &Bound<'_, PyAny>) -> bool {
    other.is_instance_of::<PyString>() || other.is_instance_of::<pyo3::types::PyInt>()
}

macro_rules! shown {
    ($(#[$doc:meta])* $name:ident, $inner:ty, { $($methods:tt)* }) => {
        $(#[$doc])*
        #[pyclass(frozen, module = "foureyes")]
        pub(crate) struct $name {
            pub(crate) inner: $inner,
            view: OnceLock<DecisionView>,
        }

        impl $name {
            pub(crate) const fn from(inner: $inner) -> Self {
                Self {
                    inner,
                    view: OnceLock::new(),
                }
            }

            fn view(&self) -> PyResult<&DecisionView> {
                if let Some(view) = self.view.get() {
                    return Ok(view);
                }
                let view = records::view(&self.inner.to_json())?;
                Ok(self.view.get_or_init(|| view))
            }
        }

        #[pymethods]
        impl $name {
            $($methods)*

            /// The verdict: `allow`, `hold` or `deny`.
            #[getter]
            fn verdict(&self) -> &'static str {
                self.record_of().verdict.word()
            }

            /// Why an allow is one; None where it is none.
            #[getter]
            fn because(&self) -> PyResult<Option<String>> {
                Ok(self.view()?.because.clone())
            }

            /// Why, in a total order: what refuses, what holds, what the reader should know.
            #[getter]
            fn reasons(&self) -> PyResult<Tuple<Reason>> {
                Ok(self.view()?.reasons.clone())
            }

            /// What would help.
            #[getter]
            fn missing(&self) -> PyResult<Missing> {
                Ok(self.view()?.missing.clone())
            }

            /// Every requirement that applies, and how it stands.
            #[getter]
            fn requirements(&self) -> PyResult<Tuple<Requirement>> {
                Ok(self.view()?.requirements.clone())
            }

            /// Statements that did not count and why, the first hundred.
            #[getter]
            fn ignored(&self) -> PyResult<Tuple<Ignored>> {
                Ok(self.view()?.ignored.clone())
            }

            /// What is owed.
            #[getter]
            fn obligations(&self) -> PyResult<Tuple<Obligation>> {
                Ok(self.view()?.obligations.clone())
            }

            /// The instant of the decision.
            #[getter]
            fn evaluated_at(&self) -> Instant {
                Instant(self.record_of().evaluated_at)
            }

            /// The instant from which on it must be asked for again.
            #[getter]
            fn recheck_by(&self) -> Instant {
                Instant(self.record_of().recheck_by)
            }

            /// Everything that it says, as plain objects, made anew at each call.
            #[getter]
            fn record<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyDict>> {
                Ok(records::plain(py, &self.inner.to_json())?.cast_into()?)
            }

            /// Return the canonical text: the same for the same inputs, in every language.
            fn to_json(&self) -> String {
                self.inner.to_json()
            }

            /// Return the explanation for a terminal.
            fn explain(&self) -> String {
                self.inner.explain()
            }

            /// Return the explanation for a pull request, in Markdown.
            fn to_markdown(&self) -> String {
                self.inner.to_markdown()
            }

            fn __bool__(&self) -> PyResult<bool> {
                Err(no_truth())
            }

            fn __eq__(&self, other: &Bound<'_, PyAny>) -> PyResult<bool> {
                if let Ok(other) = other.cast::<Self>() {
                    return Ok(self.inner == other.get().inner);
                }
                if is_mistaken(other) {
                    return Err(no_comparison());
                }
                Ok(false)
            }

            fn __hash__(&self) -> u64 {
                let mut hasher = DefaultHasher::new();
                self.inner.to_json().hash(&mut hasher);
                hasher.finish()
            }

            fn __repr__(&self) -> String {
                let record = self.record_of();
                let verdict = record.verdict.word();
                format!("<{} {verdict} at {}>", stringify!($name), record.evaluated_at)
            }
        }
    };
}

shown! {
    /// The outcome of an evaluation.
    ///
    /// Ask `permit` before acting; `allowed` is for display. A decision has no truth value.
    Decision, foureyes::Decision, {
        /// Whether the verdict is allow. For display: acting takes a permit.
        #[getter]
        const fn allowed(&self) -> bool {
            self.inner.is_allowed()
        }

        /// Return leave to do exactly what `expect` says; raise `Refused` where there is none.
        ///
        /// `expect` is a dict or JSON with `subjects`, `repository`, `targetRef`, `environment`, `regions`, `action`
        /// and `now`. Fill it from what will really run, not from the decision.
        fn permit(&self, expect: &Bound<'_, PyAny>) -> Outcome<Permit> {
            let expect: Expect = document::read(expect)?;
            let inner = self.inner.permit(&expect)?;
            Ok(Permit { inner })
        }

        /// Return the decision as a SLSA Verification Summary, to be put into an envelope with `SecretKey.seal`.
        ///
        /// `ask` is a dict or JSON with `verifier`, the URI of the gate, and, where wanted, `resourceUri` and `levels`.
        fn summary(&self, ask: &Bound<'_, PyAny>) -> Outcome<String> {
            let ask: SummaryAsk = document::read(ask)?;
            Ok(self.inner.summary(&ask)?)
        }

        /// Return this decision, held unless the one on record is an allow for the same thing in the same place.
        fn recheck(&self, stored: &Bound<'_, PyAny>) -> Outcome<Self> {
            if let Ok(stored) = stored.cast::<StoredDecision>() {
                return Ok(Self::from(self.inner.clone().recheck(&stored.get().inner)));
            }
            if stored.is_instance_of::<Self>() {
                let message = "invalid type: `Decision`, expected StoredDecision or its document";
                return Err(Failure::input("decision", "", ErrorCode::WrongType, message));
            }
            let stored: DecisionRecord = document::read(stored)?;
            Ok(Self::from(self.inner.clone().recheck(&stored)))
        }
    }
}

impl Decision {
    const fn record_of(&self) -> &DecisionRecord {
        self.inner.record()
    }
}

shown! {
    /// A decision on record. It can be shown and compared, never acted on: it gives no permit.
    ///
    /// `document` is a dict, JSON (`str` or `bytes`) or a file (`os.PathLike`), as `Decision.to_json` wrote it.
    StoredDecision, DecisionRecord, {
        #[new]
        fn new(document: &Bound<'_, PyAny>) -> Outcome<Self> {
            Ok(Self::from(document::read(document)?))
        }

        /// SHA-256 of the canonical text.
        #[getter]
        fn digest(&self) -> String {
            self.inner.digest().to_string()
        }
    }
}

impl StoredDecision {
    const fn record_of(&self) -> &DecisionRecord {
        &self.inner
    }
}

/// Leave to do exactly one thing. It cannot be copied, stored or made up.
#[pyclass(frozen, module = "foureyes")]
pub(crate) struct Permit {
    inner: foureyes::Permit,
}

impl Permit {
    fn view(&self) -> PyResult<PermitView> {
        records::view(&self.inner.to_json())
    }
}

#[pymethods]
impl Permit {
    /// The digests of what may go live.
    #[getter]
    fn subjects(&self) -> PyResult<Tuple<DigestSet>> {
        Ok(self.view()?.subjects)
    }

    /// The digest of the change.
    #[getter]
    fn change_digest(&self) -> PyResult<String> {
        Ok(self.view()?.change_digest)
    }

    /// Where it may go live; None where the change has no environment.
    #[getter]
    fn environment(&self) -> PyResult<Option<String>> {
        Ok(self.view()?.environment)
    }

    /// What may be done.
    #[getter]
    fn action(&self) -> PyResult<String> {
        Ok(self.view()?.action)
    }

    /// The instant from which on the permit is void.
    #[getter]
    const fn void_from(&self) -> Instant {
        Instant(self.inner.void_from())
    }

    /// What is owed afterwards.
    #[getter]
    fn obligations(&self) -> PyResult<Tuple<Obligation>> {
        Ok(self.view()?.obligations)
    }

    /// The statements that were used, with their signers; `consumed` takes them.
    #[getter]
    fn used(&self) -> PyResult<Tuple<Used>> {
        Ok(self.view()?.used)
    }

    /// Return what may go live as JSON, for the record.
    fn to_json(&self) -> String {
        self.inner.to_json()
    }

    fn __repr__(&self) -> String {
        format!("<Permit {}>", self.inner.change_digest())
    }
}

/// Returns the decisions of an iterable.
pub(crate) fn all_of(decisions: &Bound<'_, PyAny>) -> Outcome<Vec<foureyes::Decision>> {
    let fault = |path: String, value: &Bound<'_, PyAny>| {
        let message = format!("invalid type: `{}`, expected Decision", kind(value));
        Failure::input("decisions", path, ErrorCode::WrongType, message)
    };
    let elements = decisions
        .try_iter()
        .map_err(|_| fault(String::new(), decisions))?;
    let mut all = Vec::new();
    for (index, element) in elements.enumerate() {
        let element = element?;
        let decision = element
            .cast::<Decision>()
            .map_err(|_| fault(format!("[{index}]"), &element))?;
        all.push(decision.get().inner.clone());
    }
    Ok(all)
}
