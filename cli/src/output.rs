//! What is written to the terminal, to files and to pipes.

use std::fs;
use std::io::{self, IsTerminal as _, Read as _, Write as _};
use std::path::Path;

use clap::ValueEnum;
use foureyes::decision::DecisionRecord;

use crate::error::CliError;

/// How a decision is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Form {
    /// Canonical JSON on one line.
    Json,
    /// Markdown, for a pull request.
    Markdown,
    /// Text, for a terminal.
    Text,
}

impl Form {
    /// Returns a decision in this form.
    pub(crate) fn render(self, record: &DecisionRecord) -> String {
        match self {
            Self::Json => record.to_json(),
            Self::Markdown => record.to_markdown(),
            Self::Text => record.explain(),
        }
    }
}

impl Form {
    /// Returns a decision in this form for standard output: with colour, if it is text and a terminal shows it.
    pub(crate) fn show(self, record: &DecisionRecord) -> String {
        let text = self.render(record);
        let is_coloured = self == Self::Text
            && io::stdout().is_terminal()
            && std::env::var_os("NO_COLOR").is_none_or(|value| value.is_empty())
            && std::env::var_os("TERM").is_none_or(|value| value != "dumb");
        if is_coloured { painted(&text) } else { text }
    }
}

/// Returns an explanation with its verdict and its marks in colour. What comes from outside holds no escape by then,
/// and none is put into it.
fn painted(text: &str) -> String {
    let paint = |line: &str| {
        let body = line.trim_start();
        let indent = " ".repeat(line.len().saturating_sub(body.len()));
        let code = match body.split(' ').next() {
            Some("ALLOW") if indent.is_empty() => "1;32",
            Some("HOLD") if indent.is_empty() => "1;33",
            Some("DENY") if indent.is_empty() => "1;31",
            Some("✓") => "32",
            Some("✗") => "31",
            _ => return line.to_owned(),
        };
        match body.split_once(' ') {
            Some((word, rest)) => format!("{indent}\u{1b}[{code}m{word}\u{1b}[0m {rest}"),
            None => format!("{indent}\u{1b}[{code}m{body}\u{1b}[0m"),
        }
    };
    text.split('\n').map(paint).collect::<Vec<_>>().join("\n")
}

/// The most bytes that are read from one file.
const LARGEST: u64 = 256 << 20;

/// Writes to standard output, with one line end behind it.
pub(crate) fn say(text: &str) -> Result<(), CliError> {
    let mut out = io::stdout().lock();
    writeln!(out, "{}", text.trim_end_matches('\n'))
        .and_then(|()| out.flush())
        .map_err(|error| CliError::file("standard output", &error))
}

/// Writes to standard error. Where nobody listens, nobody is told.
pub(crate) fn complain(text: &str) {
    let _ = writeln!(io::stderr().lock(), "{}", text.trim_end_matches('\n'));
}

/// Reads a file, or standard input for `-`.
pub(crate) fn read(path: &Path) -> Result<Vec<u8>, CliError> {
    let mut bytes = Vec::new();
    let is_input = path == Path::new("-");
    let name = if is_input {
        "standard input".to_owned()
    } else {
        shown(path)
    };
    let read = if is_input {
        io::stdin()
            .lock()
            .take(LARGEST.saturating_add(1))
            .read_to_end(&mut bytes)
    } else {
        fs::File::open(path)
            .and_then(|file| file.take(LARGEST.saturating_add(1)).read_to_end(&mut bytes))
    };
    let length = read.map_err(|error| CliError::file(&name, &error))?;
    if u64::try_from(length).unwrap_or(u64::MAX) > LARGEST {
        return Err(CliError::TooLarge {
            name,
            limit: LARGEST,
        });
    }
    Ok(bytes)
}

/// Writes a file.
pub(crate) fn write(path: &Path, text: &str) -> Result<(), CliError> {
    write_bytes(path, text.as_bytes())
}

/// Writes a file of bytes.
pub(crate) fn write_bytes(path: &Path, bytes: &[u8]) -> Result<(), CliError> {
    fs::write(path, bytes).map_err(|error| CliError::file(&shown(path), &error))
}

/// Returns a path for a message.
pub(crate) fn shown(path: &Path) -> String {
    plain(&path.to_string_lossy())
}

/// Returns text from outside with its control and other unprintable characters escaped.
pub(crate) fn plain(text: &str) -> String {
    let mut shown = String::new();
    for c in text.chars() {
        if c.is_control()
            || matches!(c, '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}')
        {
            shown.extend(c.escape_unicode());
        } else {
            shown.push(c);
        }
    }
    shown
}

/// Returns JSON on one line.
pub(crate) fn json(value: &impl serde::Serialize) -> Result<String, CliError> {
    serde_json::to_string(value)
        .map_err(|error| CliError::file("standard output", &std::io::Error::from(error)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_verdict_and_the_marks_are_painted() {
        let text = "HOLD   3f2c9ab → production\n\n  ✗ peer   0 of 1\n  ✓ other\n  HOLD it\nALLOW";
        assert_eq!(
            painted(text),
            "\u{1b}[1;33mHOLD\u{1b}[0m   3f2c9ab → production\n\n  \u{1b}[31m✗\u{1b}[0m peer   0 of 1\n  \
             \u{1b}[32m✓\u{1b}[0m other\n  HOLD it\n\u{1b}[1;32mALLOW\u{1b}[0m"
        );
    }
}
