//! Instants: aware `datetime` or RFC 3339 in, aware `datetime` out.

use foureyes::Timestamp;
use foureyes::error::ErrorCode;
use pyo3::prelude::*;
use pyo3::sync::PyOnceLock;
use pyo3::types::PyString;
use serde::{Deserialize, Serialize};

use crate::error::{Failure, Outcome};
use crate::walk::kind;

/// What is wrong with an instant, before it is known where it stands.
pub(crate) enum Fault {
    /// A code and a sentence.
    Input(ErrorCode, String),
    /// Python itself failed.
    Python(PyErr),
}

impl Fault {
    /// Returns the failure with its place.
    pub(crate) fn at(self, document: &str, path: impl Into<String>) -> Failure {
        match self {
            Self::Input(code, message) => Failure::input(document, path, code, message),
            Self::Python(error) => error.into(),
        }
    }
}

impl From<PyErr> for Fault {
    fn from(error: PyErr) -> Self {
        Self::Python(error)
    }
}

/// Reads an instant: an aware `datetime`, cut to whole seconds, or RFC 3339 in UTC.
pub(crate) fn read(value: &Bound<'_, PyAny>, document: &str, path: &str) -> Outcome<Timestamp> {
    of(value).map_err(|fault| fault.at(document, path))
}

fn of(value: &Bound<'_, PyAny>) -> Result<Timestamp, Fault> {
    if let Ok(text) = value.cast::<PyString>() {
        let Ok(text) = text.to_str() else {
            let message = "a text with a lone surrogate is not Unicode";
            return Err(Fault::Input(ErrorCode::Syntax, message.to_owned()));
        };
        return text.parse().map_err(|error: foureyes::time::TimeError| {
            Fault::Input(ErrorCode::InvalidValue, error.to_string())
        });
    }
    if is_datetime(value)? {
        return of_datetime(value);
    }
    let message = format!(
        "invalid type: `{}` is no instant; it takes an aware datetime or RFC 3339",
        kind(value)
    );
    Err(Fault::Input(ErrorCode::WrongType, message))
}

/// Reports whether a value is a `datetime`.
pub(crate) fn is_datetime(value: &Bound<'_, PyAny>) -> PyResult<bool> {
    value.is_instance(clock(value.py())?.datetime.bind(value.py()))
}

/// Reads a `datetime`, which has to be aware.
pub(crate) fn of_datetime(value: &Bound<'_, PyAny>) -> Result<Timestamp, Fault> {
    let py = value.py();
    if value.call_method0("utcoffset")?.is_none() {
        let message = "a naive datetime is no instant; give it a time zone";
        return Err(Fault::Input(ErrorCode::WrongType, message.to_owned()));
    }
    // The days and seconds of a difference are whole numbers, rounded down.
    let since = value.sub(clock(py)?.epoch.bind(py))?;
    let days: i64 = since.getattr("days")?.extract()?;
    let seconds: i64 = since.getattr("seconds")?.extract()?;
    let seconds = days.saturating_mul(86_400).saturating_add(seconds);
    Timestamp::from_unix(seconds).ok_or_else(|| {
        let message = "expected an instant from 1970 to 9999";
        Fault::Input(ErrorCode::InvalidValue, message.to_owned())
    })
}

/// What of the module `datetime` is needed; it is imported when the first instant is.
struct Clock {
    datetime: Py<PyAny>,
    timedelta: Py<PyAny>,
    epoch: Py<PyAny>,
}

fn clock(py: Python<'_>) -> PyResult<&'static Clock> {
    static CLOCK: PyOnceLock<Clock> = PyOnceLock::new();
    CLOCK.get_or_try_init(py, || {
        let module = py.import("datetime")?;
        let datetime = module.getattr("datetime")?;
        let utc = module.getattr("timezone")?.getattr("utc")?;
        Ok(Clock {
            epoch: datetime.call1((1970, 1, 1, 0, 0, 0, 0, utc))?.unbind(),
            timedelta: module.getattr("timedelta")?.unbind(),
            datetime: datetime.unbind(),
        })
    })
}

/// An instant that is shown as an aware `datetime` in UTC.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub(crate) struct Instant(pub(crate) Timestamp);

impl<'py> IntoPyObject<'py> for Instant {
    type Target = PyAny;
    type Output = Bound<'py, PyAny>;
    type Error = PyErr;

    fn into_pyobject(self, py: Python<'py>) -> PyResult<Self::Output> {
        let clock = clock(py)?;
        let since = clock.timedelta.bind(py).call1((0, self.0.unix()))?;
        clock.epoch.bind(py).add(since)
    }
}
