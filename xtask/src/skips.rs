//! What tests leave out, by name.
//!
//! A test that cannot run one of its parts appends a line `<name>: <why>` to the file that the
//! variable [`VARIABLE`] names, so that the run can list and count it.

use std::fs;
use std::path::{Path, PathBuf};

use crate::context::Context;

/// The variable that names the log.
pub(crate) const VARIABLE: &str = "FOUREYES_SKIP_LOG";

/// The log of one run.
#[derive(Debug)]
pub(crate) struct SkipLog {
    path: PathBuf,
}

impl SkipLog {
    /// Starts an empty log in the target folder.
    ///
    /// # Errors
    ///
    /// A message, where the file cannot be written.
    pub(crate) fn start(context: &Context) -> Result<Self, String> {
        let path = context.target.join("skips.log");
        fs::create_dir_all(&context.target)
            .and_then(|()| fs::write(&path, ""))
            .map_err(|error| format!("`{}` cannot be written: {error}", path.display()))?;
        Ok(Self { path })
    }

    /// Returns where the log is.
    pub(crate) fn path(&self) -> &Path {
        &self.path
    }

    /// Returns the lines of the log in a stable order.
    ///
    /// # Errors
    ///
    /// A message, where the file cannot be read: nobody knows then what was left out.
    pub(crate) fn read(&self) -> Result<Vec<String>, String> {
        fs::read(&self.path)
            .map(|bytes| lines(&String::from_utf8_lossy(&bytes)))
            .map_err(|error| format!("`{}` cannot be read: {error}", self.path.display()))
    }
}

/// Returns `<name>: <why>` of each line, sorted, as tests end in any order.
fn lines(text: &str) -> Vec<String> {
    let mut lines: Vec<String> = text
        .lines()
        .map(|line| line.strip_prefix("skipped: ").unwrap_or(line).trim())
        .filter(|line| !line.is_empty())
        .map(str::to_owned)
        .collect();
    lines.sort();
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_spellings_of_a_line_are_read_and_sorted() {
        assert_eq!(
            lines("sshsig: no ssh-keygen\n\nskipped: corpus: not given\r\n"),
            ["corpus: not given", "sshsig: no ssh-keygen"]
        );
    }

    #[test]
    fn equal_lines_of_two_tests_are_two_skips() {
        assert_eq!(lines("corpus: not given\ncorpus: not given").len(), 2);
    }
}
