//! From an offset to what a person looks for: the line, the column, the path.

use super::scan::Scanner;

/// Returns line and column of an offset, both from 1, the column in bytes.
pub(crate) fn position(bytes: &[u8], at: usize) -> (usize, usize) {
    let before = bytes.get(..at).unwrap_or(bytes);
    let line = before.iter().filter(|byte| **byte == b'\n').count();
    let column = before
        .iter()
        .rev()
        .take_while(|byte| **byte != b'\n')
        .count();
    (line.saturating_add(1), column.saturating_add(1))
}

enum Step {
    Member(Option<String>),
    Element(usize),
}

/// Returns the path to the value at an offset, such as `rule[2].when`, and the name of the member that starts there,
/// if one does. Called once, for the fault that is reported: the reader keeps no path.
pub(super) fn path(bytes: &[u8], at: usize) -> (String, Option<String>) {
    let text = std::str::from_utf8(bytes).unwrap_or_default();
    let mut scanner = Scanner::new(text);
    let mut steps = Vec::new();
    let mut member = None;
    while scanner.at() <= at {
        let start = scanner.at();
        let Some(byte) = scanner.peek() else { break };
        if byte == b'"' {
            let Ok(name) = scanner.string(usize::MAX) else {
                break;
            };
            if matches!(steps.last(), Some(Step::Member(None))) {
                member = Some(name.into_owned());
            }
            if start == at {
                break;
            }
            continue;
        }
        if start == at {
            break;
        }
        scanner.step();
        match (byte, steps.last_mut()) {
            (b'{', _) => steps.push(Step::Member(None)),
            (b'[', _) => steps.push(Step::Element(0)),
            (b'}' | b']', _) => drop(steps.pop()),
            (b':', Some(Step::Member(key))) => *key = member.take(),
            (b',', Some(Step::Member(key))) => *key = None,
            (b',', Some(Step::Element(index))) => *index = index.saturating_add(1),
            _ => {}
        }
    }
    let written = steps.iter().map(|step| match step {
        Step::Member(Some(name)) => format!(".{name}"),
        Step::Member(None) => String::new(),
        Step::Element(index) => format!("[{index}]"),
    });
    let path: String = written.collect();
    (path.trim_start_matches('.').to_owned(), member)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_leads_to_the_value_that_starts_there() {
        let text = r#"{"a": {"b\u0063": [1, {"d": 2}]}, "e": "f"}"#;
        for (found, expected, member) in [
            ("{\"a\"", "", None),
            ("\"a\"", "", Some("a")),
            ("{\"b", "a", None),
            ("[1", "a.bc", None),
            ("1,", "a.bc[0]", None),
            ("{\"d", "a.bc[1]", None),
            ("2}", "a.bc[1].d", None),
            ("\"e\"", "", Some("e")),
            ("\"f\"", "e", None),
        ] {
            let at = text.find(found).unwrap();
            let (path, name) = path(text.as_bytes(), at);
            assert_eq!(
                (path.as_str(), name.as_deref()),
                (expected, member),
                "{found}"
            );
        }
    }

    #[test]
    fn lines_and_columns_count_from_one() {
        assert_eq!(position(b"", 0), (1, 1));
        assert_eq!(position(b"a\nbc", 3), (2, 2));
        assert_eq!(position(b"a\n", 9), (2, 1));
    }
}
