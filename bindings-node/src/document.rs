//! Documents: text or bytes in, handles out.

use foureyes::error::InputError;
use foureyes::roster::{Duty, Revocations};
use foureyes::{Change, Format, Policy, Roster};
use napi::Result;
use napi_derive::napi;

use crate::error;

/// A policy.
#[napi]
pub struct NativePolicy(pub(crate) Policy);

/// A roster.
#[napi]
pub struct NativeRoster(pub(crate) Roster);

/// A change.
#[napi]
pub struct NativeChange(pub(crate) Change);

/// Who is on call and who is away.
#[napi]
pub struct NativeDuty(pub(crate) Duty);

/// Keys revoked since the roster was written.
#[napi]
pub struct NativeRevocations(pub(crate) Revocations);

/// Returns the form that a caller names, or else the one that the first character tells.
fn form(text: &str, named: Option<String>) -> Format {
    match named.as_deref() {
        Some("json") => Format::Json,
        Some("toml") => Format::Toml,
        _ => Format::of(text),
    }
}

/// Reads bytes. Those that are no text go to `json`, which says so with the place.
fn read_bytes<T>(
    bytes: &[u8],
    named: Option<String>,
    read: fn(&str, Format) -> std::result::Result<T, InputError>,
    json: fn(&[u8]) -> std::result::Result<T, InputError>,
) -> Result<T> {
    let document = match std::str::from_utf8(bytes) {
        Ok(text) => read(text, form(text, named)),
        Err(_) => json(bytes),
    };
    document.map_err(|error| error::input(&error))
}

#[napi]
impl NativePolicy {
    /// Returns a built-in profile.
    #[napi(factory, catch_unwind)]
    pub fn profile(name: String) -> Result<Self> {
        Policy::profile(&name)
            .map(Self)
            .map_err(|error| error::input(&error))
    }

    /// Reads a text, JSON or TOML.
    #[napi(factory, catch_unwind)]
    pub fn read(text: String, format: Option<String>) -> Result<Self> {
        Policy::read(&text, form(&text, format))
            .map(Self)
            .map_err(|error| error::input(&error))
    }

    /// Reads bytes, JSON or TOML.
    #[napi(factory, catch_unwind)]
    pub fn read_bytes(bytes: &[u8], format: Option<String>) -> Result<Self> {
        read_bytes(bytes, format, Policy::read, Policy::from_json).map(Self)
    }

    /// Returns the digest of the text.
    #[napi(catch_unwind)]
    pub fn digest(&self) -> String {
        self.0.digest().to_string()
    }
}

#[napi]
impl NativeRoster {
    /// Reads a text, JSON or TOML.
    #[napi(factory, catch_unwind)]
    pub fn read(text: String, format: Option<String>) -> Result<Self> {
        Roster::read(&text, form(&text, format))
            .map(Self)
            .map_err(|error| error::input(&error))
    }

    /// Reads bytes, JSON or TOML.
    #[napi(factory, catch_unwind)]
    pub fn read_bytes(bytes: &[u8], format: Option<String>) -> Result<Self> {
        read_bytes(bytes, format, Roster::read, Roster::from_json).map(Self)
    }

    /// Returns the digest of the text.
    #[napi(catch_unwind)]
    pub fn digest(&self) -> String {
        self.0.digest().to_string()
    }
}

#[napi]
impl NativeChange {
    /// Reads a text, JSON.
    #[napi(factory, catch_unwind)]
    pub fn read(text: String) -> Result<Self> {
        Change::from_json(text.as_bytes())
            .map(Self)
            .map_err(|error| error::input(&error))
    }

    /// Reads bytes, JSON.
    #[napi(factory, catch_unwind)]
    pub fn read_bytes(bytes: &[u8]) -> Result<Self> {
        Change::from_json(bytes)
            .map(Self)
            .map_err(|error| error::input(&error))
    }

    /// Returns the digest of what the change is.
    #[napi(catch_unwind)]
    pub fn digest(&self) -> String {
        self.0.digest().to_string()
    }

    /// Returns the document.
    #[napi(catch_unwind)]
    pub fn to_json(&self) -> String {
        self.0.to_json()
    }
}

#[napi]
impl NativeDuty {
    /// Reads a text, JSON or TOML.
    #[napi(factory, catch_unwind)]
    pub fn read(text: String, format: Option<String>) -> Result<Self> {
        Duty::read(&text, form(&text, format))
            .map(Self)
            .map_err(|error| error::input(&error))
    }
}

#[napi]
impl NativeRevocations {
    /// Reads a text, JSON or TOML.
    #[napi(factory, catch_unwind)]
    pub fn read(text: String, format: Option<String>) -> Result<Self> {
        Revocations::read(&text, form(&text, format))
            .map(Self)
            .map_err(|error| error::input(&error))
    }
}
