//! What only the comparison with the model looks at: emergencies, signed records, and instants at every boundary.

use foureyes::change::EvidenceResult;
use serde_json::json;

use super::statements::{Draft, TWISTS, Twist, What};
use super::{Choices, World, at, instant};

/// Instants at which something in these worlds begins or ends, in seconds from noon.
const EDGES: &[i64] = &[
    -7_200, -3_600, -1_200, -600, -60, 59, 60, 61, 299, 300, 600, 900, 1_799, 1_800, 3_000, 3_600,
    7_200, 14_400, 86_400,
];

impl World {
    /// Reads a world off a list of numbers, in which some cannot wait.
    pub fn read_urgent(numbers: &[u32]) -> Self {
        let mut world = Self::read(numbers);
        world.emergency(&mut Choices::part(numbers, 6));
        world
    }

    /// Reads a world off a list of numbers, with more in it than the laws are about.
    pub fn read_more(numbers: &[u32]) -> Self {
        let mut world = Self::read(numbers);
        let mut choices = Choices::part(numbers, 5);
        world.signed_records(&mut choices);
        world.emergency(&mut choices);
        world.more_signed(&mut Choices::part(numbers, 6));
        if choices.chance(40) {
            world.now = at(*choices.pick(EDGES));
        }
        world
    }

    pub(super) fn draft(&mut self, by: usize, what: What, issued: i64) {
        let nonce = u32::try_from(self.drafts.len()).expect("few") + 500;
        self.drafts.push(Draft {
            what,
            ..Draft::approve(by, 0, issued, nonce)
        });
    }

    /// Records that somebody has signed, and rules that ask for them.
    fn signed_records(&mut self, choices: &mut Choices<'_>) {
        let results = [
            EvidenceResult::Passed,
            EvidenceResult::Passed,
            EvidenceResult::Passed,
            EvidenceResult::Failed,
            EvidenceResult::Error,
        ];
        for _ in 0..*choices.pick(&[0, 0, 1, 1, 2]) {
            let by = choices.below(self.cast.people.len());
            let twist = if choices.chance(30) {
                *choices.pick(TWISTS)
            } else {
                Twist::None
            };
            let result = *choices.pick(&results);
            self.draft(
                by,
                What::Evidence(result, twist),
                *choices.pick(&[-600, -4_000, 60, 300]),
            );
        }
        if choices.chance(30) {
            let mut asked = json!({"evidence": "tests", "issuers": "rostered"});
            asked["signed"] = json!(choices.chance(60));
            asked["reviewed"] = json!(choices.chance(30));
            let first = self.policy["rule"].get_mut(0);
            let list = first.and_then(|rule| rule.get_mut("require")?.as_array_mut());
            list.into_iter().for_each(|list| list.push(asked.clone()));
        }
        if let Some(last) = self.drafts.len().checked_sub(1)
            && choices.chance(20)
        {
            self.draft(self.drafts[last].by, What::Withdraw(vec![last]), -300);
        }
    }

    /// An emergency, with everything that can be wrong with one.
    fn emergency(&mut self, choices: &mut Choices<'_>) {
        if !choices.chance(50) {
            return;
        }
        let mut rule = json!({"review": {"within": "24h"}, "assurance": "signed"});
        if choices.chance(30) {
            rule["from"] = json!({"level": {"atLeast": "mid"}});
        }
        if choices.chance(25) {
            rule["solo"] = json!(true);
        }
        if choices.chance(25) {
            rule["lasts"] = json!("1h");
        }
        if choices.chance(85) {
            self.policy["breakGlass"] = rule;
        }
        for rule in self.policy["rule"].as_array_mut().into_iter().flatten() {
            let when = rule
                .get("when")
                .map(ToString::to_string)
                .unwrap_or_default();
            let is_grave = ["destructive", "iam", "policy", "harsh", "grave"];
            let may =
                rule.get("require").is_some() && !is_grave.iter().any(|word| when.contains(word));
            if may && choices.chance(80) {
                let mut by = vec![json!("break-glass")];
                let named = rule.get("waivedBy").and_then(|list| list.as_array());
                by.extend(named.into_iter().flatten().cloned());
                rule["waivedBy"] = json!(by);
            }
        }
        if choices.chance(85) {
            let due = instant(*choices.pick(&[-60, 600]));
            let debt = json!({"person": "bob", "due": due, "services": choices.pick(&[json!([]), json!(["search"])])});
            let none = json!({"whole": []});
            let some = json!({"whole": [debt]});
            self.change["live"]["debts"] = choices.pick(&[none.clone(), none, some]).clone();
        }
        let people = self.cast.people.len();
        for _ in 0..*choices.pick(&[1, 1, 2, 3]) {
            let twist = if choices.chance(20) {
                *choices.pick(TWISTS)
            } else {
                Twist::None
            };
            let lasts = *choices.pick(&[3_600, 3_600, 14_400, 14_401]);
            let by = choices.below(people);
            self.draft(
                by,
                What::BreakGlass(twist, lasts),
                *choices.pick(&[-600, -600, 60, 180]),
            );
        }
    }
}
