//! The chores of this repository, one command each: `cargo xtask help`.

#![forbid(unsafe_code)]

mod arguments;
mod context;
mod coverage;
mod fuzz;
mod install;
mod job;
mod node;
mod python;
mod report;
mod runner;
mod sizes;
mod skips;
mod steps;
mod summary;
mod tidy;
mod tools;
mod wasm;

use std::env;
use std::process::ExitCode;

use arguments::Chore;
use context::Context;

fn main() -> ExitCode {
    let chore = match arguments::parse(env::args().skip(1)) {
        Ok(chore) => chore,
        Err(message) => {
            report::complain(&message);
            return ExitCode::from(2);
        }
    };
    let mut fuzzing = None;
    let (table, system) = match chore {
        Chore::Help => {
            report::say(arguments::HELP.trim_end());
            return ExitCode::SUCCESS;
        }
        Chore::Bench => (steps::BENCH, install::System::Untouched),
        Chore::BenchPeers => (steps::BENCH_PEERS, install::System::Untouched),
        Chore::Codegen => (steps::CODEGEN, install::System::Untouched),
        Chore::CodegenCheck => (steps::CODEGEN_CHECK, install::System::Untouched),
        Chore::Coverage => (coverage::STEPS, install::System::Untouched),
        Chore::Deny => (steps::DENY, install::System::Untouched),
        Chore::Docs => (steps::DOCS, install::System::Untouched),
        Chore::Fmt => (steps::FMT, install::System::Untouched),
        Chore::Fuzz(asked) => {
            fuzzing = Some(asked);
            (fuzz::STEPS, install::System::Untouched)
        }
        Chore::Lint => (steps::LINT, install::System::Untouched),
        Chore::Mutate(mutation) => return mutate(mutation),
        Chore::MutatePolicies => (steps::POLICIES, install::System::Untouched),
        Chore::Sizes => (sizes::STEPS, install::System::Untouched),
        Chore::Soak(minutes) => return soak(minutes),
        Chore::Test(system) => (steps::TEST, system),
        Chore::Wasm => (steps::WASM, install::System::Untouched),
    };
    match Context::discover() {
        Ok(context) => {
            let fuzzing = fuzzing.unwrap_or_default();
            runner::run(&Context { fuzzing, ..context }, table, system)
        }
        Err(message) => {
            report::complain(&message);
            ExitCode::FAILURE
        }
    }
}

/// Compares the gate with the reference model for so long. What it finds is written to `target/soak`.
fn soak(minutes: u16) -> ExitCode {
    let job = "run --locked --release --package foureyes-tests --example soak";
    called(job, &[&minutes.to_string()])
}

/// Changes one thing of the library at a time. The copy that this takes is in `target/mutants`.
fn mutate(mutation: arguments::Mutation) -> ExitCode {
    let job = "run --quiet --locked --package xtask --features mutants --bin mutants";
    let again = if mutation.again { "again" } else { "once" };
    called(job, &[&mutation.area, &mutation.minutes.to_string(), again])
}

fn called(job: &str, words: &[&str]) -> ExitCode {
    let mut call = std::process::Command::new("cargo");
    call.args(job.split_whitespace()).arg("--").args(words);
    match call.status() {
        Ok(status) if status.success() => ExitCode::SUCCESS,
        Ok(_) => ExitCode::FAILURE,
        Err(error) => {
            report::complain(&format!("cargo cannot be run: {error}"));
            ExitCode::FAILURE
        }
    }
}
