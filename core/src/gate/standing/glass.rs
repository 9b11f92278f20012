//! Break-glass statements, held against a change (semantics 9.7).

use std::collections::BTreeSet;

use super::{Court, Refusal, SKEW, Withdrawals, differs};
use crate::change::Debt;
use crate::gate::people::Index;
use crate::policy::{Assurance, BreakGlassRule, With};
use crate::roster::Principal;
use crate::statement::{BreakGlass, IgnoredCode, Statement, StatementSet, Verified};
use crate::time::Span;

/// How long such a statement counts at most.
const LONGEST: Span = Span::from_hours(4);

/// A break-glass statement that stands for this change.
#[derive(Clone)]
pub(in crate::gate) struct Glass<'a> {
    pub(in crate::gate) index: Index,
    pub(in crate::gate) principal: &'a Principal,
    pub(in crate::gate) verified: &'a Verified,
    pub(in crate::gate) word: &'a BreakGlass,
}

impl<'a> Court<'a, '_> {
    /// Those that stand, if they are of people enough.
    pub(super) fn glass(
        &mut self,
        set: &'a StatementSet,
        withdrawals: &Withdrawals,
        rejecters: &BTreeSet<Index>,
        lifters: &BTreeSet<Index>,
    ) -> Vec<Glass<'a>> {
        let mut standing: Vec<Glass<'a>> = Vec::new();
        for verified in set.verified() {
            let Statement::BreakGlass(word) = &verified.statement else {
                continue;
            };
            let Some((index, principal)) = self.principal(verified) else {
                continue;
            };
            let plain = |code| (code, None);
            let outcome = self
                .glass_place(word)
                .and_then(|()| {
                    self.breaker(verified, word, index, principal)
                        .map_err(plain)
                })
                .and_then(|()| withdrawals.taken_back(verified, &word.after).map_err(plain))
                .and_then(|()| {
                    if rejecters.contains(&index) {
                        Err(plain(IgnoredCode::Rejected))
                    } else if lifters.contains(&index) {
                        Err(plain(IgnoredCode::Lifter))
                    } else {
                        Ok(())
                    }
                });
            match outcome {
                Ok(()) => standing.push(Glass {
                    index,
                    principal,
                    verified,
                    word,
                }),
                Err((code, differs)) => {
                    self.ignore(code, verified.id, Some(verified.person.clone()), differs);
                }
            }
        }
        if self.are_enough(&standing) {
            return standing;
        }
        for one in standing {
            let person = Some(one.verified.person.clone());
            self.ignore(IgnoredCode::BreakGlassAlone, one.verified.id, person, None);
        }
        Vec::new()
    }

    /// Two people, or one who took no part; somebody whom nobody knows could be any of these.
    fn are_enough(&self, standing: &[Glass<'a>]) -> bool {
        let people: BTreeSet<Index> = standing.iter().map(|one| one.index).collect();
        let participants = &self.view.participants;
        let outside = people.difference(&participants.excluded).count();
        let rule = self.view.compiled.break_glass.as_ref();
        let solo = rule.is_some_and(|rule| rule.solo == Some(true));
        outside > participants.unresolved.len() || people.len() > 1 || (solo && !people.is_empty())
    }

    /// Everything that names the change, and exactly its content.
    fn glass_place(&self, word: &BreakGlass) -> Result<(), Refusal> {
        let exact = self.change().exact();
        if word.change_id != exact.id || word.repository != exact.repository {
            return Err(differs(
                IgnoredCode::OtherChange,
                &word.change_id,
                &exact.id,
            ));
        }
        if word.target_ref != exact.target_ref {
            return Err(differs(
                IgnoredCode::OtherTarget,
                &word.target_ref,
                &exact.target_ref,
            ));
        }
        if word.action != exact.action {
            let (signed, is) = (word.action.word(), exact.action.word());
            return Err(differs(IgnoredCode::OtherAction, signed, is));
        }
        let here: BTreeSet<_> = exact.regions.iter().collect();
        if word.environment.as_ref() != exact.environment.value()
            || word.regions.iter().collect::<BTreeSet<_>>() != here
        {
            return Err((IgnoredCode::OtherPlace, None));
        }
        let own = std::iter::once(self.own_subject());
        let subjects: BTreeSet<_> = own.chain(&exact.subjects).map(|one| &one.digest).collect();
        let named: BTreeSet<_> = word.subjects.iter().map(|one| &one.digest).collect();
        if word.change_digest != *self.change().digest() || named != subjects {
            return Err((IgnoredCode::OtherContent, None));
        }
        Ok(())
    }

    /// Whether the policy lets her, with this key, at this time, with no review overdue.
    fn breaker(
        &self,
        verified: &Verified,
        word: &BreakGlass,
        index: Index,
        principal: &Principal,
    ) -> Result<(), IgnoredCode> {
        let Some(rule) = &self.view.compiled.break_glass else {
            return Err(IgnoredCode::BreakGlassOff);
        };
        self.person(principal)?;
        let known = |name: &String| BreakGlass::MEMBERS.contains(&name.as_str());
        if !word.critical.iter().all(known) {
            return Err(IgnoredCode::UnknownCritical);
        }
        self.key(verified, word.issued)?;
        let longest = rule.lasts.unwrap_or(LONGEST).min(LONGEST);
        if word.expires <= word.issued || word.expires > word.issued.plus(longest) {
            return Err(IgnoredCode::Validity);
        }
        if word.incident.trim().is_empty() || word.reason.trim().is_empty() {
            return Err(IgnoredCode::NoIncident);
        }
        // Both instants are consulted.
        let begun = self.clock.reached(word.issued.minus(SKEW));
        let over = self.clock.reached(word.expires);
        if !begun {
            return Err(IgnoredCode::NotYetIssued);
        }
        if over {
            return Err(IgnoredCode::Expired);
        }
        let used = (verified.id, verified.person.clone());
        if self
            .request_consumed
            .is_some_and(|consumed| consumed.contains(&used))
        {
            return Err(IgnoredCode::Consumed);
        }
        if !self.may_break(verified, word, rule, (index, principal)) {
            return Err(IgnoredCode::NotEligible);
        }
        self.owes_nothing(principal)
    }

    fn may_break(
        &self,
        verified: &Verified,
        word: &BreakGlass,
        rule: &BreakGlassRule,
        (index, principal): (Index, &Principal),
    ) -> bool {
        let asked = With {
            assurance: Some(rule.assurance.unwrap_or(Assurance::Touched)),
            ..With::default()
        };
        let fits = rule.from.as_ref().is_none_or(|from| {
            let lacks = self.judge.lacks(index, principal, from, None, word.issued);
            lacks.is_empty()
        });
        let every = &self.view.compiled.every_signature;
        fits && std::iter::once(&asked).chain(every).all(|with| {
            let lacks = self.judge.lacks_of_key(verified, word.issued, with);
            lacks.is_empty()
        })
    }

    /// Whether no review for an earlier emergency is overdue, of hers or of a service that is touched now.
    fn owes_nothing(&self, principal: &Principal) -> Result<(), IgnoredCode> {
        let debts = &self.change().live().debts;
        if !debts.is_whole() {
            return Err(IgnoredCode::DebtsUnknown);
        }
        let services = &self.view.services;
        let concerns = |debt: &&Debt| {
            let touched = debt.services.iter().any(|one| services.items.contains(one));
            debt.person == principal.id || touched || !services.is_whole
        };
        let mine = debts.known().iter().filter(concerns);
        // Every due date is consulted.
        if mine.filter(|debt| self.clock.reached(debt.due)).count() > 0 {
            return Err(IgnoredCode::DebtOverdue);
        }
        Ok(())
    }
}
