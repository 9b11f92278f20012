//! The decision: what it says, how it is shown, and the permit that it gives (semantics 4).

mod markdown;
mod outlook;
mod permit;
mod reason;
mod recheck;
mod record;
mod sentence;
mod summary;
mod text;

use crate::digest::Digest;
use crate::json::{self, JsonError, Limits};
use crate::time::Timestamp;

pub use outlook::Moment;
pub use permit::{Expect, Permit, Refused, RefusedCode};
pub use reason::{Detail, Effect, Reason, ReasonCode};
pub use record::{
    About, Because, Candidate, Candidates, Counted, DecisionFormat, DecisionRecord, Differs,
    IgnoredRecord, Inputs, Lack, LackKind, Missing, NotCounted, Obligation, Profile,
    RequirementRecord, Status, Verdict,
};
pub use summary::{SUMMARY_EXTENSION, SUMMARY_TYPE, SummaryAsk};
pub(crate) use text::{involvement, short_subject};

pub use crate::shared::{Shared, SharedText};

/// The outcome of an evaluation.
///
/// Ask [`Decision::permit`] before acting; [`Decision::is_allowed`] is for display.
#[derive(Clone, Debug, PartialEq, Eq)]
#[must_use = "a decision that nobody looks at protects nothing"]
pub struct Decision {
    record: DecisionRecord,
}

impl Decision {
    pub(crate) const fn new(record: DecisionRecord) -> Self {
        Self { record }
    }

    pub(crate) fn into_record(self) -> DecisionRecord {
        self.record
    }

    /// Returns this decision with the note that it is a report: whoever asked goes on whatever the verdict is. The
    /// relaxation stands in the record and in every form that is shown; verdict and permit are what they are.
    pub fn report_only(self) -> Self {
        let mut record = self.record;
        record.reasons.push(Reason::note(ReasonCode::ReportOnly));
        record.reasons.sort();
        record.reasons.dedup();
        Self { record }
    }

    /// Returns the verdict.
    pub const fn verdict(&self) -> Verdict {
        self.record.verdict
    }

    /// Reports whether the verdict is allow. For display: acting takes a permit.
    pub const fn is_allowed(&self) -> bool {
        matches!(self.record.verdict, Verdict::Allow)
    }

    /// Returns why, in a total order: what refuses, what holds, what the reader should know.
    pub fn reasons(&self) -> &[Reason] {
        &self.record.reasons
    }

    /// Returns what would help.
    pub const fn missing(&self) -> &Missing {
        &self.record.missing
    }

    /// Returns everything that the decision says.
    pub const fn record(&self) -> &DecisionRecord {
        &self.record
    }

    /// Returns the canonical bytes: the same for the same inputs, on every platform and in every language.
    pub fn to_json(&self) -> String {
        self.record.to_json()
    }

    /// Returns the explanation for a terminal, without colour.
    pub fn explain(&self) -> String {
        self.record.explain()
    }

    /// Returns the explanation for a pull request.
    pub fn to_markdown(&self) -> String {
        self.record.to_markdown()
    }
}

impl DecisionRecord {
    /// Reads a stored decision. What is read can be shown, never acted on.
    ///
    /// # Errors
    /// The bytes are no decision.
    pub fn from_json(bytes: &[u8]) -> Result<Self, JsonError> {
        json::from_slice(bytes, &Limits::DECISION)
    }

    /// Returns the canonical bytes.
    pub fn to_json(&self) -> String {
        json::to_string(self)
    }

    /// Returns the digest of the canonical bytes.
    pub fn digest(&self) -> Digest {
        Digest::of(self.to_json().as_bytes())
    }

    /// Returns the explanation for a terminal, without colour.
    pub fn explain(&self) -> String {
        text::render(self)
    }

    /// Returns the explanation for a pull request, in Markdown.
    pub fn to_markdown(&self) -> String {
        markdown::render(self)
    }

    /// Returns a record of `verdict` at `now` with nothing else.
    pub(crate) fn bare(verdict: Verdict, now: Timestamp, reasons: Vec<Reason>) -> Self {
        Self {
            decision: DecisionFormat::V1,
            verdict,
            because: None,
            about: None,
            evaluated_at: now,
            recheck_by: now.plus(crate::time::Span::from_minutes(15)),
            reasons,
            requirements: Vec::new(),
            missing: Missing::default(),
            obligations: Vec::new(),
            ignored: Vec::new(),
            ignored_counts: std::collections::BTreeMap::new(),
            profile: None,
            inputs: Inputs {
                semantics: crate::SEMANTICS,
                agents: crate::detect::AGENTS_VERSION.into(),
                ..Inputs::default()
            },
        }
    }
}
