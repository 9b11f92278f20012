//! What is shown of documents and their signatures.

use std::fmt::Write as _;
use std::path::Path;

use foureyes::authority::{DocumentKind, Followed, Quorum};

use super::Paper;
use crate::output::{plain, shown};

/// What is about to be signed.
pub(super) fn paper(kind: DocumentKind, paper: &Paper, file: &Path) -> String {
    format!(
        "{}\n\nTo be signed: {} `{}`, version {}, in `{}`\n{}",
        plain_lines(&paper.text),
        kind.word(),
        plain(&paper.id),
        paper.version,
        shown(file),
        paper.digest
    )
}

/// Text from outside, line by line, with what cannot be printed escaped.
fn plain_lines(text: &str) -> String {
    text.lines().map(plain).collect::<Vec<_>>().join("\n")
}

/// Who has signed what.
pub(super) fn followed(
    kind: DocumentKind,
    followed: &Followed,
    commits: &[String],
    is_anchored: bool,
) -> String {
    let mut text = String::new();
    for step in followed.steps.iter().filter(|step| step.kind == kind) {
        let commit = commits
            .get(step.state)
            .map_or("", |id| id.get(..12).unwrap_or(id));
        let _ = write!(text, "{commit} {} version {}: ", kind.word(), step.version);
        let _ = match step.fault {
            None if step.before.is_none() && step.after.is_none() => write!(text, "in force"),
            None => write!(text, "in force, signed"),
            Some(fault) => write!(text, "not in force: {} ({})", fault.meaning(), fault.code()),
        };
        for (who, quorum) in [("before", &step.before), ("with it", &step.after)] {
            if let Some(quorum) = quorum {
                let _ = write!(text, "\n  of the roster {who}: {}", people(quorum));
            }
        }
        let _ = write!(text, "\n  {}\n", step.digest);
    }
    let fault = match kind {
        DocumentKind::Policy => followed.policy,
        DocumentKind::Roster => followed.roster,
    };
    match fault {
        None => text.push_str("What stands there now is in force.\n"),
        Some(fault) => {
            let _ = writeln!(
                text,
                "What stands there now is not in force: {}",
                fault.meaning()
            );
        }
    }
    if !is_anchored {
        text.push_str(
            "No anchor is given: whoever could write the ref could have written this roster.\n",
        );
    }
    text
}

fn people(quorum: &Quorum) -> String {
    let names: Vec<_> = quorum.people.iter().map(ToString::to_string).collect();
    let of = format!("{} of {}", names.len(), quorum.threshold);
    if names.is_empty() {
        of
    } else {
        format!("{of}: {}", names.join(", "))
    }
}
