//! Approvals, held against a change (semantics 8.1–8.3).

use std::collections::BTreeSet;

use super::delegations::Grant;
use super::{Court, Refusal, Rejection, Standing, Withdrawals, differs};
use crate::digest::{Algorithm, Digest, DigestSet};
use crate::gate::people::Index;
use crate::policy::With;
use crate::roster::Principal;
use crate::statement::{
    Approval, Authority, IgnoredCode, Statement, StatementSet, Verified, change_subject,
};

impl<'a> Court<'a, '_> {
    pub(super) fn approvals(
        &mut self,
        set: &'a StatementSet,
        withdrawals: &Withdrawals,
        rejections: &[Rejection<'a>],
        lifters: &BTreeSet<Index>,
        grants: &[Grant<'a>],
    ) -> Vec<Standing<'a>> {
        let rejecters: BTreeSet<Index> =
            rejections.iter().map(|rejection| rejection.index).collect();
        let mut standing = Vec::new();
        for verified in set.verified() {
            let Statement::Approve(approval) = &verified.statement else {
                continue;
            };
            let Some((index, principal)) = self.principal(verified) else {
                continue;
            };
            let outcome = self
                .place(approval)
                .and_then(|()| {
                    self.signer(verified, approval, index, principal, grants)
                        .map_err(|code| (code, None))
                })
                .and_then(|()| {
                    let taken_back = withdrawals.taken_back(verified, &approval.after);
                    taken_back.map_err(|code| (code, None))
                })
                .and_then(|()| {
                    if rejecters.contains(&index) {
                        Err((IgnoredCode::Rejected, None))
                    } else if lifters.contains(&index) {
                        Err((IgnoredCode::Lifter, None))
                    } else {
                        Ok(())
                    }
                })
                .and_then(|()| self.still_milder(approval));
            match outcome {
                Ok(()) => {
                    let with = |acting| Standing {
                        index,
                        principal,
                        verified,
                        approval,
                        acting,
                    };
                    if let Authority::OnBehalfOf(_) = &approval.authority {
                        let used = grants
                            .iter()
                            .filter(|grant| grant.covers(verified, approval));
                        let people = &self.view.compiled.people;
                        standing
                            .extend(used.map(|grant| with(Some(grant.acting(people, principal)))));
                    } else {
                        standing.push(with(None));
                    }
                }
                Err((code, differs)) => {
                    self.ignore(code, verified.id, Some(verified.person.clone()), differs)
                }
            }
        }
        standing
    }

    /// Everything that names the change, from its id up to the action (semantics 8.1).
    fn place(&self, approval: &'a Approval) -> Result<(), Refusal> {
        let exact = self.change().exact();
        if approval.change_id != exact.id {
            return Err(differs(
                IgnoredCode::OtherChange,
                &approval.change_id,
                &exact.id,
            ));
        }
        if approval.repository != exact.repository {
            return Err(differs(
                IgnoredCode::OtherChange,
                &approval.repository,
                &exact.repository,
            ));
        }
        if approval.target_ref != exact.target_ref {
            return Err(differs(
                IgnoredCode::OtherTarget,
                &approval.target_ref,
                &exact.target_ref,
            ));
        }
        if approval.action != exact.action {
            return Err(differs(
                IgnoredCode::OtherAction,
                approval.action.word(),
                exact.action.word(),
            ));
        }
        let here = exact.environment.value();
        let regions = |list: &'a [crate::id::Region]| list.iter().collect::<BTreeSet<_>>();
        if approval.environment.as_ref() != here
            || regions(&approval.regions) != regions(&exact.regions)
        {
            let shown = |place: Option<&crate::id::Environment>| {
                place
                    .map_or("no environment", |place| place.as_str())
                    .to_owned()
            };
            return Err(differs(
                IgnoredCode::OtherPlace,
                shown(approval.environment.as_ref()),
                shown(here),
            ));
        }
        self.content(approval)
    }

    /// The same change digest, base, result and subjects; or, for a squash or a rebase, equal trees (5.8).
    fn content(&self, approval: &Approval) -> Result<(), Refusal> {
        let exact = self.change().exact();
        let same = approval.change_digest == *self.change().digest()
            && approval.from == exact.from
            && approval.result == exact.result
            && self.same_subjects(approval);
        if same || self.same_trees(approval) {
            return Ok(());
        }
        let shown = |subjects: &[crate::change::Subject], digest: &Digest| {
            let commits = subjects
                .iter()
                .filter_map(|subject| subject.digest.digits(Algorithm::GitCommit));
            let commit = commits.min();
            let digits = commit.map_or_else(|| digest.hex(), str::to_owned);
            digits.get(..7).unwrap_or(&digits).to_owned()
        };
        Err(differs(
            IgnoredCode::OtherContent,
            shown(&approval.subjects, &approval.change_digest),
            shown(&exact.subjects, self.change().digest()),
        ))
    }

    /// The change, by its digest, and its subjects, in whatever order.
    fn same_subjects(&self, approval: &Approval) -> bool {
        let exact = self.change().exact();
        let signed = || approval.subjects.iter().map(|subject| &subject.digest);
        let subjects = || exact.subjects.iter().map(|one| &one.digest);
        let own = self.change().digest();
        if signed().next().is_some_and(|first| first.is_only(own))
            && signed().skip(1).eq(subjects())
        {
            return true;
        }
        let here = subjects().chain([&self.own_subject().digest]);
        signed().collect::<BTreeSet<_>>() == here.collect::<BTreeSet<_>>()
    }

    /// Trees of base and result are equal, and so is every digest of a subject that is not the id of a commit. A
    /// plan and its resources are no part of a tree: a change that has them carries nothing over.
    fn same_trees(&self, approval: &Approval) -> bool {
        let exact = self.change().exact();
        let tree = |set: &Option<DigestSet>| {
            set.as_ref()
                .and_then(|set| set.digits(Algorithm::GitTree))
                .map(str::to_owned)
        };
        let equal = |one: Option<String>, other: Option<String>| one.is_some() && one == other;
        let lasting = |subjects: &[crate::change::Subject], digest: &Digest| {
            let own = change_subject(digest).digest;
            subjects
                .iter()
                .filter(|subject| subject.digest != own)
                .filter_map(|subject| subject.digest.without(Algorithm::GitCommit))
                .collect::<BTreeSet<_>>()
        };
        exact.plan.is_none()
            && exact.resources.known().is_empty()
            && equal(tree(&approval.from), tree(&exact.from))
            && equal(tree(&approval.result), tree(&exact.result))
            && lasting(&approval.subjects, &approval.change_digest)
                == lasting(&exact.subjects, self.change().digest())
    }

    /// A person, with a good key, alive, and nobody who took part (semantics 8.2).
    fn signer(
        &self,
        verified: &Verified,
        approval: &Approval,
        index: Index,
        principal: &Principal,
        grants: &[Grant<'_>],
    ) -> Result<(), IgnoredCode> {
        self.person(principal)?;
        if approval
            .critical
            .iter()
            .any(|name| !Approval::MEMBERS.contains(&name.as_str()))
        {
            return Err(IgnoredCode::UnknownCritical);
        }
        let mut used = grants.iter();
        if approval.authority != Authority::Own && !used.any(|one| one.covers(verified, approval)) {
            return Err(IgnoredCode::Delegated);
        }
        self.key(verified, approval.issued)?;
        self.life(approval.issued, approval.expires)?;
        let ages = self
            .view
            .compiled
            .every_signature
            .iter()
            .filter_map(|with| with.max_age);
        let aged = With {
            max_age: ages.min(),
            ..With::default()
        };
        if aged.max_age.is_some()
            && !self
                .judge
                .lacks_of_signature(verified, approval, &aged)
                .is_empty()
        {
            return Err(IgnoredCode::Expired);
        }
        if self.view.participants.excluded.contains(&index) {
            return Err(IgnoredCode::Participant);
        }
        if let Some(voucher) = &verified.vouched_by {
            let voucher = self.view.compiled.people.find(voucher);
            let makers = self.view.participants.makers();
            if voucher.is_none_or(|voucher| makers.contains(&voucher)) {
                return Err(IgnoredCode::NoVoucher);
            }
        }
        let used = (verified.id, verified.person.clone());
        if self
            .request_consumed
            .is_some_and(|consumed| consumed.contains(&used))
        {
            return Err(IgnoredCode::Consumed);
        }
        Ok(())
    }

    /// Nothing may be stricter now than what the signer saw (semantics 5.1).
    fn still_milder(&self, approval: &Approval) -> Result<(), Refusal> {
        let (then, now) = (&approval.seen, &self.seen_now);
        match crate::gate::seen::stricter(then, now) {
            None => Ok(()),
            Some((signed, is)) => Err(differs(IgnoredCode::StricterNow, signed, is)),
        }
    }
}
