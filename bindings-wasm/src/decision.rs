//! Decisions, permits and what was stored of them.

use foureyes::brief::Brief;
use foureyes::decision::{DecisionRecord, Expect, SummaryAsk};
use foureyes::{Decision, Gate, Permit};
use wasm_bindgen::prelude::wasm_bindgen;

use crate::error::{self, Result};

/// The outcome of an evaluation.
#[wasm_bindgen]
pub struct NativeDecision(pub(crate) Decision);

/// The reviewer's one screen.
#[wasm_bindgen]
pub struct NativeBrief(pub(crate) Brief);

/// Leave to do exactly one thing.
#[wasm_bindgen]
pub struct NativePermit(Permit);

/// A decision on record.
#[wasm_bindgen]
pub struct NativeStoredDecision(DecisionRecord);

#[wasm_bindgen]
impl NativeDecision {
    /// Returns the canonical bytes.
    #[wasm_bindgen(js_name = toJson)]
    pub fn to_json(&self) -> String {
        self.0.to_json()
    }

    /// Returns the verdict, as on the wire.
    pub fn verdict(&self) -> String {
        self.0.verdict().word().to_owned()
    }

    /// Returns the explanation for a terminal.
    pub fn explain(&self) -> String {
        self.0.explain()
    }

    /// Returns the explanation for a pull request.
    #[wasm_bindgen(js_name = toMarkdown)]
    pub fn to_markdown(&self) -> String {
        self.0.to_markdown()
    }

    /// Holds the decision against what is about to be done, JSON.
    pub fn permit(&self, expect: &str) -> Result<NativePermit> {
        let expect = Expect::from_json(expect.as_bytes()).map_err(error::input)?;
        let permit = self.0.permit(&expect);
        permit.map(NativePermit).map_err(error::refused)
    }

    /// Returns the decision as a SLSA Verification Summary; `ask` is JSON.
    pub fn summary(&self, ask: &str) -> Result<String> {
        let ask = SummaryAsk::from_json(ask.as_bytes()).map_err(error::input)?;
        self.0.summary(&ask).map_err(error::input)
    }

    /// Returns this decision, held unless the stored one is an allow for the same.
    pub fn recheck(&self, stored: &NativeStoredDecision) -> Self {
        Self(self.0.clone().recheck(&stored.0))
    }
}

#[wasm_bindgen]
impl NativeBrief {
    /// Returns what the brief says, JSON.
    #[wasm_bindgen(js_name = toJson)]
    pub fn to_json(&self) -> String {
        self.0.to_json()
    }

    /// Returns the brief for a terminal.
    pub fn explain(&self) -> String {
        self.0.explain()
    }

    /// Returns the brief for a pull request.
    #[wasm_bindgen(js_name = toMarkdown)]
    pub fn to_markdown(&self) -> String {
        self.0.to_markdown()
    }
}

#[wasm_bindgen]
impl NativePermit {
    /// Returns what may go live, for the record.
    #[wasm_bindgen(js_name = toJson)]
    pub fn to_json(&self) -> String {
        self.0.to_json()
    }
}

#[wasm_bindgen]
impl NativeStoredDecision {
    /// Reads the canonical bytes.
    pub fn read(bytes: &[u8]) -> Result<Self> {
        let record = DecisionRecord::from_json(bytes);
        record
            .map(Self)
            .map_err(|fault| error::input(fault.within("decision")))
    }

    /// Returns the canonical bytes.
    #[wasm_bindgen(js_name = toJson)]
    pub fn to_json(&self) -> String {
        self.0.to_json()
    }

    /// Returns the explanation for a terminal.
    pub fn explain(&self) -> String {
        self.0.explain()
    }

    /// Returns the explanation for a pull request.
    #[wasm_bindgen(js_name = toMarkdown)]
    pub fn to_markdown(&self) -> String {
        self.0.to_markdown()
    }
}

/// Combines two decisions about one change: the worst verdict, every reason.
#[wasm_bindgen]
pub fn combine(one: &NativeDecision, other: &NativeDecision) -> NativeDecision {
    NativeDecision(Gate::all(one.0.clone(), [other.0.clone()]))
}
