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

/// Which patterns of the gate a change touches, or could: by number. And whether a service owns every path of it.
pub(super) fn touched(compiled: &Compiled, change: &Change) -> (Vec<bool>, bool) {
    let mut walk = compiled.patterns.walk();
    let mut every_path_owned = true;
    for entry in change.exact().paths.known() {
        if entry.leads_outside() {
            walk.everything();
            every_path_owned = false;
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
        }
    }
    (walk.touched(), every_path_owned)
}

/// Reports whether a change touches what controls the gate, or could. Protected places are compared without
/// regard to case: on some file systems `.FOUREYES/policy.toml` is the policy.
pub(super) fn touches_protected(
    compiled: &Compiled,
    change: &Change,
    odd: &BTreeSet<String>,
) -> bool {
    let paths = &change.exact().paths;
    let declared = change
        .seen()
        .kinds
        .known()
        .contains(&crate::change::Kind::Policy);
    if declared || !odd.is_empty() {
        return true;
    }
    let mut walk = compiled.protects_folded.walk();
    for entry in paths.known() {
        if entry.leads_outside() {
            return true;
        }
        for path in entry.touched() {
            let is_protected = match (reaches_below(entry, path), path.folded()) {
                (true, name) => walk.meets_tree(&name),
                (false, Cow::Borrowed(name)) => walk.path(name),
                (false, Cow::Owned(name)) => compiled.protects_folded.walk().path(&name),
            };
            // Letters beyond ASCII may have another length without their case, which a `?` would notice.
            let is_ascii = path.as_bytes().is_ascii();
            if is_protected || (!is_ascii && touches(entry, &compiled.protects)) {
                return true;
            }
        }
    }
    false
}

/// Paths that cannot be normalised, or that collide where case is ignored.
pub(super) fn odd_paths(change: &Change) -> BTreeSet<String> {
    let mut spellings: Vec<(Cow<'_, [u8]>, &[u8])> = Vec::new();
    let mut odd = BTreeSet::new();
    let mut has_capitals = false;
    for path in change
        .exact()
        .paths
        .known()
        .iter()
        .flat_map(PathChange::touched)
    {
        if path.is_odd() {
            odd.insert(path.to_string());
        }
        let folded = path.folded();
        has_capitals |= matches!(folded, Cow::Owned(_));
        spellings.push((folded, path.as_bytes()));
    }
    if !has_capitals {
        // Each is its own folded form: two that collide are the same.
        return odd;
    }
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
