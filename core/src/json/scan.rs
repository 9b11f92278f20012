//! The tokens of JSON, without the leniencies of the usual parsers.

use std::borrow::Cow;

use super::error::Fault;
use crate::error::ErrorCode;

/// 2^53 − 1: the largest integer that every language reads exactly.
pub(crate) const MAX_INTEGER: u64 = 9_007_199_254_740_991;

/// An integer of a document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Integer {
    Natural(u64),
    Negative(i64),
}

/// A place in a document, and the tokens that can be read there.
#[derive(Debug)]
pub(super) struct Scanner<'a> {
    text: &'a str,
    at: usize,
}

impl<'a> Scanner<'a> {
    pub(super) const fn new(text: &'a str) -> Self {
        Self { text, at: 0 }
    }

    /// Returns the offset of the next byte.
    pub(super) const fn at(&self) -> usize {
        self.at
    }

    pub(super) fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    pub(super) const fn step(&mut self) {
        self.at = self.at.saturating_add(1);
    }

    fn next(&mut self) -> Option<u8> {
        let byte = self.peek();
        if byte.is_some() {
            self.step();
        }
        byte
    }

    /// Returns a fault of the form at this place.
    pub(super) fn syntax(&self, message: &str) -> Fault {
        Fault::new(ErrorCode::Syntax, message).at(self.at)
    }

    /// Passes over white space, and returns what comes then.
    pub(super) fn space(&mut self) -> Option<u8> {
        while matches!(self.peek(), Some(b' ' | b'\t' | b'\n' | b'\r')) {
            self.step();
        }
        self.peek()
    }

    /// Passes over `byte` and the white space after it.
    pub(super) fn expect(&mut self, byte: u8, message: &str) -> Result<(), Fault> {
        if self.peek() != Some(byte) {
            return Err(self.syntax(message));
        }
        self.step();
        self.space();
        Ok(())
    }

    pub(super) fn word(&mut self, word: &str) -> Result<(), Fault> {
        let rest = self.text.as_bytes().get(self.at..);
        if !rest.is_some_and(|rest| rest.starts_with(word.as_bytes())) {
            return Err(self.syntax("expected a value"));
        }
        self.at = self.at.saturating_add(word.len());
        Ok(())
    }

    /// Reads a string of at most `longest` bytes as written, and returns what it stands for.
    pub(super) fn string(&mut self, longest: usize) -> Result<Cow<'a, str>, Fault> {
        self.step();
        let start = self.at;
        let mut run = start;
        let mut unescaped = None;
        loop {
            self.at = self.at.saturating_add(self.plain());
            if self.at.saturating_sub(start) > longest {
                let message = "the string is longer than its limit";
                let at = start.saturating_add(longest).saturating_add(1);
                return Err(Fault::new(ErrorCode::TooLarge, message).at(at));
            }
            let before = self.slice(run, self.at);
            match self.next() {
                Some(b'"') => {
                    return Ok(unescaped.map_or(Cow::Borrowed(before), |text: String| {
                        Cow::Owned(text + before)
                    }));
                }
                Some(b'\\') => {
                    let c = self.escape()?;
                    let text = unescaped.get_or_insert_with(String::new);
                    text.push_str(before);
                    text.push(c);
                    run = self.at;
                }
                Some(_) => {
                    return Err(self.syntax("a control character in a string must be escaped"));
                }
                None => return Err(self.syntax("the document ends inside a string")),
            }
        }
    }

    /// Returns how many bytes come before the next one that means something in a string.
    fn plain(&self) -> usize {
        let rest = self.text.as_bytes().get(self.at..).unwrap_or_default();
        let words = rest.chunks_exact(size_of::<u64>());
        let skipped = words
            .take_while(|word| !<[u8; 8]>::try_from(*word).is_ok_and(has_meaning))
            .count()
            .saturating_mul(size_of::<u64>());
        let tail = rest.get(skipped..).unwrap_or_default();
        let plain = tail
            .iter()
            .position(|byte| matches!(byte, b'"' | b'\\' | ..0x20));
        skipped.saturating_add(plain.unwrap_or(tail.len()))
    }

    fn slice(&self, start: usize, end: usize) -> &'a str {
        self.text.get(start..end).unwrap_or_default()
    }

    #[expect(clippy::arithmetic_side_effects, reason = "both halves have ten bits")]
    fn escape(&mut self) -> Result<char, Fault> {
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
                        return Err(self.syntax("half of a surrogate pair"));
                    }
                    let second = self.unit()?;
                    if !(0xdc00..0xe000).contains(&second) {
                        return Err(self.syntax("half of a surrogate pair"));
                    }
                    0x1_0000 + ((first & 0x3ff) << 10) + (second & 0x3ff)
                } else {
                    first
                };
                char::from_u32(code).ok_or_else(|| self.syntax("half of a surrogate pair"))
            }
            _ => Err(self.syntax("an escape that JSON does not know")),
        }
    }

    fn unit(&mut self) -> Result<u32, Fault> {
        let mut unit = 0_u32;
        for _ in 0..4 {
            let digit = self.next().and_then(|byte| char::from(byte).to_digit(16));
            let digit = digit.ok_or_else(|| self.syntax("expected four hexadecimal digits"))?;
            unit = unit << 4 | digit;
        }
        Ok(unit)
    }

    pub(super) fn number(&mut self) -> Result<Integer, Fault> {
        let start = self.at;
        let negative = self.peek() == Some(b'-');
        if negative {
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
        let leading_zero = digits > 1 && self.text.as_bytes().get(first) == Some(&b'0');
        if digits == 0 || leading_zero {
            return Err(self.syntax("expected a number"));
        }
        let integer = !matches!(self.peek(), Some(b'.' | b'e' | b'E'));
        match i64::try_from(magnitude) {
            Ok(value) if integer && negative && magnitude <= MAX_INTEGER && magnitude > 0 => {
                Ok(Integer::Negative(value.saturating_neg()))
            }
            Ok(_) if integer && !negative && magnitude <= MAX_INTEGER => {
                Ok(Integer::Natural(magnitude))
            }
            _ => {
                let message = "expected an integer between -9007199254740991 and 9007199254740991";
                Err(Fault::new(ErrorCode::Number, message).at(start))
            }
        }
    }
}

/// Reports whether one of eight bytes ends a string, starts an escape or is a control character. Carries between the
/// bytes can only start at one that does.
const fn has_meaning(bytes: [u8; 8]) -> bool {
    const ONES: u64 = u64::from_ne_bytes([1; 8]);
    const HIGHS: u64 = u64::from_ne_bytes([0x80; 8]);
    const fn has_less(word: u64, bound: u8) -> u64 {
        word.wrapping_sub(ONES.wrapping_mul(bound as u64)) & !word & HIGHS
    }
    const fn has(word: u64, byte: u8) -> u64 {
        has_less(word ^ ONES.wrapping_mul(byte as u64), 1)
    }
    let word = u64::from_ne_bytes(bytes);
    has(word, b'"') | has(word, b'\\') | has_less(word, 0x20) != 0
}
