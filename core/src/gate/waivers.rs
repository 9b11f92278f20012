//! What stands in for a requirement, or lets a change through a freeze (semantics 9.6, 9.9).

use std::collections::BTreeSet;

use super::clock::Clock;
use super::compile::CompiledRule;
use super::eligible::Judge;
use super::envelopes::{self, Inside};
use super::facts::View;
use crate::change::{Kind, ResourceAction, Restored};
use crate::decision::{Reason, ReasonCode};
use crate::policy::{Requirement, Waiver};
use crate::time::Span;

/// How far the clock of who recorded what was live may be ahead.
const SKEW: Span = Span::from_minutes(2);

/// What is verified of this change and may stand in for something.
#[derive(Clone)]
pub(super) struct Waivers {
    verified: BTreeSet<Waiver>,
    /// Whether it is known that no approval is asked because of what can never be waived.
    approvals: bool,
    /// What the reader should know of standing approvals.
    pub(super) notes: Vec<Reason>,
}

impl Waivers {
    pub(super) fn new(judge: &Judge<'_>) -> Self {
        let view = judge.view;
        let rules = &view.compiled.rules;
        let mut waivers = Self {
            verified: BTreeSet::new(),
            approvals: is_harmless(view),
            notes: Vec::new(),
        };
        if !rules.iter().any(CompiledRule::has_waiver) {
            return waivers;
        }
        if is_revert(view, judge.clock) {
            waivers.verified.insert(Waiver::EmergencyRevert);
        }
        for (envelope, inside) in envelopes::of(judge) {
            let note = |code| Reason::note(code).subject(envelope);
            match inside {
                Inside::Yes => {
                    waivers.verified.insert(Waiver::Envelope);
                    waivers.notes.push(note(ReasonCode::EnvelopeApplies));
                }
                Inside::No(because) => {
                    let note = note(ReasonCode::EnvelopeNotMet);
                    waivers.notes.push(note.detail("because", because));
                }
                Inside::AnotherActor => {}
            }
        }
        waivers
    }

    /// With one thing more.
    pub(super) fn and(mut self, waiver: Waiver) -> Self {
        self.verified.insert(waiver);
        self
    }

    /// Whether something stands in for whatever names it.
    pub(super) fn has(&self, waiver: Waiver) -> bool {
        self.verified.contains(&waiver)
    }

    /// What stands in for a requirement of a rule. A review that is owed afterwards stays owed.
    pub(super) fn of(&self, rule: &CompiledRule, requirement: &Requirement) -> Option<Waiver> {
        let may =
            requirement.review.is_none() && (requirement.approvals.is_none() || self.approvals);
        let mut named = rule.waived_by.iter().chain(&requirement.waived_by);
        named
            .find(|waiver| may && self.verified.contains(waiver))
            .copied()
    }

    /// What lets the change through a freeze.
    pub(super) fn of_freeze(&self, rule: &CompiledRule) -> Option<Waiver> {
        let revert = Waiver::EmergencyRevert;
        (rule.waived_by.contains(&revert) && self.verified.contains(&revert)).then_some(revert)
    }
}

/// Says that something was waived, and by what.
pub(super) fn note(rule: &CompiledRule, by: Waiver) -> Reason {
    let reason = Reason::note(ReasonCode::Waived).rule(&rule.name);
    reason.detail("by", by.word())
}

/// Whether the change is known to be nothing whose approvals are never waived.
fn is_harmless(view: &View<'_>) -> bool {
    view.destructive.trusted() == Some(&false)
        && view.kinds.is_whole
        && ![Kind::Iam, Kind::Policy]
            .iter()
            .any(|kind| view.kinds.items.contains(kind))
}

/// Whether the change brings back what was live in the same place, by digest, and nothing else.
fn is_revert(view: &View<'_>, clock: &Clock) -> bool {
    let Some(restored) = view.change.live().restores.trusted() else {
        return false;
    };
    let has_begun = clock.reached(restored.last_live.minus(SKEW));
    let is_over = clock.reached(restored.last_live.plus(view.compiled.revert_within));
    let resources = &view.change.exact().resources;
    let destroys = |action| matches!(action, ResourceAction::Delete | ResourceAction::Replace);
    has_begun
        && !is_over
        && is_harmless(view)
        && !view.kinds.items.contains(&Kind::Data)
        && resources.is_whole()
        && !resources.known().iter().any(|one| destroys(one.action))
        && is_same_place(view, restored)
        && view
            .change
            .exact()
            .subjects
            .iter()
            .all(|subject| restored.subjects.contains(&subject.digest))
}

fn is_same_place(view: &View<'_>, restored: &Restored) -> bool {
    let aliases = &view.compiled.environment_aliases;
    let place = aliases
        .get(&restored.environment)
        .unwrap_or(&restored.environment);
    let regions = &view.change.exact().regions;
    // Without regions the environment as a whole is meant.
    view.environment.trusted() == Some(place)
        && (restored.regions.is_empty()
            || !regions.is_empty()
                && regions
                    .iter()
                    .all(|region| restored.regions.contains(region)))
}
