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

/// Returns the tool that has written down its plan, and the plan: `<claude-plan>` at the beginning of a line that
/// stands for itself, up to the element that closes it, or to the end.
pub(super) fn plan<'a>(
    agents: &'a Agents,
    message: &[u8],
    lines: &[Line<'_>],
) -> Option<(&'a str, Option<String>)> {
    agents.all(Kind::Plan).find_map(|fact| {
        let opening = format!("<{}>", fact.key);
        let opens = |line: &&Line<'_>| !line.inner && line.text.starts_with(opening.as_bytes());
        let line = lines.iter().find(opens)?;
        let before = message.split(|byte| *byte == b'\n').take(line.number);
        let start = before.fold(opening.len(), |sum, line| {
            sum.saturating_add(line.len()).saturating_add(1)
        });
        let rest = message.get(start..)?;
        let closing = format!("</{}>", fact.key);
        let end = rest
            .windows(closing.len())
            .position(|window| window == closing.as_bytes())
            .unwrap_or(rest.len());
        // Four bytes make the longest character.
        let most = end.min(RATIONALE_LIMIT.saturating_mul(4));
        let text = String::from_utf8_lossy(rest.get(..most)?);
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
            let lines = crate::detect::lines::own(message.as_bytes());
            let found = plan(&agents, message.as_bytes(), &lines);
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
        assert_eq!(read("t\n```\n<claude-plan>x\n```\n"), None);
    }
}
