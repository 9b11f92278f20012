//! What a rule requires, ready to be judged (semantics 9.3).

use std::sync::Arc;

use super::alternatives::Alternatives;
use super::asks::{Ask, Asks};
use super::words::{self, Words};
use crate::decision::SharedText;
use crate::policy::Requirement;

/// One alternative: requirements that must hold together.
#[derive(Debug)]
pub(super) struct Way {
    /// Which they are.
    pub(super) all: Vec<usize>,
    /// Those that ask for people.
    pub(super) asking: Vec<usize>,
    /// What these ask.
    pub(super) asks: Arc<[Ask]>,
}

/// The requirements of a rule.
#[derive(Debug, Default)]
pub(super) struct Required {
    /// One by one, those inside `allOf` and `anyOf` too.
    pub(super) all: Vec<Requirement>,
    /// The stable code of each.
    pub(super) names: Vec<SharedText>,
    /// What each asks of people, in words.
    pub(super) words: Vec<Option<Words>>,
    /// What each of them asks of people.
    asks: Vec<Ask>,
    /// The alternatives. One is enough.
    pub(super) ways: Vec<Way>,
}

impl Required {
    pub(super) fn new(Alternatives { requirements, ways }: Alternatives, asks: &mut Asks) -> Self {
        let names = requirements.iter();
        let mut required = Self {
            names: names.map(|one| words::name(one).into()).collect(),
            words: requirements.iter().map(Words::new).collect(),
            asks: asks.of(&requirements),
            all: requirements,
            ways: Vec::new(),
        };
        let ways = ways.into_iter().map(|all| {
            let asking = required.asking(all.iter().copied());
            Way {
                asks: required.asked(&asking).into(),
                asking,
                all,
            }
        });
        required.ways = ways.collect();
        required
    }

    /// Those of several requirements that ask for people.
    pub(super) fn asking(&self, way: impl Iterator<Item = usize>) -> Vec<usize> {
        let asks = |index: &usize| {
            self.all
                .get(*index)
                .is_some_and(|one| one.approvals.is_some())
        };
        way.filter(asks).collect()
    }

    /// What several requirements ask of people.
    pub(super) fn asked(&self, asking: &[usize]) -> Vec<Ask> {
        let asks = asking.iter();
        asks.filter_map(|index| self.asks.get(*index).copied())
            .collect()
    }

    /// The stable code of a requirement.
    pub(super) fn name(&self, index: usize) -> SharedText {
        self.names.get(index).cloned().unwrap_or_default()
    }

    /// The alternatives that hold a requirement; none where there is only one.
    pub(super) fn alternatives_of(&self, index: usize) -> Vec<u32> {
        let numbered = (0_u32..).zip(&self.ways);
        let holding = numbered.filter(|(_, way)| way.all.contains(&index));
        match self.ways.as_slice() {
            [_] => Vec::new(),
            _ => holding.map(|(number, _)| number).collect(),
        }
    }
}
