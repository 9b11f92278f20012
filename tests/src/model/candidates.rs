//! Who could sign (semantics 4.1.2).

use foureyes::policy::{Assurance, PolicyDocument, Requirement, With};
use foureyes::roster::{Key, Principal, PrincipalKind};

use super::fits::Signing;
use super::{Model, Side};

impl<'a> Model<'a> {
    /// 4.1.2: an active human with a usable key, not excluded, without a reject or a lift.
    pub(super) fn would_sign(&self, person: &str) -> Option<Signing<'a>> {
        let one = self.principal(person)?;
        let can = one.kind == PrincipalKind::Human
            && Self::is_active(one)
            && self.participant_fault(&one.id).is_none()
            && self.own_word_fault(&one.id).is_none()
            && self.has_key(one, false);
        can.then_some(Signing {
            signer: one,
            authority: one,
            delegation: None,
            issued: self.now,
        })
    }

    pub(super) fn has_key(&self, one: &Principal, is_hardware: bool) -> bool {
        let is_old = |key: &Key| match self.case.side {
            Side::Alone | Side::Old => true,
            Side::New(old) => {
                let mut old = old.principals.iter().filter(|other| other.id == one.id);
                old.any(|other| {
                    let mut keys = other.keys.iter();
                    keys.any(|other| other.public == key.public)
                })
            }
        };
        one.keys.iter().any(|key| {
            key.since.is_none_or(|since| since <= self.now)
                && !self.has_ended(key)
                && is_old(key)
                && (!is_hardware || key.public.is_hardware())
        })
    }

    /// 4.1.2: whether somebody would fit a requirement if she signed now.
    pub(super) fn would_fit(
        &self,
        document: &PolicyDocument,
        person: &str,
        asked: &Requirement,
    ) -> bool {
        let withs = self.documents.every_signature().into_iter();
        let withs = withs.chain(asked.with.as_ref());
        let least = withs.filter_map(|with: &With| with.assurance).max();
        let is_hardware = least >= Some(Assurance::Touched);
        self.would_sign(person).is_some_and(|who| {
            self.fits_from(document, who, asked.from.as_ref())
                && self.has_key(who.signer, is_hardware)
        })
    }
}
