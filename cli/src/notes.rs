//! `foureyes notes`: the exchange of statements with a remote.

use clap::{Args, Subcommand};
use std::path::PathBuf;

use crate::error::CliError;
use crate::exit::Exit;
use crate::git::Repository;
use crate::output;

/// Where statements travel, one JSON line each.
pub(crate) const REFERENCE: &str = "refs/notes/foureyes";

/// What to do with the notes.
#[derive(Args, Debug)]
pub(crate) struct NotesArgs {
    #[command(subcommand)]
    command: NotesCommand,
}

#[derive(Debug, Subcommand)]
enum NotesCommand {
    /// Fetches the statements of a remote, joins them with those here, and pushes the result
    Sync {
        /// The remote
        #[arg(default_value = "origin")]
        remote: String,
        /// Where the repository is
        #[arg(short = 'C', long = "repo", value_name = "DIR", default_value = ".")]
        directory: PathBuf,
    },
}

/// Exchanges the notes.
pub(crate) fn run(args: &NotesArgs) -> Result<Exit, CliError> {
    let NotesCommand::Sync { remote, directory } = &args.command;
    let outcome = Repository::open(directory)?.sync_notes(remote, REFERENCE)?;
    let done = match (outcome.fetched, outcome.pushed) {
        (true, true) => "fetched, joined and pushed",
        (true, false) => "fetched; the remote has every statement that is here",
        (false, true) => "pushed; the remote had none",
        (false, false) => "there are no statements here or there",
    };
    output::say(&format!("statements: {done}"))?;
    Ok(Exit::Allow)
}
