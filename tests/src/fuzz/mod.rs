//! What a fuzzer is let loose on: each target takes any bytes, and panics where something does not hold that has to
//! hold for all of them. The programs in `fuzz/` call these; so does a test, with the seeds.

#![expect(
    clippy::expect_used,
    clippy::panic,
    reason = "a target says by panicking that it has found something"
)]

mod detected;
mod documents;
mod patterns;
mod seeds;
mod signed;
mod worlds;

use std::fmt::Display;

use foureyes::error::{InputError, Problem};
use foureyes::json::{self, Limits};

pub use seeds::{folder, seeds, words};

/// What is let loose on what.
type Target = fn(&[u8]);

/// Every target by its name.
pub const TARGETS: &[(&str, Target)] = &[
    ("change", documents::change),
    ("envelope", signed::envelope),
    ("message", detected::message),
    ("model", worlds::model),
    ("note", detected::note),
    ("pattern", patterns::pattern),
    ("payload", signed::payload),
    ("policy", documents::policy),
    ("roster", documents::roster),
    ("ssh", signed::ssh),
];

/// Lets the target of this name loose on `data`.
///
/// # Panics
/// There is none of this name, or it has found something.
pub fn run(name: &str, data: &[u8]) {
    let target = TARGETS.iter().find(|(target, _)| *target == name);
    target.expect("a target of this name").1(data);
}

/// An error has a stable code and one line that says what is wrong, without anything that a terminal obeys.
fn check_error(error: &InputError) {
    check_problem(error.problem());
}

fn check_problem(problem: &Problem) {
    let code = problem.code;
    let is_code = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_';
    assert!(!code.is_empty() && code.bytes().all(is_code), "{problem:?}");
    check_line(&problem.message);
    check_line(&problem.at.path);
    assert!(!problem.message.is_empty(), "{problem:?}");
}

fn check_line(line: impl Display) {
    let line = line.to_string();
    assert!(!line.chars().any(is_hostile), "{line:?}");
    // A name can be as long as a string may be; a sentence does not grow beyond what it quotes.
    assert!(line.len() <= 1 << 17, "{} bytes", line.len());
}

/// Text for people has no characters but line ends that a terminal obeys.
fn check_text(text: &str) {
    let hostile = text.chars().find(|c| *c != '\n' && is_hostile(*c));
    assert_eq!(hostile, None, "{text:?}");
}

fn is_hostile(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}')
}

/// What is written is read by our own strict reader.
fn check_json(text: &str) {
    if let Err(error) = json::scan(text.as_bytes(), &Limits::DECISION) {
        panic!("{error}\n{text}");
    }
}
