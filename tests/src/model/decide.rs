//! The verdict, and everything that stands beside it (semantics 4, 5.6, 5.7, 7.6, 8.4, 9).

use std::cell::Cell;
use std::collections::{BTreeMap, BTreeSet};

use foureyes::decision::{Because, Effect, ReasonCode, Status, Verdict};
use foureyes::digest::Digest;
use foureyes::policy::{
    Assurance, PolicyDocument, Requirement, Rule, Unmatched, UnresolvedRule, Waiver, With,
};
use foureyes::provenance::{Involvement, InvolvementRange};
use foureyes::roster::PrincipalKind;
use foureyes::statement::{IgnoredCode, Statement, Verified};

use super::assign::{self, Count, Service};
use super::documents::Documents;
use super::exempt::Inside;
use super::fits::Signing;
use super::logic::{Reading, Three};
use super::rules::{Asked, Judged};
use super::statements::Rejected;
use super::{Case, Model, Outcome, Said, Uncovered};

/// The rule of 5.6.1.
const GATE: &str = "floor/gate";

fn said(effect: Effect, code: ReasonCode) -> Said {
    (effect, code, None, None, None)
}

/// What the policy says in this case: which rules ask for something, and which refuse.
struct Spoken<'m> {
    asked: Vec<Asked<'m>>,
    refusing: Vec<(&'m PolicyDocument, &'m Rule, Three)>,
    is_known: bool,
    has_rule: bool,
}

pub(super) fn decide(case: Case<'_>) -> Result<Outcome, Uncovered> {
    let mut model = Model {
        case,
        change: case.change,
        now: case.now,
        documents: Documents::of(case.policy, case.now),
        range: InvolvementRange {
            floor: Involvement::None,
            ceiling: Involvement::Autonomous,
            claimed: BTreeSet::new(),
            settled: false,
        },
        is_unnamed: false,
        objecting: BTreeSet::new(),
        standing: Vec::new(),
        eligible: Vec::new(),
        gave_up: Cell::new(false),
        is_presumed: Cell::new(false),
    };
    let (range, is_unnamed, fates) = model.fold();
    (model.range, model.is_unnamed) = (range, is_unnamed);
    let (mut ignored, standing) = model.heard(&fates);
    model.standing = standing;
    let documents = model.documents.clone();
    let floor: Requirement = gate_floor();
    let spoken = model.spoken(&documents, &floor);
    let vetoes = model.vetoes(&spoken);
    let (fits, fits_not): (Vec<_>, Vec<_>) = model
        .standing
        .iter()
        .cloned()
        .partition(|one| model.is_eligible(one, &spoken.asked));
    if !spoken.asked.is_empty() {
        let code = IgnoredCode::NotEligible;
        ignored.extend(fits_not.iter().map(|one| (key(one.by), code)));
    }
    model.objecting = vetoes.objecting.clone();
    model.eligible = fits;
    let mut outcome = model.route(&spoken, &vetoes, &BTreeSet::new());
    let (breaking, faults) = model.broken_glass();
    let is_transition = model.touches_gate();
    for (one, code) in faults {
        ignored.insert(key(one), code);
    }
    if outcome.verdict != Verdict::Allow && !breaking.is_empty() && !is_transition {
        let second = model.route(&spoken, &vetoes, &BTreeSet::from([Waiver::BreakGlass]));
        if second.verdict == Verdict::Allow {
            outcome = second;
            outcome.because = Some(Because::BreakGlass);
            outcome
                .reasons
                .insert(said(Effect::Note, ReasonCode::BreakGlass));
            model.owe_for_breaking(&breaking, &mut outcome);
        } else {
            outcome
                .reasons
                .insert(said(Effect::Note, ReasonCode::BreakGlassNotEnough));
        }
    }
    if fates.iter().any(|(_, fate)| fate.is_none()) {
        outcome
            .reasons
            .insert(said(Effect::Note, ReasonCode::AuthorshipCounts));
    }
    outcome.ignored = ignored;
    if model.gave_up.get() {
        return Err(Uncovered::Assignments);
    }
    Ok(outcome)
}

fn key(one: &Verified) -> (Digest, Option<String>) {
    (one.id, Some(one.person.to_string()))
}

fn gate_floor() -> Requirement {
    let text = r#"{"approvals": 2, "including": [{"role": "policy_owner"}]}"#;
    serde_json::from_str(text).unwrap_or_else(|error| panic!("{error}"))
}

type Ignored = BTreeMap<(Digest, Option<String>), IgnoredCode>;

/// What rejects come to (8.4).
struct Vetoes<'a> {
    live: Vec<Rejected<'a>>,
    lifted: Vec<Rejected<'a>>,
    objecting: BTreeSet<String>,
}

impl<'a> Model<'a> {
    /// 8.6: what does not count, and the approvals that stand.
    fn heard(
        &self,
        fates: &super::involvement::Fates<'a>,
    ) -> (Ignored, Vec<super::statements::Standing<'a>>) {
        let mut ignored = Ignored::new();
        let mut standing = Vec::new();
        for one in self.case.statements.refused() {
            let person = one.person.as_ref().map(ToString::to_string);
            ignored.insert((one.id, person), one.code);
        }
        for (one, fate) in fates {
            ignored.extend(fate.map(|code| (key(one), code)));
        }
        for one in self.statements() {
            let fault = match &one.statement {
                Statement::Approve(words) => match self.standing(one, words) {
                    Ok(stands) => {
                        standing.push(stands);
                        None
                    }
                    Err(code) => Some(code),
                },
                Statement::Reject(words) => self.reject_fault(one, words),
                Statement::Lift(words) => self.lift_fault(one, words).or_else(|| {
                    (!self.fits_lift(one, words)).then_some(IgnoredCode::NotEligible)
                }),
                Statement::Delegate(words) => self.delegation_fault(one, words).err().flatten(),
                Statement::Evidence(words) => self.testimony_fault(one, words),
                _ => None,
            };
            ignored.extend(fault.map(|code| (key(one), code)));
        }
        (ignored, standing)
    }

    /// 9.0: which rules speak of the change, and whether one is known to.
    fn spoken<'m>(&self, documents: &'m Documents, floor: &'m Requirement) -> Spoken<'m> {
        let is = |document: &PolicyDocument, rule: Option<&Rule>, reading| {
            let parts = [document.scope.as_ref(), rule.and_then(|rule| rule.when.as_ref())];
            let parts = parts.into_iter().flatten();
            Three::all(parts.map(|one| self.holds(document, one, reading)))
        };
        let touches_gate = self.touches_gate();
        let mut spoken = Spoken {
            asked: Vec::new(),
            refusing: Vec::new(),
            is_known: touches_gate,
            has_rule: touches_gate,
        };
        for (document, rule) in documents.rules() {
            let applies = is(document, Some(rule), Reading::Restricting);
            if applies == Three::False {
                continue;
            }
            if self.lets_revert_through(document, rule) {
                continue;
            }
            spoken.is_known |= is(document, Some(rule), Reading::Trusted) == Three::True;
            if rule.forbid.is_some() {
                spoken.refusing.push((document, rule, applies));
            } else {
                spoken.has_rule = true;
                let id = format!("{}/{}", document.id, rule.id);
                spoken
                    .asked
                    .push(Asked::new(id, document, &rule.require, &rule.waived_by));
            }
        }
        for document in documents.whole() {
            let applies = is(document, None, Reading::Restricting) != Three::False;
            if applies && !document.floor.is_empty() {
                let id = format!("{}/floor", document.id);
                spoken.asked.push(Asked::new(id, document, &document.floor, &[]));
            }
        }
        if touches_gate {
            let list = std::slice::from_ref(floor);
            let document = documents.adopting();
            spoken
                .asked
                .push(Asked::new(GATE.to_owned(), document, list, &[]));
        }
        spoken
    }

    /// 9.9.2: a freeze that lets an emergency revert through.
    fn lets_revert_through(&self, document: &PolicyDocument, rule: &Rule) -> bool {
        rule.forbid.is_some()
            && rule.waived_by.contains(&Waiver::EmergencyRevert)
            && rule
                .when
                .as_ref()
                .is_some_and(|when| Self::says_frozen(document, when))
            && self.is_revert()
    }

    /// 8.4: vetoes, those that were lifted, and who objects.
    fn vetoes(&self, spoken: &Spoken<'_>) -> Vetoes<'a> {
        let mut vetoes = Vetoes {
            live: Vec::new(),
            lifted: Vec::new(),
            objecting: BTreeSet::new(),
        };
        let parts = self.parts();
        for reject in self.rejects() {
            let person = &reject.by.person;
            let wrote = parts
                .iter()
                .any(|part| part.wrote() && part.named.is_some_and(|one| one.id == *person));
            let fits = self.principal(person.as_str()).is_some_and(|one| {
                spoken.asked.iter().any(|rule| {
                    rule.leaves
                        .iter()
                        .any(|asked| self.gives_veto(rule.document, one, asked))
                })
            });
            if !(wrote || fits) {
                vetoes.objecting.insert(person.to_string());
            } else if self.is_lifted(&reject) {
                vetoes.lifted.push(reject);
            } else {
                vetoes.live.push(reject);
            }
        }
        vetoes
    }

    /// 8.4: a quorum of those whom the policy names.
    fn is_lifted(&self, reject: &Rejected<'a>) -> bool {
        let Some((document, asked)) = self.documents.veto_lift() else {
            return false;
        };
        let seats = self.seats(document, asked);
        let raised = self.unresolved().len();
        let count = Count {
            people: usize::try_from(asked.approvals.unwrap_or(0)).unwrap_or(usize::MAX) + raised,
            each_seat: 1 + raised,
            seats: seats.len(),
        };
        let services = self.statements().iter().filter_map(|one| {
            let Statement::Lift(words) = &one.statement else {
                return None;
            };
            let signer = self.signer(one)?;
            let who = Signing {
                signer,
                authority: signer,
                delegation: None,
                issued: words.issued,
            };
            let is_good = words.rejects == reject.by.id
                && self.lift_fault(one, words).is_none()
                && self.fits_lift(one, words);
            is_good.then(|| Service {
                signer: signer.id.to_string(),
                authority: signer.id.to_string(),
                fits: vec![true],
                seats: vec![seats.iter().map(|seat| self.fits_seat(who, seat)).collect()],
            })
        });
        let services: Vec<Service> = services.collect();
        let best = assign::best(&[count], &services);
        best.is_some_and(|best| best.met == [true])
    }

    /// 8.4: whether a lift is by somebody whom the policy names, signed as it asks.
    fn fits_lift(&self, one: &Verified, words: &foureyes::statement::Lift) -> bool {
        let (Some((document, asked)), Some(signer)) =
            (self.documents.veto_lift(), self.signer(one))
        else {
            return false;
        };
        let who = Signing {
            signer,
            authority: signer,
            delegation: None,
            issued: words.issued,
        };
        self.fits_from(document, who, asked.from.as_ref())
            && self.lift_fits_with(one, words.issued, asked)
    }

    /// The decision with these waivers beside those that the change itself is given.
    fn route(
        &self,
        spoken: &Spoken<'_>,
        vetoes: &Vetoes<'a>,
        more: &BTreeSet<Waiver>,
    ) -> Outcome {
        let mut by = more.clone();
        let mut reasons = self.reasons_of_shape();
        reasons.extend(self.reasons_of_authority());
        self.add_vetoes(vetoes, &mut reasons);
        if self.is_revert() {
            by.insert(Waiver::EmergencyRevert);
        }
        for document in self.documents.whole() {
            for envelope in &document.envelopes {
                match self.inside(document, envelope) {
                    Inside::Yes => {
                        by.insert(Waiver::Envelope);
                        reasons.insert(said(Effect::Note, ReasonCode::EnvelopeApplies));
                    }
                    Inside::AloneOnly => {
                        reasons.insert(said(Effect::Note, ReasonCode::EnvelopeNotMet));
                    }
                    Inside::No => {}
                }
            }
        }
        let mut used = self.add_refusals(spoken, &mut reasons);
        let judged: Vec<Judged> = spoken.asked.iter().map(|rule| self.judge(rule, &by)).collect();
        let mut requirements = BTreeMap::new();
        let mut obligations = BTreeSet::new();
        for (rule, judged) in spoken.asked.iter().zip(&judged) {
            for (leaf, record) in &judged.records {
                let index = u32::try_from(*leaf).unwrap_or(u32::MAX);
                let asked = rule.leaves[*leaf];
                let mut record = record.clone();
                let place = |effect, code| {
                    let name = Some(record.name.clone());
                    (effect, code, Some(rule.id.clone()), Some(index), name)
                };
                used.extend(record.waived_by);
                if record.status == Status::Waived {
                    reasons.insert(place(Effect::Note, ReasonCode::Waived));
                }
                if record.status == Status::Unmet {
                    let code = self
                        .reason_of(rule.document, asked)
                        .unwrap_or(ReasonCode::ApprovalsMissing);
                    let named = asked.name.is_some();
                    let lacking = self.lacking_evidence(asked);
                    if self.is_covered(rule, judged, *leaf, spoken, &judged_by(spoken, &by, self)) {
                        record.status = Status::Covered;
                    } else {
                        let mut all = BTreeSet::from([place(Effect::Hold, code)]);
                        if code == ReasonCode::EvidenceMissing && !named {
                            let plain = place(Effect::Hold, code);
                            let each = lacking.into_iter().map(|kind| {
                                (plain.0, plain.1, plain.2.clone(), plain.3, Some(kind))
                            });
                            all = each.collect();
                        }
                        reasons.extend(all);
                    }
                }
                if let Some(review) = asked.review.as_ref().filter(|_| judged.way.is_some()) {
                    for person in self.owing() {
                        obligations.insert((
                            "review".to_owned(),
                            Some(rule.id.clone()),
                            Some(record.name.clone()),
                            person,
                            self.now.plus(review.within),
                        ));
                    }
                }
                requirements.insert((rule.id.clone(), index), record);
            }
            for leaf in self.unsatisfiable_in(rule, judged, &requirements) {
                let index = u32::try_from(leaf).unwrap_or(u32::MAX);
                let name = judged.records[&leaf].name.clone();
                reasons.insert((
                    Effect::Hold,
                    ReasonCode::Unsatisfiable,
                    Some(rule.id.clone()),
                    Some(index),
                    Some(name),
                ));
            }
        }
        let unmatched = self.documents.adopting().unmatched.unwrap_or_default();
        if !spoken.is_known && unmatched == Unmatched::Hold {
            reasons.insert(said(Effect::Hold, ReasonCode::NoRule));
        }
        let verdict = reasons
            .iter()
            .map(|reason| match reason.0 {
                Effect::Deny => Verdict::Deny,
                Effect::Hold => Verdict::Hold,
                Effect::Note => Verdict::Allow,
            })
            .min()
            .unwrap_or(Verdict::Allow);
        let because = if used.contains(&Waiver::EmergencyRevert) {
            Because::EmergencyRevert
        } else if used.contains(&Waiver::Envelope) {
            Because::Envelope
        } else if spoken.asked.is_empty() {
            Because::NoRule
        } else {
            Because::Approved
        };
        let is_allowed = verdict == Verdict::Allow;
        Outcome {
            verdict,
            because: is_allowed.then_some(because),
            reasons,
            requirements,
            ignored: BTreeMap::new(),
            obligations: if is_allowed { obligations } else { BTreeSet::new() },
        }
    }

    /// 9.3, 9.9.2: rules that refuse.
    fn add_refusals(&self, spoken: &Spoken<'_>, reasons: &mut BTreeSet<Said>) -> BTreeSet<Waiver> {
        let mut used = BTreeSet::new();
        for (document, rule, applies) in &spoken.refusing {
            let place = Some(format!("{}/{}", document.id, rule.id));
            let name = rule.forbid.as_ref().map(ToString::to_string);
            let (effect, code) = if *applies == Three::True {
                (Effect::Deny, ReasonCode::Forbidden)
            } else {
                (Effect::Hold, ReasonCode::FactNeeded)
            };
            reasons.insert((effect, code, place, None, name));
        }
        for (document, rule) in self.documents.rules() {
            let parts = [document.scope.as_ref(), rule.when.as_ref()];
            let parts = parts.into_iter().flatten();
            let applies =
                Three::all(parts.map(|one| self.holds(document, one, Reading::Restricting)));
            if applies != Three::False && self.lets_revert_through(document, rule) {
                let place = Some(format!("{}/{}", document.id, rule.id));
                let name = rule.forbid.as_ref().map(ToString::to_string);
                reasons.insert((Effect::Note, ReasonCode::Waived, place, None, name));
                used.insert(Waiver::EmergencyRevert);
            }
        }
        let parts = self.parts();
        let has_agent = parts
            .iter()
            .any(|part| part.named.is_some_and(|one| one.kind == PrincipalKind::Agent));
        if self.touches_gate() && has_agent {
            let name = Some("policy_tamper".to_owned());
            let rule = Some(GATE.to_owned());
            reasons.insert((Effect::Deny, ReasonCode::Forbidden, rule, None, name));
        }
        used
    }

    fn add_vetoes(&self, vetoes: &Vetoes<'a>, reasons: &mut BTreeSet<Said>) {
        if !vetoes.live.is_empty() {
            reasons.insert(said(Effect::Deny, ReasonCode::Vetoed));
        }
        if !vetoes.lifted.is_empty() {
            reasons.insert(said(Effect::Note, ReasonCode::VetoLifted));
        }
        if !vetoes.objecting.is_empty() {
            reasons.insert(said(Effect::Note, ReasonCode::Objection));
        }
    }

    /// 5.6.2, 5.7, 6.5, 7.4: what the change itself gives rise to.
    fn reasons_of_shape(&self) -> BTreeSet<Said> {
        use foureyes::change::ParticipantRole::Author;
        let exact = self.change.exact();
        let live = self.change.live();
        let mut reasons = BTreeSet::new();
        let mut hold = |is: bool, code| {
            if is {
                reasons.insert(said(Effect::Hold, code));
            }
        };
        let lists_are_whole = exact.paths.is_whole()
            && exact.commits.is_whole()
            && live.participants.is_whole();
        let resources_are = exact.resources.is_whole() || exact.resources.is_absent();
        hold(!lists_are_whole || !resources_are, ReasonCode::ListPartial);
        let nothing = exact.paths.is_whole()
            && exact.paths.known().is_empty()
            && exact.resources.known().is_empty();
        hold(nothing && !exact.empty, ReasonCode::EmptyChange);
        let parts = self.parts();
        let is_attributed = |commit: Option<&foureyes::id::CommitId>| {
            parts
                .iter()
                .any(|part| part.role == Author && part.is_in(commit))
        };
        let commits = exact.commits.known().iter();
        let is_known = !live.participants.known().is_empty()
            && commits.into_iter().all(|commit| is_attributed(Some(commit)));
        hold(!is_known, ReasonCode::CommitUnattributed);
        let is_strong = exact.subjects.iter().any(|subject| {
            subject.digest.iter().any(|(_, digits)| digits.len() >= 64)
        });
        hold(!is_strong, ReasonCode::WeakDigest);
        let is_open = self.case.old_roster.is_none() && self.touches_gate();
        hold(is_open, ReasonCode::TransitionRequired);
        let holds_unresolved = match self.documents.adopting().unresolved {
            Some(UnresolvedRule::Hold) => true,
            Some(UnresolvedRule::Raise) => false,
            None => self.tier().is_none_or(|tier| tier == 1) || self.touches_gate(),
        };
        if !self.unresolved().is_empty() {
            let effect = if holds_unresolved { Effect::Hold } else { Effect::Note };
            reasons.insert(said(effect, ReasonCode::Unresolved));
        }
        for (is_deny, code) in self.agents() {
            let effect = if is_deny { Effect::Deny } else { Effect::Hold };
            reasons.insert(said(effect, code));
        }
        if !self.odd_paths().is_empty() {
            reasons.insert(said(Effect::Note, ReasonCode::OddPath));
        }
        let claims = live.claims.known().iter().map(|claim| claim.involvement);
        let claims: BTreeSet<Involvement> = claims.collect();
        if claims.contains(&Involvement::None) && claims.len() > 1 {
            reasons.insert(said(Effect::Note, ReasonCode::ProvenanceConflict));
        }
        reasons
    }

    /// 7.6, 8.5, 8.6, 9.0.1.
    fn reasons_of_authority(&self) -> BTreeSet<Said> {
        let mut reasons = BTreeSet::new();
        let mut hold = |is: bool, code| {
            if is {
                reasons.insert(said(Effect::Hold, code));
            }
        };
        let roster = self.case.roster;
        let over = self.documents.expiries.iter().any(|(_, at)| *at <= self.now);
        hold(over || self.documents.has_ended, ReasonCode::PolicyExpired);
        let over = roster.expires.is_some_and(|at| at <= self.now);
        hold(over, ReasonCode::RosterExpired);
        let version = self.case.policy.document().version;
        let is_older = self
            .case
            .last_seen
            .is_some_and(|seen| version < seen.policy || roster.version < seen.roster);
        hold(is_older, ReasonCode::AuthorityRollback);
        hold(roster.authority.is_some(), ReasonCode::AuthorityUnsigned);
        let refused = self.case.statements.refused().iter();
        let is_over = refused.into_iter().any(|one| one.code == IgnoredCode::OverLimit);
        hold(is_over, ReasonCode::StatementsOverLimit);
        let is_complete = self
            .case
            .complete_as_of
            .is_some_and(|at| self.now < at.plus(self.documents.ttl(true)));
        if !is_complete {
            let effect = if self.documents.needs_completeness() {
                Effect::Hold
            } else {
                Effect::Note
            };
            reasons.insert(said(effect, ReasonCode::StatementsIncomplete));
        }
        reasons
    }

    /// 9.7.4: what is owed by those who broke glass.
    fn owe_for_breaking(&self, breaking: &[&Verified], outcome: &mut Outcome) {
        let Some((_, rule)) = self.documents.break_glass() else {
            return;
        };
        let counted = breaking.iter().map(|one| (one.person.to_string(), None));
        let record = super::Record {
            name: "break-glass".to_owned(),
            status: Status::Met,
            need: None,
            raised: 0,
            alternatives: Vec::new(),
            waived_by: None,
            counted: counted.collect(),
        };
        outcome
            .requirements
            .insert(("breakGlass".to_owned(), 0), record);
        for one in breaking {
            outcome.obligations.insert((
                "break_glass_review".to_owned(),
                None,
                Some("break-glass".to_owned()),
                one.person.to_string(),
                self.now.plus(rule.review.within),
            ));
        }
    }

    fn unsatisfiable_in(
        &self,
        rule: &Asked<'_>,
        judged: &Judged,
        shown: &BTreeMap<(String, u32), super::Record>,
    ) -> BTreeSet<usize> {
        let misses = judged.records.keys().any(|leaf| {
            let index = u32::try_from(*leaf).unwrap_or(u32::MAX);
            let status = shown.get(&(rule.id.clone(), index)).map(|one| one.status);
            status == Some(Status::Unmet) && rule.leaves[*leaf].approvals.is_some()
        });
        if misses {
            self.unsatisfiable(rule, judged)
        } else {
            BTreeSet::new()
        }
    }

    /// 4.1.2: an active human with a usable key, not excluded, without a reject or a lift.
    pub(super) fn would_sign(&self, person: &str) -> Option<Signing<'a>> {
        let one = self.principal(person)?;
        let can = one.kind == PrincipalKind::Human
            && Self::is_active(one)
            && self.participant_fault(&one.id).is_none()
            && self.own_word_fault(&one.id).is_none()
            && self.has_key(one, false);
        can.then_some(Signing {
            signer: one,
            authority: one,
            delegation: None,
            issued: self.now,
        })
    }

    fn has_key(&self, one: &foureyes::roster::Principal, is_hardware: bool) -> bool {
        let revoked = |key: &foureyes::roster::Key| {
            let later = self.case.revocations.iter().flat_map(|list| &list.entries);
            let mut later = later.filter(|entry| entry.key == *key.public.fingerprint());
            key.revoked.is_some_and(|end| end.at <= self.now)
                || later.any(|entry| entry.at <= self.now)
        };
        let is_old = |key: &foureyes::roster::Key| {
            self.case.old_roster.is_none_or(|old| {
                let mut old = old.principals.iter().filter(|other| other.id == one.id);
                old.any(|other| {
                    let mut keys = other.keys.iter();
                    keys.any(|other| other.public == key.public)
                })
            })
        };
        one.keys.iter().any(|key| {
            key.since.is_none_or(|since| since <= self.now)
                && !revoked(key)
                && is_old(key)
                && (!is_hardware || key.public.is_hardware())
        })
    }

    /// 4.1.2: whether somebody would fit a requirement if she signed now.
    pub(super) fn would_fit(
        &self,
        document: &PolicyDocument,
        person: &str,
        asked: &Requirement,
    ) -> bool {
        let withs = self.documents.every_signature().into_iter();
        let withs = withs.chain(asked.with.as_ref());
        let least = withs.filter_map(|with: &With| with.assurance).max();
        let is_hardware = least >= Some(Assurance::Touched);
        self.would_sign(person).is_some_and(|who| {
            self.fits_from(document, who, asked.from.as_ref())
                && self.has_key(who.signer, is_hardware)
        })
    }
}

/// How every rule stands, for 9.4.5.
fn judged_by(spoken: &Spoken<'_>, by: &BTreeSet<Waiver>, model: &Model<'_>) -> Vec<Judged> {
    spoken.asked.iter().map(|rule| model.judge(rule, by)).collect()
}

impl Model<'_> {
    /// 9.4.5: whether another rule has an unmet requirement that includes this one.
    fn is_covered(
        &self,
        rule: &Asked<'_>,
        judged: &Judged,
        leaf: usize,
        spoken: &Spoken<'_>,
        all: &[Judged],
    ) -> bool {
        let only = |rule: &Asked<'_>| {
            let people = rule.leaves.iter().filter(|asked| asked.approvals.is_some());
            rule.ways.len() == 1 && people.count() == 1
        };
        let asked = rule.leaves[leaf];
        if asked.approvals.is_none() || !only(rule) || judged.is_met {
            return false;
        }
        spoken.asked.iter().zip(all).any(|(other, judged)| {
            let more = other.leaves.iter().enumerate().any(|(index, more)| {
                let is_unmet = judged
                    .records
                    .get(&index)
                    .is_some_and(|record| record.status == Status::Unmet);
                let includes = |a: (&Asked<'_>, &Requirement), b: (&Asked<'_>, &Requirement)| {
                    self.includes((a.0.document, a.1), (b.0.document, b.1))
                };
                let stays = only(other)
                    && includes((rule, asked), (other, more))
                    && rule.id < other.id;
                is_unmet && includes((other, more), (rule, asked)) && !stays
            });
            other.id != rule.id && other.ways.len() == 1 && more
        })
    }

    /// 9.4.5: whether whoever meets the first meets the second.
    fn includes(
        &self,
        more: (&PolicyDocument, &Requirement),
        less: (&PolicyDocument, &Requirement),
    ) -> bool {
        use foureyes::policy::LevelAsk;
        let selectors = |one: (&PolicyDocument, &Requirement)| {
            let from = one.1.from.as_ref();
            from.map(|from| super::documents::merged(one.0, from))
        };
        let from = match (selectors(more), selectors(less)) {
            (_, None) => true,
            (None, Some(_)) => false,
            (Some(more), Some(less)) => {
                let mut same = less.clone();
                same.level = more.level.clone();
                let is_lower = match (&more.level, &less.level) {
                    (Some(LevelAsk::AtLeast(more)), Some(LevelAsk::AtLeast(less))) => {
                        self.rung(less.as_str()) <= self.rung(more.as_str())
                    }
                    (more, less) => more == less,
                };
                same == more && is_lower
            }
        };
        let seats = |one: (&PolicyDocument, &Requirement)| -> Vec<_> {
            let seats = one.1.including.iter();
            seats.map(|seat| super::documents::merged(one.0, seat)).collect()
        };
        let (there, here) = (seats(more), seats(less));
        more.1.approvals.is_some()
            && less.1.approvals <= more.1.approvals
            && from
            && here.iter().all(|seat| there.contains(seat))
            && (less.1.with.is_none() || less.1.with == more.1.with)
    }
}
