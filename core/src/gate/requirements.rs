//! Requirements of the rules that apply: who serves them, and how they stand (semantics 9.3, 9.4).

use std::collections::BTreeMap;

use super::assign::{Fit, Shape};
use super::candidates::Pool;
use super::compile::CompiledRule;
use super::eligible::{Judge, Seat, weaker};
use super::people::{Index, People};
use super::standing::Standing;
use super::units::{Unit, assign_units};
use crate::decision::{Counted, Lack, NotCounted, Reason, ReasonCode, RequirementRecord, Status};
use crate::id::{EvidenceType, Service};
use crate::policy::{Assurance, LevelAsk, Requirement, Selector, SelectorNot};

/// One `approvals` requirement of a rule that applies.
pub(super) struct Need<'a> {
    pub(super) index: usize,
    pub(super) requirement: &'a Requirement,
    pub(super) seats: Vec<Seat<'a>>,
    pub(super) shape: Shape,
    pub(super) raised: u32,
}

impl<'a> Need<'a> {
    pub(super) fn new(
        judge: &Judge<'_>,
        index: usize,
        requirement: &'a Requirement,
        raised: u32,
    ) -> Option<Self> {
        let count = requirement.approvals?;
        let seats = Seat::expand(&requirement.including, judge.view);
        let shape = Shape {
            count: count.saturating_add(raised),
            seats: vec![raised.saturating_add(1); seats.len()],
        };
        Some(Self {
            index,
            requirement,
            seats,
            shape,
            raised,
        })
    }

    /// Which members of the requirement an approval fills; `None` where its signer falls short.
    fn fills(&self, judge: &Judge<'_>, standing: &Standing<'_>) -> Option<Vec<bool>> {
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
    fn fit(&self, judge: &Judge<'_>, standing: &Standing<'_>) -> Result<Vec<bool>, Vec<Lack>> {
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
        let fills = |seat: &Seat<'_>| lacks_of(seat.selector, seat.service.as_ref()).is_empty();
        Ok(self.seats.iter().map(fills).collect())
    }

    /// Which members somebody would fill if she signed now; `None` if she is not asked for.
    pub(super) fn would_fit(&self, judge: &Judge<'_>, index: Index) -> Option<Vec<bool>> {
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
        let hardware = principal.keys.iter().any(|key| key.public.is_hardware());
        let able = strongest.is_none_or(|asked| asked <= Assurance::Signed || hardware);
        (asked && able).then(|| {
            self.seats
                .iter()
                .map(|seat| fits(seat.selector, seat.service.as_ref()))
                .collect()
        })
    }

    /// Whether whoever meets the other requirement meets this one too.
    pub(super) fn is_covered_by(&self, other: &Self, people: &People) -> bool {
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

/// The `approvals` requirements of one alternative of a rule, with everybody who signed.
pub(super) struct RuleNeeds<'a> {
    pub(super) rule: &'a CompiledRule,
    pub(super) needs: Vec<Need<'a>>,
    /// People who signed, in the order of their ids, each in every authority in which she did, and how they fit.
    pub(super) people: BTreeMap<Unit, Fit>,
    pub(super) met: Vec<bool>,
    serves: BTreeMap<Unit, usize>,
    over_limit: bool,
}

impl<'a> RuleNeeds<'a> {
    pub(super) fn new(
        judge: &Judge<'_>,
        rule: &'a CompiledRule,
        way: &[usize],
        raised: u32,
        standing: &[Standing<'_>],
    ) -> Self {
        let needs: Vec<Need<'a>> = way
            .iter()
            .filter_map(|index| {
                let requirement = rule.requirements.get(*index)?;
                Need::new(judge, *index, requirement, raised)
            })
            .collect();
        let mut people: BTreeMap<Unit, Fit> = BTreeMap::new();
        for one in standing {
            let fit = people
                .entry(one.unit())
                .or_insert_with(|| vec![None; needs.len()]);
            for (slot, need) in fit.iter_mut().zip(&needs) {
                // Every approval of a person is considered. What she holds at one instant she holds later too, so
                // that her approvals together fill what the last of them fills.
                if let Some(fills) = need.fills(judge, one) {
                    let best = slot.get_or_insert_with(|| vec![false; fills.len()]);
                    for (best, fills) in best.iter_mut().zip(fills) {
                        *best |= fills;
                    }
                }
            }
        }
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
            rule,
            needs,
            people,
            met,
            serves,
            over_limit,
        }
    }

    pub(super) fn shapes(&self) -> Vec<Shape> {
        self.needs.iter().map(|need| need.shape.clone()).collect()
    }

    pub(super) fn is_met(&self) -> bool {
        self.met.iter().all(|met| *met)
    }

    /// Whether anybody's approval serves, or could serve, a requirement of the rule.
    pub(super) fn has_use_for(&self, unit: Unit) -> bool {
        self.people
            .get(&unit)
            .is_some_and(|fit| fit.iter().any(Option::is_some))
    }

    /// The record of one requirement, which stands as `unmet` says where it is not met.
    pub(super) fn record(
        &self,
        judge: &Judge<'_>,
        position: usize,
        unmet: Status,
        standing: &[Standing<'_>],
        pool: &Pool<'_>,
    ) -> Option<RequirementRecord> {
        let need = self.needs.get(position)?;
        let met = self.met.get(position) == Some(&true);
        let status = if met { Status::Met } else { unmet };
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
        Some(RequirementRecord {
            rule: self.rule.name.clone(),
            requirement: u32::try_from(need.index).unwrap_or(u32::MAX),
            alternatives: self.rule.alternatives_of(need.index),
            name: name(need.requirement),
            why: self.rule.why.clone(),
            status,
            waived_by: None,
            asks: asks(need),
            need: Some(need.shape.count),
            raised: need.raised,
            counted: counted.into_values().collect(),
            not_counted: not_counted.into_values().collect(),
            candidates: (!met && !matches!(unmet, Status::Closed | Status::Waived))
                .then(|| pool.listed(judge, self, position)),
        })
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
            seats: filled.map(|(seat, _)| seat_words(seat)).collect(),
            comment: one.approval.comment.clone(),
        }
    }

    /// Where a requirement of the rule stands among those that ask for people.
    pub(super) fn position(&self, requirement: usize) -> Option<usize> {
        self.needs.iter().position(|need| need.index == requirement)
    }

    /// Whether the distribution of signers could not be settled.
    pub(super) const fn is_over_limit(&self) -> bool {
        self.over_limit
    }

    /// Why the rule holds because of one of its requirements that is not met.
    pub(super) fn reasons(&self, position: usize, is_satisfiable: bool) -> Vec<Reason> {
        let Some(need) = self.needs.get(position) else {
            return Vec::new();
        };
        let have = self
            .serves
            .values()
            .filter(|choice| **choice == position)
            .count();
        let reason = |code| {
            Reason::hold(code)
                .rule(&self.rule.name)
                .requirement(need.index)
                .name(name(need.requirement))
        };
        let missing = reason(ReasonCode::ApprovalsMissing)
            .detail("need", need.shape.count)
            .detail("have", have);
        let never = (!is_satisfiable)
            .then(|| reason(ReasonCode::Unsatisfiable).detail("need", need.shape.count));
        std::iter::once(missing).chain(never).collect()
    }
}

/// The stable code of a requirement: its name, or what it asks.
pub(super) fn name(requirement: &Requirement) -> String {
    if let Some(name) = &requirement.name {
        return name.to_string();
    }
    match (&requirement.approvals, &requirement.evidence) {
        (Some(count), _) => format!("approvals:{count}"),
        (None, Some(types)) => types
            .as_slice()
            .iter()
            .map(EvidenceType::as_str)
            .collect::<Vec<_>>()
            .join("+"),
        (None, None) => match (requirement.wait, &requirement.review) {
            (Some(span), _) => format!("wait:{span}"),
            (None, Some(review)) => format!("review:{}", review.within),
            (None, None) => "must".to_owned(),
        },
    }
}

fn asks(need: &Need<'_>) -> String {
    let people = if need.shape.count == 1 {
        "person"
    } else {
        "people"
    };
    let mut text = format!("{} {people}", need.shape.count);
    if let Some(from) = &need.requirement.from {
        text = format!("{text}, {}", selector_words(from, None));
    }
    for (seat, count) in need.seats.iter().zip(&need.shape.seats) {
        text = format!("{text}, among them {count} {}", seat_words(seat));
    }
    let with = need.requirement.with.as_ref();
    if let Some(assurance) = with.and_then(|with| with.assurance) {
        text = format!("{text}, signature {}", assurance.word());
    }
    if let Some(meaning) = with.and_then(|with| with.meaning.as_ref()) {
        text = format!("{text}, meaning {meaning}");
    }
    if let Some(age) = with.and_then(|with| with.max_age) {
        text = format!("{text}, signed at most {age} ago");
    }
    text
}

fn seat_words(seat: &Seat<'_>) -> String {
    selector_words(
        seat.selector,
        seat.service.as_ref().map(|service| service.as_str()),
    )
}

pub(super) fn selector_words(selector: &Selector, service: Option<&str>) -> String {
    let mut words = Vec::new();
    match &selector.level {
        Some(LevelAsk::AtLeast(level)) => words.push(format!("level {level} or above")),
        Some(LevelAsk::AboveAuthor) => words.push("level above every author".to_owned()),
        None => {}
    }
    words.extend(selector.role.as_ref().map(|role| format!("role {role}")));
    words.extend(selector.team.as_ref().map(|team| format!("team {team}")));
    if selector.owns.is_some() {
        words.push(format!(
            "owner of {}",
            service.unwrap_or("every touched service")
        ));
    }
    words.extend(selector.held_for.map(|span| format!("held for {span}")));
    let trainings = selector.trained.iter().flat_map(|list| list.as_slice());
    words.extend(trainings.map(|training| format!("trained {training}")));
    if selector.not == Some(SelectorNot::Executor) {
        words.push("not the executor".to_owned());
    }
    words.join(", ")
}

/// Which requirements of a rule are covered by a stricter one of another rule that is not met either. What stands in one
/// of several alternatives neither covers nor is covered: the rule may be met without it.
pub(super) fn covered(people: &People, rule: &RuleNeeds<'_>, all: &[&RuleNeeds<'_>]) -> Vec<bool> {
    let covers = |position: usize| {
        // Beside another requirement of its rule it needs different people: whoever meets it elsewhere may be taken.
        let need = rule.needs.get(position).filter(|_| rule.needs.len() == 1)?;
        let others = all.iter().filter(|other| other.rule.name != rule.rule.name);
        let stricter = others.flat_map(|other| {
            other
                .needs
                .iter()
                .zip(&other.met)
                .filter(|(_, met)| !**met)
                .map(move |(need, _)| (*other, need))
        });
        let mut stricter = stricter.filter(|(_, other)| need.is_covered_by(other, people));
        // Of two that cover each other, the one whose rule comes first by name stays.
        Some(stricter.any(|(by, other)| {
            let is_mutual = by.needs.len() == 1 && other.is_covered_by(need, people);
            !is_mutual || by.rule.name < rule.rule.name
        }))
    };
    (0..rule.needs.len())
        .map(|position| covers(position) == Some(true))
        .collect()
}
