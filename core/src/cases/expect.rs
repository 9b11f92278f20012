//! What must come out of a case, held against the decision.

use std::collections::BTreeSet;

use super::document::Case;
use super::fault::Fault;
use crate::decision::{Because, Decision, Effect, Reason, Verdict};
use crate::error::ErrorCode;

/// Returns what a case expects that could not come out, with the member that says so.
pub(super) fn check(case: &Case) -> Vec<(&'static str, Fault)> {
    let is_allowed = case.verdict == Verdict::Allow;
    let mut faults = Vec::new();
    if is_allowed && !case.reasons.is_empty() {
        let message = "nothing holds what is allowed; what the reader is told stands in `notes`";
        faults.push(("reasons", Fault::new(ErrorCode::InvalidValue, message)));
    }
    if !is_allowed && case.reasons.is_empty() {
        let message = format!("a case of `{}` names the reasons", case.verdict.word());
        faults.push(("verdict", Fault::new(ErrorCode::MissingField, message)));
    }
    if !is_allowed && case.because.is_some() {
        let message = "only what is allowed is so because of something";
        faults.push(("because", Fault::new(ErrorCode::InvalidValue, message)));
    }
    faults
}

/// Returns in what a decision is not what a case expects.
pub(super) fn differences(case: &Case, decision: &Decision) -> Vec<String> {
    let mut found = Vec::new();
    let record = decision.record();
    if decision.verdict() != case.verdict {
        let (is, wanted) = (decision.verdict().word(), case.verdict.word());
        found.push(format!("the verdict is `{is}`, not `{wanted}`"));
    }
    if case.because.is_some() && record.because != case.because {
        let word = |because: Option<Because>| {
            because.map_or_else(|| "nothing".to_owned(), |one| crate::json::to_string(&one))
        };
        let (is, wanted) = (word(record.because), word(case.because));
        found.push(format!("it is so because of {is}, not of {wanted}"));
    }
    let (told, stopping): (Vec<_>, Vec<_>) = decision
        .reasons()
        .iter()
        .partition(|reason| reason.effect == Effect::Note);
    let stopping: Vec<String> = stopping.into_iter().map(short).collect();
    let told: Vec<String> = told.into_iter().map(short).collect();
    for reason in &stopping {
        if !case.reasons.iter().any(|wanted| is_meant(wanted, reason)) {
            found.push(format!(
                "there is a reason that is not expected: `{reason}`"
            ));
        }
    }
    for wanted in &case.reasons {
        if !stopping.iter().any(|reason| is_meant(wanted, reason)) {
            found.push(format!("there is no reason `{wanted}`"));
        }
    }
    for wanted in &case.notes {
        if !told.iter().any(|note| is_meant(wanted, note)) {
            found.push(format!("there is no note `{wanted}`"));
        }
    }
    let counted = record.requirements.iter().flat_map(|one| &one.counted);
    let counted = counted.map(|one| one.person.to_string()).collect();
    let people = |ids: &[crate::id::PrincipalId]| ids.iter().map(ToString::to_string).collect();
    if let Some(wanted) = &case.counted {
        found.extend(compare("counts", &counted, &people(wanted)));
    }
    let ignored = record.ignored.iter().map(|one| {
        let person = one.person.as_ref().map(ToString::to_string);
        format!("{} {}", one.code.code(), person.unwrap_or_default())
    });
    if let Some(wanted) = &case.ignored {
        let wanted = wanted.iter().cloned().collect();
        found.extend(compare("does not count", &ignored.collect(), &wanted));
    }
    if let Some(wanted) = &case.owed {
        let owed = record.obligations.iter();
        let owed = owed.map(|one| format!("{} {}", one.code, one.owed_by));
        let wanted: BTreeSet<String> = wanted.iter().cloned().collect();
        found.extend(compare("owes", &owed.collect(), &wanted));
    }
    if let Some(wanted) = &case.missing {
        let missing = people(&record.missing.people);
        found.extend(compare("is missing", &missing, &people(wanted)));
    }
    found
}

fn compare(what: &str, is: &BTreeSet<String>, wanted: &BTreeSet<String>) -> Option<String> {
    let list = |names: &BTreeSet<String>| match names.len() {
        0 => "nobody".to_owned(),
        _ => format!(
            "`{}`",
            names.iter().cloned().collect::<Vec<_>>().join("`, `")
        ),
    };
    (is != wanted).then(|| format!("who {what}: {}, not {}", list(is), list(wanted)))
}

/// `code document/rule/name subject`, as far as there are.
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

/// A reason is meant by its beginning, as far as a word of it ends.
fn is_meant(wanted: &str, reason: &str) -> bool {
    reason
        .strip_prefix(wanted)
        .is_some_and(|rest| rest.is_empty() || rest.starts_with([' ', '/']))
}
