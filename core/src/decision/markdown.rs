//! The explanation for a pull request. Nothing that comes from outside can act as markup or mention anybody.

use std::collections::BTreeSet;

use super::sentence::{self, short};
use super::{Counted, DecisionRecord, Effect, ReasonCode, Status, Verdict, text};
use crate::text::markdown;

pub(super) fn render(record: &DecisionRecord) -> String {
    let escape = |text: &str| markdown(text, 400);
    let verdict = match record.verdict {
        Verdict::Allow => "ALLOW",
        Verdict::Deny => "DENY",
        Verdict::Hold => "HOLD",
    };
    let head = text::head(record);
    let rest = head
        .split_once("  ")
        .map(|(_, rest)| rest.trim())
        .unwrap_or_default();
    let mut lines = vec![format!("**{verdict}** {}", escape(rest)), String::new()];
    let told = [
        ReasonCode::ApprovalsMissing,
        ReasonCode::EvidenceMissing,
        ReasonCode::MustNotMet,
    ];
    for reason in &record.reasons {
        if reason.effect != Effect::Note && !told.contains(&reason.code) {
            lines.push(format!("- {}", escape(&sentence::of(reason))));
        }
    }
    let requirements: Vec<_> = record
        .requirements
        .iter()
        .filter(|one| one.status != Status::Covered)
        .collect();
    if !requirements.is_empty() {
        lines.push(String::new());
        lines.push("| | rule | why | asks | counted | could sign | not counted |".to_owned());
        lines.push("|---|---|---|---|---|---|---|".to_owned());
    }
    for requirement in requirements {
        let mark = match requirement.status {
            Status::Met => "✓",
            Status::Closed | Status::Waived => "–",
            Status::Covered | Status::Unmet => "✗",
        };
        let counted = requirement
            .counted
            .iter()
            .map(Counted::whom)
            .collect::<Vec<_>>()
            .join(", ");
        let candidates = requirement.candidates.as_ref();
        let named = candidates
            .iter()
            .flat_map(|list| &list.first)
            .map(|one| one.person.as_str());
        let could = named.collect::<Vec<_>>().join(", ");
        let total = candidates.map_or(0, |list| usize::try_from(list.total).unwrap_or(usize::MAX));
        let more = total.saturating_sub(candidates.map_or(0, |list| list.first.len()));
        let could = if more > 0 {
            format!("{could} and {more} more")
        } else {
            could
        };
        let lacks = requirement
            .not_counted
            .iter()
            .map(|one| format!("{}: {}", one.person, one.why()));
        let lacks = lacks.collect::<Vec<_>>().join("; ");
        lines.push(format!(
            "| {mark} | {} | {} | {} | {} | {} | {} |",
            escape(short(&requirement.rule)),
            escape(&requirement.why),
            escape(&requirement.asks),
            escape(&counted),
            escape(&could),
            escape(&lacks)
        ));
    }
    let shown = record.requirements.iter();
    let said: BTreeSet<(&str, String)> = shown.flat_map(text::comments).collect();
    if !said.is_empty() {
        lines.push(String::new());
    }
    for (person, comment) in said {
        lines.push(format!("- {person} says: {}", escape(&comment)));
    }
    let ignored = record
        .ignored
        .iter()
        .filter_map(|one| Some((one.person.as_ref()?, one)));
    let mut ignored: Vec<_> = ignored
        .take(20)
        .map(|(person, one)| {
            format!(
                "- not counted: {}: {}",
                escape(person.as_str()),
                escape(&one.why())
            )
        })
        .collect();
    if !ignored.is_empty() {
        lines.push(String::new());
        lines.append(&mut ignored);
    }
    let missing = &record.missing;
    if record.verdict == Verdict::Hold && !missing.people.is_empty() {
        lines.push(String::new());
        lines.push(format!(
            "Next: approval by {}",
            escape(&super::text::signers(record))
        ));
    }
    if record.verdict == Verdict::Hold && !missing.evidence.is_empty() {
        let types = missing.evidence.iter().map(|kind| kind.as_str());
        let types = types.collect::<Vec<_>>().join(", ");
        lines.push(String::new());
        lines.push(format!("Next: evidence: {}", escape(&types)));
    }
    if record.verdict == Verdict::Hold && !missing.facts.is_empty() {
        let facts = escape(&missing.facts.join(", "));
        lines.push(String::new());
        lines.push(format!("Next: find out: {facts}"));
    }
    if let Some(waited) = text::waited(record) {
        lines.push(String::new());
        lines.push(format!("Waits: {waited}"));
    }
    let notes = record
        .reasons
        .iter()
        .filter(|reason| reason.effect == Effect::Note);
    let notes: Vec<_> = notes
        .map(|reason| format!("- {}", escape(&sentence::of(reason))))
        .collect();
    if !notes.is_empty() {
        lines.push(String::new());
        lines.push("Notes:".to_owned());
        lines.extend(notes);
    }
    lines.push(String::new());
    lines.join("\n")
}
