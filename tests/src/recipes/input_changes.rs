//! Changes that cannot be read.

use crate::case::Case;
use crate::vector::ChangeInput;
use base64ct::{Base64, Encoding as _};

use super::input::refused;

/// Changes that cannot be read; `decide` makes a refusal of each (3.3).
pub(super) fn cases() -> Vec<Case> {
    let text = Case::new("", "", &[]).subject().to_json();
    let raw = |id: &str, title: &str, from: &str, to: &str, code: &str, path: &str| {
        let mut case = refused((id, title), &["3.3", "10"], &[("change", code, path)]);
        assert!(text.contains(from), "{id}: {from}");
        case.raw_change = Some(ChangeInput::Raw {
            raw: text.replace(from, to),
        });
        case
    };
    let mut bytes = refused(
        ("change-not-utf-8", "A change that is no text is none"),
        &["3.3"],
        &[("change", "syntax", "")],
    );
    bytes.raw_change = Some(ChangeInput::RawBase64 {
        raw_base64: Base64::encode_string(b"{\"change\":\"\xff\"}"),
    });
    let live = "\"live\":{";
    vec![
        bytes,
        raw(
            "change-cut",
            "Half a change is none",
            "\"live\"",
            "\"live",
            "syntax",
            "",
        ),
        raw(
            "change-duplicate-key",
            "A member stands once",
            live,
            "\"live\":{},\"live\":{",
            "duplicate_key",
            "",
        ),
        raw(
            "change-unknown-field",
            "A fact that nobody knows is not passed over",
            live,
            "\"live\":{\"approved\":true,",
            "unknown_field",
            "live",
        ),
        raw(
            "change-own-digest",
            "The digest of a change is never handed in",
            live,
            "\"changeDigest\":\"sha256:00\",\"live\":{",
            "unknown_field",
            "",
        ),
        raw(
            "change-fact-without-origin",
            "A fact says who vouches for it",
            "\"destructive\":{\"collected\":false}",
            "\"destructive\":false",
            "wrong_type",
            "seen.destructive",
        ),
        raw(
            "change-fact-of-two-origins",
            "And only once",
            "\"destructive\":{\"collected\":false}",
            "\"destructive\":{\"collected\":false,\"declared\":true}",
            "wrong_type",
            "seen.destructive",
        ),
        raw(
            "change-fact-null",
            "Not known is left out",
            "\"destructive\":{\"collected\":false}",
            "\"destructive\":null",
            "wrong_type",
            "seen.destructive",
        ),
        raw(
            "change-fact-of-null",
            "Not known is no value",
            "\"destructive\":{\"collected\":false}",
            "\"destructive\":{\"collected\":null}",
            "wrong_type",
            "seen.destructive.collected",
        ),
        raw(
            "change-list-without-a-word",
            "A list says whether it is whole",
            "\"marks\":{\"whole\":[]}",
            "\"marks\":[]",
            "wrong_type",
            "live.marks",
        ),
        raw(
            "s48-short-ref",
            "A short name could be a branch or a tag",
            "refs/heads/main",
            "main",
            "invalid_value",
            "exact.targetRef",
        ),
        raw(
            "s34-digest-cut",
            "A digest has all its digits",
            "\"sha256\":\"8d",
            "\"sha256\":\"",
            "invalid_value",
            "exact.subjects[1].digest",
        ),
        raw(
            "s34-digest-of-nothing",
            "A subject has a digest",
            "\"sha256\":\"8d9001d32c6a703d95921a77115050f33dd823d3f1730bd35215dcbecad6dc20\"",
            "",
            "invalid_value",
            "exact.subjects[1].digest",
        ),
        raw(
            "change-subject-twice",
            "A subject stands once",
            "\"name\":\"shop\"",
            "\"name\":\"commit\"",
            "duplicate",
            "exact",
        ),
        raw(
            "change-commit-twice",
            "A commit stands once",
            "\"commits\":{\"whole\":[",
            "\"commits\":{\"whole\":[\"d0f631ca1ddba8db3bcfcb9e057cdc98d0379f1b\",",
            "duplicate",
            "exact",
        ),
        raw(
            "change-unknown-action",
            "What is about to happen is one of four things",
            "\"action\":\"deploy\"",
            "\"action\":\"ship\"",
            "unknown_word",
            "exact.action",
        ),
        raw(
            "change-foreign-commit",
            "Who took part in a commit names one of the change",
            "\"role\":\"author\"",
            "\"role\":\"author\",\"commits\":[\"0000000000000000000000000000000000000000\"]",
            "foreign_commit",
            "live",
        ),
        raw(
            "change-time-with-a-zone",
            "Instants are UTC, to the second",
            live,
            "\"live\":{\"requestedAt\":{\"collected\":\"2026-03-10T12:00:00+01:00\"},",
            "invalid_value",
            "live.requestedAt.collected",
        ),
        raw(
            "change-tier-over-a-byte",
            "A tier is a small number",
            "\"seen\":{",
            "\"seen\":{\"tiers\":{\"whole\":[256]},",
            "invalid_value",
            "seen.tiers.whole[0]",
        ),
    ]
}
