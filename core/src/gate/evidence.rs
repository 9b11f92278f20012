//! Requirements that no signature meets: evidence, and conditions that must hold (semantics 9.3).

use std::collections::BTreeSet;

use super::compile::CompiledRule;
use super::condition::{Reading, Scene, Tri, evaluate};
use super::eligible::Judge;
use super::requirements::name;
use crate::change::EvidenceResult;
use crate::decision::{Reason, ReasonCode, RequirementRecord, Status};
use crate::digest::Digest;
use crate::id::EvidenceType;
use crate::policy::{Issuers, Requirement};
use crate::time::{Span, Timestamp};

/// How an `evidence` requirement stands, type by type: met, or why not.
pub(super) fn evidence<'r>(
    judge: &Judge<'_>,
    requirement: &'r Requirement,
    reviewed: &BTreeSet<Digest>,
) -> Vec<(&'r EvidenceType, Option<&'static str>)> {
    let types = requirement
        .evidence
        .iter()
        .flat_map(|types| types.as_slice());
    types
        .map(|kind| (kind, evidence_lacks(judge, requirement, kind, reviewed)))
        .collect()
}

/// Only a fresh pass of an accepted issuer is a pass; one failure beside it is none.
fn evidence_lacks(
    judge: &Judge<'_>,
    requirement: &Requirement,
    kind: &EvidenceType,
    reviewed: &BTreeSet<Digest>,
) -> Option<&'static str> {
    const SKEW: Span = Span::from_minutes(2);
    let accepted: Vec<_> = judge
        .view
        .evidence(kind)
        .filter(|(item, is_signed)| {
            judge.view.is_about(item) && (*is_signed || requirement.signed != Some(true))
        })
        .map(|(item, _)| item)
        .filter(|item| match (&requirement.issuers, &item.issuer) {
            (Some(Issuers::Only(only)), Some(issuer)) => only.contains(issuer),
            (Some(Issuers::Rostered), Some(issuer)) => {
                let people = &judge.view.compiled.people;
                let principal = people.find(issuer).and_then(|index| people.get(index));
                principal.is_some_and(|principal| principal.evidence.contains(kind))
            }
            (Some(Issuers::Rostered), None) => true,
            (Some(Issuers::Only(_)) | None, None) | (None, Some(_)) => false,
        })
        .collect();
    // Anybody's trusted failure counts, whoever's passes are asked for.
    if judge.view.failed(kind) == Some(true) {
        return Some("failed");
    }
    let stale = |at: Timestamp| {
        requirement
            .max_age
            .is_some_and(|age| judge.clock.reached(at.plus(age)))
    };
    let is_reviewed = |digest| requirement.reviewed != Some(true) || reviewed.contains(&digest);
    // All of them, so that each instant is consulted, in whatever order they stand.
    let states: BTreeSet<Option<&'static str>> = accepted
        .into_iter()
        .map(|item| match item.result {
            EvidenceResult::Passed if !judge.clock.reached(item.at.minus(SKEW)) => {
                Some("not yet issued")
            }
            EvidenceResult::Passed if stale(item.at) => Some("stale"),
            EvidenceResult::Passed if !is_reviewed(item.digest) => Some("not reviewed"),
            EvidenceResult::Passed => None,
            EvidenceResult::Error => Some("error"),
            EvidenceResult::Skipped => Some("skipped"),
            EvidenceResult::Failed => Some("failed"),
        })
        .collect();
    states.first().copied().unwrap_or(Some("missing"))
}

/// Records and reasons of the requirements of a rule that people cannot meet.
pub(super) fn of_facts(
    judge: &Judge<'_>,
    scene: &Scene<'_>,
    rule: &CompiledRule,
    reviewed: &BTreeSet<Digest>,
) -> (Vec<RequirementRecord>, Vec<Reason>, Vec<EvidenceType>) {
    let (mut records, mut reasons, mut missing) = (Vec::new(), Vec::new(), Vec::new());
    for (index, requirement) in rule.requirements.iter().enumerate() {
        let mut record = |status, asks: String| {
            records.push(RequirementRecord {
                rule: rule.name.clone(),
                requirement: u32::try_from(index).unwrap_or(u32::MAX),
                name: name(requirement),
                why: rule.why.clone(),
                status,
                asks,
                need: None,
                raised: 0,
                counted: Vec::new(),
                not_counted: Vec::new(),
                candidates: None,
            });
        };
        let reason = |code| Reason::hold(code).rule(&rule.name).requirement(index);
        if requirement.evidence.is_some() {
            let standing = evidence(judge, requirement, reviewed);
            let status = if standing.iter().all(|(_, lacks)| lacks.is_none()) {
                Status::Met
            } else {
                Status::Unmet
            };
            let mut asks = format!("evidence {}, passed", name(requirement));
            for (is, word) in [
                (requirement.signed, "signed"),
                (requirement.reviewed, "reviewed"),
            ] {
                if is == Some(true) {
                    asks = format!("{asks}, {word}");
                }
            }
            record(status, asks);
            for (kind, lacks) in standing {
                if let Some(state) = lacks {
                    let given = requirement
                        .name
                        .as_ref()
                        .map_or_else(|| kind.to_string(), ToString::to_string);
                    let missed = reason(ReasonCode::EvidenceMissing)
                        .name(given)
                        .subject(kind.as_str());
                    reasons.push(missed.detail("state", state));
                    missing.push(kind.clone());
                }
            }
        }
        if let Some(span) = requirement.wait {
            let waited = waited(judge, span);
            let status = if waited.is_ok() {
                Status::Met
            } else {
                Status::Unmet
            };
            record(status, format!("seen for the first time {span} ago"));
            if let Err(until) = waited {
                let early = reason(ReasonCode::WaitNotOver).name(name(requirement));
                reasons.push(match until {
                    Some(until) => early.detail("until", until.to_string()),
                    None => early.detail("facts", vec!["live.firstSeenAt".to_owned()]),
                });
            }
        }
        if let Some(must) = &requirement.must {
            let value = evaluate(scene, must, Reading::Exempting);
            record(
                if value == Tri::True {
                    Status::Met
                } else {
                    Status::Unmet
                },
                "a condition that is known to hold".to_owned(),
            );
            let unmet = reason(ReasonCode::MustNotMet).name(name(requirement));
            match value {
                Tri::True => {}
                Tri::False => reasons.push(unmet),
                Tri::Unknown(facts) => {
                    reasons.push(unmet.detail(
                        "facts",
                        facts.into_iter().map(str::to_owned).collect::<Vec<_>>(),
                    ));
                }
            }
        }
    }
    (records, reasons, missing)
}

/// Whether a change was first seen so long ago; if not, when it will be, where that is known. The instant counts only
/// where the embedding system has seen it itself.
fn waited(judge: &Judge<'_>, span: Span) -> Result<(), Option<Timestamp>> {
    let first = judge.view.change.live().first_seen_at.trusted();
    let over = first.map(|first| first.plus(span)).ok_or(None)?;
    if judge.clock.reached(over) {
        Ok(())
    } else {
        Err(Some(over))
    }
}
