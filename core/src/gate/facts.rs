//! What is in effect known of a change, after paths, ownership and vocabulary have added to it (semantics 5.2–5.5).

use std::collections::BTreeSet;

use super::authorship;
use super::clock::Clock;
use super::commits::SignedCommits;
use super::compile::Compiled;
use super::involvement::{Words, involved};
use super::participants::Participants;
use super::standing::Declared;
use super::structure::{self, Touched};
use crate::change::{Change, Evidence, EvidenceResult, Kind, PathChange};
use crate::digest::Digest;
use crate::fact::{Fact, Listed, Origin};
use crate::glob::Glob;
use crate::id::{CommitId, Environment, EvidenceType, Service};
use crate::matcher::Number;
use crate::provenance::InvolvementRange;
use crate::roster::Revocations;
use crate::statement::{IgnoredCode, SeenThen};

/// Elements of which it is known whether they are all there are.
pub(super) struct Known<T> {
    pub(super) items: BTreeSet<T>,
    /// Those that a whole list or the paths vouch for.
    pub(super) sure: BTreeSet<T>,
    pub(super) is_whole: bool,
}

/// Gathers what as a rule is little: the elements go in one by one, without a list to sort first.
pub(super) fn set_of<T: Ord>(items: impl IntoIterator<Item = T>) -> BTreeSet<T> {
    let mut set = BTreeSet::new();
    set.extend(items);
    set
}

/// A change as the gate sees it.
pub(super) struct View<'a> {
    pub(super) compiled: &'a Compiled,
    pub(super) change: &'a Change,
    pub(super) environment: Fact<Environment>,
    pub(super) kinds: Known<Kind>,
    pub(super) services: Known<Service>,
    pub(super) tiers: Known<u8>,
    pub(super) destructive: Fact<bool>,
    pub(super) participants: Participants<'a>,
    pub(super) involvement: InvolvementRange,
    /// Records of checks that somebody has signed.
    testimonies: Vec<Evidence>,
    /// Whether there is said to be an AI that no claim names.
    pub(super) unnamed: bool,
    /// Commits of which a signed commit says that no AI took part.
    denied: BTreeSet<&'a CommitId>,
    /// Whether a claim of involvement stands beside a claim of none.
    pub(super) conflict: bool,
    /// Paths that count as restricted everywhere.
    pub(super) odd: BTreeSet<String>,
    pub(super) touches_protected: bool,
    /// Which patterns of the gate are touched, by number.
    touched: Vec<bool>,
}

impl<'a> View<'a> {
    pub(super) fn new(
        compiled: &'a Compiled,
        change: &'a Change,
        clock: &Clock,
        revocations: Option<&Revocations>,
    ) -> Self {
        let signed = SignedCommits::new(compiled, change, clock, revocations);
        let participants = Participants::new(compiled, change, &signed);
        let odd = structure::odd_paths(change);
        let touched = Touched::new(compiled, change, &odd);
        let touches_protected = touched.protected;
        let is_derived = touched.every_path_owned && odd.is_empty();
        let services = services(compiled, change, &touched.patterns, is_derived);
        let tiers = tiers(compiled, change, &services);
        let denied = authorship::settled(change, &participants, &signed);
        let silent = involved(&Words::new(compiled, change, &participants, &[]), &denied);
        Self {
            environment: environment(compiled, change),
            kinds: kinds(change, touches_protected),
            destructive: destructive(compiled, change, !odd.is_empty()),
            compiled,
            change,
            services,
            tiers,
            participants,
            testimonies: Vec::new(),
            denied,
            involvement: silent.range,
            unnamed: silent.unnamed,
            conflict: silent.conflict,
            odd,
            touches_protected,
            touched: touched.patterns,
        }
    }

    /// Hears the words of people on how the content was made. Returns those that count, and why others do not.
    pub(super) fn hear(
        &mut self,
        words: &[Declared],
    ) -> (BTreeSet<Digest>, Vec<(Digest, IgnoredCode)>) {
        let heard = Words::new(self.compiled, self.change, &self.participants, words);
        let found = involved(&heard, &self.denied);
        let idle = words
            .iter()
            .filter(|word| word.stands && !found.counted.contains(&word.statement))
            .map(|word| (word.statement, heard.why_not(word)))
            .collect();
        self.involvement = found.range;
        self.unnamed = found.unnamed;
        self.conflict = found.conflict;
        (found.counted, idle)
    }

    /// The strictest tier; `None` where an unknown one could be stricter.
    pub(super) fn tier(&self) -> Option<u8> {
        let strictest = self.tiers.items.first().copied();
        strictest.filter(|tier| self.tiers.is_whole || *tier == 1)
    }

    /// Reports whether a place is touched by a path, restrictively: `None` where it is not known.
    pub(super) fn touches(&self, mut patterns: impl Iterator<Item = Number>) -> Option<bool> {
        let is_touched = |number: Number| self.touched.get(number) == Some(&true);
        if !self.odd.is_empty() || patterns.any(is_touched) {
            Some(true)
        } else {
            self.change.exact().paths.is_whole().then_some(false)
        }
    }

    /// Reports whether everything that is touched is in a place: the exempting reading.
    pub(super) fn touches_only(&self, globs: &[&Glob]) -> Option<bool> {
        let paths = &self.change.exact().paths;
        let inside = |entry: &PathChange| {
            !entry.is_tree()
                && !entry.leads_outside()
                && entry
                    .touched()
                    .all(|path| globs.iter().any(|glob| glob.matches(path.as_bytes())))
        };
        if !self.odd.is_empty() || !paths.known().iter().all(inside) {
            return Some(false);
        }
        match paths {
            Listed::Whole(entries) => Some(!entries.is_empty()),
            Listed::Partial(_) | Listed::Absent => None,
        }
    }

    /// Adds records of checks that somebody has signed.
    pub(super) fn testify(&mut self, records: Vec<Evidence>) {
        self.testimonies = records;
    }

    /// Records of a type that somebody vouches for, and whether the gate has seen it signed.
    pub(super) fn evidence(&self, kind: &EvidenceType) -> impl Iterator<Item = (&Evidence, bool)> {
        let known = self.compiled.evidence.contains(kind);
        let handed_in = self.change.live().evidence.known().iter();
        let handed_in = handed_in.filter(|item| item.origin != Origin::Declared);
        handed_in
            .map(|item| (item, false))
            .chain(self.testimonies.iter().map(|item| (item, true)))
            .filter(move |(item, _)| known && item.kind == *kind)
    }

    /// Whether a record is about one of the subjects, and this place, as far as it says.
    pub(super) fn is_about(&self, item: &Evidence) -> bool {
        let mut subjects = self.change.exact().subjects.iter();
        let named = item.subject.as_ref();
        named.is_none_or(|set| subjects.any(|subject| subject.digest == *set))
            && item.environment.as_ref().is_none_or(|place| {
                self.environment.value() == Some(place)
                    || self.change.exact().environment.value() == Some(place)
            })
    }

    /// Reports whether a trusted record says that a check failed.
    pub(super) fn failed(&self, kind: &EvidenceType) -> Option<bool> {
        if self
            .evidence(kind)
            .any(|(item, _)| item.result == EvidenceResult::Failed)
        {
            Some(true)
        } else {
            self.change.live().evidence.is_whole().then_some(false)
        }
    }

    /// What a signer judges the change by.
    pub(super) fn seen(&self) -> SeenThen {
        fn listed<T: Clone>(known: &Known<T>) -> Listed<T> {
            let items = known.items.iter().cloned().collect();
            if known.is_whole {
                Listed::Whole(items)
            } else {
                Listed::Partial(items)
            }
        }
        let seen = self.change.seen();
        SeenThen {
            kinds: listed(&self.kinds),
            services: listed(&self.services),
            tier: self.tier(),
            destructive: strict(&self.destructive, true),
            reversible: strict(&seen.reversible, false),
            rollout: strict(&seen.rollout, crate::change::Rollout::Instant),
            blast: seen.blast.trusted().copied(),
            involvement: self.involvement.clone(),
            evidence: self
                .change
                .live()
                .evidence
                .known()
                .iter()
                .chain(&self.testimonies)
                .map(|item| item.digest)
                .collect(),
        }
    }
}

/// A value as it may be believed: the strictest one from anybody, any other only from a trusted origin.
fn strict<T: Copy + PartialEq>(fact: &Fact<T>, strictest: T) -> Option<T> {
    fact.value()
        .copied()
        .filter(|value| *value == strictest || fact.trusted().is_some())
}

/// The environment, under its declared name. One outside the vocabulary is not known.
fn environment(compiled: &Compiled, change: &Change) -> Fact<Environment> {
    let named = |name: &Environment| {
        let name = compiled.environment_aliases.get(name).unwrap_or(name);
        compiled.environments.contains(name).then(|| name.clone())
    };
    match &change.exact().environment {
        Fact::Declared(name) => named(name).map_or(Fact::Unknown, Fact::Declared),
        Fact::Collected(name) => named(name).map_or(Fact::Unknown, Fact::Collected),
        Fact::Signed(name) => named(name).map_or(Fact::Unknown, Fact::Signed),
        Fact::Unknown => Fact::Unknown,
    }
}

/// The elements of a list that is whole.
fn whole<T: Ord + Clone>(list: &Listed<T>) -> BTreeSet<T> {
    let items = list.is_whole().then(|| list.known());
    set_of(items.into_iter().flatten().cloned())
}

fn kinds(change: &Change, touches_protected: bool) -> Known<Kind> {
    let mut items = set_of(change.seen().kinds.known().iter().copied());
    let mut sure = whole(&change.seen().kinds);
    if touches_protected {
        items.insert(Kind::Policy);
        sure.insert(Kind::Policy);
    }
    Known {
        items,
        sure,
        is_whole: change.seen().kinds.is_whole(),
    }
}

/// The services that are declared, and those that own a touched path.
fn services(
    compiled: &Compiled,
    change: &Change,
    touched: &[bool],
    is_derived: bool,
) -> Known<Service> {
    let mut items = set_of(change.seen().services.known().iter().cloned());
    let mut sure = whole(&change.seen().services);
    let people = &compiled.people;
    let declared_known = items
        .iter()
        .all(|service| people.service(service).is_some());
    let is_touched = |number: &Number| touched.get(*number) == Some(&true);
    for (service, patterns) in people.services.iter().zip(&compiled.owned) {
        if patterns.iter().any(is_touched) {
            items.insert(service.id.clone());
            sure.insert(service.id.clone());
        }
    }
    let derived_whole = change.exact().paths.is_whole() && is_derived && !items.is_empty();
    Known {
        items,
        sure,
        is_whole: declared_known && (change.seen().services.is_whole() || derived_whole),
    }
}

/// The tiers that are declared, and those of the services.
fn tiers(compiled: &Compiled, change: &Change, services: &Known<Service>) -> Known<u8> {
    let declared = &change.seen().tiers;
    let tier_of = |service| {
        compiled
            .people
            .service(service)
            .and_then(|entry| entry.tier)
    };
    let derived: Vec<Option<u8>> = services.items.iter().map(tier_of).collect();
    // A service whose tier nobody has stated could be of the strictest, whatever is handed in beside it.
    let all_stated = derived.iter().all(Option::is_some);
    let derived_whole = services.is_whole && !derived.is_empty();
    let known = declared.known().iter().copied();
    let items = set_of(known.chain(derived.into_iter().flatten()));
    let mut sure = whole(declared);
    sure.extend(services.sure.iter().filter_map(tier_of));
    Known {
        sure,
        is_whole: all_stated && (declared.is_whole() || derived_whole) && !items.is_empty(),
        items,
    }
}

/// Whether the change destroys something, from the collector or, where the policy says so, from its paths.
fn destructive(compiled: &Compiled, change: &Change, is_odd: bool) -> Fact<bool> {
    let fact = change.seen().destructive;
    let globs = &compiled.destructive_paths;
    let paths = &change.exact().paths;
    let derivable = fact.is_unknown() && !globs.is_empty() && paths.is_whole() && !is_odd;
    let untouched = derivable
        && change.exact().resources.is_whole()
        && change.exact().resources.known().is_empty()
        && !paths
            .known()
            .iter()
            .any(|entry| structure::touches(entry, globs));
    if untouched {
        Fact::Collected(false)
    } else {
        fact
    }
}
