//! The Python package: built as a wheel, installed into an environment under the target folder, and tested there.

use std::path::Path;

use crate::context::Context;
use crate::job::{Counting, Job};
use crate::steps;

/// Returns the calls, in order.
pub(crate) fn jobs(context: &Context) -> Vec<Job> {
    let folder = context.target.join("python");
    let shown = |path: &Path| path.to_string_lossy().into_owned();
    let program = |name: &str| {
        let (programs, ending) = if cfg!(windows) {
            ("Scripts", ".exe")
        } else {
            ("bin", "")
        };
        shown(&folder.join(programs).join(format!("{name}{ending}")))
    };
    let python = |words: &str| {
        // Nothing is written beside the sources.
        Job::program(program("python"), words)
            .with("PYTHONDONTWRITEBYTECODE", "1")
            .within("bindings-python")
    };
    let pip = |words: &str| python("-m pip --disable-pip-version-check install --quiet").and(words);
    let (variable, worlds) = steps::with_worlds(context);
    let wheels = shown(&folder.join("wheels"));
    let cache = shown(&folder.join("mypy"));
    vec![
        Job::program("python3", "-m venv").word(shown(&folder)),
        pip("--requirement requirements.txt"),
        Job::program(program("maturin"), "build --quiet --locked --profile dev")
            .and("--interpreter")
            .word(program("python"))
            .and("--out")
            .word(wheels.clone())
            .within("bindings-python"),
        pip("--no-deps --force-reinstall --no-index --find-links")
            .word(wheels)
            .word(format!("foureyes=={}", env!("CARGO_PKG_VERSION"))),
        python("-m pytest --quiet -p no:cacheprovider -r s")
            .with(variable, worlds)
            .counting(Counting::Pytest),
        python("-m mypy --cache-dir")
            .word(cache)
            .and("tests ../examples/python"),
        python("-m mypy.stubtest foureyes --allowlist stubtest-allowlist.txt"),
    ]
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
