//! What came of following a history, as JSON.

use serde::Serialize;

use crate::authority::{AuthorityFault, DocumentKind, Followed, Quorum};
use crate::digest::Digest;
use crate::id::PrincipalId;
use crate::json;

#[derive(Serialize)]
#[cfg_attr(
    feature = "schema",
    derive(schemars::JsonSchema),
    schemars(rename = "Quorum")
)]
struct QuorumRecord<'a> {
    threshold: u32,
    people: &'a [PrincipalId],
    met: bool,
}

impl<'a> From<&'a Quorum> for QuorumRecord<'a> {
    fn from(quorum: &'a Quorum) -> Self {
        Self {
            threshold: quorum.threshold,
            people: &quorum.people,
            met: quorum.is_met(),
        }
    }
}

#[derive(Serialize)]
#[cfg_attr(
    feature = "schema",
    derive(schemars::JsonSchema),
    schemars(rename = "Step")
)]
struct StepRecord<'a> {
    state: usize,
    kind: DocumentKind,
    version: u32,
    digest: &'a Digest,
    #[serde(skip_serializing_if = "Option::is_none")]
    before: Option<QuorumRecord<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    after: Option<QuorumRecord<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    fault: Option<AuthorityFault>,
}

#[derive(Serialize)]
#[cfg_attr(
    feature = "schema",
    derive(schemars::JsonSchema),
    schemars(rename = "Followed")
)]
struct FollowedRecord<'a> {
    holds: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    roster: Option<AuthorityFault>,
    #[serde(skip_serializing_if = "Option::is_none")]
    policy: Option<AuthorityFault>,
    steps: Vec<StepRecord<'a>>,
}

impl Followed {
    /// Returns what came of it as JSON: `holds`, the faults of `roster` and `policy` if there are any, and `steps`
    /// (`state`, `kind`, `version`, `digest`, `before` and `after` with `threshold`, `people` and `met`, `fault`).
    pub fn to_json(&self) -> String {
        let steps = self.steps.iter().map(|step| StepRecord {
            state: step.state,
            kind: step.kind,
            version: step.version,
            digest: &step.digest,
            before: step.before.as_ref().map(QuorumRecord::from),
            after: step.after.as_ref().map(QuorumRecord::from),
            fault: step.fault,
        });
        json::to_string(&FollowedRecord {
            holds: self.holds(),
            roster: self.roster,
            policy: self.policy,
            steps: steps.collect(),
        })
    }
}

/// Adds the record to the types that other languages know.
#[cfg(feature = "schema")]
pub(crate) fn register(generator: &mut schemars::SchemaGenerator) {
    generator.subschema_for::<FollowedRecord<'_>>();
}
