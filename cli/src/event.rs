//! What a CI platform says about the change that a job runs for, and the summary that it shows.
//!
//! The file lies in a job that may run code of the change: nobody vouches for what it says about people, so it can
//! exclude and tighten, and nothing else. Which commits are meant is compared with git and with the command line.

use std::collections::BTreeSet;
use std::fs::OpenOptions;
use std::io::Write as _;
use std::path::{Path, PathBuf};

use clap::Args;
use foureyes::Change;
use foureyes::detect::{Agents, Diagnostic, Event, EventKind, Trust};
use foureyes::fact::Listed;
use foureyes::id::{ChangeId, Mark, Repository as Name};

use crate::authority::AuthorityArgs;
use crate::error::CliError;
use crate::git::Repository;
use crate::name;
use crate::output::{self, plain, shown};
use crate::subject::{self, Subject, SubjectArgs};

/// Where GitHub names the file that it shows beside a job.
const SUMMARY: &str = "GITHUB_STEP_SUMMARY";

/// The job that the check runs in.
#[derive(Args, Clone, Debug, Default)]
pub(crate) struct EventArgs {
    /// The payload of the event that the job runs for, of GitHub or GitLab; names target, commits and change
    #[arg(long, value_name = "FILE", conflicts_with_all = ["change", "range", "commit"])]
    pub(crate) event: Option<PathBuf>,
}

/// What a command is about, with what it was told to get there.
#[derive(Debug)]
pub(crate) struct Loaded {
    pub(crate) subject: Subject,
    pub(crate) args: SubjectArgs,
    pub(crate) event: Option<Event>,
}

/// Finds out about the subject, by the payload where there is one.
pub(crate) fn load(args: &EventArgs, asked: &SubjectArgs) -> Result<Loaded, CliError> {
    let Some(event) = read(args)? else {
        return Ok(Loaded {
            subject: subject::load(asked)?,
            args: asked.clone(),
            event: None,
        });
    };
    let args = meant(&event, asked)?;
    let mut subject = subject::load(&args)?;
    subject.change = add(&event, subject.change)?;
    Ok(Loaded {
        subject,
        args,
        event: Some(event),
    })
}

impl Loaded {
    /// Returns where policy and roster are read: after a push, from the target as it was before it.
    pub(crate) fn authority(&self, args: &AuthorityArgs) -> AuthorityArgs {
        let mut authority = args.clone();
        let pushed = self
            .event
            .as_ref()
            .filter(|event| event.kind == EventKind::Push);
        if let (None, Some(base)) = (
            &args.authority,
            pushed.and_then(|event| event.base.as_ref()),
        ) {
            authority.authority = Some(base.to_string());
        }
        authority
    }
}

/// Returns which change is meant, by the command line and the payload together.
fn meant(event: &Event, args: &SubjectArgs) -> Result<SubjectArgs, CliError> {
    let mut subject = args.clone();
    let target = agreed(
        "--target",
        args.target.as_ref(),
        event.target.as_ref(),
        |given, said| said == given || said.strip_prefix("refs/heads/") == Some(given.as_str()),
    )?;
    subject.target = target;
    if subject.repository.is_none() {
        subject.repository = repository(event, args)?;
    }
    if let (None, Some(repository), Some(source), Some(target)) = (
        &args.change_id,
        &subject.repository,
        &event.source,
        &event.target,
    ) {
        let id: Option<ChangeId> = format!("{repository}#{source}->{target}").parse().ok();
        subject.change_id = id;
    }
    match (&event.base, &event.head) {
        (Some(base), Some(head)) => subject.range = Some(format!("{base}..{head}")),
        (None, Some(head)) => subject.commit = Some(head.to_string()),
        (_, None) => {
            return Err(CliError::usage(
                "the event names no commit that is there afterwards; there is nothing to judge",
            ));
        }
    }
    Ok(subject)
}

/// Returns the name of the repository: the address of `origin`, which the payload has to confirm, else that of the
/// payload. Platforms do not look at the case of a path.
fn repository(event: &Event, args: &SubjectArgs) -> Result<Option<Name>, CliError> {
    let origin = Repository::open(&args.directory)?.remote_url("origin");
    let origin = origin.as_deref().and_then(name::normal);
    let said = event.repository.as_deref().and_then(name::normal);
    match (&origin, said) {
        (Some(origin), Some(said)) if !origin.eq_ignore_ascii_case(&said) => {
            let option = "--repository";
            Err(CliError::EventDiffers { option, said })
        }
        (None, said) => Ok(said.and_then(|said| said.parse().ok())),
        (Some(origin), _) => Ok(origin.parse().ok()),
    }
}

/// Reads the payload, if there is one.
fn read(args: &EventArgs) -> Result<Option<Event>, CliError> {
    let Some(file) = &args.event else {
        return Ok(None);
    };
    let bytes = output::read(file)?;
    let event = Agents::builtin().event(&bytes, Trust::Unauthenticated);
    let event = event.map_err(|error| CliError::document(&shown(file), error.problem()))?;
    for Diagnostic { code, path } in &event.diagnostics {
        output::complain(&format!("warning[{code}]: {}{}", shown(file), plain(path)));
    }
    Ok(Some(event))
}

/// Adds what the payload says about the change as a whole. What it says about commits, git knows better.
fn add(event: &Event, change: Change) -> Result<Change, CliError> {
    let mut facts = change.into_facts();
    let live = &mut facts.live;
    let mut participants = BTreeSet::new();
    participants.extend(live.participants.known().iter().cloned());
    participants.extend(
        event
            .participants
            .iter()
            .filter(|one| one.commits.is_empty())
            .cloned(),
    );
    let mut claims = BTreeSet::new();
    claims.extend(live.claims.known().iter().cloned());
    claims.extend(
        event
            .claims
            .iter()
            .filter(|one| one.commit.is_none())
            .cloned(),
    );
    let mut marks = BTreeSet::new();
    marks.extend(live.marks.known().iter().cloned());
    marks.extend(event.labels.iter().filter_map(|label| mark(label)));
    // What could not be read may have been about anybody and anything.
    let is_whole = event.diagnostics.is_empty();
    live.participants = listed(participants, is_whole && live.participants.is_whole());
    live.claims = listed(claims, is_whole && live.claims.is_whole());
    live.marks = listed(marks, is_whole && live.marks.is_whole());
    Ok(Change::new(facts)?)
}

/// Adds the decision to the file that the platform shows beside the job: the given one, or the one that GitHub names.
pub(crate) fn summarize(
    args: &EventArgs,
    file: Option<&Path>,
    markdown: &str,
) -> Result<(), CliError> {
    let named = std::env::var_os(SUMMARY).filter(|name| !name.is_empty() && args.event.is_some());
    match (file, named) {
        (Some(file), _) => append(file, markdown),
        (None, Some(file)) => append(Path::new(&file), markdown),
        (None, None) => Ok(()),
    }
}

fn append(file: &Path, markdown: &str) -> Result<(), CliError> {
    let failed = |error| CliError::file(&shown(file), &error);
    let mut summary = OpenOptions::new()
        .append(true)
        .create(true)
        .open(file)
        .map_err(failed)?;
    summary
        .write_all(format!("{}\n", markdown.trim_end()).as_bytes())
        .map_err(failed)
}

/// Returns what the command line says, or else the payload; the two may not differ.
fn agreed<T: ToString>(
    option: &'static str,
    given: Option<&String>,
    said: Option<&T>,
    agree: impl Fn(&String, &str) -> bool,
) -> Result<Option<String>, CliError> {
    let said = said.map(ToString::to_string);
    match (given, said) {
        (Some(given), Some(said)) if !agree(given, &said) => {
            Err(CliError::EventDiffers { option, said })
        }
        (Some(given), _) => Ok(Some(given.clone())),
        (None, said) => Ok(said),
    }
}

/// Returns the mark that a label makes: its letters and digits in lower case, everything else as `-`.
fn mark(label: &str) -> Option<Mark> {
    let word: String = label
        .chars()
        .map(|c| {
            if c.is_ascii_alphanumeric() {
                c.to_ascii_lowercase()
            } else {
                '-'
            }
        })
        .collect();
    word.trim_matches('-').parse().ok()
}

fn listed<T>(items: BTreeSet<T>, is_whole: bool) -> Listed<T> {
    let items = items.into_iter().collect();
    if is_whole {
        Listed::Whole(items)
    } else {
        Listed::Partial(items)
    }
}
