//! What can be wrong inside a roster (semantics 7, 9.5).

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::{self, Display};

use super::check::Checker;
use crate::error::{ErrorCode, Problem};
use crate::id::{PrincipalId, Service, Team};
use crate::roster::{Grant, Principal, PrincipalKind, RosterDocument, Scheme, Status, Whole};
use crate::signature::check_cheaply;
use crate::wire::{Places, Roster};

/// Checks a roster with all that it includes.
pub(super) fn check(roster: &Roster, whole: &Whole, checker: &mut Checker) {
    let name = format!("roster {}", roster.document().id);
    for fault in &whole.faults {
        checker.error(fault.code, fault.message.clone(), &name, &fault.path);
    }
    let document = &whole.document;
    let mut check = Check {
        name: format!("roster {}", document.id),
        document,
        checker,
    };
    if document.version == 0 {
        check.error(
            ErrorCode::VersionZero,
            "versions start at 1".to_owned(),
            "version",
        );
    }
    check.levels();
    check.teams();
    check.principals();
    check.accounts();
    check.keys();
    check.services();
    check.authority();
}

/// Where a principal stands; written out only for a problem.
#[derive(Clone, Copy)]
struct Place(usize);

impl Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "principal[{}]", self.0)
    }
}

struct Check<'a> {
    name: String,
    document: &'a RosterDocument,
    checker: &'a mut Checker,
}

/// Each one with the one after it.
fn neighbours<T>(list: &[T]) -> impl Iterator<Item = (&T, &T)> {
    list.iter().zip(list.iter().skip(1))
}

/// Returns a text in lower case.
fn lower_case(text: &str) -> Cow<'_, str> {
    if text
        .bytes()
        .all(|byte| byte.is_ascii() && !byte.is_ascii_uppercase())
    {
        Cow::Borrowed(text)
    } else {
        Cow::Owned(text.to_lowercase())
    }
}

impl Check<'_> {
    fn error(&mut self, code: ErrorCode, message: String, path: &str) {
        self.checker.error(code, message, &self.name, path);
    }

    /// A roster that could never be followed by another locks everybody out.
    fn authority(&mut self) {
        let Some(authority) = &self.document.authority else {
            return;
        };
        let eligible = self.document.principals.iter().filter(|person| {
            let mut roles = person.roles.iter();
            person.kind == PrincipalKind::Human
                && person.status == Status::Active
                && !person.keys.is_empty()
                && roles.any(|role| role.is.as_str() == authority.role())
        });
        let eligible = eligible.count();
        let path = "authority.threshold";
        if authority.threshold == 0 {
            self.error(
                ErrorCode::ThresholdZero,
                "nobody would have to sign".to_owned(),
                path,
            );
        } else if usize::try_from(authority.threshold).unwrap_or(usize::MAX) > eligible {
            let message = format!(
                "{} people have to sign, and {eligible} with a key hold the role `{}`",
                authority.threshold,
                authority.role()
            );
            self.error(ErrorCode::Unsatisfiable, message, path);
        }
    }

    fn levels(&mut self) {
        let mut known = BTreeSet::new();
        let document = self.document;
        for (index, level) in document.levels.iter().enumerate() {
            if !known.insert(level) {
                self.error(
                    ErrorCode::DuplicateId,
                    format!("the level `{level}` stands twice"),
                    &format!("levels[{index}]"),
                );
            }
        }
        if document.levels.is_empty() {
            self.error(
                ErrorCode::EmptyList,
                "a roster needs at least one level".to_owned(),
                "levels",
            );
        }
    }

    fn teams(&mut self) {
        let document = self.document;
        let known: BTreeSet<_> = document.teams.iter().map(|team| &team.id).collect();
        let mut seen = BTreeSet::new();
        for (index, team) in document.teams.iter().enumerate() {
            let path = format!("team[{index}]");
            if !seen.insert(&team.id) {
                self.error(
                    ErrorCode::DuplicateId,
                    format!("the team `{}` stands twice", team.id),
                    &path,
                );
            }
            for parent in &team.within {
                self.known_team(parent, &known, &path);
            }
        }
        let within: BTreeMap<_, _> = document
            .teams
            .iter()
            .map(|team| (&team.id, &team.within))
            .collect();
        for (index, team) in document.teams.iter().enumerate() {
            let mut reached = BTreeSet::new();
            let mut open: Vec<&Team> = team.within.iter().collect();
            while let Some(next) = open.pop() {
                if reached.insert(next) {
                    open.extend(within.get(next).into_iter().flat_map(|teams| teams.iter()));
                }
            }
            if reached.contains(&team.id) {
                self.error(
                    ErrorCode::TeamCircle,
                    format!("the team `{}` is within itself", team.id),
                    &format!("team[{index}]"),
                );
            }
        }
    }

    fn known_team(&mut self, team: &Team, known: &BTreeSet<&Team>, path: impl Display) {
        if !known.contains(team) {
            let message =
                self.checker
                    .unknown("team", team, known.iter().map(|team| team.as_str()));
            self.error(ErrorCode::UnknownTeam, message, &path.to_string());
        }
    }

    fn principals(&mut self) {
        let document = self.document;
        let levels: BTreeSet<_> = document.levels.iter().collect();
        let teams: BTreeSet<_> = document.teams.iter().map(|team| &team.id).collect();
        let services: BTreeSet<_> = document.services.iter().map(|one| &one.id).collect();
        let people: BTreeMap<_, _> = document
            .principals
            .iter()
            .map(|one| (&one.id, one.kind))
            .collect();
        // As many names as principals: nobody stands twice.
        let mut seen = (people.len() < document.principals.len()).then(BTreeSet::new);
        for (index, principal) in document.principals.iter().enumerate() {
            let path = Place(index);
            let id = &principal.id;
            if seen.as_mut().is_some_and(|seen| !seen.insert(id)) {
                self.error(
                    ErrorCode::DuplicateId,
                    format!("the principal `{id}` stands twice"),
                    &path.to_string(),
                );
            }
            if let Some(level) = &principal.level
                && !levels.contains(&level.is)
            {
                let message = self.checker.unknown(
                    "level",
                    &level.is,
                    document.levels.iter().map(|level| level.as_str()),
                );
                let message = format!("`{id}`: {message}");
                self.error(ErrorCode::UnknownLevel, message, &format!("{path}.level"));
            }
            for (at, team) in principal.teams.iter().enumerate() {
                self.known_team(&team.is, &teams, format_args!("{path}.teams[{at}]"));
            }
            for (at, trained) in principal.trainings.iter().enumerate() {
                if trained.until.is_some_and(|until| until <= trained.since) {
                    let message = format!(
                        "the training `{}` of `{id}` ends before it begins",
                        trained.id
                    );
                    self.error(
                        ErrorCode::EmptyWindow,
                        message,
                        &format!("{path}.trainings[{at}]"),
                    );
                }
            }
            self.operator(principal, &people, path);
            self.grants(principal, &services, path);
            self.vouches(principal, path);
        }
    }

    fn grants(&mut self, principal: &Principal, services: &BTreeSet<&Service>, path: Place) {
        let id = &principal.id;
        for (at, grant) in principal.grants.iter().enumerate() {
            let path = format!("{path}.grant[{at}]");
            if principal.kind == PrincipalKind::Service {
                let message = format!("`{id}` is a service: only agents and people grant");
                self.error(ErrorCode::Vacuous, message, &path);
            }
            if *grant == Grant::default() {
                let message = format!("a grant of `{id}` says of nothing what it is for");
                self.error(ErrorCode::EmptyCondition, message, &path);
            }
            for (place, service) in grant.services.iter().enumerate() {
                if !services.contains(service) {
                    let known = services.iter().map(|one| one.as_str());
                    let message = self.checker.unknown("service", service, known);
                    let path = format!("{path}.services[{place}]");
                    self.error(ErrorCode::UnknownService, message, &path);
                }
            }
        }
    }

    /// A service vouches for accounts that a platform keeps; an address in a commit is anybody's to write down.
    fn vouches(&mut self, principal: &Principal, path: Place) {
        let id = &principal.id;
        for (at, platform) in principal.vouches.iter().enumerate() {
            let path = format!("{path}.vouches[{at}]");
            if principal.kind != PrincipalKind::Service {
                let message = format!("`{id}` is no service and vouches for nobody");
                self.error(ErrorCode::VoucherNotService, message, &path);
            } else if platform.as_str() == "email" {
                let message = "nobody can tell who an address of e-mail is".to_owned();
                self.error(ErrorCode::VoucherNotService, message, &path);
            }
        }
    }

    fn operator(
        &mut self,
        principal: &Principal,
        people: &BTreeMap<&PrincipalId, PrincipalKind>,
        path: Place,
    ) {
        let Some(operator) = &principal.operator else {
            return;
        };
        let id = &principal.id;
        let path = format!("{path}.operator");
        if principal.kind != PrincipalKind::Agent {
            let message = format!("`{id}` is no agent and has no operator");
            self.error(ErrorCode::OperatorNotAgent, message, &path);
            return;
        }
        match people.get(operator) {
            Some(PrincipalKind::Human) => {}
            Some(_) => {
                let message = format!("the operator `{operator}` of `{id}` is no person");
                self.error(ErrorCode::OperatorNotHuman, message, &path);
            }
            None => {
                let known = people.keys().map(|id| id.as_str());
                let message = self.checker.unknown("principal", operator, known);
                self.error(ErrorCode::UnknownPrincipal, message, &path);
            }
        }
    }

    fn accounts(&mut self) {
        let document = self.document;
        let mut accounts = Vec::new();
        for (index, principal) in document.principals.iter().enumerate() {
            for (at, account) in principal.accounts.iter().enumerate() {
                // Accounts that differ only in case would be read as one by some platform.
                let folded = lower_case(account.as_str());
                accounts.push((folded, index, at, account, &principal.id));
            }
        }
        accounts.sort_unstable();
        for ((known, .., owner), (folded, index, at, account, id)) in neighbours(&accounts) {
            if known == folded {
                self.error(
                    ErrorCode::DuplicateAccount,
                    format!("the account `{account}` of `{id}` belongs to `{owner}` too"),
                    &format!("principal[{index}].accounts[{at}]"),
                );
            }
        }
    }

    fn keys(&mut self) {
        let document = self.document;
        let places = document.principals.iter().enumerate();
        let places = places.flat_map(|(index, principal)| {
            let keys = principal.keys.iter().enumerate();
            keys.map(move |(at, key)| (index, at, &principal.id, key))
        });
        let path = |index, at| format!("principal[{index}].key[{at}]");
        let mut points = Vec::new();
        for (index, at, id, key) in places {
            points.push((key.public.point(), index, at, id));
            if let Err(fault) = check_cheaply(key.public.point()) {
                self.error(
                    ErrorCode::BadKey,
                    format!("the key of `{id}` is refused: {fault}"),
                    &path(index, at),
                );
            }
            if key.public.is_hardware() && key.scheme == Scheme::Ed25519 {
                let message = format!(
                    "the key of `{id}` lives in a security key, which signs by scheme `sshsig` only"
                );
                self.error(ErrorCode::SchemeMismatch, message, &path(index, at));
            }
        }
        points.sort_unstable();
        for ((point, _, _, owner), (other, index, at, id)) in neighbours(&points) {
            if point == other {
                self.error(
                    ErrorCode::DuplicateKeyBytes,
                    format!("`{id}` and `{owner}` have the same key"),
                    &path(*index, *at),
                );
            }
        }
    }

    fn services(&mut self) {
        let document = self.document;
        let people: BTreeSet<_> = document.principals.iter().map(|one| &one.id).collect();
        let teams: BTreeSet<_> = document.teams.iter().map(|team| &team.id).collect();
        let mut seen = BTreeSet::new();
        for (index, service) in document.services.iter().enumerate() {
            let path = format!("service[{index}]");
            if !seen.insert(&service.id) {
                self.error(
                    ErrorCode::DuplicateId,
                    format!("the service `{}` stands twice", service.id),
                    &path,
                );
            }
            if service.tier == Some(0) {
                self.error(
                    ErrorCode::TierZero,
                    "tiers start at 1".to_owned(),
                    &format!("{path}.tier"),
                );
            }
            for (at, owner) in service.owners.iter().enumerate() {
                if !people.contains(owner) {
                    let message = self.checker.unknown(
                        "principal",
                        owner,
                        people.iter().map(|id| id.as_str()),
                    );
                    self.error(
                        ErrorCode::UnknownPrincipal,
                        message,
                        &format!("{path}.owners[{at}]"),
                    );
                }
            }
            for (at, team) in service.owner_teams.iter().enumerate() {
                self.known_team(team, &teams, format_args!("{path}.ownerTeams[{at}]"));
            }
        }
    }
}

/// Returns the places of a roster, or of one that it includes.
pub(super) fn places<'r>(roster: &'r Roster, document: &str) -> Option<Places<'r>> {
    let is_it = |one: &&Roster| document == format!("roster {}", one.document().id);
    let mut parts = roster.parts().iter();
    let part = parts.find(is_it).filter(|_| !is_it(&roster));
    part.unwrap_or(roster).places()
}

/// Names the part in which a problem is, where it is in one: `principal[7]` of the whole is perhaps `principal[2]` of a
/// part.
pub(super) fn place(whole: &Whole, problem: &mut Problem) {
    let lists = ["principal[", "team[", "service["];
    for (list, start) in lists.iter().enumerate() {
        let Some((number, rest)) = problem
            .at
            .path
            .strip_prefix(start)
            .and_then(|path| path.split_once(']'))
        else {
            continue;
        };
        let entry = number.parse().ok();
        if let Some((part, number)) = entry.and_then(|number| whole.entry(list, number)) {
            problem.at.path = format!("{start}{number}]{rest}");
            problem.at.document = format!("roster {}", part.id);
        }
    }
}
