//! Atoms about people, tools, resources, size, time and custom facts (semantics 2.8).

use std::collections::BTreeSet;

use super::condition::{All, Reading, Scene, Tri, set};
use super::structure::touches;
use crate::change::{PathChange, RepoPath, Resource};
use crate::fact::Fact;
use crate::id::Name;
use crate::policy::{ActorKind, Condition, LinesAsk, Recorded, ResourcesAsk, Window};
use crate::provenance::{Claim, Involvement};

/// Adds what the atoms of a condition that stand here come to.
pub(super) fn atoms(scene: &Scene<'_>, condition: &Condition, reading: Reading, parts: &mut All) {
    if let Some(asked) = &condition.tool {
        let names = |tool: &String| asked.as_slice().iter().any(|name| name.as_str() == tool);
        parts.push(claimed(scene, |claim| claim.tool.as_ref().map(names)));
    }
    if let Some(asked) = &condition.model {
        let names = |model: &String| asked.as_slice().iter().any(|name| is_model(name, model));
        parts.push(claimed(scene, |claim| claim.model.as_ref().map(names)));
    }
    if let Some(asked) = &condition.recorded {
        parts.push(recorded(scene, asked.as_slice()));
    }
    if let Some(asked) = &condition.acted {
        let value = acted(scene, asked.as_slice(), reading);
        parts.push(Tri::of(value, "live.participants"));
    }
    if let Some(asked) = &condition.team {
        let services = &scene.view.services;
        let people = &scene.view.compiled.people;
        let owns = |service: &_| {
            let entry = people.service(service).into_iter();
            let mut teams = entry.flat_map(|entry| &entry.owner_teams);
            teams.any(|team| {
                asked
                    .as_slice()
                    .iter()
                    .any(|one| people.is_within(team, one))
            })
        };
        parts.push(set(
            scene.items(services),
            services.is_whole,
            "seen.services",
            reading,
            owns,
        ));
    }
    if let Some(asked) = &condition.resources {
        parts.push(resources(scene, asked, reading));
    }
    if let Some(asked) = condition.lines {
        let value = match asked {
            LinesAsk::AtLeast(least) => is_as_large(scene, least),
            LinesAsk::AtMost(most) => is_as_large(scene, most.saturating_add(1)).map(|is| !is),
        };
        parts.push(scene.of_list(&scene.view.change.exact().paths, value, "exact.paths"));
    }
    if let Some(asked) = &condition.ai_touches {
        let value = made_by_ai(scene, asked.as_slice());
        parts.push(Tri::of(value, "live.attribution"));
    }
    if let Some(asked) = &condition.during {
        let windows = asked.as_slice().iter();
        let windows = windows.filter_map(|name| scene.windows.get(name));
        // Every window is looked at, so that each of its ends is an instant at which to ask again.
        let open = windows.filter(|window| is_open(scene, window)).count() > 0;
        parts.push(Tri::of(Some(open), "now"));
    }
    for (key, asked) in condition.fact.iter().flatten() {
        let fact = scene.view.change.live().facts.get(key);
        let fact = fact.unwrap_or(&Fact::Unknown);
        parts.push(scene.scalar(fact, "live.facts", reading, |is| asked.covers(is)));
    }
}

/// Whether a model is the one that a name means; a `*` at its end stands for anything.
fn is_model(name: &str, model: &str) -> bool {
    match name.strip_suffix('*') {
        Some(start) => model.starts_with(start),
        None => name == model,
    }
}

fn claims_of_ai<'a>(scene: &Scene<'a>) -> impl Iterator<Item = &'a Claim> {
    let claims = scene.view.change.live().claims.known().iter();
    claims.filter(|claim| claim.involvement > Involvement::None)
}

/// Whether an AI is claimed that fits. Unknown where one could be that no claim names.
fn claimed(scene: &Scene<'_>, fits: impl Fn(&Claim) -> Option<bool>) -> Tri {
    let is_whole = scene.view.change.live().claims.is_whole();
    let involvement = &scene.view.involvement;
    let highest = claims_of_ai(scene).map(|claim| claim.involvement).max();
    // A claim does not name the AI that a presumption, or somebody's word, speaks of: else it could loosen.
    let all_claimed = involvement.settled
        && !scene.view.unnamed
        && involvement.ceiling <= highest.unwrap_or(Involvement::None);
    let fitting: Vec<_> = claims_of_ai(scene).map(fits).collect();
    let value = if fitting.contains(&Some(true)) {
        (is_whole || !scene.firm).then_some(true)
    } else {
        (is_whole && all_claimed && !fitting.contains(&None)).then_some(false)
    };
    Tri::of(value, "live.claims")
}

/// Whether every claim of AI says what is asked: of no claim it is true, if there can be no other.
fn recorded(scene: &Scene<'_>, asked: &[Recorded]) -> Tri {
    let says = |claim: &Claim| {
        asked.iter().all(|what| match what {
            Recorded::Model => claim.model.is_some(),
            Recorded::Operator => claim.operator.is_some(),
            Recorded::Tool => claim.tool.is_some(),
        })
    };
    let value = if claims_of_ai(scene).all(says) {
        scene.view.change.live().claims.is_whole().then_some(true)
    } else {
        Some(false)
    };
    Tri::of(value, "live.claims")
}

/// Whether an AI made lines in a place (semantics 6.6). Whoever made the change, nothing outside of it was made.
fn made_by_ai(scene: &Scene<'_>, places: &[Name]) -> Option<bool> {
    let globs = scene.places.globs(places);
    let change = scene.view.change;
    let attribution = &change.live().attribution;
    // A path of a record may have been renamed into a place, or out of one, since.
    let paths = change.exact().paths.known().iter();
    let entries = paths.filter(|entry| touches(entry, &globs));
    let touched: BTreeSet<&RepoPath> = entries.flat_map(PathChange::touched).collect();
    let is_there = |path: &RepoPath| {
        path.is_odd()
            || touched.contains(path)
            || globs.iter().any(|glob| glob.matches(path.as_bytes()))
    };
    let (mut by_ai, mut by_nobody) = (false, false);
    for lines in attribution.known().iter().filter(|one| is_there(&one.path)) {
        match lines.involvement {
            Some(Involvement::None) => {}
            Some(_) => by_ai = true,
            None => by_nobody = true,
        }
    }
    if by_ai {
        return (!scene.firm || attribution.is_whole()).then_some(true);
    }
    let is_all_known = attribution.is_whole() && !by_nobody;
    let none_made = scene.view.involvement.ceiling == Involvement::None;
    let is_elsewhere = scene.view.touches(scene.places.numbers(places)) == Some(false);
    (is_all_known || none_made || is_elsewhere).then_some(false)
}

/// Of what sort those are who took part. One whose identity nobody has checked could be of any other.
fn acted(scene: &Scene<'_>, asked: &[ActorKind], reading: Reading) -> Option<bool> {
    let participants = &scene.view.participants;
    let mut is_certain = participants.is_whole();
    let (mut any, mut other, mut none) = (false, false, true);
    for (kind, is_checked) in participants.kinds() {
        none = false;
        let fits = asked.contains(&kind);
        // Of whom nobody has checked it is only said.
        let counts = is_checked || !scene.firm;
        any |= counts && fits;
        other |= counts && !fits && kind != ActorKind::Unresolved;
        is_certain &= is_checked && kind != ActorKind::Unresolved;
    }
    match reading {
        Reading::Restricting if any => (!scene.firm || participants.is_whole()).then_some(true),
        Reading::Restricting => is_certain.then_some(false),
        Reading::Exempting if other => (!scene.firm || participants.is_whole()).then_some(false),
        Reading::Exempting => is_certain.then_some(!none),
    }
}

fn resources(scene: &Scene<'_>, asked: &ResourcesAsk, reading: Reading) -> Tri {
    let resources = &scene.view.change.exact().resources;
    let fits = |resource: &Resource| {
        let kinds = asked.kind.as_ref();
        let actions = asked.action.as_ref();
        kinds.is_none_or(|kinds| kinds.as_slice().contains(&resource.kind))
            && actions.is_none_or(|actions| actions.as_slice().contains(&resource.action))
    };
    const FACT: &str = "exact.resources";
    let Some(least) = asked.at_least else {
        let items = resources.known().iter();
        let counted = items.filter(|_| !scene.firm || resources.is_whole());
        return set(counted, resources.is_whole(), FACT, reading, fits);
    };
    let count = resources.known().iter().filter(|one| fits(one)).count();
    let is_enough = u32::try_from(count).unwrap_or(u32::MAX) >= least;
    let value = (is_enough || resources.is_whole()).then_some(is_enough);
    scene.of_list(resources, value, FACT)
}

/// Whether so many lines are added or removed. A path of which they are not known could have any number.
fn is_as_large(scene: &Scene<'_>, least: u64) -> Option<bool> {
    let paths = &scene.view.change.exact().paths;
    let mut is_known = paths.is_whole();
    let mut lines = 0_u64;
    for path in paths.known() {
        is_known &= path.added.is_some() && path.removed.is_some();
        for part in [path.added, path.removed] {
            lines = lines.saturating_add(part.unwrap_or(0));
        }
    }
    (lines >= least || is_known).then_some(lines >= least)
}

fn is_open(scene: &Scene<'_>, window: &Window) -> bool {
    let times = window.times(scene.clock.now()).into_iter();
    let open = times.filter(|(from, to)| {
        let begun = scene.clock.reached(*from);
        let over = scene.clock.reached(*to);
        begun && !over
    });
    open.count() > 0
}
