//! `cargo xtask wasm`: the package for browsers, bundlers, edge workers and Node, in `bindings-wasm/pkg`.

mod pack;

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use crate::context::Context;
use crate::job::{Counting, Job};
use crate::report::say;
use crate::steps::{self, InCi, Step, Work};
use crate::tidy::Sight;
use crate::tools;

/// Builds the package.
pub(crate) const PACKAGE: Step = Step {
    name: "wasm package",
    needs: &[tools::WASM_COMPILER],
    wants: &[],
    in_ci: InCi::Required,
    work: Work::Look(build),
};

/// The suites of the JavaScript bindings on the package, in Node and in Chromium.
pub(crate) const TESTS: Step = Step {
    name: "wasm",
    needs: &[tools::WASM_COMPILER, tools::NODE, tools::NPM],
    wants: &[tools::CHROMIUM],
    in_ci: InCi::Required,
    work: Work::Jobs(|context| {
        let (variable, worlds) = steps::with_worlds(context);
        vec![
            Job::program("npm", "--prefix bindings-wasm ci --no-audit --no-fund"),
            Job::program("npm", "--prefix bindings-wasm run check")
                .with(variable, worlds)
                .counting(Counting::Libtest),
        ]
    }),
};

const TARGET: &str = "wasm32-unknown-unknown";
const PACKAGES: &str = "rustc-web cargo-web rust-web-src lld-22";

/// What compiles for the browser.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Compiler {
    /// The toolchain in use has the standard library of the target.
    Target,
    /// The toolchain in use has the sources of the standard library.
    Sources,
    /// Debian's, which lives beside the toolchain in use.
    Debian,
}

fn build(context: &Context) -> Sight {
    match Compiler::discover(context) {
        None => Sight::Impossible(format!(
            "nothing here compiles for {TARGET}; install with: apt-get install --no-install-recommends {PACKAGES} \
             (or, at home, rustup target add {TARGET})"
        )),
        Some(compiler) => match make(context, compiler) {
            Ok(()) => Sight::Clear,
            Err(why) => Sight::Faults(vec![why]),
        },
    }
}

/// Returns whether something here compiles for the browser.
pub(crate) fn has_compiler(context: &Context) -> bool {
    Compiler::discover(context).is_some()
}

fn make(context: &Context, compiler: Compiler) -> Result<(), String> {
    let folder = context.target.join("wasm");
    let mut command = compiler.command(context);
    command
        .args(["--package", "foureyes-wasm", "--lib", "--target", TARGET])
        .arg("--target-dir")
        .arg(&folder);
    call(command)?;
    let module = folder.join(TARGET).join("wasm/foureyes_wasm.wasm");
    let glue = context.target.join("wasm-glue");
    let mut command = cargo(context);
    command
        .args([
            "run",
            "--quiet",
            "--locked",
            "--package",
            "foureyes-glue",
            "--",
        ])
        .args([&module, &glue]);
    call(command)?;
    pack::pack(&context.root, &glue)
}

impl Compiler {
    fn discover(context: &Context) -> Option<Self> {
        if asked(context, &["--print", "target-libdir", "--target", TARGET])
            .is_some_and(|folder| has_std(&folder))
        {
            return Some(Self::Target);
        }
        let sources = "lib/rustlib/src/rust/library/std/Cargo.toml";
        if asked(context, &["--print", "sysroot"]).is_some_and(|root| root.join(sources).is_file())
        {
            return Some(Self::Sources);
        }
        let debian = [
            "/usr/bin/rustc",
            "/usr/bin/cargo",
            "/usr/lib/rustlib/src/rust/library/std/Cargo.toml",
        ];
        let is_debian = debian.into_iter().all(|path| Path::new(path).is_file());
        (is_debian && tools::is_on_path("lld-22")).then_some(Self::Debian)
    }

    /// Returns the call of cargo, up to what it builds.
    fn command(self, context: &Context) -> Command {
        let mut command = match self {
            Self::Target | Self::Sources => cargo(context),
            Self::Debian => {
                let mut command = Command::new("/usr/bin/cargo");
                // What rustup has set for the cargo that runs this program leads to other compilers.
                for name in ["CARGO", "LD_LIBRARY_PATH", "RUSTDOC", "RUSTUP_TOOLCHAIN"] {
                    command.env_remove(name);
                }
                command
                    .env("RUSTC", "/usr/bin/rustc")
                    .env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_LINKER", "lld-22")
                    .current_dir(&context.root);
                command
            }
        };
        command.env_remove("RUSTFLAGS");
        command.args(["build", "--locked", "--profile", "wasm"]);
        if self != Self::Target {
            // Building the standard library is not stable, and makes it small too.
            command.env("RUSTC_BOOTSTRAP", "1");
            command.args([
                "-Z",
                "build-std=std,panic_abort",
                "-Z",
                "build-std-features=optimize_for_size",
            ]);
        }
        command
    }
}

fn cargo(context: &Context) -> Command {
    let mut command = Command::new(&context.cargo);
    command.current_dir(&context.root);
    command
}

fn asked(context: &Context, words: &[&str]) -> Option<PathBuf> {
    let output = Command::new("rustc")
        .args(words)
        .current_dir(&context.root)
        .stderr(Stdio::null())
        .output()
        .ok()
        .filter(|output| output.status.success())?;
    let text = String::from_utf8(output.stdout).ok()?;
    Some(PathBuf::from(text.trim_end()))
}

fn has_std(folder: &Path) -> bool {
    folder.read_dir().is_ok_and(|entries| {
        entries
            .flatten()
            .any(|entry| entry.file_name().to_string_lossy().starts_with("libstd-"))
    })
}

fn call(mut command: Command) -> Result<(), String> {
    say(&format!("$ {}", line(&command)));
    match command.stdin(Stdio::null()).status() {
        Ok(status) if status.success() => Ok(()),
        Ok(status) => Err(format!("{}: {status}", line(&command))),
        Err(error) => Err(format!("{}: {error}", line(&command))),
    }
}

fn line(command: &Command) -> String {
    std::iter::once(command.get_program())
        .chain(command.get_args())
        .map(|word| word.to_string_lossy())
        .collect::<Vec<_>>()
        .join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_folder_with_the_standard_library_will_do() {
        assert!(!has_std(Path::new("no-such-folder")));
        assert!(!has_std(Path::new(env!("CARGO_MANIFEST_DIR"))));
    }

    #[test]
    fn the_standard_library_is_built_where_there_is_none() {
        let context = Context::discover().unwrap();
        let words = |compiler: Compiler| line(&compiler.command(&context));
        assert!(!words(Compiler::Target).contains("build-std"));
        assert!(words(Compiler::Sources).contains("build-std=std,panic_abort"));
        let debian = words(Compiler::Debian);
        assert!(
            debian.starts_with("/usr/bin/cargo build --locked --profile wasm -Z build-std"),
            "{debian}"
        );
    }
}
