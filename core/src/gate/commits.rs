//! Who has signed which commit (semantics 6.2.1, 7.2).

use std::collections::{BTreeMap, BTreeSet};

use super::clock::Clock;
use super::compile::Compiled;
use super::people::Index;
use super::standing::has_ended;
use crate::change::{Change, CommitSignature};
use crate::id::{CommitId, Fingerprint};
use crate::roster::{Key, Revocations, Scheme, Status};
use crate::signature::{CheckedKey, GIT_NAMESPACE, Presence, SshSignature};

/// How many signatures of commits are checked.
const CHECKED: usize = 1_024;

/// A signature of a commit by a key of the roster.
pub(super) struct SignedCommit<'a> {
    pub(super) entry: &'a CommitSignature,
    pub(super) signer: Index,
    /// Whether the key may say who somebody is, now.
    pub(super) is_good: bool,
}

/// The signatures of commits that are valid under a key of the roster.
#[derive(Default)]
pub(super) struct SignedCommits<'a> {
    found: Vec<SignedCommit<'a>>,
    by_commit: BTreeMap<&'a CommitId, BTreeSet<Index>>,
}

impl<'a> SignedCommits<'a> {
    /// Checks the first 1,024, by commit id, of those that name a key of the roster.
    pub(super) fn new(
        compiled: &Compiled,
        change: &'a Change,
        clock: &Clock,
        revocations: Option<&Revocations>,
    ) -> Self {
        let mut entries: Vec<_> = change.live().commit_signatures.iter().collect();
        entries.sort();
        entries.dedup();
        let mut all = Self::default();
        let mut keys: BTreeMap<&Fingerprint, Option<CheckedKey>> = BTreeMap::new();
        let mut checked = 0_usize;
        for entry in entries {
            let Ok(signature) = SshSignature::from_armor(entry.signature.as_bytes()) else {
                continue;
            };
            let named = compiled.people.by_key(&signature.fingerprint());
            let Some((signer, principal, key)) = named else {
                continue;
            };
            if key.scheme != Scheme::Sshsig || checked == CHECKED {
                continue;
            }
            checked = checked.saturating_add(1);
            let slot = keys.entry(key.public.fingerprint());
            let strict = slot.or_insert_with(|| CheckedKey::new(key.public.point()).ok());
            let shown = strict.as_ref().and_then(|strict| {
                signature.verify(&key.public, strict, GIT_NAMESPACE, &entry.signed)
            });
            let Some(presence) = shown else {
                continue;
            };
            let is_good = presence != Presence::Untouched
                && principal.status == Status::Active
                && lives(key, clock, revocations);
            all.add(SignedCommit {
                entry,
                signer,
                is_good,
            });
        }
        all
    }

    fn add(&mut self, one: SignedCommit<'a>) {
        if one.is_good {
            let signers = self.by_commit.entry(&one.entry.commit).or_default();
            signers.insert(one.signer);
        }
        self.found.push(one);
    }

    /// Returns every valid signature, whatever has become of its key.
    pub(super) fn all(&self) -> impl Iterator<Item = &SignedCommit<'a>> {
        self.found.iter()
    }

    /// Reports whether somebody has signed each of these commits with a good key, and there is one.
    pub(super) fn has_signed_each(&self, who: Index, commits: &[CommitId]) -> bool {
        let signed = |commit| {
            self.by_commit
                .get(commit)
                .is_some_and(|signers| signers.contains(&who))
        };
        !self.by_commit.is_empty() && !commits.is_empty() && commits.iter().all(signed)
    }
}

/// A key that is somebody's now. A commit has no witness: what a retired key has signed is open again.
fn lives(key: &Key, clock: &Clock, revocations: Option<&Revocations>) -> bool {
    let ended = has_ended(key, clock, revocations);
    let begun = key.since.is_none_or(|since| clock.reached(since));
    begun && !ended
}
