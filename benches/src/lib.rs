//! What the benches measure; see `benches/`. Run them with `cargo bench -p foureyes-benches`.

#![expect(clippy::unwrap_used, reason = "a bench fails by panicking")]

pub mod case;
pub mod floor;
pub mod measure;
