//! The foureyes command line.

#[expect(dead_code, reason = "wired in by the check command")]
mod git;

fn main() {}
