//! What the reader takes, and what it refuses.

use super::*;

fn kind(text: &str) -> Option<JsonErrorKind> {
    scan(text.as_bytes(), &Limits::DOCUMENT)
        .err()
        .map(|error| error.kind())
}

#[test]
fn accepts_json() {
    for text in [
        "{}",
        "[]",
        " [1, -2, \"a\\u00e9\\ud83d\\ude00\", true, false, null] ",
        "0",
        "9007199254740991",
    ] {
        assert_eq!(kind(text), None, "{text}");
        assert!(
            serde_json::from_str::<serde_json::Value>(text).is_ok(),
            "{text}"
        );
    }
}

#[test]
fn refuses_what_can_be_read_in_two_ways() {
    use JsonErrorKind::*;
    for (text, expected) in [
        ("", Syntax),
        ("{", Syntax),
        ("[1,]", Syntax),
        ("{\"a\":1,}", Syntax),
        ("\u{feff}{}", Syntax),
        ("{} {}", Syntax),
        ("01", Syntax),
        ("-", Syntax),
        ("tru", Syntax),
        ("\"\\ud800\"", Syntax),
        ("\"\\udc00\"", Syntax),
        ("\"\\ud800\\u0041\"", Syntax),
        ("\"\n\"", Syntax),
        ("'a'", Syntax),
        ("\"\\x\"", Syntax),
        ("nan", Syntax),
        ("1.0", Number),
        ("1e3", Number),
        ("-0", Number),
        ("9007199254740992", Number),
        ("-9007199254740992", Number),
        ("{\"a\":1,\"a\":2}", DuplicateKey),
        ("{\"a\":1,\"\\u0061\":2}", DuplicateKey),
        ("[{\"b\":{\"a\":1,\"a\":1}}]", DuplicateKey),
    ] {
        assert_eq!(kind(text), Some(expected), "{text}");
    }
    assert_eq!(scan(b"\xff", &Limits::DOCUMENT).unwrap_err().kind(), Syntax);
}

#[test]
fn limits_hold_exactly() {
    let limits = Limits {
        bytes: 30,
        depth: 2,
        values: 4,
        string: 8,
    };
    let kind = |text: &str| {
        scan(text.as_bytes(), &limits)
            .err()
            .map(|error| error.kind())
    };
    assert_eq!(kind("[[]]"), None);
    assert_eq!(kind("[[[]]]"), Some(JsonErrorKind::TooLarge));
    assert_eq!(kind("[1,2,3]"), None);
    assert_eq!(kind("[1,2,3,4]"), Some(JsonErrorKind::TooLarge));
    assert_eq!(kind("\"1234567\""), None);
    assert_eq!(kind("\"123456789\""), Some(JsonErrorKind::TooLarge));
    assert_eq!(kind(&" ".repeat(31)), Some(JsonErrorKind::TooLarge));
}

#[test]
fn says_where() {
    let error = scan(b"{\n  \"a\": 1.5\n}", &Limits::DOCUMENT).unwrap_err();
    assert_eq!((error.line(), error.column()), (2, 8));
}
