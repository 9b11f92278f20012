//! Statements, before anybody has signed them.

use base64ct::{Base64UrlUnpadded, Encoding as _};
use foureyes::Change;
use foureyes::change::Who;
use foureyes::digest::Digest;
use foureyes::roster::Principal;
use foureyes::statement::{Approval, Lift, Reject, Statement, Withdraw};
use foureyes::time::Span;

use super::Ground;
use super::args::{ApproveArgs, LiftArgs, RejectArgs, WithdrawArgs};
use crate::error::CliError;
use crate::keyfile;
use crate::output::plain;

/// The longest that an approval or a lift counts.
const LONGEST: Span = Span::from_days(30);

/// How few digits of a digest name a statement.
const FEWEST_DIGITS: usize = 8;

pub(super) fn approval(args: &ApproveArgs, ground: &Ground<'_>) -> Result<Statement, CliError> {
    let change = &ground.subject.change;
    let seen = ground.gate.seen(change, ground.now);
    let mut approval = Approval::of(
        change,
        seen,
        ground.signer(),
        ground.now,
        ground.now.plus(at_most(args.expires)?),
        nonce()?,
    );
    approval.meaning.clone_from(&args.meaning);
    approval.acknowledged.clone_from(&args.acknowledge);
    approval.comment.clone_from(&args.comment);
    approval.policy = ground
        .authority
        .policy
        .as_ref()
        .map(|it| *it.value.digest());
    approval.roster = ground
        .authority
        .roster
        .as_ref()
        .map(|it| *it.value.digest());
    approval.after = withdrawn_before(ground);
    Ok(Statement::Approve(approval))
}

pub(super) fn reject(args: &RejectArgs, ground: &Ground<'_>) -> Result<Statement, CliError> {
    Ok(Statement::Reject(Reject::of(
        &ground.subject.change,
        ground.signer(),
        args.reason.clone(),
        ground.now,
        nonce()?,
    )))
}

pub(super) fn withdrawal(args: &WithdrawArgs, ground: &Ground<'_>) -> Result<Statement, CliError> {
    let exact = ground.subject.change.exact();
    let mut withdraw = Withdraw::new(
        exact.repository.clone(),
        ground.signer(),
        ground.now,
        nonce()?,
    );
    if args.all {
        withdraw.all = Some(exact.id.clone());
    }
    let own = ground.verified.verified().iter();
    let own: Vec<_> = own
        .filter(|one| one.person == ground.person.id)
        .map(|one| one.id)
        .collect();
    for given in &args.statement {
        let name = find(given, &own, "no statement of yours here")?;
        if !withdraw.names.contains(&name) {
            withdraw.names.push(name);
        }
    }
    Ok(Statement::Withdraw(withdraw))
}

pub(super) fn lift(args: &LiftArgs, ground: &Ground<'_>) -> Result<Statement, CliError> {
    let rejects = ground.verified.verified().iter();
    let rejects: Vec<_> = rejects
        .filter(|one| matches!(one.statement, Statement::Reject(_)))
        .map(|one| one.id)
        .collect();
    Ok(Statement::Lift(Lift::of(
        find(&args.statement, &rejects, "no reject here")?,
        &ground.subject.change,
        ground.signer(),
        args.reason.clone(),
        ground.now,
        ground.now.plus(at_most(args.expires)?),
        nonce()?,
    )))
}

/// The statement that a digest, or the first digits of one, names.
fn find(given: &str, known: &[Digest], none: &str) -> Result<Digest, CliError> {
    let digits = given.strip_prefix("sha256:").unwrap_or(given);
    let mut matching = known.iter().filter(|digest| {
        digits.len() >= FEWEST_DIGITS && digest.hex().starts_with(&digits.to_ascii_lowercase())
    });
    match (matching.next(), matching.next()) {
        (Some(only), None) => Ok(*only),
        (Some(_), Some(_)) => Err(CliError::usage(format!(
            "`{}` names more than one statement; give more digits",
            plain(given)
        ))),
        (None, _) => Err(CliError::usage(format!("`{}` names {none}", plain(given)))),
    }
}

fn at_most(span: Span) -> Result<Span, CliError> {
    if span > LONGEST {
        let message =
            format!("`--expires {span}` is too long: nothing counts for more than {LONGEST}");
        return Err(CliError::usage(message));
    }
    Ok(span)
}

fn nonce() -> Result<String, CliError> {
    let bytes = keyfile::random::<16>()?;
    Ok(Base64UrlUnpadded::encode_string(bytes.as_slice()))
}

/// The signer's own `withdraw all` statements for this change: without naming them an approval would not count.
fn withdrawn_before(ground: &Ground<'_>) -> Vec<Digest> {
    let change = &ground.subject.change.exact().id;
    let is_before = |statement: &Statement| match statement {
        Statement::Withdraw(withdraw) => withdraw.all.as_ref() == Some(change),
        _ => false,
    };
    let own = ground.verified.verified().iter();
    own.filter(|one| one.person == ground.person.id && is_before(&one.statement))
        .map(|one| one.id)
        .collect()
}

/// Reports whether a change names somebody by one of her accounts, or by her id.
pub(super) fn takes_part(person: &Principal, change: &Change) -> bool {
    let participants = change.live().participants.known();
    participants
        .iter()
        .any(|participant| match &participant.who {
            Who::Principal(id) => *id == person.id,
            Who::Account(account) => person
                .accounts
                .iter()
                .any(|own| own.as_str().eq_ignore_ascii_case(account.as_str())),
        })
}
