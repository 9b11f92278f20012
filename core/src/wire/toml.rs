//! TOML through the same strict reader as JSON, with places.

use serde::de::DeserializeOwned;
use toml::Spanned;
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
    let root = DeTable::parse(text).map_err(|error| {
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
    let mut measure = Measure { limits, values: 0 };
    measure
        .table(root.get_ref(), 1)
        .map_err(|(start, message)| {
            let position = start.map(|start| position(text, start));
            InputError::new("too_large", message, at(String::new(), position))
        })?;
    let track = Track::default();
    let parser = ::toml::Deserializer::from(root);
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

/// Holds a document against the limits that a document in JSON has too.
struct Measure<'l> {
    limits: &'l Limits,
    values: usize,
}

type TooLarge = (Option<usize>, &'static str);

impl Measure<'_> {
    fn table(&mut self, table: &DeTable<'_>, depth: usize) -> Result<(), TooLarge> {
        self.count(None, depth)?;
        table
            .iter()
            .try_for_each(|(_, value)| self.value(value, depth.saturating_add(1)))
    }

    fn value(&mut self, value: &Spanned<DeValue<'_>>, depth: usize) -> Result<(), TooLarge> {
        let start = Some(value.span().start);
        match value.get_ref() {
            DeValue::Table(table) => self
                .table(table, depth)
                .map_err(|(at, why)| (at.or(start), why)),
            DeValue::Array(list) => {
                self.count(start, depth)?;
                list.iter()
                    .try_for_each(|element| self.value(element, depth.saturating_add(1)))
            }
            DeValue::String(text) if text.len() > self.limits.string => {
                Err((start, "the string is longer than its limit"))
            }
            _ => self.count(start, 0),
        }
    }

    fn count(&mut self, start: Option<usize>, depth: usize) -> Result<(), TooLarge> {
        self.values = self.values.saturating_add(1);
        if self.values > self.limits.values {
            return Err((start, "the document holds more values than its limit"));
        }
        if depth > self.limits.depth {
            return Err((start, "the document nests deeper than its limit"));
        }
        Ok(())
    }
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
