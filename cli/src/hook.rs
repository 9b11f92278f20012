//! `foureyes hook`: helps people to say honestly what AI did, when they write the message.

use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};

use clap::{Args, Subcommand};
use foureyes::detect::{self, CommitText, Identity};

use crate::error::CliError;
use crate::exit::Exit;
use crate::git::Repository;
use crate::output;

/// Below this line git keeps nothing.
const SCISSORS: &[u8] = b"# ------------------------ >8 ------------------------";

/// What to do with the hook.
#[derive(Args, Debug)]
pub(crate) struct HookArgs {
    #[command(subcommand)]
    command: HookCommand,
}

#[derive(Debug, Subcommand)]
enum HookCommand {
    /// Says which trailer a message lacks; called by git with the file that holds the message
    CommitMsg(MessageArgs),
    /// Writes the hook into this clone
    Install(InstallArgs),
}

#[derive(Args, Debug)]
struct MessageArgs {
    /// The file that holds the message
    #[arg(value_name = "FILE")]
    file: PathBuf,
    /// Refuses a message that says nothing
    #[arg(long)]
    require: bool,
}

#[derive(Args, Debug)]
struct InstallArgs {
    /// The hook refuses a message that says nothing
    #[arg(long)]
    require: bool,
    /// Where the repository is
    #[arg(short = 'C', long = "repo", value_name = "DIR", default_value = ".")]
    directory: PathBuf,
}

/// Looks at a message, or writes the hook. The message is never changed: what it says is its author's to say.
pub(crate) fn run(args: &HookArgs) -> Result<Exit, CliError> {
    match &args.command {
        HookCommand::CommitMsg(args) => look(args),
        HookCommand::Install(args) => install(args),
    }
}

fn look(args: &MessageArgs) -> Result<Exit, CliError> {
    let message = own(&output::read(&args.file)?);
    if message.iter().all(u8::is_ascii_whitespace) {
        return Ok(Exit::Allow);
    }
    let nobody = Identity {
        name: String::new(),
        email: String::new(),
    };
    let found = detect::commit(&CommitText {
        message: &message,
        author: &nobody,
        committer: &nobody,
    });
    if !found.claims.is_empty() {
        return Ok(Exit::Allow);
    }
    if args.require {
        return Err(CliError::Undeclared);
    }
    output::complain(&format!("note: {}", CliError::Undeclared));
    Ok(Exit::Allow)
}

/// The message without what git takes away: comments, and everything below the scissors.
fn own(text: &[u8]) -> Vec<u8> {
    let lines = text.split_inclusive(|byte| *byte == b'\n');
    let kept: Vec<&[u8]> = lines
        .take_while(|line| line.trim_ascii_end() != SCISSORS)
        .filter(|line| !line.starts_with(b"#"))
        .collect();
    kept.concat()
}

fn install(args: &InstallArgs) -> Result<Exit, CliError> {
    let repository = Repository::open(&args.directory)?;
    let call = if args.require {
        "exec foureyes hook commit-msg --require \"$1\""
    } else {
        "foureyes hook commit-msg \"$1\" || :"
    };
    if repository.has_hooks_path() {
        return Err(CliError::usage(format!(
            "`core.hooksPath` is set, so the hooks of this clone are not used; add this line to the commit-msg hook \
             there: {call}"
        )));
    }
    let file = repository.hooks().join("commit-msg");
    if fs::symlink_metadata(&file).is_ok() {
        return Err(CliError::usage(format!(
            "`{}` is there already and is not replaced; add this line to it: {call}",
            output::shown(&file)
        )));
    }
    let text = format!(
        "#!/bin/sh\n# Says which trailer a commit message lacks. Written by `foureyes hook install`.\n{call}\n"
    );
    create(&file, &text).map_err(|error| CliError::file(&output::shown(&file), &error))?;
    output::say(&format!("wrote {}", output::shown(&file)))?;
    Ok(Exit::Allow)
}

/// Makes a file that may be run, and never replaces one.
fn create(file: &Path, text: &str) -> std::io::Result<()> {
    if let Some(folder) = file.parent() {
        fs::create_dir_all(folder)?;
    }
    let mut options = fs::OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o755);
    options.open(file)?.write_all(text.as_bytes())
}
