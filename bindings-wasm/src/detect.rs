//! What the text of a commit says.

use foureyes::detect::{Agents, CommitText, Identity, Trust};
use wasm_bindgen::prelude::wasm_bindgen;

use crate::document::form;
use crate::error::{self, Result};

/// The table of known agents.
#[wasm_bindgen]
pub struct NativeAgents(Agents);

#[wasm_bindgen]
impl NativeAgents {
    /// Returns the built-in table.
    pub fn builtin() -> Self {
        Self(Agents::builtin())
    }

    /// Reads a text, JSON or TOML, whose rows stand before those of the built-in table.
    pub fn read(text: &str, format: Option<String>) -> Result<Self> {
        let agents = Agents::read(text, form(text, format));
        agents.map(Self).map_err(error::input)
    }

    /// Returns the version of the table.
    pub fn version(&self) -> String {
        self.0.version()
    }

    /// Returns what a payload of a platform says, as JSON.
    pub fn event(&self, bytes: &[u8], authenticated: bool) -> Result<String> {
        let found = self.0.event(bytes, Trust::of(authenticated));
        found.map(|found| found.to_json()).map_err(error::input)
    }

    /// Returns what a git-ai note says, as JSON.
    pub fn note(&self, bytes: &[u8]) -> Result<String> {
        let found = self.0.note(bytes);
        found.map(|found| found.to_json()).map_err(error::input)
    }

    /// Returns what Agent Trace records say, as JSON.
    pub fn traces(&self, bytes: &[u8]) -> Result<String> {
        let found = self.0.traces(bytes);
        found.map(|found| found.to_json()).map_err(error::input)
    }

    /// Returns what an in-toto statement says about AI, as JSON.
    pub fn attestation(&self, bytes: &[u8], authenticated: bool) -> Result<String> {
        let found = self.0.attestation(bytes, Trust::of(authenticated));
        found.map(|found| found.to_json()).map_err(error::input)
    }

    /// Returns what the text of a commit says about how it was made, as JSON.
    pub fn commit(
        &self,
        message: &[u8],
        author_name: String,
        author_email: String,
        committer_name: String,
        committer_email: String,
    ) -> String {
        let author = Identity {
            name: author_name,
            email: author_email,
        };
        let committer = Identity {
            name: committer_name,
            email: committer_email,
        };
        let text = CommitText {
            message,
            author: &author,
            committer: &committer,
        };
        self.0.commit(&text).to_json()
    }
}
