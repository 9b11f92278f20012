//! `foureyes detect`: what AI did in the commits of any repository, with nothing configured.

mod row;
mod summary;
mod text;

use std::path::PathBuf;

use clap::{Args, ValueEnum};
use serde::Serialize;

use crate::collect;
use crate::error::CliError;
use crate::exit::Exit;
use crate::git::{GitError, Repository};
use crate::output;
use crate::progress::Progress;
use row::Row;
use summary::Summary;

pub(crate) use row::{title, when};
pub(crate) use summary::{Shares, folder, one};
pub(crate) use text::{cut, share};

/// Which commits, and how to show them.
#[derive(Args, Debug)]
pub(crate) struct DetectArgs {
    /// `BASE..HEAD`, or the last commit to look at [default: HEAD]
    #[arg(value_name = "RANGE")]
    range: Option<String>,
    /// How many commits at most, the newest first; a range is looked at whole
    #[arg(long, value_name = "N", default_value_t = 100)]
    last: usize,
    /// How to show them
    #[arg(long, value_enum, default_value_t = Form::Text)]
    format: Form,
    /// Where the repository is
    #[arg(short = 'C', long = "repo", value_name = "DIR", default_value = ".")]
    directory: PathBuf,
}

/// How the commits are shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Form {
    /// One JSON document on one line.
    Json,
    /// A table and a summary, for a terminal.
    Text,
}

/// Everything that was found.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct Detected {
    /// `foureyes/detect/v1`.
    detect: &'static str,
    /// The version of the table of known agents.
    agents: &'static str,
    /// Whether there are older commits that were not asked for.
    has_more: bool,
    /// Whether a shallow clone has left older commits out.
    is_shallow: bool,
    summary: Summary,
    commits: Vec<Row>,
}

/// Looks at the commits and shows what they say.
pub(crate) fn run(args: &DetectArgs) -> Result<Exit, CliError> {
    let repository = Repository::open(&args.directory)?;
    let mut found = Detected {
        detect: "foureyes/detect/v1",
        agents: foureyes::detect::AGENTS_VERSION,
        has_more: false,
        is_shallow: false,
        summary: Summary::default(),
        commits: Vec::new(),
    };
    let ids = ids(&repository, args, &mut found)?;
    let mut notes = collect::notes(&repository, ids.iter().map(String::as_str))?;
    let mut progress = Progress::new("commits", ids.len());
    for id in ids {
        let noted = notes.remove(&id).unwrap_or_default();
        let row = row::read(&repository, id, noted)?;
        found.summary.add(&row);
        found.commits.push(row);
        progress.step();
    }
    drop(progress);
    let text = match args.format {
        Form::Json => output::json(&found)?,
        Form::Text => text::render(&found),
    };
    output::say(&text)?;
    Ok(Exit::Allow)
}

/// The commits that are asked for, newest first. A repository in which nothing is committed yet has none.
fn ids(
    repository: &Repository,
    args: &DetectArgs,
    found: &mut Detected,
) -> Result<Vec<String>, CliError> {
    let asked = args.range.as_deref().unwrap_or("HEAD");
    if let Some((base, head)) = asked.split_once("..") {
        let end = |name: &str| match name {
            "" => repository.resolve_commit("HEAD"),
            name => repository.resolve_commit(name),
        };
        let range = repository.range(Some(&end(base)?), &end(head)?)?;
        return Ok(range.commits.into_iter().rev().map(|one| one.id).collect());
    }
    let head = match repository.resolve_commit(asked) {
        Ok(head) => head,
        Err(GitError::NoCommits) if args.range.is_none() => return Ok(Vec::new()),
        Err(error) => return Err(error.into()),
    };
    let history = repository.history(&head, args.last)?;
    found.has_more = history.has_more;
    found.is_shallow = history.is_cut;
    Ok(history.commits)
}
