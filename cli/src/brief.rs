//! `foureyes brief`: the reviewer's one screen, and the diff below it.

use std::fmt::Write as _;

use clap::Args;
use foureyes::Timestamp;
use foureyes::change::PathChange;
use imara_diff::{Algorithm, BasicLineDiffPrinter, Diff, InternedInput, UnifiedDiffConfig};

use crate::authority::{self, AuthorityArgs};
use crate::check::Case;
use crate::clock;
use crate::error::CliError;
use crate::event::{self, EventArgs};
use crate::exit::Exit;
use crate::git::Repository;
use crate::output::{self, Form, plain};
use crate::statements::{self, StatementsArgs};
use crate::subject::{Subject, SubjectArgs};

/// The most bytes of one file that are compared.
const LARGEST: u64 = 1 << 20;
/// The most lines of a diff that are shown.
const LINES: usize = 2_000;

/// What to show, by what it is judged, and how.
#[derive(Args, Debug)]
pub(crate) struct BriefArgs {
    #[command(flatten)]
    subject: SubjectArgs,
    #[command(flatten)]
    authority: AuthorityArgs,
    #[command(flatten)]
    statements: StatementsArgs,
    #[command(flatten)]
    event: EventArgs,
    /// Shows it as of this instant, such as 2026-03-01T12:00:00Z
    #[arg(long, value_name = "TIME")]
    now: Option<Timestamp>,
    /// How to show it
    #[arg(long, value_enum, default_value_t = Form::Text)]
    format: Form,
    /// Leaves the diff out
    #[arg(long)]
    no_diff: bool,
}

/// Shows the brief. It decides nothing: the exit code tells only whether there is one.
pub(crate) fn run(args: &BriefArgs) -> Result<Exit, CliError> {
    let loaded = event::load(&args.event, &args.subject)?;
    let (subject, authority_args) = (&loaded.subject, loaded.authority(&args.authority));
    let authority = authority::load(&authority_args, subject)?;
    let now = match args.now {
        Some(now) => now,
        None => clock::now()?,
    };
    let gate = authority.gate(now)?.ok_or(CliError::NoAuthority)?;
    let envelopes = statements::load(&args.statements, subject.repository.as_ref())?;
    let statements = gate.verify(&envelopes);
    let case = Case {
        args: &authority_args,
        subject,
        authority: &authority,
        gate: &gate,
    };
    let brief = gate.brief(&case.request(&statements, now));
    let mut text = match args.format {
        Form::Json => brief.to_json(),
        Form::Markdown => brief.to_markdown(),
        Form::Text => brief.explain(),
    };
    if args.format == Form::Text && !args.no_diff {
        text.push_str(&diff(subject)?);
    }
    output::say(&text)?;
    Ok(Exit::Allow)
}

/// What changes, file by file. What is no text, too large, or beyond the last line is named, never left out.
fn diff(subject: &Subject) -> Result<String, CliError> {
    let (Some(repository), Some(commits)) = (&subject.repository, &subject.commits) else {
        return Ok(String::new());
    };
    let mut text = "\n".to_owned();
    let mut left = LINES;
    for entry in subject.change.exact().paths.known() {
        let old = entry.old_path.as_ref().unwrap_or(&entry.path);
        let before = match &commits.base {
            Some(base) => read(repository, base, old.as_bytes())?,
            None => Some(Vec::new()),
        };
        let after = read(repository, &commits.head, entry.path.as_bytes())?;
        let body = match (before, after) {
            (Some(before), Some(after)) => unified(&before, &after),
            _ => None,
        };
        let name = plain(&entry.path.to_string());
        // A string takes everything that is written to it.
        let _ = writeln!(text, "--- {}\n+++ {name}", plain(&old.to_string()));
        let Some(body) = body else {
            let _ = writeln!(text, "{}", unshown(entry));
            continue;
        };
        let lines = body.lines().count();
        for line in body.lines().take(left) {
            let _ = writeln!(text, "{}", shown(line));
        }
        if lines > left {
            let rest = lines.saturating_sub(left);
            let _ = writeln!(text, "… {rest} more lines of {name} are not shown");
        }
        left = left.saturating_sub(lines);
    }
    Ok(text)
}

fn unshown(entry: &PathChange) -> String {
    match entry.bytes {
        Some(bytes) => format!("no text, or too large: {bytes} bytes"),
        None => "no text, or too large".to_owned(),
    }
}

/// The bytes of a file: none where it is not there, nothing where it is no file or too large.
fn read(repository: &Repository, commit: &str, path: &[u8]) -> Result<Option<Vec<u8>>, CliError> {
    match repository.read_file(commit, path, LARGEST) {
        Ok(found) => Ok(Some(found.unwrap_or_default())),
        Err(error) if error.is_about_the_file() => Ok(None),
        Err(error) => Err(error.into()),
    }
}

fn unified(before: &[u8], after: &[u8]) -> Option<String> {
    let before = std::str::from_utf8(before)
        .ok()
        .filter(|text| !text.contains('\0'))?;
    let after = std::str::from_utf8(after)
        .ok()
        .filter(|text| !text.contains('\0'))?;
    let input = InternedInput::new(before, after);
    let mut diff = Diff::compute(Algorithm::Histogram, &input);
    diff.postprocess_lines(&input);
    let printer = BasicLineDiffPrinter(&input.interner);
    let unified = diff.unified_diff(&printer, UnifiedDiffConfig::default(), &input);
    Some(unified.to_string())
}

/// A line with its tabs, and nothing else that a terminal would obey.
fn shown(line: &str) -> String {
    line.split('\t').map(plain).collect::<Vec<_>>().join("\t")
}
