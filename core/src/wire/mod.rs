//! Documents in and out: JSON and TOML, and the byte-level functions that other languages call.

mod change;
mod decide;
mod document;
mod fast;
mod toml;

pub use document::{Format, Policy, Roster};
