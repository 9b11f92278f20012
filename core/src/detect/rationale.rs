//! Why a tool did what it did, in its own words: other people's text, bounded, and never looked into.

use super::facts::Kind;
use super::lines::Line;
use super::table::Agents;
use super::trailers;

/// The most characters of one rationale (semantics 11).
pub const RATIONALE_LIMIT: usize = 1_000;

/// Returns an excerpt: `what`, a colon, and the beginning of `text`; `…` where more was said.
pub(super) fn excerpt(what: &str, text: &str) -> Option<String> {
    let text = text.trim();
    let mut kept = format!("{what}: ");
    let mut left = text.chars();
    kept.extend(left.by_ref().take(RATIONALE_LIMIT));
    if left.next().is_some() {
        kept.push('…');
    }
    (!text.is_empty()).then_some(kept)
}

/// Returns the tool that has written down its plan, and the plan: `<claude-plan>` at the beginning of a line, up to
/// the element that closes it, or to the end.
pub(super) fn plan<'a>(agents: &'a Agents, message: &[u8]) -> Option<(&'a str, Option<String>)> {
    agents.all(Kind::Plan).find_map(|fact| {
        let opening = format!("<{}>", fact.key);
        let closing = format!("</{}>", fact.key);
        let start = find(message, opening.as_bytes(), 0, true)?;
        let start = start.saturating_add(opening.len());
        let end = find(message, closing.as_bytes(), start, false).unwrap_or(message.len());
        // Four bytes make the longest character.
        let most = start.saturating_add(RATIONALE_LIMIT.saturating_mul(4));
        let text = String::from_utf8_lossy(message.get(start..end.min(most))?);
        Some((fact.tool.as_ref(), excerpt("plan", &text)))
    })
}

/// Returns what the lines say under the title, without trailers.
pub(super) fn body(lines: &[Line<'_>]) -> Option<String> {
    let mut text = String::new();
    for line in lines.iter().filter(|line| line.number > 0 && !line.inner) {
        if trailers::split(line.text).is_none() {
            text.push_str(&String::from_utf8_lossy(line.text));
            text.push('\n');
        }
        if text.len() > RATIONALE_LIMIT.saturating_mul(4) {
            break;
        }
    }
    excerpt("message", &text)
}

fn find(text: &[u8], part: &[u8], from: usize, begins_line: bool) -> Option<usize> {
    let rest = text.get(from..)?;
    let mut windows = rest.windows(part.len()).enumerate();
    let (at, _) = windows.find(|(at, window)| {
        let before = at.checked_sub(1).and_then(|before| rest.get(before));
        *window == part && (!begins_line || before.is_none_or(|byte| *byte == b'\n'))
    })?;
    Some(from.saturating_add(at))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bounded_and_attributed() {
        assert_eq!(excerpt("plan", " x \n").as_deref(), Some("plan: x"));
        assert_eq!(excerpt("plan", " \n"), None);
        let long = excerpt("plan", &"é".repeat(5_000)).unwrap();
        assert_eq!(long.chars().count(), "plan: ".len() + RATIONALE_LIMIT + 1);
        assert!(long.ends_with('…'));
    }

    #[test]
    fn plans() {
        let agents = Agents::builtin();
        let read = |message: &str| {
            let found = plan(&agents, message.as_bytes());
            found.map(|(tool, text)| (tool.to_owned(), text.unwrap_or_default()))
        };
        let of = |text: &str| Some(("claude-code".to_owned(), text.to_owned()));
        assert_eq!(
            read("t\n\n<claude-plan>\n# Do\nit\n</claude-plan>\nx"),
            of("plan: # Do\nit")
        );
        assert_eq!(read("t\n\n<claude-plan>open"), of("plan: open"));
        assert_eq!(read("t\n\n<claude-plan></claude-plan>"), of(""));
        assert_eq!(read("the `<claude-plan>` element"), None);
        assert_eq!(read("t\n  <claude-plan>x"), None);
    }
}
