//! What requirements ask of people, each thing once: rules that ask the same are judged together.

use std::collections::BTreeMap;

use crate::policy::{Requirement, Selector, With};

/// The number of something that is asked of people.
pub(super) type Ask = usize;

/// How many people, of what sort, among them whom, and with what signature.
type Asked = (Option<u32>, Option<Selector>, Vec<Selector>, Option<With>);

/// What is asked of people, by number.
#[derive(Debug, Default)]
pub(super) struct Asks {
    known: BTreeMap<Asked, Ask>,
}

impl Asks {
    /// Returns a number for each requirement: the same for two that ask the same of people, whatever they are called.
    pub(super) fn of(&mut self, requirements: &[Requirement]) -> Vec<Ask> {
        requirements.iter().map(|one| self.number(one)).collect()
    }

    fn number(&mut self, requirement: &Requirement) -> Ask {
        let asked = (
            requirement.approvals,
            requirement.from.clone(),
            requirement.including.clone(),
            requirement.with.clone(),
        );
        let fresh = self.known.len();
        *self.known.entry(asked).or_insert(fresh)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of_team(team: &str) -> Requirement {
        Requirement {
            approvals: Some(1),
            from: Some(Selector {
                team: team.parse().ok(),
                ..Selector::default()
            }),
            ..Requirement::default()
        }
    }

    #[test]
    fn the_same_is_asked_once() {
        let named = Requirement {
            name: "somebody".parse().ok(),
            ..of_team("web")
        };
        let mut asks = Asks::default();
        assert_eq!(asks.of(&[of_team("web"), of_team("db"), named]), [0, 1, 0]);
        assert_eq!(asks.of(&[of_team("db")]), [1]);
    }
}
