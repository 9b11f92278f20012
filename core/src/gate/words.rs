//! Requirements in words.

use super::eligible::Seat;
use super::need::Need;
use crate::id::EvidenceType;
use crate::policy::{LevelAsk, Requirement, Selector, SelectorNot};

/// The stable code of a requirement: its name, or what it asks.
pub(super) fn name(requirement: &Requirement) -> String {
    if let Some(name) = &requirement.name {
        return name.to_string();
    }
    match (&requirement.approvals, &requirement.evidence) {
        (Some(count), _) => format!("approvals:{count}"),
        (None, Some(types)) => types
            .as_slice()
            .iter()
            .map(EvidenceType::as_str)
            .collect::<Vec<_>>()
            .join("+"),
        (None, None) => match (requirement.wait, &requirement.review) {
            (Some(span), _) => format!("wait:{span}"),
            (None, Some(review)) => format!("review:{}", review.within),
            (None, None) => "must".to_owned(),
        },
    }
}

/// What a requirement asks of people.
pub(super) fn asks(need: &Need<'_>) -> String {
    let people = if need.shape.count == 1 {
        "person"
    } else {
        "people"
    };
    let mut text = format!("{} {people}", need.shape.count);
    if let Some(from) = &need.requirement.from {
        text = format!("{text}, {}", selector(from, None));
    }
    for (seat, count) in need.seats.iter().zip(&need.shape.seats) {
        text = format!("{text}, among them {count} {}", member(seat));
    }
    let with = need.requirement.with.as_ref();
    if let Some(assurance) = with.and_then(|with| with.assurance) {
        text = format!("{text}, signature {}", assurance.word());
    }
    if let Some(meaning) = with.and_then(|with| with.meaning.as_ref()) {
        text = format!("{text}, meaning {meaning}");
    }
    if let Some(age) = with.and_then(|with| with.max_age) {
        text = format!("{text}, signed at most {age} ago");
    }
    text
}

/// What is asked of one member of a requirement.
pub(super) fn member(seat: &Seat<'_>) -> String {
    selector(
        seat.selector,
        seat.service.as_ref().map(|service| service.as_str()),
    )
}

/// What is asked of somebody.
pub(super) fn selector(selector: &Selector, service: Option<&str>) -> String {
    let mut words = Vec::new();
    match &selector.level {
        Some(LevelAsk::AtLeast(level)) => words.push(format!("level {level} or above")),
        Some(LevelAsk::AboveAuthor) => words.push("level above every author".to_owned()),
        None => {}
    }
    words.extend(selector.role.as_ref().map(|role| format!("role {role}")));
    words.extend(selector.team.as_ref().map(|team| format!("team {team}")));
    if selector.owns.is_some() {
        words.push(format!(
            "owner of {}",
            service.unwrap_or("every touched service")
        ));
    }
    words.extend(selector.held_for.map(|span| format!("held for {span}")));
    let trainings = selector.trained.iter().flat_map(|list| list.as_slice());
    words.extend(trainings.map(|training| format!("trained {training}")));
    if selector.not == Some(SelectorNot::Executor) {
        words.push("not the executor".to_owned());
    }
    words.join(", ")
}
