//! How the rules that apply stand, alternative by alternative (semantics 9.3, 9.4).

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Deref;

use super::candidates::Pool;
use super::compile::CompiledRule;
use super::condition::Scene;
use super::eligible::Judge;
use super::evaluate::Trial;
use super::evidence::{Leaf, State, of_facts, review_words};
use super::missing::smallest;
use super::required::Way;
use super::requirements::{RuleNeeds, Unmet};
use super::solved::Solver;
use super::standing::{Standing, Statements};
use super::waivers::{self, Waivers};
use crate::decision::{
    IgnoredRecord, Missing, Obligation, Reason, ReasonCode, RequirementRecord, Status,
};
use crate::digest::Digest;
use crate::policy::Waiver;
use crate::statement::IgnoredCode;

/// A rule that applies, with everybody who signed for it.
pub(super) struct Weighed<'a> {
    rule: &'a CompiledRule,
    /// What asks for people, for each alternative.
    ways: Ways<'a>,
    /// What people cannot meet, by position.
    leaves: BTreeMap<usize, Leaf>,
    /// The first alternative that is wholly met.
    met: Option<usize>,
    /// What something stands in for, by position: only where the rule is not met as it stands.
    waived: BTreeMap<usize, Waiver>,
    /// As it would be if nothing stood in for anything.
    plain: Option<Ways<'a>>,
}

/// What rules are weighed with.
pub(super) struct Scales<'r, 'a> {
    pub(super) solver: &'r Solver<'r, 'a>,
    /// The evidence that approvers have seen.
    pub(super) reviewed: BTreeSet<Digest>,
    pub(super) waivers: &'r Waivers,
}

/// What asks for people in a rule, for each alternative. Most rules have one.
pub(super) enum Ways<'a> {
    One([RuleNeeds<'a>; 1]),
    Several(Vec<RuleNeeds<'a>>),
}

impl<'a> Ways<'a> {
    pub(super) fn of(rule: &'a CompiledRule, needs: impl Fn(&'a Way) -> RuleNeeds<'a>) -> Self {
        match rule.required.ways.as_slice() {
            [only] => Self::One([needs(only)]),
            ways => Self::Several(ways.iter().map(needs).collect()),
        }
    }
}

impl<'a> Deref for Ways<'a> {
    type Target = [RuleNeeds<'a>];

    fn deref(&self) -> &Self::Target {
        match self {
            Self::One(only) => only,
            Self::Several(ways) => ways,
        }
    }
}

/// What was seen by those whose approvals fit something that is asked for. Not only by those who serve it: one more
/// approval may let another person serve, and must not undo what was reviewed.
pub(super) fn reviewed(ways: &[Ways<'_>], standing: &[Standing<'_>]) -> BTreeSet<Digest> {
    let fits = |place: usize| {
        let mut ways = ways.iter().flat_map(|ways| ways.iter());
        ways.any(|way| way.solved.has_use_for(place))
    };
    let approvals = standing.iter().enumerate();
    let approvals =
        approvals.filter(|(place, one)| !one.approval.seen.evidence.is_empty() && fits(*place));
    approvals
        .flat_map(|(_, one)| one.approval.seen.evidence.iter().copied())
        .collect()
}

impl<'a> Weighed<'a> {
    pub(super) fn new(
        scales: &Scales<'_, 'a>,
        scene: &Scene<'_>,
        rule: &'a CompiledRule,
        ways: Ways<'a>,
    ) -> Self {
        let mut weighed = Self {
            rule,
            ways,
            leaves: of_facts(scales.solver.judge, scene, rule, &scales.reviewed),
            met: None,
            waived: BTreeMap::new(),
            plain: None,
        };
        weighed.met = weighed.first_met();
        if weighed.met.is_none() {
            let required = rule.required.all.iter().enumerate();
            let open = required.filter(|(index, _)| {
                let leaf = weighed.leaves.get(index);
                leaf.is_none_or(|leaf| leaf.state != State::Met)
            });
            weighed.waived = open
                .filter_map(|(index, one)| Some((index, scales.waivers.of(rule, one)?)))
                .collect();
        }
        if !weighed.waived.is_empty() {
            let rest = |way: &'a Way| {
                let rest = way.all.iter();
                let rest = rest.filter(|index| !weighed.waived.contains_key(index));
                scales.solver.some(rule, rest.copied())
            };
            let ways = Ways::of(rule, rest);
            weighed.plain = Some(std::mem::replace(&mut weighed.ways, ways));
            weighed.met = weighed.first_met();
        }
        weighed
    }

    fn first_met(&self) -> Option<usize> {
        (0..self.ways.len()).find(|way| {
            self.facts_of(*way).all(|leaf| leaf.state == State::Met)
                && self.ways.get(*way).is_some_and(|way| way.solved.is_met())
        })
    }

    /// What people cannot meet of an alternative, and nothing stands in for.
    fn facts_of(&self, way: usize) -> impl Iterator<Item = &Leaf> {
        let way = self.rule.required.ways.get(way);
        let indices = way.into_iter().flat_map(|way| &way.all);
        let indices = indices.filter(|index| !self.waived.contains_key(index));
        indices.filter_map(|index| self.leaves.get(index))
    }

    /// The only alternative of a rule that has no other.
    fn only(&self) -> Option<&RuleNeeds<'a>> {
        match &*self.ways {
            [only] => Some(only),
            _ => None,
        }
    }

    /// Whether an approval, by its place, serves or could serve an alternative.
    fn has_use_for(&self, approval: usize) -> bool {
        let ways = self.plain.as_ref().unwrap_or(&self.ways);
        ways.iter().any(|way| way.solved.has_use_for(approval))
    }

    /// What is owed afterwards, where the rule is met.
    pub(super) fn obligations(&self, judge: &Judge<'_>) -> Vec<Obligation> {
        let people = &judge.view.compiled.people;
        let way = self.met.and_then(|way| self.rule.required.ways.get(way));
        let met = way.into_iter().flat_map(|way| &way.all);
        let reviews = met
            .filter_map(|index| Some((*index, self.rule.required.all.get(*index)?)))
            .filter_map(|(index, requirement)| Some((index, requirement.review.as_ref()?)));
        let mut reviews = reviews.peekable();
        if reviews.peek().is_none() {
            return Vec::new();
        }
        let debtors = judge.view.participants.debtors(people);
        let owed = reviews.flat_map(|(index, review)| {
            let debtors = debtors.iter().filter_map(|index| people.get(*index));
            debtors.map(move |person| Obligation {
                code: "review".to_owned(),
                rule: Some(self.rule.name.to_string()),
                name: Some(self.rule.required.name(index).to_string()),
                asks: Some(review_words(review)),
                owed_by: person.id.clone(),
                due: judge.clock.now().plus(review.within),
            })
        });
        owed.collect()
    }
}

/// Which alternatives of a rule that is not met are worth anybody's time.
struct Outlook {
    /// Those that this change can still meet; all of them where it can meet none.
    open: Vec<usize>,
    /// Those of the open ones that people could meet; where there are such, those that need people alone.
    able: Vec<usize>,
    /// Whether people alone are enough.
    people_alone: bool,
}

impl Outlook {
    fn new(judge: &Judge<'_>, rule: &Weighed<'_>, pool: &Pool<'_>) -> Self {
        let all = || 0..rule.ways.len();
        let has = |way: usize, state: State| rule.facts_of(way).any(|leaf| leaf.state == state);
        let mut open: Vec<usize> = all().filter(|way| !has(*way, State::Closed)).collect();
        if open.is_empty() {
            open = all().collect();
        }
        let could = |way: &usize| {
            let needs = rule.ways.get(*way);
            needs.is_some_and(|needs| pool.could_meet(judge, &needs.solved))
        };
        let able: Vec<usize> = open.iter().copied().filter(could).collect();
        let alone = |way: &usize| rule.facts_of(*way).all(|leaf| leaf.state == State::Met);
        let people: Vec<usize> = able.iter().copied().filter(alone).collect();
        Self {
            open,
            people_alone: !people.is_empty(),
            able: if people.is_empty() { able } else { people },
        }
    }

    /// The alternative by which a requirement is shown, and whether it is open.
    fn shown_by(&self, rule: &CompiledRule, index: usize) -> Option<(usize, bool)> {
        let ways = &rule.required.ways;
        let holds = |way: &usize| ways.get(*way).is_some_and(|way| way.all.contains(&index));
        let open = self.open.iter().copied().find(holds);
        let any = || (0..ways.len()).find(holds);
        open.map(|way| (way, true))
            .or_else(|| any().map(|way| (way, false)))
    }
}

impl<'a> Trial<'a, '_> {
    /// Records and reasons of every requirement; returns who is missing.
    pub(super) fn requirements(
        &mut self,
        weighed: &[Weighed<'a>],
        signed: &Statements<'a>,
    ) -> Missing {
        let is_asked = weighed.iter().any(|rule| rule.met.is_none());
        let pool = self.pool(signed, is_asked);
        let single = Unmet::new(weighed.iter().filter_map(Weighed::only));
        let asked = weighed.iter().map(|rule| rule.rule.required.all.len());
        self.records.reserve(asked.sum());
        let mut unmet = 0_usize;
        let mut possible: Vec<Vec<&RuleNeeds<'a>>> = Vec::new();
        for rule in weighed {
            if let Some(way) = rule.met {
                self.obligations.extend(rule.obligations(self.judge));
                self.say_met(rule, way, signed, &pool);
                continue;
            }
            let outlook = Outlook::new(self.judge, rule, &pool);
            let able = outlook.able.iter().filter_map(|way| rule.ways.get(*way));
            let able: Vec<&RuleNeeds<'a>> = able.collect();
            if !able.iter().any(|way| way.solved.is_met()) {
                unmet = unmet.saturating_add(1);
                possible.extend((!able.is_empty()).then_some(able));
            }
            let only = rule.only();
            let covered = only.map(|only| single.covers(&self.compiled().people, only));
            self.say_unmet(rule, &outlook, &covered.unwrap_or_default(), signed, &pool);
        }
        let mut missing = Missing::default();
        if !possible.is_empty()
            && let Some(found) = smallest(self.judge, &possible, &pool)
        {
            let people = found.people.iter();
            let people = people.filter_map(|index| self.compiled().people.get(*index));
            missing.people = people.map(|one| one.id.clone()).collect();
            missing.people.sort();
            missing.minimal = Some(found.is_minimal && possible.len() == unmet);
        }
        missing
    }

    /// The records of a rule that is met: those of the alternative that met it.
    fn say_met(
        &mut self,
        rule: &Weighed<'a>,
        way: usize,
        signed: &Statements<'a>,
        pool: &Pool<'_>,
    ) {
        let way_of = rule.rule.required.ways.get(way);
        for index in way_of.into_iter().flat_map(|way| &way.all) {
            let record = self.record(rule, (way, *index), Status::Unmet, signed, pool);
            self.say_waived(rule, record.as_ref());
            self.records.extend(record);
        }
    }

    /// The records of every requirement of a rule that is not met, and why it is not.
    fn say_unmet(
        &mut self,
        rule: &Weighed<'a>,
        outlook: &Outlook,
        covered: &[bool],
        signed: &Statements<'a>,
        pool: &Pool<'_>,
    ) {
        let over_limit = |way: &usize| {
            rule.ways
                .get(*way)
                .is_some_and(|way| way.solved.is_over_limit())
        };
        if outlook.open.iter().any(over_limit) {
            let reason = Reason::hold(ReasonCode::AssignmentLimit);
            self.reasons.push(reason.rule(&rule.rule.name));
        }
        for index in 0..rule.rule.required.all.len() {
            let Some((way, is_open)) = outlook.shown_by(rule.rule, index) else {
                continue;
            };
            let position = rule.ways.get(way).and_then(|needs| needs.position(index));
            let is_covered = position.is_some_and(|at| covered.get(at) == Some(&true));
            let unmet = match (is_open, is_covered) {
                (false, _) => Status::Closed,
                (true, true) => Status::Covered,
                (true, false) => Status::Unmet,
            };
            let record = self.record(rule, (way, index), unmet, signed, pool);
            if record
                .as_ref()
                .is_none_or(|record| record.status == Status::Unmet)
            {
                self.say_why(rule, (way, index), outlook);
            }
            self.say_waived(rule, record.as_ref());
            self.records.extend(record);
        }
    }

    /// That something stands in for a requirement.
    fn say_waived(&mut self, rule: &Weighed<'a>, record: Option<&RequirementRecord>) {
        if let Some(record) = record
            && let Some(by) = record.waived_by
        {
            let index = usize::try_from(record.requirement).unwrap_or(usize::MAX);
            let note = waivers::note(rule.rule, by).requirement(index);
            self.reasons.push(note.name(record.name.as_str()));
        }
    }

    fn record(
        &self,
        rule: &Weighed<'a>,
        (way, index): (usize, usize),
        unmet: Status,
        signed: &Statements<'a>,
        pool: &Pool<'_>,
    ) -> Option<RequirementRecord> {
        let waived_by = rule.waived.get(&index).copied();
        let (unmet, ways) = match (waived_by, &rule.plain) {
            (Some(_), Some(plain)) => (Status::Waived, plain),
            _ => (unmet, &rule.ways),
        };
        if let Some(leaf) = rule.leaves.get(&index) {
            let record = leaf.record(rule.rule, index, unmet)?;
            return Some(RequirementRecord {
                waived_by,
                ..record
            });
        }
        let needs = ways.get(way)?;
        let position = needs.position(index)?;
        let record = needs.record(self.judge, position, unmet, &signed.approvals, pool)?;
        Some(RequirementRecord {
            waived_by: waived_by.filter(|_| record.status == Status::Waived),
            ..record
        })
    }

    /// Why the rule holds, as far as one requirement of it goes.
    fn say_why(&mut self, rule: &Weighed<'a>, (way, index): (usize, usize), outlook: &Outlook) {
        let mut reasons = Vec::new();
        if let Some(leaf) = rule.leaves.get(&index) {
            reasons.clone_from(&leaf.reasons);
            if !outlook.people_alone {
                self.evidence.extend(leaf.evidence.iter().cloned());
            }
        } else if let Some(needs) = rule.ways.get(way) {
            let position = needs.position(index);
            let is_satisfiable = !outlook.able.is_empty();
            reasons.extend(
                position
                    .into_iter()
                    .flat_map(|at| needs.reasons(at, is_satisfiable)),
            );
        }
        let alternatives = rule.rule.required.alternatives_of(index);
        if !alternatives.is_empty() {
            let listed: Vec<String> = alternatives.iter().map(u32::to_string).collect();
            let spared = outlook.people_alone && rule.leaves.contains_key(&index);
            for reason in &mut reasons {
                *reason = reason.clone().detail("alternatives", listed.clone());
                if spared {
                    self.spared.insert(reason.clone());
                }
            }
        }
        self.reasons.extend(reasons);
    }

    /// Approvals that stand but serve nothing: nobody like their signer is asked for, in whatever authority she signs.
    pub(super) fn forgotten(&self, weighed: &[Weighed<'_>], signed: &mut Statements<'_>) {
        if weighed.is_empty() {
            return;
        }
        let is_used = |place: usize| weighed.iter().any(|rule| rule.has_use_for(place));
        if (0..signed.approvals.len()).all(is_used) {
            return;
        }
        let approvals = signed.approvals.iter().enumerate();
        let (used, idle): (Vec<_>, Vec<_>) = approvals.partition(|(place, _)| is_used(*place));
        let name = |one: &Standing<'_>| (one.verified.id, one.index);
        let used: BTreeSet<_> = used.into_iter().map(|(_, one)| name(one)).collect();
        for (_, one) in idle {
            if !used.contains(&name(one)) {
                signed.ignored.insert(IgnoredRecord {
                    code: IgnoredCode::NotEligible,
                    statement: one.verified.id,
                    person: Some(one.principal.id.clone()),
                    differs: None,
                });
            }
        }
    }
}
