//! Whether somebody is who a requirement asks for, and in what she falls short (semantics 8.2, 9.3).

use std::collections::BTreeSet;

use super::clock::Clock;
use super::facts::View;
use super::people::{Index, People};
use crate::decision::{Lack, LackKind};
use crate::id::{Service, Team, Training};
use crate::policy::{Assurance, LevelAsk, Owns, Selector, SelectorNot, With};
use crate::roster::{Principal, Trained};
use crate::statement::{Approval, Verified};
use crate::time::Timestamp;

/// Reports whether somebody could ever be selected, whatever the change: for warnings, and for the power to veto,
/// which is read broadly.
pub(super) fn could_ever(people: &People, principal: &Principal, selector: &Selector) -> bool {
    let level = match &selector.level {
        Some(LevelAsk::AtLeast(level)) => {
            people.rank_of(principal, |held| Some(&held.is))
                >= people.rank(level).or(Some(usize::MAX))
        }
        Some(LevelAsk::AboveAuthor) | None => true,
    };
    let team = selector.team.as_ref().is_none_or(|team| {
        principal
            .teams
            .iter()
            .any(|held| people.is_within(&held.is, team))
    });
    let role = selector
        .role
        .as_ref()
        .is_none_or(|role| principal.roles.iter().any(|held| held.is == *role));
    let owns = selector.owns.is_none_or(|Owns::Service| {
        people
            .services
            .iter()
            .any(|service| people.owns(principal, &service.id, |held| Some(&held.is)))
    });
    level && team && role && owns
}

/// A member that a requirement asks for: a selector, for one service where it asks for owners.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Seat<'a> {
    pub(super) selector: &'a Selector,
    pub(super) service: Option<Service>,
}

impl<'a> Seat<'a> {
    /// The members that a requirement asks for; an owner is asked for once for each service.
    pub(super) fn expand(selectors: &'a [Selector], view: &View<'_>) -> Vec<Self> {
        let mut seats = Vec::new();
        for selector in selectors {
            if selector.owns.is_none() || view.services.items.is_empty() {
                seats.push(Self {
                    selector,
                    service: None,
                });
                continue;
            }
            seats.extend(view.services.items.iter().map(|service| Self {
                selector,
                service: Some(service.clone()),
            }));
        }
        seats
    }
}

/// What is told of somebody who falls short: that she does, or in what too.
pub(super) trait Shortfall {
    fn add(&mut self, lack: impl FnOnce() -> Lack);
}

impl Shortfall for bool {
    fn add(&mut self, _: impl FnOnce() -> Lack) {
        *self = true;
    }
}

impl Shortfall for Vec<Lack> {
    fn add(&mut self, lack: impl FnOnce() -> Lack) {
        self.push(lack());
    }
}

/// Words in their order, each once; `None` where there is none.
fn listed<'w, T: Ord + ToString + 'w>(words: impl Iterator<Item = &'w T>) -> Option<String> {
    let words: BTreeSet<&T> = words.collect();
    let words: Vec<String> = words.into_iter().map(ToString::to_string).collect();
    (!words.is_empty()).then(|| words.join(", "))
}

/// What people are held against.
pub(super) struct Judge<'a> {
    pub(super) view: &'a View<'a>,
    pub(super) clock: &'a Clock,
}

impl Judge<'_> {
    fn people(&self) -> &People {
        &self.view.compiled.people
    }

    /// In what somebody falls short of a selector, both at `issued` and now.
    pub(super) fn lacks(
        &self,
        index: Index,
        principal: &Principal,
        selector: &Selector,
        service: Option<&Service>,
        issued: Timestamp,
    ) -> Vec<Lack> {
        let mut lacks = Vec::new();
        self.weigh(index, principal, selector, service, issued, &mut lacks);
        lacks
    }

    /// Whether somebody is all that a selector asks for, both at `issued` and now.
    pub(super) fn fits(
        &self,
        index: Index,
        principal: &Principal,
        selector: &Selector,
        service: Option<&Service>,
        issued: Timestamp,
    ) -> bool {
        let mut lacks = false;
        self.weigh(index, principal, selector, service, issued, &mut lacks);
        !lacks
    }

    /// Holds somebody against a selector. Every instant is consulted, whatever was found before.
    fn weigh(
        &self,
        index: Index,
        principal: &Principal,
        selector: &Selector,
        service: Option<&Service>,
        issued: Timestamp,
        lacks: &mut impl Shortfall,
    ) {
        self.level(principal, selector, issued, lacks);
        if let Some(team) = &selector.team {
            let held = |held| self.clock.held(held, issued);
            let within = |member: &&Team| self.people().is_within(member, team);
            // All of them, so that each instant is consulted, in whatever order they stand.
            let teams = principal.teams.iter().filter_map(held);
            if teams.filter(within).count() == 0 {
                lacks.add(|| Lack {
                    lacks: LackKind::Team,
                    has: listed(principal.teams.iter().filter_map(held)),
                    needs: team.to_string(),
                });
            }
        }
        if let Some(role) = &selector.role {
            let held = |held| self.clock.held(held, issued);
            let roles = principal.roles.iter().filter_map(held);
            if roles.filter(|held| *held == role).count() == 0 {
                lacks.add(|| Lack {
                    lacks: LackKind::Role,
                    has: listed(principal.roles.iter().filter_map(held)),
                    needs: role.to_string(),
                });
            }
        }
        self.held_for(principal, selector, issued, lacks);
        for training in selector.trained.iter().flat_map(|list| list.as_slice()) {
            if !self.is_trained(principal, training, issued) {
                lacks.add(|| Lack {
                    lacks: LackKind::Training,
                    has: None,
                    needs: training.to_string(),
                });
            }
        }
        if let Some(Owns::Service) = selector.owns {
            self.ownership(principal, service, issued, lacks);
        }
        if let Some(SelectorNot::Executor) = selector.not
            && self.view.participants.executors.contains(&index)
        {
            lacks.add(|| Lack {
                lacks: LackKind::Executor,
                has: None,
                needs: "somebody who does not carry it out".to_owned(),
            });
        }
    }

    fn level(
        &self,
        principal: &Principal,
        selector: &Selector,
        issued: Timestamp,
        lacks: &mut impl Shortfall,
    ) {
        let Some(asked) = &selector.level else {
            return;
        };
        let held = principal
            .level
            .as_ref()
            .and_then(|held| self.clock.held(held, issued));
        let rank = held.and_then(|level| self.people().rank(level));
        let fits = match asked {
            LevelAsk::AtLeast(level) => {
                let wanted = self.people().rank(level);
                wanted.is_some() && rank >= wanted
            }
            LevelAsk::AboveAuthor => {
                let highest = self
                    .view
                    .participants
                    .highest_author(self.people(), self.clock);
                highest.is_some() && rank > highest
            }
        };
        if !fits {
            lacks.add(|| Lack {
                lacks: LackKind::Level,
                has: held.map(ToString::to_string),
                needs: match asked {
                    LevelAsk::AtLeast(level) => level.to_string(),
                    LevelAsk::AboveAuthor => "above every author".to_owned(),
                },
            });
        }
    }

    /// Whether what a selector names was held for so long at `issued`.
    fn held_for(
        &self,
        principal: &Principal,
        selector: &Selector,
        issued: Timestamp,
        lacks: &mut impl Shortfall,
    ) {
        let Some(span) = selector.held_for else {
            return;
        };
        // Somebody who falls short now may do so no more when the time has come.
        let long = |since: Option<Timestamp>| {
            since.is_some_and(|since| {
                self.clock.reached(since.plus(span)) && since.plus(span) <= issued
            })
        };
        let level = principal.level.as_ref().map(|held| held.since);
        let teams = principal.teams.iter().filter(|held| {
            let asked = selector.team.as_ref();
            asked.is_some_and(|team| self.people().is_within(&held.is, team))
        });
        let roles = principal.roles.iter();
        let roles = roles.filter(|held| Some(&held.is) == selector.role.as_ref());
        for (what, is_asked, since) in [
            (
                "level",
                selector.level.is_some(),
                level.into_iter().collect::<Vec<_>>(),
            ),
            (
                "team",
                selector.team.is_some(),
                teams.map(|held| held.since).collect(),
            ),
            (
                "role",
                selector.role.is_some(),
                roles.map(|held| held.since).collect(),
            ),
        ] {
            // All of them, so that each instant is consulted.
            if is_asked && since.iter().filter(|since| long(**since)).count() == 0 {
                let earliest = || since.iter().flatten().min();
                let words = || {
                    earliest().map_or("it is not known since when".to_owned(), |since| {
                        format!("since {since}")
                    })
                };
                lacks.add(|| Lack {
                    lacks: LackKind::HeldFor,
                    has: Some(format!("{what} held, {}", words())),
                    needs: format!("{span} when signing"),
                });
            }
        }
    }

    /// Whether a training was valid at `issued` and is valid now.
    fn is_trained(&self, principal: &Principal, training: &Training, issued: Timestamp) -> bool {
        let valid = |trained: &&Trained| {
            // Both ends are consulted, whatever the other says.
            let begun = self.clock.reached(trained.since);
            let over = trained.until.is_some_and(|until| self.clock.reached(until));
            let then = trained.since <= issued && trained.until.is_none_or(|until| issued < until);
            begun && !over && then
        };
        let named = principal.trainings.iter().filter(|one| one.id == *training);
        named.filter(valid).count() > 0
    }

    fn ownership(
        &self,
        principal: &Principal,
        service: Option<&Service>,
        issued: Timestamp,
        lacks: &mut impl Shortfall,
    ) {
        let services = &self.view.services;
        let owns = |service: &Service| {
            self.people()
                .owns(principal, service, |held| self.clock.held(held, issued))
        };
        let missing: Vec<String> = match service {
            Some(service) if services.is_whole => (!owns(service))
                .then(|| service.to_string())
                .into_iter()
                .collect(),
            None if services.is_whole && !services.items.is_empty() => services
                .items
                .iter()
                .filter(|service| !owns(service))
                .map(ToString::to_string)
                .collect(),
            // Which services are touched is not known: nobody can be said to own them.
            _ => vec!["every service that is touched".to_owned()],
        };
        if !missing.is_empty() {
            lacks.add(|| Lack {
                lacks: LackKind::Ownership,
                has: None,
                needs: missing.join(", "),
            });
        }
    }

    /// In what a signature falls short of what is asked of it.
    pub(super) fn lacks_of_signature(
        &self,
        verified: &Verified,
        approval: &Approval,
        with: &With,
    ) -> Vec<Lack> {
        let mut lacks = self.lacks_of_key(verified, approval.issued, with);
        if let Some(meaning) = &with.meaning
            && !approval.meaning.contains(meaning)
        {
            lacks.push(Lack {
                lacks: LackKind::Meaning,
                has: None,
                needs: meaning.to_string(),
            });
        }
        for item in &with.acknowledged {
            if !approval.acknowledged.contains(item) {
                lacks.push(Lack {
                    lacks: LackKind::Acknowledged,
                    has: None,
                    needs: item.to_string(),
                });
            }
        }
        lacks
    }

    /// In what a signature falls short of the age and the assurance that are asked of it.
    pub(super) fn lacks_of_key(
        &self,
        verified: &Verified,
        issued: Timestamp,
        with: &With,
    ) -> Vec<Lack> {
        let mut lacks = Vec::new();
        if let Some(age) = with.max_age {
            let born = verified
                .witnessed_at
                .map_or(issued, |seen| seen.min(issued));
            if self.clock.reached(born.plus(age)) {
                lacks.push(Lack {
                    lacks: LackKind::Age,
                    has: Some(format!("signed {issued}")),
                    needs: format!("at most {age} old"),
                });
            }
        }
        let weak = with.assurance.filter(|wanted| verified.assurance < *wanted);
        lacks.extend(weak.map(|wanted| weaker(verified, wanted)));
        lacks
    }
}

/// What a signature lacks that shows less of the person than is asked for.
pub(super) fn weaker(verified: &Verified, wanted: Assurance) -> Lack {
    Lack {
        lacks: LackKind::Assurance,
        has: Some(verified.assurance.word().to_owned()),
        needs: wanted.word().to_owned(),
    }
}
