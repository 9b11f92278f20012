//! What differs between two trees.

use gix::ObjectId;
use gix::objs::Kind;
use sha2::{Digest as _, Sha256};

use super::error::GitError;
use super::lines::{self, LineCount};
use super::rename::{self, Side};
use super::repository::Repository;
use super::tree::{Entry, MAX_ENTRIES, Mode, join, too_many};

/// What happened to a path.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Action {
    /// It is new.
    Added,
    /// Its content, or whether it may be run, changed.
    Modified,
    /// It is gone.
    Deleted,
    /// It came from another path, perhaps with changes.
    Renamed,
    /// It became another kind of thing: file, symbolic link or submodule.
    TypeChanged,
}

/// One path that differs. Attributes and ignore rules leave nothing out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct PathChange {
    /// What happened.
    pub(crate) action: Action,
    /// The path; the new one of a rename, the old one of a deletion.
    pub(crate) path: Vec<u8>,
    /// Where a rename came from.
    pub(crate) old_path: Option<Vec<u8>>,
    /// How much of a rename's content stayed the same, in percent.
    pub(crate) similarity: Option<u8>,
    /// What it was.
    pub(crate) old_mode: Option<Mode>,
    /// What it is.
    pub(crate) new_mode: Option<Mode>,
    /// The id of the old content, or of the submodule's old commit.
    pub(crate) old_id: Option<String>,
    /// The id of the new content, or of the submodule's new commit.
    pub(crate) new_id: Option<String>,
    /// SHA-256 of the new content; none for a deletion or a submodule.
    pub(crate) sha256: Option<[u8; 32]>,
    /// Length of the new content in bytes; none for a deletion or a submodule.
    pub(crate) size: Option<u64>,
    /// Lines added; none if either side is binary (a zero byte among the first 8000, or more
    /// than 32 MiB) or a submodule.
    pub(crate) added: Option<u64>,
    /// Lines removed; none as for `added`.
    pub(crate) removed: Option<u64>,
    /// Where a new symbolic link leads.
    pub(crate) symlink_target: Option<Vec<u8>>,
    /// The commit a new submodule entry names.
    pub(crate) submodule: Option<String>,
}

/// A path whose entry differs, directories aside.
pub(super) struct Difference {
    pub(super) path: Vec<u8>,
    old: Option<(Mode, ObjectId)>,
    new: Option<(Mode, ObjectId)>,
}

impl Repository {
    /// What differs between two commits or trees, sorted by path; with no `from`, everything in
    /// `to` is new. How renames are found is fixed: see [`rename`].
    pub(crate) fn diff(&self, from: Option<&str>, to: &str) -> Result<Vec<PathChange>, GitError> {
        let from = from.map(|id| self.tree_of(id)).transpose()?;
        let differences = self.differences(from, Some(self.tree_of(to)?), to)?;
        let side = |path: &[u8], (mode, id): (Mode, ObjectId)| Side {
            path: path.to_vec(),
            mode,
            id,
        };
        let (mut deleted, mut added, mut both) = (Vec::new(), Vec::new(), Vec::new());
        for difference in differences {
            match (difference.old, difference.new) {
                (Some(old), None) => deleted.push(side(&difference.path, old)),
                (None, Some(new)) => added.push(side(&difference.path, new)),
                (Some(old), Some(new)) => both.push((difference.path, old, new)),
                (None, None) => {}
            }
        }
        let pairs = rename::pairs(&deleted, &added, |id| self.objects.read(&id, Kind::Blob))?;
        let mut source = vec![None; added.len()];
        let mut moved = vec![false; deleted.len()];
        for pair in pairs {
            if let (Some(slot), Some(flag)) = (source.get_mut(pair.new), moved.get_mut(pair.old)) {
                *slot = deleted.get(pair.old).map(|old| (old, pair.similarity));
                *flag = true;
            }
        }
        let mut changes = Vec::new();
        for (path, old, new) in both {
            let action = if old.0.same_type(new.0) {
                Action::Modified
            } else {
                Action::TypeChanged
            };
            changes.push(self.change(action, path, Some(old), Some(new))?);
        }
        for (new, source) in added.iter().zip(source) {
            let new_entry = Some((new.mode, new.id));
            changes.push(match source {
                None => self.change(Action::Added, new.path.clone(), None, new_entry)?,
                Some((old, similarity)) => PathChange {
                    old_path: Some(old.path.clone()),
                    similarity: Some(similarity),
                    ..self.change(
                        Action::Renamed,
                        new.path.clone(),
                        Some((old.mode, old.id)),
                        new_entry,
                    )?
                },
            });
        }
        for (old, _) in deleted.iter().zip(moved).filter(|(_, moved)| !moved) {
            let entry = Some((old.mode, old.id));
            changes.push(self.change(Action::Deleted, old.path.clone(), entry, None)?);
        }
        changes.sort_by(|a, b| a.path.cmp(&b.path));
        Ok(changes)
    }

    /// Compares two trees name by name and goes into directories that differ. A file that became
    /// a directory is gone, and what is in the directory is new.
    pub(super) fn differences(
        &self,
        old: Option<ObjectId>,
        new: Option<ObjectId>,
        what: &str,
    ) -> Result<Vec<Difference>, GitError> {
        let mut found = Vec::new();
        let mut seen: u64 = 0;
        let mut pending = vec![(Vec::new(), old, new)];
        while let Some((prefix, old, new)) = pending.pop() {
            if old == new {
                continue;
            }
            let load = |id: Option<ObjectId>| {
                id.map_or_else(|| Ok(Default::default()), |id| self.entries(id))
            };
            let mut names = std::collections::BTreeMap::new();
            for (name, entry) in load(old)? {
                names.insert(name, (Some(entry), None));
            }
            for (name, entry) in load(new)? {
                names.entry(name).or_insert((None, None)).1 = Some(entry);
            }
            for (name, (old, new)) in names {
                if old == new {
                    continue;
                }
                seen = seen.saturating_add(1);
                if seen > MAX_ENTRIES {
                    return Err(too_many(what));
                }
                let path = join(&prefix, &name);
                let (old_directory, old_leaf) = split(old);
                let (new_directory, new_leaf) = split(new);
                if old_leaf.is_some() || new_leaf.is_some() {
                    found.push(Difference {
                        path: path.clone(),
                        old: old_leaf,
                        new: new_leaf,
                    });
                }
                if old_directory.is_some() || new_directory.is_some() {
                    pending.push((path, old_directory, new_directory));
                }
            }
        }
        found.sort_by(|a, b| a.path.cmp(&b.path));
        Ok(found)
    }

    fn change(
        &self,
        action: Action,
        path: Vec<u8>,
        old: Option<(Mode, ObjectId)>,
        new: Option<(Mode, ObjectId)>,
    ) -> Result<PathChange, GitError> {
        let old_content = self.content(old)?;
        let new_content = match (old, new) {
            (Some(old), Some(new)) if old.1 == new.1 => old_content.clone(),
            _ => self.content(new)?,
        };
        let count = match (&old_content, &new_content) {
            (Content::Submodule, _) | (_, Content::Submodule) => None,
            (old, new) if action == Action::TypeChanged => {
                let parts = (
                    lines::count(old.bytes(), b""),
                    lines::count(b"", new.bytes()),
                );
                match parts {
                    (Some(LineCount { removed, .. }), Some(LineCount { added, .. })) => {
                        Some(LineCount { added, removed })
                    }
                    _ => None,
                }
            }
            (old, new) => lines::count(old.bytes(), new.bytes()),
        };
        let mode = |side: Option<(Mode, ObjectId)>| side.map(|(mode, _)| mode);
        let id = |side: Option<(Mode, ObjectId)>| side.map(|(_, id)| id.to_string());
        let bytes = match &new_content {
            Content::Bytes(bytes) => Some(bytes),
            Content::Nothing | Content::Submodule => None,
        };
        Ok(PathChange {
            action,
            path,
            old_path: None,
            similarity: None,
            old_mode: mode(old),
            new_mode: mode(new),
            old_id: id(old),
            new_id: id(new),
            sha256: bytes.map(|bytes| Sha256::digest(bytes).into()),
            size: bytes.map(|bytes| u64::try_from(bytes.len()).unwrap_or(u64::MAX)),
            added: count.map(|count| count.added),
            removed: count.map(|count| count.removed),
            symlink_target: bytes.filter(|_| mode(new) == Some(Mode::Symlink)).cloned(),
            submodule: id(new).filter(|_| mode(new) == Some(Mode::Submodule)),
        })
    }

    fn content(&self, side: Option<(Mode, ObjectId)>) -> Result<Content, GitError> {
        match side {
            None => Ok(Content::Nothing),
            Some((Mode::Submodule, _)) => Ok(Content::Submodule),
            Some((_, id)) => self.objects.read(&id, Kind::Blob).map(Content::Bytes),
        }
    }
}

#[derive(Clone)]
enum Content {
    Nothing,
    Submodule,
    Bytes(Vec<u8>),
}

impl Content {
    fn bytes(&self) -> &[u8] {
        match self {
            Self::Bytes(bytes) => bytes,
            Self::Nothing | Self::Submodule => &[],
        }
    }
}

/// An entry as a directory or as anything else.
fn split(entry: Option<Entry>) -> (Option<ObjectId>, Option<(Mode, ObjectId)>) {
    match entry {
        None => (None, None),
        Some(Entry { mode: None, id }) => (Some(id), None),
        Some(Entry {
            mode: Some(mode),
            id,
        }) => (None, Some((mode, id))),
    }
}
