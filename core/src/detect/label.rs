//! Names of tools and models as people and tools write them: `Tool:model`, `Model via Tool`, `Tool (model)`.

use super::agents::{ANY_AI, FAMILIES, NO_AI, VARIANTS};
use super::identity;
use super::table::{self, Address};

/// How much of a model's name is kept.
const LONGEST: usize = 200;

/// What a text says of the AI that was used.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Label {
    /// The tool, if it is a known one.
    pub(super) tool: Option<&'static str>,
    /// The model, as written.
    pub(super) model: Option<String>,
}

impl Label {
    fn new(tool: Option<&'static str>, model: &str) -> Self {
        let model = model.trim();
        let kept = || model.chars().take(LONGEST).collect();
        Self {
            tool,
            model: (!model.is_empty()).then(kept),
        }
    }
}

/// Reports whether the text says that no AI was used.
pub(super) fn denies(text: &str) -> bool {
    NO_AI
        .iter()
        .any(|word| word.eq_ignore_ascii_case(text.trim()))
}

/// Reads a text that may name an AI. None: it names none that is known, so it may well name a person.
pub(super) fn read(text: &str) -> Option<Label> {
    let text = text.trim();
    if text.contains('@') {
        let person = identity::parse(text)?;
        return match table::address(&person.email) {
            Address::Agent(tool) | Address::Lookalike(tool) => Some(Label {
                tool: Some(tool),
                model: model_in(&person.name),
            }),
            Address::Other => None,
        };
    }
    read_name(text)
}

/// Returns the model that the name of a known agent states.
pub(super) fn model_in(name: &str) -> Option<String> {
    read_name(name.trim()).and_then(|label| label.model)
}

fn read_name(text: &str) -> Option<Label> {
    if ANY_AI.iter().any(|word| word.eq_ignore_ascii_case(text)) {
        return Some(Label::default());
    }
    if let Some(tool) = tool(text) {
        return Some(Label::new(Some(tool), ""));
    }
    if let Some((model, name)) = text.rsplit_once(" via ")
        && let Some(tool) = tool(name)
    {
        return Some(Label::new(Some(tool), inner_model(model)));
    }
    if let Some((name, model)) = text.split_once(" with ")
        && let Some(tool) = tool(name)
    {
        let known = self::tool(model).is_some() || is_model(model);
        return Some(Label::new(Some(tool), if known { model } else { "" }));
    }
    beside_mark(text).or_else(|| {
        let first = text.split_whitespace().next()?;
        is_model(text).then(|| Label::new(table::named(first), inner_model(text)))
    })
}

/// Reads `Tool:model`, `Tool / model` and `Tool (model)`.
fn beside_mark(text: &str) -> Option<Label> {
    let mark = text.find([':', '/', '('])?;
    let (name, rest) = text.split_at_checked(mark)?;
    if ANY_AI
        .iter()
        .any(|word| word.eq_ignore_ascii_case(name.trim()))
    {
        return Some(Label::default());
    }
    let mut after = rest.chars();
    let mark = after.next()?;
    let rest = after.as_str().trim();
    let known = table::named_beside_model(without_version(name));
    match mark {
        // What follows the model are other tools: `Claude:claude-opus-4 coccinelle sparse`.
        ':' => Some(Label::new(
            Some(known?),
            rest.split_whitespace().next().unwrap_or_default(),
        )),
        '/' => Some(Label::new(Some(known?), inner_model(rest))),
        _ => {
            let inside = rest.strip_suffix(')')?;
            let model = !inside.contains(char::is_whitespace) || is_model(inside);
            Some(Label::new(Some(known?), if model { inside } else { "" }))
        }
    }
}

/// Returns the known tool of this name, with or without the tool's version.
fn tool(name: &str) -> Option<&'static str> {
    table::named(name).or_else(|| {
        // `Claude 4` is a model.
        (!is_model(name)).then(|| table::named(without_version(name)))?
    })
}

fn without_version(name: &str) -> &str {
    match name.trim().rsplit_once(char::is_whitespace) {
        Some((head, version)) if is_version(version) => head.trim(),
        _ => name.trim(),
    }
}

fn is_version(word: &str) -> bool {
    word.trim_start_matches(['v', 'V'])
        .starts_with(|c: char| c.is_ascii_digit())
}

/// Returns the exact id in brackets behind the name of a model, or the whole name.
fn inner_model(text: &str) -> &str {
    let inside = text
        .trim()
        .strip_suffix(')')
        .and_then(|rest| rest.rsplit_once('('))
        .map(|(_, inside)| inside.trim());
    match inside {
        Some(id) if !id.contains(char::is_whitespace) && is_model(id) => id,
        _ => text,
    }
}

/// Reports whether this is the name of a model: a family first, and then nothing but numbers and known words.
/// A family alone, or with other words, may be a person.
fn is_model(text: &str) -> bool {
    let name = text.split('(').next().unwrap_or_default();
    let mut words = name.split_whitespace();
    let Some(first) = words.next() else {
        return false;
    };
    let digit = |word: &str| word.bytes().any(|byte| byte.is_ascii_digit());
    let mut certain = digit(first);
    for word in words {
        if digit(word) || listed(FAMILIES, word) {
            certain = true;
        } else if !listed(VARIANTS, word) {
            return false;
        }
    }
    certain && family(first)
}

fn listed(list: &[&str], word: &str) -> bool {
    list.iter().any(|known| known.eq_ignore_ascii_case(word))
}

/// Reports whether a word starts with a family of models, such as `GPT-5` and `ChatGPTv5`, or has one after a
/// separator, such as `openai/gpt-5`.
fn family(word: &str) -> bool {
    word.split(|c: char| !c.is_ascii_alphabetic())
        .any(|part| listed(FAMILIES, part.trim_end_matches(['v', 'V'])))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn label(text: &str) -> Option<(Option<&'static str>, Option<String>)> {
        read(text).map(|label| (label.tool, label.model))
    }

    #[test]
    fn tools_and_models() {
        for (text, tool, model) in [
            ("Claude", "claude", ""),
            ("claude code", "claude-code", ""),
            ("Claude Code 2.1.7", "claude-code", ""),
            ("Claude:claude-opus-4", "claude", "claude-opus-4"),
            (
                "Claude Code: claude-opus-4 coccinelle sparse",
                "claude-code",
                "claude-opus-4",
            ),
            ("claude-code:claude-opus-4", "claude-code", "claude-opus-4"),
            ("devin:x", "devin", "x"),
            (
                "Crush:vendor/models/kimi-k2",
                "crush",
                "vendor/models/kimi-k2",
            ),
            ("Cursor / Claude Opus 4.6", "cursor", "Claude Opus 4.6"),
            ("OpenCode (Claude Opus 4)", "opencode", "Claude Opus 4"),
            ("aider (some-model)", "aider", "some-model"),
            ("GLM-5 via Crush", "crush", "GLM-5"),
            ("GLM-5 via Crush <crush@charm.land>", "crush", "GLM-5"),
            (
                "Claude Opus 5 (claude-opus-5[1m]) via Claude Code 2.1",
                "claude-code",
                "claude-opus-5[1m]",
            ),
            (
                "Claude Code 2.1 / Claude Opus 4.7 (1M context)",
                "claude-code",
                "Claude Opus 4.7 (1M context)",
            ),
            ("Antigravity with Gemini", "antigravity", "Gemini"),
            ("Cursor with some help", "cursor", ""),
            ("Claude (with a few edits)", "claude", ""),
            ("Claude Opus 4.6", "claude", "Claude Opus 4.6"),
            ("Claude Sonnet", "claude", "Claude Sonnet"),
            (
                "Claude (us.anthropic.claude-sonnet-4-5-v1:0)",
                "claude",
                "us.anthropic.claude-sonnet-4-5-v1:0",
            ),
            ("Gemini 2.5 Pro", "gemini", "Gemini 2.5 Pro"),
            (
                "Claude Opus 4.6 <NOREPLY@anthropic.com>",
                "claude-code",
                "Claude Opus 4.6",
            ),
            ("Jane <noreply@anthropic.com>", "claude-code", ""),
            ("Opus 4.7", "", "Opus 4.7"),
            ("GPT-5", "", "GPT-5"),
            ("OpenAI GPT 5.5", "", "OpenAI GPT 5.5"),
            ("openai/gpt-5-mini", "", "openai/gpt-5-mini"),
            ("ChatGPTv5", "", "ChatGPTv5"),
            ("AI", "", ""),
            ("AI (a few lines)", "", ""),
            ("generic LLM chatbot", "", ""),
        ] {
            let filled = |text: &str| (!text.is_empty()).then(|| text.to_owned());
            let (found_tool, found_model) = label(text).unwrap_or_else(|| panic!("{text}"));
            assert_eq!(found_tool.map(str::to_owned), filled(tool), "{text}");
            assert_eq!(found_model, filled(model), "{text}");
        }
    }

    #[test]
    fn people_and_other_programs() {
        for text in [
            "",
            "Jane Doe",
            "Jane Doe <jane@example.org>",
            "Claude <claude@example.org>",
            "Claude Bernard",
            "Claude Max",
            "Devin",
            "Jules",
            "Devin Smith",
            "Opus Dei",
            "Gemini Foo 3",
            "jane@example.org",
            "protoc 3.21",
            "openstack/project-config:roles/x",
            "tool:claude",
            "the gpt team",
            "not an AI",
            "yes",
            "(",
            ":",
            "/",
            "Ωmega:1",
        ] {
            assert_eq!(label(text), None, "{text}");
        }
    }

    #[test]
    fn long_models_are_cut() {
        let long = format!("Claude:{}", "é".repeat(500));
        assert_eq!(read(&long).unwrap().model.unwrap().chars().count(), 200);
        let nested = read(&"Claude with ".repeat(100_000)).unwrap();
        assert_eq!((nested.tool, nested.model), (Some("claude"), None));
    }

    #[test]
    fn denials_are_exact() {
        assert!(denies(" None ") && denies("no") && denies("No AI used"));
        for text in [
            "",
            "n/a",
            "none of it by hand",
            "no idea",
            "unknown",
            "nobody",
        ] {
            assert!(!denies(text), "{text}");
        }
    }
}
