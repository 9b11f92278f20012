//! The roster, indexed: who is who, and who may what.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::clock::Clock;
use crate::decision::Shared;
use crate::digest::Digest;
use crate::id::{Account, Fingerprint, Level, PrincipalId, Role, Service, Team};
use crate::policy::{LevelAsk, Selector};
use crate::roster::{
    Held, Key, Principal, PrincipalKind, RosterDocument, ServiceEntry, Status, Whole,
};
use crate::time::Timestamp;

/// An index into the principals.
pub(super) type Index = usize;

#[derive(Debug)]
pub(super) struct People {
    pub(super) id: String,
    pub(super) version: u32,
    pub(super) digest: Digest,
    /// It, and those that it includes, by their labels.
    pub(super) documents: Shared<BTreeMap<String, Digest>>,
    pub(super) expires: Option<Timestamp>,
    /// Whether policy and roster have to be signed.
    pub(super) names_authority: bool,
    /// The role of those who sign them, where it is not the usual one.
    pub(super) authority: Option<Role>,
    pub(super) services: Vec<ServiceEntry>,
    by_service: BTreeMap<Service, usize>,
    document: Arc<RosterDocument>,
    /// Where each principal stands in the document, in the order of their ids: an index points in here.
    order: Vec<usize>,
    /// Everybody's accounts, in their order.
    accounts: Vec<(Index, usize)>,
    /// Everybody's keys, in the order of their fingerprints.
    keys: Vec<(Index, usize)>,
    /// The last instant at which a key, a level, a membership or a role of somebody who can act begins or ends.
    pub(super) settled: Option<Timestamp>,
    ranks: BTreeMap<Level, usize>,
    /// A team and every team that it is within.
    closures: BTreeMap<Team, BTreeSet<Team>>,
    /// People who can act, by each team that they are within, whenever they joined it.
    members: BTreeMap<Team, Vec<Index>>,
}

/// Sorts places by what stands there.
fn sorted<K: Ord>(
    places: Vec<(Index, usize)>,
    key: impl Fn((Index, usize)) -> K,
) -> Vec<(Index, usize)> {
    let mut keyed: Vec<_> = places
        .into_iter()
        .map(|place| (key(place), place))
        .collect();
    keyed.sort_unstable();
    keyed.into_iter().map(|(_, place)| place).collect()
}

impl People {
    pub(super) fn new(whole: &Whole, digest: Digest) -> Self {
        let document = &whole.document;
        let id = |at: &usize| document.principals.get(*at).map(|one| &one.id);
        let mut order: Vec<usize> = (0..document.principals.len()).collect();
        order.sort_by(|one, other| id(one).cmp(&id(other)));
        let principals = || order.iter().filter_map(|at| document.principals.get(*at));
        let mut accounts = Vec::new();
        let mut keys = Vec::new();
        for (index, principal) in principals().enumerate() {
            let places = (0..principal.accounts.len()).map(|at| (index, at));
            accounts.extend(places);
            let places = (0..principal.keys.len()).map(|at| (index, at));
            keys.extend(places);
        }
        let ranks = document
            .levels
            .iter()
            .enumerate()
            .map(|(rank, level)| (level.clone(), rank));
        let closures = closures(document);
        let parts = whole.parts.iter();
        let parts = parts.map(|part| (part.label.clone(), part.digest));
        let own = (format!("{}@{}", document.id, document.version), digest);
        let documents: BTreeMap<_, _> = parts.chain([own]).collect();
        let settled = principals().filter(|one| is_active_human(one));
        let settled = settled.flat_map(instants).max();
        let mut people = Self {
            id: document.id.to_string(),
            version: document.version,
            digest,
            documents: documents.into(),
            expires: document.expires,
            names_authority: document.authority.is_some(),
            settled,
            authority: document.authority.as_ref().and_then(|one| one.role.clone()),
            by_service: document
                .services
                .iter()
                .enumerate()
                .map(|(at, entry)| (entry.id.clone(), at))
                .collect(),
            services: document.services.clone(),
            members: members(principals(), &closures),
            document: Arc::clone(document),
            order,
            accounts: Vec::new(),
            keys: Vec::new(),
            ranks: ranks.collect(),
            closures,
        };
        people.accounts = sorted(accounts, |place| people.account(place));
        people.keys = sorted(keys, |place| people.fingerprint(place));
        people
    }

    /// The form under which an account is compared.
    fn account(&self, (index, at): (Index, usize)) -> Option<Cow<'_, str>> {
        self.get(index)?.accounts.get(at).map(Account::folded)
    }

    fn fingerprint(&self, (index, at): (Index, usize)) -> Option<&Fingerprint> {
        Some(self.get(index)?.keys.get(at)?.public.fingerprint())
    }

    /// Everybody, in the order of their ids.
    pub(super) fn principals(&self) -> impl Iterator<Item = &Principal> {
        let all = &self.document.principals;
        self.order.iter().filter_map(|at| all.get(*at))
    }

    /// Returns people among whom is everybody that a selector could mean, where they are known beforehand: those of a
    /// team. `None` where a selector asks for something that depends on the change, or on instants that
    /// [`settled`](Self::settled) leaves out.
    pub(super) fn at_most(&self, selector: &Selector) -> Option<&[Index]> {
        let is_plain = !matches!(selector.level, Some(LevelAsk::AboveAuthor))
            && selector.held_for.is_none()
            && selector.trained.is_none();
        let team = selector.team.as_ref().filter(|_| is_plain)?;
        Some(self.members.get(team).map_or(&[], Vec::as_slice))
    }

    pub(super) fn get(&self, index: Index) -> Option<&Principal> {
        self.document.principals.get(*self.order.get(index)?)
    }

    pub(super) fn find(&self, id: &PrincipalId) -> Option<Index> {
        let named = |at: &usize| self.document.principals.get(*at).map(|one| &one.id);
        self.order
            .binary_search_by(|at| named(at).cmp(&Some(id)))
            .ok()
    }

    pub(super) fn by_account(&self, account: &Account) -> Option<Index> {
        let folded = Some(account.folded());
        let at = self
            .accounts
            .binary_search_by(|one| self.account(*one).cmp(&folded))
            .ok()?;
        self.accounts.get(at).map(|(index, _)| *index)
    }

    pub(super) fn by_key(&self, fingerprint: &Fingerprint) -> Option<(Index, &Principal, &Key)> {
        let at = self
            .keys
            .binary_search_by(|one| self.fingerprint(*one).cmp(&Some(fingerprint)))
            .ok()?;
        let (index, position) = *self.keys.get(at)?;
        let principal = self.get(index)?;
        Some((index, principal, principal.keys.get(position)?))
    }

    pub(super) fn rank(&self, level: &Level) -> Option<usize> {
        self.ranks.get(level).copied()
    }

    /// People who can act at all: human and active.
    pub(super) fn active_humans(&self) -> impl Iterator<Item = (Index, &Principal)> {
        let active = |(_, one): &(Index, &Principal)| is_active_human(one);
        self.principals().enumerate().filter(active)
    }

    /// Whether somebody can act at all.
    pub(super) fn is_active_human(&self, index: Index) -> bool {
        self.get(index).is_some_and(is_active_human)
    }

    /// The rank of somebody's level; `None` where she has none, which is below every rank.
    pub(super) fn rank_of<'p>(
        &self,
        principal: &'p Principal,
        holds: impl Fn(&'p Held<Level>) -> Option<&'p Level>,
    ) -> Option<usize> {
        principal
            .level
            .as_ref()
            .and_then(holds)
            .and_then(|level| self.rank(level))
    }

    /// Reports whether membership of `member` is membership of `team`.
    pub(super) fn is_within(&self, member: &Team, team: &Team) -> bool {
        member == team
            || self
                .closures
                .get(member)
                .is_some_and(|closure| closure.contains(team))
    }

    /// Returns what the catalogue says of a service.
    pub(super) fn service(&self, service: &Service) -> Option<&ServiceEntry> {
        self.services.get(*self.by_service.get(service)?)
    }

    /// Reports whether somebody owns a service, by name or by team.
    pub(super) fn owns<'p>(
        &self,
        principal: &'p Principal,
        service: &Service,
        holds: impl Fn(&'p Held<Team>) -> Option<&'p Team>,
    ) -> bool {
        let Some(entry) = self.service(service) else {
            return false;
        };
        // All of them, so that each instant is consulted, in whatever order they stand.
        let held: Vec<_> = principal.teams.iter().filter_map(holds).collect();
        let by_team = |member: &&Team| {
            let mut teams = entry.owner_teams.iter();
            teams.any(|team| self.is_within(member, team))
        };
        entry.owners.contains(&principal.id) || held.iter().any(by_team)
    }

    /// The level of somebody now.
    pub(super) fn level_now<'p>(
        &self,
        principal: &'p Principal,
        clock: &Clock,
    ) -> Option<&'p Level> {
        principal
            .level
            .as_ref()
            .and_then(|level| clock.held_now(level))
    }
}

/// Every instant at which somebody becomes, or ceases to be, able to sign as she is.
fn instants(person: &Principal) -> impl Iterator<Item = Timestamp> {
    let keys = person.keys.iter();
    let keys = keys.flat_map(|key| [key.since, key.revoked.map(|revoked| revoked.at)]);
    let level = person.level.iter().map(|held| held.since);
    let teams = person.teams.iter().map(|held| held.since);
    let roles = person.roles.iter().map(|held| held.since);
    keys.chain(level).chain(teams).chain(roles).flatten()
}

/// People who can act, by each team that they are within.
fn members<'p>(
    principals: impl Iterator<Item = &'p Principal>,
    closures: &BTreeMap<Team, BTreeSet<Team>>,
) -> BTreeMap<Team, Vec<Index>> {
    let mut members: BTreeMap<Team, Vec<Index>> = BTreeMap::new();
    let active = principals.enumerate();
    for (index, person) in active.filter(|(_, one)| is_active_human(one)) {
        for held in &person.teams {
            let within = closures.get(&held.is).into_iter().flatten();
            for team in within.filter(|team| **team != held.is).chain([&held.is]) {
                match members.get_mut(team) {
                    Some(list) if list.last() == Some(&index) => {}
                    Some(list) => list.push(index),
                    None => {
                        members.insert(team.clone(), vec![index]);
                    }
                }
            }
        }
    }
    members
}

fn is_active_human(one: &Principal) -> bool {
    one.kind == PrincipalKind::Human && one.status == Status::Active
}

/// For each team, every team that it is within, itself included. Ends also where teams form a circle.
fn closures(document: &RosterDocument) -> BTreeMap<Team, BTreeSet<Team>> {
    let within: BTreeMap<_, _> = document
        .teams
        .iter()
        .map(|team| (&team.id, &team.within))
        .collect();
    let mut closures = BTreeMap::new();
    for team in &document.teams {
        let mut reached = BTreeSet::new();
        let mut open = vec![&team.id];
        while let Some(next) = open.pop() {
            if reached.insert(next.clone()) {
                open.extend(within.get(next).into_iter().flat_map(|teams| teams.iter()));
            }
        }
        closures.insert(team.id.clone(), reached);
    }
    closures
}
