//! The core's own time on the common scenario, in one line of JSON: `benches/decide.js` shows it beside its own.
//!
//! usage: core DIRECTORY    the folder of the scenario

#![expect(
    clippy::arithmetic_side_effects,
    clippy::print_stdout,
    clippy::unwrap_used,
    reason = "a bench prints, and fails by panicking"
)]

use std::fs;
use std::hint::black_box;
use std::path::PathBuf;
use std::time::Instant;

use foureyes::{Change, Gate, Policy, Request, Roster, Submitted, Timestamp};

/// Returns the nanoseconds of one call, the median of nine rounds.
fn measure(mut call: impl FnMut()) -> u128 {
    const CALLS: u32 = 20_000;
    let mut rounds: Vec<u128> = (0..10)
        .map(|_| {
            let start = Instant::now();
            for _ in 0..CALLS {
                call();
            }
            start.elapsed().as_nanos() / u128::from(CALLS)
        })
        .skip(1)
        .collect();
    rounds.sort_unstable();
    *rounds.get(rounds.len() / 2).unwrap()
}

fn main() {
    let folder = PathBuf::from(std::env::args_os().nth(1).unwrap());
    let text = |name: &str| fs::read_to_string(folder.join(name)).unwrap();
    let gate = Gate::compile(
        &Policy::from_text(&text("policy.toml")).unwrap(),
        &Roster::from_text(&text("roster.toml")).unwrap(),
    )
    .unwrap();
    let document = text("change.json");
    let document: serde_json::Value = serde_json::from_str(&document).unwrap();
    let document = document.to_string();
    let change = Change::from_json(document.as_bytes()).unwrap();
    let envelopes: Vec<_> = text("statements.jsonl")
        .lines()
        .map(Submitted::new)
        .collect();
    let statements = gate.verify(&envelopes);
    let now: Timestamp = "2026-03-10T09:30:00Z".parse().unwrap();
    let evaluate = || gate.evaluate(&Request::new(&change, &statements, now));
    let handles = measure(|| drop(black_box(evaluate())));
    let shown = measure(|| drop(black_box(evaluate().to_json())));
    let read = measure(|| {
        let change = Change::from_json(black_box(document.as_bytes())).unwrap();
        drop(black_box(gate.evaluate(&Request::new(
            &change,
            &statements,
            now,
        ))));
    });
    println!("{{\"handles\":{handles},\"toJson\":{shown},\"text\":{read}}}");
}
