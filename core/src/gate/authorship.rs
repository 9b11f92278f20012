//! Commits whose author has signed that no AI took part (semantics 6.2).

use std::collections::BTreeSet;

use super::commits::SignedCommits;
use super::participants::Participants;
use crate::change::{Change, CommitSignature};
use crate::detect::{self, CommitText, Identity};
use crate::id::CommitId;
use crate::provenance::Involvement;

/// Returns the commits of which their one author has signed, with a good key of hers, that no AI took part. Where
/// anybody claims otherwise, or claims may be missing, nothing is settled.
pub(super) fn settled<'a>(
    change: &'a Change,
    participants: &Participants<'a>,
    signed: &SignedCommits<'a>,
) -> BTreeSet<&'a CommitId> {
    let live = change.live();
    if !live.claims.is_whole() {
        return BTreeSet::new();
    }
    let claimed: Vec<_> = live
        .claims
        .known()
        .iter()
        .filter(|claim| claim.involvement > Involvement::None)
        .map(|claim| claim.commit.as_ref())
        .collect();
    let settled = signed.all().filter(|one| {
        let commit = &one.entry.commit;
        let contradicted = claimed
            .iter()
            .any(|claim| claim.is_none_or(|claim| claim == commit));
        let is_author = || participants.only_author(commit) == Some(one.signer);
        one.is_good && !contradicted && denies(one.entry) && is_author()
    });
    settled.map(|one| &one.entry.commit).collect()
}

/// Reports whether the signed message says that no AI took part, says nothing else, and names no further author.
fn denies(entry: &CommitSignature) -> bool {
    let bytes = entry.signed.as_slice();
    let end = bytes.windows(2).position(|pair| pair == b"\n\n");
    let message = end.and_then(|end| bytes.get(end.saturating_add(2)..));
    let nobody = Identity {
        name: String::new(),
        email: String::new(),
    };
    let found = detect::commit(&CommitText {
        message: message.unwrap_or_default(),
        author: &nobody,
        committer: &nobody,
    });
    // Words alone are too little: it takes a trailer in git's own block.
    found.no_ai_trailer && found.co_authors.is_empty() && !found.ai_sign_off
}
