//! Who a commit says took part. Nobody vouches for any of it (semantics 7.2).

use foureyes::digest::Digest;
use foureyes::id::Account;

use crate::error::CliError;

/// Returns the account for a name and an address as git has them.
///
/// An address that is a line of printable text gives `email:…`. Everything else gives `git-name:…`, which no
/// roster resolves: somebody took part whom nobody knows. Nobody is left out.
pub(super) fn account(name: &[u8], email: &[u8]) -> Result<Account, CliError> {
    let address = std::str::from_utf8(email).ok();
    let known = address.and_then(|address| format!("email:{address}").parse().ok());
    if let Some(account) = known {
        return Ok(account);
    }
    let text = format!("{} <{}>", name.escape_ascii(), email.escape_ascii());
    let escaped = format!("git-name:{text}").parse();
    let account = escaped.or_else(|_| {
        let digest = Digest::of(text.as_bytes());
        format!("git-name:sha256-{}", digest.hex()).parse()
    });
    account.map_err(|error| CliError::Inexpressible {
        what: "the identity",
        value: text,
        detail: format!("{error}"),
    })
}

#[cfg(test)]
mod tests {
    use super::account;

    #[test]
    fn nobody_is_dropped() {
        let text = |name: &[u8], email: &[u8]| account(name, email).unwrap().to_string();
        assert_eq!(text(b"Bob", b"Bob@Example.org"), "email:Bob@Example.org");
        assert_eq!(text(b"Bob", b""), "git-name:Bob <>");
        assert_eq!(text(b"", b""), "git-name: <>");
        assert_eq!(text(b"B\xf6b", b"b\xf6b@x"), "git-name:B\\xf6b <b\\xf6b@x>");
        assert_eq!(
            text("B".as_bytes(), "b\u{202e}@x".as_bytes()),
            "git-name:B <b\\xe2\\x80\\xae@x>"
        );
        let long = text(b"B", "b".repeat(300).as_bytes());
        assert!(long.starts_with("git-name:sha256-"), "{long}");
        let long = text("B".repeat(300).as_bytes(), b"");
        assert!(long.starts_with("git-name:sha256-"), "{long}");
    }
}
