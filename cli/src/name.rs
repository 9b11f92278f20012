//! One spelling for every repository, whoever cloned it and how.

use foureyes::id::Repository as RepositoryName;

use crate::error::CliError;
use crate::git::Repository;

/// Returns the name of a repository: the address of its remote `origin`, always spelt the same way and without
/// anybody's credentials; where there is no such address, the first commit of `commit`'s history.
///
/// A path in a file system is no name: it means nothing on another machine.
pub(crate) fn of(repository: &Repository, commit: &str) -> Result<RepositoryName, CliError> {
    let address = repository.remote_url("origin");
    let name = match address.as_deref().and_then(normal) {
        Some(name) => name,
        None => format!("git+root:{}", repository.first_commit(commit)?),
    };
    name.parse().map_err(|_| CliError::Inexpressible {
        what: "the address",
        value: crate::output::plain(&name),
        detail: "it is no name for a repository; give one with `--repository`".to_owned(),
    })
}

/// Returns `https://host/path` for every way to write a remote address; none for a path on this machine.
pub(crate) fn normal(address: &str) -> Option<String> {
    let (secure, rest) = match address.split_once("://") {
        Some((scheme, rest)) => match scheme.to_ascii_lowercase().as_str() {
            "http" | "https" => (true, rest.to_owned()),
            "git" | "git+ssh" | "ssh" | "ssh+git" => (false, rest.to_owned()),
            _ => return None,
        },
        None => (false, from_short(address)?),
    };
    let (authority, path) = rest.split_once('/')?;
    // Only the part before the path may hold a user; a password may hold an `@` as well.
    let host = authority.rsplit('@').next()?;
    let host = match (secure, host.rsplit_once(':')) {
        (true, Some((name, "80" | "443"))) | (false, Some((name, _))) => name,
        _ => host,
    };
    let path = path.split(['?', '#']).next()?.trim_matches('/');
    let path = path.strip_suffix(".git").unwrap_or(path);
    if host.is_empty() || path.is_empty() {
        return None;
    }
    Some(format!("https://{}/{path}", host.to_ascii_lowercase()))
}

/// Reads `user@host:path`. As git reads it: a colon before the first slash.
fn from_short(address: &str) -> Option<String> {
    let (host, path) = address.split_once(':')?;
    if host.contains('/') || host.len() < 2 {
        return None;
    }
    Some(format!("{host}/{}", path.trim_start_matches('/')))
}

#[cfg(test)]
mod tests {
    use super::normal;

    #[test]
    fn one_spelling() {
        for address in [
            "https://github.com/acme/shop.git",
            "https://GitHub.com/acme/shop",
            "https://github.com/acme/shop/",
            "https://github.com:443/acme/shop.git",
            "https://bob:s3cret@github.com/acme/shop.git",
            "https://x-access-token:a@b@github.com/acme/shop.git",
            "https://github.com/acme/shop.git?token=1#x",
            "http://github.com/acme/shop",
            "git@github.com:acme/shop.git",
            "git@github.com:/acme/shop.git",
            "ssh://git@github.com/acme/shop.git",
            "ssh://git@github.com:22/acme/shop.git",
            "git://github.com/acme/shop",
        ] {
            let name = normal(address);
            assert_eq!(
                name.as_deref(),
                Some("https://github.com/acme/shop"),
                "{address}"
            );
        }
        assert_eq!(
            normal("https://git.example:8443/a/b"),
            Some("https://git.example:8443/a/b".to_owned())
        );
    }

    #[test]
    fn paths_are_no_names() {
        for address in [
            "../shop",
            "/srv/git/shop.git",
            "file:///srv/git/shop.git",
            "C:\\shop",
            "shop",
            "https://",
            "https://host",
            "",
        ] {
            assert_eq!(normal(address), None, "{address}");
        }
    }
}
