//! Which lines the tests of the library come through.

use std::env;
use std::path::PathBuf;
use std::process::{Command, Stdio};

use crate::context::Context;
use crate::job::Job;
use crate::steps::{InCi, Step, Work};
use crate::tools;

/// `cargo xtask coverage`.
pub(crate) const STEPS: &[Step] = &[Step {
    name: "coverage",
    needs: &[tools::CARGO_LLVM_COV, tools::LLVM],
    wants: &[tools::GIT, tools::SSH_KEYGEN],
    in_ci: InCi::Optional,
    work: Work::Jobs(jobs),
}];

/// The programs that read profiles: they have to be of the LLVM that the compiler has.
#[derive(Debug)]
struct Llvm {
    cov: PathBuf,
    profdata: PathBuf,
}

/// Returns whether there are programs that read profiles.
pub(crate) fn has_llvm(_: &Context) -> bool {
    Llvm::find().is_some()
}

fn jobs(context: &Context) -> Vec<Job> {
    let call = |words: &str| {
        let job = Job::program(tools::path(context, "cargo-llvm-cov"), "llvm-cov").and(words);
        match Llvm::find() {
            Some(llvm) => job
                .with("LLVM_COV", llvm.cov.to_string_lossy())
                .with("LLVM_PROFDATA", llvm.profdata.to_string_lossy()),
            None => job,
        }
    };
    vec![
        call("--locked --package foureyes --package foureyes-tests --no-report"),
        call("report --summary-only"),
        call("report --html --output-dir").word(context.target.join("coverage").to_string_lossy()),
    ]
}

impl Llvm {
    fn find() -> Option<Self> {
        let named = || {
            Some(Self {
                cov: env::var_os("LLVM_COV")?.into(),
                profdata: env::var_os("LLVM_PROFDATA")?.into(),
            })
        };
        named().or_else(Self::of_toolchain).or_else(Self::of_system)
    }

    /// The component `llvm-tools`.
    fn of_toolchain() -> Option<Self> {
        let folder = PathBuf::from(rustc(&["--print", "target-libdir"])?.trim())
            .parent()?
            .join("bin");
        let name = |name: &str| folder.join(format!("{name}{}", env::consts::EXE_SUFFIX));
        Some(Self {
            cov: name("llvm-cov"),
            profdata: name("llvm-profdata"),
        })
        .filter(|found| found.cov.is_file() && found.profdata.is_file())
    }

    /// What the system has, with the number of the version behind the name.
    fn of_system() -> Option<Self> {
        let version = rustc(&["-vV"])?;
        let version = version
            .lines()
            .find_map(|line| line.strip_prefix("LLVM version: "))?;
        let major = version.split('.').next()?;
        let name = |name: &str| format!("{name}-{major}");
        let found = [name("llvm-cov"), name("llvm-profdata")];
        found.iter().all(|name| tools::is_on_path(name)).then(|| {
            let [cov, profdata] = found.map(PathBuf::from);
            Self { cov, profdata }
        })
    }
}

fn rustc(arguments: &[&str]) -> Option<String> {
    let output = Command::new("rustc")
        .args(arguments)
        .stdin(Stdio::null())
        .stderr(Stdio::null())
        .output()
        .ok()?;
    String::from_utf8(output.stdout)
        .ok()
        .filter(|_| output.status.success())
}
