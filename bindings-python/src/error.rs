//! The one way from a fault to an exception. The classes are those of `foureyes/_errors.py`.

use foureyes::decision::Refused;
use foureyes::error::{CompileError, ErrorCode, InputError, Location, Problem, Severity};
use foureyes::json::JsonError;
use pyo3::prelude::*;
use pyo3::sync::PyOnceLock;
use pyo3::types::PyTuple;

/// Why a call ends in an exception.
pub(crate) enum Failure {
    /// Documents do not fit together.
    Compile(CompileError),
    /// What was handed in cannot be read.
    Input(Box<Problem>),
    /// Python itself failed: a file that is not there, memory.
    Python(PyErr),
    /// There is no permit.
    Refused(Box<Refused>),
}

/// What a call gives.
pub(crate) type Outcome<T> = Result<T, Failure>;

impl Failure {
    /// Returns a fault of what was handed in.
    pub(crate) fn input(
        document: &str,
        path: impl Into<String>,
        code: ErrorCode,
        message: impl Into<String>,
    ) -> Self {
        Self::Input(Box::new(Problem {
            severity: Severity::Error,
            at: Location {
                document: document.to_owned(),
                path: path.into(),
                position: None,
            },
            code: code.code(),
            message: message.into(),
        }))
    }

    /// Returns the fault of a document that is no text: it cannot be read as JSON or otherwise.
    pub(crate) fn json(document: &str, error: &JsonError) -> Self {
        Self::from(error.within(document))
    }

    /// Returns the fault of a value that was no text: lines and columns would be those of a text nobody wrote.
    pub(crate) fn without_position(mut self) -> Self {
        if let Self::Input(problem) = &mut self {
            problem.at.position = None;
        }
        self
    }

    /// Returns the fault as one of a request in a list of them.
    pub(crate) fn in_request(mut self, index: usize) -> Self {
        if let Self::Input(problem) = &mut self {
            let document = &mut problem.at.document;
            *document = if document == "request" {
                format!("requests[{index}]")
            } else {
                format!("requests[{index}].{document}")
            };
        }
        self
    }
}

impl From<InputError> for Failure {
    fn from(error: InputError) -> Self {
        Self::Input(Box::new(error.problem().clone()))
    }
}

impl From<CompileError> for Failure {
    fn from(error: CompileError) -> Self {
        Self::Compile(error)
    }
}

impl From<Refused> for Failure {
    fn from(refused: Refused) -> Self {
        Self::Refused(Box::new(refused))
    }
}

impl From<PyErr> for Failure {
    fn from(error: PyErr) -> Self {
        Self::Python(error)
    }
}

impl From<Failure> for PyErr {
    fn from(failure: Failure) -> Self {
        Python::attach(|py| exception(py, &failure).unwrap_or_else(|error| error))
    }
}

fn exception(py: Python<'_>, failure: &Failure) -> PyResult<PyErr> {
    let (class, arguments) = match failure {
        Failure::Python(error) => return Ok(error.clone_ref(py)),
        Failure::Compile(error) => (
            class(py, &COMPILE_ERROR, "CompileError")?,
            problems(py, error.problems())?,
        ),
        Failure::Input(problem) => (
            class(py, &INPUT_ERROR, "InputError")?,
            problems(py, std::slice::from_ref(&**problem))?,
        ),
        Failure::Refused(refused) => (
            class(py, &REFUSED, "Refused")?,
            (
                refused.code().code(),
                refused.to_string(),
                refused.explanation(),
            )
                .into_pyobject(py)?,
        ),
    };
    Ok(PyErr::from_value(class.call1(arguments)?))
}

/// Returns problems as objects of Python, in a tuple.
pub(crate) fn problems<'py>(py: Python<'py>, all: &[Problem]) -> PyResult<Bound<'py, PyTuple>> {
    let class = class(py, &PROBLEM, "Problem")?;
    let objects = all
        .iter()
        .map(|problem| {
            let (line, column) = problem.at.position.unzip();
            class.call1((
                severity(problem),
                problem.code,
                problem.message.as_str(),
                problem.at.document.as_str(),
                problem.at.path.as_str(),
                line,
                column,
            ))
        })
        .collect::<PyResult<Vec<_>>>()?;
    PyTuple::new(py, objects)
}

const fn severity(problem: &Problem) -> &'static str {
    match problem.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
    }
}

static COMPILE_ERROR: PyOnceLock<Py<PyAny>> = PyOnceLock::new();
static INPUT_ERROR: PyOnceLock<Py<PyAny>> = PyOnceLock::new();
static PROBLEM: PyOnceLock<Py<PyAny>> = PyOnceLock::new();
static REFUSED: PyOnceLock<Py<PyAny>> = PyOnceLock::new();

fn class<'py>(
    py: Python<'py>,
    found: &'static PyOnceLock<Py<PyAny>>,
    name: &str,
) -> PyResult<&'py Bound<'py, PyAny>> {
    found.import(py, "foureyes._errors", name)
}
