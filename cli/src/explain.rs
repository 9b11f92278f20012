//! `foureyes explain`: shows a decision that was stored.

use std::path::PathBuf;

use clap::Args;
use foureyes::decision::DecisionRecord;

use crate::error::CliError;
use crate::exit::Exit;
use crate::output::{self, Form};

/// Which decision, and how to show it.
#[derive(Args, Debug)]
pub(crate) struct ExplainArgs {
    /// The decision as `check --format json` prints it; `-` reads standard input
    decision: PathBuf,
    /// How to show it
    #[arg(long, value_enum, default_value_t = Form::Text)]
    format: Form,
}

/// Prints the decision. Its verdict is of the past: the exit code tells only whether it could be read.
pub(crate) fn run(args: &ExplainArgs) -> Result<Exit, CliError> {
    output::say(&args.format.show(&read(&args.decision)?))?;
    Ok(Exit::Allow)
}

/// Reads a stored decision.
pub(crate) fn read(path: &std::path::Path) -> Result<DecisionRecord, CliError> {
    let bytes = output::read(path)?;
    DecisionRecord::from_json(&bytes).map_err(|error| CliError::NotADecision {
        name: output::shown(path),
        detail: output::plain(&error.to_string()),
    })
}
