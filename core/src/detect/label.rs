//! Names of tools and models as people and tools write them: `Tool:model`, `Model via Tool`, `Tool (model)`.

use super::facts::Kind;
use super::identity;
use super::table::{Agents, Known};

/// How much of a model's name is kept.
const LONGEST: usize = 200;

/// What a text says of the AI that was used.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Label<'a> {
    /// The tool, if it is a known one.
    pub(super) tool: Option<&'a str>,
    /// The model, as written.
    pub(super) model: Option<String>,
}

impl<'a> Label<'a> {
    fn new(tool: Option<&'a str>, model: &str) -> Self {
        let model = model.trim();
        let kept = || model.chars().take(LONGEST).collect();
        Self {
            tool,
            model: (!model.is_empty()).then(kept),
        }
    }
}

/// Reports whether the text says that no AI was used.
pub(super) fn denies(agents: &Agents, text: &str) -> bool {
    agents.lists(Kind::NoAi, text.trim())
}

/// Reads a text that may name an AI. None: it names none that is known, so it may well name a person.
pub(super) fn read<'a>(agents: &'a Agents, text: &str) -> Option<Label<'a>> {
    let text = text.trim();
    if text.contains('@') {
        let person = identity::parse(text)?;
        return match agents.address(&person.email, &person.name) {
            Known::Agent(tool) | Known::Lookalike(tool) => Some(Label {
                tool: Some(tool),
                model: model_in(agents, &person.name),
            }),
            Known::Service(_) | Known::Other => None,
        };
    }
    // `<vendor/model>`
    let bare = text
        .strip_prefix('<')
        .and_then(|rest| rest.strip_suffix('>'));
    read_name(agents, bare.unwrap_or(text))
}

/// Returns the model that the name of a known agent states.
pub(super) fn model_in(agents: &Agents, name: &str) -> Option<String> {
    read_name(agents, name.trim()).and_then(|label| label.model)
}

pub(super) fn read_name<'a>(agents: &'a Agents, text: &str) -> Option<Label<'a>> {
    if agents.lists(Kind::AnyAi, text) {
        return Some(Label::default());
    }
    if let Some(tool) = tool(agents, text) {
        return Some(Label::new(Some(tool), ""));
    }
    if let Some((model, name)) = text.rsplit_once(" via ")
        && let Some(tool) = tool(agents, name)
    {
        return Some(Label::new(Some(tool), inner_model(agents, model)));
    }
    if let Some((name, model)) = text.split_once(" with ")
        && let Some(tool) = tool(agents, name)
    {
        let known = self::tool(agents, model).is_some() || is_model(agents, model);
        return Some(Label::new(Some(tool), if known { model } else { "" }));
    }
    beside_mark(agents, text).or_else(|| {
        let first = text.split_whitespace().next()?;
        is_model(agents, text).then(|| Label::new(agents.named(first), inner_model(agents, text)))
    })
}

/// Reads `Tool:model`, `Tool / model` and `Tool (model)`.
fn beside_mark<'a>(agents: &'a Agents, text: &str) -> Option<Label<'a>> {
    let mark = text.find([':', '/', '('])?;
    let (name, rest) = text.split_at_checked(mark)?;
    if agents.lists(Kind::AnyAi, name.trim()) {
        return Some(Label::default());
    }
    let mut after = rest.chars();
    let mark = after.next()?;
    let rest = after.as_str().trim();
    let known = agents.tool(without_version(name));
    match mark {
        // What follows the model are other tools: `Claude:claude-opus-4 coccinelle sparse`.
        ':' => Some(Label::new(
            Some(known?),
            rest.split_whitespace().next().unwrap_or_default(),
        )),
        '/' => Some(Label::new(Some(known?), inner_model(agents, rest))),
        _ => {
            let inside = rest.strip_suffix(')')?;
            let model = !inside.contains(char::is_whitespace) || is_model(agents, inside);
            Some(Label::new(Some(known?), if model { inside } else { "" }))
        }
    }
}

/// Returns the known tool of this name, with or without the tool's version.
fn tool<'a>(agents: &'a Agents, name: &str) -> Option<&'a str> {
    agents.named(name).or_else(|| {
        // `Claude 4` is a model.
        (!is_model(agents, name)).then(|| agents.named(without_version(name)))?
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
fn inner_model<'t>(agents: &Agents, text: &'t str) -> &'t str {
    let inside = text
        .trim()
        .strip_suffix(')')
        .and_then(|rest| rest.rsplit_once('('))
        .map(|(_, inside)| inside.trim());
    match inside {
        Some(id) if !id.contains(char::is_whitespace) && is_model(agents, id) => id,
        _ => text,
    }
}

/// Reports whether this is the name of a model: a family first, and then nothing but numbers and known words.
/// A family alone, or with other words, may be a person.
pub(super) fn is_model(agents: &Agents, text: &str) -> bool {
    let name = text.split('(').next().unwrap_or_default();
    let mut words = name.split_whitespace();
    let Some(first) = words.next() else {
        return false;
    };
    let digit = |word: &str| word.bytes().any(|byte| byte.is_ascii_digit());
    let mut certain = digit(first);
    for word in words {
        if digit(word) || agents.lists(Kind::Family, word) {
            certain = true;
        } else if !agents.lists(Kind::Variant, word) {
            return false;
        }
    }
    certain && family(agents, first)
}

/// Reports whether a word starts with a family of models, such as `GPT-5` and `ChatGPTv5`, or has one after a
/// separator, such as `openai/gpt-5`.
fn family(agents: &Agents, word: &str) -> bool {
    word.split(|c: char| !c.is_ascii_alphabetic())
        .any(|part| agents.lists(Kind::Family, part.trim_end_matches(['v', 'V'])))
}

#[cfg(test)]
mod tests {
    use super::*;

    const AGENTS: &Agents = &Agents::builtin();

    fn label(text: &str) -> Option<(Option<&'static str>, Option<String>)> {
        read(AGENTS, text).map(|label| (label.tool, label.model))
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
            ("<vendor/claude-opus-4.6>", "", "vendor/claude-opus-4.6"),
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
        assert_eq!(
            read(AGENTS, &long).unwrap().model.unwrap().chars().count(),
            200
        );
        let nested = read(AGENTS, &"Claude with ".repeat(100_000)).unwrap();
        assert_eq!((nested.tool, nested.model), (Some("claude"), None));
    }

    #[test]
    fn denials_are_exact() {
        assert!(denies(AGENTS, " None ") && denies(AGENTS, "no") && denies(AGENTS, "No AI used"));
        for text in [
            "",
            "n/a",
            "none of it by hand",
            "no idea",
            "unknown",
            "nobody",
        ] {
            assert!(!denies(AGENTS, text), "{text}");
        }
    }
}
