//! Policies and rosters that people have signed, and whether one follows the other (semantics 7.6).
//!
//! A roster can say who signs rosters and policies. From then on a document is in force only if those whom the roster
//! before names and those whom it names itself have signed it, as the very next version.

mod follow;
mod quorum;

use serde::{Deserialize, Serialize};

use crate::codes::codes;
use crate::digest::Digest;
use crate::error::{ErrorCode, InputError};
use crate::id::{Fingerprint, PrincipalId};
use crate::json::Limits;
use crate::roster::Revocations;
use crate::signature::{self, Envelope, EnvelopeError, EnvelopeSignature};
use crate::time::Timestamp;
use crate::wire::{Policy, Roster};

pub use follow::follow;

/// How many signatures a document may carry.
const MOST_SIGNATURES: usize = 64;

/// Which document is signed. A signature of one sort is none of the other.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[cfg_attr(
    feature = "schema",
    derive(schemars::JsonSchema),
    schemars(rename = "DocumentWord")
)]
#[serde(rename_all = "camelCase")]
pub enum DocumentKind {
    /// A policy.
    Policy,
    /// A roster.
    Roster,
}

impl DocumentKind {
    /// Returns the word for it.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Policy => "policy",
            Self::Roster => "roster",
        }
    }

    /// Returns the DSSE payload type, which is part of what is signed.
    pub const fn payload_type(self) -> &'static str {
        match self {
            Self::Policy => "application/vnd.foureyes.policy",
            Self::Roster => "application/vnd.foureyes.roster",
        }
    }

    /// Returns the namespace for which an SSH key signs it.
    pub const fn namespace(self) -> &'static str {
        match self {
            Self::Policy => "policy@foureyes",
            Self::Roster => "roster@foureyes",
        }
    }

    /// Returns the bytes that are signed for the text of a document.
    pub fn message(self, text: &str) -> Vec<u8> {
        signature::pae(self.payload_type(), text.as_bytes())
    }

    /// Returns the signatures of a document with one more, one line of JSON. Signatures of another text are dropped,
    /// and so is an older one of the same key.
    ///
    /// # Errors
    /// `invalid_value` where `signatures` cannot be read or there would be too many.
    pub fn add(
        self,
        text: &str,
        signatures: Option<&[u8]>,
        key: &Fingerprint,
        sig: Vec<u8>,
    ) -> Result<String, InputError> {
        let fault = |error: EnvelopeError| {
            InputError::about("signatures", ErrorCode::InvalidValue, error.to_string())
        };
        let old = signatures.map(|bytes| self.read(bytes)).transpose();
        let old = old.map_err(fault)?;
        let mut all = old
            .filter(|envelope| envelope.payload == text.as_bytes())
            .map_or_else(Vec::new, |envelope| envelope.signatures);
        all.retain(|one| one.keyid.as_ref() != Some(key));
        all.push(EnvelopeSignature {
            keyid: Some(key.clone()),
            sig,
        });
        if all.len() > MOST_SIGNATURES {
            return Err(fault(EnvelopeError::Signatures));
        }
        let envelope = Envelope {
            payload: text.into(),
            signatures: all,
        };
        Ok(envelope.write(self.payload_type()))
    }

    /// Decodes the signatures of a document.
    fn read(self, bytes: &[u8]) -> Result<Envelope, EnvelopeError> {
        let limits = &Limits::SIGNED_DOCUMENT;
        Envelope::read(bytes, self.payload_type(), MOST_SIGNATURES, limits)
    }
}

/// A document with what stands beside it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Signed<T> {
    /// The document.
    pub document: T,
    /// The envelope with its signatures, if there is one.
    pub signatures: Option<Vec<u8>>,
}

/// Policy and roster as they stood together at one time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct State {
    /// The policy.
    pub policy: Signed<Policy>,
    /// The roster.
    pub roster: Signed<Roster>,
}

/// How policy and roster came to be what they are.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct History<'a> {
    /// The digest of the roster that is trusted to begin with. Without one the first state has to be signed by those
    /// whom its own roster names.
    pub anchor: Option<Digest>,
    /// The states, oldest first. The last one is to be in force.
    pub states: &'a [State],
    /// Keys revoked since.
    pub revocations: Option<&'a Revocations>,
    /// The instant.
    pub now: Timestamp,
}

impl<'a> History<'a> {
    /// Returns a history without an anchor.
    pub const fn new(states: &'a [State], now: Timestamp) -> Self {
        Self {
            anchor: None,
            states,
            revocations: None,
            now,
        }
    }

    /// Returns the history from the roster of this digest on.
    #[must_use]
    pub const fn anchor(mut self, anchor: Digest) -> Self {
        self.anchor = Some(anchor);
        self
    }

    /// Returns the history with keys revoked since.
    #[must_use]
    pub const fn revocations(mut self, revocations: &'a Revocations) -> Self {
        self.revocations = Some(revocations);
        self
    }
}

codes! {
    /// Why a policy or a roster is not in force (semantics 7.6).
    #[non_exhaustive]
    AuthorityFault {
        /// The roster that is trusted to begin with is not among those handed in.
        AnchorMissing = "anchor_missing",
        /// The signatures are of another text.
        ContentDiffers = "content_differs",
        /// It has another id than the one before.
        IdDiffers = "id_differs",
        /// The signatures cannot be read.
        Malformed = "malformed",
        /// Too few of those whom the new roster names have signed.
        NewQuorum = "new_quorum",
        /// It does not follow what is in force.
        NotAfter = "not_after",
        /// Too few of those whom the old roster names have signed.
        OldQuorum = "old_quorum",
        /// There is no signature.
        Unsigned = "unsigned",
        /// Its version is not the one after the last.
        VersionNotNext = "version_not_next",
    }
}

/// How many people a roster asks for, and who of them has signed.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Quorum {
    /// How many.
    pub threshold: u32,
    /// Who, by id.
    pub people: Vec<PrincipalId>,
}

impl Quorum {
    /// Reports whether they are enough.
    pub fn is_met(&self) -> bool {
        u32::try_from(self.people.len()).unwrap_or(u32::MAX) >= self.threshold
    }
}

/// One document of one state, held against what was in force before it.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Step {
    /// Which state, from 0.
    pub state: usize,
    /// Which document.
    pub kind: DocumentKind,
    /// Its version.
    pub version: u32,
    /// The digest of its text.
    pub digest: Digest,
    /// Who of those has signed whom the roster in force before names, if it names anybody.
    pub before: Option<Quorum>,
    /// Who of those has signed whom the roster in force with it names, if it names anybody.
    pub after: Option<Quorum>,
    /// Why it is not in force.
    pub fault: Option<AuthorityFault>,
}

/// What came of following a history.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Followed {
    /// Every step at which a document is new, in order.
    pub steps: Vec<Step>,
    /// Why the last roster is not in force.
    pub roster: Option<AuthorityFault>,
    /// Why the last policy is not in force.
    pub policy: Option<AuthorityFault>,
    /// Every text that was in force.
    pub(crate) chain: std::collections::BTreeSet<Digest>,
}

impl Followed {
    /// Reports whether the last policy and the last roster are in force.
    pub const fn holds(&self) -> bool {
        self.roster.is_none() && self.policy.is_none()
    }
}
