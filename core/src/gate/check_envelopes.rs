//! What can be wrong in a standing approval (semantics 9.5, 9.8).

use std::collections::BTreeSet;

use super::check_condition::Reading;
use super::check_policy::Check;
use crate::error::ErrorCode;
use crate::policy::{Envelope, Requirement};
use crate::roster::PrincipalKind;
use crate::time::Span;

/// How long a standing approval lives at most.
const LONGEST: Span = Span::from_days(180);

impl Check<'_, '_> {
    /// The standing approvals of the document.
    pub(super) fn envelopes(&mut self) {
        let document = self.document;
        let mut known = BTreeSet::new();
        for (index, envelope) in document.envelopes.iter().enumerate() {
            let path = format!("envelope[{index}]");
            if !known.insert(&envelope.id) {
                let message = format!("the envelope `{}` stands twice", envelope.id);
                self.error(ErrorCode::DuplicateId, message, &path);
            }
            if envelope.why.trim().is_empty() {
                let message = format!("the envelope `{}` does not say why", envelope.id);
                self.error(ErrorCode::NoWhy, message, &format!("{path}.why"));
            }
            self.actor(envelope, &path);
            if envelope.until <= envelope.from {
                let message = format!("the envelope `{}` ends before it begins", envelope.id);
                self.error(ErrorCode::EmptyWindow, message, &path);
            }
            if envelope.until > envelope.from.plus(LONGEST) {
                let message = "a standing approval is given anew after 180 days at the latest";
                self.error(ErrorCode::TtlTooLong, message, &format!("{path}.until"));
            }
            if envelope.rate.at_most == 0 {
                let message = "a standing approval that is never used says nothing";
                self.error(ErrorCode::Vacuous, message, &format!("{path}.rate.atMost"));
            }
            self.condition(&envelope.when, Reading::Exempting, &format!("{path}.when"));
            for (at, requirement) in envelope.require.iter().enumerate() {
                let path = format!("{path}.require[{at}]");
                self.requirement(requirement, &path);
                self.no_waivers(requirement, &path);
                if !is_of_facts(requirement) {
                    let message = "a standing approval asks for `evidence` and `must` alone";
                    self.error(ErrorCode::WrongRequirement, message, &path);
                }
            }
        }
    }

    fn actor(&mut self, envelope: &Envelope, path: &str) {
        let actor = &envelope.actor;
        let people = self.people;
        let path = format!("{path}.actor");
        match people.find(actor).and_then(|index| people.get(index)) {
            Some(principal) if principal.kind == PrincipalKind::Service => {}
            Some(_) => {
                let message =
                    format!("`{actor}` is no service: people and agents have no standing approval");
                self.error(ErrorCode::ActorNotService, message, &path);
            }
            None => {
                let known = people.principals().map(|one| one.id.as_str());
                let message = self.checker.unknown("principal", actor, known);
                self.error(ErrorCode::UnknownPrincipal, message, &path);
            }
        }
    }
}

/// Whether nobody has to do anything for it: records that passed, whoever has seen them, and conditions.
fn is_of_facts(requirement: &Requirement) -> bool {
    let is_record = requirement.evidence.is_some() && requirement.reviewed != Some(true);
    is_record || requirement.must.is_some()
}
