//! Private keys in files: Ed25519, PKCS#8, PEM, for the eyes of their owner only.

use std::fs::{File, OpenOptions};
use std::io::{Read as _, Write as _};
use std::path::Path;

use foureyes::signature::SecretKey;
use zeroize::Zeroizing;

/// The largest file that is looked at.
const MOST_BYTES: u64 = 1 << 16;

/// What can be wrong with a key file.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub(crate) enum KeyFileError {
    #[error("the key file `{path}` is not there")]
    NotFound { path: String },
    #[error("others can read the key file `{path}` (mode {mode:03o}): run `chmod 600 {path}`")]
    TooOpen { path: String, mode: u32 },
    #[error(
        "the private key in `{path}` is encrypted, which is not supported: `openssl pkcs8 -in {path} -nocrypt` has a plain one"
    )]
    Encrypted { path: String },
    #[error(
        "`{path}` holds a private key of OpenSSH, which only `ssh-keygen` reads: name it with `--ssh-key`"
    )]
    OpenSsh { path: String },
    #[error("`{path}` holds a public key: name the file of the private one")]
    Public { path: String },
    #[error("`{path}` holds no Ed25519 private key as PKCS#8 in PEM: {detail}")]
    NotAKey { path: String, detail: String },
    #[error("`{path}` is there already, and a key file is never overwritten")]
    Exists { path: String },
    #[error("the key file `{path}` cannot be read or written: {detail}")]
    Failed { path: String, detail: String },
    #[error("the system gives no random bytes: {detail}")]
    NoRandomness { detail: String },
}

impl KeyFileError {
    /// The stable code.
    pub(crate) const fn code(&self) -> &'static str {
        match self {
            Self::NotFound { .. } => "key_not_found",
            Self::TooOpen { .. } => "key_too_open",
            Self::Encrypted { .. } => "key_encrypted",
            Self::OpenSsh { .. } => "key_openssh",
            Self::Public { .. } => "key_public",
            Self::NotAKey { .. } => "key_malformed",
            Self::Exists { .. } => "key_exists",
            Self::Failed { .. } => "key_failed",
            Self::NoRandomness { .. } => "no_randomness",
        }
    }
}

/// Random bytes from the system.
pub(crate) fn random<const N: usize>() -> Result<Zeroizing<[u8; N]>, KeyFileError> {
    let mut bytes = Zeroizing::new([0; N]);
    getrandom::fill(bytes.as_mut_slice()).map_err(|e| KeyFileError::NoRandomness {
        detail: e.to_string(),
    })?;
    Ok(bytes)
}

/// A new key.
pub(crate) fn generate() -> Result<SecretKey, KeyFileError> {
    Ok(SecretKey::from_seed(&*random()?))
}

/// The key in a file.
pub(crate) fn read(path: &Path) -> Result<SecretKey, KeyFileError> {
    let shown = || path.display().to_string();
    let failed = |e: std::io::Error| match e.kind() {
        std::io::ErrorKind::NotFound => KeyFileError::NotFound { path: shown() },
        _ => KeyFileError::Failed {
            path: shown(),
            detail: e.to_string(),
        },
    };
    let file = File::open(path).map_err(failed)?;
    if file.metadata().map_err(failed)?.is_dir() {
        return Err(KeyFileError::Failed {
            path: shown(),
            detail: "it is a directory".to_owned(),
        });
    }
    refuse_open_file(&file, path).map_err(failed)??;
    let mut bytes = Zeroizing::new(Vec::new());
    file.take(MOST_BYTES)
        .read_to_end(&mut bytes)
        .map_err(failed)?;
    let Ok(text) = std::str::from_utf8(&bytes) else {
        return Err(KeyFileError::NotAKey {
            path: shown(),
            detail: "it is not text".to_owned(),
        });
    };
    SecretKey::from_pem(text).map_err(|error| match error.code() {
        "key_encrypted" => KeyFileError::Encrypted { path: shown() },
        "key_openssh" => KeyFileError::OpenSsh { path: shown() },
        "key_public" => KeyFileError::Public { path: shown() },
        _ => KeyFileError::NotAKey {
            path: shown(),
            detail: error.problem().message.clone(),
        },
    })
}

/// Writes the key into a new file that only its owner can read.
pub(crate) fn write(key: &SecretKey, path: &Path) -> Result<(), KeyFileError> {
    let shown = || path.display().to_string();
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let written = options.open(path).and_then(|mut file| {
        file.write_all(key.to_pem().as_bytes())?;
        file.sync_all()
    });
    written.map_err(|e| match e.kind() {
        std::io::ErrorKind::AlreadyExists => KeyFileError::Exists { path: shown() },
        _ => KeyFileError::Failed {
            path: shown(),
            detail: e.to_string(),
        },
    })
}

/// Refuses a file that somebody else than its owner can read or write.
#[cfg(unix)]
fn refuse_open_file(file: &File, path: &Path) -> std::io::Result<Result<(), KeyFileError>> {
    use std::os::unix::fs::MetadataExt as _;

    let mode = file.metadata()?.mode() & 0o777;
    Ok(if mode & 0o077 == 0 {
        Ok(())
    } else {
        Err(KeyFileError::TooOpen {
            path: path.display().to_string(),
            mode,
        })
    })
}

/// Elsewhere a file has no mode.
#[cfg(not(unix))]
fn refuse_open_file(_: &File, _: &Path) -> std::io::Result<Result<(), KeyFileError>> {
    Ok(Ok(()))
}

#[cfg(test)]
mod tests;
