//! Policies and rosters that people have signed.

use foureyes::Timestamp;
use foureyes::authority as core;
use foureyes::digest::Digest;
use foureyes::error::ErrorCode;
use foureyes::id::Fingerprint;
use foureyes::json::Limits;
use foureyes::roster::Revocations;
use pyo3::exceptions::PyTypeError;
use pyo3::prelude::*;
use pyo3::types::PyBytes;
use serde::{Deserialize, Serialize};

use crate::document::{self, bytes_argument, elements, text_argument};
use crate::error::{Failure, Outcome};
use crate::handles::{Policy, Roster};
use crate::instant;
use crate::records::{self, Tuple};
use crate::walk::kind;

const SIGNATURES: &str = "signatures";

/// Which document is signed. A signature of one sort is none of the other.
#[pyclass(frozen, eq, hash, module = "foureyes")]
#[derive(PartialEq, Eq, Hash)]
pub(crate) struct DocumentKind {
    inner: core::DocumentKind,
}

#[pymethods]
impl DocumentKind {
    /// A policy.
    #[classattr]
    const POLICY: Self = Self {
        inner: core::DocumentKind::Policy,
    };
    /// A roster.
    #[classattr]
    const ROSTER: Self = Self {
        inner: core::DocumentKind::Roster,
    };

    /// The word for it.
    #[getter]
    const fn word(&self) -> &'static str {
        self.inner.word()
    }

    /// The DSSE payload type, which is part of what is signed.
    #[getter]
    const fn payload_type(&self) -> &'static str {
        self.inner.payload_type()
    }

    /// The namespace for which an SSH key signs it.
    #[getter]
    const fn namespace(&self) -> &'static str {
        self.inner.namespace()
    }

    /// Return the bytes that are signed for the text of a document.
    fn message<'py>(
        &self,
        py: Python<'py>,
        text: &Bound<'py, PyAny>,
    ) -> Outcome<Bound<'py, PyBytes>> {
        let text = text_argument(text, "text", "")?;
        Ok(PyBytes::new(py, &self.inner.message(text)))
    }

    /// Return the signatures of a document with one more, one line of JSON.
    ///
    /// `signatures` are those of before (`str`, `bytes` or `os.PathLike`), None if there are none; those of another text
    /// are dropped, and so is an older one of the same key. `key` is a fingerprint, `sig` the bytes of its signature.
    fn add(
        &self,
        text: &Bound<'_, PyAny>,
        signatures: Option<&Bound<'_, PyAny>>,
        key: &Bound<'_, PyAny>,
        sig: &Bound<'_, PyAny>,
    ) -> Outcome<String> {
        let text = text_argument(text, "text", "")?;
        let signatures = signatures.map(envelope).transpose()?;
        let key: Fingerprint = parsed(key, "key", "")?;
        let sig = bytes_argument(sig, "signature", "")?.to_vec();
        Ok(self.inner.add(text, signatures.as_deref(), &key, sig)?)
    }

    fn __repr__(&self) -> String {
        format!("<DocumentKind {}>", self.inner.word())
    }
}

/// Reads the envelope with the signatures of a document.
fn envelope(value: &Bound<'_, PyAny>) -> Outcome<Vec<u8>> {
    document::text_or_file(value, SIGNATURES, &Limits::SIGNED_DOCUMENT)
}

/// Reads a digest or a fingerprint.
fn parsed<T>(value: &Bound<'_, PyAny>, document: &str, path: &str) -> Outcome<T>
where
    T: std::str::FromStr,
    T::Err: std::fmt::Display,
{
    let text = text_argument(value, document, path)?;
    text.parse().map_err(|error: T::Err| {
        Failure::input(document, path, ErrorCode::InvalidValue, error.to_string())
    })
}

enum Either {
    Policy(Py<Policy>),
    Roster(Py<Roster>),
}

/// A policy or a roster with the envelope that has its signatures.
///
/// `document` is a `Policy` or a `Roster`; `signatures` are what `DocumentKind.add` returns (`str`, `bytes` or
/// `os.PathLike`), None where nobody has signed.
#[pyclass(frozen, module = "foureyes")]
pub(crate) struct Signed {
    document: Either,
    signatures: Option<Vec<u8>>,
}

#[pymethods]
impl Signed {
    #[new]
    #[pyo3(signature = (document, signatures=None))]
    fn new(document: &Bound<'_, PyAny>, signatures: Option<&Bound<'_, PyAny>>) -> Outcome<Self> {
        let document = if let Ok(policy) = document.cast::<Policy>() {
            Either::Policy(policy.clone().unbind())
        } else if let Ok(roster) = document.cast::<Roster>() {
            Either::Roster(roster.clone().unbind())
        } else {
            let message = format!(
                "invalid type: `{}`, expected Policy or Roster",
                kind(document)
            );
            let code = ErrorCode::WrongType;
            return Err(Failure::input("signed", "document", code, message));
        };
        Ok(Self {
            document,
            signatures: signatures.map(envelope).transpose()?,
        })
    }

    /// The policy or the roster.
    #[getter]
    fn document(&self, py: Python<'_>) -> Py<PyAny> {
        match &self.document {
            Either::Policy(policy) => policy.clone_ref(py).into_any(),
            Either::Roster(roster) => roster.clone_ref(py).into_any(),
        }
    }

    /// The envelope with the signatures; None where nobody has signed.
    #[getter]
    fn signatures<'py>(&self, py: Python<'py>) -> Option<Bound<'py, PyBytes>> {
        let bytes = self.signatures.as_deref()?;
        Some(PyBytes::new(py, bytes))
    }

    fn __repr__(&self) -> String {
        let (kind, digest) = match &self.document {
            Either::Policy(policy) => (core::DocumentKind::Policy, policy.get().inner.digest()),
            Either::Roster(roster) => (core::DocumentKind::Roster, roster.get().inner.digest()),
        };
        format!("<Signed {} {digest}>", kind.word())
    }
}

/// Policy and roster as they stood together at one time.
///
/// Each is a `Signed`, or a handle or a document that nobody has signed.
#[pyclass(frozen, module = "foureyes")]
pub(crate) struct State {
    inner: core::State,
}

#[pymethods]
impl State {
    #[new]
    fn new(policy: &Bound<'_, PyAny>, roster: &Bound<'_, PyAny>) -> Outcome<Self> {
        let fault = |path: &str, found: &str| {
            let message = format!("invalid type: `{found}`, expected the other document");
            Failure::input("state", path, ErrorCode::WrongType, message)
        };
        let policy = match policy.cast::<Signed>() {
            Err(_) => unsigned(Policy::of(policy)?),
            Ok(signed) => match &signed.get().document {
                Either::Policy(document) => with(document.get().inner.clone(), signed.get()),
                Either::Roster(_) => return Err(fault("policy", "Roster")),
            },
        };
        let roster = match roster.cast::<Signed>() {
            Err(_) => unsigned(Roster::of(roster)?),
            Ok(signed) => match &signed.get().document {
                Either::Roster(document) => with(document.get().inner.clone(), signed.get()),
                Either::Policy(_) => return Err(fault("roster", "Policy")),
            },
        };
        let inner = core::State { policy, roster };
        Ok(Self { inner })
    }

    fn __repr__(&self) -> String {
        let (policy, roster) = (&self.inner.policy.document, &self.inner.roster.document);
        format!(
            "<State policy {}, roster {}>",
            policy.digest(),
            roster.digest()
        )
    }
}

const fn unsigned<T>(document: T) -> core::Signed<T> {
    core::Signed {
        document,
        signatures: None,
    }
}

fn with<T>(document: T, signed: &Signed) -> core::Signed<T> {
    core::Signed {
        document,
        signatures: signed.signatures.clone(),
    }
}

/// How policy and roster came to be what they are, the oldest state first.
///
/// `anchor` is the digest of the roster that is trusted to begin with; without one the first state has to be signed by
/// those whom its own roster names. `revocations` is a document, `now` an aware datetime or RFC 3339.
#[pyclass(frozen, module = "foureyes")]
pub(crate) struct History {
    states: Vec<core::State>,
    now: Timestamp,
    anchor: Option<Digest>,
    revocations: Option<Revocations>,
}

#[pymethods]
impl History {
    #[new]
    #[pyo3(signature = (states, *, now, anchor=None, revocations=None))]
    fn new(
        states: &Bound<'_, PyAny>,
        now: &Bound<'_, PyAny>,
        anchor: Option<&Bound<'_, PyAny>>,
        revocations: Option<&Bound<'_, PyAny>>,
    ) -> Outcome<Self> {
        let mut all = Vec::new();
        for (index, state) in elements(states, "states")?.enumerate() {
            let state = state?;
            let Ok(state) = state.cast::<State>() else {
                let message = format!("invalid type: `{}`, expected State", kind(&state));
                let code = ErrorCode::WrongType;
                return Err(Failure::input(
                    "states",
                    format!("[{index}]"),
                    code,
                    message,
                ));
            };
            all.push(state.get().inner.clone());
        }
        Ok(Self {
            states: all,
            now: instant::read(now, "history", "now")?,
            anchor: anchor
                .map(|anchor| parsed(anchor, "history", "anchor"))
                .transpose()?,
            revocations: revocations.map(document::read).transpose()?,
        })
    }

    fn __repr__(&self) -> String {
        format!("<History of {} states at {}>", self.states.len(), self.now)
    }
}

impl History {
    /// Returns the history as core takes it.
    pub(crate) fn inner(&self) -> core::History<'_> {
        let mut history = core::History::new(&self.states, self.now);
        history.anchor = self.anchor;
        history.revocations = self.revocations.as_ref();
        history
    }
}

/// Returns the history that an argument is.
pub(crate) fn history<'a>(value: &'a Bound<'_, PyAny>) -> Outcome<&'a History> {
    value.cast::<History>().map(Bound::get).map_err(|_| {
        let message = format!("invalid type: `{}`, expected History", kind(value));
        Failure::input("history", "", ErrorCode::WrongType, message)
    })
}

records! {
    /// How many people a roster asks for, and who of them has signed.
    Quorum {
        /// How many.
        threshold: u32,
        /// Who, by id.
        people: Tuple<String>,
        /// Whether they are enough.
        met: bool,
    }
    /// One document of one state, held against what was in force before it.
    Step {
        /// Which state, from 0.
        state: usize,
        /// Which document: `policy` or `roster`.
        kind: String,
        /// Its version.
        version: u32,
        /// The digest of its text.
        digest: String,
        /// Who of those has signed whom the roster in force before names, if it names anybody.
        before: Option<Quorum>,
        /// Who of those has signed whom the roster in force with it names, if it names anybody.
        after: Option<Quorum>,
        /// Why it is not in force.
        fault: Option<String>,
    }
}

#[derive(Debug, Deserialize)]
struct FollowedView {
    holds: bool,
    #[serde(default)]
    roster: Option<String>,
    #[serde(default)]
    policy: Option<String>,
    steps: Tuple<Step>,
}

/// What came of following a history. It has no truth value: ask `holds`.
#[pyclass(frozen, module = "foureyes")]
pub(crate) struct Followed {
    json: String,
    view: FollowedView,
}

#[pymethods]
impl Followed {
    /// Whether the last policy and the last roster are in force.
    #[getter]
    const fn holds(&self) -> bool {
        self.view.holds
    }

    /// Why the last roster is not in force; None where it is.
    #[getter]
    fn roster(&self) -> Option<&str> {
        self.view.roster.as_deref()
    }

    /// Why the last policy is not in force; None where it is.
    #[getter]
    fn policy(&self) -> Option<&str> {
        self.view.policy.as_deref()
    }

    /// Every step at which a document is new, in order.
    #[getter]
    fn steps(&self) -> Tuple<Step> {
        self.view.steps.clone()
    }

    /// Return what came of it as JSON.
    fn to_json(&self) -> &str {
        &self.json
    }

    fn __bool__(&self) -> PyResult<bool> {
        let message = "what came of a history is neither true nor false: use .holds";
        Err(PyTypeError::new_err(message))
    }

    fn __repr__(&self) -> String {
        format!("<Followed {}>", self.json)
    }
}

/// Follow a history from the first state, or from the anchor, to the last one, while other threads run.
///
/// What does not follow is passed over: it neither helps nor harms what comes after it. The last state has to be reached.
#[pyfunction]
pub(crate) fn follow(py: Python<'_>, history: &Bound<'_, PyAny>) -> Outcome<Followed> {
    let history = self::history(history)?;
    let json = py.detach(|| core::follow(&history.inner()).to_json());
    let view = records::view(&json)?;
    Ok(Followed { json, view })
}
