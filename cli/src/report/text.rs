//! The report as text and as Markdown.

use foureyes::id::PrincipalId;

use super::found::{Report, Row};
use crate::detect::{Shares, cut, share};

/// The most rows of one part.
const MOST: usize = 15;

/// One part of a report: a title and rows of name, count and share.
#[derive(Debug)]
pub(super) struct Part {
    pub(super) title: &'static str,
    pub(super) rows: Vec<(String, u64, u64)>,
    pub(super) more: usize,
}

/// Returns the sentences that say it all.
pub(super) fn sentences(report: &Report) -> Vec<String> {
    let total = report.total;
    let mut lines = vec![
        format!(
            "{} changes with {} commits from {} to {}",
            total.changes,
            report.commits,
            day(&report.from),
            day(&report.now)
        ),
        format!(
            "{} of them say that AI took part ({})",
            total.ai,
            share(total.ai, total.changes)
        ),
        format!(
            "{} would have waited for a senior under senior-signoff ({})",
            total.needs_senior,
            share(total.needs_senior, total.changes)
        ),
    ];
    if let Some(nobody) = report.nobody_could {
        lines.push(format!(
            "{nobody} of those nobody in the roster could have released"
        ));
    }
    lines
}

/// Returns what a reader has to know beside the figures.
pub(super) fn notes(report: &Report) -> Vec<String> {
    let mut notes = report.assumptions.clone();
    if report.is_shallow {
        notes.push("this clone is shallow: older commits are not here".to_owned());
    }
    if report.has_more {
        notes.push("the history is longer than is looked at".to_owned());
    }
    for passed in report.passed_over.iter().take(MOST) {
        let short = passed.commit.get(..7).unwrap_or(&passed.commit);
        notes.push(format!("nothing is said of {short}: {}", passed.code));
    }
    let more = report.passed_over.len().saturating_sub(MOST);
    if more > 0 {
        notes.push(format!("and nothing of {more} more"));
    }
    notes
}

/// Returns the parts that have something in them.
pub(super) fn parts(report: &Report) -> Vec<Part> {
    let changes = report.total.changes;
    let shares = |title, shares: &Shares, of: u64| {
        let rows = shares
            .iter()
            .map(|(name, count)| (name.clone(), *count, of));
        part(title, rows.collect())
    };
    let folders = report.by_path.iter().filter(|(_, count)| count.ai > 0);
    let folders = folders.map(|(name, count)| (name.clone(), count.ai, count.changes));
    let parts = [
        shares("AI by involvement", &report.by_involvement, changes),
        shares("AI by tool", &report.by_tool, changes),
        shares("AI by model", &report.by_model, changes),
        part(
            "AI by folder, of the changes that touch it",
            folders.collect(),
        ),
        shares(
            "Rules that would have asked for a signature",
            &report.by_rule,
            changes,
        ),
        shares(
            "Who could have released what waited for a senior",
            &report.could_release,
            report.total.needs_senior,
        ),
    ];
    parts
        .into_iter()
        .filter(|part| !part.rows.is_empty())
        .collect()
}

fn part(title: &'static str, mut rows: Vec<(String, u64, u64)>) -> Part {
    rows.sort_by(|one, other| other.1.cmp(&one.1).then_with(|| one.0.cmp(&other.0)));
    let more = rows.len().saturating_sub(MOST);
    rows.truncate(MOST);
    Part { title, rows, more }
}

/// Returns the newest changes that would have waited, and how many more there are.
pub(super) fn waiting(report: &Report) -> (Vec<&Row>, usize) {
    let waiting = report.changes.iter().filter(|row| row.needs_senior);
    let more = waiting.clone().count().saturating_sub(MOST);
    (waiting.take(MOST).collect(), more)
}

/// Returns who could have released a change, in a few words.
pub(super) fn could(row: &Row) -> String {
    let names: Vec<_> = row
        .could_release
        .iter()
        .take(5)
        .map(PrincipalId::as_str)
        .collect();
    let more = row.could_release.len().saturating_sub(names.len());
    match more {
        0 => names.join(", "),
        _ => format!("{} and {more} more", names.join(", ")),
    }
}

/// Returns the day of an instant.
pub(super) fn day(at: &foureyes::Timestamp) -> String {
    at.to_string().chars().take(10).collect()
}

/// Returns the report for a terminal.
pub(super) fn plain(report: &Report) -> String {
    let mut lines = sentences(report);
    for part in parts(report) {
        lines.push(format!("\n{}", part.title));
        for (name, count, of) in &part.rows {
            let share = share(*count, *of);
            lines.push(format!(
                "  {:<40}{count:>7}  {share:>7} of {of}",
                cut(name, 39)
            ));
        }
        if part.more > 0 {
            lines.push(format!("  and {} more", part.more));
        }
    }
    let (rows, more) = waiting(report);
    if !rows.is_empty() {
        lines.push("\nWould have waited for a senior, newest first".to_owned());
    }
    for row in rows {
        let short = row.commit.get(..7).unwrap_or(&row.commit);
        let date = row.date.as_ref().map(day).unwrap_or_default();
        let tools = cut(&row.tools.join("+"), 20);
        let title = cut(&row.title, 50);
        lines.push(format!(
            "  {short}  {date:<10}  {:<11}{tools:<21}{title:<51}{}",
            row.involvement.word(),
            could(row)
        ));
    }
    if more > 0 {
        lines.push(format!(
            "  and {more} more; `--format json` has all of them"
        ));
    }
    lines.push(String::new());
    lines.extend(notes(report).iter().map(|note| format!("note: {note}")));
    let lines: Vec<_> = lines.iter().map(|line| line.trim_end()).collect();
    lines.join("\n")
}

/// Returns the report in Markdown.
pub(super) fn markdown(report: &Report) -> String {
    let mut lines = vec!["## What AI did".to_owned(), String::new()];
    lines.extend(sentences(report).iter().map(|line| format!("- {line}")));
    for part in parts(report) {
        lines.push(format!(
            "\n### {}\n\n| | changes | share |\n|---|---:|---:|",
            part.title
        ));
        for (name, count, of) in &part.rows {
            let name = escaped(&cut(name, 60));
            lines.push(format!(
                "| {name} | {count} of {of} | {} |",
                share(*count, *of)
            ));
        }
        if part.more > 0 {
            lines.push(format!("| and {} more | | |", part.more));
        }
    }
    let (rows, more) = waiting(report);
    if !rows.is_empty() {
        lines.push(
            "\n### Would have waited for a senior, newest first\n\n\
             | commit | date | AI | tool | title | could release |\n|---|---|---|---|---|---|"
                .to_owned(),
        );
    }
    for row in rows {
        let short = row.commit.get(..7).unwrap_or(&row.commit);
        let date = row.date.as_ref().map(day).unwrap_or_default();
        lines.push(format!(
            "| {short} | {date} | {} | {} | {} | {} |",
            row.involvement.word(),
            escaped(&cut(&row.tools.join("+"), 40)),
            escaped(&cut(&row.title, 80)),
            escaped(&could(row))
        ));
    }
    if more > 0 {
        lines.push(format!("\nAnd {more} more."));
    }
    lines.push("\n### What is assumed\n".to_owned());
    lines.extend(
        notes(report)
            .iter()
            .map(|note| format!("- {}", escaped(note))),
    );
    lines.join("\n")
}

/// Text that is no markup, no link and no mention in Markdown.
fn escaped(text: &str) -> String {
    let mut shown = String::new();
    for c in text.chars() {
        match c {
            '<' | '>' | '&' | '@' | '#' | ':' | '|' => {
                shown.push_str(&format!("&#{};", u32::from(c)));
            }
            _ if c.is_ascii_punctuation() && !"., -/".contains(c) => {
                shown.push('\\');
                shown.push(c);
            }
            _ => shown.push(c),
        }
    }
    shown
}
