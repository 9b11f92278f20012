//! One signature, by the scheme that the roster has for the key.

use super::ed25519::{CheckedKey, verify};
use super::sshsig::{Presence, SshSignature};
use crate::roster::{Key, Scheme};

/// What a signature shows of the person, if it is one of `message` under `key`, whose checked form is `checked`; by an
/// SSH key for `namespace`.
pub(crate) fn presence(
    key: &Key,
    checked: &CheckedKey,
    namespace: &str,
    message: &[u8],
    sig: &[u8],
) -> Option<Presence> {
    match key.scheme {
        Scheme::Ed25519 => verify(checked, message, sig).then_some(Presence::Software),
        Scheme::Sshsig => {
            let signature = SshSignature::from_armor(sig).ok()?;
            signature.verify(&key.public, checked, namespace, message)
        }
    }
}
