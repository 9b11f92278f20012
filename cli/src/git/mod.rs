//! Git as plain facts: what is in a repository, and the notes kept in it.
//!
//! This layer knows nothing of approvals. It reads objects with gix, never applies `.mailmap`,
//! `.gitattributes`, replacement objects, grafts or anybody's configuration to what it reports,
//! and compares every object it reads with its id. Names, paths and messages are bytes.
//! Ids are lower case hexadecimal text.

mod command;
mod commit;
mod diff;
mod error;
mod graph;
mod history;
mod lines;
mod notes;
mod objects;
mod refs;
mod rename;
mod repository;
mod surroundings;
mod sync;
mod tree;

#[cfg(test)]
mod tests;

#[expect(unused_imports, reason = "wired in by the check command")]
pub(crate) use self::{
    commit::{Commit, Identity, SignatureKind},
    diff::{Action, PathChange},
    error::GitError,
    graph::Range,
    history::{History, Touched},
    notes::{Note, NoteLimits},
    refs::ResolvedRef,
    repository::{Environment, ObjectFormat, Repository},
    sync::SyncOutcome,
    tree::{FileEntry, Mode},
};
