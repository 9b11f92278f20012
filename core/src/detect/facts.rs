//! One fact about agents, and how facts are ordered and found.

use std::borrow::Cow;
use std::cmp::Ordering;

use crate::provenance::Involvement;

/// What the key of a fact is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Kind {
    Account,
    Address,
    AiAssistedKey,
    AiGeneratedKey,
    Alias,
    AnyAi,
    Branch,
    ClaimedAddress,
    CoAuthorKey,
    Family,
    Footer,
    HelperAssistedKey,
    HelperGeneratedKey,
    HintKey,
    Link,
    Login,
    Name,
    NameSuffix,
    NoAi,
    NumberedAddress,
    Plan,
    ServiceAccount,
    ServiceAddress,
    SessionKey,
    SignOffKey,
    Subject,
    Trailer,
    Variant,
}

impl Kind {
    /// Returns the kind under which facts are ordered: all keys of trailers are found by one search.
    pub(super) const fn class(self) -> Self {
        if self.is_key() { Self::Trailer } else { self }
    }

    /// Reports whether the key of the fact is the key of a trailer.
    pub(super) const fn is_key(self) -> bool {
        matches!(
            self,
            Self::AiAssistedKey
                | Self::AiGeneratedKey
                | Self::CoAuthorKey
                | Self::HelperAssistedKey
                | Self::HelperGeneratedKey
                | Self::HintKey
                | Self::SessionKey
                | Self::SignOffKey
                | Self::Trailer
        )
    }
}

/// One mark of one tool, such as an address.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Fact {
    pub(crate) kind: Kind,
    /// As spelt; compared without regard to ASCII case.
    pub(crate) key: Cow<'static, str>,
    /// The tool or service; empty for a word or key of no tool in particular.
    pub(crate) tool: Cow<'static, str>,
    /// What else must hold, such as the value of a trailer or the name beside a number; empty for nothing.
    pub(crate) value: Cow<'static, str>,
    /// What it claims; `generated` if absent.
    pub(crate) involvement: Option<Involvement>,
}

impl Fact {
    /// Returns a fact of the built-in table.
    pub(super) const fn known(
        kind: Kind,
        key: &'static str,
        tool: &'static str,
        value: &'static str,
        involvement: Option<Involvement>,
    ) -> Self {
        Self {
            kind,
            key: Cow::Borrowed(key),
            tool: Cow::Borrowed(tool),
            value: Cow::Borrowed(value),
            involvement,
        }
    }

    /// Compares by kind and key.
    pub(super) fn order(&self, other: &Self) -> Ordering {
        self.order_of(other.kind, other.key.as_bytes())
    }

    /// Compares with a kind and key.
    pub(super) fn order_of(&self, kind: Kind, key: &[u8]) -> Ordering {
        self.kind.class().cmp(&kind.class()).then_with(|| {
            let mine = self.key.bytes().map(|byte| byte.to_ascii_lowercase());
            mine.cmp(key.iter().map(u8::to_ascii_lowercase))
        })
    }

    /// Returns what is wrong with it.
    pub(super) fn fault(&self) -> Option<&'static str> {
        let key = self.key.as_ref();
        let trimmed = key.trim() == key || matches!(self.kind, Kind::NameSuffix | Kind::Subject);
        if key.trim().is_empty() || !trimmed || key.contains(char::is_control) {
            return Some("is empty, or has white space around it");
        }
        let is_trailer_key = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'-';
        let is_address = || {
            let parts = key.split_once('@');
            parts.is_some_and(|(local, domain)| !local.is_empty() && !domain.is_empty())
        };
        match self.kind {
            kind if kind.is_key() && !key.bytes().all(is_trailer_key) => {
                Some("is not the key of a trailer")
            }
            Kind::Address | Kind::ClaimedAddress | Kind::ServiceAddress if !is_address() => {
                Some("is not a whole address")
            }
            Kind::NumberedAddress if !self.value.starts_with('@') => {
                Some("has no whole domain behind its number")
            }
            Kind::Branch if !key.ends_with('/') => Some("does not end in `/`"),
            Kind::Link if !key.starts_with("https://") || key.len() < 16 => {
                Some("is not the beginning of a link")
            }
            Kind::Footer if key.len() < 16 => Some("is shorter than 16 bytes"),
            _ => None,
        }
    }
}
