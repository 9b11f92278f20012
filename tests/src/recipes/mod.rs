//! The recipes of the stored vectors, area by area. Each says by hand what must come out.

pub mod people;

use crate::case::Case;

/// Returns every recipe with its area.
pub fn all() -> Vec<(&'static str, Case)> {
    let areas = [("people", people::cases())];
    areas
        .into_iter()
        .flat_map(|(area, cases)| cases.into_iter().map(move |case| (area, case)))
        .collect()
}
