//! Envelopes, signatures, keys and strangers (semantics 7.5, 8.2, 8.5, 8.6, 8.9).

use base64ct::{Base64, Encoding as _};
use foureyes::statement::Statement;
use serde_json::{Value, json};

use super::statements_keys::garbage;
use super::{HELD, PEERS, case};
use crate::case::{Case, PEER, TWO, policy_with};
use crate::{is, keys, must};

pub(super) fn cases() -> Vec<Case> {
    [faults(), spellings(), many()].concat()
}

/// Carol's approval does not count, and what is wrong with it is shown under `who`.
pub(super) fn ignored(
    id: &str,
    title: &str,
    clauses: &[&str],
    shows: &[&str],
    (code, who): (&str, &str),
    build: impl FnOnce(&mut Case),
) -> Case {
    case(id, title, clauses, shows, |c| {
        build(c);
        c.hold(&[HELD]);
        c.ignored(&[(code, who)]);
        c.missing(&["carol"]);
    })
}

/// Changes the envelope handed in last, as JSON.
fn edit(c: &mut Case, edit: impl FnOnce(&mut Value)) {
    c.tamper(|text| {
        let mut envelope: Value = must(serde_json::from_str(&text));
        edit(&mut envelope);
        envelope.to_string()
    });
}

/// Sets a member of the envelope handed in last, by its JSON pointer.
pub(super) fn set(c: &mut Case, pointer: &str, value: Value) {
    edit(c, |envelope| {
        let slot = envelope.pointer_mut(pointer).ok_or(pointer);
        *must(slot) = value;
    });
}

fn faults() -> Vec<Case> {
    let fault = ("envelope_malformed", "");
    let malformed = |id: &str, title: &str, build: fn(&mut Case)| {
        ignored(id, title, &["8.6", "8.9"], &["S69"], fault, |c| {
            c.approve("carol");
            build(c);
        })
    };
    vec![
        malformed(
            "envelope-not-json",
            "What is no envelope is passed over, and shown",
            |c| {
                c.tamper(|_| "approved, Carol".to_owned());
            },
        ),
        malformed(
            "envelope-not-text",
            "Bytes that are no text are no envelope",
            |c| {
                let last = c.last();
                last.envelope = None;
                last.envelope_base64 = Some(Base64::encode_string(b"{\"payload\":\"\xff\"}"));
            },
        ),
        malformed("envelope-cut", "Half an envelope is none", |c| {
            c.tamper(|mut text| {
                text.truncate(200);
                text
            });
        }),
        malformed(
            "envelope-with-more-behind",
            "An envelope with anything behind it is none",
            |c| {
                c.tamper(|text| format!("{text} {{}}"));
            },
        ),
        malformed(
            "envelope-member-twice",
            "A member that stands twice could be read in two ways",
            |c| {
                c.tamper(|text| text.replacen('{', "{\"payload\":\"e30=\",", 1));
            },
        ),
        malformed(
            "envelope-other-type",
            "The payload type is part of what is signed, and there is one",
            |c| {
                set(c, "/payloadType", json!("application/json"));
            },
        ),
        malformed(
            "envelope-unpadded",
            "Base64 without its padding is none",
            |c| {
                edit(c, |envelope| {
                    let sig = envelope
                        .pointer("/signatures/0/sig")
                        .and_then(Value::as_str);
                    let bare = must(sig.ok_or("no signature"))
                        .trim_end_matches('=')
                        .to_owned();
                    if let Some(slot) = envelope.pointer_mut("/signatures/0/sig") {
                        *slot = Value::String(bare);
                    }
                });
            },
        ),
        malformed(
            "envelope-without-signature",
            "An envelope that nobody signed is none",
            |c| {
                set(c, "/signatures", json!([]));
            },
        ),
        malformed(
            "envelope-with-five-signatures",
            "An envelope has at most four signatures",
            |c| {
                edit(c, |envelope| {
                    let one = envelope.pointer("/signatures/0").cloned();
                    let all = vec![one; 5];
                    if let Some(slot) = envelope.pointer_mut("/signatures") {
                        *slot = json!(all);
                    }
                });
            },
        ),
    ]
}

fn spellings() -> Vec<Case> {
    let once = |id: &str, title: &str, build: fn(&mut Case)| {
        case(
            id,
            title,
            &["8.3", "8.6"],
            &["S68", "CVE-2020-6174", "policy-bot#33"],
            |c| {
                c.rules(TWO);
                c.approve("carol");
                let copy = c.statements.clone();
                c.statements.extend(copy);
                build(c);
                c.hold(&["hold approvals_missing acme/two/approvals:2"]);
                c.counted(&[("acme/two/approvals:2", "carol")]);
                c.missing(&["frank"]);
            },
        )
    };
    vec![
        once(
            "duplicate",
            "A statement that is handed in twice is one",
            |_| {},
        ),
        once(
            "duplicate-spaced",
            "A statement whose envelope is spelt otherwise is the same",
            |c| {
                c.tamper(|text| {
                    text.replace(',', ", ")
                        .replace(':', ": ")
                        .replace("SHA256: ", "SHA256:")
                });
            },
        ),
        once(
            "duplicate-in-url-alphabet",
            "The other alphabet of base64 makes no other statement",
            |c| {
                edit(c, |envelope| {
                    for pointer in ["/payload", "/signatures/0/sig"] {
                        let bytes = envelope.pointer(pointer).and_then(Value::as_str);
                        let text = must(bytes.ok_or(pointer))
                            .replace('+', "-")
                            .replace('/', "_");
                        if let Some(slot) = envelope.pointer_mut(pointer) {
                            *slot = Value::String(text);
                        }
                    }
                });
            },
        ),
        case(
            "own-signature-is-second",
            "Of several signatures the one of the signer whom the payload names is looked at",
            &["8.2", "8.6"],
            &["L3"],
            |c| {
                c.approve("carol");
                edit(c, |envelope| {
                    let own = envelope.pointer("/signatures/0").cloned();
                    let stranger = keys::public("mallory").fingerprint().to_string();
                    let signatures = json!([{ "keyid": stranger, "sig": "AAAA" }, own]);
                    if let Some(slot) = envelope.pointer_mut("/signatures") {
                        *slot = signatures;
                    }
                });
                c.allow();
                c.counted(&[(PEERS, "carol")]);
            },
        ),
        case(
            "two-signatures-one-signer",
            "A second person's signature under the same payload is no second approval",
            &["7.1", "8.2"],
            &["L3", "S55"],
            |c| {
                c.rules(TWO);
                let payload = Statement::Approve(c.approval("carol")).to_payload();
                c.sign_payload("carol", &payload);
                edit(c, |envelope| {
                    let own = envelope.pointer("/signatures/0").cloned();
                    let dave = keys::public("dave").fingerprint().to_string();
                    let sig = Base64::encode_string(&keys::sign("dave", &payload));
                    if let Some(slot) = envelope.pointer_mut("/signatures") {
                        *slot = json!([{ "keyid": dave, "sig": sig }, own]);
                    }
                });
                c.hold(&["hold approvals_missing acme/two/approvals:2"]);
                c.counted(&[("acme/two/approvals:2", "carol")]);
                c.missing(&["frank"]);
            },
        ),
    ]
}

fn many() -> Vec<Case> {
    vec![
        case(
            "garbage-under-a-key",
            "Garbage that names somebody's key stops nobody, not even her",
            &["8.6", "11"],
            &["H10"],
            |c| {
                for number in 0..40_u16 {
                    let key = keys::public("carol").to_string();
                    let [high, low] = number.to_be_bytes();
                    garbage(c, &key, b"{}", &[high, low]);
                }
                c.approve("carol");
                c.allow();
                c.counted(&[(PEERS, "carol")]);
                c.ignored(&[("signature_invalid", "carol")]);
            },
        ),
        case(
            "statements-may-be-missing",
            "Where nobody says that the statements are complete, the decision says so",
            &["8.5"],
            &["C5"],
            |c| {
                c.complete_as_of = None;
                c.approve("carol");
                c.allow();
                c.notes(&["statements_incomplete"]);
                c.counted(&[(PEERS, "carol")]);
            },
        ),
        case(
            "statements-must-be-complete",
            "A policy may ask that the statements are complete: otherwise a reject could be missing",
            &["8.5"],
            &["C5"],
            |c| {
                c.policy = policy_with("completeStatements = \"required\"", PEER);
                c.complete_as_of = None;
                c.approve("carol");
                c.hold(&["hold statements_incomplete"]);
                c.counted(&[(PEERS, "carol")]);
            },
        ),
        case(
            "statements-were-complete",
            "That the statements were complete a quarter of an hour ago is old news",
            &["8.5"],
            &["C5"],
            |c| {
                c.policy = policy_with("completeStatements = \"required\"", PEER);
                c.complete_as_of = Some(is("2026-03-10T11:45:00Z"));
                c.approve("carol");
                c.hold(&["hold statements_incomplete"]);
                c.counted(&[(PEERS, "carol")]);
            },
        ),
        case(
            "statements-are-complete",
            "A decision that rests on the statements being complete speaks until that is old news",
            &["4.2", "8.5"],
            &["C5"],
            |c| {
                c.policy = policy_with("completeStatements = \"required\"", PEER);
                c.complete_as_of = Some(is("2026-03-10T11:45:01Z"));
                c.approve("carol");
                c.allow();
                c.counted(&[(PEERS, "carol")]);
                c.recheck_by("2026-03-10T12:00:01Z");
            },
        ),
    ]
}
