//! Public keys, as OpenSSH writes them (semantics 7.5).

use std::fmt;
use std::str::FromStr;

use base64ct::{Base64, Encoding};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use sha2::{Digest as _, Sha256};

use crate::base64::{decode_standard, encode_unpadded};
use crate::id::Fingerprint;
use crate::ssh_wire::{push, take};
use crate::time::Timestamp;

const ED25519: &str = "ssh-ed25519";
const SK_ED25519: &str = "sk-ssh-ed25519@openssh.com";

/// How a key signs. A field of the key, never read from a signature.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum Scheme {
    /// Ed25519 over the DSSE pre-authentication encoding.
    Ed25519,
    /// An SSH signature (SSHSIG) over the same bytes.
    Sshsig,
}

/// An Ed25519 public key with the application string of a hardware key, if it is one.
///
/// The text form is that of an OpenSSH public key file: `ssh-ed25519 AAAA… comment`.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PublicKey {
    point: [u8; 32],
    application: Option<Box<str>>,
    fingerprint: Fingerprint,
}

/// Why a text is not a public key.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "expected an OpenSSH public key such as `ssh-ed25519 AAAA…` or `sk-ssh-ed25519@openssh.com AAAA…`"
)]
pub struct PublicKeyError;

impl PublicKey {
    /// Returns a key from its 32 bytes. Whether they are a good point is checked where the key is used.
    pub fn from_point(point: [u8; 32]) -> Self {
        Self {
            point,
            application: None,
            fingerprint: fingerprint_of(&wire_of(&point, None)),
        }
    }

    /// Returns a key from its bytes on the wire: what the base64 of a public key file holds.
    ///
    /// # Errors
    /// The bytes are no key of a kind that is used here, or more than one.
    pub fn from_wire(wire: &[u8]) -> Result<Self, PublicKeyError> {
        let mut rest = wire;
        let kind = take(&mut rest).ok_or(PublicKeyError)?;
        let point = take(&mut rest)
            .and_then(|point| point.try_into().ok())
            .ok_or(PublicKeyError)?;
        let application = if kind == ED25519.as_bytes() {
            None
        } else if kind == SK_ED25519.as_bytes() {
            let application = take(&mut rest).ok_or(PublicKeyError)?;
            Some(std::str::from_utf8(application).map_err(|_| PublicKeyError)?)
        } else {
            return Err(PublicKeyError);
        };
        if !rest.is_empty() {
            return Err(PublicKeyError);
        }
        Ok(Self {
            point,
            application: application.map(Into::into),
            fingerprint: fingerprint_of(wire),
        })
    }

    /// Returns the bytes on the wire.
    pub fn to_wire(&self) -> Vec<u8> {
        wire_of(&self.point, self.application())
    }

    /// Returns the name of the key's kind, as OpenSSH spells it.
    pub const fn kind(&self) -> &'static str {
        if self.is_hardware() {
            SK_ED25519
        } else {
            ED25519
        }
    }

    /// Returns what a security key knows the key by, such as `ssh:`.
    pub fn application(&self) -> Option<&str> {
        self.application.as_deref()
    }

    /// Returns the 32 bytes of the point.
    pub const fn point(&self) -> &[u8; 32] {
        &self.point
    }

    /// Reports whether the key lives in a security key.
    pub const fn is_hardware(&self) -> bool {
        self.application.is_some()
    }

    /// Returns the fingerprint that `ssh-keygen -l` prints.
    pub const fn fingerprint(&self) -> &Fingerprint {
        &self.fingerprint
    }
}

fn wire_of(point: &[u8; 32], application: Option<&str>) -> Vec<u8> {
    let mut wire = Vec::new();
    let kind = application.map_or(ED25519, |_| SK_ED25519);
    push(&mut wire, kind.as_bytes());
    push(&mut wire, point);
    if let Some(application) = application {
        push(&mut wire, application.as_bytes());
    }
    wire
}

#[expect(
    clippy::expect_used,
    reason = "43 characters of base64 behind `SHA256:` are a fingerprint"
)]
pub(crate) fn fingerprint_of(wire: &[u8]) -> Fingerprint {
    let text = encode_unpadded("SHA256:", &Sha256::digest(wire));
    text.parse().expect("SHA-256 has 32 bytes")
}

impl FromStr for PublicKey {
    type Err = PublicKeyError;

    fn from_str(text: &str) -> Result<Self, PublicKeyError> {
        let mut words = text.split(' ');
        let kind = words.next().ok_or(PublicKeyError)?;
        let blob = words.next().ok_or(PublicKeyError)?;
        let wire = decode_standard(blob.as_bytes()).ok_or(PublicKeyError)?;
        let key = Self::from_wire(&wire)?;
        if key.kind() != kind || text.chars().any(crate::text::is_unprintable) {
            return Err(PublicKeyError);
        }
        Ok(key)
    }
}

impl fmt::Display for PublicKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let blob = Base64::encode_string(&self.to_wire());
        write!(f, "{} {blob}", self.kind())
    }
}

impl fmt::Debug for PublicKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.fingerprint)
    }
}

impl Serialize for PublicKey {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for PublicKey {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        crate::id::parsed(deserializer)
    }
}

/// Why a key is no longer used.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub enum RevocationReason {
    /// Somebody else may have used it: nothing loosening that it ever signed counts.
    #[default]
    Compromised,
    /// It was replaced: what it signed counts only if a witness saw it before.
    Retired,
}

/// The end of a key.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Revoked {
    /// Since when.
    pub at: Timestamp,
    /// Why. Absent: compromised.
    #[serde(default)]
    pub reason: RevocationReason,
}

/// A key of a principal.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[non_exhaustive]
pub struct Key {
    /// The public key.
    pub public: PublicKey,
    /// How it signs.
    pub scheme: Scheme,
    /// Since when it is the principal's. Absent: always.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub since: Option<Timestamp>,
    /// Since when it is no longer used, and why.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub revoked: Option<Revoked>,
}

impl Key {
    /// Returns a key that has always been the principal's.
    pub const fn new(public: PublicKey, scheme: Scheme) -> Self {
        Self {
            public,
            scheme,
            since: None,
            revoked: None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    // The key, and what `ssh-keygen -lf` prints for it.
    const LINE: &str =
        "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIAABAgMEBQYHCAkKCwwNDg8QERITFBUWFxgZGhscHR4f";

    #[test]
    fn text_form() {
        let key: PublicKey = format!("{LINE} carol@laptop").parse().unwrap();
        assert_eq!(key.to_string(), LINE);
        assert_eq!(key.point()[31], 31);
        assert!(!key.is_hardware());
        let short =
            "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAHwABAgMEBQYHCAkKCwwNDg8QERITFBUWFxgZGhscHR4=";
        for bad in [
            "",
            "ssh-ed25519",
            "ssh-rsa AAAA",
            short,
            &LINE.replace("ssh-ed25519 ", "ssh-ed448 "),
        ] {
            assert_eq!(bad.parse::<PublicKey>(), Err(PublicKeyError), "{bad}");
        }
    }
}
