//! What the signer wants to say, from the arguments.

use base64ct::{Base64UrlUnpadded, Encoding as _};
use foureyes::Change;
use foureyes::change::Who;
use foureyes::digest::Digest;
use foureyes::roster::{Principal, RevocationReason};
use foureyes::statement::{
    ApproveIntent, AuthorshipIntent, BreakGlassIntent, DelegateIntent, DelegationScope, DutyIntent,
    EvidenceIntent, Intent, LiftIntent, RejectIntent, RevokeIntent, Statement, WithdrawIntent,
};
use foureyes::time::Span;

use super::Ground;
use super::args::{
    ApproveArgs, BreakGlassArgs, DeclareArgs, DelegateArgs, DutyArgs, EvidenceArgs, LiftArgs,
    RejectArgs, RevokeArgs, WithdrawArgs,
};
use crate::error::CliError;
use crate::keyfile;
use crate::output::{self, plain};

/// The longest that an approval or a lift counts.
const LONGEST: Span = Span::from_days(30);

/// How few digits of a digest name a statement.
const FEWEST_DIGITS: usize = 8;

pub(super) fn approval(args: &ApproveArgs, ground: &Ground<'_>) -> Result<Intent, CliError> {
    Ok(Intent::Approve(ApproveIntent {
        signer: ground.signer(),
        issued: ground.now,
        expires: ground.now.plus(at_most(args.expires)?),
        nonce: nonce()?,
        meaning: args.meaning.clone(),
        acknowledged: args.acknowledge.clone(),
        comment: args.comment.clone(),
        on_behalf_of: args.on_behalf_of.clone(),
    }))
}

pub(super) fn delegation(args: &DelegateArgs, ground: &Ground<'_>) -> Result<Intent, CliError> {
    Ok(Intent::Delegate(DelegateIntent {
        signer: ground.signer(),
        issued: ground.now,
        expires: ground.now.plus(at_most(args.expires)?),
        nonce: nonce()?,
        to: args.to.clone(),
        scope: DelegationScope {
            level: args.level.clone(),
            roles: args.roles.clone(),
            teams: args.teams.clone(),
            services: args.services.clone(),
            environments: args.environments.clone(),
        },
    }))
}

pub(super) fn reject(args: &RejectArgs, ground: &Ground<'_>) -> Result<Intent, CliError> {
    Ok(Intent::Reject(RejectIntent {
        signer: ground.signer(),
        issued: ground.now,
        nonce: nonce()?,
        reason: args.reason.clone(),
    }))
}

pub(super) fn withdrawal(args: &WithdrawArgs, ground: &Ground<'_>) -> Result<Intent, CliError> {
    let own = ground.verified.verified().iter();
    let own: Vec<_> = own
        .filter(|one| {
            [Some(&one.person), one.vouched_by.as_ref()].contains(&Some(&ground.person.id))
        })
        .map(|one| one.id)
        .collect();
    let mut names = Vec::new();
    for given in &args.statement {
        let name = find(given, &own, "no statement of yours here")?;
        if !names.contains(&name) {
            names.push(name);
        }
    }
    Ok(Intent::Withdraw(WithdrawIntent {
        signer: ground.signer(),
        issued: ground.now,
        nonce: nonce()?,
        names,
        all: args.all,
    }))
}

pub(super) fn lift(args: &LiftArgs, ground: &Ground<'_>) -> Result<Intent, CliError> {
    let rejects = ground.verified.verified().iter();
    let rejects: Vec<_> = rejects
        .filter(|one| matches!(one.statement, Statement::Reject(_)))
        .map(|one| one.id)
        .collect();
    Ok(Intent::Lift(LiftIntent {
        signer: ground.signer(),
        issued: ground.now,
        expires: ground.now.plus(at_most(args.expires)?),
        nonce: nonce()?,
        rejects: find(&args.statement, &rejects, "no reject here")?,
        reason: args.reason.clone(),
    }))
}

pub(super) fn authorship(args: &DeclareArgs, ground: &Ground<'_>) -> Result<Intent, CliError> {
    Ok(Intent::Authorship(AuthorshipIntent {
        signer: ground.signer(),
        issued: ground.now,
        nonce: nonce()?,
        involvement: args.involvement,
    }))
}

pub(super) fn break_glass(args: &BreakGlassArgs, ground: &Ground<'_>) -> Result<Intent, CliError> {
    Ok(Intent::BreakGlass(BreakGlassIntent {
        signer: ground.signer(),
        issued: ground.now,
        expires: ground.now.plus(args.expires),
        nonce: nonce()?,
        incident: args.incident.clone(),
        reason: args.reason.clone(),
    }))
}

pub(super) fn evidence(args: &EvidenceArgs, ground: &Ground<'_>) -> Result<Intent, CliError> {
    let report = args.report.as_deref().map(output::read).transpose()?;
    Ok(Intent::Evidence(EvidenceIntent {
        signer: ground.signer(),
        issued: ground.now,
        nonce: nonce()?,
        kind: args.kind.clone(),
        result: args.result.into(),
        report: report.map(|bytes| Digest::of(&bytes)),
    }))
}

pub(super) fn revocation(args: &RevokeArgs, ground: &Ground<'_>) -> Result<Intent, CliError> {
    Ok(Intent::Revoke(RevokeIntent {
        signer: ground.signer(),
        issued: ground.now,
        nonce: nonce()?,
        key: args.ends.clone(),
        reason: if args.retired {
            RevocationReason::Retired
        } else {
            RevocationReason::Compromised
        },
    }))
}

pub(super) fn duty(args: &DutyArgs, ground: &Ground<'_>) -> Result<Intent, CliError> {
    Ok(Intent::Duty(DutyIntent {
        signer: ground.signer(),
        issued: ground.now,
        nonce: nonce()?,
        on_call: args.on_call.clone(),
        away: args.away.clone(),
    }))
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

pub(super) fn at_most(span: Span) -> Result<Span, CliError> {
    if span > LONGEST {
        let message =
            format!("`--expires {span}` is too long: nothing counts for more than {LONGEST}");
        return Err(CliError::usage(message));
    }
    Ok(span)
}

pub(crate) fn nonce() -> Result<String, CliError> {
    let bytes = keyfile::random::<16>()?;
    Ok(Base64UrlUnpadded::encode_string(bytes.as_slice()))
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
