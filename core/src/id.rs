//! Validated names. A value of one of these types is always well formed.

use std::borrow::Cow;
use std::fmt;
use std::marker::PhantomData;
use std::str::FromStr;
use std::sync::Arc;

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

/// Reads what a text stands for, from any deserializer, without keeping the text.
pub(crate) fn parsed<'de, D, T>(deserializer: D) -> Result<T, D::Error>
where
    D: Deserializer<'de>,
    T: FromStr<Err: fmt::Display>,
{
    deserializer.deserialize_str(Parsed(PhantomData))
}

struct Parsed<T>(PhantomData<T>);

impl<T: FromStr<Err: fmt::Display>> de::Visitor<'_> for Parsed<T> {
    type Value = T;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a string")
    }

    fn visit_str<E: de::Error>(self, text: &str) -> Result<T, E> {
        text.parse().map_err(E::custom)
    }
}

/// A text is not a name of the expected form.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("expected {expected}")]
pub struct IdError {
    expected: &'static str,
}

const WORD: &str = "a name of 1 to 64 characters: lower-case letters, digits, `.`, `_`, `-`, starting with a letter or digit";

fn is_word(text: &str) -> bool {
    let allowed = |byte: u8| matches!(byte, b'a'..=b'z' | b'0'..=b'9' | b'.' | b'_' | b'-');
    text.len() <= 64
        && text.bytes().all(allowed)
        && text
            .bytes()
            .next()
            .is_some_and(|first| first.is_ascii_alphanumeric())
}

fn is_bounded(text: &str, longest: usize) -> bool {
    !text.is_empty() && text.len() <= longest && !text.chars().any(crate::text::is_unprintable)
}

fn is_line(text: &str) -> bool {
    is_bounded(text, 512)
}

fn is_full_ref(text: &str) -> bool {
    let parts_fit = text
        .split('/')
        .all(|part| !part.is_empty() && !part.starts_with('.') && !part.ends_with(".lock"));
    text.starts_with("refs/")
        && is_line(text)
        && parts_fit
        && !text.contains("..")
        && !text.contains("@{")
        && !text.contains([' ', '~', '^', ':', '?', '*', '[', '\\'])
}

fn is_account(text: &str) -> bool {
    text.split_once(':')
        .is_some_and(|(platform, name)| is_word(platform) && is_bounded(name, 256))
}

fn is_fingerprint(text: &str) -> bool {
    let base64 = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'+' || byte == b'/';
    text.strip_prefix("SHA256:")
        .is_some_and(|digits| digits.len() == 43 && digits.bytes().all(base64))
}

fn is_object_id(text: &str) -> bool {
    matches!(text.len(), 40 | 64)
        && text
            .bytes()
            .all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'))
}

macro_rules! names {
    ($($(#[$doc:meta])* $name:ident: $check:ident, $expected:expr;)*) => {$(
        $(#[$doc])*
        #[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
        #[cfg_attr(feature = "schema", schemars(transform = crate::schema::form::$check))]
        pub struct $name(Arc<str>);

        impl $name {
            /// Returns the text.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl FromStr for $name {
            type Err = IdError;

            fn from_str(text: &str) -> Result<Self, IdError> {
                if $check(text) {
                    Ok(Self(text.into()))
                } else {
                    Err(IdError { expected: $expected })
                }
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }

        impl Serialize for $name {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(&self.0)
            }
        }

        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                parsed(deserializer)
            }
        }
    )*};
}

names! {
    /// A person, an agent or an automation of the roster. Opaque, never reused.
    PrincipalId: is_word, WORD;
    /// A rung of seniority, such as `senior`.
    Level: is_word, WORD;
    /// A team of the roster.
    Team: is_word, WORD;
    /// A training that a principal has had, such as `oncall-2026`.
    Training: is_word, WORD;
    /// A role that a principal holds, such as `policy_owner`.
    Role: is_word, WORD;
    /// A deployable service of the catalogue.
    Service: is_word, WORD;
    /// A place where changes go live, such as `production`.
    Environment: is_word, WORD;
    /// A region or cell of an environment.
    Region: is_word, WORD;
    /// A sort of evidence, such as `backup_verified`.
    EvidenceType: is_word, WORD;
    /// A fact that an organisation names itself, such as `first-contribution`.
    FactKey: is_word, WORD;
    /// A label that can only tighten, such as `ai-signoff`.
    Mark: is_word, WORD;
    /// A document, rule, freeze, window or named place of a policy, or a tool.
    Name: is_word, WORD;
    /// What an approval means, such as `review` or `release`.
    Meaning: is_word, WORD;
    /// The stable code of a `forbid` or of a named requirement.
    Code: is_word, WORD;
    /// A repository, as one URI that the embedding system always spells the same way.
    Repository: is_line, "1 to 512 printable characters";
    /// A change, stable over its revisions: repository, target and number or source ref.
    ChangeId: is_line, "1 to 512 printable characters";
    /// A full ref name such as `refs/heads/main`. Short names are refused: a tag can be named like a branch.
    RefName: is_full_ref, "a full ref name such as `refs/heads/main`";
    /// An account on a platform: `email:bob@example.org`, `github:583231`.
    Account: is_account, "an account such as `email:bob@example.org` or `github:583231`";
    /// The OpenSSH fingerprint of a public key, `SHA256:` and 43 characters of base64.
    Fingerprint: is_fingerprint, "a fingerprint such as `ssh-keygen -l` prints, `SHA256:…`";
    /// The id of a git commit, 40 or 64 lower-case hexadecimal digits.
    CommitId: is_object_id, "40 or 64 lower-case hexadecimal digits";
}

impl Account {
    /// Returns the form under which accounts are compared: git e-mail addresses without regard to ASCII case
    /// (an asserted identity may add an exclusion, never remove one), all others byte for byte.
    pub(crate) fn folded(&self) -> Cow<'_, str> {
        if self.0.starts_with("email:") && self.0.bytes().any(|byte| byte.is_ascii_uppercase()) {
            Cow::Owned(self.0.to_ascii_lowercase())
        } else {
            Cow::Borrowed(&self.0)
        }
    }
}

impl Account {
    /// Returns the platform, such as `github`.
    pub fn platform(&self) -> &str {
        self.0.split(':').next().unwrap_or_default()
    }
}

impl CommitId {
    /// Returns the first seven digits, as git shows them.
    pub fn short(&self) -> &str {
        self.0.get(..7).unwrap_or(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words() {
        for good in ["a", "carol", "c-2", "policy_owner", "1st", "a.b"] {
            assert!(good.parse::<PrincipalId>().is_ok(), "{good}");
        }
        for bad in [
            "",
            "Carol",
            "-a",
            "_a",
            ".a",
            "a b",
            "a/b",
            "é",
            "саrol",
            &"a".repeat(65),
        ] {
            assert!(bad.parse::<PrincipalId>().is_err(), "{bad}");
        }
    }

    #[test]
    fn full_refs_only() {
        for good in [
            "refs/heads/main",
            "refs/heads/feature/x",
            "refs/pull/3/head",
        ] {
            assert!(good.parse::<RefName>().is_ok(), "{good}");
        }
        for bad in [
            "main",
            "refs/",
            "refs//x",
            "refs/heads/../x",
            "refs/heads/a b",
            "refs/heads/x.lock",
            "refs/heads/",
            "refs/heads/a\n",
            "refs/heads/@{1}",
            "refs/heads/.x",
            "heads/main",
        ] {
            assert!(bad.parse::<RefName>().is_err(), "{bad}");
        }
    }

    #[test]
    fn accounts_and_fingerprints() {
        assert_eq!(
            "email:Bob@Example.org".parse::<Account>().unwrap().folded(),
            "email:bob@example.org"
        );
        assert_eq!(
            "github:Bob".parse::<Account>().unwrap().folded(),
            "github:Bob"
        );
        for bad in ["bob", "email:", "Email:x", ":x", "email:a\u{202e}b"] {
            assert!(bad.parse::<Account>().is_err(), "{bad}");
        }
        assert!(
            format!("SHA256:{}", "a".repeat(43))
                .parse::<Fingerprint>()
                .is_ok()
        );
        assert!(
            format!("SHA256:{}=", "a".repeat(43))
                .parse::<Fingerprint>()
                .is_err()
        );
    }
}
