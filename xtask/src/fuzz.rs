//! Fuzzing: seeds, programs, and a share of the time for each of them.

use std::fs;
use std::path::PathBuf;
use std::process::{Command, Stdio};

use crate::context::Context;
use crate::job::Job;
use crate::steps::{InCi, Step, Work};
use crate::tools::{self, Tool};

/// How long each target runs in a smoke test: all of them for about a minute.
pub(crate) const SMOKE: u64 = 6;

/// What is fuzzed, and for how long.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Fuzzing {
    /// Seconds of each target.
    pub(crate) seconds: u64,
    /// The only target, or else all of them.
    pub(crate) only: Option<String>,
}

/// What both steps call: the programs are built by a nightly compiler and by nothing else.
const NEEDS: &[Tool] = &[tools::NIGHTLY, tools::CARGO_FUZZ];

/// `cargo xtask fuzz`.
pub(crate) const STEPS: &[Step] = &[
    Step {
        name: "fuzz: build",
        needs: NEEDS,
        wants: &[],
        in_ci: InCi::Optional,
        work: Work::Jobs(build),
    },
    Step {
        name: "fuzz",
        needs: NEEDS,
        wants: &[],
        in_ci: InCi::Optional,
        work: Work::Jobs(run),
    },
];

impl Default for Fuzzing {
    fn default() -> Self {
        Self {
            seconds: SMOKE,
            only: None,
        }
    }
}

/// Returns whether there is a nightly compiler.
pub(crate) fn has_nightly(_: &Context) -> bool {
    let version = Command::new("rustup")
        .args(["run", "nightly", "rustc", "--version"])
        .stdin(Stdio::null())
        .stderr(Stdio::null())
        .output();
    version.is_ok_and(|output| output.status.success())
}

fn build(context: &Context) -> Vec<Job> {
    let seeds = Job::cargo("run --quiet --locked --package foureyes-tests --example seeds --")
        .word(folder(context, "seeds").to_string_lossy());
    // No line of ours is unsafe: there is nothing that a sanitizer would see.
    let build = Job::program(tools::path(context, "cargo-fuzz"), "build")
        .and("--fuzz-dir fuzz --sanitizer none --target-dir")
        .word(folder(context, "build").to_string_lossy())
        .with("RUSTUP_TOOLCHAIN", "nightly")
        .with("CARGO", "cargo");
    vec![seeds, build]
}

fn run(context: &Context) -> Vec<Job> {
    let asked = &context.fuzzing;
    let mut targets = targets(context);
    if let Some(only) = &asked.only {
        targets = vec![only.clone()];
    }
    let words = folder(context, "seeds").join("words.dict");
    let run = |target: &String| {
        let own = |name: &str| folder(context, name).join(target);
        let _ = fs::create_dir_all(own("corpus"));
        let _ = fs::create_dir_all(own("found"));
        Job::program(
            program(context, target),
            &format!("-max_total_time={}", asked.seconds),
        )
        .and("-timeout=20 -print_final_stats=1")
        .word(format!("-dict={}", words.display()))
        .word(format!("-artifact_prefix={}/", own("found").display()))
        .word(own("corpus").to_string_lossy())
        .word(own("seeds").to_string_lossy())
    };
    targets.iter().map(run).collect()
}

fn folder(context: &Context, name: &str) -> PathBuf {
    context.target.join("fuzz").join(name)
}

/// Returns the names of the targets: each has a file.
fn targets(context: &Context) -> Vec<String> {
    let files = fs::read_dir(context.root.join("fuzz").join("targets"));
    let names = files.into_iter().flatten().flatten().filter_map(|file| {
        let name = file.file_name().into_string().ok()?;
        name.strip_suffix(".rs").map(str::to_owned)
    });
    let mut names: Vec<String> = names.collect();
    names.sort_unstable();
    names
}

/// Returns where the program of a target is, in the one folder that is named after this machine.
fn program(context: &Context, target: &str) -> String {
    let folders = fs::read_dir(folder(context, "build"));
    let programs = folders
        .into_iter()
        .flatten()
        .flatten()
        .map(|folder| folder.path().join("release").join(target));
    let found = programs.into_iter().find(|program| program.is_file());
    found.map_or_else(
        || target.to_owned(),
        |program| program.to_string_lossy().into_owned(),
    )
}
