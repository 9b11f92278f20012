//! From bytes to verified bytes: DSSE envelopes, strict Ed25519, SSH signatures (semantics 8, `docs/signing.md`).

mod dsse;
mod ed25519;
mod scheme;
mod secret;
mod sshsig;

#[cfg(feature = "schema")]
pub(crate) use dsse::Wire;
pub use dsse::{Envelope, EnvelopeError, EnvelopeSignature, PAYLOAD_TYPE, pae};
pub use ed25519::{CheckedKey, KeyFault, check_cheaply, verify};
pub(crate) use scheme::presence;
pub use secret::SecretKey;
pub use sshsig::{GIT_NAMESPACE, Presence, SshSignature, SshSignatureError};
