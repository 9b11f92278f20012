//! `foureyes demo`: the whole story, with real commits, real keys and the real gate.

mod story;
mod world;

use std::fs;
use std::io::{self, IsTerminal as _};
use std::path::{Path, PathBuf};

use clap::Args;

use crate::clock;
use crate::error::CliError;
use crate::exit::Exit;
use crate::output::{self, shown};
use story::Story;
use world::World;

/// Whether anything is left behind.
#[derive(Args, Debug)]
pub(crate) struct DemoArgs {
    /// Keeps repository, keys and statements in this folder, which is made
    #[arg(long, value_name = "DIR")]
    keep: Option<PathBuf>,
}

/// Tells the story; succeeds if every decision came out as told.
pub(crate) fn run(args: &DemoArgs) -> Result<Exit, CliError> {
    match &args.keep {
        Some(folder) => {
            make_empty(folder)?;
            let exit = tell(folder)?;
            output::say(&how_to_go_on(folder))?;
            Ok(exit)
        }
        None => {
            let failed = |e: io::Error| CliError::file("the temporary folder", &e);
            let prefix = "foureyes-demo-";
            let folder = tempfile::Builder::new().prefix(prefix).tempdir();
            let folder = folder.map_err(failed)?;
            let exit = tell(folder.path());
            folder.close().map_err(failed)?;
            let exit = exit?;
            output::say(
                "\n  Everything above was a real repository, real keys and the real gate: keep them with --keep DIR.",
            )?;
            Ok(exit)
        }
    }
}

fn tell(folder: &Path) -> Result<Exit, CliError> {
    let world = World::make(folder, clock::now()?)?;
    let is_colourful = io::stdout().is_terminal() && std::env::var_os("NO_COLOR").is_none();
    let mut story = Story::new(&world, is_colourful);
    story.tell()?;
    if story.surprises.is_empty() {
        return Ok(Exit::Allow);
    }
    for surprise in &story.surprises {
        output::complain(&format!("error[demo]: {surprise}"));
    }
    Ok(Exit::Failure)
}

/// A folder of one's own: nothing that is there is mixed with the demo.
fn make_empty(folder: &Path) -> Result<(), CliError> {
    let failed = |e: io::Error| CliError::file(&shown(folder), &e);
    fs::create_dir_all(folder).map_err(failed)?;
    match fs::read_dir(folder).map_err(failed)?.next() {
        None => Ok(()),
        Some(_) => Err(CliError::NotEmpty {
            name: shown(folder),
        }),
    }
}

fn how_to_go_on(folder: &Path) -> String {
    [
        String::new(),
        format!(
            "  Everything above is in {}: repo, its remote origin.git, and keys. The statements are git notes.",
            shown(folder)
        ),
        "  Go on by hand:".to_owned(),
        format!("  $ cd {}", shown(&folder.join("repo"))),
        "  $ foureyes check --env production".to_owned(),
        "  $ foureyes approve --env production --key ../keys/carol.key".to_owned(),
        "  $ foureyes notes sync".to_owned(),
    ]
    .join("\n")
}
