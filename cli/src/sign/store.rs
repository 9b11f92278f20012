//! Where a new statement goes.

use std::fs::OpenOptions;
use std::io::Write as _;
use std::path::{Path, PathBuf};

use foureyes::digest::Algorithm;

use super::args::GroundArgs;
use crate::error::CliError;
use crate::git::Repository;
use crate::notes::REFERENCE;
use crate::output;
use crate::subject::Subject;

/// One of the three places.
#[derive(Debug)]
pub(super) enum Store<'a> {
    /// A line is added to a file.
    File(PathBuf),
    /// A line is added to the notes on a commit.
    Notes {
        repository: &'a Repository,
        commit: String,
    },
    /// A line is printed, and nothing else is.
    Output,
}

impl<'a> Store<'a> {
    pub(super) fn of(args: &GroundArgs, subject: &'a Subject) -> Result<Self, CliError> {
        match (&args.output, &subject.repository) {
            (Some(path), _) if path == Path::new("-") => Ok(Self::Output),
            (Some(path), _) => Ok(Self::File(path.clone())),
            (None, Some(repository)) => Ok(match head(subject, repository)? {
                Some(commit) => Self::Notes { repository, commit },
                None => Self::Output,
            }),
            (None, None) => Ok(Self::Output),
        }
    }

    /// Tells something that is not the statement.
    pub(super) fn tell(&self, text: &str) -> Result<(), CliError> {
        match self {
            Self::File(_) | Self::Notes { .. } => output::say(text),
            Self::Output => {
                output::complain(text);
                Ok(())
            }
        }
    }

    /// Keeps an envelope, one line of JSON; returns where.
    pub(super) fn keep(&self, envelope: &str) -> Result<String, CliError> {
        match self {
            Self::File(path) => {
                let mut options = OpenOptions::new();
                let opened = options.append(true).create(true).open(path);
                opened
                    .and_then(|mut file| file.write_all(format!("{envelope}\n").as_bytes()))
                    .map_err(|e| CliError::file(&output::shown(path), &e))?;
                Ok(output::shown(path))
            }
            Self::Notes { repository, commit } => {
                repository.append_note(REFERENCE, commit, format!("{envelope}\n").as_bytes())?;
                let short = commit.get(..7).unwrap_or(commit);
                Ok(format!(
                    "the git notes on {short}; `foureyes notes sync` brings them to the others"
                ))
            }
            Self::Output => {
                output::say(envelope)?;
                Ok("standard output".to_owned())
            }
        }
    }
}

/// The last commit of the subject, or the first one that a change document names and that is here.
fn head(subject: &Subject, repository: &Repository) -> Result<Option<String>, CliError> {
    if let Some(commits) = &subject.commits {
        return Ok(Some(commits.head.clone()));
    }
    let subjects = subject.change.exact().subjects.iter();
    let named = subjects.filter_map(|one| one.digest.digits(Algorithm::GitCommit));
    Ok(named
        .map(str::to_owned)
        .find(|id| repository.commit(id).is_ok()))
}
