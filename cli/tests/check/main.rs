//! `foureyes check` against real repositories, made by the real git.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

mod authority;
mod bases;
mod brief;
mod cases;
mod collected;
mod detect;
mod document;
mod evaluate;
mod event;
mod hook;
mod plan;
mod report;
#[cfg(feature = "self-test")]
mod self_test;
mod verdicts;
mod world;
