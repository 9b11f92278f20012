//! The words that the Python package has as types are those of core, all of them.

use std::collections::BTreeSet;

use foureyes::change::Action;
use foureyes::decision::{Because, Effect, LackKind, ReasonCode, Status, Verdict};
use foureyes::error::ErrorCode;
use foureyes::policy::Assurance;
use foureyes::statement::IgnoredCode;
use serde::de::DeserializeOwned;

const CODES: &str = include_str!("../../bindings-python/python/foureyes/codes.py");
const STUB: &str = include_str!("../../bindings-python/python/foureyes/_native.pyi");
const REASONS: &str = include_str!("../../docs/reasons.md");

/// The words of a type of the package.
fn typed(name: &str) -> BTreeSet<&'static str> {
    let (_, rest) = CODES
        .split_once(&format!("\n{name} = Literal[\n"))
        .unwrap_or_default();
    let (words, _) = rest.split_once("]\n").unwrap_or_default();
    let words: Vec<&str> = words
        .lines()
        .map(|line| line.trim().trim_end_matches(',').trim_matches('"'))
        .collect();
    let set: BTreeSet<&str> = words.iter().copied().collect();
    assert!(!set.is_empty(), "`{name}` is not there");
    assert_eq!(words.len(), set.len(), "a word of `{name}` stands twice");
    set
}

/// The words of a type of core, from what its reader expects.
fn words<T: DeserializeOwned>() -> BTreeSet<String> {
    let read = serde_json::from_str::<T>("\"no such word\"");
    let error = read
        .err()
        .map(|error| error.to_string())
        .unwrap_or_default();
    let (_, expected) = error.split_once("expected ").unwrap_or_default();
    let words: BTreeSet<String> = expected
        .split('`')
        .skip(1)
        .step_by(2)
        .map(str::to_owned)
        .collect();
    assert!(!words.is_empty(), "every word is read");
    words
}

fn assert_same<T: DeserializeOwned>(name: &str) {
    let typed: BTreeSet<String> = typed(name).into_iter().map(str::to_owned).collect();
    assert_eq!(typed, words::<T>(), "{name}");
}

#[test]
fn every_word_has_its_type() {
    assert_same::<Assurance>("Assurance");
    assert_same::<Because>("Because");
    assert_same::<Effect>("Effect");
    assert_same::<ErrorCode>("ErrorCode");
    assert_same::<IgnoredCode>("IgnoredCode");
    assert_same::<LackKind>("LackKind");
    assert_same::<ReasonCode>("ReasonCode");
    assert_same::<Status>("Status");
    assert_same::<Verdict>("Verdict");
}

#[test]
fn every_action_is_in_the_stub() {
    let (_, rest) = STUB
        .split_once("def action(self) -> Literal[")
        .unwrap_or_default();
    let (list, _) = rest.split_once(']').unwrap_or_default();
    let list: BTreeSet<String> = list
        .split(", ")
        .map(|word| word.trim_matches('"').to_owned())
        .collect();
    assert_eq!(list, words::<Action>());
}

/// The codes in the first column of the table under a heading.
fn documented(heading: &str) -> BTreeSet<&'static str> {
    let (_, section) = REASONS
        .split_once(&format!("\n## {heading}\n"))
        .unwrap_or_default();
    let section = section.split("\n## ").next().unwrap_or(section);
    let rows = section.lines().filter(|line| line.starts_with("| `"));
    rows.filter_map(|row| row.split('`').nth(1)).collect()
}

#[test]
fn what_is_documented_has_its_type() {
    assert_eq!(typed("RefusedCode"), documented("Refused codes"));
    assert_eq!(typed("RelaxationCode"), documented("Relaxation codes"));
}
