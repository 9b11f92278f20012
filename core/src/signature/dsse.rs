//! The DSSE v1 envelope, <https://github.com/secure-systems-lab/dsse>.

use base64ct::{Base64, Encoding};
use serde::{Deserialize, Serialize};

use crate::base64::decode;
use crate::id::Fingerprint;
use crate::json::{self, Limits};

/// The one payload type: an in-toto statement. It is part of what is signed.
pub const PAYLOAD_TYPE: &str = "application/vnd.in-toto+json";

/// How many signatures one envelope may carry.
const MOST_SIGNATURES: usize = 4;

/// Returns the bytes that are signed: the pre-authentication encoding of type and payload.
///
/// ```
/// let bytes = foureyes::signature::pae("http://example.com/HelloWorld", b"hello world");
/// assert_eq!(bytes, b"DSSEv1 29 http://example.com/HelloWorld 11 hello world");
/// ```
pub fn pae(payload_type: &str, payload: &[u8]) -> Vec<u8> {
    let head = format!(
        "DSSEv1 {} {payload_type} {} ",
        payload_type.len(),
        payload.len()
    );
    [head.as_bytes(), payload].concat()
}

/// One signature of an envelope. The key id is a hint that picks the key and decides nothing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EnvelopeSignature {
    /// The fingerprint that the envelope names.
    pub keyid: Option<Fingerprint>,
    /// The signature bytes.
    pub sig: Vec<u8>,
}

/// A decoded envelope. Nothing about it has been verified.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Envelope {
    /// The exact bytes of the statement.
    pub payload: Vec<u8>,
    /// The signatures.
    pub signatures: Vec<EnvelopeSignature>,
}

/// Why bytes are not an envelope.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum EnvelopeError {
    /// Not strict JSON of the expected shape.
    #[error("the envelope cannot be read: {0}")]
    Malformed(String),
    /// The payload is something else than what is expected, such as a statement.
    #[error("the payload is of another type")]
    PayloadType,
    /// Payload or signature are not base64.
    #[error("the envelope holds text that is not padded base64")]
    Base64,
    /// No signature, or too many.
    #[error("the envelope has no signature, or too many")]
    Signatures,
}

/// An envelope in the form of DSSE version 1, around a statement.
#[derive(Serialize, Deserialize)]
#[cfg_attr(
    feature = "schema",
    derive(schemars::JsonSchema),
    schemars(rename = "Envelope")
)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Wire {
    /// The exact bytes of the statement, in padded base64 of either alphabet.
    #[cfg_attr(feature = "schema", schemars(transform = crate::schema::form::base64))]
    payload: String,
    /// What the payload is: an in-toto statement.
    #[cfg_attr(feature = "schema", schemars(extend("const" = PAYLOAD_TYPE)))]
    payload_type: String,
    /// The signatures, one to four.
    #[cfg_attr(feature = "schema", schemars(length(min = 1, max = MOST_SIGNATURES)))]
    signatures: Vec<WireSignature>,
}

/// One signature of an envelope.
#[derive(Serialize, Deserialize)]
#[cfg_attr(
    feature = "schema",
    derive(schemars::JsonSchema),
    schemars(rename = "EnvelopeSignature")
)]
pub(crate) struct WireSignature {
    /// The fingerprint of the key: a hint that picks the key and decides nothing.
    #[serde(default)]
    keyid: String,
    /// The signature, in padded base64 of either alphabet.
    #[cfg_attr(feature = "schema", schemars(transform = crate::schema::form::base64))]
    sig: String,
}

impl Envelope {
    /// Decodes an envelope.
    ///
    /// # Errors
    /// The bytes are no envelope around a statement; see [`EnvelopeError`].
    pub fn from_json(bytes: &[u8]) -> Result<Self, EnvelopeError> {
        Self::read(bytes, PAYLOAD_TYPE, MOST_SIGNATURES, &Limits::ENVELOPE)
    }

    /// Decodes an envelope around a payload of another type.
    pub(crate) fn read(
        bytes: &[u8],
        payload_type: &str,
        most: usize,
        limits: &Limits,
    ) -> Result<Self, EnvelopeError> {
        let wire: Wire = json::from_slice(bytes, limits)
            .map_err(|error| EnvelopeError::Malformed(error.to_string()))?;
        if wire.payload_type != payload_type {
            return Err(EnvelopeError::PayloadType);
        }
        if wire.signatures.is_empty() || wire.signatures.len() > most {
            return Err(EnvelopeError::Signatures);
        }
        let signatures = wire.signatures.iter().map(|signature| {
            Some(EnvelopeSignature {
                keyid: signature.keyid.parse().ok(),
                sig: decode(signature.sig.as_bytes())?,
            })
        });
        Ok(Self {
            payload: decode(wire.payload.as_bytes()).ok_or(EnvelopeError::Base64)?,
            signatures: signatures
                .collect::<Option<_>>()
                .ok_or(EnvelopeError::Base64)?,
        })
    }

    /// Returns the envelope as one line of JSON, with the standard alphabet.
    pub fn to_json(&self) -> String {
        self.write(PAYLOAD_TYPE)
    }

    /// Returns the envelope of a payload of another type.
    pub(crate) fn write(&self, payload_type: &str) -> String {
        let wire = Wire {
            payload: Base64::encode_string(&self.payload),
            payload_type: payload_type.to_owned(),
            signatures: self
                .signatures
                .iter()
                .map(|signature| WireSignature {
                    keyid: signature
                        .keyid
                        .as_ref()
                        .map_or_else(String::new, Fingerprint::to_string),
                    sig: Base64::encode_string(&signature.sig),
                })
                .collect(),
        };
        json::to_string(&wire)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pae_counts_bytes() {
        assert_eq!(pae("", b""), b"DSSEv1 0  0 ");
        assert_eq!(pae("t", "ಠ".as_bytes()), "DSSEv1 1 t 3 ಠ".as_bytes());
    }

    #[test]
    fn round_trip_and_refusals() {
        let envelope = Envelope {
            payload: vec![0xfb, 0xff, 1],
            signatures: vec![EnvelopeSignature {
                keyid: None,
                sig: vec![7; 64],
            }],
        };
        let text = envelope.to_json();
        assert_eq!(Envelope::from_json(text.as_bytes()), Ok(envelope.clone()));
        let url = text.replace("+/8B", "-_8B");
        assert_eq!(Envelope::from_json(url.as_bytes()), Ok(envelope));
        for (from, to, error) in [
            ("in-toto+json", "in-toto.x+json", EnvelopeError::PayloadType),
            ("+/8B", "+/8", EnvelopeError::Base64),
            ("+/8B", "+_8B", EnvelopeError::Base64),
            ("+/8B", "+/8B\\n", EnvelopeError::Base64),
        ] {
            assert_eq!(
                Envelope::from_json(text.replace(from, to).as_bytes()),
                Err(error),
                "{to}"
            );
        }
        let doubled = text.replacen("{\"payload\":", "{\"payload\":\"\",\"payload\":", 1);
        assert!(matches!(
            Envelope::from_json(doubled.as_bytes()),
            Err(EnvelopeError::Malformed(_))
        ));
    }
}
