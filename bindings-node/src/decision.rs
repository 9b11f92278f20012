//! Decisions, permits and what was stored of them.

use foureyes::brief::Brief;
use foureyes::decision::{DecisionRecord, Expect, SummaryAsk};
use foureyes::{Gate, Permit};
use napi::Result;
use napi_derive::napi;

use crate::error;
use crate::shelf::{self, DECISIONS};

/// Leave to do exactly one thing.
#[napi]
pub struct NativePermit(Permit);

/// A decision on record.
#[napi]
pub struct NativeStoredDecision(DecisionRecord);

/// The reviewer's one screen.
#[napi]
pub struct NativeBrief(pub(crate) Brief);

/// Returns the canonical bytes of a decision.
#[napi(catch_unwind)]
pub fn decision_to_json(number: i64) -> Result<String> {
    shelf::with(&DECISIONS, number, |decision| Ok(decision.to_json()))
}

/// Returns the verdict of a decision, as on the wire.
#[napi(catch_unwind)]
pub fn decision_verdict(number: i64) -> Result<&'static str> {
    shelf::with(&DECISIONS, number, |decision| Ok(decision.verdict().word()))
}

/// Returns the explanation of a decision for a terminal.
#[napi(catch_unwind)]
pub fn decision_explain(number: i64) -> Result<String> {
    shelf::with(&DECISIONS, number, |decision| Ok(decision.explain()))
}

/// Returns the explanation of a decision for a pull request.
#[napi(catch_unwind)]
pub fn decision_to_markdown(number: i64) -> Result<String> {
    shelf::with(&DECISIONS, number, |decision| Ok(decision.to_markdown()))
}

/// Holds a decision against what is about to be done, JSON.
#[napi(catch_unwind)]
pub fn decision_permit(number: i64, expect: String) -> Result<NativePermit> {
    let expect = Expect::from_json(expect.as_bytes()).map_err(|error| error::input(&error))?;
    shelf::with(&DECISIONS, number, |decision| {
        let permit = decision.permit(&expect).map(NativePermit);
        permit.map_err(|refused| error::refused(&refused))
    })
}

/// Returns a decision as a SLSA Verification Summary; `ask` is JSON.
#[napi(catch_unwind)]
pub fn decision_summary(number: i64, ask: String) -> Result<String> {
    let ask = SummaryAsk::from_json(ask.as_bytes()).map_err(|error| error::input(&error))?;
    shelf::with(&DECISIONS, number, |decision| {
        decision.summary(&ask).map_err(|error| error::input(&error))
    })
}

/// Returns the number of this decision, held unless the stored one is an allow for the same.
#[napi(catch_unwind)]
pub fn decision_recheck(number: i64, stored: &NativeStoredDecision) -> Result<i64> {
    let decision = shelf::with(&DECISIONS, number, |decision| Ok(decision.clone()))?;
    Ok(shelf::keep(&DECISIONS, decision.recheck(&stored.0)))
}

/// Combines two decisions about one change: the worst verdict, every reason.
#[napi(catch_unwind)]
pub fn decision_combine(one: i64, other: i64) -> Result<i64> {
    let one = shelf::with(&DECISIONS, one, |decision| Ok(decision.clone()))?;
    let other = shelf::with(&DECISIONS, other, |decision| Ok(decision.clone()))?;
    Ok(shelf::keep(&DECISIONS, Gate::all(one, [other])))
}

/// Gives back the memory of a decision.
#[napi(catch_unwind)]
pub fn decision_drop(number: i64) {
    shelf::drop_one(&DECISIONS, number);
}

#[napi]
impl NativeBrief {
    /// Returns what the brief says, JSON.
    #[napi(catch_unwind)]
    pub fn to_json(&self) -> String {
        self.0.to_json()
    }

    /// Returns the brief for a terminal.
    #[napi(catch_unwind)]
    pub fn explain(&self) -> String {
        self.0.explain()
    }

    /// Returns the brief for a pull request.
    #[napi(catch_unwind)]
    pub fn to_markdown(&self) -> String {
        self.0.to_markdown()
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
