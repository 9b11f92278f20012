//! What verifying costs beside the equation: bare `verify_strict` of the same bytes, and what is around it here.

#![expect(clippy::unwrap_used, reason = "a bench fails by panicking")]

use std::hint::black_box;

use criterion::{Criterion, criterion_group, criterion_main};
use ed25519_dalek::{Signature, Signer as _, SigningKey};
use foureyes::roster::PublicKey;
use foureyes::signature::{CheckedKey, Envelope, EnvelopeSignature, SshSignature, verify};
use foureyes::statement::{Statement, names};
use foureyes_tests::case::Case;
use foureyes_tests::keys;
use foureyes_tests::sshsig::SshSig;

fn signatures(c: &mut Criterion) {
    let case = Case::new("bench", "An approval as it is signed", &["8.0"]);
    let payload = Statement::Approve(case.approval("carol")).to_payload();
    let message = Statement::message(&payload);
    let key: SigningKey = keys::secret("carol");
    let bare = key.verifying_key();
    let public: PublicKey = keys::public("carol");
    let checked = CheckedKey::new(public.point()).unwrap();

    let raw = key.sign(&message).to_bytes();
    let signature = Signature::from_bytes(&raw);
    c.bench_function("raw/verify_strict alone", |b| {
        b.iter(|| {
            bare.verify_strict(black_box(&message), black_box(&signature))
                .unwrap()
        });
    });
    c.bench_function("raw/one approval, decoded", |b| {
        b.iter(|| assert!(verify(&checked, black_box(&message), black_box(&raw))));
    });

    let armor = SshSig::plain("carol", names::APPROVE_NAMESPACE).sign(&message);
    let keyid = Some(public.fingerprint().clone());
    let sig = armor.into_bytes();
    let signatures = vec![EnvelopeSignature { keyid, sig }];
    let envelope = Envelope {
        payload,
        signatures,
    };
    let envelope = envelope.to_json();
    c.bench_function("ssh/whole envelope", |b| {
        b.iter(|| {
            let envelope = Envelope::from_json(black_box(envelope.as_bytes())).unwrap();
            let message = Statement::message(&envelope.payload);
            let first = envelope.signatures.first().unwrap();
            let signature = SshSignature::from_armor(&first.sig).unwrap();
            let namespace = names::APPROVE_NAMESPACE;
            signature
                .verify(&public, &checked, namespace, &message)
                .unwrap()
        });
    });
}

criterion_group!(benches, signatures);
criterion_main!(benches);
