//! One call from bytes to a decision, in which every fault is a refusal (semantics 3.3).

use crate::change::Change;
use crate::decision::{Decision, DecisionRecord, Reason, ReasonCode, Verdict};
use crate::error::InputError;
use crate::gate::{Gate, Request};
use crate::statement::Submitted;
use crate::time::Timestamp;

impl Decision {
    /// Returns the refusal that stands for input that cannot be read, so that a swallowed error is not a pass.
    pub fn bad_input(error: &InputError, now: Timestamp) -> Self {
        let problem = error.problem();
        let reason = Reason::deny(ReasonCode::BadInput)
            .subject(problem.message.as_str())
            .detail("code", problem.code)
            .detail("at", problem.at.to_string());
        Self::new(DecisionRecord::bare(Verdict::Deny, now, vec![reason]))
    }

    /// Returns the hold that stands for a missing policy or roster.
    pub fn without_authority(
        change: Option<&Change>,
        has_policy: bool,
        has_roster: bool,
        now: Timestamp,
    ) -> Self {
        let missing = [
            (has_policy, ReasonCode::PolicyMissing),
            (has_roster, ReasonCode::RosterMissing),
        ];
        let reasons = missing
            .into_iter()
            .filter(|(has, _)| !has)
            .map(|(_, code)| Reason::hold(code));
        let mut record = DecisionRecord::bare(Verdict::Hold, now, reasons.collect());
        if record.reasons.is_empty() {
            record.reasons.push(Reason::hold(ReasonCode::PolicyMissing));
        }
        record.about = change.map(crate::gate::about);
        Self::new(record)
    }
}

impl Gate {
    /// Decides from bytes: a change document and envelopes. Input that cannot be read gives a refusal with reason
    /// `bad_input`, never an error that could be swallowed.
    pub fn decide(&self, change: &[u8], envelopes: &[Submitted], now: Timestamp) -> Decision {
        match Change::from_json(change) {
            Ok(change) => self.evaluate(&Request::new(&change, &self.verify(envelopes), now)),
            Err(error) => Decision::bad_input(&error, now),
        }
    }
}
