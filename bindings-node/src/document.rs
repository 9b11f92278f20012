//! Documents: text or bytes in, handles out.

use foureyes::error::InputError;
use foureyes::roster::{Duty, Revocations};
use foureyes::{Change, Format, Policy, Roster};
use napi::Result;
use napi_derive::napi;

use crate::error;
use crate::shelf::{self, CHANGES};

/// A policy.
#[napi]
pub struct NativePolicy(pub(crate) Policy);

/// A roster.
#[napi]
pub struct NativeRoster(pub(crate) Roster);

/// Who is on call and who is away.
#[napi]
pub struct NativeDuty(pub(crate) Duty);

/// Keys revoked since the roster was written.
#[napi]
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

    /// Returns the policy with one more document beside it.
    #[napi(catch_unwind)]
    pub fn with_base(&self, base: &NativePolicy) -> Self {
        let mut bases = self.0.bases().to_vec();
        bases.push(base.0.clone());
        Self(self.0.clone().with_bases(bases))
    }

    /// Returns the policy with no document beside it.
    #[napi(catch_unwind)]
    pub fn without_bases(&self) -> Self {
        Self(self.0.clone().with_bases(Vec::new()))
    }

    /// Returns the names of what it extends and what is not there.
    #[napi(catch_unwind)]
    pub fn missing_bases(&self) -> Vec<String> {
        let names = self.0.missing_bases();
        names.iter().map(ToString::to_string).collect()
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

/// Reads a change from text, JSON, and returns its number.
#[napi(catch_unwind)]
pub fn change_read(text: String) -> Result<i64> {
    change(text.as_bytes())
}

/// Reads a change from bytes, JSON, and returns its number.
#[napi(catch_unwind)]
pub fn change_read_bytes(bytes: &[u8]) -> Result<i64> {
    change(bytes)
}

fn change(bytes: &[u8]) -> Result<i64> {
    let change = Change::from_json(bytes).map_err(|error| error::input(&error))?;
    Ok(shelf::keep(&CHANGES, change))
}

/// Returns the digest of what a change is.
#[napi(catch_unwind)]
pub fn change_digest(number: i64) -> Result<String> {
    shelf::with(&CHANGES, number, |change| Ok(change.digest().to_string()))
}

/// Returns the document of a change.
#[napi(catch_unwind)]
pub fn change_to_json(number: i64) -> Result<String> {
    shelf::with(&CHANGES, number, |change| Ok(change.to_json()))
}

/// Gives back the memory of a change.
#[napi(catch_unwind)]
pub fn change_drop(number: i64) {
    shelf::drop_one(&CHANGES, number);
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
