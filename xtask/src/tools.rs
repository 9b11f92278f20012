//! The tools that steps call: how to see whether one is there, and how to get it.

use std::env;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use crate::context::Context;
use crate::coverage;
use crate::fuzz;
use crate::wasm;

/// A program that a step calls.
#[derive(Debug)]
pub(crate) struct Tool {
    pub(crate) name: &'static str,
    pub(crate) found: Found,
    pub(crate) source: Source,
}

/// How to see whether a tool is there.
#[derive(Debug)]
pub(crate) enum Found {
    /// By asking cargo for this subcommand's version.
    AsCargo(&'static str),
    /// By asking `python3` for this module.
    AsPython(&'static str),
    /// By the name of its program, in `target/tools` or elsewhere.
    InTools(&'static str),
    /// By the name of its program.
    OnPath(&'static str),
    /// By looking for it.
    Looked(Look),
}

/// A look at this machine.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Look(fn(&Context) -> bool);

/// Where a tool comes from.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Source {
    /// From what these words say.
    Elsewhere(&'static str),
    /// From this package of the system, or these, with a space between.
    System(&'static str),
}

/// Where `cargo install --root target/tools` puts programs.
const TOOLS: &str = "tools/bin";

pub(crate) const CARGO_DENY: Tool = Tool {
    name: "cargo-deny",
    found: Found::InTools("cargo-deny"),
    source: Source::Elsewhere("cargo install --locked --root target/tools cargo-deny"),
};

pub(crate) const CARGO_FUZZ: Tool = Tool {
    name: "cargo-fuzz",
    found: Found::InTools("cargo-fuzz"),
    source: Source::Elsewhere("cargo install --locked --root target/tools cargo-fuzz"),
};

pub(crate) const CARGO_LLVM_COV: Tool = Tool {
    name: "cargo-llvm-cov",
    found: Found::InTools("cargo-llvm-cov"),
    source: Source::Elsewhere("cargo install --locked --root target/tools cargo-llvm-cov"),
};

pub(crate) const CHROMIUM: Tool = Tool {
    name: "chromium",
    found: Found::OnPath("chromium"),
    source: Source::System("chromium"),
};

pub(crate) const CLIPPY: Tool = Tool {
    name: "clippy",
    found: Found::AsCargo("clippy"),
    source: Source::Elsewhere("the `clippy` component of the Rust toolchain in use"),
};

pub(crate) const GIT: Tool = Tool {
    name: "git",
    found: Found::OnPath("git"),
    source: Source::System("git"),
};

pub(crate) const LLVM: Tool = Tool {
    name: "llvm-cov and llvm-profdata",
    found: Found::Looked(Look(coverage::has_llvm)),
    source: Source::Elsewhere(
        "the component `llvm-tools` of the Rust toolchain in use, or the system's LLVM of the version that `rustc -vV` names",
    ),
};

pub(crate) const NEXTEST: Tool = Tool {
    name: "cargo-nextest",
    found: Found::AsCargo("nextest"),
    source: Source::Elsewhere("cargo install --locked cargo-nextest"),
};

pub(crate) const NIGHTLY: Tool = Tool {
    name: "a nightly compiler",
    found: Found::Looked(Look(fuzz::has_nightly)),
    source: Source::Elsewhere("rustup toolchain install nightly"),
};

pub(crate) const NODE: Tool = Tool {
    name: "node",
    found: Found::OnPath("node"),
    source: Source::System("nodejs"),
};

pub(crate) const NPM: Tool = Tool {
    name: "npm",
    found: Found::OnPath("npm"),
    source: Source::System("npm"),
};

pub(crate) const PYTHON: Tool = Tool {
    name: "python3 with venv",
    found: Found::AsPython("ensurepip"),
    source: Source::System("python3-venv"),
};

pub(crate) const RUSTFMT: Tool = Tool {
    name: "rustfmt",
    found: Found::AsCargo("fmt"),
    source: Source::Elsewhere("the `rustfmt` component of the Rust toolchain in use"),
};

pub(crate) const SSH_KEYGEN: Tool = Tool {
    name: "ssh-keygen",
    found: Found::OnPath("ssh-keygen"),
    source: Source::System("openssh-client"),
};

pub(crate) const WASM_COMPILER: Tool = Tool {
    name: "a compiler for wasm32-unknown-unknown",
    found: Found::Looked(Look(wasm::has_compiler)),
    source: Source::System("rustc-web cargo-web rust-web-src lld-22"),
};

impl Tool {
    /// Returns whether the tool can be called.
    pub(crate) fn is_present(&self, context: &Context) -> bool {
        match self.found {
            Found::AsCargo(subcommand) => succeeds(
                Command::new(&context.cargo)
                    .args([subcommand, "--version"])
                    .current_dir(&context.root),
            ),
            Found::AsPython(module) => {
                succeeds(Command::new("python3").args(["-c", &format!("import {module}")]))
            }
            Found::InTools(program) => in_tools(context, program).is_some() || is_on_path(program),
            Found::Looked(Look(look)) => look(context),
            Found::OnPath(program) => is_on_path(program),
        }
    }

    /// Returns the line that installs the tool.
    pub(crate) fn install_line(&self) -> String {
        match self.source {
            Source::Elsewhere(line) => line.to_owned(),
            Source::System(package) => format!("apt-get install {package}"),
        }
    }
}

fn succeeds(command: &mut Command) -> bool {
    command
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status()
        .is_ok_and(|status| status.success())
}

/// Returns what to call for a program that may be in `target/tools`.
pub(crate) fn path(context: &Context, program: &str) -> String {
    let found = in_tools(context, program);
    found.map_or_else(
        || program.to_owned(),
        |path| path.to_string_lossy().into_owned(),
    )
}

fn in_tools(context: &Context, program: &str) -> Option<PathBuf> {
    let folder = context.target.join(TOOLS);
    let path = folder.join(format!("{program}{}", env::consts::EXE_SUFFIX));
    path.is_file().then_some(path)
}

/// Returns whether a program of this name is on the search path.
pub(crate) fn is_on_path(program: &str) -> bool {
    let file = format!("{program}{}", env::consts::EXE_SUFFIX);
    env::var_os("PATH")
        .is_some_and(|path| env::split_paths(&path).any(|folder| is_file_in(&folder, &file)))
}

fn is_file_in(folder: &Path, file: &str) -> bool {
    !folder.as_os_str().is_empty() && folder.join(file).is_file()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_program_nobody_has_is_not_on_the_path() {
        assert!(!is_on_path("no-program-has-this-name"));
        assert!(!is_file_in(Path::new(""), "Cargo.toml"));
    }

    #[test]
    fn every_tool_says_how_to_get_it() {
        assert_eq!(SSH_KEYGEN.install_line(), "apt-get install openssh-client");
        assert_eq!(
            NEXTEST.install_line(),
            "cargo install --locked cargo-nextest"
        );
    }
}
