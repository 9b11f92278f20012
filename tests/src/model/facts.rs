//! Effective facts: what paths, ownership and vocabulary add (semantics 5.2–5.6).

use std::collections::BTreeSet;

use foureyes::change::{Kind, PathAction, PathChange, PathMode, Rollout};
use foureyes::fact::{Fact, Listed};
use foureyes::glob::Glob;
use foureyes::id::Environment;
use foureyes::provenance::InvolvementRange;
use foureyes::statement::SeenThen;

use super::{Model, glob};

/// Elements and whether nothing is left out.
#[derive(Clone, Debug)]
pub(super) struct Elements<T> {
    pub(super) known: BTreeSet<T>,
    pub(super) is_whole: bool,
    /// Those that are derived from paths, and those of a list that is handed in as whole.
    pub(super) sure: BTreeSet<T>,
}

fn words(patterns: &[Glob]) -> Vec<String> {
    patterns.iter().map(|one| one.as_str().to_owned()).collect()
}

fn is_link(mode: Option<PathMode>) -> bool {
    mode == Some(PathMode::Symlink)
}

fn is_module(entry: &PathChange) -> bool {
    [entry.mode, entry.old_mode].contains(&Some(PathMode::Submodule))
}

/// 5.5.2: a link whose target is not known, unless it is being deleted.
fn leads_anywhere(entry: &PathChange) -> bool {
    is_link(entry.mode) && entry.link_target.is_none() && entry.action != PathAction::Deleted
}

/// 5.5.2: the names that an entry touches, each with whether all below it is touched too.
fn names(entry: &PathChange) -> Vec<(&[u8], bool)> {
    let below = is_module(entry) || is_link(entry.mode) || is_link(entry.old_mode);
    let own = [Some(&entry.path), entry.old_path.as_ref()];
    let own = own
        .into_iter()
        .flatten()
        .map(|path| (path.as_bytes(), below));
    let target = entry.link_target.iter().map(|path| (path.as_bytes(), true));
    own.chain(target).collect()
}

/// 5.5.2: whether an entry touches a place.
pub(super) fn touches(entry: &PathChange, patterns: &[String]) -> bool {
    leads_anywhere(entry)
        || names(entry).iter().any(|(name, below)| {
            patterns.iter().any(|pattern| {
                if *below {
                    glob::matches_below(pattern, name)
                } else {
                    glob::matches(pattern, name)
                }
            })
        })
}

/// 5.5.3: whether an entry is inside a place.
pub(super) fn is_inside(entry: &PathChange, patterns: &[String]) -> bool {
    !leads_anywhere(entry)
        && !is_module(entry)
        && names(entry)
            .iter()
            .all(|(name, _)| patterns.iter().any(|pattern| glob::matches(pattern, name)))
}

impl Model<'_> {
    pub(super) fn entries(&self) -> &[PathChange] {
        self.change.exact().paths.known()
    }

    /// 5.5.1: the paths that are odd, or collide where case is ignored.
    pub(super) fn collected_odd_paths(&self) -> BTreeSet<Vec<u8>> {
        let all: BTreeSet<&[u8]> = self
            .entries()
            .iter()
            .flat_map(names)
            .map(|(name, _)| name)
            .collect();
        let mut odd = BTreeSet::new();
        for entry in self.entries() {
            for path in entry.touched() {
                let name = path.as_bytes();
                let collides =
                    |other: &&&[u8]| **other != name && glob::folded(other) == glob::folded(name);
                if path.is_odd() || all.iter().any(|other| collides(&other)) {
                    odd.insert(name.to_vec());
                }
            }
        }
        odd
    }

    /// The odd paths, as found once.
    pub(super) const fn odd_paths(&self) -> &BTreeSet<Vec<u8>> {
        &self.odd
    }

    /// 5.6: whether the change touches what controls the gate.
    pub(super) fn touches_gate(&self) -> bool {
        *self
            .found
            .touches_gate
            .get_or_init(|| self.does_touch_gate())
    }

    fn does_touch_gate(&self) -> bool {
        let protected = self.documents.protects();
        let folded: Vec<String> = protected.iter().map(|one| one.to_lowercase()).collect();
        let lower = |entry: &PathChange| {
            names(entry).iter().any(|(name, below)| {
                let name = glob::folded(name);
                folded.iter().any(|pattern| {
                    if *below {
                        glob::matches_below(pattern, &name)
                    } else {
                        glob::matches(pattern, &name)
                    }
                })
            })
        };
        self.change.seen().kinds.known().contains(&Kind::Policy)
            || !self.odd_paths().is_empty()
            || self
                .entries()
                .iter()
                .any(|entry| touches(entry, &protected) || lower(entry))
    }

    /// 5.2: the environment under its declared name.
    pub(super) fn environment(&self) -> Fact<Environment> {
        let declared = |name: &Environment| {
            let name = self.documents.environment(name.as_str())?;
            name.parse().ok()
        };
        match &self.change.exact().environment {
            Fact::Declared(name) => declared(name).map_or(Fact::Unknown, Fact::Declared),
            Fact::Collected(name) => declared(name).map_or(Fact::Unknown, Fact::Collected),
            Fact::Signed(name) => declared(name).map_or(Fact::Unknown, Fact::Signed),
            Fact::Unknown => Fact::Unknown,
        }
    }

    /// 5.2: effective kinds.
    pub(super) fn kinds(&self) -> Elements<Kind> {
        let handed = &self.change.seen().kinds;
        let policy = self.touches_gate().then_some(Kind::Policy);
        let by_path = policy.filter(|kind| !handed.known().contains(kind));
        let stated = handed.is_whole().then(|| handed.known());
        Elements {
            known: handed.known().iter().copied().chain(policy).collect(),
            is_whole: handed.is_whole(),
            sure: stated
                .into_iter()
                .flatten()
                .copied()
                .chain(by_path)
                .collect(),
        }
    }

    /// 5.2: effective services.
    pub(super) fn services(&self) -> &Elements<String> {
        self.found
            .services
            .get_or_init(|| self.effective_services())
    }

    fn effective_services(&self) -> Elements<String> {
        let handed = &self.change.seen().services;
        let roster = &self.case.roster.services;
        let touched = roster.iter().filter(|service| {
            let patterns = words(&service.paths);
            self.entries().iter().any(|entry| touches(entry, &patterns))
        });
        let derived: BTreeSet<String> = touched.map(|service| service.id.to_string()).collect();
        let known: BTreeSet<String> = handed
            .known()
            .iter()
            .map(ToString::to_string)
            .chain(derived.iter().cloned())
            .collect();
        let are_known = handed
            .known()
            .iter()
            .all(|id| roster.iter().any(|service| service.id == *id));
        let patterns: Vec<String> = roster
            .iter()
            .flat_map(|service| words(&service.paths))
            .collect();
        let is_owned = |entry: &PathChange| {
            let owns = |name: &[u8]| {
                patterns.iter().any(|pattern| {
                    if is_module(entry) {
                        glob::covers_below(pattern, name)
                    } else {
                        glob::matches(pattern, name)
                    }
                })
            };
            !leads_anywhere(entry) && names(entry).iter().all(|(name, _)| owns(name))
        };
        let by_paths = self.change.exact().paths.is_whole()
            && self.odd_paths().is_empty()
            && !known.is_empty()
            && self.entries().iter().all(is_owned);
        let stated = handed.is_whole().then(|| handed.known());
        let stated = stated.into_iter().flatten().map(ToString::to_string);
        Elements {
            known,
            is_whole: are_known && (handed.is_whole() || by_paths),
            sure: derived.into_iter().chain(stated).collect(),
        }
    }

    /// 5.2: effective tiers.
    pub(super) fn tiers(&self) -> Elements<u8> {
        let handed = &self.change.seen().tiers;
        let services = self.services();
        let tier = |id: &String| self.service(id).and_then(|service| service.tier);
        let of_services: BTreeSet<u8> = services.known.iter().filter_map(tier).collect();
        let known: BTreeSet<u8> = handed.known().iter().copied().chain(of_services).collect();
        let derived_whole = services.is_whole && !services.known.is_empty();
        let stated = handed.is_whole().then(|| handed.known());
        let stated = stated.into_iter().flatten().copied();
        let are_stated = services.known.iter().all(|id| tier(id).is_some());
        Elements {
            is_whole: !known.is_empty() && are_stated && (handed.is_whole() || derived_whole),
            known,
            sure: stated
                .chain(services.sure.iter().filter_map(tier))
                .collect(),
        }
    }

    /// 5.2: the tier, the lowest number.
    pub(super) fn tier(&self) -> Option<u8> {
        let tiers = self.tiers();
        let lowest = tiers.known.first().copied();
        lowest.filter(|tier| tiers.is_whole || *tier == 1)
    }

    /// 5.2: whether something is destroyed.
    pub(super) fn destructive(&self) -> Fact<bool> {
        let handed = self.change.seen().destructive;
        let places = words(&self.documents.adopting().derive.destructive_paths);
        let exact = self.change.exact();
        let is_harmless = !places.is_empty()
            && exact.paths.is_whole()
            && exact.resources.is_whole()
            && self.odd_paths().is_empty()
            && exact.resources.known().is_empty()
            && !self.entries().iter().any(|entry| touches(entry, &places));
        if handed.is_unknown() && is_harmless {
            Fact::Collected(false)
        } else {
            handed
        }
    }

    /// 5.1.5: in what the change is stricter now than somebody saw it then.
    pub(super) fn is_stricter_than(&self, then: &SeenThen, range: &InvolvementRange) -> bool {
        fn grew<T: Ord + Clone>(then: &Listed<T>, now: &BTreeSet<T>, is_whole: bool) -> bool {
            let before: BTreeSet<T> = then.known().iter().cloned().collect();
            then.is_whole() && (!is_whole || !now.is_subset(&before))
        }
        fn rose<T: PartialOrd>(then: Option<T>, now: Option<T>) -> bool {
            then.is_some_and(|then| now.is_none_or(|now| now > then))
        }
        // 5.1.4: known if trusted, or if it is the strictest value.
        fn known<T: PartialEq + Copy>(fact: &Fact<T>, strictest: T) -> Option<T> {
            let declared = fact.value().copied().filter(|value| *value == strictest);
            fact.trusted().copied().or(declared)
        }
        let seen = self.change.seen();
        let (kinds, services) = (self.kinds(), self.services());
        let services_then = match &then.services {
            Listed::Whole(list) => Listed::Whole(list.iter().map(ToString::to_string).collect()),
            _ => Listed::Absent,
        };
        let tier = self.tier();
        grew(&then.kinds, &kinds.known, kinds.is_whole)
            || grew(&services_then, &services.known, services.is_whole)
            || then
                .tier
                .is_some_and(|then| tier.is_none_or(|now| now < then))
            || rose(then.destructive, known(&self.destructive(), true))
            || rose(
                then.reversible.map(|is| !is),
                known(&seen.reversible, false).map(|is| !is),
            )
            || rose(then.rollout, known(&seen.rollout, Rollout::Instant))
            || rose(then.blast, seen.blast.trusted().copied())
            || range.floor > then.involvement.floor
            || range.ceiling > then.involvement.ceiling
            || !range.claimed.is_subset(&then.involvement.claimed)
            || (then.involvement.settled && !range.settled)
    }
}
