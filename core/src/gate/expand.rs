//! Named conditions and groups, put in where they are named (semantics 9.1, 9.3).

use crate::id::Name;
use crate::policy::{
    BreakGlassRule, Condition, Envelope, PolicyDocument, Requirement, ReviewAsk, Rule, Selector,
};

/// Names stand at most so deep within each other.
pub(super) const MOST_NAMED: usize = 8;
/// With every name put in, the conditions of a document hold at most so many conditions.
pub(super) const MOST_CONDITIONS: usize = 100_000;

/// Returns the document without names. One that was checked has no circle and no name that is not known.
pub(super) fn document(document: &PolicyDocument) -> PolicyDocument {
    let names = Names(document);
    let rule = |rule: &Rule| Rule {
        when: rule.when.as_ref().map(|when| names.condition(when, 0)),
        require: names.requirements(&rule.require),
        ..rule.clone()
    };
    let envelope = |envelope: &Envelope| Envelope {
        when: names.condition(&envelope.when, 0),
        require: names.requirements(&envelope.require),
        ..envelope.clone()
    };
    let glass = |rule: &BreakGlassRule| BreakGlassRule {
        from: rule.from.as_ref().map(|from| names.selector(from, 0)),
        review: ReviewAsk {
            from: rule
                .review
                .from
                .as_ref()
                .map(|from| names.selector(from, 0)),
            ..rule.review.clone()
        },
        ..rule.clone()
    };
    PolicyDocument {
        break_glass: document.break_glass.as_ref().map(glass),
        envelopes: document.envelopes.iter().map(envelope).collect(),
        scope: document
            .scope
            .as_ref()
            .map(|scope| names.condition(scope, 0)),
        floor: names.requirements(&document.floor),
        veto_lift: document
            .veto_lift
            .as_ref()
            .map(|lift| names.requirement(lift)),
        rules: document.rules.iter().map(rule).collect(),
        ..document.clone()
    }
}

/// Returns a selector without names; what is not known, or too deep, asks for nothing.
pub(super) fn selector(document: &PolicyDocument, selector: &Selector) -> Selector {
    Names(document).selector(selector, 0)
}

/// Returns a selector with what a group asks for too.
pub(super) fn joined(own: &Selector, group: &Selector) -> Selector {
    let (own, group) = (own.clone(), group.clone());
    Selector {
        group: None,
        level: own.level.or(group.level),
        team: own.team.or(group.team),
        role: own.role.or(group.role),
        owns: own.owns.or(group.owns),
        held_for: own.held_for.or(group.held_for),
        trained: own.trained.or(group.trained),
        not: own.not.or(group.not),
    }
}

/// The first member that both name.
pub(super) fn conflict(own: &Selector, group: &Selector) -> Option<&'static str> {
    let both = [
        ("level", own.level.is_some() && group.level.is_some()),
        ("team", own.team.is_some() && group.team.is_some()),
        ("role", own.role.is_some() && group.role.is_some()),
        ("owns", own.owns.is_some() && group.owns.is_some()),
        (
            "heldFor",
            own.held_for.is_some() && group.held_for.is_some(),
        ),
        ("trained", own.trained.is_some() && group.trained.is_some()),
        ("not", own.not.is_some() && group.not.is_some()),
    ];
    both.into_iter()
        .find(|(_, both)| *both)
        .map(|(name, _)| name)
}

/// The conditions that stand directly in a condition.
pub(super) fn inside(condition: &Condition) -> impl Iterator<Item = &Condition> {
    let parts = condition.all.iter().chain(&condition.any).flatten();
    parts.chain(condition.not.as_deref())
}

/// The names in a condition, each as often as it stands there, and how many conditions it holds.
pub(super) fn named(condition: &Condition) -> (Vec<&Name>, usize) {
    let mut names: Vec<&Name> = condition.condition.iter().collect();
    let mut count = 1_usize;
    for part in inside(condition) {
        let (more, size) = named(part);
        names.extend(more);
        count = count.saturating_add(size);
    }
    (names, count)
}

struct Names<'a>(&'a PolicyDocument);

impl Names<'_> {
    fn condition(&self, condition: &Condition, depth: usize) -> Condition {
        let list = |list: &Option<Vec<Condition>>| {
            let parts = list.as_ref()?.iter();
            Some(parts.map(|part| self.condition(part, depth)).collect())
        };
        let mut all: Option<Vec<Condition>> = list(&condition.all);
        let body = condition.condition.as_ref();
        if let Some(body) = body.and_then(|name| self.0.conditions.get(name))
            && depth < MOST_NAMED
        {
            let body = self.condition(body, depth.saturating_add(1));
            all.get_or_insert_default().push(body);
        }
        let not = condition.not.as_ref();
        Condition {
            all,
            any: list(&condition.any),
            not: not.map(|part| Box::new(self.condition(part, depth))),
            condition: None,
            ..condition.clone()
        }
    }

    fn selector(&self, selector: &Selector, depth: usize) -> Selector {
        let group = selector.group.as_ref();
        match group.and_then(|name| self.0.groups.get(name)) {
            Some(group) if depth < MOST_NAMED => {
                joined(selector, &self.selector(group, depth.saturating_add(1)))
            }
            _ => joined(selector, &Selector::default()),
        }
    }

    fn requirements(&self, requirements: &[Requirement]) -> Vec<Requirement> {
        let all = requirements.iter();
        all.map(|requirement| self.requirement(requirement))
            .collect()
    }

    fn requirement(&self, requirement: &Requirement) -> Requirement {
        let from = |from: &Option<Selector>| Some(self.selector(from.as_ref()?, 0));
        let including = requirement.including.iter();
        let parts = |parts: &Option<Vec<Requirement>>| Some(self.requirements(parts.as_ref()?));
        let must = requirement.must.as_ref();
        let mut review = requirement.review.clone();
        if let Some(review) = &mut review {
            review.from = from(&review.from);
        }
        Requirement {
            from: from(&requirement.from),
            including: including.map(|seat| self.selector(seat, 0)).collect(),
            must: must.map(|must| self.condition(must, 0)),
            review,
            all_of: parts(&requirement.all_of),
            any_of: parts(&requirement.any_of),
            ..requirement.clone()
        }
    }
}
