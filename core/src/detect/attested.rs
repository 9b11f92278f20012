//! Attestations that speak of AI: in-toto statements, as SLSA builders and agent platforms make them.
//!
//! The formats are drafts, each known by its exact address. Whether a statement may be believed is the caller's to say:
//! the envelope around it is checked with the tools of whoever issued it.

use serde_json::Value;

use super::attribution::{Attribution, Origin, Record, model, tool};
use super::foreign::{self, list, text};
use super::platform::Trust;
use super::table::Agents;
use crate::error::{ErrorCode, InputError};
use crate::provenance::{ClaimBasis, Involvement};

const STATEMENT: &str = "https://in-toto.io/Statement/v1";
const SLSA: &str = "https://slsa.dev/provenance/v1";

/// The build type of a commit that an agent platform lets an agent make: <https://refs.arewm.com/agent-commit/v0.3/>.
const AGENT_COMMIT: &str = "https://refs.arewm.com/agent-commit/v";

/// Predicates that say by being there that an AI was at work.
const OF_AGENTS: [&str; 3] = [
    "https://agentattest.dev/predicate/v0",
    "https://github.com/occasiolabs/occasio/spec/agent-attestation/v1",
    "https://in-toto.io/attestation/ai-agent-action/v0.1",
];

/// A predicate that says how much of it an AI wrote.
const PEDIGREE: &str = "dev.pedigree/ai-authorship/v1";

impl Agents {
    /// Reads an in-toto statement, version 1: SLSA provenance of a commit that an agent made, and the drafts of other
    /// predicates about agents. A statement about something else claims nothing.
    ///
    /// [`Trust::Authenticated`] is the caller's word that the envelope was verified as the issuer's.
    ///
    /// # Errors
    /// Bytes that are no JSON or too many; JSON that is no such statement.
    pub fn attestation(&self, bytes: &[u8], trust: Trust) -> Result<Attribution, InputError> {
        const DOCUMENT: &str = "attestation";
        let mut record = Record::default();
        let statement = foreign::read(DOCUMENT, bytes, &mut record.diagnostics)?;
        if text(&statement, "/_type") != Some(STATEMENT) {
            let message = format!("is no in-toto statement of type {STATEMENT}");
            return Err(InputError::about(
                DOCUMENT,
                ErrorCode::InvalidValue,
                message,
            ));
        }
        for (position, subject) in list(&statement, "/subject").iter().enumerate() {
            let id = text(subject, "/digest/gitCommit").or_else(|| text(subject, "/digest/sha1"));
            match id.and_then(|id| id.parse().ok()) {
                Some(commit) => {
                    record.commits.insert(commit);
                }
                None => record
                    .diagnostics
                    .add("no_commit", format!("/subject/{position}")),
            }
        }
        let basis = match trust {
            Trust::Authenticated => ClaimBasis::Attested,
            Trust::Unauthenticated => ClaimBasis::Declared,
        };
        let kind = text(&statement, "/predicateType").unwrap_or_default();
        if let Some(origin) = self.attested_origin(kind, &statement, &mut record) {
            record.claim(&origin, basis, None, &format!("attestation {kind}"));
        }
        Ok(record.finish())
    }

    /// Returns what a predicate says made the content; `None` where it speaks of something else.
    fn attested_origin(
        &self,
        kind: &str,
        statement: &Value,
        record: &mut Record,
    ) -> Option<Origin> {
        let at = |pointer: &str| format!("/predicate{pointer}");
        let autonomous = Some(Involvement::Autonomous);
        match kind {
            SLSA => {
                let build = text(statement, &at("/buildDefinition/buildType"))?;
                let builder = text(statement, &at("/runDetails/builder/id"));
                build.starts_with(AGENT_COMMIT).then(|| Origin {
                    involvement: autonomous,
                    tool: builder.map(|builder| crate::text::plain(builder, 64)),
                    model: None,
                })
            }
            PEDIGREE => {
                let involvement = match text(statement, &at("/authorship/kind")) {
                    Some("human") => Involvement::None,
                    Some("ai-assisted") => Involvement::Assisted,
                    Some("ai-autonomous") => Involvement::Autonomous,
                    _ => {
                        record
                            .diagnostics
                            .add("unknown_authorship", at("/authorship/kind"));
                        Involvement::Generated
                    }
                };
                Some(Origin {
                    involvement: Some(involvement),
                    tool: tool(self, statement, &at("/agent/tool")),
                    model: model(statement, &at("/agent/model")),
                })
            }
            _ if OF_AGENTS.contains(&kind) => Some(Origin {
                involvement: autonomous,
                tool: tool(self, statement, &at("/agent/tool")),
                model: model(statement, &at("/agent/model")),
            }),
            _ => None,
        }
    }
}
