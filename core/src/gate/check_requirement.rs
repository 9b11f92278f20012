//! What can be wrong inside a requirement (semantics 9.3, 9.5).

use super::alternatives::{MOST_ALTERNATIVES, MOST_NESTED, count as count_alternatives, depth};
use super::check_condition::Reading;
use super::check_policy::Check;
use super::eligible::could_ever;
use super::expand;
use crate::error::ErrorCode;
use crate::id::{Level, Training};
use crate::policy::{LevelAsk, Requirement, ReviewAsk, Selector};
use crate::roster::Principal;

impl Check<'_, '_> {
    pub(super) fn level(&mut self, level: &Level, path: &str) {
        let levels = &self.words.levels;
        if !levels.contains(level) {
            let message =
                self.checker
                    .unknown("level", level, levels.iter().map(|level| level.as_str()));
            self.error(ErrorCode::UnknownLevel, message, path);
        }
    }

    pub(super) fn requirement(&mut self, requirement: &Requirement, path: &str) {
        let sorts = [
            requirement.approvals.is_some(),
            requirement.evidence.is_some(),
            requirement.must.is_some(),
            requirement.wait.is_some(),
            requirement.review.is_some(),
            requirement.all_of.is_some(),
            requirement.any_of.is_some(),
        ];
        if sorts.iter().filter(|there| **there).count() != 1 {
            let message = "a requirement has exactly one of `approvals`, `evidence`, `must`, `wait`, `review`, `allOf` and `anyOf`";
            self.error(ErrorCode::WrongRequirement, message, path);
        }
        let of_people = requirement.from.is_some()
            || !requirement.including.is_empty()
            || requirement.with.is_some()
            || requirement.veto.is_some();
        if of_people && requirement.approvals.is_none() {
            let message = "`from`, `including`, `with` and `veto` go with `approvals`";
            self.error(ErrorCode::WrongRequirement, message, path);
        }
        let of_evidence = requirement.issuers.is_some()
            || requirement.max_age.is_some()
            || requirement.signed.is_some()
            || requirement.reviewed.is_some();
        if of_evidence && requirement.evidence.is_none() {
            self.error(
                ErrorCode::WrongRequirement,
                "`issuers`, `maxAge`, `signed` and `reviewed` go with `evidence`",
                path,
            );
        }
        if requirement.evidence.is_some() && requirement.issuers.is_none() {
            let message = "`evidence` says whose records count: `issuers = \"rostered\"` or `{ only = [\"…\"] }`";
            self.error(ErrorCode::NoIssuers, message, path);
        }
        let words = self.words;
        let evidence = requirement.evidence.as_ref();
        self.words(
            ("evidence type", ErrorCode::UnknownEvidence),
            evidence,
            Some(&words.evidence),
            &format!("{path}.evidence"),
        );
        if let Some(crate::policy::Issuers::Only(issuers)) = &requirement.issuers {
            if issuers.is_empty() {
                self.error(
                    ErrorCode::EmptyList,
                    "the list of issuers is empty",
                    &format!("{path}.issuers"),
                );
            }
            for issuer in issuers {
                if self.people.find(issuer).is_none() {
                    let known = self.people.principals().map(|one| one.id.as_str());
                    let message = self.checker.unknown("principal", issuer, known);
                    self.error(
                        ErrorCode::UnknownPrincipal,
                        message,
                        &format!("{path}.issuers"),
                    );
                }
            }
        }
        if let Some(must) = &requirement.must {
            self.condition(must, Reading::Exempting, &format!("{path}.must"));
        }
        if let Some(review) = &requirement.review {
            self.review(review, &format!("{path}.review"));
        }
        if let Some(from) = &requirement.from {
            self.selector(from, &format!("{path}.from"));
        }
        for (index, seat) in requirement.including.iter().enumerate() {
            self.selector(seat, &format!("{path}.including[{index}]"));
        }
        if let Some(count) = requirement.approvals {
            self.count(count, requirement, path);
        }
        for (word, parts) in [
            ("allOf", &requirement.all_of),
            ("anyOf", &requirement.any_of),
        ] {
            if let Some(parts) = parts {
                self.parts(requirement, parts, &format!("{path}.{word}"));
            }
        }
    }

    /// What stands inside `allOf` or `anyOf`.
    fn parts(&mut self, requirement: &Requirement, parts: &[Requirement], path: &str) {
        if parts.is_empty() {
            self.error(
                ErrorCode::EmptyList,
                "it needs at least one requirement",
                path,
            );
        }
        if requirement.name.is_some() {
            let message = "`name` goes with the requirements inside";
            self.error(ErrorCode::WrongRequirement, message, path);
        }
        for (index, part) in parts.iter().enumerate() {
            self.requirement(part, &format!("{path}[{index}]"));
        }
    }

    /// How deep `allOf` and `anyOf` stand within each other, and how many alternatives they make.
    pub(super) fn alternatives(&mut self, required: &[Requirement], path: &str) {
        if required.iter().map(depth).max().unwrap_or_default() > MOST_NESTED {
            let message =
                format!("`allOf` and `anyOf` stand at most {MOST_NESTED} deep within each other");
            self.error(ErrorCode::TooDeep, message, path);
        }
        let ways = count_alternatives(required);
        if ways > MOST_ALTERNATIVES {
            let message = format!(
                "there are more than {MOST_ALTERNATIVES} ways to meet this: split it into rules"
            );
            self.error(ErrorCode::TooManyAlternatives, message, path);
        }
    }

    pub(super) fn review(&mut self, review: &ReviewAsk, path: &str) {
        let asked = Requirement {
            approvals: Some(review.approvals.unwrap_or(1)),
            from: review.from.clone(),
            ..Requirement::default()
        };
        self.requirement(&asked, path);
    }

    fn count(&mut self, count: u32, requirement: &Requirement, path: &str) {
        let path = format!("{path}.approvals");
        if count == 0 {
            self.error(
                ErrorCode::ThresholdZero,
                "a count of 0 asks for nobody",
                &path,
            );
        }
        // As many as are asked for are enough: all are counted only where they are few.
        let fits = |selector: Option<&Selector>, enough: usize| {
            let people = self.people;
            let Some(selector) = selector else {
                return people.active_humans().take(enough).count();
            };
            let whole = expand::selector(self.document, selector);
            let could = |person: &&Principal| could_ever(people, person, &whole);
            match people.at_most(&whole) {
                Some(list) => {
                    let able = list.iter().filter_map(|index| people.get(*index));
                    able.filter(could).take(enough).count()
                }
                None => {
                    let able = people.active_humans().map(|(_, person)| person);
                    able.filter(could).take(enough).count()
                }
            }
        };
        let enough = usize::try_from(count).unwrap_or(usize::MAX);
        let from = requirement.from.as_ref();
        let seat_empty = requirement
            .including
            .iter()
            .any(|seat| fits(Some(seat), 1) == 0);
        if fits(from, enough) < enough || seat_empty {
            let people = fits(from, usize::MAX);
            let message = format!("asks for {count}; the roster has {people} who could ever sign");
            let message = if seat_empty {
                format!("{message}, and nobody for a member that it asks for")
            } else {
                message
            };
            self.checker
                .warning(ErrorCode::Unsatisfiable, message, &self.name, &path);
        }
    }

    fn trained(&mut self, asked: &[Training], path: &str) {
        if asked.is_empty() {
            self.error(ErrorCode::EmptyList, "the list of trainings is empty", path);
        }
        let known = &self.words.trainings;
        for training in asked.iter().filter(|training| !known.contains(training)) {
            let names = known.iter().map(|training| training.as_str());
            let message = self.checker.unknown("training", training, names);
            self.checker
                .warning(ErrorCode::UnheldTraining, message, &self.name, path);
        }
    }

    pub(super) fn selector(&mut self, selector: &Selector, path: &str) {
        if let Some(name) = &selector.group {
            self.named_group(selector, name, path);
        }
        if *selector == Selector::default() {
            self.error(
                ErrorCode::EmptySelector,
                "a selector says at least one thing",
                path,
            );
        }
        let whole = expand::selector(self.document, selector);
        let held = whole.level.is_some() || whole.team.is_some() || whole.role.is_some();
        if selector.held_for.is_some() && !held {
            let message = "`heldFor` speaks of a `level`, `team` or `role` beside it";
            self.error(
                ErrorCode::WrongRequirement,
                message,
                &format!("{path}.heldFor"),
            );
        }
        if let Some(trained) = &selector.trained {
            self.trained(trained.as_slice(), &format!("{path}.trained"));
        }
        if let Some(LevelAsk::AtLeast(level)) = &selector.level {
            self.level(level, &format!("{path}.level"));
        }
        if let Some(team) = &selector.team
            && !self.words.teams.contains(team)
        {
            let message = self.checker.unknown(
                "team",
                team,
                self.words.teams.iter().map(|team| team.as_str()),
            );
            self.error(ErrorCode::UnknownTeam, message, &format!("{path}.team"));
        }
        if let Some(role) = &selector.role {
            let known = &self.words.roles;
            if !known.contains(role) {
                let message =
                    self.checker
                        .unknown("role", role, known.iter().map(|role| role.as_str()));
                self.checker.warning(
                    ErrorCode::UnheldRole,
                    message,
                    &self.name,
                    &format!("{path}.role"),
                );
            }
        }
    }
}
