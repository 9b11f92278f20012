//! Benchmarks; see `benches/`. Run them with `cargo bench -p foureyes-benches`.
