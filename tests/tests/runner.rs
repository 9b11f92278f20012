//! The runner of vectors tells what is not as expected.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use foureyes::vectors::Vector;
use serde_json::{Value, json};

fn stored(name: &str) -> Value {
    let file = foureyes_tests::store::folder().join(name);
    serde_json::from_str(&std::fs::read_to_string(file).unwrap()).unwrap()
}

fn checked(vector: &Value) -> Vec<String> {
    Vector::from_json(&vector.to_string()).unwrap().check()
}

#[test]
fn what_is_expected_comes_out() {
    let approved = stored("statements/approved.json");
    assert_eq!(checked(&approved), Vec::<String>::new());
    let refused = stored("input/s50-count-of-zero.json");
    assert_eq!(checked(&refused), Vec::<String>::new());
}

#[test]
fn another_byte_is_told() {
    let mut vector = stored("statements/approved.json");
    let decision = vector.pointer_mut("/expect/decision").unwrap();
    *decision = json!(format!("{} ", decision.as_str().unwrap()));
    assert_eq!(checked(&vector).len(), 2);

    let mut vector = stored("input/s50-count-of-zero.json");
    *vector.pointer_mut("/expect/errors/0/code").unwrap() = json!("other");
    let differences = checked(&vector);
    assert!(differences.concat().contains(" other "), "{differences:?}");
}

#[test]
fn errors_in_the_place_of_a_decision_are_told() {
    let mut vector = stored("statements/approved.json");
    let errors = stored("input/s50-count-of-zero.json")
        .pointer("/expect")
        .cloned();
    *vector.pointer_mut("/expect").unwrap() = errors.unwrap();
    assert_eq!(checked(&vector).len(), 2);
}

#[test]
fn what_is_no_vector_is_told() {
    for text in ["", "{}", "[]"] {
        assert!(Vector::from_json(text).is_err(), "{text}");
    }
    let mut vector = stored("statements/approved.json");
    *vector.pointer_mut("/input/statements").unwrap() = json!([{}]);
    assert_eq!(checked(&vector).len(), 1);
    let mut vector = stored("statements/approved.json");
    *vector.pointer_mut("/expect").unwrap() = json!({});
    assert_eq!(checked(&vector).len(), 1);
    *vector.pointer_mut("/input").unwrap() = json!({});
    assert!(Vector::from_json(&vector.to_string()).is_err());
}
