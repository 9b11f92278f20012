//! Cases beside a policy: made-up changes, who has signed for them, and what must come out (docs/policy-tests.md).
//!
//! The statements of a case are really signed and verified, with keys that are made from the names of its people and
//! that no other roster has. Whatever runs the cases, the outcome is the same: nothing here reads a file or a clock.

mod change;
mod document;
mod expect;
mod fault;
mod keys;
mod sign;

use std::collections::BTreeSet;

use crate::change::{Change, ChangeFacts};
use crate::decision::Decision;
use crate::error::{CompileError, ErrorCode, Location, Problem, Severity};
use crate::gate::{Gate, Request};
use crate::json;
use crate::policy::{Freeze, PolicyDocument};
use crate::roster::{Revocation, RevocationReason, Revocations, RevocationsFormat, RosterDocument};
use crate::text;
use crate::time::{Span, Timestamp};
use crate::wire::{Cases, Policy, Roster};

pub use document::{
    AiWord, ApproveEntry, AuthorshipEntry, Case, CasesDocument, CasesFormat, DelegationEntry,
    EvidenceEntry, ShortChange, ShortOr,
};
use fault::Fault;

/// The people of a file of cases that names none of its own, TOML.
pub const CAST: &str = include_str!("cast.toml");

const NOW: &str = "2026-03-10T12:00:00Z";

/// From the first instant that can be written down to the last.
const EVER: (&str, &str) = ("1970-01-01T00:00:00Z", "9999-12-31T23:59:59Z");

/// What came out of a case.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Outcome {
    /// The name of the case.
    pub name: String,
    /// Line and column of the case, both from 1, where they are known.
    pub position: Option<(usize, usize)>,
    /// In what the decision is not the expected one, a sentence each.
    pub differences: Vec<String>,
    /// The decision.
    pub decision: Decision,
}

impl Outcome {
    /// Reports whether everything came out as expected.
    pub const fn is_passed(&self) -> bool {
        self.differences.is_empty()
    }
}

impl Cases {
    /// Decides every case under a policy, and under a roster or else the people of the file itself. Everybody gets a
    /// key of the runner's in place of her own.
    ///
    /// # Errors
    /// Everything that is wrong with the cases, or between policy and roster.
    pub fn run(
        &self,
        policy: &Policy,
        roster: Option<&Roster>,
    ) -> Result<Vec<Outcome>, CompileError> {
        let stage = self.stage(policy, roster)?;
        let mut problems = self.check();
        let mut outcomes = Vec::new();
        let places = self.places();
        let locate = |path: &str| places.as_ref()?.locate(path, None);
        for (index, case) in self.document().entries.iter().enumerate() {
            match self.decide(&stage, case) {
                Ok(decision) => outcomes.push(Outcome {
                    name: case.name.clone(),
                    position: locate(&format!("case[{index}]")),
                    differences: expect::differences(case, &decision),
                    decision,
                }),
                Err(fault) => problems.push(self.problem(fault.within(&format!("case[{index}]")))),
            }
        }
        if problems.is_empty() {
            Ok(outcomes)
        } else {
            problems.sort_by_key(|problem| problem.at.position);
            Err(CompileError::new(problems))
        }
    }

    /// The gate of all cases, and the one that a change of it would bring in.
    fn stage(&self, policy: &Policy, roster: Option<&Roster>) -> Result<Stage, CompileError> {
        let mut people = match (roster, &self.document().roster) {
            (Some(roster), _) => roster.whole(),
            (None, Some(inline)) => inline.clone(),
            (None, None) => Roster::from_toml(CAST)?.document().clone(),
        };
        keys::give(&mut people);
        // What is tried out is what the documents say, not who has signed them.
        people.authority = None;
        let staged = Roster::read(&json::to_string(&people), crate::wire::Format::Json)?;
        let is_inline = roster.is_none();
        let gate = Gate::compile(policy, &staged)
            .map_err(|error| CompileError::new(self.placed(error.problems(), is_inline)))?;
        let also = |alter: &dyn Fn(&mut PolicyDocument)| {
            let mut other = policy.document().clone();
            alter(&mut other);
            let other = Policy::read(&json::to_string(&other), crate::wire::Format::Json)?
                .with_bases(policy.bases().to_vec());
            Gate::compile(&other, &staged)
        };
        let is_frozen = self.document().entries.iter().any(|case| case.frozen);
        Ok(Stage {
            next: also(&|policy| policy.version = policy.version.saturating_add(1))?,
            frozen: is_frozen.then(|| also(&freeze)).transpose()?,
            people,
            gate,
        })
    }

    /// What is wrong with the roster of the file is told where the file has it.
    fn placed(&self, problems: &[Problem], is_inline: bool) -> Vec<Problem> {
        let placed = |problem: &Problem| {
            let mut problem = problem.clone();
            if is_inline && problem.at.document.starts_with("roster") {
                let path = format!("roster.{}", problem.at.path);
                problem.at = Location {
                    document: "cases".to_owned(),
                    position: self.locate(&path),
                    path,
                };
            }
            problem
        };
        problems.iter().map(placed).collect()
    }

    /// What is wrong with the cases, whatever comes out.
    fn check(&self) -> Vec<Problem> {
        let mut names = BTreeSet::new();
        let mut problems = Vec::new();
        let document = self.document();
        if document.entries.is_empty() {
            let message = "a file of cases has at least one";
            problems.push(self.problem(Fault::new(ErrorCode::EmptyList, message).within("case")));
        }
        if document.roster.is_some() && document.roster_file.is_some() {
            let message = "people come from `roster` or from `rosterFile`, not from both";
            let fault = Fault::new(ErrorCode::InvalidValue, message).within("rosterFile");
            problems.push(self.problem(fault));
        }
        for (index, case) in document.entries.iter().enumerate() {
            let at = |fault: Fault, member: &str| {
                self.problem(fault.within(member).within(&format!("case[{index}]")))
            };
            if !names.insert(case.name.as_str()) {
                let message = format!("two cases are called `{}`", case.name);
                problems.push(at(Fault::new(ErrorCode::DuplicateId, message), "name"));
            }
            for (member, fault) in expect::check(case) {
                problems.push(at(fault, member));
            }
        }
        problems
    }

    fn locate(&self, path: &str) -> Option<(usize, usize)> {
        self.places()?.locate(path, None)
    }

    fn problem(&self, fault: Fault) -> Problem {
        Problem {
            severity: Severity::Error,
            at: Location {
                document: "cases".to_owned(),
                position: self.locate(&fault.path),
                path: text::said(&fault.path),
            },
            code: fault.code,
            message: text::said(&fault.message),
        }
    }

    fn decide(&self, stage: &Stage, case: &Case) -> Result<Decision, Fault> {
        let facts = self.facts(stage, case)?;
        let now = self.instant(case)?;
        let change = checked(facts)?;
        let revocations = revocations(case, stage, now)?;
        let envelopes = sign::envelopes(case, stage, &change, now)?;
        let gate = stage.frozen.as_ref().filter(|_| case.frozen);
        let gate = gate.unwrap_or(&stage.gate);
        let statements = gate.verify(&envelopes).complete_as_of(now);
        let mut request = Request::new(&change, &statements, now);
        if !case.revoked.is_empty() {
            request = request.revocations(&revocations);
        }
        Ok(gate.evaluate_transition(Ok(&stage.next), &request))
    }

    fn facts(&self, stage: &Stage, case: &Case) -> Result<ChangeFacts, Fault> {
        if let Some(document) = &case.document {
            if case.change.is_empty() {
                return Ok((**document).clone());
            }
            let message = "a case has `change` or `document`, not both";
            return Err(Fault::new(ErrorCode::InvalidValue, message).within("document"));
        }
        let short = case.change.or(&self.document().change);
        let facts = change::build(&short, &stage.people, self.instant(case)?);
        facts.map_err(|fault| fault.within("change"))
    }

    fn instant(&self, case: &Case) -> Result<Timestamp, Fault> {
        let given = case.now.or(self.document().now);
        given
            .map_or_else(|| NOW.parse(), Ok)
            .map_err(|_| Fault::new(ErrorCode::InvalidValue, "the usual instant is no instant"))
    }
}

/// What all cases are judged by.
struct Stage {
    people: RosterDocument,
    gate: Gate,
    /// What a change of it would bring in.
    next: Gate,
    /// The same with a freeze, where a case asks for one.
    frozen: Option<Gate>,
}

/// Adds a freeze without end.
fn freeze(policy: &mut PolicyDocument) {
    let (id, from, to) = ("case".parse(), EVER.0.parse(), EVER.1.parse());
    if let (Ok(id), Ok(from), Ok(to)) = (id, from, to) {
        policy.freezes.push(Freeze {
            id,
            why: "A case asks for it.".to_owned(),
            from,
            to,
        });
    }
}

fn checked(facts: ChangeFacts) -> Result<Change, Fault> {
    Change::new(facts).map_err(|error| Fault::new(error.code(), error.to_string()).within("change"))
}

fn revocations(case: &Case, stage: &Stage, now: Timestamp) -> Result<Revocations, Fault> {
    let mut entries = Vec::new();
    for (index, id) in case.revoked.iter().enumerate() {
        change::known(id, &stage.people)
            .map_err(|fault| fault.within(&format!("revoked[{index}]")))?;
        for key in [keys::software(id).public().clone(), keys::hardware(id)] {
            entries.push(Revocation {
                key: key.fingerprint().clone(),
                at: now.minus(Span::from_days(1)),
                reason: RevocationReason::Compromised,
            });
        }
    }
    Ok(Revocations {
        revocations: RevocationsFormat::V1,
        entries,
    })
}

#[cfg(test)]
mod tests;
