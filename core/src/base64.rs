//! Base64 of what is public: padded, of either alphabet and not mixed, nothing between, one way to write each value.
//! Secret keys are read in constant time elsewhere; here that would cost a sixth of a signature.

const NONE: u8 = 0xff;

const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
const STANDARD: [u8; 256] = table(LETTERS);
const URL: [u8; 256] = table(b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_");

#[expect(
    clippy::indexing_slicing,
    clippy::as_conversions,
    reason = "64 letters in a table of 256, when the crate is compiled"
)]
const fn table(letters: &[u8; 64]) -> [u8; 256] {
    let mut table = [NONE; 256];
    let mut value = 0_u8;
    while value < 64 {
        table[letters[value as usize] as usize] = value;
        value = value.saturating_add(1);
    }
    table
}

/// Returns the bytes that a text of either alphabet stands for.
pub(crate) fn decode(text: &[u8]) -> Option<Vec<u8>> {
    let is_url = text.iter().any(|letter| matches!(letter, b'-' | b'_'));
    decode_of(if is_url { &URL } else { &STANDARD }, text)
}

/// Returns the bytes that a text of the standard alphabet stands for.
pub(crate) fn decode_standard(text: &[u8]) -> Option<Vec<u8>> {
    decode_of(&STANDARD, text)
}

fn decode_of(table: &[u8; 256], text: &[u8]) -> Option<Vec<u8>> {
    let value = |letter: u8| table.get(usize::from(letter)).copied().unwrap_or(NONE);
    let (groups, rest) = text.as_chunks::<4>();
    let Some((last, groups)) = groups.split_last().filter(|_| rest.is_empty()) else {
        return text.is_empty().then(Vec::new);
    };
    let mut bytes = Vec::with_capacity(text.len());
    for group in groups {
        bytes.extend_from_slice(&three(group.map(value))?);
    }
    let (letters, length) = match *last {
        [a, b, b'=', b'='] => ([value(a), value(b), 0, 0], 1),
        [a, b, c, b'='] => ([value(a), value(b), value(c), 0], 2),
        all => (all.map(value), 3),
    };
    let three = three(letters)?;
    let (used, unused) = three.split_at_checked(length)?;
    bytes.extend_from_slice(used);
    unused.iter().all(|byte| *byte == 0).then_some(bytes)
}

/// Returns the text of bytes in the standard alphabet, without padding, behind a prefix.
pub(crate) fn encode_unpadded(prefix: &str, bytes: &[u8]) -> String {
    let letter = |value: u8| {
        LETTERS
            .get(usize::from(value & 63))
            .copied()
            .map(char::from)
    };
    let mut text =
        String::with_capacity(prefix.len().saturating_add(bytes.len().saturating_mul(2)));
    text.push_str(prefix);
    for group in bytes.chunks(3) {
        let byte = |at: usize| group.get(at).copied().unwrap_or_default();
        let (a, b, c) = (byte(0), byte(1), byte(2));
        let letters = [a >> 2, a << 4 | b >> 4, b << 2 | c >> 6, c];
        let used = group.len().saturating_add(1);
        text.extend(letters.into_iter().take(used).filter_map(letter));
    }
    text
}

/// Returns the bytes that four letters stand for, each given by its value.
fn three(values: [u8; 4]) -> Option<[u8; 3]> {
    let [a, b, c, d] = values;
    if (a | b | c | d) > 63 {
        return None;
    }
    Some([a << 2 | b >> 4, b << 4 | c >> 2, c << 6 | d])
}

#[cfg(test)]
mod tests {
    use base64ct::{Base64, Base64Unpadded, Base64Url, Encoding as _};

    use super::{decode, decode_standard, encode_unpadded};

    /// What an implementation of others makes of it.
    fn expected(text: &[u8]) -> Option<Vec<u8>> {
        let text = std::str::from_utf8(text).ok()?;
        Base64::decode_vec(text)
            .or_else(|_| Base64Url::decode_vec(text))
            .ok()
    }

    #[test]
    fn the_same_is_written() {
        for length in 0..70_u8 {
            let bytes: Vec<u8> = (0..length).map(|at| at.wrapping_mul(91) ^ 0xa7).collect();
            let expected = format!("SHA256:{}", Base64Unpadded::encode_string(&bytes));
            assert_eq!(encode_unpadded("SHA256:", &bytes), expected);
        }
    }

    #[test]
    fn the_same_is_read_and_the_same_refused() {
        let mut read = 0;
        for length in 0..24_u8 {
            let bytes: Vec<u8> = (0..length).map(|at| at.wrapping_mul(89) ^ 0xfb).collect();
            for text in [
                Base64::encode_string(&bytes),
                Base64Url::encode_string(&bytes),
            ] {
                assert_eq!(decode(text.as_bytes()), Some(bytes.clone()));
                for at in 0..text.len() {
                    for letter in 0..=u8::MAX {
                        let mut other = text.clone().into_bytes();
                        other[at] = letter;
                        let wanted = expected(&other);
                        read += u32::from(wanted.is_some());
                        assert_eq!(decode(&other), wanted, "{}", other.escape_ascii());
                        let standard = std::str::from_utf8(&other).ok();
                        let standard = standard.and_then(|text| Base64::decode_vec(text).ok());
                        assert_eq!(decode_standard(&other), standard);
                    }
                    let mut shorter = text.clone().into_bytes();
                    shorter.remove(at);
                    assert_eq!(decode(&shorter), expected(&shorter));
                }
            }
        }
        assert!(read > 10_000);
    }
}
