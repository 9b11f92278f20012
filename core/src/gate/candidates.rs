//! Who could sign (semantics 4.1).

use std::cell::{OnceCell, RefCell};
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use super::Request;
use super::asks::Ask;
use super::assign::Assignment;
use super::eligible::Judge;
use super::need::Need;
use super::people::Index;
use super::solved::Solved;
use super::standing::{SKEW, able};
use super::units::{Unit, assign_units};
use crate::decision::{Candidate, Candidates};
use crate::id::{PrincipalId, Service};
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
    /// Those of them who could sign with a security key.
    touching: BTreeSet<Index>,
    duty: Option<&'a Duty>,
    named: usize,
    /// Whether no key, level, team or role of anybody who can act begins or ends later.
    is_settled: bool,
    /// Where each of them stands, in the order of the roster, once that was asked.
    places: OnceCell<Vec<(Index, usize)>>,
    /// Who fits what is asked for, as far as that was asked.
    columns: RefCell<BTreeMap<Ask, Rc<Column>>>,
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
            judge.clock.reached(duty.issued.minus(SKEW))
                && !judge.clock.reached(duty.issued.plus(DUTY))
        });
        let is_settled = people.settled.is_none_or(|at| at <= judge.clock.now());
        let mut pool = Self {
            people: Vec::new(),
            touching: BTreeSet::new(),
            duty,
            named,
            is_settled,
            places: OnceCell::new(),
            columns: RefCell::default(),
        };
        if !is_asked && is_settled && request.revocations.is_none() {
            // Nobody is asked for, and looking at everybody would consult no instant that is still to come.
            return pool;
        }
        let free = people.active_humans().filter(|(index, _)| {
            !judge.view.participants.excluded.contains(index)
                && !spent.contains(index)
                && !barred(*index)
        });
        let mut touching = BTreeSet::new();
        let able = free.filter(|(index, principal)| {
            let able = able(principal, judge.clock, request.revocations);
            if able.by_touch {
                touching.insert(*index);
            }
            able.by_key
        });
        let listed = |list: fn(&Duty) -> &Vec<PrincipalId>| -> BTreeSet<&PrincipalId> {
            duty.into_iter().flat_map(list).collect()
        };
        let (away, on_call) = (listed(|duty| &duty.away), listed(|duty| &duty.on_call));
        // They come in the order of the roster, and stay in it within each rank.
        let mut ranked: BTreeMap<_, Vec<Index>> = BTreeMap::new();
        for (index, principal) in able {
            let owns = pool.owned(judge, index).next().is_some();
            let rank = people.rank_of(principal, |level| judge.clock.held_now(level));
            let id = &principal.id;
            let place = (
                away.contains(id),
                !on_call.contains(id),
                !owns,
                std::cmp::Reverse(rank),
            );
            ranked.entry(place).or_default().push(index);
        }
        pool.people = ranked.into_values().flatten().collect();
        pool.touching = touching;
        pool
    }

    fn owned<'v>(
        &self,
        judge: &'v Judge<'_>,
        index: Index,
    ) -> impl Iterator<Item = &'v Service> + use<'v> {
        let people = &judge.view.compiled.people;
        let principal = people.get(index);
        let services = judge.view.services.items.iter();
        services.filter(move |service| {
            let now = |team| judge.clock.held_now(team);
            principal.is_some_and(|principal| people.owns(principal, service, now))
        })
    }

    /// Those of the pool who could newly serve a requirement, the first ten of them by name.
    pub(super) fn listed(
        &self,
        judge: &Judge<'_>,
        asked: &Solved<'_>,
        position: usize,
    ) -> Candidates {
        let known = asked.candidates.get(position);
        known.map_or_else(Candidates::default, |known| {
            let list = || self.list(judge, asked, position);
            known.get_or_init(list).clone()
        })
    }

    fn list(&self, judge: &Judge<'_>, asked: &Solved<'_>, position: usize) -> Candidates {
        let people = &judge.view.compiled.people;
        let newly = self.newly(judge, asked, position).unwrap_or_default();
        let places = newly.iter().map(|(place, _)| *place);
        let fitting = places.filter_map(|place| self.people.get(place));
        let describe = |index: &Index| {
            let principal = people.get(*index)?;
            Some(Candidate {
                person: principal.id.clone(),
                level: people.level_now(principal, judge.clock).cloned(),
                owns: self.owned(judge, *index).cloned().collect(),
                on_call: self
                    .duty
                    .is_some_and(|duty| duty.on_call.contains(&principal.id)),
            })
        };
        Candidates {
            total: u32::try_from(newly.len()).unwrap_or(u32::MAX),
            first: fitting.take(self.named).filter_map(describe).collect(),
        }
    }

    /// The best assignment of those who signed, as they did, and of others, as if they signed now.
    pub(super) fn assigned(
        &self,
        judge: &Judge<'_>,
        asked: &Solved<'_>,
        added: &[Index],
    ) -> Option<Assignment> {
        let fits = self.fits(judge, asked, added);
        let units = fits.iter().map(|(unit, fit)| (*unit, fit.as_slice()));
        assign_units(&asked.shapes(), &units.collect::<Vec<_>>())
    }

    fn fits(
        &self,
        judge: &Judge<'_>,
        asked: &Solved<'_>,
        added: &[Index],
    ) -> BTreeMap<Unit, Vec<Option<Vec<bool>>>> {
        let signed = asked.people().map(|(unit, fit)| (unit, fit.to_vec()));
        let mut people: BTreeMap<Unit, Vec<_>> = signed.collect();
        for index in added {
            let new: Vec<_> = asked
                .needs
                .iter()
                .map(|need| need.would_fit(judge, *index, self.touching.contains(index)))
                .collect();
            let fit = people
                .entry((*index, *index))
                .or_insert_with(|| vec![None; asked.needs.len()]);
            for (slot, new) in fit.iter_mut().zip(new) {
                *slot = slot.take().or(new);
            }
        }
        people
    }

    /// Whether it could be met if everybody signed who could.
    pub(super) fn could_meet(&self, judge: &Judge<'_>, asked: &Solved<'_>) -> bool {
        *asked.could_meet.get_or_init(|| {
            // More people of one sort than there are seats make no difference.
            let seats = asked.shapes().into_iter().map(|shape| {
                let seats: u32 = shape.seats.iter().sum();
                usize::try_from(shape.count.saturating_add(seats)).unwrap_or(usize::MAX)
            });
            let enough = seats.fold(0_usize, usize::saturating_add);
            let mut shapes = asked.shapes().into_iter();
            if !shapes.all(|shape| self.has_people_for(asked, shape.count)) {
                return false;
            }
            let chosen = self.sorts(judge, &[asked], enough);
            let found = self.assigned(judge, asked, &chosen);
            found.is_none_or(|found| found.met.iter().all(|met| *met))
        })
    }

    /// Whether there are as many people as a count asks for, whoever they are.
    fn has_people_for(&self, asked: &Solved<'_>, count: u32) -> bool {
        let people = self.people.len().saturating_add(asked.count());
        usize::try_from(count).is_ok_and(|count| count <= people)
    }

    /// Of each sort of people (those who would fit alike everywhere) the first few.
    pub(super) fn sorts(
        &self,
        judge: &Judge<'_>,
        asked: &[&Solved<'_>],
        most: usize,
    ) -> Vec<Index> {
        // Whoever acts for another, or for whom another acts, is of a sort of her own.
        let units = asked.iter().flat_map(|solved| solved.people());
        let units = units.map(|(unit, _)| unit);
        let acting = units.filter(|unit| unit.0 != unit.1);
        let apart: BTreeSet<Index> = acting.flat_map(|unit| [unit.0, unit.1]).collect();
        let mut counts: BTreeMap<(usize, Option<Index>), usize> = BTreeMap::new();
        let mut chosen = Vec::new();
        let mut choose = |place: usize, sort: usize| {
            let Some(index) = self.people.get(place) else {
                return;
            };
            let own = apart.contains(index).then_some(*index);
            let count = counts.entry((sort, own)).or_insert(0);
            if *count < most {
                *count = count.saturating_add(1);
                chosen.push(*index);
            }
        };
        let columns = asked.iter().flat_map(|solved| {
            let positions = 0..solved.needs.len();
            positions.filter_map(|position| self.newly(judge, solved, position))
        });
        let columns: Vec<Vec<(usize, usize)>> = columns.collect();
        if let [only] = columns.as_slice() {
            for (place, fill) in only {
                choose(*place, *fill);
            }
            return chosen;
        }
        // Sorts are numbered; 0 are those who fit nothing. Each thing that is asked splits every sort.
        let mut sort_of: Vec<usize> = vec![0; self.people.len()];
        let mut sorts = 0_usize;
        for column in columns {
            let mut split: BTreeMap<(usize, usize), usize> = BTreeMap::new();
            for (place, fill) in column {
                if let Some(sort) = sort_of.get_mut(place) {
                    *sort = *split.entry((*sort, fill)).or_insert_with(|| {
                        sorts = sorts.saturating_add(1);
                        sorts
                    });
                }
            }
        }
        let sorted = sort_of.into_iter().enumerate();
        for (place, sort) in sorted.filter(|(_, sort)| *sort > 0) {
            choose(place, sort);
        }
        chosen
    }

    /// Those of the pool who would newly fit one thing that is asked for: their places, and which members they would be.
    fn newly(
        &self,
        judge: &Judge<'_>,
        asked: &Solved<'_>,
        position: usize,
    ) -> Option<Vec<(usize, usize)>> {
        let column = self.column(judge, asked, position)?;
        let serves = |place: &usize| {
            let index = self.people.get(*place);
            index.is_some_and(|index| asked.is_fit(*index, position))
        };
        let fits = column.fits.iter();
        Some(fits.filter(|(place, _)| !serves(place)).copied().collect())
    }

    /// Which of these people would fit anything that is asked for: their positions, in order. They come in the order of
    /// the pool, as [`Self::sorts`] returns them.
    pub(super) fn fitting(
        &self,
        judge: &Judge<'_>,
        asked: &[&Solved<'_>],
        people: &[Index],
    ) -> Vec<usize> {
        let places: Vec<_> = people.iter().map(|index| self.place(*index)).collect();
        let columns = asked.iter().flat_map(|solved| {
            let positions = 0..solved.needs.len();
            positions.filter_map(|position| self.column(judge, solved, position))
        });
        let mut fitting = Vec::new();
        for column in columns {
            let fits = column.fits.iter();
            fitting.extend(fits.filter_map(|(place, _)| places.binary_search(&Some(*place)).ok()));
        }
        fitting.sort_unstable();
        fitting.dedup();
        fitting
    }

    /// Who of the pool would fit one thing that is asked for, once for all rules that ask it.
    fn column(&self, judge: &Judge<'_>, asked: &Solved<'_>, position: usize) -> Option<Rc<Column>> {
        let (ask, need) = (*asked.asks.get(position)?, asked.needs.get(position)?);
        let mut columns = self.columns.borrow_mut();
        let column = columns
            .entry(ask)
            .or_insert_with(|| Rc::new(self.hold(judge, need)));
        Some(Rc::clone(column))
    }

    /// Holds everybody of the pool against something that is asked for.
    fn hold(&self, judge: &Judge<'_>, need: &Need<'_>) -> Column {
        let mut fills: BTreeMap<Vec<bool>, usize> = BTreeMap::new();
        let mut fits = Vec::new();
        let mut look = |place: usize, index: Index| {
            if let Some(filled) = need.would_fit(judge, index, self.touching.contains(&index)) {
                let fresh = fills.len();
                fits.push((place, *fills.entry(filled).or_insert(fresh)));
            }
        };
        let members = need.requirement.from.as_ref();
        let members = members.filter(|_| self.is_settled);
        match members.and_then(|from| judge.view.compiled.people.at_most(from)) {
            // Nobody else could be, and no instant that looking at others consults is still to come.
            Some(members) => {
                let place = |index: &Index| Some((self.place(*index)?, *index));
                let mut members: Vec<_> = members.iter().filter_map(place).collect();
                members.sort_unstable();
                for (place, index) in members {
                    look(place, index);
                }
            }
            None => {
                for (place, index) in self.people.iter().enumerate() {
                    look(place, *index);
                }
            }
        }
        Column { fits }
    }

    /// Where somebody stands in the pool.
    fn place(&self, index: Index) -> Option<usize> {
        let places = self.places.get_or_init(|| {
            let mut places: Vec<_> = self.people.iter().copied().zip(0..).collect();
            places.sort_unstable();
            places
        });
        let found = places.binary_search_by_key(&index, |(index, _)| *index);
        found
            .ok()
            .and_then(|at| places.get(at))
            .map(|(_, place)| *place)
    }
}

/// Who of the pool would fit something that is asked for: where she stands in the pool, and which members she would be,
/// by number.
struct Column {
    fits: Vec<(usize, usize)>,
}
