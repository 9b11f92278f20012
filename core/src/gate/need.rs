//! One requirement that asks for people: who fits it, and in what others fall short (semantics 9.3).

use super::assign::Shape;
use super::eligible::{Judge, Seat, weaker};
use super::people::{Index, People};
use super::standing::Standing;
use super::words::Words;
use crate::decision::Lack;
use crate::id::Service;
use crate::policy::{Assurance, LevelAsk, Requirement, Selector};

/// What an `approvals` requirement asks, for this change.
pub(super) struct Need<'a> {
    pub(super) requirement: &'a Requirement,
    pub(super) seats: Vec<Seat<'a>>,
    pub(super) shape: Shape,
    pub(super) raised: u32,
    pub(super) words: Option<&'a Words>,
}

impl<'a> Need<'a> {
    pub(super) fn new(
        judge: &Judge<'_>,
        requirement: &'a Requirement,
        words: Option<&'a Words>,
        raised: u32,
    ) -> Option<Self> {
        let count = requirement.approvals?;
        let seats = Seat::expand(&requirement.including, judge.view);
        let shape = Shape {
            count: count.saturating_add(raised),
            seats: vec![raised.saturating_add(1); seats.len()],
        };
        Some(Self {
            requirement,
            seats,
            shape,
            raised,
            words,
        })
    }

    /// Which members of the requirement an approval fills; `None` where its signer falls short.
    pub(super) fn fills(&self, judge: &Judge<'_>, standing: &Standing<'_>) -> Option<Vec<bool>> {
        let every = &judge.view.compiled.every_signature;
        let is_weak = standing.verified.assurance < Assurance::Signed;
        if standing.acting.is_some()
            || is_weak
            || self.requirement.with.is_some()
            || !every.is_empty()
        {
            return self.fit(judge, standing).ok();
        }
        // Nobody acts for anybody, and nothing is asked of the signature: people alone are held against it.
        let (index, issued) = (standing.index, standing.approval.issued);
        let fits =
            |selector, service| judge.fits(index, standing.principal, selector, service, issued);
        let from = self.requirement.from.as_ref();
        if from.is_some_and(|from| !fits(from, None)) {
            return None;
        }
        let seats = self.seats.iter();
        Some(
            seats
                .map(|seat| fits(seat.selector, seat.service.as_ref()))
                .collect(),
        )
    }

    /// Which members of the requirement an approval fills, or in what its signer falls short.
    pub(super) fn fit(
        &self,
        judge: &Judge<'_>,
        standing: &Standing<'_>,
    ) -> Result<Vec<bool>, Vec<Lack>> {
        let issued = standing.approval.issued;
        let lacks_of = |selector: &Selector, service: Option<&Service>| match &standing.acting {
            None => judge.lacks(
                standing.index,
                standing.principal,
                selector,
                service,
                issued,
            ),
            Some(acting) => acting.lacks(judge, standing.index, selector, service, issued),
        };
        let from = self.requirement.from.as_ref();
        let mut lacks = from.map_or_else(Vec::new, |from| lacks_of(from, None));
        // Where the requirement says nothing else, somebody has to have signed herself.
        let own = self.requirement.with.as_ref();
        let is_weak = standing.verified.assurance < Assurance::Signed;
        if is_weak && own.is_none_or(|with| with.assurance.is_none()) {
            lacks.push(weaker(standing.verified, Assurance::Signed));
        }
        for with in own.into_iter().chain(&judge.view.compiled.every_signature) {
            lacks.extend(judge.lacks_of_signature(standing.verified, standing.approval, with));
            if let Some(acting) = &standing.acting {
                lacks.extend(acting.lacks_of_grant(judge, with));
            }
        }
        lacks.sort();
        lacks.dedup();
        if !lacks.is_empty() {
            return Err(lacks);
        }
        let fills = |seat: &Seat<'_>| {
            let service = seat.service.as_ref();
            match &standing.acting {
                None => {
                    let (index, one) = (standing.index, standing.principal);
                    judge.fits(index, one, seat.selector, service, issued)
                }
                Some(_) => lacks_of(seat.selector, service).is_empty(),
            }
        };
        Ok(self.seats.iter().map(fills).collect())
    }

    /// Which members somebody would fill if she signed now, by a security key if she has one; `None` if she is not asked
    /// for.
    pub(super) fn would_fit(
        &self,
        judge: &Judge<'_>,
        index: Index,
        has_touch: bool,
    ) -> Option<Vec<bool>> {
        let now = judge.clock.now();
        let principal = judge.view.compiled.people.get(index)?;
        let fits =
            |selector: &Selector, service| judge.fits(index, principal, selector, service, now);
        let asked = self
            .requirement
            .from
            .as_ref()
            .is_none_or(|from| fits(from, None));
        let every = &judge.view.compiled.every_signature;
        let strongest = self
            .requirement
            .with
            .iter()
            .chain(every)
            .filter_map(|with| with.assurance)
            .max();
        let able = strongest.is_none_or(|asked| asked <= Assurance::Signed || has_touch);
        (asked && able).then(|| {
            self.seats
                .iter()
                .map(|seat| fits(seat.selector, seat.service.as_ref()))
                .collect()
        })
    }

    /// Whether whoever meets the other requirement meets this one too.
    pub(super) fn is_covered_by(&self, other: &Self, people: &People) -> bool {
        if std::ptr::eq(self, other) {
            return true;
        }
        let (mine, theirs) = (self.requirement, other.requirement);
        let wider = match (&mine.from, &theirs.from) {
            (None, _) => true,
            (Some(mine), Some(theirs)) => mine == theirs || is_wider(mine, theirs, people),
            (Some(_), None) => false,
        };
        wider
            && self.shape.count <= other.shape.count
            && self.seats.iter().all(|seat| other.seats.contains(seat))
            && (mine.with.is_none() || mine.with == theirs.with)
    }
}

/// Whether a selector that asks for nothing but a level asks for a lower one.
fn is_wider(wide: &Selector, narrow: &Selector, people: &People) -> bool {
    let rest = |selector: &Selector| Selector {
        level: None,
        ..selector.clone()
    };
    match (&wide.level, &narrow.level) {
        (Some(LevelAsk::AtLeast(low)), Some(LevelAsk::AtLeast(high))) => {
            rest(wide) == rest(narrow) && people.rank(low) <= people.rank(high)
        }
        (None, _) => rest(wide) == Selector::default(),
        _ => false,
    }
}
