//! Rejects and lifts, held against a change (semantics 8.4).

use std::collections::BTreeSet;

use super::{Court, Lifting, Rejection, Withdrawals};
use crate::digest::{Algorithm, DigestSet};
use crate::gate::eligible::could_ever;
use crate::gate::facts::View;
use crate::gate::people::Index;
use crate::policy::Requirement;
use crate::roster::{Principal, PrincipalKind};
use crate::statement::{
    IgnoredCode, Lift, Reject, Statement, StatementSet, Verified, change_subject,
};

impl<'a> Court<'a, '_> {
    pub(super) fn rejections(
        &mut self,
        set: &'a StatementSet,
        withdrawals: &Withdrawals,
    ) -> Vec<Rejection<'a>> {
        let mut rejections = Vec::new();
        for verified in set.verified() {
            let Statement::Reject(reject) = &verified.statement else {
                continue;
            };
            let Some((index, principal)) = self.principal(verified) else {
                continue;
            };
            if !self.is_rejected_by(reject) {
                self.ignore(
                    IgnoredCode::OtherChange,
                    verified.id,
                    Some(verified.person.clone()),
                    None,
                );
            } else if principal.kind != PrincipalKind::Human {
                self.ignore(
                    IgnoredCode::NotAPerson,
                    verified.id,
                    Some(verified.person.clone()),
                    None,
                );
            } else if withdrawals
                .named
                .get(&(verified.person.clone(), verified.id))
                == Some(&true)
            {
                self.ignore(
                    IgnoredCode::Withdrawn,
                    verified.id,
                    Some(verified.person.clone()),
                    None,
                );
            } else {
                rejections.push(Rejection {
                    index,
                    principal,
                    id: verified.id,
                    reject,
                });
            }
        }
        rejections
    }

    /// A reject matches broadly: by change, by change digest, by any subject or by any commit.
    fn is_rejected_by(&self, reject: &Reject) -> bool {
        let exact = self.change().exact();
        let own = change_subject(self.change().digest());
        let shares = |one: &DigestSet, other: &DigestSet| {
            one.iter()
                .any(|(algorithm, digits)| other.digits(algorithm) == Some(digits))
        };
        let by_subject = reject.subjects.iter().any(|rejected| {
            std::iter::once(&own)
                .chain(&exact.subjects)
                .any(|subject| shares(&rejected.digest, &subject.digest))
        });
        let by_commit = exact.commits.known().iter().any(|commit| {
            reject.commits.contains(commit)
                || reject.subjects.iter().any(|rejected| {
                    rejected.digest.digits(Algorithm::GitCommit) == Some(commit.as_str())
                })
        });
        reject.repository == exact.repository
            && (reject.change_id.as_ref() == Some(&exact.id) || by_subject || by_commit)
    }

    pub(super) fn lifts(
        &mut self,
        set: &'a StatementSet,
        withdrawals: &Withdrawals,
        rejections: &[Rejection<'a>],
    ) -> Vec<Lifting<'a>> {
        let mut lifts = Vec::new();
        for verified in set.verified() {
            let Statement::Lift(lift) = &verified.statement else {
                continue;
            };
            let Some((index, principal)) = self.principal(verified) else {
                continue;
            };
            match self.lift(verified, lift, index, principal, withdrawals, rejections) {
                Ok(()) => lifts.push(Lifting {
                    index,
                    principal,
                    verified,
                    lift,
                }),
                Err(code) => self.ignore(code, verified.id, Some(verified.person.clone()), None),
            }
        }
        lifts
    }

    /// Whoever has signed a lift of somebody's reject of this change, at whatever content, whether it counts or not:
    /// what takes a lift away must not let an approval through.
    pub(super) fn lifters(
        &self,
        set: &'a StatementSet,
        rejections: &[Rejection<'a>],
    ) -> BTreeSet<Index> {
        let exact = self.change().exact();
        let signed = set.verified().iter().filter_map(|verified| {
            let Statement::Lift(lift) = &verified.statement else {
                return None;
            };
            let (index, _) = self.principal(verified)?;
            let here = lift.change_id == exact.id && lift.repository == exact.repository;
            let lifts = |rejection: &Rejection<'_>| {
                rejection.id == lift.rejects && rejection.index != index
            };
            (here && rejections.iter().any(lifts)).then_some(index)
        });
        signed.collect()
    }

    fn lift(
        &self,
        verified: &Verified,
        lift: &Lift,
        index: Index,
        principal: &Principal,
        withdrawals: &Withdrawals,
        rejections: &[Rejection<'a>],
    ) -> Result<(), IgnoredCode> {
        let exact = self.change().exact();
        if lift.change_id != exact.id || lift.repository != exact.repository {
            return Err(IgnoredCode::OtherChange);
        }
        if lift.change_digest != *self.change().digest() {
            return Err(IgnoredCode::OtherContent);
        }
        self.person(principal)?;
        if lift
            .critical
            .iter()
            .any(|name| !Lift::MEMBERS.contains(&name.as_str()))
        {
            return Err(IgnoredCode::UnknownCritical);
        }
        self.key(verified, lift.issued)?;
        self.life(lift.issued, lift.expires)?;
        if self.view.participants.excluded.contains(&index) {
            return Err(IgnoredCode::Participant);
        }
        if withdrawals
            .named
            .contains_key(&(verified.person.clone(), verified.id))
            || withdrawals.all.contains_key(&verified.person)
        {
            return Err(IgnoredCode::Withdrawn);
        }
        let lifted = rejections
            .iter()
            .find(|rejection| rejection.id == lift.rejects);
        match lifted {
            Some(rejection) if rejection.index != index => Ok(()),
            _ => Err(IgnoredCode::NothingToLift),
        }
    }
}

/// Whether a rejecter has the power to veto: an author, or somebody who fits a requirement that gives it (8.4).
pub(in crate::gate) fn may_veto(
    view: &View<'_>,
    rejection: &Rejection<'_>,
    requirements: &[&Requirement],
) -> bool {
    let people = &view.compiled.people;
    let fits = |requirement: &&Requirement| {
        let mut selectors = requirement
            .from
            .iter()
            .chain(&requirement.including)
            .peekable();
        requirement.approvals.is_some()
            && requirement.veto != Some(false)
            && (requirement.from.is_none()
                || selectors.any(|selector| could_ever(people, rejection.principal, selector)))
    };
    view.participants.authors().contains(&rejection.index) || requirements.iter().any(fits)
}
