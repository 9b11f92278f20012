//! Envelopes, payloads, SSH signatures and keys.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use foureyes::decision::{DecisionRecord, SummaryAsk};
use foureyes::digest::Digest;
use foureyes::roster::PublicKey;
use foureyes::signature::{CheckedKey, Envelope, SecretKey, SshSignature};
use foureyes::statement::{Draft, Enrolment, Intent, Statement};
use foureyes::wire::consumed_from_json;
use foureyes::{Change, Expect, Gate, Submitted};

use super::{check_error, check_json, check_line, check_text};
use crate::differential::numbers;
use crate::generate::{World, envelopes};
use crate::keys;

/// What was signed in the world that the envelopes are verified in.
static SIGNED: LazyLock<(Gate, BTreeSet<Digest>)> = LazyLock::new(|| {
    let world = world();
    let signed = world.sign().iter().map(|one| one.id).collect();
    (world.gate(), signed)
});

/// A world in which people sign.
fn world() -> World {
    World::read_more(&numbers(7))
}

/// The envelopes of the world.
pub(super) fn seeds() -> Vec<Submitted> {
    envelopes(&world().sign())
}

/// What somebody signed counts, whatever is around it, and nothing else does (law 9).
pub(super) fn envelope(data: &[u8]) {
    match Envelope::from_json(data) {
        Ok(read) => {
            let again = Envelope::from_json(read.to_json().as_bytes());
            assert_eq!(again.as_ref(), Ok(&read));
        }
        Err(error) => check_line(error),
    }
    let (gate, signed) = &*SIGNED;
    let set = gate.verify(&[Submitted::new(data.to_vec())]);
    assert_eq!(set.verified().len().saturating_add(set.refused().len()), 1);
    for one in set.verified() {
        assert!(signed.contains(&one.id), "{one:?}");
    }
    check_json(&set.to_json());
}

/// What is read of a payload is written and read again as the same, and so is whatever else people sign or ask.
pub(super) fn payload(data: &[u8]) {
    match Statement::from_payload(data) {
        Ok(read) => {
            let written = read.to_payload();
            match Statement::from_payload(&written) {
                Ok(again) => assert_eq!(read, again),
                Err(error) => panic!("{error}\n{}", String::from_utf8_lossy(&written)),
            }
            if let Ok(draft) = Draft::new(read) {
                assert_eq!(draft.payload(), written);
            }
        }
        Err(error) => check_line(error),
    }
    if let Ok(record) = DecisionRecord::from_json(data) {
        let written = record.to_json();
        match DecisionRecord::from_json(written.as_bytes()) {
            Ok(again) => assert_eq!(again, record),
            Err(error) => panic!("{error}\n{written}"),
        }
        check_text(&record.explain());
        check_text(&record.to_markdown());
    }
    let errors = [
        Enrolment::from_json(data).err(),
        Enrolment::prove(data).err(),
        Expect::from_json(data).err(),
        Intent::from_json(data).err(),
        SummaryAsk::from_json(data).err(),
        Change::read_debts(data).err(),
        consumed_from_json(data).err(),
    ];
    errors.iter().flatten().for_each(check_error);
}

/// The same bytes are an SSH signature, a public key, its bytes, and a private key.
pub(super) fn ssh(data: &[u8]) {
    match SshSignature::from_armor(data) {
        Ok(read) => {
            assert!(!read.namespace().is_empty());
            let key = keys::public("bob");
            if let Ok(checked) = CheckedKey::new(key.point()) {
                // Nobody ever signed this.
                let never = Digest::of(data);
                let seen = read.verify(&key, &checked, read.namespace(), never.as_bytes());
                assert_eq!(seen, None);
            }
        }
        Err(error) => check_line(error),
    }
    if let Ok(key) = PublicKey::from_wire(data) {
        assert_eq!(key.to_wire(), data);
        check_key(&key);
    }
    let Ok(text) = std::str::from_utf8(data) else {
        return;
    };
    match text.parse::<PublicKey>() {
        Ok(key) => check_key(&key),
        Err(error) => check_line(error),
    }
    match SecretKey::from_pem(text) {
        Ok(key) => {
            let again = SecretKey::from_pem(&key.to_pem());
            assert_eq!(
                again.map(|key| key.public().clone()).as_ref(),
                Ok(key.public())
            );
        }
        Err(error) => check_error(&error),
    }
}

fn check_key(key: &PublicKey) {
    assert_eq!(key.to_string().parse().as_ref(), Ok(key));
    assert_eq!(PublicKey::from_wire(&key.to_wire()).as_ref(), Ok(key));
    if let Ok(checked) = CheckedKey::new(key.point()) {
        assert_eq!(checked.point(), key.point());
    }
}
