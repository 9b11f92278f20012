//! The committed schemas take what core reads, and refuse what core refuses for its shape.

#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test fails by panicking"
)]

mod documents;
mod mutants;
mod validate;

use std::collections::BTreeMap;

use documents::{KINDS, Kind, corpus, read};
use validate::Schema;

/// The codes that say that a document has not the shape it should have.
const SHAPE: [&str; 4] = [
    "missing_field",
    "unknown_field",
    "unknown_word",
    "wrong_type",
];

/// Refused by core for its shape and taken by the schema, with the reason.
const EXCEPTIONS: [(&str, &str); 0] = [];

fn schemas() -> BTreeMap<Kind, Schema> {
    KINDS
        .iter()
        .map(|kind| (*kind, Schema::of(kind.name())))
        .collect()
}

#[test]
fn every_document_of_the_vectors_is_judged_as_core_judges_it() {
    let schemas = schemas();
    let mut taken = BTreeMap::new();
    let mut refused = 0_usize;
    for (name, kind, document) in corpus() {
        let schema = &schemas[&kind];
        match (read(kind, &document), schema.check(&document)) {
            (Ok(()), Ok(())) => *taken.entry(kind).or_insert(0_usize) += 1,
            (Ok(()), Err(fault)) => panic!("{name}: {kind:?}{fault}"),
            (Err(code), Ok(())) if SHAPE.contains(&code) => {
                assert!(
                    EXCEPTIONS.iter().any(|(known, _)| *known == name),
                    "{name}: {kind:?}: core says `{code}`, the schema says nothing"
                );
            }
            (Err(code), _) => refused += usize::from(SHAPE.contains(&code)),
        }
    }
    for kind in KINDS {
        assert!(taken.contains_key(&kind), "no {kind:?} in the vectors");
    }
    assert!(refused > 10, "{refused}");
}

#[test]
fn every_mutant_is_judged_as_core_judges_it() {
    let schemas = schemas();
    let (mut taken, mut refused) = (0_usize, 0_usize);
    for ((name, kind, document), places) in mutants::telling(corpus()) {
        for (what, mutant) in mutants::of(&document, &places) {
            match (read(kind, &mutant), schemas[&kind].check(&mutant)) {
                (Ok(()), Ok(())) => taken += 1,
                (Ok(()), Err(fault)) => panic!("{name}: {kind:?}: {what}: core reads it{fault}"),
                (Err(code), Ok(())) => assert!(
                    !SHAPE.contains(&code),
                    "{name}: {kind:?}: {what}: core says `{code}`, the schema says nothing"
                ),
                (Err(_), Err(_)) => refused += 1,
            }
        }
    }
    assert!(taken > 100 && refused > 1_000, "{taken} and {refused}");
}
