//! What the people of a case have signed.

use super::document::{ApproveEntry, BreakGlassEntry, Case, DelegationEntry, ShortOr};
use super::fault::Fault;
use super::{Stage, change, checked, keys};
use crate::change::Change;
use crate::digest::Digest;
use crate::error::{ErrorCode, InputError};
use crate::fact::Fact;
use crate::id::PrincipalId;
use crate::policy::Assurance;
use crate::statement::{
    ApproveIntent, AuthorshipIntent, BreakGlassIntent, DelegateIntent, Draft, Intent, LiftIntent,
    RejectIntent, Signer, StatementSet, Submitted, WithdrawIntent,
};
use crate::time::{Span, Timestamp};

/// Returns every statement of a case, in the order in which they were made.
pub(super) fn envelopes(
    case: &Case,
    stage: &Stage,
    change: &Change,
    now: Timestamp,
) -> Result<Vec<Submitted>, Fault> {
    let mut desk = Desk {
        stage,
        change,
        now,
        envelopes: Vec::new(),
    };
    for (index, word) in case.authorship.iter().enumerate() {
        let at = |fault: Fault| fault.within(&format!("authorship[{index}]"));
        desk.authorship(&word.by, word.involvement).map_err(at)?;
    }
    for (index, entry) in case.delegations.iter().enumerate() {
        let at = |fault: Fault| fault.within(&format!("delegations[{index}]"));
        desk.delegation(entry).map_err(at)?;
    }
    for (index, entry) in case.approvals.iter().enumerate() {
        let at = |fault: Fault| fault.within(&format!("approvals[{index}]"));
        let entry = match entry {
            ShortOr::Short(by) => usual(by),
            ShortOr::Long(entry) => entry.clone(),
        };
        desk.approval(&entry).map_err(at)?;
    }
    for (index, entry) in case.break_glass.iter().enumerate() {
        let at = |fault: Fault| fault.within(&format!("breakGlass[{index}]"));
        let entry = match entry {
            ShortOr::Short(by) => BreakGlassEntry {
                by: by.clone(),
                ago: None,
                lasts: None,
                assurance: None,
            },
            ShortOr::Long(entry) => entry.clone(),
        };
        desk.break_glass(&entry).map_err(at)?;
    }
    let mut rejects = Vec::new();
    for (index, by) in case.rejects.iter().enumerate() {
        let at = |fault: Fault| fault.within(&format!("rejects[{index}]"));
        rejects.push(desk.reject(by).map_err(at)?);
    }
    for (index, by) in case.lifts.iter().enumerate() {
        let at = |fault: Fault| fault.within(&format!("lifts[{index}]"));
        for reject in &rejects {
            desk.lift(by, *reject).map_err(at)?;
        }
    }
    Ok(desk.envelopes)
}

fn usual(by: &PrincipalId) -> ApproveEntry {
    ApproveEntry {
        by: by.clone(),
        on_behalf_of: None,
        ago: None,
        lasts: None,
        meaning: Vec::new(),
        acknowledged: Vec::new(),
        assurance: None,
        earlier: false,
        environment: None,
        withdrawn: false,
    }
}

/// Where statements are signed.
struct Desk<'a> {
    stage: &'a Stage,
    change: &'a Change,
    now: Timestamp,
    envelopes: Vec<Submitted>,
}

impl Desk<'_> {
    fn authorship(
        &mut self,
        by: &PrincipalId,
        involvement: crate::provenance::Involvement,
    ) -> Result<(), Fault> {
        let intent = Intent::Authorship(AuthorshipIntent {
            signer: self.signer(by)?,
            issued: self.just_now(),
            nonce: self.nonce(),
            involvement,
        });
        self.sign(by, self.change, intent, None).map(drop)
    }

    fn delegation(&mut self, entry: &DelegationEntry) -> Result<(), Fault> {
        change::known(&entry.to, &self.stage.people).map_err(|fault| fault.within("to"))?;
        let issued = self.now.minus(entry.ago.unwrap_or(Span::from_minutes(60)));
        let intent = Intent::Delegate(DelegateIntent {
            signer: self.signer(&entry.by)?,
            issued,
            expires: issued.plus(entry.lasts.unwrap_or(Span::from_days(30))),
            nonce: self.nonce(),
            to: entry.to.clone(),
            scope: entry.scope.clone(),
        });
        self.sign(&entry.by, self.change, intent, None).map(drop)
    }

    fn approval(&mut self, entry: &ApproveEntry) -> Result<(), Fault> {
        let issued = self.now.minus(entry.ago.unwrap_or(change::JUST_NOW));
        let mut signer = self.signer(&entry.by)?;
        let touch = match entry.assurance {
            None | Some(Assurance::Signed) => None,
            Some(Assurance::Touched) => Some(false),
            Some(Assurance::Verified) => Some(true),
            Some(Assurance::Vouched) => {
                let message = "a case signs with `signed`, `touched` or `verified`";
                return Err(Fault::new(ErrorCode::InvalidValue, message).within("assurance"));
            }
        };
        if touch.is_some() {
            signer.key = keys::hardware(&entry.by).fingerprint().clone();
        }
        let intent = Intent::Approve(ApproveIntent {
            signer,
            issued,
            expires: issued.plus(entry.lasts.unwrap_or(Span::from_days(30))),
            nonce: self.nonce(),
            meaning: entry.meaning.clone(),
            acknowledged: entry.acknowledged.clone(),
            comment: None,
            on_behalf_of: entry.on_behalf_of.clone(),
        });
        let mut facts = self.change.facts().clone();
        if entry.earlier {
            facts = change::earlier(&facts);
        }
        if let Some(environment) = &entry.environment {
            facts.exact.environment = Fact::Collected(environment.clone());
        }
        let signed = self.sign(&entry.by, &checked(facts)?, intent, touch)?;
        if entry.withdrawn {
            let intent = Intent::Withdraw(WithdrawIntent {
                signer: self.signer(&entry.by)?,
                issued: self.just_now(),
                nonce: self.nonce(),
                names: vec![signed],
                all: false,
            });
            self.sign(&entry.by, self.change, intent, None)?;
        }
        Ok(())
    }

    fn break_glass(&mut self, entry: &BreakGlassEntry) -> Result<(), Fault> {
        let issued = self.now.minus(entry.ago.unwrap_or(change::JUST_NOW));
        let mut signer = self.signer(&entry.by)?;
        let touch = (entry.assurance != Some(Assurance::Signed)).then_some(false);
        if touch.is_some() {
            signer.key = keys::hardware(&entry.by).fingerprint().clone();
        }
        let intent = Intent::BreakGlass(BreakGlassIntent {
            signer,
            issued,
            expires: issued.plus(entry.lasts.unwrap_or(Span::from_hours(1))),
            nonce: self.nonce(),
            incident: "an incident".to_owned(),
            reason: "it cannot wait".to_owned(),
        });
        self.sign(&entry.by, self.change, intent, touch).map(drop)
    }

    fn reject(&mut self, by: &PrincipalId) -> Result<Digest, Fault> {
        let intent = Intent::Reject(RejectIntent {
            signer: self.signer(by)?,
            issued: self.just_now(),
            nonce: self.nonce(),
            reason: "not like this".to_owned(),
        });
        self.sign(by, self.change, intent, None)
    }

    fn lift(&mut self, by: &PrincipalId, rejects: Digest) -> Result<(), Fault> {
        let issued = self.just_now();
        let intent = Intent::Lift(LiftIntent {
            signer: self.signer(by)?,
            issued,
            expires: issued.plus(Span::from_days(30)),
            nonce: self.nonce(),
            rejects,
            reason: "it was looked at again".to_owned(),
        });
        self.sign(by, self.change, intent, None).map(drop)
    }

    fn signer(&self, by: &PrincipalId) -> Result<Signer, Fault> {
        change::known(by, &self.stage.people)?;
        Ok(Signer {
            id: by.clone(),
            key: keys::software(by).public().fingerprint().clone(),
        })
    }

    fn just_now(&self) -> Timestamp {
        self.now.minus(change::JUST_NOW)
    }

    fn nonce(&self) -> String {
        format!("case-{}", self.envelopes.len())
    }

    /// Signs what somebody wants to say of a change, as her own tool would: after what she sees.
    fn sign(
        &mut self,
        by: &PrincipalId,
        change: &Change,
        intent: Intent,
        touch: Option<bool>,
    ) -> Result<Digest, Fault> {
        let before: StatementSet = self.stage.gate.verify(&self.envelopes);
        let draft = self.stage.gate.draft(change, &before, intent);
        let draft: Draft = draft.map_err(|error| refused(&error))?;
        let envelope = match touch {
            None => draft.sign(&keys::software(by)),
            Some(is_verified) => {
                let (namespace, message) = (draft.namespace(), draft.message());
                let signature = keys::touch(by, namespace, &message, is_verified);
                draft.envelope(signature.as_bytes())
            }
        };
        let envelope = envelope.map_err(|error| refused(&error))?;
        self.envelopes.push(Submitted::new(envelope));
        Ok(draft.id())
    }
}

fn refused(error: &InputError) -> Fault {
    Fault {
        code: error.code(),
        message: error.problem().message.clone(),
        path: error.problem().at.path.clone(),
    }
}
