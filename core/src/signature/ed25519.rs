//! Ed25519 without leniency: canonical keys of prime order, canonical signatures, no small-order points, one
//! signature at a time. Never the plain and never the batch equation: they accept what another verifier refuses.

use curve25519_dalek::constants::EIGHT_TORSION;
use ed25519_dalek::{Signature, VerifyingKey};

/// Why a public key is not used.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum KeyFault {
    /// Another encoding of the same point exists.
    #[error("the key is not canonically encoded")]
    NotCanonical,
    /// Not a point of the curve.
    #[error("the key is not a point of the curve")]
    NotOnCurve,
    /// One of the eight points under which signatures can be made up.
    #[error("the key is a point of small order")]
    SmallOrder,
    /// Not in the subgroup of prime order.
    #[error("the key is not in the group of prime order")]
    Torsion,
}

/// The order of the group, little-endian.
const L: [u8; 32] = [
    0xed, 0xd3, 0xf5, 0x5c, 0x1a, 0x63, 0x12, 0x58, 0xd6, 0x9c, 0xf7, 0xa2, 0xde, 0xf9, 0xde, 0x14,
    0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0x10,
];

/// The field prime 2^255 − 19, little-endian.
const P: [u8; 32] = {
    let mut p = [0xff; 32];
    p[0] = 0xed;
    p[31] = 0x7f;
    p
};

/// Compares little-endian numbers.
fn is_below(number: &[u8; 32], bound: &[u8; 32]) -> bool {
    number.iter().rev().lt(bound.iter().rev())
}

/// Checks what can be checked of many keys at once, without arithmetic on the curve: encoding and small order.
///
/// # Errors
/// [`KeyFault::NotCanonical`] or [`KeyFault::SmallOrder`].
pub fn check_cheaply(points: &[[u8; 32]]) -> Vec<Result<(), KeyFault>> {
    let unsigned = |point: &[u8; 32]| {
        let mut y = *point;
        y[31] &= 0x7f;
        y
    };
    let small = EIGHT_TORSION.map(|point| unsigned(point.compress().as_bytes()));
    points
        .iter()
        .map(|point| {
            let y = unsigned(point);
            if !is_below(&y, &P) {
                Err(KeyFault::NotCanonical)
            } else if small.contains(&y) {
                Err(KeyFault::SmallOrder)
            } else {
                Ok(())
            }
        })
        .collect()
}

/// A public key that has passed every check.
#[derive(Clone, Debug)]
pub struct CheckedKey(VerifyingKey);

impl CheckedKey {
    /// Checks a key in full (37 µs on a machine of 2026).
    ///
    /// # Errors
    /// The first fault found; see [`KeyFault`].
    pub fn new(point: &[u8; 32]) -> Result<Self, KeyFault> {
        for result in check_cheaply(std::slice::from_ref(point)) {
            result?;
        }
        let key = VerifyingKey::from_bytes(point).map_err(|_| KeyFault::NotOnCurve)?;
        if key.is_weak() {
            return Err(KeyFault::SmallOrder);
        }
        let edwards = key.to_edwards();
        if edwards.compress().as_bytes() != point {
            return Err(KeyFault::NotCanonical);
        }
        if !edwards.is_torsion_free() {
            return Err(KeyFault::Torsion);
        }
        Ok(Self(key))
    }

    /// Returns the 32 bytes of the point.
    pub fn point(&self) -> &[u8; 32] {
        self.0.as_bytes()
    }
}

/// Reports whether `signature` is one of `message` under `key`.
pub fn verify(key: &CheckedKey, message: &[u8], signature: &[u8]) -> bool {
    let Ok(bytes) = <&[u8; 64]>::try_from(signature) else {
        return false;
    };
    let Some(s) = bytes.last_chunk::<32>() else {
        return false;
    };
    // Checked here, whatever features other crates of the build switch on: with `legacy_compatibility` even the
    // strict verification of the library takes an S above the order of the group.
    is_below(s, &L)
        && key
            .0
            .verify_strict(message, &Signature::from_bytes(bytes))
            .is_ok()
}

#[cfg(test)]
mod tests {
    use ed25519_dalek::{Signer, SigningKey};

    use super::*;

    fn signer() -> SigningKey {
        SigningKey::from_bytes(&[7; 32])
    }

    /// Adds the order of the group to S: another signature that some verifiers accept.
    #[expect(
        clippy::arithmetic_side_effects,
        reason = "two bytes and a carry fit 16 bits"
    )]
    fn malleated(signature: &[u8; 64]) -> [u8; 64] {
        let mut other = *signature;
        let mut carry = 0_u16;
        for (byte, l) in other[32..].iter_mut().zip(L) {
            let sum = u16::from(*byte) + u16::from(l) + carry;
            *byte = sum.to_le_bytes()[0];
            carry = sum >> 8;
        }
        assert_eq!(carry, 0);
        other
    }

    #[test]
    fn an_honest_signature_and_every_flipped_bit() {
        let key = CheckedKey::new(signer().verifying_key().as_bytes()).unwrap();
        let signature = signer().sign(b"message").to_bytes();
        assert!(verify(&key, b"message", &signature));
        assert!(!verify(&key, b"messagf", &signature));
        assert!(!verify(&key, b"message", &signature[..63]));
        assert!(!verify(&key, b"message", &malleated(&signature)));
        for bit in 0..512 {
            let mut flipped = signature;
            flipped[bit / 8] ^= 1 << (bit % 8);
            assert!(!verify(&key, b"message", &flipped), "bit {bit}");
        }
    }

    #[test]
    fn keys_that_are_refused() {
        for point in EIGHT_TORSION {
            let bytes = point.compress().to_bytes();
            assert_eq!(CheckedKey::new(&bytes).err(), Some(KeyFault::SmallOrder));
        }
        let mut high = P;
        high[0] += 1;
        assert_eq!(CheckedKey::new(&high).err(), Some(KeyFault::NotCanonical));
        high[31] |= 0x80;
        assert_eq!(CheckedKey::new(&high).err(), Some(KeyFault::NotCanonical));
        let mut off = [0; 32];
        off[0] = 2;
        assert_eq!(CheckedKey::new(&off).err(), Some(KeyFault::NotOnCurve));
        let mixed = signer().verifying_key().to_edwards() + EIGHT_TORSION[1];
        assert_eq!(
            CheckedKey::new(&mixed.compress().to_bytes()).err(),
            Some(KeyFault::Torsion)
        );
    }
}
