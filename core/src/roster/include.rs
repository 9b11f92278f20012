//! Rosters made of several, each under a prefix (semantics 7.9).

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::RosterDocument;
use crate::digest::Digest;
use crate::error::ErrorCode;
use crate::id::Name;

/// Another roster, whose people, teams, roles, trainings and services are known here under a prefix.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[non_exhaustive]
pub struct Include {
    /// The roster, by its id.
    pub roster: Name,
    /// What stands before each of its names, and a dot: `pay` makes `pay.carol`.
    pub prefix: Name,
    /// The digest of its text. So whoever signs this roster signs that one with it.
    pub digest: Digest,
}

/// What is wrong with one of them: which, the member, the code, and a message.
pub(crate) struct Fault {
    pub(crate) path: String,
    pub(crate) code: ErrorCode,
    pub(crate) message: String,
}

/// A roster with everything that it includes.
pub(crate) struct Whole {
    pub(crate) document: Arc<RosterDocument>,
    /// The parts, by their label, with the number of principals, teams and services before theirs.
    pub(crate) parts: Vec<Part>,
    pub(crate) faults: Vec<Fault>,
}

/// A roster as a part of another.
pub(crate) struct Part {
    /// `PREFIX=ID@VERSION`.
    pub(crate) label: String,
    pub(crate) id: Name,
    pub(crate) digest: Digest,
    /// Where its own entries begin: principals, teams, services.
    pub(crate) starts: [usize; 3],
}

/// Puts a roster together with those of `parts` that it includes.
pub(crate) fn compose(main: &Arc<RosterDocument>, parts: &[(&RosterDocument, &Digest)]) -> Whole {
    let mut whole = Whole {
        document: Arc::clone(main),
        parts: Vec::new(),
        faults: Vec::new(),
    };
    if main.includes.is_empty() {
        return whole;
    }
    let mut document = RosterDocument::clone(main);
    document.includes.clear();
    for (at, include) in main.includes.iter().enumerate() {
        let mut faults = Vec::new();
        let mut fault = |member: &str, code, message| {
            faults.push(Fault {
                path: format!("include[{at}].{member}"),
                code,
                message,
            });
        };
        let earlier = main.includes.iter().take(at);
        if earlier.clone().any(|one| one.prefix == include.prefix) {
            let message = format!("the prefix `{}` stands twice", include.prefix);
            fault("prefix", ErrorCode::DuplicateId, message);
        }
        let name = &include.roster;
        match parts.iter().find(|(part, _)| part.id == *name) {
            None => {
                let message = format!("the roster `{name}` is not there");
                fault("roster", ErrorCode::UnknownDocument, message);
            }
            Some((_, digest)) if **digest != include.digest => {
                let message = format!("the roster `{name}` has the digest {digest}");
                fault("digest", ErrorCode::DigestDiffers, message);
            }
            Some((part, digest)) => {
                if part.authority.is_some() || !part.includes.is_empty() {
                    let message = format!(
                        "the roster `{name}` includes others, or names who signs: only the whole does"
                    );
                    fault("roster", ErrorCode::NotAPart, message);
                }
                match prefixed(part, include.prefix.as_str()) {
                    Some(renamed) => whole.add(&mut document, renamed, include, **digest),
                    None => {
                        let message = format!("a name of `{name}` is too long with the prefix");
                        fault("prefix", ErrorCode::InvalidValue, message);
                    }
                }
            }
        }
        whole.faults.append(&mut faults);
    }
    whole.document = Arc::new(document);
    whole
}

impl Whole {
    fn add(
        &mut self,
        all: &mut RosterDocument,
        part: RosterDocument,
        include: &Include,
        digest: Digest,
    ) {
        self.parts.push(Part {
            label: format!("{}={}@{}", include.prefix, part.id, part.version),
            id: part.id.clone(),
            digest,
            starts: [all.principals.len(), all.teams.len(), all.services.len()],
        });
        all.expires = all.expires.into_iter().chain(part.expires).min();
        all.principals.extend(part.principals);
        all.teams.extend(part.teams);
        all.services.extend(part.services);
        for level in part.levels {
            if !all.levels.contains(&level) {
                self.faults.push(Fault {
                    path: "include".to_owned(),
                    code: ErrorCode::UnknownLevel,
                    message: format!(
                        "the level `{level}` of `{}` is none of this roster",
                        part.id
                    ),
                });
            }
        }
    }

    /// Returns in which part an entry stands, and its number there: `list` is 0 for principals, 1 for teams, 2 for
    /// services.
    pub(crate) fn entry(&self, list: usize, number: usize) -> Option<(&Part, usize)> {
        self.parts.iter().rev().find_map(|part| {
            let start = part.starts.get(list)?;
            Some((part, number.checked_sub(*start)?))
        })
    }
}

/// Returns a part with the prefix before each of its names; none where one would be too long.
fn prefixed(part: &RosterDocument, prefix: &str) -> Option<RosterDocument> {
    fn put<T: std::str::FromStr + std::fmt::Display>(prefix: &str, name: &mut T) -> Option<()> {
        *name = format!("{prefix}.{name}").parse().ok()?;
        Some(())
    }
    let mut part = part.clone();
    for one in &mut part.principals {
        put(prefix, &mut one.id)?;
        one.operator.iter_mut().try_for_each(|id| put(prefix, id))?;
        one.teams
            .iter_mut()
            .try_for_each(|held| put(prefix, &mut held.is))?;
        one.roles
            .iter_mut()
            .try_for_each(|held| put(prefix, &mut held.is))?;
        one.trainings
            .iter_mut()
            .try_for_each(|had| put(prefix, &mut had.id))?;
        for grant in &mut one.grants {
            grant
                .services
                .iter_mut()
                .try_for_each(|id| put(prefix, id))?;
        }
    }
    for team in &mut part.teams {
        put(prefix, &mut team.id)?;
        team.within.iter_mut().try_for_each(|id| put(prefix, id))?;
    }
    for service in &mut part.services {
        put(prefix, &mut service.id)?;
        service
            .owners
            .iter_mut()
            .try_for_each(|id| put(prefix, id))?;
        service
            .owner_teams
            .iter_mut()
            .try_for_each(|id| put(prefix, id))?;
    }
    Some(part)
}
