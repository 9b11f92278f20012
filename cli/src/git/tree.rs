//! Trees: reading one file, and listing many.

use std::collections::BTreeMap;

use gix::ObjectId;
use gix::bstr::ByteSlice as _;
use gix::objs::tree::EntryKind;
use gix::objs::{Kind, TreeRefIter};

use super::error::{GitError, printable};
use super::repository::Repository;

/// The most entries that are listed or compared; a small tree can unfold to any number of paths.
pub(super) const MAX_ENTRIES: u64 = if cfg!(test) { 20_000 } else { 500_000 };

/// What a path in a tree is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Mode {
    /// A file: `0o100644`.
    File,
    /// A file that may be run: `0o100755`.
    Executable,
    /// A symbolic link: `0o120000`.
    Symlink,
    /// A commit of another repository: `0o160000`.
    Submodule,
}

impl Mode {
    /// The number git writes.
    pub(crate) fn bits(self) -> u32 {
        match self {
            Self::File => 0o100_644,
            Self::Executable => 0o100_755,
            Self::Symlink => 0o120_000,
            Self::Submodule => 0o160_000,
        }
    }

    /// Whether the two differ only in whether the file may be run, if at all.
    pub(super) fn same_type(self, other: Self) -> bool {
        self.is_file() == other.is_file() && (self.is_file() || self == other)
    }

    pub(super) fn is_file(self) -> bool {
        matches!(self, Self::File | Self::Executable)
    }
}

/// One path in a commit's tree.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct FileEntry {
    /// From the top of the tree, with `/` between the parts.
    pub(crate) path: Vec<u8>,
    /// What it is.
    pub(crate) mode: Mode,
    /// The id of its content, or of the submodule's commit.
    pub(crate) id: String,
}

/// A name in one tree. `None` as the mode means a directory.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Entry {
    pub(super) mode: Option<Mode>,
    pub(super) id: ObjectId,
}

impl Repository {
    /// The content of a file in a commit, or `None` if there is nothing at this path.
    ///
    /// A symbolic link or submodule at the path, or on the way to it, is an error: what it
    /// stands for is not part of the commit.
    pub(crate) fn read_file(
        &self,
        commit: &str,
        path: &[u8],
        limit: u64,
    ) -> Result<Option<Vec<u8>>, GitError> {
        let Some(entry) = self.find_entry(commit, path)? else {
            return Ok(None);
        };
        let not_a_file = |kind| GitError::NotAFile {
            path: printable(path),
            kind,
        };
        match entry.mode {
            Some(Mode::File | Mode::Executable) => {}
            Some(Mode::Symlink) => return Err(not_a_file("a symbolic link")),
            Some(Mode::Submodule) => return Err(not_a_file("a submodule")),
            None => return Err(not_a_file("a directory")),
        }
        match self.objects.header(&entry.id)? {
            Some((_, size)) if size > limit => Err(GitError::TooLarge {
                what: printable(path),
                limit,
            }),
            _ => self.objects.read(&entry.id, Kind::Blob).map(Some),
        }
    }

    /// The id of what is at a path in a commit, if there is something.
    pub(crate) fn id_at(&self, commit: &str, path: &[u8]) -> Result<Option<String>, GitError> {
        let entry = self.find_entry(commit, path)?;
        Ok(entry.map(|entry| entry.id.to_string()))
    }

    /// Every path below a directory of a commit, sorted; all of them for an empty name. What is
    /// not there, or is not a directory, has nothing below it.
    pub(crate) fn list_files(
        &self,
        commit: &str,
        directory: &[u8],
    ) -> Result<Vec<FileEntry>, GitError> {
        let directory = directory.strip_suffix(b"/").unwrap_or(directory);
        let start = if directory.is_empty() {
            Some(self.tree_of(commit)?)
        } else {
            let entry = self.find_entry(commit, directory)?;
            entry.filter(|entry| entry.mode.is_none()).map(|e| e.id)
        };
        let mut files = Vec::new();
        let mut seen: u64 = 0;
        let mut pending: Vec<_> = start
            .map(|id| (directory.to_vec(), id))
            .into_iter()
            .collect();
        while let Some((prefix, id)) = pending.pop() {
            for (name, entry) in self.entries(id)? {
                seen = seen.saturating_add(1);
                if seen > MAX_ENTRIES {
                    return Err(too_many(commit));
                }
                let path = join(&prefix, &name);
                match entry.mode {
                    None => pending.push((path, entry.id)),
                    Some(mode) => files.push(FileEntry {
                        path,
                        mode,
                        id: entry.id.to_string(),
                    }),
                }
            }
        }
        files.sort_by(|a, b| a.path.cmp(&b.path));
        Ok(files)
    }

    /// The tree of a commit, of a tag, or the tree itself.
    pub(super) fn tree_of(&self, id: &str) -> Result<ObjectId, GitError> {
        let id = self.parse_id(id)?;
        if id.is_empty_tree() {
            return Ok(id);
        }
        match self.objects.header(&id)? {
            None => Err(self.absent(id)?),
            Some((Kind::Tree, _)) => Ok(id),
            Some(_) => Ok(self.load_links(self.peel(id)?)?.tree),
        }
    }

    /// The names in one tree. Names that cannot be part of a path, and a name that is there
    /// twice, are refused: git and other readers would not agree on what they mean.
    pub(super) fn entries(&self, id: ObjectId) -> Result<BTreeMap<Vec<u8>, Entry>, GitError> {
        if id.is_empty_tree() {
            return Ok(BTreeMap::new());
        }
        let content = self.objects.read(&id, Kind::Tree)?;
        let mut entries = BTreeMap::new();
        for entry in TreeRefIter::from_bytes(&content, self.objects.format()) {
            let entry = entry.map_err(|_| GitError::malformed(id, "the tree is unreadable"))?;
            let name = entry.filename.as_bytes();
            if name.is_empty() || name == b"." || name == b".." || name.contains(&b'/') {
                return Err(GitError::malformed(id, "a name in the tree is not a name"));
            }
            let mode = match entry.mode.kind() {
                EntryKind::Tree => None,
                EntryKind::Blob => Some(Mode::File),
                EntryKind::BlobExecutable => Some(Mode::Executable),
                EntryKind::Link => Some(Mode::Symlink),
                EntryKind::Commit => Some(Mode::Submodule),
            };
            let entry = Entry {
                mode,
                id: entry.oid.to_owned(),
            };
            if entries.insert(name.to_vec(), entry).is_some() {
                return Err(GitError::malformed(id, "a name is in the tree twice"));
            }
        }
        Ok(entries)
    }

    fn find_entry(&self, commit: &str, path: &[u8]) -> Result<Option<Entry>, GitError> {
        let mut here = Entry {
            mode: None,
            id: self.tree_of(commit)?,
        };
        for name in path.split_str(b"/") {
            let kind = match here.mode {
                None => {
                    match self.entries(here.id)?.remove(name) {
                        Some(entry) => here = entry,
                        None => return Ok(None),
                    }
                    continue;
                }
                Some(Mode::File | Mode::Executable) => return Ok(None),
                Some(Mode::Symlink) => "behind a symbolic link",
                Some(Mode::Submodule) => "in a submodule",
            };
            return Err(GitError::NotAFile {
                path: printable(path),
                kind,
            });
        }
        Ok(Some(here))
    }
}

pub(super) fn too_many(what: &str) -> GitError {
    GitError::TooLarge {
        what: what.to_owned(),
        limit: MAX_ENTRIES,
    }
}

/// A path one level down.
pub(super) fn join(prefix: &[u8], name: &[u8]) -> Vec<u8> {
    if prefix.is_empty() {
        return name.to_vec();
    }
    [prefix, name].join(&b'/')
}
