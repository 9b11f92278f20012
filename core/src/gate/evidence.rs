//! Requirements that no signature meets: evidence, and conditions that must hold (semantics 9.3).

use std::collections::{BTreeMap, BTreeSet};

use super::compile::CompiledRule;
use super::condition::{Reading, Scene, Tri, evaluate};
use super::eligible::Judge;
use super::words::{self, name};
use crate::change::EvidenceResult;
use crate::decision::{Reason, ReasonCode, RequirementRecord, Shared, Status};
use crate::digest::Digest;
use crate::fact::Origin;
use crate::id::EvidenceType;
use crate::policy::{Condition, Issuers, Requirement, ReviewAsk};
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
            (Some(Issuers::Rostered), None) => item.origin == Origin::Collected,
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

/// How a requirement stands that no signature meets.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum State {
    /// The change is not so; only another change could be.
    Closed,
    Met,
    /// Something is missing that could still come.
    Open,
}

/// A requirement that no signature meets.
pub(super) struct Leaf {
    pub(super) state: State,
    pub(super) asks: String,
    pub(super) reasons: Vec<Reason>,
    /// The evidence that is missing.
    pub(super) evidence: Vec<EvidenceType>,
}

impl Leaf {
    fn new(is_met: bool, asks: String, reasons: Vec<Reason>) -> Self {
        let state = if is_met { State::Met } else { State::Open };
        Self {
            state,
            asks,
            reasons,
            evidence: Vec::new(),
        }
    }

    /// The record, which stands as `unmet` says where the requirement is not met.
    pub(super) fn record(
        &self,
        rule: &CompiledRule,
        index: usize,
        unmet: Status,
    ) -> Option<RequirementRecord> {
        let status = match self.state {
            State::Met => Status::Met,
            State::Closed | State::Open => unmet,
        };
        Some(RequirementRecord {
            rule: rule.name.clone(),
            requirement: u32::try_from(index).unwrap_or(u32::MAX),
            alternatives: rule.required.alternatives_of(index),
            name: rule.required.name(index),
            why: rule.why.clone(),
            status,
            waived_by: None,
            asks: self.asks.as_str().into(),
            need: None,
            raised: 0,
            counted: Shared::default(),
            not_counted: Shared::default(),
            candidates: None,
        })
    }
}

/// How the requirements of a rule stand that people cannot meet, by their position.
pub(super) fn of_facts(
    judge: &Judge<'_>,
    scene: &Scene<'_>,
    rule: &CompiledRule,
    reviewed: &BTreeSet<Digest>,
) -> BTreeMap<usize, Leaf> {
    let numbered = rule.required.all.iter().enumerate();
    numbered
        .filter_map(|(index, requirement)| {
            let reason = |code| Reason::hold(code).rule(&rule.name).requirement(index);
            let leaf = if requirement.evidence.is_some() {
                of_evidence(judge, requirement, reviewed, &reason)
            } else if let Some(span) = requirement.wait {
                of_waiting(judge, requirement, span, &reason)
            } else if let Some(must) = &requirement.must {
                of_condition(scene, requirement, must, &reason)
            } else {
                of_review(judge, requirement, requirement.review.as_ref()?, &reason)
            };
            Some((index, leaf))
        })
        .collect()
}

fn of_evidence(
    judge: &Judge<'_>,
    requirement: &Requirement,
    reviewed: &BTreeSet<Digest>,
    reason: &impl Fn(ReasonCode) -> Reason,
) -> Leaf {
    let standing = evidence(judge, requirement, reviewed);
    let lacking: Vec<_> = standing
        .into_iter()
        .filter_map(|(kind, lacks)| Some((kind, lacks?)))
        .collect();
    let reasons = lacking.iter().map(|(kind, state)| {
        let given = requirement
            .name
            .as_ref()
            .map_or_else(|| kind.to_string(), ToString::to_string);
        let missed = reason(ReasonCode::EvidenceMissing);
        missed
            .name(given)
            .subject(kind.as_str())
            .detail("state", *state)
    });
    let mut asks = format!("evidence {}, passed", name(requirement));
    for (is, word) in [
        (requirement.signed, "signed"),
        (requirement.reviewed, "reviewed"),
    ] {
        if is == Some(true) {
            asks = format!("{asks}, {word}");
        }
    }
    Leaf {
        evidence: lacking.iter().map(|(kind, _)| (*kind).clone()).collect(),
        ..Leaf::new(lacking.is_empty(), asks, reasons.collect())
    }
}

fn of_waiting(
    judge: &Judge<'_>,
    requirement: &Requirement,
    span: Span,
    reason: &impl Fn(ReasonCode) -> Reason,
) -> Leaf {
    let waited = waited(judge, span);
    let early = |until: Option<Timestamp>| {
        let early = reason(ReasonCode::WaitNotOver).name(name(requirement));
        match until {
            Some(until) => early.detail("until", until.to_string()),
            None => early.detail("facts", vec!["live.firstSeenAt".to_owned()]),
        }
    };
    let asks = format!("seen for the first time {span} ago");
    Leaf::new(
        waited.is_ok(),
        asks,
        waited.err().map(early).into_iter().collect(),
    )
}

fn of_condition(
    scene: &Scene<'_>,
    requirement: &Requirement,
    must: &Condition,
    reason: &impl Fn(ReasonCode) -> Reason,
) -> Leaf {
    let unmet = || reason(ReasonCode::MustNotMet).name(name(requirement));
    let (state, reasons) = match evaluate(scene, must, Reading::Exempting) {
        Tri::True => (State::Met, Vec::new()),
        Tri::False => (State::Closed, vec![unmet()]),
        Tri::Unknown(facts) => {
            let facts: Vec<_> = facts.into_iter().map(str::to_owned).collect();
            (State::Open, vec![unmet().detail("facts", facts)])
        }
    };
    Leaf {
        state,
        asks: "a condition that is known to hold".to_owned(),
        reasons,
        evidence: Vec::new(),
    }
}

/// Met now, owed later: unless nobody is known who would owe it.
fn of_review(
    judge: &Judge<'_>,
    requirement: &Requirement,
    review: &ReviewAsk,
    reason: &impl Fn(ReasonCode) -> Reason,
) -> Leaf {
    let view = judge.view;
    let owed = !view.participants.debtors(&view.compiled.people).is_empty();
    let nobody = reason(ReasonCode::NobodyOwes).name(name(requirement));
    let reasons = (!owed).then_some(nobody).into_iter().collect();
    Leaf::new(owed, review_words(review), reasons)
}

pub(super) fn review_words(review: &ReviewAsk) -> String {
    let people = match review.approvals.unwrap_or(1) {
        1 => "1 person".to_owned(),
        count => format!("{count} people"),
    };
    let within = format!("owed within {}", review.within);
    match &review.from {
        Some(from) => format!(
            "a review by {people}, {}, {within}",
            words::selector(from, None)
        ),
        None => format!("a review by {people}, {within}"),
    }
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
