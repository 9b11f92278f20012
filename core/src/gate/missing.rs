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
    let search = Search::new(judge, &asked, pool, enough);
    // A set costs as much as there are alternatives to hold it against.
    let cost = unmet.iter().map(Vec::len).max().unwrap_or(1);
    let mut tries = 0_usize;
    for size in 1..=MOST_PEOPLE.min(search.choice.len()) {
        let mut set: Vec<usize> = (0..size).collect();
        loop {
            tries = tries.saturating_add(cost);
            if tries > MOST_TRIES {
                return search.greedy();
            }
            if search.does(&set) {
                return Some(Smallest {
                    people: search.people(&set),
                    is_minimal: true,
                });
            }
            if !next_combination(&mut set, search.choice.len()) {
                break;
            }
        }
    }
    search.greedy()
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

/// How many seats of a rule are filled, and whether that meets it.
type Reached = (u32, bool);

/// A rule that is not met, and who of the choice could do anything about it: nobody else needs to be tried with it.
struct Open<'s, 'a> {
    ways: &'s [&'s Solved<'a>],
    times: u32,
    /// Who would fit any of it, by place in the choice, in order.
    fits: Vec<usize>,
    /// What it reaches by itself. `None` where that would take too long to find out.
    alone: Option<Reached>,
}

/// Everything that a search for people holds a set against.
struct Search<'s, 'a, 'p> {
    judge: &'p Judge<'p>,
    pool: &'p Pool<'p>,
    choice: Vec<Index>,
    rules: Vec<Open<'s, 'a>>,
}

impl<'s, 'a, 'p> Search<'s, 'a, 'p> {
    fn new(
        judge: &'p Judge<'p>,
        asked: &'s Asked<'s, 'a>,
        pool: &'p Pool<'p>,
        enough: usize,
    ) -> Self {
        let mut search = Self {
            judge,
            pool,
            choice: pool.sorts(judge, &asked.all, enough),
            rules: Vec::new(),
        };
        let rules = asked.rules.iter().map(|(ways, times)| Open {
            ways,
            times: *times,
            fits: pool.fitting(judge, ways, &search.choice),
            alone: search.reached(ways, &[]),
        });
        search.rules = rules.collect();
        search
    }

    fn people(&self, set: &[usize]) -> Vec<Index> {
        let people = set.iter().filter_map(|place| self.choice.get(*place));
        people.copied().collect()
    }

    /// What a rule reaches with these people, of whom nobody else may fit it: most in one alternative, met in any.
    fn reached(&self, ways: &[&Solved<'_>], added: &[Index]) -> Option<Reached> {
        let found = ways.iter().filter_map(|way| {
            let found = self.pool.assigned(self.judge, way, added)?;
            Some((found.filled, found.met.iter().all(|met| *met)))
        });
        found.reduce(|one, other| (one.0.max(other.0), one.1 || other.1))
    }

    /// Whether a set meets every rule.
    fn does(&self, set: &[usize]) -> bool {
        self.rules.iter().all(|rule| {
            let fits = |place: &usize| rule.fits.binary_search(place).is_ok();
            let of_use: Vec<usize> = set.iter().copied().filter(fits).collect();
            let reached = if of_use.is_empty() {
                rule.alone
            } else {
                self.reached(rule.ways, &self.people(&of_use))
            };
            reached.is_some_and(|(_, met)| met)
        })
    }

    /// Adds whoever fills most, until an alternative of every rule is met, and drops whoever is not needed then.
    fn greedy(&self) -> Option<Smallest> {
        let rules = self.rules.iter();
        let steps: Option<Vec<Step<'_, '_, '_>>> = rules.map(Step::new).collect();
        let mut steps = steps?;
        let mut chosen: Vec<usize> = Vec::new();
        while !steps.iter().all(|step| step.now.1) {
            // How many more seats each one would fill. Whoever is chosen already fills none.
            let mut more = vec![0_u64; self.choice.len()];
            for step in &mut steps {
                step.look(self, &chosen)?;
                for (place, seats) in step.more() {
                    if let Some(slot) = more.get_mut(place) {
                        *slot = slot.saturating_add(seats);
                    }
                }
            }
            let most = more.iter().copied().max().filter(|most| *most > 0)?;
            let place = more.iter().position(|seats| *seats == most)?;
            chosen.push(place);
            for step in &mut steps {
                step.take(self, place);
            }
        }
        // Whoever came first may not be needed beside those who came later.
        for place in chosen.clone() {
            let others: Vec<usize> = chosen.iter().copied().filter(|one| *one != place).collect();
            if self.does(&others) {
                chosen = others;
            }
        }
        Some(Smallest {
            people: self.people(&chosen),
            is_minimal: false,
        })
    }
}

/// A rule on the way to a set: what it reaches with those who are chosen, and with each one more.
struct Step<'r, 's, 'a> {
    rule: &'r Open<'s, 'a>,
    added: Vec<Index>,
    now: Reached,
    /// For each of those who fit; empty where those who are chosen have changed.
    with: Vec<Reached>,
}

impl<'r, 's, 'a> Step<'r, 's, 'a> {
    fn new(rule: &'r Open<'s, 'a>) -> Option<Self> {
        Some(Self {
            rule,
            added: Vec::new(),
            now: rule.alone?,
            with: Vec::new(),
        })
    }

    /// Finds out what it reaches with each one more. `None` where that would take too long.
    fn look(&mut self, search: &Search<'_, '_, '_>, chosen: &[usize]) -> Option<()> {
        if self.with.is_empty() {
            for place in &self.rule.fits {
                let mut with = self.added.clone();
                if !chosen.contains(place) {
                    with.extend(search.choice.get(*place));
                }
                self.with.push(search.reached(self.rule.ways, &with)?);
            }
        }
        Some(())
    }

    /// How many more seats of all such rules each of those who fit would fill.
    fn more(&self) -> impl Iterator<Item = (usize, u64)> {
        let with = self.rule.fits.iter().zip(&self.with);
        with.map(|(place, (filled, _))| {
            let seats = u64::from(filled.saturating_sub(self.now.0));
            (*place, seats.saturating_mul(u64::from(self.rule.times)))
        })
    }

    fn take(&mut self, search: &Search<'_, '_, '_>, place: usize) {
        let Ok(at) = self.rule.fits.binary_search(&place) else {
            return;
        };
        self.now = self.with.get(at).copied().unwrap_or(self.now);
        self.added.extend(search.choice.get(place));
        self.with.clear();
    }
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
