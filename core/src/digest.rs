//! Digests of exact bytes.

use std::collections::BTreeMap;
use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};
use sha2::{Digest as _, Sha256};

use crate::shared::Shared;

/// A SHA-256 digest. The text form is `sha256:` and 64 lower-case hexadecimal digits.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Digest([u8; 32]);

impl Digest {
    /// Returns the digest of `bytes`.
    pub fn of(bytes: &[u8]) -> Self {
        Self(Sha256::digest(bytes).into())
    }

    /// Wraps the 32 bytes of a digest that was computed elsewhere.
    pub const fn from_bytes(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }

    /// Returns the 32 bytes.
    pub const fn as_bytes(&self) -> &[u8; 32] {
        &self.0
    }

    /// Returns the 64 hexadecimal digits, without the name of the algorithm.
    pub fn hex(&self) -> String {
        hex(&self.0)
    }
}

/// Returns `bytes` as lower-case hexadecimal digits.
pub(crate) fn hex(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    let digit = |nibble: u8| DIGITS.get(usize::from(nibble)).copied().map(char::from);
    let nibbles = bytes.iter().flat_map(|byte| [byte >> 4, byte & 15]);
    let mut text = String::with_capacity(bytes.len().saturating_mul(2));
    text.extend(nibbles.filter_map(digit));
    text
}

/// Reads lower-case hexadecimal digits.
pub(crate) fn unhex(text: &str) -> Option<Vec<u8>> {
    let mut bytes = vec![0; text.len().div_ceil(2)];
    unhex_into(text, &mut bytes).then_some(bytes)
}

/// Reads lower-case hexadecimal digits into `bytes`; reports whether they are what fills it.
fn unhex_into(text: &str, bytes: &mut [u8]) -> bool {
    let (pairs, odd) = text.as_bytes().as_chunks();
    odd.is_empty()
        && pairs.len() == bytes.len()
        && pairs.iter().zip(bytes).all(|([high, low], byte)| {
            let (high, low) = (nibble(*high), nibble(*low));
            *byte = high << 4 | low;
            high < 16 && low < 16
        })
}

/// Returns the value of a lower-case hexadecimal digit, and 16 for every other byte.
const fn nibble(digit: u8) -> u8 {
    let (number, letter) = (digit.wrapping_sub(b'0'), digit.wrapping_sub(b'a'));
    if number < 10 {
        number
    } else if letter < 6 {
        letter.wrapping_add(10)
    } else {
        16
    }
}

fn is_hex(text: &str) -> bool {
    text.len().is_multiple_of(2) && text.bytes().all(|digit| nibble(digit) < 16)
}

/// The text is not a digest of the expected form.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("expected {0}")]
pub struct DigestError(&'static str);

impl FromStr for Digest {
    type Err = DigestError;

    fn from_str(text: &str) -> Result<Self, DigestError> {
        let mut bytes = [0; 32];
        text.strip_prefix("sha256:")
            .is_some_and(|digits| unhex_into(digits, &mut bytes))
            .then_some(Self(bytes))
            .ok_or(DigestError(
                "`sha256:` and 64 lower-case hexadecimal digits",
            ))
    }
}

impl fmt::Display for Digest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "sha256:{}", self.hex())
    }
}

impl fmt::Debug for Digest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl Serialize for Digest {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Digest {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        crate::id::parsed(deserializer)
    }
}

/// How a digest was computed, named as in the in-toto digest set.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub enum Algorithm {
    /// SHA-256 of the bytes.
    Sha256,
    /// SHA-512 of the bytes.
    Sha512,
    /// The id of a git commit object (SHA-1 or SHA-256, told by its length).
    GitCommit,
    /// The id of a git tree object.
    GitTree,
    /// The id of a git blob object.
    GitBlob,
}

impl Algorithm {
    fn accepts(self, digits: usize) -> bool {
        match self {
            Self::Sha256 => digits == 64,
            Self::Sha512 => digits == 128,
            Self::GitCommit | Self::GitTree | Self::GitBlob => digits == 40 || digits == 64,
        }
    }

    /// Returns the name used on the wire.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Sha256 => "sha256",
            Self::Sha512 => "sha512",
            Self::GitCommit => "gitCommit",
            Self::GitTree => "gitTree",
            Self::GitBlob => "gitBlob",
        }
    }
}

/// One thing named by one or more digests, each in lower-case hexadecimal digits.
///
/// Never empty. Two sets name the same thing only if they are equal: every digest of the one stands in the
/// other. (in-toto lets any one match; an approval is stricter.)
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(transparent)]
pub struct DigestSet(Shared<BTreeMap<Algorithm, String>>);

impl DigestSet {
    /// Returns a set of one digest.
    ///
    /// # Errors
    /// The digits are not lower-case hexadecimal, or not as many as the algorithm gives.
    pub fn of(algorithm: Algorithm, hex_digits: &str) -> Result<Self, DigestError> {
        Self::try_from(BTreeMap::from([(algorithm, hex_digits.to_owned())]))
    }

    /// Returns this set with one more digest, which replaces one of the same algorithm.
    ///
    /// # Errors
    /// As for [`DigestSet::of`].
    pub fn with(self, algorithm: Algorithm, hex_digits: &str) -> Result<Self, DigestError> {
        let mut digests = BTreeMap::clone(&self.0);
        digests.insert(algorithm, hex_digits.to_owned());
        Self::try_from(digests)
    }

    /// Returns the digits computed with `algorithm`.
    pub fn digits(&self, algorithm: Algorithm) -> Option<&str> {
        self.0.get(&algorithm).map(String::as_str)
    }

    /// Returns the digests in the order of their algorithms.
    pub fn iter(&self) -> impl Iterator<Item = (Algorithm, &str)> {
        self.0
            .iter()
            .map(|(algorithm, digits)| (*algorithm, digits.as_str()))
    }

    /// Returns this set without the digest computed with `algorithm`; nothing if it was the only one.
    pub(crate) fn without(&self, algorithm: Algorithm) -> Option<Self> {
        let mut rest = BTreeMap::clone(&self.0);
        rest.remove(&algorithm);
        (!rest.is_empty()).then(|| Self(rest.into()))
    }

    /// Reports whether this is one SHA-256 digest and nothing else.
    pub(crate) fn is_only(&self, digest: &Digest) -> bool {
        let mut bytes = [0; 32];
        self.0.len() == 1
            && self
                .digits(Algorithm::Sha256)
                .is_some_and(|digits| unhex_into(digits, &mut bytes))
            && bytes == digest.0
    }

    /// Reports whether a digest of at least 256 bits is among them.
    pub fn is_strong(&self) -> bool {
        self.0.values().any(|digits| digits.len() >= 64)
    }
}

impl TryFrom<BTreeMap<Algorithm, String>> for DigestSet {
    type Error = DigestError;

    fn try_from(digests: BTreeMap<Algorithm, String>) -> Result<Self, DigestError> {
        if digests.is_empty() {
            return Err(DigestError("at least one digest"));
        }
        let sound = digests
            .iter()
            .all(|(algorithm, digits)| algorithm.accepts(digits.len()) && is_hex(digits));
        if sound {
            Ok(Self(digests.into()))
        } else {
            Err(DigestError(
                "lower-case hexadecimal digits, as many as the algorithm gives",
            ))
        }
    }
}

impl<'de> Deserialize<'de> for DigestSet {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        BTreeMap::<Algorithm, String>::deserialize(deserializer)?
            .try_into()
            .map_err(de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    #[expect(clippy::string_slice, reason = "digests are ASCII")]
    fn text_form() {
        let digest = Digest::of(b"");
        let text = "sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
        assert_eq!(digest.to_string(), text);
        assert_eq!(text.parse(), Ok(digest));
        for bad in [
            &text[7..],
            &text.to_uppercase(),
            &text[..70],
            "sha256:",
            "sha1:00",
        ] {
            assert!(bad.parse::<Digest>().is_err(), "{bad}");
        }
    }

    #[test]
    fn sets_are_checked() {
        assert!(DigestSet::of(Algorithm::GitCommit, &"a".repeat(40)).is_ok());
        assert!(
            !DigestSet::of(Algorithm::GitCommit, &"a".repeat(40))
                .unwrap()
                .is_strong()
        );
        assert!(
            DigestSet::of(Algorithm::GitTree, &"a".repeat(64))
                .unwrap()
                .is_strong()
        );
        for bad in ["", "a", &"A".repeat(40), &"a".repeat(41), &"g".repeat(40)] {
            assert!(DigestSet::of(Algorithm::GitCommit, bad).is_err(), "{bad}");
        }
    }
}
