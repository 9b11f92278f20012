//! Keys that show that somebody holds them.

use foureyes::statement as core;
use pyo3::prelude::*;
use pyo3::types::{PyBytes, PyDict};

use crate::document::{self, bytes_argument};
use crate::error::Outcome;
use crate::records;

/// The word of whoever holds a key that it shall be somebody's in a roster.
///
/// `document` is a dict, JSON (`str` or `bytes`) or a file (`os.PathLike`) with `roster`, `principal`, `public`,
/// `scheme`, `issued` and `nonce`.
#[pyclass(frozen, module = "foureyes")]
pub(crate) struct Enrolment {
    inner: core::Enrolment,
}

#[pymethods]
impl Enrolment {
    #[new]
    fn new(document: &Bound<'_, PyAny>) -> Outcome<Self> {
        let inner = document::read(document)?;
        Ok(Self { inner })
    }

    /// Read an enrolment, an envelope in JSON (`str`, `bytes`) or a dict, and check that the key that it names has signed
    /// it; raise `InputError` with `not_proven` where it has not.
    #[staticmethod]
    fn prove(envelope: &Bound<'_, PyAny>) -> Outcome<Enrolled> {
        let bytes = document::json_bytes(envelope, "enrolment")?;
        let inner = core::Enrolment::prove(&bytes)?;
        Ok(Enrolled { inner })
    }

    /// The bytes that the key has to sign: with Ed25519 and nothing around them, or by an SSH key for the namespace.
    #[getter]
    fn message<'py>(&self, py: Python<'py>) -> Bound<'py, PyBytes> {
        PyBytes::new(py, &self.inner.message())
    }

    /// The namespace for which an SSH key signs them.
    #[getter]
    const fn namespace(&self) -> &'static str {
        core::Enrolment::NAMESPACE
    }

    /// Return the envelope in JSON, with a signature made elsewhere: 64 bytes, or those of the text of an SSH signature.
    fn envelope(&self, signature: &Bound<'_, PyAny>) -> Outcome<String> {
        let signature = bytes_argument(signature, "signature", "")?;
        Ok(self.inner.envelope(signature)?)
    }

    fn __repr__(&self) -> String {
        let fingerprint = self.inner.public.fingerprint();
        format!("<Enrolment {}, {fingerprint}>", self.inner.principal)
    }
}

/// A key that has signed its own enrolment. `Enrolment.prove` makes one.
#[pyclass(frozen, module = "foureyes")]
pub(crate) struct Enrolled {
    inner: core::Enrolled,
}

#[pymethods]
impl Enrolled {
    /// What it says, as a document.
    #[getter]
    fn enrolment<'py>(&self, py: Python<'py>) -> Outcome<Bound<'py, PyDict>> {
        records::dict_of(py, &self.inner.enrolment)
    }

    /// How strongly it shows that a person was there.
    #[getter]
    const fn assurance(&self) -> &'static str {
        self.inner.assurance.word()
    }

    /// Return what is proven as JSON.
    fn to_json(&self) -> String {
        self.inner.to_json()
    }

    fn __repr__(&self) -> String {
        format!("<Enrolled {}>", self.inner.enrolment.principal)
    }
}
