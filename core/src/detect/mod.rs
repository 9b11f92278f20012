//! What the text of a commit says about how it was made (semantics 6.4, docs/detection.md).
//!
//! Text in, claims out. Nothing here is authenticated: a claim can only tighten, and an identity that is found
//! can only exclude.

mod agents;
mod attested;
mod attribution;
mod document;
mod facts;
mod foreign;
mod identity;
mod label;
mod lines;
mod message;
mod notes;
mod once;
mod plan;
mod platform;
mod prose;
mod rationale;
mod table;
#[cfg(test)]
mod tests;
mod traces;
mod trailers;

use serde::Serialize;

use crate::provenance::Claim;

pub use agents::AGENTS_VERSION;
pub use attribution::{Attribution, ENTRIES_PER_RECORD};
pub use document::{
    AccountRow, AgentRow, AgentsDocument, Keys, NamedAddress, NumberedAddress, OwnTrailer,
    ServiceRow, Start, Words,
};
pub use foreign::{Diagnostic, FOREIGN_LIMIT};
pub use identity::Identity;
pub use plan::Plan;
pub use platform::{Event, EventKind, Platform, RECORDS_PER_EVENT, Review, Trust};
pub use rationale::RATIONALE_LIMIT;
pub use table::{Agents, Known};
#[cfg(any(test, feature = "schema"))]
pub(crate) use table::{DOCUMENT, source};

/// The most claims that are kept of one rung of one commit (semantics 11). More of them would claim nothing more.
pub const CLAIMS_PER_RUNG: usize = 64;

/// The parts of a commit that can say how it was made.
#[derive(Clone, Copy, Debug)]
pub struct CommitText<'a> {
    /// The whole message, as stored; it need not be UTF-8.
    pub message: &'a [u8],
    /// Who the commit says wrote it, before any mailmap.
    pub author: &'a Identity,
    /// Who the commit says committed it, before any mailmap.
    pub committer: &'a Identity,
}

/// What a commit says. Every list is sorted and names nothing twice.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct Found {
    /// Claims; `commit` is left to the caller.
    pub claims: Vec<Claim>,
    /// Whom co-author trailers credit, without known agents. One in git's trailer block that cannot be read has its
    /// whole value as name and no address: somebody took part whom nobody can resolve.
    pub co_authors: Vec<Identity>,
    /// Who signed off, without known agents.
    pub sign_offs: Vec<Identity>,
    /// Whether a known agent signed off. It certifies nothing and approves nothing.
    pub ai_sign_off: bool,
    /// Whether git's own trailer block says that no AI was used, and nothing claims that one was. It counts for
    /// nothing until the signature of the commit is verified under its author's key (semantics 6.2).
    pub no_ai_trailer: bool,
}

/// Reads the message and the identities of one commit, by the built-in table.
pub fn commit(text: &CommitText<'_>) -> Found {
    const BUILTIN: &Agents = &Agents::builtin();
    BUILTIN.commit(text)
}

impl Agents {
    /// Reads the message and the identities of one commit.
    pub fn commit(&self, text: &CommitText<'_>) -> Found {
        message::commit(self, text)
    }

    /// Reads a text that stands for a change, such as the description of a pull request: the claims of its lines,
    /// each located within `place`.
    pub fn description(&self, text: &[u8], place: &str) -> Vec<Claim> {
        let mut claims = message::description(self, text);
        for claim in &mut claims {
            let inner = claim.location.take().unwrap_or_default();
            claim.location = Some(format!("{place}, {inner}"));
        }
        claims
    }
}
