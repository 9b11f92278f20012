//! Policies and rosters that people have signed.

use foureyes::Timestamp;
use foureyes::authority::{DocumentKind, History, Signed, State, follow};
use foureyes::digest::Digest;
use foureyes::id::Fingerprint;
use foureyes::roster::Revocations;
use napi::Result;
use napi::bindgen_prelude::{Uint8Array, Uint8ArraySlice};
use napi_derive::napi;

use crate::document::{NativePolicy, NativeRevocations, NativeRoster};
use crate::error;

/// Which document is signed.
#[napi]
pub struct NativeDocumentKind(DocumentKind);

/// How policy and roster came to be what they are.
#[napi]
pub struct NativeHistory {
    states: Vec<State>,
    now: Timestamp,
    anchor: Option<Digest>,
    revocations: Option<Revocations>,
}

#[napi]
impl NativeDocumentKind {
    /// Returns that of policies.
    #[napi(factory, catch_unwind)]
    pub fn policy() -> Self {
        Self(DocumentKind::Policy)
    }

    /// Returns that of rosters.
    #[napi(factory, catch_unwind)]
    pub fn roster() -> Self {
        Self(DocumentKind::Roster)
    }

    /// Returns the word for it.
    #[napi(catch_unwind)]
    pub fn word(&self) -> &'static str {
        self.0.word()
    }

    /// Returns the DSSE payload type.
    #[napi(catch_unwind)]
    pub fn payload_type(&self) -> &'static str {
        self.0.payload_type()
    }

    /// Returns the namespace for which an SSH key signs it.
    #[napi(catch_unwind)]
    pub fn namespace(&self) -> &'static str {
        self.0.namespace()
    }

    /// Returns the bytes that are signed for the text of a document.
    #[napi(catch_unwind)]
    pub fn message(&self, text: String) -> Uint8Array {
        self.0.message(&text).into()
    }

    /// Returns the signatures of a document with one more.
    #[napi(catch_unwind)]
    pub fn add(
        &self,
        text: String,
        signatures: Option<Uint8ArraySlice<'_>>,
        key: String,
        signature: &[u8],
    ) -> Result<String> {
        let key: Fingerprint = error::parsed(&key, "signature", "key")?;
        let old = signatures.as_deref();
        let signatures = self.0.add(&text, old, &key, signature.to_vec());
        signatures.map_err(|error| error::input(&error))
    }
}

#[napi]
impl NativeHistory {
    /// Returns a history without states.
    #[napi(constructor, catch_unwind)]
    pub fn new(
        now: String,
        anchor: Option<String>,
        revocations: Option<&NativeRevocations>,
    ) -> Result<Self> {
        let anchor = anchor.map(|text| error::parsed(&text, "history", "anchor"));
        Ok(Self {
            states: Vec::new(),
            now: error::parsed(&now, "history", "now")?,
            anchor: anchor.transpose()?,
            revocations: revocations.map(|it| it.0.clone()),
        })
    }

    /// Adds the state after the last.
    #[napi(catch_unwind)]
    pub fn push(
        &mut self,
        policy: &NativePolicy,
        policy_signatures: Option<Uint8ArraySlice<'_>>,
        roster: &NativeRoster,
        roster_signatures: Option<Uint8ArraySlice<'_>>,
    ) {
        self.states.push(State {
            policy: Signed {
                document: policy.0.clone(),
                signatures: policy_signatures.map(|bytes| bytes.to_vec()),
            },
            roster: Signed {
                document: roster.0.clone(),
                signatures: roster_signatures.map(|bytes| bytes.to_vec()),
            },
        });
    }

    /// Returns what comes of following it, JSON.
    #[napi(catch_unwind)]
    pub fn follow(&self) -> String {
        follow(&self.history()).to_json()
    }
}

impl NativeHistory {
    pub(crate) fn history(&self) -> History<'_> {
        let mut history = History::new(&self.states, self.now);
        history.anchor = self.anchor;
        history.revocations = self.revocations.as_ref();
        history
    }
}
