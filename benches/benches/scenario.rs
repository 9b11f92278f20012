//! The scenario of the examples: what a binding adds is measured against this.

#![expect(clippy::unwrap_used, reason = "a bench fails by panicking")]

use std::hint::black_box;

use criterion::{Criterion, criterion_group, criterion_main};
use foureyes::{Change, Gate, Policy, Request, Roster, Submitted, Timestamp};

const POLICY: &str = include_str!("../../examples/scenario/policy.toml");
const ROSTER: &str = include_str!("../../examples/scenario/roster.toml");
const CHANGE: &str = include_str!("../../examples/scenario/change.json");
const STATEMENTS: &str = include_str!("../../examples/scenario/statements.jsonl");

fn scenario(c: &mut Criterion) {
    let policy = Policy::from_toml(POLICY).unwrap();
    let gate = Gate::compile(&policy, &Roster::from_toml(ROSTER).unwrap()).unwrap();
    let envelopes: Vec<_> = STATEMENTS.lines().map(Submitted::new).collect();
    let statements = gate.verify(&envelopes);
    let compact = Change::from_json(CHANGE.as_bytes()).unwrap().to_json();
    let change = Change::from_json(compact.as_bytes()).unwrap();
    let now: Timestamp = "2026-03-10T09:30:00Z".parse().unwrap();
    let request = Request::new(&change, &statements, now);
    c.bench_function("scenario/evaluate", |b| {
        b.iter(|| gate.evaluate(black_box(&request)));
    });
    c.bench_function("scenario/from_json", |b| {
        b.iter(|| {
            let change = Change::from_json(black_box(compact.as_bytes())).unwrap();
            gate.evaluate(&Request::new(&change, &statements, now))
        });
    });
    c.bench_function("scenario/verify", |b| {
        b.iter(|| gate.verify(black_box(&envelopes)));
    });
}

criterion_group!(benches, scenario);
criterion_main!(benches);
