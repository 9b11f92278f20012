//! The signatures of commits that say that no AI took part (semantics 6.2). Whether they are good, the gate tells.

use std::collections::BTreeSet;

use foureyes::change::CommitSignature;
use foureyes::provenance::{Claim, Involvement};

use crate::error::CliError;
use crate::git::Commit;

/// The longest commit whose signature is handed on: in base64 it has to fit into one string of a document.
const LONGEST: usize = 40 << 10;

/// Hands on the SSH signatures of commits that claim it. All others lower nothing.
pub(super) fn of(commits: &[Commit], claims: &[Claim]) -> Result<Vec<CommitSignature>, CliError> {
    let denials = claims
        .iter()
        .filter(|claim| claim.involvement == Involvement::None);
    let denied: BTreeSet<_> = denials.filter_map(|claim| claim.commit.as_ref()).collect();
    let mut signatures = Vec::new();
    for commit in commits {
        let id = super::commit_id(&commit.id)?;
        if let Some(signed) = &commit.ssh
            && denied.contains(&id)
            && signed.content.len() <= LONGEST
        {
            signatures.push(CommitSignature {
                commit: id,
                signed: signed.content.clone(),
                signature: signed.signature.clone(),
            });
        }
    }
    Ok(signatures)
}
