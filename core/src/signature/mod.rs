//! From bytes to verified bytes: DSSE envelopes and strict Ed25519 (semantics 8, `docs/signing.md`).

mod dsse;
mod ed25519;
mod secret;

#[cfg(feature = "schema")]
pub(crate) use dsse::Wire;
pub use dsse::{Envelope, EnvelopeError, EnvelopeSignature, PAYLOAD_TYPE, pae};
pub use ed25519::{CheckedKey, KeyFault, check_cheaply, verify};
pub use secret::SecretKey;
