//! The document of known agents: what it may hold, and the facts that it states.

use std::borrow::Cow;
use std::collections::BTreeSet;

use serde::Deserialize;

use super::facts::{Fact, Kind};
use crate::error::{ErrorCode, InputError};
use crate::id::Name;
use crate::provenance::Involvement;

/// A table of agents, as it is written. Every member may be left out.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct AgentsDocument {
    /// The version or date of the table.
    pub version: String,
    /// Tools of the built-in table whose rows do not count.
    pub without: BTreeSet<String>,
    /// The known tools.
    pub agent: Vec<AgentRow>,
    /// Automation that is no AI.
    pub service: Vec<ServiceRow>,
    /// Keys of trailers, by what they are for.
    pub keys: Keys,
    /// Words of which values are made.
    pub words: Words,
}

/// One tool.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct AgentRow {
    /// The id under which claims name it.
    pub tool: Name,
    /// Where this is known from.
    pub source: String,
    /// When the row was last held against its source.
    pub seen: String,
    /// Names that stand for it as a whole value.
    #[serde(default)]
    pub names: Vec<String>,
    /// Names that stand for it only where the text is about AI, or beside a model.
    #[serde(default)]
    pub aliases: Vec<String>,
    /// Whole e-mail addresses of its own.
    #[serde(default)]
    pub addresses: Vec<String>,
    /// Addresses that people write down for it, and that are not its own.
    #[serde(default)]
    pub claimed_addresses: Vec<String>,
    /// Addresses that count beside one name alone.
    #[serde(default)]
    pub named_addresses: Vec<NamedAddress>,
    /// Addresses around an identifier of hexadecimal digits.
    #[serde(default)]
    pub numbered_addresses: Vec<NumberedAddress>,
    /// Accounts on GitHub.
    #[serde(default)]
    pub accounts: Vec<AccountRow>,
    /// Logins on a platform whose numbers are not known.
    #[serde(default)]
    pub logins: Vec<String>,
    /// What the names of its branches begin with.
    #[serde(default)]
    pub branches: Vec<String>,
    /// What a line that it leaves begins with.
    #[serde(default)]
    pub footers: Vec<Start>,
    /// What the links to its sessions begin with.
    #[serde(default)]
    pub links: Vec<Start>,
    /// What the subject of its commits begins with.
    #[serde(default)]
    pub subjects: Vec<String>,
    /// What it adds to the name of the author for whom it commits.
    #[serde(default)]
    pub name_suffixes: Vec<String>,
    /// Names of the elements in which it writes down its plan.
    #[serde(default)]
    pub plans: Vec<String>,
    /// Trailers that only this tool sets.
    #[serde(default)]
    pub trailers: Vec<OwnTrailer>,
}

/// An address that counts beside one name alone.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct NamedAddress {
    /// The whole address.
    pub address: String,
    /// The name.
    pub name: String,
}

/// An address around an identifier of hexadecimal digits and `-`.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct NumberedAddress {
    /// What stands before the identifier.
    pub before: String,
    /// What stands after it, with the whole domain.
    pub after: String,
}

/// An account on GitHub.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct AccountRow {
    /// The number, which decides.
    pub id: u64,
    /// The login.
    pub login: String,
    /// The name beside which alone the row counts.
    #[serde(default)]
    pub name: String,
}

/// The beginning of a line or link.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Start {
    /// The beginning.
    pub start: String,
    /// What it claims; `generated` if absent.
    #[serde(default)]
    pub involvement: Option<Involvement>,
}

/// A trailer that only one tool sets.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct OwnTrailer {
    /// The key.
    pub key: String,
    /// The value it sets; any if absent.
    #[serde(default)]
    pub value: String,
    /// What it claims; `generated` if absent.
    #[serde(default)]
    pub involvement: Option<Involvement>,
}

/// Automation that follows fixed rules, or that runs anything.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct ServiceRow {
    /// Its name.
    pub name: Name,
    /// Where this is known from.
    pub source: String,
    /// When the row was last held against its source.
    pub seen: String,
    /// Whole e-mail addresses.
    #[serde(default)]
    pub addresses: Vec<String>,
    /// Accounts on GitHub.
    #[serde(default)]
    pub accounts: Vec<AccountRow>,
}

/// Keys of trailers, by what they are for.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct Keys {
    /// Credits somebody who wrote part of it.
    pub co_author: Vec<String>,
    /// Certifies where it comes from.
    pub sign_off: Vec<String>,
    /// Speaks of people and tools alike: assisted, where it names a known tool.
    pub helper_assisted: Vec<String>,
    /// Speaks of programs and tools alike: generated, where it names a known tool.
    pub helper_generated: Vec<String>,
    /// Speaks of AI by its key: assisted, whatever it names.
    pub ai_assisted: Vec<String>,
    /// Speaks of AI by its key: generated, whatever it names.
    pub ai_generated: Vec<String>,
    /// Names the agent of a recorded session.
    pub session: Vec<String>,
    /// Is set by one tool or another.
    pub hint: Vec<String>,
}

/// Words of which values are made.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct Words {
    /// Values that say an AI, without saying which.
    pub any_ai: Vec<String>,
    /// Values that say no AI.
    pub no_ai: Vec<String>,
    /// Families of models and their makers.
    pub families: Vec<String>,
    /// Further words in the name of a model.
    pub variants: Vec<String>,
}

impl AgentsDocument {
    /// Returns the facts of the document, sorted.
    ///
    /// # Errors
    /// An empty text, a key that no trailer can have, or two rows that say different things of the same mark.
    pub(super) fn facts(&self) -> Result<Vec<Fact>, InputError> {
        let mut all = Facts::default();
        for (index, row) in self.agent.iter().enumerate() {
            let start = all.list.len();
            all.agent(row);
            all.check(start, &format!("agent[{index}]"))?;
        }
        for (index, row) in self.service.iter().enumerate() {
            let start = all.list.len();
            let name = row.name.as_str();
            all.plain(Kind::ServiceAddress, &row.addresses, name);
            for account in &row.accounts {
                all.put(Kind::ServiceAccount, account.id.to_string(), name, "", None);
            }
            all.check(start, &format!("service[{index}]"))?;
        }
        let (keys, words) = (&self.keys, &self.words);
        for (kind, list) in [
            (Kind::CoAuthorKey, &keys.co_author),
            (Kind::SignOffKey, &keys.sign_off),
            (Kind::HelperAssistedKey, &keys.helper_assisted),
            (Kind::HelperGeneratedKey, &keys.helper_generated),
            (Kind::AiAssistedKey, &keys.ai_assisted),
            (Kind::AiGeneratedKey, &keys.ai_generated),
            (Kind::SessionKey, &keys.session),
            (Kind::HintKey, &keys.hint),
            (Kind::AnyAi, &words.any_ai),
            (Kind::NoAi, &words.no_ai),
            (Kind::Family, &words.families),
            (Kind::Variant, &words.variants),
        ] {
            let start = all.list.len();
            all.plain(kind, list, "");
            all.check(start, if kind.is_key() { "keys" } else { "words" })?;
        }
        all.sorted()
    }
}

#[derive(Default)]
struct Facts {
    list: Vec<Fact>,
}

impl Facts {
    fn agent(&mut self, row: &AgentRow) {
        let tool = row.tool.as_str();
        self.put(Kind::Alias, tool.to_owned(), tool, "", None);
        self.plain(Kind::Name, &row.names, tool);
        self.plain(Kind::Alias, &row.aliases, tool);
        self.plain(Kind::Address, &row.addresses, tool);
        self.plain(Kind::ClaimedAddress, &row.claimed_addresses, tool);
        self.plain(Kind::Login, &row.logins, tool);
        self.plain(Kind::Branch, &row.branches, tool);
        self.plain(Kind::Subject, &row.subjects, tool);
        self.plain(Kind::NameSuffix, &row.name_suffixes, tool);
        self.plain(Kind::Plan, &row.plans, tool);
        for named in &row.named_addresses {
            self.put(
                Kind::Address,
                named.address.clone(),
                tool,
                &named.name,
                None,
            );
        }
        for numbered in &row.numbered_addresses {
            let before = numbered.before.clone();
            self.put(Kind::NumberedAddress, before, tool, &numbered.after, None);
        }
        for account in &row.accounts {
            self.put(
                Kind::Account,
                account.id.to_string(),
                tool,
                &account.name,
                None,
            );
            // A login that counts beside a name alone is the login of something else.
            if account.name.is_empty() {
                self.put(Kind::Login, account.login.clone(), tool, "", None);
            }
        }
        for (kind, list) in [(Kind::Footer, &row.footers), (Kind::Link, &row.links)] {
            for mark in list {
                self.put(kind, mark.start.clone(), tool, "", mark.involvement);
            }
        }
        for own in &row.trailers {
            self.put(
                Kind::Trailer,
                own.key.clone(),
                tool,
                &own.value,
                own.involvement,
            );
        }
    }

    fn plain(&mut self, kind: Kind, list: &[String], tool: &str) {
        for key in list {
            self.put(kind, key.clone(), tool, "", None);
        }
    }

    fn put(
        &mut self,
        kind: Kind,
        key: String,
        tool: &str,
        value: &str,
        involvement: Option<Involvement>,
    ) {
        self.list.push(Fact {
            kind,
            key: Cow::Owned(key),
            tool: Cow::Owned(tool.to_owned()),
            value: Cow::Owned(value.to_owned()),
            involvement,
        });
    }

    /// Checks the facts that one row has added.
    fn check(&self, start: usize, path: &str) -> Result<(), InputError> {
        let added = self.list.iter().skip(start);
        added
            .filter_map(|fact| fact.fault().map(|fault| (fact, fault)))
            .next()
            .map_or(Ok(()), |(fact, fault)| {
                let message = format!("`{}` {fault}", fact.key);
                Err(InputError::about("agents", ErrorCode::InvalidValue, message).at(path))
            })
    }

    fn sorted(self) -> Result<Vec<Fact>, InputError> {
        let mut list = self.list;
        list.sort_by(|a, b| {
            a.order(b)
                .then_with(|| b.value.cmp(&a.value))
                .then_with(|| a.tool.cmp(&b.tool))
        });
        list.dedup();
        let clash = list.windows(2).find_map(|pair| match pair {
            [a, b] if a.order(b).is_eq() && a.value.eq_ignore_ascii_case(&b.value) => {
                // Two models of one maker share a login, and the number tells them apart.
                (a.kind != Kind::Login).then_some(a)
            }
            _ => None,
        });
        match clash {
            Some(fact) => {
                let message = format!("`{}` stands there twice", fact.key);
                Err(InputError::about("agents", ErrorCode::DuplicateId, message))
            }
            None => Ok(list),
        }
    }
}
