//! What other languages are shown of the handles, as JSON.

use std::collections::BTreeSet;

use serde::Serialize;

use crate::cases::Outcome;
use crate::change::{Action, Resource};
use crate::decision::{
    Candidate, DecisionRecord, Moment, Obligation, Permit, Reason, Refused, Verdict,
};
use crate::detect::{Attribution, Diagnostic, Event, Found, Plan};
use crate::digest::{Digest, DigestSet};
use crate::error::{CompileError, InputError, Problem, Severity};
use crate::fact::{Fact, Listed};
use crate::gate::{Gate, LastSeen};
use crate::id::{Environment, Fingerprint, PrincipalId};
use crate::json;
use crate::policy::Assurance;
use crate::statement::{IgnoredCode, SeenThen, StatementSet};
use crate::time::Timestamp;

#[derive(Serialize)]
#[cfg_attr(
    feature = "schema",
    derive(schemars::JsonSchema),
    schemars(rename = "Problem")
)]
#[serde(rename_all = "camelCase")]
struct ProblemRecord<'a> {
    severity: &'static str,
    code: &'static str,
    message: &'a str,
    document: &'a str,
    path: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    line: Option<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    column: Option<usize>,
}

impl<'a> From<&'a Problem> for ProblemRecord<'a> {
    fn from(problem: &'a Problem) -> Self {
        Self {
            severity: match problem.severity {
                Severity::Error => "error",
                Severity::Warning => "warning",
            },
            code: problem.code,
            message: &problem.message,
            document: &problem.at.document,
            path: &problem.at.path,
            line: problem.at.position.map(|(line, _)| line),
            column: problem.at.position.map(|(_, column)| column),
        }
    }
}

/// Returns problems as a JSON list: `severity`, `code`, `message`, `document`, `path`, and `line` and `column` where
/// they are known.
pub fn problems_to_json(all: &[Problem]) -> String {
    json::to_string(&all.iter().map(ProblemRecord::from).collect::<Vec<_>>())
}

impl CompileError {
    /// Returns the problems as JSON; see [`problems_to_json`].
    pub fn to_json(&self) -> String {
        problems_to_json(self.problems())
    }
}

impl InputError {
    /// Returns the problem as a JSON list with one element; see [`problems_to_json`].
    pub fn to_json(&self) -> String {
        problems_to_json(std::slice::from_ref(self.problem()))
    }
}

#[derive(Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
struct Versions {
    policy: u32,
    roster: u32,
}

impl From<LastSeen> for Versions {
    fn from(seen: LastSeen) -> Self {
        Self {
            policy: seen.policy,
            roster: seen.roster,
        }
    }
}

#[derive(Serialize)]
struct GateRecord<'a> {
    posture: Vec<&'static str>,
    versions: Versions,
    warnings: Vec<ProblemRecord<'a>>,
}

impl Gate {
    /// Returns what is to be known about the gate itself as JSON: `posture` (the codes of every relaxation in
    /// force), `versions` of policy and roster, `warnings`.
    pub fn to_json(&self) -> String {
        json::to_string(&GateRecord {
            posture: self.posture().into_iter().map(|one| one.code()).collect(),
            versions: self.versions().into(),
            warnings: self.warnings().iter().map(ProblemRecord::from).collect(),
        })
    }
}

#[derive(Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
struct VerifiedRecord<'a> {
    id: &'a Digest,
    person: &'a PrincipalId,
    key: &'a Fingerprint,
    predicate_type: &'static str,
    assurance: Assurance,
    #[serde(skip_serializing_if = "Option::is_none")]
    witnessed_at: Option<Timestamp>,
}

#[derive(Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
struct RefusedRecord<'a> {
    code: IgnoredCode,
    id: &'a Digest,
    #[serde(skip_serializing_if = "Option::is_none")]
    person: Option<&'a PrincipalId>,
}

#[derive(Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
struct StatementsRecord<'a> {
    verified: Vec<VerifiedRecord<'a>>,
    refused: Vec<RefusedRecord<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    complete_as_of: Option<Timestamp>,
}

impl StatementSet {
    /// Returns who signed what and what was refused, as JSON: `verified` (`id`, `person`, `key`, `predicateType`,
    /// `assurance`, `witnessedAt`), `refused` (`code`, `id`, `person`) and `completeAsOf`.
    pub fn to_json(&self) -> String {
        let verified = self.verified.iter().map(|one| VerifiedRecord {
            id: &one.id,
            person: &one.person,
            key: one.fingerprint(),
            predicate_type: one.statement.predicate_type(),
            assurance: one.assurance,
            witnessed_at: one.witnessed_at,
        });
        let refused = self.refused.iter().map(|one| RefusedRecord {
            code: one.code,
            id: &one.id,
            person: one.person.as_ref(),
        });
        json::to_string(&StatementsRecord {
            verified: verified.collect(),
            refused: refused.collect(),
            complete_as_of: self.complete_as_of,
        })
    }
}

#[derive(Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
struct UsedRecord<'a> {
    statement: &'a Digest,
    person: &'a PrincipalId,
}

#[derive(Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
struct PermitRecord<'a> {
    subjects: &'a BTreeSet<DigestSet>,
    change_digest: &'a Digest,
    #[serde(skip_serializing_if = "Option::is_none")]
    environment: Option<&'a Environment>,
    action: Action,
    void_from: Timestamp,
    obligations: &'a [Obligation],
    used: Vec<UsedRecord<'a>>,
}

impl Permit {
    /// Returns what may go live as JSON, for the record: `subjects`, `changeDigest`, `environment`, `action`, `voidFrom`,
    /// `obligations`, and `used` (`statement` and `person`), which is what `consumed` takes.
    pub fn to_json(&self) -> String {
        let used = self.used().iter();
        json::to_string(&PermitRecord {
            subjects: self.subjects(),
            change_digest: self.change_digest(),
            environment: self.environment(),
            action: self.action(),
            void_from: self.void_from(),
            obligations: self.obligations(),
            used: used
                .map(|(statement, person)| UsedRecord { statement, person })
                .collect(),
        })
    }
}

#[derive(Serialize)]
struct RefusalRecord<'a> {
    refused: &'static str,
    message: String,
    explanation: &'a str,
}

impl Refused {
    /// Returns why there is no permit as JSON: `refused` (the code), `message`, `explanation`.
    pub fn to_json(&self) -> String {
        json::to_string(&RefusalRecord {
            refused: self.code().code(),
            message: self.to_string(),
            explanation: self.explanation(),
        })
    }
}

impl SeenThen {
    /// Returns what a signer judges a change by, as JSON.
    pub fn to_json(&self) -> String {
        json::to_string(self)
    }
}

impl Found {
    /// Returns what was found as JSON: `claims` as a change takes them, `coAuthors`, `signOffs`, `aiSignOff`,
    /// `noAiTrailer`.
    pub fn to_json(&self) -> String {
        json::to_string(self)
    }
}

impl Attribution {
    /// Returns what a record of a tool says as JSON.
    pub fn to_json(&self) -> String {
        json::to_string(self)
    }
}

impl Event {
    /// Returns what a payload says as JSON: `participants` and `claims` as a change takes them.
    pub fn to_json(&self) -> String {
        json::to_string(self)
    }
}

#[derive(Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
struct PlanRecord<'a> {
    digest: &'a Digest,
    #[serde(default, skip_serializing_if = "Fact::is_unknown")]
    destroys: Fact<bool>,
    resources: &'a Listed<Resource>,
    diagnostics: &'a [Diagnostic],
}

impl Plan {
    /// Returns what a plan does as JSON: `digest`, `destroys` and `resources` as a change takes them, `diagnostics`.
    pub fn to_json(&self) -> String {
        json::to_string(&PlanRecord {
            digest: &self.digest,
            destroys: self.destroys(),
            resources: &self.resources,
            diagnostics: &self.diagnostics,
        })
    }
}

#[derive(Serialize)]
#[cfg_attr(
    feature = "schema",
    derive(schemars::JsonSchema),
    schemars(rename = "Moment")
)]
struct MomentRecord<'a> {
    at: Timestamp,
    verdict: Verdict,
    ends: &'a [Reason],
    begins: &'a [Reason],
    leaves: &'a [PrincipalId],
    sentences: Vec<String>,
}

/// Returns moments as a JSON list: `at`, `verdict`, `ends`, `begins`, `leaves`, and all of it in `sentences`.
pub fn moments_to_json(moments: &[Moment]) -> String {
    let records = moments.iter().map(|moment| MomentRecord {
        at: moment.at,
        verdict: moment.verdict,
        ends: &moment.ends,
        begins: &moment.begins,
        leaves: &moment.leaves,
        sentences: moment.sentences(),
    });
    json::to_string(&records.collect::<Vec<_>>())
}

#[derive(Serialize)]
#[cfg_attr(
    feature = "schema",
    derive(schemars::JsonSchema),
    schemars(rename = "Outcome")
)]
struct OutcomeRecord<'a> {
    name: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    line: Option<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    column: Option<usize>,
    passed: bool,
    differences: &'a [String],
    decision: &'a DecisionRecord,
}

/// Returns what came out of cases as a JSON list: `name`, `line` and `column` where they are known, `passed`,
/// `differences`, `decision`.
pub fn outcomes_to_json(outcomes: &[Outcome]) -> String {
    let records = outcomes.iter().map(|outcome| OutcomeRecord {
        name: &outcome.name,
        line: outcome.position.map(|(line, _)| line),
        column: outcome.position.map(|(_, column)| column),
        passed: outcome.is_passed(),
        differences: &outcome.differences,
        decision: outcome.decision.record(),
    });
    json::to_string(&records.collect::<Vec<_>>())
}

/// Adds the records to the types that other languages know.
#[cfg(feature = "schema")]
pub(crate) fn register(generator: &mut schemars::SchemaGenerator) {
    generator.subschema_for::<ProblemRecord<'_>>();
    generator.subschema_for::<Versions>();
    generator.subschema_for::<StatementsRecord<'_>>();
    generator.subschema_for::<PermitRecord<'_>>();
    generator.subschema_for::<PlanRecord<'_>>();
    generator.subschema_for::<MomentRecord<'_>>();
    generator.subschema_for::<OutcomeRecord<'_>>();
}

/// Returns candidates as a JSON list.
pub fn candidates_to_json(candidates: &[Candidate]) -> String {
    json::to_string(&candidates)
}
