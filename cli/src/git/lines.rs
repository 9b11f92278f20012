//! Counting lines.

use imara_diff::{Algorithm, Diff, InternedInput};

/// A zero byte among this many first bytes makes content binary, as in git.
const BINARY_PROBE: usize = 8000;

/// Larger content is not compared line by line.
const MAX_TEXT: usize = 32 << 20;

/// Lines added and removed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct LineCount {
    pub(super) added: u64,
    pub(super) removed: u64,
}

/// Whether content is binary, by its bytes alone: attributes are not asked.
pub(super) fn is_binary(content: &[u8]) -> bool {
    content.len() > MAX_TEXT || content.iter().take(BINARY_PROBE).any(|byte| *byte == 0)
}

/// Compares two texts; `None` if either is binary. Content that is not there is empty.
pub(super) fn count(old: &[u8], new: &[u8]) -> Option<LineCount> {
    if is_binary(old) || is_binary(new) {
        return None;
    }
    if old.is_empty() || new.is_empty() {
        return Some(LineCount {
            added: lines(new),
            removed: lines(old),
        });
    }
    let diff = Diff::compute(Algorithm::Myers, &InternedInput::new(old, new));
    Some(LineCount {
        added: u64::from(diff.count_additions()),
        removed: u64::from(diff.count_removals()),
    })
}

/// A last line need not have an end.
pub(super) fn lines(content: &[u8]) -> u64 {
    let count = content.split_inclusive(|byte| *byte == b'\n').count();
    u64::try_from(count).unwrap_or(u64::MAX)
}
