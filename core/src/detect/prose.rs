//! What a line says in words: footers, links to sessions, disclosures, the subject.

use super::facts::Kind;
use super::label::{self, Label};
use super::lines::Line;
use super::table::{Agents, starts_with};
use crate::provenance::Involvement;

/// How much of a line is read. What tools leave is far shorter.
const LONGEST: usize = 1_000;

/// What a line says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Said<'a> {
    pub(super) involvement: Involvement,
    pub(super) label: Label<'a>,
    /// The kind of line.
    pub(super) place: &'static str,
    /// The link to a session.
    pub(super) link: Option<String>,
}

impl<'a> Said<'a> {
    const fn new(involvement: Involvement, label: Label<'a>, place: &'static str) -> Self {
        Self {
            involvement,
            label,
            place,
            link: None,
        }
    }
}

/// Verbs of a footer, and what they claim.
const VERBS: &[(&str, Involvement)] = &[
    ("assisted ", Involvement::Assisted),
    ("authored ", Involvement::Generated),
    ("built ", Involvement::Generated),
    ("co-authored ", Involvement::Generated),
    ("coded ", Involvement::Generated),
    ("created ", Involvement::Generated),
    ("developed ", Involvement::Generated),
    ("drafted ", Involvement::Generated),
    ("generated ", Involvement::Generated),
    ("implemented ", Involvement::Generated),
    ("made ", Involvement::Generated),
    ("produced ", Involvement::Generated),
    ("pair programmed ", Involvement::Generated),
    ("pair-programmed ", Involvement::Generated),
    ("ultraworked ", Involvement::Generated),
    ("vibe coded ", Involvement::Generated),
    ("vibe-coded ", Involvement::Generated),
    ("written ", Involvement::Generated),
];

/// Words that stand before the verb or the name and change nothing.
const BEFORE: &[&str] = &[
    "this ",
    "these ",
    "the ",
    "pr ",
    "pull request ",
    "merge request ",
    "commit ",
    "change ",
    "changes ",
    "patch ",
    "code ",
    "was ",
    "were ",
    "is ",
    "has been ",
    "fully ",
    "entirely ",
    "mostly ",
    "partly ",
    "partially ",
    "automatically ",
];
const BETWEEN: &[&str] = &[
    "with ",
    "by ",
    "using ",
    "via ",
    "through ",
    "the ",
    "help of ",
    "help from ",
    "assistance of ",
    "assistance from ",
    "support of ",
];

/// What ends the name of a tool in a sentence.
const AFTER: &[&str] = &[
    ", ", ". ", "; ", " (", " <", " [", " using ", " via ", " and ", " with ", " - ", " – ", " — ",
];

/// Headings above what somebody says of the use of AI.
const HEADINGS: &[&str] = &[
    "ai",
    "ai assistance",
    "ai assistance disclosure",
    "ai assistance notice",
    "ai attribution",
    "ai disclosure",
    "ai notice",
    "ai statement",
    "ai tool use",
    "ai tool usage",
    "ai tools",
    "ai usage",
    "ai usage disclosure",
    "ai use",
    "ai use disclosure",
    "llm disclosure",
    "llm usage",
    "use of ai",
];

/// Reads the lines, in order.
pub(super) fn read<'a>(agents: &'a Agents, lines: &[Line<'_>]) -> Vec<Said<'a>> {
    let mut found = Vec::new();
    let mut disclosure = Disclosure::default();
    for line in lines {
        let bytes = line.text.get(..LONGEST).unwrap_or(line.text);
        let text = String::from_utf8_lossy(bytes);
        let text = text.trim();
        let title = line.number == 0 && !line.inner;
        if title {
            found.extend(subject(agents, text));
        }
        if let Some(rest) = heading(text) {
            found.extend(disclosure.end(agents));
            disclosure.open = true;
            disclosure.takes(line.number, rest);
        } else if disclosure.takes(line.number, text) {
            continue;
        } else {
            found.extend(disclosure.end(agents));
        }
        let words =
            text.trim_start_matches(|c: char| !c.is_ascii() || matches!(c, ' ' | '*' | '_'));
        if let Some(fact) = agents.longest(Kind::Footer, words) {
            let label = Label {
                tool: Some(&fact.tool),
                model: None,
            };
            let involvement = fact.involvement.unwrap_or(Involvement::Generated);
            found.push(Said::new(involvement, label, "footer"));
        } else if let Some(said) = made_with(agents, words, title) {
            found.push(said);
        } else if let Some(said) = admits(agents, words) {
            found.push(said);
        } else if denies(agents, words) {
            found.push(Said::new(Involvement::None, Label::default(), "prose"));
        }
        found.extend(link(agents, text));
    }
    found.extend(disclosure.end(agents));
    found
}

/// The paragraph under the heading of a disclosure.
#[derive(Default)]
struct Disclosure {
    open: bool,
    text: String,
    last: usize,
}

impl Disclosure {
    /// Takes a line of the paragraph, if this is one.
    fn takes(&mut self, number: usize, text: &str) -> bool {
        let new = !self.text.is_empty() && number > self.last.saturating_add(1);
        if !self.open || new || text.starts_with('#') {
            return false;
        }
        if let Some(answer) = answer(text).filter(|_| self.text.len() < LONGEST) {
            self.text.push_str(answer);
            self.text.push(' ');
        }
        self.last = number;
        true
    }

    /// Reads what was taken.
    fn end<'a>(&mut self, agents: &'a Agents) -> Vec<Said<'a>> {
        self.open = false;
        let text = std::mem::take(&mut self.text);
        if text.is_empty() {
            Vec::new()
        } else {
            disclosed(agents, text.trim())
        }
    }
}

/// Reads the subject of a commit: a prefix of one tool, or the merge of a branch of one.
fn subject<'a>(agents: &'a Agents, title: &str) -> Option<Said<'a>> {
    let said = |tool, place| {
        let label = Label {
            tool: Some(tool),
            model: None,
        };
        Said::new(Involvement::Generated, label, place)
    };
    if let Some(fact) = agents.longest(Kind::Subject, title) {
        return Some(said(fact.tool.as_ref(), "subject"));
    }
    let branch = if let Some(rest) = title.strip_prefix("Merge pull request #") {
        // Behind the number stands the owner, and then the branch.
        rest.split_once(" from ")?.1.split_once('/')?.1
    } else {
        let rest = title.strip_prefix("Merge ")?;
        let rest = rest.strip_prefix("remote-tracking ").unwrap_or(rest);
        let name = rest.strip_prefix("branch '")?.split('\'').next()?;
        name.strip_prefix("origin/").unwrap_or(name)
    };
    agents
        .branch(branch)
        .map(|tool| said(tool, "merged branch"))
}

/// Reads `Generated with [Claude Code](https://…)` and its like.
fn made_with<'a>(agents: &'a Agents, text: &str, title: bool) -> Option<Said<'a>> {
    let rest = skip(text, BEFORE);
    let of_ai = ["ai-", "ai "].iter().find_map(|start| after(rest, start));
    let verb = VERBS
        .iter()
        .find_map(|(verb, rung)| after(of_ai.unwrap_or(rest), verb).map(|rest| (rest, *rung)));
    let (rest, involvement) = verb?;
    let named = skip(rest, BETWEEN);
    if named.len() == rest.len() {
        return None;
    }
    let label = label_in(agents, named, of_ai.is_some());
    let label = match label {
        None if of_ai.is_some() && !title => Label::default(),
        other => other?,
    };
    Some(Said::new(involvement, label, "footer"))
}

/// Reads the name of a tool at the beginning of a text; `of_ai` tells whether the text speaks of AI anyway.
fn label_in<'a>(agents: &'a Agents, text: &str, of_ai: bool) -> Option<Label<'a>> {
    let known = |name: &str| {
        let name =
            name.trim_matches(|c: char| matches!(c, ' ' | '.' | '*' | '_' | '!' | '`' | ','));
        let alias = || {
            let tool = agents.tool(name).filter(|_| of_ai)?;
            Some(Label {
                tool: Some(tool),
                model: None,
            })
        };
        label::read_name(agents, name).or_else(alias)
    };
    if let Some(inside) = text.strip_prefix('[') {
        let (name, behind) = inside.split_once(']')?;
        return behind.starts_with('(').then(|| known(name)).flatten();
    }
    if let Some(whole) = known(text) {
        return Some(whole);
    }
    let first = AFTER
        .iter()
        .filter_map(|end| text.find(end).map(|at| (at, *end)))
        .min()?;
    let (name, behind) = text.split_at_checked(first.0)?;
    let mut label = known(name)?;
    if label.model.is_none() {
        // `… using OpenAI Codex (gpt-5) to draft it`
        let behind = behind.strip_prefix(first.1).unwrap_or_default();
        let end = behind
            .find(')')
            .map_or(behind.len(), |at| at.saturating_add(1));
        label.model = behind
            .get(..end)
            .and_then(|inner| label::read_name(agents, inner))
            .and_then(|inner| inner.model);
    }
    Some(label)
}

/// Reads `AI was used to …` and `I used Claude Code for …`.
fn admits<'a>(agents: &'a Agents, text: &str) -> Option<Said<'a>> {
    let said = |label| Said::new(Involvement::Assisted, label, "prose");
    if let Some(rest) = after(text, "ai ").or_else(|| after(text, "llm ")) {
        let rest = skip(rest, &["tools ", "assistance "]);
        let used = ["was used", "were used", "has been used"];
        let admitted = used.iter().any(|start| starts_with(rest, start));
        return admitted.then(|| said(Label::default()));
    }
    let rest = ["i used ", "i have used ", "we used "]
        .iter()
        .find_map(|start| after(text, start))?;
    let end = [" to ", " for ", " as ", ". ", ", "]
        .iter()
        .filter_map(|end| rest.find(end))
        .min()
        .unwrap_or(rest.len());
    let name = rest.get(..end)?.trim_end_matches('.');
    label::read_name(agents, name).map(said)
}

/// Reads a link to a session that ends a line or stands alone.
fn link<'a>(agents: &'a Agents, text: &str) -> Option<Said<'a>> {
    let (before, _) = text.split_once("https://")?;
    let link = text.get(before.len()..)?;
    let fact = agents.longest(Kind::Link, link)?;
    let before = before.trim_end();
    let stands_out = before.is_empty()
        || before.ends_with([':', '<'])
        || (before.starts_with('[') && before.ends_with("]("));
    if !stands_out {
        return None;
    }
    let end = link
        .find(|c: char| c.is_whitespace() || matches!(c, ')' | '>' | ']'))
        .unwrap_or(link.len());
    let label = Label {
        tool: Some(&fact.tool),
        model: None,
    };
    let involvement = fact.involvement.unwrap_or(Involvement::Generated);
    Some(Said {
        link: link.get(..end).map(str::to_owned),
        ..Said::new(involvement, label, "session link")
    })
}

/// Returns what stands behind the heading of a disclosure on its own line, mostly nothing.
fn heading(text: &str) -> Option<&str> {
    let is_mark = |c: char| matches!(c, '#' | '*' | ':' | ' ' | '_');
    let (words, rest) = text.split_once(':').unwrap_or((text, ""));
    let marked = text.starts_with(['#', '*']) || text.contains(':');
    let words = words.trim_matches(is_mark);
    let known = HEADINGS
        .iter()
        .any(|known| known.eq_ignore_ascii_case(words));
    (marked && known).then(|| rest.trim_start_matches(is_mark))
}

/// Returns what a line under the heading of a disclosure answers; a box that is not ticked answers nothing.
fn answer(text: &str) -> Option<&str> {
    let text = text.trim_start_matches(['-', '*', ' ']);
    if starts_with(text, "[ ]") {
        return None;
    }
    let text = after(text, "[x]").unwrap_or(text).trim();
    let nothing = text.trim_end_matches('.');
    let empty = nothing.is_empty()
        || nothing.eq_ignore_ascii_case("n/a")
        || text.bytes().all(|byte| matches!(byte, b'-' | b'=' | b'_'));
    (!empty).then_some(text)
}

/// Reads one answer under the heading of a disclosure.
fn disclosed<'a>(agents: &'a Agents, text: &str) -> Vec<Said<'a>> {
    let said = |label| Said::new(Involvement::Assisted, label, "disclosure");
    let bare = text.trim_matches(|c: char| matches!(c, ' ' | '.' | '*' | '_' | '!'));
    if label::denies(agents, bare) || denies(agents, text) {
        return vec![Said::new(Involvement::None, Label::default(), "disclosure")];
    }
    let tools = tools_in(agents, text);
    if tools.is_empty() {
        return vec![said(Label::default())];
    }
    tools.into_iter().map(said).collect()
}

/// Returns the known tools that a sentence names, each by its longest name.
fn tools_in<'a>(agents: &'a Agents, text: &str) -> Vec<Label<'a>> {
    let words: Vec<&str> = text
        .split(|c: char| c.is_whitespace() || matches!(c, ',' | ';' | '(' | ')' | '/' | '[' | ']'))
        .map(|word| word.trim_matches(|c: char| !c.is_alphanumeric()))
        .filter(|word| !word.is_empty())
        .collect();
    let mut found = Vec::new();
    let mut rest = words.as_slice();
    while let Some((first, tail)) = rest.split_first() {
        // A tool is a name: `cursor` in small letters may be the one of the screen.
        let name = first.chars().next().is_some_and(char::is_uppercase);
        let longest = (1..=rest.len().min(4)).rev().find_map(|count| {
            let tool = agents.named(&rest.get(..count)?.join(" "))?;
            Some((count, tool))
        });
        match longest.filter(|_| name) {
            Some((count, tool)) => {
                let label = Label {
                    tool: Some(tool),
                    model: None,
                };
                if !found.contains(&label) {
                    found.push(label);
                }
                rest = rest.get(count..).unwrap_or_default();
            }
            None => rest = tail,
        }
    }
    found
}

/// Reports whether a line begins by saying that no AI was used, and takes nothing back.
fn denies(agents: &Agents, text: &str) -> bool {
    let Some(rest) = ["no ai ", "no llm ", "no llms ", "no generative ai "]
        .iter()
        .find_map(|start| after(text, start))
    else {
        return false;
    };
    let rest = skip(
        rest,
        &[
            "tools ",
            "assistance ",
            "was ",
            "were ",
            "is ",
            "has been ",
            "have been ",
        ],
    );
    let used = ["used", "involved", "assistance"]
        .iter()
        .any(|word| starts_with(rest, word));
    let takes_back = rest
        .split(|c: char| !c.is_alphanumeric())
        .any(|word| ["except", "but", "besides", "only", "apart"].contains(&word));
    used && !takes_back && tools_in(agents, rest).is_empty()
}

/// Returns `text` without the words at its beginning, as many as there are.
fn skip<'t>(mut text: &'t str, words: &[&str]) -> &'t str {
    while let Some(rest) = words.iter().find_map(|word| after(text, word)) {
        text = rest;
    }
    text
}

fn after<'t>(text: &'t str, start: &str) -> Option<&'t str> {
    starts_with(text, start).then(|| text.get(start.len()..))?
}
