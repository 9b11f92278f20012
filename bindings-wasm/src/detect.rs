//! What the text of a commit says.

use foureyes::detect::{Agents, CommitText, Identity, Plan, Trust};
use wasm_bindgen::prelude::wasm_bindgen;

use crate::document::{NativeChange, form};
use crate::error::{self, Result};

/// The table of known agents.
#[wasm_bindgen]
pub struct NativeAgents(Agents);

/// What a plan of Terraform or OpenTofu does.
#[wasm_bindgen]
pub struct NativePlan(Plan);

#[wasm_bindgen]
impl NativePlan {
    /// Reads what `terraform show -json` prints of a saved plan.
    pub fn read(bytes: &[u8]) -> Result<Self> {
        Plan::from_json(bytes).map(Self).map_err(error::input)
    }

    /// Returns what the plan does, JSON.
    #[wasm_bindgen(js_name = toJson)]
    pub fn to_json(&self) -> String {
        self.0.to_json()
    }

    /// Reads a change document as one that carries out the plan.
    #[wasm_bindgen(js_name = readChange)]
    pub fn read_change(&self, bytes: &[u8]) -> Result<NativeChange> {
        let change = self.0.read_change(bytes);
        change.map(NativeChange).map_err(error::input)
    }
}

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
