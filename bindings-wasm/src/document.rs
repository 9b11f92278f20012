//! Documents: text or bytes in, handles out.

use foureyes::error::InputError;
use foureyes::roster::{Duty, Revocations};
use foureyes::{Change, Format, Policy, Roster};
use wasm_bindgen::prelude::wasm_bindgen;

use crate::error::{self, Result};

/// A policy.
#[wasm_bindgen]
pub struct NativePolicy(pub(crate) Policy);

/// A roster.
#[wasm_bindgen]
pub struct NativeRoster(pub(crate) Roster);

/// A change.
#[wasm_bindgen]
pub struct NativeChange(pub(crate) Change);

/// Who is on call and who is away.
#[wasm_bindgen]
pub struct NativeDuty(pub(crate) Duty);

/// Keys revoked since the roster was written.
#[wasm_bindgen]
pub struct NativeRevocations(pub(crate) Revocations);

/// Returns the form that a caller names, or else the one that the first character tells.
pub(crate) fn form(text: &str, named: Option<String>) -> Format {
    match named.as_deref() {
        Some("json") => Format::Json,
        Some("toml") => Format::Toml,
        _ => Format::of(text),
    }
}

/// Reads bytes. Those that are no text go to `json`, which says so with the place.
pub(crate) fn read_bytes<T>(
    bytes: &[u8],
    named: Option<String>,
    read: fn(&str, Format) -> core::result::Result<T, InputError>,
    json: fn(&[u8]) -> core::result::Result<T, InputError>,
) -> core::result::Result<T, InputError> {
    match core::str::from_utf8(bytes) {
        Ok(text) => read(text, form(text, named)),
        Err(_) => json(bytes),
    }
}

#[wasm_bindgen]
impl NativePolicy {
    /// Returns a built-in profile.
    pub fn profile(name: &str) -> Result<Self> {
        Policy::profile(name).map(Self).map_err(error::input)
    }

    /// Reads a text, JSON or TOML.
    pub fn read(text: &str, format: Option<String>) -> Result<Self> {
        let policy = Policy::read(text, form(text, format));
        policy.map(Self).map_err(error::input)
    }

    /// Reads bytes, JSON or TOML.
    #[wasm_bindgen(js_name = readBytes)]
    pub fn read_bytes(bytes: &[u8], format: Option<String>) -> Result<Self> {
        let policy = read_bytes(bytes, format, Policy::read, Policy::from_json);
        policy.map(Self).map_err(error::input)
    }

    /// Returns the policy with one more document beside it.
    #[wasm_bindgen(js_name = withBase)]
    pub fn with_base(&self, base: &Self) -> Self {
        let mut bases = self.0.bases().to_vec();
        bases.push(base.0.clone());
        Self(self.0.clone().with_bases(bases))
    }

    /// Returns the policy with no document beside it.
    #[wasm_bindgen(js_name = withoutBases)]
    pub fn without_bases(&self) -> Self {
        Self(self.0.clone().with_bases(Vec::new()))
    }

    /// Returns the names of what it extends and what is not there.
    #[wasm_bindgen(js_name = missingBases)]
    pub fn missing_bases(&self) -> Vec<String> {
        let names = self.0.missing_bases();
        names.iter().map(ToString::to_string).collect()
    }

    /// Returns the digest of the text.
    pub fn digest(&self) -> String {
        self.0.digest().to_string()
    }
}

#[wasm_bindgen]
impl NativeRoster {
    /// Reads a text, JSON or TOML.
    pub fn read(text: &str, format: Option<String>) -> Result<Self> {
        let roster = Roster::read(text, form(text, format));
        roster.map(Self).map_err(error::input)
    }

    /// Reads bytes, JSON or TOML.
    #[wasm_bindgen(js_name = readBytes)]
    pub fn read_bytes(bytes: &[u8], format: Option<String>) -> Result<Self> {
        let roster = read_bytes(bytes, format, Roster::read, Roster::from_json);
        roster.map(Self).map_err(error::input)
    }

    /// Returns the digest of the text.
    pub fn digest(&self) -> String {
        self.0.digest().to_string()
    }
}

#[wasm_bindgen]
impl NativeChange {
    /// Reads a text, JSON.
    pub fn read(text: &str) -> Result<Self> {
        Self::read_bytes(text.as_bytes())
    }

    /// Reads bytes, JSON.
    #[wasm_bindgen(js_name = readBytes)]
    pub fn read_bytes(bytes: &[u8]) -> Result<Self> {
        Change::from_json(bytes).map(Self).map_err(error::input)
    }

    /// Returns the digest of what the change is.
    pub fn digest(&self) -> String {
        self.0.digest().to_string()
    }

    /// Returns the document.
    #[wasm_bindgen(js_name = toJson)]
    pub fn to_json(&self) -> String {
        self.0.to_json()
    }
}

#[wasm_bindgen]
impl NativeDuty {
    /// Reads a text, JSON or TOML.
    pub fn read(text: &str, format: Option<String>) -> Result<Self> {
        let duty = Duty::read(text, form(text, format));
        duty.map(Self).map_err(error::input)
    }
}

#[wasm_bindgen]
impl NativeRevocations {
    /// Reads a text, JSON or TOML.
    pub fn read(text: &str, format: Option<String>) -> Result<Self> {
        let revocations = Revocations::read(text, form(text, format));
        revocations.map(Self).map_err(error::input)
    }
}
