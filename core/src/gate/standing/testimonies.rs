//! Signed records of checks, held against a change (semantics 9.3.1).

use std::collections::BTreeSet;

use super::{Court, SKEW, Withdrawals};
use crate::change::{Evidence, EvidenceResult};
use crate::decision::IgnoredRecord;
use crate::digest::{Algorithm, Digest, DigestSet};
use crate::fact::Origin;
use crate::gate::Request;
use crate::gate::eligible::Judge;
use crate::gate::people::Index;
use crate::roster::{Principal, Status};
use crate::statement::{IgnoredCode, Statement, StatementSet, Testimony, Verified};

/// The records of this change that somebody has signed, each with its statement, and those that do not count.
pub(in crate::gate) fn testimonies<'a>(
    judge: &Judge<'a>,
    set: &'a StatementSet,
    request: &Request<'_>,
    is_barred: impl Fn(&Verified) -> bool,
) -> (Vec<(Digest, Evidence)>, BTreeSet<IgnoredRecord>) {
    let is_one = |one: &Verified| matches!(one.statement, Statement::Evidence(_));
    if !set.verified().iter().any(is_one) {
        return Default::default();
    }
    let mut court = Court::new(judge, request);
    let withdrawals = court.withdrawals(set);
    let mut records = Vec::new();
    for verified in set.verified() {
        let Statement::Evidence(testimony) = &verified.statement else {
            continue;
        };
        let Some((index, principal)) = court.principal(verified) else {
            continue;
        };
        let outcome = court.testimony(verified, testimony, (index, principal), &withdrawals);
        let is_failure = testimony.result == EvidenceResult::Failed;
        let outcome = outcome.and_then(|()| {
            if is_barred(verified) && !is_failure {
                Err(IgnoredCode::AddedByChange)
            } else {
                Ok(())
            }
        });
        match outcome {
            Ok(()) => records.push((
                verified.id,
                Evidence {
                    kind: testimony.kind.clone(),
                    result: testimony.result,
                    origin: Origin::Signed,
                    issuer: Some(verified.person.clone()),
                    at: testimony.issued,
                    digest: testimony.report.unwrap_or(verified.id),
                    subject: None,
                    environment: None,
                },
            )),
            Err(code) => court.ignore(code, verified.id, Some(verified.person.clone()), None),
        }
    }
    (records, court.ignored)
}

impl Court<'_, '_> {
    /// Whether a record speaks of this change, and may let it through; a failure only has to speak of it.
    fn testimony(
        &self,
        verified: &Verified,
        testimony: &Testimony,
        (index, principal): (Index, &Principal),
        withdrawals: &Withdrawals,
    ) -> Result<(), IgnoredCode> {
        let exact = self.change().exact();
        if testimony.repository != exact.repository {
            return Err(IgnoredCode::OtherChange);
        }
        if !self.is_about(testimony) {
            return Err(IgnoredCode::OtherContent);
        }
        let named = withdrawals
            .named
            .get(&(verified.person.clone(), verified.id));
        if testimony.result == EvidenceResult::Failed {
            // To take back a failure lets something through, as to take back a reject.
            return match named {
                Some(true) => Err(IgnoredCode::Withdrawn),
                _ => Ok(()),
            };
        }
        let place = testimony.environment.as_ref();
        if place.is_some_and(|place| Some(place) != exact.environment.value()) {
            return Err(IgnoredCode::OtherPlace);
        }
        if principal.status != Status::Active {
            return Err(IgnoredCode::SignerLeft);
        }
        let known = |name: &String| Testimony::MEMBERS.contains(&name.as_str());
        if !testimony.critical.iter().all(known) {
            return Err(IgnoredCode::UnknownCritical);
        }
        self.key(verified, testimony.issued)?;
        if !self.clock.reached(testimony.issued.minus(SKEW)) {
            return Err(IgnoredCode::NotYetIssued);
        }
        if named.is_some() {
            return Err(IgnoredCode::Withdrawn);
        }
        // Nobody checks her own work, whatever she is. A service that took part may be the one that builds and tests.
        let participants = &self.view.participants;
        if participants.excluded.contains(&index) || participants.agents.contains(&index) {
            return Err(IgnoredCode::Participant);
        }
        Ok(())
    }

    /// Every subject, ids of commits apart, is one of the change, and one of them has a strong digest.
    fn is_about(&self, testimony: &Testimony) -> bool {
        let lasting = |set: &DigestSet| set.without(Algorithm::GitCommit);
        let own = [self.own_subject()];
        let exact = self.change().exact();
        let here: BTreeSet<DigestSet> = exact
            .subjects
            .iter()
            .chain(own)
            .filter_map(|subject| lasting(&subject.digest))
            .collect();
        let named: Vec<DigestSet> = testimony
            .subjects
            .iter()
            .filter_map(|subject| lasting(&subject.digest))
            .collect();
        named.iter().all(|set| here.contains(set)) && named.iter().any(DigestSet::is_strong)
    }
}
