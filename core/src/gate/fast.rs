//! What has been signed about keys and duties since the roster was written (semantics 7.7.1).

use std::collections::BTreeSet;

use super::Request;
use super::clock::Clock;
use super::compile::Compiled;
use super::standing::{SKEW, has_ended};
use crate::decision::IgnoredRecord;
use crate::roster::{
    Duty, DutyFormat, POLICY_OWNER, Principal, PrincipalKind, Revocation, Revocations,
    RevocationsFormat, SCHEDULER, Status,
};
use crate::statement::{IgnoredCode, OnDuty, Revoke, Statement, StatementSet, Verified};

/// What the caller has handed in, with what has been signed.
pub(super) struct Fast {
    revocations: Option<Revocations>,
    duty: Option<Duty>,
    pub(super) ignored: BTreeSet<IgnoredRecord>,
}

impl Fast {
    pub(super) fn new(
        compiled: &Compiled,
        clock: &Clock,
        set: &StatementSet,
        request: &Request<'_>,
    ) -> Self {
        let mut fast = Self {
            revocations: None,
            duty: None,
            ignored: BTreeSet::new(),
        };
        // Revocations first: what they end draws up no duties either.
        for verified in set.verified() {
            if let Statement::Revoke(revoke) = &verified.statement {
                let outcome = may_revoke(compiled, clock, verified, revoke);
                let is_heard = fast.heard(verified, outcome);
                if is_heard {
                    let list = fast.revocations.get_or_insert_with(|| Revocations {
                        revocations: RevocationsFormat::V1,
                        entries: given(request),
                    });
                    list.entries.push(Revocation {
                        key: revoke.key.clone(),
                        at: revoke.issued,
                        reason: revoke.reason,
                    });
                }
            }
        }
        for verified in set.verified() {
            if let Statement::OnDuty(duty) = &verified.statement {
                let outcome = fast.may_schedule(compiled, clock, verified, duty, request);
                let is_heard = fast.heard(verified, outcome);
                if is_heard
                    && fast
                        .duty
                        .as_ref()
                        .is_none_or(|old| old.issued < duty.issued)
                {
                    fast.duty = Some(Duty {
                        duty: DutyFormat::V1,
                        issued: duty.issued,
                        on_call: duty.on_call.clone(),
                        away: duty.away.clone(),
                    });
                }
            }
        }
        fast
    }

    /// Returns the request with everything that was signed. A duty document that the caller hands in goes before.
    pub(super) fn add_to<'a>(&'a self, request: &Request<'a>) -> Request<'a> {
        Request {
            revocations: self.revocations.as_ref().or(request.revocations),
            duty: request.duty.or(self.duty.as_ref()),
            ..*request
        }
    }

    fn heard(&mut self, verified: &Verified, outcome: Result<(), IgnoredCode>) -> bool {
        if let Err(code) = outcome {
            self.ignored.insert(IgnoredRecord {
                code,
                statement: verified.id,
                person: Some(verified.person.clone()),
                differs: None,
            });
        }
        outcome.is_ok()
    }

    fn may_schedule(
        &self,
        compiled: &Compiled,
        clock: &Clock,
        verified: &Verified,
        duty: &OnDuty,
        request: &Request<'_>,
    ) -> Result<(), IgnoredCode> {
        if duty.repository != request.change.exact().repository {
            return Err(IgnoredCode::OtherChange);
        }
        let known = |name: &String| OnDuty::MEMBERS.contains(&name.as_str());
        if !duty.critical.iter().all(known) {
            return Err(IgnoredCode::UnknownCritical);
        }
        let people = &compiled.people;
        let signer = people.find(&verified.person).and_then(|at| people.get(at));
        let is_active = |one: &&Principal| one.status == Status::Active;
        let signer = signer.filter(is_active).ok_or(IgnoredCode::SignerLeft)?;
        let schedules = |one: &Principal| {
            let mut roles = one.roles.iter().filter_map(|role| clock.held_now(role));
            one.kind != PrincipalKind::Agent && roles.any(|role| role.as_str() == SCHEDULER)
        };
        if !schedules(signer) {
            return Err(IgnoredCode::NotEligible);
        }
        let later = self.revocations.as_ref().or(request.revocations);
        if has_ended(&verified.key, clock, later) {
            return Err(IgnoredCode::KeyRevoked);
        }
        if !clock.reached(duty.issued.minus(SKEW)) {
            return Err(IgnoredCode::NotYetIssued);
        }
        Ok(())
    }
}

fn given(request: &Request<'_>) -> Vec<Revocation> {
    let given = request.revocations.into_iter();
    given.flat_map(|list| list.entries.clone()).collect()
}

/// Her own key, or any key where she holds the role that signs rosters. Whatever has become of her and of her own key:
/// else to revoke that one would bring back this one.
fn may_revoke(
    compiled: &Compiled,
    clock: &Clock,
    verified: &Verified,
    revoke: &Revoke,
) -> Result<(), IgnoredCode> {
    let people = &compiled.people;
    let signer = people.find(&verified.person).and_then(|at| people.get(at));
    let Some(signer) = signer else {
        return Err(IgnoredCode::NotEligible);
    };
    let is_own = people
        .by_key(&revoke.key)
        .is_some_and(|(_, owner, _)| owner.id == signer.id);
    let mut roles = signer.roles.iter().filter_map(|role| clock.held_now(role));
    let owns_policy = signer.kind == PrincipalKind::Human
        && roles
            .any(|role| role.as_str() == POLICY_OWNER || Some(role) == people.authority.as_ref());
    if is_own || owns_policy {
        Ok(())
    } else {
        Err(IgnoredCode::NotEligible)
    }
}
