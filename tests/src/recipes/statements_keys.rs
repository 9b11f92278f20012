//! Signatures, keys and strangers (semantics 7.5, 8.2, 8.6, 8.9).

use base64ct::{Base64, Encoding as _};
use foureyes::roster::PublicKey;
use foureyes::statement::Statement;
use serde_json::json;

use super::statements_envelope::{ignored, set};
use super::{HELD, PEERS, case};
use crate::case::Case;
use crate::roster::Key;
use crate::{is, keys};

pub(super) fn cases() -> Vec<Case> {
    [signatures(), bad_keys()].concat()
}

/// Replaces the signature of the envelope handed in last.
fn resign(c: &mut Case, sig: &[u8]) {
    set(c, "/signatures/0/sig", json!(Base64::encode_string(sig)));
}

fn signatures() -> Vec<Case> {
    let invalid = |id: &str, title: &str, build: fn(&mut Case)| {
        let code = ("signature_invalid", "carol");
        ignored(id, title, &["8.2", "8.9"], &["S69"], code, |c| {
            c.approve("carol");
            build(c);
        })
    };
    let mismatch = ("signer_mismatch", "carol");
    vec![
        invalid(
            "signed-by-another-key",
            "A key id is a hint: the signature has to be of that key",
            |c| {
                let payload = Statement::Approve(c.approval("carol")).to_payload();
                resign(c, &keys::sign("mallory", &payload));
            },
        ),
        invalid(
            "payload-of-another-byte",
            "One byte of the payload differs from what was signed",
            |c| {
                let mut other = c.approval("carol");
                other.nonce = "o0".to_owned();
                let payload = Statement::Approve(other).to_payload();
                set(c, "/payload", json!(Base64::encode_string(&payload)));
            },
        ),
        invalid("signature-cut", "A signature has 64 bytes", |c| {
            let payload = Statement::Approve(c.approval("carol")).to_payload();
            let mut sig = keys::sign("carol", &payload);
            sig.pop();
            resign(c, &sig);
        }),
        invalid(
            "signature-malleated",
            "A signature whose S is not below the order of the group is none",
            |c| {
                c.statements.clear();
                let payload = Statement::Approve(c.approval("carol")).to_payload();
                c.sign_payload("carol", &payload);
                resign(c, &keys::malleated(&keys::sign("carol", &payload)));
            },
        ),
        invalid(
            "signature-of-the-bare-payload",
            "What is signed is the payload with its type, not the payload",
            |c| {
                c.statements.clear();
                let payload = Statement::Approve(c.approval("carol")).to_payload();
                c.sign_payload("carol", &payload);
                resign(c, &keys::sign_bytes("carol", &payload));
            },
        ),
        ignored(
            "payload-names-another-person",
            "An approval in another person's name does not count, though a rostered key signed it",
            &["8.1", "8.2"],
            &["S6"],
            mismatch,
            |c| {
                let approval = c.approval("dave");
                c.sign("carol", Statement::Approve(approval));
            },
        ),
        ignored(
            "payload-names-another-person-alone",
            "The name in the payload is that of whoever owns the key, though the key is named rightly",
            &["8.1", "8.2"],
            &["S6"],
            mismatch,
            |c| {
                let mut approval = c.approval("carol");
                approval.signer.id = is("dave");
                c.sign("carol", Statement::Approve(approval));
            },
        ),
        ignored(
            "payload-names-another-key",
            "The fingerprint in the payload is that of the key that signs",
            &["8.1", "8.2"],
            &[],
            mismatch,
            |c| {
                c.roster.of("carol").keys.push(Key::of("carol-desk"));
                let mut approval = c.approval("carol");
                approval.signer = Case::signer_with("carol", "carol-desk");
                c.sign("carol", Statement::Approve(approval));
            },
        ),
        ignored(
            "stranger-signs",
            "An envelope under a key that is nobody's does not count",
            &["8.2", "8.6"],
            &["S69", "H10", "Atlantis#4243"],
            ("unknown_key", ""),
            |c| {
                let mut approval = c.approval("carol");
                approval.signer = Case::signer_with("mallory", "mallory");
                c.sign("mallory", Statement::Approve(approval));
            },
        ),
        ignored(
            "no-key-id",
            "An envelope that names no key is not tried under every key",
            &["8.2"],
            &["H10"],
            ("unknown_key", ""),
            |c| {
                c.approve("carol");
                set(c, "/signatures/0/keyid", json!(""));
            },
        ),
        case(
            "strangers-reject",
            "A stranger's reject and withdrawal change nothing but what is ignored",
            &["8.6"],
            &["H10", "CVE-2026-20888"],
            |c| {
                let approval = c.approve("carol");
                let signer = || Case::signer_with("mallory", "mallory");
                c.reject_with("mallory", |reject| reject.signer = signer());
                c.withdraw("mallory", |withdraw| {
                    withdraw.signer = signer();
                    withdraw.names = vec![approval];
                });
                c.allow();
                c.ignored(&[("unknown_key", ""), ("unknown_key", "")]);
                c.counted(&[(PEERS, "carol")]);
            },
        ),
    ]
}

/// Hands in an envelope that names the first key of somebody, with a payload and a signature of zeros.
pub(super) fn garbage(c: &mut Case, key: &str, payload: &[u8], sig: &[u8]) {
    let public: PublicKey = is(key);
    let keyid = public.fingerprint().clone();
    c.submit(Statement::envelope(payload.to_vec(), keyid, sig.to_vec()));
}

fn point(first: u8) -> String {
    let mut point = [0; 32];
    point[0] = first;
    PublicKey::from_point(point).to_string()
}

fn bad_keys() -> Vec<Case> {
    vec![
        ignored(
            "key-off-the-curve",
            "A key that is no point of the curve is found out when it is used first",
            &["7.5"],
            &[],
            ("key_refused", "carol"),
            |c| {
                c.roster.key("carol").public = point(2);
                garbage(c, &point(2), b"{}", &[0; 64]);
            },
        ),
        case(
            "key-of-small-order",
            "A key under which signatures can be made up is refused at load",
            &["7.5"],
            &[],
            |c| {
                c.roster.key("carol").public = point(1);
                c.error("roster acme", "bad_key", "principal[2].key[0]");
            },
        ),
        case(
            "key-not-canonical",
            "A key of which another encoding exists is refused at load",
            &["7.5"],
            &["S4"],
            |c| {
                // The prime plus one: the same as one, and never written by anybody.
                let mut bytes = [0xff; 32];
                bytes[0] = 0xee;
                bytes[31] = 0x7f;
                c.roster.key("carol").public = PublicKey::from_point(bytes).to_string();
                c.error("roster acme", "bad_key", "principal[2].key[0]");
            },
        ),
        case(
            "hardware-key-of-plain-scheme",
            "A security key cannot sign by the plain scheme",
            &["7.5"],
            &[],
            |c| {
                c.roster.key("carol").public = keys::hardware("carol");
                c.error("roster acme", "scheme_mismatch", "principal[2].key[0]");
            },
        ),
        case(
            "scheme-is-the-roster-s",
            "The scheme of a key stands in the roster: a signature by another one does not count",
            &["7.5"],
            &["S79"],
            |c| {
                c.roster.key("carol").scheme = "sshsig";
                c.approve("carol");
                c.hold(&[HELD]);
                c.ignored(&[("signature_invalid", "carol")]);
                c.missing(&["carol"]);
            },
        ),
    ]
}
