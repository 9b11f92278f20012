//! JSON and TOML that cannot be read.

use crate::case::{Case, PEER, policy, policy_with};
use crate::vector::Document;
use base64ct::{Base64, Encoding as _};

use super::input::refused;

pub(super) fn cases() -> Vec<Case> {
    let mut cases = json();
    cases.extend(toml());
    cases
}

/// A policy in JSON, with a member more.
fn json_policy(members: &str) -> String {
    format!(
        "{{\"policy\":\"foureyes/policy/v1\",\"id\":\"acme\",\"version\":3{members},\"rule\":[{{\"id\":\"peer\",\"why\":\"Somebody.\",\"require\":[{{\"approvals\":1}}]}}]}}"
    )
}

/// One way to read bytes, or none (3.3, 10).
fn json() -> Vec<Case> {
    let text = |id: &str, title: &str, text: String, code: &str, path: &str| {
        let mut case = refused((id, title), &["10"], &[("policy", code, path)]);
        case.policy = Document::Json(text);
        case
    };
    let member = |id: &str, title: &str, members: &str, code: &str, path: &str| {
        text(id, title, json_policy(members), code, path)
    };
    let mut bytes = refused(
        ("json-not-utf-8", "Bytes that are not UTF-8 are no document"),
        &["10"],
        &[("policy", "syntax", "")],
    );
    let mut latin = json_policy(",\"unmatched\":\"").into_bytes();
    latin.push(0xe9);
    bytes.policy = Document::JsonBase64(Base64::encode_string(&latin));
    let nested = |depth: usize| {
        let open = "{\"not\":".repeat(depth);
        let close = "}".repeat(depth);
        json_policy(&format!(",\"where\":{open}{{\"tier\":1}}{close}"))
    };
    let list = json_policy("").replace("{\"approvals\":1}", "[1]");
    let approvals = |count: &str| json_policy("").replace(":1}", &format!(":{count}}}"));
    let at = "rule[0].require[0].approvals";
    let mut good = Case::new(
        "json-escapes-are-read",
        "A name that is written with escapes is that name",
        &["10"],
    );
    good.policy = Document::Json(json_policy("").replace("\"rule\"", "\"\\u0072ule\""));
    good.hold(&["hold approvals_missing acme/peer/approvals:1"]);
    good.missing(&["carol"]);
    vec![
        text(
            "json-empty",
            "No bytes are no document",
            String::new(),
            "syntax",
            "",
        ),
        text(
            "json-cut",
            "Half a document is none",
            json_policy("").replace("}]}]}", "}]"),
            "syntax",
            "rule[0].require",
        ),
        text(
            "json-trailing",
            "There is nothing after the document",
            json_policy("") + " {}",
            "syntax",
            "",
        ),
        text(
            "json-trailing-comma",
            "A comma is followed by something",
            json_policy("").replace("3,", "3,,"),
            "syntax",
            "",
        ),
        text(
            "json-byte-order-mark",
            "A byte-order mark is no part of a document",
            "\u{feff}".to_owned() + &json_policy(""),
            "syntax",
            "",
        ),
        text(
            "json-comment",
            "JSON has no comments",
            json_policy("") + "// fine",
            "syntax",
            "",
        ),
        text(
            "json-nan",
            "NaN is no JSON",
            approvals("NaN"),
            "syntax",
            "rule[0].require[0].approvals",
        ),
        bytes,
        member(
            "json-lone-surrogate",
            "Half a surrogate pair is no text",
            ",\"unmatched\":\"\\ud800\"",
            "syntax",
            "unmatched",
        ),
        member(
            "s61-json-duplicate-key",
            "A member stands once",
            ",\"version\":4",
            "duplicate_key",
            "",
        ),
        member(
            "s61-json-duplicate-key-escaped",
            "Spelling a member with escapes makes it no other",
            ",\"versi\\u006fn\":4",
            "duplicate_key",
            "",
        ),
        text(
            "s61-json-duplicate-key-nested",
            "So it is at every depth",
            json_policy("").replace(
                "{\"approvals\":1}",
                "{\"approvals\":2,\"approv\\u0061ls\":1}",
            ),
            "duplicate_key",
            "rule[0].require[0]",
        ),
        member(
            "s61-json-duplicate-key-in-a-map",
            "So it is where the names are free",
            ",\"paths\":{\"a\":[\"x\"],\"a\":[\"y\"]}",
            "duplicate_key",
            "paths",
        ),
        member(
            "s61-json-unknown-field",
            "A member that nobody knows is an error",
            ",\"unmached\":\"allow\"",
            "unknown_field",
            "",
        ),
        text(
            "s50-json-float",
            "A count is a whole number",
            approvals("1.0"),
            "number",
            "rule[0].require[0].approvals",
        ),
        text(
            "s50-json-exponent",
            "Spelt in digits alone",
            approvals("1e0"),
            "number",
            "rule[0].require[0].approvals",
        ),
        text(
            "s50-json-huge",
            "Within what every language reads exactly",
            approvals("9007199254740992"),
            "number",
            "rule[0].require[0].approvals",
        ),
        text(
            "s50-json-minus",
            "Not negative",
            approvals("-1"),
            "invalid_value",
            at,
        ),
        text(
            "s50-json-over-32-bits",
            "And within its own bounds",
            approvals("4294967296"),
            "invalid_value",
            at,
        ),
        text(
            "s50-json-text",
            "A number in quotes is a text",
            approvals("\"2\""),
            "wrong_type",
            at,
        ),
        text(
            "s50-json-true",
            "True is no number",
            approvals("true"),
            "wrong_type",
            at,
        ),
        member(
            "json-null",
            "Null is no second way to leave a member out",
            ",\"expires\":null",
            "wrong_type",
            "expires",
        ),
        text(
            "json-null-count",
            "Nor to ask for nothing",
            approvals("null"),
            "wrong_type",
            at,
        ),
        text(
            "json-array-for-a-struct",
            "A list is no object, though its elements would fit",
            list,
            "wrong_type",
            "rule[0].require[0]",
        ),
        text(
            "json-array-for-the-document",
            "Nor is it for the document as a whole",
            "[\"foureyes/policy/v1\",\"acme\",3]".to_owned(),
            "wrong_type",
            "",
        ),
        text(
            "s64-json-too-deep",
            "A document nests 32 deep at most",
            nested(32),
            "too_large",
            &format!("where{}", ".not".repeat(31)),
        ),
        text(
            "s64-json-long-string",
            "A text has 64 KiB at most",
            json_policy("").replace("Somebody.", &"x".repeat((1 << 16) + 1)),
            "too_large",
            "rule[0].why",
        ),
        text(
            "json-other-version",
            "Another version of the format is another format",
            json_policy("").replace("policy/v1", "policy/v2"),
            "unknown_word",
            "policy",
        ),
        text(
            "json-missing-field",
            "What every policy has must be there",
            json_policy("").replace("\"version\":3,", ""),
            "missing_field",
            "",
        ),
        good,
    ]
}

fn toml() -> Vec<Case> {
    let text = |id: &str, title: &str, text: Document, code: &str, path: &str| {
        let mut case = refused((id, title), &["10"], &[("policy", code, path)]);
        case.policy = text;
        case
    };
    let of = |requirement: &str| policy(&PEER.replace("approvals = 1", requirement));
    let at = "rule[0].require[0].approvals";
    let deep = |depth: usize| {
        format!(
            "where = {}{{ tier = 1 }}{}",
            "{ not = ".repeat(depth),
            " }".repeat(depth)
        )
    };
    vec![
        text(
            "toml-syntax",
            "Half a table is none",
            Document::Toml("policy = ".to_owned()),
            "syntax",
            "",
        ),
        text(
            "s61-toml-duplicate-key",
            "A key stands once",
            policy_with("unmatched = \"hold\"\nunmatched = \"allow\"", PEER),
            "duplicate_key",
            "",
        ),
        text(
            "s61-toml-duplicate-table",
            "A table stands once",
            policy(&format!("{PEER}\n[vocabulary]\nmarks = []\n")),
            "duplicate_key",
            "",
        ),
        text(
            "s61-toml-unknown-field",
            "A key that nobody knows is an error, with its place",
            of("aprovals = 1"),
            "unknown_field",
            "rule[0].require[0]",
        ),
        text(
            "s50-toml-float",
            "A count is a whole number",
            of("approvals = 1.0"),
            "number",
            at,
        ),
        text(
            "s50-toml-huge",
            "Within what every language reads exactly",
            of("approvals = 9223372036854775807"),
            "number",
            at,
        ),
        text(
            "s50-toml-minus",
            "Not negative",
            of("approvals = -1"),
            "invalid_value",
            at,
        ),
        text(
            "toml-date",
            "A day without its offset is no instant",
            policy_with("expires = 2027-01-01", PEER),
            "invalid_value",
            "expires",
        ),
        text(
            "toml-unknown-word",
            "A word that nobody knows is an error",
            policy_with("unmatched = \"pass\"", PEER),
            "unknown_word",
            "unmatched",
        ),
        text(
            "toml-array-for-a-struct",
            "A list is no table",
            of("approvals = 1, with = [\"1d\"]"),
            "wrong_type",
            "rule[0].require[0].with",
        ),
        text(
            "s64-toml-too-deep",
            "A document nests 32 deep at most, however it is written",
            policy_with(&deep(32), PEER),
            "too_large",
            &format!("where{}", ".not".repeat(31)),
        ),
        text(
            "s64-toml-long-string",
            "A text has 64 KiB at most, however it is written",
            policy(&PEER.replace("Somebody", &"x".repeat((1 << 16) + 1))),
            "too_large",
            "rule[0].why",
        ),
        text(
            "toml-waiver-outside-the-list",
            "Nothing waives but what the list has",
            policy(&PEER.replace("why", "waivedBy = [\"label\"]\nwhy")),
            "unknown_word",
            "rule[0].waivedBy[0]",
        ),
        text(
            "toml-span-zero",
            "A span of nothing is none",
            policy_with("decisionTtl = { production = \"0m\" }", PEER),
            "invalid_value",
            "decisionTtl.production",
        ),
        text(
            "toml-no-why",
            "A rule says why",
            policy("[[rule]]\nid = \"peer\"\nrequire = [{ approvals = 1 }]"),
            "missing_field",
            "rule[0]",
        ),
    ]
}
