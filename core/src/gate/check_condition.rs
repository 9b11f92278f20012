//! What can be wrong in a condition (semantics 9.1, 9.5).

use super::check_policy::Check;
use crate::error::ErrorCode;
use crate::policy::{AuthorAsk, Condition, InvolvementAsk, LinesAsk, TierAsk};
use crate::provenance::Involvement;

/// Whether the truth of a condition asks for more or lets more through (semantics 9.2).
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Reading {
    Restricting,
    Exempting,
}

impl Reading {
    const fn negated(self) -> Self {
        match self {
            Self::Restricting => Self::Exempting,
            Self::Exempting => Self::Restricting,
        }
    }
}

impl Check<'_, '_> {
    pub(super) fn condition(&mut self, condition: &Condition, reading: Reading, path: &str) {
        if *condition == Condition::default() {
            self.error(
                ErrorCode::EmptyCondition,
                "a condition says at least one thing",
                path,
            );
        }
        for (word, parts) in [("all", &condition.all), ("any", &condition.any)] {
            let Some(parts) = parts else {
                continue;
            };
            if parts.is_empty() {
                self.error(
                    ErrorCode::EmptyList,
                    format!("`{word}` needs at least one condition"),
                    &format!("{path}.{word}"),
                );
            }
            for (index, part) in parts.iter().enumerate() {
                self.condition(part, reading, &format!("{path}.{word}[{index}]"));
            }
        }
        if let Some(part) = &condition.not {
            self.condition(part, reading.negated(), &format!("{path}.not"));
        }
        let at = |atom: &str| format!("{path}.{atom}");
        if let Some(name) = &condition.condition {
            self.named_condition(name, reading, &at("condition"));
        }
        let (words, own) = (self.words, self.own);
        self.words(
            ("environment", ErrorCode::UnknownEnvironment),
            condition.environment.as_ref(),
            Some(&words.environments),
            &at("environment"),
        );
        self.words(
            ("service", ErrorCode::UnknownService),
            condition.service.as_ref(),
            Some(&words.services),
            &at("service"),
        );
        self.words(
            ("evidence type", ErrorCode::UnknownEvidence),
            condition.failed.as_ref(),
            Some(&words.evidence),
            &at("failed"),
        );
        self.words(
            ("mark", ErrorCode::UnknownMark),
            condition.marked.as_ref(),
            Some(&words.marks),
            &at("marked"),
        );
        self.words(
            ("place", ErrorCode::UnknownPlace),
            condition.touches.as_ref(),
            Some(&own.places),
            &at("touches"),
        );
        self.words(
            ("place", ErrorCode::UnknownPlace),
            condition.ai_touches.as_ref(),
            Some(&own.places),
            &at("aiTouches"),
        );
        let tiers_empty =
            matches!(&condition.tier, Some(TierAsk::OneOf(tiers)) if tiers.as_slice().is_empty());
        if tiers_empty {
            self.error(
                ErrorCode::EmptyList,
                "the list of tiers is empty",
                &at("tier"),
            );
        }
        let kinds = condition.kind.as_ref();
        if kinds.is_some_and(|kinds| kinds.as_slice().is_empty()) {
            self.error(
                ErrorCode::EmptyList,
                "the list of kinds is empty",
                &at("kind"),
            );
        }
        if let Some(TierAsk::OneOf(tiers)) = &condition.tier
            && tiers.as_slice().contains(&0)
        {
            self.error(ErrorCode::TierZero, "tiers start at 1", &at("tier"));
        }
        if let Some(AuthorAsk::Below(level)) = &condition.author {
            self.level(level, &at("author.below"));
        }
        self.asks(condition, &at);
        self.polarity(condition, reading, &at);
    }

    /// Asks about people, tools, resources, size, time and custom facts.
    fn asks(&mut self, condition: &Condition, at: &impl Fn(&str) -> String) {
        let words = self.words;
        self.words(
            ("window", ErrorCode::UnknownWindow),
            condition.during.as_ref(),
            Some(&self.own.windows),
            &at("during"),
        );
        self.words(
            ("team", ErrorCode::UnknownTeam),
            condition.team.as_ref(),
            Some(&words.teams),
            &at("team"),
        );
        let resources = condition.resources.as_ref();
        let lists = [
            (
                "tool",
                condition.tool.as_ref().map(|list| list.as_slice().len()),
            ),
            (
                "model",
                condition.model.as_ref().map(|list| list.as_slice().len()),
            ),
            (
                "recorded",
                condition
                    .recorded
                    .as_ref()
                    .map(|list| list.as_slice().len()),
            ),
            (
                "acted",
                condition.acted.as_ref().map(|list| list.as_slice().len()),
            ),
            ("fact", condition.fact.as_ref().map(|facts| facts.len())),
            (
                "resources.type",
                resources
                    .and_then(|one| one.kind.as_ref())
                    .map(|list| list.as_slice().len()),
            ),
            (
                "resources.action",
                resources
                    .and_then(|one| one.action.as_ref())
                    .map(|list| list.as_slice().len()),
            ),
        ];
        for (name, length) in lists {
            if length == Some(0) {
                let message = format!("the list of `{name}` is empty");
                self.error(ErrorCode::EmptyList, message, &at(name));
            }
        }
        let models = condition.model.iter().flat_map(|list| list.as_slice());
        if models
            .into_iter()
            .any(|model| model.trim_end_matches('*').is_empty())
        {
            let message = "a model that could be any says nothing";
            self.error(ErrorCode::Vacuous, message, &at("model"));
        }
        if let Some(asked) = resources {
            if asked.kind.is_none() && asked.action.is_none() && asked.at_least.is_none() {
                let message = "`resources` says at least one thing";
                self.error(ErrorCode::EmptyCondition, message, &at("resources"));
            }
            if asked.at_least == Some(0) {
                let message = "every change has at least no resource";
                self.error(ErrorCode::Vacuous, message, &at("resources.atLeast"));
            }
        }
        if condition.lines == Some(LinesAsk::AtLeast(0)) {
            let message = "every change has at least no line";
            self.error(ErrorCode::Vacuous, message, &at("lines.atLeast"));
        }
        for (key, asked) in condition.fact.iter().flatten() {
            let path = at(&format!("fact.{key}"));
            if !words.facts.contains(key) {
                let known = words.facts.iter().map(|fact| fact.as_str());
                self.error(
                    ErrorCode::UnknownFact,
                    self.checker.unknown("fact", key, known),
                    &path,
                );
            }
            if asked.is_empty() {
                let message = "no value could be what is asked for";
                self.error(ErrorCode::Vacuous, message, &path);
            }
        }
    }

    /// Atoms that may only ever ask for more (semantics 9.2, law `more_ai_never_loosens`).
    fn polarity(&mut self, condition: &Condition, reading: Reading, at: &impl Fn(&str) -> String) {
        if let Some(
            InvolvementAsk::AtLeast(Involvement::None)
            | InvolvementAsk::Includes(Involvement::None),
        ) = condition.involvement
        {
            self.error(
                ErrorCode::Vacuous,
                "every change has at least involvement `none`",
                &at("involvement"),
            );
        }
        // A freeze only ever takes leave away, so that adding one never loosens.
        let thawed = condition.frozen == Some(reading == Reading::Exempting);
        let exempting = reading == Reading::Exempting;
        let at_least = matches!(condition.lines, Some(LinesAsk::AtLeast(_)));
        let at_most = matches!(condition.lines, Some(LinesAsk::AtMost(_)));
        let counts = condition
            .resources
            .as_ref()
            .is_some_and(|one| one.at_least.is_some());
        for (atom, there) in [
            ("aiTouches", exempting && condition.ai_touches.is_some()),
            ("frozen", thawed),
            ("involvement", exempting && condition.involvement.is_some()),
            ("marked", exempting && condition.marked.is_some()),
            ("failed", exempting && condition.failed.is_some()),
            ("tool", exempting && condition.tool.is_some()),
            ("model", exempting && condition.model.is_some()),
            ("lines.atLeast", exempting && at_least),
            ("resources.atLeast", exempting && counts),
        ] {
            if there {
                let message = format!(
                    "`{atom}` may only ask for more: in `when` without `not`, in `must` under `not`"
                );
                self.error(ErrorCode::WrongPolarity, message, &at(atom));
            }
        }
        // A further claim, or a further line, could make it false.
        for (atom, there) in [
            ("recorded", !exempting && condition.recorded.is_some()),
            ("lines.atMost", !exempting && at_most),
        ] {
            if there {
                let message = format!(
                    "`{atom}` may only stand where its truth lets something through: in `must`, or in `when` under `not`"
                );
                self.error(ErrorCode::WrongPolarity, message, &at(atom));
            }
        }
    }
}
