//! What the shape of a change says before any rule does: protected places, odd paths, missing pieces.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use super::compile::Compiled;
use super::facts::View;
use crate::change::{Change, PathChange, RepoPath};
use crate::decision::{Reason, ReasonCode};
use crate::glob::Glob;

/// Reports whether an entry touches a place, or could: both names of a rename, what a link points at, and
/// everything below a submodule or a link.
pub(super) fn touches(entry: &PathChange, globs: &[Glob]) -> bool {
    touches_as(entry, globs, |path| Cow::Borrowed(path.as_bytes()))
}

/// The same, with the names of the entry read in another way.
fn touches_as(
    entry: &PathChange,
    globs: &[Glob],
    read: impl Fn(&RepoPath) -> Cow<'_, [u8]>,
) -> bool {
    if entry.leads_outside() && !globs.is_empty() {
        return true;
    }
    let target = entry.link_target.as_ref();
    entry.touched().any(|path| {
        let below = entry.is_tree()
            || target == Some(path)
            || entry.mode == Some(crate::change::PathMode::Symlink);
        let name = read(path);
        globs.iter().any(|glob| {
            if below {
                glob.matches_tree(&name)
            } else {
                glob.matches(&name)
            }
        })
    })
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
    let folded =
        |entry: &PathChange| touches_as(entry, &compiled.protects_folded, |path| path.folded());
    // Letters beyond ASCII may have another length without their case, which a `?` would notice.
    let is_ascii = |entry: &PathChange| entry.touched().all(|path| path.as_bytes().is_ascii());
    let touched = |entry: &PathChange| {
        folded(entry) || (!is_ascii(entry) && touches(entry, &compiled.protects))
    };
    declared || !odd.is_empty() || paths.known().iter().any(touched)
}

/// Paths that cannot be normalised, or that collide where case is ignored.
pub(super) fn odd_paths(change: &Change) -> BTreeSet<String> {
    let mut spellings: BTreeMap<Cow<'_, [u8]>, BTreeSet<&[u8]>> = BTreeMap::new();
    let mut odd = BTreeSet::new();
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
        spellings
            .entry(path.folded())
            .or_default()
            .insert(path.as_bytes());
    }
    let collisions = spellings
        .into_values()
        .filter(|spellings| spellings.len() > 1)
        .flatten();
    odd.extend(collisions.map(|path| String::from_utf8_lossy(path).into_owned()));
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
