//! Requirements that another rule asks for too (semantics 9.4.5).

use foureyes::decision::Status;
use foureyes::policy::{LevelAsk, PolicyDocument, Requirement};

use super::Model;
use super::decide::Spoken;
use super::documents::merged;
use super::rules::{Asked, Judged};

impl Model<'_> {
    /// 9.4.5: whether another rule has an unmet requirement that includes this one.
    pub(super) fn is_covered(
        &self,
        rule: &Asked<'_>,
        judged: &Judged,
        leaf: usize,
        spoken: &Spoken<'_>,
        all: &[Judged],
    ) -> bool {
        let only = |rule: &Asked<'_>| {
            let people = rule.leaves.iter().filter(|asked| asked.approvals.is_some());
            rule.ways.len() == 1 && people.count() == 1
        };
        let asked = rule.leaves[leaf];
        if asked.approvals.is_none() || !only(rule) || judged.is_met {
            return false;
        }
        spoken.asked.iter().zip(all).any(|(other, judged)| {
            let more = other.leaves.iter().enumerate().any(|(index, more)| {
                let is_unmet = judged
                    .records
                    .get(&index)
                    .is_some_and(|record| record.status == Status::Unmet);
                let includes = |a: (&Asked<'_>, &Requirement), b: (&Asked<'_>, &Requirement)| {
                    self.includes((a.0.document, a.1), (b.0.document, b.1))
                };
                let stays =
                    only(other) && includes((rule, asked), (other, more)) && rule.id < other.id;
                is_unmet && includes((other, more), (rule, asked)) && !stays
            });
            other.id != rule.id && other.ways.len() == 1 && more
        })
    }

    /// 9.4.5: whether whoever meets the first meets the second.
    pub(super) fn includes(
        &self,
        more: (&PolicyDocument, &Requirement),
        less: (&PolicyDocument, &Requirement),
    ) -> bool {
        let selectors = |one: (&PolicyDocument, &Requirement)| {
            let from = one.1.from.as_ref();
            from.map(|from| merged(one.0, from))
        };
        let from = match (selectors(more), selectors(less)) {
            (_, None) => true,
            (None, Some(_)) => false,
            (Some(more), Some(less)) => {
                let mut same = less.clone();
                same.level = more.level.clone();
                let is_lower = match (&more.level, &less.level) {
                    (Some(LevelAsk::AtLeast(more)), Some(LevelAsk::AtLeast(less))) => {
                        self.rung(less.as_str()) <= self.rung(more.as_str())
                    }
                    (more, less) => more == less,
                };
                same == more && is_lower
            }
        };
        let seats = |one: (&PolicyDocument, &Requirement)| -> Vec<_> {
            let seats = one.1.including.iter();
            seats.map(|seat| merged(one.0, seat)).collect()
        };
        let (there, here) = (seats(more), seats(less));
        more.1.approvals.is_some()
            && less.1.approvals <= more.1.approvals
            && from
            && here.iter().all(|seat| there.contains(seat))
            && (less.1.with.is_none() || less.1.with == more.1.with)
    }
}
