//! What rules ask of people, held against everybody who signed: each thing once, whatever rules ask it (semantics 9.4).

use std::borrow::Cow;
use std::cell::{OnceCell, RefCell};
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use super::asks::Ask;
use super::assign::{Fit, Shape};
use super::compile::CompiledRule;
use super::eligible::Judge;
use super::need::Need;
use super::required::Way;
use super::requirements::RuleNeeds;
use super::standing::Standing;
use super::units::{Unit, assign_units};
use super::words;
use crate::decision::{Candidates, Counted, NotCounted, SharedText};
use crate::digest::Digest;

/// What several `approvals` requirements ask that must hold together, with everybody who signed.
pub(super) struct Solved<'a> {
    /// What is asked, by number.
    pub(super) asks: Vec<Ask>,
    pub(super) needs: Vec<Need<'a>>,
    /// People who signed, in the order of their ids, each in every authority in which she did, and how they fit.
    pub(super) people: BTreeMap<Unit, Fit>,
    /// Approvals that fit none of it, also where another one of the same person does.
    idle: BTreeSet<(Unit, Digest)>,
    met: Vec<bool>,
    serves: BTreeMap<Unit, usize>,
    over_limit: bool,
    /// Whether it could be met if everybody signed who could, once that was asked.
    pub(super) could_meet: OnceCell<bool>,
    /// Who could newly serve each of them, once that was asked.
    pub(super) candidates: Vec<OnceCell<Candidates>>,
    said: Vec<OnceCell<Said>>,
}

/// How one of them stands, in words.
pub(super) struct Said {
    pub(super) asks: SharedText,
    pub(super) counted: Vec<Counted>,
    pub(super) not_counted: Vec<NotCounted>,
}

impl<'a> Solved<'a> {
    fn new(
        judge: &Judge<'_>,
        asks: Vec<Ask>,
        needs: Vec<Need<'a>>,
        standing: &[Standing<'_>],
    ) -> Self {
        let mut people: BTreeMap<Unit, Fit> = BTreeMap::new();
        let (mut idle, mut used) = (BTreeSet::new(), BTreeSet::new());
        for one in standing {
            let fit = people
                .entry(one.unit())
                .or_insert_with(|| vec![None; needs.len()]);
            let mut is_idle = true;
            for (slot, need) in fit.iter_mut().zip(&needs) {
                // Every approval of a person is considered. What she holds at one instant she holds later too, so
                // that her approvals together fill what the last of them fills.
                if let Some(fills) = need.fills(judge, one) {
                    is_idle = false;
                    let best = slot.get_or_insert_with(|| vec![false; fills.len()]);
                    for (best, fills) in best.iter_mut().zip(fills) {
                        *best |= fills;
                    }
                }
            }
            if is_idle {
                idle.insert((one.unit(), one.verified.id));
            } else if one.acting.is_some() {
                used.insert((one.unit(), one.verified.id));
            }
        }
        // Of several delegations one is enough.
        idle.retain(|one| !used.contains(one));
        let shapes: Vec<Shape> = needs.iter().map(|need| need.shape.clone()).collect();
        let found = assign_units(&shapes, &people);
        let over_limit = found.is_none();
        let (met, serves) = found.map_or_else(
            || (vec![false; needs.len()], BTreeMap::new()),
            |found| {
                let serves = people
                    .keys()
                    .zip(&found.serves)
                    .filter_map(|(index, choice)| Some((*index, (*choice)?)));
                (found.met, serves.collect())
            },
        );
        Self {
            asks,
            candidates: needs.iter().map(|_| OnceCell::new()).collect(),
            said: needs.iter().map(|_| OnceCell::new()).collect(),
            needs,
            people,
            idle,
            met,
            serves,
            over_limit,
            could_meet: OnceCell::new(),
        }
    }

    pub(super) fn shapes(&self) -> Vec<Shape> {
        self.needs.iter().map(|need| need.shape.clone()).collect()
    }

    pub(super) fn is_met(&self) -> bool {
        self.met.iter().all(|met| *met)
    }

    /// Whether an approval serves, or could serve, a requirement of the rule.
    pub(super) fn has_use_for(&self, one: &Standing<'_>) -> bool {
        !self.idle.contains(&(one.unit(), one.verified.id))
    }

    /// Whether the distribution of signers could not be settled.
    pub(super) const fn is_over_limit(&self) -> bool {
        self.over_limit
    }

    /// Whether one of them is met.
    pub(super) fn has_met(&self, position: usize) -> bool {
        self.met.get(position) == Some(&true)
    }

    /// How many people serve one of them.
    pub(super) fn have(&self, position: usize) -> usize {
        let serving = self.serves.values();
        serving.filter(|choice| **choice == position).count()
    }

    /// How one of them stands, in words.
    pub(super) fn said(
        &self,
        judge: &Judge<'_>,
        standing: &[Standing<'_>],
        position: usize,
    ) -> Option<&Said> {
        let need = self.needs.get(position)?;
        let said = self.said.get(position)?;
        Some(said.get_or_init(|| self.say(judge, standing, position, need)))
    }

    fn say(
        &self,
        judge: &Judge<'_>,
        standing: &[Standing<'_>],
        position: usize,
        need: &Need<'_>,
    ) -> Said {
        let met = self.has_met(position);
        let mut counted: BTreeMap<Unit, Counted> = BTreeMap::new();
        let mut not_counted: BTreeMap<Unit, NotCounted> = BTreeMap::new();
        let serves = |one: &Standing<'_>| self.serves.get(&one.unit()) == Some(&position);
        // Where it is met, only those who serve it are shown.
        for one in standing.iter().filter(|one| !met || serves(one)) {
            match need.fit(judge, one) {
                Ok(fills) if serves(one) => {
                    let best = Self::counted(need, one, &fills);
                    match counted.get(&one.unit()) {
                        Some(other) if other.seats.len() >= best.seats.len() => {}
                        _ => {
                            counted.insert(one.unit(), best);
                        }
                    }
                }
                Ok(_) => {}
                Err(lacks) if !met => {
                    not_counted.entry(one.unit()).or_insert_with(|| NotCounted {
                        person: one.principal.id.clone(),
                        statement: one.verified.id,
                        lacks,
                    });
                }
                Err(_) => {}
            }
        }
        not_counted.retain(|unit, _| {
            self.people
                .get(unit)
                .is_some_and(|fit| fit.get(position) == Some(&None))
        });
        Said {
            asks: words::asks(need).into(),
            counted: counted.into_values().collect(),
            not_counted: not_counted.into_values().collect(),
        }
    }

    /// What an approval is counted for.
    fn counted(need: &Need<'_>, one: &Standing<'_>, fills: &[bool]) -> Counted {
        let filled = need.seats.iter().zip(fills).filter(|(_, fills)| **fills);
        Counted {
            person: one.principal.id.clone(),
            statement: one.verified.id,
            assurance: one.verified.assurance,
            issued: one.approval.issued,
            vouched_by: one.verified.vouched_by.clone(),
            on_behalf_of: one.acting.as_ref().map(|acting| acting.person().clone()),
            delegation: one.acting.as_ref().map(|acting| acting.grant.id),
            seats: filled.map(|(seat, _)| words::member(seat).into()).collect(),
            comment: one.approval.comment.clone(),
        }
    }
}

/// Holds what is asked against everybody who signed, each thing once.
pub(super) struct Solver<'r, 'a> {
    pub(super) judge: &'r Judge<'a>,
    /// By how many people every count is raised.
    raised: u32,
    pub(super) standing: &'r [Standing<'a>],
    known: RefCell<BTreeMap<Vec<Ask>, Rc<Solved<'a>>>>,
}

impl<'r, 'a> Solver<'r, 'a> {
    pub(super) fn new(judge: &'r Judge<'a>, raised: u32, standing: &'r [Standing<'a>]) -> Self {
        Self {
            judge,
            raised,
            standing,
            known: RefCell::default(),
        }
    }

    /// What an alternative of a rule asks of people.
    pub(super) fn way(&self, rule: &'a CompiledRule, way: &'a Way) -> RuleNeeds<'a> {
        RuleNeeds {
            rule,
            solved: self.solve(rule, &way.asking, &way.asks),
            indices: Cow::Borrowed(&way.asking),
        }
    }

    /// What several requirements of a rule ask of people.
    pub(super) fn some(
        &self,
        rule: &'a CompiledRule,
        way: impl Iterator<Item = usize>,
    ) -> RuleNeeds<'a> {
        let asking = rule.required.asking(way);
        RuleNeeds {
            rule,
            solved: self.solve(rule, &asking, &rule.required.asked(&asking)),
            indices: Cow::Owned(asking),
        }
    }

    fn solve(&self, rule: &'a CompiledRule, asking: &[usize], asks: &[Ask]) -> Rc<Solved<'a>> {
        if let Some(known) = self.known.borrow().get(asks) {
            return Rc::clone(known);
        }
        let needs = asking.iter().filter_map(|index| {
            let requirement = rule.required.all.get(*index)?;
            Need::new(self.judge, requirement, self.raised)
        });
        let solved = Solved::new(self.judge, asks.to_vec(), needs.collect(), self.standing);
        let solved = Rc::new(solved);
        let mut known = self.known.borrow_mut();
        known.insert(asks.to_vec(), Rc::clone(&solved));
        solved
    }
}
