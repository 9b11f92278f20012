//! Who serves what, by trying everything (semantics 9.4).

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

/// What a requirement asks for: people, and people for each of its seats.
#[derive(Clone, Debug)]
pub(super) struct Count {
    pub(super) people: usize,
    pub(super) each_seat: usize,
    pub(super) seats: usize,
}

/// One way in which somebody could serve: in whose authority, and for what.
#[derive(Clone, Debug)]
pub(super) struct Service {
    pub(super) signer: String,
    pub(super) authority: String,
    /// By requirement.
    pub(super) fits: Vec<bool>,
    /// By requirement and seat.
    pub(super) seats: Vec<Vec<bool>>,
}

/// The services that each requirement is given, by position.
#[derive(Clone, Debug)]
pub(super) struct Assignment {
    pub(super) taken: Vec<Vec<usize>>,
    pub(super) met: Vec<bool>,
}

/// How many assignments are tried at most. More than that, and the model does not answer.
const MOST: usize = 400_000;

#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Score {
    met: usize,
    places: usize,
    earlier: Vec<usize>,
    acting: Reverse<usize>,
    pairs: Reverse<Vec<(String, String)>>,
    order: Reverse<Vec<usize>>,
}

fn score(
    counts: &[Count],
    services: &[Service],
    taken: &[Option<(usize, usize)>],
) -> (Score, Assignment) {
    let mut given = vec![Vec::new(); counts.len()];
    for (requirement, service) in taken.iter().flatten() {
        given[*requirement].push(*service);
    }
    let mut places = Vec::new();
    let mut met = Vec::new();
    for (index, count) in counts.iter().enumerate() {
        let people = given[index].len();
        let seats: Vec<usize> = (0..count.seats)
            .map(|seat| {
                let all = given[index].iter();
                all.filter(|service| services[**service].seats[index][seat])
                    .count()
            })
            .collect();
        met.push(people >= count.people && seats.iter().all(|seat| *seat >= count.each_seat));
        let filled: usize = seats.iter().map(|seat| (*seat).min(count.each_seat)).sum();
        places.push(people.min(count.people) + filled);
    }
    let acting = taken
        .iter()
        .flatten()
        .map(|(_, service)| &services[*service]);
    let acting = acting.filter(|one| one.signer != one.authority);
    let mut pairs: Vec<(String, String)> = acting
        .map(|one| (one.signer.clone(), one.authority.clone()))
        .collect();
    pairs.sort();
    let score = Score {
        met: met.iter().filter(|is| **is).count(),
        places: places.iter().sum(),
        earlier: places,
        acting: Reverse(pairs.len()),
        pairs: Reverse(pairs),
        order: Reverse(
            taken
                .iter()
                .map(|one| one.map_or(counts.len(), |(requirement, _)| requirement))
                .collect(),
        ),
    };
    (score, Assignment { taken: given, met })
}

/// The best assignment of all, or nothing where there are too many to try.
pub(super) fn best(counts: &[Count], services: &[Service]) -> Option<Assignment> {
    let mut by_signer: BTreeMap<&str, Vec<(usize, usize)>> = BTreeMap::new();
    for (index, service) in services.iter().enumerate() {
        for (requirement, fits) in service.fits.iter().enumerate() {
            if *fits {
                by_signer
                    .entry(&service.signer)
                    .or_default()
                    .push((requirement, index));
            }
        }
    }
    let options: Vec<Vec<(usize, usize)>> = by_signer.into_values().collect();
    let states = options
        .iter()
        .fold(1_usize, |all, one| all.saturating_mul(one.len() + 1));
    if states > MOST {
        return None;
    }
    let mut found: Option<(Score, Assignment)> = None;
    let mut taken = vec![None; options.len()];
    walk(counts, services, &options, &mut taken, 0, &mut found);
    found.map(|(_, assignment)| assignment)
}

fn walk(
    counts: &[Count],
    services: &[Service],
    options: &[Vec<(usize, usize)>],
    taken: &mut Vec<Option<(usize, usize)>>,
    next: usize,
    found: &mut Option<(Score, Assignment)>,
) {
    if next == options.len() {
        // Nobody is taken twice: neither who signs nor for whom (7.8).
        let mut people = BTreeSet::new();
        for (_, service) in taken.iter().flatten() {
            let one = &services[*service];
            let is_new = people.insert(&one.signer);
            if !is_new || (one.signer != one.authority && !people.insert(&one.authority)) {
                return;
            }
        }
        let this = score(counts, services, taken);
        if found.as_ref().is_none_or(|best| this.0 > best.0) {
            *found = Some(this);
        }
        return;
    }
    for option in options[next].iter().map(|one| Some(*one)).chain([None]) {
        taken[next] = option;
        walk(counts, services, options, taken, next + 1, found);
    }
    taken[next] = None;
}
