//! The gate against the reference model.

use crate::differential::{Compared, compare, shrunk, sort};
use crate::generate::{LENGTH, World};

/// Each byte is a choice that makes a world.
pub(super) fn model(data: &[u8]) {
    let numbers: Vec<u32> = data.iter().take(LENGTH).copied().map(u32::from).collect();
    if let Compared::Differs(differences) = compare(&World::read_more(&numbers)) {
        let (numbers, differences) = shrunk(numbers, &sort(&differences));
        panic!("{}\n{numbers:?}", differences.join("\n"));
    }
}
