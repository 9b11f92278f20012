//! The brief for a terminal: what can break first, what to look at last. What comes from outside is escaped and cut.

use super::{Brief, HotReason};
use crate::change::{EvidenceResult, Who};
use crate::decision::Status;
use crate::fact::{Fact, Origin};
use crate::text::plain;

/// How many of each thing fit the screen.
const SHOWN: usize = 5;

/// A row: what it is about, and what is known.
pub(super) type Row = (&'static str, String);

pub(super) fn render(brief: &Brief) -> String {
    let mut lines = vec![format!("BRIEF  {}", head(brief)), String::new()];
    let row = |(label, text): Row| format!("  {label:<12} {text}");
    lines.extend(risk(brief).into_iter().map(row));
    lines.push(String::new());
    lines.extend(made(brief).into_iter().map(row));
    lines.push(String::new());
    lines.extend(asked(brief).into_iter().map(row));
    lines.push(String::new());
    lines.push("  Before you sign".to_owned());
    for check in &brief.checklist {
        let mark = if check.required { '*' } else { ' ' };
        lines.push(format!(
            "  [ ]{mark}{:<20} {}",
            check.code.as_str(),
            check.question
        ));
    }
    if brief.checklist.iter().any(|check| check.required) {
        lines.push("  * an approval counts only if it acknowledges this".to_owned());
    }
    lines.push(String::new());
    lines.join("\n")
}

/// `3f2c9ab → production · checkout (tier 1)`
pub(super) fn head(brief: &Brief) -> String {
    let subject = crate::decision::short_subject(&brief.about);
    let place = brief.about.environment.as_ref();
    let place = place.map_or("no environment", |place| place.as_str());
    let services = joined(brief.services.iter().map(|one| one.as_str().to_owned()));
    let tier = brief.tier.map_or_else(
        || "tier not known".to_owned(),
        |tier| format!("tier {tier}"),
    );
    let services = if services.is_empty() {
        "no service known".to_owned()
    } else {
        services
    };
    format!("{subject} → {place} · {services} ({tier})")
}

/// What can break, and how far.
pub(super) fn risk(brief: &Brief) -> Vec<Row> {
    let fact = |fact: &Fact<bool>, yes: &str, no: &str| {
        said(fact, |is| (if *is { yes } else { no }).to_owned())
    };
    let mut rows = vec![
        ("Reaches", said(&brief.blast, word)),
        ("Rollout", said(&brief.rollout, word)),
        (
            "Undo",
            fact(&brief.reversible, "can be undone", "CANNOT BE UNDONE"),
        ),
        ("Destroys", fact(&brief.destructive, "YES", "nothing")),
    ];
    let destroyed = brief.destroys.len();
    for name in brief.destroys.iter().take(SHOWN) {
        rows.push(("", plain(name, 120)));
    }
    if destroyed > SHOWN {
        rows.push(("", format!("and {} more", destroyed.saturating_sub(SHOWN))));
    }
    if !brief.resources.is_empty() {
        let counts = brief.resources.iter();
        let counts = counts.map(|(action, count)| format!("{count} {}", action.word()));
        rows.push(("Resources", joined(counts)));
    }
    let kinds = joined(brief.kinds.iter().map(|kind| kind.word().to_owned()));
    let kinds = if kinds.is_empty() {
        "not known".to_owned()
    } else {
        kinds
    };
    rows.push(("Kinds", kinds));
    let size = match (brief.paths, brief.lines) {
        (Some(paths), Some(lines)) => {
            format!("{} in {}", counted(lines, "line"), counted(paths, "path"))
        }
        (Some(paths), None) => format!("{}, lines not known", counted(paths, "path")),
        (None, _) => "not known".to_owned(),
    };
    rows.push(("Size", size));
    for (index, hot) in brief.hot.iter().enumerate() {
        let why = match hot.why {
            HotReason::Gate => "controls the gate".to_owned(),
            HotReason::Odd => "odd name".to_owned(),
            HotReason::Large => counted(hot.lines.unwrap_or_default(), "line"),
        };
        let label = if index == 0 { "Look at" } else { "" };
        rows.push((label, format!("{}   {why}", plain(&hot.path, 120))));
    }
    rows
}

/// Returns a number with the word for what is counted.
fn counted(number: u64, word: &str) -> String {
    let ending = if number == 1 { "" } else { "s" };
    format!("{number} {word}{ending}")
}

/// Who and what made it.
pub(super) fn made(brief: &Brief) -> Vec<Row> {
    let involvement = crate::decision::involvement(&brief.involvement);
    let mut rows = vec![("AI", involvement)];
    for claim in brief.claims.iter().take(SHOWN) {
        let operator = claim
            .operator
            .as_ref()
            .map(|one| format!("for {}", one.as_str()));
        let parts = [claim.tool.clone(), claim.model.clone(), operator];
        let parts = parts.into_iter().flatten().map(|part| plain(&part, 60));
        rows.push((
            "",
            format!("{}: {}", claim.involvement.word(), joined(parts)),
        ));
        if let Some(rationale) = &claim.rationale {
            rows.push(("AI's words", format!("“{}”", plain(rationale, 300))));
        }
    }
    if brief.claims.len() > SHOWN {
        rows.push((
            "",
            format!(
                "and {} more claims",
                brief.claims.len().saturating_sub(SHOWN)
            ),
        ));
    }
    for (index, part) in brief.people.iter().take(SHOWN).enumerate() {
        let who = match &part.who {
            Who::Principal(id) => id.as_str().to_owned(),
            Who::Account(account) => plain(account.as_str(), 80),
        };
        let label = if index == 0 { "People" } else { "" };
        rows.push((label, format!("{who}, {}", word(&part.role))));
    }
    if brief.people.len() > SHOWN {
        rows.push((
            "",
            format!("and {} more", brief.people.len().saturating_sub(SHOWN)),
        ));
    }
    for comment in brief.comments.iter().take(SHOWN) {
        rows.push((
            "Says",
            format!("{}: “{}”", comment.person, plain(&comment.text, 300)),
        ));
    }
    rows
}

/// What was tested, and what is asked.
pub(super) fn asked(brief: &Brief) -> Vec<Row> {
    let mut rows = Vec::new();
    for (index, one) in brief.evidence.iter().enumerate() {
        let label = if index == 0 { "Tested" } else { "" };
        let mark = if one.result == EvidenceResult::Passed {
            "✓"
        } else {
            "✗"
        };
        let vouched = if one.trusted { "" } else { ", declared only" };
        rows.push((
            label,
            format!(
                "{mark} {} {} {}{vouched}",
                one.kind.as_str(),
                word(&one.result),
                one.at
            ),
        ));
    }
    if brief.evidence.is_empty() {
        rows.push(("Tested", "no record of any check".to_owned()));
    }
    let missing = joined(
        brief
            .evidence_missing
            .iter()
            .map(|one| one.as_str().to_owned()),
    );
    if !missing.is_empty() {
        rows.push(("Not tested", missing));
    }
    if !brief.facts_missing.is_empty() {
        rows.push((
            "Not known",
            plain(&joined(brief.facts_missing.iter().cloned()), 300),
        ));
    }
    let shown = brief
        .requirements
        .iter()
        .filter(|one| one.status != Status::Covered);
    for (index, one) in shown.enumerate() {
        let label = if index == 0 { "Asked" } else { "" };
        let mark = if one.status == Status::Met {
            "✓"
        } else {
            "✗"
        };
        rows.push((
            label,
            format!(
                "{mark} {}   {}",
                plain(&one.asks, 160),
                plain(&one.why, 160)
            ),
        ));
    }
    rows
}

/// A fact with the weight that it has.
fn said<T>(fact: &Fact<T>, words: impl Fn(&T) -> String) -> String {
    match (fact.value(), fact.origin()) {
        (Some(value), Some(Origin::Declared)) => format!("{} (declared only)", words(value)),
        (Some(value), _) => words(value),
        (None, _) => "not known".to_owned(),
    }
}

/// The word for a value on the wire.
fn word<T: serde::Serialize>(value: &T) -> String {
    crate::json::to_string(value).trim_matches('"').to_owned()
}

fn joined(parts: impl Iterator<Item = String>) -> String {
    parts.collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use super::counted;

    #[test]
    fn one_is_not_several() {
        let said = [0, 1, 2].map(|number| counted(number, "path"));
        assert_eq!(said, ["0 paths", "1 path", "2 paths"]);
    }
}
