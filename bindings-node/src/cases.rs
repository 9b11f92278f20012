//! Cases beside a policy.

use foureyes::cases::Outcome;
use foureyes::error::CompileError;
use foureyes::wire::{Cases, outcomes_to_json};
use napi::Result;
use napi_derive::napi;

use crate::document::{NativePolicy, NativeRoster, form, read_bytes};
use crate::error;

/// Cases beside a policy.
#[napi]
pub struct NativeCases(Cases);

#[napi]
impl NativeCases {
    /// Returns the cases of a built-in profile.
    #[napi(factory, catch_unwind)]
    pub fn profile(name: String) -> Result<Self> {
        Cases::profile(&name)
            .map(Self)
            .map_err(|error| error::input(&error))
    }

    /// Reads a text, JSON or TOML.
    #[napi(factory, catch_unwind)]
    pub fn read(text: String, format: Option<String>) -> Result<Self> {
        Cases::read(&text, form(&text, format))
            .map(Self)
            .map_err(|error| error::input(&error))
    }

    /// Reads bytes, JSON or TOML.
    #[napi(factory, catch_unwind)]
    pub fn read_bytes(bytes: &[u8], format: Option<String>) -> Result<Self> {
        read_bytes(bytes, format, Cases::read, Cases::from_json).map(Self)
    }

    /// Returns the digest of the text.
    #[napi(catch_unwind)]
    pub fn digest(&self) -> String {
        self.0.digest().to_string()
    }

    /// Returns the policy that the cases name.
    #[napi(catch_unwind)]
    pub fn policy(&self) -> Option<String> {
        self.0.document().policy.clone()
    }

    /// Returns the roster beside the cases that they name.
    #[napi(catch_unwind)]
    pub fn roster_file(&self) -> Option<String> {
        self.0.document().roster_file.clone()
    }

    /// Decides every case with the people of the cases, and returns what came out, JSON.
    #[napi(catch_unwind)]
    pub fn run(&self, policy: &NativePolicy) -> Result<String> {
        told(self.0.run(&policy.0, None))
    }

    /// Decides every case with the people of a roster, and returns what came out, JSON.
    #[napi(catch_unwind)]
    pub fn run_with(&self, policy: &NativePolicy, roster: &NativeRoster) -> Result<String> {
        told(self.0.run(&policy.0, Some(&roster.0)))
    }
}

fn told(outcomes: std::result::Result<Vec<Outcome>, CompileError>) -> Result<String> {
    outcomes
        .map(|all| outcomes_to_json(&all))
        .map_err(|error| error::compile(&error))
}
