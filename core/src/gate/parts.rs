//! The documents that a policy is made of: its own, and what it extends (semantics 9.11).

use std::collections::{BTreeMap, BTreeSet};

use super::check::Checker;
use super::circles::in_circles;
use crate::error::ErrorCode;
use crate::id::Name;
use crate::policy::{PolicyDocument, builtin_names, builtin_text};
use crate::wire::Policy;

/// What is taken of a document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Takes {
    /// These rules; where there are none, its words only.
    Rules(BTreeSet<Name>),
    /// Everything.
    Whole,
}

/// A document of the policy with what is needed to place its problems.
#[derive(Debug)]
pub(super) struct Part<'p> {
    pub(super) policy: &'p Policy,
    /// The adopting document, not one that it extends.
    pub(super) is_top: bool,
    pub(super) takes: Takes,
}

impl<'p> Part<'p> {
    pub(super) fn document(&self) -> &'p PolicyDocument {
        self.policy.document()
    }

    /// Whether all of it counts: floors, freezes and what it says of every signature too.
    pub(super) fn is_whole(&self) -> bool {
        self.takes == Takes::Whole
    }

    /// Whether a rule of it counts.
    pub(super) fn takes_rule(&self, rule: &Name) -> bool {
        match &self.takes {
            Takes::Rules(rules) => rules.contains(rule),
            Takes::Whole => true,
        }
    }
}

/// Reads the built-in documents that the policy extends, by whatever way.
pub(super) fn builtin(policy: &Policy) -> BTreeMap<Name, Policy> {
    let mut read: BTreeMap<Name, Policy> = BTreeMap::new();
    let named = |policy: &Policy| {
        let extends = policy.document().extends.iter();
        extends.map(|one| one.document.clone()).collect::<Vec<_>>()
    };
    let mut open: Vec<Name> = named(policy);
    open.extend(policy.bases().iter().flat_map(named));
    while let Some(name) = open.pop() {
        if !read.contains_key(&name)
            && let Ok(profile) = Policy::profile(name.as_str())
        {
            open.extend(named(&profile));
            read.insert(name, profile);
        }
    }
    read
}

/// The policy and every document that it extends, each once, the policy first.
pub(super) fn parts<'p>(
    policy: &'p Policy,
    builtin: &'p BTreeMap<Name, Policy>,
    checker: &mut Checker,
) -> Vec<Part<'p>> {
    let known = supplied(policy, checker);
    let mut taken: BTreeMap<&Name, (&Policy, Takes)> = BTreeMap::new();
    let mut open = vec![(policy, Takes::Whole)];
    while let Some((of, as_part)) = open.pop() {
        let document = of.document();
        let place = format!("policy {}", document.id);
        for (index, extended) in document.extends.iter().enumerate() {
            let path = format!("extends[{index}]");
            let name = &extended.document;
            if *name == policy.document().id {
                let message = format!("the document `{name}` extends itself");
                checker.error(ErrorCode::ExtendsItself, message, &place, &path);
                continue;
            }
            let Some((name, base)) = known
                .get_key_value(name)
                .map(|(name, base)| (*name, *base))
                .or_else(|| builtin.get_key_value(name))
            else {
                let mut names: Vec<&str> = builtin_names().collect();
                names.extend(known.keys().map(|name| name.as_str()));
                let message = checker.unknown("document", name, names);
                checker.error(ErrorCode::UnknownDocument, message, &place, &path);
                continue;
            };
            let wanted = match (&as_part, &extended.rule) {
                (Takes::Rules(_), _) => Takes::Rules(BTreeSet::new()),
                (Takes::Whole, None) => Takes::Whole,
                (Takes::Whole, Some(rule)) => {
                    let rules = &base.document().rules;
                    if !rules.iter().any(|one| one.id == *rule) {
                        let names = rules.iter().map(|one| one.id.as_str());
                        let message = checker.unknown("rule", rule, names);
                        let message = format!("{message}, in the document `{name}`");
                        checker.error(ErrorCode::UnknownRule, message, &place, &path);
                    }
                    Takes::Rules(BTreeSet::from([rule.clone()]))
                }
            };
            match taken.get_mut(name) {
                None => {
                    open.push((base, wanted.clone()));
                    taken.insert(name, (base, wanted));
                }
                Some((_, takes)) => match (&mut *takes, wanted) {
                    (Takes::Whole, _) => {}
                    (Takes::Rules(_), Takes::Whole) => {
                        *takes = Takes::Whole;
                        open.push((base, Takes::Whole));
                    }
                    (Takes::Rules(rules), Takes::Rules(more)) => rules.extend(more),
                },
            }
        }
    }
    let bases = taken.into_values().map(|(base, takes)| Part {
        policy: base,
        is_top: false,
        takes,
    });
    let top = Part {
        policy,
        is_top: true,
        takes: Takes::Whole,
    };
    let parts: Vec<Part<'_>> = std::iter::once(top).chain(bases).collect();
    circles(&parts, checker);
    parts
}

/// The documents that come with the policy, by id.
fn supplied<'p>(policy: &'p Policy, checker: &mut Checker) -> BTreeMap<&'p Name, &'p Policy> {
    let mut known = BTreeMap::new();
    for base in policy.bases() {
        let id = &base.document().id;
        let builtin = builtin_text(id.as_str()).is_some();
        if known.insert(id, base).is_some() || builtin || *id == policy.document().id {
            let message = format!("there are two documents `{id}`");
            checker.error(
                ErrorCode::DuplicateId,
                message,
                &format!("policy {id}"),
                "id",
            );
        }
    }
    known
}

/// Documents that extend each other in a circle; of those that extend the adopting one it is told already.
fn circles(parts: &[Part<'_>], checker: &mut Checker) {
    let documents = parts.iter().map(Part::document);
    let graph = documents
        .map(|document| {
            let used = document.extends.iter().map(|one| &one.document);
            (&document.id, used.collect())
        })
        .collect();
    let mut circle = in_circles(&graph);
    let top = parts.iter().find(|part| part.is_top);
    circle.retain(|id| top.is_none_or(|top| *id != &top.document().id));
    for part in parts.iter().filter(|part| !part.is_top) {
        let document = part.document();
        for (index, extended) in document.extends.iter().enumerate() {
            let (id, base) = (&document.id, &extended.document);
            if circle.contains(id) && circle.contains(base) {
                let message = format!("the document `{id}` extends itself, by way of `{base}`");
                let place = format!("policy {id}");
                let path = format!("extends[{index}]");
                checker.error(ErrorCode::ExtendsItself, message, &place, &path);
            }
        }
    }
}

#[cfg(test)]
mod tests;
