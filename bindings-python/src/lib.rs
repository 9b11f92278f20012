//! The Python side of foureyes. It turns what Python holds into the bytes that core reads, calls core, and shows what
//! comes back; it decides nothing.

#[macro_use]
mod records;

mod authority;
mod brief;
mod cases;
mod decision;
mod detect;
mod document;
mod enrolment;
mod error;
mod gate;
mod handles;
mod instant;
mod plan;
mod request;
mod signing;
mod walk;

/// The classes and functions of the package `foureyes`.
#[pyo3::pymodule(gil_used = false)]
mod _native {
    #[pymodule_export]
    use crate::authority::{DocumentKind, Followed, History, Quorum, Signed, State, Step, follow};
    #[pymodule_export]
    use crate::brief::{
        About, Brief, Check, Checked, Claim, Comment, Fact, HotPath, InvolvementRange, Part, Who,
    };
    #[pymodule_export]
    use crate::cases::{Cases, Outcome};
    #[pymodule_export]
    use crate::decision::{Decision, Permit, StoredDecision};
    #[pymodule_export]
    use crate::detect::{Agents, detect_commit};
    #[pymodule_export]
    use crate::enrolment::{Enrolled, Enrolment};
    #[pymodule_export]
    use crate::gate::Gate;
    #[pymodule_export]
    use crate::handles::{Change, Policy, Roster, Statements};
    #[pymodule_export]
    use crate::plan::{Diagnostic, Plan, Resource};
    #[pymodule_export]
    use crate::records::{
        Candidate, Candidates, Counted, Differs, Ignored, Lack, Missing, Moment, NotCounted,
        Obligation, Reason, RefusedStatement, Requirement, Used, Verified,
    };
    #[pymodule_export]
    use crate::signing::{Draft, SecretKey};

    use pyo3::prelude::*;

    #[pymodule_init]
    fn init(module: &Bound<'_, PyModule>) -> PyResult<()> {
        module.add("__version__", env!("CARGO_PKG_VERSION"))
    }
}
