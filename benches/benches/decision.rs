//! What a decision costs beside the arithmetic of its signatures: a small case, and a large one.

#![expect(clippy::unwrap_used, reason = "a bench fails by panicking")]

use std::fmt::Write as _;
use std::hint::black_box;

use criterion::{Criterion, criterion_group, criterion_main};
use ed25519_dalek::{Signer as _, SigningKey};
use foureyes::roster::PublicKey;
use foureyes::statement::{Approval, Signer, Statement};
use foureyes::{Change, Gate, Policy, Request, Roster, Submitted, Timestamp};
use serde_json::json;

fn key(index: u32) -> SigningKey {
    let mut seed = [7; 32];
    seed[..4].copy_from_slice(&index.to_be_bytes());
    SigningKey::from_bytes(&seed)
}

fn public(index: u32) -> PublicKey {
    PublicKey::from_point(*key(index).verifying_key().as_bytes())
}

/// A roster of `people`, of whom every fourth is a senior; the first wrote the change.
fn gate(people: u32) -> Gate {
    let mut text = String::from(
        "roster = \"foureyes/roster/v1\"\nid = \"bench\"\nversion = 1\nlevels = [\"junior\", \"mid\", \"senior\"]\n\
         [[service]]\nid = \"svc\"\ntier = 2\npaths = [\"svc/**\"]\nowners = [\"p1\"]\n",
    );
    for index in 0..people {
        let level = if index % 4 == 1 { "senior" } else { "mid" };
        let public = public(index);
        write!(
            text,
            "[[principal]]\nid = \"p{index}\"\nkind = \"human\"\nlevel = \"{level}\"\naccounts = [\"github:{index}\"]\n\
             key = [{{ scheme = \"ed25519\", public = \"{public}\" }}]\n"
        )
        .unwrap();
    }
    Gate::compile(
        &Policy::profile("senior-signoff").unwrap(),
        &Roster::from_toml(&text).unwrap(),
    )
    .unwrap()
}

fn change(paths: u32) -> Change {
    let paths: Vec<_> = (0..paths)
        .map(|index| json!({"path": format!("svc/src/{index}.rs"), "action": "modified"}))
        .collect();
    let document = json!({
        "change": "foureyes/change/v1",
        "exact": {
            "id": "1", "repository": "bench", "targetRef": "refs/heads/main", "action": "deploy",
            "environment": {"collected": "production"},
            "subjects": [{"name": "image", "digest": {"sha256": "c".repeat(64)}}],
            "commits": {"whole": ["d".repeat(40)]}, "paths": {"whole": paths},
        },
        "seen": {"kinds": {"whole": ["code"]}, "destructive": {"collected": false}, "reversible": {"collected": true}},
        "live": {
            "participants": {"whole": [{"who": {"account": "github:0"}, "role": "author", "basis": "authenticated"}]},
            "claims": {"whole": [{"involvement": "generated", "basis": "declared"}]},
            "evidence": {"whole": []}, "marks": {"whole": []},
            "credential": {"collected": "issued"}, "plan": {"collected": "none"},
        },
    });
    Change::from_json(document.to_string().as_bytes()).unwrap()
}

fn now() -> Timestamp {
    "2026-04-01T12:00:00Z".parse().unwrap()
}

fn approval(gate: &Gate, change: &Change, index: u32) -> Submitted {
    let public = public(index);
    let signer = Signer {
        id: format!("p{index}").parse().unwrap(),
        key: public.fingerprint().clone(),
    };
    let expires = "2026-04-03T00:00:00Z".parse().unwrap();
    let approval = Approval::of(
        change,
        gate.seen(change, now()),
        signer,
        now(),
        expires,
        "n".into(),
    );
    let payload = Statement::Approve(approval).to_payload();
    let sig = key(index)
        .sign(&Statement::message(&payload))
        .to_bytes()
        .to_vec();
    Submitted::new(Statement::envelope(
        payload,
        public.fingerprint().clone(),
        sig,
    ))
}

fn decisions(c: &mut Criterion) {
    for (name, people, paths) in [("small", 20, 5), ("large", 10_000, 2_000)] {
        let gate = gate(people);
        let change = change(paths);
        let envelopes = [approval(&gate, &change, 1), approval(&gate, &change, 2)];
        let approved = gate.verify(&envelopes);
        let nothing = gate.verify(&[]);
        assert!(
            gate.evaluate(&Request::new(&change, &approved, now()))
                .is_allowed()
        );
        c.bench_function(&format!("{name}/allow"), |b| {
            b.iter(|| gate.evaluate(black_box(&Request::new(&change, &approved, now()))));
        });
        c.bench_function(&format!("{name}/hold"), |b| {
            b.iter(|| gate.evaluate(black_box(&Request::new(&change, &nothing, now()))));
        });
        c.bench_function(&format!("{name}/verify two statements"), |b| {
            b.iter(|| gate.verify(black_box(&envelopes)))
        });
        let text = change.to_json();
        c.bench_function(&format!("{name}/read the change"), |b| {
            b.iter(|| Change::from_json(black_box(text.as_bytes())).unwrap());
        });
    }
}

criterion_group!(benches, decisions);
criterion_main!(benches);
