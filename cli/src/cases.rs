//! `foureyes test`: the cases beside a policy.

use std::fs;
use std::path::{Path, PathBuf};

use clap::Args;
use foureyes::cases::Outcome;
use foureyes::policy::{builtin_cases, builtin_names};
use foureyes::wire::Cases;
use serde::Serialize;

use crate::bases;
use crate::documents::{self, Place, Source};
use crate::error::CliError;
use crate::exit::Exit;
use crate::output::{self, plain, shown};

/// How a file of cases is called beside its policy.
const ENDING: &str = ".cases.toml";

/// Which cases, and how to show what came of them.
#[derive(Args, Debug)]
pub(crate) struct TestArgs {
    /// Files of cases, folders with such files, or names of built-in profiles [default: .foureyes]
    #[arg(value_name = "FILE|DIR|NAME")]
    cases: Vec<PathBuf>,
    /// Shows the explanation of each case that failed
    #[arg(long)]
    explain: bool,
    /// Shows what came of each case as JSON
    #[arg(long)]
    json: bool,
}

/// What came of one file.
#[derive(Debug, Serialize)]
struct File {
    file: String,
    cases: Vec<Row>,
}

/// What came of one case.
#[derive(Debug, Serialize)]
struct Row {
    name: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    line: Option<usize>,
    passed: bool,
    verdict: &'static str,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    differences: Vec<String>,
    #[serde(skip)]
    explanation: String,
}

impl From<Outcome> for Row {
    fn from(outcome: Outcome) -> Self {
        Self {
            passed: outcome.is_passed(),
            line: outcome.position.map(|(line, _)| line),
            verdict: outcome.decision.verdict().word(),
            explanation: outcome.decision.explain(),
            name: outcome.name,
            differences: outcome.differences,
        }
    }
}

/// Runs the cases. A case that fails, and a file that cannot be read, end in failure; the rest is run all the same.
pub(crate) fn run(args: &TestArgs) -> Result<Exit, CliError> {
    let here = [PathBuf::from(".foureyes")];
    let named = if args.cases.is_empty() {
        here.as_slice()
    } else {
        args.cases.as_slice()
    };
    let mut results = Vec::new();
    let mut broken = 0_usize;
    for place in named {
        for file in files(place)? {
            match run_file(&file) {
                Ok(rows) => results.push(File {
                    file: shown(&file),
                    cases: rows,
                }),
                Err(error) => {
                    output::complain(&error.report());
                    broken = broken.saturating_add(1);
                }
            }
        }
    }
    if args.json {
        output::say(&output::json(&results)?)?;
    } else {
        output::say(&text(&results, broken, args.explain))?;
    }
    let has_failed = results
        .iter()
        .flat_map(|file| &file.cases)
        .any(|row| !row.passed);
    Ok(if broken > 0 || has_failed {
        Exit::Failure
    } else {
        Exit::Allow
    })
}

/// The files that an argument names, by name.
fn files(place: &Path) -> Result<Vec<PathBuf>, CliError> {
    if !place.is_dir() {
        return Ok(vec![place.to_path_buf()]);
    }
    let failed = |error| CliError::file(&shown(place), &error);
    let mut files = Vec::new();
    for entry in fs::read_dir(place).map_err(failed)? {
        let file = entry.map_err(failed)?.path();
        if file.to_string_lossy().ends_with(ENDING) && file.is_file() {
            files.push(file);
        }
    }
    if files.is_empty() {
        return Err(CliError::usage(format!(
            "`{}` holds no file that ends in `{ENDING}`",
            shown(place)
        )));
    }
    files.sort();
    Ok(files)
}

fn run_file(file: &Path) -> Result<Vec<Row>, CliError> {
    let (cases, name) = read_cases(file)?;
    let document = cases.document();
    let builtin = profile(file).map(|(known, _)| known.to_owned());
    let policy = match document.policy.as_deref().or(builtin.as_deref()) {
        // The name of a profile has neither a folder nor an ending; the path of a policy has.
        Some(name) if !name.contains(['/', '.']) => Place::Builtin(name.to_owned()),
        Some(path) => Place::OnDisk(beside(file, path)),
        None => Place::OnDisk(policy_beside(file, &name)?),
    };
    let found = bases::read(&policy, None)?;
    let found = found.ok_or_else(|| CliError::usage("there is no such document"))?;
    let roster = document.roster_file.as_deref();
    let people = roster.map(|path| {
        let found = bases::read_roster(&Place::OnDisk(beside(file, path)), None)?;
        found.ok_or_else(|| CliError::usage("there is no such roster"))
    });
    let people = people.transpose()?;
    let roster = people.as_ref().map(|found| &found.roster);
    let outcomes = cases.run(&found.policy, roster).map_err(|error| {
        let mut problems = error.problems().to_vec();
        for problem in &mut problems {
            if found.place(problem) {
                continue;
            }
            let document = &mut problem.at.document;
            if *document == "cases" {
                document.clone_from(&name);
            } else if let Some(people) = &people {
                people.place(problem);
            }
        }
        CliError::Documents(problems)
    })?;
    Ok(outcomes.into_iter().map(Row::from).collect())
}

/// The built-in profile that an argument names, unless there is such a file.
fn profile(file: &Path) -> Option<(&str, &'static str)> {
    let name = file.to_str().filter(|_| !file.exists())?;
    builtin_cases(name).map(|cases| (name, cases))
}

/// Reads a file of cases; also returns what it is called in messages.
fn read_cases(file: &Path) -> Result<(Cases, String), CliError> {
    if let Some((name, text)) = profile(file) {
        let read = Cases::from_toml(text);
        return read
            .map(|cases| (cases, name.to_owned()))
            .map_err(|error| CliError::document(name, error.problem()));
    }
    let name = shown(file);
    let is_word = !file.exists() && !name.contains(['/', '.']);
    if is_word {
        let known = builtin_names().collect::<Vec<_>>().join("`, `");
        return Err(CliError::usage(format!(
            "`{name}` is neither a file nor a built-in profile; these are built in: `{known}`"
        )));
    }
    let source = source(&Place::OnDisk(file.to_path_buf()))?;
    let cases = source.read(Cases::read);
    let cases = cases.map_err(|error| CliError::document(&source.name, error.problem()))?;
    Ok((cases, source.name))
}

fn source(place: &Place) -> Result<Source, CliError> {
    documents::fetch(place, None)?.ok_or_else(|| CliError::usage("there is no such document"))
}

/// A path that is written in a file of cases.
fn beside(file: &Path, path: &str) -> PathBuf {
    file.parent().unwrap_or(Path::new("")).join(path)
}

/// `policy.toml` for `policy.cases.toml`.
fn policy_beside(file: &Path, name: &str) -> Result<PathBuf, CliError> {
    let known = file.to_str().and_then(|text| text.strip_suffix(ENDING));
    known.map_or_else(
        || {
            Err(CliError::usage(format!(
                "`{}` does not say which policy it is about: name it as `policy`, or call the file after it, \
                 `policy.cases.toml` beside `policy.toml`",
                plain(name)
            )))
        },
        |stem| Ok(PathBuf::from(format!("{stem}.toml"))),
    )
}

/// One line for each case, what differs below it, and the numbers at the end.
fn text(files: &[File], broken: usize, is_explaining: bool) -> String {
    let mut lines = Vec::new();
    let (mut passed, mut failed) = (0_usize, 0_usize);
    for file in files {
        lines.push(file.file.clone());
        for row in &file.cases {
            let name = plain(&row.name);
            if row.passed {
                passed = passed.saturating_add(1);
                lines.push(format!("  ✓ {name}"));
                continue;
            }
            failed = failed.saturating_add(1);
            let line = row
                .line
                .map_or_else(String::new, |line| format!("   line {line}"));
            lines.push(format!("  ✗ {name}{line}"));
            lines.extend(
                row.differences
                    .iter()
                    .map(|text| format!("      {}", plain(text))),
            );
            if is_explaining {
                lines.push(String::new());
                let indented = row.explanation.lines().map(|line| match line {
                    "" => String::new(),
                    line => format!("      {line}"),
                });
                lines.extend(indented);
            }
        }
        lines.push(String::new());
    }
    let ending = if failed == 0 || is_explaining {
        ""
    } else {
        "; `--explain` shows why"
    };
    let unread = match broken {
        0 => String::new(),
        1 => ", 1 file not run".to_owned(),
        _ => format!(", {broken} files not run"),
    };
    lines.push(format!("{passed} passed, {failed} failed{unread}{ending}"));
    lines.join("\n")
}
