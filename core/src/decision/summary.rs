//! The decision for other tools: a SLSA Verification Summary, <https://slsa.dev/spec/v1.2/verification_summary>.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::{Decision, DecisionRecord, ReasonCode, Verdict};
use crate::change::Action;
use crate::digest::{Digest, DigestSet};
use crate::error::{ErrorCode, InputError};
use crate::id::{Environment, PrincipalId, RefName, Region};
use crate::json;
use crate::statement::names::STATEMENT_TYPE;
use crate::time::Timestamp;

/// The predicate type of a verification summary.
pub const SUMMARY_TYPE: &str = "https://slsa.dev/verification_summary/v1";

/// The member of a summary in which stands what SLSA has no word for.
pub const SUMMARY_EXTENSION: &str = "https://docs.rs/foureyes/gate/v1";

/// The level of everything that the gate allows.
const ALLOWED: &str = "ORG_FOUREYES_ALLOWED";

/// Who vouches for a summary, and for what.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct SummaryAsk {
    /// The URI of the gate. Whoever reads the summary accepts it under the key of this gate only.
    pub verifier: String,
    /// The URI of what was verified. Absent: the repository of the change. Readers compare it byte for byte.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub resource_uri: Option<String>,
    /// Further levels that an allow is to carry, `SLSA_<TRACK>_LEVEL_<n>` or `ORG_…`; the caller answers for them.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub levels: Vec<String>,
}

impl SummaryAsk {
    /// Returns the ask of a gate, without further levels.
    pub fn new(verifier: impl Into<String>) -> Self {
        Self {
            verifier: verifier.into(),
            resource_uri: None,
            levels: Vec::new(),
        }
    }

    fn check(&self) -> Result<(), InputError> {
        let fault = |path: &str, message: &str| {
            let error = InputError::about("summary", ErrorCode::InvalidValue, message);
            Err(error.at(path))
        };
        let is_uri = |text: &str| {
            let printable = text.bytes().all(|byte| byte.is_ascii_graphic());
            text.len() <= 512
                && printable
                && text
                    .split_once(':')
                    .is_some_and(|(a, b)| !a.is_empty() && !b.is_empty())
        };
        if !is_uri(&self.verifier) {
            return fault(
                "verifier",
                "expected a URI such as `https://example.org/gate`",
            );
        }
        if self.resource_uri.as_deref().is_some_and(|uri| !is_uri(uri)) {
            return fault(
                "resourceUri",
                "expected a URI such as `git+https://example.org/shop`",
            );
        }
        match self.levels.iter().position(|level| !is_level(level)) {
            Some(index) => fault(
                &format!("levels[{index}]"),
                "expected `SLSA_<TRACK>_LEVEL_<n>` or `ORG_…`, capitals, digits and `_`",
            ),
            None => Ok(()),
        }
    }
}

/// Some readers refuse a whole summary for one level of another form.
fn is_level(level: &str) -> bool {
    let is_word = |text: &str| {
        let fits = |byte: u8| matches!(byte, b'A'..=b'Z' | b'0'..=b'9' | b'_');
        !text.is_empty() && text.len() <= 128 && text.bytes().all(fits)
    };
    let slsa = level
        .strip_prefix("SLSA_")
        .and_then(|rest| rest.split_once("_LEVEL_"));
    match (slsa, level.strip_prefix("ORG_")) {
        (Some((track, number)), _) => is_word(track) && matches!(number.as_bytes(), [b'0'..=b'9']),
        (None, Some(rest)) => is_word(rest),
        (None, None) => false,
    }
}

#[derive(Serialize)]
struct Frame<'a> {
    #[serde(rename = "_type")]
    form: &'static str,
    subject: Vec<Named<'a>>,
    #[serde(rename = "predicateType")]
    predicate_type: &'static str,
    predicate: Predicate<'a>,
}

#[derive(Serialize)]
struct Named<'a> {
    name: &'a str,
    digest: &'a DigestSet,
}

/// The policies by which it was decided, as one.
#[derive(Serialize)]
struct PolicyLink {
    uri: String,
    digest: BTreeMap<&'static str, String>,
}

#[derive(Serialize)]
struct Id<'a> {
    id: &'a str,
    version: Version,
}

#[derive(Serialize)]
struct Version {
    foureyes: &'static str,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Predicate<'a> {
    verifier: Id<'a>,
    time_verified: Timestamp,
    resource_uri: &'a str,
    policy: PolicyLink,
    verification_result: &'static str,
    verified_levels: Vec<String>,
    slsa_version: &'static str,
    #[serde(rename = "https://docs.rs/foureyes/gate/v1")]
    gate: Extension<'a>,
}

/// What SLSA has no word for.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Extension<'a> {
    decision: Digest,
    verdict: Verdict,
    change_id: &'a str,
    change_digest: &'a Digest,
    target_ref: &'a RefName,
    action: Action,
    #[serde(skip_serializing_if = "Option::is_none")]
    environment: Option<&'a Environment>,
    #[serde(skip_serializing_if = "<[Region]>::is_empty")]
    regions: &'a [Region],
    expires_at: Timestamp,
    people: BTreeSet<&'a PrincipalId>,
    statements: &'a BTreeSet<Digest>,
    policies: &'a BTreeMap<String, Digest>,
    rosters: &'a BTreeMap<String, Digest>,
    reasons: Vec<&'static str>,
}

impl Decision {
    /// Returns the decision as a SLSA Verification Summary: an in-toto Statement in JSON, to be put into an envelope
    /// under the key of the gate (`SecretKey::seal`), which is nobody's key. Everything but an allow is `FAILED`, and
    /// so is a simulated one.
    ///
    /// # Errors
    /// `invalid_value` where a URI or a level is of another form, `no_subject` where nothing was decided about.
    pub fn summary(&self, ask: &SummaryAsk) -> Result<String, InputError> {
        ask.check()?;
        let record = self.record();
        let Some(about) = &record.about else {
            let message = "the input was refused, so that nothing was decided about";
            return Err(InputError::about("summary", ErrorCode::NoSubject, message));
        };
        let is_simulated = |reason: &super::Reason| reason.code == ReasonCode::Simulated;
        let passed = self.is_allowed() && !record.reasons.iter().any(is_simulated);
        let people: BTreeSet<&PrincipalId> = record
            .requirements
            .iter()
            .flat_map(|requirement| &requirement.counted)
            .map(|counted| &counted.person)
            .collect();
        let frame = Frame {
            form: STATEMENT_TYPE,
            subject: about
                .subjects
                .iter()
                .map(|digest| Named {
                    name: about.target_ref.as_str(),
                    digest,
                })
                .collect(),
            predicate_type: SUMMARY_TYPE,
            predicate: Predicate {
                verifier: Id {
                    id: &ask.verifier,
                    version: Version {
                        foureyes: env!("CARGO_PKG_VERSION"),
                    },
                },
                time_verified: record.evaluated_at,
                resource_uri: ask
                    .resource_uri
                    .as_deref()
                    .unwrap_or(about.repository.as_str()),
                policy: policy(record),
                verification_result: if passed { "PASSED" } else { "FAILED" },
                verified_levels: if passed {
                    let people = format!("ORG_FOUREYES_PEOPLE_{}", people.len());
                    let own = [ALLOWED.to_owned(), people].into_iter();
                    own.chain(ask.levels.iter().cloned()).collect()
                } else {
                    vec!["FAILED".to_owned()]
                },
                slsa_version: "1.2",
                gate: Extension {
                    decision: record.digest(),
                    verdict: record.verdict,
                    change_id: about.change_id.as_str(),
                    change_digest: &about.change_digest,
                    target_ref: &about.target_ref,
                    action: about.action,
                    environment: about.environment.as_ref(),
                    regions: &about.regions,
                    expires_at: record.recheck_by,
                    people,
                    statements: &record.inputs.statements,
                    policies: &record.inputs.policies,
                    rosters: &record.inputs.rosters,
                    reasons: record.reasons.iter().map(|one| one.code.code()).collect(),
                },
            },
        };
        Ok(json::to_string(&frame))
    }
}

/// One document by its own digest; several by the digest of their list.
fn policy(record: &DecisionRecord) -> PolicyLink {
    let policies = &record.inputs.policies;
    let mut all = policies.iter();
    let (name, digest) = match (all.next(), all.next()) {
        (Some((name, digest)), None) => (name.as_str(), *digest),
        _ => ("several", Digest::of(json::to_string(policies).as_bytes())),
    };
    PolicyLink {
        uri: format!("urn:foureyes:policy:{name}"),
        digest: BTreeMap::from([("sha256", digest.hex())]),
    }
}
