//! What decisions and statements show, as frozen objects of Python. They are read from the canonical JSON of core, so
//! that every word is core's own.

use std::collections::BTreeMap;

use pyo3::IntoPyObjectExt as _;
use pyo3::prelude::*;
use pyo3::types::{PyDict, PyTuple};
use serde::{Deserialize, Serialize};

use crate::error::Outcome;
use crate::instant::Instant;

/// A list that is shown as a tuple, which nobody can alter.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub(crate) struct Tuple<T>(pub(crate) Vec<T>);

impl<T> Default for Tuple<T> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<'py, T: IntoPyObject<'py>> IntoPyObject<'py> for Tuple<T> {
    type Target = PyTuple;
    type Output = Bound<'py, PyTuple>;
    type Error = PyErr;

    fn into_pyobject(self, py: Python<'py>) -> PyResult<Self::Output> {
        let elements = self.0.into_iter();
        let elements = elements.map(|element| element.into_bound_py_any(py));
        PyTuple::new(py, elements.collect::<PyResult<Vec<_>>>()?)
    }
}

/// A detail of a reason.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, IntoPyObject)]
#[serde(untagged)]
pub(crate) enum Detail {
    /// A number.
    Number(i64),
    /// A text.
    Text(String),
    /// Several texts.
    Texts(Tuple<String>),
}

/// Digests by the name of their algorithm.
pub(crate) type DigestSet = BTreeMap<String, String>;

macro_rules! records {
    ($($(#[$doc:meta])* $name:ident { $($(#[$member:meta])* $field:ident: $type:ty,)* })*) => {$(
        $(#[$doc])*
        #[pyclass(frozen, get_all, eq, module = "foureyes")]
        #[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
        #[serde(rename_all = "camelCase", deny_unknown_fields)]
        pub(crate) struct $name {
            $($(#[$member])* #[serde(default)] pub(crate) $field: $type,)*
        }

        #[pymethods]
        impl $name {
            fn __repr__(&self) -> String {
                $crate::records::shown(stringify!($name), self)
            }
        }
    )*};
}

pub(crate) fn shown<T: Serialize>(name: &str, record: &T) -> String {
    format!(
        "<{name} {}>",
        serde_json::to_string(record).unwrap_or_default()
    )
}

records! {
    /// Why a verdict is what it is.
    Reason {
        /// What it does to the verdict: `deny`, `hold` or `note`.
        effect: String,
        /// The stable code.
        code: String,
        /// The rule it comes from, as `document/rule`.
        rule: Option<String>,
        /// The requirement of the rule, from 0.
        requirement: Option<u32>,
        /// The code that the policy gives it.
        name: Option<String>,
        /// Whom or what it is about. Text from the change is hostile: escape it before showing it.
        subject: Option<String>,
        /// Further details, by name.
        details: BTreeMap<String, Detail>,
    }
    /// Somebody whose approval counts for a requirement.
    Counted {
        /// The person.
        person: String,
        /// The statement.
        statement: String,
        /// How strong it is.
        assurance: String,
        /// When it was issued.
        issued: Option<Instant>,
        /// The service that saw her approve on a platform, where she did not sign herself.
        vouched_by: Option<String>,
        /// In whose authority, where that is not her own.
        on_behalf_of: Option<String>,
        /// The statement by which that was delegated.
        delegation: Option<String>,
        /// Which members of the requirement she also fills.
        seats: Tuple<String>,
        /// What she says to the author.
        comment: Option<String>,
    }
    /// In what a signer falls short, with what she has and what is needed.
    Lack {
        /// In what.
        lacks: String,
        /// What she has.
        has: Option<String>,
        /// What is needed.
        needs: String,
    }
    /// Somebody whose approval is good, but not for this requirement.
    NotCounted {
        /// The person.
        person: String,
        /// The statement.
        statement: String,
        /// In what she falls short.
        lacks: Tuple<Lack>,
    }
    /// Somebody who could sign for a requirement.
    Candidate {
        /// The person.
        person: String,
        /// Her level.
        level: Option<String>,
        /// The services of the change that she owns.
        owns: Tuple<String>,
        /// Whether she is on call.
        on_call: bool,
    }
    /// Those who could sign: how many, and the first ten.
    Candidates {
        /// How many there are.
        total: u32,
        /// The first ten.
        first: Tuple<Candidate>,
    }
    /// One requirement and how it stands.
    Requirement {
        /// The rule, as `document/rule`; `floor` for what no policy can remove.
        rule: String,
        /// The requirement of the rule, from 0; those inside `allOf` and `anyOf` count one by one.
        requirement: u32,
        /// The alternatives of the rule that hold it, from 0; empty where the rule has only one.
        alternatives: Tuple<u32>,
        /// Its stable code, or the name that the policy gives it.
        name: String,
        /// Why the rule is there.
        why: String,
        /// How it stands: `met`, `unmet`, `covered`, `closed` or `waived`.
        status: String,
        /// What stands in for it: `emergency-revert`.
        waived_by: Option<String>,
        /// What it asks, in words.
        asks: String,
        /// How many people it asks for.
        need: Option<u32>,
        /// By how many unresolved participants and objections raise it.
        raised: u32,
        /// Who counts.
        counted: Tuple<Counted>,
        /// Whose good approvals do not count here, and why.
        not_counted: Tuple<NotCounted>,
        /// Who could.
        candidates: Option<Candidates>,
    }
    /// What would make it an allow, as far as people and evidence can.
    Missing {
        /// A smallest set of people whose approvals would meet every requirement that people can meet.
        people: Tuple<String>,
        /// Whether no smaller set would do. None where nobody is missing or nobody can help.
        minimal: Option<bool>,
        /// The evidence that is missing.
        evidence: Tuple<String>,
        /// The facts that would help, by their place in the change.
        facts: Tuple<String>,
    }
    /// What a statement names, and what is there instead.
    Differs {
        /// What the statement names.
        signed: String,
        /// What is there.
        is_: String,
    }
    /// A statement that did not count.
    Ignored {
        /// Why.
        code: String,
        /// The statement.
        statement: String,
        /// Whose key it names.
        person: Option<String>,
        /// What it names, where something else is there.
        differs: Option<Differs>,
    }
    /// Something that is owed after an allow.
    Obligation {
        /// What is owed, such as `review`.
        code: String,
        /// The rule that it comes from, as `document/rule`.
        rule: Option<String>,
        /// The stable code of the requirement.
        name: Option<String>,
        /// What has to be done, in words.
        asks: Option<String>,
        /// By whom.
        owed_by: String,
        /// By when.
        due: Option<Instant>,
    }
    /// A statement whose signature is valid. Whether it counts is decided against a change.
    Verified {
        /// The digest that names the statement.
        id: String,
        /// Whose key signed it.
        person: String,
        /// The fingerprint of the key.
        key: String,
        /// What sort of statement it is.
        predicate_type: String,
        /// How strongly it shows that a person was there.
        assurance: String,
        /// When an independent witness first saw it.
        witnessed_at: Option<Instant>,
    }
    /// A statement that was refused before it could be held against a change.
    RefusedStatement {
        /// Why.
        code: String,
        /// The digest that names the statement, or its envelope where it has no payload.
        id: String,
        /// Whose key it names.
        person: Option<String>,
    }
    /// An instant at which the decision is another one, if nothing happens until then.
    Moment {
        /// The instant.
        at: Option<Instant>,
        /// The verdict from then on.
        verdict: String,
        /// The reasons that hold or refuse no more.
        ends: Tuple<Reason>,
        /// The reasons that hold or refuse from then on.
        begins: Tuple<Reason>,
        /// Those who count no more.
        leaves: Tuple<String>,
        /// What is different from then on, in words.
        sentences: Tuple<String>,
    }
    /// A statement that was used, and who signed it.
    Used {
        /// The statement.
        statement: String,
        /// The person.
        person: String,
    }
}

/// What of a decision is shown as objects.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct DecisionView {
    #[serde(default)]
    pub(crate) because: Option<String>,
    pub(crate) reasons: Tuple<Reason>,
    pub(crate) requirements: Tuple<Requirement>,
    #[serde(default)]
    pub(crate) missing: Missing,
    #[serde(default)]
    pub(crate) obligations: Tuple<Obligation>,
    #[serde(default)]
    pub(crate) ignored: Tuple<Ignored>,
}

/// What of a set of statements is shown as objects.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct StatementsView {
    pub(crate) verified: Tuple<Verified>,
    pub(crate) refused: Tuple<RefusedStatement>,
    #[serde(default)]
    pub(crate) complete_as_of: Option<Instant>,
}

/// What of a permit is shown as objects.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct PermitView {
    pub(crate) subjects: Tuple<DigestSet>,
    pub(crate) change_digest: String,
    #[serde(default)]
    pub(crate) environment: Option<String>,
    pub(crate) action: String,
    pub(crate) obligations: Tuple<Obligation>,
    pub(crate) used: Tuple<Used>,
}

/// Reads what core has written.
pub(crate) fn view<T: serde::de::DeserializeOwned>(json: &str) -> PyResult<T> {
    serde_json::from_str(json)
        .map_err(|error| pyo3::exceptions::PyRuntimeError::new_err(error.to_string()))
}

/// Returns what core has written as plain objects of Python.
pub(crate) fn plain<'py>(py: Python<'py>, json: &str) -> PyResult<Bound<'py, PyAny>> {
    py.import("json")?.call_method1("loads", (json,))
}

/// Returns a value of core as plain objects of Python.
pub(crate) fn plain_of<'py>(
    py: Python<'py>,
    value: &impl Serialize,
) -> PyResult<Bound<'py, PyAny>> {
    let json = serde_json::to_string(value)
        .map_err(|error| pyo3::exceptions::PyRuntimeError::new_err(error.to_string()))?;
    plain(py, &json)
}

/// Returns a value of core as a `dict`.
pub(crate) fn dict_of<'py>(py: Python<'py>, value: &impl Serialize) -> Outcome<Bound<'py, PyDict>> {
    Ok(plain_of(py, value)?.cast_into().map_err(PyErr::from)?)
}
