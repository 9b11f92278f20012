//! Limits that are too large for a vector: what is over them holds, and says so (semantics 8.6, 11).

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use ed25519_dalek::{Signer as _, SigningKey};
use foureyes::roster::PublicKey;
use foureyes::statement::{IgnoredCode, Signer, Statement, Withdraw};
use foureyes::{Gate, Policy, Roster, Submitted};

fn key() -> SigningKey {
    SigningKey::from_bytes(&[3; 32])
}

fn gate() -> (Gate, PublicKey) {
    let public = PublicKey::from_point(*key().verifying_key().as_bytes());
    let roster = format!(
        "roster = \"foureyes/roster/v1\"\nid = \"limits\"\nversion = 1\nlevels = [\"mid\", \"senior\"]\n\
         [[principal]]\nid = \"carol\"\nkind = \"human\"\nkey = [{{ scheme = \"ed25519\", public = \"{public}\" }}]\n"
    );
    let gate = Gate::compile(
        &Policy::profile("senior-signoff").unwrap(),
        &Roster::from_toml(&roster).unwrap(),
    );
    (gate.unwrap(), public)
}

/// So many valid statements of one person, each unlike every other.
fn statements(public: &PublicKey, count: usize) -> Vec<Submitted> {
    (0..count)
        .map(|number| {
            let signer = Signer {
                id: "carol".parse().unwrap(),
                key: public.fingerprint().clone(),
            };
            let at = "2026-04-01T12:00:00Z".parse().unwrap();
            let withdraw = Withdraw::new("r".parse().unwrap(), signer, at, number.to_string());
            let payload = Statement::Withdraw(withdraw).to_payload();
            let sig = key()
                .sign(&Statement::message(&payload))
                .to_bytes()
                .to_vec();
            Submitted::new(Statement::envelope(
                payload,
                public.fingerprint().clone(),
                sig,
            ))
        })
        .collect()
}

#[test]
fn at_the_limit_and_one_past_it() {
    let (gate, public) = gate();
    let at = gate.verify(&statements(&public, 256));
    assert_eq!((at.verified().len(), at.refused().len()), (256, 0));
    let past = gate.verify(&statements(&public, 257));
    assert_eq!(past.verified().len(), 256);
    assert_eq!(
        past.refused()
            .iter()
            .map(|one| one.code)
            .collect::<Vec<_>>(),
        [IgnoredCode::OverLimit]
    );
}

#[test]
fn copies_of_one_envelope_count_once() {
    let (gate, public) = gate();
    let mut all = statements(&public, 256);
    let envelope = String::from_utf8(all.first().unwrap().bytes.clone()).unwrap();
    let foreign = "{\"keyid\":\"SHA256:nobody\",\"sig\":\"AA==\"}";
    for number in 0..300 {
        let spaced = format!("{}{envelope}", " ".repeat(number));
        let signed = envelope.replacen(
            "\"signatures\":[",
            &format!(
                "\"signatures\":[{},",
                vec![foreign; number % 7 + 1].join(",")
            ),
            1,
        );
        assert_ne!(signed, envelope);
        all.push(Submitted::new(spaced));
        all.push(Submitted::new(signed));
    }
    let seen = gate.verify(&all);
    assert_eq!(seen.verified().len(), 256);
    assert!(
        seen.refused()
            .iter()
            .all(|one| one.code != IgnoredCode::OverLimit)
    );
}
