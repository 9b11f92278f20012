//! Conditions in three values, read in one of two directions (semantics 9.2).

use std::collections::{BTreeMap, BTreeSet};

use super::clock::Clock;
use super::facts::{Known, View};
use super::places::Places;
use crate::change::Kind;
use crate::fact::{Fact, Listed};
use crate::id::{Level, Name};
use crate::policy::{AuthorAsk, BlastAsk, Condition, InvolvementAsk, Window};

/// True, false, or not known, with the facts that would tell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Tri {
    True,
    False,
    Unknown(BTreeSet<&'static str>),
}

impl Tri {
    pub(super) fn of(value: Option<bool>, fact: &'static str) -> Self {
        match value {
            Some(true) => Self::True,
            Some(false) => Self::False,
            None => Self::Unknown(BTreeSet::from([fact])),
        }
    }

    fn not(self) -> Self {
        match self {
            Self::True => Self::False,
            Self::False => Self::True,
            unknown => unknown,
        }
    }

    /// True if all are, false if any is false: nothing is looked at after that.
    pub(super) fn all(parts: impl IntoIterator<Item = Self>) -> Self {
        let mut all = All::default();
        for part in parts {
            all.push(part);
            if all.is_false {
                break;
            }
        }
        all.value()
    }

    pub(super) fn any(parts: impl IntoIterator<Item = Self>) -> Self {
        Self::all(parts.into_iter().map(Self::not)).not()
    }
}

/// What several parts come to that must all hold.
#[derive(Default)]
pub(super) struct All {
    is_false: bool,
    facts: BTreeSet<&'static str>,
}

impl All {
    pub(super) fn push(&mut self, part: Tri) {
        match part {
            Tri::True => {}
            Tri::False => self.is_false = true,
            Tri::Unknown(facts) => self.facts.extend(facts),
        }
    }

    fn value(self) -> Tri {
        if self.is_false {
            Tri::False
        } else if self.facts.is_empty() {
            Tri::True
        } else {
            Tri::Unknown(self.facts)
        }
    }
}

/// In which direction a condition is read: would its truth ask for more, or let something through?
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Reading {
    /// Any element of a set is enough; a declared value can make it true, never false.
    Restricting,
    /// Every element of a whole set is needed; a declared value can make it false, never true.
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

/// What a condition is evaluated against.
pub(super) struct Scene<'a> {
    pub(super) view: &'a View<'a>,
    pub(super) clock: &'a Clock,
    pub(super) places: &'a Places,
    pub(super) windows: &'a BTreeMap<Name, Window>,
    /// Whether only what somebody vouches for counts, in either reading.
    pub(super) firm: bool,
}

impl Scene<'_> {
    /// The elements that count.
    pub(super) fn items<'s, T>(&self, known: &'s Known<T>) -> &'s BTreeSet<T> {
        if self.firm { &known.sure } else { &known.items }
    }

    /// What a list says; where only what is vouched for counts, a part of a list says nothing.
    pub(super) fn of_list<T: Ord>(
        &self,
        list: &Listed<T>,
        value: Option<bool>,
        name: &'static str,
    ) -> Tri {
        Tri::of(value.filter(|_| !self.firm || list.is_whole()), name)
    }

    /// One value; a declared one may only tighten, and where only what is vouched for counts it is not known.
    pub(super) fn scalar<T>(
        &self,
        fact: &Fact<T>,
        name: &'static str,
        reading: Reading,
        test: impl Fn(&T) -> bool,
    ) -> Tri {
        if self.firm && fact.trusted().is_none() {
            return Tri::of(None, name);
        }
        scalar(fact, name, reading, test)
    }
}

/// Evaluates conditions that must all hold.
pub(super) fn all(scene: &Scene<'_>, conditions: &[Condition], reading: Reading) -> Tri {
    Tri::all(
        conditions
            .iter()
            .map(|condition| evaluate(scene, condition, reading)),
    )
}

/// Evaluates one condition.
pub(super) fn evaluate(scene: &Scene<'_>, condition: &Condition, reading: Reading) -> Tri {
    // Every part is looked at, so that each instant is consulted.
    let nested = |parts: &Vec<Condition>| -> Vec<Tri> {
        parts
            .iter()
            .map(|part| evaluate(scene, part, reading))
            .collect()
    };
    let mut parts = All::default();
    atoms(scene, condition, reading, &mut parts);
    super::atoms::atoms(scene, condition, reading, &mut parts);
    if let Some(all) = &condition.all {
        parts.push(Tri::all(nested(all)));
    }
    if let Some(any) = &condition.any {
        parts.push(Tri::any(nested(any)));
    }
    if let Some(not) = &condition.not {
        parts.push(evaluate(scene, not, reading.negated()).not());
    }
    parts.value()
}

/// One value: a declared one may only tighten.
pub(super) fn scalar<T>(
    fact: &Fact<T>,
    name: &'static str,
    reading: Reading,
    test: impl Fn(&T) -> bool,
) -> Tri {
    let Some(value) = fact.value() else {
        return Tri::of(None, name);
    };
    let holds = test(value);
    let believed = fact.trusted().is_some() || holds == (reading == Reading::Restricting);
    Tri::of(believed.then_some(holds), name)
}

/// A set of values: any of a part is enough to ask for more, all of a whole are needed to let through.
pub(super) fn set<'i, T: 'i>(
    items: impl IntoIterator<Item = &'i T>,
    is_whole: bool,
    name: &'static str,
    reading: Reading,
    test: impl Fn(&T) -> bool,
) -> Tri {
    let mut results = items.into_iter().map(test).peekable();
    let is_empty = results.peek().is_none();
    let value = match reading {
        Reading::Restricting if results.any(|holds| holds) => Some(true),
        Reading::Restricting => is_whole.then_some(false),
        Reading::Exempting if results.any(|holds| !holds) => Some(false),
        Reading::Exempting => is_whole.then_some(!is_empty),
    };
    Tri::of(value, name)
}

fn atoms(scene: &Scene<'_>, condition: &Condition, reading: Reading, parts: &mut All) {
    let view = scene.view;
    let seen = view.change.seen();
    let live = view.change.live();
    if let Some(asked) = &condition.environment {
        parts.push(
            scene.scalar(&view.environment, "exact.environment", reading, |is| {
                asked.as_slice().contains(is)
            }),
        );
    }
    if let Some(asked) = &condition.kind {
        parts.push(kind(scene, asked.as_slice(), reading));
    }
    if let Some(asked) = &condition.service {
        let services = &view.services;
        let test = |is: &_| asked.as_slice().contains(is);
        parts.push(set(
            scene.items(services),
            services.is_whole,
            "seen.services",
            reading,
            test,
        ));
    }
    if let Some(asked) = &condition.tier {
        let tiers = &view.tiers;
        parts.push(set(
            scene.items(tiers),
            tiers.is_whole,
            "seen.tiers",
            reading,
            |tier| asked.covers(*tier),
        ));
    }
    if let Some(asked) = condition.involvement {
        let value = match asked {
            InvolvementAsk::AtLeast(rung) => view.involvement.at_least(rung),
            InvolvementAsk::Includes(rung) => view.involvement.includes(rung),
        };
        let vouched = !scene.firm || live.claims.is_whole();
        parts.push(Tri::of(value.filter(|_| vouched), "live.claims"));
    }
    if let Some(asked) = &condition.author {
        parts.push(match asked {
            AuthorAsk::Below(level) => {
                Tri::of(author_below(scene, level, reading), "live.participants")
            }
            AuthorAsk::FirstContribution(asked) => {
                let fact = &live.first_contribution;
                scene.scalar(fact, "live.firstContribution", reading, |is| is == asked)
            }
        });
    }
    if let Some(asked) = condition.destructive {
        parts.push(
            scene.scalar(&view.destructive, "seen.destructive", reading, |is| {
                *is == asked
            }),
        );
    }
    if let Some(asked) = condition.reversible {
        parts.push(
            scene.scalar(&seen.reversible, "seen.reversible", reading, |is| {
                *is == asked
            }),
        );
    }
    if let Some(asked) = condition.rollout {
        parts.push(scene.scalar(&seen.rollout, "seen.rollout", reading, |is| *is == asked));
    }
    if let Some(BlastAsk::AtLeast(asked)) = condition.blast {
        parts.push(scene.scalar(&seen.blast, "seen.blast", reading, |is| *is >= asked));
    }
    if let Some(asked) = &condition.touches {
        let value = match reading {
            Reading::Restricting => view.touches(scene.places.numbers(asked.as_slice())),
            Reading::Exempting => view.touches_only(&scene.places.globs(asked.as_slice())),
        };
        parts.push(scene.of_list(&view.change.exact().paths, value, "exact.paths"));
    }
    if let Some(asked) = &condition.credential {
        parts.push(
            scene.scalar(&live.credential, "live.credential", reading, |is| {
                asked.as_slice().contains(is)
            }),
        );
    }
    if let Some(asked) = &condition.plan {
        parts.push(scene.scalar(&live.plan, "live.plan", reading, |is| {
            asked.as_slice().contains(is)
        }));
    }
    if let Some(asked) = &condition.failed {
        let failed = asked
            .as_slice()
            .iter()
            .map(|kind| Tri::of(view.failed(kind), "live.evidence"));
        parts.push(Tri::any(failed));
    }
    if let Some(asked) = condition.frozen {
        // A freeze only takes leave away: no rule speaks of a change because of one.
        let is = !scene.firm && frozen(scene);
        parts.push(Tri::of(Some(is == asked), "now"));
    }
    if let Some(asked) = &condition.marked {
        let marks = &live.marks;
        let known = marks
            .known()
            .iter()
            .all(|mark| view.compiled.marks.contains(mark));
        let test = |is: &_| asked.as_slice().contains(is);
        parts.push(set(
            marks
                .known()
                .iter()
                .filter(|_| !scene.firm || marks.is_whole()),
            marks.is_whole() && known,
            "live.marks",
            reading,
            test,
        ));
    }
}

/// Kinds. Whether a change is of kind policy follows from its paths alone, and anybody may say that it is.
fn kind(scene: &Scene<'_>, asked: &[Kind], reading: Reading) -> Tri {
    let view = scene.view;
    let kinds = &view.kinds;
    let only_policy = asked == [Kind::Policy];
    let derivable =
        only_policy && reading == Reading::Restricting && view.change.exact().paths.is_whole();
    let name = if only_policy {
        "exact.paths"
    } else {
        "seen.kinds"
    };
    set(
        scene.items(kinds),
        kinds.is_whole || derivable,
        name,
        reading,
        |kind| asked.contains(kind),
    )
}

fn author_below(scene: &Scene<'_>, level: &Level, reading: Reading) -> Option<bool> {
    let people = &scene.view.compiled.people;
    // A level outside the roster is an error at load; were it not, nobody would be known to reach it.
    let rank = people.rank(level).unwrap_or(usize::MAX);
    let participants = &scene.view.participants;
    match reading {
        Reading::Restricting => participants.author_below(people, scene, rank),
        Reading::Exempting => participants.all_authors_below(people, scene, rank),
    }
}

/// Reports whether a freeze of the policy is in force.
fn frozen(scene: &Scene<'_>) -> bool {
    let freezes = &scene.view.compiled.freezes;
    // Every window is consulted, so that each of its ends is an instant at which to ask again.
    let in_force = |freeze: &&crate::policy::Freeze| {
        scene.clock.reached(freeze.from) && !scene.clock.reached(freeze.to)
    };
    freezes.iter().filter(in_force).count() > 0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kleene() {
        let unknown = || Tri::of(None, "x");
        assert_eq!(Tri::all([Tri::True, unknown()]), unknown());
        assert_eq!(Tri::all([Tri::False, unknown()]), Tri::False);
        assert_eq!(Tri::any([Tri::True, unknown()]), Tri::True);
        assert_eq!(Tri::any([Tri::False, unknown()]), unknown());
        assert_eq!(unknown().not(), unknown());
    }

    #[test]
    fn a_declared_value_only_tightens() {
        use Reading::{Exempting, Restricting};
        let eval = |fact: &Fact<bool>, reading| scalar(fact, "x", reading, |is| *is);
        assert_eq!(eval(&Fact::Declared(true), Restricting), Tri::True);
        assert_eq!(
            eval(&Fact::Declared(false), Restricting),
            Tri::of(None, "x")
        );
        assert_eq!(eval(&Fact::Declared(true), Exempting), Tri::of(None, "x"));
        assert_eq!(eval(&Fact::Declared(false), Exempting), Tri::False);
        assert_eq!(eval(&Fact::Collected(false), Restricting), Tri::False);
        assert_eq!(eval(&Fact::Signed(true), Exempting), Tri::True);
    }

    #[test]
    fn all_over_nothing_is_false() {
        use Reading::{Exempting, Restricting};
        let eval =
            |items: &[u8], whole, reading| set(items, whole, "x", reading, |item| *item == 1);
        assert_eq!(eval(&[], true, Exempting), Tri::False);
        assert_eq!(eval(&[1, 1], true, Exempting), Tri::True);
        assert_eq!(eval(&[1, 2], true, Exempting), Tri::False);
        assert_eq!(eval(&[1], false, Exempting), Tri::of(None, "x"));
        assert_eq!(eval(&[2], false, Exempting), Tri::False);
        assert_eq!(eval(&[2], false, Restricting), Tri::of(None, "x"));
        assert_eq!(eval(&[2, 1], false, Restricting), Tri::True);
        assert_eq!(eval(&[], true, Restricting), Tri::False);
    }
}
