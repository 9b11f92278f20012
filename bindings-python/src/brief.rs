//! The reviewer's one screen.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use pyo3::exceptions::PyTypeError;
use pyo3::prelude::*;
use pyo3::types::PyDict;
use serde::{Deserialize, Serialize};

use crate::instant::Instant;
use crate::records::{self, DigestSet, Requirement, Tuple};

records! {
    /// What a brief is about.
    About {
        /// The change.
        change_id: String,
        /// The repository.
        repository: String,
        /// The full ref.
        target_ref: String,
        /// What is about to happen.
        action: String,
        /// Where; None where it is not known.
        environment: Option<String>,
        /// In which regions.
        regions: Tuple<String>,
        /// The digests of the subjects.
        subjects: Tuple<DigestSet>,
        /// The change digest.
        change_digest: String,
    }
    /// The record of a check.
    Checked {
        /// What was checked.
        #[serde(rename = "type")]
        kind: String,
        /// How it turned out.
        result: String,
        /// Whether somebody other than those who take part vouches for it.
        trusted: bool,
        /// When.
        at: Option<Instant>,
    }
    /// How far an AI was involved: at least `floor`, at most `ceiling`.
    InvolvementRange {
        /// The highest claim.
        floor: String,
        /// The highest rung that could still be true.
        ceiling: String,
        /// Every rung that is claimed.
        claimed: Tuple<String>,
        /// Whether `claimed` is taken to be all there is, by a signature or a stated presumption.
        settled: bool,
    }
    /// One claim about how content was made. Its texts are other people's words: escape them before showing them.
    Claim {
        /// What is claimed.
        involvement: String,
        /// How it is known.
        basis: String,
        /// The tool.
        tool: Option<String>,
        /// The model, as the tool spells it.
        model: Option<String>,
        /// The person whom the tool worked for.
        operator: Option<String>,
        /// What the tool said about why.
        rationale: Option<String>,
        /// Where the claim was found.
        location: Option<String>,
        /// The commit it speaks of; None for the whole change.
        commit: Option<String>,
    }
    /// An account on a platform, or somebody of the roster.
    Who {
        /// The account.
        account: Option<String>,
        /// The principal.
        principal: Option<String>,
    }
    /// Somebody who took part.
    Part {
        /// Who.
        who: Who,
        /// How.
        role: String,
    }
    /// A path to look at first.
    HotPath {
        /// The path, as far as it is text.
        path: String,
        /// Why: `gate`, `odd` or `large`.
        why: String,
        /// How many lines are added and removed; None where it is not known.
        lines: Option<u64>,
    }
    /// Something to look at before signing.
    Check {
        /// What an approval acknowledges.
        code: String,
        /// What the signer must be able to answer.
        question: String,
        /// Why it is asked of this change.
        because: String,
        /// Whether an approval counts only if it acknowledges this.
        required: bool,
    }
    /// What an approver has said.
    Comment {
        /// Who.
        person: String,
        /// What.
        text: String,
    }
}

/// What a fact says.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, IntoPyObject)]
#[serde(untagged)]
pub(crate) enum FactValue {
    /// Yes or no.
    Flag(bool),
    /// A word.
    Word(String),
}

/// A value, and who vouches for it. It has no truth value: ask `value`.
#[pyclass(frozen, get_all, eq, generic, module = "foureyes")]
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(try_from = "BTreeMap<String, FactValue>")]
pub(crate) struct Fact {
    /// Who vouches for it: `declared`, `collected` or `signed`.
    pub(crate) origin: String,
    /// What is known.
    pub(crate) value: FactValue,
}

impl TryFrom<BTreeMap<String, FactValue>> for Fact {
    type Error = &'static str;

    fn try_from(members: BTreeMap<String, FactValue>) -> Result<Self, Self::Error> {
        let first = members.into_iter().next();
        let (origin, value) = first.ok_or("a fact without a value")?;
        Ok(Self { origin, value })
    }
}

#[pymethods]
impl Fact {
    fn __bool__(&self) -> PyResult<bool> {
        let message =
            "a fact is neither true nor false: use .value, and .origin before trusting it";
        Err(PyTypeError::new_err(message))
    }

    fn __repr__(&self) -> String {
        records::shown("Fact", &BTreeMap::from([(&self.origin, &self.value)]))
    }
}

macro_rules! members {
    ($($(#[doc = $text:literal])+ $name:ident: $type:ty,)*) => {
        /// What of a brief is shown as objects.
        #[derive(Debug, Deserialize)]
        #[serde(rename_all = "camelCase")]
        struct BriefView {
            $(#[serde(default)] $name: $type,)*
        }

        #[pymethods]
        impl Brief {
            $(
                $(#[doc = $text])+
                #[getter]
                fn $name(&self) -> PyResult<$type> {
                    Ok(self.view()?.$name.clone())
                }
            )*

            /// Everything that it says, as plain objects, made anew at each call.
            #[getter]
            fn record<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyDict>> {
                Ok(records::plain(py, &self.inner.to_json())?.cast_into()?)
            }

            /// Return the brief in JSON.
            fn to_json(&self) -> String {
                self.inner.to_json()
            }

            /// Return the brief for a terminal.
            fn explain(&self) -> String {
                self.inner.explain()
            }

            /// Return the brief in Markdown.
            fn to_markdown(&self) -> String {
                self.inner.to_markdown()
            }

            fn __repr__(&self) -> String {
                let (verdict, about) = (self.inner.verdict.word(), &self.inner.about);
                format!("<Brief {verdict}, {}>", about.change_id)
            }
        }
    };
}

/// What a reviewer sees of a change before she signs. `Gate.brief` makes one; it decides nothing.
#[pyclass(frozen, module = "foureyes")]
pub(crate) struct Brief {
    inner: foureyes::brief::Brief,
    view: OnceLock<BriefView>,
}

impl Brief {
    pub(crate) const fn from(inner: foureyes::brief::Brief) -> Self {
        Self {
            inner,
            view: OnceLock::new(),
        }
    }

    fn view(&self) -> PyResult<&BriefView> {
        if let Some(view) = self.view.get() {
            return Ok(view);
        }
        let view = records::view(&self.inner.to_json())?;
        Ok(self.view.get_or_init(|| view))
    }
}

members! {
    /// What it is about.
    about: About,
    /// How the decision stands.
    verdict: String,
    /// What is asked, and how it stands.
    requirements: Tuple<Requirement>,
    /// What sorts of change it is.
    kinds: Tuple<String>,
    /// The services that it touches.
    services: Tuple<String>,
    /// The strictest tier; None where it is not known.
    tier: Option<u8>,
    /// How far it reaches before anybody can stop it.
    blast: Option<Fact>,
    /// How it is rolled out.
    rollout: Option<Fact>,
    /// Whether it can be undone.
    reversible: Option<Fact>,
    /// Whether it destroys something.
    destructive: Option<Fact>,
    /// What it destroys: resources and paths.
    destroys: Tuple<String>,
    /// What happens to resources, counted.
    resources: BTreeMap<String, u64>,
    /// The checks of which there is a record.
    evidence: Tuple<Checked>,
    /// The checks that are asked for and have not passed.
    evidence_missing: Tuple<String>,
    /// The facts that nobody has found out.
    facts_missing: Tuple<String>,
    /// How far an AI was involved.
    involvement: InvolvementRange,
    /// What is claimed about AI, the words of the AI among it.
    claims: Tuple<Claim>,
    /// Who took part.
    people: Tuple<Part>,
    /// How many paths it touches; None where it is not known.
    paths: Option<u64>,
    /// How many lines it adds and removes; None where it is not known.
    lines: Option<u64>,
    /// The paths to look at first: those that control the gate, those that cannot be normalised, the largest.
    hot: Tuple<HotPath>,
    /// What to look at, for a change of this sort.
    checklist: Tuple<Check>,
    /// What approvers have said to the author.
    comments: Tuple<Comment>,
}
