//! The foureyes command line.

fn main() {}
