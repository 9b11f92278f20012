//! Vectors: an input, and what every implementation must make of it, to the byte (`tests/vectors/README.md`).
//!
//! A vector carries all that a decision rests on, its instant too: whatever runs it, the outcome is the same.

mod document;

use std::collections::BTreeSet;

use base64ct::{Base64, Encoding as _};

use crate::change::Change;
use crate::decision::Decision;
use crate::digest::Digest;
use crate::error::{InputError, Problem, Severity};
use crate::gate::{Gate, LastSeen, Request};
use crate::id::PrincipalId;
use crate::roster::{Duty, Revocations};
use crate::statement::{StatementSet, Submitted};
use crate::time::Timestamp;
use crate::wire::{Policy, Roster};

use document::{ChangeInput, Document, Fault, Input, StatementInput, VectorDocument};

/// What is wrong with a file that should be a vector.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not a vector: {message}")]
pub struct BrokenVector {
    message: String,
}

impl BrokenVector {
    fn new(message: impl Into<String>) -> Self {
        Self {
            message: message.into(),
        }
    }
}

/// One vector.
#[derive(Debug)]
pub struct Vector {
    document: VectorDocument,
}

impl Vector {
    /// Reads a vector.
    ///
    /// # Errors
    /// The text is no vector.
    pub fn from_json(text: &str) -> Result<Self, BrokenVector> {
        let document = serde_json::from_str(text);
        let document = document.map_err(|error| BrokenVector::new(error.to_string()))?;
        Ok(Self { document })
    }

    /// Returns its name, of which there is one among all vectors.
    pub fn id(&self) -> &str {
        &self.document.id
    }

    /// Returns what it shows, in one sentence.
    pub fn title(&self) -> &str {
        &self.document.title
    }

    /// Runs it. Returns in what the outcome is not the expected one, a line each: nothing if it passed.
    ///
    /// The canonical bytes of the decision are compared, or the errors that there are instead of one.
    pub fn check(&self) -> Vec<String> {
        let expect = &self.document.expect;
        let found = match open(&self.document.input) {
            Ok(Ok(opened)) => Ok(opened.decide().to_json()),
            Ok(Err(problems)) => Err(problems.iter().map(fault).collect::<Vec<_>>()),
            Err(broken) => return vec![broken.to_string()],
        };
        let wanted = match (&expect.decision, &expect.errors) {
            (Some(decision), errors) if errors.is_empty() => Ok(decision.clone()),
            (None, errors) if !errors.is_empty() => Err(errors.clone()),
            _ => return vec![BrokenVector::new("it expects not one thing").to_string()],
        };
        if found == wanted {
            Vec::new()
        } else {
            vec![
                format!("expected {}", shown(&wanted)),
                format!("found    {}", shown(&found)),
            ]
        }
    }
}

fn shown(outcome: &Result<String, Vec<Fault>>) -> String {
    match outcome {
        Ok(decision) => decision.clone(),
        Err(faults) => faults
            .iter()
            .map(|fault| format!("{} {} {}", fault.document, fault.code, fault.path))
            .collect::<Vec<_>>()
            .join("; "),
    }
}

/// The input of a vector, read.
#[derive(Debug)]
#[non_exhaustive]
pub struct Opened {
    /// The policy.
    pub policy: Policy,
    /// The roster.
    pub roster: Roster,
    /// What both make.
    pub gate: Gate,
    /// What the change brings in.
    pub candidate: Option<(Policy, Roster)>,
    /// The change.
    pub change: Change,
    /// The statements, as the gate has verified them.
    pub statements: StatementSet,
    /// Until when no statement was left out.
    pub complete_as_of: Option<Timestamp>,
    /// Keys revoked since.
    pub revocations: Option<Revocations>,
    /// Who is on call and who is away.
    pub duty: Option<Duty>,
    /// Statements that were used before.
    pub consumed: Option<BTreeSet<(Digest, PrincipalId)>>,
    /// The versions seen before.
    pub last_seen: Option<LastSeen>,
    /// The instant.
    pub now: Timestamp,
    /// Whether the instant is the caller's choice.
    pub simulated: bool,
}

impl Opened {
    /// Reads the input of a vector by itself; returns the errors of its documents where they are none.
    ///
    /// # Errors
    /// The text is no input of a vector.
    pub fn from_json(text: &str) -> Result<Result<Self, Vec<Problem>>, BrokenVector> {
        let input = serde_json::from_str(text);
        open(&input.map_err(|error| BrokenVector::new(error.to_string()))?)
    }

    /// Decides.
    pub fn decide(&self) -> Decision {
        let mut request = Request::new(&self.change, &self.statements, self.now);
        request.revocations = self.revocations.as_ref();
        request.duty = self.duty.as_ref();
        request.consumed = self.consumed.as_ref();
        request.simulated = self.simulated;
        request.last_seen = self.last_seen;
        let Some((policy, roster)) = &self.candidate else {
            return self.gate.evaluate(&request);
        };
        let candidate = Gate::compile(policy, roster);
        self.gate.evaluate_transition(candidate.as_ref(), &request)
    }
}

fn open(input: &Input) -> Result<Result<Opened, Vec<Problem>>, BrokenVector> {
    let alone = |error: &InputError| Ok(Err(vec![error.problem().clone()]));
    let (policy, roster) = match (policy(&input.policy)?, roster(&input.roster)?) {
        (Ok(policy), Ok(roster)) => (policy, roster),
        (Err(error), _) | (_, Err(error)) => return alone(&error),
    };
    let gate = match Gate::compile(&policy, &roster) {
        Ok(gate) => gate,
        Err(error) => {
            let mut problems = error.problems().to_vec();
            problems.retain(|problem| problem.severity == Severity::Error);
            return Ok(Err(problems));
        }
    };
    let change = match change(&input.change)? {
        Ok(change) => change,
        Err(error) => return alone(&error),
    };
    let candidate = match &input.candidate {
        None => None,
        Some(both) => match (self::policy(&both.policy)?, self::roster(&both.roster)?) {
            (Ok(policy), Ok(roster)) => Some((policy, roster)),
            (Err(error), _) | (_, Err(error)) => return alone(&error),
        },
    };
    let envelopes = input.statements.iter().map(envelope);
    let envelopes = envelopes.collect::<Result<Vec<_>, _>>()?;
    let mut statements = gate.verify(&envelopes);
    if let Some(instant) = input.complete_as_of {
        statements = statements.complete_as_of(instant);
    }
    let consumed = input.consumed.as_ref().map(|list| {
        let pairs = list.iter();
        pairs
            .map(|used| (used.statement, used.person.clone()))
            .collect()
    });
    let seen = input.last_seen.as_ref();
    Ok(Ok(Opened {
        policy,
        roster,
        gate,
        candidate,
        change,
        statements,
        complete_as_of: input.complete_as_of,
        revocations: input.revocations.clone(),
        duty: input.duty.clone(),
        consumed,
        last_seen: seen.map(|seen| LastSeen::new(seen.policy, seen.roster)),
        now: input.now,
        simulated: input.simulated,
    }))
}

fn policy(document: &Document) -> Result<Result<Policy, InputError>, BrokenVector> {
    Ok(match document {
        Document::Json(text) => Policy::from_json(text.as_bytes()),
        Document::JsonBase64(text) => Policy::from_json(&decoded(text)?),
        Document::Profile(name) => Policy::profile(name),
        Document::Toml(text) => Policy::from_toml(text),
    })
}

fn roster(document: &Document) -> Result<Result<Roster, InputError>, BrokenVector> {
    Ok(match document {
        Document::Json(text) => Roster::from_json(text.as_bytes()),
        Document::JsonBase64(text) => Roster::from_json(&decoded(text)?),
        Document::Profile(_) => return Err(BrokenVector::new("no roster is built in")),
        Document::Toml(text) => Roster::from_toml(text),
    })
}

fn change(input: &ChangeInput) -> Result<Result<Change, InputError>, BrokenVector> {
    Ok(match input {
        ChangeInput::Raw { raw } => Change::from_json(raw.as_bytes()),
        ChangeInput::RawBase64 { raw_base64 } => Change::from_json(&decoded(raw_base64)?),
        ChangeInput::Document(value) => Change::from_json(value.to_string().as_bytes()),
    })
}

fn envelope(input: &StatementInput) -> Result<Submitted, BrokenVector> {
    let bytes = match (&input.envelope, &input.envelope_base64) {
        (Some(text), None) => text.clone().into_bytes(),
        (None, Some(text)) => decoded(text)?,
        _ => {
            return Err(BrokenVector::new(
                "a statement has either `envelope` or `envelopeBase64`",
            ));
        }
    };
    let submitted = Submitted::new(bytes);
    Ok(match input.witnessed_at {
        Some(instant) => submitted.witnessed(instant),
        None => submitted,
    })
}

fn decoded(text: &str) -> Result<Vec<u8>, BrokenVector> {
    Base64::decode_vec(text).map_err(|error| BrokenVector::new(error.to_string()))
}

fn fault(problem: &Problem) -> Fault {
    Fault {
        document: problem.at.document.clone(),
        code: problem.code.to_owned(),
        path: problem.at.path.clone(),
    }
}
