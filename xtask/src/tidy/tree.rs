//! The tracked files.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use super::Fault;

/// The paths that git tracks, and the folders they are in.
#[derive(Debug, Default)]
pub(super) struct Tree {
    root: PathBuf,
    files: BTreeSet<String>,
    folders: BTreeSet<String>,
}

/// A tracked text.
#[derive(Debug)]
pub(super) struct File {
    /// The path from the root, with `/` between its parts.
    pub(super) path: String,
    pub(super) text: String,
}

impl Tree {
    /// Asks git.
    ///
    /// # Errors
    ///
    /// What git says, where this is not a checkout.
    pub(super) fn tracked(root: &Path) -> Result<Self, String> {
        let output = Command::new("git")
            .args(["ls-files", "-z"])
            .current_dir(root)
            .output()
            .map_err(|error| format!("`git` cannot be called: {error}"))?;
        if !output.status.success() {
            let said = String::from_utf8_lossy(&output.stderr);
            return Err(said
                .lines()
                .next()
                .unwrap_or("`git ls-files` failed")
                .to_owned());
        }
        let list = String::from_utf8_lossy(&output.stdout);
        Ok(Self::new(
            root,
            list.split('\0').filter(|path| !path.is_empty()),
        ))
    }

    /// Returns the tree of these paths.
    pub(super) fn new<'a>(root: &Path, paths: impl IntoIterator<Item = &'a str>) -> Self {
        let files: BTreeSet<String> = paths.into_iter().map(str::to_owned).collect();
        let folders = files.iter().flat_map(|path| folders_of(path)).collect();
        Self {
            root: root.to_owned(),
            files,
            folders,
        }
    }

    /// Returns whether the path is a tracked file or a folder that holds one.
    pub(super) fn holds(&self, path: &str) -> bool {
        path.is_empty() || self.files.contains(path) || self.folders.contains(path)
    }

    /// Reads the tracked texts; a file that is no text, or was deleted, is passed over, and so is a link, whose text
    /// is that of another file.
    pub(super) fn texts(&self) -> impl Iterator<Item = File> {
        self.files.iter().filter_map(|path| {
            let place = self.root.join(path);
            if fs::symlink_metadata(&place).ok()?.is_symlink() {
                return None;
            }
            let bytes = fs::read(place).ok()?;
            let text = String::from_utf8(bytes)
                .ok()
                .filter(|text| !text.contains('\0'))?;
            Some(File::new(path, &text))
        })
    }
}

fn folders_of(path: &str) -> Vec<String> {
    let mut folders = Vec::new();
    let mut rest = path;
    while let Some((folder, _)) = rest.rsplit_once('/') {
        folders.push(folder.to_owned());
        rest = folder;
    }
    folders
}

impl File {
    pub(super) fn new(path: &str, text: &str) -> Self {
        Self {
            path: path.to_owned(),
            text: text.to_owned(),
        }
    }

    /// Returns whether the name ends in one of these extensions.
    pub(super) fn has_extension(&self, extensions: &[&str]) -> bool {
        self.path
            .rsplit_once('.')
            .is_some_and(|(_, extension)| extensions.contains(&extension))
    }

    /// Returns each line with its number, from 1.
    pub(super) fn lines(&self) -> impl Iterator<Item = (usize, &str)> {
        (1..).zip(self.text.lines())
    }

    pub(super) fn fault(&self, line: usize, what: String) -> Fault {
        Fault {
            path: self.path.clone(),
            line,
            what,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_is_there_while_a_file_is_in_it() {
        let tree = Tree::new(Path::new("."), ["docs/manual/threats.md", "README.md"]);
        for path in [
            "",
            "docs",
            "docs/manual",
            "docs/manual/threats.md",
            "README.md",
        ] {
            assert!(tree.holds(path), "{path}");
        }
        for path in ["doc", "docs/manual/", "threats.md", "readme.md"] {
            assert!(!tree.holds(path), "{path}");
        }
    }

    #[test]
    fn an_extension_is_what_follows_the_last_dot() {
        assert!(File::new("a/b.tar.gz", "").has_extension(&["gz"]));
        assert!(!File::new("a/rs", "").has_extension(&["rs"]));
    }
}
