//! Writes all mutants of a source into one text.

use std::ops::Range;

use crate::sites::{NUMBER, Site};

/// Where the text of a mutant stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Placed {
    pub(crate) number: usize,
    pub(crate) open: Range<usize>,
    pub(crate) end: usize,
}

/// Returns the source with its mutants, each under its number.
pub(crate) fn instrumented(source: &str, mutants: &[(usize, &Site)]) -> (String, Vec<Placed>) {
    // What closes at a place comes before what opens there. The wider opens first and closes last; of two as wide, the
    // one found first.
    let mut pieces = Vec::new();
    let turned = |number: usize| usize::MAX.saturating_sub(number);
    for (index, (number, site)) in mutants.iter().enumerate() {
        let (start, end) = (site.place.start, site.place.end);
        if !site.close.is_empty() {
            let key = (end, 0, turned(start), turned(index));
            pieces.push((key, index, *number, site.close.as_str()));
        }
        let key = (start, 1, turned(end), index);
        pieces.push((key, index, *number, site.open.as_str()));
    }
    pieces.sort_unstable();
    let mut text = String::with_capacity(source.len().saturating_mul(4));
    let mut placed: Vec<Placed> = mutants
        .iter()
        .map(|(number, _)| Placed {
            number: *number,
            open: 0..0,
            end: 0,
        })
        .collect();
    let mut done = 0;
    for ((at, opens, ..), index, number, piece) in pieces {
        text.push_str(source.get(done..at).unwrap_or_default());
        done = at;
        let start = text.len();
        text.push_str(&piece.replace(NUMBER, &number.to_string()));
        if let Some(place) = placed.get_mut(index) {
            if opens == 1 {
                place.open = start..text.len();
            }
            place.end = text.len();
        }
    }
    text.push_str(source.get(done..).unwrap_or_default());
    (text, placed)
}

/// Returns the mutant that a fault at these bytes belongs to: the one whose own text it is in, or the innermost around it.
pub(crate) fn culprit(placed: &[Placed], fault: &Range<usize>) -> Option<usize> {
    let inside = |one: &&Placed| one.open.start <= fault.start && fault.end <= one.open.end;
    let around = |one: &&Placed| one.open.start <= fault.start && fault.end <= one.end;
    let size = |one: &&Placed| one.end.saturating_sub(one.open.start);
    let own = placed.iter().find(inside);
    own.or_else(|| placed.iter().filter(around).min_by_key(size))
        .map(|one| one.number)
}
