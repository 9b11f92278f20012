//! Hostile text: which characters are never shown as they are (semantics 10.1).

/// Reports whether a character must not reach a terminal or a page as it is: control characters, line and
/// paragraph separators, bidirectional controls, zero-width and other invisible characters, tags, surrogates'
/// private use, and the byte-order mark.
pub(crate) fn is_unprintable(c: char) -> bool {
    if c.is_ascii() {
        return c.is_ascii_control();
    }
    c.is_control()
        || matches!(c,
            '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}'
            | '\u{180b}'..='\u{180f}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}' | '\u{3164}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{ffa0}'
            | '\u{fff0}'..='\u{fffb}' | '\u{e000}'..='\u{f8ff}' | '\u{1d173}'..='\u{1d17a}'
            | '\u{e0000}'..='\u{e0fff}' | '\u{f0000}'..='\u{10ffff}')
}

/// How many characters an error quotes at most: what is wrong can be as long as a document.
const SAID: usize = 1_000;

/// Returns what an error says, fit for a terminal: it quotes what comes from outside.
pub(crate) fn said(message: &str) -> String {
    plain(message, SAID)
}

/// Returns `text` with unprintable characters as `\u{…}`, cut after `longest` characters with `…`.
pub(crate) fn plain(text: &str, longest: usize) -> String {
    let mut shown = String::new();
    for (index, c) in text.chars().enumerate() {
        if index >= longest {
            shown.push('…');
            break;
        }
        if is_unprintable(c) {
            shown.extend(c.escape_unicode());
        } else {
            shown.push(c);
        }
    }
    shown
}

/// Returns `text` so that Markdown shows it literally: no markup, link, image, mention or HTML.
pub(crate) fn markdown(text: &str, longest: usize) -> String {
    let mut shown = String::new();
    for c in plain(text, longest).chars() {
        match c {
            '&' => shown.push_str("&amp;"),
            '<' => shown.push_str("&lt;"),
            '>' => shown.push_str("&gt;"),
            // A zero-width joiner would be invisible; an entity keeps the sign and mentions nobody.
            '@' => shown.push_str("&#64;"),
            '#' => shown.push_str("&#35;"),
            ':' => shown.push_str("&#58;"),
            '\\' | '`' | '*' | '_' | '{' | '}' | '[' | ']' | '(' | ')' | '!' | '|' | '~' | '+'
            | '-' | '.' | '=' | '$' => {
                shown.push('\\');
                shown.push(c);
            }
            _ => shown.push(c),
        }
    }
    shown
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hostile_text_is_shown_not_obeyed() {
        assert_eq!(
            plain("a\u{1b}[31mb\u{202e}c\n", 80),
            "a\\u{1b}[31mb\\u{202e}c\\u{a}"
        );
        assert_eq!(plain("abcdef", 3), "abc…");
        assert_eq!(
            markdown("@carol ![x](http://e) <b> | `ALLOW`", 80),
            "&#64;carol \\!\\[x\\]\\(http&#58;//e\\) &lt;b&gt; \\| \\`ALLOW\\`"
        );
    }
}
