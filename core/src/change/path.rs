//! Paths as they stand in a change (semantics 5.5).

use std::borrow::Cow;
use std::fmt;
use std::str::FromStr;

use serde::ser::SerializeMap;
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

use crate::digest::{Digest, hex, unhex};

/// A path inside a repository, relative, with `/` between its segments.
///
/// A path that is not UTF-8 is kept as bytes; on the wire it is `{"hex": "…"}`. A path that cannot be
/// normalised ([`RepoPath::is_odd`]) matches every restricting pattern and no exempting one.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RepoPath {
    bytes: Box<[u8]>,
    /// What follows from the bytes, looked up for each decision.
    letters: Letters,
    is_odd: bool,
}

/// What a path is made of, as far as case goes.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
enum Letters {
    /// ASCII without capitals.
    Small,
    /// ASCII with capitals.
    Mixed,
    /// Anything else.
    Foreign,
}

/// Why bytes are not a path.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum PathError {
    /// No bytes at all.
    #[error("a path must not be empty")]
    Empty,
    /// A NUL byte.
    #[error("a path must not hold a NUL byte")]
    Nul,
    /// `/etc/passwd`.
    #[error("a path must be relative")]
    Absolute,
    /// `a/../b`, `./a`, `a//b`, `a/`.
    #[error("a path must not hold an empty segment, `.` or `..`")]
    Segment,
    /// More than 4,096 bytes.
    #[error("a path must not be longer than 4096 bytes")]
    TooLong,
}

impl RepoPath {
    /// Checks the bytes of a path.
    ///
    /// # Errors
    /// The bytes are no relative path; see [`PathError`].
    pub fn new(bytes: &[u8]) -> Result<Self, PathError> {
        if bytes.is_empty() {
            return Err(PathError::Empty);
        }
        if bytes.len() > 4_096 {
            return Err(PathError::TooLong);
        }
        if bytes.contains(&0) {
            return Err(PathError::Nul);
        }
        if bytes.starts_with(b"/") {
            return Err(PathError::Absolute);
        }
        let plain = bytes
            .split(|byte| *byte == b'/')
            .all(|segment| !matches!(segment, b"" | b"." | b".."));
        if !plain {
            return Err(PathError::Segment);
        }
        let letters = if !bytes.is_ascii() {
            Letters::Foreign
        } else if bytes.iter().any(u8::is_ascii_uppercase) {
            Letters::Mixed
        } else {
            Letters::Small
        };
        Ok(Self {
            bytes: bytes.into(),
            letters,
            is_odd: is_odd(bytes),
        })
    }

    /// Returns the bytes.
    pub fn as_bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// Reports whether the path cannot be normalised: it is not UTF-8, holds a backslash or an unprintable
    /// character, or a segment that some file system reads as another name (a trailing dot or space).
    ///
    /// Collisions of case are told by the change, since they need its other paths.
    pub const fn is_odd(&self) -> bool {
        self.is_odd
    }

    /// Reports whether the path is ASCII without capitals: its own folded form.
    pub(crate) fn is_small(&self) -> bool {
        self.letters == Letters::Small
    }

    /// Reports whether the path is ASCII.
    pub(crate) fn is_ascii(&self) -> bool {
        self.letters != Letters::Foreign
    }

    /// Returns the form under which paths collide on a file system that ignores case.
    pub(crate) fn folded(&self) -> Cow<'_, [u8]> {
        match (self.letters, std::str::from_utf8(&self.bytes)) {
            (Letters::Small, _) => Cow::Borrowed(&self.bytes),
            (Letters::Foreign, Ok(text)) => text.to_lowercase().into_bytes().into(),
            (Letters::Mixed, _) | (Letters::Foreign, Err(_)) => {
                self.bytes.to_ascii_lowercase().into()
            }
        }
    }
}

/// Whether a path cannot be normalised.
fn is_odd(bytes: &[u8]) -> bool {
    if bytes.is_ascii() {
        let (mut before, mut is_odd) = (b'/', false);
        for byte in bytes.iter().copied().chain([b'/']) {
            is_odd |= byte == b'\\' || byte.is_ascii_control();
            is_odd |= byte == b'/' && matches!(before, b'.' | b' ');
            before = byte;
        }
        return is_odd;
    }
    let Ok(text) = std::str::from_utf8(bytes) else {
        return true;
    };
    text.contains('\\')
        || text.chars().any(crate::text::is_unprintable)
        || text.split('/').any(|segment| segment.ends_with(['.', ' ']))
}

impl FromStr for RepoPath {
    type Err = PathError;

    fn from_str(text: &str) -> Result<Self, PathError> {
        Self::new(text.as_bytes())
    }
}

impl fmt::Display for RepoPath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&String::from_utf8_lossy(&self.bytes))
    }
}

impl fmt::Debug for RepoPath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?}", String::from_utf8_lossy(&self.bytes))
    }
}

impl Serialize for RepoPath {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match std::str::from_utf8(&self.bytes) {
            Ok(text) => serializer.serialize_str(text),
            Err(_) => {
                let mut map = serializer.serialize_map(Some(1))?;
                map.serialize_entry("hex", &hex(&self.bytes))?;
                map.end()
            }
        }
    }
}

struct PathVisitor;

impl<'de> de::Visitor<'de> for PathVisitor {
    type Value = RepoPath;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a path, or `{\"hex\": \"…\"}` for one that is not UTF-8")
    }

    fn visit_str<E: de::Error>(self, text: &str) -> Result<RepoPath, E> {
        text.parse().map_err(E::custom)
    }

    fn visit_map<A: de::MapAccess<'de>>(self, map: A) -> Result<RepoPath, A::Error> {
        #[derive(Deserialize)]
        #[serde(deny_unknown_fields)]
        struct Hex {
            hex: String,
        }
        let Hex { hex } = Hex::deserialize(de::value::MapAccessDeserializer::new(map))?;
        let bytes = unhex(&hex)
            .filter(|bytes| std::str::from_utf8(bytes).is_err())
            .ok_or_else(|| {
                de::Error::custom(
                    "expected lower-case hexadecimal digits of bytes that are not UTF-8",
                )
            })?;
        RepoPath::new(&bytes).map_err(de::Error::custom)
    }
}

impl<'de> Deserialize<'de> for RepoPath {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(PathVisitor)
    }
}

/// What happens to a path.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub enum PathAction {
    /// It comes into being.
    Added,
    /// It goes away.
    Deleted,
    /// Its content or mode changes.
    Modified,
    /// It moves; the old name stands beside it.
    Renamed,
}

impl PathAction {
    /// Returns the word used on the wire, and in the change digest.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Added => "added",
            Self::Deleted => "deleted",
            Self::Modified => "modified",
            Self::Renamed => "renamed",
        }
    }
}

/// What a path is, as git tells it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub enum PathMode {
    /// A file that can be run.
    Executable,
    /// A plain file.
    File,
    /// Another repository, at one of its commits. Touches everything below the path.
    Submodule,
    /// A symbolic link. Touches its target too.
    Symlink,
}

impl PathMode {
    /// Returns the word used on the wire, and in the change digest.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Executable => "executable",
            Self::File => "file",
            Self::Submodule => "submodule",
            Self::Symlink => "symlink",
        }
    }
}

/// One path that a change touches.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct PathChange {
    /// The path after the change (before it, where it is deleted).
    pub path: RepoPath,
    /// What happens.
    pub action: PathAction,
    /// The name before a rename. A rename touches both names.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub old_path: Option<RepoPath>,
    /// What the path is after the change.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub mode: Option<PathMode>,
    /// What it was before, where that differs.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub old_mode: Option<PathMode>,
    /// SHA-256 of the content after the change: of a blob, of what a link says, of the id of a submodule's commit.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub digest: Option<Digest>,
    /// Where a symbolic link points, resolved against its folder; absent for one that leaves the repository.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub link_target: Option<RepoPath>,
    /// Lines added; absent for content that has no lines.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub added: Option<u64>,
    /// Lines removed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub removed: Option<u64>,
    /// Bytes of the content after the change.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub bytes: Option<u64>,
}

impl PathChange {
    /// Returns a path with its action and nothing else known.
    pub const fn new(path: RepoPath, action: PathAction) -> Self {
        Self {
            path,
            action,
            old_path: None,
            mode: None,
            old_mode: None,
            digest: None,
            link_target: None,
            added: None,
            removed: None,
            bytes: None,
        }
    }

    /// Returns every name that the entry touches: both names of a rename, and the target of a link.
    pub fn touched(&self) -> impl Iterator<Item = &RepoPath> + Clone {
        [
            Some(&self.path),
            self.old_path.as_ref(),
            self.link_target.as_ref(),
        ]
        .into_iter()
        .flatten()
    }

    /// Reports whether the entry touches everything below its path.
    pub(crate) fn is_tree(&self) -> bool {
        [self.mode, self.old_mode].contains(&Some(PathMode::Submodule))
    }

    /// Reports whether a link points where nobody can say what it touches.
    pub(crate) fn leads_outside(&self) -> bool {
        self.mode == Some(PathMode::Symlink)
            && self.link_target.is_none()
            && self.action != PathAction::Deleted
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_path() {
        for (text, error) in [
            ("", PathError::Empty),
            ("/a", PathError::Absolute),
            ("a/../b", PathError::Segment),
            ("./a", PathError::Segment),
            ("a//b", PathError::Segment),
            ("a/", PathError::Segment),
            ("a\0b", PathError::Nul),
        ] {
            assert_eq!(text.parse::<RepoPath>(), Err(error), "{text:?}");
        }
    }

    #[test]
    fn odd_paths_stay_paths() {
        for bytes in [
            &b"caf\xe9"[..],
            b"a\\b",
            b"a\tb",
            b"dir./x",
            b"a \xe2\x80\xaex",
        ] {
            assert!(RepoPath::new(bytes).unwrap().is_odd(), "{bytes:?}");
        }
        for text in ["caf\u{e9}/x", "a\"b", "-flag", ".github/x", "a b"] {
            assert!(!text.parse::<RepoPath>().unwrap().is_odd(), "{text}");
        }
    }
}
