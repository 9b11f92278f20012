//! What can stand in for a requirement (semantics 9.6–9.9).

use std::collections::BTreeSet;

use foureyes::change::{Kind, ResourceAction};
use foureyes::decision::ReasonCode;
use foureyes::policy::{Assurance, BreakGlassRule, Condition, Envelope, PolicyDocument};
use foureyes::roster::PrincipalKind;
use foureyes::statement::{BreakGlass, IgnoredCode, Statement, Verified};
use foureyes::time::Span;

use super::Model;
use super::fits::Signing;
use super::logic::{Reading, Three};
use super::statements::AHEAD;

/// How a standing approval stands to the change (9.8).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Inside {
    /// It covers it.
    Yes,
    /// The actor acts alone, and something else fails.
    AloneOnly,
    /// It is about something else.
    No,
}

const BREAK_GLASS: &[&str] = &[
    "changeId",
    "repository",
    "targetRef",
    "changeDigest",
    "environment",
    "regions",
    "action",
    "incident",
    "reason",
    "signer",
    "issued",
    "expires",
    "nonce",
    "after",
    "critical",
];

impl<'a> Model<'a> {
    /// 9.6.2: known not to be destructive, and of kinds that are whole without `iam` and `policy`.
    pub(super) fn may_waive_approvals(&self) -> bool {
        let kinds = self.kinds();
        self.destructive().trusted() == Some(&false)
            && kinds.is_whole
            && !kinds.known.contains(&Kind::Iam)
            && !kinds.known.contains(&Kind::Policy)
    }

    /// 9.9.1: whether the change is an emergency revert.
    pub(super) fn is_revert(&self) -> bool {
        let exact = self.change.exact();
        let environment = self.environment();
        let Some(record) = self.change.live().restores.trusted() else {
            return false;
        };
        let name = self.documents.environment(record.environment.as_str());
        let here = environment.trusted().map(ToString::to_string);
        let kinds = self.kinds();
        let banned = [Kind::Data, Kind::Iam, Kind::Policy];
        let gone = [ResourceAction::Delete, ResourceAction::Replace];
        let is_in_region = record.regions.is_empty()
            || (!exact.regions.is_empty()
                && exact.regions.iter().all(|one| record.regions.contains(one)));
        exact
            .subjects
            .iter()
            .all(|one| record.subjects.contains(&one.digest))
            && here.is_some()
            && name == here
            && is_in_region
            && record.last_live.minus(AHEAD) <= self.now
            && self.now < record.last_live.plus(self.documents.revert_within())
            && self.destructive().trusted() == Some(&false)
            && kinds.is_whole
            && !banned.iter().any(|kind| kinds.known.contains(kind))
            && exact.resources.is_whole()
            && !exact
                .resources
                .known()
                .iter()
                .any(|one| gone.contains(&one.action))
    }

    /// 9.8: whether the change is inside a standing approval.
    pub(super) fn inside(&self, document: &PolicyDocument, envelope: &Envelope) -> Inside {
        let parts = self.parts();
        let is_right = |part: &super::people::Part<'a>| {
            self.resolved(part).is_some_and(|one| {
                one.kind == PrincipalKind::Service && (part.executes() || one.id == envelope.actor)
            })
        };
        let acts_alone = self.change.live().participants.is_whole()
            && parts.iter().any(|part| !part.executes())
            && parts.iter().all(is_right);
        if !acts_alone {
            return Inside::No;
        }
        let is_active = self
            .principal(envelope.actor.as_str())
            .is_some_and(Self::is_active);
        let id = format!("{}/{}", document.id, envelope.id);
        let uses = &self.change.live().uses;
        let recent = uses
            .known()
            .iter()
            .filter(|one| one.envelope == id && self.now < one.at.plus(envelope.rate.within));
        let is_rare = uses.is_whole()
            && recent.count() < usize::try_from(envelope.rate.at_most).unwrap_or(usize::MAX);
        let is_all = is_active
            && envelope.from <= self.now
            && self.now < envelope.until
            && self.holds(document, &envelope.when, Reading::Exempting) == Three::True
            && is_rare
            && envelope
                .require
                .iter()
                .all(|asked| self.reason_of(document, asked).is_none());
        if is_all {
            Inside::Yes
        } else {
            Inside::AloneOnly
        }
    }

    /// 9.9.2: whether a condition holds only in a freeze.
    pub(super) fn says_frozen(document: &PolicyDocument, condition: &Condition) -> bool {
        let marked = condition.marked.as_ref().is_some_and(|marks| {
            marks
                .as_slice()
                .iter()
                .all(|mark| mark.as_str() == "frozen")
        });
        let says = |one: &Condition| Self::says_frozen(document, one);
        condition.frozen == Some(true)
            || marked
            || condition.all.iter().flatten().any(says)
            || condition
                .any
                .as_ref()
                .is_some_and(|list| list.iter().all(says))
            || condition
                .condition
                .as_ref()
                .is_some_and(|name| says(&document.conditions[name]))
    }

    /// 9.7: who has broken glass with a word that stands, and why the others' do not.
    pub(super) fn broken_glass(&self) -> (Vec<&'a Verified>, Vec<(&'a Verified, IgnoredCode)>) {
        let (mut standing, mut faults) = (Vec::new(), Vec::new());
        for one in self.statements() {
            let Statement::BreakGlass(said) = &one.statement else {
                continue;
            };
            match self.break_glass_fault(one, said) {
                None => standing.push(one),
                Some(code) => faults.push((one, code)),
            }
        }
        let people: BTreeSet<_> = standing.iter().map(|one| &one.person).collect();
        let excluded = self.excluded();
        let others = people
            .iter()
            .filter(|id| !excluded.contains(id.as_str()))
            .count();
        let is_solo = self
            .documents
            .break_glass()
            .is_some_and(|(_, rule)| rule.solo == Some(true));
        // 9.7.3: two people, or one who took no part; each unresolved participant could be that one.
        let needed_others = 1 + self.unresolved().len();
        if !(is_solo || people.len() >= 2 || others >= needed_others) {
            let alone = standing.drain(..);
            faults.extend(alone.map(|one| (one, IgnoredCode::BreakGlassAlone)));
        }
        (standing, faults)
    }

    fn break_glass_fault(&self, one: &'a Verified, said: &BreakGlass) -> Option<IgnoredCode> {
        let when = |is: bool, code| is.then_some(code);
        let exact = self.change.exact();
        let own = foureyes::statement::change_subject(self.change.digest());
        let named: BTreeSet<_> = said.subjects.iter().map(|one| &one.digest).collect();
        let here = exact.subjects.iter().chain([&own]);
        let here: BTreeSet<_> = here.map(|one| &one.digest).collect();
        let regions: BTreeSet<_> = said.regions.iter().collect();
        let is_other_change = said.change_id != exact.id || said.repository != exact.repository;
        let is_other_place = said.environment.as_ref() != exact.environment.value()
            || regions != exact.regions.iter().collect();
        let is_other_content = said.change_digest != *self.change.digest() || named != here;
        let place = when(is_other_change, IgnoredCode::OtherChange)
            .or(when(
                said.target_ref != exact.target_ref,
                IgnoredCode::OtherTarget,
            ))
            .or(when(said.action != exact.action, IgnoredCode::OtherAction))
            .or(when(is_other_place, IgnoredCode::OtherPlace))
            .or(when(is_other_content, IgnoredCode::OtherContent));
        let Some((document, rule)) = self.documents.break_glass() else {
            return place.or(Some(IgnoredCode::BreakGlassOff));
        };
        let lasts = rule
            .lasts
            .unwrap_or(Span::from_hours(4))
            .min(Span::from_hours(4));
        let debts = &self.change.live().debts;
        let services = self.services();
        let is_overdue = debts.known().iter().any(|debt| {
            let mut named = debt.services.iter();
            let of_service = !services.is_whole
                || named.any(|service| services.known.contains(service.as_str()));
            debt.due <= self.now && (debt.person == one.person || of_service)
        });
        place
            .or_else(|| self.person_fault(one))
            .or_else(|| Self::critical_fault(&said.critical, BREAK_GLASS))
            .or_else(|| self.key_fault(one, said.issued))
            .or_else(|| self.length_fault(said.issued, said.expires, lasts))
            .or(when(
                said.incident.trim().is_empty() || said.reason.trim().is_empty(),
                IgnoredCode::NoIncident,
            ))
            .or_else(|| self.not_issued_yet(said.issued))
            .or(when(self.now >= said.expires, IgnoredCode::Expired))
            .or_else(|| self.consumed_fault(one))
            .or(when(
                !self.may_break_glass(document, rule, one, said),
                IgnoredCode::NotEligible,
            ))
            .or(when(!debts.is_whole(), IgnoredCode::DebtsUnknown))
            .or(when(is_overdue, IgnoredCode::DebtOverdue))
            .or_else(|| self.withdrawal_fault(one, Some(&said.after)))
            .or_else(|| self.own_word_fault(&one.person))
    }

    fn may_break_glass(
        &self,
        document: &PolicyDocument,
        rule: &BreakGlassRule,
        one: &Verified,
        said: &BreakGlass,
    ) -> bool {
        self.signer(one).is_some_and(|signer| {
            let who = Signing {
                signer,
                authority: signer,
                delegation: None,
                issued: said.issued,
            };
            let least = rule.assurance.unwrap_or(Assurance::Touched);
            let every = self.documents.every_signature().into_iter().all(|with| {
                let is_young = with
                    .max_age
                    .is_none_or(|most| self.age_is_below(one, said.issued, most));
                is_young && with.assurance.is_none_or(|least| one.assurance >= least)
            });
            every && one.assurance >= least && self.fits_from(document, who, rule.from.as_ref())
        })
    }

    /// 6.5: what agents are granted, and what the credential was issued for.
    pub(super) fn agents(&self) -> Vec<(bool, ReasonCode)> {
        use foureyes::change::Credential;
        let mut found = Vec::new();
        let parts = self.parts();
        let agents: Vec<_> = parts
            .iter()
            .filter_map(|part| self.resolved(part))
            .filter(|one| one.kind == PrincipalKind::Agent)
            .collect();
        for agent in &agents {
            let operator = agent
                .operator
                .as_ref()
                .and_then(|id| self.principal(id.as_str()));
            let Some(operator) = operator else {
                found.push((false, ReasonCode::FactNeeded));
                continue;
            };
            let both = [*agent, operator];
            if both.iter().any(|one| one.grants.is_empty()) {
                found.push((false, ReasonCode::AgentNotGranted));
                continue;
            }
            let covered = both.map(|one| {
                let grants = one.grants.iter();
                Three::any(grants.map(|grant| self.covers(grant)))
            });
            match Three::all(covered) {
                Three::True => {}
                Three::False => found.push((true, ReasonCode::AgentNotGranted)),
                Three::Unknown(_) => found.push((false, ReasonCode::FactNeeded)),
            }
        }
        let credential = &self.change.live().credential;
        if !agents.is_empty() {
            if credential.value() == Some(&Credential::NotIssued) {
                found.push((true, ReasonCode::CredentialNotIssued));
            } else if credential.trusted().is_none() {
                found.push((false, ReasonCode::FactNeeded));
            }
        }
        found
    }

    /// 6.5: all that a grant names fits, read exempting.
    fn covers(&self, grant: &foureyes::roster::Grant) -> Three {
        let exact = self.change.exact();
        let mut parts = Vec::new();
        if !grant.environments.is_empty() {
            let fits = |one: &_| grant.environments.contains(one);
            parts.push(super::logic::value(
                &self.environment(),
                Reading::Exempting,
                "exact.environment",
                fits,
            ));
        }
        if !grant.services.is_empty() {
            let services = self.services();
            let fits: Vec<bool> = services
                .known
                .iter()
                .map(|id| grant.services.iter().any(|one| one.as_str() == id))
                .collect();
            parts.push(super::logic::set(
                &fits,
                services.is_whole,
                Reading::Exempting,
                "seen.services",
            ));
        }
        if !grant.actions.is_empty() {
            parts.push(Three::of(grant.actions.contains(&exact.action)));
        }
        if !grant.repositories.is_empty() {
            parts.push(Three::of(grant.repositories.contains(&exact.repository)));
        }
        Three::all(parts)
    }
}
