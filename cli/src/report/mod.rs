//! `foureyes report`: what AI did over time in any repository, and what `senior-signoff` would have held.

mod found;
mod html;
mod judge;
mod period;
mod plot;
mod read;
mod text;

use std::path::PathBuf;

use clap::{Args, ValueEnum};
use foureyes::Timestamp;

use crate::bases;
use crate::clock;
use crate::documents::Place;
use crate::error::CliError;
use crate::exit::Exit;
use crate::git::{GitError, Repository};
use crate::output;
use crate::progress::Progress;
use found::Report;
use judge::Judge;
use period::Since;

/// Which time, and how to show it.
#[derive(Args, Debug)]
pub(crate) struct ReportArgs {
    /// The branch, or its last commit [default: HEAD]
    #[arg(value_name = "COMMIT", default_value = "HEAD")]
    commit: String,
    /// `90.days`, `12.weeks`, `3.months`, or a date
    #[arg(long, value_name = "TIME", default_value = "90.days")]
    since: Since,
    /// Reports as of this instant, such as 2026-03-01T12:00:00Z
    #[arg(long, value_name = "TIME")]
    now: Option<Timestamp>,
    /// Who is who [default: .foureyes/roster.toml in the commit, if it is there]
    #[arg(long, value_name = "FILE")]
    roster_file: Option<PathBuf>,
    /// How to show it
    #[arg(long, value_enum, default_value_t = Form::Text)]
    format: Form,
    /// Where to write it [default: standard output]
    #[arg(long, short, value_name = "FILE")]
    output: Option<PathBuf>,
    /// Where the repository is
    #[arg(short = 'C', long = "repo", value_name = "DIR", default_value = ".")]
    directory: PathBuf,
}

/// How the report is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Form {
    /// One page with plots, which needs nothing else.
    Html,
    /// One JSON document on one line.
    Json,
    /// Markdown, for a page or an issue.
    Markdown,
    /// Text, for a terminal.
    Text,
}

/// Looks at every change of the period and shows what the gate says of it.
pub(crate) fn run(args: &ReportArgs) -> Result<Exit, CliError> {
    let repository = Repository::open(&args.directory)?;
    let now = args.now.map_or_else(clock::now, Ok)?;
    let mut report = Report::new(args.since.from(now), now);
    match repository.resolve_commit(&args.commit) {
        Ok(head) => fill(args, &repository, &head, &mut report)?,
        Err(GitError::NoCommits) => report.assume(None),
        Err(error) => return Err(error.into()),
    }
    let text = match args.format {
        Form::Html => html::render(&report),
        Form::Json => output::json(&report)?,
        Form::Markdown => text::markdown(&report),
        Form::Text => text::plain(&report),
    };
    match &args.output {
        Some(file) => output::write(file, &format!("{}\n", text.trim_end()))?,
        None => output::say(&text)?,
    }
    Ok(Exit::Allow)
}

fn fill(
    args: &ReportArgs,
    repository: &Repository,
    head: &str,
    report: &mut Report,
) -> Result<(), CliError> {
    let place = match &args.roster_file {
        Some(file) => Place::OnDisk(file.clone()),
        None => Place::in_tree([".foureyes/roster.toml", ".foureyes/roster.json"]),
    };
    let people = bases::read_roster(&place, Some((repository, head)))?;
    let judge = Judge::new(people.as_ref().map(|people| &people.roster))?;
    report.assume(people.as_ref().map(|people| people.name.as_str()));
    let history = repository.line(head, report.from.unix())?;
    report.is_shallow = history.is_cut;
    report.has_more = history.has_more;
    let target = read::target(repository, &args.commit)?;
    let mut progress = Progress::new("changes", history.commits.len());
    for id in history.commits {
        let seen = read::change(repository, &target, &id).and_then(|(title, change)| {
            let judged = judge.judge(&change, report.now)?;
            Ok((title, change, judged))
        });
        match seen {
            Ok((title, change, judged)) => report.add(&id, title, &change, judged),
            Err(error) => report.pass_over(&id, error.code()),
        }
        progress.step();
    }
    Ok(())
}
