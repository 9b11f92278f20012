//! Statements and enrolments before they are signed. The keys are elsewhere: WebCrypto has them.

use foureyes::statement::{Draft, Enrolment};
use wasm_bindgen::prelude::wasm_bindgen;

use crate::error::{self, Result};

/// A statement that nobody has signed yet.
#[wasm_bindgen]
pub struct NativeDraft(pub(crate) Draft);

#[wasm_bindgen]
impl NativeDraft {
    /// Returns the payload: an in-toto Statement in JSON.
    pub fn payload(&self) -> Vec<u8> {
        self.0.payload().to_vec()
    }

    /// Returns the bytes that have to be signed.
    pub fn message(&self) -> Vec<u8> {
        self.0.message()
    }

    /// Returns the namespace for which an SSH key signs them.
    pub fn namespace(&self) -> String {
        self.0.namespace().to_owned()
    }

    /// Returns the digest that names the statement.
    pub fn id(&self) -> String {
        self.0.id().to_string()
    }

    /// Returns the envelope with a signature that was made elsewhere: 64 bytes, or the text of an SSH signature.
    pub fn envelope(&self, signature: &[u8]) -> Result<String> {
        self.0.envelope(signature).map_err(error::input)
    }
}

/// The word of whoever holds a key that it shall be somebody's in a roster.
#[wasm_bindgen]
pub struct NativeEnrolment(Enrolment);

#[wasm_bindgen]
impl NativeEnrolment {
    /// Reads what a key shall sign, JSON.
    pub fn read(text: &str) -> Result<Self> {
        let enrolment = Enrolment::from_json(text.as_bytes());
        enrolment.map(Self).map_err(error::input)
    }

    /// Returns what an envelope proves, JSON.
    pub fn prove(envelope: &[u8]) -> Result<String> {
        let proven = Enrolment::prove(envelope);
        proven.map(|proven| proven.to_json()).map_err(error::input)
    }

    /// Returns the bytes that have to be signed.
    pub fn message(&self) -> Vec<u8> {
        self.0.message()
    }

    /// Returns the namespace for which an SSH key signs them.
    pub fn namespace(&self) -> String {
        Enrolment::NAMESPACE.to_owned()
    }

    /// Returns the envelope with the signature of the key: 64 bytes, or the text of an SSH signature.
    pub fn envelope(&self, signature: &[u8]) -> Result<String> {
        self.0.envelope(signature).map_err(error::input)
    }
}
