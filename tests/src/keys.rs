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

/// Returns the signature of bare bytes under the key of a name.
pub fn sign_bytes(name: &str, bytes: &[u8]) -> Vec<u8> {
    secret(name).sign(bytes).to_bytes().to_vec()
}

/// The order of the group, little-endian.
const ORDER: [u8; 32] = [
    0xed, 0xd3, 0xf5, 0x5c, 0x1a, 0x63, 0x12, 0x58, 0xd6, 0x9c, 0xf7, 0xa2, 0xde, 0xf9, 0xde, 0x14,
    0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0x10,
];

/// Adds the order of the group to the second half of a signature: lenient verifiers take both.
pub fn malleated(signature: &[u8]) -> Vec<u8> {
    let mut other = signature.to_vec();
    let mut carry = 0_u16;
    for (byte, order) in other.iter_mut().skip(32).zip(ORDER) {
        let sum = u16::from(*byte)
            .saturating_add(u16::from(order))
            .saturating_add(carry);
        let [high, low] = sum.to_be_bytes();
        (*byte, carry) = (low, u16::from(high));
    }
    other
}

/// Returns the envelope of a payload under the key of a name, one line of JSON.
pub fn envelope(name: &str, payload: &[u8]) -> String {
    let keyid = public(name).fingerprint().clone();
    Statement::envelope(payload.to_vec(), keyid, sign(name, payload))
}
