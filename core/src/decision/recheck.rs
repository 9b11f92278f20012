//! A decision on record, held against what is about to happen now (semantics 4.2).

use super::{Decision, DecisionRecord, Reason, ReasonCode, Verdict};

impl Decision {
    /// Returns this decision, held unless the decision on record is an allow for the same thing in the same place:
    /// what was allowed earlier must be what is about to happen. It never becomes better than it is.
    pub fn recheck(self, stored: &DecisionRecord) -> Self {
        let mut record = self.record;
        let differs = differences(stored, &record);
        if !differs.is_empty() {
            let reason = Reason::hold(ReasonCode::DecisionSuperseded);
            record.reasons.push(reason.detail("differs", differs));
            record.reasons.sort();
            record.verdict = record.verdict.min(Verdict::Hold);
            record.because = None;
        }
        Self { record }
    }
}

/// Returns in what a decision on record is not an allow for what the decision of now is about.
fn differences(stored: &DecisionRecord, now: &DecisionRecord) -> Vec<String> {
    let mut differs = Vec::new();
    let mut note = |name: &str, is: bool| {
        if is {
            differs.push(name.to_owned());
        }
    };
    note("verdict", stored.verdict != Verdict::Allow);
    match (&stored.about, &now.about) {
        (Some(one), Some(other)) => {
            note("action", one.action != other.action);
            note("changeDigest", one.change_digest != other.change_digest);
            note("changeId", one.change_id != other.change_id);
            note("environment", one.environment != other.environment);
            note("regions", one.regions != other.regions);
            note("repository", one.repository != other.repository);
            note("subjects", one.subjects != other.subjects);
            note("targetRef", one.target_ref != other.target_ref);
        }
        _ => note("about", true),
    }
    differs
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::time::Timestamp;

    #[test]
    fn only_an_allow_for_the_same_holds() {
        let at = Timestamp::MIN;
        let bare = |verdict| DecisionRecord::bare(verdict, at, Vec::new());
        for (stored, now, outcome) in [
            (Verdict::Allow, Verdict::Allow, Verdict::Hold),
            (Verdict::Hold, Verdict::Allow, Verdict::Hold),
            (Verdict::Allow, Verdict::Deny, Verdict::Deny),
        ] {
            let decision = Decision::new(bare(now)).recheck(&bare(stored));
            assert_eq!(decision.verdict(), outcome);
            assert_eq!(
                decision.reasons().first().map(|reason| reason.code),
                Some(ReasonCode::DecisionSuperseded)
            );
        }
    }
}
