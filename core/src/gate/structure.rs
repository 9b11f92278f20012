//! What the shape of a change says before any rule does: protected places, odd paths, missing pieces.

use std::borrow::{Borrow, Cow};
use std::collections::BTreeSet;

use super::compile::Compiled;
use super::facts::View;
use crate::change::{Change, PathChange, RepoPath};
use crate::decision::{Reason, ReasonCode};
use crate::glob::Glob;

/// Reports whether an entry touches a place, or could: both names of a rename, what a link points at, and
/// everything below a submodule or a link.
pub(super) fn touches<G: Borrow<Glob>>(entry: &PathChange, globs: &[G]) -> bool {
    if entry.leads_outside() && !globs.is_empty() {
        return true;
    }
    entry.touched().any(|path| {
        let below = reaches_below(entry, path);
        globs.iter().any(|glob| {
            let glob: &Glob = glob.borrow();
            if below {
                glob.matches_tree(path.as_bytes())
            } else {
                glob.matches(path.as_bytes())
            }
        })
    })
}

/// Whether what stands below a name of an entry is touched too.
fn reaches_below(entry: &PathChange, path: &RepoPath) -> bool {
    entry.is_tree()
        || entry.link_target.as_ref() == Some(path)
        || entry.mode == Some(crate::change::PathMode::Symlink)
}

/// What the paths of a change touch of what the gate names, or could.
pub(super) struct Touched {
    /// Which patterns, by number.
    pub(super) patterns: Vec<bool>,
    /// Whether a service owns every path.
    pub(super) every_path_owned: bool,
    /// Whether something controls the gate. Such places are compared without regard to case: on some file systems
    /// `.FOUREYES/policy.toml` is the policy.
    pub(super) protected: bool,
}

impl Touched {
    pub(super) fn new(compiled: &Compiled, change: &Change, odd: &BTreeSet<String>) -> Self {
        let kinds = change.seen().kinds.known();
        let mut protected = kinds.contains(&crate::change::Kind::Policy) || !odd.is_empty();
        let mut walk = compiled.patterns.walk();
        let mut every_path_owned = true;
        for entry in change.exact().paths.known() {
            if entry.leads_outside() {
                walk.everything();
                every_path_owned = false;
                protected = true;
            }
            for path in entry.touched() {
                let name = path.as_bytes();
                let below = reaches_below(entry, path);
                let by_tree = below && walk.tree(name);
                // A link reaches below its names, and still is owned by whoever owns these alone.
                every_path_owned &= if entry.is_tree() {
                    by_tree
                } else {
                    walk.path(name)
                };
                if !path.is_small() && !protected {
                    protected = controls(compiled, entry, path, below);
                }
            }
        }
        let patterns = walk.touched();
        let mut folded = compiled.protects_folded.iter();
        protected |= folded.any(|number| patterns.get(*number) == Some(&true));
        Self {
            patterns,
            every_path_owned,
            protected,
        }
    }
}

/// Whether a name with capitals, or letters beyond ASCII, controls the gate, or could.
fn controls(compiled: &Compiled, entry: &PathChange, path: &RepoPath, below: bool) -> bool {
    let name = path.folded();
    let folded = compiled.protects_folded.iter();
    let mut folded = folded.filter_map(|number| compiled.patterns.get(*number));
    let is_protected = folded.any(|glob| {
        if below {
            glob.matches_tree(&name)
        } else {
            glob.matches(&name)
        }
    });
    // Letters beyond ASCII may have another length without their case, which a `?` would notice.
    is_protected || (!path.is_ascii() && touches(entry, &compiled.protects))
}

/// Paths that cannot be normalised, or that collide where case is ignored.
pub(super) fn odd_paths(change: &Change) -> BTreeSet<String> {
    let entries = change.exact().paths.known().iter();
    let paths = entries.flat_map(PathChange::touched);
    let is_odd = paths.clone().filter(|path| path.is_odd());
    let mut odd: BTreeSet<String> = is_odd.map(ToString::to_string).collect();
    if paths.clone().all(RepoPath::is_small) {
        // Each is its own folded form: two that collide are the same.
        return odd;
    }
    let mut spellings: Vec<_> = paths.map(|path| (path.folded(), path.as_bytes())).collect();
    spellings.sort_unstable();
    spellings.dedup();
    let same = |one: &(Cow<'_, [u8]>, &[u8]), other: &(Cow<'_, [u8]>, &[u8])| one.0 == other.0;
    let collisions = spellings.chunk_by(same).filter(|group| group.len() > 1);
    odd.extend(
        collisions
            .flatten()
            .map(|(_, path)| String::from_utf8_lossy(path).into_owned()),
    );
    odd
}

/// Everything about the shape of a change that holds it, and what the reader should know of it (semantics 5.7).
pub(super) fn reasons(view: &View<'_>) -> Vec<Reason> {
    let exact = view.change.exact();
    let live = view.change.live();
    let mut reasons = Vec::new();
    for (list, is_whole) in [
        ("exact.paths", exact.paths.is_whole()),
        ("exact.commits", exact.commits.is_whole()),
        ("live.participants", live.participants.is_whole()),
    ] {
        if !is_whole {
            reasons.push(Reason::hold(ReasonCode::ListPartial).subject(list));
        }
    }
    if matches!(exact.resources, crate::fact::Listed::Partial(_)) {
        reasons.push(Reason::hold(ReasonCode::ListPartial).subject("exact.resources"));
    }
    let nothing = exact.paths.is_whole()
        && exact.paths.known().is_empty()
        && exact.resources.known().is_empty();
    if nothing && !exact.empty {
        reasons.push(Reason::hold(ReasonCode::EmptyChange));
    }
    if live.participants.is_whole() && live.participants.known().is_empty() {
        reasons.push(Reason::hold(ReasonCode::CommitUnattributed).subject(exact.id.as_str()));
    }
    for commit in &view.participants.unattributed {
        reasons.push(Reason::hold(ReasonCode::CommitUnattributed).subject(commit.as_str()));
    }
    if !exact
        .subjects
        .iter()
        .any(|subject| subject.digest.is_strong())
    {
        reasons.push(Reason::hold(ReasonCode::WeakDigest));
    }
    for path in &view.odd {
        reasons.push(Reason::note(ReasonCode::OddPath).subject(path.as_str()));
    }
    if view.conflict {
        reasons.push(Reason::note(ReasonCode::ProvenanceConflict));
    }
    reasons
}
