//! Duty and revocations in.

use super::document::{Format, read_text, text_of};
use crate::error::InputError;
use crate::roster::{Duty, Revocations};

impl Duty {
    /// Reads a duty document.
    ///
    /// # Errors
    /// The first fault, with its code and place.
    pub fn read(text: &str, format: Format) -> Result<Self, InputError> {
        read_text(text, format, "duty")
    }

    /// Reads the bytes of a document whose form its first character tells; see [`Format::of`].
    ///
    /// # Errors
    /// See [`Duty::read`]; also where the bytes are not UTF-8.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, InputError> {
        let text = text_of(bytes, "duty")?;
        Self::read(text, Format::of(text))
    }
}

impl Revocations {
    /// Reads a revocations document.
    ///
    /// # Errors
    /// The first fault, with its code and place.
    pub fn read(text: &str, format: Format) -> Result<Self, InputError> {
        read_text(text, format, "revocations")
    }

    /// Reads the bytes of a document whose form its first character tells; see [`Format::of`].
    ///
    /// # Errors
    /// See [`Revocations::read`]; also where the bytes are not UTF-8.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, InputError> {
        let text = text_of(bytes, "revocations")?;
        Self::read(text, Format::of(text))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_forms() {
        let duty = "duty = \"foureyes/duty/v1\"\nissued = \"2026-03-01T00:00:00Z\"\nonCall = [\"carol\"]\n";
        assert_eq!(Duty::read(duty, Format::Toml).unwrap().on_call.len(), 1);
        let error = Duty::read("duty = 1", Format::Toml).unwrap_err();
        assert!(error.to_string().contains("duty:1:"), "{error}");
        let none = r#"{"revocations":"foureyes/revocations/v1"}"#;
        assert!(
            Revocations::read(none, Format::Json)
                .unwrap()
                .entries
                .is_empty()
        );
        let twice = r#"{"revocations":"foureyes/revocations/v1","revoked":[],"revoked":[]}"#;
        assert_eq!(
            Revocations::read(twice, Format::Json).unwrap_err().code(),
            "duplicate_key"
        );
    }
}
