//! Keys of the people in the vectors, each from its name. They protect nothing.

use ed25519_dalek::{Signer as _, SigningKey};
use foureyes::digest::Digest;
use foureyes::roster::PublicKey;
use foureyes::statement::Statement;

/// Returns the key of a name.
pub fn secret(name: &str) -> SigningKey {
    let seed = Digest::of(format!("foureyes vector key {name}").as_bytes());
    SigningKey::from_bytes(seed.as_bytes())
}

/// Returns the public key of a name.
pub fn public(name: &str) -> PublicKey {
    PublicKey::from_point(secret(name).verifying_key().to_bytes())
}

/// Returns a hardware key, `sk-ssh-ed25519@openssh.com`, of a name.
pub fn hardware(name: &str) -> String {
    use base64ct::{Base64, Encoding as _};
    let mut wire = Vec::new();
    let point = secret(name).verifying_key().to_bytes();
    for part in [
        b"sk-ssh-ed25519@openssh.com".as_slice(),
        point.as_slice(),
        b"ssh:".as_slice(),
    ] {
        let length = u32::try_from(part.len()).unwrap_or_default();
        wire.extend_from_slice(&length.to_be_bytes());
        wire.extend_from_slice(part);
    }
    format!(
        "sk-ssh-ed25519@openssh.com {}",
        Base64::encode_string(&wire)
    )
}

/// Returns the signature of a payload under the key of a name.
pub fn sign(name: &str, payload: &[u8]) -> Vec<u8> {
    secret(name)
        .sign(&Statement::message(payload))
        .to_bytes()
        .to_vec()
}

/// Returns the envelope of a payload under the key of a name, one line of JSON.
pub fn envelope(name: &str, payload: &[u8]) -> String {
    let keyid = public(name).fingerprint().clone();
    Statement::envelope(payload.to_vec(), keyid, sign(name, payload))
}
