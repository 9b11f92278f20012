//! What is around the commits: branches, the remote's address, the first commit.

use super::error::GitError;
use super::repository::Repository;

/// The most commits that are walked to find the first one.
const MAX_WALK: u64 = 10_000_000;

impl Repository {
    /// The full names of the branches, local and of the remote `origin`, whose tip is this commit; sorted.
    pub(crate) fn branches_at(&self, commit: &str) -> Result<Vec<String>, GitError> {
        let id = self.parse_id(commit)?;
        let mut names = Vec::new();
        let platform = self.gix.references();
        let platform = platform.map_err(|e| GitError::ref_failed("refs/", e))?;
        for prefix in ["refs/heads/", "refs/remotes/origin/"] {
            let found = platform.prefixed(prefix);
            for reference in found.map_err(|e| GitError::ref_failed(prefix, e))? {
                let reference = reference.map_err(|e| GitError::ref_failed(prefix, e))?;
                let name = std::str::from_utf8(reference.name().as_bstr());
                if let (Ok(name), Some(tip)) = (name, reference.target().try_id())
                    && tip == id
                {
                    names.push(name.to_owned());
                }
            }
        }
        names.sort();
        Ok(names)
    }

    /// The address of a remote, as it is configured in this repository.
    pub(crate) fn remote_url(&self, remote: &str) -> Option<String> {
        let value = self
            .gix
            .config_snapshot()
            .string(format!("remote.{remote}.url").as_str())?;
        String::from_utf8(value.to_vec()).ok()
    }

    /// The commit in which the line of first parents begins.
    pub(crate) fn first_commit(&self, commit: &str) -> Result<String, GitError> {
        let mut id = self.parse_id(commit)?;
        for _ in 0..MAX_WALK {
            if !self.objects.contains(&id) {
                return Err(self.absent(id)?);
            }
            match self.load_links(id)?.parents.first() {
                Some(parent) => id = *parent,
                None => return Ok(id.to_string()),
            }
        }
        Err(GitError::TooLarge {
            what: commit.to_owned(),
            limit: MAX_WALK,
        })
    }
}
