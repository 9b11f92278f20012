//! Who could sign (semantics 4.1).

use std::collections::{BTreeMap, BTreeSet};

use super::Request;
use super::assign::Fit;
use super::eligible::Judge;
use super::people::Index;
use super::requirements::RuleNeeds;
use super::standing::has_key;
use super::units::{Unit, assign_units};
use crate::decision::{Candidate, Candidates};
use crate::roster::Duty;
use crate::time::Span;

/// How long a duty document speaks.
const DUTY: Span = Span::from_hours(24);
/// How many candidates a decision names.
pub(super) const NAMED: usize = 10;

/// People who could sign now: active, with a key, no participants, without a live reject or a lift.
pub(super) struct Pool<'a> {
    /// In the order in which they are suggested: on call, owner, level, id.
    pub(super) people: Vec<Index>,
    duty: Option<&'a Duty>,
    named: usize,
}

impl<'a> Pool<'a> {
    pub(super) fn new(
        judge: &Judge<'_>,
        spent: &BTreeSet<Index>,
        barred: &dyn Fn(Index) -> bool,
        request: &Request<'a>,
        (named, is_asked): (usize, bool),
    ) -> Self {
        let people = &judge.view.compiled.people;
        let duty = request.duty.filter(|duty| {
            judge.clock.reached(duty.issued) && !judge.clock.reached(duty.issued.plus(DUTY))
        });
        let is_settled = people.settled.is_none_or(|at| at <= judge.clock.now());
        if !is_asked && is_settled && request.revocations.is_none() {
            // Nobody is asked for, and looking at everybody would consult no instant that is still to come.
            return Self {
                people: Vec::new(),
                duty,
                named,
            };
        }
        let able = people.active_humans().filter(|(index, principal)| {
            !judge.view.participants.excluded.contains(index)
                && !spent.contains(index)
                && !barred(*index)
                && has_key(principal, judge.clock, request.revocations)
        });
        let mut pool = Self {
            people: able.map(|(index, _)| index).collect(),
            duty,
            named,
        };
        let mut ranked: Vec<_> = pool
            .people
            .iter()
            .filter_map(|index| {
                let principal = people.get(*index)?;
                let named = |list: Option<&Vec<crate::id::PrincipalId>>| {
                    list.is_some_and(|list| list.contains(&principal.id))
                };
                let away = named(duty.map(|duty| &duty.away));
                let on_call = named(duty.map(|duty| &duty.on_call));
                let owns = !pool.owned(judge, *index).is_empty();
                let rank = people.rank_of(principal, |level| judge.clock.held_now(level));
                Some((
                    (away, !on_call, !owns, std::cmp::Reverse(rank), *index),
                    *index,
                ))
            })
            .collect();
        ranked.sort_unstable();
        pool.people = ranked.into_iter().map(|(_, index)| index).collect();
        pool
    }

    fn owned(&self, judge: &Judge<'_>, index: Index) -> Vec<crate::id::Service> {
        let people = &judge.view.compiled.people;
        let Some(principal) = people.get(index) else {
            return Vec::new();
        };
        let services = judge.view.services.items.iter();
        services
            .filter(|service| people.owns(principal, service, |team| judge.clock.held_now(team)))
            .cloned()
            .collect()
    }

    /// Those of the pool who could newly serve a requirement, the first ten of them by name.
    pub(super) fn listed(
        &self,
        judge: &Judge<'_>,
        rule: &RuleNeeds<'_>,
        position: usize,
    ) -> Candidates {
        let people = &judge.view.compiled.people;
        let Some(need) = rule.needs.get(position) else {
            return Candidates::default();
        };
        let serves_already = |index: &Index| {
            rule.people
                .get(&(*index, *index))
                .is_some_and(|fit| fit.get(position).is_some_and(Option::is_some))
        };
        let fitting: Vec<Index> = self
            .people
            .iter()
            .copied()
            .filter(|index| !serves_already(index) && need.would_fit(judge, *index).is_some())
            .collect();
        let describe = |index: &Index| {
            let principal = people.get(*index)?;
            Some(Candidate {
                person: principal.id.clone(),
                level: people.level_now(principal, judge.clock).cloned(),
                owns: self.owned(judge, *index),
                on_call: self
                    .duty
                    .is_some_and(|duty| duty.on_call.contains(&principal.id)),
            })
        };
        Candidates {
            total: u32::try_from(fitting.len()).unwrap_or(u32::MAX),
            first: fitting
                .iter()
                .take(self.named)
                .filter_map(describe)
                .collect(),
        }
    }

    /// How everybody would fit a rule: those who signed as they do, the others as if they signed now.
    pub(super) fn fits(
        &self,
        judge: &Judge<'_>,
        rule: &RuleNeeds<'_>,
        added: &[Index],
    ) -> BTreeMap<Unit, Fit> {
        let mut people = rule.people.clone();
        for index in added {
            let new: Fit = rule
                .needs
                .iter()
                .map(|need| need.would_fit(judge, *index))
                .collect();
            let fit = people
                .entry((*index, *index))
                .or_insert_with(|| vec![None; rule.needs.len()]);
            for (slot, new) in fit.iter_mut().zip(new) {
                *slot = slot.take().or(new);
            }
        }
        people
    }

    /// Whether the rule could be met if everybody signed who could.
    pub(super) fn could_meet(&self, judge: &Judge<'_>, rule: &RuleNeeds<'_>) -> bool {
        // More people of one sort than the rule has seats make no difference.
        let seats = rule.shapes().into_iter().map(|shape| {
            let seats: u32 = shape.seats.iter().sum();
            usize::try_from(shape.count.saturating_add(seats)).unwrap_or(usize::MAX)
        });
        let enough = seats.fold(0_usize, usize::saturating_add);
        let mut shapes = rule.shapes().into_iter();
        if !shapes.all(|shape| self.has_people_for(rule, shape.count)) {
            return false;
        }
        let chosen = self.sorts(judge, &[rule], enough);
        let found = assign_units(&rule.shapes(), &self.fits(judge, rule, &chosen));
        found.is_none_or(|found| found.met.iter().all(|met| *met))
    }

    /// Whether there are as many people as a count asks for, whoever they are.
    fn has_people_for(&self, rule: &RuleNeeds<'_>, count: u32) -> bool {
        let people = self.people.len().saturating_add(rule.people.len());
        usize::try_from(count).is_ok_and(|count| count <= people)
    }

    /// Of each sort of people (those who would fit alike everywhere) the first few.
    pub(super) fn sorts(
        &self,
        judge: &Judge<'_>,
        rules: &[&RuleNeeds<'_>],
        most: usize,
    ) -> Vec<Index> {
        let mut known: BTreeMap<(Vec<Fit>, Option<Index>), usize> = BTreeMap::new();
        let mut chosen = Vec::new();
        for index in &self.people {
            let sort: Vec<Fit> = rules
                .iter()
                .map(|rule| {
                    let new = rule.needs.iter().map(|need| need.would_fit(judge, *index));
                    let old = rule.people.get(&(*index, *index));
                    new.enumerate()
                        .map(|(position, new)| {
                            let serves = old
                                .is_some_and(|fit| fit.get(position).is_some_and(Option::is_some));
                            new.filter(|_| !serves)
                        })
                        .collect()
                })
                .collect();
            if sort.iter().flatten().all(Option::is_none) {
                continue;
            }
            // Whoever acts for another, or for whom another acts, is of a sort of her own.
            let acts = |unit: &Unit| unit.0 != unit.1 && (unit.0 == *index || unit.1 == *index);
            let apart = rules.iter().any(|rule| rule.people.keys().any(acts));
            let count = known.entry((sort, apart.then_some(*index))).or_insert(0);
            if *count < most {
                *count = count.saturating_add(1);
                chosen.push(*index);
            }
        }
        chosen
    }
}
