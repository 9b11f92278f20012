//! SSH signatures, <https://github.com/openssh/openssh-portable/blob/master/PROTOCOL.sshsig>, more strictly than
//! OpenSSH reads them: exactly version 1, nothing reserved, nothing behind it, and what a security key reports of
//! its owner is looked at.

use sha2::{Digest as _, Sha256, Sha512};

use super::ed25519::{CheckedKey, verify};
use crate::base64::decode_standard;
use crate::id::Fingerprint;
use crate::roster::{PublicKey, fingerprint_of};
use crate::ssh_wire::{push, take};

/// The namespace under which git signs commits. No statement is ever signed under it.
pub const GIT_NAMESPACE: &str = "git";

const MAGIC: &[u8] = b"SSHSIG";
const BEGIN: &str = "-----BEGIN SSH SIGNATURE-----\n";
const END: &str = "-----END SSH SIGNATURE-----";
/// A signature with the longest names that anybody gives has less than half of it.
const MOST_BYTES: usize = 4_096;
/// The longest line, as the format has it.
const LINE: usize = 76;

/// The authenticator was touched.
const TOUCHED: u8 = 0x01;
/// The authenticator checked a PIN or a fingerprint.
const VERIFIED: u8 = 0x04;
/// Those, and the two by which a key says that it can be and is backed up. Any other bit speaks of bytes that an
/// SSH signature does not have, or of something that nobody has defined.
const KNOWN_FLAGS: u8 = TOUCHED | VERIFIED | 0x08 | 0x10;

/// What a signature shows of the person: nothing is taken on the word of whoever signs, the authenticator signs it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Presence {
    /// A key in software shows nothing.
    Software,
    /// A security key was used and not touched: whatever runs on the machine could have done it.
    Untouched,
    /// It was touched.
    Touched,
    /// It was touched, and checked a PIN or a fingerprint.
    Verified,
}

/// How the message was hashed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Hash {
    Sha256,
    Sha512,
}

/// Why a text is not an SSH signature that can be verified here.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum SshSignatureError {
    /// Not text in the armor of an SSH signature.
    #[error("this is not an SSH signature as `ssh-keygen -Y sign` writes it")]
    Armor,
    /// Another version.
    #[error("the SSH signature is not of version 1")]
    Version,
    /// Something where nothing belongs, or too little.
    #[error("the SSH signature is not made up as it should be")]
    Malformed,
    /// Neither SHA-256 nor SHA-512.
    #[error("the SSH signature uses another hash than sha256 and sha512")]
    Hash,
    /// Another kind of key than Ed25519, or another than the signature is of.
    #[error(
        "the SSH signature is not of a key of kind `ssh-ed25519` or `sk-ssh-ed25519@openssh.com`"
    )]
    KeyKind,
    /// The authenticator reports something unknown.
    #[error("the security key reports something that is not defined for SSH signatures")]
    Flags,
}

/// A decoded SSH signature. Nothing about it has been verified.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SshSignature {
    key: Vec<u8>,
    namespace: String,
    hash: Hash,
    sig: [u8; 64],
    /// What a security key reports: flags and counter.
    report: Option<(u8, u32)>,
}

impl SshSignature {
    /// Decodes the text that `ssh-keygen -Y sign` writes.
    ///
    /// # Errors
    /// The first fault found; see [`SshSignatureError`].
    pub fn from_armor(armor: &[u8]) -> Result<Self, SshSignatureError> {
        let fault = SshSignatureError::Armor;
        if armor.len() > MOST_BYTES {
            return Err(fault);
        }
        let text = std::str::from_utf8(armor).map_err(|_| fault)?;
        let text = text.strip_suffix('\n').unwrap_or(text);
        let body = text
            .strip_prefix(BEGIN)
            .and_then(|rest| rest.strip_suffix(END)?.strip_suffix('\n'))
            .ok_or(fault)?;
        let lines = || body.split('\n');
        let is_odd = |line: &str| line.is_empty() || line.len() > LINE;
        if lines().any(is_odd) {
            return Err(fault);
        }
        let joined: String = lines().collect();
        Self::from_blob(&decode_standard(joined.as_bytes()).ok_or(fault)?)
    }

    /// Decodes the bytes within the armor.
    fn from_blob(blob: &[u8]) -> Result<Self, SshSignatureError> {
        let malformed = SshSignatureError::Malformed;
        let rest = blob.strip_prefix(MAGIC).ok_or(malformed)?;
        let (version, mut rest) = rest.split_first_chunk::<4>().ok_or(malformed)?;
        if u32::from_be_bytes(*version) != 1 {
            return Err(SshSignatureError::Version);
        }
        let mut string = || take(&mut rest).ok_or(malformed);
        let (key, namespace, reserved) = (string()?, string()?, string()?);
        let (hash, mut signature) = (string()?, string()?);
        if !rest.is_empty() || !reserved.is_empty() {
            return Err(malformed);
        }
        let hash = match hash {
            b"sha256" => Hash::Sha256,
            b"sha512" => Hash::Sha512,
            _ => return Err(SshSignatureError::Hash),
        };
        let public = PublicKey::from_wire(key).map_err(|_| SshSignatureError::KeyKind)?;
        if take(&mut signature).ok_or(malformed)? != public.kind().as_bytes() {
            return Err(SshSignatureError::KeyKind);
        }
        let sig = take(&mut signature).and_then(|sig| sig.try_into().ok());
        let report = match (public.is_hardware(), signature) {
            (false, []) => None,
            (true, [flags, counter @ ..]) => {
                let counter = counter.try_into().map_err(|_| malformed)?;
                Some((*flags, u32::from_be_bytes(counter)))
            }
            _ => return Err(malformed),
        };
        if report.is_some_and(|(flags, _)| flags & !KNOWN_FLAGS != 0) {
            return Err(SshSignatureError::Flags);
        }
        let namespace = std::str::from_utf8(namespace).map_err(|_| malformed)?;
        if namespace.is_empty() {
            return Err(malformed);
        }
        Ok(Self {
            key: key.to_vec(),
            namespace: namespace.to_owned(),
            hash,
            sig: sig.ok_or(malformed)?,
            report,
        })
    }

    /// Returns the namespace that the signature says to be made for.
    pub fn namespace(&self) -> &str {
        &self.namespace
    }

    /// Returns how often a security key says to have signed. It may show that there is a copy of the key, and proves
    /// nothing.
    pub fn counter(&self) -> Option<u32> {
        self.report.map(|(_, counter)| counter)
    }

    /// Returns the fingerprint of the key that the signature says to be one of.
    pub fn fingerprint(&self) -> Fingerprint {
        fingerprint_of(&self.key)
    }

    /// Reports whether the signature says to be one of `public`.
    pub fn names(&self, public: &PublicKey) -> bool {
        self.key == public.to_wire()
    }

    /// Returns what the signature shows of the person, if it is one of `message` for `namespace` under `public`,
    /// whose checked form is `checked`; else nothing.
    pub fn verify(
        &self,
        public: &PublicKey,
        checked: &CheckedKey,
        namespace: &str,
        message: &[u8],
    ) -> Option<Presence> {
        if !self.names(public) || self.namespace != namespace || checked.point() != public.point() {
            return None;
        }
        let signed = self.signed(message);
        let signed = match (public.application(), self.report) {
            (None, None) => signed,
            (Some(application), Some((flags, counter))) => {
                let mut outer = Vec::with_capacity(69);
                outer.extend_from_slice(&Sha256::digest(application));
                outer.push(flags);
                outer.extend_from_slice(&counter.to_be_bytes());
                outer.extend_from_slice(&Sha256::digest(&signed));
                outer
            }
            _ => return None,
        };
        verify(checked, &signed, &self.sig).then(|| self.presence())
    }

    const fn presence(&self) -> Presence {
        match self.report {
            None => Presence::Software,
            Some((flags, _)) if flags & TOUCHED == 0 => Presence::Untouched,
            Some((flags, _)) if flags & VERIFIED == 0 => Presence::Touched,
            Some(_) => Presence::Verified,
        }
    }

    /// The bytes that are signed.
    fn signed(&self, message: &[u8]) -> Vec<u8> {
        let mut signed = MAGIC.to_vec();
        push(&mut signed, self.namespace.as_bytes());
        push(&mut signed, b"");
        match self.hash {
            Hash::Sha256 => {
                push(&mut signed, b"sha256");
                push(&mut signed, &Sha256::digest(message));
            }
            Hash::Sha512 => {
                push(&mut signed, b"sha512");
                push(&mut signed, &Sha512::digest(message));
            }
        }
        signed
    }
}
