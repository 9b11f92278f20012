//! Policy and roster, and what they were before, out of the history of the protected ref.

use foureyes::Policy;
use foureyes::authority::{Signed, State};

use crate::bases;
use crate::documents::{self, Place, SIGNATURES};
use crate::error::CliError;
use crate::git::Repository;

/// Where both documents stand.
pub(crate) struct Places {
    pub(crate) policy: Place,
    pub(crate) roster: Place,
}

impl Places {
    /// Returns both with their signatures; none where one is not there.
    pub(crate) fn state(
        &self,
        tree: Option<(&Repository, &str)>,
    ) -> Result<Option<State>, CliError> {
        let (Some(policy), Some(roster)) = (
            bases::read(&self.policy, tree)?,
            bases::read_roster(&self.roster, tree)?,
        ) else {
            return Ok(None);
        };
        Ok(Some(State {
            policy: Signed {
                document: policy.policy,
                signatures: documents::fetch_signatures(&self.policy, tree)?,
            },
            roster: Signed {
                document: roster.roster,
                signatures: documents::fetch_signatures(&self.roster, tree)?,
            },
        }))
    }

    /// Every path that either of them may have, and their signatures.
    fn paths(&self) -> Vec<String> {
        let of = |place: &Place| match place {
            Place::InTree(paths) => paths.clone(),
            Place::Builtin(_) | Place::OnDisk(_) => Vec::new(),
        };
        let mut paths = of(&self.policy);
        paths.extend(of(&self.roster));
        let signatures: Vec<_> = paths
            .iter()
            .map(|path| format!("{path}{SIGNATURES}"))
            .collect();
        paths.extend(signatures);
        paths
    }
}

/// Returns every state that the line of first parents has brought to a ref, oldest first, each with the commit that
/// brought it. States that cannot be read are left out, but for the last: what follows nothing is passed over anyway.
pub(crate) fn of(
    places: &Places,
    repository: &Repository,
    tip: &str,
) -> Result<Vec<(String, State)>, CliError> {
    let paths = places.paths();
    let line = repository.line(tip, i64::MIN)?;
    let mut states: Vec<(String, State)> = Vec::new();
    let mut before = None;
    for commit in line.commits.iter().rev() {
        let ids = paths
            .iter()
            .map(|path| repository.id_at(commit, path.as_bytes()).ok().flatten());
        let ids: Vec<_> = ids.collect();
        let is_same = before.as_ref() == Some(&ids);
        let last = states.last().map(|(_, state)| &state.policy.document);
        if is_same && last.is_none_or(is_alone) {
            continue;
        }
        before = Some(ids);
        match places.state(Some((repository, commit))) {
            Ok(Some(state)) => {
                let now = bases::digests(&state.policy.document);
                let last = states.last().map(|(_, last)| &last.policy.document);
                if !is_same || last.is_none_or(|last| bases::digests(last) != now) {
                    states.push((commit.clone(), state));
                }
            }
            Ok(None) => {}
            Err(error) if commit == tip => return Err(error),
            Err(_) => {}
        }
    }
    Ok(states)
}

/// Whether nothing beside a policy can alter what it says.
fn is_alone(policy: &Policy) -> bool {
    policy.bases().is_empty() && policy.missing_bases().is_empty()
}
