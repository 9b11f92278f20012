//! TOML through the same strict reader as JSON, with places.

use serde::de::DeserializeOwned;
use toml::de::{DeTable, DeValue};

use crate::error::{InputError, Location};
use crate::json::{Limits, Track};

/// Returns line and column of an offset.
fn position(text: &str, at: usize) -> (usize, usize) {
    crate::json::position(text.as_bytes(), at)
}

/// Reads a TOML document.
pub(super) fn read<T: DeserializeOwned>(
    text: &str,
    document: &str,
    limits: &Limits,
) -> Result<T, InputError> {
    let at = |path: String, position| Location {
        document: document.to_owned(),
        path,
        position,
    };
    if text.len() > limits.bytes {
        let message = "the document is larger than its limit";
        return Err(InputError::new(
            "too_large",
            message,
            at(String::new(), None),
        ));
    }
    let place = |error: &::toml::de::Error| error.span().map(|span| position(text, span.start));
    let parser = ::toml::Deserializer::parse(text).map_err(|error| {
        let code = if error.message().contains("duplicate key") {
            "duplicate_key"
        } else {
            "syntax"
        };
        InputError::new(
            code,
            one_line(error.message()),
            at(String::new(), place(&error)),
        )
    })?;
    let track = Track::default();
    track.read(parser).map_err(|error: ::toml::de::Error| {
        let path = track.path();
        let position = place(&error).or_else(|| locate(text, &path));
        let message = one_line(error.message());
        InputError::new(
            super::document::shape_code(&message),
            message,
            at(path, position),
        )
    })
}

fn one_line(message: &str) -> String {
    message.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Returns where the value at `path` stands, or the nearest thing around it.
pub(super) fn locate(text: &str, path: &str) -> Option<(usize, usize)> {
    let root = DeTable::parse(text).ok()?;
    let mut table = Some(root.get_ref());
    let mut list = None;
    let mut start = None;
    for step in steps(path) {
        let value = match step {
            Step::Member(name) => table
                .and_then(|table| table.iter().find(|(key, _)| key.get_ref() == name))
                .map(|(key, value)| (key.span().start, value.get_ref())),
            Step::Element(index) => list
                .and_then(|list: &::toml::de::DeArray<'_>| list.get(index))
                .map(|value| (value.span().start, value.get_ref())),
        };
        let Some((at, value)) = value else {
            break;
        };
        start = Some(at);
        (table, list) = match value {
            DeValue::Table(table) => (Some(table), None),
            DeValue::Array(list) => (None, Some(list)),
            _ => (None, None),
        };
    }
    start.map(|start| position(text, start))
}

enum Step<'a> {
    Member(&'a str),
    Element(usize),
}

/// Splits `rule[2].when` into its steps.
fn steps(path: &str) -> impl Iterator<Item = Step<'_>> {
    path.split(['.', '['])
        .filter(|part| !part.is_empty())
        .map(|part| {
            part.strip_suffix(']')
                .and_then(|index| index.parse().ok())
                .map_or(Step::Member(part), Step::Element)
        })
}
