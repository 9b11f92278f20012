//! The trailer block of a message, exactly as `git interpret-trailers --parse` reads it, with or without
//! `--no-divider`.

#[cfg(test)]
mod tests;

/// The line, after a comment sign and a space, below which git takes nothing for the message.
const SCISSORS: &[u8] = b"# ------------------------ >8 ------------------------\n";

/// Lines that git itself writes; one of them makes a block of trailers out of a mixed paragraph.
const WRITTEN_BY_GIT: [&[u8]; 2] = [b"Signed-off-by: ", b"(cherry picked from commit "];

/// One trailer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Trailer<'a> {
    /// ASCII letters, digits and `-`, as spelt.
    pub(super) key: &'a [u8],
    /// The value, unfolded and trimmed.
    pub(super) value: Vec<u8>,
}

/// Whether a line that begins with `---` ends the message.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Divider {
    /// As in a patch: what `git interpret-trailers` does.
    Ends,
    /// As in a commit: what `git log --format=%(trailers)` does.
    Passes,
}

/// Returns the trailers of `message`, first to last.
pub(super) fn parse(message: &[u8], divider: Divider) -> Vec<Trailer<'_>> {
    // Git holds a message as a C string.
    let text = message.split(|byte| *byte == 0).next().unwrap_or_default();
    let text = match divider {
        Divider::Ends => before_divider(text),
        Divider::Passes => text,
    };
    let lines: Vec<&[u8]> = without_remarks(text);
    let Some(block) = block(&lines) else {
        return Vec::new();
    };
    let mut trailers: Vec<Trailer<'_>> = Vec::new();
    // Whether the line before belongs to a trailer, so that an indented line continues it.
    let mut open = false;
    for line in block {
        if open && line.first().is_some_and(|byte| is_space(*byte)) {
            if let Some(last) = trailers.last_mut() {
                last.value.extend_from_slice(line);
            }
            continue;
        }
        open = false;
        if let Some((key, value)) = split(line) {
            trailers.push(Trailer {
                key: trim(key),
                value: value.to_vec(),
            });
            open = true;
        }
    }
    for trailer in &mut trailers {
        trailer.value = unfold(trim(&trailer.value));
    }
    trailers
}

/// Reports whether the two ways to read the message differ.
pub(super) fn is_divided(message: &[u8]) -> bool {
    before_divider(message).len() < message.len()
}

/// Returns the text before the first line that begins with `---` and white space.
fn before_divider(text: &[u8]) -> &[u8] {
    let mut end = 0_usize;
    for line in text.split_inclusive(|byte| *byte == b'\n') {
        let after = line.strip_prefix(b"---").and_then(<[u8]>::first);
        if after.is_some_and(|byte| is_space(*byte)) {
            break;
        }
        end = end.saturating_add(line.len());
    }
    text.get(..end).unwrap_or(text)
}

/// Returns the lines, each with its line feed, without what git passes over at the end: comments, empty lines,
/// an old-style list of conflicts, and everything below the scissors.
fn without_remarks(text: &[u8]) -> Vec<&[u8]> {
    let mut lines = Vec::new();
    // The first line of the remarks that the message seems to end with.
    let mut remarks = None;
    let mut conflicts = false;
    for line in text.split_inclusive(|byte| *byte == b'\n') {
        if ends_message(line) {
            break;
        }
        if line.starts_with(b"#") || line == b"\n" {
            remarks = remarks.or(Some(lines.len()));
        } else if line == b"Conflicts:\n" || line == b"Conflicts:" {
            conflicts = true;
            remarks = remarks.or(Some(lines.len()));
        } else if conflicts && line.starts_with(b"\t") {
            // A path in the list of conflicts.
        } else if remarks.is_some() {
            remarks = None;
            conflicts = false;
        }
        lines.push(line);
    }
    if let Some(kept) = remarks {
        lines.truncate(kept);
    }
    lines
}

/// Reports whether this is the scissors line; git adds a line feed that is missing at the very end.
fn ends_message(line: &[u8]) -> bool {
    line == SCISSORS || SCISSORS.strip_suffix(b"\n") == Some(line)
}

/// Returns the lines of the trailer block.
fn block<'l, 'a>(lines: &'l [&'a [u8]]) -> Option<&'l [&'a [u8]]> {
    let title_ends = lines.iter().position(|line| is_blank(line))?;
    let mut only_blank = true;
    let mut by_git = false;
    let (mut trailers, mut others, mut indented) = (0_usize, 0_usize, 0_usize);
    for (index, line) in lines.iter().enumerate().skip(title_ends).rev() {
        if line.starts_with(b"#") {
            others = others.saturating_add(indented);
            indented = 0;
        } else if is_blank(line) {
            if only_blank {
                continue;
            }
            others = others.saturating_add(indented);
            let mixed = by_git && trailers.saturating_mul(3) >= others;
            let pure = trailers > 0 && others == 0;
            return if mixed || pure {
                lines.get(index.saturating_add(1)..)
            } else {
                None
            };
        } else {
            only_blank = false;
            if WRITTEN_BY_GIT.iter().any(|start| line.starts_with(start)) {
                by_git = true;
                trailers = trailers.saturating_add(1);
                indented = 0;
            } else if split(line).is_some() {
                trailers = trailers.saturating_add(1);
                indented = 0;
            } else if line.first().is_some_and(|byte| is_space(*byte)) {
                indented = indented.saturating_add(1);
            } else {
                others = others.saturating_add(1).saturating_add(indented);
                indented = 0;
            }
        }
    }
    None
}

/// Splits a line at its separator, if it has the form of a trailer.
pub(super) fn split(line: &[u8]) -> Option<(&[u8], &[u8])> {
    let after_key = line
        .iter()
        .position(|byte| !byte.is_ascii_alphanumeric() && *byte != b'-')?;
    let (key, rest) = line.split_at_checked(after_key)?;
    if key.is_empty() {
        return None;
    }
    let gap = rest
        .iter()
        .position(|byte| !matches!(byte, b' ' | b'\t'))
        .unwrap_or(rest.len());
    let value = rest.get(gap..)?.strip_prefix(b":")?;
    Some((key, value))
}

/// Returns `value` with every fold as one space.
fn unfold(value: &[u8]) -> Vec<u8> {
    let mut flat = Vec::with_capacity(value.len());
    let mut in_fold = false;
    for byte in value {
        if *byte == b'\n' && !in_fold {
            flat.push(b' ');
            in_fold = true;
        } else if !(in_fold && is_space(*byte)) {
            flat.push(*byte);
            in_fold = false;
        }
    }
    trim(&flat).to_vec()
}

/// The white space of git; a form feed is none.
const fn is_space(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t' | b'\n' | b'\r')
}

fn is_blank(line: &[u8]) -> bool {
    line.iter().all(|byte| is_space(*byte))
}

fn trim(mut bytes: &[u8]) -> &[u8] {
    while let Some((first, rest)) = bytes.split_first()
        && is_space(*first)
    {
        bytes = rest;
    }
    while let Some((last, rest)) = bytes.split_last()
        && is_space(*last)
    {
        bytes = rest;
    }
    bytes
}
