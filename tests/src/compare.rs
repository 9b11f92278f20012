//! What it means that a decision opens or loosens.

use std::collections::BTreeSet;

use foureyes::decision::{Effect, ReasonCode, Status};
use foureyes::{Decision, Verdict};

/// Reports whether `after` lets through what `before` did not.
pub fn opens(before: &Decision, after: &Decision) -> bool {
    !before.is_allowed() && after.is_allowed()
}

/// Returns the requirements that are not met, by rule and position.
pub fn unmet(decision: &Decision) -> BTreeSet<(String, u32)> {
    let records = decision.record().requirements.iter();
    records
        .filter(|record| !matches!(record.status, Status::Met | Status::Waived))
        .map(|record| (record.rule.to_string(), record.requirement))
        .collect()
}

/// Reports whether `after` asks for less than `before`: it opens, or both hold and strictly fewer requirements are
/// unmet. Deny and hold are not ordered.
pub fn loosens(before: &Decision, after: &Decision) -> bool {
    let (then, now) = (unmet(before), unmet(after));
    let both_hold = before.verdict() == Verdict::Hold && after.verdict() == Verdict::Hold;
    opens(before, after) || (both_hold && now.is_subset(&then) && now != then)
}

/// Returns the ids of everybody who counts for some requirement.
pub fn counted(decision: &Decision) -> BTreeSet<String> {
    let records = decision.record().requirements.iter();
    records
        .flat_map(|record| &record.counted)
        .map(|counted| counted.person.to_string())
        .collect()
}

/// Reports whether a reason of this code refuses or holds.
pub fn blocks(decision: &Decision, code: ReasonCode) -> bool {
    let mut reasons = decision.reasons().iter();
    reasons.any(|reason| reason.code == code && reason.effect != Effect::Note)
}
