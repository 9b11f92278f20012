//! Signing through `ssh-keygen`: it knows agents, passphrases and security keys.

use std::ffi::OsString;
use std::fs;
use std::io::{self, Read as _, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use foureyes::roster::PublicKey;

use crate::output::{plain, shown};

/// The largest file that is looked at.
const MOST_BYTES: u64 = 1 << 16;

/// What can go wrong with it.
#[derive(Debug, thiserror::Error)]
pub(crate) enum SshError {
    #[error("`{path}` is no public key of OpenSSH, and neither is `{path}.pub`: {detail}")]
    NoPublicKey { path: String, detail: String },
    #[error("`ssh-keygen` cannot be run: {detail}")]
    Missing { detail: String },
    #[error("`ssh-keygen` has not signed; what it says stands above")]
    Failed,
}

impl SshError {
    /// The stable code.
    pub(crate) const fn code(&self) -> &'static str {
        match self {
            Self::NoPublicKey { .. } => "ssh_key",
            Self::Missing { .. } => "ssh_keygen_missing",
            Self::Failed => "ssh_keygen_failed",
        }
    }
}

/// The public key in a file, or in the file beside a private one. The private one is never read.
pub(crate) fn public_key(path: &Path) -> Result<PublicKey, SshError> {
    let mut beside = OsString::from(path);
    beside.push(".pub");
    let places = [path.to_owned(), PathBuf::from(beside)];
    let found = places.iter().find_map(|place| read(place).ok().flatten());
    found.ok_or_else(|| SshError::NoPublicKey {
        path: shown(path),
        detail: match fs::metadata(path) {
            Err(e) => plain(&e.to_string()),
            Ok(_) => {
                "expected one line of kind `ssh-ed25519` or `sk-ssh-ed25519@openssh.com`".to_owned()
            }
        },
    })
}

/// The public key in a file, if it holds one and nothing else.
fn read(path: &Path) -> io::Result<Option<PublicKey>> {
    let mut text = String::new();
    fs::File::open(path)?
        .take(MOST_BYTES)
        .read_to_string(&mut text)?;
    Ok(text.trim_end().parse().ok())
}

/// Lets `ssh-keygen` sign a message for a namespace with the key in a file. It asks for passphrases and touches on the
/// terminal by itself.
pub(crate) fn sign(key: &Path, namespace: &str, message: &[u8]) -> Result<Vec<u8>, SshError> {
    let failed = |e: io::Error| SshError::Missing {
        detail: plain(&e.to_string()),
    };
    let mut child = Command::new("ssh-keygen")
        .args(["-Y", "sign", "-n", namespace, "-f"])
        .arg(key)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .map_err(failed)?;
    // Where it ends before it has read everything, its exit code tells.
    if let Some(mut input) = child.stdin.take() {
        let _ = input.write_all(message);
    }
    let output = child.wait_with_output().map_err(failed)?;
    if output.status.success() {
        Ok(output.stdout)
    } else {
        Err(SshError::Failed)
    }
}
