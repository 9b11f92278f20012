//! Every path that a range touches.

use std::collections::BTreeSet;

use foureyes::change::{PathAction, PathChange, PathMode, RepoPath};
use foureyes::digest::Digest;

use super::link;
use crate::error::CliError;
use crate::git::{self, Action, Mode, Repository};
use crate::output::plain;

/// Returns what differs between two commits; with no `base`, everything is new.
pub(super) fn of(
    repository: &Repository,
    base: Option<&str>,
    head: &str,
) -> Result<Vec<PathChange>, CliError> {
    let changes = repository.diff(base, head)?;
    let any_link = changes.iter().any(|change| change.symlink_target.is_some());
    let links: BTreeSet<Vec<u8>> = if any_link {
        let files = repository.list_files(head, b"")?.into_iter();
        files
            .filter(|file| file.mode == Mode::Symlink)
            .map(|file| file.path)
            .collect()
    } else {
        BTreeSet::new()
    };
    changes.iter().map(|change| path(change, &links)).collect()
}

fn path(change: &git::PathChange, links: &BTreeSet<Vec<u8>>) -> Result<PathChange, CliError> {
    let action = match change.action {
        Action::Added => PathAction::Added,
        Action::Deleted => PathAction::Deleted,
        Action::Modified | Action::TypeChanged => PathAction::Modified,
        Action::Renamed => PathAction::Renamed,
    };
    let mode = change.new_mode.map(mode);
    let old_mode = change.old_mode.map(self::mode);
    let leads_to = change.symlink_target.as_deref();
    Ok(PathChange {
        old_path: change.old_path.as_deref().map(name).transpose()?,
        mode,
        old_mode: old_mode.filter(|_| old_mode != mode),
        // What a submodule holds is the id of a commit of another repository.
        digest: change.sha256.map(Digest::from_bytes).or_else(|| {
            change
                .submodule
                .as_ref()
                .map(|id| Digest::of(id.as_bytes()))
        }),
        link_target: leads_to.and_then(|leads_to| link::target(&change.path, leads_to, links)),
        added: change.added,
        removed: change.removed,
        bytes: change.size,
        ..PathChange::new(name(&change.path)?, action)
    })
}

fn name(bytes: &[u8]) -> Result<RepoPath, CliError> {
    RepoPath::new(bytes).map_err(|error| CliError::Inexpressible {
        what: "the path",
        value: plain(&String::from_utf8_lossy(bytes)),
        detail: error.to_string(),
    })
}

const fn mode(mode: Mode) -> PathMode {
    match mode {
        Mode::Executable => PathMode::Executable,
        Mode::File => PathMode::File,
        Mode::Submodule => PathMode::Submodule,
        Mode::Symlink => PathMode::Symlink,
    }
}
