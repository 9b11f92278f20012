//! What a reviewer sees of a change before she signs.

use std::collections::{BTreeMap, BTreeSet};

use super::candidates::NAMED;
use super::compile::Compiled;
use super::evaluate::{Mode, evaluate_naming};
use super::facts::View;
use super::structure;
use super::{Gate, Request};
use crate::brief::{Brief, BriefFormat, Checked, Comment, HotPath, HotReason, Part, choose};
use crate::change::{Change, PathAction, PathChange, ResourceAction};
use crate::decision::DecisionRecord;
use crate::fact::Origin;
use crate::id::Code;
use crate::provenance::InvolvementRange;

/// How many paths are pointed out as the largest.
const LARGEST: usize = 3;
/// How many paths are pointed out at all.
const POINTED_OUT: usize = 10;

impl Gate {
    /// Returns the reviewer's one screen: what the change is, what is known of it, and what to look at before signing,
    /// chosen by what the change is. It decides nothing.
    pub fn brief(&self, request: &Request<'_>) -> Brief {
        let compiled = &self.inner;
        let record = evaluate_naming(compiled, request, &Mode::Plain, NAMED);
        let clock = super::clock::Clock::new(request.now);
        let view = View::new(compiled, request.change, &clock, request.revocations);
        let required = acknowledged(compiled, &record);
        of(&view, request.change, record, &required)
    }
}

fn of(
    view: &View<'_>,
    change: &Change,
    record: DecisionRecord,
    required: &BTreeSet<Code>,
) -> Brief {
    let (exact, seen, live) = (change.exact(), change.seen(), change.live());
    let involvement = match &record.profile {
        Some(profile) => profile.involvement.clone(),
        None => InvolvementRange::clone(&view.involvement),
    };
    let mut resources = BTreeMap::new();
    for resource in exact.resources.known() {
        let count: &mut u64 = resources.entry(resource.action).or_default();
        *count = count.saturating_add(1);
    }
    let comments = record.requirements.iter().flat_map(|one| &one.counted);
    let comments: BTreeSet<Comment> = comments
        .filter_map(|one| {
            Some(Comment {
                person: one.person.clone(),
                text: one.comment.clone()?,
            })
        })
        .collect();
    let mut evidence: Vec<Checked> = live
        .evidence
        .known()
        .iter()
        .map(|one| Checked {
            kind: one.kind.clone(),
            result: one.result,
            trusted: one.origin != Origin::Declared,
            at: one.at,
        })
        .collect();
    evidence.sort();
    let mut claims = live.claims.known().to_vec();
    claims.sort();
    claims.dedup();
    let people = live.participants.known().iter().map(|one| Part {
        who: one.who.clone(),
        role: one.role,
    });
    let profile = record.profile.as_ref();
    let mut brief = Brief {
        brief: BriefFormat::V1,
        about: super::about(change),
        verdict: record.verdict,
        kinds: view.kinds.items.iter().copied().collect(),
        services: view.services.items.iter().cloned().collect(),
        tier: view.tier(),
        blast: seen.blast,
        rollout: seen.rollout,
        reversible: seen.reversible,
        destructive: view.destructive,
        destroys: destroyed(change),
        resources,
        evidence,
        evidence_missing: record.missing.evidence.clone(),
        facts_missing: record.missing.facts.clone(),
        involvement,
        claims,
        people: people.collect::<BTreeSet<_>>().into_iter().collect(),
        paths: profile.and_then(|profile| profile.paths),
        lines: profile.and_then(|profile| profile.lines),
        hot: hot(view, change),
        checklist: Vec::new(),
        comments: comments.into_iter().collect(),
        requirements: record.requirements,
    };
    let names = exact
        .resources
        .known()
        .iter()
        .map(|one| one.address.clone());
    let paths = exact
        .paths
        .known()
        .iter()
        .map(|entry| entry.path.to_string());
    let names: Vec<String> = names.chain(paths).collect();
    brief.checklist = choose(&brief, &names, required);
    brief
}

/// What approvals have to acknowledge to count.
fn acknowledged(compiled: &Compiled, record: &DecisionRecord) -> BTreeSet<Code> {
    let rules = compiled.rules.iter().chain([&compiled.floor]);
    let asked = rules.flat_map(|rule| {
        let numbered = rule.required.all.iter().zip(0_u32..);
        numbered.filter(|(_, index)| {
            let mut records = record.requirements.iter();
            records.any(|one| one.rule == rule.name && one.requirement == *index)
        })
    });
    let asked = asked.filter_map(|(requirement, _)| requirement.with.as_ref());
    let with = asked.chain(&compiled.every_signature);
    with.flat_map(|with| with.acknowledged.iter().cloned())
        .collect()
}

fn destroyed(change: &Change) -> Vec<String> {
    let resources = change.exact().resources.known().iter();
    let resources = resources
        .filter(|one| matches!(one.action, ResourceAction::Delete | ResourceAction::Replace));
    let resources = resources.map(|one| format!("{} {}", one.action.word(), one.address));
    let paths = change.exact().paths.known().iter();
    let paths = paths.filter(|entry| entry.action == PathAction::Deleted);
    let mut all: Vec<String> = resources
        .chain(paths.map(|entry| format!("delete {}", entry.path)))
        .collect();
    all.sort();
    all
}

/// The paths to look at first.
fn hot(view: &View<'_>, change: &Change) -> Vec<HotPath> {
    let mut all: Vec<(&PathChange, Option<HotReason>)> = change
        .exact()
        .paths
        .known()
        .iter()
        .map(|entry| {
            let is_odd = view.odd.contains(&entry.path.to_string());
            let controls = structure::touches(entry, &view.compiled.protects);
            let why = match (controls, is_odd) {
                (true, _) => Some(HotReason::Gate),
                (false, true) => Some(HotReason::Odd),
                (false, false) => None,
            };
            (entry, why)
        })
        .collect();
    let lines = |entry: &PathChange| Some(entry.added?.saturating_add(entry.removed?));
    all.sort_by(|(one, why), (other, reason)| {
        let (one_is, other_is) = (why.is_none(), reason.is_none());
        (one_is, why, std::cmp::Reverse(lines(one)), &one.path).cmp(&(
            other_is,
            reason,
            std::cmp::Reverse(lines(other)),
            &other.path,
        ))
    });
    let mut large = 0_usize;
    let told = all.into_iter().filter_map(|(entry, why)| {
        let why = why.or_else(|| {
            large = large.saturating_add(1);
            (large <= LARGEST && lines(entry).is_some()).then_some(HotReason::Large)
        })?;
        Some(HotPath {
            path: entry.path.to_string(),
            why,
            lines: lines(entry),
        })
    });
    told.take(POINTED_OUT).collect()
}
