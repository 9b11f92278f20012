//! What can be wrong in what an emergency takes (semantics 9.5, 9.7).

use super::check::Checker;
use super::check_policy::Check;
use super::parts::Part;
use crate::error::ErrorCode;
use crate::policy::Assurance;
use crate::time::Span;

impl Check<'_, '_> {
    /// What the document says of emergencies.
    pub(super) fn break_glass(&mut self) {
        let Some(rule) = &self.document.break_glass else {
            return;
        };
        if let Some(from) = &rule.from {
            self.selector(from, "breakGlass.from");
        }
        self.review(&rule.review, "breakGlass.review");
        if rule.lasts.is_some_and(|lasts| lasts > Span::from_hours(4)) {
            let message = "an emergency lasts four hours at most";
            self.error(ErrorCode::TtlTooLong, message, "breakGlass.lasts");
        }
        let relaxes = rule.solo == Some(true)
            || rule
                .assurance
                .is_some_and(|least| least < Assurance::Touched);
        if relaxes && !self.part.is_top {
            let message = "a document that others extend must not relax anything";
            self.error(ErrorCode::RelaxationInBase, message, "breakGlass");
        }
    }
}

/// Two documents that say different things of emergencies.
pub(super) fn between(parts: &[Part<'_>], checker: &mut Checker) {
    let whole = parts.iter().filter(|part| part.is_whole());
    let mut said = whole.filter_map(|part| part.document().break_glass.as_ref());
    let first = said.next();
    if said.any(|other| Some(other) != first)
        && let Some(top) = parts.first()
    {
        let name = format!("policy {}", top.document().id);
        let message = "two documents say different things of what an emergency takes";
        checker.error(ErrorCode::BreakGlassConflict, message, &name, "breakGlass");
    }
}
