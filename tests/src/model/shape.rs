//! What the change, the authority and the statements give rise to, whatever the rules say (semantics 5.7, 6.5, 7.4, 7.6,
//! 8.5, 8.6).

use std::collections::BTreeSet;

use foureyes::decision::{Effect, ReasonCode};
use foureyes::policy::UnresolvedRule;
use foureyes::statement::IgnoredCode;

use super::decide::said;
use super::{Model, Said, Side};

impl Model<'_> {
    /// 5.6.2, 5.7, 6.5, 7.4: what the change itself gives rise to.
    pub(super) fn reasons_of_shape(&self) -> BTreeSet<Said> {
        use foureyes::change::ParticipantRole::Author;
        let exact = self.change.exact();
        let live = self.change.live();
        let mut reasons = BTreeSet::new();
        let mut hold = |is: bool, code| {
            if is {
                reasons.insert(said(Effect::Hold, code));
            }
        };
        let lists_are_whole =
            exact.paths.is_whole() && exact.commits.is_whole() && live.participants.is_whole();
        let resources_are = exact.resources.is_whole() || exact.resources.is_absent();
        hold(!lists_are_whole || !resources_are, ReasonCode::ListPartial);
        let nothing = exact.paths.is_whole()
            && exact.paths.known().is_empty()
            && exact.resources.known().is_empty();
        hold(nothing && !exact.empty, ReasonCode::EmptyChange);
        let parts = self.parts();
        let is_attributed = |commit: Option<&foureyes::id::CommitId>| {
            parts
                .iter()
                .any(|part| part.role == Author && part.is_in(commit))
        };
        let commits = exact.commits.known().iter();
        let is_nobody = live.participants.is_whole() && live.participants.known().is_empty();
        let is_known = !is_nobody
            && commits
                .into_iter()
                .all(|commit| is_attributed(Some(commit)));
        hold(!is_known, ReasonCode::CommitUnattributed);
        let is_strong = exact
            .subjects
            .iter()
            .any(|subject| subject.digest.iter().any(|(_, digits)| digits.len() >= 64));
        hold(!is_strong, ReasonCode::WeakDigest);
        let is_open = matches!(self.case.side, Side::Alone) && self.touches_gate();
        hold(is_open, ReasonCode::TransitionRequired);
        let holds_unresolved = match self.documents.adopting().unresolved {
            Some(UnresolvedRule::Hold) => true,
            Some(UnresolvedRule::Raise) => false,
            None => self.tier().is_none_or(|tier| tier == 1) || self.touches_gate(),
        };
        if !self.unresolved().is_empty() {
            let effect = if holds_unresolved {
                Effect::Hold
            } else {
                Effect::Note
            };
            reasons.insert(said(effect, ReasonCode::Unresolved));
        }
        for (is_deny, code) in self.agents() {
            let effect = if is_deny { Effect::Deny } else { Effect::Hold };
            reasons.insert(said(effect, code));
        }
        if !self.odd_paths().is_empty() {
            reasons.insert(said(Effect::Note, ReasonCode::OddPath));
        }
        if self.has_conflict.get() {
            reasons.insert(said(Effect::Note, ReasonCode::ProvenanceConflict));
        }
        reasons
    }

    /// 7.6, 8.5, 8.6, 9.0.1.
    pub(super) fn reasons_of_authority(&self) -> BTreeSet<Said> {
        let mut reasons = BTreeSet::new();
        let mut hold = |is: bool, code| {
            if is {
                reasons.insert(said(Effect::Hold, code));
            }
        };
        let roster = self.case.roster;
        let over = self
            .documents
            .expiries
            .iter()
            .any(|(_, at)| *at <= self.now);
        // 5.6.2: the expiry of what is in force does not keep it from being renewed.
        let is_old = matches!(self.case.side, Side::Old);
        let is_over = over || self.documents.has_ended;
        hold(is_over && !is_old, ReasonCode::PolicyExpired);
        let over = roster.expires.is_some_and(|at| at <= self.now);
        hold(over && !is_old, ReasonCode::RosterExpired);
        let version = self.case.policy.document().version;
        let is_older = self
            .case
            .last_seen
            .is_some_and(|seen| version < seen.policy || roster.version < seen.roster);
        hold(is_older, ReasonCode::AuthorityRollback);
        hold(roster.authority.is_some(), ReasonCode::AuthorityUnsigned);
        let refused = self.case.statements.refused().iter();
        let is_over = refused
            .into_iter()
            .any(|one| one.code == IgnoredCode::OverLimit);
        hold(is_over, ReasonCode::StatementsOverLimit);
        let is_complete = self
            .case
            .complete_as_of
            .is_some_and(|at| self.now < at.plus(self.documents.ttl(true)));
        if !is_complete {
            let effect = if self.documents.needs_completeness() {
                Effect::Hold
            } else {
                Effect::Note
            };
            reasons.insert(said(effect, ReasonCode::StatementsIncomplete));
        }
        reasons
    }
}
