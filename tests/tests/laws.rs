//! The laws of the gate, each a property test of that name (semantics 11).
#![expect(
    clippy::arithmetic_side_effects,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "helpers of tests: a broken assumption should stop the test"
)]

#[path = "laws/runner.rs"]
mod runner;

#[path = "laws/generator.rs"]
mod generator;

#[path = "laws/bounded.rs"]
mod bounded;

#[path = "laws/exempt.rs"]
mod exempt;

#[path = "laws/context.rs"]
mod context;

#[path = "laws/knowing.rs"]
mod knowing;

#[path = "laws/order.rs"]
mod order;

#[path = "laws/people.rs"]
mod people;

#[path = "laws/regressions.rs"]
mod regressions;

#[path = "laws/restrictions.rs"]
mod restrictions;

#[path = "laws/statements.rs"]
mod statements;

#[path = "laws/content.rs"]
mod content;

#[path = "laws/missing.rs"]
mod missing;

#[path = "laws/time.rs"]
mod time;

#[path = "laws/transition.rs"]
mod transition;
