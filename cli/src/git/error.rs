//! What can go wrong between foureyes and a git repository.

use std::fmt::Display;
use std::path::Path;

/// A failure to get a fact out of, or a note into, a repository.
///
/// Every variant has a stable [`code`](GitError::code); the text of a failing library or
/// process is kept in `detail`, never as a foreign type.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub(crate) enum GitError {
    #[error("no git repository at `{path}` or above it")]
    NotARepository { path: String },
    #[error(
        "the repository `{path}` belongs to another user; add it to git's safe.directory setting to trust it"
    )]
    UnsafeOwnership { path: String },
    #[error("the object format of the repository `{path}` is not supported: {detail}")]
    UnsupportedObjectFormat { path: String, detail: String },
    #[error("the reference storage `{format}` is not supported")]
    UnsupportedRefFormat { format: String },
    #[error("the repository could not be opened: {detail}")]
    OpenFailed { detail: String },
    #[error("the repository has no commits yet")]
    NoCommits,
    #[error("no commit is known as `{revision}`")]
    UnknownRevision { revision: String },
    #[error("the name `{name}` is ambiguous: it may be {candidates}; give the full name")]
    AmbiguousRef { name: String, candidates: String },
    #[error("the abbreviated id `{prefix}` is ambiguous; give more digits")]
    AmbiguousId { prefix: String },
    #[error(
        "the history is cut off at `{id}` by a shallow clone; fetch more of it, for example with `git fetch --unshallow`"
    )]
    ShallowHistory { id: String },
    #[error("the object `{id}` is missing or damaged: {detail}")]
    MissingObject { id: String, detail: String },
    #[error("the object `{id}` is malformed: {detail}")]
    MalformedObject { id: String, detail: String },
    #[error("`{what}` is over the limit of {limit}")]
    TooLarge { what: String, limit: u64 },
    #[error("`{path}` is {kind}, not a regular file")]
    NotAFile { path: String, kind: &'static str },
    #[error("the reference `{name}` could not be read or written: {detail}")]
    RefFailed { name: String, detail: String },
    #[error("the notes in `{name}` were changed by others {attempts} times in a row; try again")]
    NotesConflict { name: String, attempts: u32 },
    #[error("notes cannot be written while a push is in quarantine")]
    Quarantined,
    #[error("git is not installed or not on the path: {detail}")]
    GitNotInstalled { detail: String },
    #[error("`git {command}` failed: {detail}")]
    CommandFailed { command: String, detail: String },
}

impl GitError {
    /// The stable name of this kind of failure.
    pub(crate) fn code(&self) -> &'static str {
        match self {
            Self::NotARepository { .. } => "not_a_repository",
            Self::UnsafeOwnership { .. } => "unsafe_ownership",
            Self::UnsupportedObjectFormat { .. } => "unsupported_object_format",
            Self::UnsupportedRefFormat { .. } => "unsupported_ref_format",
            Self::OpenFailed { .. } => "open_failed",
            Self::NoCommits => "no_commits",
            Self::UnknownRevision { .. } => "unknown_revision",
            Self::AmbiguousRef { .. } => "ambiguous_ref",
            Self::AmbiguousId { .. } => "ambiguous_id",
            Self::ShallowHistory { .. } => "shallow_history",
            Self::MissingObject { .. } => "missing_object",
            Self::MalformedObject { .. } => "malformed_object",
            Self::TooLarge { .. } => "too_large",
            Self::NotAFile { .. } => "not_a_file",
            Self::RefFailed { .. } => "ref_failed",
            Self::NotesConflict { .. } => "notes_conflict",
            Self::Quarantined => "quarantined",
            Self::GitNotInstalled { .. } => "git_not_installed",
            Self::CommandFailed { .. } => "command_failed",
        }
    }

    /// Whether it is the file itself, as a commit has it, that cannot be used.
    pub(crate) fn is_about_the_file(&self) -> bool {
        matches!(self, Self::NotAFile { .. } | Self::TooLarge { .. })
    }

    pub(super) fn missing(id: impl Display, detail: impl Display) -> Self {
        Self::MissingObject {
            id: id.to_string(),
            detail: one_line(&detail.to_string()),
        }
    }

    pub(super) fn malformed(id: impl Display, detail: &str) -> Self {
        Self::MalformedObject {
            id: id.to_string(),
            detail: detail.to_owned(),
        }
    }

    pub(super) fn unknown(revision: &str) -> Self {
        Self::UnknownRevision {
            revision: printable(revision.as_bytes()),
        }
    }

    pub(super) fn ref_failed(name: &str, detail: impl Display) -> Self {
        Self::RefFailed {
            name: printable(name.as_bytes()),
            detail: one_line(&detail.to_string()),
        }
    }
}

/// Bytes from outside as text that cannot break out of a message: one line, no control characters.
pub(super) fn printable(bytes: &[u8]) -> String {
    let text = String::from_utf8_lossy(bytes);
    text.chars()
        .flat_map(|c| {
            let escape = c.is_control() || c == '`';
            let plain = (!escape).then_some(c);
            plain
                .into_iter()
                .chain(escape.then(|| c.escape_unicode()).into_iter().flatten())
        })
        .collect()
}

/// A path in a message.
pub(super) fn shown(path: &Path) -> String {
    printable(path.as_os_str().as_encoded_bytes())
}

/// The text of a foreign error on one line, without a final period.
pub(super) fn one_line(text: &str) -> String {
    let joined = text.split_whitespace().collect::<Vec<_>>().join(" ");
    printable(joined.trim_end_matches('.').as_bytes())
}
