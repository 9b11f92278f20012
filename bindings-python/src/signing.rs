//! Drafts and private keys.

use foureyes::error::ErrorCode;
use pyo3::prelude::*;
use pyo3::types::{PyBytes, PyString};

use crate::document::{bytes_argument, text_argument};
use crate::error::{Failure, Outcome};
use crate::walk::kind;

/// A statement that nobody has signed yet, with its exact bytes. `Gate.draft` makes one.
#[pyclass(frozen, module = "foureyes")]
pub(crate) struct Draft {
    pub(crate) inner: foureyes::statement::Draft,
}

#[pymethods]
impl Draft {
    /// The payload: an in-toto Statement in JSON.
    #[getter]
    fn payload<'py>(&self, py: Python<'py>) -> Bound<'py, PyBytes> {
        PyBytes::new(py, self.inner.payload())
    }

    /// The bytes that have to be signed: with Ed25519 and nothing around them, or by an SSH key for the namespace.
    #[getter]
    fn message<'py>(&self, py: Python<'py>) -> Bound<'py, PyBytes> {
        PyBytes::new(py, &self.inner.message())
    }

    /// The namespace for which an SSH key signs them.
    #[getter]
    fn namespace(&self) -> &'static str {
        self.inner.namespace()
    }

    /// The digest that names the statement.
    #[getter]
    fn id(&self) -> String {
        self.inner.id().to_string()
    }

    /// Return the envelope in JSON, with a signature made elsewhere: 64 bytes, or those of the text of an SSH signature.
    fn envelope(&self, signature: &Bound<'_, PyAny>) -> Outcome<String> {
        let signature = bytes_argument(signature, "signature", "")?;
        Ok(self.inner.envelope(signature)?)
    }

    /// Sign the statement and return the envelope in JSON.
    fn sign(&self, key: &Bound<'_, PyAny>) -> Outcome<String> {
        let Ok(key) = key.cast::<SecretKey>() else {
            let message = format!("invalid type: `{}`, expected SecretKey", kind(key));
            return Err(Failure::input("key", "", ErrorCode::WrongType, message));
        };
        Ok(self.inner.sign(&key.get().inner)?)
    }

    fn __repr__(&self) -> String {
        format!("<Draft {}>", self.inner.id())
    }
}

/// An Ed25519 private key. It is never shown, and wiped from memory when it is dropped.
///
/// `seed` is 32 secret bytes, from a generator fit for keys such as `secrets.token_bytes(32)`.
#[pyclass(frozen, module = "foureyes")]
pub(crate) struct SecretKey {
    inner: foureyes::signature::SecretKey,
}

#[pymethods]
impl SecretKey {
    #[new]
    fn new(seed: &Bound<'_, PyAny>) -> Outcome<Self> {
        let seed = bytes_argument(seed, "key", "")?;
        let Ok(seed) = seed.try_into() else {
            let message = format!("expected a seed of 32 bytes, found {}", seed.len());
            return Err(Failure::input("key", "", ErrorCode::InvalidValue, message));
        };
        let inner = foureyes::signature::SecretKey::from_seed(seed);
        Ok(Self { inner })
    }

    /// Read a key as PKCS#8 in PEM.
    #[staticmethod]
    fn from_pem(text: &Bound<'_, PyAny>) -> Outcome<Self> {
        let text = text_argument(text, "key", "")?;
        let inner = foureyes::signature::SecretKey::from_pem(text)?;
        Ok(Self { inner })
    }

    /// The public key, as a roster and OpenSSH write it.
    #[getter]
    fn public(&self) -> String {
        self.inner.public().to_string()
    }

    /// The fingerprint of the public key.
    #[getter]
    fn fingerprint(&self) -> String {
        self.inner.public().fingerprint().to_string()
    }

    /// Return the signature of `message`, 64 bytes.
    fn sign<'py>(&self, message: &Bound<'py, PyAny>) -> Outcome<Bound<'py, PyBytes>> {
        let signature = self.inner.sign(bytes_argument(message, "message", "")?);
        Ok(PyBytes::new(message.py(), &signature))
    }

    /// Return the envelope of an in-toto Statement, such as `Decision.summary`, signed with this key of a gate.
    fn seal(&self, payload: &Bound<'_, PyAny>) -> Outcome<String> {
        let payload = match payload.cast::<PyString>() {
            Ok(_) => text_argument(payload, "payload", "")?.as_bytes(),
            Err(_) => bytes_argument(payload, "payload", "")?,
        };
        Ok(self.inner.seal(payload))
    }

    /// Return the private key as PKCS#8 in PEM.
    fn to_pem(&self) -> String {
        self.inner.to_pem().to_string()
    }

    fn __repr__(&self) -> String {
        format!("<SecretKey {}>", self.inner.public().fingerprint())
    }
}
