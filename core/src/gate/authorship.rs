//! Commits whose author has signed that no AI took part (semantics 6.2).

use std::collections::{BTreeMap, BTreeSet};

use super::clock::Clock;
use super::compile::Compiled;
use super::participants::Participants;
use super::people::Index;
use crate::change::{Change, CommitSignature};
use crate::detect::{self, CommitText, Identity};
use crate::id::{CommitId, Fingerprint};
use crate::provenance::Involvement;
use crate::roster::{Key, Revocations, Scheme, Status};
use crate::signature::{CheckedKey, GIT_NAMESPACE, Presence, SshSignature};

/// How many signatures of commits are checked.
const CHECKED: usize = 1_024;

/// Returns the commits of which their one author has signed, with a good key of hers, that no AI took part. Where
/// anybody claims otherwise, or claims may be missing, nothing is settled.
pub(super) fn settled<'a>(
    compiled: &Compiled,
    change: &'a Change,
    participants: &Participants<'a>,
    clock: &Clock,
    revocations: Option<&Revocations>,
) -> BTreeSet<&'a CommitId> {
    let live = change.live();
    if !live.claims.is_whole() || live.commit_signatures.is_empty() {
        return BTreeSet::new();
    }
    let claimed: Vec<_> = live
        .claims
        .known()
        .iter()
        .filter(|claim| claim.involvement > Involvement::None)
        .map(|claim| claim.commit.as_ref())
        .collect();
    let mut entries: Vec<_> = live.commit_signatures.iter().collect();
    entries.sort();
    entries.dedup();
    let mut bench = Bench {
        compiled,
        clock,
        revocations,
        keys: BTreeMap::new(),
        checked: 0,
    };
    let settled = entries.into_iter().filter(|entry| {
        let commit = &entry.commit;
        let contradicted = claimed
            .iter()
            .any(|claim| claim.is_none_or(|claim| claim == commit));
        !contradicted
            && denies(entry)
            && participants
                .only_author(commit)
                .is_some_and(|author| bench.has_signed(author, entry))
    });
    settled.map(|entry| &entry.commit).collect()
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

/// Where signatures are checked.
struct Bench<'a> {
    compiled: &'a Compiled,
    clock: &'a Clock,
    revocations: Option<&'a Revocations>,
    keys: BTreeMap<Fingerprint, Option<CheckedKey>>,
    checked: usize,
}

impl Bench<'_> {
    fn has_signed(&mut self, author: Index, entry: &CommitSignature) -> bool {
        let Some(person) = self.compiled.people.get(author) else {
            return false;
        };
        let Ok(signature) = SshSignature::from_armor(entry.signature.as_bytes()) else {
            return false;
        };
        let key = person.keys.iter().find(|key| signature.names(&key.public));
        let Some(key) = key.filter(|key| person.status == Status::Active && self.is_good(key))
        else {
            return false;
        };
        self.checked = self.checked.saturating_add(1);
        let slot = self.keys.entry(key.public.fingerprint().clone());
        let checked = slot.or_insert_with(|| CheckedKey::new(key.public.point()).ok());
        let shown = checked.as_ref().and_then(|checked| {
            signature.verify(&key.public, checked, GIT_NAMESPACE, &entry.signed)
        });
        self.checked <= CHECKED && !matches!(shown, None | Some(Presence::Untouched))
    }

    /// A key that is hers now and signs by SSH. A commit has no witness: what a retired key has signed is open again.
    fn is_good(&self, key: &Key) -> bool {
        let later = self.revocations.into_iter().flat_map(|list| &list.entries);
        let ends = key.revoked.map(|revoked| revoked.at).into_iter().chain(
            later
                .filter(|entry| entry.key == *key.public.fingerprint())
                .map(|entry| entry.at),
        );
        // Every instant is consulted, in whatever order they come.
        let ended = ends.filter(|at| self.clock.reached(*at)).count() > 0;
        let begun = key.since.is_none_or(|since| self.clock.reached(since));
        key.scheme == Scheme::Sshsig && begun && !ended
    }
}
