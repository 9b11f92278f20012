//! The table and the summary, for a terminal.

use std::collections::BTreeSet;

use foureyes::provenance::{ClaimBasis, Involvement};

use super::row::Row;
use super::{Detected, Shares};
use crate::output::plain;

/// The most rows of one part of the summary.
const MOST: usize = 15;

/// Returns the text. What comes from commits is escaped and cut.
pub(super) fn render(found: &Detected) -> String {
    let mut lines = Vec::new();
    if found.commits.is_empty() {
        lines.push("no commits here".to_owned());
    } else {
        lines.push(format!(
            "{:<9}{:<12}{:<11}{:<11}{:<28}title",
            "commit", "date", "AI", "known by", "tool, model"
        ));
    }
    lines.extend(found.commits.iter().map(line));
    let summary = &found.summary;
    if !found.commits.is_empty() {
        lines.push(String::new());
        lines.push(format!(
            "{} commits: {} say that AI took part ({}), {} say that it did not, {} say nothing",
            summary.commits,
            summary.ai,
            share(summary.ai, summary.commits),
            summary.none,
            summary.silent
        ));
    }
    for (title, shares) in [
        ("by involvement", &summary.by_involvement),
        ("by tool", &summary.by_tool),
        ("by model", &summary.by_model),
    ] {
        lines.extend(part(title, shares, summary.commits));
    }
    lines.extend(folders(found));
    if summary.unreadable > 0 {
        lines.push(format!(
            "note: {} commits break git's rules and could not be read",
            summary.unreadable
        ));
    }
    if summary.silent > 0 {
        lines.push("note: a commit that says nothing is not known to be without AI".to_owned());
    }
    if found.is_shallow {
        lines.push("note: this clone is shallow: older commits are not here".to_owned());
    }
    if found.has_more {
        lines.push("note: there are older commits; `--last N` looks at more".to_owned());
    }
    lines.join("\n")
}

fn line(row: &Row) -> String {
    let short = row.commit.get(..7).unwrap_or(&row.commit);
    let date = row.date.map(|date| date.to_string()).unwrap_or_default();
    let date = date.get(..10).unwrap_or("-");
    let (ai, basis) = if row.is_unreadable {
        ("unreadable", "")
    } else {
        (
            row.involvement.map_or("-", Involvement::word),
            row.basis.map_or("", word),
        )
    };
    let names = [&row.tools, &row.models].map(joined);
    let names: Vec<_> = names.into_iter().filter(|one| !one.is_empty()).collect();
    let made = cut(&names.join(", "), 27);
    let merge = if row.is_merge { "(merge) " } else { "" };
    let title = cut(&row.title, 60);
    format!("{short:<9}{date:<12}{ai:<11}{basis:<11}{made:<28}{merge}{title}")
        .trim_end()
        .to_owned()
}

fn joined(names: &BTreeSet<String>) -> String {
    names
        .iter()
        .map(String::as_str)
        .collect::<Vec<_>>()
        .join("+")
}

const fn word(basis: ClaimBasis) -> &'static str {
    match basis {
        ClaimBasis::Attested => "attested",
        ClaimBasis::Declared => "declared",
        ClaimBasis::Heuristic => "heuristic",
        ClaimBasis::Identity => "identity",
        ClaimBasis::Platform => "platform",
    }
}

/// Returns text from outside, printable, and not longer than `most` characters.
pub(crate) fn cut(text: &str, most: usize) -> String {
    let shown = plain(text);
    if shown.chars().count() <= most {
        return shown;
    }
    let mut short: String = shown.chars().take(most.saturating_sub(1)).collect();
    short.push('…');
    short
}

fn part(title: &str, shares: &Shares, of: u64) -> Vec<String> {
    let mut rows: Vec<_> = shares.iter().collect();
    rows.sort_by(|one, other| other.1.cmp(one.1).then(one.0.cmp(other.0)));
    let mut lines = Vec::new();
    if !rows.is_empty() {
        lines.push(format!("\n{title}"));
    }
    for (name, count) in rows.iter().take(MOST) {
        let share = share(**count, of);
        lines.push(format!("  {:<34}{count:>7}  {share:>6}", cut(name, 33)));
    }
    lines.extend(rest(rows.len()));
    lines
}

fn folders(found: &Detected) -> Vec<String> {
    let rows = found.summary.by_path.iter();
    let mut rows: Vec<_> = rows.filter(|(_, folder)| folder.ai > 0).collect();
    rows.sort_by(|one, other| other.1.ai.cmp(&one.1.ai).then(one.0.cmp(other.0)));
    let mut lines = Vec::new();
    if !rows.is_empty() {
        lines.push("\nby path: commits with AI, of those that touch it".to_owned());
        for (name, folder) in rows.iter().take(MOST) {
            let share = share(folder.ai, folder.commits);
            let (ai, commits) = (folder.ai, folder.commits);
            lines.push(format!(
                "  {:<34}{ai:>7}  {share:>6} of {commits}",
                cut(name, 33)
            ));
        }
        lines.extend(rest(rows.len()));
    }
    lines.push(String::new());
    lines
}

fn rest(rows: usize) -> Option<String> {
    let more = rows.saturating_sub(MOST);
    (more > 0).then(|| format!("  and {more} more"))
}

/// Returns a share in percent, with one decimal: `12.5 %`.
pub(crate) fn share(part: u64, whole: u64) -> String {
    let half = whole / 2;
    let tenths = part.saturating_mul(1000).saturating_add(half);
    let tenths = tenths.checked_div(whole).unwrap_or_default();
    let (ones, rest) = (tenths.div_euclid(10), tenths.rem_euclid(10));
    format!("{ones}.{rest} %")
}
