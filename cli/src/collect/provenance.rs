//! What the commits say about who and what made them.

use std::collections::{BTreeMap, BTreeSet};

use foureyes::change::{Basis, Participant, ParticipantRole, Who};
use foureyes::detect::{self, CommitText, Found, Identity as Named};
use foureyes::id::{CommitId, Mark};
use foureyes::provenance::Claim;

use super::people;
use crate::error::CliError;
use crate::git::{Commit, Identity};

/// The mark of a commit that a known agent has signed off.
const AI_SIGN_OFF: &str = "ai-signoff";

/// Everything that the commits of a range say.
#[derive(Debug, Default)]
pub(super) struct Made {
    pub(super) participants: Vec<Participant>,
    pub(super) claims: Vec<Claim>,
    pub(super) marks: Vec<Mark>,
}

/// Reads every commit. A merge that git made by itself has an author and a committer like any other.
pub(super) fn of(commits: &[Commit]) -> Result<Made, CliError> {
    let mut parts: BTreeMap<(Who, ParticipantRole), Vec<CommitId>> = BTreeMap::new();
    let mut claims = BTreeSet::new();
    let mut signed_off = false;
    for commit in commits {
        let id = super::commit_id(&commit.id)?;
        let found = found(commit);
        let header = |identity: &Identity| people::account(&identity.name, &identity.email);
        let mut here = BTreeSet::from([
            (header(&commit.author)?, ParticipantRole::Author),
            (header(&commit.committer)?, ParticipantRole::Committer),
        ]);
        for person in &found.co_authors {
            let account = people::account(person.name.as_bytes(), person.email.as_bytes())?;
            here.insert((account, ParticipantRole::CoAuthor));
        }
        for (account, role) in here {
            let part = parts.entry((Who::Account(account), role)).or_default();
            part.push(id.clone());
        }
        claims.extend(found.claims.into_iter().map(|claim| Claim {
            commit: Some(id.clone()),
            ..claim
        }));
        signed_off |= found.ai_sign_off;
    }
    let participant = |((who, role), commits)| Participant {
        who,
        role,
        basis: Basis::Asserted,
        commits,
    };
    Ok(Made {
        participants: parts.into_iter().map(participant).collect(),
        claims: claims.into_iter().collect(),
        marks: signed_off
            .then(|| AI_SIGN_OFF.parse().ok())
            .flatten()
            .into_iter()
            .collect(),
    })
}

/// Returns what one commit says about how it was made.
pub(crate) fn found(commit: &Commit) -> Found {
    detect::commit(&CommitText {
        message: &commit.message,
        author: &named(&commit.author),
        committer: &named(&commit.committer),
    })
}

fn named(identity: &Identity) -> Named {
    Named {
        name: String::from_utf8_lossy(&identity.name).into_owned(),
        email: String::from_utf8_lossy(&identity.email).into_owned(),
    }
}
