//! What other languages ask with, from JSON.

use std::collections::BTreeSet;

use serde::Deserialize;

use super::document::read_json;
use crate::decision::{Expect, SummaryAsk};
use crate::digest::Digest;
use crate::error::InputError;
use crate::id::PrincipalId;
use crate::json::Limits;
use crate::statement::Intent;

impl SummaryAsk {
    /// Reads who vouches for a summary from JSON: `verifier`, `resourceUri`, `levels`.
    ///
    /// # Errors
    /// The first fault that keeps it from being read.
    pub fn from_json(bytes: &[u8]) -> Result<Self, InputError> {
        read_json(bytes, "summary", &Limits::STATEMENT)
    }
}

impl Expect {
    /// Reads what is about to be done from JSON: `subjects`, `repository`, `targetRef`, `environment`, `regions`,
    /// `action`, `now`.
    ///
    /// # Errors
    /// The first fault that keeps it from being read.
    pub fn from_json(bytes: &[u8]) -> Result<Self, InputError> {
        read_json(bytes, "expect", &Limits::STATEMENT)
    }
}

impl Intent {
    /// Reads what a person wants to say from JSON.
    ///
    /// # Errors
    /// The first fault that keeps it from being read.
    pub fn from_json(bytes: &[u8]) -> Result<Self, InputError> {
        read_json(bytes, "statement", &Limits::STATEMENT)
    }
}

/// Reads which statements were used before from a JSON list of objects with `statement` and `person`, as
/// `Permit::to_json` has them under `used`.
///
/// # Errors
/// The first fault that keeps it from being read.
pub fn consumed_from_json(bytes: &[u8]) -> Result<BTreeSet<(Digest, PrincipalId)>, InputError> {
    #[derive(Deserialize)]
    #[serde(deny_unknown_fields)]
    struct Used {
        statement: Digest,
        person: PrincipalId,
    }
    let used: Vec<Used> = read_json(bytes, "consumed", &Limits::DOCUMENT)?;
    Ok(used
        .into_iter()
        .map(|one| (one.statement, one.person))
        .collect())
}
