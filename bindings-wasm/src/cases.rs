//! Cases beside a policy.

use foureyes::cases::Outcome;
use foureyes::error::CompileError;
use foureyes::wire::{Cases, outcomes_to_json};
use wasm_bindgen::prelude::wasm_bindgen;

use crate::document::{NativePolicy, NativeRoster, form, read_bytes};
use crate::error::{self, Result};

/// Cases beside a policy.
#[wasm_bindgen]
pub struct NativeCases(Cases);

#[wasm_bindgen]
impl NativeCases {
    /// Returns the cases of a built-in profile.
    pub fn profile(name: &str) -> Result<Self> {
        Cases::profile(name).map(Self).map_err(error::input)
    }

    /// Reads a text, JSON or TOML.
    pub fn read(text: &str, format: Option<String>) -> Result<Self> {
        let cases = Cases::read(text, form(text, format));
        cases.map(Self).map_err(error::input)
    }

    /// Reads bytes, JSON or TOML.
    #[wasm_bindgen(js_name = readBytes)]
    pub fn read_bytes(bytes: &[u8], format: Option<String>) -> Result<Self> {
        let cases = read_bytes(bytes, format, Cases::read, Cases::from_json);
        cases.map(Self).map_err(error::input)
    }

    /// Returns the digest of the text.
    pub fn digest(&self) -> String {
        self.0.digest().to_string()
    }

    /// Returns the policy that the cases name.
    pub fn policy(&self) -> Option<String> {
        self.0.document().policy.clone()
    }

    /// Returns the roster beside the cases that they name.
    #[wasm_bindgen(js_name = rosterFile)]
    pub fn roster_file(&self) -> Option<String> {
        self.0.document().roster_file.clone()
    }

    /// Decides every case with the people of the cases, and returns what came out, JSON.
    pub fn run(&self, policy: &NativePolicy) -> Result<String> {
        told(self.0.run(&policy.0, None))
    }

    /// Decides every case with the people of a roster, and returns what came out, JSON.
    #[wasm_bindgen(js_name = runWith)]
    pub fn run_with(&self, policy: &NativePolicy, roster: &NativeRoster) -> Result<String> {
        told(self.0.run(&policy.0, Some(&roster.0)))
    }
}

fn told(outcomes: core::result::Result<Vec<Outcome>, CompileError>) -> Result<String> {
    outcomes
        .map(|all| outcomes_to_json(&all))
        .map_err(error::compile)
}
