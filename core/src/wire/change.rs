//! Changes in and out.

use super::document::read_json;
use crate::change::{Change, ChangeFacts, Debt};
use crate::error::{InputError, Location};
use crate::json::{self, Limits};

impl Change {
    /// Reads a change document, JSON.
    ///
    /// # Errors
    /// The first fault, with its code and place.
    pub fn from_json(bytes: &[u8]) -> Result<Self, InputError> {
        let facts: ChangeFacts = read_json(bytes, "change", &Limits::CHANGE)?;
        Self::new(facts).map_err(|error| {
            let at = Location {
                document: "change".to_owned(),
                path: error.path().to_owned(),
                position: None,
            };
            InputError::new(error.code(), error.to_string(), at)
        })
    }

    /// Reads the reviews that are owed for emergencies, a JSON list of `person`, `services` and `due`.
    ///
    /// # Errors
    /// The first fault, with its code and place.
    pub fn read_debts(bytes: &[u8]) -> Result<Vec<Debt>, InputError> {
        read_json(bytes, "debts", &Limits::DOCUMENT)
    }

    /// Returns the change document, JSON.
    pub fn to_json(&self) -> String {
        json::to_string(self.facts())
    }
}
