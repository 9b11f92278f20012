//! Standing approvals: whether a change of a service is inside one (semantics 9.8).

use std::collections::BTreeSet;

use super::compile::{Compiled, CompiledRule};
use super::condition::{Reading, Scene, Tri, all};
use super::eligible::Judge;
use super::evidence::{State, of_facts};
use crate::id::PrincipalId;
use crate::policy::Rate;
use crate::roster::Status;
use crate::time::Timestamp;

/// A standing approval with everything that it needs to be judged.
#[derive(Debug)]
pub(super) struct CompiledEnvelope {
    pub(super) actor: PrincipalId,
    pub(super) from: Timestamp,
    pub(super) until: Timestamp,
    pub(super) rate: Rate,
    /// Its name as `document/envelope`, what must be known to hold, and what it requires.
    pub(super) rule: CompiledRule,
}

/// How a change stands to an envelope.
pub(super) enum Inside {
    /// It is inside.
    Yes,
    /// Somebody else takes part.
    AnotherActor,
    /// It is not, or that is not known, because of these.
    No(Vec<String>),
}

/// How the change stands to every envelope, by name.
pub(super) fn of<'a>(judge: &Judge<'a>) -> Vec<(&'a str, Inside)> {
    let compiled: &Compiled = judge.view.compiled;
    let envelopes = compiled.envelopes.iter();
    envelopes
        .map(|envelope| (envelope.rule.name.as_str(), inside(judge, envelope)))
        .collect()
}

fn inside(judge: &Judge<'_>, envelope: &CompiledEnvelope) -> Inside {
    let view = judge.view;
    let people = &view.compiled.people;
    let actor = people.find(&envelope.actor);
    let is_active = actor
        .and_then(|index| people.get(index))
        .is_some_and(|service| service.status == Status::Active);
    let acts_alone = actor.is_some_and(|index| view.participants.is_only_service(index));
    // Every instant is consulted, whoever took part.
    let begun = judge.clock.reached(envelope.from);
    let over = judge.clock.reached(envelope.until);
    let used = used(judge, envelope);
    if !acts_alone {
        return Inside::AnotherActor;
    }
    let scene = Scene {
        view,
        clock: judge.clock,
        places: &envelope.rule.places,
        windows: &envelope.rule.windows,
        firm: false,
    };
    let mut because = Vec::new();
    if !is_active {
        because.push("actor".to_owned());
    }
    if !begun || over {
        because.push("now".to_owned());
    }
    match all(&scene, &envelope.rule.when, Reading::Exempting) {
        Tri::True => {}
        Tri::False => because.push("when".to_owned()),
        Tri::Unknown(facts) => because.extend(facts.into_iter().map(str::to_owned)),
    }
    match used {
        None => because.push("live.uses".to_owned()),
        Some(used) if used >= envelope.rate.at_most => because.push("rate".to_owned()),
        Some(_) => {}
    }
    let leaves = of_facts(judge, &scene, &envelope.rule, &BTreeSet::new());
    let unmet = leaves.values().filter(|leaf| leaf.state != State::Met);
    because.extend(unmet.map(|leaf| leaf.asks.clone()));
    if because.is_empty() {
        Inside::Yes
    } else {
        Inside::No(because)
    }
}

/// How often it was used within the time of its rate; `None` where a use could be missing.
fn used(judge: &Judge<'_>, envelope: &CompiledEnvelope) -> Option<u32> {
    let uses = &judge.view.change.live().uses;
    let of_this = uses
        .known()
        .iter()
        .filter(|one| envelope.rule.name == one.envelope.as_str());
    let recent = of_this.filter(|one| !judge.clock.reached(one.at.plus(envelope.rate.within)));
    let count = u32::try_from(recent.count()).unwrap_or(u32::MAX);
    uses.is_whole().then_some(count)
}
