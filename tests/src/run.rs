//! Runs a vector, and says in short what came out.

use foureyes::decision::{Effect, Reason};
use foureyes::error::Problem;
pub use foureyes::vectors::Opened;
use foureyes::{Change, Decision, Gate};

use crate::must;
use crate::parts::{NOW, default_change};
use crate::vector::{ChangeInput, Document, Expect, Fault, Input};

/// A vector that cannot be run at all.
pub type Broken = String;

type Faults = Vec<Fault>;

/// Runs an input.
///
/// # Errors
/// The vector itself is broken.
pub fn run(input: &Input) -> Result<Expect, Broken> {
    match open(input)? {
        Ok(opened) => Ok(in_short(&opened.decide())),
        Err(errors) => Ok(Expect {
            errors,
            ..Expect::default()
        }),
    }
}

/// Reads an input; the errors of its documents where they are none.
///
/// # Errors
/// The vector itself is broken.
pub fn open(input: &Input) -> Result<Result<Opened, Faults>, Broken> {
    let text = serde_json::to_string(input).map_err(|error| error.to_string())?;
    let opened = Opened::from_json(&text).map_err(|error| error.to_string())?;
    Ok(opened.map_err(|problems| problems.iter().map(fault).collect()))
}

/// Compiles the documents of a vector.
///
/// # Errors
/// The vector itself is broken.
pub fn gate(policy: &Document, roster: &Document) -> Result<Result<Gate, Faults>, Broken> {
    let change = must(Change::new(default_change()));
    let change = serde_json::from_str(&change.to_json()).map_err(|error| error.to_string())?;
    let input = Input {
        policy: policy.clone(),
        roster: roster.clone(),
        candidate: None,
        change: ChangeInput::Document(change),
        statements: Vec::new(),
        now: NOW.to_owned(),
        revocations: None,
        duty: None,
        consumed: None,
        last_seen: None,
        complete_as_of: None,
        simulated: false,
    };
    Ok(open(&input)?.map(|opened| opened.gate))
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
