//! Ed25519 without leniency: canonical keys of prime order, canonical signatures, no small-order points, one
//! signature at a time. Never the plain and never the batch equation: they accept what another verifier refuses.

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

/// The y of every point of small order, little-endian, without the sign of x.
const SMALL: [[u8; 32]; 5] = [
    [0; 32],
    {
        let mut one = [0; 32];
        one[0] = 1;
        one
    },
    [
        0x26, 0xe8, 0x95, 0x8f, 0xc2, 0xb2, 0x27, 0xb0, 0x45, 0xc3, 0xf4, 0x89, 0xf2, 0xef, 0x98,
        0xf0, 0xd5, 0xdf, 0xac, 0x05, 0xd3, 0xc6, 0x33, 0x39, 0xb1, 0x38, 0x02, 0x88, 0x6d, 0x53,
        0xfc, 0x05,
    ],
    [
        0xc7, 0x17, 0x6a, 0x70, 0x3d, 0x4d, 0xd8, 0x4f, 0xba, 0x3c, 0x0b, 0x76, 0x0d, 0x10, 0x67,
        0x0f, 0x2a, 0x20, 0x53, 0xfa, 0x2c, 0x39, 0xcc, 0xc6, 0x4e, 0xc7, 0xfd, 0x77, 0x92, 0xac,
        0x03, 0x7a,
    ],
    {
        let mut minus_one = P;
        minus_one[0] = 0xec;
        minus_one
    },
];

/// Compares little-endian numbers.
fn is_below(number: &[u8; 32], bound: &[u8; 32]) -> bool {
    number.iter().rev().lt(bound.iter().rev())
}

/// Checks what can be checked of a key without arithmetic on the curve: encoding and small order.
///
/// # Errors
/// [`KeyFault::NotCanonical`] or [`KeyFault::SmallOrder`].
pub fn check_cheaply(point: &[u8; 32]) -> Result<(), KeyFault> {
    let mut y = *point;
    y[31] &= 0x7f;
    if !is_below(&y, &P) {
        Err(KeyFault::NotCanonical)
    } else if SMALL.contains(&y) {
        Err(KeyFault::SmallOrder)
    } else {
        Ok(())
    }
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
        check_cheaply(point)?;
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
    use curve25519_dalek::constants::EIGHT_TORSION;
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
            assert_eq!(check_cheaply(&bytes), Err(KeyFault::SmallOrder));
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
