//! The gate: compile, verify, evaluate.

use std::collections::BTreeSet;

use foureyes::digest::Digest;
use foureyes::gate::LastSeen;
use foureyes::id::PrincipalId;
use foureyes::roster::{Duty, Revocations};
use foureyes::statement::Intent;
use foureyes::wire::{candidates_to_json, consumed_from_json, moments_to_json, problems_to_json};
use foureyes::{Gate, Request, Statements, Submitted};
use js_sys::Uint8Array;
use wasm_bindgen::prelude::wasm_bindgen;

use crate::authority::NativeHistory;
use crate::decision::{NativeBrief, NativeDecision};
use crate::document::{NativeChange, NativeDuty, NativePolicy, NativeRevocations, NativeRoster};
use crate::error::{self, Result};
use crate::signing::NativeDraft;

/// A policy and a roster, compiled.
#[wasm_bindgen]
pub struct NativeGate(Gate);

/// Statements after verification.
#[wasm_bindgen]
pub struct NativeStatements(Statements);

/// What an evaluation looks at beside change, statements and instant.
#[wasm_bindgen]
pub struct NativeCircumstances {
    revocations: Option<Revocations>,
    duty: Option<Duty>,
    consumed: Option<BTreeSet<(Digest, PrincipalId)>>,
    last_seen: Option<LastSeen>,
    simulated: bool,
}

#[wasm_bindgen]
impl NativeCircumstances {
    /// Returns the circumstances; `consumed` is JSON.
    #[wasm_bindgen(constructor)]
    pub fn new(
        revocations: Option<NativeRevocations>,
        duty: Option<NativeDuty>,
        consumed: Option<String>,
        policy_version: Option<u32>,
        roster_version: Option<u32>,
        simulated: Option<bool>,
    ) -> Result<Self> {
        let consumed = consumed
            .map(|text| consumed_from_json(text.as_bytes()))
            .transpose()
            .map_err(error::input)?;
        Ok(Self {
            revocations: revocations.map(|it| it.0),
            duty: duty.map(|it| it.0),
            consumed,
            last_seen: policy_version
                .zip(roster_version)
                .map(|(policy, roster)| LastSeen::new(policy, roster)),
            simulated: simulated.unwrap_or(false),
        })
    }
}

fn request<'a>(
    change: &'a NativeChange,
    statements: &'a NativeStatements,
    now: &str,
    circumstances: Option<&'a NativeCircumstances>,
) -> Result<Request<'a>> {
    let now = error::instant(now, "request", "now")?;
    let mut request = Request::new(&change.0, &statements.0, now);
    if let Some(it) = circumstances {
        request.revocations = it.revocations.as_ref();
        request.duty = it.duty.as_ref();
        request.consumed = it.consumed.as_ref();
        request.last_seen = it.last_seen;
        request.simulated = it.simulated;
    }
    Ok(request)
}

fn submitted(envelopes: &[Uint8Array]) -> Vec<Submitted> {
    envelopes
        .iter()
        .map(|bytes| Submitted::new(bytes.to_vec()))
        .collect()
}

#[wasm_bindgen]
impl NativeGate {
    /// Checks a policy and a roster, each by itself and against the other.
    pub fn compile(policy: &NativePolicy, roster: &NativeRoster) -> Result<Self> {
        let gate = Gate::compile(&policy.0, &roster.0);
        gate.map(Self).map_err(error::compile)
    }

    /// Checks the last policy and roster of a history, and whether they follow from what it begins with.
    #[wasm_bindgen(js_name = compileSigned)]
    pub fn compile_signed(history: &NativeHistory) -> Result<Self> {
        let gate = Gate::compile_signed(&history.history());
        gate.map(Self).map_err(error::compile)
    }

    /// Checks a roster by itself and every key of it in full, and returns every problem, JSON.
    #[wasm_bindgen(js_name = checkRoster)]
    pub fn check_roster(roster: &NativeRoster) -> String {
        problems_to_json(&Gate::check_roster(&roster.0))
    }

    /// Returns posture, versions and warnings, JSON.
    pub fn describe(&self) -> String {
        self.0.to_json()
    }

    /// Verifies envelopes. An empty instant in `witnessed_at` is none.
    pub fn verify(
        &self,
        envelopes: Vec<Uint8Array>,
        witnessed_at: Option<Vec<String>>,
        complete_as_of: Option<String>,
    ) -> Result<NativeStatements> {
        let mut submitted = submitted(&envelopes);
        let instants = witnessed_at.unwrap_or_default();
        for (index, (one, text)) in submitted.iter_mut().zip(instants).enumerate() {
            if !text.is_empty() {
                let path = format!("[{index}]");
                one.witnessed_at = Some(error::instant(&text, "envelopes", &path)?);
            }
        }
        let mut statements = self.0.verify(&submitted);
        if let Some(text) = complete_as_of {
            let instant = error::instant(&text, "request", "completeAsOf")?;
            statements = statements.complete_as_of(instant);
        }
        Ok(NativeStatements(statements))
    }

    /// Decides.
    pub fn evaluate(
        &self,
        change: &NativeChange,
        statements: &NativeStatements,
        now: &str,
        circumstances: Option<NativeCircumstances>,
    ) -> Result<NativeDecision> {
        let request = request(change, statements, now, circumstances.as_ref())?;
        Ok(NativeDecision(self.0.evaluate(&request)))
    }

    /// Decides about a change that brings in another policy or roster.
    #[wasm_bindgen(js_name = evaluateTransition)]
    pub fn evaluate_transition(
        &self,
        candidate: &NativeGate,
        change: &NativeChange,
        statements: &NativeStatements,
        now: &str,
        circumstances: Option<NativeCircumstances>,
    ) -> Result<NativeDecision> {
        let request = request(change, statements, now, circumstances.as_ref())?;
        let decision = self.0.evaluate_transition(Ok(&candidate.0), &request);
        Ok(NativeDecision(decision))
    }

    /// Decides about a change that brings in these documents, whether they compile or not.
    #[wasm_bindgen(js_name = evaluateTransitionTo)]
    pub fn evaluate_transition_to(
        &self,
        policy: &NativePolicy,
        roster: &NativeRoster,
        change: &NativeChange,
        statements: &NativeStatements,
        now: &str,
        circumstances: Option<NativeCircumstances>,
    ) -> Result<NativeDecision> {
        let request = request(change, statements, now, circumstances.as_ref())?;
        let candidate = Gate::compile(&policy.0, &roster.0);
        let decision = self.0.evaluate_transition(candidate.as_ref(), &request);
        Ok(NativeDecision(decision))
    }

    /// Decides from bytes, where every fault of them is a refusal.
    pub fn decide(
        &self,
        change: &[u8],
        envelopes: Vec<Uint8Array>,
        now: &str,
    ) -> Result<NativeDecision> {
        let now = error::instant(now, "request", "now")?;
        let decision = self.0.decide(change, &submitted(&envelopes), now);
        Ok(NativeDecision(decision))
    }

    /// Reports whether a change touches what controls the gate, or could.
    #[wasm_bindgen(js_name = isTransition)]
    pub fn is_transition(&self, change: &NativeChange) -> bool {
        self.0.is_transition(&change.0)
    }

    /// Returns what a signer judges the change by, JSON.
    pub fn seen(&self, change: &NativeChange, now: &str) -> Result<String> {
        let now = error::instant(now, "request", "now")?;
        Ok(self.0.seen(&change.0, now).to_json())
    }

    /// Returns the reviewer's one screen.
    pub fn brief(
        &self,
        change: &NativeChange,
        statements: &NativeStatements,
        now: &str,
        circumstances: Option<NativeCircumstances>,
    ) -> Result<NativeBrief> {
        let request = request(change, statements, now, circumstances.as_ref())?;
        Ok(NativeBrief(self.0.brief(&request)))
    }

    /// Returns what changes if one waits, JSON.
    pub fn outlook(
        &self,
        change: &NativeChange,
        statements: &NativeStatements,
        now: &str,
        circumstances: Option<NativeCircumstances>,
    ) -> Result<String> {
        let request = request(change, statements, now, circumstances.as_ref())?;
        Ok(moments_to_json(&self.0.outlook(&request)))
    }

    /// Returns everybody who could newly sign for a requirement, JSON.
    pub fn candidates(
        &self,
        rule: &str,
        requirement: u32,
        change: &NativeChange,
        statements: &NativeStatements,
        now: &str,
        circumstances: Option<NativeCircumstances>,
    ) -> Result<String> {
        let request = request(change, statements, now, circumstances.as_ref())?;
        let all = self.0.candidates(&request, rule, requirement);
        Ok(candidates_to_json(&all))
    }

    /// Returns the statement that a person wants to make, from her intent in JSON.
    pub fn draft(
        &self,
        change: &NativeChange,
        statements: &NativeStatements,
        intent: &str,
    ) -> Result<NativeDraft> {
        let draft = Intent::from_json(intent.as_bytes())
            .and_then(|intent| self.0.draft(&change.0, &statements.0, intent));
        draft.map(NativeDraft).map_err(error::input)
    }
}

#[wasm_bindgen]
impl NativeStatements {
    /// Returns who signed what and what was refused, JSON.
    #[wasm_bindgen(js_name = toJson)]
    pub fn to_json(&self) -> String {
        self.0.to_json()
    }
}
