//! `foureyes roster` and `foureyes policy`: check, sign, verify, rotate.

pub(crate) mod enrol;
pub(crate) mod history;
mod posture;
mod show;

use std::fs;
use std::io::{self, IsTerminal as _};
use std::path::{Path, PathBuf};

use clap::{Args, Subcommand};
use foureyes::authority::{DocumentKind, History, follow};
use foureyes::digest::Digest;
use foureyes::error::{Problem, Severity};
use foureyes::roster::{Principal, Revocations, RosterDocument, Scheme};
use foureyes::{Format, Gate, Policy, Roster};

use crate::bases::{self, People};
use crate::clock;
use crate::documents::{self, Place};
use crate::error::{CliError, problems};
use crate::exit::Exit;
use crate::git::Repository;
use crate::output::{self, plain, shown};
use crate::sign::pen::Pen;
use crate::sign::{is_confirmed, unusable};
use history::Places;

/// What to do with the policy.
#[derive(Args, Debug)]
pub(crate) struct PolicyArgs {
    #[command(subcommand)]
    command: Command,
}

/// What can be done with a document.
#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Tells everything that is wrong with it, each with its place
    Check(FileArgs),
    /// Sets the next version and drops the signatures of the last
    Rotate(FileArgs),
    /// Signs it as it stands, for those whom the roster names under `authority`
    Sign(SignArgs),
    /// Follows it through the history of a ref: who has signed what
    Verify(VerifyArgs),
}

/// Which file.
#[derive(Args, Clone, Debug)]
pub(crate) struct FileArgs {
    /// The document [default: .foureyes/roster.toml or .foureyes/policy.toml]
    #[arg(long, value_name = "FILE")]
    file: Option<PathBuf>,
    /// The roster that a policy is read with
    #[arg(long, value_name = "FILE", default_value = ".foureyes/roster.toml")]
    roster_file: PathBuf,
}

/// Which file, and who signs it.
#[derive(Args, Clone, Debug)]
pub(crate) struct SignArgs {
    #[command(flatten)]
    file: FileArgs,
    /// The private key, as `foureyes keygen` writes it
    #[arg(long, value_name = "FILE", required_unless_present = "ssh_key")]
    key: Option<PathBuf>,
    /// A key of OpenSSH, by its public or private file
    #[arg(long, value_name = "FILE", conflicts_with = "key")]
    ssh_key: Option<PathBuf>,
    /// Signs without asking
    #[arg(long)]
    yes: bool,
}

/// Which history.
#[derive(Args, Clone, Debug)]
pub(crate) struct VerifyArgs {
    /// Where the repository is
    #[arg(short = 'C', long = "repo", value_name = "DIR", default_value = ".")]
    directory: PathBuf,
    /// The protected ref
    #[arg(long = "ref", value_name = "REF", default_value = "HEAD")]
    reference: String,
    /// The roster that is trusted to begin with, by the digest of its text
    #[arg(long, value_name = "DIGEST")]
    anchor: Option<Digest>,
    /// The path of the policy in the repository, or a built-in profile [default: .foureyes/policy.toml]
    #[arg(long, value_name = "NAME|PATH")]
    policy: Option<String>,
    /// The path of the roster in the repository [default: .foureyes/roster.toml]
    #[arg(long, value_name = "PATH")]
    roster: Option<String>,
}

/// Does it with the policy.
pub(crate) fn policy(args: &PolicyArgs) -> Result<Exit, CliError> {
    run(DocumentKind::Policy, &args.command)
}

/// Does it with the roster.
pub(crate) fn roster(command: &Command) -> Result<Exit, CliError> {
    run(DocumentKind::Roster, command)
}

fn run(kind: DocumentKind, command: &Command) -> Result<Exit, CliError> {
    match command {
        Command::Check(args) => check(kind, args),
        Command::Rotate(args) => rotate(kind, args),
        Command::Sign(args) => sign(kind, args),
        Command::Verify(args) => verify(kind, args),
    }
}

impl FileArgs {
    fn file(&self, kind: DocumentKind) -> PathBuf {
        let default = || format!(".foureyes/{}.toml", kind.word()).into();
        self.file.clone().unwrap_or_else(default)
    }
}

fn read<T>(
    file: &Path,
    read: impl Fn(&str, Format) -> Result<T, foureyes::InputError>,
) -> Result<T, CliError> {
    let source = documents::fetch(&Place::OnDisk(file.to_owned()), None)?;
    let source = source.ok_or_else(|| CliError::usage("there is no such file"))?;
    let value = source.read(read);
    value.map_err(|error| CliError::document(&source.name, error.problem()))
}

/// Reads a roster, with what it includes.
pub(crate) fn people(file: &Path) -> Result<People, CliError> {
    let found = bases::read_roster(&Place::OnDisk(file.to_owned()), None)?;
    found.ok_or_else(|| CliError::usage("there is no such file"))
}

fn check(kind: DocumentKind, args: &FileArgs) -> Result<Exit, CliError> {
    let file = args.file(kind);
    let mut said = vec![format!("`{}` is in order", shown(&file))];
    let found = match kind {
        DocumentKind::Roster => {
            let people = people(&file)?;
            let mut problems = Gate::check_roster(&people.roster);
            for problem in &mut problems {
                people.place(problem);
            }
            problems
        }
        DocumentKind::Policy => {
            let found = bases::read(&Place::OnDisk(file.clone()), None)?;
            let found = found.ok_or_else(|| CliError::usage("there is no such file"))?;
            let people = people(&args.roster_file)?;
            let mut problems = match Gate::compile(&found.policy, &people.roster) {
                Ok(gate) => {
                    said.extend(posture::lines(&gate.posture()));
                    gate.warnings().to_vec()
                }
                Err(error) => error.problems().to_vec(),
            };
            for problem in &mut problems {
                if !found.place(problem) {
                    people.place(problem);
                }
            }
            problems
        }
    };
    let placed: Vec<Problem> = found
        .into_iter()
        .map(|mut problem| {
            let of_kind = format!("{} ", kind.word());
            if problem.at.document.starts_with(&of_kind) || problem.at.document == kind.word() {
                problem.at.document = shown(&file);
            } else if problem.at.document.starts_with("roster") {
                problem.at.document = shown(&args.roster_file);
            }
            problem
        })
        .collect();
    if placed.iter().any(|one| one.severity == Severity::Error) {
        return Err(CliError::Documents(placed));
    }
    if !placed.is_empty() {
        output::complain(&problems(&placed));
    }
    output::say(&said.join("\n"))?;
    Ok(Exit::Allow)
}

/// A document as it is about to be signed.
struct Paper {
    text: String,
    id: String,
    version: u32,
    digest: Digest,
    /// The roster whose people sign it.
    roster: Option<RosterDocument>,
}

impl Paper {
    fn of(kind: DocumentKind, file: &Path, roster_file: &Path) -> Result<Self, CliError> {
        Ok(match kind {
            DocumentKind::Roster => {
                let roster = read(file, Roster::read)?;
                let document = roster.document();
                Self {
                    text: roster.text().to_owned(),
                    id: document.id.to_string(),
                    version: document.version,
                    digest: *roster.digest(),
                    roster: Some(document.clone()),
                }
            }
            DocumentKind::Policy => {
                let policy = read(file, Policy::read)?;
                let roster = read(roster_file, Roster::read);
                Self {
                    text: policy.text().to_owned(),
                    id: policy.document().id.to_string(),
                    version: policy.document().version,
                    digest: *policy.digest(),
                    roster: roster.ok().map(|roster| roster.document().clone()),
                }
            }
        })
    }

    /// Whose key it is, and how it signs, as far as the roster of the working tree knows.
    fn owner(&self, pen: &Pen) -> Option<(&Principal, Scheme)> {
        let people = &self.roster.as_ref()?.principals;
        people.iter().find_map(|person| {
            let mut keys = person.keys.iter();
            let key = keys.find(|key| key.public.fingerprint() == pen.public().fingerprint())?;
            Some((person, key.scheme))
        })
    }
}

fn sign(kind: DocumentKind, args: &SignArgs) -> Result<Exit, CliError> {
    let file = args.file.file(kind);
    let paper = Paper::of(kind, &file, &args.file.roster_file)?;
    if !args.yes && !io::stdin().is_terminal() {
        return Err(CliError::usage(
            "nobody can be asked here: look at the document, and say `--yes` to sign it unasked",
        ));
    }
    let pen = Pen::open(args.key.as_deref(), args.ssh_key.as_deref())?;
    let owner = paper.owner(&pen);
    if let Some((_, scheme)) = owner {
        pen.fits(scheme)?;
    }
    output::say(&show::paper(kind, &paper, &file))?;
    let authority = paper
        .roster
        .as_ref()
        .and_then(|roster| roster.authority.as_ref());
    let now = clock::now()?;
    match (owner, authority) {
        (_, None) => output::complain("warning: the roster names nobody who signs documents"),
        (Some((person, _)), Some(authority)) if authority.includes(person, now) => {}
        (Some((person, _)), Some(authority)) => output::complain(&format!(
            "warning: {} does not hold the role `{}`: this counts at most for the roster before",
            person.id,
            authority.role()
        )),
        (None, Some(_)) => output::complain(&format!(
            "warning: the roster has no key {}: this counts at most for the roster before",
            pen.public().fingerprint()
        )),
    }
    if !args.yes && !is_confirmed()? {
        return Err(CliError::Declined);
    }
    let signature = pen.sign_bytes(kind.namespace(), &kind.message(&paper.text))?;
    let beside = documents::beside(&file);
    let old = beside
        .is_file()
        .then(|| output::read(&beside))
        .transpose()?;
    let fingerprint = pen.public().fingerprint();
    let envelope = kind
        .add(&paper.text, old.as_deref(), fingerprint, signature)
        .map_err(unusable)?;
    output::write(&beside, &format!("{envelope}\n"))?;
    output::say(&format!("Signed in `{}`", shown(&beside)))?;
    Ok(Exit::Allow)
}

fn rotate(kind: DocumentKind, args: &FileArgs) -> Result<Exit, CliError> {
    let file = args.file(kind);
    let paper = Paper::of(kind, &file, &args.roster_file)?;
    let next = paper
        .version
        .checked_add(1)
        .ok_or_else(|| CliError::usage("there is no version after this one"))?;
    let text = with_version(&paper.text, paper.version, next).ok_or_else(|| {
        CliError::usage(format!(
            "`{}` has its version nowhere on a line of its own; write {next} there by hand",
            shown(&file)
        ))
    })?;
    // A version of something else that stands first is not the one.
    let is_json = text.trim_start().starts_with('{');
    let format = if is_json { Format::Json } else { Format::Toml };
    let version = match kind {
        DocumentKind::Policy => Policy::read(&text, format).map(|one| one.document().version),
        DocumentKind::Roster => Roster::read(&text, format).map(|one| one.document().version),
    };
    if version != Ok(next) {
        return Err(CliError::usage(format!(
            "write the version {next} into `{}` by hand",
            shown(&file)
        )));
    }
    output::write(&file, &text)?;
    let beside = documents::beside(&file);
    if beside.is_file() {
        fs::remove_file(&beside).map_err(|error| CliError::file(&shown(&beside), &error))?;
    }
    let word = kind.word();
    output::say(&format!(
        "`{}` is version {next} now. Edit it, let those who have to sign it (`foureyes {word} sign`), and commit it \
         with its signatures.",
        shown(&file)
    ))?;
    Ok(Exit::Allow)
}

/// The text with another version, where that stands on a line of its own before the first table, or is the member of
/// an object at the top.
fn with_version(text: &str, old: u32, new: u32) -> Option<String> {
    let is_json = text.trim_start().starts_with('{');
    let name = if is_json { "\"version\"" } else { "version" };
    let mut at = 0_usize;
    for line in text.split_inclusive('\n') {
        let trimmed = line.trim_start();
        if !is_json && trimmed.starts_with('[') {
            return None;
        }
        let value = trimmed
            .strip_prefix(name)
            .map(|rest| rest.trim_start_matches([' ', '\t', '=', ':']));
        if let Some(value) = value
            && let Some(rest) = value.strip_prefix(&old.to_string())
            && !rest.starts_with(|c: char| c.is_ascii_digit() || c == '_')
        {
            let end = at.saturating_add(line.len());
            let (head, _) = text.split_at_checked(end.saturating_sub(value.len()))?;
            let (_, tail) = text.split_at_checked(end.saturating_sub(rest.len()))?;
            return Some(format!("{head}{new}{tail}"));
        }
        at = at.saturating_add(line.len());
    }
    None
}

fn verify(kind: DocumentKind, args: &VerifyArgs) -> Result<Exit, CliError> {
    let repository = Repository::open(&args.directory)?;
    let tip = repository.resolve_commit(&args.reference)?;
    let place = |given: &Option<String>, kind: DocumentKind| match given {
        Some(name) if !name.contains(['/', '.']) => Place::Builtin(name.clone()),
        Some(path) => Place::in_tree([path.clone()]),
        None => Place::in_tree(
            ["toml", "json"].map(|ending| format!(".foureyes/{}.{ending}", kind.word())),
        ),
    };
    let places = Places {
        policy: place(&args.policy, DocumentKind::Policy),
        roster: place(&args.roster, DocumentKind::Roster),
    };
    let found = history::of(&places, &repository, &tip)?;
    let is_at_tip = places.state(Some((&repository, &tip)))?.is_some();
    let (commits, mut states): (Vec<String>, Vec<_>) = found.into_iter().unzip();
    if !is_at_tip {
        return Err(CliError::NoAuthority);
    }
    let first = match (args.anchor, states.len()) {
        // Without an anchor only what stands there now is looked at.
        (None, many) => many.saturating_sub(1),
        (Some(_), _) => 0,
    };
    let states = states.split_off(first);
    let revocations = Place::in_tree([".foureyes/revocations.toml", ".foureyes/revocations.json"]);
    let revocations = match documents::fetch(&revocations, Some((&repository, &tip)))? {
        Some(source) => {
            let value = source.read(Revocations::read);
            Some(value.map_err(|error| CliError::document(&source.name, error.problem()))?)
        }
        None => None,
    };
    let mut history = History::new(&states, clock::now()?);
    if let Some(anchor) = args.anchor {
        history = history.anchor(anchor);
    }
    if let Some(revocations) = &revocations {
        history = history.revocations(revocations);
    }
    let followed = follow(&history);
    let commits: Vec<String> = commits
        .into_iter()
        .skip(first)
        .map(|id| plain(&id))
        .collect();
    output::say(&show::followed(
        kind,
        &followed,
        &commits,
        args.anchor.is_some(),
    ))?;
    let fault = match kind {
        DocumentKind::Policy => followed.policy.or(followed.roster),
        DocumentKind::Roster => followed.roster,
    };
    Ok(if fault.is_none() {
        Exit::Allow
    } else {
        Exit::Hold
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_next_version() {
        for (text, to) in [
            (
                "id = 1\nversion = 3\n[a]\n",
                Some("id = 1\nversion = 4\n[a]\n"),
            ),
            ("version   = 3 # three\n", Some("version   = 4 # three\n")),
            ("version = 31\n", None),
            ("[a]\nversion = 3\n", None),
            ("{\n  \"version\": 3,\n", Some("{\n  \"version\": 4,\n")),
        ] {
            assert_eq!(with_version(text, 3, 4).as_deref(), to, "{text}");
        }
    }
}
