//! The gate: compile once, verify statements, evaluate changes (semantics 3).

mod alternatives;
mod asks;
mod assign;
mod atoms;
mod authorship;
mod brief;
mod candidates;
mod check;
mod check_condition;
mod check_emergency;
mod check_envelopes;
mod check_names;
mod check_policy;
mod check_requirement;
mod check_roster;
mod check_waivers;
mod circles;
mod clock;
mod commits;
mod compile;
mod condition;
mod draft;
mod eligible;
mod emergency;
mod envelopes;
mod evaluate;
mod evidence;
mod expand;
mod facts;
mod fast;
mod grants;
mod hearing;
mod involvement;
mod missing;
mod need;
mod outlook;
mod participants;
mod parts;
mod people;
mod places;
mod posture;
mod report;
mod required;
mod requirements;
mod seen;
mod signed;
mod solved;
mod standing;
mod structure;
mod transition;
mod units;
mod verify;
mod vetoes;
mod waivers;
mod weigh;
mod words;

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::change::Change;
use crate::decision::{Candidate, Decision};
use crate::digest::Digest;
use crate::error::{CompileError, Problem};
use crate::id::PrincipalId;
use crate::roster::{Duty, Revocations};
use crate::statement::{SeenThen, StatementSet, Submitted};
use crate::time::Timestamp;
use crate::wire::{Policy, Roster};

pub use posture::Relaxation;
pub(crate) use report::about;

/// A policy and a roster, checked against each other. Immutable, cheap to clone, usable from any thread.
#[derive(Clone, Debug)]
pub struct Gate {
    inner: Arc<compile::Compiled>,
}

/// The versions of policy and roster that were seen before: an older authority is a rollback.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct LastSeen {
    /// The version of the policy.
    pub policy: u32,
    /// The version of the roster.
    pub roster: u32,
}

impl LastSeen {
    /// Returns the versions that were seen before.
    pub const fn new(policy: u32, roster: u32) -> Self {
        Self { policy, roster }
    }
}

/// Everything that one evaluation looks at.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct Request<'a> {
    /// The change.
    pub change: &'a Change,
    /// The statements, as `verify` gave them.
    pub statements: &'a StatementSet,
    /// The instant.
    pub now: Timestamp,
    /// Keys revoked since the roster was written.
    pub revocations: Option<&'a Revocations>,
    /// Who is on call and who is away.
    pub duty: Option<&'a Duty>,
    /// Statements that were used before and do not count again.
    pub consumed: Option<&'a BTreeSet<(Digest, PrincipalId)>>,
    /// The versions seen before.
    pub last_seen: Option<LastSeen>,
    /// Whether the instant is the caller's choice. Such a decision gives no permit.
    pub simulated: bool,
}

impl<'a> Request<'a> {
    /// Returns a request for a decision about `change` at `now`.
    pub const fn new(change: &'a Change, statements: &'a StatementSet, now: Timestamp) -> Self {
        Self {
            change,
            statements,
            now,
            revocations: None,
            duty: None,
            consumed: None,
            last_seen: None,
            simulated: false,
        }
    }

    /// Returns the request with keys revoked since the roster was written.
    #[must_use]
    pub const fn revocations(mut self, revocations: &'a Revocations) -> Self {
        self.revocations = Some(revocations);
        self
    }

    /// Returns the request with who is on call and who is away.
    #[must_use]
    pub const fn duty(mut self, duty: &'a Duty) -> Self {
        self.duty = Some(duty);
        self
    }

    /// Returns the request with the statements that were used before.
    #[must_use]
    pub const fn consumed(mut self, consumed: &'a BTreeSet<(Digest, PrincipalId)>) -> Self {
        self.consumed = Some(consumed);
        self
    }

    /// Returns the request with the versions seen before.
    #[must_use]
    pub const fn last_seen(mut self, last_seen: LastSeen) -> Self {
        self.last_seen = Some(last_seen);
        self
    }

    /// Returns the request marked as one whose instant is the caller's choice.
    #[must_use]
    pub const fn simulated(mut self) -> Self {
        self.simulated = true;
        self
    }
}

impl Gate {
    /// Checks a policy and a roster, each by itself and against the other.
    ///
    /// # Errors
    /// Every error found, each with its code and place. Warnings alone are no error: see [`Gate::warnings`].
    pub fn compile(policy: &Policy, roster: &Roster) -> Result<Self, CompileError> {
        compile::compile(policy, roster).map(|compiled| Self {
            inner: Arc::new(compiled),
        })
    }

    /// Returns what should be looked at, though it is no error.
    pub fn warnings(&self) -> &[Problem] {
        &self.inner.warnings
    }

    /// Verifies envelopes under the keys of the roster. Keep the result: evaluating again costs no signature
    /// arithmetic. An envelope that no rostered key has signed costs none either.
    pub fn verify(&self, envelopes: &[Submitted]) -> StatementSet {
        verify::verify(&self.inner, envelopes)
    }

    /// Decides. Total: every input gives a decision.
    ///
    /// A change that touches what controls the gate is at best held here: see [`Gate::evaluate_transition`].
    pub fn evaluate(&self, request: &Request<'_>) -> Decision {
        Decision::new(evaluate::evaluate(
            &self.inner,
            request,
            &evaluate::Mode::Plain,
        ))
    }

    /// Decides about a change that brings in another policy or roster: the old and the new must both allow it, the
    /// new must be the next version, and nobody whom it adds counts.
    ///
    /// `candidate` is what [`Gate::compile`] gave for the new documents. A change that touches nothing which
    /// controls the gate is decided as by [`Gate::evaluate`].
    pub fn evaluate_transition(
        &self,
        candidate: Result<&Self, &CompileError>,
        request: &Request<'_>,
    ) -> Decision {
        transition::evaluate(self, candidate, request)
    }

    /// Combines decisions about one change under several policies: the worst verdict, every reason. Decisions that do not
    /// belong together (semantics 4.3) refuse with `bad_input`.
    pub fn all(first: Decision, rest: impl IntoIterator<Item = Decision>) -> Decision {
        rest.into_iter().fold(first, transition::combine)
    }

    /// Reports whether a change touches what controls the gate, or could.
    pub fn is_transition(&self, change: &Change) -> bool {
        structure::Touched::new(&self.inner, change, &structure::odd_paths(change)).protected
    }

    /// Returns what a signer judges the change by, to be put into her approval, as long as nobody has signed how its
    /// content was made: [`draft`](Self::draft) looks at that too.
    pub fn seen(&self, change: &Change, now: Timestamp) -> SeenThen {
        let clock = clock::Clock::new(now);
        facts::View::new(self.inner.in_force(&clock), change, &clock, None).seen()
    }

    /// Returns everybody who could newly sign for a requirement, in the order in which they are suggested. A decision
    /// names the first ten.
    pub fn candidates(
        &self,
        request: &Request<'_>,
        rule: &str,
        requirement: u32,
    ) -> Vec<Candidate> {
        let all =
            evaluate::evaluate_naming(&self.inner, request, &evaluate::Mode::Plain, usize::MAX);
        let named = all
            .requirements
            .into_iter()
            .filter(|one| one.rule == rule && one.requirement == requirement);
        named
            .filter_map(|one| one.candidates)
            .flat_map(|list| list.first)
            .collect()
    }

    /// Returns every relaxation in force.
    pub fn posture(&self) -> Vec<Relaxation> {
        posture::of(&self.inner)
    }

    /// Returns the versions of policy and roster, to be remembered as last seen.
    pub fn versions(&self) -> LastSeen {
        LastSeen {
            policy: self.inner.policy_version,
            roster: self.inner.people.version,
        }
    }
}
