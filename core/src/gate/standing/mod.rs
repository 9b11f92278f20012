//! Which statements stand for this change: withdrawals first, then rejects and lifts, then approvals
//! (semantics 8.1–8.6). Nothing here depends on the order of statements or on who claims to have signed first.

mod approvals;
mod authorship;
mod delegations;
mod glass;
mod objections;
mod testimonies;

use std::cell::OnceCell;
use std::collections::{BTreeMap, BTreeSet};

use super::Request;
use super::clock::Clock;
use super::eligible::Judge;
use super::facts::View;
use super::people::Index;
use super::units::Unit;
use crate::change::{Change, Subject};
use crate::decision::{Differs, IgnoredRecord};
use crate::digest::Digest;
use crate::id::{Fingerprint, PrincipalId};
use crate::policy::Assurance;
use crate::roster::{Key, Principal, PrincipalKind, RevocationReason, Revocations, Status};
use crate::statement::{
    Approval, IgnoredCode, Lift, Reject, SeenThen, Statement, StatementSet, Verified,
    change_subject,
};
use crate::time::{Span, Timestamp};

pub(in crate::gate) use authorship::{Declared, declared};
pub(in crate::gate) use delegations::Acting;
pub(in crate::gate) use glass::Glass;
pub(in crate::gate) use objections::may_veto;
pub(in crate::gate) use testimonies::testimonies;

/// How far a signer's clock may be ahead.
pub(in crate::gate) const SKEW: Span = Span::from_minutes(2);
/// How long an approval may claim to live.
const LONGEST: Span = Span::from_days(30);

/// An approval that stands for this change. Whether it is of somebody who is asked for is another question.
#[derive(Clone)]
pub(in crate::gate) struct Standing<'a> {
    pub(in crate::gate) index: Index,
    pub(in crate::gate) principal: &'a Principal,
    pub(in crate::gate) verified: &'a Verified,
    pub(in crate::gate) approval: &'a Approval,
    /// In whose authority, where that is not her own.
    pub(in crate::gate) acting: Option<Acting<'a>>,
}

impl Standing<'_> {
    /// Who signs, and in whose authority.
    pub(in crate::gate) fn unit(&self) -> Unit {
        let authority = self.acting.as_ref().map(|acting| acting.index);
        (self.index, authority.unwrap_or(self.index))
    }
}

/// A reject that matches this change.
#[derive(Clone)]
pub(in crate::gate) struct Rejection<'a> {
    pub(in crate::gate) index: Index,
    pub(in crate::gate) principal: &'a Principal,
    pub(in crate::gate) id: Digest,
    pub(in crate::gate) reject: &'a Reject,
}

/// A lift that stands for this change.
#[derive(Clone)]
pub(in crate::gate) struct Lifting<'a> {
    pub(in crate::gate) index: Index,
    pub(in crate::gate) principal: &'a Principal,
    pub(in crate::gate) verified: &'a Verified,
    pub(in crate::gate) lift: &'a Lift,
}

/// Everything that was signed, held against one change.
#[derive(Clone)]
pub(in crate::gate) struct Statements<'a> {
    pub(in crate::gate) approvals: Vec<Standing<'a>>,
    /// Live rejects, before lifting.
    pub(in crate::gate) rejections: Vec<Rejection<'a>>,
    pub(in crate::gate) lifts: Vec<Lifting<'a>>,
    /// Whoever has lifted a reject, whether it counts or not: none of them approves.
    pub(in crate::gate) lifters: BTreeSet<Index>,
    /// Words that the change cannot wait, of people enough.
    pub(in crate::gate) glass: Vec<Glass<'a>>,
    pub(in crate::gate) ignored: BTreeSet<IgnoredRecord>,
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
pub(in crate::gate) fn stand<'a>(
    judge: &Judge<'a>,
    set: &'a StatementSet,
    request: &Request<'_>,
) -> Statements<'a> {
    let mut court = Court::new(judge, request);
    for refused in set.refused() {
        court.ignore(refused.code, refused.id, refused.person.clone(), None);
    }
    let withdrawals = court.withdrawals(set);
    let rejections = court.rejections(set, &withdrawals);
    let lifts = court.lifts(set, &withdrawals, &rejections);
    let lifters = court.lifters(set, &rejections);
    let grants = court.grants(set, &withdrawals, &rejections, &lifters);
    let approvals = court.approvals(set, &withdrawals, &rejections, &lifters, &grants);
    let rejecters = rejections.iter().map(|one| one.index).collect();
    let glass = court.glass(set, &withdrawals, &rejecters, &lifters);
    // Of two copies of a statement (see `verify`) the one that stands is the news.
    if !court.ignored.is_empty() {
        let stands: BTreeSet<_> = approvals
            .iter()
            .map(|one| one.verified)
            .chain(lifts.iter().map(|one| one.verified))
            .chain(glass.iter().map(|one| one.verified))
            .map(|one| (one.id, Some(&one.person)))
            .collect();
        court
            .ignored
            .retain(|one| !stands.contains(&(one.statement, one.person.as_ref())));
    }
    Statements {
        approvals,
        rejections,
        lifts,
        lifters,
        glass,
        ignored: court.ignored,
    }
}

struct Court<'a, 'r> {
    view: &'a View<'a>,
    judge: &'r Judge<'a>,
    clock: &'a Clock,
    request_consumed: Option<&'r BTreeSet<(Digest, PrincipalId)>>,
    revocations: Option<&'r Revocations>,
    seen_now: SeenThen,
    /// The subject that names the change by its digest.
    own_subject: OnceCell<Subject>,
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

impl Withdrawals {
    /// Whether a statement is taken back by name.
    fn by_name(&self, verified: &Verified) -> Result<(), IgnoredCode> {
        let takes_back = |who: &PrincipalId| self.named.contains_key(&(who.clone(), verified.id));
        if takes_back(&verified.person) || verified.vouched_by.as_ref().is_some_and(takes_back) {
            Err(IgnoredCode::Withdrawn)
        } else {
            Ok(())
        }
    }

    /// Whether a statement is taken back that names, in `after`, every `withdraw all` that it follows.
    fn taken_back(&self, verified: &Verified, after: &[Digest]) -> Result<(), IgnoredCode> {
        self.by_name(verified)?;
        let whose = verified.vouched_by.iter().chain([&verified.person]);
        let mut all = whose.filter_map(|who| self.all.get(who)).flatten();
        if all.all(|withdrawal| after.contains(withdrawal)) {
            Ok(())
        } else {
            Err(IgnoredCode::AfterWithdrawal)
        }
    }
}

impl<'a, 'r> Court<'a, 'r> {
    fn new(judge: &'r Judge<'a>, request: &Request<'r>) -> Self {
        Self {
            view: judge.view,
            judge,
            clock: judge.clock,
            request_consumed: request.consumed,
            revocations: request.revocations,
            seen_now: judge.view.seen(),
            own_subject: OnceCell::new(),
            ignored: BTreeSet::new(),
        }
    }

    fn change(&self) -> &'a Change {
        self.view.change
    }

    fn own_subject(&self) -> &Subject {
        let name = || change_subject(self.change().digest());
        self.own_subject.get_or_init(name)
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
        let ends = |(at, reason): &(Timestamp, RevocationReason)| {
            let before = match reason {
                RevocationReason::Compromised => false,
                RevocationReason::Retired => verified.witnessed_at.is_some_and(|seen| seen < *at),
            };
            !before && self.clock.reached(*at)
        };
        // Every entry is looked at, so that each instant is consulted in whatever order they come.
        if of_roster.into_iter().chain(later).filter(ends).count() > 0 {
            return Err(IgnoredCode::KeyRevoked);
        }
        // A key that lives in hardware speaks for a person only where the hardware was touched.
        if key.public.is_hardware() && verified.assurance < Assurance::Touched {
            return Err(IgnoredCode::NotTouched);
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
                && self.principal(verified).is_some_and(|(_, one)| {
                    // A service takes back what it has found, never a reject: it has none.
                    one.status == Status::Active && one.kind != PrincipalKind::Agent
                });
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
}

/// What somebody could sign with now.
#[derive(Clone, Copy)]
pub(in crate::gate) struct Able {
    /// Any key.
    pub(in crate::gate) by_key: bool,
    /// A security key.
    pub(in crate::gate) by_touch: bool,
}

/// Reports what somebody could sign with now.
pub(in crate::gate) fn able(
    principal: &Principal,
    clock: &Clock,
    revocations: Option<&Revocations>,
) -> Able {
    let revoked = |fingerprint: &Fingerprint| {
        revocations
            .into_iter()
            .flat_map(|list| &list.entries)
            .filter(|entry| entry.key == *fingerprint && clock.reached(entry.at))
            .count()
            > 0
    };
    let usable = |key: &&Key| {
        key.since.is_none_or(|since| clock.reached(since))
            && key.revoked.is_none_or(|revoked| !clock.reached(revoked.at))
            && !revoked(key.public.fingerprint())
    };
    let none = Able {
        by_key: false,
        by_touch: false,
    };
    // Every key is looked at, so that each instant is consulted.
    let usable = principal.keys.iter().filter(usable);
    usable.fold(none, |able, key| Able {
        by_key: true,
        by_touch: able.by_touch || key.public.is_hardware(),
    })
}

/// Reports whether a key is revoked, for whatever reason, in the roster or since. Every instant is consulted, in whatever
/// order they come.
pub(in crate::gate) fn has_ended(
    key: &Key,
    clock: &Clock,
    revocations: Option<&Revocations>,
) -> bool {
    let later = revocations.into_iter().flat_map(|list| &list.entries);
    let later = later.filter(|entry| entry.key == *key.public.fingerprint());
    let own = key.revoked.map(|revoked| revoked.at);
    let ends = own.into_iter().chain(later.map(|entry| entry.at));
    ends.filter(|at| clock.reached(*at)).count() > 0
}
