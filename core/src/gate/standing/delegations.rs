//! Delegations, held against a change (semantics 7.8).

use std::collections::BTreeSet;

use super::{Court, Rejection, SKEW, Withdrawals};
use crate::decision::{Lack, LackKind};
use crate::gate::eligible::Judge;
use crate::gate::people::{Index, People};
use crate::id::{PrincipalId, Service, Team};
use crate::policy::{Selector, SelectorNot, With};
use crate::roster::{Held, Principal};
use crate::statement::{
    Approval, Authority, Delegation, IgnoredCode, Statement, StatementSet, Verified,
};
use crate::time::Timestamp;

/// A delegation that is in force here.
pub(super) struct Grant<'a> {
    index: Index,
    principal: &'a Principal,
    verified: &'a Verified,
    delegation: &'a Delegation,
}

/// Somebody's authority, as far as it is delegated.
#[derive(Clone)]
pub(in crate::gate) struct Acting<'a> {
    /// Whose.
    pub(in crate::gate) index: Index,
    pub(in crate::gate) grant: &'a Verified,
    delegation: &'a Delegation,
    owner: &'a Principal,
    /// She, with nothing but what is delegated, and the trainings of who acts.
    narrowed: Principal,
}

impl<'a> Court<'a, '_> {
    /// The delegations that are in force for this change. What controls the gate is approved in one's own authority.
    pub(super) fn grants(
        &mut self,
        set: &'a StatementSet,
        withdrawals: &Withdrawals,
        rejections: &[Rejection<'a>],
        lifters: &BTreeSet<Index>,
    ) -> Vec<Grant<'a>> {
        let mut grants = Vec::new();
        for verified in set.verified() {
            let Statement::Delegate(delegation) = &verified.statement else {
                continue;
            };
            let Some((index, principal)) = self.principal(verified) else {
                continue;
            };
            let outcome = self
                .delegation(verified, delegation, index, principal)
                .and_then(|()| withdrawals.by_name(verified))
                .and_then(|()| {
                    if rejections.iter().any(|one| one.index == index) {
                        Err(IgnoredCode::Rejected)
                    } else if lifters.contains(&index) {
                        Err(IgnoredCode::Lifter)
                    } else {
                        Ok(())
                    }
                });
            match outcome {
                Ok(()) if self.is_within(delegation) => grants.push(Grant {
                    index,
                    principal,
                    verified,
                    delegation,
                }),
                Ok(()) => {}
                Err(code) => self.ignore(code, verified.id, Some(verified.person.clone()), None),
            }
        }
        grants
    }

    fn delegation(
        &self,
        verified: &Verified,
        delegation: &Delegation,
        index: Index,
        principal: &Principal,
    ) -> Result<(), IgnoredCode> {
        if delegation.repository != self.change().exact().repository {
            return Err(IgnoredCode::OtherChange);
        }
        self.person(principal)?;
        let known = |name: &String| Delegation::MEMBERS.contains(&name.as_str());
        if !delegation.critical.iter().all(known) {
            return Err(IgnoredCode::UnknownCritical);
        }
        if delegation.to == verified.person || delegation.scope.is_empty() {
            return Err(IgnoredCode::NotEligible);
        }
        self.key(verified, delegation.issued)?;
        self.life(delegation.issued, delegation.expires)?;
        if self.view.participants.excluded.contains(&index) {
            return Err(IgnoredCode::Participant);
        }
        Ok(())
    }

    /// Whether it speaks of this place, and of something that can be delegated.
    fn is_within(&self, delegation: &Delegation) -> bool {
        let asked = &delegation.scope.environments;
        let here = self.view.environment.trusted();
        let is_here = asked.is_empty() || here.is_some_and(|here| asked.contains(here));
        is_here && !self.view.touches_protected
    }
}

impl<'a> Grant<'a> {
    /// Whether an approval is one that it allows.
    pub(super) fn covers(&self, verified: &Verified, approval: &Approval) -> bool {
        let delegation = self.delegation;
        approval.authority == Authority::OnBehalfOf(self.principal.id.clone())
            && delegation.to == verified.person
            && delegation.issued.minus(SKEW) <= approval.issued
            && approval.issued < delegation.expires
    }

    /// What it makes of the one who acts.
    pub(super) fn acting(&self, people: &People, actor: &Principal) -> Acting<'a> {
        let scope = &self.delegation.scope;
        let mut narrowed = self.principal.clone();
        narrowed.trainings.clone_from(&actor.trainings);
        narrowed.level = scope.level.as_ref().and_then(|most| {
            let held = narrowed.level.clone()?;
            let is = if people.rank(&held.is) <= people.rank(most) {
                held.is
            } else {
                most.clone()
            };
            people.rank(most).map(|_| Held {
                is,
                since: held.since,
            })
        });
        narrowed.roles.retain(|held| scope.roles.contains(&held.is));
        narrowed.teams.retain(|held| {
            let mut teams = scope.teams.iter();
            teams.any(|team| people.is_within(&held.is, team))
        });
        Acting {
            index: self.index,
            grant: self.verified,
            delegation: self.delegation,
            owner: self.principal,
            narrowed,
        }
    }
}

impl Acting<'_> {
    /// In whose authority.
    pub(in crate::gate) const fn person(&self) -> &PrincipalId {
        &self.owner.id
    }

    /// In what the authority falls short of a selector, as far as it is delegated.
    pub(in crate::gate) fn lacks(
        &self,
        judge: &Judge<'_>,
        actor: Index,
        selector: &Selector,
        service: Option<&Service>,
        issued: Timestamp,
    ) -> Vec<Lack> {
        let apart = Selector {
            owns: None,
            ..selector.clone()
        };
        let people = &judge.view.compiled.people;
        let lent = &self.delegation.scope.teams;
        // A team that is lent is lent with those within it, and not with those that it is within.
        let beyond = |team: &&Team| !lent.iter().any(|lent| people.is_within(team, lent));
        let teamless = apart.team.as_ref().filter(beyond).map(|team| {
            let mut one = self.narrowed.clone();
            one.teams.retain(|held| !people.is_within(&held.is, team));
            one
        });
        let narrowed = teamless.as_ref().unwrap_or(&self.narrowed);
        let mut lacks = judge.lacks(self.index, narrowed, &apart, None, issued);
        if selector.owns.is_some() {
            let owns = Selector {
                owns: selector.owns,
                ..Selector::default()
            };
            lacks.extend(judge.lacks(self.index, self.owner, &owns, service, issued));
            let touched = judge.view.services.items.iter();
            let beyond: Vec<String> = touched
                .filter(|touched| service.is_none_or(|service| service == *touched))
                .filter(|service| !self.delegation.scope.services.contains(service))
                .map(ToString::to_string)
                .collect();
            if !beyond.is_empty() {
                lacks.push(Lack {
                    lacks: LackKind::Ownership,
                    has: None,
                    needs: beyond.join(", "),
                });
            }
        }
        let executors = &judge.view.participants.executors;
        if selector.not == Some(SelectorNot::Executor) && executors.contains(&actor) {
            lacks.push(Lack {
                lacks: LackKind::Executor,
                has: None,
                needs: "somebody who does not carry it out".to_owned(),
            });
        }
        lacks.sort();
        lacks.dedup();
        lacks
    }

    /// In what the delegation itself falls short of the assurance that is asked of a signature.
    pub(in crate::gate) fn lacks_of_grant(&self, judge: &Judge<'_>, with: &With) -> Vec<Lack> {
        let asked = With {
            assurance: with.assurance,
            ..With::default()
        };
        judge.lacks_of_key(self.grant, self.delegation.issued, &asked)
    }
}
