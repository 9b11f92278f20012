//! The verdict, and everything that stands beside it (semantics 4, 5.6, 5.7, 7.6, 8.4, 9).

use std::cell::Cell;
use std::collections::{BTreeMap, BTreeSet};

use foureyes::decision::{Because, Effect, ReasonCode, Status, Verdict};
use foureyes::digest::Digest;
use foureyes::policy::{PolicyDocument, Requirement, Rule, Unmatched, Waiver};
use foureyes::provenance::{Involvement, InvolvementRange};
use foureyes::roster::PrincipalKind;
use foureyes::statement::{IgnoredCode, Statement, Verified};

use super::documents::Documents;
use super::exempt::Inside;
use super::logic::{Reading, Three};
use super::rules::{Asked, Judged};
use super::vetoes::Vetoes;
use super::{Case, Ignored, Model, Outcome, Said, Side, Uncovered};

/// The rule of 5.6.1.
const GATE: &str = "floor/gate";

pub(super) fn said(effect: Effect, code: ReasonCode) -> Said {
    (effect, code, None, None, None)
}

/// What the policy says in this case: which rules ask for something, and which refuse.
pub(super) struct Spoken<'m> {
    pub(super) asked: Vec<Asked<'m>>,
    refusing: Vec<(&'m PolicyDocument, &'m Rule, Three)>,
    is_known: bool,
    has_rule: bool,
}

pub(super) fn decide(case: Case<'_>) -> Result<Outcome, Uncovered> {
    let mut model = Model::new(case);
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
        for one in &fits_not {
            let fits = model.standing.iter().any(|other| {
                key(other.by) == key(one.by) && model.is_eligible(other, &spoken.asked)
            });
            if !fits {
                ignored.entry(key(one.by)).or_default().insert(code);
            }
        }
    }
    model.objecting = vetoes.objecting.clone();
    model.eligible = fits;
    let mut outcome = model.route(&spoken, &vetoes, &BTreeSet::new());
    let (breaking, faults) = model.broken_glass();
    let is_transition = model.touches_gate() || !matches!(case.side, Side::Alone);
    for (one, code) in faults {
        ignored.entry(key(one)).or_default().insert(code);
    }
    for one in &breaking {
        ignored.remove(&key(one));
    }
    if outcome.verdict != Verdict::Allow && !breaking.is_empty() {
        let second = model.route(&spoken, &vetoes, &BTreeSet::from([Waiver::BreakGlass]));
        if second.verdict == Verdict::Allow && !is_transition {
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

/// 5.6: whether a case is about a change of what controls the gate.
pub(super) fn touches_gate(case: Case<'_>) -> bool {
    Model::new(case).touches_gate()
}

impl<'a> Model<'a> {
    fn new(case: Case<'a>) -> Self {
        let mut model = Self {
            case,
            change: case.change,
            now: case.now,
            documents: Documents::of(case.policy, case.now),
            parts: Vec::new(),
            signatures: Vec::new(),
            odd: BTreeSet::new(),
            found: super::Found::default(),
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
            has_conflict: Cell::new(false),
        };
        model.signatures = model.collected_signatures();
        model.parts = model.gathered();
        model.odd = model.collected_odd_paths();
        model
    }

    /// 8.6: what does not count, and the approvals that stand.
    fn heard(
        &self,
        fates: &super::involvement::Fates<'a>,
    ) -> (Ignored, Vec<super::statements::Standing<'a>>) {
        let mut ignored = Ignored::new();
        let mut standing = Vec::new();
        let mut stands = BTreeSet::new();
        for one in self.case.statements.refused() {
            let person = one.person.as_ref().map(ToString::to_string);
            ignored
                .entry((one.id, person))
                .or_default()
                .insert(one.code);
        }
        for (one, fate) in fates {
            match fate {
                Some(code) => {
                    ignored.entry(key(one)).or_default().insert(*code);
                }
                None => {
                    stands.insert(key(one));
                }
            }
        }
        for one in self.statements() {
            let fault = match &one.statement {
                Statement::Approve(words) => match self.standing(one, words) {
                    Ok(stands) => {
                        standing.extend(stands);
                        None
                    }
                    Err(code) => Some(code),
                },
                Statement::Reject(words) => self.reject_fault(one, words),
                Statement::Lift(words) => self
                    .lift_fault(one, words)
                    .or_else(|| (!self.fits_lift(one, words)).then_some(IgnoredCode::NotEligible)),
                Statement::Delegate(words) => self.delegation_fault(one, words).err().flatten(),
                Statement::Evidence(words) => self.testimony_fault(one, words),
                Statement::Revoke(words) => self.revocation_fault(one, words),
                Statement::OnDuty(words) => self.duty_fault(one, words),
                // Heard above, with those who break glass, or never ignored.
                _ => continue,
            };
            match fault {
                Some(code) => {
                    ignored.entry(key(one)).or_default().insert(code);
                }
                None => {
                    stands.insert(key(one));
                }
            }
        }
        // 8.0.4: of two copies of which one stands the other is not listed.
        ignored.retain(|one, _| !stands.contains(one));
        (ignored, standing)
    }

    /// 9.0: which rules speak of the change, and whether one is known to.
    fn spoken<'m>(&self, documents: &'m Documents, floor: &'m Requirement) -> Spoken<'m> {
        let is = |document: &PolicyDocument, rule: Option<&Rule>, reading| {
            let parts = [
                document.scope.as_ref(),
                rule.and_then(|rule| rule.when.as_ref()),
            ];
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
                spoken
                    .asked
                    .push(Asked::new(id, document, &document.floor, &[]));
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

    /// The decision with these waivers beside those that the change itself is given.
    fn route(&self, spoken: &Spoken<'_>, vetoes: &Vetoes<'a>, more: &BTreeSet<Waiver>) -> Outcome {
        let mut by = more.clone();
        let mut reasons = self.reasons_of_shape();
        reasons.extend(self.reasons_of_authority());
        self.add_vetoes(vetoes, &mut reasons);
        if self.is_revert() {
            by.insert(Waiver::EmergencyRevert);
        }
        for document in self.documents.whole() {
            for envelope in document
                .envelopes
                .iter()
                .filter(|_| self.something_is_waived())
            {
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
        let judged: Vec<Judged> = spoken
            .asked
            .iter()
            .map(|rule| self.judge(rule, &by))
            .collect();
        let mut requirements = BTreeMap::new();
        let mut obligations = BTreeSet::new();
        for (rule, one) in spoken.asked.iter().zip(&judged) {
            for (leaf, record) in &one.records {
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
                    if self.is_covered(rule, one, *leaf, spoken, &judged) {
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
                if let Some(review) = asked.review.as_ref().filter(|_| one.way.is_some()) {
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
            for leaf in self.unsatisfiable_in(rule, one, &requirements) {
                let index = u32::try_from(leaf).unwrap_or(u32::MAX);
                let name = one.records[&leaf].name.clone();
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
            requirements: requirements
                .into_iter()
                .map(|(place, record)| (place, BTreeSet::from([record])))
                .collect(),
            ignored: Ignored::new(),
            obligations: if is_allowed {
                obligations
            } else {
                BTreeSet::new()
            },
        }
    }

    /// 9.8: whether anything could stand in for a requirement of a rule.
    fn something_is_waived(&self) -> bool {
        self.documents.rules().any(|(_, rule)| {
            let asked = Asked::new(String::new(), self.documents.adopting(), &rule.require, &[]);
            !rule.waived_by.is_empty() || asked.leaves.iter().any(|leaf| !leaf.waived_by.is_empty())
        })
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
        let has_agent = parts.iter().any(|part| {
            self.resolved(part)
                .is_some_and(|one| one.kind == PrincipalKind::Agent)
        });
        if self.touches_gate() && has_agent {
            let name = Some("policy_tamper".to_owned());
            let rule = Some(GATE.to_owned());
            reasons.insert((Effect::Deny, ReasonCode::Forbidden, rule, None, name));
        }
        used
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
            .insert(("breakGlass".to_owned(), 0), BTreeSet::from([record]));
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
        let misses = judged.records.keys().copied().filter(|leaf| {
            let index = u32::try_from(*leaf).unwrap_or(u32::MAX);
            let status = shown.get(&(rule.id.clone(), index)).map(|one| one.status);
            status == Some(Status::Unmet) && rule.leaves[*leaf].approvals.is_some()
        });
        let misses: BTreeSet<usize> = misses.collect();
        if misses.is_empty() || self.could_be_met(rule, judged) {
            BTreeSet::new()
        } else {
            misses
        }
    }
}
