//! From what was found to the record of a decision.

use std::collections::{BTreeMap, BTreeSet};

use super::compile::CompiledRule;
use super::eligible::Judge;
use super::evaluate::Trial;
use super::standing::Statements;
use crate::decision::{
    About, Because, DecisionFormat, DecisionRecord, Detail, Effect, IgnoredRecord, Inputs, Missing,
    Profile, Reason, ReasonCode, Verdict,
};
use crate::policy::Waiver;
use crate::statement::{IgnoredCode, StatementSet};
use crate::time::Span;

/// Environments that are surely not production; whatever else a policy names is treated as if it were.
const ELSEWHERE: [&str; 3] = ["development", "staging", "test"];
/// How many ignored statements are shown.
const SHOWN: usize = 100;

impl Trial<'_, '_> {
    /// Writes the record.
    pub(super) fn finish(
        self,
        statements: &StatementSet,
        signed: Statements<'_>,
        rules: &[&CompiledRule],
        mut missing: Missing,
    ) -> DecisionRecord {
        let compiled = self.compiled();
        let mut reasons = self.reasons;
        reasons.sort();
        reasons.dedup();
        let effects = || reasons.iter().map(|reason| reason.effect);
        let verdict = if effects().any(|effect| effect == Effect::Deny) {
            Verdict::Deny
        } else if effects().any(|effect| effect == Effect::Hold) {
            Verdict::Hold
        } else {
            Verdict::Allow
        };
        let because = because(&reasons, rules);
        let facts = reasons
            .iter()
            .filter(|reason| reason.effect == Effect::Hold && !self.spared.contains(*reason));
        let facts: BTreeSet<String> = facts.flat_map(named_facts).collect();
        missing.facts = facts.into_iter().collect();
        missing.evidence = self.evidence.into_iter().collect();
        let environment = self.judge.view.environment.trusted();
        let ttl = if environment.is_some_and(|place| ELSEWHERE.contains(&place.as_str())) {
            compiled.ttl_elsewhere
        } else {
            compiled.ttl_production
        };
        let now = self.request.now;
        let (ignored, ignored_counts) = shown(signed.ignored);
        let mut records = self.records;
        records.sort_by(|one, other| {
            (&one.rule, one.requirement).cmp(&(&other.rule, other.requirement))
        });
        let mut obligations = self.obligations;
        obligations.sort();
        obligations.dedup();
        obligations.retain(|_| verdict == Verdict::Allow);
        let counted = records
            .iter()
            .flat_map(|record| &record.counted)
            .flat_map(|counted| [Some(counted.statement), counted.delegation])
            .flatten();
        let mut resting_on = self.words;
        resting_on.extend(counted);
        DecisionRecord {
            decision: DecisionFormat::V1,
            verdict,
            because: (verdict == Verdict::Allow).then_some(because),
            about: Some(about(self.request.change)),
            evaluated_at: now,
            recheck_by: self
                .judge
                .clock
                .next()
                .min(now.plus(ttl.min(Span::from_hours(24)))),
            inputs: Inputs {
                policies: compiled.documents.clone(),
                rosters: compiled.people.documents.clone(),
                statements: resting_on,
                complete_as_of: statements.complete_as_of,
                semantics: crate::SEMANTICS,
                agents: crate::detect::AGENTS_VERSION.into(),
            },
            reasons,
            requirements: records,
            missing,
            obligations,
            ignored,
            ignored_counts,
            profile: Some(profile(self.judge)),
        }
    }
}

/// Why an allow is one: by the gravest of what stands in for something, if anything does.
fn because(reasons: &[Reason], rules: &[&CompiledRule]) -> Because {
    let waived = reasons.iter().filter(|one| one.code == ReasonCode::Waived);
    let words: BTreeSet<&str> = waived
        .filter_map(|one| match one.details.get("by") {
            Some(Detail::Text(word)) => Some(word.as_str()),
            _ => None,
        })
        .collect();
    if words.contains(Waiver::BreakGlass.word()) {
        Because::BreakGlass
    } else if words.contains(Waiver::EmergencyRevert.word()) {
        Because::EmergencyRevert
    } else if words.contains(Waiver::Envelope.word()) {
        Because::Envelope
    } else if rules.is_empty() {
        Because::NoRule
    } else {
        Because::Approved
    }
}

/// The facts that a reason names as not known.
fn named_facts(reason: &Reason) -> Vec<String> {
    let listed = match reason.details.get("facts") {
        Some(Detail::Texts(facts)) => facts.clone(),
        _ => Vec::new(),
    };
    let partial = (reason.code == ReasonCode::ListPartial)
        .then(|| reason.subject.clone())
        .flatten();
    listed.into_iter().chain(partial).collect()
}

/// Statements about other changes and by strangers say little; they are counted, and shown after all others.
pub(super) const fn is_distant(record: &IgnoredRecord) -> bool {
    matches!(
        record.code,
        IgnoredCode::OtherChange | IgnoredCode::UnknownKey
    )
}

/// The first ignored statements, and how many there are of each code.
fn shown(ignored: BTreeSet<IgnoredRecord>) -> (Vec<IgnoredRecord>, BTreeMap<IgnoredCode, u64>) {
    let mut counts = BTreeMap::new();
    for record in &ignored {
        let count: &mut u64 = counts.entry(record.code).or_default();
        *count = count.saturating_add(1);
    }
    let (far, near): (Vec<_>, Vec<_>) = ignored.into_iter().partition(is_distant);
    (near.into_iter().chain(far).take(SHOWN).collect(), counts)
}

pub(crate) fn about(change: &crate::change::Change) -> About {
    let exact = change.exact();
    About {
        change_id: exact.id.clone(),
        repository: exact.repository.clone(),
        target_ref: exact.target_ref.clone(),
        action: exact.action,
        environment: exact.environment.value().cloned(),
        regions: exact
            .regions
            .iter()
            .cloned()
            .collect::<BTreeSet<_>>()
            .into_iter()
            .collect(),
        subjects: exact
            .subjects
            .iter()
            .map(|subject| subject.digest.clone())
            .collect(),
        change_digest: *change.digest(),
    }
}

fn profile(judge: &Judge<'_>) -> Profile {
    let view = judge.view;
    let people = &view.compiled.people;
    let live = view.change.live();
    let distinct = |pick: fn(&crate::provenance::Claim) -> Option<&String>| {
        let words: BTreeSet<String> = live
            .claims
            .known()
            .iter()
            .filter_map(pick)
            .cloned()
            .collect();
        words.into_iter().collect()
    };
    let paths = &view.change.exact().paths;
    let lines = paths.known().iter().try_fold(0_u64, |sum, entry| {
        Some(
            sum.saturating_add(entry.added?)
                .saturating_add(entry.removed?),
        )
    });
    let authors = view.participants.authors();
    let level = authors
        .iter()
        .filter_map(|index| people.get(*index))
        .filter_map(|principal| people.level_now(principal, judge.clock))
        .min_by_key(|level| people.rank(level));
    Profile {
        involvement: view.involvement.clone(),
        tools: distinct(|claim| claim.tool.as_ref()),
        models: distinct(|claim| claim.model.as_ref()),
        services: view.services.items.iter().cloned().collect(),
        tier: view.tier(),
        paths: paths
            .is_whole()
            .then(|| u64::try_from(paths.known().len()).unwrap_or(u64::MAX)),
        lines: lines.filter(|_| paths.is_whole()),
        author_level: level.cloned(),
        authors: authors
            .iter()
            .filter_map(|index| people.get(*index))
            .map(|one| one.id.clone())
            .collect(),
        requested_at: live.requested_at.value().copied(),
    }
}
