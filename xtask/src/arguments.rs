//! The command line.

use crate::fuzz::Fuzzing;
use crate::install::System;

/// What `cargo xtask help` prints.
pub(crate) const HELP: &str = "\
usage: cargo xtask <command>

  test [--install-system]  every check of the repository; ends with `N passed, N failed`
  lint                     formatting, clippy and tidy, without running a test
  bench                    what a decision costs, as a table, and how it grows, as a plot in `target/growth.svg`
  bench --peers            the same question asked of cedar-policy, regorus and casbin, in one run
  codegen [--check]        writes the schemas and TypeScript types that are made from the Rust types
  mutate                   changes one thing of the library at a time; a vector or a test has to notice
  mutate-policies          weakens each shipped policy in one place at a time; its cases have to notice
  fuzz --smoke             builds the fuzz targets, and runs them for about a minute in all
  fuzz --minutes N [name]  the same for so long each; or one of them alone
  coverage                 which lines the tests come through, as a table and in `target/coverage`
  deny                     licences, sources and doubled crates of everything that is depended upon
  sizes                    what ships, how large it is, and how large it may be
  soak --minutes N         compares the gate with the reference model over made-up worlds, for so long
  fmt                      formats the sources in place
  docs                     builds the documentation, warnings are errors
  wasm                     builds the package `bindings-wasm/pkg`
  ci                       the same as `test --install-system`
  help                     this text

`mutate` takes `--area all|gate|signature|statement|sample` (of the rest) or a file such as `gate/need.rs`,
`--minutes N`, and `--again` for what survived the last time.
A step that lacks a tool is reported as skipped, with the line that installs the tool.
`--install-system` lets the run install missing system packages with apt-get;
without it nothing is written but what git ignores in this folder.
Where CI=true, skipping a step that continuous integration requires is a failure.
";

/// One chore, as asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Chore {
    Bench,
    BenchPeers,
    Codegen,
    CodegenCheck,
    Coverage,
    Deny,
    Docs,
    Fmt,
    Fuzz(Fuzzing),
    Help,
    Lint,
    Mutate(Mutation),
    MutatePolicies,
    Sizes,
    Soak(u16),
    Test(System),
    Wasm,
}

/// Which mutants are tried.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Mutation {
    /// A room of the library, the sample of the others, or one file.
    pub(crate) area: String,
    /// For how long.
    pub(crate) minutes: u16,
    /// Whether only those that survived the last time.
    pub(crate) again: bool,
}

/// What `--area` takes.
const AREAS: [&str; 5] = ["all", "gate", "sample", "signature", "statement"];

fn mutation(mut words: &[&str]) -> Result<Chore, String> {
    let mut mutation = Mutation {
        area: "all".to_owned(),
        minutes: 60,
        again: false,
    };
    loop {
        words = match words {
            [] => return Ok(Chore::Mutate(mutation)),
            ["--again", rest @ ..] => {
                mutation.again = true;
                rest
            }
            ["--area", area, rest @ ..] => {
                if !AREAS.contains(area) && !area.ends_with(".rs") {
                    return Err(format!("unknown area `{area}`"));
                }
                mutation.area = (*area).to_owned();
                rest
            }
            ["--minutes", minutes, rest @ ..] => {
                mutation.minutes = number(minutes)?;
                rest
            }
            [surplus, ..] => {
                return Err(format!(
                    "unexpected argument `{surplus}`; see `cargo xtask help`"
                ));
            }
        }
    }
}

/// Reads the words after `cargo xtask`.
pub(crate) fn parse(words: impl Iterator<Item = String>) -> Result<Chore, String> {
    let words: Vec<String> = words.collect();
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    match words.as_slice() {
        [] | ["help" | "--help" | "-h"] => Ok(Chore::Help),
        ["ci"] | ["test", "--install-system"] => Ok(Chore::Test(System::MayInstall)),
        ["test"] => Ok(Chore::Test(System::Untouched)),
        ["bench"] => Ok(Chore::Bench),
        ["bench", "--peers"] => Ok(Chore::BenchPeers),
        ["codegen"] => Ok(Chore::Codegen),
        ["codegen", "--check"] => Ok(Chore::CodegenCheck),
        ["coverage"] => Ok(Chore::Coverage),
        ["deny"] => Ok(Chore::Deny),
        ["docs"] => Ok(Chore::Docs),
        ["fmt"] => Ok(Chore::Fmt),
        ["fuzz"] | ["fuzz", "--smoke"] => Ok(Chore::Fuzz(Fuzzing::default())),
        ["fuzz", "--minutes", minutes, names @ ..] if names.len() < 2 => {
            let minutes: u16 = number(minutes)?;
            Ok(Chore::Fuzz(Fuzzing {
                seconds: u64::from(minutes).saturating_mul(60),
                only: names.first().map(|name| (*name).to_owned()),
            }))
        }
        ["lint"] => Ok(Chore::Lint),
        ["mutate-policies"] => Ok(Chore::MutatePolicies),
        ["sizes"] => Ok(Chore::Sizes),
        ["soak"] => Ok(Chore::Soak(1)),
        ["mutate", rest @ ..] => mutation(rest),
        ["soak", "--minutes", minutes] => number(minutes).map(Chore::Soak),
        ["wasm"] => Ok(Chore::Wasm),
        [
            "bench" | "ci" | "codegen" | "coverage" | "deny" | "docs" | "fmt" | "fuzz" | "help"
            | "lint" | "mutate-policies" | "sizes" | "soak" | "test" | "wasm",
            surplus,
            ..,
        ] => Err(format!(
            "unexpected argument `{surplus}`; see `cargo xtask help`"
        )),
        [unknown, ..] => Err(format!(
            "unknown command `{unknown}`; see `cargo xtask help`"
        )),
    }
}

fn number(minutes: &str) -> Result<u16, String> {
    let number = minutes.parse();
    number.map_err(|_| format!("expected a number of minutes, not `{minutes}`"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(line: &str) -> Result<Chore, String> {
        parse(line.split_whitespace().map(str::to_owned))
    }

    #[test]
    fn every_command_of_the_help_is_read() {
        for line in HELP.lines().filter(|line| line.starts_with("  ")) {
            let name = line.split_whitespace().next().unwrap();
            assert!(read(name).is_ok(), "`{name}`");
        }
    }

    #[test]
    fn a_soak_takes_minutes() {
        assert_eq!(read("soak --minutes 30"), Ok(Chore::Soak(30)));
        assert!(read("soak --minutes soon").is_err());
    }

    #[test]
    fn mutants_have_an_area() {
        let read = |line| match read(line) {
            Ok(Chore::Mutate(mutation)) => Ok(mutation),
            Ok(_) => Err("something else".to_owned()),
            Err(error) => Err(error),
        };
        let wanted = |area: &str, minutes, again| Mutation {
            area: area.to_owned(),
            minutes,
            again,
        };
        assert_eq!(read("mutate"), Ok(wanted("all", 60, false)));
        assert_eq!(
            read("mutate --again --area gate --minutes 5"),
            Ok(wanted("gate", 5, true))
        );
        assert_eq!(
            read("mutate --area gate/need.rs"),
            Ok(wanted("gate/need.rs", 60, false))
        );
        for wrong in [
            "mutate gate",
            "mutate --area roster",
            "mutate --area",
            "mutate --minutes x",
        ] {
            assert!(read(wrong).is_err(), "`{wrong}`");
        }
    }

    #[test]
    fn fuzzing_takes_minutes_and_a_name() {
        let fuzzing = |seconds, only: Option<&str>| {
            Ok(Chore::Fuzz(Fuzzing {
                seconds,
                only: only.map(str::to_owned),
            }))
        };
        assert_eq!(read("fuzz --minutes 15"), fuzzing(900, None));
        assert_eq!(read("fuzz --minutes 1 policy"), fuzzing(60, Some("policy")));
        assert_eq!(read("fuzz"), read("fuzz --smoke"));
        assert!(read("fuzz --minutes 1 policy roster").is_err());
    }

    #[test]
    fn ci_is_test_with_leave_to_install() {
        assert_eq!(read("ci"), read("test --install-system"));
        assert_eq!(read("ci"), Ok(Chore::Test(System::MayInstall)));
        assert_eq!(read("test"), Ok(Chore::Test(System::Untouched)));
    }

    #[test]
    fn surplus_and_unknown_words_are_refused() {
        assert_eq!(
            read("lint --fix"),
            Err("unexpected argument `--fix`; see `cargo xtask help`".to_owned())
        );
        assert_eq!(
            read("tets"),
            Err("unknown command `tets`; see `cargo xtask help`".to_owned())
        );
    }
}
