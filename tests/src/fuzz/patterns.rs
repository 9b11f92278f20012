//! Path patterns against the matcher of the model.

use foureyes::change::RepoPath;
use foureyes::glob::Glob;

use super::check_line;
use crate::model::glob;

/// The matcher of the model tries everything: with more than so many of these it would not come to an end.
const WILD: usize = 5;
const LONGEST: usize = 24;

/// The first line is the pattern, the rest is the path.
pub(super) fn pattern(data: &[u8]) {
    let (pattern, path) = match data.iter().position(|byte| *byte == b'\n') {
        Some(end) => data.split_at(end),
        None => (data, data),
    };
    let path = path.strip_prefix(b"\n").unwrap_or(path);
    if let Err(error) = RepoPath::new(path) {
        check_line(error);
    }
    let Ok(text) = std::str::from_utf8(pattern) else {
        return;
    };
    let read: Glob = match text.parse() {
        Ok(read) => read,
        Err(error) => return check_line(error),
    };
    assert_eq!(read.as_str(), text);
    let matches = read.matches(path);
    assert!(!matches || read.matches_tree(path), "{text:?} {path:?}");
    let wild = text.bytes().filter(|byte| *byte == b'*').count();
    if wild <= WILD && path.len() <= LONGEST && RepoPath::new(path).is_ok() {
        assert_eq!(matches, glob::matches(text, path), "{text:?} {path:?}");
        assert_eq!(
            read.matches_tree(path),
            glob::matches_below(text, path),
            "{text:?} {path:?}"
        );
    }
}
