//! A set of statements after verification: opaque, complete with what was refused.

use super::{IgnoredCode, Statement};
use crate::digest::Digest;
use crate::id::{Fingerprint, PrincipalId};
use crate::policy::Assurance;
use crate::roster::{Key, PrincipalKind};
use crate::time::Timestamp;

/// An envelope as it was handed in, with what the embedding system knows about it.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Submitted {
    /// The bytes of the envelope.
    pub bytes: Vec<u8>,
    /// When an independent witness first saw it.
    pub witnessed_at: Option<Timestamp>,
}

impl Submitted {
    /// Returns an envelope that no witness has seen.
    pub fn new(bytes: impl Into<Vec<u8>>) -> Self {
        Self {
            bytes: bytes.into(),
            witnessed_at: None,
        }
    }

    /// Returns the envelope with the instant at which an independent witness first saw it.
    #[must_use]
    pub const fn witnessed(mut self, at: Timestamp) -> Self {
        self.witnessed_at = Some(at);
        self
    }
}

/// A statement whose signature is valid. Whether it counts is decided against a change.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Verified {
    /// SHA-256 of the payload: the identity of the statement, together with the person.
    pub id: Digest,
    /// Whose key signed it.
    pub person: PrincipalId,
    /// What that principal is.
    pub kind: PrincipalKind,
    /// The key.
    pub key: Key,
    /// What it says.
    pub statement: Statement,
    /// How strongly it shows that a person was there.
    pub assurance: Assurance,
    /// When an independent witness first saw it.
    pub witnessed_at: Option<Timestamp>,
    /// The service that saw the person approve on a platform, whose key it is then.
    pub vouched_by: Option<PrincipalId>,
}

impl Verified {
    /// Returns the fingerprint of the key.
    pub const fn fingerprint(&self) -> &Fingerprint {
        self.key.public.fingerprint()
    }
}

/// A statement that was refused before it could be held against a change.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[non_exhaustive]
pub struct Refused {
    /// Why.
    pub code: IgnoredCode,
    /// SHA-256 of the payload, or of the envelope where there is no payload.
    pub id: Digest,
    /// Whose key it names.
    pub person: Option<PrincipalId>,
}

/// The outcome of verification: every statement, good or refused, and the roster it was verified under.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StatementSet {
    pub(crate) roster: Digest,
    pub(crate) submitted: Vec<Submitted>,
    pub(crate) verified: Vec<Verified>,
    pub(crate) refused: Vec<Refused>,
    pub(crate) over_limit: Vec<PrincipalId>,
    pub(crate) complete_as_of: Option<Timestamp>,
}

impl StatementSet {
    /// Says that no statement was left out up to `instant`: the word of the embedding system, which keeps them
    /// where nobody can remove one.
    #[must_use]
    pub const fn complete_as_of(mut self, instant: Timestamp) -> Self {
        self.complete_as_of = Some(instant);
        self
    }

    /// Returns the statements whose signature is valid.
    pub fn verified(&self) -> &[Verified] {
        &self.verified
    }

    /// Returns the statements that were refused.
    pub fn refused(&self) -> &[Refused] {
        &self.refused
    }
}
