//! From `allOf` and `anyOf` to the alternatives of a rule (semantics 9.3).

use crate::policy::Requirement;

/// More alternatives than this are refused.
pub(super) const MOST_ALTERNATIVES: usize = 64;
/// `allOf` and `anyOf` stand at most so deep within each other.
pub(super) const MOST_NESTED: usize = 2;

/// The requirements of a rule, one by one in the order of the document, and the ways in which they can be met: each
/// names the requirements that must all hold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Alternatives {
    pub(super) requirements: Vec<Requirement>,
    pub(super) ways: Vec<Vec<usize>>,
}

impl Alternatives {
    /// Expands what a rule requires; the number of ways is bounded when the policy is checked.
    pub(super) fn of(required: &[Requirement]) -> Self {
        let mut requirements = Vec::new();
        let ways = every(required, &mut requirements);
        Self { requirements, ways }
    }
}

/// How many alternatives there are; saturating.
pub(super) fn count(required: &[Requirement]) -> usize {
    required
        .iter()
        .map(count_one)
        .fold(1, usize::saturating_mul)
}

/// How deep `allOf` and `anyOf` stand within each other.
pub(super) fn depth(requirement: &Requirement) -> usize {
    let parts = requirement.all_of.iter().chain(&requirement.any_of);
    let deepest = parts.map(|parts| parts.iter().map(depth).max().unwrap_or_default());
    deepest.max().map_or(0, |deepest| deepest.saturating_add(1))
}

fn count_one(requirement: &Requirement) -> usize {
    match (&requirement.all_of, &requirement.any_of) {
        (Some(parts), _) => count(parts),
        (None, Some(parts)) => parts.iter().map(count_one).fold(0, usize::saturating_add),
        (None, None) => 1,
    }
}

/// The ways in which all of these hold: the first of them varies slowest.
fn every(required: &[Requirement], leaves: &mut Vec<Requirement>) -> Vec<Vec<usize>> {
    let mut ways = vec![Vec::new()];
    for requirement in required {
        let more = one(requirement, leaves);
        ways = ways
            .iter()
            .flat_map(|way| {
                more.iter().map(move |added| {
                    let both = way.iter().chain(added);
                    both.copied().collect()
                })
            })
            .collect();
    }
    ways
}

fn one(requirement: &Requirement, leaves: &mut Vec<Requirement>) -> Vec<Vec<usize>> {
    match (&requirement.all_of, &requirement.any_of) {
        (Some(parts), _) => every(parts, leaves),
        (None, Some(parts)) => parts.iter().flat_map(|part| one(part, leaves)).collect(),
        (None, None) => {
            leaves.push(requirement.clone());
            vec![vec![leaves.len().saturating_sub(1)]]
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn leaf(count: u32) -> Requirement {
        Requirement {
            approvals: Some(count),
            ..Requirement::default()
        }
    }

    fn any(parts: Vec<Requirement>) -> Requirement {
        Requirement {
            any_of: Some(parts),
            ..Requirement::default()
        }
    }

    fn all(parts: Vec<Requirement>) -> Requirement {
        Requirement {
            all_of: Some(parts),
            ..Requirement::default()
        }
    }

    #[test]
    fn ways_in_the_order_of_the_document() {
        let required = [
            leaf(1),
            any(vec![leaf(2), all(vec![leaf(3), leaf(4)])]),
            any(vec![leaf(5), leaf(6)]),
        ];
        let found = Alternatives::of(&required);
        let counts: Vec<_> = found
            .requirements
            .iter()
            .filter_map(|one| one.approvals)
            .collect();
        assert_eq!(counts, [1, 2, 3, 4, 5, 6]);
        assert_eq!(
            found.ways,
            [
                vec![0, 1, 4],
                vec![0, 1, 5],
                vec![0, 2, 3, 4],
                vec![0, 2, 3, 5]
            ]
        );
        assert_eq!(count(&required), found.ways.len());
    }

    #[test]
    fn counting_never_overflows() {
        let two = any(vec![leaf(1), leaf(1)]);
        assert_eq!(count(&vec![two; 200]), usize::MAX);
    }
}
