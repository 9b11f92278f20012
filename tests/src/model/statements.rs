//! Which statements stand (semantics 7.5, 7.8, 8).

use std::collections::BTreeSet;

use foureyes::Timestamp;
use foureyes::digest::{Algorithm, Digest, DigestSet};
use foureyes::id::PrincipalId;
use foureyes::policy::Assurance;
use foureyes::roster::{Principal, PrincipalKind, RevocationReason};
use foureyes::statement::{
    Approval, Authority, Delegation, IgnoredCode, Lift, Reject, Statement, Verified,
};
use foureyes::time::Span;

use super::{Model, Side};

/// How far ahead the clock of a signer may be.
pub(super) const AHEAD: Span = Span::from_minutes(2);

/// An approval that stands, and in whose authority.
#[derive(Clone, Debug)]
pub(super) struct Standing<'a> {
    pub(super) by: &'a Verified,
    pub(super) said: &'a Approval,
    pub(super) authority: &'a Principal,
    pub(super) delegation: Option<(&'a Verified, &'a Delegation)>,
}

/// A reject that is in force here.
#[derive(Clone, Copy, Debug)]
pub(super) struct Rejected<'a> {
    pub(super) by: &'a Verified,
}

const APPROVAL: &[&str] = &[
    "changeId",
    "repository",
    "targetRef",
    "from",
    "result",
    "changeDigest",
    "environment",
    "regions",
    "action",
    "signer",
    "authority",
    "seen",
    "acknowledged",
    "meaning",
    "comment",
    "issued",
    "expires",
    "policy",
    "roster",
    "nonce",
    "after",
    "critical",
];
const LIFT: &[&str] = &[
    "rejects",
    "repository",
    "changeId",
    "changeDigest",
    "signer",
    "reason",
    "issued",
    "expires",
    "nonce",
    "critical",
];
pub(super) fn when(is: bool, code: IgnoredCode) -> Option<IgnoredCode> {
    is.then_some(code)
}

pub(super) fn without_commits(
    sets: impl IntoIterator<Item = DigestSet>,
) -> BTreeSet<Vec<(Algorithm, String)>> {
    let rest = |set: DigestSet| -> Vec<(Algorithm, String)> {
        let all = set.iter().filter(|(name, _)| *name != Algorithm::GitCommit);
        all.map(|(name, digits)| (name, digits.to_owned()))
            .collect()
    };
    let sets = sets.into_iter().map(rest);
    sets.filter(|rest| !rest.is_empty()).collect()
}

impl<'a> Model<'a> {
    pub(super) fn statements(&self) -> &'a [Verified] {
        self.case.statements.verified()
    }

    pub(super) fn signer(&self, one: &Verified) -> Option<&'a Principal> {
        self.principal(one.person.as_str())
    }

    /// 8.2.2: a human, active.
    pub(super) fn person_fault(&self, one: &Verified) -> Option<IgnoredCode> {
        let is_active = self.signer(one).is_some_and(Self::is_active);
        when(one.kind != PrincipalKind::Human, IgnoredCode::NotAPerson)
            .or(when(!is_active, IgnoredCode::SignerLeft))
    }

    /// 8.2.3.
    pub(super) fn critical_fault(critical: &[String], known: &[&str]) -> Option<IgnoredCode> {
        let is_known = critical.iter().all(|one| known.contains(&one.as_str()));
        when(!is_known, IgnoredCode::UnknownCritical)
    }

    /// 7.5: whether a key is good for a loosening statement.
    pub(super) fn key_fault(&self, one: &Verified, issued: Timestamp) -> Option<IgnoredCode> {
        let is_early = one
            .key
            .since
            .is_some_and(|since| since > issued || since > self.now);
        let is_revoked = self.ends(&one.key).into_iter().any(|(at, reason)| {
            let was_seen = reason == RevocationReason::Retired
                && one.witnessed_at.is_some_and(|seen| seen < at);
            at <= self.now && !was_seen
        });
        let is_untouched = one.key.public.is_hardware() && one.assurance < Assurance::Touched;
        when(is_early, IgnoredCode::KeyNotYet)
            .or(when(is_revoked, IgnoredCode::KeyRevoked))
            .or(when(is_untouched, IgnoredCode::NotTouched))
    }

    pub(super) fn not_issued_yet(&self, issued: Timestamp) -> Option<IgnoredCode> {
        when(issued.minus(AHEAD) > self.now, IgnoredCode::NotYetIssued)
    }

    /// 8.2.6.
    pub(super) fn life_fault(
        &self,
        issued: Timestamp,
        expires: Timestamp,
        most: Span,
    ) -> Option<IgnoredCode> {
        self.length_fault(issued, expires, most)
            .or_else(|| self.not_issued_yet(issued))
            .or(when(self.now >= expires, IgnoredCode::Expired))
    }

    /// 8.2.7: younger, from the earlier of issue and witness.
    pub(super) fn age_is_below(&self, one: &Verified, issued: Timestamp, most: Span) -> bool {
        let from = one.witnessed_at.map_or(issued, |seen| seen.min(issued));
        self.now < from.plus(most)
    }

    pub(super) fn is_named_by_withdrawal(&self, one: &Verified) -> bool {
        self.statements().iter().any(|other| {
            let Statement::Withdraw(said) = &other.statement else {
                return false;
            };
            Self::is_by(one, &other.person) && said.names.contains(&one.id)
        })
    }

    /// 8.7.1: whose statement it is, to withdraw it: hers, and that of the service that vouches.
    fn is_by(one: &Verified, who: &PrincipalId) -> bool {
        one.person == *who || one.vouched_by.as_ref() == Some(who)
    }

    /// 8.3: the withdrawals of everything of hers for this change.
    fn withdrawals_of_all(&self, one: &Verified) -> Vec<Digest> {
        let exact = self.change.exact();
        let all = self.statements().iter().filter(|other| {
            let Statement::Withdraw(said) = &other.statement else {
                return false;
            };
            Self::is_by(one, &other.person)
                && said.repository == exact.repository
                && said.all.as_ref() == Some(&exact.id)
        });
        all.map(|other| other.id).collect()
    }

    /// 8.3: by name for ever; all of hers but what names the withdrawal in `after`; every lift.
    pub(super) fn withdrawal_fault(
        &self,
        one: &Verified,
        after: Option<&[Digest]>,
    ) -> Option<IgnoredCode> {
        let all = self.withdrawals_of_all(one);
        let by_all = match after {
            Some(after) => when(
                all.iter().any(|id| !after.contains(id)),
                IgnoredCode::AfterWithdrawal,
            ),
            None => when(!all.is_empty(), IgnoredCode::Withdrawn),
        };
        when(self.is_named_by_withdrawal(one), IgnoredCode::Withdrawn).or(by_all)
    }

    /// 8.1: the change, the place and the content that an approval names.
    fn naming_fault(&self, said: &Approval) -> Option<IgnoredCode> {
        let exact = self.change.exact();
        let is_other_change = said.change_id != exact.id || said.repository != exact.repository;
        let regions = |list: &[foureyes::id::Region]| -> BTreeSet<String> {
            list.iter().map(ToString::to_string).collect()
        };
        let is_other_place = said.environment.as_ref() != exact.environment.value()
            || regions(&said.regions) != regions(&exact.regions);
        when(is_other_change, IgnoredCode::OtherChange)
            .or(when(
                said.target_ref != exact.target_ref,
                IgnoredCode::OtherTarget,
            ))
            .or(when(said.action != exact.action, IgnoredCode::OtherAction))
            .or(when(is_other_place, IgnoredCode::OtherPlace))
            .or(when(
                !self.is_this_content(said) && !self.is_squashed(said),
                IgnoredCode::OtherContent,
            ))
    }

    fn is_this_content(&self, said: &Approval) -> bool {
        let exact = self.change.exact();
        let own = foureyes::statement::change_subject(self.change.digest());
        let named: BTreeSet<&DigestSet> = said.subjects.iter().map(|one| &one.digest).collect();
        let all = exact.subjects.iter().chain([&own]);
        let expected: BTreeSet<&DigestSet> = all.map(|one| &one.digest).collect();
        said.change_digest == *self.change.digest()
            && said.from == exact.from
            && said.result == exact.result
            && named == expected
    }

    /// 5.8: equal trees, the same subjects but for the ids of commits, no plan and no resources.
    fn is_squashed(&self, said: &Approval) -> bool {
        fn tree(set: Option<&DigestSet>) -> Option<&str> {
            set?.digits(Algorithm::GitTree)
        }
        let exact = self.change.exact();
        let same = |then: &Option<DigestSet>, now: &Option<DigestSet>| {
            tree(then.as_ref()).is_some() && tree(then.as_ref()) == tree(now.as_ref())
        };
        let own = foureyes::statement::change_subject(&said.change_digest);
        let named = without_commits(said.subjects.iter().map(|one| one.digest.clone()));
        let expected = exact.subjects.iter().chain([&own]);
        let expected = without_commits(expected.map(|one| one.digest.clone()));
        same(&said.from, &exact.from)
            && same(&said.result, &exact.result)
            && named == expected
            && exact.plan.is_none()
            && exact.resources.known().is_empty()
    }

    /// 5.6.2: people and keys that only the new roster has.
    pub(super) fn is_added(&self, one: &Verified) -> bool {
        let Side::New(old) = self.case.side else {
            return false;
        };
        let owner = one.vouched_by.as_ref().unwrap_or(&one.person);
        let has_key = old.principals.iter().any(|principal| {
            let mut keys = principal.keys.iter();
            principal.id == *owner && keys.any(|key| key.public.fingerprint() == one.fingerprint())
        });
        !has_key
            || !old
                .principals
                .iter()
                .any(|principal| principal.id == one.person)
    }

    /// 8.7.1: a service that made something of the change vouches for nobody.
    fn voucher_fault(&self, one: &Verified) -> Option<IgnoredCode> {
        let made = one.vouched_by.as_ref().is_some_and(|service| {
            let parts = self.parts();
            let mut makers = parts.iter().filter(|part| part.made());
            makers.any(|part| self.resolved(part).is_some_and(|who| who.id == *service))
        });
        when(made, IgnoredCode::NoVoucher)
    }

    /// 8.4: every reject that is about this change, of a human, and not withdrawn.
    pub(super) fn rejects(&self) -> Vec<Rejected<'a>> {
        let mut live = Vec::new();
        for one in self.statements() {
            let Statement::Reject(said) = &one.statement else {
                continue;
            };
            if self.reject_fault(one, said).is_none() {
                live.push(Rejected { by: one });
            }
        }
        live
    }

    /// Why a reject is not in force here.
    pub(super) fn reject_fault(&self, one: &Verified, said: &Reject) -> Option<IgnoredCode> {
        let is_taken_back = self.statements().iter().any(|other| {
            let Statement::Withdraw(words) = &other.statement else {
                return false;
            };
            other.person == one.person
                && words.names.contains(&one.id)
                && self.key_fault(other, words.issued).is_none()
                && self.not_issued_yet(words.issued).is_none()
                && self.person_fault(other).is_none()
        });
        when(!self.is_about_this(said), IgnoredCode::OtherChange)
            .or(when(
                one.kind != PrincipalKind::Human,
                IgnoredCode::NotAPerson,
            ))
            .or(when(is_taken_back, IgnoredCode::Withdrawn))
    }

    /// 8.4: it matches broadly.
    fn is_about_this(&self, said: &Reject) -> bool {
        let exact = self.change.exact();
        let digests = |sets: Vec<&DigestSet>| -> BTreeSet<(Algorithm, String)> {
            let all = sets.into_iter().flat_map(|set| set.iter());
            all.map(|(name, digits)| (name, digits.to_owned()))
                .collect()
        };
        let own = foureyes::statement::change_subject(self.change.digest());
        let here = exact.subjects.iter().chain([&own]);
        let mut here = digests(here.map(|one| &one.digest).collect());
        let commit = |id: &foureyes::id::CommitId| (Algorithm::GitCommit, id.to_string());
        here.extend(exact.commits.known().iter().map(commit));
        let mut there = digests(said.subjects.iter().map(|one| &one.digest).collect());
        there.extend(said.commits.iter().map(commit));
        said.repository == exact.repository
            && (said.change_id.as_ref() == Some(&exact.id) || !here.is_disjoint(&there))
    }

    /// 8.4: who has signed a lift of somebody's reject that is not withdrawn, whatever became of the lift.
    fn is_lifter(&self, person: &PrincipalId) -> bool {
        let exact = self.change.exact();
        let rejects = self.rejects();
        self.statements().iter().any(|one| {
            let Statement::Lift(said) = &one.statement else {
                return false;
            };
            one.person == *person
                && said.repository == exact.repository
                && said.change_id == exact.id
                && rejects
                    .iter()
                    .any(|reject| reject.by.id == said.rejects && reject.by.person != *person)
        })
    }

    fn has_rejected(&self, person: &PrincipalId) -> bool {
        self.rejects().iter().any(|one| one.by.person == *person)
    }

    /// 8.2.11.
    pub(super) fn own_word_fault(&self, person: &PrincipalId) -> Option<IgnoredCode> {
        when(self.has_rejected(person), IgnoredCode::Rejected)
            .or(when(self.is_lifter(person), IgnoredCode::Lifter))
    }

    pub(super) fn participant_fault(&self, person: &PrincipalId) -> Option<IgnoredCode> {
        let took_part = self.excluded().contains(person.as_str());
        when(took_part, IgnoredCode::Participant)
    }

    pub(super) fn consumed_fault(&self, one: &Verified) -> Option<IgnoredCode> {
        let pair = (one.id, one.person.clone());
        let is_used = self.case.consumed.is_some_and(|used| used.contains(&pair));
        when(is_used, IgnoredCode::Consumed)
    }

    /// 8.2: an approval that stands, under each delegation that it has, or why it does not.
    pub(super) fn standing(
        &self,
        one: &'a Verified,
        said: &'a Approval,
    ) -> Result<Vec<Standing<'a>>, IgnoredCode> {
        let delegations = self.delegations_for(one, said);
        let is_unfounded = said.authority != Authority::Own && delegations.is_empty();
        let is_old = self.documents.every_signature().into_iter().any(|with| {
            with.max_age
                .is_some_and(|most| !self.age_is_below(one, said.issued, most))
        });
        let fault = self
            .naming_fault(said)
            .or_else(|| self.person_fault(one))
            .or_else(|| Self::critical_fault(&said.critical, APPROVAL))
            .or(when(is_unfounded, IgnoredCode::Delegated))
            .or_else(|| self.key_fault(one, said.issued))
            .or_else(|| self.life_fault(said.issued, said.expires, Span::from_days(30)))
            .or(when(is_old, IgnoredCode::Expired))
            .or_else(|| self.participant_fault(&one.person))
            .or_else(|| self.voucher_fault(one))
            .or_else(|| self.consumed_fault(one))
            .or_else(|| self.withdrawal_fault(one, Some(&said.after)))
            .or_else(|| self.own_word_fault(&one.person))
            .or(when(
                self.is_stricter_than(&said.seen, &self.range),
                IgnoredCode::StricterNow,
            ))
            .or(when(self.is_added(one), IgnoredCode::AddedByChange));
        let authority = match &said.authority {
            Authority::Own => self.signer(one),
            Authority::OnBehalfOf(other) => self.principal(other.as_str()),
        };
        match (fault, authority) {
            (Some(fault), _) => Err(fault),
            (None, None) => Err(IgnoredCode::Delegated),
            (None, Some(authority)) => {
                let with = |delegation| Standing {
                    by: one,
                    said,
                    authority,
                    delegation,
                };
                Ok(if said.authority == Authority::Own {
                    vec![with(None)]
                } else {
                    let under = delegations.into_iter().map(Some);
                    under.map(with).collect()
                })
            }
        }
    }

    /// 8.4: why a lift does not count.
    pub(super) fn lift_fault(&self, one: &Verified, said: &Lift) -> Option<IgnoredCode> {
        let exact = self.change.exact();
        let is_other = said.repository != exact.repository || said.change_id != exact.id;
        let is_due = self
            .rejects()
            .iter()
            .any(|reject| reject.by.id == said.rejects && reject.by.person != one.person);
        when(is_other, IgnoredCode::OtherChange)
            .or(when(
                said.change_digest != *self.change.digest(),
                IgnoredCode::OtherContent,
            ))
            .or_else(|| self.person_fault(one))
            .or_else(|| Self::critical_fault(&said.critical, LIFT))
            .or_else(|| self.key_fault(one, said.issued))
            .or_else(|| self.life_fault(said.issued, said.expires, Span::from_days(30)))
            .or_else(|| self.participant_fault(&one.person))
            .or_else(|| self.withdrawal_fault(one, None))
            .or(when(!is_due, IgnoredCode::NothingToLift))
            .or(when(self.is_added(one), IgnoredCode::AddedByChange))
    }

    /// 8.2.6, 9.7.1: how long a statement claims to live.
    pub(super) fn length_fault(
        &self,
        issued: Timestamp,
        expires: Timestamp,
        most: Span,
    ) -> Option<IgnoredCode> {
        let is_odd = issued >= expires || expires > issued.plus(most);
        when(is_odd, IgnoredCode::Validity)
    }
}
