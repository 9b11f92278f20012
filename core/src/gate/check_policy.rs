//! What can be wrong inside a policy, and between it and its roster (semantics 9.5).

use std::collections::BTreeSet;

use super::check::Checker;
use super::check_condition::Reading;
use super::check_emergency;
use super::check_names::{Named, musts};
use super::expand::inside;
use super::parts::Part;
use super::people::People;
use crate::error::{ErrorCode, nearest};
use crate::id::{
    Environment, EvidenceType, FactKey, Level, Mark, Name, Role, Service, Team, Training,
};
use crate::policy::{Condition, OneOrMany, PolicyDocument};
use crate::roster::{PrincipalKind, RosterDocument};
use crate::time::Span;

/// The words that the documents of a policy may use together.
pub(super) struct Words<'a> {
    pub(super) environments: BTreeSet<&'a Environment>,
    pub(super) evidence: BTreeSet<&'a EvidenceType>,
    pub(super) facts: BTreeSet<&'a FactKey>,
    pub(super) marks: BTreeSet<&'a Mark>,
    pub(super) levels: BTreeSet<&'a Level>,
    pub(super) teams: BTreeSet<&'a Team>,
    pub(super) services: BTreeSet<&'a Service>,
    /// Trainings that somebody has had.
    pub(super) trainings: BTreeSet<&'a Training>,
    /// Roles that a person holds.
    pub(super) roles: BTreeSet<&'a Role>,
}

/// The words that a document has for itself.
pub(super) struct Own<'a> {
    pub(super) places: BTreeSet<&'a Name>,
    pub(super) windows: BTreeSet<&'a Name>,
}

/// How many patterns may have to be held against a path one by one (semantics 11).
const MOST_WILD: usize = 1_000;

pub(super) fn check(
    parts: &[Part<'_>],
    people: &People,
    roster: &RosterDocument,
    checker: &mut Checker,
) {
    let documents = || parts.iter().map(|part| part.document());
    let words = Words {
        environments: documents()
            .flat_map(|document| &document.vocabulary.environments)
            .collect(),
        evidence: documents()
            .flat_map(|document| &document.vocabulary.evidence)
            .collect(),
        facts: documents()
            .flat_map(|document| &document.vocabulary.facts)
            .collect(),
        marks: documents()
            .flat_map(|document| &document.vocabulary.marks)
            .collect(),
        levels: roster.levels.iter().collect(),
        teams: roster.teams.iter().map(|team| &team.id).collect(),
        services: roster.services.iter().map(|service| &service.id).collect(),
        trainings: people
            .principals()
            .flat_map(|one| one.trainings.iter().map(|trained| &trained.id))
            .collect(),
        roles: people
            .principals()
            .filter(|one| one.kind == PrincipalKind::Human)
            .flat_map(|one| one.roles.iter().map(|held| &held.is))
            .collect(),
    };
    for part in parts {
        let document = part.document();
        let own = Own {
            places: document.paths.keys().collect(),
            windows: document.windows.iter().map(|one| &one.id).collect(),
        };
        let mut check = Check {
            name: format!("policy {}", document.id),
            document,
            part,
            named: Named::default(),
            words: &words,
            own: &own,
            people,
            checker,
        };
        check.names();
        if part.is_whole() {
            check.document();
            check.unused_names();
        } else {
            check.vocabulary();
            check.rules();
        }
        if !part.is_top && part.is_whole() {
            check.no_relaxation();
        }
        if part.is_top {
            check.end(parts);
        }
    }
    if let Some((top, bases)) = parts.split_first() {
        between(top, bases, checker);
        wild(top, bases, roster, checker);
    }
    check_emergency::between(parts, checker);
    let whole = parts.iter().filter(|part| part.is_whole());
    let mut lifts = whole.filter_map(|part| part.document().veto_lift.as_ref());
    if let Some(first) = lifts.next()
        && lifts.any(|other| other != first)
        && let Some(top) = parts.first()
    {
        let name = format!("policy {}", top.policy.document().id);
        let message = "two documents name different people who may lift a veto";
        checker.error(ErrorCode::VetoLiftConflict, message, &name, "vetoLift");
    }
}

/// Every path of a change is held against every pattern that cannot be looked up: of such ones there are few.
fn wild(top: &Part<'_>, bases: &[Part<'_>], roster: &RosterDocument, checker: &mut Checker) {
    let documents = bases.iter().chain([top]).map(|part| part.document());
    let patterns = documents.flat_map(|document| {
        let places = document.paths.values().flatten();
        let places = places.chain(&document.protects);
        places.chain(&document.derive.destructive_paths)
    });
    let owned = roster.services.iter().flat_map(|service| &service.paths);
    let all = patterns.chain(owned).filter(|glob| glob.is_wild());
    let count = all.collect::<BTreeSet<_>>().len();
    if count > MOST_WILD {
        let message = format!(
            "the policy and the services of its roster have {count} path patterns that are none of `dir/file`, `dir/**`, `**/name`, `**/*.suffix` and `**/name/**`, and may have {MOST_WILD}"
        );
        let name = format!("policy {}", top.document().id);
        checker.error(ErrorCode::TooLarge, message, &name, "paths");
    }
}

/// What can be wrong between the adopting document and those that it extends.
fn between(top: &Part<'_>, bases: &[Part<'_>], checker: &mut Checker) {
    let document = top.policy.document();
    let name = format!("policy {}", document.id);
    for (alias, meaning) in &document.vocabulary.environment_aliases {
        let other = bases.iter().find_map(|base| {
            let base = base.policy.document();
            let other = base.vocabulary.environment_aliases.get(alias)?;
            (other != meaning).then_some((&base.id, other))
        });
        if let Some((base, other)) = other {
            let message = format!("`{alias}` means `{other}` in `{base}` and `{meaning}` here");
            let path = format!("vocabulary.environmentAliases.{alias}");
            checker.error(ErrorCode::AliasConflict, message, &name, &path);
        }
    }
    let mut documents = std::iter::once(top)
        .chain(bases)
        .map(|part| part.document());
    let asked = documents.any(|document| {
        let rules = &document.rules;
        let required = rules.iter().flat_map(|rule| &rule.require);
        let musts = required.chain(&document.floor).flat_map(musts);
        let whens = rules.iter().filter_map(|rule| rule.when.as_ref());
        let mut all = whens.chain(musts).chain(document.conditions.values());
        all.any(asks_about_freezes)
    });
    if !document.freezes.is_empty() && !asked {
        let message = "no rule asks whether a freeze is in force: `when = { frozen = true }`";
        checker.error(ErrorCode::UnusedFreeze, message, &name, "freeze[0]");
    }
}

fn asks_about_freezes(condition: &Condition) -> bool {
    condition.frozen.is_some() || inside(condition).any(asks_about_freezes)
}

pub(super) struct Check<'a, 'c> {
    pub(super) name: String,
    pub(super) document: &'a PolicyDocument,
    pub(super) part: &'a Part<'a>,
    pub(super) named: Named,
    pub(super) words: &'a Words<'a>,
    pub(super) own: &'a Own<'a>,
    pub(super) people: &'a People,
    pub(super) checker: &'c mut Checker,
}

impl Check<'_, '_> {
    pub(super) fn error(&mut self, code: ErrorCode, message: impl Into<String>, path: &str) {
        self.checker.error(code, message, &self.name, path);
    }

    fn document(&mut self) {
        let document = self.document;
        if document.version == 0 {
            self.error(ErrorCode::VersionZero, "versions start at 1", "version");
        }
        if document.id.as_str() == "floor" {
            self.error(
                ErrorCode::ReservedId,
                "`floor` names what no policy can remove",
                "id",
            );
        }
        if let Some(scope) = &document.scope {
            self.condition(scope, Reading::Restricting, "where");
        }
        self.vocabulary();
        for (name, globs) in &document.paths {
            if globs.is_empty() {
                self.error(
                    ErrorCode::EmptyList,
                    format!("the place `{name}` has no paths"),
                    &format!("paths.{name}"),
                );
            }
        }
        for (path, ttl) in [
            ("decisionTtl.production", document.decision_ttl.production),
            ("decisionTtl.elsewhere", document.decision_ttl.elsewhere),
        ] {
            if ttl.is_some_and(|ttl| ttl > Span::from_hours(24)) {
                self.error(
                    ErrorCode::TtlTooLong,
                    "a decision speaks for at most 24 hours",
                    path,
                );
            }
        }
        for (index, window) in document.windows.iter().enumerate() {
            let path = format!("window[{index}]");
            if !window.is_sound() {
                let message =
                    "a window has `from` before `to`, or `days` with `after` and `before`";
                self.error(ErrorCode::EmptyWindow, message, &path);
            }
            let before = document.windows.iter().take(index);
            if before.into_iter().any(|other| other.id == window.id) {
                let message = format!("the window `{}` stands twice", window.id);
                self.error(ErrorCode::DuplicateId, message, &path);
            }
        }
        let mut freezes = BTreeSet::new();
        for (index, freeze) in document.freezes.iter().enumerate() {
            let path = format!("freeze[{index}]");
            if !freezes.insert(&freeze.id) {
                self.error(
                    ErrorCode::DuplicateId,
                    format!("the freeze `{}` stands twice", freeze.id),
                    &path,
                );
            }
            if freeze.to <= freeze.from {
                self.error(
                    ErrorCode::EmptyWindow,
                    format!("the freeze `{}` ends before it begins", freeze.id),
                    &path,
                );
            }
        }
        if let Some(lift) = &document.veto_lift {
            self.requirement(lift, "vetoLift");
            self.no_waivers(lift, "vetoLift");
            if lift.approvals.is_none() {
                self.error(
                    ErrorCode::WrongRequirement,
                    "lifting a veto takes `approvals`",
                    "vetoLift",
                );
            }
        }
        self.alternatives(&document.floor, "floor");
        for (index, requirement) in document.floor.iter().enumerate() {
            self.requirement(requirement, &format!("floor[{index}]"));
            self.no_waivers(requirement, &format!("floor[{index}]"));
        }
        self.break_glass();
        self.envelopes();
        self.rules();
    }

    fn rules(&mut self) {
        let document = self.document;
        let mut known: BTreeSet<&Name> = BTreeSet::new();
        for (index, rule) in document.rules.iter().enumerate() {
            if !self.part.takes_rule(&rule.id) {
                continue;
            }
            let path = format!("rule[{index}]");
            if !known.insert(&rule.id) || rule.id.as_str() == "floor" {
                self.error(
                    ErrorCode::DuplicateId,
                    format!("the rule `{}` stands twice", rule.id),
                    &path,
                );
            }
            if rule.why.trim().is_empty() {
                self.error(
                    ErrorCode::NoWhy,
                    format!("the rule `{}` does not say why", rule.id),
                    &format!("{path}.why"),
                );
            }
            if let Some(when) = &rule.when {
                self.condition(when, Reading::Restricting, &format!("{path}.when"));
            }
            if rule.forbid.is_some() != rule.require.is_empty() {
                let message = format!("the rule `{}` needs either `require` or `forbid`", rule.id);
                self.error(ErrorCode::WrongRule, message, &path);
            }
            self.waivers(rule, &path);
            self.alternatives(&rule.require, &format!("{path}.require"));
            for (at, requirement) in rule.require.iter().enumerate() {
                self.requirement(requirement, &format!("{path}.require[{at}]"));
            }
        }
    }

    /// When the policy ends, and what follows it.
    fn end(&mut self, parts: &[Part<'_>]) {
        let Some(afterwards) = &self.document.afterwards else {
            return;
        };
        if self.document.until.is_none() {
            let message = "`afterwards` needs `until`: from when on";
            self.error(ErrorCode::MissingField, message, "afterwards");
        }
        let bases = || {
            let bases = parts.iter().filter(|part| !part.is_top && part.is_whole());
            bases.map(|part| &part.document().id)
        };
        if !bases().any(|base| base == afterwards) {
            let near = nearest(afterwards.as_str(), bases().map(|base| base.as_str()))
                .map_or_else(String::new, |near| format!("; did you mean `{near}`?"));
            let message = format!(
                "`{afterwards}` is not a document that this one extends as a whole: something could become looser{near}"
            );
            self.error(ErrorCode::NotABase, message, "afterwards");
        }
    }

    /// What a document that others extend may not relax: a relaxation is the adopting document's to name.
    fn no_relaxation(&mut self) {
        let document = self.document;
        let relaxes = document.provenance.presume.is_some()
            || document.provenance.human_claim.is_some()
            || document.trust.author_identity.is_some()
            || document.unresolved.is_some()
            || !document.derive.destructive_paths.is_empty();
        if relaxes {
            self.error(
                ErrorCode::RelaxationInBase,
                "a document that others extend must not relax anything",
                "",
            );
        }
        if document.until.is_some() || document.afterwards.is_some() {
            let message = "only the document that is adopted says until when it holds";
            self.error(ErrorCode::UntilInBase, message, "until");
        }
    }

    fn vocabulary(&mut self) {
        let words = self.words;
        for (alias, meaning) in &self.document.vocabulary.environment_aliases {
            let path = format!("vocabulary.environmentAliases.{alias}");
            if !words.environments.contains(meaning) {
                let message = self.checker.unknown(
                    "environment",
                    meaning,
                    words.environments.iter().map(|word| word.as_str()),
                );
                self.error(ErrorCode::UnknownEnvironment, message, &path);
            }
            if words.environments.contains(alias) {
                self.error(
                    ErrorCode::AliasConflict,
                    format!("`{alias}` is an environment and an alias"),
                    &path,
                );
            }
        }
    }

    pub(super) fn words<'w, T: Ord + std::fmt::Display + 'w>(
        &mut self,
        (what, code): (&str, ErrorCode),
        asked: Option<&'w OneOrMany<T>>,
        known: Option<&BTreeSet<&'w T>>,
        path: &str,
    ) {
        let Some(asked) = asked else {
            return;
        };
        if asked.as_slice().is_empty() {
            self.error(
                ErrorCode::EmptyList,
                format!("the list of {what}s is empty"),
                path,
            );
        }
        for word in asked.as_slice() {
            if known.is_some_and(|known| !known.contains(word)) {
                let names = known.into_iter().flatten().map(ToString::to_string);
                let message = self.checker.unknown(what, word, names);
                self.error(code, message, path);
            }
        }
    }
}
