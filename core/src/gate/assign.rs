//! Who serves which requirement of one rule: exact, never greedy (semantics 9.4).
//!
//! Different requirements of a rule need different people; the members of one requirement may be the same person.
//! The state of the search is how far each count and each member is filled; for each state the assignment is kept
//! that puts earlier people on earlier requirements.

use std::collections::BTreeMap;

/// What one requirement needs: a count, and for each of its members how many people must be like it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Shape {
    pub(super) count: u32,
    pub(super) seats: Vec<u32>,
}

/// For each requirement, whether a person may serve it, and which of its members she would be.
pub(super) type Fit = [Option<Vec<bool>>];

/// The best assignment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Assignment {
    /// For each person the requirement that she serves.
    pub(super) serves: Vec<Option<usize>>,
    /// For each requirement, whether it is met.
    pub(super) met: Vec<bool>,
    /// How many places of each requirement are filled.
    pub(super) each: Vec<u32>,
    /// How many seats can be filled in all.
    pub(super) filled: u32,
}

/// What assignments are compared by: how many requirements are met, how many places filled, and of which.
pub(super) fn worth(assignment: &Assignment) -> (usize, u32, &[u32]) {
    let met = assignment.met.iter().filter(|met| **met);
    let each = &assignment.each;
    (met.count(), each.iter().sum(), each)
}

impl Shape {
    /// How many seats there are to fill in all.
    pub(super) fn seats(&self) -> u32 {
        self.seats
            .iter()
            .copied()
            .fold(self.count, u32::saturating_add)
    }
}

/// Rules of several requirements with more seats than this are not searched.
pub(super) const MOST_SEATS: u32 = 64;
/// More states than this are not looked at.
const MOST_STATES: usize = 50_000;

/// Finds the assignment that meets most requirements, then fills most, then earlier requirements first, then people in their order. `None` where
/// it would take more states than the limit.
pub(super) fn assign(shapes: &[&Shape], people: &[&Fit]) -> Option<Assignment> {
    if let [_] = shapes {
        return Some(finish(
            shapes,
            people,
            people.iter().map(|fit| serves_only(fit)).collect(),
        ));
    }
    let seats = shapes
        .iter()
        .map(|shape| shape.seats())
        .fold(0_u32, u32::saturating_add);
    if seats > MOST_SEATS {
        return None;
    }
    let start: Vec<u32> = shapes
        .iter()
        .flat_map(|shape| std::iter::once(0).chain(shape.seats.iter().map(|_| 0)))
        .collect();
    let mut states = BTreeMap::from([(start, Vec::new())]);
    for fit in people {
        let mut next: BTreeMap<Vec<u32>, Vec<Option<usize>>> = BTreeMap::new();
        for (state, serves) in &states {
            // Requirements in their order, then none: the first way into a state is the best one.
            for choice in choices(fit) {
                let reached = choice.map_or_else(
                    || state.clone(),
                    |requirement| {
                        let mut state = state.clone();
                        fill(shapes, &mut state, fit, requirement);
                        state
                    },
                );
                let mut path = serves.clone();
                path.push(choice);
                let better = |known: &Vec<Option<usize>>| rank(&path) < rank(known);
                match next.get(&reached) {
                    Some(known) if !better(known) => {}
                    _ => {
                        next.insert(reached, path);
                    }
                }
            }
        }
        if next.len() > MOST_STATES {
            return None;
        }
        states = next;
    }
    let most = states.keys().map(|state| state.iter().sum()).max()?;
    let full = full(shapes);
    // Meeting comes before filling: else one signature less could meet one requirement more.
    let key = |state: &Vec<u32>| {
        let filled = per_requirement(shapes, state);
        let met = filled
            .iter()
            .zip(&full)
            .filter(|(filled, full)| filled >= full);
        (met.count(), state.iter().sum::<u32>(), filled)
    };
    let best = states
        .into_iter()
        .max_by(|(one, one_path), (other, other_path)| {
            key(one)
                .cmp(&key(other))
                .then_with(|| rank(other_path).cmp(&rank(one_path)))
        })?;
    Some(Assignment {
        filled: most,
        ..finish(shapes, people, best.1)
    })
}

fn serves_only(fit: &Fit) -> Option<usize> {
    fit.first().and_then(|seats| seats.as_ref()).map(|_| 0)
}

/// Serving an earlier requirement ranks before serving a later one, and that before serving none.
fn rank(serves: &[Option<usize>]) -> Vec<usize> {
    serves
        .iter()
        .map(|choice| choice.unwrap_or(usize::MAX))
        .collect()
}

fn choices(fit: &Fit) -> impl Iterator<Item = Option<usize>> {
    let able = fit
        .iter()
        .enumerate()
        .filter(|(_, seats)| seats.is_some())
        .map(|(index, _)| Some(index));
    able.chain(std::iter::once(None))
}

/// Where the numbers of a requirement stand in a state.
fn offset(shapes: &[&Shape], requirement: usize) -> usize {
    shapes
        .iter()
        .take(requirement)
        .map(|shape| shape.seats.len().saturating_add(1))
        .sum()
}

fn fill(shapes: &[&Shape], state: &mut [u32], fit: &Fit, requirement: usize) {
    let at = offset(shapes, requirement);
    let (Some(shape), Some(Some(seats))) = (shapes.get(requirement), fit.get(requirement)) else {
        return;
    };
    let caps = std::iter::once((shape.count, true))
        .chain(shape.seats.iter().copied().zip(seats.iter().copied()));
    for (slot, (cap, fills)) in state.iter_mut().skip(at).zip(caps) {
        if fills {
            *slot = slot.saturating_add(1).min(cap);
        }
    }
}

fn per_requirement(shapes: &[&Shape], state: &[u32]) -> Vec<u32> {
    let mut rest = state.iter();
    shapes
        .iter()
        .map(|shape| {
            rest.by_ref()
                .take(shape.seats.len().saturating_add(1))
                .sum()
        })
        .collect()
}

/// How many places each requirement has.
fn full(shapes: &[&Shape]) -> Vec<u32> {
    shapes.iter().map(|shape| shape.seats()).collect()
}

fn finish(shapes: &[&Shape], people: &[&Fit], serves: Vec<Option<usize>>) -> Assignment {
    let mut state: Vec<u32> = vec![0; offset(shapes, shapes.len())];
    for (fit, choice) in people.iter().zip(&serves) {
        if let Some(requirement) = choice {
            fill(shapes, &mut state, fit, *requirement);
        }
    }
    let filled = per_requirement(shapes, &state);
    let each = filled.iter().zip(shapes);
    Assignment {
        serves,
        met: each
            .map(|(filled, shape)| *filled >= shape.seats())
            .collect(),
        filled: filled.iter().sum(),
        each: filled,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shape(count: u32, seats: &[u32]) -> Shape {
        Shape {
            count,
            seats: seats.to_vec(),
        }
    }

    #[test]
    fn one_of_two_reviewers_is_a_senior() {
        let shapes = [&shape(2, &[1])];
        let (senior, other) = (vec![Some(vec![true])], vec![Some(vec![false])]);
        assert_eq!(assign(&shapes, &[&senior, &other]).unwrap().met, [true]);
        assert_eq!(assign(&shapes, &[&other, &other]).unwrap().met, [false]);
        assert_eq!(assign(&shapes, &[&senior]).unwrap().met, [false]);
    }

    #[test]
    fn different_requirements_need_different_people() {
        let shapes = [&shape(1, &[]), &shape(1, &[])];
        let both = vec![Some(vec![]), Some(vec![])];
        let first = vec![Some(vec![]), None];
        assert_eq!(assign(&shapes, &[&both]).unwrap().met, [true, false]);
        // A greedy choice would put the flexible person first and strand the other.
        let found = assign(&shapes, &[&both, &first]).unwrap();
        assert_eq!(found.met, [true, true]);
        assert_eq!(found.serves, [Some(1), Some(0)]);
    }

    #[test]
    fn meeting_comes_before_filling() {
        // One fits either; as the member of the second she meets it, on the first she would only fill a place.
        let shapes = [&shape(2, &[]), &shape(1, &[1])];
        let either = vec![Some(vec![]), Some(vec![true])];
        let second = vec![None, Some(vec![false])];
        for people in [vec![either.as_slice()], vec![&second, &either]] {
            assert_eq!(assign(&shapes, &people).unwrap().met, [false, true]);
        }
    }

    #[test]
    fn agrees_with_brute_force() {
        // Every assignment of up to four people to two requirements with one member each.
        let fits: Vec<Vec<_>> = [
            (None, None),
            (Some(false), None),
            (Some(true), None),
            (None, Some(true)),
            (Some(false), Some(false)),
            (Some(true), Some(true)),
        ]
        .iter()
        .map(|(one, two)| vec![one.map(|seat| vec![seat]), two.map(|seat| vec![seat])])
        .collect();
        let shapes = [&shape(2, &[1]), &shape(1, &[1])];
        let mut index = [0_usize; 4];
        loop {
            let people: Vec<&Fit> = index.iter().map(|kind| fits[*kind].as_slice()).collect();
            let best = (0..81_usize)
                .map(|code| {
                    let serves: Vec<Option<usize>> = (0..4)
                        .map(|digit| [None, Some(0), Some(1)][code / 3_usize.pow(digit) % 3])
                        .collect();
                    let fits = serves
                        .iter()
                        .zip(&people)
                        .all(|(choice, fit)| choice.is_none_or(|need| fit[need].is_some()));
                    if fits {
                        finish(&shapes, &people, serves).filled
                    } else {
                        0
                    }
                })
                .max();
            assert_eq!(
                Some(assign(&shapes, &people).unwrap().filled),
                best,
                "{index:?}"
            );
            let Some(position) = index.iter().rposition(|kind| *kind + 1 < fits.len()) else {
                break;
            };
            index[position] += 1;
            index[position + 1..].fill(0);
        }
    }
}
