//! TOML through the same strict reader as JSON, with places.

use ::toml::Spanned;
use ::toml::de::{DeTable, DeValue};
use serde::de::DeserializeOwned;

use crate::error::{ErrorCode, InputError, Location};
use crate::json::{self, Limits};

/// Returns line and column of an offset.
fn position(text: &str, at: usize) -> (usize, usize) {
    json::position(text.as_bytes(), at)
}

/// Reads a TOML document.
pub(super) fn read<T: DeserializeOwned>(
    text: &str,
    document: &str,
    limits: &Limits,
) -> Result<T, InputError> {
    let fail = |code, message: &str, path: &str, position| {
        let at = Location {
            document: document.to_owned(),
            path: path.to_owned(),
            position,
        };
        Err(InputError::new(code, message, at))
    };
    if text.len() > limits.bytes {
        return fail(
            ErrorCode::TooLarge,
            "the document is larger than its limit",
            "",
            None,
        );
    }
    let root = match DeTable::parse(text) {
        Ok(root) => root,
        Err(error) => {
            let duplicate = error.message().contains("duplicate key");
            let code = if duplicate {
                ErrorCode::DuplicateKey
            } else {
                ErrorCode::Syntax
            };
            let place = error.span().map(|span| position(text, span.start));
            return fail(code, &one_line(error.message()), "", place);
        }
    };
    let mut json = String::with_capacity(text.len());
    write_table(root.get_ref(), &mut json);
    // Escapes can make the text longer; what was written is within the limit.
    let limits = Limits {
        bytes: usize::MAX,
        ..*limits
    };
    json::from_slice(json.as_bytes(), &limits).or_else(|error| {
        let place = Places::of(text).and_then(|places| places.locate(error.path(), error.member()));
        fail(error.code(), error.message(), error.path(), place)
    })
}

/// Writes a table as the JSON that says the same, for the one reader of documents.
fn write_table(table: &DeTable<'_>, out: &mut String) {
    let mut separator = '{';
    for (name, value) in table {
        out.push(separator);
        out.push_str(&json::to_string(name.get_ref()));
        out.push(':');
        write_value(value.get_ref(), out);
        separator = ',';
    }
    out.push_str(if separator == '{' { "{}" } else { "}" });
}

fn write_value(value: &DeValue<'_>, out: &mut String) {
    match value {
        DeValue::String(text) => out.push_str(&json::to_string(text)),
        DeValue::Integer(number) => {
            let value = i128::from_str_radix(number.as_str(), number.radix());
            out.push_str(&value.unwrap_or(i128::MAX).to_string());
        }
        // The reader refuses it, whatever its digits.
        DeValue::Float(_) => out.push_str("0.5"),
        DeValue::Boolean(value) => out.push_str(if *value { "true" } else { "false" }),
        // An instant without quotes means the text of it.
        DeValue::Datetime(instant) => out.push_str(&json::to_string(&instant.to_string())),
        DeValue::Array(list) => {
            let mut separator = '[';
            for element in list {
                out.push(separator);
                write_value(element.get_ref(), out);
                separator = ',';
            }
            out.push_str(if separator == '[' { "[]" } else { "]" });
        }
        DeValue::Table(table) => write_table(table, out),
    }
}

fn one_line(message: &str) -> String {
    message.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A document whose values can be found in its text, as often as somebody asks.
pub(crate) struct Places<'a> {
    text: &'a str,
    root: Spanned<DeTable<'a>>,
}

impl<'a> Places<'a> {
    /// Returns the places of a text; none where it is no TOML.
    pub(super) fn of(text: &'a str) -> Option<Self> {
        let root = DeTable::parse(text).ok()?;
        Some(Self { text, root })
    }

    /// Returns line and column of the value at `path`, or of the name of its `member`, or of the nearest thing around
    /// it.
    pub(crate) fn locate(&self, path: &str, member: Option<&str>) -> Option<(usize, usize)> {
        let start = find(self.root.get_ref(), path, member)?;
        Some(position(self.text, start))
    }
}

fn find(root: &DeTable<'_>, path: &str, member: Option<&str>) -> Option<usize> {
    let mut table = Some(root);
    let mut list = None;
    let mut start = None;
    for step in steps(path).chain(member.map(Step::Member)) {
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
    start
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

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;

    #[test]
    fn the_json_says_the_same() {
        let toml = "a = [1, 0x1f, \"q\\\"\\n\"]\nb = {}\nc = []\nd = true\ne = 2026-03-10 12:00:00+01:00\n[[f]]\ng = -1\n";
        let json = r#"{"a":[1,31,"q\"\n"],"b":{},"c":[],"d":true,"e":"2026-03-10T12:00:00+01:00","f":[{"g":-1}]}"#;
        let mut written = String::new();
        write_table(DeTable::parse(toml).unwrap().get_ref(), &mut written);
        let value = |text: &str| serde_json::from_str::<serde_json::Value>(text).unwrap();
        assert_eq!(value(&written), value(json));
    }

    #[test]
    fn numbers_are_those_of_json() {
        for number in [
            "1.5",
            "inf",
            "nan",
            "9007199254740992",
            "0x7fffffffffffffff",
        ] {
            let text = format!("\na = {number}");
            let read = read::<BTreeMap<String, u64>>(&text, "d", &Limits::DOCUMENT);
            let error = read.unwrap_err();
            let place = (error.code(), error.problem().at.to_string());
            assert_eq!(place, ("number", "d:2:1   a".to_owned()), "{number}");
        }
    }
}
