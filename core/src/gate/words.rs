//! Requirements in words.

use super::eligible::Seat;
use super::need::Need;
use crate::decision::SharedText;
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

/// A requirement that asks for people, in words: where they are the same for every change.
#[derive(Debug)]
pub(super) struct Words {
    /// What it asks, unless its counts are raised.
    asks: SharedText,
    /// What is asked of each of its members.
    members: Vec<SharedText>,
}

impl Words {
    /// `None` where nobody is asked for, or owners of what the change touches.
    pub(super) fn new(requirement: &Requirement) -> Option<Self> {
        let count = requirement.approvals?;
        let members = requirement.including.iter();
        if members.clone().any(|member| member.owns.is_some()) {
            return None;
        }
        let members: Vec<_> = members.map(|one| selector(one, None).into()).collect();
        Some(Self {
            asks: asks(requirement, (count, 1), &members).into(),
            members,
        })
    }
}

impl Need<'_> {
    /// What the requirement asks of people.
    pub(super) fn asks(&self) -> SharedText {
        match self.words.filter(|_| self.raised == 0) {
            Some(words) => words.asks.clone(),
            None => {
                let members: Vec<_> = (0..self.seats.len()).map(|at| self.member(at)).collect();
                let counts = (self.shape.count, self.raised.saturating_add(1));
                asks(self.requirement, counts, &members).into()
            }
        }
    }

    /// What is asked of one member of the requirement.
    pub(super) fn member(&self, seat: usize) -> SharedText {
        if let Some(written) = self.words.and_then(|words| words.members.get(seat)) {
            return written.clone();
        }
        let of = |seat: &Seat<'_>| {
            let service = seat.service.as_ref();
            selector(seat.selector, service.map(|service| service.as_str()))
        };
        self.seats.get(seat).map(of).unwrap_or_default().into()
    }
}

/// What a requirement asks: so many people, among them so many like each member.
fn asks(requirement: &Requirement, (count, each): (u32, u32), members: &[SharedText]) -> String {
    let people = if count == 1 { "person" } else { "people" };
    let mut text = format!("{count} {people}");
    if let Some(from) = &requirement.from {
        text = format!("{text}, {}", selector(from, None));
    }
    for member in members {
        text = format!("{text}, among them {each} {member}");
    }
    let with = requirement.with.as_ref();
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
