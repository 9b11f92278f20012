//! What rules ask of people, held against everybody who signed: each thing once, whatever rules ask it (semantics 9.4).

use std::borrow::Cow;
use std::cell::{OnceCell, RefCell};
use std::collections::BTreeMap;
use std::rc::Rc;
use std::sync::Arc;

use super::asks::Ask;
use super::assign::{Fit, Shape};
use super::compile::CompiledRule;
use super::eligible::Judge;
use super::need::Need;
use super::people::Index;
use super::required::Way;
use super::requirements::RuleNeeds;
use super::standing::Standing;
use super::units::{Unit, assign_units};
use crate::decision::{Candidates, Counted, NotCounted, Shared, SharedText};

/// Everybody who signed.
pub(super) struct Signers {
    /// In the order of their ids, each in every authority in which she did.
    units: Vec<Unit>,
    /// Which of them each approval is of.
    of: Vec<usize>,
}

impl Signers {
    fn new(standing: &[Standing<'_>]) -> Self {
        let mut units: Vec<Unit> = standing.iter().map(Standing::unit).collect();
        units.sort_unstable();
        units.dedup();
        let of = standing.iter().map(|one| {
            let found = units.binary_search(&one.unit());
            found.unwrap_or_else(|place| place)
        });
        Self {
            of: of.collect(),
            units,
        }
    }
}

/// What several `approvals` requirements ask that must hold together, with everybody who signed.
pub(super) struct Solved<'a> {
    /// What is asked, by number.
    pub(super) asks: Arc<[Ask]>,
    pub(super) needs: Vec<Need<'a>>,
    signers: Rc<Signers>,
    /// How those who signed fit, one after the other: for each of them as many as there are needs.
    fits: Vec<Option<Vec<bool>>>,
    /// Which approvals fit any of it. One may not where another one of the same person does.
    used: Vec<bool>,
    met: Vec<bool>,
    /// Which of it each of those who signed serves.
    serves: Vec<Option<usize>>,
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
    pub(super) counted: Shared<[Counted]>,
    pub(super) not_counted: Shared<[NotCounted]>,
}

impl<'a> Solved<'a> {
    fn new(
        judge: &Judge<'_>,
        asks: Arc<[Ask]>,
        needs: Vec<Need<'a>>,
        signers: Rc<Signers>,
        standing: &[Standing<'_>],
    ) -> Self {
        let width = needs.len();
        let mut fits = vec![None; signers.units.len().saturating_mul(width)];
        let mut used = vec![false; standing.len()];
        for ((one, unit), used) in standing.iter().zip(&signers.of).zip(&mut used) {
            let slots = fits.iter_mut().skip(unit.saturating_mul(width));
            for (slot, need) in slots.zip(&needs) {
                // Every approval of a person is considered. What she holds at one instant she holds later too, so
                // that her approvals together fill what the last of them fills.
                if let Some(fills) = need.fills(judge, one) {
                    *used = true;
                    match slot {
                        None => *slot = Some(fills),
                        Some(best) => {
                            for (best, fills) in best.iter_mut().zip(fills) {
                                *best |= fills;
                            }
                        }
                    }
                }
            }
        }
        let mut solved = Self {
            asks,
            candidates: needs.iter().map(|_| OnceCell::new()).collect(),
            said: needs.iter().map(|_| OnceCell::new()).collect(),
            needs,
            signers,
            fits,
            used,
            met: Vec::new(),
            serves: Vec::new(),
            over_limit: false,
            could_meet: OnceCell::new(),
        };
        match assign_units(&solved.shapes(), &solved.people().collect::<Vec<_>>()) {
            Some(found) => (solved.met, solved.serves) = (found.met, found.serves),
            None => (solved.met, solved.over_limit) = (vec![false; width], true),
        }
        solved
    }

    pub(super) fn shapes(&self) -> Vec<&Shape> {
        self.needs.iter().map(|need| &need.shape).collect()
    }

    /// People who signed, in the order of their ids, each in every authority in which she did, and how they fit.
    pub(super) fn people(&self) -> impl Iterator<Item = (Unit, &Fit)> {
        let units = self.signers.units.iter().copied().enumerate();
        units.map(|(unit, name)| (name, self.fit(unit)))
    }

    /// How many of them there are.
    pub(super) fn count(&self) -> usize {
        self.signers.units.len()
    }

    fn fit(&self, unit: usize) -> &Fit {
        let width = self.needs.len();
        let start = unit.saturating_mul(width);
        let fit = self.fits.get(start..start.saturating_add(width));
        fit.unwrap_or_default()
    }

    /// Whether somebody who signed in her own authority fits one of them.
    pub(super) fn is_fit(&self, person: Index, position: usize) -> bool {
        let unit = self.signers.units.binary_search(&(person, person));
        unit.is_ok_and(|unit| matches!(self.fit(unit).get(position), Some(Some(_))))
    }

    pub(super) fn is_met(&self) -> bool {
        self.met.iter().all(|met| *met)
    }

    /// Whether an approval, by its place among those that stand, serves or could serve a requirement of the rule.
    pub(super) fn has_use_for(&self, approval: usize) -> bool {
        self.used.get(approval) == Some(&true)
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
        let serving = self.serves.iter();
        serving.filter(|choice| **choice == Some(position)).count()
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
        // For each of those who signed at most one.
        let mut counted: Vec<(usize, Counted)> = Vec::new();
        let mut not_counted: Vec<(usize, NotCounted)> = Vec::new();
        for (one, unit) in standing.iter().zip(&self.signers.of) {
            let serves = self.serves.get(*unit) == Some(&Some(position));
            if met && !serves {
                // Where it is met, only those who serve it are shown.
                continue;
            }
            match need.fit(judge, one) {
                Ok(fills) if serves => {
                    let best = Self::counted(need, one, &fills);
                    match counted.iter_mut().find(|(known, _)| known == unit) {
                        None => counted.push((*unit, best)),
                        Some((_, known)) if known.seats.len() < best.seats.len() => *known = best,
                        Some(_) => {}
                    }
                }
                Ok(_) => {}
                Err(lacks) if !met && self.fit(*unit).get(position) == Some(&None) => {
                    if !not_counted.iter().any(|(known, _)| known == unit) {
                        let lacking = NotCounted {
                            person: one.principal.id.clone(),
                            statement: one.verified.id,
                            lacks,
                        };
                        not_counted.push((*unit, lacking));
                    }
                }
                Err(_) => {}
            }
        }
        counted.sort_by_key(|(unit, _)| *unit);
        not_counted.sort_by_key(|(unit, _)| *unit);
        Said {
            asks: need.asks(),
            counted: counted.into_iter().map(|(_, one)| one).collect(),
            not_counted: not_counted.into_iter().map(|(_, one)| one).collect(),
        }
    }

    /// What an approval is counted for.
    fn counted(need: &Need<'_>, one: &Standing<'_>, fills: &[bool]) -> Counted {
        let filled = (0..).zip(fills).filter(|(_, fills)| **fills);
        Counted {
            person: one.principal.id.clone(),
            statement: one.verified.id,
            assurance: one.verified.assurance,
            issued: one.approval.issued,
            vouched_by: one.verified.vouched_by.clone(),
            on_behalf_of: one.acting.as_ref().map(|acting| acting.person().clone()),
            delegation: one.acting.as_ref().map(|acting| acting.grant.id),
            seats: filled.map(|(seat, _)| need.member(seat)).collect(),
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
    signers: Rc<Signers>,
    known: RefCell<BTreeMap<Arc<[Ask]>, Rc<Solved<'a>>>>,
}

impl<'r, 'a> Solver<'r, 'a> {
    pub(super) fn new(judge: &'r Judge<'a>, raised: u32, standing: &'r [Standing<'a>]) -> Self {
        Self {
            judge,
            raised,
            standing,
            signers: Rc::new(Signers::new(standing)),
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
            solved: self.solve(rule, &asking, &rule.required.asked(&asking).into()),
            indices: Cow::Owned(asking),
        }
    }

    fn solve(&self, rule: &'a CompiledRule, asking: &[usize], asks: &Arc<[Ask]>) -> Rc<Solved<'a>> {
        if let Some(known) = self.known.borrow().get(asks) {
            return Rc::clone(known);
        }
        let needs = asking.iter().filter_map(|index| {
            let requirement = rule.required.all.get(*index)?;
            let words = rule.required.words.get(*index)?.as_ref();
            Need::new(self.judge, requirement, words, self.raised)
        });
        let (asks, signers) = (Arc::clone(asks), Rc::clone(&self.signers));
        let key = Arc::clone(&asks);
        let needs = needs.collect();
        let solved = Rc::new(Solved::new(self.judge, asks, needs, signers, self.standing));
        self.known.borrow_mut().insert(key, Rc::clone(&solved));
        solved
    }
}
