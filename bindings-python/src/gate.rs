//! The gate.

use foureyes::decision::Candidate as CoreCandidate;
use foureyes::error::{CompileError, ErrorCode};
use foureyes::statement::Intent;
use foureyes::wire::{candidates_to_json, moments_to_json};
use foureyes::{Submitted, Timestamp};
use pyo3::prelude::*;
use pyo3::types::{PyDict, PyInt, PyTuple};

use crate::authority;
use crate::brief::Brief;
use crate::decision::{Decision, all_of};
use crate::document::{self, elements, json_bytes, text_argument};
use crate::error::{Failure, Outcome, problems};
use crate::handles::{Policy, Roster, Statements};
use crate::instant;
use crate::records::{self, Candidate, Moment, Tuple};
use crate::request::{self, Arguments, Prepared};
use crate::signing::Draft;
use crate::walk::kind;

/// A policy and a roster, checked against each other. Immutable; usable from any thread.
#[pyclass(frozen, module = "foureyes")]
pub(crate) struct Gate {
    inner: foureyes::Gate,
}

#[pymethods]
impl Gate {
    /// Check a policy and a roster, each by itself and against the other; raise `CompileError` with every error found.
    #[staticmethod]
    fn compile(
        py: Python<'_>,
        policy: &Bound<'_, PyAny>,
        roster: &Bound<'_, PyAny>,
    ) -> Outcome<Self> {
        let inner = compiled(py, policy, roster)??;
        Ok(Self { inner })
    }

    /// Check the last policy and roster of a `History`, and whether they follow from what it begins with. Where they do
    /// not, every decision is held with `authority_unsigned`.
    #[staticmethod]
    fn compile_signed(py: Python<'_>, history: &Bound<'_, PyAny>) -> Outcome<Self> {
        let history = authority::history(history)?;
        let inner = py.detach(|| foureyes::Gate::compile_signed(&history.inner()))?;
        Ok(Self { inner })
    }

    /// Check a roster by itself, and every key of it in full. Returns every problem, each with its place.
    #[staticmethod]
    fn check_roster<'py>(
        py: Python<'py>,
        roster: &Bound<'py, PyAny>,
    ) -> Outcome<Bound<'py, PyTuple>> {
        let roster = Roster::of(roster)?;
        let found = py.detach(|| foureyes::Gate::check_roster(&roster));
        Ok(problems(py, &found)?)
    }

    /// Combine decisions about one change under several policies: the worst verdict, every reason.
    #[staticmethod]
    fn all(decisions: &Bound<'_, PyAny>) -> Outcome<Decision> {
        let mut all = all_of(decisions)?.into_iter();
        let Some(first) = all.next() else {
            let message = "there is no decision to combine";
            return Err(Failure::input(
                "decisions",
                "",
                ErrorCode::EmptyList,
                message,
            ));
        };
        Ok(Decision::from(foureyes::Gate::all(first, all)))
    }

    /// What should be looked at, though it is no error.
    #[getter]
    fn warnings<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyTuple>> {
        problems(py, self.inner.warnings())
    }

    /// The codes of every relaxation in force.
    #[getter]
    fn posture(&self) -> Tuple<&'static str> {
        Tuple(self.inner.posture().iter().map(|one| one.code()).collect())
    }

    /// The versions of policy and roster, to be remembered as last seen.
    #[getter]
    fn versions<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyDict>> {
        let versions = self.inner.versions();
        let dict = PyDict::new(py);
        dict.set_item("policy", versions.policy)?;
        dict.set_item("roster", versions.roster)?;
        Ok(dict)
    }

    /// Verify envelopes under the keys of the roster. What does not verify is refused with its reason, never an error.
    ///
    /// An envelope is JSON (`str`, `bytes`) or a dict, or a pair of that and the instant at which an independent witness
    /// first saw it. `complete_as_of` is your word that no statement was left out up to that instant.
    #[pyo3(signature = (envelopes, complete_as_of=None))]
    fn verify(
        &self,
        py: Python<'_>,
        envelopes: &Bound<'_, PyAny>,
        complete_as_of: Option<&Bound<'_, PyAny>>,
    ) -> Outcome<Statements> {
        let envelopes = submitted(envelopes)?;
        let instant = complete_as_of
            .map(|value| instant::read(value, "request", "complete_as_of"))
            .transpose()?;
        let mut inner = py.detach(|| self.inner.verify(&envelopes));
        if let Some(instant) = instant {
            inner = inner.complete_as_of(instant);
        }
        Ok(Statements { inner })
    }

    /// Decide whether `change` may go live. Every change gives a decision.
    ///
    /// `change` is a `Change` or its document; `statements` are those of `verify`, None if there are none; `now` is an
    /// aware datetime or RFC 3339. `duty` and `revocations` are documents, `consumed` is `Permit.used` of before,
    /// `last_seen` is `versions` of before. `simulated` says that `now` is not the time: there is no permit then.
    #[pyo3(signature = (change, statements=None, *, now, duty=None, revocations=None, consumed=None, last_seen=None, simulated=None))]
    #[expect(
        clippy::too_many_arguments,
        reason = "each is a name of the call in Python"
    )]
    fn evaluate(
        &self,
        change: &Bound<'_, PyAny>,
        statements: Option<&Bound<'_, PyAny>>,
        now: &Bound<'_, PyAny>,
        duty: Option<&Bound<'_, PyAny>>,
        revocations: Option<&Bound<'_, PyAny>>,
        consumed: Option<&Bound<'_, PyAny>>,
        last_seen: Option<&Bound<'_, PyAny>>,
        simulated: Option<&Bound<'_, PyAny>>,
    ) -> Outcome<Decision> {
        let arguments = Arguments {
            change: Some(change),
            statements,
            now: Some(now),
            duty,
            revocations,
            consumed,
            last_seen,
            simulated,
        };
        let prepared = Prepared::new(&self.inner, &arguments)?;
        Ok(Decision::from(self.inner.evaluate(&prepared.request())))
    }

    /// Decide about many changes in one call, while other threads run. Each request is a dict with the names of
    /// `evaluate`.
    fn evaluate_many(&self, py: Python<'_>, requests: &Bound<'_, PyAny>) -> Outcome<Vec<Decision>> {
        let mut all = Vec::new();
        for (index, request) in elements(requests, "requests")?.enumerate() {
            let prepared = Prepared::of_dict(&self.inner, &request?);
            all.push(prepared.map_err(|failure| failure.in_request(index))?);
        }
        Ok(py.detach(|| {
            let requests = all.iter().map(Prepared::request);
            requests
                .map(|request| Decision::from(self.inner.evaluate(&request)))
                .collect()
        }))
    }

    /// Decide about a change that brings in another policy or roster: the old and the new must both allow it.
    ///
    /// `candidate` is the gate of the new documents, or a pair `(policy, roster)` of them. A pair that does not compile
    /// is a reason of the decision.
    #[pyo3(signature = (candidate, change, statements=None, *, now, duty=None, revocations=None, consumed=None, last_seen=None, simulated=None))]
    #[expect(
        clippy::too_many_arguments,
        reason = "each is a name of the call in Python"
    )]
    fn evaluate_transition(
        &self,
        candidate: &Bound<'_, PyAny>,
        change: &Bound<'_, PyAny>,
        statements: Option<&Bound<'_, PyAny>>,
        now: &Bound<'_, PyAny>,
        duty: Option<&Bound<'_, PyAny>>,
        revocations: Option<&Bound<'_, PyAny>>,
        consumed: Option<&Bound<'_, PyAny>>,
        last_seen: Option<&Bound<'_, PyAny>>,
        simulated: Option<&Bound<'_, PyAny>>,
    ) -> Outcome<Decision> {
        let arguments = Arguments {
            change: Some(change),
            statements,
            now: Some(now),
            duty,
            revocations,
            consumed,
            last_seen,
            simulated,
        };
        let prepared = Prepared::new(&self.inner, &arguments)?;
        let candidate = brought_in(candidate)?;
        let request = prepared.request();
        let decision = self.inner.evaluate_transition(candidate.as_ref(), &request);
        Ok(Decision::from(decision))
    }

    /// Decide from JSON: what cannot be read is a decision that denies, never an error.
    #[pyo3(signature = (change, envelopes, *, now))]
    fn decide(
        &self,
        py: Python<'_>,
        change: &Bound<'_, PyAny>,
        envelopes: &Bound<'_, PyAny>,
        now: &Bound<'_, PyAny>,
    ) -> Outcome<Decision> {
        let now = instant::read(now, "request", "now")?;
        let change = json_bytes(change, "change")?;
        let envelopes = submitted(envelopes)?;
        let decision = py.detach(|| self.inner.decide(&change, &envelopes, now));
        Ok(Decision::from(decision))
    }

    /// Return whether a change touches what controls the gate, or could.
    fn is_transition(&self, change: &Bound<'_, PyAny>) -> Outcome<bool> {
        Ok(self.inner.is_transition(request::change(change)?.inner()))
    }

    /// Return everybody who could newly sign for a requirement, in the order in which they are suggested.
    ///
    /// `rule` and `requirement` are those of `Decision.requirements`, the rest is as for `evaluate`.
    #[pyo3(signature = (rule, requirement, change, statements=None, *, now, duty=None, revocations=None))]
    #[expect(
        clippy::too_many_arguments,
        reason = "each is a name of the call in Python"
    )]
    fn candidates(
        &self,
        rule: &Bound<'_, PyAny>,
        requirement: &Bound<'_, PyAny>,
        change: &Bound<'_, PyAny>,
        statements: Option<&Bound<'_, PyAny>>,
        now: &Bound<'_, PyAny>,
        duty: Option<&Bound<'_, PyAny>>,
        revocations: Option<&Bound<'_, PyAny>>,
    ) -> Outcome<Tuple<Candidate>> {
        let rule = text_argument(rule, "request", "rule")?;
        let requirement = index(requirement)?;
        let arguments = Arguments {
            change: Some(change),
            statements,
            now: Some(now),
            duty,
            revocations,
            ..Arguments::default()
        };
        let prepared = Prepared::new(&self.inner, &arguments)?;
        let request = prepared.request();
        let candidates: Vec<CoreCandidate> = self.inner.candidates(&request, rule, requirement);
        Ok(records::view(&candidates_to_json(&candidates))?)
    }

    /// Return the reviewer's one screen: what the change is, what is known of it, and what to look at before signing.
    ///
    /// The arguments are those of `evaluate`.
    #[pyo3(signature = (change, statements=None, *, now, duty=None, revocations=None, consumed=None, last_seen=None, simulated=None))]
    #[expect(
        clippy::too_many_arguments,
        reason = "each is a name of the call in Python"
    )]
    fn brief(
        &self,
        change: &Bound<'_, PyAny>,
        statements: Option<&Bound<'_, PyAny>>,
        now: &Bound<'_, PyAny>,
        duty: Option<&Bound<'_, PyAny>>,
        revocations: Option<&Bound<'_, PyAny>>,
        consumed: Option<&Bound<'_, PyAny>>,
        last_seen: Option<&Bound<'_, PyAny>>,
        simulated: Option<&Bound<'_, PyAny>>,
    ) -> Outcome<Brief> {
        let arguments = Arguments {
            change: Some(change),
            statements,
            now: Some(now),
            duty,
            revocations,
            consumed,
            last_seen,
            simulated,
        };
        let prepared = Prepared::new(&self.inner, &arguments)?;
        Ok(Brief::from(self.inner.brief(&prepared.request())))
    }

    /// Return the next instants at which the decision is another one, if nothing happens until then. Nobody may act on
    /// them: ask again when they have come.
    ///
    /// The arguments are those of `evaluate`.
    #[pyo3(signature = (change, statements=None, *, now, duty=None, revocations=None, consumed=None, last_seen=None, simulated=None))]
    #[expect(
        clippy::too_many_arguments,
        reason = "each is a name of the call in Python"
    )]
    fn outlook(
        &self,
        change: &Bound<'_, PyAny>,
        statements: Option<&Bound<'_, PyAny>>,
        now: &Bound<'_, PyAny>,
        duty: Option<&Bound<'_, PyAny>>,
        revocations: Option<&Bound<'_, PyAny>>,
        consumed: Option<&Bound<'_, PyAny>>,
        last_seen: Option<&Bound<'_, PyAny>>,
        simulated: Option<&Bound<'_, PyAny>>,
    ) -> Outcome<Tuple<Moment>> {
        let arguments = Arguments {
            change: Some(change),
            statements,
            now: Some(now),
            duty,
            revocations,
            consumed,
            last_seen,
            simulated,
        };
        let prepared = Prepared::new(&self.inner, &arguments)?;
        let moments = self.inner.outlook(&prepared.request());
        Ok(records::view(&moments_to_json(&moments))?)
    }

    /// Return what a signer judges the change by, as her approval names it.
    #[pyo3(signature = (change, *, now))]
    fn seen<'py>(
        &self,
        py: Python<'py>,
        change: &Bound<'py, PyAny>,
        now: &Bound<'py, PyAny>,
    ) -> Outcome<Bound<'py, PyDict>> {
        let now: Timestamp = instant::read(now, "request", "now")?;
        let seen = self.inner.seen(request::change(change)?.inner(), now);
        records::dict_of(py, &seen)
    }

    /// Return the statement that a person wants to make about `change`, ready to be signed.
    ///
    /// `intent` is a dict with one member: `approve`, `reject`, `withdraw`, `lift`, `authorship`, `delegate`,
    /// `evidence` or `breakGlass`. An approval names the person's own `withdraw all` among `statements`.
    #[pyo3(signature = (change, intent, statements=None))]
    fn draft(
        &self,
        change: &Bound<'_, PyAny>,
        intent: &Bound<'_, PyAny>,
        statements: Option<&Bound<'_, PyAny>>,
    ) -> Outcome<Draft> {
        let change = request::change(change)?;
        let statements = request::statements(&self.inner, statements)?;
        let intent: Intent = document::read(intent)?;
        let inner = self
            .inner
            .draft(change.inner(), statements.inner(), intent)?;
        Ok(Draft { inner })
    }

    fn __repr__(&self) -> String {
        let versions = self.inner.versions();
        format!(
            "<Gate policy {}, roster {}>",
            versions.policy, versions.roster
        )
    }
}

/// Compiles two handles or documents.
fn compiled(
    py: Python<'_>,
    policy: &Bound<'_, PyAny>,
    roster: &Bound<'_, PyAny>,
) -> Outcome<Result<foureyes::Gate, CompileError>> {
    let (policy, roster) = (Policy::of(policy)?, Roster::of(roster)?);
    Ok(py.detach(|| foureyes::Gate::compile(&policy, &roster)))
}

/// Returns the gate that a change brings in, or why there is none.
fn brought_in(candidate: &Bound<'_, PyAny>) -> Outcome<Result<foureyes::Gate, CompileError>> {
    if let Ok(gate) = candidate.cast::<Gate>() {
        return Ok(Ok(gate.get().inner.clone()));
    }
    let pair = candidate.cast::<PyTuple>().ok();
    let Some(pair) = pair.filter(|pair| pair.len() == 2) else {
        let message = format!(
            "invalid type: `{}`, expected Gate or a pair (policy, roster)",
            kind(candidate)
        );
        return Err(Failure::input(
            "candidate",
            "",
            ErrorCode::WrongType,
            message,
        ));
    };
    compiled(candidate.py(), &pair.get_item(0)?, &pair.get_item(1)?)
}

/// Returns the number of a requirement.
fn index(value: &Bound<'_, PyAny>) -> Outcome<u32> {
    let fault = |code, message: String| Failure::input("request", "requirement", code, message);
    if value.cast_exact::<PyInt>().is_err() {
        let message = format!("invalid type: `{}`, expected int", kind(value));
        return Err(fault(ErrorCode::WrongType, message));
    }
    value.extract().map_err(|_| {
        fault(
            ErrorCode::Number,
            "expected the number of a requirement".to_owned(),
        )
    })
}

/// Returns the envelopes with what is known about them.
fn submitted(value: &Bound<'_, PyAny>) -> Outcome<Vec<Submitted>> {
    let mut all = Vec::new();
    for (index, envelope) in elements(value, "envelopes")?.enumerate() {
        let envelope = envelope?;
        let place = format!("[{index}]");
        let pair = envelope.cast::<PyTuple>().ok();
        all.push(match pair.filter(|pair| pair.len() == 2) {
            Some(pair) => {
                let witnessed = pair.get_item(1)?;
                let submitted = Submitted::new(envelope_of(&pair.get_item(0)?, &place)?);
                submitted.witnessed(instant::read(&witnessed, "envelopes", &place)?)
            }
            None => Submitted::new(envelope_of(&envelope, &place)?),
        });
    }
    Ok(all)
}

fn envelope_of(value: &Bound<'_, PyAny>, place: &str) -> Outcome<Vec<u8>> {
    json_bytes(value, "envelopes").map_err(|failure| match failure {
        Failure::Input(mut problem) => {
            let inner = std::mem::take(&mut problem.at.path);
            let dot = if inner.is_empty() || inner.starts_with('[') {
                ""
            } else {
                "."
            };
            problem.at.path = format!("{place}{dot}{inner}");
            Failure::Input(problem)
        }
        other => other,
    })
}
