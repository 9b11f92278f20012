//! The foureyes command line: git, files and the clock around the pure decision.
#![forbid(unsafe_code)]

mod archive;
mod args;
mod authority;
mod bases;
mod brief;
mod cases;
mod check;
mod clock;
mod collect;
mod demo;
mod detect;
mod documents;
mod error;
mod evaluate;
mod event;
mod exit;
mod explain;
#[cfg_attr(
    not(test),
    expect(dead_code, reason = "not every command is there yet")
)]
mod git;
mod hint;
mod hook;
mod init;
mod keyfile;
mod keygen;
mod name;
mod notes;
mod output;
mod progress;
mod report;
mod request;
mod roster;
#[cfg(feature = "self-test")]
mod self_test;
mod sign;
mod signed;
mod sshkeygen;
mod statements;
mod subject;
mod summary;
mod target;
mod toml_text;

use std::panic;
use std::process::ExitCode;

use clap::Parser as _;

use args::Arguments;
use exit::Exit;

fn main() -> ExitCode {
    panic::set_hook(Box::new(|info| {
        let place = info
            .location()
            .map_or_else(String::new, |place| format!(" at {place}"));
        output::complain(&format!(
            "error[internal]: foureyes failed{place}; this is a bug, and nothing was decided"
        ));
    }));
    panic::catch_unwind(start).unwrap_or(Exit::Failure).into()
}

fn start() -> Exit {
    let arguments = match Arguments::try_parse() {
        Ok(arguments) => arguments,
        Err(error) => return refuse(&error),
    };
    arguments.command.run().unwrap_or_else(|error| {
        output::complain(&error.report());
        Exit::Failure
    })
}

/// Help and version are asked for; everything else that clap has to say is a mistake.
fn refuse(error: &clap::Error) -> Exit {
    let printed = error.print().is_ok();
    if printed && !error.use_stderr() {
        Exit::Allow
    } else {
        Exit::Failure
    }
}
