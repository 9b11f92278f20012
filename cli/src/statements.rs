//! Where statements come from: git notes, a folder, a file.

use std::fs;
use std::path::{Path, PathBuf};

use clap::Args;
use foureyes::Submitted;

use crate::error::CliError;
use crate::git::{NoteLimits, Repository};
use crate::notes::REFERENCE;
use crate::output::{self, shown};

/// Which statements are looked at.
#[derive(Args, Clone, Debug)]
pub(crate) struct StatementsArgs {
    /// A folder of `*.json` and `*.jsonl`, or one such file [default: the git notes refs/notes/foureyes]
    #[arg(long, value_name = "DIR|FILE")]
    pub(crate) statements: Option<PathBuf>,
}

/// Reads every statement there is. None is left out: what does not count is for the decision to tell.
pub(crate) fn load(
    args: &StatementsArgs,
    repository: Option<&Repository>,
) -> Result<Vec<Submitted>, CliError> {
    match (&args.statements, repository) {
        (Some(path), _) => from_files(path),
        (None, Some(repository)) => {
            let notes = repository.notes(REFERENCE, NoteLimits::default())?;
            Ok(notes.iter().flat_map(|note| lines(&note.content)).collect())
        }
        (None, None) => Ok(Vec::new()),
    }
}

pub(crate) fn from_files(path: &Path) -> Result<Vec<Submitted>, CliError> {
    if !path.is_dir() {
        return from_file(path);
    }
    let failed = |error| CliError::file(&shown(path), &error);
    let mut files = Vec::new();
    for entry in fs::read_dir(path).map_err(failed)? {
        let file = entry.map_err(failed)?.path();
        if (has_ending(&file, "json") || has_ending(&file, "jsonl")) && !file.is_dir() {
            files.push(file);
        }
    }
    files.sort();
    let mut statements = Vec::new();
    for file in files {
        statements.extend(from_file(&file)?);
    }
    Ok(statements)
}

/// A `.json` file is one envelope, however it is laid out; every other file has one on each line.
fn from_file(file: &Path) -> Result<Vec<Submitted>, CliError> {
    let bytes = output::read(file)?;
    if has_ending(file, "json") {
        Ok(vec![Submitted::new(bytes)])
    } else {
        Ok(lines(&bytes).collect())
    }
}

fn has_ending(path: &Path, ending: &str) -> bool {
    path.extension().is_some_and(|found| found == ending)
}

fn lines(bytes: &[u8]) -> impl Iterator<Item = Submitted> {
    bytes
        .split(|byte| *byte == b'\n')
        .map(<[u8]>::trim_ascii)
        .filter(|line| !line.is_empty())
        .map(Submitted::new)
}
