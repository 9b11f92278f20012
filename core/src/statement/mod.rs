//! What people sign (semantics 8): approve, reject, withdraw, lift, authorship, delegate, evidence, break-glass,
//! vouch, revoke, duty.

mod break_glass;
mod delegation;
mod draft;
mod enrolment;
mod fast;
mod ignored;
mod kinds;
pub mod names;
mod testimony;
mod verified;
mod vouch;

use serde::{Deserialize, Serialize};

use crate::change::Subject;
use crate::digest::{Algorithm, Digest, DigestSet};
use crate::id::Fingerprint;
use crate::json::{self, JsonError, Limits};
use crate::signature::{self, Envelope, EnvelopeSignature};
use crate::text;

pub use break_glass::BreakGlass;
pub use delegation::{Delegation, DelegationScope};
pub use draft::{
    ApproveIntent, AuthorshipIntent, BreakGlassIntent, DelegateIntent, Draft, DutyIntent,
    EvidenceIntent, Intent, LiftIntent, RejectIntent, RevokeIntent, VouchIntent, WithdrawIntent,
};
pub use enrolment::{Enrolled, Enrolment};
pub use fast::{OnDuty, Revoke};
pub use ignored::IgnoredCode;
pub use kinds::{Approval, Authority, Authorship, Lift, Reject, SeenThen, Signer, Withdraw};
pub use testimony::Testimony;
pub use verified::{Refused, StatementSet, Submitted, Verified};
pub use vouch::Vouch;

/// A statement, as its payload says it. Whether anybody signed it is another question.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Statement {
    /// A person stands for the change.
    Approve(Approval),
    /// A person objects to the change.
    Reject(Reject),
    /// A person takes back what she signed.
    Withdraw(Withdraw),
    /// A person ends somebody's reject, together with others.
    Lift(Lift),
    /// A person says how far an AI was involved in the content.
    Authorship(Authorship),
    /// A person lets another one act in her authority.
    Delegate(Delegation),
    /// A principal says how a check turned out.
    Evidence(Testimony),
    /// A person lets the change go because of an incident.
    BreakGlass(BreakGlass),
    /// A service says that somebody approved the change on a platform.
    Vouch(Vouch),
    /// Somebody says that a key ends.
    Revoke(Revoke),
    /// A scheduler says who is on call and who is away.
    OnDuty(OnDuty),
}

/// The in-toto frame around a predicate.
#[derive(Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct Frame<P> {
    #[serde(rename = "_type")]
    kind: String,
    subject: Vec<Subject>,
    predicate_type: String,
    predicate: P,
}

/// Why a payload is not a statement.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum StatementError {
    /// Not strict JSON of the expected shape.
    #[error("the statement cannot be read: {0}")]
    Malformed(#[from] JsonError),
    /// Not an in-toto statement, version 1.
    #[error("the payload is not a statement of type `{}`", names::STATEMENT_TYPE)]
    Type,
    /// A predicate that this version does not know.
    #[error("the predicate type `{0}` is not known")]
    Predicate(String),
}

impl Statement {
    /// Reads the payload of an envelope: a strict scan, then one parse.
    ///
    /// # Errors
    /// The bytes are no statement of a known kind.
    pub fn from_payload(payload: &[u8]) -> Result<Self, StatementError> {
        let Frame {
            kind,
            predicate_type,
            ..
        } = json::from_slice::<Frame<serde::de::IgnoredAny>>(payload, &Limits::STATEMENT)?;
        if kind != names::STATEMENT_TYPE {
            return Err(StatementError::Type);
        }
        fn read<P: serde::de::DeserializeOwned>(
            payload: &[u8],
        ) -> Result<(Vec<Subject>, P), JsonError> {
            let frame: Frame<P> = json::from_slice(payload, &Limits::STATEMENT)?;
            Ok((frame.subject, frame.predicate))
        }
        Ok(match predicate_type.as_str() {
            names::APPROVE => {
                let (subjects, mut approval) = read::<Approval>(payload)?;
                approval.subjects = subjects;
                Self::Approve(approval)
            }
            names::REJECT => {
                let (subjects, mut reject) = read::<Reject>(payload)?;
                reject.subjects = subjects;
                Self::Reject(reject)
            }
            names::WITHDRAW => Self::Withdraw(read(payload)?.1),
            names::LIFT => Self::Lift(read(payload)?.1),
            names::AUTHORSHIP => Self::Authorship(read(payload)?.1),
            names::DELEGATE => Self::Delegate(read(payload)?.1),
            names::BREAK_GLASS => {
                let (subjects, mut word) = read::<BreakGlass>(payload)?;
                word.subjects = subjects;
                Self::BreakGlass(word)
            }
            names::REVOKE => Self::Revoke(read(payload)?.1),
            names::DUTY => Self::OnDuty(read(payload)?.1),
            names::VOUCH => {
                let (subjects, mut vouch) = read::<Vouch>(payload)?;
                vouch.approval.subjects = subjects;
                Self::Vouch(vouch)
            }
            names::EVIDENCE => {
                let (subjects, mut testimony) = read::<Testimony>(payload)?;
                testimony.subjects = subjects;
                Self::Evidence(testimony)
            }
            _ => return Err(StatementError::Predicate(text::said(&predicate_type))),
        })
    }

    /// Returns who says to have signed it.
    pub const fn signer(&self) -> &Signer {
        match self {
            Self::Approve(statement) => &statement.signer,
            Self::Reject(statement) => &statement.signer,
            Self::Withdraw(statement) => &statement.signer,
            Self::Lift(statement) => &statement.signer,
            Self::Authorship(statement) => &statement.signer,
            Self::Delegate(statement) => &statement.signer,
            Self::Evidence(statement) => &statement.signer,
            Self::BreakGlass(statement) => &statement.signer,
            Self::Vouch(statement) => &statement.signer,
            Self::Revoke(statement) => &statement.signer,
            Self::OnDuty(statement) => &statement.signer,
        }
    }

    /// Returns the predicate type.
    pub const fn predicate_type(&self) -> &'static str {
        match self {
            Self::Approve(_) => names::APPROVE,
            Self::Reject(_) => names::REJECT,
            Self::Withdraw(_) => names::WITHDRAW,
            Self::Lift(_) => names::LIFT,
            Self::Authorship(_) => names::AUTHORSHIP,
            Self::Delegate(_) => names::DELEGATE,
            Self::Evidence(_) => names::EVIDENCE,
            Self::BreakGlass(_) => names::BREAK_GLASS,
            Self::Vouch(_) => names::VOUCH,
            Self::Revoke(_) => names::REVOKE,
            Self::OnDuty(_) => names::DUTY,
        }
    }

    /// Returns the namespace under which an SSH key signs it: a signature for one purpose is none for another.
    pub const fn namespace(&self) -> &'static str {
        match self {
            Self::Approve(_) => names::APPROVE_NAMESPACE,
            Self::Reject(_) => names::REJECT_NAMESPACE,
            Self::Withdraw(_) => names::WITHDRAW_NAMESPACE,
            Self::Lift(_) => names::LIFT_NAMESPACE,
            Self::Authorship(_) => names::AUTHORSHIP_NAMESPACE,
            Self::Delegate(_) => names::DELEGATE_NAMESPACE,
            Self::Evidence(_) => names::EVIDENCE_NAMESPACE,
            Self::BreakGlass(_) => names::BREAK_GLASS_NAMESPACE,
            Self::Vouch(_) => names::VOUCH_NAMESPACE,
            Self::Revoke(_) => names::REVOKE_NAMESPACE,
            Self::OnDuty(_) => names::DUTY_NAMESPACE,
        }
    }

    /// Returns the exact bytes to sign over, to be shown to the signer first.
    pub fn to_payload(&self) -> Vec<u8> {
        fn frame<P: Serialize>(kind: &str, subject: Vec<Subject>, predicate: P) -> Vec<u8> {
            json::to_string(&Frame {
                kind: names::STATEMENT_TYPE.to_owned(),
                subject,
                predicate_type: kind.to_owned(),
                predicate,
            })
            .into_bytes()
        }
        let kind = self.predicate_type();
        match self {
            Self::Approve(approval) => frame(kind, approval.subjects.clone(), approval),
            Self::Reject(reject) => frame(kind, reject.subjects.clone(), reject),
            Self::Withdraw(withdraw) => frame(kind, withdraw.about(), withdraw),
            Self::Lift(lift) => frame(kind, vec![change_subject(&lift.change_digest)], lift),
            Self::Authorship(word) => frame(kind, vec![change_subject(&word.change_digest)], word),
            Self::Delegate(grant) => {
                frame(kind, vec![repository_subject(&grant.repository)], grant)
            }
            Self::Evidence(record) => frame(kind, record.subjects.clone(), record),
            Self::BreakGlass(word) => frame(kind, word.subjects.clone(), word),
            Self::Revoke(word) => frame(kind, vec![repository_subject(&word.repository)], word),
            Self::OnDuty(word) => frame(kind, vec![repository_subject(&word.repository)], word),
            Self::Vouch(vouch) => frame(kind, vouch.approval.subjects.clone(), vouch),
        }
    }

    /// Returns the message that is signed for this payload: by an Ed25519 key as it is, by an SSH key for
    /// [`namespace`](Self::namespace).
    pub fn message(payload: &[u8]) -> Vec<u8> {
        signature::pae(signature::PAYLOAD_TYPE, payload)
    }

    /// Returns the envelope of a payload and its signature, one line of JSON.
    pub fn envelope(payload: Vec<u8>, keyid: Fingerprint, sig: Vec<u8>) -> String {
        Envelope {
            payload,
            signatures: vec![EnvelopeSignature {
                keyid: Some(keyid),
                sig,
            }],
        }
        .to_json()
    }
}

/// The subject of a statement that is about no change in particular.
fn repository_subject(repository: &crate::id::Repository) -> Subject {
    Subject {
        name: names::REPOSITORY_SUBJECT.to_owned(),
        ..change_subject(&Digest::of(repository.as_str().as_bytes()))
    }
}

/// Returns the subject that names a change by its digest.
pub fn change_subject(digest: &Digest) -> Subject {
    let set = DigestSet::of(Algorithm::Sha256, &digest.hex());
    #[expect(
        clippy::expect_used,
        reason = "64 hexadecimal digits are a SHA-256 digest"
    )]
    let digest = set.expect("a digest has 64 digits");
    Subject {
        name: names::CHANGE_SUBJECT.to_owned(),
        digest,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::change::{Action, Change, ChangeFacts, Exact};
    use crate::provenance::fold_commit;

    fn change() -> Change {
        let exact = Exact::new(
            "42".parse().unwrap(),
            "r".parse().unwrap(),
            "refs/heads/main".parse().unwrap(),
            Action::Merge,
            vec![change_subject(&Digest::of(b"tree"))],
        );
        Change::new(ChangeFacts::new(exact)).unwrap()
    }

    fn approval() -> Approval {
        let seen = SeenThen {
            kinds: crate::fact::Listed::Absent,
            services: crate::fact::Listed::Absent,
            tier: None,
            destructive: None,
            reversible: None,
            rollout: None,
            blast: None,
            involvement: fold_commit([], false, None, None),
            evidence: Vec::new(),
        };
        let signer = Signer {
            id: "carol".parse().unwrap(),
            key: format!("SHA256:{}", "a".repeat(43)).parse().unwrap(),
        };
        let at = |text: &str| text.parse().unwrap();
        Approval::of(
            &change(),
            seen,
            signer,
            at("2026-04-03T00:00:00Z"),
            at("2026-04-04T00:00:00Z"),
            "n".to_owned(),
        )
    }

    #[test]
    fn payloads_survive_a_round_trip() {
        let statement = Statement::Approve(approval());
        assert_eq!(
            Statement::from_payload(&statement.to_payload()),
            Ok(statement)
        );
    }

    #[test]
    fn a_withdrawal_is_about_what_it_withdraws() {
        let approval = approval();
        let (name, change) = (Digest::of(b"statement"), approval.change_id.clone());
        let mut withdraw = Withdraw::new(
            approval.repository.clone(),
            approval.signer.clone(),
            approval.issued,
            "n".to_owned(),
        );
        withdraw.names = vec![name];
        withdraw.all = Some(change.clone());
        let payload = Statement::Withdraw(withdraw).to_payload();
        let payload: serde_json::Value = serde_json::from_slice(&payload).unwrap();
        let about = |digest: Digest| serde_json::json!({ "name": "withdrawn", "digest": { "sha256": digest.hex() } });
        let of_change = about(Digest::of(change.as_str().as_bytes()));
        assert_eq!(
            payload["subject"],
            serde_json::json!([about(name), of_change])
        );
    }

    #[test]
    fn every_member_of_an_approval_is_known() {
        let mut full = approval();
        full.from = Some(change().exact().subjects[0].digest.clone());
        full.result = full.from.clone();
        full.environment = "production".parse().ok();
        full.regions = vec!["eu".parse().unwrap()];
        full.acknowledged = vec!["a".parse().unwrap()];
        full.meaning = vec!["review".parse().unwrap()];
        full.comment = Some(String::new());
        full.policy = Some(full.change_digest);
        full.roster = full.policy;
        full.after = vec![full.change_digest];
        full.critical = vec!["seen".to_owned()];
        let text = crate::json::to_string(&full);
        let members: serde_json::Map<String, serde_json::Value> =
            serde_json::from_str(&text).unwrap();
        let mut known = Approval::MEMBERS.to_vec();
        known.sort_unstable();
        assert_eq!(
            members.keys().map(String::as_str).collect::<Vec<_>>(),
            known
        );
    }

    #[test]
    fn what_is_no_statement() {
        let good = String::from_utf8(Statement::Approve(approval()).to_payload()).unwrap();
        let read = |text: &str| {
            Statement::from_payload(text.as_bytes()).map_err(|error| error.to_string())
        };
        for (from, to) in [
            ("statement/approve/v1", "statement/approve/v2"),
            ("in-toto.io/Statement/v1", "in-toto.io/Statement/v0.1"),
            ("\"predicateType\"", "\"predicate_type\""),
            ("\"_type\"", "\"type\""),
            ("{\"_type\"", "{\"type\":\"x\",\"_type\""),
            ("\"nonce\":\"n\"", "\"nonce\":\"n\",\"nonce\":\"m\""),
            ("\"nonce\":\"n\"", "\"nonce\":null"),
            ("\"nonce\":\"n\"", "\"nonce\":1.5"),
            (
                "\"issued\":\"2026-04-03T00:00:00Z\"",
                "\"issued\":\"2026-04-03\"",
            ),
        ] {
            assert!(good.contains(from), "{from}");
            assert!(read(&good.replacen(from, to, 1)).is_err(), "{to}");
        }
        // A member that nobody marked as critical may be one of a later version.
        assert!(read(&good.replacen("\"nonce\":", "\"later\":[null],\"nonce\":", 1)).is_ok());
    }
}
