//! Statements and enrolments before they are signed, and private keys.

use foureyes::error::InputError;
use foureyes::signature::SecretKey;
use foureyes::statement::{Draft, Enrolment};
use napi::Result;
use napi::bindgen_prelude::Uint8Array;
use napi_derive::napi;

use crate::error;

/// A statement that nobody has signed yet.
#[napi]
pub struct NativeDraft(pub(crate) Draft);

/// The word of whoever holds a key that it shall be somebody's in a roster.
#[napi]
pub struct NativeEnrolment(Enrolment);

/// An Ed25519 private key.
#[napi]
pub struct NativeSecretKey(SecretKey);

#[napi]
impl NativeDraft {
    /// Returns the payload: an in-toto Statement in JSON.
    #[napi(catch_unwind)]
    pub fn payload(&self) -> Uint8Array {
        self.0.payload().to_vec().into()
    }

    /// Returns the bytes that have to be signed.
    #[napi(catch_unwind)]
    pub fn message(&self) -> Uint8Array {
        self.0.message().into()
    }

    /// Returns the namespace for which an SSH key signs them.
    #[napi(catch_unwind)]
    pub fn namespace(&self) -> String {
        self.0.namespace().to_owned()
    }

    /// Returns the digest that names the statement.
    #[napi(catch_unwind)]
    pub fn id(&self) -> String {
        self.0.id().to_string()
    }

    /// Returns the envelope with a signature that was made elsewhere: 64 bytes, or the text of an SSH signature.
    #[napi(catch_unwind)]
    pub fn envelope(&self, signature: &[u8]) -> Result<String> {
        self.0
            .envelope(signature)
            .map_err(|error| error::input(&error))
    }

    /// Signs the statement and returns the envelope.
    #[napi(catch_unwind)]
    pub fn sign(&self, key: &NativeSecretKey) -> Result<String> {
        self.0.sign(&key.0).map_err(|error| error::input(&error))
    }
}

#[napi]
impl NativeEnrolment {
    /// Reads what a key shall sign, JSON.
    #[napi(factory, catch_unwind)]
    pub fn read(text: String) -> Result<Self> {
        Enrolment::from_json(text.as_bytes())
            .map(Self)
            .map_err(|error| error::input(&error))
    }

    /// Returns what an envelope proves, JSON.
    #[napi(catch_unwind)]
    pub fn prove(envelope: &[u8]) -> Result<String> {
        Enrolment::prove(envelope)
            .map(|proven| proven.to_json())
            .map_err(|error| error::input(&error))
    }

    /// Returns the bytes that have to be signed.
    #[napi(catch_unwind)]
    pub fn message(&self) -> Uint8Array {
        self.0.message().into()
    }

    /// Returns the namespace for which an SSH key signs them.
    #[napi(catch_unwind)]
    pub fn namespace(&self) -> String {
        Enrolment::NAMESPACE.to_owned()
    }

    /// Returns the envelope with the signature of the key: 64 bytes, or the text of an SSH signature.
    #[napi(catch_unwind)]
    pub fn envelope(&self, signature: &[u8]) -> Result<String> {
        self.0
            .envelope(signature)
            .map_err(|error| error::input(&error))
    }
}

#[napi]
impl NativeSecretKey {
    /// Returns the key that 32 secret bytes are.
    #[napi(factory, catch_unwind)]
    pub fn from_seed(seed: &[u8]) -> Result<Self> {
        let seed: &[u8; 32] = seed.try_into().map_err(|_| {
            let message = format!("expected a seed of 32 bytes, found {}", seed.len());
            error::input(&InputError::unusable("key", "invalid_value", message))
        })?;
        Ok(Self(SecretKey::from_seed(seed)))
    }

    /// Reads a key as PKCS#8 in PEM.
    #[napi(factory, catch_unwind)]
    pub fn from_pem(text: String) -> Result<Self> {
        SecretKey::from_pem(&text)
            .map(Self)
            .map_err(|error| error::input(&error))
    }

    /// Returns the envelope of an in-toto Statement that this key signs.
    #[napi(catch_unwind)]
    pub fn seal(&self, payload: &[u8]) -> String {
        self.0.seal(payload)
    }

    /// Returns the key as PKCS#8 in PEM.
    #[napi(catch_unwind)]
    pub fn to_pem(&self) -> String {
        self.0.to_pem().to_string()
    }

    /// Returns the public key, as a roster has it.
    #[napi(catch_unwind)]
    pub fn public_key(&self) -> String {
        self.0.public().to_string()
    }

    /// Returns the fingerprint of the public key.
    #[napi(catch_unwind)]
    pub fn fingerprint(&self) -> String {
        self.0.public().fingerprint().to_string()
    }

    /// Returns the signature of a message.
    #[napi(catch_unwind)]
    pub fn sign(&self, message: &[u8]) -> Uint8Array {
        self.0.sign(message).to_vec().into()
    }
}
