//! Policies and rosters: the text, what it says, and its digest.

use std::collections::BTreeSet;
use std::sync::Arc;

use serde::de::DeserializeOwned;

use super::toml::{self, Places};
use crate::cases::CasesDocument;
use crate::digest::Digest;
use crate::error::{ErrorCode, InputError, Location, nearest};
use crate::id::Name;
use crate::json::{self, JsonError, Limits};
use crate::policy::{PolicyDocument, builtin_cases, builtin_names, builtin_text};
use crate::roster::RosterDocument;

/// How a document is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// JSON, as strict as everything else that is read here.
    Json,
    /// TOML 1.1.
    Toml,
}

impl Format {
    /// Returns the form of a text by its first character: what begins with `{` is JSON, and no TOML does.
    pub fn of(text: &str) -> Self {
        if text.trim_start().starts_with('{') {
            Self::Json
        } else {
            Self::Toml
        }
    }
}

/// Reads a JSON document.
pub(super) fn read_json<T: DeserializeOwned>(
    bytes: &[u8],
    document: &str,
    limits: &Limits,
) -> Result<T, InputError> {
    json::from_slice(bytes, limits).map_err(|error: JsonError| error.within(document))
}

/// Returns the text that bytes are.
pub(super) fn text_of<'a>(bytes: &'a [u8], document: &str) -> Result<&'a str, InputError> {
    std::str::from_utf8(bytes).map_err(|error| {
        let at = Location {
            document: document.to_owned(),
            path: String::new(),
            position: Some(json::position(bytes, error.valid_up_to())),
        };
        InputError::new(ErrorCode::Syntax, "the bytes are not UTF-8", at)
    })
}

/// Reads a document in either form.
pub(super) fn read_text<T: DeserializeOwned>(
    text: &str,
    format: Format,
    document: &str,
) -> Result<T, InputError> {
    let limits = &Limits::DOCUMENT;
    match format {
        Format::Json => read_json(text.as_bytes(), document, limits),
        Format::Toml => toml::read(text, document, limits),
    }
}

/// A document with its text.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Source {
    text: Arc<str>,
    format: Format,
    digest: Digest,
}

impl Source {
    fn read<T: DeserializeOwned>(
        text: &str,
        format: Format,
        document: &str,
    ) -> Result<(Self, T), InputError> {
        let value = read_text(text, format, document)?;
        let source = Self {
            text: text.into(),
            format,
            digest: Digest::of(text.as_bytes()),
        };
        Ok((source, value))
    }

    fn places(&self) -> Option<Places<'_>> {
        match self.format {
            Format::Json => None,
            Format::Toml => Places::of(&self.text),
        }
    }
}

macro_rules! document {
    ($(#[$doc:meta])* $name:ident, $inner:ty, $kind:literal $(, $with:ident: $type:ty)?) => {
        $(#[$doc])*
        #[derive(Clone, Debug, PartialEq, Eq)]
        pub struct $name {
            source: Source,
            document: Arc<$inner>,
            $($with: $type,)?
        }

        impl $name {
            /// Reads a document.
            ///
            /// # Errors
            /// The first fault that keeps it from being read. What is wrong between its parts is found by
            /// `Gate::compile`, all at once.
            pub fn read(text: &str, format: Format) -> Result<Self, InputError> {
                let (source, document) = Source::read(text, format, $kind)?;
                Ok(Self {
                    source,
                    document: Arc::new(document),
                    $($with: <$type>::default(),)?
                })
            }

            /// Reads a document whose form its first character tells; see [`Format::of`].
            ///
            /// # Errors
            /// See `read`.
            pub fn from_text(text: &str) -> Result<Self, InputError> {
                Self::read(text, Format::of(text))
            }

            /// Reads the bytes of a document whose form its first character tells; see [`Format::of`].
            ///
            /// # Errors
            /// See `read`; also where the bytes are not UTF-8.
            pub fn from_bytes(bytes: &[u8]) -> Result<Self, InputError> {
                text_of(bytes, $kind).and_then(Self::from_text)
            }

            /// Reads a TOML document; see `read`.
            ///
            /// # Errors
            /// See `read`.
            pub fn from_toml(text: &str) -> Result<Self, InputError> {
                Self::read(text, Format::Toml)
            }

            /// Reads a JSON document; see `read`.
            ///
            /// # Errors
            /// See `read`; also where the bytes are not UTF-8.
            pub fn from_json(bytes: &[u8]) -> Result<Self, InputError> {
                Self::read(text_of(bytes, $kind)?, Format::Json)
            }

            /// Returns what the document says.
            pub fn document(&self) -> &$inner {
                &self.document
            }

            /// Returns the digest of the text.
            pub const fn digest(&self) -> &Digest {
                &self.source.digest
            }

            /// Returns the text.
            pub fn text(&self) -> &str {
                &self.source.text
            }

            /// Returns what finds values in the text, where their lines and columns are known.
            pub(crate) fn places(&self) -> Option<Places<'_>> {
                self.source.places()
            }
        }
    };
}

document! {
    /// A policy: its text, what it says, and its digest.
    Policy, PolicyDocument, "policy", bases: Vec<Policy>
}

document! {
    /// A roster: its text, what it says, and its digest.
    Roster, RosterDocument, "roster", parts: Vec<Roster>
}

document! {
    /// Cases beside a policy: the text, what it says, and its digest.
    Cases, CasesDocument, "cases"
}

impl Roster {
    /// Returns the roster together with those that it includes. What one of these includes does not come along.
    #[must_use]
    pub fn with_parts(mut self, mut parts: Vec<Self>) -> Self {
        // INVARIANT: they nest no deeper than this, however often they are put together.
        parts.iter_mut().for_each(|part| part.parts.clear());
        self.parts = parts;
        self
    }

    /// Returns the rosters that this one may include.
    pub fn parts(&self) -> &[Self] {
        &self.parts
    }

    /// Returns the names of the rosters that it includes and that are not there.
    pub fn missing_parts(&self) -> BTreeSet<Name> {
        let known: BTreeSet<&Name> = self.parts.iter().map(|one| &one.document.id).collect();
        let names = self.document.includes.iter().map(|one| &one.roster);
        names
            .filter(|name| !known.contains(name))
            .cloned()
            .collect()
    }

    /// Returns the roster put together with those that it includes; what cannot be put together is left out, and
    /// `Gate::compile` tells why.
    pub fn whole(&self) -> RosterDocument {
        Arc::unwrap_or_clone(self.composed().document)
    }

    pub(crate) fn composed(&self) -> crate::roster::Whole {
        let parts: Vec<_> = self
            .parts
            .iter()
            .map(|part| (part.document(), &part.source.digest))
            .collect();
        crate::roster::compose(&self.document, &parts)
    }
}

impl Policy {
    /// Returns the policy together with documents that it may extend, beside those that are built in. What stands beside
    /// one of these does not come along.
    #[must_use]
    pub fn with_bases(mut self, mut bases: Vec<Self>) -> Self {
        // INVARIANT: they nest no deeper than this, however often they are put together.
        bases.iter_mut().for_each(|base| base.bases.clear());
        self.bases = bases;
        self
    }

    /// Returns the documents that the policy may extend, beside those that are built in.
    pub fn bases(&self) -> &[Self] {
        &self.bases
    }

    /// Returns the names of the documents that the policy and its bases extend, and that are neither among these nor
    /// built in.
    pub fn missing_bases(&self) -> BTreeSet<Name> {
        let all = || std::iter::once(self).chain(&self.bases);
        let known: BTreeSet<&Name> = all().map(|one| &one.document.id).collect();
        let extended = all().flat_map(|one| &one.document.extends);
        let names = extended.map(|one| &one.document);
        names
            .filter(|name| !known.contains(name) && builtin_text(name.as_str()).is_none())
            .cloned()
            .collect()
    }

    /// Returns a built-in profile, such as `senior-signoff`.
    ///
    /// # Errors
    /// There is none of that name.
    pub fn profile(name: &str) -> Result<Self, InputError> {
        Self::from_toml(builtin_text(name).ok_or_else(|| unknown_profile(name))?)
    }
}

impl Cases {
    /// Returns the cases of a built-in profile.
    ///
    /// # Errors
    /// There is none of that name.
    pub fn profile(name: &str) -> Result<Self, InputError> {
        Self::from_toml(builtin_cases(name).ok_or_else(|| unknown_profile(name))?)
    }
}

fn unknown_profile(name: &str) -> InputError {
    let near = nearest(name, builtin_names())
        .map_or_else(String::new, |near| format!("; did you mean `{near}`?"));
    let at = Location {
        document: "policy".to_owned(),
        ..Location::default()
    };
    InputError::new(
        ErrorCode::UnknownProfile,
        format!("there is no built-in profile `{name}`{near}"),
        at,
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_builtin_reads() {
        for name in builtin_names() {
            assert_eq!(Policy::profile(name).unwrap().document().id.as_str(), name);
            assert_eq!(
                Cases::profile(name).unwrap().text(),
                builtin_cases(name).unwrap()
            );
        }
        let error = Policy::profile("senior-signof").unwrap_err();
        assert_eq!(error.code(), "unknown_profile");
        assert_eq!(Cases::profile("senior-signof").unwrap_err(), error);
    }

    #[test]
    fn what_stands_beside_a_document_does_not_nest() {
        let mut policy = Policy::profile("common").unwrap();
        let text =
            "roster = \"foureyes/roster/v1\"\nid = \"r\"\nversion = 1\nlevels = [\"senior\"]\n";
        let mut roster = Roster::from_toml(text).unwrap();
        // Far more levels than a stack holds.
        for _ in 0..20_000 {
            policy = policy.clone().with_bases(vec![policy]);
            roster = roster.clone().with_parts(vec![roster]);
        }
        assert!(policy.bases()[0].bases().is_empty());
        assert!(roster.parts()[0].parts().is_empty());
    }

    #[test]
    fn a_typo_says_where_and_what() {
        let text = "policy = \"foureyes/policy/v1\"\nid = \"x\"\nversion = 1\n\n[[rule]]\nid = \"r\"\nwhy = \"w\"\n\n[[rule.require]]\naprovals = 1\n";
        let error = Policy::from_toml(text).unwrap_err();
        assert_eq!(
            error.to_string(),
            "error[unknown_field]: unknown field `aprovals`; did you mean `approvals`?\n  --> policy:10:1   rule[0].require[0]"
        );
        let error = Policy::from_toml("id = 1\nid = 2").unwrap_err();
        assert_eq!(error.code(), "duplicate_key");
        let json = br#"{"policy":"foureyes/policy/v1","id":"x","version":1.5}"#;
        assert_eq!(Policy::from_json(json).unwrap_err().code(), "number");
        let json = br#"["foureyes/policy/v1","x",1]"#;
        assert_eq!(Policy::from_json(json).unwrap_err().code(), "wrong_type");
    }
}
