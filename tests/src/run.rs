//! Runs a vector, and says in short what came out.

use std::collections::BTreeSet;

use base64ct::{Base64, Encoding as _};
use foureyes::decision::{Effect, Reason};
use foureyes::error::{InputError, Problem, Severity};
use foureyes::gate::LastSeen;
use foureyes::roster::{Duty, Revocations};
use foureyes::{Change, Decision, Gate, Policy, Request, Roster, Submitted};

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
    let gate = match gate(&input.policy, &input.roster)? {
        Ok(gate) => gate,
        Err(faults) => return Ok(Err(faults)),
    };
    let change = match change(&input.change)? {
        Ok(change) => change,
        Err(error) => return Ok(Err(vec![fault(error.problem())])),
    };
    let envelopes = input
        .statements
        .iter()
        .map(envelope)
        .collect::<Result<Vec<_>, _>>()?;
    let mut statements = gate.verify(&envelopes);
    if let Some(instant) = &input.complete_as_of {
        statements = statements.complete_as_of(parsed(instant)?);
    }
    let revocations: Option<Revocations> = document(input.revocations.as_ref())?;
    let duty: Option<Duty> = document(input.duty.as_ref())?;
    let used = input.consumed.as_ref().map(|list| {
        let pair = |used: &crate::vector::Used| {
            Ok::<_, Broken>((parsed(&used.statement)?, parsed(&used.person)?))
        };
        list.iter().map(pair).collect::<Result<BTreeSet<_>, _>>()
    });
    let consumed = used.transpose()?;
    let mut request = Request::new(&change, &statements, parsed(&input.now)?);
    request.revocations = revocations.as_ref();
    request.duty = duty.as_ref();
    request.consumed = consumed.as_ref();
    request.simulated = input.simulated;
    if let Some(seen) = &input.last_seen {
        request = request.last_seen(LastSeen::new(seen.policy, seen.roster));
    }
    let Some(candidate) = &input.candidate else {
        return Ok(Ok(gate.evaluate(&request)));
    };
    let (policy, roster) = match (policy(&candidate.policy)?, roster(&candidate.roster)?) {
        (Ok(policy), Ok(roster)) => (policy, roster),
        (Err(error), _) | (_, Err(error)) => return Ok(Err(vec![fault(error.problem())])),
    };
    let candidate = Gate::compile(&policy, &roster);
    Ok(Ok(gate.evaluate_transition(candidate.as_ref(), &request)))
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
    Ok(Gate::compile(&policy, &roster).map_err(|error| {
        let errors = error.problems().iter();
        errors
            .filter(|problem| problem.severity == Severity::Error)
            .map(fault)
            .collect()
    }))
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

/// The short form of a decision.
fn in_short(decision: &Decision) -> Expect {
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
