//! From a commit of the line to the change that it brought in.

use foureyes::change::{Action, Change};
use foureyes::id::{RefName, Repository as Name};

use crate::collect::{self, Frame};
use crate::detect;
use crate::error::CliError;
use crate::git::{GitError, Repository};
use crate::name;

/// What every change of a line has in common.
#[derive(Debug)]
pub(super) struct Target {
    repository: Name,
    name: RefName,
}

/// What a change is called.
#[derive(Debug)]
pub(super) struct Title {
    pub(super) text: String,
    pub(super) date: Option<foureyes::Timestamp>,
}

/// Returns what the changes aimed at, as far as the repository tells.
pub(super) fn target(repository: &Repository, revision: &str) -> Result<Target, CliError> {
    let name = match repository.resolve_ref(revision) {
        Ok(found) if found.name.starts_with("refs/") => found.name,
        Ok(_) | Err(GitError::UnknownRevision { .. }) => "refs/heads/HEAD".to_owned(),
        Err(error) => return Err(error.into()),
    };
    let unnamed = |what: &'static str, value: &str| CliError::Inexpressible {
        what,
        value: crate::output::plain(value),
        detail: "it has no name".to_owned(),
    };
    let head = repository.resolve_commit(revision)?;
    let named = match name::of(repository, &head) {
        Ok(named) => named,
        // In a shallow clone nobody knows the first commit; the report needs no name that others agree on.
        Err(CliError::Git(GitError::ShallowHistory { .. } | GitError::MissingObject { .. })) => {
            let name = format!("git+head:{head}");
            name.parse().map_err(|_| unnamed("the repository", &name))?
        }
        Err(error) => return Err(error),
    };
    Ok(Target {
        repository: named,
        name: name.parse().map_err(|_| unnamed("the ref", &name))?,
    })
}

/// Returns the change that a commit of the line brought in: everything since its first parent.
pub(super) fn change(
    repository: &Repository,
    target: &Target,
    id: &str,
) -> Result<(Title, Change), CliError> {
    let commit = repository.commit(id)?;
    let unnamed = |value: &str| CliError::Inexpressible {
        what: "the change",
        value: crate::output::plain(value),
        detail: "it has no name".to_owned(),
    };
    let change = format!("{}#{id}", target.repository);
    let frame = Frame {
        id: change.parse().map_err(|_| unnamed(&change))?,
        repository: target.repository.clone(),
        target: target.name.clone(),
        action: Action::Merge,
        environment: Some("production".parse().map_err(|_| unnamed("production"))?),
        regions: Vec::new(),
        empty: false,
    };
    let base = commit.parents.first().map(String::as_str);
    let title = Title {
        text: detect::title(&commit),
        date: detect::when(&commit),
    };
    Ok((title, collect::collect(repository, base, id, frame)?))
}
