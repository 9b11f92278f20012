//! What is written to the terminal, to files and to pipes.

use std::fs;
use std::io::{self, Read as _, Write as _};
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
