//! The same question asked by hand: a few lines that know this one policy, give no reasons and show nothing.

use std::collections::BTreeMap;

use foureyes::statement::Statement;

use crate::case::{Case, Place, now};

/// What a hand-written check keeps: who is in which team, and who is a senior.
#[derive(Debug)]
pub struct Floor {
    people: BTreeMap<String, (u32, bool)>,
    author: String,
}

impl Floor {
    /// Returns what is looked up in a case.
    pub fn new(case: &Case) -> Self {
        let size = case.size;
        let person = |index: u32| {
            (
                format!("p{index}"),
                (size.team(index), index.is_multiple_of(2)),
            )
        };
        Self {
            people: (0..size.people).map(person).collect(),
            author: format!("p{}", size.people.saturating_sub(1)),
        }
    }

    /// Returns whether every rule that the change touches has who it asks for.
    pub fn decide(&self, case: &Case) -> bool {
        let mut teams = 0_u128;
        let (mut count, mut seniors) = (0_u32, 0_u32);
        for verified in case.statements.verified() {
            let Statement::Approve(approval) = &verified.statement else {
                continue;
            };
            let name = verified.person.as_str();
            let good = approval.change_digest == *case.change.digest()
                && approval.issued <= now()
                && now() < approval.expires
                && name != self.author;
            if let Some((team, senior)) = self.people.get(name).filter(|_| good) {
                teams |= 1_u128.checked_shl(*team).unwrap_or_default();
                count = count.saturating_add(1);
                seniors = seniors.saturating_add(u32::from(*senior));
            }
        }
        case.change.exact().paths.known().iter().all(|entry| {
            let Some(rule) = rule_of(entry.path.as_bytes(), case) else {
                return true;
            };
            if case.size.by_team {
                let team = case.size.team(rule);
                teams.checked_shr(team).is_some_and(|teams| teams & 1 == 1)
            } else {
                count >= 2 && seniors >= 1
            }
        })
    }
}

/// The rule of a path: by its first folder, or by what it ends in.
fn rule_of(path: &[u8], case: &Case) -> Option<u32> {
    let number = |digits: &[u8]| std::str::from_utf8(digits).ok()?.parse().ok();
    let rule = if path.starts_with(b"svc") || path.starts_with(b"lib") {
        number(path.get(3..6)?)?
    } else {
        number(path.get(path.len().checked_sub(3)?..)?)?
    };
    let fits = match Place::of(rule, case.size) {
        Place::Service(_) => path.starts_with(b"svc"),
        Place::Library(_) => path.starts_with(b"lib") && path.ends_with(b".rs"),
        Place::Extension(_) => path.starts_with(b"misc"),
    };
    (fits && rule < case.size.rules).then_some(rule)
}
