//! The one path pattern dialect (semantics 5.5).
//!
//! A pattern is matched against the whole path, segment by segment. `*` stands for any run of bytes inside one
//! segment, `?` for one byte of a segment, `**` (only as a whole segment) for any number of segments, none included:
//! `a/**` matches `a` too. Nothing else is special. The cost is pattern segments × path segments.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// A path pattern.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Glob {
    text: Box<str>,
    segments: Box<[Segment]>,
    /// Bit `n` is set if segment `n` is `**`.
    any: u128,
}

#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
enum Segment {
    Any,
    One(Box<[u8]>),
}

/// What is left of a pattern after the literal segments that it starts with.
pub(crate) enum Rest<'g> {
    /// Nothing: one path.
    Nothing,
    /// `**`.
    Below,
    /// `**/name`.
    Named(&'g [u8]),
    /// `**/name/**`.
    Inside(&'g [u8]),
    /// `**/*suffix`.
    Ending(&'g [u8]),
    /// Anything else.
    Other,
}

/// Why a text is not a pattern.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct GlobError(&'static str);

impl FromStr for Glob {
    type Err = GlobError;

    fn from_str(text: &str) -> Result<Self, GlobError> {
        if text.is_empty() || text.len() > 1_024 {
            return Err(GlobError("a path pattern has 1 to 1024 bytes"));
        }
        if text.starts_with('/') {
            return Err(GlobError(
                "a path pattern starts at the root of the repository, without `/`",
            ));
        }
        if text.ends_with('/') {
            return Err(GlobError(
                "a path pattern does not end in `/`; write `dir/**` for all below a folder",
            ));
        }
        if text.contains(['\\', '[', ']', '{', '}', '!'])
            || text.chars().any(crate::text::is_unprintable)
        {
            return Err(GlobError(
                "a path pattern knows `*`, `?` and `**` only; backslash, brackets, braces and `!` are refused",
            ));
        }
        let segments = text.split('/').map(|segment| match segment {
            "" | "." | ".." => Err(GlobError(
                "a path pattern has no empty segment, `.` or `..`",
            )),
            "**" => Ok(Segment::Any),
            _ if segment.contains("**") => Err(GlobError("`**` stands alone between slashes")),
            _ => Ok(Segment::One(segment.as_bytes().into())),
        });
        let segments = segments.collect::<Result<Box<[_]>, _>>()?;
        if segments.len() > 64 {
            return Err(GlobError("a path pattern has at most 64 segments"));
        }
        let any = segments.iter().rev().fold(0, |any, segment| {
            any << 1 | u128::from(*segment == Segment::Any)
        });
        Ok(Self {
            text: text.into(),
            segments,
            any,
        })
    }
}

impl Glob {
    /// Returns the pattern as written.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// Reports whether the pattern matches exactly this path.
    pub fn matches(&self, path: &[u8]) -> bool {
        self.states(path) >> self.segments.len() != 0
    }

    /// Reports whether the pattern matches this path or any path that could stand below it.
    pub fn matches_tree(&self, path: &[u8]) -> bool {
        self.states(path) != 0
    }

    /// Reports whether the pattern matches this path and every path that could stand below it.
    pub(crate) fn covers_tree(&self, path: &[u8]) -> bool {
        self.segments.last() == Some(&Segment::Any) && self.matches(path)
    }

    /// The literal segments that the pattern starts with, and what is left of it.
    pub(crate) fn parts(&self) -> (impl Iterator<Item = &[u8]>, Rest<'_>) {
        fn literal(segment: &Segment) -> Option<&[u8]> {
            match segment {
                Segment::One(text) if is_plain(text) => Some(text),
                _ => None,
            }
        }
        let start = self.segments.iter().map_while(literal);
        let rest = match self.segments.get(start.clone().count()..) {
            None | Some([]) => Rest::Nothing,
            Some([Segment::Any]) => Rest::Below,
            Some([Segment::Any, Segment::One(last)]) => match last.split_first() {
                _ if is_plain(last) => Rest::Named(last),
                Some((b'*', suffix)) if is_plain(suffix) => Rest::Ending(suffix),
                _ => Rest::Other,
            },
            Some([Segment::Any, Segment::One(name), Segment::Any]) if is_plain(name) => {
                Rest::Inside(name)
            }
            Some(_) => Rest::Other,
        };
        (start, rest)
    }

    /// Whether nothing but holding the pattern against a path tells whether it matches.
    pub(crate) fn is_wild(&self) -> bool {
        matches!(self.parts().1, Rest::Other)
    }

    /// Bit `n` is set if the first `n` segments of the pattern can stand for the whole path. There are at most 64
    /// segments.
    fn states(&self, path: &[u8]) -> u128 {
        let mut states = self.close(1);
        for segment in path.split(|byte| *byte == b'/') {
            let mut next = states & self.any;
            for (index, pattern) in self.segments.iter().enumerate() {
                let here = 1_u128 << index;
                if let Segment::One(pattern) = pattern
                    && states & here != 0
                    && segment_matches(pattern, segment)
                {
                    next |= here << 1;
                }
            }
            if next == 0 {
                return 0;
            }
            states = self.close(next);
        }
        states
    }

    /// Adds the states that are reached by matching nothing: a `**` may stand for no segment.
    const fn close(&self, mut states: u128) -> u128 {
        loop {
            let closed = states | (states & self.any) << 1;
            if closed == states {
                return states;
            }
            states = closed;
        }
    }
}

fn is_plain(segment: &[u8]) -> bool {
    !segment.iter().any(|byte| matches!(byte, b'*' | b'?'))
}

/// Matches one segment against a pattern with `*` and `?`, going back only to the last `*`.
fn segment_matches(pattern: &[u8], text: &[u8]) -> bool {
    let (mut p, mut t) = (0_usize, 0_usize);
    let mut retry: Option<(usize, usize)> = None;
    while let Some(byte) = text.get(t) {
        match pattern.get(p) {
            Some(b'*') => {
                retry = Some((p, t));
                p = p.saturating_add(1);
            }
            Some(wanted) if wanted == byte || *wanted == b'?' => {
                p = p.saturating_add(1);
                t = t.saturating_add(1);
            }
            _ => {
                let Some((star, from)) = retry else {
                    return false;
                };
                let from = from.saturating_add(1);
                retry = Some((star, from));
                p = star.saturating_add(1);
                t = from;
            }
        }
    }
    pattern
        .get(p..)
        .is_some_and(|rest| rest.iter().all(|byte| *byte == b'*'))
}

impl fmt::Display for Glob {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

impl fmt::Debug for Glob {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?}", self.text)
    }
}

impl Serialize for Glob {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.text)
    }
}

impl<'de> Deserialize<'de> for Glob {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        crate::id::parsed(deserializer)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn glob(text: &str) -> Glob {
        text.parse().unwrap()
    }

    #[test]
    fn matches_by_definition() {
        for (pattern, path, expected) in [
            ("a", "a", true),
            ("a", "b", false),
            ("a", "a/b", false),
            ("*", "a", true),
            ("*", "a/b", false),
            ("**", "a/b/c", true),
            ("a/**", "a", true),
            ("a/**", "a/b/c", true),
            ("a/**", "ab", false),
            ("**/x", "x", true),
            ("**/x", "a/b/x", true),
            ("**/x", "a/xy", false),
            ("a/**/z", "a/z", true),
            ("a/**/z", "a/b/c/z", true),
            ("a/**/z", "a/b/c", false),
            ("*.rs", "x.rs", true),
            ("*.rs", ".rs", true),
            ("*.rs", "a/x.rs", false),
            ("**/*.rs", "a/x.rs", true),
            ("a?c", "abc", true),
            ("a?c", "ac", false),
            ("a*b*c", "axxbyyc", true),
            ("a*b*c", "axxbyy", false),
            ("**/a/**/b", "x/a/a/b/b", true),
            ("**/**", "a", true),
            ("a.b", "axb", false),
            (".foureyes/**", ".foureyes", true),
        ] {
            assert_eq!(
                glob(pattern).matches(path.as_bytes()),
                expected,
                "{pattern} {path}"
            );
        }
    }

    #[test]
    fn a_tree_touches_what_stands_below() {
        for (pattern, path, expected) in [
            ("a/b/*.rs", "a", true),
            ("a/b/*.rs", "a/b", true),
            ("a/b/*.rs", "a/c", false),
            ("**/x", "q", true),
            ("a/b", "a/b/c", false),
        ] {
            assert_eq!(
                glob(pattern).matches_tree(path.as_bytes()),
                expected,
                "{pattern} {path}"
            );
        }
    }

    #[test]
    fn what_is_no_pattern() {
        for text in [
            "", "/a", "a/", "a//b", "./a", "a/../b", "a**", "**a", "[ab]", "{a,b}", "a\\b", "!a",
            "a\tb",
        ] {
            assert!(text.parse::<Glob>().is_err(), "{text}");
        }
    }

    #[test]
    fn a_glob_bomb_stays_cheap() {
        let pattern = glob("**/a*a*a*a*b/".repeat(20).trim_end_matches('/'));
        let path = "a".repeat(200);
        assert!(!pattern.matches(path.as_bytes()));
    }
}
