//! What signs: a key file of our own, or `ssh-keygen` with the key that a person has.

use std::path::{Path, PathBuf};

use foureyes::roster::{PublicKey, Scheme};
use foureyes::signature::SecretKey;
use foureyes::statement::Draft;

use super::SignArgs;
use crate::error::CliError;
use crate::{keyfile, sshkeygen};

/// One of the two.
#[derive(Debug)]
pub(crate) enum Pen {
    /// A private key in a file.
    File(SecretKey),
    /// A key of OpenSSH, in a file, in an agent or in a security key.
    Ssh { path: PathBuf, public: PublicKey },
}

impl Pen {
    pub(super) fn of(args: &SignArgs) -> Result<Self, CliError> {
        Self::open(args.key.as_deref(), args.ssh_key.as_deref())
    }

    pub(crate) fn open(key: Option<&Path>, ssh_key: Option<&Path>) -> Result<Self, CliError> {
        match (key, ssh_key) {
            (_, Some(path)) => Ok(Self::Ssh {
                path: path.to_owned(),
                public: sshkeygen::public_key(path)?,
            }),
            (Some(path), None) => Ok(Self::File(keyfile::read(path)?)),
            (None, None) => Err(CliError::usage("name a key with `--key` or `--ssh-key`")),
        }
    }

    pub(crate) const fn public(&self) -> &PublicKey {
        match self {
            Self::File(key) => key.public(),
            Self::Ssh { public, .. } => public,
        }
    }

    /// Refuses a key that the roster has under another scheme, before anybody is asked to touch anything.
    pub(crate) fn fits(&self, scheme: Scheme) -> Result<(), CliError> {
        match (self, scheme) {
            (Self::File(_), Scheme::Ed25519) | (Self::Ssh { .. }, Scheme::Sshsig) => Ok(()),
            (Self::File(_), _) => Err(CliError::OtherScheme {
                scheme: "sshsig",
                option: "--ssh-key",
            }),
            (Self::Ssh { .. }, _) => Err(CliError::OtherScheme {
                scheme: "ed25519",
                option: "--key",
            }),
        }
    }

    /// Signs, and returns the envelope.
    pub(super) fn sign(&self, draft: &Draft) -> Result<String, CliError> {
        let signed = match self {
            Self::File(key) => draft.sign(key),
            Self::Ssh { .. } => {
                draft.envelope(&self.sign_bytes(draft.namespace(), &draft.message())?)
            }
        };
        signed.map_err(super::unusable)
    }

    /// Signs a message, by an SSH key for a namespace.
    pub(crate) fn sign_bytes(&self, namespace: &str, message: &[u8]) -> Result<Vec<u8>, CliError> {
        Ok(match self {
            Self::File(key) => key.sign(message).to_vec(),
            Self::Ssh { path, .. } => sshkeygen::sign(path, namespace, message)?,
        })
    }
}
