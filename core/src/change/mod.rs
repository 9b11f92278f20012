//! The change to be judged: what it is, what a reviewer judges it by, and what happens around it (semantics 5).

mod attribution;
mod custom;
mod digest;
mod exact;
mod live;
mod path;
mod restored;
mod seen;
mod uses;

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use crate::digest::Digest;
use crate::error::ErrorCode;

pub use attribution::Lines;
pub use custom::FactValue;
pub use exact::{Action, Exact, Resource, ResourceAction, Subject};
pub use live::{
    Basis, CommitSignature, Coverage, Credential, Evidence, EvidenceResult, Live, Participant,
    ParticipantRole, PlanState, Who,
};
pub use path::{PathAction, PathChange, PathError, PathMode, RepoPath};
pub use restored::Restored;
pub use seen::{Blast, Kind, Rollout, Seen};
pub use uses::{Debt, Use};

/// The facts of a change, before they are checked as a whole.
///
/// There is no default: absent facts are spelled out as unknown by [`ChangeFacts::new`], and set one by one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(
    feature = "schema",
    derive(schemars::JsonSchema),
    schemars(rename = "ChangeDocument")
)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[non_exhaustive]
pub struct ChangeFacts {
    /// `foureyes/change/v1`.
    pub change: ChangeFormat,
    /// What the change is. The change digest covers this part and nothing else.
    pub exact: Exact,
    /// What a reviewer judges it by.
    #[serde(default)]
    pub seen: Seen,
    /// What happens around it.
    #[serde(default)]
    pub live: Live,
}

/// The version of the change document.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub enum ChangeFormat {
    /// Version 1.
    #[serde(rename = "foureyes/change/v1")]
    V1,
}

impl ChangeFacts {
    /// Returns a change of which nothing but the exact part is known.
    pub fn new(exact: Exact) -> Self {
        Self {
            change: ChangeFormat::V1,
            exact,
            seen: Seen::default(),
            live: Live::default(),
        }
    }
}

/// A checked change with its digest. Immutable.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    facts: ChangeFacts,
    digest: Digest,
}

/// Why facts do not make a change.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ChangeError {
    /// The same path stands twice.
    #[error("the path `{0}` stands in the change twice")]
    DuplicatePath(String),
    /// The same commit, subject or resource stands twice.
    #[error("`{0}` stands in the change twice")]
    Duplicate(String),
    /// A tier of 0.
    #[error("tiers start at 1")]
    TierZero,
    /// Nothing names the result.
    #[error("a change needs at least one subject")]
    NoSubject,
    /// A rename without the old name, or an old name without a rename.
    #[error("the path `{0}` has an old path exactly where it is renamed")]
    OldPath(String),
    /// A participant or a claim speaks of a commit that a whole list of commits does not hold.
    #[error("the commit `{0}` is named but is not part of the change")]
    ForeignCommit(String),
}

impl ChangeError {
    /// Returns the stable code of the error.
    pub const fn code(&self) -> ErrorCode {
        match self {
            Self::DuplicatePath(_) => ErrorCode::DuplicatePath,
            Self::Duplicate(_) => ErrorCode::Duplicate,
            Self::NoSubject => ErrorCode::NoSubject,
            Self::TierZero => ErrorCode::TierZero,
            Self::OldPath(_) => ErrorCode::OldPath,
            Self::ForeignCommit(_) => ErrorCode::ForeignCommit,
        }
    }

    /// Returns where in the document the fault is.
    pub const fn path(&self) -> &'static str {
        match self {
            Self::DuplicatePath(_) | Self::OldPath(_) => "exact.paths",
            Self::Duplicate(_) => "exact",
            Self::NoSubject => "exact.subjects",
            Self::TierZero => "seen.tiers",
            Self::ForeignCommit(_) => "live",
        }
    }
}

/// Returns the first item whose key occurred before.
fn repeated<T, K: Ord>(items: impl IntoIterator<Item = T>, key: impl Fn(&T) -> K) -> Option<T> {
    let mut known = BTreeSet::new();
    items.into_iter().find(|item| !known.insert(key(item)))
}

impl Change {
    /// Checks the facts as a whole and computes the change digest.
    ///
    /// # Errors
    /// See [`ChangeError`]. What is merely unknown is no error: it makes the decision stricter.
    pub fn new(facts: ChangeFacts) -> Result<Self, ChangeError> {
        let exact = &facts.exact;
        if exact.subjects.is_empty() {
            return Err(ChangeError::NoSubject);
        }
        if facts.seen.tiers.known().contains(&0) {
            return Err(ChangeError::TierZero);
        }
        if let Some(twice) = repeated(exact.paths.known(), |entry| &entry.path) {
            return Err(ChangeError::DuplicatePath(twice.path.to_string()));
        }
        let lonely =
            |entry: &&PathChange| (entry.action == PathAction::Renamed) != entry.old_path.is_some();
        if let Some(entry) = exact.paths.known().iter().find(lonely) {
            return Err(ChangeError::OldPath(entry.path.to_string()));
        }
        if let Some(twice) = repeated(exact.commits.known(), |id| *id) {
            return Err(ChangeError::Duplicate(twice.to_string()));
        }
        if let Some(twice) = repeated(&exact.subjects, |subject| &subject.name) {
            return Err(ChangeError::Duplicate(twice.name.clone()));
        }
        if let Some(twice) = repeated(exact.resources.known(), |resource| &resource.address) {
            return Err(ChangeError::Duplicate(twice.address.clone()));
        }
        if let Some(twice) = repeated(&exact.regions, |region| *region) {
            return Err(ChangeError::Duplicate(twice.to_string()));
        }
        if exact.commits.is_whole() {
            let known: BTreeSet<_> = exact.commits.known().iter().collect();
            let claimed = facts
                .live
                .claims
                .known()
                .iter()
                .filter_map(|claim| claim.commit.as_ref());
            let attributed = facts
                .live
                .participants
                .known()
                .iter()
                .flat_map(|participant| &participant.commits);
            let signed = facts.live.commit_signatures.iter().map(|one| &one.commit);
            if let Some(foreign) = claimed
                .chain(attributed)
                .chain(signed)
                .find(|id| !known.contains(id))
            {
                return Err(ChangeError::ForeignCommit(foreign.to_string()));
            }
        }
        let digest = digest::of(exact);
        Ok(Self { facts, digest })
    }

    /// Returns the digest of the exact part (semantics 5.1): computed here, never accepted from outside.
    pub const fn digest(&self) -> &Digest {
        &self.digest
    }

    /// Returns what the change is.
    pub const fn exact(&self) -> &Exact {
        &self.facts.exact
    }

    /// Returns what a reviewer judges it by, as it was handed in.
    pub const fn seen(&self) -> &Seen {
        &self.facts.seen
    }

    /// Returns what happens around it.
    pub const fn live(&self) -> &Live {
        &self.facts.live
    }

    /// Returns all facts.
    pub const fn facts(&self) -> &ChangeFacts {
        &self.facts
    }

    /// Takes the facts out, to alter and check them again.
    pub fn into_facts(self) -> ChangeFacts {
        self.facts
    }
}
