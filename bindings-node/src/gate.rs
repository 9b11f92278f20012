//! The gate: compile, verify, evaluate.

use std::collections::BTreeSet;

use foureyes::digest::Digest;
use foureyes::gate::LastSeen;
use foureyes::id::PrincipalId;
use foureyes::roster::{Duty, Revocations};
use foureyes::statement::Intent;
use foureyes::wire::{candidates_to_json, consumed_from_json, moments_to_json, problems_to_json};
use foureyes::{Decision, Gate, Request, Statements, Submitted};
use napi::Result;
use napi::bindgen_prelude::Uint8ArraySlice;
use napi_derive::napi;

use crate::authority::NativeHistory;
use crate::decision::NativeBrief;
use crate::document::{NativeDuty, NativePolicy, NativeRevocations, NativeRoster};
use crate::error;
use crate::shelf::{self, CHANGES, DECISIONS};
use crate::signing::NativeDraft;

/// A policy and a roster, compiled.
#[napi]
pub struct NativeGate(Gate);

/// Statements after verification.
#[napi]
pub struct NativeStatements(Statements);

/// What an evaluation looks at beside change, statements and instant.
#[napi]
pub struct NativeCircumstances {
    revocations: Option<Revocations>,
    duty: Option<Duty>,
    consumed: Option<BTreeSet<(Digest, PrincipalId)>>,
    last_seen: Option<LastSeen>,
    simulated: bool,
}

#[napi]
impl NativeCircumstances {
    /// Returns the circumstances; `consumed` is JSON.
    #[napi(constructor, catch_unwind)]
    pub fn new(
        revocations: Option<&NativeRevocations>,
        duty: Option<&NativeDuty>,
        consumed: Option<String>,
        policy_version: Option<u32>,
        roster_version: Option<u32>,
        simulated: Option<bool>,
    ) -> Result<Self> {
        let consumed = consumed
            .map(|text| consumed_from_json(text.as_bytes()))
            .transpose()
            .map_err(|error| error::input(&error))?;
        Ok(Self {
            revocations: revocations.map(|it| it.0.clone()),
            duty: duty.map(|it| it.0.clone()),
            consumed,
            last_seen: policy_version
                .zip(roster_version)
                .map(|(policy, roster)| LastSeen::new(policy, roster)),
            simulated: simulated.unwrap_or(false),
        })
    }
}

/// Calls `look` with the request about the change of a number.
fn asked<R>(
    change: i64,
    statements: &NativeStatements,
    now: &str,
    circumstances: Option<&NativeCircumstances>,
    look: impl FnOnce(&Request<'_>) -> Result<R>,
) -> Result<R> {
    let now = error::instant(now, "request", "now")?;
    shelf::with(&CHANGES, change, |change| {
        let mut request = Request::new(change, &statements.0, now);
        if let Some(it) = circumstances {
            request.revocations = it.revocations.as_ref();
            request.duty = it.duty.as_ref();
            request.consumed = it.consumed.as_ref();
            request.last_seen = it.last_seen;
            request.simulated = it.simulated;
        }
        look(&request)
    })
}

/// Keeps a decision, and returns its number.
fn kept(decision: Decision) -> i64 {
    shelf::keep(&DECISIONS, decision)
}

fn submitted(envelopes: &[Uint8ArraySlice<'_>]) -> Vec<Submitted> {
    envelopes
        .iter()
        .map(|bytes| Submitted::new(bytes.to_vec()))
        .collect()
}

#[napi]
impl NativeGate {
    /// Checks a policy and a roster, each by itself and against the other.
    #[napi(factory, catch_unwind)]
    pub fn compile(policy: &NativePolicy, roster: &NativeRoster) -> Result<Self> {
        Gate::compile(&policy.0, &roster.0)
            .map(Self)
            .map_err(|error| error::compile(&error))
    }

    /// Checks the last policy and roster of a history, and whether they follow from what it begins with.
    #[napi(factory, catch_unwind)]
    pub fn compile_signed(history: &NativeHistory) -> Result<Self> {
        Gate::compile_signed(&history.history())
            .map(Self)
            .map_err(|error| error::compile(&error))
    }

    /// Checks a roster by itself and every key of it in full, and returns every problem, JSON.
    #[napi(catch_unwind)]
    pub fn check_roster(roster: &NativeRoster) -> String {
        problems_to_json(&Gate::check_roster(&roster.0))
    }

    /// Returns posture, versions and warnings, JSON.
    #[napi(catch_unwind)]
    pub fn describe(&self) -> String {
        self.0.to_json()
    }

    /// Verifies envelopes. An empty instant in `witnessed_at` is none.
    #[napi(catch_unwind)]
    pub fn verify(
        &self,
        envelopes: Vec<Uint8ArraySlice<'_>>,
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
    #[napi(catch_unwind)]
    pub fn evaluate(
        &self,
        change: i64,
        statements: &NativeStatements,
        now: String,
        circumstances: Option<&NativeCircumstances>,
    ) -> Result<i64> {
        asked(change, statements, &now, circumstances, |request| {
            Ok(kept(self.0.evaluate(request)))
        })
    }

    /// Decides about a change that brings in another policy or roster.
    #[napi(catch_unwind)]
    pub fn evaluate_transition(
        &self,
        candidate: &NativeGate,
        change: i64,
        statements: &NativeStatements,
        now: String,
        circumstances: Option<&NativeCircumstances>,
    ) -> Result<i64> {
        asked(change, statements, &now, circumstances, |request| {
            Ok(kept(self.0.evaluate_transition(Ok(&candidate.0), request)))
        })
    }

    /// Decides about a change that brings in these documents, whether they compile or not.
    #[napi(catch_unwind)]
    pub fn evaluate_transition_to(
        &self,
        policy: &NativePolicy,
        roster: &NativeRoster,
        change: i64,
        statements: &NativeStatements,
        now: String,
        circumstances: Option<&NativeCircumstances>,
    ) -> Result<i64> {
        asked(change, statements, &now, circumstances, |request| {
            let candidate = Gate::compile(&policy.0, &roster.0);
            let candidate = candidate.as_ref();
            Ok(kept(self.0.evaluate_transition(candidate, request)))
        })
    }

    /// Decides from bytes, where every fault of them is a refusal.
    #[napi(catch_unwind)]
    pub fn decide(
        &self,
        change: &[u8],
        envelopes: Vec<Uint8ArraySlice<'_>>,
        now: String,
    ) -> Result<i64> {
        let now = error::instant(&now, "request", "now")?;
        let decision = self.0.decide(change, &submitted(&envelopes), now);
        Ok(kept(decision))
    }

    /// Reports whether a change touches what controls the gate, or could.
    #[napi(catch_unwind)]
    pub fn is_transition(&self, change: i64) -> Result<bool> {
        shelf::with(&CHANGES, change, |change| Ok(self.0.is_transition(change)))
    }

    /// Returns what a signer judges the change by, JSON.
    #[napi(catch_unwind)]
    pub fn seen(&self, change: i64, now: String) -> Result<String> {
        let now = error::instant(&now, "request", "now")?;
        let seen = shelf::with(&CHANGES, change, |change| Ok(self.0.seen(change, now)))?;
        serde_json::to_string(&seen).map_err(|error| napi::Error::from_reason(error.to_string()))
    }

    /// Returns the reviewer's one screen.
    #[napi(catch_unwind)]
    pub fn brief(
        &self,
        change: i64,
        statements: &NativeStatements,
        now: String,
        circumstances: Option<&NativeCircumstances>,
    ) -> Result<NativeBrief> {
        asked(change, statements, &now, circumstances, |request| {
            Ok(NativeBrief(self.0.brief(request)))
        })
    }

    /// Returns what changes if one waits, JSON.
    #[napi(catch_unwind)]
    pub fn outlook(
        &self,
        change: i64,
        statements: &NativeStatements,
        now: String,
        circumstances: Option<&NativeCircumstances>,
    ) -> Result<String> {
        asked(change, statements, &now, circumstances, |request| {
            Ok(moments_to_json(&self.0.outlook(request)))
        })
    }

    /// Returns everybody who could newly sign for a requirement, JSON.
    #[napi(catch_unwind)]
    pub fn candidates(
        &self,
        rule: String,
        requirement: u32,
        change: i64,
        statements: &NativeStatements,
        now: String,
        circumstances: Option<&NativeCircumstances>,
    ) -> Result<String> {
        asked(change, statements, &now, circumstances, |request| {
            let all = self.0.candidates(request, &rule, requirement);
            Ok(candidates_to_json(&all))
        })
    }

    /// Returns the statement that a person wants to make, from her intent in JSON.
    #[napi(catch_unwind)]
    pub fn draft(
        &self,
        change: i64,
        statements: &NativeStatements,
        intent: String,
    ) -> Result<NativeDraft> {
        let intent = Intent::from_json(intent.as_bytes()).map_err(|error| error::input(&error))?;
        shelf::with(&CHANGES, change, |change| {
            let draft = self.0.draft(change, &statements.0, intent);
            draft.map(NativeDraft).map_err(|error| error::input(&error))
        })
    }
}

#[napi]
impl NativeStatements {
    /// Returns who signed what and what was refused, JSON.
    #[napi(catch_unwind)]
    pub fn to_json(&self) -> String {
        self.0.to_json()
    }
}
