//! What changes if one waits: the same question at the next instants that the answer depends on (semantics 4.2.2).

use std::collections::BTreeSet;

use super::evaluate::{Mode, evaluate_until};
use super::{Gate, Request};
use crate::decision::{DecisionRecord, Effect, Moment, Reason};
use crate::id::PrincipalId;
use crate::time::Timestamp;

/// How many instants are looked at.
const LOOKED_AT: usize = 64;
/// How many of them are told.
const TOLD: usize = 16;

impl Gate {
    /// Returns the instants after now at which the decision is another one, if nothing happens until then: a freeze
    /// that ends, an approval that expires, a time to wait that is over. Of the instants that the decision depends on
    /// the next 64 are looked at, and 16 are told at most. Nobody may act on them: ask again when they have come.
    pub fn outlook(&self, request: &Request<'_>) -> Vec<Moment> {
        let mut moments = Vec::new();
        let ask = |now| {
            let later = Request { now, ..*request };
            evaluate_until(&self.inner, &later, &Mode::Plain, 0)
        };
        let (mut before, mut next) = ask(request.now);
        for _ in 0..LOOKED_AT {
            if next == Timestamp::MAX || moments.len() == TOLD {
                break;
            }
            let at = next;
            let (after, then) = ask(at);
            moments.extend(differs(&before, &after, at));
            (before, next) = (after, then);
        }
        moments
    }
}

fn differs(before: &DecisionRecord, after: &DecisionRecord, at: Timestamp) -> Option<Moment> {
    let (then, now) = (stopping(before), stopping(after));
    let left: Vec<PrincipalId> = counted(before)
        .difference(&counted(after))
        .map(|person| (*person).clone())
        .collect();
    let moment = Moment {
        at,
        verdict: after.verdict,
        ends: then
            .difference(&now)
            .map(|reason| (*reason).clone())
            .collect(),
        begins: now
            .difference(&then)
            .map(|reason| (*reason).clone())
            .collect(),
        leaves: left,
    };
    let is_same = moment.ends.is_empty()
        && moment.begins.is_empty()
        && moment.leaves.is_empty()
        && before.verdict == after.verdict;
    (!is_same).then_some(moment)
}

fn stopping(record: &DecisionRecord) -> BTreeSet<&Reason> {
    let reasons = record.reasons.iter();
    reasons
        .filter(|reason| reason.effect != Effect::Note)
        .collect()
}

fn counted(record: &DecisionRecord) -> BTreeSet<&PrincipalId> {
    let requirements = record.requirements.iter();
    requirements
        .flat_map(|one| &one.counted)
        .map(|one| &one.person)
        .collect()
}
