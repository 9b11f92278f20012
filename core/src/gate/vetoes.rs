//! Rejects: which stop the change, which are lifted, and which only raise the counts (semantics 8.4).

use std::collections::{BTreeMap, BTreeSet};

use super::assign::Fit;
use super::evaluate::Trial;
use super::people::Index;
use super::standing::{Statements, may_veto};
use crate::decision::{Reason, ReasonCode};
use crate::policy::Requirement;

impl<'a> Trial<'a, '_> {
    /// Vetoes, those that are lifted among them, and how many objections there are (semantics 8.4).
    pub(super) fn vetoes(
        &mut self,
        signed: &Statements<'a>,
        applying: &[&Requirement],
        raised: u32,
    ) -> u32 {
        let mut objectors: BTreeSet<Index> = BTreeSet::new();
        for rejection in &signed.rejections {
            let person = rejection.principal.id.as_str();
            let said = |reason: Reason| {
                let reason = reason
                    .subject(person)
                    .detail("statement", rejection.id.to_string());
                reason.detail("reason", rejection.reject.reason.as_str())
            };
            if !may_veto(self.view(), rejection, applying) {
                objectors.insert(rejection.index);
                self.reasons.push(said(Reason::note(ReasonCode::Objection)));
            } else if self.is_lifted(signed, rejection.id, raised) {
                let lifts = signed.lifts.iter();
                let people: BTreeSet<String> = lifts
                    .filter(|one| one.lift.rejects == rejection.id)
                    .map(|one| one.principal.id.to_string())
                    .collect();
                let people: Vec<String> = people.into_iter().collect();
                let reason = said(Reason::note(ReasonCode::VetoLifted));
                self.reasons.push(reason.detail("liftedBy", people));
            } else {
                self.reasons.push(said(Reason::deny(ReasonCode::Vetoed)));
            }
        }
        u32::try_from(objectors.len()).unwrap_or(u32::MAX)
    }

    /// Whether the quorum that the policy names has lifted a reject.
    fn is_lifted(
        &self,
        signed: &Statements<'a>,
        reject: crate::digest::Digest,
        raised: u32,
    ) -> bool {
        let Some(lift) = &self.compiled().veto_lift else {
            return false;
        };
        let Some(need) = super::need::Need::new(self.judge, lift, None, raised) else {
            return false;
        };
        let mut people: BTreeMap<Index, Vec<bool>> = BTreeMap::new();
        for one in signed.lifts.iter().filter(|one| one.lift.rejects == reject) {
            let issued = one.lift.issued;
            let lacks = |selector: &crate::policy::Selector, service| {
                self.judge
                    .lacks(one.index, one.principal, selector, service, issued)
            };
            let seats = need
                .seats
                .iter()
                .map(|seat| lacks(seat.selector, seat.service.as_ref()).is_empty());
            // Of several lifts of a person the best one counts.
            let best = people
                .entry(one.index)
                .or_insert_with(|| vec![false; need.seats.len()]);
            for (best, fills) in best.iter_mut().zip(seats) {
                *best |= fills;
            }
        }
        let fits: Vec<_> = people.into_values().map(Some).collect();
        let fits: Vec<&Fit> = fits.iter().map(std::slice::from_ref).collect();
        let found = super::assign::assign(&[&need.shape], &fits);
        found.is_some_and(|found| found.met.iter().all(|met| *met))
    }
}
