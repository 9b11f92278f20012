//! Patterns by their definition (semantics 5.5.4): bytes, segment by segment.

fn segments(text: &[u8]) -> Vec<&[u8]> {
    text.split(|byte| *byte == b'/').collect()
}

/// `*` is any run of bytes, `?` is one byte.
fn segment(pattern: &[u8], text: &[u8]) -> bool {
    match (pattern.split_first(), text.split_first()) {
        (None, None) => true,
        (Some((b'*', rest)), None) => segment(rest, text),
        (Some((b'*', rest)), Some((_, shorter))) => {
            segment(rest, text) || segment(pattern, shorter)
        }
        (Some((b'?', pattern)), Some((_, text))) => segment(pattern, text),
        (Some((one, pattern)), Some((other, text))) => one == other && segment(pattern, text),
        _ => false,
    }
}

/// `**` alone in a segment is any number of segments. With `below`, whatever may follow the path is there too.
fn all(pattern: &[&[u8]], path: &[&[u8]], below: bool) -> bool {
    match (pattern.split_first(), path.split_first()) {
        (_, None) if below => true,
        (None, None) => true,
        (Some((&b"**", rest)), None) => all(rest, path, below),
        (Some((&b"**", rest)), Some((_, shorter))) => {
            all(rest, path, below) || all(pattern, shorter, below)
        }
        (Some((one, pattern)), Some((other, path))) => {
            segment(one, other) && all(pattern, path, below)
        }
        _ => false,
    }
}

/// Reports whether the pattern matches the whole path.
pub fn matches(pattern: &str, path: &[u8]) -> bool {
    all(&segments(pattern.as_bytes()), &segments(path), false)
}

/// Reports whether the pattern matches the path or could match something below it.
pub fn matches_below(pattern: &str, path: &[u8]) -> bool {
    all(&segments(pattern.as_bytes()), &segments(path), true)
}

/// Whether the pattern matches the path and whatever could stand below it: tried with names that no pattern spells.
pub(super) fn covers_below(pattern: &str, path: &[u8]) -> bool {
    let strange = vec![1; 1_100];
    (0..=pattern.split('/').count()).all(|depth| {
        let below = vec![strange.clone(); depth];
        let whole = std::iter::once(path.to_vec()).chain(below);
        matches(pattern, &whole.collect::<Vec<_>>().join(&b'/'))
    })
}

/// What bytes are where case is ignored.
pub(super) fn folded(bytes: &[u8]) -> Vec<u8> {
    std::str::from_utf8(bytes).map_or_else(
        |_| bytes.to_ascii_lowercase(),
        |text| text.to_lowercase().into_bytes(),
    )
}
