//! What can be wrong with named conditions and groups (semantics 9.1, 9.3, 9.5).

use std::collections::{BTreeMap, BTreeSet};

use super::check_condition::Reading;
use super::check_policy::Check;
use super::circles::{Parts, in_circles, levels};
use super::expand::{self, MOST_CONDITIONS, MOST_NAMED};
use crate::error::ErrorCode;
use crate::id::Name;
use crate::policy::{Condition, Requirement, Selector};

/// The names of one document, and which of them are asked for.
#[derive(Default)]
pub(super) struct Named {
    /// Those that can be put in: known, in no circle, not too deep.
    conditions: BTreeSet<Name>,
    groups: BTreeSet<Name>,
    /// Conditions that were checked, and in which reading.
    read: BTreeSet<(Name, bool)>,
    /// Groups that were checked.
    met: BTreeSet<Name>,
}

impl Check<'_, '_> {
    /// Checks how names hang together; what they say is checked where they are asked for.
    pub(super) fn names(&mut self) {
        let document = self.document;
        let conditions = document.conditions.iter();
        let conditions: Parts<'_> = conditions
            .map(|(name, body)| (name, expand::named(body).0.into_iter().collect()))
            .collect();
        self.named.conditions = self.sound("condition", "conditions", &conditions);
        let groups = document.groups.iter();
        let groups: Parts<'_> = groups
            .map(|(name, body)| (name, body.group.iter().collect()))
            .collect();
        self.named.groups = self.sound("group", "groups", &groups);
        if self.size(&conditions) > MOST_CONDITIONS {
            let message =
                format!("with every name put in there are more than {MOST_CONDITIONS} conditions");
            self.error(ErrorCode::TooLarge, message, "conditions");
        }
    }

    /// The names that can be put in; tells of those that cannot.
    fn sound(&mut self, what: &str, table: &str, parts: &Parts<'_>) -> BTreeSet<Name> {
        for name in in_circles(parts) {
            let message = format!("the {what} `{name}` is made of itself");
            self.error(ErrorCode::NameCircle, message, &format!("{table}.{name}"));
        }
        let mut sound = BTreeSet::new();
        for (name, level) in levels(parts) {
            if level < MOST_NAMED {
                sound.insert(name.clone());
            } else {
                let message = format!("names stand at most {MOST_NAMED} deep within each other");
                self.error(ErrorCode::TooDeep, message, &format!("{table}.{name}"));
            }
        }
        sound
    }

    /// How many conditions the document holds once every name is put in.
    fn size(&self, parts: &Parts<'_>) -> usize {
        let document = self.document;
        let mut sizes: BTreeMap<&Name, usize> = BTreeMap::new();
        let size = |sizes: &BTreeMap<&Name, usize>, condition: &Condition| {
            let (names, count) = expand::named(condition);
            let inside = names.into_iter().filter_map(|name| sizes.get(name));
            inside.fold(count, |sum, size| sum.saturating_add(*size))
        };
        let mut ordered: Vec<(usize, &Name)> = levels(parts)
            .into_iter()
            .map(|(name, level)| (level, name))
            .collect();
        ordered.sort();
        for (_, name) in ordered {
            if let Some(body) = document.conditions.get(name) {
                let total = size(&sizes, body);
                sizes.insert(name, total);
            }
        }
        let rules = document.rules.iter();
        let whens = rules.clone().filter_map(|rule| rule.when.as_ref());
        let required = rules.flat_map(|rule| &rule.require);
        let musts = required.chain(&document.floor).flat_map(musts);
        let used = whens.chain(musts).chain(&document.scope);
        used.fold(0, |sum, one| sum.saturating_add(size(&sizes, one)))
    }

    /// A condition that is asked for by its name.
    pub(super) fn named_condition(&mut self, name: &Name, reading: Reading, path: &str) {
        let document = self.document;
        let Some(body) = document.conditions.get(name) else {
            let known = document.conditions.keys().map(|name| name.as_str());
            let message = self.checker.unknown("condition", name, known);
            self.error(ErrorCode::UnknownCondition, message, path);
            return;
        };
        let is_new = self
            .named
            .read
            .insert((name.clone(), reading == Reading::Exempting));
        if is_new && self.named.conditions.contains(name) {
            self.condition(body, reading, &format!("conditions.{name}"));
        }
    }

    /// A group that is asked for by its name.
    pub(super) fn named_group(&mut self, selector: &Selector, name: &Name, path: &str) {
        let document = self.document;
        let Some(body) = document.groups.get(name) else {
            let known = document.groups.keys().map(|name| name.as_str());
            let message = self.checker.unknown("group", name, known);
            self.error(ErrorCode::UnknownGroup, message, &format!("{path}.group"));
            return;
        };
        let whole = expand::selector(document, body);
        if let Some(member) = expand::conflict(selector, &whole) {
            let message = format!("the group `{name}` says `{member}` already");
            self.error(
                ErrorCode::WrongRequirement,
                message,
                &format!("{path}.{member}"),
            );
        }
        if self.named.met.insert(name.clone()) && self.named.groups.contains(name) {
            self.selector(body, &format!("groups.{name}"));
        }
    }

    /// Names that nothing asks for.
    pub(super) fn unused_names(&mut self) {
        let document = self.document;
        let read: BTreeSet<&Name> = self.named.read.iter().map(|(name, _)| name).collect();
        let conditions = document.conditions.keys();
        let conditions = conditions
            .filter(|name| !read.contains(name))
            .map(|name| ("condition", "conditions", name));
        let groups = document.groups.keys();
        let groups = groups
            .filter(|name| !self.named.met.contains(*name))
            .map(|name| ("group", "groups", name));
        for (what, table, name) in conditions.chain(groups) {
            let message = format!("nothing asks for the {what} `{name}`");
            let path = format!("{table}.{name}");
            self.checker
                .warning(ErrorCode::UnusedName, message, &self.name, &path);
        }
    }
}

/// Every condition that has to hold inside a requirement.
pub(super) fn musts(requirement: &Requirement) -> Vec<&Condition> {
    let parts = requirement.all_of.iter().chain(&requirement.any_of);
    let inside = parts.flatten().flat_map(musts);
    requirement.must.iter().chain(inside).collect()
}
