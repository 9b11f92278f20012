//! The foureyes command line.

#[cfg_attr(not(test), expect(dead_code, reason = "wired in by the check command"))]
mod git;

fn main() {}
