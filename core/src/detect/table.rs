//! Looking things up in the table of known agents.

use super::agents::AGENTS;

/// One known tool.
#[derive(Clone, Copy, Debug)]
pub(super) struct Agent {
    /// The id under which claims name it.
    pub(super) tool: &'static str,
    /// Names that stand for it in the value of a trailer, in any ASCII case.
    pub(super) names: &'static [&'static str],
    /// Whole e-mail addresses, in any ASCII case.
    pub(super) addresses: &'static [&'static str],
    /// Accounts on GitHub: the number, which decides, and the login.
    pub(super) accounts: &'static [(&'static str, &'static str)],
    /// Trailers that only this tool sets, with the value it sets; empty = any.
    pub(super) trailers: &'static [(&'static str, &'static str)],
}

/// What an e-mail address is known to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Address {
    /// The address of this tool.
    Agent(&'static str),
    /// The login of this tool's bot under another number, or under none. Whoever it is has taken part.
    Lookalike(&'static str),
    /// Anybody else's.
    Other,
}

const NO_REPLY: &str = "@users.noreply.github.com";

/// Looks up an e-mail address: as a whole, and never by its domain or the name in front of it.
pub(super) fn address(email: &str) -> Address {
    let email = email.trim().to_ascii_lowercase();
    let whole = |agent: &&Agent| agent.addresses.contains(&email.as_str());
    if let Some(agent) = AGENTS.iter().find(whole) {
        return Address::Agent(agent.tool);
    }
    let Some(local) = email.strip_suffix(NO_REPLY) else {
        return Address::Other;
    };
    let (number, login) = local.split_once('+').unwrap_or(("", local));
    let numbered = |agent: &&Agent| agent.accounts.iter().any(|(known, _)| *known == number);
    if let Some(agent) = AGENTS.iter().find(numbered) {
        return Address::Agent(agent.tool);
    }
    // Only an app can have a login with brackets; a plain one may be anybody's.
    let alike = |agent: &&Agent| {
        login.ends_with("[bot]")
            && agent
                .accounts
                .iter()
                .any(|(_, known)| known.eq_ignore_ascii_case(login))
    };
    AGENTS
        .iter()
        .find(alike)
        .map_or(Address::Other, |agent| Address::Lookalike(agent.tool))
}

/// Returns the tool that a whole name or id stands for.
pub(super) fn named(name: &str) -> Option<&'static str> {
    let name = name.trim();
    let is_name = |agent: &&Agent| {
        agent
            .names
            .iter()
            .any(|known| known.eq_ignore_ascii_case(name))
    };
    AGENTS.iter().find(is_name).map(|agent| agent.tool)
}

/// Returns the tool of this id or name. An id alone may be a first name, so it counts only next to a model.
pub(super) fn named_beside_model(name: &str) -> Option<&'static str> {
    let name = name.trim();
    let is_id = |agent: &&Agent| agent.tool.eq_ignore_ascii_case(name);
    named(name).or_else(|| AGENTS.iter().find(is_id).map(|agent| agent.tool))
}

/// Returns the tool whose own trailer this is, and the trailer's key as the tool spells it.
pub(super) fn trailer(key: &[u8], value: &str) -> Option<(&'static str, &'static str)> {
    let value = value.trim();
    AGENTS.iter().find_map(|agent| {
        agent
            .trailers
            .iter()
            .find(|(known, wanted)| {
                known.as_bytes().eq_ignore_ascii_case(key)
                    && !value.is_empty()
                    && (wanted.is_empty() || wanted.eq_ignore_ascii_case(value))
            })
            .map(|(known, _)| (agent.tool, *known))
    })
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::detect::agents::{ANY_AI, FAMILIES, NO_AI, VARIANTS};

    #[test]
    fn the_table_is_well_formed() {
        let mut seen = BTreeSet::new();
        for agent in AGENTS {
            assert!(seen.insert(agent.tool.to_owned()), "{}", agent.tool);
            assert!(
                agent.tool.parse::<crate::id::Name>().is_ok(),
                "{}",
                agent.tool
            );
            for email in agent.addresses {
                assert!(email.contains('@') && *email == email.to_ascii_lowercase());
                assert!(seen.insert((*email).to_owned()), "{email}");
            }
            for (number, login) in agent.accounts {
                assert!(number.bytes().all(|byte| byte.is_ascii_digit()));
                let row = format!("{number}+{login}{NO_REPLY}");
                assert_eq!(address(&row), Address::Agent(agent.tool));
                assert!(seen.insert(row.to_ascii_lowercase()));
            }
            for name in agent.names {
                assert!(
                    seen.insert(format!("name {}", name.to_ascii_lowercase())),
                    "{name}"
                );
            }
            for (key, value) in agent.trailers {
                assert!(seen.insert(format!("trailer {key} {value}")), "{key}");
            }
        }
        for text in [ANY_AI, NO_AI].concat() {
            assert_eq!(named(text), None);
        }
        for word in [FAMILIES, VARIANTS].concat() {
            assert!(word.bytes().all(|byte| byte.is_ascii_lowercase()), "{word}");
        }
    }

    #[test]
    fn whole_addresses_only() {
        assert_eq!(
            address("NoReply@Anthropic.com"),
            Address::Agent("claude-code")
        );
        for other in [
            "",
            "jane@anthropic.com",
            "noreply@anthropic.com.evil.example",
            "xnoreply@anthropic.com",
            "noreply@аnthropic.com",
            "@anthropic.com",
            "anthropic.com",
            "49699333+dependabot[bot]@users.noreply.github.com",
            "29139614+renovate[bot]@users.noreply.github.com",
            "41898282+github-actions[bot]@users.noreply.github.com",
            "1+Copilot@users.noreply.github.com",
            "copilot@users.noreply.github.com",
        ] {
            assert_eq!(address(other), Address::Other, "{other}");
        }
    }

    #[test]
    fn the_number_wins_over_the_login() {
        assert_eq!(
            address("209825114+renamed[bot]@users.noreply.github.com"),
            Address::Agent("claude-code")
        );
        for alike in [
            "41898282+claude[bot]@users.noreply.github.com",
            "claude[bot]@users.noreply.github.com",
        ] {
            assert_eq!(address(alike), Address::Lookalike("claude-code"), "{alike}");
        }
    }
}
