//! One pass over the bytes that refuses what two readers could read differently.

use std::collections::BTreeSet;
use std::fmt;

use super::Limits;

/// A document that cannot be read, with the place of the first fault.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct JsonError {
    pub(crate) kind: JsonErrorKind,
    pub(crate) message: String,
    pub(crate) path: String,
    pub(crate) line: usize,
    pub(crate) column: usize,
}

/// What sort of fault a document has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum JsonErrorKind {
    /// Two members of one object have the same name.
    DuplicateKey,
    /// A number that is not an integer within ±(2^53 − 1).
    Number,
    /// The document is not well-formed.
    Syntax,
    /// A size or count is over its limit.
    TooLarge,
    /// Well-formed, but not of the expected shape.
    Shape,
}

impl JsonErrorKind {
    /// Returns the stable code of the fault.
    pub const fn code(self) -> &'static str {
        match self {
            Self::DuplicateKey => "duplicate_key",
            Self::Number => "number",
            Self::Syntax => "syntax",
            Self::TooLarge => "too_large",
            Self::Shape => "shape",
        }
    }
}

impl JsonError {
    /// Returns what sort of fault it is.
    pub const fn kind(&self) -> JsonErrorKind {
        self.kind
    }

    /// Returns the line of the fault, from 1.
    pub const fn line(&self) -> usize {
        self.line
    }

    /// Returns the column of the fault in bytes, from 1.
    pub const fn column(&self) -> usize {
        self.column
    }
}

impl fmt::Display for JsonError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{} at line {} column {}",
            self.message, self.line, self.column
        )
    }
}

impl std::error::Error for JsonError {}

/// 2^53 − 1: the largest integer that every language reads exactly.
const MAX_INTEGER: u64 = 9_007_199_254_740_991;

struct Scanner<'a> {
    bytes: &'a [u8],
    at: usize,
    values: usize,
    limits: &'a Limits,
}

type Step<T = ()> = Result<T, (JsonErrorKind, &'static str)>;

const fn syntax<T>(message: &'static str) -> Step<T> {
    Err((JsonErrorKind::Syntax, message))
}

pub(super) fn scan(bytes: &[u8], limits: &Limits) -> Result<(), JsonError> {
    let mut scanner = Scanner {
        bytes,
        at: 0,
        values: 0,
        limits,
    };
    scanner.document().map_err(|(kind, message)| {
        let (line, column) = position(bytes, scanner.at);
        JsonError {
            kind,
            message: message.to_owned(),
            path: String::new(),
            line,
            column,
        }
    })
}

/// Returns line and column of an offset, both from 1, the column in bytes.
pub(crate) fn position(bytes: &[u8], at: usize) -> (usize, usize) {
    let before = bytes.get(..at).unwrap_or(bytes);
    let line = before.iter().filter(|byte| **byte == b'\n').count();
    let column = before
        .iter()
        .rev()
        .take_while(|byte| **byte != b'\n')
        .count();
    (line.saturating_add(1), column.saturating_add(1))
}

impl Scanner<'_> {
    fn document(&mut self) -> Step {
        if self.bytes.len() > self.limits.bytes {
            return Err((
                JsonErrorKind::TooLarge,
                "the document is larger than its limit",
            ));
        }
        if self.bytes.starts_with(b"\xef\xbb\xbf") {
            return syntax("a byte-order mark is not part of JSON");
        }
        if let Err(error) = std::str::from_utf8(self.bytes) {
            self.at = error.valid_up_to();
            return syntax("the bytes are not UTF-8");
        }
        self.space();
        self.value(0)?;
        self.space();
        if self.at == self.bytes.len() {
            Ok(())
        } else {
            syntax("there is more after the end of the value")
        }
    }

    fn peek(&self) -> Option<u8> {
        self.bytes.get(self.at).copied()
    }

    fn step(&mut self) {
        self.at = self.at.saturating_add(1);
    }

    fn next(&mut self) -> Option<u8> {
        let byte = self.peek();
        if byte.is_some() {
            self.step();
        }
        byte
    }

    fn space(&mut self) {
        while matches!(self.peek(), Some(b' ' | b'\t' | b'\n' | b'\r')) {
            self.step();
        }
    }

    fn value(&mut self, depth: usize) -> Step {
        self.values = self.values.saturating_add(1);
        if self.values > self.limits.values {
            return Err((
                JsonErrorKind::TooLarge,
                "the document holds more values than its limit",
            ));
        }
        match self.peek() {
            Some(b'{') => self.object(depth),
            Some(b'[') => self.array(depth),
            Some(b'"') => self.string().map(drop),
            Some(b'-' | b'0'..=b'9') => self.number(),
            Some(b't') => self.word(b"true"),
            Some(b'f') => self.word(b"false"),
            Some(b'n') => self.word(b"null"),
            Some(_) => syntax("expected a value"),
            None => syntax("the document ends where a value should stand"),
        }
    }

    fn word(&mut self, word: &[u8]) -> Step {
        if self
            .bytes
            .get(self.at..)
            .is_some_and(|rest| rest.starts_with(word))
        {
            self.at = self.at.saturating_add(word.len());
            Ok(())
        } else {
            syntax("expected a value")
        }
    }

    fn deeper(&self, depth: usize) -> Step<usize> {
        if depth < self.limits.depth {
            Ok(depth.saturating_add(1))
        } else {
            Err((
                JsonErrorKind::TooLarge,
                "the document nests deeper than its limit",
            ))
        }
    }

    fn object(&mut self, depth: usize) -> Step {
        let depth = self.deeper(depth)?;
        self.step();
        self.space();
        if self.peek() == Some(b'}') {
            self.step();
            return Ok(());
        }
        let mut names = BTreeSet::new();
        loop {
            let start = self.at;
            if self.peek() != Some(b'"') {
                return syntax("expected the name of a member in quotes");
            }
            let name = self.string()?;
            if !names.insert(name) {
                self.at = start;
                return Err((
                    JsonErrorKind::DuplicateKey,
                    "two members of one object have this name",
                ));
            }
            self.space();
            if self.peek() != Some(b':') {
                return syntax("expected `:` after the name of a member");
            }
            self.step();
            self.space();
            self.value(depth)?;
            self.space();
            match self.peek() {
                Some(b',') => {
                    self.step();
                    self.space();
                }
                Some(b'}') => {
                    self.step();
                    return Ok(());
                }
                _ => return syntax("expected `,` or `}` in an object"),
            }
        }
    }

    fn array(&mut self, depth: usize) -> Step {
        let depth = self.deeper(depth)?;
        self.step();
        self.space();
        if self.peek() == Some(b']') {
            self.step();
            return Ok(());
        }
        loop {
            self.value(depth)?;
            self.space();
            match self.peek() {
                Some(b',') => {
                    self.step();
                    self.space();
                }
                Some(b']') => {
                    self.step();
                    return Ok(());
                }
                _ => return syntax("expected `,` or `]` in an array"),
            }
        }
    }

    /// Reads a string and returns what it stands for.
    fn string(&mut self) -> Step<Vec<u8>> {
        let start = self.at;
        self.step();
        let mut text = Vec::new();
        loop {
            if self.at.saturating_sub(start) > self.limits.string {
                return Err((
                    JsonErrorKind::TooLarge,
                    "the string is longer than its limit",
                ));
            }
            match self.next() {
                Some(b'"') => return Ok(text),
                Some(b'\\') => {
                    let c = self.escape()?;
                    text.extend_from_slice(c.encode_utf8(&mut [0; 4]).as_bytes());
                }
                Some(byte) if byte < 0x20 => {
                    return syntax("a control character in a string must be escaped");
                }
                Some(byte) => text.push(byte),
                None => return syntax("the document ends inside a string"),
            }
        }
    }

    #[expect(clippy::arithmetic_side_effects, reason = "both halves have ten bits")]
    fn escape(&mut self) -> Step<char> {
        match self.next() {
            Some(c @ (b'"' | b'\\' | b'/')) => Ok(char::from(c)),
            Some(b'b') => Ok('\u{8}'),
            Some(b'f') => Ok('\u{c}'),
            Some(b'n') => Ok('\n'),
            Some(b'r') => Ok('\r'),
            Some(b't') => Ok('\t'),
            Some(b'u') => {
                let first = self.unit()?;
                let code = if (0xd800..0xdc00).contains(&first) {
                    if self.next() != Some(b'\\') || self.next() != Some(b'u') {
                        return syntax("half of a surrogate pair");
                    }
                    let second = self.unit()?;
                    if !(0xdc00..0xe000).contains(&second) {
                        return syntax("half of a surrogate pair");
                    }
                    0x1_0000 + ((first & 0x3ff) << 10) + (second & 0x3ff)
                } else {
                    first
                };
                char::from_u32(code).map_or_else(|| syntax("half of a surrogate pair"), Ok)
            }
            _ => syntax("an escape that JSON does not know"),
        }
    }

    fn unit(&mut self) -> Step<u32> {
        let mut unit = 0_u32;
        for _ in 0..4 {
            let digit = self.next().and_then(|byte| char::from(byte).to_digit(16));
            let Some(digit) = digit else {
                return syntax("expected four hexadecimal digits");
            };
            unit = unit << 4 | digit;
        }
        Ok(unit)
    }

    fn number(&mut self) -> Step {
        const NOT_AN_INTEGER: Step = Err((
            JsonErrorKind::Number,
            "expected an integer between -9007199254740991 and 9007199254740991",
        ));
        let start = self.at;
        if self.peek() == Some(b'-') {
            self.step();
        }
        let first = self.at;
        let mut magnitude = 0_u64;
        while let Some(digit @ b'0'..=b'9') = self.peek() {
            magnitude = magnitude
                .saturating_mul(10)
                .saturating_add(u64::from(digit.saturating_sub(b'0')));
            self.step();
        }
        let digits = self.at.saturating_sub(first);
        let leading_zero = digits > 1 && self.bytes.get(first) == Some(&b'0');
        if digits == 0 || leading_zero {
            return syntax("expected a number");
        }
        let negative_zero = magnitude == 0 && first != start;
        if matches!(self.peek(), Some(b'.' | b'e' | b'E'))
            || magnitude > MAX_INTEGER
            || negative_zero
        {
            self.at = start;
            return NOT_AN_INTEGER;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kind(text: &str) -> Option<JsonErrorKind> {
        scan(text.as_bytes(), &Limits::DOCUMENT)
            .err()
            .map(|error| error.kind)
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
        assert_eq!(scan(b"\xff", &Limits::DOCUMENT).unwrap_err().kind, Syntax);
    }

    #[test]
    fn limits_hold_exactly() {
        let limits = Limits {
            bytes: 30,
            depth: 2,
            values: 4,
            string: 8,
        };
        let kind = |text: &str| scan(text.as_bytes(), &limits).err().map(|error| error.kind);
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
        assert_eq!((error.line, error.column), (2, 8));
    }
}
