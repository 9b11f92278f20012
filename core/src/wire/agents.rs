//! The table of known agents from its document.

use super::document::{Format, read_text, text_of};
use crate::detect::{Agents, AgentsDocument};
use crate::error::InputError;

impl Agents {
    /// Reads a document whose rows stand before those of the built-in table.
    ///
    /// # Errors
    /// The first fault that keeps it from being read.
    pub fn read(text: &str, format: Format) -> Result<Self, InputError> {
        let document: AgentsDocument = read_text(text, format, "agents")?;
        Self::with(&document, text)
    }

    /// Reads a document whose form its first character tells; see [`Format::of`].
    ///
    /// # Errors
    /// See [`Agents::read`].
    pub fn from_text(text: &str) -> Result<Self, InputError> {
        Self::read(text, Format::of(text))
    }

    /// Reads the bytes of a document whose form its first character tells; see [`Format::of`].
    ///
    /// # Errors
    /// See [`Agents::read`]; also where the bytes are not UTF-8.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, InputError> {
        text_of(bytes, "agents").and_then(Self::from_text)
    }
}

/// Returns the Rust text of the built-in table; for `cargo xtask codegen`.
///
/// # Errors
/// What is wrong with its document.
#[cfg(any(test, feature = "schema"))]
pub(crate) fn builtin_source() -> Result<String, InputError> {
    read_text(crate::detect::DOCUMENT, Format::Toml, "agents")
        .and_then(|document| crate::detect::source(&document))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::detect::Known;

    #[test]
    fn the_built_in_table_is_as_its_document_says() {
        let made = builtin_source().unwrap_or_else(|error| panic!("{error}"));
        assert_eq!(
            made,
            include_str!("../detect/agents.rs"),
            "run: cargo xtask codegen"
        );
    }

    #[test]
    fn rows_of_ones_own() {
        let text = "without = [\"crush\"]\n\
                    [[agent]]\ntool = \"house-bot\"\nsource = \"ours\"\nseen = \"2026-11-01\"\n\
                    addresses = [\"bot@corp.example\", \"noreply@anthropic.com\"]\n";
        let agents = Agents::from_text(text).unwrap();
        assert_eq!(
            agents.address("BOT@corp.example", ""),
            Known::Agent("house-bot")
        );
        assert_eq!(
            agents.address("noreply@anthropic.com", ""),
            Known::Agent("house-bot")
        );
        assert_eq!(agents.address("crush@charm.land", ""), Known::Other);
        assert_eq!(agents.named("Crush"), None);
        assert_eq!(agents.address("amp@ampcode.com", ""), Known::Agent("amp"));
        assert!(agents.version().starts_with(crate::detect::AGENTS_VERSION));
        assert_ne!(agents.version(), Agents::builtin().version());
        assert_eq!(Agents::from_text("").unwrap().named("Crush"), Some("crush"));
    }

    #[test]
    fn rows_that_cannot_be() {
        let row = "[[agent]]\ntool = \"x\"\nsource = \"s\"\nseen = \"d\"\n";
        for (rest, code, place) in [
            (
                "addresses = [\"@corp.example\"]",
                "invalid_value",
                "agent[0]",
            ),
            (
                "addresses = [\"corp.example\"]",
                "invalid_value",
                "agent[0]",
            ),
            ("names = [\"\"]", "invalid_value", "agent[0]"),
            ("names = [\" Bob\"]", "invalid_value", "agent[0]"),
            ("branches = [\"bob\"]", "invalid_value", "agent[0]"),
            (
                "links = [{ start = \"http\" }]",
                "invalid_value",
                "agent[0]",
            ),
            (
                "trailers = [{ key = \"a b\" }]",
                "invalid_value",
                "agent[0]",
            ),
            ("domains = [\"corp.example\"]", "unknown_field", "agent[0]"),
            (
                "addresses = [\"a@b\"]\nclaimedAddresses = [\"a\"]",
                "invalid_value",
                "agent[0]",
            ),
        ] {
            let error = Agents::from_text(&format!("{row}{rest}\n")).unwrap_err();
            assert_eq!(
                (error.code(), error.problem().at.path.as_str()),
                (code, place),
                "{rest}"
            );
        }
        let twice = format!(
            "{row}names = [\"Bob\"]\n{}names = [\"bob\"]\n",
            row.replace("\"x\"", "\"y\"")
        );
        assert_eq!(
            Agents::from_text(&twice).unwrap_err().code(),
            "duplicate_id"
        );
    }
}
