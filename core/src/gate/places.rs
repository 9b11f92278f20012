//! The named places of a document, and the patterns without which a rule does not apply.

use std::collections::BTreeMap;

use crate::glob::Glob;
use crate::id::Name;
use crate::matcher::{Number, Patterns};
use crate::policy::{AuthorAsk, Condition, PolicyDocument};

/// The patterns of each named place.
#[derive(Debug, Default)]
pub(super) struct Places(BTreeMap<Name, Place>);

#[derive(Debug)]
struct Place {
    globs: Vec<Glob>,
    numbers: Vec<Number>,
}

impl Places {
    pub(super) fn new(document: &PolicyDocument, patterns: &mut Patterns) -> Self {
        let mut place = |globs: &Vec<Glob>| Place {
            globs: globs.clone(),
            numbers: globs.iter().map(|glob| patterns.add(glob)).collect(),
        };
        let named = document.paths.iter();
        Self(
            named
                .map(|(name, globs)| (name.clone(), place(globs)))
                .collect(),
        )
    }

    fn named(&self, names: &[Name]) -> impl Iterator<Item = &Place> {
        names.iter().filter_map(|name| self.0.get(name))
    }

    /// The patterns of named places.
    pub(super) fn globs(&self, names: &[Name]) -> Vec<&Glob> {
        self.named(names).flat_map(|place| &place.globs).collect()
    }

    /// The numbers of these patterns.
    pub(super) fn numbers(&self, names: &[Name]) -> impl Iterator<Item = Number> {
        self.named(names)
            .flat_map(|place| place.numbers.iter().copied())
    }

    /// The patterns of which a change has to touch one for these conditions to hold together, where there are such and
    /// no condition asks for the time: then nothing is lost by not evaluating them.
    pub(super) fn beside(&self, when: &[Condition]) -> Option<Vec<Number>> {
        if when.iter().any(asks_for_time) {
            return None;
        }
        let asked = when
            .iter()
            .find_map(|condition| condition.touches.as_ref())?;
        Some(self.numbers(asked.as_slice()).collect())
    }
}

/// Whether evaluating a condition consults an instant.
fn asks_for_time(condition: &Condition) -> bool {
    let nested = condition.all.iter().chain(&condition.any).flatten();
    condition.during.is_some()
        || condition.frozen.is_some()
        || matches!(condition.author, Some(AuthorAsk::Below(_)))
        || nested.chain(condition.not.as_deref()).any(asks_for_time)
}
