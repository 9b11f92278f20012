//! Inputs for the laws: small worlds, biased to the interesting, grown from a list of numbers.
//!
//! A world is read off a list of choices, so that a failing one shrinks by making the numbers smaller: at zero
//! everything is as plain as it can be. Each part reads its own stretch of the list, so that a smaller roster does
//! not reshuffle the statements.

#![expect(
    clippy::arithmetic_side_effects,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "helpers of tests: a broken assumption should stop the test"
)]

mod change;
mod conditions;
mod more;
mod policy;
mod roster;
mod signed;
mod statements;
mod world;

use foureyes::Timestamp;

pub use change::restored;
pub use policy::{ask_about_freezes, condition, exempt, leaves, requirement, rule};
pub use roster::{Cast, Pair, Person, STRANGERS, key_pair};
pub use statements::{Draft, Signed, Twist, What, sign};
pub use world::{World, compile, envelopes, revoked};

/// How many numbers a world is read off.
pub const LENGTH: usize = STRETCH * 6;
/// How many numbers a world is read off in which there is more.
pub const MORE: usize = STRETCH * 7;
/// How many of them each part reads.
const STRETCH: usize = 96;

/// What happens in less than so many of a hundred cases is an oddity.
const RARE: usize = 15;

/// The instant around which everything happens.
pub const NOON: &str = "2026-03-10T12:00:00Z";

/// Returns the instant so many seconds after [`NOON`].
pub fn at(offset: i64) -> Timestamp {
    let noon: Timestamp = NOON.parse().expect("an instant");
    Timestamp::from_unix(noon.unix() + offset).expect("an instant of this century")
}

/// Returns the text of the instant so many seconds after [`NOON`].
pub fn instant(offset: i64) -> String {
    at(offset).to_string()
}

/// Numbers from which decisions are taken, one after the other. Once they are used up, each is zero.
#[derive(Clone, Debug)]
pub struct Choices<'a> {
    numbers: &'a [u32],
    calm: bool,
}

impl<'a> Choices<'a> {
    /// Returns the choices of one part of a world; those of the law itself are the last part.
    pub fn part(numbers: &'a [u32], part: usize) -> Self {
        let start = (part * STRETCH).min(numbers.len());
        let end = (start + STRETCH).min(numbers.len());
        Self {
            numbers: &numbers[start..end],
            // In every other world nothing odd happens: too many oddities at once hold everything.
            calm: numbers.first().is_none_or(|first| first % 2 == 0),
        }
    }

    /// Returns the choices that are a law's own.
    pub fn of_law(numbers: &'a [u32]) -> Self {
        Self {
            calm: false,
            ..Self::part(numbers, 5)
        }
    }

    fn next(&mut self) -> u32 {
        let Some((first, rest)) = self.numbers.split_first() else {
            return 0;
        };
        self.numbers = rest;
        *first
    }

    /// Returns a number below `bound`.
    pub fn below(&mut self, bound: usize) -> usize {
        usize::try_from(self.next()).expect("32 bits") % bound.max(1)
    }

    /// Returns true in about so many of a hundred cases; at zero, false. What is rare does not happen in calm
    /// worlds.
    pub fn chance(&mut self, percent: usize) -> bool {
        let happens = self.below(100) >= 100 - percent;
        happens && (percent > RARE || !self.calm)
    }

    /// Returns one of the items; at zero, the first.
    pub fn pick<'i, T>(&mut self, items: &'i [T]) -> &'i T {
        &items[self.below(items.len())]
    }

    /// Returns the items of which each is there in about so many of a hundred cases.
    pub fn some<T: Clone>(&mut self, items: &[T], percent: usize) -> Vec<T> {
        items
            .iter()
            .filter(|_| self.chance(percent))
            .cloned()
            .collect()
    }

    /// Puts the items into another order; at zero, into the same.
    pub fn shuffle<T>(&mut self, items: &mut [T]) {
        for index in 1..items.len() {
            let swap = index - self.below(index + 1);
            items.swap(index, swap);
        }
    }
}
