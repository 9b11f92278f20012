//! Who is named in a trailer.

use serde::Serialize;

use super::table::{Agents, Known};

/// A name and an e-mail address, as a git header or a trailer states them: nobody vouches for either.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Identity {
    /// The name, or the whole value of a trailer that cannot be read.
    pub name: String,
    /// The address; empty where none can be read.
    pub email: String,
}

/// Who the value of a trailer is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Named<'a> {
    /// Known agents and nobody else.
    Agents(Vec<Agent<'a>>),
    /// Somebody, with the agents that seem to be named as well.
    Somebody(Identity, Vec<Agent<'a>>),
    /// The value is empty.
    Nobody,
}

/// An agent that a value names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Agent<'a> {
    pub(super) tool: &'a str,
    /// Whether the address is the agent's own, not only like it.
    pub(super) exact: bool,
    /// The name beside the address, if there is one.
    pub(super) name: String,
}

/// Reads `Name <address>`, and nothing else.
pub(super) fn parse(value: &str) -> Option<Identity> {
    let (name, rest) = value.trim().split_once('<')?;
    let email = rest.strip_suffix('>')?.trim();
    let one_address = !email.contains(['<', '>', ',', ';']) && !email.contains(char::is_whitespace);
    let has_parts = email
        .split_once('@')
        .is_some_and(|(local, domain)| !local.is_empty() && !domain.is_empty());
    (one_address && has_parts).then(|| Identity {
        name: name.trim().to_owned(),
        email: email.to_owned(),
    })
}

/// Tells who is named in the value of a trailer that credits people.
pub(super) fn named<'a>(agents: &'a Agents, value: &str) -> Named<'a> {
    let value = value.trim();
    if value.is_empty() {
        return Named::Nobody;
    }
    if let Some(person) = parse(value) {
        return match agent(agents, &person.email, &person.name) {
            Some(agent) if agent.exact => Named::Agents(vec![agent]),
            found => Named::Somebody(person, found.into_iter().collect()),
        };
    }
    let mut found = Vec::new();
    let mut others = false;
    for word in addresses(value) {
        match agent(agents, word, "") {
            Some(agent) => {
                others |= !agent.exact;
                found.push(agent);
            }
            None => others = true,
        }
    }
    // With several addresses in one value nobody can say whom the words between them name.
    if found.is_empty() || others {
        let raw = Identity {
            name: value.to_owned(),
            email: String::new(),
        };
        Named::Somebody(raw, found)
    } else {
        Named::Agents(found)
    }
}

fn agent<'a>(agents: &'a Agents, email: &str, name: &str) -> Option<Agent<'a>> {
    let (tool, exact) = match agents.address(email, name) {
        Known::Agent(tool) => (tool, true),
        Known::Lookalike(tool) => (tool, false),
        Known::Service(_) | Known::Other => return None,
    };
    Some(Agent {
        tool,
        exact,
        name: name.to_owned(),
    })
}

/// Returns what looks like an address in a value of no known form, such as `Name [a@b](mailto:a@b)`.
fn addresses(value: &str) -> impl Iterator<Item = &str> {
    value
        .split(|c: char| c.is_whitespace() || matches!(c, '<' | '>' | '(' | ')' | ',' | ';' | '"'))
        .filter(|word| word.contains('@'))
        .map(|word| {
            word.strip_prefix('[')
                .and_then(|inside| inside.strip_suffix(']'))
                .or_else(|| word.strip_prefix("mailto:"))
                .unwrap_or(word)
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_name_and_one_address() {
        let jane = parse(" Jane Doe  <jane@example.org> ").unwrap();
        assert_eq!(
            (jane.name.as_str(), jane.email.as_str()),
            ("Jane Doe", "jane@example.org")
        );
        assert_eq!(parse("<jane@example.org>").unwrap().name, "");
        for bad in [
            "",
            "Jane",
            "unknown <>",
            "Jane <jane>",
            "Jane <@example.org>",
            "Jane <jane@>",
            "Jane <jane@example.org> (x)",
            "Jane <jane@example.org>, Bob <bob@example.org>",
            "Jane <jane@example.org",
            "Jane jane@example.org",
            "Jane <jane @example.org>",
        ] {
            assert_eq!(parse(bad), None, "{bad}");
        }
    }

    fn outcome(value: &str) -> (usize, Option<Identity>) {
        match named(&Agents::builtin(), value) {
            Named::Agents(agents) => (agents.len(), None),
            Named::Somebody(person, agents) => (agents.len(), Some(person)),
            Named::Nobody => (0, None),
        }
    }

    #[test]
    fn agents_and_people() {
        assert_eq!(outcome("Crush <crush@charm.land>"), (1, None));
        assert_eq!(outcome("OpenHands-X openhands@all-hands.dev"), (1, None));
        assert_eq!(
            outcome("Oz [agent@warp.dev](mailto:agent@warp.dev)"),
            (2, None)
        );
        assert_eq!(
            outcome("Devin [158243242+devin-ai-integration[bot]@users.noreply.github.com]"),
            (1, None)
        );
        let both = outcome("Crush <crush@charm.land>, Jane <jane@example.org>");
        assert!(both.0 == 1 && both.1.is_some_and(|raw| raw.email.is_empty()));
        let raw = outcome("Claude Opus 4.6");
        assert!(raw.0 == 0 && raw.1.is_some_and(|raw| raw.name == "Claude Opus 4.6"));
        let alike = outcome("claude[bot] <41898282+claude[bot]@users.noreply.github.com>");
        assert!(alike.0 == 1 && alike.1.is_some());
        assert_eq!(outcome("  "), (0, None));
    }
}
