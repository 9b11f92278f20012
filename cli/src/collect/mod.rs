//! From a git range to the facts of a change: everything that git has, and how well it is known (semantics 5).

mod link;
mod paths;
mod people;
mod provenance;
mod recorded;
mod signatures;

use foureyes::change::{
    Action, Change, ChangeFacts, Coverage, Exact, PathChange, PathMode, PlanState, RepoPath,
    Subject as ChangeSubject,
};
use foureyes::digest::{Algorithm, Digest, DigestError, DigestSet};
use foureyes::fact::{Fact, Listed};
use foureyes::id::{ChangeId, CommitId, Environment, RefName, Region, Repository as Name};

use crate::error::CliError;
use crate::git::{Commit, Repository};

pub(crate) use provenance::found;
pub(crate) use recorded::{Recorded, TRACES, notes};

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
        Vec::new(),
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
    let paths = paths::of(repository, base, &head.id)?;
    exact.subjects = vec![commit(&head)?, content(&paths)?];
    exact.paths = Listed::Whole(paths);
    exact.resources = Listed::Whole(Vec::new());

    let mut facts = ChangeFacts::new(exact);
    let mut made = provenance::of(&range.commits)?;
    let noted = recorded::of(repository, &range.commits, base, &head.id)?;
    made.claims.extend(noted.claims);
    made.claims.sort();
    made.claims.dedup();
    facts.live.participants = Listed::Whole(made.participants);
    facts.live.coverage = Fact::Collected(Coverage::Revision);
    facts.live.commit_signatures = signatures::of(&range.commits, &made.claims)?;
    if !noted.lines.is_empty() {
        facts.live.attribution = Listed::Partial(noted.lines);
    }
    facts.live.claims = if noted.is_whole {
        Listed::Whole(made.claims)
    } else {
        Listed::Partial(made.claims)
    };
    facts.live.marks = Listed::Whole(made.marks);
    facts.live.evidence = Listed::Whole(Vec::new());
    facts.live.plan = Fact::Collected(PlanState::None);
    Ok(Change::new(facts)?)
}

/// The commit that goes live, by its id.
fn commit(head: &Commit) -> Result<ChangeSubject, CliError> {
    Ok(ChangeSubject {
        name: "commit".to_owned(),
        digest: DigestSet::of(Algorithm::GitCommit, &head.id).map_err(inexpressible)?,
    })
}

/// The content that goes live, by the SHA-256 of a list of every path with the SHA-256 of its blob, one line each:
/// action, mode, digest, path and old path, names in hexadecimal digits, `-` for what is not there. It stays what it
/// is when commits are squashed or rebased and the trees are equal (semantics 5.8).
fn content(paths: &[PathChange]) -> Result<ChangeSubject, CliError> {
    let name = |path: Option<&RepoPath>| {
        let digits = |path: &RepoPath| {
            path.as_bytes()
                .iter()
                .map(|byte| format!("{byte:02x}"))
                .collect()
        };
        path.map_or_else(|| "-".to_owned(), digits)
    };
    let line = |entry: &PathChange| {
        let mode = entry.mode.map_or("-", PathMode::word);
        let digest = entry
            .digest
            .map_or_else(|| "-".to_owned(), |digest| digest.hex());
        let (path, old) = (name(Some(&entry.path)), name(entry.old_path.as_ref()));
        format!("{} {mode} {digest} {path} {old}\n", entry.action.word())
    };
    let list: String = paths.iter().map(line).collect();
    let digest = Digest::of(list.as_bytes());
    Ok(ChangeSubject {
        name: "content".to_owned(),
        digest: DigestSet::of(Algorithm::Sha256, &digest.hex()).map_err(inexpressible)?,
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
