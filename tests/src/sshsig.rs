//! SSH signatures of the people in the vectors, well made and ill made; and a security key in software. Written
//! apart from what verifies them.

use base64ct::{Base64, Encoding as _};
use ed25519_dalek::Signer as _;
use sha2::{Digest as _, Sha256, Sha512};

use crate::keys;

const PLAIN: &[u8] = b"ssh-ed25519";
const HARDWARE: &[u8] = b"sk-ssh-ed25519@openssh.com";

/// How an SSH signature is made. Everything may be wrong about it.
#[derive(Clone, Debug)]
pub struct SshSig {
    /// Whose key signs.
    pub name: String,
    /// What a security key reports: flags and counter. A plain key reports nothing.
    pub report: Option<(u8, u32)>,
    /// The version that is written down.
    pub version: u32,
    /// The namespace.
    pub namespace: String,
    /// The reserved field, signed and written down.
    pub reserved: &'static [u8],
    /// The reserved field that is only written down.
    pub reserved_unsigned: &'static [u8],
    /// The name of the hash.
    pub hash: &'static str,
    /// The kind that the signature says to be of.
    pub kind: &'static [u8],
    /// What stands behind everything.
    pub behind: &'static [u8],
}

impl SshSig {
    /// Returns how `ssh-keygen -Y sign` does it with a plain key.
    pub fn plain(name: &str, namespace: &str) -> Self {
        Self {
            name: name.to_owned(),
            report: None,
            version: 1,
            namespace: namespace.to_owned(),
            reserved: b"",
            reserved_unsigned: b"",
            hash: "sha512",
            kind: PLAIN,
            behind: b"",
        }
    }

    /// Returns how a security key does it that reports these flags.
    pub fn hardware(name: &str, namespace: &str, flags: u8) -> Self {
        Self {
            report: Some((flags, 7)),
            kind: HARDWARE,
            ..Self::plain(name, namespace)
        }
    }

    /// Returns the bytes of the signature of a message.
    pub fn blob(&self, message: &[u8]) -> Vec<u8> {
        let digest = match self.hash {
            "sha256" => Sha256::digest(message).to_vec(),
            _ => Sha512::digest(message).to_vec(),
        };
        let mut signed = b"SSHSIG".to_vec();
        for part in [
            self.namespace.as_bytes(),
            self.reserved,
            self.hash.as_bytes(),
            &digest,
        ] {
            string(&mut signed, part);
        }
        if let Some((flags, counter)) = self.report {
            let inner = Sha256::digest(&signed);
            signed = Sha256::digest(b"ssh:").to_vec();
            signed.push(flags);
            signed.extend(counter.to_be_bytes());
            signed.extend(inner);
        }
        let secret = keys::secret(&self.name);
        let mut signature = Vec::new();
        string(&mut signature, self.kind);
        string(&mut signature, &secret.sign(&signed).to_bytes());
        let mut key = Vec::new();
        let is_hardware = self.report.is_some();
        string(&mut key, if is_hardware { HARDWARE } else { PLAIN });
        string(&mut key, secret.verifying_key().as_bytes());
        if let Some((flags, counter)) = self.report {
            signature.push(flags);
            signature.extend(counter.to_be_bytes());
            string(&mut key, b"ssh:");
        }
        let mut blob = b"SSHSIG".to_vec();
        blob.extend(self.version.to_be_bytes());
        let reserved = [self.reserved, self.reserved_unsigned].concat();
        for part in [
            key.as_slice(),
            self.namespace.as_bytes(),
            &reserved,
            self.hash.as_bytes(),
            &signature,
        ] {
            string(&mut blob, part);
        }
        blob.extend(self.behind);
        blob
    }

    /// Returns the text of the signature of a message.
    pub fn sign(&self, message: &[u8]) -> String {
        armor(&self.blob(message))
    }
}

/// Returns the text around the bytes of a signature, with lines as `ssh-keygen` writes them.
pub fn armor(blob: &[u8]) -> String {
    let text = Base64::encode_string(blob);
    let mut lines = String::new();
    for (index, character) in text.chars().enumerate() {
        if index > 0 && index.is_multiple_of(70) {
            lines.push('\n');
        }
        lines.push(character);
    }
    format!("-----BEGIN SSH SIGNATURE-----\n{lines}\n-----END SSH SIGNATURE-----\n")
}

fn string(wire: &mut Vec<u8>, bytes: &[u8]) {
    wire.extend(u32::try_from(bytes.len()).unwrap_or_default().to_be_bytes());
    wire.extend(bytes);
}
