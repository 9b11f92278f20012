//! Paths that are no paths.

use crate::case::Case;
use crate::vector::ChangeInput;
use foureyes::fact::Listed;

/// Paths that are no paths: the change cannot be read.
pub(super) fn cases() -> Vec<Case> {
    let refused = |id: &str, title: &str, paths: &str, code: &str, at: &str| {
        let mut case = Case::new(id, title, &["5.5"]);
        case.change.exact.paths = Listed::Whole(Vec::new());
        let text = case.subject().to_json();
        let whole = "\"paths\":{\"whole\":[]}";
        assert!(text.contains(whole), "{text}");
        let raw = text.replace(whole, &format!("\"paths\":{{\"whole\":[{paths}]}}"));
        case.raw_change = Some(ChangeInput::Raw { raw });
        case.error("change", code, at);
        case
    };
    let path = "exact.paths.whole[0].path";
    let bad = |id, title, text: &str| {
        let entry = format!("{{\"path\":{text},\"action\":\"modified\"}}");
        refused(id, title, &entry, "invalid_value", path)
    };
    let two = |one: &str, other: &str| {
        format!(
            "{{\"path\":\"{one}\",\"action\":\"modified\"}},{{\"path\":\"{other}\",\"action\":\"deleted\"}}"
        )
    };
    vec![
        bad(
            "s38-dot-dot",
            "`..` is no part of a path",
            r#""docs/../secure/key""#,
        ),
        bad("s38-dot", "`.` is no part of a path", r#""./secure/key""#),
        bad(
            "s38-two-slashes",
            "An empty segment is no part of a path",
            r#""secure//key""#,
        ),
        bad(
            "s38-slash-at-the-end",
            "A path does not end in a slash",
            r#""secure/""#,
        ),
        bad("s38-absolute", "A path is relative", r#""/etc/passwd""#),
        bad("s38-nul", "A path holds no NUL", r#""secure/\u0000key""#),
        bad("s38-empty", "A path is not empty", r#""""#),
        bad(
            "s38-hex-of-utf-8",
            "A path that is text is not written in hexadecimal digits: one spelling for each",
            r#"{"hex":"736563757265"}"#,
        ),
        bad(
            "s38-hex-of-dot-dot",
            "What is written in hexadecimal digits is a path like any other",
            r#"{"hex":"2e2e2fe9"}"#,
        ),
        refused(
            "s45-duplicate-path",
            "A path stands in a change once",
            &two("docs/a", "docs/a"),
            "duplicate_path",
            "exact.paths",
        ),
        refused(
            "s45-rename-without-the-old-name",
            "A rename says from where",
            r#"{"path":"docs/a","action":"renamed"}"#,
            "old_path",
            "exact.paths",
        ),
        refused(
            "s45-old-name-without-a-rename",
            "Nothing but a rename has an old name",
            r#"{"path":"docs/a","action":"modified","oldPath":"docs/b"}"#,
            "old_path",
            "exact.paths",
        ),
    ]
}
