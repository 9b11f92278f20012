//! Who has signed a document.

use std::collections::{BTreeMap, BTreeSet};

use super::{AuthorityFault, DocumentKind, Quorum};
use crate::id::Fingerprint;
use crate::roster::{Key, Principal, Revocations, RosterDocument};
use crate::signature::{CheckedKey, Envelope, Presence, presence};
use crate::time::Timestamp;

/// At what instant keys are judged, and by what beside the roster.
#[derive(Clone, Copy)]
pub(super) struct At<'a> {
    pub(super) now: Timestamp,
    pub(super) revocations: Option<&'a Revocations>,
}

/// The signatures of one text.
pub(super) struct Signatures {
    envelope: Envelope,
    message: Vec<u8>,
    namespace: &'static str,
}

impl Signatures {
    pub(super) fn of(
        kind: DocumentKind,
        text: &str,
        bytes: Option<&[u8]>,
    ) -> Result<Self, AuthorityFault> {
        let bytes = bytes.ok_or(AuthorityFault::Unsigned)?;
        let envelope = kind.read(bytes).map_err(|_| AuthorityFault::Malformed)?;
        if envelope.payload != text.as_bytes() {
            return Err(AuthorityFault::ContentDiffers);
        }
        Ok(Self {
            envelope,
            message: kind.message(text),
            namespace: kind.namespace(),
        })
    }

    /// Who of those whom a roster names has signed, each once; none where it names nobody.
    pub(super) fn quorum(&self, roster: &RosterDocument, at: At<'_>) -> Option<Quorum> {
        let authority = roster.authority.as_ref()?;
        let mut keys: BTreeMap<&Fingerprint, (&Principal, &Key)> = BTreeMap::new();
        for person in &roster.principals {
            for key in &person.keys {
                keys.insert(key.public.fingerprint(), (person, key));
            }
        }
        let mut people = BTreeSet::new();
        for signature in &self.envelope.signatures {
            let found = signature.keyid.as_ref().and_then(|id| keys.get(id));
            if let Some((person, key)) = found
                && authority.includes(person, at.now)
                && !people.contains(&person.id)
                && is_good(key, at)
                && self.is_valid(key, &signature.sig)
            {
                people.insert(person.id.clone());
            }
        }
        Some(Quorum {
            threshold: authority.threshold,
            people: people.into_iter().collect(),
        })
    }

    /// A security key has to be touched, as for every statement that loosens.
    fn is_valid(&self, key: &Key, sig: &[u8]) -> bool {
        CheckedKey::new(key.public.point()).is_ok_and(|checked| {
            presence(key, &checked, self.namespace, &self.message, sig)
                .is_some_and(|shown| shown != Presence::Untouched)
        })
    }
}

fn is_good(key: &Key, at: At<'_>) -> bool {
    let fingerprint = key.public.fingerprint();
    // Whatever the reason: nobody has seen when a document was signed, and a key that was replaced could still sign.
    let mut later = at.revocations.iter().flat_map(|list| &list.entries);
    let is_revoked_later = later.any(|entry| entry.key == *fingerprint && entry.at <= at.now);
    let is_revoked = key.revoked.is_some_and(|revoked| revoked.at <= at.now);
    key.since.is_none_or(|since| since <= at.now) && !is_revoked && !is_revoked_later
}
