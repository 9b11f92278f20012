//! The smallest set of people whose approvals would do (semantics 9.4).

use super::assign::MOST_SEATS;
use super::candidates::Pool;
use super::eligible::Judge;
use super::people::Index;
use super::requirements::RuleNeeds;
use super::solved::Solved;

/// How many sets are tried before the search settles for a set that does, without proof that none is smaller.
const MOST_TRIES: usize = 2_000;
/// The largest set that is searched for exactly.
const MOST_PEOPLE: usize = 4;

/// A set of people, and whether none smaller would do.
pub(super) struct Smallest {
    pub(super) people: Vec<Index>,
    pub(super) is_minimal: bool,
}

/// Finds a smallest set of people who, by signing, meet one alternative of every one of these rules. `None` where nobody
/// can, or where so many are needed that no set is searched for.
pub(super) fn smallest(
    judge: &Judge<'_>,
    unmet: &[Vec<&RuleNeeds<'_>>],
    pool: &Pool<'_>,
) -> Option<Smallest> {
    let places = |way: &&RuleNeeds<'_>| {
        let shapes = way.solved.shapes().into_iter();
        shapes
            .map(|shape| usize::try_from(shape.seats()).unwrap_or(usize::MAX))
            .fold(0_usize, usize::saturating_add)
    };
    let most = |ways: &Vec<&RuleNeeds<'_>>| ways.iter().map(places).max().unwrap_or_default();
    let enough = unmet.iter().map(most).fold(0_usize, usize::saturating_add);
    if enough > usize::try_from(MOST_SEATS).unwrap_or(usize::MAX) {
        return None;
    }
    let asked = Asked::of(unmet);
    let choice = pool.sorts(judge, &asked.all, enough);
    let does = |added: &[Index]| {
        asked.rules.iter().all(|(ways, _)| {
            let mut ways = ways.iter();
            ways.any(|way| filled(judge, way, pool, added).is_some_and(|(_, met)| met))
        })
    };
    // A set costs as much as there are alternatives to hold it against.
    let cost = unmet.iter().map(Vec::len).max().unwrap_or(1);
    let mut tries = 0_usize;
    for size in 1..=MOST_PEOPLE.min(choice.len()) {
        let mut set: Vec<usize> = (0..size).collect();
        loop {
            tries = tries.saturating_add(cost);
            if tries > MOST_TRIES {
                return greedy(judge, &asked, pool, &choice);
            }
            let people: Vec<Index> = set
                .iter()
                .filter_map(|position| choice.get(*position))
                .copied()
                .collect();
            if does(&people) {
                return Some(Smallest {
                    people,
                    is_minimal: true,
                });
            }
            if !next_combination(&mut set, choice.len()) {
                break;
            }
        }
    }
    greedy(judge, &asked, pool, &choice)
}

/// What rules that are not met ask of people, each thing once.
struct Asked<'s, 'a> {
    all: Vec<&'s Solved<'a>>,
    /// The alternatives of a rule, and how many rules have these.
    rules: Vec<(Vec<&'s Solved<'a>>, u32)>,
}

impl<'s, 'a> Asked<'s, 'a> {
    fn of(unmet: &'s [Vec<&'s RuleNeeds<'a>>]) -> Self {
        let mut asked = Self {
            all: Vec::new(),
            rules: Vec::new(),
        };
        let same = |one: &&Solved<'a>, other: &&Solved<'a>| std::ptr::eq(*one, *other);
        for ways in unmet {
            let ways: Vec<&Solved<'a>> = ways.iter().map(|way| &*way.solved).collect();
            let alike = |(known, _): &&mut (Vec<&'s Solved<'a>>, u32)| {
                known.len() == ways.len() && known.iter().zip(&ways).all(|(a, b)| same(a, b))
            };
            if let Some((_, times)) = asked.rules.iter_mut().find(alike) {
                *times = times.saturating_add(1);
                continue;
            }
            for way in &ways {
                if !asked.all.iter().any(|one| same(one, way)) {
                    asked.all.push(way);
                }
            }
            asked.rules.push((ways, 1));
        }
        asked
    }
}

/// How many seats of an alternative are filled with these people added, and whether that meets it.
fn filled(
    judge: &Judge<'_>,
    rule: &Solved<'_>,
    pool: &Pool<'_>,
    added: &[Index],
) -> Option<(u32, bool)> {
    let found = pool.assigned(judge, rule, added)?;
    Some((found.filled, found.met.iter().all(|met| *met)))
}

/// Adds whoever fills most, until an alternative of every rule is met.
fn greedy(
    judge: &Judge<'_>,
    asked: &Asked<'_, '_>,
    pool: &Pool<'_>,
    choice: &[Index],
) -> Option<Smallest> {
    let gain = |added: &[Index]| {
        let mut rules = asked.rules.iter();
        rules.try_fold((0_u32, true), |(sum, met), (ways, times)| {
            let found = ways
                .iter()
                .filter_map(|way| filled(judge, way, pool, added));
            let (filled, is_met) =
                found.reduce(|one, other| (one.0.max(other.0), one.1 || other.1))?;
            let filled = filled.saturating_mul(*times);
            Some((sum.saturating_add(filled), met && is_met))
        })
    };
    let mut people: Vec<Index> = Vec::new();
    let mut reached = gain(&people)?;
    while !reached.1 {
        let mut best: Option<(u32, bool, Index)> = None;
        for index in choice.iter().filter(|index| !people.contains(index)) {
            let mut with = people.clone();
            with.push(*index);
            let (sum, met) = gain(&with)?;
            if best.is_none_or(|(most, _, _)| sum > most) {
                best = Some((sum, met, *index));
            }
        }
        let (sum, met, index) = best.filter(|(sum, _, _)| *sum > reached.0)?;
        people.push(index);
        reached = (sum, met);
    }
    Some(Smallest {
        people,
        is_minimal: false,
    })
}

/// Steps to the next combination of positions below `bound`, in lexicographic order.
fn next_combination(set: &mut [usize], bound: usize) -> bool {
    let size = set.len();
    for position in (0..size).rev() {
        let last = bound.saturating_sub(size).saturating_add(position);
        let Some(value) = set.get(position).copied().filter(|value| *value < last) else {
            continue;
        };
        for (offset, slot) in set.iter_mut().skip(position).enumerate() {
            *slot = value.saturating_add(1).saturating_add(offset);
        }
        return true;
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_combination_once() {
        let mut set = vec![0, 1, 2];
        let mut count = 1;
        while next_combination(&mut set, 6) {
            count += 1;
        }
        assert_eq!((count, set), (20, vec![3, 4, 5]));
    }
}
