//! Keys that show that somebody holds them (semantics 7.5.1).

use serde::{Deserialize, Serialize};

use super::names;
use crate::change::Subject;
use crate::digest::{Algorithm, DigestSet};
use crate::error::{ErrorCode, InputError};
use crate::id::{Name, PrincipalId};
use crate::json::{self, Limits};
use crate::policy::Assurance;
use crate::roster::{Key, PublicKey, Scheme};
use crate::signature::{self, CheckedKey, Envelope, EnvelopeSignature, Presence, presence};
use crate::time::Timestamp;

const DOCUMENT: &str = "enrolment";

/// The word of whoever holds a key that it shall be somebody's in a roster. It changes nothing by itself: whoever writes
/// the roster looks at it first, so that nobody enrols a key that another one holds.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(
    feature = "schema",
    derive(schemars::JsonSchema),
    schemars(rename = "EnrolmentDocument")
)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[non_exhaustive]
pub struct Enrolment {
    /// The roster, by its id.
    pub roster: Name,
    /// Whose key it shall be.
    pub principal: PrincipalId,
    /// The key, which signs this.
    pub public: PublicKey,
    /// How it signs.
    pub scheme: Scheme,
    /// When that was said, by the clock of whoever said it.
    pub issued: Timestamp,
    /// Something that makes the statement unlike every other.
    pub nonce: String,
}

/// A key that has signed its own enrolment.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Enrolled {
    /// What it says.
    pub enrolment: Enrolment,
    /// How strongly it shows that a person was there.
    pub assurance: Assurance,
}

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct Frame {
    #[serde(rename = "_type")]
    kind: String,
    subject: Vec<Subject>,
    predicate_type: String,
    predicate: Enrolment,
}

impl Enrolment {
    /// The namespace for which an SSH key signs it.
    pub const NAMESPACE: &'static str = names::ENROL_NAMESPACE;

    /// Returns the word that `public` shall be the key of `principal` in the roster of this id.
    pub const fn new(
        roster: Name,
        principal: PrincipalId,
        public: PublicKey,
        scheme: Scheme,
        issued: Timestamp,
        nonce: String,
    ) -> Self {
        Self {
            roster,
            principal,
            public,
            scheme,
            issued,
            nonce,
        }
    }

    fn payload(&self) -> Vec<u8> {
        let frame = Frame {
            kind: names::STATEMENT_TYPE.to_owned(),
            subject: vec![self.subject()],
            predicate_type: names::ENROL.to_owned(),
            predicate: self.clone(),
        };
        json::to_string(&frame).into_bytes()
    }

    /// The subject: the key, by the digest of which its fingerprint is the text.
    #[expect(
        clippy::expect_used,
        reason = "64 hexadecimal digits are a SHA-256 digest"
    )]
    fn subject(&self) -> Subject {
        let digest = crate::digest::Digest::of(&self.public.to_wire());
        Subject {
            name: names::KEY_SUBJECT.to_owned(),
            digest: DigestSet::of(Algorithm::Sha256, &digest.hex())
                .expect("a digest has 64 digits"),
        }
    }

    /// Returns the bytes that the key has to sign: an Ed25519 key as they are, an SSH key for
    /// [`NAMESPACE`](Self::NAMESPACE).
    pub fn message(&self) -> Vec<u8> {
        signature::pae(signature::PAYLOAD_TYPE, &self.payload())
    }

    /// Returns the envelope in JSON, with the signature: 64 bytes, or the text of an SSH signature.
    ///
    /// # Errors
    /// `not_proven` where the key has not signed it.
    pub fn envelope(&self, signature: &[u8]) -> Result<String, InputError> {
        let envelope = Envelope {
            payload: self.payload(),
            signatures: vec![EnvelopeSignature {
                keyid: Some(self.public.fingerprint().clone()),
                sig: signature.to_vec(),
            }],
        };
        let text = envelope.to_json();
        Self::prove(text.as_bytes()).map(|_| text)
    }

    /// Reads an enrolment and checks that the key that it names has signed it, under the same strict rules as every
    /// other statement; a security key with a touch.
    ///
    /// # Errors
    /// `not_proven` where the bytes are no enrolment, or the key has not signed it.
    pub fn prove(bytes: &[u8]) -> Result<Enrolled, InputError> {
        let fault =
            |message: &str| InputError::about(DOCUMENT, ErrorCode::NotProven, message.to_owned());
        let envelope = Envelope::from_json(bytes).map_err(|error| fault(&error.to_string()))?;
        let frame: Frame = json::from_slice(&envelope.payload, &Limits::STATEMENT)
            .map_err(|error| fault(&format!("the statement cannot be read: {error}")))?;
        let enrolment = frame.predicate;
        if frame.kind != names::STATEMENT_TYPE
            || frame.predicate_type != names::ENROL
            || frame.subject != [enrolment.subject()]
        {
            return Err(fault("it is no enrolment of this key"));
        }
        let checked = CheckedKey::new(enrolment.public.point())
            .map_err(|_| fault("the key is no good point of the curve"))?;
        let [signed] = envelope.signatures.as_slice() else {
            return Err(fault("it has more than one signature"));
        };
        let key = Key::new(enrolment.public.clone(), enrolment.scheme);
        let message = signature::pae(signature::PAYLOAD_TYPE, &envelope.payload);
        let shown = presence(&key, &checked, Self::NAMESPACE, &message, &signed.sig);
        let assurance = match shown {
            None => return Err(fault("the key has not signed it")),
            Some(Presence::Untouched) => return Err(fault("the security key was not touched")),
            Some(Presence::Software) => Assurance::Signed,
            Some(Presence::Touched) => Assurance::Touched,
            Some(Presence::Verified) => Assurance::Verified,
        };
        Ok(Enrolled {
            enrolment,
            assurance,
        })
    }
}
