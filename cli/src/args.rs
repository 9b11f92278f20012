//! The commands, each with its own arguments in its own room.

use clap::{Parser, Subcommand};

use crate::error::CliError;
use crate::exit::Exit;
use crate::{check, explain, init, keygen, notes, request};

/// The four-eyes gate for AI-assisted changes.
///
/// Exit codes: 0 allow, 2 deny, 3 hold, 1 everything else.
#[derive(Debug, Parser)]
#[command(name = "foureyes", version, propagate_version = true)]
pub(crate) struct Arguments {
    #[command(subcommand)]
    pub(crate) command: Command,
}

/// What to do.
#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Decides whether a change may go live
    Check(check::CheckArgs),
    /// Prints a stored decision
    Explain(explain::ExplainArgs),
    /// Writes a policy to start from, and a roster filled from what exists
    Init(init::InitArgs),
    /// Makes a key to sign with
    Keygen(keygen::KeygenArgs),
    /// Exchanges statements with a remote
    Notes(notes::NotesArgs),
    /// Writes down the change that is to be judged
    Request(request::RequestArgs),
}

impl Command {
    /// Does it.
    pub(crate) fn run(&self) -> Result<Exit, CliError> {
        match self {
            Self::Check(args) => check::run(args),
            Self::Explain(args) => explain::run(args),
            Self::Init(args) => init::run(args),
            Self::Keygen(args) => keygen::run(args),
            Self::Notes(args) => notes::run(args),
            Self::Request(args) => request::run(args),
        }
    }
}
