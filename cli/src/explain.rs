//! `foureyes explain`: shows a decision that was stored.

use std::path::PathBuf;

use clap::Args;
use foureyes::decision::DecisionRecord;

use crate::archive::{self, Inputs};
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
    /// The folder that `check --archive` wrote: decides again from what is there, and tells what is not the same
    #[arg(long, value_name = "DIR")]
    inputs: Option<PathBuf>,
}

/// Prints the decision. Its verdict is of the past: the exit code tells only whether it could be read, and, with its
/// inputs, whether these give the same bytes.
pub(crate) fn run(args: &ExplainArgs) -> Result<Exit, CliError> {
    let stored = read(&args.decision)?;
    if let Some(folder) = &args.inputs {
        let inputs = Inputs::read(folder)?;
        let again = inputs
            .decide()
            .map_err(|error| CliError::Documents(error.problems().to_vec()))?;
        let differences = archive::differences(&stored, again.record());
        if !differences.is_empty() {
            return Err(CliError::OtherInputs { differences });
        }
        output::complain(&format!(
            "{} gives the same bytes again",
            output::shown(folder)
        ));
    }
    output::say(&args.format.show(&stored))?;
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
