//! Which deleted file became which added file.
//!
//! The rules are fixed, whatever `diff.renames` and `diff.renameLimit` say:
//!
//! 1. Files and symbolic links with the same content are paired first, the same file name first.
//! 2. Files are then paired when at least 50 % of the larger one's bytes are in the other: the
//!    content is cut into lines of at most 64 bytes, and equal pieces are counted.
//! 3. The second step is left out when there are more than 40,000 pairs to look at. Files that
//!    are empty or larger than 1 MiB take no part in it.
//! 4. Empty files and submodules are never paired. Copies are not looked for.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use gix::ObjectId;

use super::error::GitError;
use super::tree::Mode;

const MIN_SIMILARITY: u64 = 50;
const MAX_PAIRS: usize = 40_000;
const MAX_SIZE: usize = 1 << 20;
const MAX_PIECE: usize = 64;

/// One side of a possible pair.
#[derive(Debug, Clone)]
pub(super) struct Side {
    pub(super) path: Vec<u8>,
    pub(super) mode: Mode,
    pub(super) id: ObjectId,
}

/// A deleted and an added path, by their positions, that are the same file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Pair {
    pub(super) old: usize,
    pub(super) new: usize,
    /// In percent.
    pub(super) similarity: u8,
}

/// Finds the pairs. Both lists must be sorted by path.
pub(super) fn pairs(
    old: &[Side],
    new: &[Side],
    read: impl Fn(ObjectId) -> Result<Vec<u8>, GitError>,
) -> Result<Vec<Pair>, GitError> {
    let mut found = exact(old, new);
    let old_left = left(old, |index| found.iter().any(|pair| pair.old == index));
    let new_left = left(new, |index| found.iter().any(|pair| pair.new == index));
    if old_left.len().saturating_mul(new_left.len()) <= MAX_PAIRS
        && !old_left.is_empty()
        && !new_left.is_empty()
    {
        found.extend(similar((old, &old_left), (new, &new_left), read)?);
    }
    Ok(found)
}

fn left(sides: &[Side], taken: impl Fn(usize) -> bool) -> Vec<usize> {
    let files = sides.iter().enumerate().filter(|(_, s)| s.mode.is_file());
    files
        .map(|(index, _)| index)
        .filter(|index| !taken(*index))
        .collect()
}

fn exact(old: &[Side], new: &[Side]) -> Vec<Pair> {
    let mut by_content: BTreeMap<(ObjectId, bool), Vec<usize>> = BTreeMap::new();
    for (index, side) in old.iter().enumerate().filter(|(_, side)| can_pair(side)) {
        let key = (side.id, side.mode.is_file());
        by_content.entry(key).or_default().push(index);
    }
    let mut found = Vec::new();
    let mut pair_up = |same_name: bool, done: &mut Vec<bool>| {
        for (index, side) in new.iter().enumerate().filter(|(_, side)| can_pair(side)) {
            let Some(mark) = done.get_mut(index).filter(|mark| !**mark) else {
                continue;
            };
            let key = (side.id, side.mode.is_file());
            let Some(sources) = by_content.get_mut(&key) else {
                continue;
            };
            let position = sources.iter().position(|source| {
                let source = old.get(*source);
                !same_name || source.is_some_and(|s| file_name(&s.path) == file_name(&side.path))
            });
            if let Some(position) = position {
                *mark = true;
                found.push(Pair {
                    old: sources.remove(position),
                    new: index,
                    similarity: 100,
                });
            }
        }
    };
    let mut done = vec![false; new.len()];
    pair_up(true, &mut done);
    pair_up(false, &mut done);
    found
}

fn can_pair(side: &Side) -> bool {
    side.mode != Mode::Submodule && !side.id.is_empty_blob()
}

/// Content cut into pieces, each with how many bytes it has in all.
struct Pieces {
    size: u64,
    sorted: Vec<(Vec<u8>, u64)>,
}

fn similar(
    (old, old_left): (&[Side], &[usize]),
    (new, new_left): (&[Side], &[usize]),
    read: impl Fn(ObjectId) -> Result<Vec<u8>, GitError>,
) -> Result<Vec<Pair>, GitError> {
    let load = |sides: &[Side], left: &[usize]| -> Result<Vec<(usize, Pieces)>, GitError> {
        let mut loaded = Vec::new();
        for index in left {
            let Some(side) = sides.get(*index) else {
                continue;
            };
            let content = read(side.id)?;
            if !content.is_empty() && content.len() <= MAX_SIZE {
                loaded.push((*index, cut(&content)));
            }
        }
        Ok(loaded)
    };
    let old_pieces = load(old, old_left)?;
    let new_pieces = load(new, new_left)?;
    let mut scored = Vec::new();
    for (new_index, new_content) in &new_pieces {
        for (old_index, old_content) in &old_pieces {
            let similarity = similarity(old_content, new_content);
            if u64::from(similarity) < MIN_SIMILARITY {
                continue;
            }
            let name = |sides: &[Side], index: usize| {
                sides.get(index).map(|s| file_name(&s.path).to_vec())
            };
            let same_name = name(old, *old_index) == name(new, *new_index);
            scored.push((Reverse(similarity), !same_name, *new_index, *old_index));
        }
    }
    scored.sort_unstable();
    let mut found: Vec<Pair> = Vec::new();
    for (Reverse(similarity), _, new, old) in scored {
        if !found.iter().any(|pair| pair.old == old || pair.new == new) {
            found.push(Pair {
                old,
                new,
                similarity,
            });
        }
    }
    Ok(found)
}

fn cut(content: &[u8]) -> Pieces {
    let mut counts: BTreeMap<&[u8], u64> = BTreeMap::new();
    for line in content.split_inclusive(|byte| *byte == b'\n') {
        for piece in line.chunks(MAX_PIECE) {
            let bytes = counts.entry(piece).or_default();
            *bytes = bytes.saturating_add(length(piece));
        }
    }
    Pieces {
        size: length(content),
        sorted: counts.into_iter().map(|(p, n)| (p.to_vec(), n)).collect(),
    }
}

/// Percent of the larger content that is in both.
fn similarity(a: &Pieces, b: &Pieces) -> u8 {
    let larger = a.size.max(b.size).max(1);
    let percent = |bytes: u64| bytes.saturating_mul(100).checked_div(larger).unwrap_or(0);
    if percent(a.size.min(b.size)) < MIN_SIMILARITY {
        return 0;
    }
    let mut common: u64 = 0;
    let mut others = b.sorted.iter().peekable();
    for (piece, bytes) in &a.sorted {
        while others.next_if(|(other, _)| other < piece).is_some() {}
        if let Some((_, other_bytes)) = others.next_if(|(other, _)| other == piece) {
            common = common.saturating_add(*bytes.min(other_bytes));
        }
    }
    u8::try_from(percent(common)).unwrap_or(100)
}

fn length(bytes: &[u8]) -> u64 {
    u64::try_from(bytes.len()).unwrap_or(u64::MAX)
}

fn file_name(path: &[u8]) -> &[u8] {
    path.rsplit(|byte| *byte == b'/').next().unwrap_or(path)
}
