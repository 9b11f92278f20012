//! The Python side of foureyes. It turns what Python holds into the bytes that core reads, calls core, and shows what
//! comes back; it decides nothing.

mod decision;
mod detect;
mod document;
mod error;
mod gate;
mod handles;
mod instant;
mod records;
mod request;
mod signing;
mod walk;

/// The classes and functions of the package `foureyes`.
#[pyo3::pymodule(gil_used = false)]
mod _native {
    #[pymodule_export]
    use crate::decision::{Decision, Permit, StoredDecision};
    #[pymodule_export]
    use crate::detect::{Agents, detect_commit};
    #[pymodule_export]
    use crate::gate::Gate;
    #[pymodule_export]
    use crate::handles::{Change, Policy, Roster, Statements};
    #[pymodule_export]
    use crate::records::{
        Candidate, Candidates, Counted, Differs, Ignored, Lack, Missing, NotCounted, Obligation,
        Reason, RefusedStatement, Requirement, Used, Verified,
    };
    #[pymodule_export]
    use crate::signing::{Draft, SecretKey};

    use pyo3::prelude::*;

    #[pymodule_init]
    fn init(module: &Bound<'_, PyModule>) -> PyResult<()> {
        module.add("__version__", env!("CARGO_PKG_VERSION"))
    }
}
