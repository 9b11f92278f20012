//! Requirements of the rules that apply: how they stand, in what a decision says (semantics 9.3, 9.4).

use std::borrow::Cow;
use std::rc::Rc;

use super::candidates::Pool;
use super::compile::CompiledRule;
use super::eligible::Judge;
use super::need::Need;
use super::people::People;
use super::solved::Solved;
use super::standing::Standing;
use crate::decision::{Reason, ReasonCode, RequirementRecord, Status};

/// The `approvals` requirements of one alternative of a rule, with everybody who signed.
pub(super) struct RuleNeeds<'a> {
    pub(super) rule: &'a CompiledRule,
    /// Where each stands among the requirements of the rule.
    pub(super) indices: Cow<'a, [usize]>,
    pub(super) solved: Rc<Solved<'a>>,
}

impl RuleNeeds<'_> {
    /// The record of one requirement, which stands as `unmet` says where it is not met.
    pub(super) fn record(
        &self,
        judge: &Judge<'_>,
        position: usize,
        unmet: Status,
        standing: &[Standing<'_>],
        pool: &Pool<'_>,
    ) -> Option<RequirementRecord> {
        let index = *self.indices.get(position)?;
        let need = self.solved.needs.get(position)?;
        let said = self.solved.said(judge, standing, position)?;
        let met = self.solved.has_met(position);
        Some(RequirementRecord {
            rule: self.rule.name.clone(),
            requirement: u32::try_from(index).unwrap_or(u32::MAX),
            alternatives: self.rule.required.alternatives_of(index),
            name: self.rule.required.name(index),
            why: self.rule.why.clone(),
            status: if met { Status::Met } else { unmet },
            waived_by: None,
            asks: said.asks.clone(),
            need: Some(need.shape.count),
            raised: need.raised,
            counted: said.counted.clone(),
            not_counted: said.not_counted.clone(),
            candidates: (!met && !matches!(unmet, Status::Closed | Status::Waived))
                .then(|| pool.listed(judge, &self.solved, position)),
        })
    }

    /// Where a requirement of the rule stands among those that ask for people.
    pub(super) fn position(&self, requirement: usize) -> Option<usize> {
        self.indices.iter().position(|index| *index == requirement)
    }

    /// Why the rule holds because of one of its requirements that is not met.
    pub(super) fn reasons(&self, position: usize, is_satisfiable: bool) -> Vec<Reason> {
        let need = self.solved.needs.get(position);
        let (Some(need), Some(index)) = (need, self.indices.get(position).copied()) else {
            return Vec::new();
        };
        let reason = |code| {
            Reason::hold(code)
                .rule(&self.rule.name)
                .requirement(index)
                .name(&*self.rule.required.name(index))
        };
        let missing = reason(ReasonCode::ApprovalsMissing)
            .detail("need", need.shape.count)
            .detail("have", self.solved.have(position));
        let never = (!is_satisfiable)
            .then(|| reason(ReasonCode::Unsatisfiable).detail("need", need.shape.count));
        std::iter::once(missing).chain(never).collect()
    }
}

/// Something that is asked of people and not met, and which rules ask it.
struct Open<'s, 'a> {
    solved: &'s Rc<Solved<'a>>,
    /// The first of those rules by name.
    first: &'s str,
    /// Whether it is the only one.
    is_only: bool,
}

/// What the rules that have a single alternative ask of people, and what of that is not met.
pub(super) struct Unmet<'s, 'a> {
    open: Vec<Open<'s, 'a>>,
}

impl<'s, 'a> Unmet<'s, 'a> {
    pub(super) fn new(all: impl Iterator<Item = &'s RuleNeeds<'a>>) -> Self
    where
        'a: 's,
    {
        let mut open: Vec<Open<'s, 'a>> = Vec::new();
        for rule in all.filter(|rule| !rule.solved.is_met()) {
            let name = rule.rule.name.as_str();
            let mut known = open.iter_mut();
            if let Some(known) = known.find(|one| Rc::ptr_eq(one.solved, &rule.solved)) {
                known.first = known.first.min(name);
                known.is_only = false;
            } else {
                open.push(Open {
                    solved: &rule.solved,
                    first: name,
                    is_only: true,
                });
            }
        }
        Self { open }
    }

    /// Which requirements of a rule are covered by a stricter one of another rule that is not met either. What stands in
    /// one of several alternatives neither covers nor is covered: the rule may be met without it.
    pub(super) fn covers(&self, people: &People, rule: &RuleNeeds<'_>) -> Vec<bool> {
        let [need] = rule.solved.needs.as_slice() else {
            // Beside another requirement of its rule it needs different people: whoever meets it elsewhere may be taken.
            return vec![false; rule.solved.needs.len()];
        };
        let own = rule.rule.name.as_str();
        let mut others = self.open.iter();
        let covered = others.any(|open| {
            let others = open.solved.needs.iter().enumerate();
            let unmet = others.filter(|(position, _)| !open.solved.has_met(*position));
            let mut stricter = unmet.filter(|(_, other)| need.is_covered_by(other, people));
            // Of two that cover each other, the one whose rule comes first by name stays.
            let is_covered = |other: &Need<'_>| {
                open.solved.needs.len() == 1 && other.is_covered_by(need, people)
            };
            !(open.is_only && open.first == own)
                && stricter.any(|(_, other)| open.first < own || !is_covered(other))
        });
        vec![covered]
    }
}
