//! Which statements stand for this change: withdrawals first, then rejects and lifts, then approvals
//! (semantics 8.1–8.6). Nothing here depends on the order of statements or on who claims to have signed first.

use std::collections::{BTreeMap, BTreeSet};

use super::Request;
use super::clock::Clock;
use super::eligible::{Judge, could_ever};
use super::facts::View;
use super::people::Index;
use crate::change::Change;
use crate::decision::{Differs, IgnoredRecord};
use crate::digest::{Algorithm, Digest, DigestSet};
use crate::id::{Fingerprint, PrincipalId};
use crate::policy::{Requirement, With};
use crate::roster::{Principal, PrincipalKind, RevocationReason, Revocations, Status};
use crate::statement::{
    Approval, Authority, IgnoredCode, Lift, Reject, Statement, StatementSet, Verified,
    change_subject,
};
use crate::time::{Span, Timestamp};

/// How far a signer's clock may be ahead.
const SKEW: Span = Span::from_minutes(2);
/// How long an approval may claim to live.
const LONGEST: Span = Span::from_days(30);

/// An approval that stands for this change. Whether it is of somebody who is asked for is another question.
pub(super) struct Standing<'a> {
    pub(super) index: Index,
    pub(super) principal: &'a Principal,
    pub(super) verified: &'a Verified,
    pub(super) approval: &'a Approval,
}

/// A reject that matches this change.
pub(super) struct Rejection<'a> {
    pub(super) index: Index,
    pub(super) principal: &'a Principal,
    pub(super) id: Digest,
    pub(super) reject: &'a Reject,
}

/// A lift that stands for this change.
pub(super) struct Lifting<'a> {
    pub(super) index: Index,
    pub(super) principal: &'a Principal,
    pub(super) lift: &'a Lift,
}

/// Everything that was signed, held against one change.
pub(super) struct Statements<'a> {
    pub(super) approvals: Vec<Standing<'a>>,
    /// Live rejects, before lifting.
    pub(super) rejections: Vec<Rejection<'a>>,
    pub(super) lifts: Vec<Lifting<'a>>,
    pub(super) ignored: BTreeSet<IgnoredRecord>,
}

/// What has been taken back.
#[derive(Default)]
struct Withdrawals {
    /// Statements by name, each with its person; and whether the withdrawing key may loosen.
    named: BTreeMap<(PrincipalId, Digest), bool>,
    /// `withdraw all` statements for this change, by person.
    all: BTreeMap<PrincipalId, BTreeSet<Digest>>,
}

/// Holds every statement against the change.
pub(super) fn stand<'a>(
    judge: &Judge<'a>,
    set: &'a StatementSet,
    request: &Request<'_>,
) -> Statements<'a> {
    let mut court = Court {
        view: judge.view,
        judge,
        clock: judge.clock,
        request_consumed: request.consumed,
        revocations: request.revocations,
        seen_now: judge.view.seen(),
        ignored: BTreeSet::new(),
    };
    for refused in set.refused() {
        court.ignore(refused.code, refused.id, refused.person.clone(), None);
    }
    let withdrawals = court.withdrawals(set);
    let rejections = court.rejections(set, &withdrawals);
    let lifts = court.lifts(set, &withdrawals, &rejections);
    let approvals = court.approvals(set, &withdrawals, &rejections);
    Statements {
        approvals,
        rejections,
        lifts,
        ignored: court.ignored,
    }
}

struct Court<'a, 'r> {
    view: &'a View<'a>,
    judge: &'r Judge<'a>,
    clock: &'a Clock,
    request_consumed: Option<&'r BTreeSet<(Digest, PrincipalId)>>,
    revocations: Option<&'r Revocations>,
    seen_now: crate::statement::SeenThen,
    ignored: BTreeSet<IgnoredRecord>,
}

/// Why a statement does not count, and what it names instead.
type Refusal = (IgnoredCode, Option<Differs>);

fn differs(code: IgnoredCode, signed: impl ToString, is: impl ToString) -> Refusal {
    let differs = Differs {
        signed: signed.to_string(),
        is: is.to_string(),
    };
    (code, Some(differs))
}

impl<'a> Court<'a, '_> {
    fn change(&self) -> &'a Change {
        self.view.change
    }

    fn ignore(
        &mut self,
        code: IgnoredCode,
        statement: Digest,
        person: Option<PrincipalId>,
        differs: Option<Differs>,
    ) {
        self.ignored.insert(IgnoredRecord {
            code,
            statement,
            person,
            differs,
        });
    }

    fn principal(&self, verified: &Verified) -> Option<(Index, &'a Principal)> {
        let index = self.view.compiled.people.find(&verified.person)?;
        Some((index, self.view.compiled.people.get(index)?))
    }

    /// Whether a key may still let something through with a statement issued at `issued`.
    fn key(&self, verified: &Verified, issued: Timestamp) -> Result<(), IgnoredCode> {
        let key = &verified.key;
        if key
            .since
            .is_some_and(|since| since > issued || !self.clock.reached(since))
        {
            return Err(IgnoredCode::KeyNotYet);
        }
        let of_roster = key.revoked.map(|revoked| (revoked.at, revoked.reason));
        let later = self.revocations.into_iter().flat_map(|list| &list.entries);
        let later = later
            .filter(|entry| entry.key == *verified.fingerprint())
            .map(|entry| (entry.at, entry.reason));
        for (at, reason) in of_roster.into_iter().chain(later) {
            let before = match reason {
                RevocationReason::Compromised => false,
                RevocationReason::Retired => verified.witnessed_at.is_some_and(|seen| seen < at),
            };
            if !before && self.clock.reached(at) {
                return Err(IgnoredCode::KeyRevoked);
            }
        }
        Ok(())
    }

    /// Whether a statement that claims to live from `issued` to `expires` lives now.
    fn life(&self, issued: Timestamp, expires: Timestamp) -> Result<(), IgnoredCode> {
        if expires <= issued || expires > issued.plus(LONGEST) {
            return Err(IgnoredCode::Validity);
        }
        if !self.clock.reached(issued.minus(SKEW)) {
            return Err(IgnoredCode::NotYetIssued);
        }
        if self.clock.reached(expires) {
            return Err(IgnoredCode::Expired);
        }
        Ok(())
    }

    fn person(&self, principal: &Principal) -> Result<(), IgnoredCode> {
        match (principal.kind, principal.status) {
            (PrincipalKind::Human, Status::Active) => Ok(()),
            (PrincipalKind::Human, Status::Former) => Err(IgnoredCode::SignerLeft),
            (PrincipalKind::Agent | PrincipalKind::Service, _) => Err(IgnoredCode::NotAPerson),
        }
    }

    /// Withdrawals stand whatever became of the key: they take back. Only the withdrawal of a reject lets something
    /// through, and takes a good key.
    fn withdrawals(&mut self, set: &'a StatementSet) -> Withdrawals {
        let mut withdrawals = Withdrawals::default();
        for verified in set.verified() {
            let Statement::Withdraw(withdraw) = &verified.statement else {
                continue;
            };
            let exact = self.change().exact();
            let issued = withdraw.issued;
            let good = self.key(verified, issued).is_ok()
                && self.clock.reached(issued.minus(SKEW))
                && self
                    .principal(verified)
                    .is_some_and(|(_, one)| self.person(one).is_ok());
            for id in &withdraw.names {
                let slot = withdrawals
                    .named
                    .entry((verified.person.clone(), *id))
                    .or_insert(false);
                *slot |= good;
            }
            if withdraw.repository == exact.repository && withdraw.all.as_ref() == Some(&exact.id) {
                withdrawals
                    .all
                    .entry(verified.person.clone())
                    .or_default()
                    .insert(verified.id);
            }
        }
        withdrawals
    }

    fn rejections(
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

    fn lifts(
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
                    lift,
                }),
                Err(code) => self.ignore(code, verified.id, Some(verified.person.clone()), None),
            }
        }
        lifts
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

    fn approvals(
        &mut self,
        set: &'a StatementSet,
        withdrawals: &Withdrawals,
        rejections: &[Rejection<'a>],
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
                    self.signer(verified, approval, index, principal)
                        .map_err(|code| (code, None))
                })
                .and_then(|()| {
                    self.taken_back(verified, approval, withdrawals)
                        .map_err(|code| (code, None))
                })
                .and_then(|()| {
                    if rejecters.contains(&index) {
                        Err((IgnoredCode::Rejected, None))
                    } else {
                        Ok(())
                    }
                })
                .and_then(|()| self.still_milder(approval));
            match outcome {
                Ok(()) => standing.push(Standing {
                    index,
                    principal,
                    verified,
                    approval,
                }),
                Err((code, differs)) => {
                    self.ignore(code, verified.id, Some(verified.person.clone()), differs)
                }
            }
        }
        standing
    }

    /// Everything that names the change, from its id up to the action (semantics 8.1).
    fn place(&self, approval: &Approval) -> Result<(), Refusal> {
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
        let regions = |list: &[crate::id::Region]| list.iter().cloned().collect::<BTreeSet<_>>();
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
        let digests = |subjects: &mut dyn Iterator<Item = &crate::change::Subject>| {
            subjects
                .map(|subject| subject.digest.clone())
                .collect::<BTreeSet<_>>()
        };
        let own = change_subject(self.change().digest());
        let here = digests(&mut std::iter::once(&own).chain(&exact.subjects));
        let signed = digests(&mut approval.subjects.iter());
        let same = approval.change_digest == *self.change().digest()
            && approval.from == exact.from
            && approval.result == exact.result
            && signed == here;
        if same || self.same_trees(approval) {
            return Ok(());
        }
        let shown = |subjects: &[crate::change::Subject], digest: &Digest| {
            let commit = subjects
                .iter()
                .find_map(|subject| subject.digest.digits(Algorithm::GitCommit));
            let digits = commit.map_or_else(|| digest.hex(), str::to_owned);
            digits.get(..7).unwrap_or(&digits).to_owned()
        };
        Err(differs(
            IgnoredCode::OtherContent,
            shown(&approval.subjects, &approval.change_digest),
            shown(&exact.subjects, self.change().digest()),
        ))
    }

    /// Trees of base and result are equal, and every subject that is no commit is the same. A plan and its resources
    /// are no part of a tree: a change that has them carries nothing over.
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
                .map(|subject| subject.digest.clone())
                .filter(|set| set.digits(Algorithm::GitCommit).is_none() && *set != own)
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
    ) -> Result<(), IgnoredCode> {
        self.person(principal)?;
        if approval
            .critical
            .iter()
            .any(|name| !Approval::MEMBERS.contains(&name.as_str()))
        {
            return Err(IgnoredCode::UnknownCritical);
        }
        if approval.authority != Authority::Own {
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
        let used = (verified.id, verified.person.clone());
        if self
            .request_consumed
            .is_some_and(|consumed| consumed.contains(&used))
        {
            return Err(IgnoredCode::Consumed);
        }
        Ok(())
    }

    fn taken_back(
        &self,
        verified: &Verified,
        approval: &Approval,
        withdrawals: &Withdrawals,
    ) -> Result<(), IgnoredCode> {
        if withdrawals
            .named
            .contains_key(&(verified.person.clone(), verified.id))
        {
            return Err(IgnoredCode::Withdrawn);
        }
        let all = withdrawals.all.get(&verified.person);
        if all.is_some_and(|all| {
            !all.iter()
                .all(|withdrawal| approval.after.contains(withdrawal))
        }) {
            return Err(IgnoredCode::AfterWithdrawal);
        }
        Ok(())
    }

    /// Nothing may be stricter now than what the signer saw (semantics 5.1).
    fn still_milder(&self, approval: &Approval) -> Result<(), Refusal> {
        let (then, now) = (&approval.seen, &self.seen_now);
        match super::seen::stricter(then, now) {
            None => Ok(()),
            Some((signed, is)) => Err(differs(IgnoredCode::StricterNow, signed, is)),
        }
    }
}

/// Whether a rejecter has the power to veto: an author, or somebody who fits a requirement that gives it (8.4).
pub(super) fn may_veto(
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

/// Reports whether a person has a key that she could sign with now.
pub(super) fn has_key(
    principal: &Principal,
    clock: &Clock,
    revocations: Option<&Revocations>,
) -> bool {
    let revoked = |fingerprint: &Fingerprint| {
        revocations
            .into_iter()
            .flat_map(|list| &list.entries)
            .any(|entry| entry.key == *fingerprint && clock.reached(entry.at))
    };
    let usable = |key: &&crate::roster::Key| {
        key.since.is_none_or(|since| clock.reached(since))
            && key.revoked.is_none_or(|revoked| !clock.reached(revoked.at))
            && !revoked(key.public.fingerprint())
    };
    // Every key is looked at, so that each instant is consulted.
    principal.keys.iter().filter(usable).count() > 0
}
