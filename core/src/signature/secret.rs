//! Private keys, for whoever signs with this crate and not with a tool of her own.

use std::fmt;

use ed25519_dalek::{Signer as _, SigningKey};

use crate::roster::PublicKey;

/// An Ed25519 private key. It is wiped from memory when it is dropped, and never shown.
pub struct SecretKey {
    key: SigningKey,
    public: PublicKey,
}

impl SecretKey {
    /// Returns the key that 32 secret bytes are. They have to come from a generator fit for keys.
    pub fn from_seed(seed: &[u8; 32]) -> Self {
        let key = SigningKey::from_bytes(seed);
        Self {
            public: PublicKey::from_point(key.verifying_key().to_bytes()),
            key,
        }
    }

    /// Returns the public key.
    pub const fn public(&self) -> &PublicKey {
        &self.public
    }

    /// Returns the envelope of an in-toto Statement that this key signs, one line of JSON. It signs whatever it is
    /// given: what a person approves is drafted by `Gate::draft` and signed by `Draft::sign`, this is for a gate's key.
    pub fn seal(&self, payload: &[u8]) -> String {
        let message = super::pae(super::PAYLOAD_TYPE, payload);
        super::Envelope {
            payload: payload.to_vec(),
            signatures: vec![super::EnvelopeSignature {
                keyid: Some(self.public.fingerprint().clone()),
                sig: self.sign(&message).to_vec(),
            }],
        }
        .to_json()
    }

    /// Returns the signature of `message`, 64 bytes. The same key and message give the same signature.
    pub fn sign(&self, message: &[u8]) -> [u8; 64] {
        self.key.sign(message).to_bytes()
    }
}

impl fmt::Debug for SecretKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "SecretKey({})", self.public.fingerprint())
    }
}

#[cfg(feature = "pkcs8")]
mod pkcs8 {
    use ed25519_dalek::SigningKey;
    use ed25519_dalek::pkcs8::spki::der::pem::LineEnding;
    use ed25519_dalek::pkcs8::{DecodePrivateKey as _, EncodePrivateKey as _, KeypairBytes};
    use zeroize::Zeroizing;

    use super::SecretKey;
    use crate::error::{ErrorCode, InputError};

    impl SecretKey {
        /// Reads a key as PKCS#8 in PEM, as `foureyes keygen` and `openssl genpkey -algorithm ed25519` write it.
        ///
        /// # Errors
        /// `key_encrypted`, `key_openssh` and `key_public` where it is a key of a sort that cannot be used,
        /// `key_malformed` where it is none.
        pub fn from_pem(text: &str) -> Result<Self, InputError> {
            let fault = |code, message| InputError::about("key", code, message);
            let text = text.trim_start();
            match text.lines().next().map(str::trim) {
                Some("-----BEGIN ENCRYPTED PRIVATE KEY-----") => Err(fault(
                    ErrorCode::KeyEncrypted,
                    "the private key is encrypted",
                )),
                Some("-----BEGIN OPENSSH PRIVATE KEY-----") => {
                    let message = "private keys of OpenSSH cannot sign here";
                    Err(fault(ErrorCode::KeyOpenssh, message))
                }
                Some(line) if line == "-----BEGIN PUBLIC KEY-----" || line.starts_with("ssh-") => {
                    Err(fault(ErrorCode::KeyPublic, "this is a public key"))
                }
                _ => SigningKey::from_pkcs8_pem(text)
                    .map(|key| Self::from_seed(&key.to_bytes()))
                    .map_err(|_| {
                        let message = "this is no Ed25519 private key as PKCS#8 in PEM";
                        fault(ErrorCode::KeyMalformed, message)
                    }),
            }
        }

        /// Returns the key as PKCS#8 in PEM.
        pub fn to_pem(&self) -> Zeroizing<String> {
            let pair = KeypairBytes {
                secret_key: self.key.to_bytes(),
                // Without the public key this is version 1, which every program can read.
                public_key: None,
            };
            #[expect(
                clippy::expect_used,
                reason = "a document of fixed size always encodes"
            )]
            pair.to_pkcs8_pem(LineEnding::LF)
                .expect("32 bytes are a key")
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::signature::{CheckedKey, verify};

    #[test]
    fn what_it_signs_verifies() {
        let key = SecretKey::from_seed(&[3; 32]);
        let checked = CheckedKey::new(key.public().point()).unwrap();
        assert!(verify(&checked, b"m", &key.sign(b"m")));
        assert_eq!(
            format!("{key:?}"),
            format!("SecretKey({})", key.public().fingerprint())
        );
    }

    #[cfg(feature = "pkcs8")]
    #[test]
    fn pem_goes_both_ways() {
        let key = SecretKey::from_seed(&[3; 32]);
        let read = SecretKey::from_pem(&key.to_pem()).unwrap();
        assert_eq!(read.public(), key.public());
        for (text, code) in [
            ("", "key_malformed"),
            ("-----BEGIN OPENSSH PRIVATE KEY-----", "key_openssh"),
            ("-----BEGIN ENCRYPTED PRIVATE KEY-----", "key_encrypted"),
            ("ssh-ed25519 AAAA", "key_public"),
            ("-----BEGIN PUBLIC KEY-----", "key_public"),
        ] {
            assert_eq!(SecretKey::from_pem(text).unwrap_err().code(), code);
        }
    }
}
