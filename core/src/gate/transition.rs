//! Changes of the gate itself, and decisions under several policies (semantics 4.3, 5.6).

use std::collections::BTreeMap;

use super::evaluate::{Mode, evaluate as decide};
use super::report::is_distant;
use super::{Gate, Request};
use crate::decision::{Decision, DecisionRecord, Effect, Reason, ReasonCode, Shared, Verdict};
use crate::digest::Digest;
use crate::error::CompileError;

fn evaluate_both(old: &Gate, candidate: &Gate, request: &Request<'_>) -> DecisionRecord {
    let before = decide(&old.inner, request, &Mode::Old);
    let after = decide(&candidate.inner, request, &Mode::New { old: &old.inner });
    let mut both = merge(before, after);
    for (what, id, version, unchanged) in [
        (
            "policy",
            (&old.inner.policy_id, &candidate.inner.policy_id),
            (old.inner.policy_version, candidate.inner.policy_version),
            // What it extends is part of it.
            old.inner.documents == candidate.inner.documents,
        ),
        (
            "roster",
            (&old.inner.people.id, &candidate.inner.people.id),
            (old.inner.people.version, candidate.inner.people.version),
            old.inner.people.digest == candidate.inner.people.digest,
        ),
    ] {
        if !unchanged && (id.0 != id.1 || version.0.checked_add(1) != Some(version.1)) {
            let reason = Reason::deny(ReasonCode::CandidateVersion).subject(what);
            let reason = reason.detail("old", format!("{}@{}", id.0, version.0));
            both.reasons
                .push(reason.detail("new", format!("{}@{}", id.1, version.1)));
        }
    }
    settled(both)
}

pub(super) fn evaluate(
    old: &Gate,
    candidate: Result<&Gate, &CompileError>,
    request: &Request<'_>,
) -> Decision {
    if !old.is_transition(request.change) {
        return old.evaluate(request);
    }
    let record = match candidate {
        Ok(candidate) => evaluate_both(old, candidate, request),
        Err(error) => {
            let mut record = decide(&old.inner, request, &Mode::Old);
            let codes: Vec<String> = error
                .problems()
                .iter()
                .map(|problem| problem.code.to_owned())
                .collect();
            record
                .reasons
                .push(Reason::deny(ReasonCode::CandidateInvalid).detail("problems", codes));
            settled(record)
        }
    };
    Decision::new(record)
}

/// Combines two decisions about one change: the worst verdict, every reason.
pub(super) fn combine(one: Decision, other: Decision) -> Decision {
    let (one, other) = (one.into_record(), other.into_record());
    let same = one.about == other.about && one.evaluated_at == other.evaluated_at;
    let clash = [
        clash(&one.inputs.policies, &other.inputs.policies),
        clash(&one.inputs.rosters, &other.inputs.rosters),
    ];
    let mut both = merge(one, other);
    // One of them would stand for both in what is recorded.
    for label in clash.into_iter().flatten() {
        let subject = format!("two documents `{label}`");
        both.reasons
            .push(Reason::deny(ReasonCode::BadInput).subject(subject));
    }
    if !same {
        // Decisions about different things, or at different instants, do not combine into leave to act.
        both.reasons
            .push(Reason::deny(ReasonCode::BadInput).subject("decisions about different things"));
        both.about = None;
    }
    Decision::new(settled(both))
}

fn merge(mut one: DecisionRecord, other: DecisionRecord) -> DecisionRecord {
    fn union<T: Ord>(into: &mut Vec<T>, from: Vec<T>) {
        into.extend(from);
        into.sort();
        into.dedup();
    }
    let because = [one.because, other.because].into_iter().flatten().min();
    union(&mut one.reasons, other.reasons);
    union(&mut one.requirements, other.requirements);
    union(&mut one.obligations, other.obligations);
    union(&mut one.ignored, other.ignored);
    one.ignored.sort_by_key(is_distant);
    let minimal =
        [&one.missing, &other.missing].map(|missing| (missing.people.clone(), missing.minimal));
    union(&mut one.missing.people, other.missing.people);
    // A union is smallest where one side alone needs all of it; otherwise nobody has looked.
    let proven = minimal
        .iter()
        .any(|(people, minimal)| *people == one.missing.people && *minimal == Some(true));
    one.missing.minimal = minimal
        .iter()
        .any(|(_, minimal)| minimal.is_some())
        .then_some(proven);
    union(&mut one.missing.evidence, other.missing.evidence);
    union(&mut one.missing.facts, other.missing.facts);
    for (code, count) in other.ignored_counts {
        let sum = one.ignored_counts.entry(code).or_default();
        *sum = (*sum).max(count);
    }
    one.because = because;
    one.evaluated_at = one.evaluated_at.max(other.evaluated_at);
    one.recheck_by = one.recheck_by.min(other.recheck_by);
    one.profile = one.profile.max(other.profile);
    one.inputs.policies = both(&one.inputs.policies, &other.inputs.policies);
    one.inputs.rosters = both(&one.inputs.rosters, &other.inputs.rosters);
    one.inputs.statements.extend(other.inputs.statements);
    one.inputs.complete_as_of = one.inputs.complete_as_of.min(other.inputs.complete_as_of);
    one.verdict = one.verdict.min(other.verdict);
    one
}

/// Documents by their labels.
type Documents = Shared<BTreeMap<String, Digest>>;

/// The first label under which two sides have different documents.
fn clash(one: &Documents, other: &Documents) -> Option<String> {
    let mut documents = one.iter();
    let differs = |label: &String, digest| other.get(label).is_some_and(|other| other != digest);
    let found = documents.find(|(label, digest)| differs(label, *digest));
    found.map(|(label, _)| label.clone())
}

/// The documents of two sides. Under a label that both have, whichever comes first: who comes first must not matter.
fn both(one: &Documents, other: &Documents) -> Documents {
    let mut all: BTreeMap<String, Digest> = BTreeMap::new();
    for (label, digest) in one.iter().chain(other.iter()) {
        let kept = all.entry(label.clone()).or_insert(*digest);
        *kept = (*kept).min(*digest);
    }
    all.into()
}

/// The verdict that the reasons give, and what follows from it.
fn settled(mut record: DecisionRecord) -> DecisionRecord {
    record.reasons.sort();
    record.reasons.dedup();
    let has = |effect| record.reasons.iter().any(|reason| reason.effect == effect);
    if has(Effect::Deny) {
        record.verdict = Verdict::Deny;
    } else if has(Effect::Hold) {
        record.verdict = record.verdict.min(Verdict::Hold);
    }
    if record.verdict != Verdict::Allow {
        record.because = None;
        record.obligations.clear();
    }
    record
}
