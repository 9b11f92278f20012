//! What the text of a commit says.

use foureyes::detect::{Agents, CommitText, Identity, Plan, Trust};
use napi::Result;
use napi_derive::napi;

use crate::document::form;
use crate::error;
use crate::shelf::{self, CHANGES};

/// The table of known agents.
#[napi]
pub struct NativeAgents(Agents);

/// What a plan of Terraform or OpenTofu does.
#[napi]
pub struct NativePlan(Plan);

#[napi]
impl NativePlan {
    /// Reads what `terraform show -json` prints of a saved plan.
    #[napi(factory, catch_unwind)]
    pub fn read(bytes: &[u8]) -> Result<Self> {
        Plan::from_json(bytes)
            .map(Self)
            .map_err(|error| error::input(&error))
    }

    /// Returns what the plan does, JSON.
    #[napi(catch_unwind)]
    pub fn to_json(&self) -> String {
        self.0.to_json()
    }

    /// Reads a change document as one that carries out the plan, and returns its number.
    #[napi(catch_unwind)]
    pub fn read_change(&self, bytes: &[u8]) -> Result<i64> {
        let change = self.0.read_change(bytes);
        let change = change.map_err(|error| error::input(&error))?;
        Ok(shelf::keep(&CHANGES, change))
    }
}

#[napi]
impl NativeAgents {
    /// Returns the built-in table.
    #[napi(factory, catch_unwind)]
    pub fn builtin() -> Self {
        Self(Agents::builtin())
    }

    /// Reads a text, JSON or TOML, whose rows stand before those of the built-in table.
    #[napi(factory, catch_unwind)]
    pub fn read(text: String, format: Option<String>) -> Result<Self> {
        Agents::read(&text, form(&text, format))
            .map(Self)
            .map_err(|error| error::input(&error))
    }

    /// Returns the version of the table.
    #[napi(catch_unwind)]
    pub fn version(&self) -> String {
        self.0.version()
    }

    /// Returns what a payload of a platform says, as JSON.
    #[napi(catch_unwind)]
    pub fn event(&self, bytes: &[u8], authenticated: bool) -> Result<String> {
        let found = self.0.event(bytes, Trust::of(authenticated));
        found
            .map(|found| found.to_json())
            .map_err(|error| error::input(&error))
    }

    /// Returns what a git-ai note says, as JSON.
    #[napi(catch_unwind)]
    pub fn note(&self, bytes: &[u8]) -> Result<String> {
        let found = self.0.note(bytes);
        found
            .map(|found| found.to_json())
            .map_err(|error| error::input(&error))
    }

    /// Returns what Agent Trace records say, as JSON.
    #[napi(catch_unwind)]
    pub fn traces(&self, bytes: &[u8]) -> Result<String> {
        let found = self.0.traces(bytes);
        found
            .map(|found| found.to_json())
            .map_err(|error| error::input(&error))
    }

    /// Returns what an in-toto statement says about AI, as JSON.
    #[napi(catch_unwind)]
    pub fn attestation(&self, bytes: &[u8], authenticated: bool) -> Result<String> {
        let found = self.0.attestation(bytes, Trust::of(authenticated));
        found
            .map(|found| found.to_json())
            .map_err(|error| error::input(&error))
    }

    /// Returns what the text of a commit says about how it was made, as JSON.
    #[napi(catch_unwind)]
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
