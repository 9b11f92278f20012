//! Who fits what is asked (semantics 9.3, 8.4).

use foureyes::Timestamp;
use foureyes::policy::{Assurance, LevelAsk, Owns, PolicyDocument, Requirement, Selector, With};
use foureyes::roster::Principal;
use foureyes::statement::{Delegation, Verified};
use foureyes::time::Span;

use super::Model;
use super::documents::merged;
use super::statements::Standing;

/// A seat inside a count: who may fill it, and for which service an owner is asked.
#[derive(Clone, Debug)]
pub(super) struct Seat {
    selector: Selector,
    service: Option<String>,
    /// Nobody owns what is not known.
    is_closed: bool,
}

/// Somebody as she would sign: in whose authority, within which delegation, and when.
#[derive(Clone, Copy, Debug)]
pub(super) struct Signing<'a> {
    pub(super) signer: &'a Principal,
    pub(super) authority: &'a Principal,
    pub(super) delegation: Option<&'a Delegation>,
    pub(super) issued: Timestamp,
}

impl<'a> Model<'a> {
    pub(super) fn signing(&self, one: &Standing<'a>) -> Option<Signing<'a>> {
        Some(Signing {
            signer: self.signer(one.by)?,
            authority: one.authority,
            delegation: one.delegation.map(|(_, said)| said),
            issued: one.said.issued,
        })
    }

    /// 9.3: all that a selector names, at issue and now, as far as a delegation goes (7.8).
    fn fits_selector(&self, who: Signing<'_>, asked: &Selector, service: Option<&str>) -> bool {
        let at = [who.issued, self.now];
        let scope = who.delegation.map(|one| &one.scope);
        let level = self.level(who.authority, at);
        let level = match scope {
            None => level,
            Some(scope) => scope
                .level
                .as_ref()
                .and_then(|most| self.rung(most.as_str()))
                .and_then(|most| level.map(|level| level.min(most))),
        };
        let fits_level = match &asked.level {
            None => true,
            Some(LevelAsk::AtLeast(least)) => level.is_some() && level >= self.rung(least.as_str()),
            Some(LevelAsk::AboveAuthor) => {
                let highest = self.highest_writer();
                highest.is_some() && level > highest
            }
        };
        let gives_team = |team: &str| {
            scope.is_none_or(|scope| {
                let around = self.teams_around(team);
                scope
                    .teams
                    .iter()
                    .any(|given| around.contains(given.as_str()))
            })
        };
        let fits_team = asked.team.as_ref().is_none_or(|team| {
            self.is_in_team(who.authority, team.as_str(), at) && gives_team(team.as_str())
        });
        let fits_role = asked.role.as_ref().is_none_or(|role| {
            Self::has_role(who.authority, role.as_str(), at)
                && scope.is_none_or(|scope| scope.roles.contains(role))
        });
        let owns_one = |service: &str| {
            self.owns(who.authority, service, at)
                && scope.is_none_or(|scope| {
                    scope.services.iter().any(|given| given.as_str() == service)
                })
        };
        let owns = match (asked.owns, service) {
            (None, _) => true,
            (Some(Owns::Service), Some(service)) => owns_one(service),
            (Some(Owns::Service), None) => {
                let services = self.services();
                services.is_whole
                    && !services.known.is_empty()
                    && services.known.iter().all(|service| owns_one(service))
            }
        };
        let has_held = asked
            .held_for
            .is_none_or(|span| self.has_held(who, asked, span));
        let is_trained = asked.trained.as_ref().is_none_or(|trainings| {
            trainings.as_slice().iter().all(|training| {
                who.signer.trainings.iter().any(|one| {
                    one.id == *training
                        && at
                            .iter()
                            .all(|at| one.since <= *at && one.until.is_none_or(|until| *at < until))
                })
            })
        });
        let executors = self.executors();
        let executes = |one: &Principal| executors.contains(one.id.as_str());
        let is_apart = asked.not.is_none() || (!executes(who.signer) && !executes(who.authority));
        fits_level && fits_team && fits_role && owns && has_held && is_trained && is_apart
    }

    /// 9.3: what is named of level, team and role was held for so long at issue and now, each by itself.
    fn has_held(&self, who: Signing<'_>, asked: &Selector, span: Span) -> bool {
        let earlier = who.issued.min(self.now);
        let is_old =
            |since: Option<Timestamp>| since.is_some_and(|since| since.plus(span) <= earlier);
        let one = who.authority;
        let level =
            asked.level.is_none() || one.level.as_ref().is_some_and(|held| is_old(held.since));
        let team = asked.team.as_ref().is_none_or(|team| {
            one.teams.iter().any(|held| {
                is_old(held.since) && self.teams_around(held.is.as_str()).contains(team.as_str())
            })
        });
        let role = asked.role.as_ref().is_none_or(|role| {
            one.roles
                .iter()
                .any(|held| held.is == *role && is_old(held.since))
        });
        level && team && role
    }

    /// 9.3: whether somebody is like those whom a requirement counts.
    /// 8.4: what a requirement asks of the signatures of a lift, which has no meaning and acknowledges nothing.
    pub(super) fn lift_fits_with(
        &self,
        by: &Verified,
        issued: Timestamp,
        asked: &Requirement,
    ) -> bool {
        let withs = self.documents.every_signature().into_iter();
        let mut withs = withs.chain(asked.with.as_ref());
        withs.all(|with| {
            let is_young = with
                .max_age
                .is_none_or(|most| self.age_is_below(by, issued, most));
            is_young && with.assurance.is_none_or(|least| by.assurance >= least)
        })
    }

    pub(super) fn fits_from(
        &self,
        document: &PolicyDocument,
        who: Signing<'_>,
        from: Option<&Selector>,
    ) -> bool {
        from.is_none_or(|from| self.fits_selector(who, &merged(document, from), None))
    }

    pub(super) fn fits_seat(&self, who: Signing<'_>, seat: &Seat) -> bool {
        !seat.is_closed && self.fits_selector(who, &seat.selector, seat.service.as_deref())
    }

    /// 9.3: the seats of a requirement; one for each service where an owner is asked for.
    pub(super) fn seats(&self, document: &PolicyDocument, asked: &Requirement) -> Vec<Seat> {
        let services = self.services();
        let is_known = services.is_whole && !services.known.is_empty();
        let mut seats = Vec::new();
        for selector in &asked.including {
            let selector = merged(document, selector);
            let plain = Seat {
                selector: selector.clone(),
                service: None,
                is_closed: selector.owns.is_some(),
            };
            if selector.owns.is_some() && is_known {
                seats.extend(services.known.iter().map(|service| Seat {
                    service: Some(service.clone()),
                    is_closed: false,
                    ..plain.clone()
                }));
            } else {
                seats.push(plain);
            }
        }
        seats
    }

    /// 9.3: `with`, and `everySignature` of every document. A delegation is as strong as the approval has to be (7.8).
    fn fits_with(&self, one: &Standing<'a>, with: &With) -> bool {
        let is_young = with
            .max_age
            .is_none_or(|most| self.age_is_below(one.by, one.said.issued, most));
        let means = with
            .meaning
            .as_ref()
            .is_none_or(|meaning| one.said.meaning.contains(meaning));
        let is_strong = with.assurance.is_none_or(|least| {
            one.by.assurance >= least && one.delegation.is_none_or(|(by, _)| by.assurance >= least)
        });
        let knows = with
            .acknowledged
            .iter()
            .all(|point| one.said.acknowledged.contains(point));
        is_young && means && is_strong && knows
    }

    /// 8.2, 9.3: whether an approval that stands counts for a requirement.
    pub(super) fn fits(
        &self,
        document: &PolicyDocument,
        one: &Standing<'a>,
        asked: &Requirement,
    ) -> bool {
        let withs = self.documents.every_signature().into_iter();
        let mut withs = withs.chain(asked.with.as_ref());
        // 8.7: `signed` unless it says more; 8.7.1: a click only where its own `with` says so.
        let own = asked.with.as_ref().and_then(|with| with.assurance);
        let is_enough = one.by.assurance >= own.unwrap_or(Assurance::Signed);
        is_enough
            && withs.all(|with| self.fits_with(one, with))
            && self
                .signing(one)
                .is_some_and(|who| self.fits_from(document, who, asked.from.as_ref()))
    }

    /// 8.4: fitting is broad, at any time, whatever the change: level, team, role, owner of any service.
    fn fits_broadly(&self, one: &Principal, asked: &Selector) -> bool {
        let level = one
            .level
            .as_ref()
            .and_then(|held| self.rung(held.is.as_str()));
        let level = match &asked.level {
            None | Some(LevelAsk::AboveAuthor) => true,
            Some(LevelAsk::AtLeast(least)) => level.is_some() && level >= self.rung(least.as_str()),
        };
        let in_team = |team: &str| {
            one.teams
                .iter()
                .any(|held| self.teams_around(held.is.as_str()).contains(team))
        };
        let team = asked
            .team
            .as_ref()
            .is_none_or(|team| in_team(team.as_str()));
        let role = asked
            .role
            .as_ref()
            .is_none_or(|role| one.roles.iter().any(|held| held.is == *role));
        let owns = asked.owns.is_none()
            || self.case.roster.services.iter().any(|service| {
                service.owners.contains(&one.id)
                    || service
                        .owner_teams
                        .iter()
                        .any(|team| in_team(team.as_str()))
            });
        level && team && role && owns
    }

    /// 8.4: whether a requirement gives somebody the power to veto.
    pub(super) fn gives_veto(
        &self,
        document: &PolicyDocument,
        one: &Principal,
        asked: &Requirement,
    ) -> bool {
        let mut named = asked.from.iter().chain(&asked.including);
        asked.approvals.is_some()
            && asked.veto != Some(false)
            && (asked.from.is_none()
                || named.any(|selector| self.fits_broadly(one, &merged(document, selector))))
    }
}
