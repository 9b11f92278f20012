//! The steps, as tables: to add a check, add a [`Step`] here.

use crate::context::Context;
use crate::job::{Counting, Job};
use crate::node;
use crate::python;
use crate::sizes;
use crate::tidy;
use crate::tools::{self, Tool};
use crate::wasm;

/// One check.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Step {
    pub(crate) name: &'static str,
    /// The tools without which the step cannot run.
    pub(crate) needs: &'static [Tool],
    /// The tools without which the step runs, and its parts skip themselves by name.
    pub(crate) wants: &'static [Tool],
    pub(crate) in_ci: InCi,
    pub(crate) work: Work,
}

/// What skipping a step means in continuous integration.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum InCi {
    /// The tools are ones that few machines have.
    Optional,
    Required,
}

/// What a step does.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Work {
    /// Calls programs, up to the first that fails.
    Jobs(fn(&Context) -> Vec<Job>),
    /// Looks at the repository.
    Look(fn(&Context) -> tidy::Sight),
}

const CHECK_FORMAT: Step = Step {
    name: "fmt",
    needs: &[tools::RUSTFMT],
    wants: &[],
    in_ci: InCi::Required,
    work: Work::Jobs(|_| vec![Job::cargo("fmt --all --check")]),
};

const CLIPPY: Step = Step {
    name: "clippy",
    needs: &[tools::CLIPPY],
    wants: &[],
    in_ci: InCi::Required,
    work: Work::Jobs(|_| {
        vec![
            Job::cargo("clippy --locked --workspace --all-targets -- -D warnings"),
            Job::cargo("clippy --locked --package foureyes --package xtask --all-targets")
                .and("--features foureyes/schema,xtask/codegen,xtask/mutants -- -D warnings"),
        ]
    }),
};

const TESTS: Step = Step {
    name: "tests",
    needs: &[],
    wants: &[tools::GIT, tools::SSH_KEYGEN],
    in_ci: InCi::Required,
    work: Work::Jobs(|context| vec![tests(tools::NEXTEST.is_present(context))]),
};

const DOC_TESTS: Step = Step {
    name: "doctests",
    needs: &[],
    wants: &[],
    in_ci: InCi::Required,
    work: Work::Jobs(|_| {
        vec![Job::cargo("test --locked --doc --package foureyes").counting(Counting::Libtest)]
    }),
};

const DOCUMENTATION: Step = Step {
    name: "docs",
    needs: &[],
    wants: &[],
    in_ci: InCi::Required,
    work: Work::Jobs(|_| {
        vec![
            Job::cargo("doc --locked --no-deps --package foureyes")
                .with("RUSTDOCFLAGS", "-Dwarnings"),
        ]
    }),
};

/// Whether what is made from the Rust types is as they say.
const CHECK_CODEGEN: Step = Step {
    name: "codegen",
    needs: &[],
    wants: &[],
    in_ci: InCi::Required,
    work: Work::Jobs(|_| {
        vec![
            Job::cargo("test --locked --package xtask --features codegen --bin codegen")
                .counting(Counting::Libtest),
            codegen().and("-- --check"),
        ]
    }),
};

const WRITE_CODEGEN: Step = Step {
    name: "codegen",
    needs: &[],
    wants: &[],
    in_ci: InCi::Required,
    work: Work::Jobs(|_| vec![codegen()]),
};

/// Whether the cases of each shipped policy notice what is taken out of it.
const MUTATE_POLICIES: Step = Step {
    name: "mutate-policies",
    needs: &[],
    wants: &[],
    in_ci: InCi::Required,
    work: Work::Jobs(|_| {
        vec![
            Job::cargo("test --locked --package xtask --features codegen,mutants")
                .and("--bin policies --bin mutants")
                .counting(Counting::Libtest),
            Job::cargo("run --quiet --locked --package xtask --features codegen --bin policies"),
        ]
    }),
};

/// What the generator of the tests makes, as vectors: the bindings run them beside the stored ones.
const WORLDS: Step = Step {
    name: "worlds",
    needs: &[],
    wants: &[],
    in_ci: InCi::Required,
    work: Work::Jobs(|context| {
        let write = Job::cargo("run --quiet --locked --package foureyes-tests --example worlds --");
        vec![write.word(with_worlds(context).1)]
    }),
};

/// Returns the variable by which the bindings find the generated worlds.
pub(crate) fn with_worlds(context: &Context) -> (&'static str, String) {
    let folder = context.target.join("worlds");
    ("FOUREYES_WORLDS", folder.to_string_lossy().into_owned())
}

const PYTHON: Step = Step {
    name: "python",
    needs: &[tools::PYTHON],
    wants: &[],
    in_ci: InCi::Required,
    work: Work::Jobs(python::jobs),
};

const TIDY: Step = Step {
    name: "tidy",
    needs: &[tools::GIT],
    wants: &[],
    in_ci: InCi::Required,
    work: Work::Look(tidy::look),
};

const FORMAT: Step = Step {
    name: "fmt",
    needs: &[tools::RUSTFMT],
    wants: &[],
    in_ci: InCi::Required,
    work: Work::Jobs(|_| vec![Job::cargo("fmt --all")]),
};

/// What is depended upon, by the crates that are there already: advisories would ask the network.
const CHECK_DENY: Step = Step {
    name: "deny",
    needs: &[tools::CARGO_DENY],
    wants: &[],
    in_ci: InCi::Optional,
    work: Work::Jobs(|context| {
        let deny = Job::program(tools::path(context, "cargo-deny"), "--offline --locked");
        vec![deny.and("check licenses bans sources")]
    }),
};

/// `cargo xtask deny`.
pub(crate) const DENY: &[Step] = &[CHECK_DENY];

/// `cargo xtask test`: everything.
pub(crate) const TEST: &[Step] = &[
    CHECK_FORMAT,
    CLIPPY,
    CHECK_CODEGEN,
    MUTATE_POLICIES,
    TESTS,
    DOC_TESTS,
    DOCUMENTATION,
    WORLDS,
    PYTHON,
    node::STEP,
    wasm::PACKAGE,
    sizes::MODULE,
    wasm::TESTS,
    CHECK_DENY,
    TIDY,
];

/// `cargo xtask wasm`.
pub(crate) const WASM: &[Step] = &[wasm::PACKAGE];

/// `cargo xtask lint`: what needs no test run.
pub(crate) const LINT: &[Step] = &[CHECK_FORMAT, CLIPPY, TIDY];

/// `cargo xtask codegen`.
pub(crate) const CODEGEN: &[Step] = &[WRITE_CODEGEN];

/// `cargo xtask bench`.
pub(crate) const BENCH: &[Step] = &[Step {
    name: "bench",
    needs: &[],
    wants: &[],
    in_ci: InCi::Required,
    work: Work::Jobs(|_| {
        vec![Job::cargo(
            "run --quiet --locked --release --package foureyes-benches -- target/growth.svg",
        )]
    }),
}];

/// `cargo xtask bench --peers`. What the peers need is built and locked apart.
pub(crate) const BENCH_PEERS: &[Step] = &[Step {
    name: "bench the peers",
    needs: &[],
    wants: &[],
    in_ci: InCi::Required,
    work: Work::Jobs(|_| {
        vec![Job::cargo(
            "run --quiet --locked --release --manifest-path benches/peers/Cargo.toml --target-dir target/peers",
        )]
    }),
}];

/// `cargo xtask codegen --check`.
pub(crate) const CODEGEN_CHECK: &[Step] = &[CHECK_CODEGEN];

/// `cargo xtask mutate-policies`.
pub(crate) const POLICIES: &[Step] = &[MUTATE_POLICIES];

/// `cargo xtask docs`.
pub(crate) const DOCS: &[Step] = &[DOCUMENTATION];

/// `cargo xtask fmt`.
pub(crate) const FMT: &[Step] = &[FORMAT];

/// Returns the call of what makes files from the Rust types.
fn codegen() -> Job {
    Job::cargo("run --quiet --locked --package xtask --features codegen --bin codegen")
}

/// Returns how the tests are run: by nextest where there is one.
fn tests(has_nextest: bool) -> Job {
    if has_nextest {
        Job::cargo("nextest run --locked --workspace --no-fail-fast")
            .and("--status-level fail --final-status-level skip")
            .counting(Counting::Nextest)
    } else {
        Job::cargo("test --locked --workspace --lib --bins --tests --examples --no-fail-fast")
            .counting(Counting::Libtest)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fuzz;

    #[test]
    fn each_step_has_a_name_of_its_own() {
        for table in [
            TEST,
            LINT,
            CODEGEN,
            CODEGEN_CHECK,
            DENY,
            DOCS,
            FMT,
            POLICIES,
            sizes::STEPS,
            fuzz::STEPS,
            WASM,
        ] {
            let mut names: Vec<&str> = table.iter().map(|step| step.name).collect();
            names.sort_unstable();
            names.dedup();
            assert_eq!(names.len(), table.len());
        }
    }

    #[test]
    fn linting_is_part_of_testing() {
        for step in [LINT, DENY, DOCS, CODEGEN_CHECK, POLICIES, WASM]
            .into_iter()
            .flatten()
        {
            assert!(
                TEST.iter().any(|other| other.name == step.name),
                "{}",
                step.name
            );
        }
    }

    #[test]
    fn the_tests_run_without_nextest_too() {
        assert_eq!(tests(true).line().split(' ').nth(1), Some("nextest"));
        assert_eq!(tests(false).line().split(' ').nth(1), Some("test"));
        for has_nextest in [true, false] {
            let line = tests(has_nextest).line();
            assert!(line.contains(" --locked --workspace "), "{line}");
            assert!(line.contains(" --no-fail-fast"), "{line}");
        }
    }
}
