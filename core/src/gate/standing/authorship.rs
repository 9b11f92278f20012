//! Signed words on how the content was made, held against a change (semantics 6.2.2).

use std::collections::BTreeSet;

use super::{Court, Withdrawals};
use crate::decision::IgnoredRecord;
use crate::digest::Digest;
use crate::gate::Request;
use crate::gate::eligible::Judge;
use crate::gate::people::Index;
use crate::id::PrincipalId;
use crate::policy::HumanClaim;
use crate::provenance::Involvement;
use crate::roster::Principal;
use crate::statement::{Authorship, IgnoredCode, Statement, StatementSet, Verified};

/// A word about this change, at whatever content.
pub(in crate::gate) struct Declared {
    pub(in crate::gate) statement: Digest,
    pub(in crate::gate) index: Index,
    pub(in crate::gate) person: PrincipalId,
    pub(in crate::gate) involvement: Involvement,
    /// Whether it may bring anything down. As a claim it is heard whatever became of it.
    pub(in crate::gate) stands: bool,
}

/// Every word about this change, and those that bring nothing down.
pub(in crate::gate) fn declared<'a>(
    judge: &Judge<'a>,
    set: &'a StatementSet,
    request: &Request<'_>,
    is_barred: impl Fn(&Verified) -> bool,
) -> (Vec<Declared>, BTreeSet<IgnoredRecord>) {
    let is_word = |one: &Verified| matches!(one.statement, Statement::Authorship(_));
    if !set.verified().iter().any(is_word) {
        return Default::default();
    }
    let mut court = Court::new(judge, request);
    let withdrawals = court.withdrawals(set);
    let mut words = Vec::new();
    for verified in set.verified() {
        let Statement::Authorship(word) = &verified.statement else {
            continue;
        };
        let Some((index, principal)) = court.principal(verified) else {
            continue;
        };
        let exact = court.change().exact();
        let here = word.change_id == exact.id && word.repository == exact.repository;
        let outcome = if here {
            let stands = court.word(verified, word, principal, &withdrawals);
            let stands = stands.and(if is_barred(verified) {
                Err(IgnoredCode::AddedByChange)
            } else {
                Ok(())
            });
            words.push(Declared {
                statement: verified.id,
                index,
                person: verified.person.clone(),
                involvement: word.involvement,
                stands: stands.is_ok(),
            });
            stands
        } else {
            Err(IgnoredCode::OtherChange)
        };
        if let Err(code) = outcome {
            court.ignore(code, verified.id, Some(verified.person.clone()), None);
        }
    }
    (words, court.ignored)
}

impl Court<'_, '_> {
    /// Whether a word may bring anything down, whoever else has to say so too.
    fn word(
        &self,
        verified: &Verified,
        word: &Authorship,
        principal: &Principal,
        withdrawals: &Withdrawals,
    ) -> Result<(), IgnoredCode> {
        let compiled = self.view.compiled;
        if word.change_digest != *self.change().digest() {
            return Err(IgnoredCode::OtherContent);
        }
        self.person(principal)?;
        let known = |name: &String| Authorship::MEMBERS.contains(&name.as_str());
        if !word.critical.iter().all(known) {
            return Err(IgnoredCode::UnknownCritical);
        }
        self.key(verified, word.issued)?;
        if !self.clock.reached(word.issued.minus(super::SKEW)) {
            return Err(IgnoredCode::NotYetIssued);
        }
        withdrawals.taken_back(verified, &word.after)?;
        if compiled.human_claim == HumanClaim::Off {
            return Err(IgnoredCode::AuthorshipOff);
        }
        let mut with = compiled.every_signature.iter();
        if with.all(|with| {
            let lacks = self.judge.lacks_of_key(verified, word.issued, with);
            lacks.is_empty()
        }) {
            Ok(())
        } else {
            Err(IgnoredCode::NotEligible)
        }
    }
}
