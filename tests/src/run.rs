//! Runs a vector, and says in short what came out.

use std::collections::BTreeSet;

use base64ct::{Base64, Encoding as _};
use foureyes::decision::{Effect, Reason};
use foureyes::digest::Digest;
use foureyes::error::{InputError, Problem, Severity};
use foureyes::gate::LastSeen;
use foureyes::id::PrincipalId;
use foureyes::roster::{Duty, Revocations};
use foureyes::{Change, Decision, Gate, Policy, Request, Roster, Statements, Submitted, Timestamp};

use crate::vector::{ChangeInput, Document, Expect, Fault, Input, StatementInput};

/// A vector that cannot be run at all.
pub type Broken = String;

/// Runs an input.
///
/// # Errors
/// The vector itself is broken.
pub fn run(input: &Input) -> Result<Expect, Broken> {
    match decide(input)? {
        Ok(decision) => Ok(in_short(&decision)),
        Err(errors) => Ok(Expect {
            errors,
            ..Expect::default()
        }),
    }
}

type Faults = Vec<Fault>;

fn decide(input: &Input) -> Result<Result<Decision, Faults>, Broken> {
    Ok(open(input)?.map(|opened| opened.decide()))
}

/// An input, read.
#[derive(Debug)]
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
    /// The envelopes.
    pub envelopes: Vec<Submitted>,
    /// The statements, as the gate has verified them.
    pub statements: Statements,
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

/// Reads an input; the errors of its documents where they are none.
///
/// # Errors
/// The vector itself is broken.
pub fn open(input: &Input) -> Result<Result<Opened, Faults>, Broken> {
    let faults = |error: &InputError| vec![fault(error.problem())];
    let (policy, roster) = match (policy(&input.policy)?, roster(&input.roster)?) {
        (Ok(policy), Ok(roster)) => (policy, roster),
        (Err(error), _) | (_, Err(error)) => return Ok(Err(faults(&error))),
    };
    let gate = match compiled(&policy, &roster) {
        Ok(gate) => gate,
        Err(faults) => return Ok(Err(faults)),
    };
    let change = match change(&input.change)? {
        Ok(change) => change,
        Err(error) => return Ok(Err(faults(&error))),
    };
    let envelopes = input
        .statements
        .iter()
        .map(envelope)
        .collect::<Result<Vec<_>, _>>()?;
    let mut statements = gate.verify(&envelopes);
    let complete_as_of = input.complete_as_of.as_deref().map(parsed).transpose()?;
    if let Some(instant) = complete_as_of {
        statements = statements.complete_as_of(instant);
    }
    let used = input.consumed.as_ref().map(|list| {
        let pair = |used: &crate::vector::Used| {
            Ok::<_, Broken>((parsed(&used.statement)?, parsed(&used.person)?))
        };
        list.iter().map(pair).collect::<Result<BTreeSet<_>, _>>()
    });
    let candidate = match &input.candidate {
        None => None,
        Some(both) => match (self::policy(&both.policy)?, self::roster(&both.roster)?) {
            (Ok(policy), Ok(roster)) => Some((policy, roster)),
            (Err(error), _) | (_, Err(error)) => return Ok(Err(faults(&error))),
        },
    };
    let seen = input.last_seen.as_ref();
    Ok(Ok(Opened {
        policy,
        roster,
        gate,
        candidate,
        change,
        envelopes,
        statements,
        complete_as_of,
        revocations: document(input.revocations.as_ref())?,
        duty: document(input.duty.as_ref())?,
        consumed: used.transpose()?,
        last_seen: seen.map(|seen| LastSeen::new(seen.policy, seen.roster)),
        now: parsed(&input.now)?,
        simulated: input.simulated,
    }))
}

/// Compiles the documents of a vector.
///
/// # Errors
/// The vector itself is broken.
pub fn gate(policies: &Document, rosters: &Document) -> Result<Result<Gate, Faults>, Broken> {
    let (policy, roster) = match (policy(policies)?, roster(rosters)?) {
        (Ok(policy), Ok(roster)) => (policy, roster),
        (Err(error), _) | (_, Err(error)) => return Ok(Err(vec![fault(error.problem())])),
    };
    Ok(compiled(&policy, &roster))
}

fn compiled(policy: &Policy, roster: &Roster) -> Result<Gate, Faults> {
    Gate::compile(policy, roster).map_err(|error| {
        let errors = error.problems().iter();
        errors
            .filter(|problem| problem.severity == Severity::Error)
            .map(fault)
            .collect()
    })
}

fn policy(document: &Document) -> Result<Result<Policy, InputError>, Broken> {
    Ok(match document {
        Document::Json(text) => Policy::from_json(text.as_bytes()),
        Document::JsonBase64(text) => Policy::from_json(&decoded(text)?),
        Document::Profile(name) => Policy::profile(name),
        Document::Toml(text) => Policy::from_toml(text),
    })
}

fn roster(document: &Document) -> Result<Result<Roster, InputError>, Broken> {
    Ok(match document {
        Document::Json(text) => Roster::from_json(text.as_bytes()),
        Document::JsonBase64(text) => Roster::from_json(&decoded(text)?),
        Document::Profile(name) => return Err(format!("`{name}`: no roster is built in")),
        Document::Toml(text) => Roster::from_toml(text),
    })
}

fn change(input: &ChangeInput) -> Result<Result<Change, InputError>, Broken> {
    Ok(match input {
        ChangeInput::Raw { raw } => Change::from_json(raw.as_bytes()),
        ChangeInput::RawBase64 { raw_base64 } => Change::from_json(&decoded(raw_base64)?),
        ChangeInput::Document(value) => Change::from_json(value.to_string().as_bytes()),
    })
}

fn envelope(input: &StatementInput) -> Result<Submitted, Broken> {
    let bytes = match (&input.envelope, &input.envelope_base64) {
        (Some(text), None) => text.clone().into_bytes(),
        (None, Some(text)) => decoded(text)?,
        _ => return Err("a statement has either `envelope` or `envelopeBase64`".to_owned()),
    };
    let submitted = Submitted::new(bytes);
    Ok(match &input.witnessed_at {
        Some(instant) => submitted.witnessed(parsed(instant)?),
        None => submitted,
    })
}

fn document<T: serde::de::DeserializeOwned>(
    value: Option<&serde_json::Value>,
) -> Result<Option<T>, Broken> {
    let read = |value: &serde_json::Value| serde_json::from_value(value.clone());
    value
        .map(read)
        .transpose()
        .map_err(|error| error.to_string())
}

fn parsed<T: std::str::FromStr<Err: std::fmt::Display>>(text: &str) -> Result<T, Broken> {
    text.parse().map_err(|error| format!("`{text}`: {error}"))
}

fn decoded(text: &str) -> Result<Vec<u8>, Broken> {
    Base64::decode_vec(text).map_err(|error| format!("`{text}`: {error}"))
}

fn fault(problem: &Problem) -> Fault {
    Fault {
        document: problem.at.document.clone(),
        code: problem.code.to_owned(),
        path: problem.at.path.clone(),
    }
}

/// Returns the short form of a decision.
pub fn in_short(decision: &Decision) -> Expect {
    let record = decision.record();
    let person = |id: &foureyes::id::PrincipalId| id.to_string();
    let said = |wanted: fn(Effect) -> bool| {
        let reasons = decision.reasons().iter();
        reasons.filter(move |reason| wanted(reason.effect))
    };
    let counted = record.requirements.iter().flat_map(|requirement| {
        let name = format!("{}/{}", requirement.rule, requirement.name);
        let people = requirement.counted.iter();
        people.map(move |counted| (name.clone(), counted.person.to_string()))
    });
    let mut ignored: Vec<_> = record
        .ignored
        .iter()
        .map(|one| {
            let who = one.person.as_ref().map(person).unwrap_or_default();
            (one.code.code().to_owned(), who)
        })
        .collect();
    ignored.sort();
    Expect {
        verdict: Some(word(&record.verdict)),
        because: record.because.as_ref().map(word),
        reasons: said(|effect| effect != Effect::Note)
            .map(|reason| format!("{} {}", word(&reason.effect), short(reason)))
            .collect(),
        notes: said(|effect| effect == Effect::Note).map(short).collect(),
        ignored,
        counted: counted.collect(),
        missing: record.missing.people.iter().map(person).collect(),
        obligations: record.obligations.iter().map(owed).collect(),
        recheck_by: Some(record.recheck_by.to_string()),
        errors: Vec::new(),
        decision: Some(decision.to_json()),
    }
}

/// The short form of an obligation.
fn owed(one: &foureyes::decision::Obligation) -> String {
    let parts = [one.rule.as_ref(), one.name.as_ref()].into_iter().flatten();
    let place: Vec<&str> = parts.map(String::as_str).collect();
    format!(
        "{} {} {} {}",
        one.code,
        place.join("/"),
        one.owed_by,
        one.due
    )
}

/// The word that stands for a value on the wire.
fn word<T: serde::Serialize>(value: &T) -> String {
    match serde_json::to_value(value) {
        Ok(serde_json::Value::String(word)) => word,
        other => format!("{other:?}"),
    }
}

fn short(reason: &Reason) -> String {
    let place: Vec<&str> = [&reason.rule, &reason.name]
        .into_iter()
        .flatten()
        .map(String::as_str)
        .collect();
    let place = Some(place.join("/")).filter(|place| !place.is_empty());
    let parts = [
        Some(reason.code.code().to_owned()),
        place,
        reason.subject.clone(),
    ];
    parts.into_iter().flatten().collect::<Vec<_>>().join(" ")
}
