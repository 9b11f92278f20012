//! Notes: lines attached to commits, kept under one reference.
//!
//! gix keeps the notes tree; the reference is only ever moved from the value that was read, so a
//! writer that lost a race starts over and no line is lost. Notes are sets of lines: joining two
//! is sorting the lines of both and dropping doubles, as git's `cat_sort_uniq` does. Unlike
//! `git notes merge`, a join takes no line away that one side has deleted.

use std::collections::{BTreeMap, BTreeSet};
use std::time::{SystemTime, UNIX_EPOCH};

use gix::ObjectId;
use gix::note::plumbing::State;
use gix::objs::{Kind, Write as _};
use gix::refs::transaction::{PreviousValue, RefEdit};
use gix::refs::{FullName, Target};

use super::error::{GitError, printable};
use super::repository::Repository;

/// How often a write starts over when others were faster.
const MAX_ATTEMPTS: u32 = 20;

/// Who notes commits are by. What counts is signed inside the lines; a configured name is
/// neither needed nor looked for.
const WRITER: (&str, &str) = ("foureyes", "foureyes@localhost");

/// One note.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Note {
    /// The id of the object the note is about. It need not be in the repository.
    pub(crate) target: String,
    /// The note's content.
    pub(crate) content: Vec<u8>,
}

/// What is read at most. Going over any of these is an error; nothing is ever cut short.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct NoteLimits {
    /// The number of notes.
    pub(crate) notes: u64,
    /// The bytes of one note.
    pub(crate) note_bytes: u64,
    /// The bytes of all notes together.
    pub(crate) total_bytes: u64,
}

impl Default for NoteLimits {
    fn default() -> Self {
        Self {
            notes: 100_000,
            note_bytes: 4 << 20,
            total_bytes: 256 << 20,
        }
    }
}

/// Which blobs, by the object they are about. More than one only in a tree git did not write.
type Blobs = BTreeMap<ObjectId, Vec<ObjectId>>;

impl Repository {
    /// All notes under a reference, by the id of what they are about. No reference, no notes.
    pub(crate) fn notes(&self, name: &str, limits: NoteLimits) -> Result<Vec<Note>, GitError> {
        self.notes_about(name, None, limits)
    }

    /// The notes under a reference that are about one of these objects. No reference, no notes.
    pub(crate) fn notes_on(
        &self,
        name: &str,
        targets: &BTreeSet<&str>,
        limits: NoteLimits,
    ) -> Result<Vec<Note>, GitError> {
        self.notes_about(name, Some(targets), limits)
    }

    fn notes_about(
        &self,
        name: &str,
        targets: Option<&BTreeSet<&str>>,
        limits: NoteLimits,
    ) -> Result<Vec<Note>, GitError> {
        let Some(tip) = self.notes_tip(name)? else {
            return Ok(Vec::new());
        };
        let mut total: u64 = 0;
        let mut notes = Vec::new();
        for (target, blobs) in self.note_blobs(name, Some(tip), limits.notes)? {
            let target = target.to_string();
            if targets.is_some_and(|targets| !targets.contains(target.as_str())) {
                continue;
            }
            let content = self.note_content(&blobs, limits.note_bytes)?;
            total = total.saturating_add(u64::try_from(content.len()).unwrap_or(u64::MAX));
            if total > limits.total_bytes {
                return Err(GitError::TooLarge {
                    what: printable(name.as_bytes()),
                    limit: limits.total_bytes,
                });
            }
            notes.push(Note { target, content });
        }
        Ok(notes)
    }

    /// Adds lines to the note on a commit. Lines it already has are not added again.
    pub(crate) fn append_note(
        &self,
        name: &str,
        commit: &str,
        lines: &[u8],
    ) -> Result<(), GitError> {
        let target = self.peel(self.parse_id(commit)?)?;
        self.update_notes(name, |tip| {
            let blobs = self.note_blobs(name, tip, NoteLimits::default().notes)?;
            let mut state = self.note_state(name, tip, &blobs)?;
            let failed = |e| GitError::ref_failed(name, e);
            let old = state.get(&target, &self.gix.objects).map_err(failed)?;
            let old = old
                .map(|id| self.objects.read(&id, Kind::Blob))
                .transpose()?;
            let old = old.unwrap_or_default();
            let joined = join_lines([old.as_slice(), lines]);
            if joined == join_lines([old.as_slice()]) {
                return Ok(None);
            }
            let blob = self.write(name, Kind::Blob, &joined)?;
            let tree = state
                .replace(target, blob, &self.gix.objects)
                .map_err(failed)?;
            let parents: Vec<_> = tip.into_iter().collect();
            self.notes_commit(name, tree.tree, &parents, "Add notes")
                .map(Some)
        })
    }

    /// Joins the notes under another reference into these: every line of either is kept.
    pub(crate) fn merge_notes(&self, name: &str, other: &str) -> Result<(), GitError> {
        let Some(theirs) = self.notes_tip(other)? else {
            return Ok(());
        };
        let limits = NoteLimits::default();
        self.update_notes(name, |tip| {
            let Some(ours) = tip else {
                return Ok(Some(theirs));
            };
            let base = match self.merge_base(&ours.to_string(), &theirs.to_string()) {
                Ok(base) => base,
                // Where the two parted is not known in a shallow clone; it is not needed either.
                Err(GitError::ShallowHistory { .. }) => None,
                Err(e) => return Err(e),
            };
            if base.as_deref() == Some(theirs.to_string().as_str()) {
                return Ok(None);
            }
            let our_blobs = self.note_blobs(name, Some(ours), limits.notes)?;
            let their_blobs = self.note_blobs(other, Some(theirs), limits.notes)?;
            let mut state = self.note_state(name, Some(ours), &our_blobs)?;
            let mut theirs_has_all = our_blobs.keys().all(|id| their_blobs.contains_key(id));
            for (target, blobs) in &their_blobs {
                let ours = our_blobs.get(target);
                if ours == Some(blobs) {
                    continue;
                }
                let theirs = self.note_content(blobs, limits.note_bytes)?;
                let ours = ours.map(|ours| self.note_content(ours, limits.note_bytes));
                let ours = ours.transpose()?.unwrap_or_default();
                let joined = join_lines([ours.as_slice(), theirs.as_slice()]);
                theirs_has_all &= joined == theirs;
                if joined != ours {
                    let blob = self.write(name, Kind::Blob, &joined)?;
                    let edit = state.edit(*target, Some(blob), &self.gix.objects);
                    edit.map_err(|e| GitError::ref_failed(name, e))?;
                }
            }
            if theirs_has_all && base.as_deref() == Some(ours.to_string().as_str()) {
                return Ok(Some(theirs));
            }
            let tree = state.write(&self.gix.objects);
            let tree = tree.map_err(|e| GitError::ref_failed(name, e))?;
            self.notes_commit(name, tree, &[ours, theirs], "Join notes")
                .map(Some)
        })
    }

    /// The commit a notes reference is at.
    pub(super) fn notes_tip(&self, name: &str) -> Result<Option<ObjectId>, GitError> {
        if !name.starts_with("refs/notes/") {
            return Err(GitError::ref_failed(name, "it is not below refs/notes/"));
        }
        self.ref_id(name)
    }

    /// Moves a notes reference to what `next` makes of its present value, starting over when
    /// that changed in the meantime. `next` gives `None` to leave it.
    fn update_notes(
        &self,
        name: &str,
        next: impl Fn(Option<ObjectId>) -> Result<Option<ObjectId>, GitError>,
    ) -> Result<(), GitError> {
        if self.quarantined {
            return Err(GitError::Quarantined);
        }
        let failed = |e: &dyn std::fmt::Display| GitError::ref_failed(name, e);
        let full = FullName::try_from(name).map_err(|e| failed(&e))?;
        let mut last = None;
        for _ in 0..MAX_ATTEMPTS {
            let tip = self.notes_tip(name)?;
            let Some(new) = next(tip)? else {
                return Ok(());
            };
            let expected = tip.map_or(PreviousValue::MustNotExist, |tip| {
                PreviousValue::MustExistAndMatch(Target::Object(tip))
            });
            let edit = RefEdit::update(full.clone(), new, expected, "foureyes: notes");
            let time = format!("{} +0000", now());
            let writer = gix::actor::SignatureRef {
                name: WRITER.0.into(),
                email: WRITER.1.into(),
                time: &time,
            };
            match self.gix.edit_references_as([edit], Some(writer)) {
                Ok(_) => return Ok(()),
                // Somebody else moved it, or holds its lock.
                Err(e) => last = Some((failed(&e), tip)),
            }
        }
        match last {
            Some((error, tip)) if self.notes_tip(name)? == tip => Err(error),
            _ => Err(GitError::NotesConflict {
                name: printable(name.as_bytes()),
                attempts: MAX_ATTEMPTS,
            }),
        }
    }

    /// A notes tree to be changed.
    ///
    /// gix will not work on a tree that has two notes on one object, which git reads as one; such
    /// a tree is written anew, so that nobody can stop others from writing by pushing one.
    fn note_state(
        &self,
        name: &str,
        tip: Option<ObjectId>,
        blobs: &Blobs,
    ) -> Result<State, GitError> {
        let failed = |e| GitError::ref_failed(name, e);
        let single = blobs.values().all(|blobs| blobs.len() == 1);
        if let (Some(tip), true) = (tip, single) {
            let tree = self.load_links(tip)?.tree;
            return State::new(tree, &self.gix.objects).map_err(failed);
        }
        let empty = self.write(name, Kind::Tree, b"")?;
        let mut state = State::new(empty, &self.gix.objects).map_err(failed)?;
        for (target, blobs) in blobs {
            let content = self.note_content(blobs, NoteLimits::default().note_bytes)?;
            let blob = self.write(name, Kind::Blob, &content)?;
            let edit = state.edit(*target, Some(blob), &self.gix.objects);
            edit.map_err(failed)?;
        }
        Ok(state)
    }

    /// Walks the notes tree. Directories of two digits may lie over each other in any depth;
    /// what is not named like an id is not a note.
    fn note_blobs(&self, name: &str, tip: Option<ObjectId>, limit: u64) -> Result<Blobs, GitError> {
        let full = self.objects.format().len_in_hex();
        let mut blobs = Blobs::new();
        let mut seen: u64 = 0;
        let root = tip.map(|tip| self.load_links(tip)).transpose()?;
        let mut pending: Vec<_> = root.iter().map(|root| (Vec::new(), root.tree)).collect();
        while let Some((prefix, tree)) = pending.pop() {
            for (part, entry) in self.entries(tree)? {
                if !part.iter().all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f')) {
                    continue;
                }
                let digits = [prefix.as_slice(), part.as_slice()].concat();
                match entry.mode {
                    None if part.len() == 2 && digits.len() < full => {
                        pending.push((digits, entry.id));
                    }
                    Some(mode) if mode.is_file() && digits.len() == full => {
                        seen = seen.saturating_add(1);
                        let target = ObjectId::from_hex(&digits);
                        let target = target.map_err(|_| GitError::malformed(tree, "not an id"))?;
                        blobs.entry(target).or_default().push(entry.id);
                    }
                    _ => {}
                }
                if seen > limit {
                    return Err(GitError::TooLarge {
                        what: printable(name.as_bytes()),
                        limit,
                    });
                }
            }
        }
        Ok(blobs)
    }

    /// A note's content; that of several blobs for the same object is put together, as git does.
    fn note_content(&self, blobs: &[ObjectId], limit: u64) -> Result<Vec<u8>, GitError> {
        let mut parts = Vec::new();
        let mut total: u64 = 0;
        for id in blobs {
            let size = self.objects.header(id)?.map_or(0, |(_, size)| size);
            total = total.saturating_add(size);
            if total > limit {
                return Err(GitError::TooLarge {
                    what: id.to_string(),
                    limit,
                });
            }
            parts.push(self.objects.read(id, Kind::Blob)?);
        }
        Ok(match parts.len() {
            1 => parts.concat(),
            _ => join_lines(parts.iter().map(Vec::as_slice)),
        })
    }

    fn notes_commit(
        &self,
        name: &str,
        tree: ObjectId,
        parents: &[ObjectId],
        message: &str,
    ) -> Result<ObjectId, GitError> {
        let mut text = format!("tree {tree}\n");
        for parent in parents {
            text.push_str(&format!("parent {parent}\n"));
        }
        let (who, address) = WRITER;
        let who = format!("{who} <{address}> {} +0000", now());
        text.push_str(&format!("author {who}\ncommitter {who}\n\n{message}\n"));
        self.write(name, Kind::Commit, text.as_bytes())
    }

    fn write(&self, name: &str, kind: Kind, content: &[u8]) -> Result<ObjectId, GitError> {
        let written = self.gix.objects.write_buf(kind, content);
        written.map_err(|e| GitError::ref_failed(name, e))
    }
}

/// The lines of all parts, sorted, each once.
fn join_lines<'a>(parts: impl IntoIterator<Item = &'a [u8]>) -> Vec<u8> {
    let parts = parts.into_iter();
    let lines: BTreeSet<&[u8]> = parts
        .flat_map(|part| part.split(|byte| *byte == b'\n'))
        .filter(|line| !line.is_empty())
        .collect();
    let mut joined = Vec::new();
    for line in lines {
        joined.extend_from_slice(line);
        joined.push(b'\n');
    }
    joined
}

/// Seconds since 1970, for the notes commit only.
fn now() -> u64 {
    let since = SystemTime::now().duration_since(UNIX_EPOCH);
    since.map_or(0, |since| since.as_secs())
}
