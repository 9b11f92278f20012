//! The protected ref that a change aims at, and its current tip.

use foureyes::id::RefName;

use crate::error::CliError;
use crate::git::{GitError, Repository};
use crate::output::plain;

const BRANCHES: &str = "refs/heads/";
const TRACKED: &str = "refs/remotes/origin/";

/// The ref that a change aims at.
#[derive(Clone, Debug)]
pub(crate) struct Target {
    /// Its full name on the remote.
    pub(crate) name: RefName,
    /// The full name of what stands for it here: the remote-tracking branch if there is one.
    pub(crate) here: Option<String>,
    /// Its tip, as far as this clone knows it.
    pub(crate) tip: Option<String>,
}

/// Returns the target: the given one, or the default branch of the remote `origin`; none where nobody says.
pub(crate) fn find(
    repository: &Repository,
    given: Option<&str>,
) -> Result<Option<Target>, CliError> {
    let name = match given {
        Some(given) => on_remote(repository, given)?,
        None => match repository.default_target()? {
            Some(tracking) => match tracking.strip_prefix(TRACKED) {
                Some(branch) => format!("{BRANCHES}{branch}"),
                None => return Ok(None),
            },
            None => return Ok(None),
        },
    };
    let mut candidates = Vec::new();
    if let Some(branch) = name.strip_prefix(BRANCHES) {
        candidates.push(format!("{TRACKED}{branch}"));
    }
    candidates.push(name.clone());
    let mut found = None;
    for candidate in candidates {
        if let Some(tip) = tip(repository, &candidate)? {
            found = Some((candidate, tip));
            break;
        }
    }
    let (here, tip) = found.unzip();
    let name = name.parse().map_err(|_| {
        CliError::usage(format!(
            "`{}` given with `--target` is no ref",
            plain(&name)
        ))
    })?;
    Ok(Some(Target { name, here, tip }))
}

/// Returns the mistake of not saying what a change aims at.
pub(crate) fn unknown() -> CliError {
    CliError::usage(
        "the remote has no known default branch; say with `--target REF` what the change aims at",
    )
}

/// Returns the commit that a full ref name leads to, if there is such a ref.
fn tip(repository: &Repository, name: &str) -> Result<Option<String>, CliError> {
    match repository.resolve_ref(name) {
        Ok(found) => Ok(Some(found.commit)),
        Err(GitError::UnknownRevision { .. }) => Ok(None),
        Err(error) => Err(error.into()),
    }
}

/// Returns the full name that a target has on the remote.
fn on_remote(repository: &Repository, given: &str) -> Result<String, CliError> {
    if let Some(branch) = given.strip_prefix(TRACKED) {
        return Ok(format!("{BRANCHES}{branch}"));
    }
    if given.starts_with("refs/") {
        return Ok(given.to_owned());
    }
    if let Some(branch) = given.strip_prefix("origin/")
        && tip(repository, &format!("{BRANCHES}{given}"))?.is_none()
        && tip(repository, &format!("{TRACKED}{branch}"))?.is_some()
    {
        return Ok(format!("{BRANCHES}{branch}"));
    }
    Ok(format!("{BRANCHES}{given}"))
}
