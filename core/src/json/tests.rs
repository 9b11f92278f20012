//! What the reader takes, and what it refuses.

use super::*;
use crate::error::ErrorCode;

fn code(text: &str) -> Option<ErrorCode> {
    scan(text.as_bytes(), &Limits::DOCUMENT)
        .err()
        .map(|error| error.code())
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
        assert_eq!(code(text), None, "{text}");
        assert!(
            serde_json::from_str::<serde_json::Value>(text).is_ok(),
            "{text}"
        );
    }
}

#[test]
fn refuses_what_can_be_read_in_two_ways() {
    use ErrorCode::*;
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
        assert_eq!(code(text), Some(expected), "{text}");
    }
    assert_eq!(scan(b"\xff", &Limits::DOCUMENT).unwrap_err().code(), Syntax);
}

#[test]
fn limits_hold_exactly() {
    let limits = Limits {
        bytes: 30,
        depth: 2,
        values: 4,
        string: 8,
    };
    let code = |text: &str| {
        scan(text.as_bytes(), &limits)
            .err()
            .map(|error| error.code())
    };
    assert_eq!(code("[[]]"), None);
    assert_eq!(code("[[[]]]"), Some(ErrorCode::TooLarge));
    assert_eq!(code("[1,2,3]"), None);
    assert_eq!(code("[1,2,3,4]"), Some(ErrorCode::TooLarge));
    assert_eq!(code("\"1234567\""), None);
    assert_eq!(code("\"123456789\""), Some(ErrorCode::TooLarge));
    assert_eq!(code(&" ".repeat(31)), Some(ErrorCode::TooLarge));
}

#[test]
fn says_where() {
    let error = scan(b"{\n  \"a\": 1.5\n}", &Limits::DOCUMENT).unwrap_err();
    assert_eq!((error.line(), error.column()), (2, 8));
}

#[test]
fn a_byte_with_a_meaning_is_found_wherever_it_stands() {
    for length in 0..20 {
        for at in 0..=length {
            for (written, meant) in [
                ("\\\"", "\""),
                ("\\\\", "\\"),
                ("\\u0000", "\0"),
                ("é", "é"),
            ] {
                let (before, after) = ("!".repeat(at), "\u{7f}".repeat(length - at));
                let text = format!("\"{before}{written}{after}\"");
                let read: String = from_slice(text.as_bytes(), &Limits::DOCUMENT).unwrap();
                assert_eq!(read, format!("{before}{meant}{after}"));
            }
            for bad in ["\0", "\u{1f}", "\n"] {
                let text = format!("\"{}{bad}{}\"", "a".repeat(at), "ÿ".repeat(length - at));
                let error = scan(text.as_bytes(), &Limits::DOCUMENT).unwrap_err();
                assert_eq!(error.code(), ErrorCode::Syntax, "{text}");
            }
        }
    }
}

#[test]
fn a_name_stands_once_among_few_and_among_many() {
    for names in [1, 2, 24, 25, 26, 300] {
        let object = |last: usize| {
            let members: Vec<_> = (0..names)
                .chain([last])
                .map(|name| format!("\"n{name}\":{{\"n0\":[{{\"n1\":1}}]}}"))
                .collect();
            format!("{{{}}}", members.join(","))
        };
        assert_eq!(code(&object(names)), None);
        for twice in [0, names / 2, names - 1] {
            let text = object(twice);
            assert_eq!(code(&text), Some(ErrorCode::DuplicateKey), "{text}");
        }
    }
}

#[test]
fn a_string_has_a_longest_length() {
    let limits = Limits {
        string: 16,
        ..Limits::DOCUMENT
    };
    let of = |length: usize| format!("[\"{}\"]", "a".repeat(length));
    assert!(scan(of(16).as_bytes(), &limits).is_ok());
    for length in [17, 24, 100] {
        let error = scan(of(length).as_bytes(), &limits).unwrap_err();
        assert_eq!(error.code(), ErrorCode::TooLarge);
    }
}
