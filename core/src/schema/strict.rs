//! From what the derive says to what the one reader of documents takes.

use schemars::Schema;
use schemars::transform::transform_subschemas;
use serde_json::{Map, Value};

/// The largest integer that every language reads exactly, 2^53 − 1.
const LARGEST: i64 = 9_007_199_254_740_991;

/// Takes away `null`, which is no value; bounds every integer; keeps to what a document must be, not how its type is
/// stored.
pub(super) fn tighten(schema: &mut Schema) {
    transform_subschemas(&mut tighten, schema);
    if let Some(object) = schema.as_object_mut() {
        remove_null(object);
        bound(object);
        // A list that is kept as a set may name something twice.
        object.remove("uniqueItems");
        if let Some(Value::String(text)) = object.get_mut("description") {
            *text = prose(text);
        }
    }
}

fn remove_null(object: &mut Map<String, Value>) {
    if let Some(Value::Array(types)) = object.get_mut("type") {
        types.retain(|name| name != "null");
        if let [only] = types.as_slice() {
            let only = only.clone();
            object.insert("type".to_owned(), only);
        }
    }
    let Some(Value::Array(choices)) = object.get_mut("anyOf") else {
        return;
    };
    choices.retain(|choice| choice.get("type").is_none_or(|name| name != "null"));
    if let [Value::Object(only)] = choices.as_slice() {
        let only = only.clone();
        object.remove("anyOf");
        for (name, value) in only {
            object.entry(name).or_insert(value);
        }
    }
}

fn bound(object: &mut Map<String, Value>) {
    let Some(Value::String(format)) = object.remove("format") else {
        return;
    };
    let (least, most) = match format.as_str() {
        "uint8" => (0, i64::from(u8::MAX)),
        "uint32" => (0, i64::from(u32::MAX)),
        "uint" | "uint64" => (0, LARGEST),
        _ => (LARGEST.saturating_neg(), LARGEST),
    };
    object.insert("minimum".to_owned(), least.into());
    object.insert("maximum".to_owned(), most.into());
}

/// Returns the first paragraph of a doc comment without its links: what follows speaks of Rust.
fn prose(text: &str) -> String {
    let first = text.split("\n\n").next().unwrap_or(text);
    first
        .replace("[`", "`")
        .replace("`]", "`")
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ")
}
