//! From names to commits.

use gix::ObjectId;
use gix::bstr::ByteSlice as _;
use gix::objs::Kind;
use gix::refs::{FullName, TargetRef};

use super::error::{GitError, printable};
use super::repository::Repository;

/// How many symbolic references or nested tags are followed.
const MAX_DEPTH: usize = 10;

/// The places in which a short name may live.
const PREFIXES: [&str; 4] = ["refs/heads/", "refs/tags/", "refs/remotes/", "refs/"];

/// A reference and the commit it leads to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct ResolvedRef {
    /// The full name, with symbolic references followed: `refs/heads/main`. Only a detached
    /// `HEAD` is called `HEAD`.
    pub(crate) name: String,
    /// The commit's id, with tags followed.
    pub(crate) commit: String,
}

impl Repository {
    /// The reference with a full or short name.
    ///
    /// A short name that could be more than one reference is refused: a tag named like a
    /// protected branch must never be mistaken for it.
    pub(crate) fn resolve_ref(&self, name: &str) -> Result<ResolvedRef, GitError> {
        let (name, id) = self.find_ref(name)?;
        Ok(ResolvedRef {
            name,
            commit: self.peel(id)?.to_string(),
        })
    }

    /// The commit meant by `HEAD`, a reference, a full or abbreviated id, each with any number
    /// of `~n` and `^n` behind it.
    pub(crate) fn resolve_commit(&self, revision: &str) -> Result<String, GitError> {
        let split = revision.find(['~', '^']).unwrap_or(revision.len());
        let (base, steps) = revision.split_at_checked(split).unwrap_or((revision, ""));
        let mut id = self.resolve_base(base)?;
        for step in parse_steps(steps).ok_or_else(|| GitError::unknown(revision))? {
            id = self.take_step(id, step, revision)?;
        }
        Ok(id.to_string())
    }

    /// The default branch of the remote `origin`, as far as this clone knows it.
    pub(crate) fn default_target(&self) -> Result<Option<String>, GitError> {
        let target = self.lookup("refs/remotes/origin/HEAD")?;
        Ok(target.and_then(|target| match target {
            Target::Symbolic(name) => Some(name),
            Target::Id(_) => None,
        }))
    }

    /// A full id given as text.
    pub(super) fn parse_id(&self, id: &str) -> Result<ObjectId, GitError> {
        ObjectId::from_hex(id.as_bytes())
            .ok()
            .filter(|parsed| parsed.kind() == self.objects.format())
            .ok_or_else(|| GitError::unknown(id))
    }

    /// The commit an id leads to, through tags.
    pub(super) fn peel(&self, mut id: ObjectId) -> Result<ObjectId, GitError> {
        for _ in 0..MAX_DEPTH {
            match self.objects.try_read(&id)? {
                None => return Err(self.absent(id)?),
                Some((Kind::Commit, _)) => return Ok(id),
                Some((Kind::Tag, content)) => {
                    let line = content.lines().next().unwrap_or_default();
                    id = line
                        .strip_prefix(b"object ")
                        .and_then(|hex| ObjectId::from_hex(hex).ok())
                        .ok_or_else(|| GitError::malformed(id, "the tag names no object"))?;
                }
                Some((Kind::Tree | Kind::Blob, _)) => {
                    return Err(GitError::unknown(&id.to_string()));
                }
            }
        }
        Err(GitError::malformed(id, "too many tags point at each other"))
    }

    /// Why a commit that something points to is not there.
    pub(super) fn absent(&self, id: ObjectId) -> Result<GitError, GitError> {
        Ok(if self.shallow_boundary()?.is_empty() {
            GitError::missing(id, "it is not in the repository")
        } else {
            GitError::ShallowHistory { id: id.to_string() }
        })
    }

    /// The direct target of a reference with exactly this full name.
    pub(super) fn ref_id(&self, full: &str) -> Result<Option<ObjectId>, GitError> {
        Ok(self.follow(full)?.and_then(|(_, id)| id))
    }

    fn resolve_base(&self, base: &str) -> Result<ObjectId, GitError> {
        let hex = base.bytes().all(|byte| byte.is_ascii_hexdigit());
        let full_length = self.objects.format().len_in_hex();
        if !hex || base.len() < 4 || base.len() > full_length {
            let (_, id) = self.find_ref(base)?;
            return self.peel(id);
        }
        if base.len() == full_length {
            // Like git: a full id is always an id, whatever references are called.
            let id = self.parse_id(base)?;
            if self.objects.contains(&id) {
                return self.peel(id);
            }
            return Err(if self.shallow_boundary()?.is_empty() {
                GitError::unknown(base)
            } else {
                GitError::ShallowHistory { id: id.to_string() }
            });
        }
        let as_ref = match self.find_ref(base) {
            Ok(found) => Some(found),
            Err(GitError::UnknownRevision { .. }) => None,
            Err(other) => return Err(other),
        };
        match (as_ref, self.objects.by_prefix(base)?) {
            (Some((name, _)), Some(id)) => Err(GitError::AmbiguousRef {
                name: base.to_owned(),
                candidates: format!("`{}` or the object {id}", printable(name.as_bytes())),
            }),
            (Some((_, id)), None) | (None, Some(id)) => self.peel(id),
            (None, None) => Err(GitError::unknown(base)),
        }
    }

    fn take_step(&self, id: ObjectId, step: Step, revision: &str) -> Result<ObjectId, GitError> {
        let (times, parent) = match step {
            Step::Ancestor(generations) => (generations, 0),
            Step::Parent(0) => (0, 0),
            Step::Parent(number) => (1, number.saturating_sub(1)),
        };
        let boundary = self.shallow_boundary()?;
        let mut id = id;
        for _ in 0..times {
            let links = self.load_links(id)?;
            let next = links.parents.get(parent);
            let next = *next.ok_or_else(|| GitError::unknown(revision))?;
            if boundary.binary_search(&id).is_ok() {
                return Err(GitError::ShallowHistory { id: id.to_string() });
            }
            id = next;
        }
        Ok(id)
    }

    /// Finds the one reference with this name; gives its full name and what it points to.
    fn find_ref(&self, name: &str) -> Result<(String, ObjectId), GitError> {
        let candidates = if name == "HEAD" || name.starts_with("refs/") {
            vec![name.to_owned()]
        } else {
            let mut all: Vec<_> = PREFIXES.iter().map(|p| format!("{p}{name}")).collect();
            all.push(format!("refs/remotes/{name}/HEAD"));
            all
        };
        let mut found = Vec::new();
        let mut unborn = None;
        for candidate in &candidates {
            match self.follow(candidate)? {
                None => {}
                Some((end, Some(id))) => found.push((candidate, end, id)),
                Some((end, None)) => unborn = Some(end),
            }
        }
        match found.as_slice() {
            [(_, end, id)] => Ok((end.clone(), *id)),
            [] => {
                let head = self.follow("HEAD")?;
                let head_is_unborn = head.and_then(|(end, id)| id.is_none().then_some(end));
                match head_is_unborn {
                    Some(end) if unborn.as_ref() == Some(&end) || candidates.contains(&end) => {
                        Err(GitError::NoCommits)
                    }
                    _ => Err(GitError::unknown(name)),
                }
            }
            several => Err(GitError::AmbiguousRef {
                name: printable(name.as_bytes()),
                candidates: several
                    .iter()
                    .map(|(candidate, ..)| format!("`{}`", printable(candidate.as_bytes())))
                    .collect::<Vec<_>>()
                    .join(" or "),
            }),
        }
    }

    /// Follows symbolic references to the last name; its id is `None` if that one is unborn.
    /// Gives `None` if there is no reference with the first name.
    fn follow(&self, full: &str) -> Result<Option<(String, Option<ObjectId>)>, GitError> {
        let mut name = full.to_owned();
        for depth in 0..MAX_DEPTH {
            match self.lookup(&name)? {
                Some(Target::Id(id)) => return Ok(Some((name, Some(id)))),
                Some(Target::Symbolic(next)) => name = next,
                None if depth == 0 => return Ok(None),
                None => return Ok(Some((name, None))),
            }
        }
        Err(GitError::ref_failed(
            full,
            "it leads through too many others",
        ))
    }

    /// What a reference with exactly this full name holds.
    fn lookup(&self, full: &str) -> Result<Option<Target>, GitError> {
        let Ok(name) = FullName::try_from(full) else {
            return Ok(None);
        };
        let found = self
            .gix
            .try_find_reference(name.as_ref())
            .map_err(|e| GitError::ref_failed(full, e))?;
        // gix also tries longer names; only the one asked for counts.
        let Some(found) = found.filter(|found| found.name().as_bstr() == full) else {
            return Ok(None);
        };
        match found.target() {
            TargetRef::Object(id) => Ok(Some(Target::Id(id.to_owned()))),
            TargetRef::Symbolic(next) => {
                let next = next.as_bstr().to_str();
                let next =
                    next.map_err(|_| GitError::ref_failed(full, "its target is not UTF-8"))?;
                Ok(Some(Target::Symbolic(next.to_owned())))
            }
        }
    }
}

enum Target {
    Id(ObjectId),
    Symbolic(String),
}

#[derive(Clone, Copy)]
enum Step {
    Ancestor(u32),
    Parent(usize),
}

/// `~2^1` and the like; a mark without a number means one.
fn parse_steps(mut text: &str) -> Option<Vec<Step>> {
    let mut steps = Vec::new();
    while let Some(mark) = text.chars().next() {
        let rest = text.strip_prefix(['~', '^'])?;
        let end = rest
            .find(|c: char| !c.is_ascii_digit())
            .unwrap_or(rest.len());
        let (digits, rest) = rest.split_at_checked(end)?;
        let number: u32 = if digits.is_empty() {
            1
        } else {
            digits.parse().ok()?
        };
        steps.push(match mark {
            '~' => Step::Ancestor(number),
            _ => Step::Parent(usize::try_from(number).ok()?),
        });
        text = rest;
    }
    Some(steps)
}
