//! What a decision says and asks for where an emergency let the change go (semantics 9.7).

use super::evaluate::Trial;
use super::evidence::review_words;
use super::standing::Statements;
use crate::decision::{Counted, Obligation, Reason, ReasonCode, RequirementRecord, Shared, Status};

/// The name under which what an emergency takes is shown.
const RULE: &str = "breakGlass";
const NAME: &str = "break-glass";
const WHY: &str = "An emergency lets a change go that could not wait, and owes a review.";

impl<'a> Trial<'a, '_> {
    /// Who signed, what each of them owes, and what the reader should know.
    pub(super) fn break_glass(&mut self, signed: &Statements<'a>) {
        let Some(rule) = &self.compiled().break_glass else {
            return;
        };
        let mut counted: Vec<Counted> = Vec::new();
        for one in &signed.glass {
            let note = Reason::note(ReasonCode::BreakGlass).subject(one.principal.id.as_str());
            let note = note.detail("incident", one.word.incident.as_str());
            self.reasons
                .push(note.detail("reason", one.word.reason.as_str()));
            self.obligations.push(Obligation {
                code: "break_glass_review".to_owned(),
                rule: None,
                name: Some(NAME.to_owned()),
                asks: Some(review_words(&rule.review)),
                owed_by: one.principal.id.clone(),
                due: self.judge.clock.now().plus(rule.review.within),
            });
            counted.push(Counted {
                person: one.principal.id.clone(),
                vouched_by: None,
                on_behalf_of: None,
                delegation: None,
                statement: one.verified.id,
                assurance: one.verified.assurance,
                issued: one.word.issued,
                seats: Vec::new(),
                comment: None,
            });
        }
        counted.sort();
        self.records.push(RequirementRecord {
            rule: RULE.into(),
            requirement: 0,
            alternatives: Vec::new(),
            name: NAME.into(),
            why: WHY.into(),
            status: Status::Met,
            waived_by: None,
            asks: "2 people, or 1 who took no part".into(),
            need: None,
            raised: 0,
            counted: counted.into(),
            not_counted: Shared::default(),
            candidates: None,
        });
    }
}
