//! Looking things up in the table of known agents.

use std::collections::BTreeSet;

use super::agents::{AGENTS_VERSION, FACTS};
use super::document::AgentsDocument;
use super::facts::{Fact, Kind};
use crate::digest::Digest;
use crate::error::InputError;

/// The table of known agents: the built-in one, or that with rows of one's own before it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Agents {
    /// Rows of the caller, which win.
    own: Vec<Fact>,
    /// Tools of the built-in table that do not count.
    without: BTreeSet<String>,
    /// The digest of what the caller added.
    added: Option<Digest>,
}

/// What an identity is known to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Known<'a> {
    /// This tool.
    Agent(&'a str),
    /// Like this tool, and not it for certain: the login of its bot under another number or under none, or an
    /// address that people write down for it. Whoever it is has taken part.
    Lookalike(&'a str),
    /// This automation, which is no AI.
    Service(&'a str),
    /// Anybody.
    Other,
}

const NO_REPLY: &str = "@users.noreply.github.com";

impl Agents {
    /// Returns the built-in table.
    pub const fn builtin() -> Self {
        Self {
            own: Vec::new(),
            without: BTreeSet::new(),
            added: None,
        }
    }

    /// Returns the built-in table with the rows of `document` before it.
    ///
    /// # Errors
    /// An empty text, a key that no trailer can have, a mark that stands there twice.
    pub(crate) fn with(document: &AgentsDocument, text: &str) -> Result<Self, InputError> {
        Ok(Self {
            own: document.facts()?,
            without: document.without.clone(),
            added: Some(Digest::of(text.as_bytes())),
        })
    }

    /// Returns the version of the table: that of the built-in one and, behind a `+`, the first 16 digits of the
    /// digest of what was added.
    pub fn version(&self) -> String {
        match &self.added {
            None => AGENTS_VERSION.to_owned(),
            Some(digest) => {
                let digits: String = digest.hex().chars().take(16).collect();
                format!("{AGENTS_VERSION}+{digits}")
            }
        }
    }

    /// Looks up an e-mail address with the name beside it: the address as a whole, and never by its domain or by
    /// the name alone. The number of a GitHub no-reply address decides over its login.
    pub fn address(&self, email: &str, name: &str) -> Known<'_> {
        let email = email.trim();
        if let Some(tool) = self.beside(Kind::Address, email, name) {
            return Known::Agent(tool);
        }
        if let Some(tool) = self.first(Kind::ClaimedAddress, email) {
            return Known::Lookalike(tool);
        }
        if let Some(service) = self.first(Kind::ServiceAddress, email) {
            return Known::Service(service);
        }
        if let Some(tool) = self.numbered(email) {
            return Known::Agent(tool);
        }
        let Some(local) = strip_suffix(email, NO_REPLY) else {
            return Known::Other;
        };
        let (number, login) = local.split_once('+').unwrap_or(("", local));
        // Only an app can have a login with brackets; a plain one may be anybody's.
        let login = if login.ends_with("[bot]") { login } else { "" };
        self.account_beside(number, login, name)
    }

    /// Looks up an account on GitHub. The number decides; without one, or with the number of somebody unknown, the
    /// login is only alike.
    pub fn account(&self, id: Option<u64>, login: &str) -> Known<'_> {
        let number = id.map_or_else(String::new, |id| id.to_string());
        self.account_beside(&number, login.trim(), "")
    }

    /// Returns the tool that a tool's own record names: its id, a name or an alias.
    pub fn tool(&self, name: &str) -> Option<&str> {
        let name = name.trim();
        self.first(Kind::Name, name)
            .or_else(|| self.first(Kind::Alias, name))
    }

    /// Returns the tool that a whole name stands for in a text that speaks of people too.
    pub fn named(&self, name: &str) -> Option<&str> {
        self.first(Kind::Name, name.trim())
    }

    /// Returns the tool whose branches begin like this one, given without `refs/heads/`.
    pub fn branch(&self, branch: &str) -> Option<&str> {
        self.longest(Kind::Branch, branch)
            .map(|fact| fact.tool.as_ref())
    }

    /// Returns what the key of a trailer is known for, whatever its kind.
    pub(super) fn key(&self, key: &[u8]) -> impl Iterator<Item = &Fact> {
        self.of(Kind::Trailer, key)
    }

    /// Reports whether the table lists this word.
    pub(super) fn lists(&self, kind: Kind, word: &str) -> bool {
        self.of(kind, word.as_bytes()).next().is_some()
    }

    /// Returns the fact of this kind with the longest key that `text` begins with.
    pub(super) fn longest(&self, kind: Kind, text: &str) -> Option<&Fact> {
        self.all(kind)
            .filter(|fact| starts_with(text, &fact.key))
            .max_by_key(|fact| fact.key.len())
    }

    /// Returns every fact of one kind.
    pub(super) fn all(&self, kind: Kind) -> impl Iterator<Item = &Fact> {
        let of_kind = move |list: &'_ [Fact]| {
            let start = list.partition_point(|fact| fact.kind.class() < kind);
            let end = list.partition_point(|fact| fact.kind.class() <= kind);
            start..end
        };
        let own = self.own.get(of_kind(&self.own)).unwrap_or_default();
        let known = FACTS.get(of_kind(FACTS)).unwrap_or_default();
        own.iter().chain(known.iter().filter(|fact| self.has(fact)))
    }

    fn account_beside(&self, number: &str, login: &str, name: &str) -> Known<'_> {
        if let Some(tool) = self.beside(Kind::Account, number, name) {
            return Known::Agent(tool);
        }
        if let Some(service) = self.first(Kind::ServiceAccount, number) {
            // Its number is right and its login says an agent: the number belongs to what ran it.
            let alike = self.first(Kind::Login, login).map(Known::Lookalike);
            return alike.unwrap_or(Known::Service(service));
        }
        self.first(Kind::Login, login)
            .map_or(Known::Other, Known::Lookalike)
    }

    /// Returns the tool of an address around an identifier.
    fn numbered(&self, email: &str) -> Option<&str> {
        let is_number = |middle: &str| {
            middle.len() >= 32
                && middle
                    .bytes()
                    .all(|byte| byte.is_ascii_hexdigit() || byte == b'-')
        };
        self.all(Kind::NumberedAddress)
            .find(|fact| {
                strip_suffix(email, &fact.value)
                    .filter(|rest| starts_with(rest, &fact.key))
                    .and_then(|rest| rest.get(fact.key.len()..))
                    .is_some_and(is_number)
            })
            .map(|fact| fact.tool.as_ref())
    }

    /// Returns the tool of a mark that may need a name beside it.
    fn beside(&self, kind: Kind, key: &str, name: &str) -> Option<&str> {
        let name = name.trim();
        self.of(kind, key.as_bytes())
            .find(|fact| fact.value.is_empty() || fact.value.eq_ignore_ascii_case(name))
            .map(|fact| fact.tool.as_ref())
    }

    fn first(&self, kind: Kind, key: &str) -> Option<&str> {
        self.of(kind, key.as_bytes())
            .next()
            .map(|fact| fact.tool.as_ref())
    }

    /// Returns the facts with this kind and key, those with a condition first.
    fn of(&self, kind: Kind, key: &[u8]) -> impl Iterator<Item = &Fact> {
        let known = same(FACTS, kind, key).iter();
        same(&self.own, kind, key)
            .iter()
            .chain(known.filter(|fact| self.has(fact)))
    }

    fn has(&self, fact: &Fact) -> bool {
        self.without.is_empty() || !self.without.contains(fact.tool.as_ref())
    }
}

/// Returns the facts of a sorted list with this kind and key.
fn same<'a>(list: &'a [Fact], kind: Kind, key: &[u8]) -> &'a [Fact] {
    let start = list.partition_point(|fact| fact.order_of(kind, key).is_lt());
    let rest = list.get(start..).unwrap_or_default();
    let end = rest.partition_point(|fact| fact.order_of(kind, key).is_le());
    rest.get(..end).unwrap_or_default()
}

/// Reports whether `text` begins with `start`, in any ASCII case.
pub(super) fn starts_with(text: &str, start: &str) -> bool {
    text.as_bytes()
        .get(..start.len())
        .is_some_and(|head| head.eq_ignore_ascii_case(start.as_bytes()))
}

/// Returns `text` without `end`, in any ASCII case.
fn strip_suffix<'t>(text: &'t str, end: &str) -> Option<&'t str> {
    let (head, tail) = text.split_at_checked(text.len().checked_sub(end.len())?)?;
    tail.eq_ignore_ascii_case(end).then_some(head)
}

/// Returns the text of the built-in table, made from its document; for `cargo xtask codegen`.
#[cfg(any(test, feature = "schema"))]
pub(crate) fn source(document: &AgentsDocument) -> Result<String, InputError> {
    use std::fmt::Write as _;

    let mut lines = String::new();
    for fact in document.facts()? {
        let rung = fact.involvement.map_or_else(
            || "None".to_owned(),
            |rung| format!("Some(Involvement::{rung:?})"),
        );
        let (
            kind,
            Fact {
                key, tool, value, ..
            },
        ) = (fact.kind, &fact);
        // Writing to a string cannot fail.
        let _ = writeln!(
            lines,
            "    Fact::known(Kind::{kind:?}, {key:?}, {tool:?}, {value:?}, {rung}),"
        );
    }
    Ok(format!(
        "//! The known agents. Made from `agents.toml` by `cargo xtask codegen`; do not edit.\n\n\
         use super::facts::{{Fact, Kind}};\n\
         use crate::provenance::Involvement;\n\n\
         /// The date of the table of known agents.\n\
         pub const AGENTS_VERSION: &str = {:?};\n\n\
         /// Every mark of every tool, sorted.\n\
         #[rustfmt::skip]\n\
         pub(super) static FACTS: &[Fact] = &[\n{lines}];\n",
        document.version
    ))
}

/// Returns the document that the built-in table is made from.
#[cfg(any(test, feature = "schema"))]
pub(crate) const DOCUMENT: &str = include_str!("agents.toml");

#[cfg(test)]
mod tests;
