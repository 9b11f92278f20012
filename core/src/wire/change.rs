//! Changes in and out.

use super::document::read_json;
use crate::change::{Change, ChangeError, ChangeFacts, Debt};
use crate::detect::Plan;
use crate::error::{InputError, Location};
use crate::json::{self, Limits};

impl Change {
    /// Reads a change document, JSON.
    ///
    /// # Errors
    /// The first fault, with its code and place.
    pub fn from_json(bytes: &[u8]) -> Result<Self, InputError> {
        Self::new(facts(bytes)?).map_err(|error| located(&error))
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

impl Plan {
    /// Reads a change document, JSON, as a change that carries out this plan; see [`Plan::add_to`]. It need not name a
    /// subject of its own.
    ///
    /// # Errors
    /// As [`Change::from_json`].
    pub fn read_change(&self, bytes: &[u8]) -> Result<Change, InputError> {
        let mut facts = facts(bytes)?;
        self.add_to(&mut facts);
        Change::new(facts).map_err(|error| located(&error))
    }
}

fn facts(bytes: &[u8]) -> Result<ChangeFacts, InputError> {
    read_json(bytes, "change", &Limits::CHANGE)
}

fn located(error: &ChangeError) -> InputError {
    let at = Location {
        document: "change".to_owned(),
        path: error.path().to_owned(),
        position: None,
    };
    InputError::new(error.code(), error.to_string(), at)
}
