//! Who has signed which commit (semantics 6.2.1, 7.2).

use std::collections::BTreeSet;

use foureyes::change::{Basis, CommitSignature, ParticipantRole, Who};
use foureyes::detect::{self, CommitText, Identity};
use foureyes::id::CommitId;
use foureyes::provenance::Involvement;
use foureyes::roster::{Key, Principal, PrincipalKind, Scheme};
use foureyes::signature::{CheckedKey, GIT_NAMESPACE, Presence, SshSignature};

use super::Model;
use super::people::Part;

/// Of all signatures that name a key of the roster so many are checked, by commit.
const CHECKED: usize = 1_024;

/// A signature of a commit that is valid under a key of the roster.
#[derive(Clone, Debug)]
pub(super) struct SignedCommit<'a> {
    pub(super) commit: &'a CommitId,
    pub(super) signer: &'a Principal,
    /// Whether the key may say who somebody is.
    pub(super) is_good: bool,
    /// Whether the signed words say that no AI took part, and nothing else.
    denies: bool,
}

/// 6.2.1: the trailers claim `none`, nothing else, and name no co-author. What a message says is read as in 6.4.
fn denies(signed: &[u8]) -> bool {
    let text: Vec<&[u8]> = signed.split(|byte| *byte == b'\n').collect();
    let head = text.iter().position(|line| line.is_empty());
    let message = head.map_or_else(Vec::new, |end| text[end + 1..].join(&b'\n'));
    let nobody = Identity {
        name: String::new(),
        email: String::new(),
    };
    let found = detect::commit(&CommitText {
        message: &message,
        author: &nobody,
        committer: &nobody,
    });
    let claims = |one: &foureyes::provenance::Claim| one.involvement > Involvement::None;
    found.no_ai_trailer
        && !found.claims.iter().any(claims)
        && found.co_authors.is_empty()
        && !found.ai_sign_off
}

impl<'a> Model<'a> {
    /// 6.2.1: the signatures that are valid under a key of the roster, whatever has become of the key.
    pub(super) fn collected_signatures(&self) -> Vec<SignedCommit<'a>> {
        let all: BTreeSet<&'a CommitSignature> =
            self.change.live().commit_signatures.iter().collect();
        let named = all.into_iter().filter_map(|entry| {
            let signature = SshSignature::from_armor(entry.signature.as_bytes()).ok()?;
            let (signer, key) = self.owner_of(&signature.fingerprint())?;
            (key.scheme == Scheme::Sshsig).then_some((entry, signature, signer, key))
        });
        let named: Vec<_> = named.take(CHECKED).collect();
        let valid = named
            .into_iter()
            .filter_map(|(entry, signature, signer, key)| {
                let checked = CheckedKey::new(key.public.point()).ok()?;
                let shown =
                    signature.verify(&key.public, &checked, GIT_NAMESPACE, &entry.signed)?;
                let has_begun = key.since.is_none_or(|since| since <= self.now);
                Some(SignedCommit {
                    commit: &entry.commit,
                    signer,
                    is_good: shown != Presence::Untouched
                        && Self::is_active(signer)
                        && has_begun
                        && !self.has_ended(key),
                    denies: denies(&entry.signed),
                })
            });
        valid.collect()
    }

    /// Whose key it is.
    pub(super) fn owner_of(
        &self,
        print: &foureyes::id::Fingerprint,
    ) -> Option<(&'a Principal, &'a Key)> {
        let mut keys = self.case.roster.principals.iter().flat_map(|one| {
            let keys = one.keys.iter();
            keys.map(move |key| (one, key))
        });
        keys.find(|(_, key)| key.public.fingerprint() == print)
    }

    /// 7.2: whether somebody has signed each of these commits with a good key, and there is one.
    pub(super) fn has_signed_each(&self, who: &Principal, commits: &[CommitId]) -> bool {
        let is_signed = |commit: &CommitId| {
            let mut all = self.signatures.iter();
            all.any(|one| one.is_good && one.commit == commit && one.signer.id == who.id)
        };
        !commits.is_empty() && commits.iter().all(is_signed)
    }

    /// 7.2: whoever has signed a commit has made it; who is not named as a maker of it takes part as its committer.
    pub(super) fn signers(&self, named: &[Part<'a>]) -> Vec<Part<'a>> {
        let unnamed = self.signatures.iter().filter(|one| {
            !named.iter().any(|part| {
                part.made()
                    && part.is_in(Some(one.commit))
                    && self
                        .resolved(part)
                        .is_some_and(|who| who.id == one.signer.id)
            })
        });
        let parts = unnamed.map(|one| Part {
            who: Who::Principal(one.signer.id.clone()),
            role: ParticipantRole::Committer,
            basis: if one.is_good {
                Basis::Signed
            } else {
                Basis::Asserted
            },
            commits: vec![one.commit.clone()],
            named: Some(one.signer),
            has_signed: true,
        });
        parts.collect()
    }

    /// 6.2.1: whether the one human who made a commit has signed it as one without AI.
    pub(super) fn is_denied(&self, commit: Option<&CommitId>, said: &[Involvement]) -> bool {
        let Some(commit) = commit else {
            return false;
        };
        let present = self.takes_part(Some(commit));
        let makers: BTreeSet<Option<&str>> = present
            .iter()
            .filter(|part| part.made())
            .map(|part| {
                let who = self.resolved(part)?;
                (who.kind == PrincipalKind::Human).then_some(who.id.as_str())
            })
            .collect();
        let has_author = present
            .iter()
            .any(|part| part.role == ParticipantRole::Author);
        let has_agent = present.iter().any(|part| {
            self.resolved(part)
                .is_some_and(|who| who.kind == PrincipalKind::Agent)
        });
        let live = self.change.live();
        let is_known = live.participants.is_whole() && live.claims.is_whole();
        let is_signed = self.signatures.iter().any(|one| {
            let hers = BTreeSet::from([Some(one.signer.id.as_str())]);
            one.commit == commit && one.is_good && one.denies && makers == hers
        });
        let is_quiet = said.iter().all(|rung| *rung == Involvement::None);
        is_known && has_author && !has_agent && is_quiet && is_signed
    }
}
