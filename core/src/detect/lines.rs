//! The lines of a message that stand for themselves: not quoted, not indented, not fenced, not commented out.

use super::trailers::{self, Trailer};

/// One line of text at the beginning of which something stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Line<'a> {
    /// Its number, from 0.
    pub(super) number: usize,
    /// The text, without its end.
    pub(super) text: &'a [u8],
    /// Whether it stands in a message inside the message: one of a list of squashed commits, or one whose line ends
    /// were written as `\\n`.
    pub(super) inner: bool,
}

/// What the message is inside of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Inside<'a> {
    Text,
    /// A fence, by its marks.
    Fence(&'a [u8]),
    /// A comment of HTML.
    Comment,
}

/// How `git merge --squash` begins its message.
const SQUASHED: &[u8] = b"Squashed commit of the following:";

/// Returns the lines that stand for themselves, in order. A fence or comment that is never closed hides nothing.
pub(super) fn own(message: &[u8]) -> Vec<Line<'_>> {
    let mut kept: Vec<Line<'_>> = Vec::new();
    // Where the lines begin that an open fence or comment would hide.
    let mut opened = 0;
    let mut inside = Inside::Text;
    let mut squash = false;
    for (number, line) in message.split(|byte| *byte == b'\n').enumerate() {
        let text = line.strip_suffix(b"\r").unwrap_or(line);
        if number == 0 {
            kept.extend(broken(text));
        }
        let bare = text.trim_ascii_start();
        match inside {
            Inside::Text => {
                if let Some(marks) = fence(text) {
                    inside = Inside::Fence(marks);
                    opened = kept.len();
                    continue;
                }
                if bare.starts_with(b"<!--") && !contains(bare, b"-->") {
                    inside = Inside::Comment;
                    opened = kept.len();
                    continue;
                }
            }
            Inside::Fence(marks) => {
                if closes(text, marks) {
                    kept.truncate(opened);
                    inside = Inside::Text;
                    continue;
                }
            }
            Inside::Comment => {
                if contains(bare, b"-->") {
                    kept.truncate(opened);
                    inside = Inside::Text;
                    continue;
                }
            }
        }
        squash |= text == SQUASHED;
        let within = if squash {
            text.strip_prefix(b"    ")
        } else {
            None
        };
        let first = text.first().copied().unwrap_or(b'\n');
        if let Some(text) = within {
            kept.push(Line {
                number,
                text,
                inner: true,
            });
        } else if !first.is_ascii_whitespace() && !matches!(first, b'>' | b'`' | b'|') {
            kept.push(Line {
                number,
                text,
                inner: false,
            });
        }
    }
    kept
}

/// Returns the trailers among the lines, each with the number of its line. A line that continues one begins with
/// white space and follows at once.
pub(super) fn trailers<'a>(message: &'a [u8], lines: &[Line<'a>]) -> Vec<(usize, Trailer<'a>)> {
    let mut found = Vec::new();
    let mut rest = message.split(|byte| *byte == b'\n').enumerate();
    for line in lines {
        let Some((key, value)) = trailers::split(line.text) else {
            continue;
        };
        let mut value = value.to_vec();
        // The iterator only goes forward, so that all the lines together are read once.
        let after = rest
            .by_ref()
            .skip_while(|(number, _)| *number <= line.number);
        for (_, next) in after {
            let next = next.strip_suffix(b"\r").unwrap_or(next);
            let folded = !line.inner
                && next
                    .first()
                    .is_some_and(|byte| matches!(byte, b' ' | b'\t'))
                && !next.trim_ascii().is_empty();
            if !folded {
                break;
            }
            value.push(b' ');
            value.extend_from_slice(next.trim_ascii());
        }
        found.push((
            line.number,
            Trailer {
                key,
                value: value.trim_ascii().to_vec(),
            },
        ));
    }
    found
}

/// Returns the lines of a message that a tool has put on one line, with `\\n` for the line ends.
fn broken(title: &[u8]) -> impl Iterator<Item = Line<'_>> {
    let mut rest = title;
    std::iter::from_fn(move || {
        let at = rest.windows(2).position(|pair| pair == br"\n")?;
        rest = rest.get(at.saturating_add(2)..)?;
        let end = rest.windows(2).position(|pair| pair == br"\n");
        Some(Line {
            number: 0,
            text: end.and_then(|end| rest.get(..end)).unwrap_or(rest),
            inner: true,
        })
    })
    .filter(|line| !line.text.is_empty())
}

/// Returns the marks that open a fence.
fn fence(text: &[u8]) -> Option<&[u8]> {
    let bare = text.trim_ascii_start();
    let mark = bare
        .first()
        .copied()
        .filter(|byte| matches!(byte, b'`' | b'~'))?;
    let count = bare.iter().take_while(|byte| **byte == mark).count();
    let marks = bare.get(..count).filter(|marks| marks.len() >= 3)?;
    let info = bare.get(count..).unwrap_or_default();
    // `code` between backticks on one line opens nothing.
    (mark == b'~' || !info.contains(&b'`')).then_some(marks)
}

fn closes(text: &[u8], marks: &[u8]) -> bool {
    let bare = text.trim_ascii();
    bare.len() >= marks.len() && bare.iter().all(|byte| Some(byte) == marks.first())
}

fn contains(text: &[u8], part: &[u8]) -> bool {
    text.windows(part.len()).any(|window| window == part)
}
