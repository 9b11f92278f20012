//! Plans of Terraform and OpenTofu.

use foureyes::Change as CoreChange;
use pyo3::prelude::*;
use serde::{Deserialize, Serialize};

use crate::brief::Fact;
use crate::document;
use crate::error::Outcome;
use crate::handles::Change;
use crate::records::{self, Tuple};

records! {
    /// A resource of a plan, and what happens to it.
    Resource {
        /// Its address.
        address: String,
        /// Its type.
        #[serde(rename = "type")]
        kind: String,
        /// What happens to it.
        action: String,
    }
    /// Something in a document of another system that could not be taken as it stands.
    Diagnostic {
        /// A stable code.
        code: String,
        /// Where, as a JSON Pointer.
        path: String,
    }
}

/// What of a plan is shown as objects.
#[derive(Debug, Deserialize)]
struct PlanView {
    #[serde(default)]
    destroys: Option<Fact>,
    diagnostics: Tuple<Diagnostic>,
}

/// What a plan of Terraform or OpenTofu does. `Plan.from_json` reads one.
#[pyclass(frozen, module = "foureyes")]
pub(crate) struct Plan {
    inner: foureyes::detect::Plan,
}

impl Plan {
    fn view(&self) -> PyResult<PlanView> {
        records::view(&self.inner.to_json())
    }
}

#[pymethods]
impl Plan {
    /// Read what `terraform show -json` prints of a saved plan (`str` or `bytes`).
    #[staticmethod]
    fn from_json(py: Python<'_>, text: &Bound<'_, PyAny>) -> Outcome<Self> {
        let bytes = document::text_bytes(text, "plan")?;
        let inner = py.detach(|| foureyes::detect::Plan::from_json(bytes))?;
        Ok(Self { inner })
    }

    /// SHA-256 of the bytes that were read.
    #[getter]
    fn digest(&self) -> String {
        self.inner.digest.to_string()
    }

    /// The resources that change, by address.
    #[getter]
    fn resources(&self) -> Tuple<Resource> {
        let known = self.inner.resources.known().iter();
        let shown = known.map(|one| Resource {
            address: one.address.clone(),
            kind: one.kind.clone(),
            action: one.action.word().to_owned(),
        });
        Tuple(shown.collect())
    }

    /// Whether `resources` are all of them. What could not be read stands in `diagnostics`.
    #[getter]
    const fn whole(&self) -> bool {
        self.inner.resources.is_whole()
    }

    /// What could not be read.
    #[getter]
    fn diagnostics(&self) -> PyResult<Tuple<Diagnostic>> {
        Ok(self.view()?.diagnostics)
    }

    /// Whether it destroys something; None where it could be more than what is listed.
    #[getter]
    fn destroys(&self) -> PyResult<Option<Fact>> {
        Ok(self.view()?.destroys)
    }

    /// Return `change`, a `Change` or its document, as one that carries out this plan.
    ///
    /// Its resources, its digest, a subject of it, the kind `infra`, and whether it destroys something are added. A
    /// document need not name a subject of its own.
    fn add_to(&self, change: &Bound<'_, PyAny>) -> Outcome<Change> {
        let carried = |bytes: &[u8]| Ok(self.inner.read_change(bytes)?);
        let inner = match change.cast::<Change>() {
            Ok(handle) => carried(handle.get().inner.to_json().as_bytes())?,
            Err(_) => document::read_as::<CoreChange, _>(change, carried)?,
        };
        Ok(Change { inner })
    }

    /// Return what the plan does as JSON.
    fn to_json(&self) -> String {
        self.inner.to_json()
    }

    fn __repr__(&self) -> String {
        format!("<Plan {}>", self.inner.digest)
    }
}
