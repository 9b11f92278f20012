//! The decision itself: pure, total, the same for the same inputs (semantics 3, 4).

use std::borrow::Cow;
use std::collections::BTreeSet;

use super::Request;
use super::candidates::{NAMED, Pool};
use super::clock::Clock;
use super::compile::{Compiled, CompiledRule};
use super::condition::{Reading, Scene, Tri, all};
use super::eligible::Judge;
use super::facts::View;
use super::fast::Fast;
use super::hearing::{Heard, hear};
use super::people::Index;
use super::solved::Solver;
use super::standing::{Statements, stand};
use super::waivers::{self, Waivers};
use super::weigh::{self, Scales, Ways, Weighed};
use super::{grants, structure, verify};
use crate::decision::{
    DecisionRecord, Effect, IgnoredRecord, Obligation, Reason, ReasonCode, RequirementRecord,
    Verdict,
};
use crate::digest::Digest;
use crate::id::EvidenceType;
use crate::policy::{AuthorIdentity, Requirement, Unmatched, UnresolvedRule, Waiver};
use crate::statement::{IgnoredCode, StatementSet, Verified};
use crate::time::Timestamp;

/// How an evaluation is meant.
pub(super) enum Mode<'a> {
    /// A change of what controls the gate is at best held.
    Plain,
    /// The old side of a transition: its expiry alone does not hold.
    Old,
    /// The new side: people and keys that the old roster does not have do not count.
    New {
        /// The old side.
        old: &'a Compiled,
    },
}

pub(super) fn evaluate(
    compiled: &Compiled,
    request: &Request<'_>,
    mode: &Mode<'_>,
) -> DecisionRecord {
    evaluate_naming(compiled, request, mode, NAMED)
}

/// As [`evaluate`], naming up to `named` candidates for each requirement.
pub(super) fn evaluate_naming(
    compiled: &Compiled,
    request: &Request<'_>,
    mode: &Mode<'_>,
    named: usize,
) -> DecisionRecord {
    evaluate_until(compiled, request, mode, named).0
}

/// As [`evaluate_naming`], with the earliest instant after now that the decision depends on.
pub(super) fn evaluate_until(
    compiled: &Compiled,
    request: &Request<'_>,
    mode: &Mode<'_>,
    named: usize,
) -> (DecisionRecord, Timestamp) {
    let clock = Clock::new(request.now);
    let compiled = compiled.in_force(&clock);
    let statements = verified_here(compiled, request.statements);
    let fast = Fast::new(compiled, &clock, &statements, request);
    let request = &fast.add_to(request);
    let mut view = View::new(compiled, request.change, &clock, request.revocations);
    let words = hear(&mut view, &clock, &statements, request, mode);
    let judge = Judge {
        view: &view,
        clock: &clock,
    };
    let mut signed = stand(&judge, &statements, request);
    signed.ignored.extend(words.ignored.iter().cloned());
    signed.ignored.extend(fast.ignored.iter().cloned());
    if let Mode::New { old } = mode {
        drop_added(&mut signed, old);
    }
    drop_idle_lifts(&judge, &mut signed);
    let route = Route {
        judge: &judge,
        request,
        mode,
        named,
        statements: &statements,
        words: &words,
    };
    let waivers = Waivers::new(&judge);
    let again = !signed.glass.is_empty();
    let again = again.then(|| (signed.clone(), waivers.clone()));
    let mut record = route.decide(signed, waivers);
    if let Some((signed, waivers)) = again
        && record.verdict != Verdict::Allow
    {
        // A second way, for whoever cannot wait: the better verdict counts. There is none in a transition.
        let broken = matches!(mode, Mode::Plain)
            .then(|| route.decide(signed, waivers.and(Waiver::BreakGlass)))
            .filter(|broken| broken.verdict == Verdict::Allow);
        if let Some(broken) = broken {
            record = broken;
        } else {
            let note = Reason::note(ReasonCode::BreakGlassNotEnough);
            record.reasons.push(note);
            record.reasons.sort();
        }
    }
    (record, clock.next())
}

/// One way to a decision: with what may stand in for something.
struct Route<'r, 'a> {
    judge: &'r Judge<'a>,
    request: &'r Request<'r>,
    mode: &'r Mode<'r>,
    named: usize,
    statements: &'r StatementSet,
    words: &'r Heard,
}

impl<'a> Route<'_, 'a> {
    fn decide(&self, mut signed: Statements<'a>, waivers: Waivers) -> DecisionRecord {
        let judge = self.judge;
        let mut trial = Trial {
            judge,
            request: self.request,
            mode: self.mode,
            named: self.named,
            reasons: structure::reasons(judge.view),
            words: self.words.counted.clone(),
            records: Vec::new(),
            waivers,
            evidence: BTreeSet::new(),
            spared: BTreeSet::new(),
            obligations: Vec::new(),
        };
        trial.reasons.extend(grants::reasons(judge.view));
        let notes = trial.waivers.notes.iter().chain(&self.words.notes);
        let notes: Vec<Reason> = notes.cloned().collect();
        trial.reasons.extend(notes);
        trial.authority();
        trial.notes(self.statements);
        let rules = trial.rules();
        let applying: Vec<&Requirement> =
            rules.iter().flat_map(|rule| &rule.required.all).collect();
        let raised = trial.unresolved();
        let objections = trial.vetoes(&signed, &applying, raised);
        let raised = raised.saturating_add(objections);
        let solver = Solver::new(judge, raised, &signed.approvals);
        let ways = |rule| Ways::of(rule, |way| solver.way(rule, way));
        let ways: Vec<_> = rules.iter().copied().map(ways).collect();
        let scales = Scales {
            solver: &solver,
            reviewed: weigh::reviewed(&ways, &signed.approvals),
            waivers: &trial.waivers,
        };
        let weighed: Vec<_> = rules
            .iter()
            .zip(ways)
            .map(|(rule, ways)| Weighed::new(&scales, &scene(judge, rule), rule, ways))
            .collect();
        let people = trial.requirements(&weighed, &signed);
        trial.forgotten(&weighed, &mut signed);
        if trial.waivers.has(Waiver::BreakGlass) {
            trial.break_glass(&signed);
        }
        trial.finish(self.statements, signed, &rules, people)
    }
}

/// The statements, verified under this roster: again, if it was another one.
pub(super) fn verified_here<'s>(
    compiled: &Compiled,
    statements: &'s StatementSet,
) -> Cow<'s, StatementSet> {
    if statements.roster == compiled.people.digest {
        return Cow::Borrowed(statements);
    }
    let mut again = verify::verify(compiled, &statements.submitted);
    again.complete_as_of = statements.complete_as_of;
    Cow::Owned(again)
}

/// Whether the old roster has a person, with a key, where one is given.
pub(super) fn is_known(
    old: &Compiled,
    person: &crate::id::PrincipalId,
    key: Option<&crate::id::Fingerprint>,
) -> bool {
    match key {
        Some(key) => old
            .people
            .by_key(key)
            .is_some_and(|(_, principal, _)| principal.id == *person),
        None => old.people.find(person).is_some(),
    }
}

/// Whether the old roster has the person of a statement, and its key: hers, or of the service that vouches.
pub(super) fn is_old(old: &Compiled, one: &Verified) -> bool {
    let owner = one.vouched_by.as_ref().unwrap_or(&one.person);
    is_known(old, owner, Some(one.fingerprint())) && is_known(old, &one.person, None)
}

/// Drops approvals and lifts of people and keys that the old roster does not have.
fn drop_added(signed: &mut Statements<'_>, old: &Compiled) {
    let ignored = &mut signed.ignored;
    let mut stays = |verified: &Verified| {
        let known = is_old(old, verified);
        if !known {
            ignored.insert(not_counted(IgnoredCode::AddedByChange, verified));
        }
        known
    };
    signed.approvals.retain(|one| stays(one.verified));
    signed.lifts.retain(|one| stays(one.verified));
}

/// Drops lifts that are not of the people, or not with the signatures, that the policy asks for.
fn drop_idle_lifts(judge: &Judge<'_>, signed: &mut Statements<'_>) {
    let compiled = judge.view.compiled;
    let ignored = &mut signed.ignored;
    signed.lifts.retain(|one| {
        let issued = one.lift.issued;
        let asked = compiled.veto_lift.as_ref().is_some_and(|quorum| {
            let person = quorum.from.as_ref().is_none_or(|from| {
                let lacks = judge.lacks(one.index, one.principal, from, None, issued);
                lacks.is_empty()
            });
            let mut with = quorum.with.iter().chain(&compiled.every_signature);
            person && with.all(|with| judge.lacks_of_key(one.verified, issued, with).is_empty())
        });
        if !asked {
            ignored.insert(not_counted(IgnoredCode::NotEligible, one.verified));
        }
        asked
    });
}

/// What the conditions of a rule are evaluated against.
fn scene<'s>(judge: &'s Judge<'_>, rule: &'s CompiledRule) -> Scene<'s> {
    Scene {
        view: judge.view,
        clock: judge.clock,
        places: &rule.places,
        windows: &rule.windows,
        firm: false,
    }
}

fn not_counted(code: IgnoredCode, verified: &Verified) -> IgnoredRecord {
    IgnoredRecord {
        code,
        statement: verified.id,
        person: Some(verified.person.clone()),
        differs: None,
    }
}

pub(super) struct Trial<'a, 'r> {
    pub(super) judge: &'r Judge<'a>,
    pub(super) request: &'r Request<'r>,
    mode: &'r Mode<'r>,
    named: usize,
    /// Words on how the content was made that count.
    pub(super) words: BTreeSet<Digest>,
    pub(super) reasons: Vec<Reason>,
    pub(super) records: Vec<RequirementRecord>,
    /// What may stand in for a requirement.
    waivers: Waivers,
    pub(super) evidence: BTreeSet<EvidenceType>,
    /// Reasons whose facts nobody is asked for: people alone are enough.
    pub(super) spared: BTreeSet<Reason>,
    /// What is owed if it is allowed.
    pub(super) obligations: Vec<Obligation>,
}

impl<'a, 'r> Trial<'a, 'r> {
    pub(super) fn compiled(&self) -> &'a Compiled {
        self.judge.view.compiled
    }

    pub(super) fn view(&self) -> &'a View<'a> {
        self.judge.view
    }

    /// Whether policy and roster are in force: not expired, not older than what was seen before.
    fn authority(&mut self) {
        let compiled = self.compiled();
        let expired = |at: Option<Timestamp>| at.is_some_and(|at| self.judge.clock.reached(at));
        let (policy, roster) = (
            expired(compiled.policy_expires),
            expired(compiled.people.expires),
        );
        if !matches!(self.mode, Mode::Old) {
            for (is, code, id) in [
                (policy, ReasonCode::PolicyExpired, &compiled.policy_id),
                (roster, ReasonCode::RosterExpired, &compiled.people.id),
            ] {
                if is {
                    self.reasons.push(Reason::hold(code).subject(id.as_str()));
                }
            }
        }
        let old = match self.mode {
            Mode::New { old } => Some(*old),
            Mode::Plain | Mode::Old => None,
        };
        self.reasons.extend(compiled.unsigned_reasons(old));
        if let Some(seen) = self.request.last_seen {
            for (what, is, before) in [
                ("policy", compiled.policy_version, seen.policy),
                ("roster", compiled.people.version, seen.roster),
            ] {
                if is < before {
                    let reason = Reason::hold(ReasonCode::AuthorityRollback).subject(what);
                    self.reasons
                        .push(reason.detail("version", is).detail("lastSeen", before));
                }
            }
        }
        if matches!(self.mode, Mode::Plain) && self.view().touches_protected {
            self.reasons
                .push(Reason::hold(ReasonCode::TransitionRequired));
        }
    }

    /// What the reader should know, every relaxation that this decision rests on among it.
    fn notes(&mut self, statements: &StatementSet) {
        let compiled = self.compiled();
        let view = self.view();
        if compiled.author_identity == AuthorIdentity::Asserted && view.participants.asserted_only {
            self.reasons
                .push(Reason::note(ReasonCode::IdentityAsserted));
        }
        if let Some(presumed) = compiled.presume {
            let word = crate::json::to_string(&presumed).replace('"', "");
            self.reasons
                .push(Reason::note(ReasonCode::Presumed).detail("involvement", word));
        }
        // Completeness is known up to an instant; after the shortest life of a decision it is old news. That is an
        // instant at which to ask again only where the verdict rests on it.
        let fresh = |at: Timestamp| {
            let until = at.plus(compiled.ttl_production);
            if compiled.complete_statements {
                !self.judge.clock.reached(until)
            } else {
                self.judge.clock.now() < until
            }
        };
        if !statements.complete_as_of.is_some_and(fresh) {
            let effect = if compiled.complete_statements {
                Effect::Hold
            } else {
                Effect::Note
            };
            self.reasons
                .push(Reason::new(effect, ReasonCode::StatementsIncomplete));
        }
        for person in &statements.over_limit {
            self.reasons
                .push(Reason::hold(ReasonCode::StatementsOverLimit).subject(person.as_str()));
        }
        if self.request.simulated {
            self.reasons.push(Reason::note(ReasonCode::Simulated));
        }
    }

    /// The rules that apply and require something; those that forbid are dealt with here.
    fn rules(&mut self) -> Vec<&'a CompiledRule> {
        let compiled = self.compiled();
        let mut applying = Vec::new();
        // Whether a rule is known to speak of the change, and what would tell whether one does. A floor restricts
        // without speaking: else adding one could let a change through.
        let mut spoken = false;
        let mut untold = BTreeSet::new();
        for rule in &compiled.rules {
            let beside = rule.beside.as_ref();
            let beside = beside.map(|patterns| self.view().touches(patterns.iter().copied()));
            if beside == Some(Some(false)) {
                continue;
            }
            let scene = scene(self.judge, rule);
            let when = all(&scene, &rule.when, Reading::Restricting);
            if let Some(by) = self
                .waivers
                .of_freeze(rule)
                .filter(|_| !matches!(when, Tri::False))
                && let Some(code) = &rule.forbid
            {
                // A freeze that a revert passes asks for nothing: it does not speak of the change.
                self.reasons
                    .push(waivers::note(rule, by).name(code.as_str()));
                continue;
            }
            match &when {
                Tri::False => continue,
                _ if rule.is_floor || spoken => {}
                // A rule that speaks can let through what would be held: for that, nobody's mere word counts.
                _ => match all(
                    &Scene {
                        firm: true,
                        ..scene
                    },
                    &rule.when,
                    Reading::Restricting,
                ) {
                    Tri::True => spoken = true,
                    Tri::False => {}
                    Tri::Unknown(facts) => untold.extend(facts.into_iter().map(str::to_owned)),
                },
            }
            match &rule.forbid {
                None => applying.push(rule),
                Some(code) => {
                    let reason = match when {
                        Tri::True => Reason::deny(ReasonCode::Forbidden),
                        Tri::Unknown(facts) => Reason::hold(ReasonCode::FactNeeded).detail(
                            "facts",
                            facts.into_iter().map(str::to_owned).collect::<Vec<_>>(),
                        ),
                        Tri::False => continue,
                    };
                    self.reasons
                        .push(reason.rule(&rule.name).name(code.as_str()));
                }
            }
        }
        if self.view().touches_protected {
            spoken = true;
            applying.push(&compiled.floor);
            for agent in &self.view().participants.agents {
                if let Some(agent) = compiled.people.get(*agent) {
                    let reason = Reason::deny(ReasonCode::Forbidden).rule(&compiled.floor.name);
                    self.reasons
                        .push(reason.name("policy_tamper").subject(agent.id.as_str()));
                }
            }
        }
        if !spoken && compiled.unmatched == Unmatched::Hold {
            let reason = Reason::hold(ReasonCode::NoRule);
            let untold: Vec<String> = untold.into_iter().collect();
            self.reasons.push(if untold.is_empty() {
                reason
            } else {
                reason.detail("facts", untold)
            });
        }
        applying
    }

    /// By how many people unresolved participants raise every count (semantics 7.4).
    fn unresolved(&mut self) -> u32 {
        let view = self.view();
        let unresolved = &view.participants.unresolved;
        let strict = view.tier().is_none_or(|tier| tier == 1)
            || view.kinds.items.contains(&crate::change::Kind::Policy);
        let rule = self.compiled().unresolved.unwrap_or(if strict {
            UnresolvedRule::Hold
        } else {
            UnresolvedRule::Raise
        });
        let effect = match rule {
            UnresolvedRule::Hold => Effect::Hold,
            UnresolvedRule::Raise => Effect::Note,
        };
        for identity in unresolved {
            self.reasons
                .push(Reason::new(effect, ReasonCode::Unresolved).subject(identity.as_str()));
        }
        u32::try_from(unresolved.len()).unwrap_or(u32::MAX)
    }

    /// Those who could sign now, where anybody is asked for.
    pub(super) fn pool(&self, signed: &Statements<'_>, is_asked: bool) -> Pool<'r> {
        let compiled = self.compiled();
        let rejecters = signed.rejections.iter().map(|one| one.index);
        let spent: BTreeSet<Index> = rejecters.chain(signed.lifters.iter().copied()).collect();
        let mode = self.mode;
        let barred = |index: Index| match (mode, compiled.people.get(index)) {
            (Mode::New { old }, Some(person)) => !person
                .keys
                .iter()
                .any(|key| is_known(old, &person.id, Some(key.public.fingerprint()))),
            _ => false,
        };
        let named = (self.named, is_asked);
        Pool::new(self.judge, &spent, &barred, self.request, named)
    }
}
