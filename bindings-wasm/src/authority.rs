//! Policies and rosters that people have signed.

use foureyes::Timestamp;
use foureyes::authority::{DocumentKind, History, Signed, State, follow};
use foureyes::digest::Digest;
use foureyes::id::Fingerprint;
use foureyes::roster::Revocations;
use wasm_bindgen::prelude::wasm_bindgen;

use crate::document::{NativePolicy, NativeRevocations, NativeRoster};
use crate::error::{self, Result};

/// Which document is signed.
#[wasm_bindgen]
pub struct NativeDocumentKind(DocumentKind);

/// How policy and roster came to be what they are.
#[wasm_bindgen]
pub struct NativeHistory {
    states: Vec<State>,
    now: Timestamp,
    anchor: Option<Digest>,
    revocations: Option<Revocations>,
}

#[wasm_bindgen]
impl NativeDocumentKind {
    /// Returns that of policies.
    pub fn policy() -> Self {
        Self(DocumentKind::Policy)
    }

    /// Returns that of rosters.
    pub fn roster() -> Self {
        Self(DocumentKind::Roster)
    }

    /// Returns the word for it.
    pub fn word(&self) -> String {
        self.0.word().to_owned()
    }

    /// Returns the DSSE payload type.
    #[wasm_bindgen(js_name = payloadType)]
    pub fn payload_type(&self) -> String {
        self.0.payload_type().to_owned()
    }

    /// Returns the namespace for which an SSH key signs it.
    pub fn namespace(&self) -> String {
        self.0.namespace().to_owned()
    }

    /// Returns the bytes that are signed for the text of a document.
    pub fn message(&self, text: &str) -> Vec<u8> {
        self.0.message(text)
    }

    /// Returns the signatures of a document with one more.
    pub fn add(
        &self,
        text: &str,
        signatures: Option<Vec<u8>>,
        key: &str,
        signature: &[u8],
    ) -> Result<String> {
        let key: Fingerprint = error::parsed(key, "signature", "key")?;
        let old = signatures.as_deref();
        let signatures = self.0.add(text, old, &key, signature.to_vec());
        signatures.map_err(error::input)
    }
}

#[wasm_bindgen]
impl NativeHistory {
    /// Returns a history without states.
    #[wasm_bindgen(constructor)]
    pub fn new(
        now: &str,
        anchor: Option<String>,
        revocations: Option<NativeRevocations>,
    ) -> Result<Self> {
        let anchor = anchor.map(|text| error::parsed(&text, "history", "anchor"));
        Ok(Self {
            states: Vec::new(),
            now: error::parsed(now, "history", "now")?,
            anchor: anchor.transpose()?,
            revocations: revocations.map(|it| it.0),
        })
    }

    /// Adds the state after the last.
    pub fn push(
        &mut self,
        policy: &NativePolicy,
        policy_signatures: Option<Vec<u8>>,
        roster: &NativeRoster,
        roster_signatures: Option<Vec<u8>>,
    ) {
        self.states.push(State {
            policy: Signed {
                document: policy.0.clone(),
                signatures: policy_signatures,
            },
            roster: Signed {
                document: roster.0.clone(),
                signatures: roster_signatures,
            },
        });
    }

    /// Returns what comes of following it, JSON.
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
