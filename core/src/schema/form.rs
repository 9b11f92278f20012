//! The text forms: as much of each as a pattern can say. What more there is to it is said in its description.

use schemars::Schema;

/// A printable text, as far as a pattern tells: without control characters.
const PRINTABLE: &str = "^[^\\x00-\\x1f\\x7f-\\x9f]*$";

fn set(schema: &mut Schema, pattern: &str) {
    schema.insert("pattern".to_owned(), pattern.into());
}

pub(crate) fn is_word(schema: &mut Schema) {
    set(schema, "^[a-z0-9][a-z0-9._-]{0,63}$");
}

pub(crate) fn is_line(schema: &mut Schema) {
    schema.insert("minLength".to_owned(), 1.into());
    schema.insert("maxLength".to_owned(), 512.into());
    set(schema, PRINTABLE);
}

pub(crate) fn is_full_ref(schema: &mut Schema) {
    schema.insert("maxLength".to_owned(), 512.into());
    set(
        schema,
        "^refs(?:/[^/\\x00-\\x20\\x7f~^:?*\\[\\\\.][^/\\x00-\\x20\\x7f~^:?*\\[\\\\]*)+$",
    );
}

pub(crate) fn is_account(schema: &mut Schema) {
    set(
        schema,
        "^[a-z0-9][a-z0-9._-]{0,63}:[^\\x00-\\x1f\\x7f-\\x9f]{1,256}$",
    );
}

pub(crate) fn is_fingerprint(schema: &mut Schema) {
    set(schema, "^SHA256:[A-Za-z0-9+/]{43}$");
}

pub(crate) fn is_object_id(schema: &mut Schema) {
    set(schema, "^(?:[0-9a-f]{40}|[0-9a-f]{64})$");
}

pub(crate) fn base64(schema: &mut Schema) {
    set(
        schema,
        "^(?:(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?|(?:[A-Za-z0-9_-]{4})*(?:[A-Za-z0-9_-]{2}==|[A-Za-z0-9_-]{3}=)?)$",
    );
}
