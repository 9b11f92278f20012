//! `foureyes init`: a policy to start from, and a roster filled from what exists.

mod owners;
mod people;
mod render;
mod signers;

use std::collections::BTreeSet;
use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};

use clap::Args;
use foureyes::error::Severity;
use foureyes::{Gate, Policy, Roster};

use crate::error::{self, CliError};
use crate::exit::Exit;
use crate::git::{GitError, Repository};
use crate::output;
use owners::Ownership;
use people::People;

/// What stands where a level has to be put. No level of the list is called so: it is an error on every line on
/// which it is left.
pub(crate) const PLACEHOLDER: &str = "fill-in";

/// The levels to start from.
const LEVELS: [&str; 4] = ["junior", "mid", "senior", "principal"];

/// How much of the history is looked at.
const MOST_COMMITS: usize = 10_000;

/// How much of a file is read.
const MOST_BYTES: u64 = 4 << 20;

/// The places where CODEOWNERS is looked for, in this order; the first one holds.
const OWNERS: [&str; 4] = [
    ".github/CODEOWNERS",
    "CODEOWNERS",
    "docs/CODEOWNERS",
    ".gitlab/CODEOWNERS",
];

/// The places where keys of signers are looked for.
const SIGNERS: [&str; 2] = [".ssh/allowed_signers", ".gitsigners"];

/// Where to write, and from what.
#[derive(Args, Debug)]
pub(crate) struct InitArgs {
    /// The work tree
    #[arg(short = 'C', long, value_name = "DIR", default_value = ".")]
    repo: PathBuf,
    /// Replaces a policy and a roster that are there
    #[arg(long)]
    force: bool,
    /// The built-in profile that the policy extends: `senior-signoff`, `tier1-safety-reset`, `startup-light`,
    /// `open-source`, `infra-terraform` or `agentic-autonomous`
    #[arg(long, value_name = "NAME", default_value = "senior-signoff")]
    profile: String,
    /// A further file of allowed signers to take keys from
    #[arg(long, value_name = "FILE")]
    allowed_signers: Vec<PathBuf>,
}

/// Writes `.foureyes/policy.toml` and `.foureyes/roster.toml`.
pub(crate) fn run(args: &InitArgs) -> Result<Exit, CliError> {
    Policy::profile(&args.profile)
        .map_err(|error| CliError::Documents(vec![error.problem().clone()]))?;
    let repository = Repository::open(&args.repo)?;
    let top = repository
        .work_tree()
        .ok_or_else(|| {
            CliError::usage(
                "a bare repository has no place for `.foureyes/`: give `--repo` a work tree",
            )
        })?
        .to_path_buf();
    let folder = top.join(".foureyes");
    let files = [folder.join("policy.toml"), folder.join("roster.toml")];
    refuse_overwriting(&folder, &files, args.force)?;
    let drawn = draw_up(&repository, &top, args)?;
    fs::create_dir_all(&folder).map_err(|e| CliError::file(&output::shown(&folder), &e))?;
    for (file, text) in files.iter().zip([&drawn.policy, &drawn.roster]) {
        write(file, text, args.force)?;
    }
    output::say(&next_steps(&drawn))?;
    Ok(Exit::Allow)
}

/// The two documents, and what is still to be done about them.
struct DrawnUp {
    policy: String,
    roster: String,
    /// The people whose level is not known.
    people: Vec<String>,
    problems: Option<String>,
    found: String,
}

fn draw_up(repository: &Repository, top: &Path, args: &InitArgs) -> Result<DrawnUp, CliError> {
    let head = repository.resolve_commit("HEAD")?;
    let history = repository.recent(&head, MOST_COMMITS)?;
    let mut people = People::of(&history);
    let mut notes = Vec::new();
    for (name, text) in signer_files(repository, top, &head, args, &mut notes)? {
        notes.extend(signers::add(&mut people, &name, &text));
    }
    let ownership = first_file(repository, &head, &OWNERS, &mut notes)?
        .map(|(name, text)| Ownership::read(&name, &text, &mut people));
    notes.extend(ownership.iter().flat_map(|one| one.notes.clone()));
    let id = top
        .canonicalize()
        .ok()
        .and_then(|top| slug(&top.file_name()?.to_string_lossy()))
        .unwrap_or_else(|| "repository".to_owned());
    let roster = render::roster(&render::Draft {
        id: &id,
        people: &people,
        ownership: ownership.as_ref(),
        notes: &notes,
    });
    let policy = policy(&id, &args.profile);
    let keys: usize = people.humans.iter().map(|person| person.keys.len()).sum();
    let services = ownership.as_ref().map_or(0, |one| one.services.len());
    Ok(DrawnUp {
        problems: problems(&policy, &roster),
        policy,
        roster,
        found: format!(
            "{} commits: {} people, {} agents and services, {keys} keys, {services} services, {} lines left open",
            history.len(),
            people.humans.len(),
            people.machines.len(),
            notes.len().saturating_add(people.unclear.len()),
        ),
        people: people.humans.into_iter().map(|person| person.id).collect(),
    })
}

/// The policy to start from.
pub(crate) fn policy(id: &str, profile: &str) -> String {
    include_str!("policy.toml")
        .replace("{id}", id)
        .replace("{profile}", profile)
}

/// What is wrong with the documents once every level is filled in.
fn problems(policy: &str, roster: &str) -> Option<String> {
    let roster = roster.replace(
        &format!("level    = \"{PLACEHOLDER}\""),
        "level    = \"senior\"",
    );
    let one = |error: foureyes::InputError| error.to_string();
    let policy = Policy::from_toml(policy).map_err(one);
    let roster = Roster::from_toml(&roster).map_err(one);
    match (policy, roster) {
        (Err(error), _) | (_, Err(error)) => Some(error),
        (Ok(policy), Ok(roster)) => Gate::compile(&policy, &roster).err().map(|error| {
            let errors = error.problems().iter();
            let errors: Vec<_> = errors
                .filter(|problem| problem.severity == Severity::Error)
                .cloned()
                .collect();
            error::problems(&errors)
        }),
    }
}

fn next_steps(drawn: &DrawnUp) -> String {
    let mut people = drawn.people.clone();
    let more = people.split_off(people.len().min(20)).len();
    let more = if more > 0 {
        format!(" and {more} more")
    } else {
        String::new()
    };
    let mut lines = vec![
        "Wrote .foureyes/policy.toml and .foureyes/roster.toml.".to_owned(),
        format!("From {}.", drawn.found),
        String::new(),
        "Next:".to_owned(),
        format!(
            "  1. In .foureyes/roster.toml put a level for `{PLACEHOLDER}`, for: {}{more}",
            people.join(", ")
        ),
        "  2. There, make at least two people `policy_owner`, and read what is marked as left open.".to_owned(),
        "  3. Everybody who is to sign, below their `[[principal]]`: the SSH key that they have, with scheme `sshsig`, or\n     the lines that `foureyes keygen` prints.".to_owned(),
        "  4. Read .foureyes/policy.toml and commit both files to the branch that is protected.".to_owned(),
        "  5. On a branch: `foureyes check --env production`.".to_owned(),
    ];
    if let Some(problems) = &drawn.problems {
        lines.push(String::new());
        lines.push("Besides the levels, this has to be repaired:".to_owned());
        lines.push(problems.clone());
    }
    lines.join("\n")
}

fn refuse_overwriting(folder: &Path, files: &[PathBuf], force: bool) -> Result<(), CliError> {
    let exists = |path: &Path| CliError::Exists {
        name: output::shown(path),
    };
    if folder.is_symlink() {
        return Err(exists(folder));
    }
    match files.iter().find(|file| file.symlink_metadata().is_ok()) {
        Some(file) if !force => Err(exists(file)),
        _ => Ok(()),
    }
}

/// Writes a new file; never through a link that is there.
fn write(file: &Path, text: &str, force: bool) -> Result<(), CliError> {
    let failed = |e: &std::io::Error| CliError::file(&output::shown(file), e);
    if force && file.symlink_metadata().is_ok() {
        fs::remove_file(file).map_err(|e| failed(&e))?;
    }
    let opened = fs::File::create_new(file);
    opened
        .and_then(|mut opened| opened.write_all(text.as_bytes()))
        .map_err(|e| failed(&e))
}

/// The files of allowed signers: those of the commit, the one that the repository's configuration names, and
/// those of the command line.
fn signer_files(
    repository: &Repository,
    top: &Path,
    head: &str,
    args: &InitArgs,
    notes: &mut Vec<String>,
) -> Result<Vec<(String, String)>, CliError> {
    let mut files = Vec::new();
    for name in SIGNERS {
        files.extend(first_file(repository, head, &[name], notes)?);
    }
    if let Some(name) = repository.allowed_signers_file() {
        let known = files.iter().any(|(file, _)| *file == name);
        let path = top.join(&name);
        if !known && path.is_file() {
            files.push((name, read_text(&path)?));
        } else if !known {
            notes.push(format!("gpg.ssh.allowedSignersFile: {name} is not there"));
        }
    }
    for path in &args.allowed_signers {
        files.push((output::shown(path), read_text(path)?));
    }
    Ok(files)
}

fn read_text(path: &Path) -> Result<String, CliError> {
    output::read(path).map(|bytes| String::from_utf8_lossy(&bytes).into_owned())
}

/// The first of these files of a commit that is there.
fn first_file(
    repository: &Repository,
    head: &str,
    names: &[&str],
    notes: &mut Vec<String>,
) -> Result<Option<(String, String)>, CliError> {
    for name in names {
        match repository.read_file(head, name.as_bytes(), MOST_BYTES) {
            Ok(Some(bytes)) => {
                let text = String::from_utf8_lossy(&bytes).into_owned();
                return Ok(Some(((*name).to_owned(), text)));
            }
            Ok(None) => {}
            Err(error @ (GitError::NotAFile { .. } | GitError::TooLarge { .. })) => {
                notes.push(error.to_string());
            }
            Err(error) => return Err(error.into()),
        }
    }
    Ok(None)
}

/// Returns text as an id of lower-case letters, digits and `-`, if anything is left of it.
fn slug(text: &str) -> Option<String> {
    let mut id = String::new();
    for c in text.chars() {
        let c = c.to_ascii_lowercase();
        if c.is_ascii_alphanumeric() {
            id.push(c);
        } else if !id.is_empty() && !id.ends_with('-') {
            id.push('-');
        }
    }
    id.truncate(48);
    let id = id.trim_end_matches('-');
    (!id.is_empty()).then(|| id.to_owned())
}

/// Returns the id, or the first one with a number behind it that is not taken; it is taken from now on.
fn unique(wanted: &str, taken: &mut BTreeSet<String>) -> String {
    let mut id = wanted.to_owned();
    let mut number = 1_u32;
    while !taken.insert(id.clone()) {
        number = number.saturating_add(1);
        id = format!("{wanted}-{number}");
    }
    id
}
