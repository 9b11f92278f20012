//! Approvals in somebody else's authority (semantics 7.8): of each, a person and an authority are taken, and each is
//! taken once within a rule.

use super::assign::{Assignment, Fit, Shape, assign, worth};
use super::people::Index;

/// Who signs, and in whose authority: her own, as a rule.
pub(super) type Unit = (Index, Index);

/// How many ways of choosing who acts for whom are tried in one rule.
const MOST_CHOICES: usize = 1_024;

/// As [`assign`], where some act for others: nobody is taken twice, whether she signs or somebody signs for her. Of
/// assignments that do alike the one comes first in which fewer act for others, then those with the smaller ids.
pub(super) fn assign_units(shapes: &[&Shape], units: &[(Unit, &Fit)]) -> Option<Assignment> {
    let mut delegated: Vec<Unit> = units
        .iter()
        .filter(|((person, authority), fit)| person != authority && fit.iter().any(Option::is_some))
        .map(|(unit, _)| *unit)
        .collect();
    if delegated.is_empty() {
        let fits: Vec<&Fit> = units.iter().map(|(_, fit)| *fit).collect();
        return assign(shapes, &fits);
    }
    delegated.sort_unstable();
    let mut choices = vec![Vec::new()];
    for unit in delegated {
        let apart = |chosen: &&Vec<Unit>| {
            chosen.iter().all(|(person, authority)| {
                ![unit.0, unit.1].contains(person) && ![unit.0, unit.1].contains(authority)
            })
        };
        let with = choices.iter().filter(apart).map(|chosen| {
            let mut chosen = chosen.clone();
            chosen.push(unit);
            chosen
        });
        let with: Vec<_> = with.collect();
        choices.extend(with);
        if choices.len() > MOST_CHOICES {
            return None;
        }
    }
    choices.sort_by(|one, other| (one.len(), one).cmp(&(other.len(), other)));
    let none = vec![None; shapes.len()];
    let mut best: Option<Assignment> = None;
    let mut filled = 0;
    for chosen in &choices {
        let is_taken = |index: &Index| {
            let mut taken = chosen.iter();
            taken.any(|(person, authority)| person == index || authority == index)
        };
        let fits: Vec<&Fit> = units
            .iter()
            .map(|(unit, fit)| {
                let may = if unit.0 == unit.1 {
                    !is_taken(&unit.0)
                } else {
                    chosen.contains(unit)
                };
                if may { *fit } else { none.as_slice() }
            })
            .collect();
        let found = assign(shapes, &fits)?;
        filled = filled.max(found.filled);
        if best.as_ref().is_none_or(|best| worth(&found) > worth(best)) {
            best = Some(found);
        }
    }
    best.map(|best| Assignment { filled, ..best })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shape(count: u32) -> Shape {
        Shape {
            count,
            seats: Vec::new(),
        }
    }

    #[test]
    fn nobody_is_taken_twice() {
        let fit = || vec![Some(Vec::new())];
        for (units, enough) in [
            (vec![(1, 1), (2, 2)], true),
            // One person for herself and for another.
            (vec![(1, 1), (1, 2)], false),
            (vec![(1, 2), (1, 3)], false),
            // Two for the same authority, and the authority beside it.
            (vec![(1, 3), (2, 3)], false),
            (vec![(1, 3), (3, 3)], false),
            (vec![(1, 2), (2, 3)], false),
            // Another one is there.
            (vec![(1, 3), (2, 2)], true),
            (vec![(1, 3), (2, 4)], true),
            (vec![(1, 1), (1, 2), (2, 2)], true),
        ] {
            let fit = fit();
            let units: Vec<(Unit, &Fit)> = units
                .into_iter()
                .map(|unit| (unit, fit.as_slice()))
                .collect();
            let found = assign_units(&[&shape(2)], &units).unwrap();
            assert_eq!(found.met, [enough], "{units:?}");
        }
    }

    #[test]
    fn agrees_with_brute_force() {
        // Every choice of a requirement for each unit, nobody twice.
        let sorts: [Vec<_>; 4] = [
            vec![None, None],
            vec![Some(vec![]), None],
            vec![None, Some(vec![])],
            vec![Some(vec![]), Some(vec![])],
        ];
        let shapes = [shape(1), shape(2)];
        let all = [(0, 0), (0, 1), (1, 1), (2, 1), (2, 2)];
        for code in 0..4_usize.pow(5) {
            let digit = |code: usize, base: usize, at: u32| code / base.pow(at) % base;
            let fit = |at: u32| sorts[digit(code, 4, at)].as_slice();
            let units: Vec<(Unit, &Fit)> = all
                .iter()
                .zip(0..)
                .map(|(unit, at)| (*unit, fit(at)))
                .collect();
            let mut most = (0, 0);
            for choice in 0..3_usize.pow(5) {
                let chosen: Vec<(Unit, usize)> = all
                    .iter()
                    .zip(0..)
                    .filter_map(|(unit, at)| Some((*unit, digit(choice, 3, at).checked_sub(1)?)))
                    .collect();
                let fit_of = |unit: &Unit| units.iter().find(|one| one.0 == *unit).unwrap().1;
                let fits = chosen
                    .iter()
                    .all(|(unit, need)| fit_of(unit)[*need].is_some());
                let mut taken: Vec<Index> = chosen
                    .iter()
                    .flat_map(|(unit, _)| {
                        if unit.0 == unit.1 {
                            vec![unit.0]
                        } else {
                            vec![unit.0, unit.1]
                        }
                    })
                    .collect();
                let count = taken.len();
                taken.sort_unstable();
                taken.dedup();
                if fits && count == taken.len() {
                    let on = |need| chosen.iter().filter(|(_, one)| *one == need).count();
                    let (first, second) = (on(0).min(1), on(1).min(2));
                    let met = usize::from(first == 1) + usize::from(second == 2);
                    most = most.max((met, first + second));
                }
            }
            let found = assign_units(&[&shapes[0], &shapes[1]], &units).unwrap();
            let met = found.met.iter().filter(|met| **met).count();
            assert_eq!(
                (met, worth(&found).1),
                (most.0, u32::try_from(most.1).unwrap()),
                "{units:?}"
            );
        }
    }
}
