//! Text that is written into TOML documents.

use foureyes::glob::Glob;

/// A basic string with everything escaped that could end it or hide in it.
pub(crate) fn string(text: &str) -> String {
    let mut quoted = String::from("\"");
    for c in text.chars() {
        match c {
            '"' | '\\' => {
                quoted.push('\\');
                quoted.push(c);
            }
            _ if crate::output::plain(c.encode_utf8(&mut [0; 4])).len() > c.len_utf8() => {
                quoted.push_str(&format!("\\U{:08X}", u32::from(c)));
            }
            _ => quoted.push(c),
        }
    }
    quoted.push('"');
    quoted
}

/// An array of strings on one line.
pub(crate) fn array<T: AsRef<str>>(items: impl IntoIterator<Item = T>) -> String {
    let items: Vec<_> = items
        .into_iter()
        .map(|item| string(item.as_ref()))
        .collect();
    format!("[{}]", items.join(", "))
}

/// An array of patterns on one line.
pub(crate) fn globs(items: &[Glob]) -> String {
    array(items.iter().map(Glob::as_str))
}

/// Text for a comment: one line, with nothing that could break out of it.
pub(crate) fn comment(text: &str) -> String {
    crate::output::plain(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_breaks_out() {
        assert_eq!(
            string("a\"b\\c\nd\u{202e}é"),
            "\"a\\\"b\\\\c\\U0000000Ad\\U0000202Eé\""
        );
        assert_eq!(array(["a", "b"]), "[\"a\", \"b\"]");
        assert_eq!(comment("a\nb"), "a\\u{a}b");
    }
}
