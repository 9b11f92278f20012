//! What a platform says about an approval, for a service that vouches for it (semantics 8.7.1).

use foureyes::detect::{Agents, Review, Trust};
use foureyes::digest::Algorithm;
use foureyes::id::{Account, CommitId};
use foureyes::statement::{Intent, VouchIntent};
use foureyes::time::Timestamp;

use super::Ground;
use super::args::VouchArgs;
use super::draft::{at_most, nonce};
use crate::error::CliError;
use crate::output::{self, plain, shown};

/// An approval on a platform.
pub(super) struct Click {
    account: Account,
    at: Timestamp,
    /// What was looked at, where the platform says so.
    commit: Option<CommitId>,
    comment: Option<String>,
}

/// Reads whose approval it is, and when it was given.
pub(super) fn read(args: &VouchArgs) -> Result<Click, CliError> {
    let Some(file) = &args.review else {
        return match (&args.account, args.approved_at) {
            (Some(account), Some(at)) => Ok(Click {
                account: account.clone(),
                at,
                commit: None,
                comment: None,
            }),
            _ => Err(CliError::usage(
                "say whose approval it is, and when it was given",
            )),
        };
    };
    let bytes = output::read(file)?;
    // The job that runs this has the key of the service: whose word the file is, is the service's to know.
    let event = Agents::builtin().event(&bytes, Trust::Authenticated);
    let event = event.map_err(|error| CliError::document(&shown(file), error.problem()))?;
    let [review] = event.reviews.as_slice() else {
        return Err(CliError::usage(format!(
            "{} has {} reviews, and one is vouched for",
            shown(file),
            event.reviews.len()
        )));
    };
    click(review)
}

fn click(review: &Review) -> Result<Click, CliError> {
    if !review.state.eq_ignore_ascii_case("approved") {
        return Err(CliError::usage(format!(
            "the review is `{}`: nobody has approved",
            plain(&review.state)
        )));
    }
    let (Some(at), Some(commit)) = (review.at, &review.commit) else {
        return Err(CliError::usage(
            "the review does not say when it was given, and of which commit",
        ));
    };
    Ok(Click {
        account: review.by.clone(),
        at,
        commit: Some(commit.clone()),
        comment: review.comment.clone(),
    })
}

/// What the service signs. An approval of another commit than the one that is asked about is none of it.
pub(super) fn intent(
    args: &VouchArgs,
    click: &Click,
    ground: &Ground<'_>,
) -> Result<Intent, CliError> {
    if let Some(seen) = &click.commit {
        let subjects = &ground.subject.change.exact().subjects;
        let mut commits = subjects
            .iter()
            .filter_map(|subject| subject.digest.digits(Algorithm::GitCommit));
        if !commits.any(|commit| commit == seen.as_str()) {
            return Err(CliError::usage(format!(
                "the review is of {}, and this change ends with another commit",
                seen.short()
            )));
        }
    }
    Ok(Intent::Vouch(VouchIntent {
        signer: ground.signer(),
        issued: ground.now,
        nonce: nonce()?,
        account: click.account.clone(),
        approved_at: click.at,
        expires: click.at.plus(at_most(args.expires)?),
        comment: click.comment.clone(),
    }))
}
