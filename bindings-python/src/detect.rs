//! The parts of a commit, as Python has them.

use foureyes::detect::{CommitText, Identity, Trust};
use foureyes::error::ErrorCode;
use pyo3::prelude::*;
use pyo3::types::{PyBytes, PyDict, PyList, PyTuple};

use crate::document::{self, text_argument};
use crate::error::{Failure, Outcome};
use crate::records;
use crate::walk::kind;

/// The table of known agents: the built-in one with the rows of a document before it.
///
/// `document` is a dict, a text (`str` or `bytes`: JSON if it begins with `{`, else TOML) or a file (`os.PathLike`).
/// The built-in table alone is `Agents.builtin()`.
#[pyclass(frozen, module = "foureyes")]
pub(crate) struct Agents {
    inner: foureyes::detect::Agents,
}

#[pymethods]
impl Agents {
    #[new]
    fn new(document: &Bound<'_, PyAny>) -> Outcome<Self> {
        let inner = document::read(document)?;
        Ok(Self { inner })
    }

    /// Return the built-in table.
    #[staticmethod]
    fn builtin() -> Self {
        let inner = foureyes::detect::Agents::builtin();
        Self { inner }
    }

    /// That of the built-in table and, behind a `+`, the first digits of the digest of what was added.
    #[getter]
    fn version(&self) -> String {
        self.inner.version()
    }

    /// Read a text that stands for a change, such as the description of a pull request (`str` or `bytes`): the claims of
    /// its lines, each located within `place`.
    fn description<'py>(
        &self,
        text: &Bound<'py, PyAny>,
        place: &Bound<'py, PyAny>,
    ) -> Outcome<Bound<'py, PyList>> {
        let place = text_argument(place, "description", "place")?;
        let claims = self.inner.description(record(text, "description")?, place);
        let claims = records::plain_of(text.py(), &claims)?;
        Ok(claims.cast_into().map_err(PyErr::from)?)
    }

    /// Read a webhook payload, or an answer of the interface, of GitHub or GitLab.
    ///
    /// Returns participants and claims as a change takes them, labels and reviews. `authenticated` is your word that the
    /// platform itself sent it; else everybody in it is asserted.
    #[pyo3(signature = (payload, *, authenticated = false))]
    fn event<'py>(
        &self,
        payload: &Bound<'py, PyAny>,
        authenticated: bool,
    ) -> Outcome<Bound<'py, PyDict>> {
        let found = self
            .inner
            .event(record(payload, "event")?, Trust::of(authenticated))?;
        dict(payload.py(), &found.to_json())
    }

    /// Read a git-ai note, as `refs/notes/ai` has it: claims, and lines by path and origin.
    fn note<'py>(&self, note: &Bound<'py, PyAny>) -> Outcome<Bound<'py, PyDict>> {
        let found = self.inner.note(record(note, "note")?)?;
        dict(note.py(), &found.to_json())
    }

    /// Read Agent Trace records, one JSON value or one on each line: claims, and lines by path and origin.
    fn traces<'py>(&self, traces: &Bound<'py, PyAny>) -> Outcome<Bound<'py, PyDict>> {
        let found = self.inner.traces(record(traces, "trace")?)?;
        dict(traces.py(), &found.to_json())
    }

    /// Read an in-toto statement that may speak of AI, such as SLSA provenance of a commit that an agent made.
    ///
    /// `authenticated` is your word that its envelope was verified as the issuer's.
    #[pyo3(signature = (statement, *, authenticated = false))]
    fn attestation<'py>(
        &self,
        statement: &Bound<'py, PyAny>,
        authenticated: bool,
    ) -> Outcome<Bound<'py, PyDict>> {
        let bytes = record(statement, "attestation")?;
        let found = self.inner.attestation(bytes, Trust::of(authenticated))?;
        dict(statement.py(), &found.to_json())
    }

    fn __repr__(&self) -> String {
        format!("<Agents {}>", self.inner.version())
    }
}

/// Return what the text of a commit says about how it was made: claims as a change takes them, and who is credited.
///
/// `message` is str or bytes. `author` and `committer` are pairs `(name, email)`, as the commit has them. `agents` is
/// the table of known agents, the built-in one by default. Nothing of it is authenticated: it can only ask for more.
#[pyfunction]
#[pyo3(signature = (message, author, committer, *, agents = None))]
pub(crate) fn detect_commit<'py>(
    message: &Bound<'py, PyAny>,
    author: &Bound<'py, PyAny>,
    committer: &Bound<'py, PyAny>,
    agents: Option<&Bound<'py, PyAny>>,
) -> Outcome<Bound<'py, PyDict>> {
    const BUILTIN: &foureyes::detect::Agents = &foureyes::detect::Agents::builtin();
    let agents = match agents {
        None => BUILTIN,
        Some(agents) => &table(agents)?.inner,
    };
    let (author, committer) = (
        identity(author, "author")?,
        identity(committer, "committer")?,
    );
    let found = agents.commit(&CommitText {
        message: text(message, "commit", "message")?,
        author: &author,
        committer: &committer,
    });
    dict(message.py(), &found.to_json())
}

/// Returns what was found as a dict.
fn dict<'py>(py: Python<'py>, json: &str) -> Outcome<Bound<'py, PyDict>> {
    let found = records::plain(py, json)?;
    Ok(found.cast_into().map_err(PyErr::from)?)
}

fn table<'a>(agents: &'a Bound<'_, PyAny>) -> Outcome<&'a Agents> {
    agents.cast::<Agents>().map(Bound::get).map_err(|_| {
        let message = format!("invalid type: `{}`, expected Agents", kind(agents));
        Failure::input("commit", "agents", ErrorCode::WrongType, message)
    })
}

/// Returns the bytes of a text, which need not be UTF-8.
fn text<'a>(value: &'a Bound<'_, PyAny>, document: &'static str, path: &str) -> Outcome<&'a [u8]> {
    match value.cast::<PyBytes>() {
        Ok(bytes) => Ok(bytes.as_bytes()),
        Err(_) => Ok(text_argument(value, document, path)?.as_bytes()),
    }
}

/// Returns the bytes of a whole document of another system.
fn record<'a>(value: &'a Bound<'_, PyAny>, document: &'static str) -> Outcome<&'a [u8]> {
    text(value, document, "")
}

/// Reads a pair of name and address.
fn identity(value: &Bound<'_, PyAny>, path: &str) -> Outcome<Identity> {
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
