//! The words that the Python package has as types are those of core, all of them.

use std::collections::BTreeSet;

use foureyes::authority::AuthorityFault;
use foureyes::change::{
    Action, Blast, EvidenceResult, Kind, ParticipantRole, ResourceAction, Rollout,
};
use foureyes::decision::{Because, Effect, LackKind, ReasonCode, Status, Verdict};
use foureyes::error::ErrorCode;
use foureyes::fact::Origin;
use foureyes::policy::Assurance;
use foureyes::provenance::{ClaimBasis, Involvement};
use foureyes::statement::IgnoredCode;
use serde::de::DeserializeOwned;

const CODES: &str = include_str!("../../bindings-python/python/foureyes/codes.py");
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
    assert_same::<Action>("Action");
    assert_same::<Assurance>("Assurance");
    assert_same::<AuthorityFault>("AuthorityFault");
    assert_same::<Because>("Because");
    assert_same::<Blast>("Blast");
    assert_same::<ClaimBasis>("ClaimBasis");
    assert_same::<Effect>("Effect");
    assert_same::<ErrorCode>("ErrorCode");
    assert_same::<EvidenceResult>("EvidenceResult");
    assert_same::<IgnoredCode>("IgnoredCode");
    assert_same::<Involvement>("Involvement");
    assert_same::<Kind>("Kind");
    assert_same::<LackKind>("LackKind");
    assert_same::<Origin>("Origin");
    assert_same::<ParticipantRole>("ParticipantRole");
    assert_same::<ReasonCode>("ReasonCode");
    assert_same::<ResourceAction>("ResourceAction");
    assert_same::<Rollout>("Rollout");
    assert_same::<Status>("Status");
    assert_same::<Verdict>("Verdict");
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
