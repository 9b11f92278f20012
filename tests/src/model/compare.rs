//! Holds a decision of the gate against what the model makes of the same case.

use std::collections::{BTreeMap, BTreeSet};

use foureyes::Decision;
use foureyes::decision::{DecisionRecord, ReasonCode};

use super::{Ignored, Outcome, Record, Said};

/// Notes that tell of relaxations, and of no clause of the flow.
const TOLD_ELSEWHERE: &[ReasonCode] = &[
    ReasonCode::IdentityAsserted,
    ReasonCode::Presumed,
    ReasonCode::ReportOnly,
    ReasonCode::Simulated,
];

fn reasons(record: &DecisionRecord) -> BTreeSet<Said> {
    let all = record.reasons.iter();
    all.filter(|one| !TOLD_ELSEWHERE.contains(&one.code))
        .map(|one| {
            let (rule, name) = (one.rule.clone(), one.name.clone());
            (one.effect, one.code, rule, one.requirement, name)
        })
        .collect()
}

fn requirements(record: &DecisionRecord) -> BTreeMap<(String, u32), BTreeSet<Record>> {
    let mut found = BTreeMap::new();
    for one in &record.requirements {
        let number = |number: &u32| usize::try_from(*number).unwrap_or(usize::MAX);
        let counted = one.counted.iter().map(|who| {
            let behalf = who.on_behalf_of.as_ref().map(ToString::to_string);
            (who.person.to_string(), behalf)
        });
        let record = Record {
            name: one.name.to_string(),
            status: one.status,
            need: one.need,
            raised: number(&one.raised),
            alternatives: one.alternatives.iter().map(number).collect(),
            waived_by: one.waived_by,
            counted: counted.collect(),
        };
        let place = (one.rule.to_string(), one.requirement);
        let all: &mut BTreeSet<_> = found.entry(place).or_default();
        all.insert(record);
    }
    found
}

fn differ<T: PartialEq + std::fmt::Debug>(what: &str, gate: &T, model: &T, into: &mut Vec<String>) {
    if gate != model {
        into.push(format!("{what}\n    gate  {gate:?}\n    model {model:?}"));
    }
}

fn differ_by_key<K: Ord + Clone + std::fmt::Debug, V: PartialEq + std::fmt::Debug>(
    what: &str,
    gate: &BTreeMap<K, V>,
    model: &BTreeMap<K, V>,
    into: &mut Vec<String>,
) {
    let keys: BTreeSet<&K> = gate.keys().chain(model.keys()).collect();
    for key in keys {
        let what = format!("{what} {key:?}");
        differ(&what, &gate.get(key), &model.get(key), into);
    }
}

/// Returns everything in which a decision is not what the model makes of it.
pub fn differences(decision: &Decision, outcome: &Outcome) -> Vec<String> {
    let record = decision.record();
    let mut all = Vec::new();
    differ("verdict", &record.verdict, &outcome.verdict, &mut all);
    differ("because", &record.because, &outcome.because, &mut all);
    let gate = reasons(record);
    let only: Vec<_> = gate.difference(&outcome.reasons).collect();
    let other: Vec<_> = outcome.reasons.difference(&gate).collect();
    differ("reasons", &only, &other, &mut all);
    differ_by_key(
        "requirement",
        &requirements(record),
        &outcome.requirements,
        &mut all,
    );
    let mut ignored = Ignored::new();
    for one in &record.ignored {
        let person = one.person.as_ref().map(ToString::to_string);
        let codes = ignored.entry((one.statement, person)).or_default();
        codes.insert(one.code);
    }
    let total: u64 = record.ignored_counts.values().sum();
    if total == u64::try_from(record.ignored.len()).unwrap_or(u64::MAX) {
        differ_by_key("ignored", &ignored, &outcome.ignored, &mut all);
    }
    let owed = record.obligations.iter().map(|one| {
        let (rule, name) = (one.rule.clone(), one.name.clone());
        (
            one.code.clone(),
            rule,
            name,
            one.owed_by.to_string(),
            one.due,
        )
    });
    differ(
        "obligations",
        &owed.collect(),
        &outcome.obligations,
        &mut all,
    );
    all
}
