//! The Python package: built as a wheel, installed into an environment under the target folder, and tested there.

use std::path::{Path, PathBuf};

use crate::context::Context;
use crate::job::{Counting, Job};
use crate::steps;

/// Returns the calls, in order.
pub(crate) fn jobs(context: &Context) -> Vec<Job> {
    let folder = folder(context);
    let pip = |words: &str| python(context, PIP).and(words);
    let (variable, worlds) = steps::with_worlds(context);
    let wheels = shown(&folder.join("wheels"));
    let cache = shown(&folder.join("mypy"));
    let mut jobs = wheel(context, "dev", wheels.clone());
    jobs.extend([
        pip("--no-deps --force-reinstall --no-index --find-links")
            .word(wheels)
            .word(format!("foureyes=={}", env!("CARGO_PKG_VERSION"))),
        python(context, "-m pytest --quiet -p no:cacheprovider -r s")
            .with(variable, worlds)
            .counting(Counting::Pytest),
        python(context, "-m mypy --cache-dir")
            .word(cache)
            .and("tests ../examples/python"),
        python(
            context,
            "-m mypy.stubtest foureyes --allowlist stubtest-allowlist.txt",
        ),
    ]);
    jobs
}

const PIP: &str = "-m pip --disable-pip-version-check install --quiet";

/// Returns the calls that build a wheel with a profile of cargo, into a folder.
pub(crate) fn wheel(context: &Context, profile: &str, folder: String) -> Vec<Job> {
    let maturin = program(context, "maturin");
    vec![
        Job::program("python3", "-m venv").word(shown(&self::folder(context))),
        python(context, PIP).and("--requirement requirements.txt"),
        Job::program(maturin, "build --quiet --locked --profile")
            .word(profile)
            .and("--interpreter")
            .word(program(context, "python"))
            .and("--out")
            .word(folder)
            .within("bindings-python"),
    ]
}

fn folder(context: &Context) -> PathBuf {
    context.target.join("python")
}

fn shown(path: &Path) -> String {
    path.to_string_lossy().into_owned()
}

fn program(context: &Context, name: &str) -> String {
    let (programs, ending) = if cfg!(windows) {
        ("Scripts", ".exe")
    } else {
        ("bin", "")
    };
    let programs = folder(context).join(programs);
    shown(&programs.join(format!("{name}{ending}")))
}

fn python(context: &Context, words: &str) -> Job {
    // Nothing is written beside the sources.
    Job::program(program(context, "python"), words)
        .with("PYTHONDONTWRITEBYTECODE", "1")
        .within("bindings-python")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_tests_and_the_stub_check_are_made_on_the_installed_wheel() {
        let context = Context {
            root: "/r".into(),
            target: "/r/target".into(),
            cargo: "cargo".into(),
            is_terminal: false,
            fuzzing: crate::fuzz::Fuzzing::default(),
            is_ci: false,
        };
        let lines: Vec<String> = jobs(&context).iter().map(Job::line).collect();
        let at = |part: &str| lines.iter().position(|line| line.contains(part)).unwrap();
        assert!(at("maturin") < at("--no-index"));
        assert!(at("--no-index") < at("-m pytest"));
        assert!(at("-m pytest") < at("stubtest"));
        let tests = jobs(&context).into_iter().map(|job| job.counted_as());
        assert_eq!(tests.filter(|one| *one == Counting::Pytest).count(), 1);
    }
}
