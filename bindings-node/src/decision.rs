//! Decisions, permits and what was stored of them.

use foureyes::decision::{DecisionRecord, Expect};
use foureyes::{Decision, Permit};
use napi::Result;
use napi_derive::napi;

use crate::error;

/// The outcome of an evaluation.
#[napi]
pub struct NativeDecision(pub(crate) Decision);

/// Leave to do exactly one thing.
#[napi]
pub struct NativePermit(Permit);

/// A decision on record.
#[napi]
pub struct NativeStoredDecision(DecisionRecord);

#[napi]
impl NativeDecision {
    /// Returns the canonical bytes.
    #[napi(catch_unwind)]
    pub fn to_json(&self) -> String {
        self.0.to_json()
    }

    /// Returns the verdict, as on the wire.
    #[napi(catch_unwind)]
    pub fn verdict(&self) -> &'static str {
        self.0.verdict().word()
    }

    /// Returns the explanation for a terminal.
    #[napi(catch_unwind)]
    pub fn explain(&self) -> String {
        self.0.explain()
    }

    /// Returns the explanation for a pull request.
    #[napi(catch_unwind)]
    pub fn to_markdown(&self) -> String {
        self.0.to_markdown()
    }

    /// Holds the decision against what is about to be done, JSON.
    #[napi(catch_unwind)]
    pub fn permit(&self, expect: String) -> Result<NativePermit> {
        let expect = Expect::from_json(expect.as_bytes()).map_err(|error| error::input(&error))?;
        self.0
            .permit(&expect)
            .map(NativePermit)
            .map_err(|refused| error::refused(&refused))
    }

    /// Returns this decision, held unless the stored one is an allow for the same.
    #[napi(catch_unwind)]
    pub fn recheck(&self, stored: &NativeStoredDecision) -> Self {
        Self(self.0.clone().recheck(&stored.0))
    }
}

#[napi]
impl NativePermit {
    /// Returns what may go live, for the record.
    #[napi(catch_unwind)]
    pub fn to_json(&self) -> String {
        self.0.to_json()
    }
}

#[napi]
impl NativeStoredDecision {
    /// Reads the canonical bytes.
    #[napi(factory, catch_unwind)]
    pub fn read(bytes: &[u8]) -> Result<Self> {
        DecisionRecord::from_json(bytes)
            .map(Self)
            .map_err(|error| error::stored(&error))
    }

    /// Returns the canonical bytes.
    #[napi(catch_unwind)]
    pub fn to_json(&self) -> String {
        self.0.to_json()
    }

    /// Returns the explanation for a terminal.
    #[napi(catch_unwind)]
    pub fn explain(&self) -> String {
        self.0.explain()
    }

    /// Returns the explanation for a pull request.
    #[napi(catch_unwind)]
    pub fn to_markdown(&self) -> String {
        self.0.to_markdown()
    }
}
