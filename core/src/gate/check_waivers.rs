//! Which exemptions a policy may not make (semantics 9.6).

use super::check_policy::Check;
use crate::change::Kind;
use crate::error::ErrorCode;
use crate::policy::{Condition, Requirement, Rule, Waiver};

impl Check<'_, '_> {
    /// The exemptions of a rule and of its requirements.
    pub(super) fn waivers(&mut self, rule: &Rule, path: &str) {
        let at = format!("{path}.waivedBy");
        if rule.forbid.is_some() && !rule.waived_by.is_empty() {
            let is_freeze = rule.when.as_ref().is_some_and(is_freeze);
            if !is_freeze || rule.waived_by != [Waiver::EmergencyRevert] {
                let message = "what is forbidden is never waived; only a freeze, `when = { frozen = true }`, lets an `emergency-revert` through";
                self.error(ErrorCode::WrongWaiver, message, &at);
            }
        }
        let is_grave = [self.document.scope.as_ref(), rule.when.as_ref()]
            .into_iter()
            .flatten()
            .any(is_grave);
        let required = rule.require.iter().enumerate();
        for (index, requirement) in required {
            let path = format!("{path}.require[{index}]");
            let place = if rule.waived_by.is_empty() {
                None
            } else {
                Some(at.as_str())
            };
            self.waivers_of(requirement, is_grave, place, &path);
        }
    }

    /// Exemptions where nothing is ever waived.
    pub(super) fn no_waivers(&mut self, requirement: &Requirement, path: &str) {
        if !requirement.waived_by.is_empty() {
            let message = "this is never waived";
            self.error(ErrorCode::WrongWaiver, message, &format!("{path}.waivedBy"));
        }
        for (word, parts) in parts(requirement) {
            for (index, part) in parts.iter().enumerate() {
                self.no_waivers(part, &format!("{path}.{word}[{index}]"));
            }
        }
    }

    fn waivers_of(
        &mut self,
        requirement: &Requirement,
        is_grave: bool,
        of_rule: Option<&str>,
        path: &str,
    ) {
        let own = format!("{path}.waivedBy");
        let place = if requirement.waived_by.is_empty() {
            of_rule
        } else {
            Some(own.as_str())
        };
        if requirement.approvals.is_some()
            && is_grave
            && let Some(place) = place
        {
            let message =
                "approvals of what is destructive, of kind iam or of kind policy are never waived";
            self.error(ErrorCode::WrongWaiver, message, place);
        }
        if requirement.review.is_some() && !requirement.waived_by.is_empty() {
            let message = "a review that is owed afterwards is never waived";
            self.error(ErrorCode::WrongWaiver, message, &own);
        }
        for (word, parts) in parts(requirement) {
            if !requirement.waived_by.is_empty() {
                let message = "`waivedBy` goes with the requirements inside, or with the rule";
                self.error(ErrorCode::WrongRequirement, message, &own);
            }
            for (index, part) in parts.iter().enumerate() {
                self.waivers_of(part, is_grave, of_rule, &format!("{path}.{word}[{index}]"));
            }
        }
    }
}

fn parts(requirement: &Requirement) -> impl Iterator<Item = (&'static str, &Vec<Requirement>)> {
    let all = requirement.all_of.iter().map(|parts| ("allOf", parts));
    all.chain(requirement.any_of.iter().map(|parts| ("anyOf", parts)))
}

/// Whether a condition is true only where a freeze is in force, or the mark `frozen` is there.
fn is_freeze(condition: &Condition) -> bool {
    let marked = condition.marked.as_ref();
    let frozen = |mark: &crate::id::Mark| mark.as_str() == "frozen";
    condition.frozen == Some(true)
        || marked.is_some_and(|marks| marks.as_slice().iter().all(frozen))
        || condition.all.iter().flatten().any(is_freeze)
        || condition
            .any
            .as_ref()
            .is_some_and(|any| !any.is_empty() && any.iter().all(is_freeze))
}

/// Whether a condition picks out, in a way that can be seen, what is destructive, of kind iam or of kind policy.
fn is_grave(condition: &Condition) -> bool {
    let grave = |kind: &Kind| matches!(kind, Kind::Iam | Kind::Policy);
    let mut kinds = condition.kind.iter().flat_map(|kinds| kinds.as_slice());
    let parts = condition.all.iter().chain(&condition.any).flatten();
    condition.destructive == Some(true) || kinds.any(grave) || { parts }.any(is_grave)
}
