//! Where symbolic links lead.

use std::collections::BTreeSet;

use foureyes::change::RepoPath;

/// Returns the path that a link leads to, resolved against its folder.
///
/// None where it leads out of the repository or to its top, and where only following another link could tell:
/// behind a name, `..` depends on what that name is, and `links` holds every link of the tree.
pub(super) fn target(link: &[u8], leads_to: &[u8], links: &BTreeSet<Vec<u8>>) -> Option<RepoPath> {
    if leads_to.starts_with(b"/") {
        return None;
    }
    let mut path: Vec<&[u8]> = link.split(|byte| *byte == b'/').collect();
    path.pop();
    let mut descended = false;
    for part in leads_to.split(|byte| *byte == b'/') {
        match part {
            b"" | b"." => {}
            b".." if descended => return None,
            b".." => {
                path.pop()?;
            }
            name => {
                descended = true;
                path.push(name);
            }
        }
    }
    let through_link = (1..=path.len()).any(|end| {
        path.get(..end)
            .is_some_and(|part| links.contains(&part.join(&b'/')))
    });
    if through_link {
        return None;
    }
    RepoPath::new(&path.join(&b'/')).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn resolved_against_the_folder() {
        let links = BTreeSet::from([b"short".to_vec()]);
        let to = |link: &str, leads_to: &str| {
            target(link.as_bytes(), leads_to.as_bytes(), &links).map(|path| path.to_string())
        };
        assert_eq!(to("a/l", "b"), Some("a/b".to_owned()));
        assert_eq!(
            to("a/b/l", "../../.foureyes/policy.toml"),
            Some(".foureyes/policy.toml".to_owned())
        );
        assert_eq!(to("l", "./x//y/"), Some("x/y".to_owned()));
        for (link, leads_to) in [
            ("l", "/etc/passwd"),
            ("l", "../x"),
            ("a/l", "../../x"),
            ("a/l", ".."),
            ("l", "."),
            ("l", ""),
            ("l", "x/../y"),
            ("l", "short"),
            ("l", "short/policy.toml"),
            ("l", "a\0b"),
        ] {
            assert_eq!(to(link, leads_to), None, "{link} -> {leads_to}");
        }
    }
}
