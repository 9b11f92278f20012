//! The explanation for a terminal: verdict first, in our words only.

use super::sentence::{self, short};
use super::{
    About, Counted, DecisionRecord, Effect, ReasonCode, RequirementRecord, Status, Verdict,
};
use crate::digest::Algorithm;
use crate::provenance::InvolvementRange;
use crate::text::plain;

/// Where the second column starts.
const INDENT: &str = "      ";

pub(super) fn render(record: &DecisionRecord) -> String {
    let mut lines = vec![head(record)];
    lines.extend(made_by(record));
    let reasons = general(record, |effect| effect != Effect::Note);
    if !reasons.is_empty() {
        lines.push(String::new());
        lines.extend(reasons.iter().map(|text| format!("  ✗ {text}")));
    }
    let shown: Vec<_> = record
        .requirements
        .iter()
        .filter(|one| one.status != Status::Covered)
        .collect();
    if !shown.is_empty() {
        lines.push(String::new());
        for requirement in shown {
            lines.extend(requirement_lines(requirement));
        }
    }
    let ignored = record
        .ignored
        .iter()
        .filter(|one| one.person.is_some())
        .take(20);
    let mut ignored: Vec<String> = ignored
        .map(|one| {
            let person = one
                .person
                .as_ref()
                .map(|person| person.as_str())
                .unwrap_or_default();
            format!("{INDENT}not counted  {person}: {}", one.why())
        })
        .collect();
    if !ignored.is_empty() {
        lines.push(String::new());
        lines.append(&mut ignored);
    }
    lines.extend(next(record));
    lines.extend(waited(record).map(|waited| format!("  Waits  {waited}")));
    let notes = general(record, |effect| effect == Effect::Note);
    if !notes.is_empty() {
        lines.push(String::new());
        lines.extend(notes.iter().map(|text| format!("  note: {text}")));
    }
    lines.push(String::new());
    lines.join("\n")
}

/// `HOLD  3f2c9ab → production · checkout (tier 1)`
pub(super) fn head(record: &DecisionRecord) -> String {
    let verdict = match record.verdict {
        Verdict::Allow => "ALLOW",
        Verdict::Deny => "DENY ",
        Verdict::Hold => "HOLD ",
    };
    let Some(about) = &record.about else {
        return verdict.trim_end().to_owned();
    };
    let place = about
        .environment
        .as_ref()
        .map_or("no environment", |place| place.as_str());
    let mut line = format!("{verdict}  {} → {place}", subject(record));
    if let Some(profile) = &record.profile {
        let services = profile
            .services
            .iter()
            .map(|service| service.as_str())
            .collect::<Vec<_>>()
            .join(", ");
        if !services.is_empty() {
            line = format!("{line} · {services}");
        }
        if let Some(tier) = profile.tier {
            line = format!("{line} (tier {tier})");
        }
    }
    if record.verdict == Verdict::Allow {
        line = format!("{line}   ask again by {}", record.recheck_by);
    }
    line
}

/// What is decided about, as short as a reader knows it.
pub(super) fn subject(record: &DecisionRecord) -> String {
    let about = record.about.as_ref();
    about.map_or_else(|| "nothing".to_owned(), short_subject)
}

/// The beginning of the commit, or else of the change digest.
pub(crate) fn short_subject(about: &About) -> String {
    let commit = about
        .subjects
        .iter()
        .find_map(|set| set.digits(Algorithm::GitCommit));
    let digits = commit.map_or_else(|| about.change_digest.hex(), str::to_owned);
    digits.get(..7).unwrap_or(&digits).to_owned()
}

/// `1 line`, `2 lines`.
fn counted(number: u64, what: &str) -> String {
    let plural = if number == 1 { "" } else { "s" };
    format!("{number} {what}{plural}")
}

/// How far an AI was involved: `generated`, or `none at least, generated at most`.
pub(crate) fn involvement(range: &InvolvementRange) -> String {
    if range.floor == range.ceiling {
        range.floor.word().to_owned()
    } else {
        format!(
            "{} at least, {} at most",
            range.floor.word(),
            range.ceiling.word()
        )
    }
}

fn made_by(record: &DecisionRecord) -> Vec<String> {
    let Some(profile) = &record.profile else {
        return Vec::new();
    };
    let range = &profile.involvement;
    let involvement = involvement(range);
    let join = |words: &[String]| {
        words
            .iter()
            .map(|word| plain(word, 60))
            .collect::<Vec<_>>()
            .join(", ")
    };
    let mut by = vec![join(&profile.tools), join(&profile.models)];
    let authors = profile
        .authors
        .iter()
        .map(|author| author.as_str())
        .collect::<Vec<_>>()
        .join(", ");
    if !authors.is_empty() {
        let level = profile
            .author_level
            .as_ref()
            .map(|level| format!(" ({level})"))
            .unwrap_or_default();
        by.push(format!("for {authors}{level}"));
    }
    by.retain(|part| !part.is_empty());
    if by.is_empty() {
        by.push("somebody unknown".to_owned());
    }
    let size = match (profile.paths, profile.lines) {
        (Some(paths), Some(lines)) => format!(
            "   {} in {}",
            counted(lines, "line"),
            counted(paths, "path")
        ),
        (Some(paths), None) => format!("   {}", counted(paths, "path")),
        _ => String::new(),
    };
    vec![
        String::new(),
        format!("  Made by   {}   AI: {involvement}{size}", by.join(", ")),
    ]
}

/// Reasons that are not told by a requirement already.
fn general(record: &DecisionRecord, wanted: impl Fn(Effect) -> bool) -> Vec<String> {
    let told = [
        ReasonCode::ApprovalsMissing,
        ReasonCode::EvidenceMissing,
        ReasonCode::MustNotMet,
    ];
    let reasons = record.reasons.iter();
    reasons
        .filter(|reason| wanted(reason.effect) && !told.contains(&reason.code))
        .map(sentence::of)
        .collect()
}

fn requirement_lines(requirement: &RequirementRecord) -> Vec<String> {
    let met = requirement.status == Status::Met;
    let closed = requirement.status == Status::Closed;
    let waived = requirement.waived_by;
    let mark = match requirement.status {
        Status::Met => '✓',
        Status::Closed | Status::Waived => '–',
        Status::Covered | Status::Unmet => '✗',
    };
    let counted = requirement
        .counted
        .iter()
        .map(Counted::whom)
        .collect::<Vec<_>>()
        .join(", ");
    let asks = plain(&requirement.asks, 300);
    let state = match requirement.need {
        _ if closed => format!("closed   {asks}"),
        _ if let Some(by) = waived => format!("waived by {}   {asks}", by.word()),
        Some(need) => {
            let signed = u32::try_from(requirement.counted.len()).unwrap_or(u32::MAX);
            format!("{} of {need}   {asks}", signed.min(need))
        }
        None if met => format!("met      {asks}"),
        None => format!("not met  {asks}"),
    };
    let mut lines = vec![format!(
        "  {mark} {:<22} {state}",
        plain(short(&requirement.rule), 80)
    )];
    if !counted.is_empty() {
        lines.push(format!("{INDENT}counted      {counted}"));
    }
    for (person, comment) in comments(requirement) {
        lines.push(format!("{INDENT}says         {person}: {comment}"));
    }
    if met || closed || waived.is_some() {
        return lines;
    }
    if !requirement.alternatives.is_empty() {
        let ways = requirement.alternatives.iter();
        let ways: Vec<String> = ways.map(|way| way.saturating_add(1).to_string()).collect();
        let ways = ways.join(", ");
        lines.push(format!("{INDENT}in way       {ways}; one way is enough"));
    }
    lines.push(format!(
        "{INDENT}why          {}",
        plain(&requirement.why, 300)
    ));
    if requirement.raised > 0 {
        lines.push(format!("{INDENT}raised by    {}", requirement.raised));
    }
    if let Some(candidates) = &requirement.candidates {
        for (index, one) in candidates.first.iter().enumerate() {
            let label = if index == 0 { "could sign" } else { "" };
            let mut why: Vec<String> = one
                .owns
                .iter()
                .map(|service| format!("owner of {service}"))
                .collect();
            why.extend(one.level.iter().map(ToString::to_string));
            if one.on_call {
                why.push("on call".to_owned());
            }
            lines.push(format!(
                "{INDENT}{label:<12} {}   {}",
                one.person,
                why.join(", ")
            ));
        }
        let more = usize::try_from(candidates.total)
            .unwrap_or(usize::MAX)
            .saturating_sub(candidates.first.len());
        if more > 0 {
            lines.push(format!("{INDENT}{:<12} and {more} more", ""));
        }
        if candidates.total == 0 {
            lines.push(format!("{INDENT}could sign   nobody of the roster"));
        }
    }
    for one in &requirement.not_counted {
        lines.push(format!(
            "{INDENT}not counted  {}: {}",
            one.person,
            one.why()
        ));
    }
    lines
}

fn next(record: &DecisionRecord) -> Vec<String> {
    if record.verdict != Verdict::Hold || record.missing.is_empty() {
        return Vec::new();
    }
    let missing = &record.missing;
    let mut lines = vec![String::new()];
    if !missing.people.is_empty() {
        let proof = if missing.minimal == Some(true) {
            ""
        } else {
            " (perhaps fewer would do)"
        };
        lines.push(format!("  Next   approval by {}{proof}", signers(record)));
    }
    if !missing.evidence.is_empty() {
        let types = missing
            .evidence
            .iter()
            .map(|kind| kind.as_str())
            .collect::<Vec<_>>()
            .join(", ");
        lines.push(format!("  Next   evidence: {types}"));
    }
    if !missing.facts.is_empty() {
        lines.push(format!(
            "  Next   find out: {}",
            plain(&missing.facts.join(", "), 400)
        ));
    }
    lines
}

/// What those who count have said to the author, quoted.
pub(super) fn comments(requirement: &RequirementRecord) -> impl Iterator<Item = (&str, String)> {
    let counted = requirement.counted.iter();
    counted.filter_map(|one| {
        let comment = plain(one.comment.as_deref()?, 300);
        Some((one.person.as_str(), format!("“{comment}”")))
    })
}

/// Since when a change that is held has waited: `3h 20m, since 2026-03-10T09:00:00Z`.
pub(super) fn waited(record: &DecisionRecord) -> Option<String> {
    let since = record.profile.as_ref()?.requested_at?;
    let minutes = record
        .evaluated_at
        .unix()
        .checked_sub(since.unix())?
        .checked_div(60)?;
    let (hours, rest) = (minutes.checked_div(60)?, minutes.checked_rem(60)?);
    let (days, within) = (hours.checked_div(24)?, hours.checked_rem(24)?);
    let span = match (days, hours) {
        (0, 0) => format!("{minutes}m"),
        (0, _) => format!("{hours}h {rest}m"),
        _ => format!("{days}d {within}h"),
    };
    let is_waiting = record.verdict == Verdict::Hold && minutes >= 0;
    is_waiting.then(|| format!("{span}, since {since}"))
}

/// Who could sign: all of a smallest set, or any one of those who could where one is enough.
pub(super) fn signers(record: &DecisionRecord) -> String {
    let needed: Vec<&str> = record.missing.people.iter().map(|id| id.as_str()).collect();
    let unmet: Vec<&RequirementRecord> = record
        .requirements
        .iter()
        .filter(|requirement| requirement.status == Status::Unmet)
        .collect();
    let candidates = match (needed.as_slice(), unmet.as_slice()) {
        ([_], [only]) => only.candidates.as_ref(),
        _ => None,
    };
    let Some(candidates) = candidates.filter(|list| list.total > 0) else {
        return listed(&needed, "and");
    };
    let mut names: Vec<&str> = candidates
        .first
        .iter()
        .map(|one| one.person.as_str())
        .collect();
    if usize::try_from(candidates.total).unwrap_or(usize::MAX) > names.len() {
        names.push("another");
    }
    listed(&names, "or")
}

fn listed(names: &[&str], word: &str) -> String {
    match names {
        [] => String::new(),
        [only] => (*only).to_owned(),
        [first @ .., last] => format!("{} {word} {last}", first.join(", ")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_of_names() {
        assert_eq!(listed(&["carol"], "or"), "carol");
        assert_eq!(listed(&["carol", "dave"], "or"), "carol or dave");
        assert_eq!(listed(&["a", "b", "c"], "and"), "a, b and c");
    }
}
