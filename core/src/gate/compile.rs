//! From documents to a gate.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::alternatives::Alternatives;
use super::asks::Asks;
use super::check::Checker;
use super::clock::Clock;
use super::envelopes::CompiledEnvelope;
use super::expand;
use super::parts::{Part, builtin, parts};
use super::people::People;
use super::places::Places;
use super::required::Required;
use super::{check_policy, check_roster};
use crate::authority::{AuthorityFault, DocumentKind};
use crate::decision::{Shared, SharedText};
use crate::digest::Digest;
use crate::error::{CompileError, Problem, Severity};
use crate::glob::Glob;
use crate::id::{Code, Environment, EvidenceType, Mark, Name};
use crate::matcher::{Matcher, Number, Patterns};
use crate::policy::{
    AuthorIdentity, BreakGlassRule, Condition, Envelope, Freeze, HumanClaim, PolicyDocument,
    Requirement, Rule, Selector, Unmatched, UnresolvedRule, Waiver, Window, With,
};
use crate::provenance::Presumption;
use crate::roster::POLICY_OWNER;
use crate::time::{Span, Timestamp};
use crate::wire::{Policy, Roster};

/// What always controls the gate. A policy may add to it, never empty or shrink it (semantics 5.6).
const PROTECTS: &[&str] = &[
    ".foureyes/**",
    ".github/workflows/**",
    ".github/actions/**",
    ".gitlab-ci.yml",
    ".gitlab/ci/**",
    ".ci/**",
    ".circleci/**",
    ".buildkite/**",
    "azure-pipelines.yml",
    "bitbucket-pipelines.yml",
    "Jenkinsfile",
    ".githooks/**",
    ".husky/**",
    ".pre-commit-config.yaml",
    "CODEOWNERS",
    ".github/CODEOWNERS",
    "docs/CODEOWNERS",
    ".gitmodules",
];

/// The name under which the built-in requirement on changes of the gate itself is shown.
pub(super) const FLOOR: &str = "floor/gate";

const FLOOR_WHY: &str = "What controls the gate changes only with two people who took no part, one of them a policy owner.";

/// A rule with everything that it needs to be judged.
#[derive(Debug)]
pub(super) struct CompiledRule {
    /// `document/rule`.
    pub(super) name: SharedText,
    pub(super) why: SharedText,
    /// Whether it is a floor and no rule.
    pub(super) is_floor: bool,
    /// The scope of the document and the condition of the rule; all must hold.
    pub(super) when: Vec<Condition>,
    pub(super) forbid: Option<Code>,
    /// What can stand in for any of its requirements.
    pub(super) waived_by: Vec<Waiver>,
    pub(super) required: Required,
    /// The named places of its document.
    pub(super) places: Arc<Places>,
    /// The named times of its document.
    pub(super) windows: Arc<BTreeMap<Name, Window>>,
    /// The patterns without one of which it does not apply, where nothing else in its condition asks for the time.
    pub(super) beside: Option<Vec<Number>>,
}

impl CompiledRule {
    /// Whether something can stand in for a part of it.
    pub(super) fn has_waiver(&self) -> bool {
        let own = self.required.all.iter().map(|one| &one.waived_by);
        own.chain([&self.waived_by]).any(|list| !list.is_empty())
    }
}

/// A policy and a roster that fit.
#[derive(Debug)]
pub(super) struct Compiled {
    pub(super) people: People,
    pub(super) policy_id: String,
    pub(super) policy_version: u32,
    pub(super) policy_digest: Digest,
    pub(super) policy_expires: Option<Timestamp>,
    /// From this instant on `afterwards` judges instead.
    pub(super) until: Option<Timestamp>,
    pub(super) afterwards: Option<Box<Compiled>>,
    /// Which of the two is not in force, and why.
    pub(super) unsigned: Vec<(DocumentKind, AuthorityFault)>,
    /// Every text that was in force before or is.
    pub(super) chain: BTreeSet<Digest>,
    /// Every document that takes part, as `id@version`.
    pub(super) documents: Shared<BTreeMap<String, Digest>>,
    pub(super) rules: Vec<CompiledRule>,
    pub(super) floor: CompiledRule,
    pub(super) freezes: Vec<Freeze>,
    pub(super) envelopes: Vec<CompiledEnvelope>,
    pub(super) break_glass: Option<BreakGlassRule>,
    /// For how long after it was last live something can be brought back.
    pub(super) revert_within: Span,
    pub(super) protects: Vec<Glob>,
    /// The same in lower case, for file systems that ignore case.
    pub(super) protects_folded: Vec<Number>,
    pub(super) destructive_paths: Vec<Glob>,
    /// Every pattern of a service, then those of what controls the gate, then every pattern of a place.
    pub(super) patterns: Matcher,
    /// The patterns of each service.
    pub(super) owned: Vec<Vec<Number>>,
    pub(super) environments: BTreeSet<Environment>,
    pub(super) environment_aliases: BTreeMap<Environment, Environment>,
    pub(super) marks: BTreeSet<Mark>,
    pub(super) evidence: BTreeSet<EvidenceType>,
    pub(super) unmatched: Unmatched,
    pub(super) presume: Option<Presumption>,
    pub(super) human_claim: HumanClaim,
    pub(super) author_identity: AuthorIdentity,
    pub(super) unresolved: Option<UnresolvedRule>,
    pub(super) every_signature: Vec<With>,
    pub(super) veto_lift: Option<Requirement>,
    pub(super) complete_statements: bool,
    pub(super) ttl_production: Span,
    pub(super) ttl_elsewhere: Span,
    pub(super) warnings: Vec<Problem>,
}

pub(super) fn compile(policy: &Policy, roster: &Roster) -> Result<Compiled, CompileError> {
    let mut checker = Checker::default();
    let whole = roster.composed();
    check_roster::check(roster, &whole, &mut checker);
    let people = People::new(&whole, *roster.digest());
    let builtin = builtin(policy);
    let parts = parts(policy, &builtin, &mut checker);
    check_policy::check(&parts, &people, &whole.document, &mut checker);
    let place_in = |problem: &mut Problem| {
        if problem.at.document.starts_with("roster") {
            check_roster::place(&whole, problem);
        }
    };
    let mut problems = checker.into_problems(place_in, |document| {
        if document.starts_with("roster") {
            return check_roster::places(roster, document);
        }
        let part = parts
            .iter()
            .find(|part| document == format!("policy {}", part.document().id));
        part.and_then(|part| part.policy.places())
    });
    problems.sort_by_cached_key(place);
    problems.dedup();
    if problems
        .iter()
        .any(|problem| problem.severity == Severity::Error)
    {
        return Err(CompileError::new(problems));
    }
    let afterwards = afterwards(policy, &parts, roster)?;
    let mut compiled = build(&parts, policy, people, problems);
    compiled.afterwards = afterwards.map(|mut next| {
        // It stays the policy that was adopted, whatever it says from then on.
        next.policy_id.clone_from(&compiled.policy_id);
        next.policy_version = compiled.policy_version;
        next.policy_digest = compiled.policy_digest;
        next.policy_expires = next
            .policy_expires
            .into_iter()
            .chain(compiled.policy_expires)
            .min();
        let mut documents = BTreeMap::clone(&next.documents);
        documents.insert(label(policy.document()), *policy.digest());
        next.documents = documents.into();
        Box::new(next)
    });
    Ok(compiled)
}

/// The gate of the document that replaces the policy from `until` on.
fn afterwards(
    policy: &Policy,
    parts: &[Part<'_>],
    roster: &Roster,
) -> Result<Option<Compiled>, CompileError> {
    let name = policy.document().afterwards.as_ref();
    let base = parts
        .iter()
        .find(|part| !part.is_top && Some(&part.document().id) == name);
    let next = base.map(|base| {
        let others = policy.bases().iter();
        let others = others.filter(|other| Some(&other.document().id) != name);
        base.policy.clone().with_bases(others.cloned().collect())
    });
    next.map(|next| compile(&next, roster)).transpose()
}

impl Compiled {
    /// What judges at an instant: from `until` on the document that replaces this one.
    pub(super) fn in_force(&self, clock: &Clock) -> &Self {
        match (self.until, &self.afterwards) {
            (Some(until), Some(afterwards)) if clock.reached(until) => afterwards,
            _ => self,
        }
    }
}

/// Errors first, then by document, and in it by what comes first.
pub(super) fn place(problem: &Problem) -> impl Ord + use<> {
    let at = &problem.at;
    // `rule[2]` comes before `rule[10]`.
    let steps = at.path.split(['.', '[', ']']);
    let steps: Vec<(Option<usize>, String)> = steps
        .map(|step| (step.parse().ok(), step.to_owned()))
        .collect();
    let position = at.position.unwrap_or((usize::MAX, 0));
    let said = (problem.code, problem.message.clone());
    (problem.severity, at.document.clone(), position, steps, said)
}

/// The union of what every document lists.
fn union<'p, T: Ord + Clone + 'p>(
    documents: &[&'p PolicyDocument],
    list: impl Fn(&'p PolicyDocument) -> &'p Vec<T>,
) -> BTreeSet<T> {
    documents
        .iter()
        .flat_map(|document| list(document).iter().cloned())
        .collect()
}

fn build(parts: &[Part<'_>], policy: &Policy, people: People, warnings: Vec<Problem>) -> Compiled {
    let top = policy.document();
    let expanded: Vec<(&Part<'_>, PolicyDocument)> = parts
        .iter()
        .map(|part| (part, expand::document(part.document())))
        .collect();
    let documents: Vec<&PolicyDocument> = expanded
        .iter()
        .filter(|(part, _)| part.is_whole())
        .map(|(_, document)| document)
        .collect();
    let all: Vec<&PolicyDocument> = parts.iter().map(Part::document).collect();
    let ttl = |pick: fn(&PolicyDocument) -> Option<Span>, default: Span| {
        documents
            .iter()
            .filter_map(|document| pick(document))
            .min()
            .unwrap_or(default)
    };
    let built_in = PROTECTS.iter().filter_map(|text| text.parse().ok());
    let added = documents
        .iter()
        .flat_map(|document| document.protects.iter().cloned());
    let protects: Vec<Glob> = built_in.chain(added).collect();
    let mut patterns = Patterns::default();
    let mut numbers = |globs: &Vec<Glob>| globs.iter().map(|glob| patterns.add(glob)).collect();
    let services = people.services.iter();
    let owned = services.map(|service| numbers(&service.paths)).collect();
    let of_services = patterns.len();
    let protects_folded = protects.iter();
    let protects_folded = protects_folded
        .filter_map(|glob| glob.as_str().to_lowercase().parse().ok())
        .map(|glob| patterns.add(&glob))
        .collect();
    let mut asks = Asks::default();
    let rules = expanded
        .iter()
        .flat_map(|(part, document)| rules(part, document, &mut patterns, &mut asks))
        .collect();
    let envelopes = documents
        .iter()
        .flat_map(|document| envelopes(document, &mut patterns, &mut asks))
        .collect();
    Compiled {
        policy_id: top.id.to_string(),
        policy_version: top.version,
        policy_digest: *policy.digest(),
        policy_expires: all
            .iter()
            .filter_map(|document| document.expires)
            .chain(top.until.filter(|_| top.afterwards.is_none()))
            .min(),
        until: top.until,
        afterwards: None,
        unsigned: if people.names_authority {
            vec![
                (DocumentKind::Policy, AuthorityFault::Unsigned),
                (DocumentKind::Roster, AuthorityFault::Unsigned),
            ]
        } else {
            Vec::new()
        },
        chain: BTreeSet::new(),
        documents: parts
            .iter()
            .map(|part| (label(part.document()), *part.policy.digest()))
            .collect::<BTreeMap<_, _>>()
            .into(),
        rules,
        floor: floor(&mut asks),
        freezes: documents
            .iter()
            .flat_map(|document| document.freezes.iter().cloned())
            .collect(),
        break_glass: documents
            .iter()
            .find_map(|document| document.break_glass.clone()),
        envelopes,
        revert_within: ttl(|document| document.revert_within, Span::from_hours(7 * 24)),
        protects_folded,
        protects,
        patterns: patterns.compile(of_services),
        owned,
        destructive_paths: top.derive.destructive_paths.clone(),
        environments: union(&all, |document| &document.vocabulary.environments),
        environment_aliases: all
            .iter()
            .flat_map(|document| document.vocabulary.environment_aliases.clone())
            .collect(),
        marks: union(&all, |document| &document.vocabulary.marks),
        evidence: union(&all, |document| &document.vocabulary.evidence),
        unmatched: top.unmatched.unwrap_or_default(),
        presume: top.provenance.presume,
        human_claim: top.provenance.human_claim.unwrap_or_default(),
        author_identity: top.trust.author_identity.unwrap_or_default(),
        unresolved: top.unresolved,
        every_signature: documents
            .iter()
            .filter_map(|document| document.every_signature.clone())
            .collect(),
        veto_lift: documents
            .iter()
            .find_map(|document| document.veto_lift.clone()),
        complete_statements: documents
            .iter()
            .any(|document| document.complete_statements.is_some()),
        ttl_production: ttl(
            |document| document.decision_ttl.production,
            Span::from_minutes(15),
        ),
        ttl_elsewhere: ttl(
            |document| document.decision_ttl.elsewhere,
            Span::from_hours(24),
        ),
        people,
        warnings,
    }
}

/// `id@version`, as documents are listed in a decision.
pub(super) fn label(document: &PolicyDocument) -> String {
    format!("{}@{}", document.id, document.version)
}

fn windows(document: &PolicyDocument) -> BTreeMap<Name, Window> {
    let named = document.windows.iter();
    named
        .map(|window| (window.id.clone(), window.clone()))
        .collect()
}

fn rules(
    part: &Part<'_>,
    document: &PolicyDocument,
    patterns: &mut Patterns,
    asks: &mut Asks,
) -> Vec<CompiledRule> {
    let places = Arc::new(Places::new(document, patterns));
    let windows = Arc::new(windows(document));
    let mut compile = |rule: &Rule| {
        let when: Vec<Condition> = document.scope.iter().chain(&rule.when).cloned().collect();
        CompiledRule {
            name: format!("{}/{}", document.id, rule.id).into(),
            why: rule.why.as_str().into(),
            is_floor: false,
            beside: places.beside(&when),
            when,
            forbid: rule.forbid.clone(),
            waived_by: rule.waived_by.clone(),
            required: Required::new(Alternatives::of(&rule.require), asks),
            places: Arc::clone(&places),
            windows: Arc::clone(&windows),
        }
    };
    let taken = document
        .rules
        .iter()
        .filter(|rule| part.takes_rule(&rule.id));
    let mut rules: Vec<_> = taken.map(&mut compile).collect();
    if !document.floor.is_empty() && part.is_whole() {
        rules.push(CompiledRule {
            name: format!("{}/floor", document.id).into(),
            why: format!("Every change in the scope of `{}`.", document.id).into(),
            is_floor: true,
            when: document.scope.iter().cloned().collect(),
            forbid: None,
            waived_by: Vec::new(),
            required: Required::new(Alternatives::of(&document.floor), asks),
            places,
            windows,
            beside: None,
        });
    }
    rules
}

fn envelopes(
    document: &PolicyDocument,
    patterns: &mut Patterns,
    asks: &mut Asks,
) -> Vec<CompiledEnvelope> {
    let places = Arc::new(Places::new(document, patterns));
    let windows = Arc::new(windows(document));
    let mut compile = |envelope: &Envelope| CompiledEnvelope {
        actor: envelope.actor.clone(),
        from: envelope.from,
        until: envelope.until,
        rate: envelope.rate,
        rule: CompiledRule {
            name: format!("{}/{}", document.id, envelope.id).into(),
            why: envelope.why.as_str().into(),
            is_floor: false,
            when: vec![envelope.when.clone()],
            forbid: None,
            waived_by: Vec::new(),
            required: Required::new(
                Alternatives {
                    requirements: envelope.require.clone(),
                    ways: vec![(0..envelope.require.len()).collect()],
                },
                asks,
            ),
            places: Arc::clone(&places),
            windows: Arc::clone(&windows),
            beside: None,
        },
    };
    document.envelopes.iter().map(&mut compile).collect()
}

/// The requirement that no policy can remove or waive.
fn floor(asks: &mut Asks) -> CompiledRule {
    let owner = Selector {
        role: POLICY_OWNER.parse().ok(),
        ..Selector::default()
    };
    let two = Requirement {
        approvals: Some(2),
        including: vec![owner],
        ..Requirement::default()
    };
    CompiledRule {
        name: FLOOR.into(),
        why: FLOOR_WHY.into(),
        is_floor: true,
        when: Vec::new(),
        forbid: None,
        waived_by: Vec::new(),
        required: Required::new(Alternatives::of(&[two]), asks),
        places: Arc::default(),
        windows: Arc::default(),
        beside: None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_always_controls_the_gate_is_well_formed() {
        for text in PROTECTS {
            assert!(text.parse::<Glob>().is_ok(), "{text}");
        }
        assert!(
            floor(&mut Asks::default())
                .required
                .all
                .iter()
                .all(|one| one.including.iter().all(|seat| seat.role.is_some()))
        );
    }
}
