//! `foureyes request`: writes down the change that is to be judged.

use std::path::PathBuf;

use clap::Args;

use crate::error::CliError;
use crate::event::{self, EventArgs};
use crate::exit::Exit;
use crate::output;
use crate::subject::SubjectArgs;

/// Which change, and where to write it.
#[derive(Args, Debug)]
pub(crate) struct RequestArgs {
    #[command(flatten)]
    subject: SubjectArgs,
    #[command(flatten)]
    event: EventArgs,
    /// Where to write the change document [default: standard output]
    #[arg(long, short, value_name = "FILE")]
    output: Option<PathBuf>,
}

/// Writes the change document, JSON.
pub(crate) fn run(args: &RequestArgs) -> Result<Exit, CliError> {
    let loaded = event::load(&args.event, &args.subject)?;
    let text = loaded.subject.change.to_json();
    match &args.output {
        Some(file) => output::write(file, &format!("{text}\n"))?,
        None => output::say(&text)?,
    }
    Ok(Exit::Allow)
}
