//! A policy with the documents beside it that it extends (semantics 9.11.2), and a roster with those that it includes
//! (7.9).

use foureyes::digest::Digest;
use foureyes::error::{InputError, Problem};
use foureyes::id::Name;
use foureyes::{Format, Policy, Roster};

use crate::documents::{self, Place};
use crate::error::CliError;
use crate::git::Repository;

/// The most documents beside a policy.
const MOST: usize = 64;

/// A policy, what it extends, and what each is called in messages.
#[derive(Clone, Debug)]
pub(crate) struct Whole {
    pub(crate) policy: Policy,
    /// The names of the files, by the documents that stand in them; the policy first.
    names: Vec<(Name, String)>,
}

impl Whole {
    /// Names the file in which a problem is, if it is in one of these.
    pub(crate) fn place(&self, problem: &mut Problem) -> bool {
        let document = &mut problem.at.document;
        let id = document.strip_prefix("policy ");
        let name = self.names.iter().find(|(of, _)| Some(of.as_str()) == id);
        name.map(|(_, name)| document.clone_from(name)).is_some()
    }
}

/// Reads the policy at a place, and beside it all that it extends and that is not built in. A document that is not
/// there is left for the check of the policy to tell.
pub(crate) fn read(
    place: &Place,
    tree: Option<(&Repository, &str)>,
) -> Result<Option<Whole>, CliError> {
    let Some((name, policy)) = one(place, tree)? else {
        return Ok(None);
    };
    let mut names = vec![(policy.document().id.clone(), name)];
    let mut whole = policy;
    loop {
        let mut bases = whole.bases().to_vec();
        let before = bases.len();
        for id in whole.missing_bases() {
            let Some(place) = place.beside(id.as_str()) else {
                continue;
            };
            let Some((name, base)) = one(&place, tree)? else {
                continue;
            };
            let said = &base.document().id;
            if *said != id {
                let message =
                    format!("the document `{id}` is looked for here, and this is `{said}`");
                let error = InputError::unusable(&name, "other_document", message);
                return Err(CliError::document(&name, error.problem()));
            }
            if bases.len() >= MOST {
                let message = format!("a policy has at most {MOST} documents beside it");
                let error = InputError::unusable(&name, "too_many", message);
                return Err(CliError::document(&name, error.problem()));
            }
            names.push((id, name));
            bases.push(base);
        }
        if bases.len() == before {
            let policy = whole;
            return Ok(Some(Whole { policy, names }));
        }
        whole = whole.with_bases(bases);
    }
}

/// Returns the digests of a policy and of what stands beside it.
pub(crate) fn digests(policy: &Policy) -> Vec<Digest> {
    let bases = policy.bases().iter();
    std::iter::once(policy)
        .chain(bases)
        .map(|one| *one.digest())
        .collect()
}

/// A roster, what it includes, and what each is called in messages.
#[derive(Clone, Debug)]
pub(crate) struct People {
    pub(crate) roster: Roster,
    /// The name of the file of the roster itself.
    pub(crate) name: String,
    /// The names of the files of what it includes, by the rosters that stand in them.
    parts: Vec<(Name, String)>,
}

impl People {
    /// Names the file in which a problem with a roster is.
    pub(crate) fn place(&self, problem: &mut Problem) {
        let document = &mut problem.at.document;
        if document.starts_with("roster") {
            let id = document.strip_prefix("roster ");
            let part = self.parts.iter().find(|(of, _)| Some(of.as_str()) == id);
            document.clone_from(part.map_or(&self.name, |(_, name)| name));
        }
    }
}

/// Reads the roster at a place, and beside it all that it includes. A roster that is not there is left for the check to
/// tell.
pub(crate) fn read_roster(
    place: &Place,
    tree: Option<(&Repository, &str)>,
) -> Result<Option<People>, CliError> {
    let Some((name, roster)) = one_roster(place, tree)? else {
        return Ok(None);
    };
    let (mut parts, mut names) = (Vec::new(), Vec::new());
    for id in roster.missing_parts() {
        let beside = place.beside(id.as_str());
        let found = beside.map(|place| one_roster(&place, tree)).transpose()?;
        if let Some((name, part)) = found.flatten().filter(|(_, part)| part.document().id == id) {
            names.push((id, name));
            parts.push(part);
        }
    }
    Ok(Some(People {
        roster: roster.with_parts(parts),
        name,
        parts: names,
    }))
}

fn one_roster(
    place: &Place,
    tree: Option<(&Repository, &str)>,
) -> Result<Option<(String, Roster)>, CliError> {
    let Some(source) = documents::fetch(place, tree)? else {
        return Ok(None);
    };
    let read = source.read(Roster::read);
    let roster = read.map_err(|error| CliError::document(&source.name, error.problem()))?;
    Ok(Some((source.name, roster)))
}

fn one(
    place: &Place,
    tree: Option<(&Repository, &str)>,
) -> Result<Option<(String, Policy)>, CliError> {
    let Some(source) = documents::fetch(place, tree)? else {
        return Ok(None);
    };
    let read = source.read(|text, format: Format| Policy::read(text, format));
    let policy = read.map_err(|error| CliError::document(&source.name, error.problem()))?;
    Ok(Some((source.name, policy)))
}
