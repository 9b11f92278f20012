//! From a git range to the facts of a change: everything that git has, and how well it is known (semantics 5).

mod link;
mod paths;
mod people;
mod provenance;

use foureyes::change::{
    Action, Change, ChangeFacts, Coverage, Exact, PlanState, Subject as ChangeSubject,
};
use foureyes::digest::{Algorithm, Digest, DigestError, DigestSet};
use foureyes::fact::{Fact, Listed};
use foureyes::id::{ChangeId, CommitId, Environment, RefName, Region, Repository as Name};

use crate::error::CliError;
use crate::git::{Commit, Repository};

/// What is said about a change from outside the repository.
#[derive(Debug)]
pub(crate) struct Frame {
    /// The change, stable over its revisions.
    pub(crate) id: ChangeId,
    /// The repository.
    pub(crate) repository: Name,
    /// The ref that the change aims at.
    pub(crate) target: RefName,
    /// What is about to happen.
    pub(crate) action: Action,
    /// Where.
    pub(crate) environment: Option<Environment>,
    /// In which regions.
    pub(crate) regions: Vec<Region>,
    /// Whether the change says that it holds nothing.
    pub(crate) empty: bool,
}

/// Collects the change from `base` (nothing: from the beginning) to `head`, both full commit ids.
pub(crate) fn collect(
    repository: &Repository,
    base: Option<&str>,
    head: &str,
    frame: Frame,
) -> Result<Change, CliError> {
    let head = repository.commit(head)?;
    let range = repository.range(base, &head.id)?;
    let mut exact = Exact::new(
        frame.id,
        frame.repository,
        frame.target,
        frame.action,
        vec![subject(&head)?],
    );
    exact.environment = frame.environment.map_or(Fact::Unknown, Fact::Collected);
    exact.regions = frame.regions;
    exact.empty = frame.empty;
    exact.from = base
        .map(|base| repository.commit(base))
        .transpose()?
        .map(|base| {
            DigestSet::of(Algorithm::GitCommit, &base.id)?.with(Algorithm::GitTree, &base.tree)
        })
        .transpose()
        .map_err(inexpressible)?;
    exact.result = Some(DigestSet::of(Algorithm::GitTree, &head.tree).map_err(inexpressible)?);
    exact.commits = Listed::Whole(
        range
            .commits
            .iter()
            .map(|commit| commit_id(&commit.id))
            .collect::<Result<_, _>>()?,
    );
    exact.paths = Listed::Whole(paths::of(repository, base, &head.id)?);

    let mut facts = ChangeFacts::new(exact);
    let made = provenance::of(&range.commits)?;
    facts.live.participants = Listed::Whole(made.participants);
    facts.live.coverage = Fact::Collected(Coverage::Revision);
    facts.live.claims = Listed::Whole(made.claims);
    facts.live.marks = Listed::Whole(made.marks);
    facts.live.evidence = Listed::Whole(Vec::new());
    facts.live.plan = Fact::Collected(PlanState::None);
    Ok(Change::new(facts)?)
}

/// The commit that goes live, by its id and by the SHA-256 of its bytes.
fn subject(head: &Commit) -> Result<ChangeSubject, CliError> {
    let digest = DigestSet::of(Algorithm::GitCommit, &head.id)
        .and_then(|set| set.with(Algorithm::Sha256, &Digest::from_bytes(head.sha256).hex()))
        .map_err(inexpressible)?;
    Ok(ChangeSubject {
        name: "commit".to_owned(),
        digest,
    })
}

fn commit_id(id: &str) -> Result<CommitId, CliError> {
    id.parse().map_err(|error| CliError::Inexpressible {
        what: "the commit",
        value: id.to_owned(),
        detail: format!("{error}"),
    })
}

fn inexpressible(error: DigestError) -> CliError {
    CliError::Inexpressible {
        what: "the object",
        value: "id".to_owned(),
        detail: error.to_string(),
    }
}
