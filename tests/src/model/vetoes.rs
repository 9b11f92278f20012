//! What rejects come to, and what lifts them (semantics 8.4).

use std::collections::BTreeSet;

use foureyes::decision::{Effect, ReasonCode};
use foureyes::statement::{Lift, Statement, Verified};

use super::assign::{self, Count, Service};
use super::decide::{Spoken, said};
use super::fits::Signing;
use super::statements::Rejected;
use super::{Model, Said};

/// What rejects come to (8.4).
pub(super) struct Vetoes<'a> {
    pub(super) live: Vec<Rejected<'a>>,
    pub(super) lifted: Vec<Rejected<'a>>,
    pub(super) objecting: BTreeSet<String>,
}

impl<'a> Model<'a> {
    /// 8.4: vetoes, those that were lifted, and who objects.
    pub(super) fn vetoes(&self, spoken: &Spoken<'_>) -> Vetoes<'a> {
        let mut vetoes = Vetoes {
            live: Vec::new(),
            lifted: Vec::new(),
            objecting: BTreeSet::new(),
        };
        let parts = self.parts();
        for reject in self.rejects() {
            let person = &reject.by.person;
            let wrote = parts
                .iter()
                .any(|part| part.wrote() && part.named.is_some_and(|one| one.id == *person));
            let fits = self.principal(person.as_str()).is_some_and(|one| {
                spoken.asked.iter().any(|rule| {
                    rule.leaves
                        .iter()
                        .any(|asked| self.gives_veto(rule.document, one, asked))
                })
            });
            if !(wrote || fits) {
                vetoes.objecting.insert(person.to_string());
            } else if self.is_lifted(&reject) {
                vetoes.lifted.push(reject);
            } else {
                vetoes.live.push(reject);
            }
        }
        vetoes
    }

    /// 8.4: a quorum of those whom the policy names.
    pub(super) fn is_lifted(&self, reject: &Rejected<'a>) -> bool {
        let Some((document, asked)) = self.documents.veto_lift() else {
            return false;
        };
        let seats = self.seats(document, asked);
        let raised = self.unresolved().len();
        let count = Count {
            people: usize::try_from(asked.approvals.unwrap_or(0)).unwrap_or(usize::MAX) + raised,
            each_seat: 1 + raised,
            seats: seats.len(),
        };
        let services = self.statements().iter().filter_map(|one| {
            let Statement::Lift(words) = &one.statement else {
                return None;
            };
            let signer = self.signer(one)?;
            let who = Signing {
                signer,
                authority: signer,
                delegation: None,
                issued: words.issued,
            };
            let is_good = words.rejects == reject.by.id
                && self.lift_fault(one, words).is_none()
                && self.fits_lift(one, words);
            is_good.then(|| Service {
                signer: signer.id.to_string(),
                authority: signer.id.to_string(),
                fits: vec![true],
                seats: vec![seats.iter().map(|seat| self.fits_seat(who, seat)).collect()],
            })
        });
        let services: Vec<Service> = services.collect();
        let best = assign::best(&[count], &services);
        best.is_some_and(|best| best.met == [true])
    }

    /// 8.4: whether a lift is by somebody whom the policy names, signed as it asks.
    pub(super) fn fits_lift(&self, one: &Verified, words: &Lift) -> bool {
        let (Some((document, asked)), Some(signer)) =
            (self.documents.veto_lift(), self.signer(one))
        else {
            return false;
        };
        let who = Signing {
            signer,
            authority: signer,
            delegation: None,
            issued: words.issued,
        };
        self.fits_from(document, who, asked.from.as_ref())
            && self.lift_fits_with(one, words.issued, asked)
    }

    pub(super) fn add_vetoes(&self, vetoes: &Vetoes<'a>, reasons: &mut BTreeSet<Said>) {
        if !vetoes.live.is_empty() {
            reasons.insert(said(Effect::Deny, ReasonCode::Vetoed));
        }
        if !vetoes.lifted.is_empty() {
            reasons.insert(said(Effect::Note, ReasonCode::VetoLifted));
        }
        if !vetoes.objecting.is_empty() {
            reasons.insert(said(Effect::Note, ReasonCode::Objection));
        }
    }
}
