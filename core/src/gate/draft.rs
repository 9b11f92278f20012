//! From what a person wants to say to the statement that she signs.

use super::{Gate, Request, hearing};
use crate::change::Change;
use crate::digest::Digest;
use crate::error::{ErrorCode, InputError, Location};
use crate::id::PrincipalId;
use crate::statement::{
    Approval, Authority, Authorship, BreakGlass, Delegation, Draft, Intent, Lift, OnDuty, Reject,
    Revoke, Signer, Statement, StatementSet, Testimony, Vouch, Withdraw,
};
use crate::time::{Span, Timestamp};

/// The longest that an approval or a lift counts.
const LONGEST: Span = Span::from_days(30);

impl Gate {
    /// Returns the statement that a person wants to make about `change`, ready to be signed. An approval names
    /// what the gate shows her now (5.1), by the word of the authors among `statements` too (6.2.2), and the digests
    /// of policy and roster. It and a word on authorship name, from `statements`, her own `withdraw all` that they
    /// follow (8.3).
    ///
    /// # Errors
    /// `validity` where it would end before it begins or count for more than 30 days, `empty_list` for a withdrawal
    /// of nothing, `invalid_value` where a text is over its limit.
    pub fn draft(
        &self,
        change: &Change,
        statements: &StatementSet,
        intent: Intent,
    ) -> Result<Draft, InputError> {
        Draft::new(match intent {
            Intent::Approve(it) => {
                check_validity(it.issued, it.expires)?;
                let seen = hearing::seen(&self.inner, &Request::new(change, statements, it.issued));
                let after = withdrawn_before(change, statements, &it.signer.id);
                let mut approval =
                    Approval::of(change, seen, it.signer, it.issued, it.expires, it.nonce);
                approval.meaning = it.meaning;
                approval.acknowledged = it.acknowledged;
                approval.comment = it.comment;
                approval.policy = Some(self.inner.policy_digest);
                approval.roster = Some(self.inner.people.digest);
                approval.after = after;
                if let Some(other) = it.on_behalf_of {
                    approval.authority = Authority::OnBehalfOf(other);
                }
                Statement::Approve(approval)
            }
            Intent::Reject(it) => Statement::Reject(Reject::of(
                change, it.signer, it.reason, it.issued, it.nonce,
            )),
            Intent::Withdraw(it) => {
                if it.names.is_empty() && !it.all {
                    return Err(fault(
                        ErrorCode::EmptyList,
                        "names",
                        "a withdrawal names something",
                    ));
                }
                let exact = change.exact();
                let repository = exact.repository.clone();
                let mut withdraw = Withdraw::new(repository, it.signer, it.issued, it.nonce);
                withdraw.names = it.names;
                withdraw.all = it.all.then(|| exact.id.clone());
                Statement::Withdraw(withdraw)
            }
            Intent::Lift(it) => {
                check_validity(it.issued, it.expires)?;
                Statement::Lift(Lift::of(
                    it.rejects, change, it.signer, it.reason, it.issued, it.expires, it.nonce,
                ))
            }
            Intent::Authorship(it) => {
                let after = withdrawn_before(change, statements, &it.signer.id);
                let mut word =
                    Authorship::of(it.involvement, change, it.signer, it.issued, it.nonce);
                word.after = after;
                Statement::Authorship(word)
            }
            Intent::BreakGlass(it) => {
                check_validity(it.issued, it.expires)?;
                if it.expires > it.issued.plus(Span::from_hours(4)) {
                    let message = "an emergency lasts four hours at most";
                    return Err(fault(ErrorCode::Validity, "expires", message));
                }
                for (path, text) in [("incident", &it.incident), ("reason", &it.reason)] {
                    if text.trim().is_empty() {
                        let message = "an emergency has an incident and a reason";
                        return Err(fault(ErrorCode::InvalidValue, path, message));
                    }
                }
                let after = withdrawn_before(change, statements, &it.signer.id);
                let why = (it.incident, it.reason);
                let life = (it.issued, it.expires);
                let mut word = BreakGlass::of(change, why, it.signer, life, it.nonce);
                word.after = after;
                Statement::BreakGlass(word)
            }
            Intent::Vouch(it) => {
                check_validity(it.approved_at, it.expires)?;
                let people = &self.inner.people;
                let owner = people.by_account(&it.account).and_then(|at| people.get(at));
                let Some(owner) = owner else {
                    let message = "the account belongs to nobody of the roster";
                    return Err(fault(ErrorCode::UnknownPrincipal, "account", message));
                };
                let seen = hearing::seen(&self.inner, &Request::new(change, statements, it.issued));
                let signer = Signer {
                    id: owner.id.clone(),
                    key: it.signer.key.clone(),
                };
                let nonce = it.nonce.clone();
                let mut approval =
                    Approval::of(change, seen, signer, it.approved_at, it.expires, nonce);
                approval.meaning = "review".parse().into_iter().collect();
                approval.comment = it.comment;
                approval.policy = Some(self.inner.policy_digest);
                approval.roster = Some(self.inner.people.digest);
                let vouch = Vouch::new(it.account, approval, it.signer, it.issued, it.nonce);
                Statement::Vouch(vouch)
            }
            Intent::Revoke(it) => {
                let repository = change.exact().repository.clone();
                let (key, signer) = (it.key, it.signer);
                let word = Revoke::new(repository, key, it.reason, signer, it.issued, it.nonce);
                Statement::Revoke(word)
            }
            Intent::Duty(it) => {
                let repository = change.exact().repository.clone();
                let (on_call, away) = (it.on_call, it.away);
                let word = OnDuty::new(repository, on_call, away, it.signer, it.issued, it.nonce);
                Statement::OnDuty(word)
            }
            Intent::Evidence(it) => {
                let mut word =
                    Testimony::of(it.kind, it.result, change, it.signer, it.issued, it.nonce);
                word.report = it.report;
                Statement::Evidence(word)
            }
            Intent::Delegate(it) => {
                check_validity(it.issued, it.expires)?;
                if it.scope.is_empty() || it.to == it.signer.id {
                    let message = "a delegation gives something to somebody else";
                    return Err(fault(ErrorCode::EmptyList, "scope", message));
                }
                let repository = change.exact().repository.clone();
                Statement::Delegate(Delegation::new(
                    repository, it.to, it.scope, it.signer, it.issued, it.expires, it.nonce,
                ))
            }
        })
    }
}

fn fault(code: ErrorCode, path: &str, message: &str) -> InputError {
    let at = Location {
        document: "statement".to_owned(),
        path: path.to_owned(),
        position: None,
    };
    InputError::new(code, message, at)
}

fn check_validity(issued: Timestamp, expires: Timestamp) -> Result<(), InputError> {
    if expires <= issued || expires > issued.plus(LONGEST) {
        let message = "it has to end after it was issued, and within 30 days";
        return Err(fault(ErrorCode::Validity, "expires", message));
    }
    Ok(())
}

/// The signer's own `withdraw all` statements for this change: what does not name them would not count.
fn withdrawn_before(
    change: &Change,
    statements: &StatementSet,
    signer: &PrincipalId,
) -> Vec<Digest> {
    let id = &change.exact().id;
    let is_before = |statement: &Statement| match statement {
        Statement::Withdraw(withdraw) => withdraw.all.as_ref() == Some(id),
        _ => false,
    };
    let own = statements.verified().iter();
    own.filter(|one| one.person == *signer && is_before(&one.statement))
        .map(|one| one.id)
        .collect()
}
