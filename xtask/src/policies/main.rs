//! Weakens each shipped policy in one place at a time: at least one of its cases has to notice.
//! `cargo xtask mutate-policies` calls it.

#![forbid(unsafe_code)]

mod mutants;

use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use foureyes::policy::{builtin_cases, builtin_names, builtin_text};
use foureyes::wire::Cases;
use foureyes::{Policy, Roster};

use mutants::Mutant;

/// Where policies stand that come along without being built in, each with its cases beside it.
const FOLDER: &str = "examples/profiles";

/// What no case can notice, with the reason: the document, and the end of what the mutant is called.
const UNSEEN: &[(&str, &str, &str)] = &[
    (
        "",
        "waivedBy",
        "semantics 9.7, 9.8: emergencies and standing approvals are the adopting document's to give",
    ),
    (
        "common",
        "everySignature",
        "semantics 8.2: whatever a policy says, nothing counts for more than 30 days",
    ),
];

/// A policy with its cases.
struct Shipped {
    name: String,
    policy: Policy,
    cases: Cases,
    roster: Option<Roster>,
}

fn main() -> ExitCode {
    match shipped().and_then(|all| run(&all)) {
        Ok(lines) => {
            println!("{lines}");
            ExitCode::SUCCESS
        }
        Err(message) => {
            eprintln!("{message}");
            ExitCode::FAILURE
        }
    }
}

/// Reads every policy that comes along.
fn shipped() -> Result<Vec<Shipped>, String> {
    let mut all = Vec::new();
    for name in builtin_names() {
        let text = builtin_text(name).unwrap_or_default();
        let cases = builtin_cases(name).unwrap_or_default();
        all.push(read(name, text, cases, None)?);
    }
    let folder = root().join(FOLDER);
    let mut files: Vec<PathBuf> = match fs::read_dir(&folder) {
        Ok(entries) => entries.flatten().map(|entry| entry.path()).collect(),
        Err(_) => Vec::new(),
    };
    files.sort();
    for file in files {
        let name = file.to_string_lossy().into_owned();
        let Some(stem) = name.strip_suffix(".cases.toml") else {
            continue;
        };
        let cases = text_of(&file)?;
        let roster = Cases::from_toml(&cases)
            .map_err(|error| format!("{name}: {error}"))?
            .document()
            .roster_file
            .clone();
        let roster = roster.map(|path| text_of(&folder.join(path))).transpose()?;
        let policy = text_of(Path::new(&format!("{stem}.toml")))?;
        all.push(read(stem, &policy, &cases, roster)?);
    }
    Ok(all)
}

fn read(name: &str, policy: &str, cases: &str, roster: Option<String>) -> Result<Shipped, String> {
    let failed = |error: foureyes::InputError| format!("{name}: {error}");
    Ok(Shipped {
        name: name.rsplit('/').next().unwrap_or(name).to_owned(),
        policy: Policy::from_toml(policy).map_err(failed)?,
        cases: Cases::from_toml(cases).map_err(failed)?,
        roster: roster
            .map(|text| Roster::from_toml(&text).map_err(failed))
            .transpose()?,
    })
}

fn text_of(file: &Path) -> Result<String, String> {
    fs::read_to_string(file).map_err(|error| format!("{}: {error}", file.display()))
}

fn root() -> PathBuf {
    let package = env::var_os("CARGO_MANIFEST_DIR").map(PathBuf::from);
    package
        .as_deref()
        .and_then(Path::parent)
        .map_or_else(PathBuf::new, Path::to_path_buf)
}

/// Tries every mutant of every policy.
fn run(all: &[Shipped]) -> Result<String, String> {
    let mut lines = Vec::new();
    let mut survivors = Vec::new();
    for one in all {
        if !holds(one, &one.policy)? {
            return Err(format!(
                "{}: its cases fail as it is; `foureyes test` shows which",
                one.name
            ));
        }
        let mutants = mutants::of(one.policy.document());
        let (mut noticed, mut unseen) = (0_usize, 0_usize);
        for Mutant { what, document } in &mutants {
            let survives = match Policy::from_json(document.to_string().as_bytes()) {
                Ok(policy) => holds(one, &policy).unwrap_or(false),
                // What cannot be read, or does not fit together, is noticed by everybody.
                Err(_) => false,
            };
            if !survives {
                noticed = noticed.saturating_add(1);
            } else if is_unseen(&one.name, what) {
                unseen = unseen.saturating_add(1);
            } else {
                survivors.push(format!("{}: {what}", one.name));
            }
        }
        lines.push(format!(
            "{}: {} mutants, {noticed} noticed, {unseen} that no case can notice",
            one.name,
            mutants.len()
        ));
    }
    if survivors.is_empty() {
        return Ok(lines.join("\n"));
    }
    Err(format!(
        "{}\nno case notices:\n  {}",
        lines.join("\n"),
        survivors.join("\n  ")
    ))
}

fn is_unseen(name: &str, what: &str) -> bool {
    UNSEEN.iter().any(|(document, place, _)| {
        (document.is_empty() || *document == name) && what.contains(place)
    })
}

/// Reports whether every case comes out as expected under a policy.
fn holds(shipped: &Shipped, policy: &Policy) -> Result<bool, String> {
    let outcomes = shipped.cases.run(policy, shipped.roster.as_ref());
    let outcomes = outcomes.map_err(|error| format!("{}: {error}", shipped.name))?;
    Ok(outcomes.iter().all(foureyes::cases::Outcome::is_passed))
}

#[cfg(test)]
mod tests;
