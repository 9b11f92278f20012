//! Keys that show that somebody holds them (semantics 7.5.1).

use foureyes::policy::Assurance;
use foureyes::roster::{PublicKey, Scheme};
use foureyes::signature::{Envelope, EnvelopeSignature, PAYLOAD_TYPE, pae};
use foureyes::statement::{Enrolment, Submitted};
use foureyes_tests::case::Case;
use foureyes_tests::sshsig::SshSig;
use foureyes_tests::{is, keys};
use serde_json::{Value, json};

fn enrolment(public: &str, scheme: Scheme) -> Enrolment {
    let key: PublicKey = is(public);
    let at = is("2026-04-03T12:00:00Z");
    Enrolment::new(is("acme"), is("carol"), key, scheme, at, "n".to_owned())
}

fn raw() -> Enrolment {
    enrolment(&keys::public("carol-new").to_string(), Scheme::Ed25519)
}

fn code(result: Result<impl Sized, foureyes::InputError>) -> String {
    match result {
        Ok(_) => "proven".to_owned(),
        Err(error) => error.problem().code.to_string(),
    }
}

#[test]
fn who_holds_a_key_can_enrol_it() {
    let word = raw();
    let envelope = word.envelope(&keys::sign_bytes("carol-new", &word.message()));
    let found = Enrolment::prove(envelope.unwrap().as_bytes()).unwrap();
    assert_eq!(
        (&found.enrolment, found.assurance),
        (&word, Assurance::Signed)
    );
    for (flags, assurance) in [(1, Assurance::Touched), (5, Assurance::Verified)] {
        let word = enrolment(&keys::hardware("carol"), Scheme::Sshsig);
        let signature = SshSig::hardware("carol", Enrolment::NAMESPACE, flags);
        let envelope = word.envelope(signature.sign(&word.message()).as_bytes());
        let found = Enrolment::prove(envelope.unwrap().as_bytes()).unwrap();
        assert_eq!(found.assurance, assurance);
    }
}

#[test]
fn who_does_not_hold_it_cannot() {
    let word = raw();
    for other in ["carol", "mallory"] {
        assert_eq!(
            code(word.envelope(&keys::sign_bytes(other, &word.message()))),
            "not_proven"
        );
    }
    let hardware = enrolment(&keys::hardware("carol"), Scheme::Sshsig);
    for signature in [
        SshSig::hardware("carol", Enrolment::NAMESPACE, 0),
        SshSig::hardware("carol", Enrolment::NAMESPACE, 4),
        SshSig::hardware("carol", "approve@foureyes", 1),
        SshSig::hardware("carol", "git", 1),
        SshSig::plain("carol", Enrolment::NAMESPACE),
    ] {
        let text = signature.sign(&hardware.message());
        assert_eq!(code(hardware.envelope(text.as_bytes())), "not_proven");
    }
}

/// Nothing that somebody signed for another purpose enrols a key, and an enrolment is no other statement.
#[test]
fn it_is_no_other_statement() {
    let mut case = Case::new("enrolment", "A key enrols itself", &["7.5"]);
    case.approve("carol");
    let approval = case.last().envelope.clone().unwrap();
    assert_eq!(code(Enrolment::prove(approval.as_bytes())), "not_proven");
    let word = enrolment(&keys::public("carol").to_string(), Scheme::Ed25519);
    let envelope = word
        .envelope(&keys::sign_bytes("carol", &word.message()))
        .unwrap();
    let set = case.gate().verify(&[Submitted::new(envelope)]);
    assert_eq!(set.verified().len(), 0);
    assert_eq!(set.refused()[0].code.code(), "payload_malformed");
}

/// Whatever else the key signs, as long as one member says that it is something else.
#[test]
fn every_member_of_it_says_what_it_is() {
    let word = raw();
    let good = word.envelope(&keys::sign_bytes("carol-new", &word.message()));
    let good = Envelope::from_json(good.unwrap().as_bytes()).unwrap();
    let signed = |payload: Value| {
        let payload = payload.to_string().into_bytes();
        let message = pae(PAYLOAD_TYPE, &payload);
        let signatures = vec![EnvelopeSignature {
            keyid: None,
            sig: keys::sign_bytes("carol-new", &message).to_vec(),
        }];
        let envelope = Envelope {
            payload,
            signatures,
        };
        code(Enrolment::prove(envelope.to_json().as_bytes()))
    };
    let payload: Value = serde_json::from_slice(&good.payload).unwrap();
    assert_eq!(signed(payload.clone()), "proven");
    let none = json!([]);
    let another = json!([{ "name": "key", "digest": { "sha256": "0".repeat(64) } }]);
    for (member, other) in [
        ("_type", json!("https://in-toto.io/Statement/v2")),
        (
            "predicateType",
            json!("https://docs.rs/foureyes/statement/approve/v1"),
        ),
        ("subject", none),
        ("subject", another),
    ] {
        let mut payload = payload.clone();
        payload[member] = other;
        assert_eq!(signed(payload), "not_proven", "{member}");
    }
}

/// No flipped bit of what was signed, and none of the signature, leaves a proof.
#[test]
fn every_bit_counts() {
    let word = raw();
    let text = word
        .envelope(&keys::sign_bytes("carol-new", &word.message()))
        .unwrap();
    let good = Envelope::from_json(text.as_bytes()).unwrap();
    let signature = good.signatures[0].sig.clone();
    let flip = |bytes: &[u8], bit: usize| {
        let mut bytes = bytes.to_vec();
        bytes[bit / 8] ^= 1 << (bit % 8);
        bytes
    };
    let with = |payload: Vec<u8>, sig: Vec<u8>| {
        let signatures = vec![EnvelopeSignature { keyid: None, sig }];
        Envelope {
            payload,
            signatures,
        }
        .to_json()
    };
    let payloads =
        (0..good.payload.len() * 8).map(|bit| with(flip(&good.payload, bit), signature.clone()));
    let signatures = (0..512).map(|bit| with(good.payload.clone(), flip(&signature, bit)));
    for changed in payloads.chain(signatures) {
        assert_eq!(code(Enrolment::prove(changed.as_bytes())), "not_proven");
    }
}
