//! The SSH signatures of commits (semantics 6.2.1, 7.2). Whose they are and whether they are good, the gate tells.

use std::collections::BTreeSet;

use foureyes::change::CommitSignature;
use foureyes::provenance::{Claim, Involvement};

use crate::error::CliError;
use crate::git::Commit;

/// The longest commit whose signature is handed on: in base64 it has to fit into one string of a document.
const LONGEST: usize = 40 << 10;
/// How many are handed on: as many as the gate checks.
const MOST: usize = 1_024;

/// Hands on the signatures of commits, first of those that say that no AI took part. What is left out tells nobody who
/// made a commit, and lowers nothing.
pub(super) fn of(commits: &[Commit], claims: &[Claim]) -> Result<Vec<CommitSignature>, CliError> {
    let denials = claims
        .iter()
        .filter(|claim| claim.involvement == Involvement::None);
    let denied: BTreeSet<_> = denials.filter_map(|claim| claim.commit.as_ref()).collect();
    let (mut first, mut others) = (Vec::new(), Vec::new());
    for commit in commits {
        let id = super::commit_id(&commit.id)?;
        if let Some(signed) = &commit.ssh
            && signed.content.len() <= LONGEST
        {
            let list = if denied.contains(&id) {
                &mut first
            } else {
                &mut others
            };
            list.push(CommitSignature {
                commit: id,
                signed: signed.content.clone(),
                signature: signed.signature.clone(),
            });
        }
    }
    first.append(&mut others);
    first.truncate(MOST);
    Ok(first)
}
