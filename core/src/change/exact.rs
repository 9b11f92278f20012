//! What a change is: the part that an approval is bound to.

use serde::{Deserialize, Serialize};

use super::path::PathChange;
use crate::digest::{Digest, DigestSet};
use crate::fact::{Fact, Listed};
use crate::id::{ChangeId, CommitId, Environment, RefName, Region, Repository};

/// What is about to happen.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub enum Action {
    /// A plan is carried out.
    Apply,
    /// A version goes live.
    Deploy,
    /// Commits reach a protected ref.
    Merge,
    /// A command is run.
    Run,
}

impl Action {
    /// Returns the word used on the wire.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Apply => "apply",
            Self::Deploy => "deploy",
            Self::Merge => "merge",
            Self::Run => "run",
        }
    }
}

/// Something that the change produces, named by its digests.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Subject {
    /// What it is called. For the reader; matching is by digest.
    pub name: String,
    /// Its digests.
    pub digest: DigestSet,
}

/// What happens to a resource.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub enum ResourceAction {
    /// It comes into being.
    Create,
    /// It is destroyed.
    Delete,
    /// It is destroyed and made anew.
    Replace,
    /// It is changed in place.
    Update,
}

impl ResourceAction {
    /// Returns the word used on the wire, and in the change digest.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Create => "create",
            Self::Delete => "delete",
            Self::Replace => "replace",
            Self::Update => "update",
        }
    }
}

/// A resource of a plan.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Resource {
    /// Its address, such as `aws_db_instance.orders`.
    pub address: String,
    /// Its type, such as `aws_db_instance`.
    #[serde(rename = "type")]
    pub kind: String,
    /// What happens to it.
    pub action: ResourceAction,
}

/// The exact part of a change.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[non_exhaustive]
pub struct Exact {
    /// The change, stable over its revisions.
    pub id: ChangeId,
    /// The repository.
    pub repository: Repository,
    /// The full ref that the change aims at.
    pub target_ref: RefName,
    /// What is about to happen.
    pub action: Action,
    /// Where. One evaluation is for one environment.
    #[serde(default, skip_serializing_if = "Fact::is_unknown")]
    pub environment: Fact<Environment>,
    /// In which regions; empty: the environment as a whole.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub regions: Vec<Region>,
    /// What is live now, or the base.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<DigestSet>,
    /// What will be there afterwards.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub result: Option<DigestSet>,
    /// What goes live, by digest. At least one.
    #[cfg_attr(feature = "schema", schemars(length(min = 1)))]
    pub subjects: Vec<Subject>,
    /// Every commit of the change.
    #[serde(default, skip_serializing_if = "Listed::is_absent")]
    pub commits: Listed<CommitId>,
    /// Every path that it touches.
    #[serde(default, skip_serializing_if = "Listed::is_absent")]
    pub paths: Listed<PathChange>,
    /// Every resource that its plan touches.
    #[serde(default, skip_serializing_if = "Listed::is_absent")]
    pub resources: Listed<Resource>,
    /// The digest of the plan that is to be carried out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub plan: Option<Digest>,
    /// Says that no path and no resource changes, as in a rebuild or a redeploy.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub empty: bool,
}

impl Exact {
    /// Returns the exact part with what every change has; the rest is unknown.
    pub fn new(
        id: ChangeId,
        repository: Repository,
        target_ref: RefName,
        action: Action,
        subjects: Vec<Subject>,
    ) -> Self {
        Self {
            id,
            repository,
            target_ref,
            action,
            environment: Fact::Unknown,
            regions: Vec::new(),
            from: None,
            result: None,
            subjects,
            commits: Listed::Absent,
            paths: Listed::Absent,
            resources: Listed::Absent,
            plan: None,
            empty: false,
        }
    }
}
