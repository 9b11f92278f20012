//! Records of checks, and reviews that are owed (semantics 9.3, 9.3.1).

use std::collections::BTreeSet;

use foureyes::Timestamp;
use foureyes::change::ParticipantRole;
use foureyes::digest::Digest;
use foureyes::fact::Origin;
use foureyes::id::{EvidenceType, PrincipalId};
use foureyes::policy::{Issuers, Requirement};
use foureyes::roster::PrincipalKind;
use foureyes::statement::{IgnoredCode, Statement, Testimony, Verified};

use super::Model;
use super::people::Part;
use super::statements::{AHEAD, when, without_commits};

/// The record of a check, as it counts here (9.3).
#[derive(Clone, Debug)]
pub(super) struct Record {
    pub(super) kind: EvidenceType,
    pub(super) has_passed: bool,
    pub(super) has_failed: bool,
    pub(super) origin: Origin,
    pub(super) issuer: Option<PrincipalId>,
    pub(super) at: Timestamp,
    pub(super) digest: Digest,
    pub(super) is_here: bool,
    pub(super) is_statement: bool,
}

const EVIDENCE: &[&str] = &[
    "type",
    "result",
    "repository",
    "environment",
    "report",
    "signer",
    "issued",
    "nonce",
    "critical",
];

impl<'a> Model<'a> {
    /// 9.3.1: why a signed record does not count.
    pub(super) fn testimony_fault(&self, one: &Verified, said: &Testimony) -> Option<IgnoredCode> {
        let exact = self.change.exact();
        let own = foureyes::statement::change_subject(self.change.digest());
        let here = exact.subjects.iter().chain([&own]);
        let here = without_commits(here.map(|one| one.digest.clone()));
        let there = without_commits(said.subjects.iter().map(|one| one.digest.clone()));
        let is_strong = there.iter().flatten().any(|(_, digits)| digits.len() >= 64);
        let is_about = !there.is_empty() && is_strong && there.is_subset(&here);
        let is_active = self.signer(one).is_some_and(Self::is_active);
        let is_added = when(self.is_added(one), IgnoredCode::AddedByChange);
        let is_of_agent = one.kind == PrincipalKind::Agent
            && self
                .parts()
                .iter()
                .any(|part| self.resolved(part).is_some_and(|who| who.id == one.person));
        let taken_back = self.statements().iter().any(|other| {
            let Statement::Withdraw(words) = &other.statement else {
                return false;
            };
            other.person == one.person
                && words.names.contains(&one.id)
                && self.key_fault(other, words.issued).is_none()
                && self.not_issued_yet(words.issued).is_none()
        });
        let about = when(
            said.repository != exact.repository,
            IgnoredCode::OtherChange,
        )
        .or(when(!is_about, IgnoredCode::OtherContent));
        if said.result == foureyes::change::EvidenceResult::Failed {
            let can_take_back = is_active && one.kind != PrincipalKind::Agent;
            return about.or(when(taken_back && can_take_back, IgnoredCode::Withdrawn));
        }
        let is_elsewhere = said
            .environment
            .as_ref()
            .is_some_and(|place| exact.environment.value() != Some(place));
        about
            .or(when(is_elsewhere, IgnoredCode::OtherPlace))
            .or(when(!is_active, IgnoredCode::SignerLeft))
            .or_else(|| Self::critical_fault(&said.critical, EVIDENCE))
            .or_else(|| self.key_fault(one, said.issued))
            .or_else(|| self.not_issued_yet(said.issued))
            .or(when(
                self.is_named_by_withdrawal(one),
                IgnoredCode::Withdrawn,
            ))
            .or_else(|| self.participant_fault(&one.person))
            .or(when(is_of_agent, IgnoredCode::Participant))
            .or(is_added)
    }

    /// 9.3, 9.3.1: every record, those that were signed among them.
    pub(super) fn records(&self) -> Vec<Record> {
        use foureyes::change::EvidenceResult::{Failed, Passed};
        let exact = self.change.exact();
        let handed = self.change.live().evidence.known().iter().map(|record| {
            let is_of_subject = record.subject.as_ref().is_none_or(|digest| {
                exact
                    .subjects
                    .iter()
                    .any(|subject| subject.digest == *digest)
            });
            let is_of_place = record.environment.as_ref().is_none_or(|place| {
                self.environment().value() == Some(place)
                    || exact.environment.value() == Some(place)
            });
            Record {
                kind: record.kind.clone(),
                has_passed: record.result == Passed,
                has_failed: record.result == Failed,
                origin: record.origin,
                issuer: record.issuer.clone(),
                at: record.at,
                digest: record.digest,
                is_here: is_of_subject && is_of_place,
                is_statement: false,
            }
        });
        let signed = self.statements().iter().filter_map(|one| {
            let Statement::Evidence(said) = &one.statement else {
                return None;
            };
            self.testimony_fault(one, said).is_none().then(|| Record {
                kind: said.kind.clone(),
                has_passed: said.result == Passed,
                has_failed: said.result == Failed,
                origin: Origin::Signed,
                issuer: Some(one.person.clone()),
                at: said.issued,
                digest: said.report.unwrap_or(one.id),
                is_here: true,
                is_statement: true,
            })
        });
        handed.chain(signed).collect()
    }

    /// 9.3: for every type a record that passed, and no failure.
    pub(super) fn has_evidence(&self, asked: &Requirement) -> bool {
        self.lacking_evidence(asked).is_empty()
    }

    /// 9.3: the types of which there is no record that passed, or one that failed.
    pub(super) fn lacking_evidence(&self, asked: &Requirement) -> BTreeSet<String> {
        let records = self.records();
        let kinds = asked.evidence.iter().flat_map(|kinds| kinds.as_slice());
        let seen: BTreeSet<_> = self
            .eligible
            .iter()
            .flat_map(|one| one.said.seen.evidence.iter().copied())
            .collect();
        let is_there = |kind: &foureyes::id::EvidenceType| {
            let of_kind = || {
                let all = records.iter().filter(|record| record.kind == *kind);
                all.filter(|record| record.origin != Origin::Declared)
            };
            let accepted = |issuer: Option<&str>, origin: Origin| match (&asked.issuers, issuer) {
                (Some(Issuers::Only(list)), Some(issuer)) => {
                    list.iter().any(|one| one.as_str() == issuer)
                }
                (Some(Issuers::Rostered), Some(issuer)) => self
                    .principal(issuer)
                    .is_some_and(|one| one.evidence.contains(kind)),
                (Some(Issuers::Rostered), None) => origin == Origin::Collected,
                _ => false,
            };
            let passes = of_kind().any(|record| {
                record.has_passed
                    && record.is_here
                    && accepted(
                        record.issuer.as_ref().map(|one| one.as_str()),
                        record.origin,
                    )
                    && record.at.minus(AHEAD) <= self.now
                    && asked
                        .max_age
                        .is_none_or(|most| self.now < record.at.plus(most))
                    && (asked.signed != Some(true) || record.is_statement)
                    && (asked.reviewed != Some(true) || seen.contains(&record.digest))
            });
            self.documents.knows_evidence(kind.as_str())
                && passes
                && !of_kind().any(|record| record.has_failed)
        };
        let lacking = kinds.filter(|kind| !is_there(kind));
        lacking.map(ToString::to_string).collect()
    }

    /// 9.3: who owes a review that takes place afterwards.
    pub(super) fn owing(&self) -> BTreeSet<String> {
        let of = |wanted: &dyn Fn(&Part<'a>) -> bool| -> BTreeSet<String> {
            let parts = self.parts();
            let checked = parts
                .iter()
                .filter(|part| wanted(part) && self.is_checked(part));
            let people = checked.filter_map(|part| {
                let one = self.resolved(part)?;
                match one.kind {
                    PrincipalKind::Human => Some(one),
                    PrincipalKind::Agent => self.principal(one.operator.as_ref()?.as_str()),
                    PrincipalKind::Service => None,
                }
            });
            let active = people.filter(|one| Self::is_active(one));
            active.map(|one| one.id.to_string()).collect()
        };
        let writers = of(&|part| part.wrote());
        if writers.is_empty() {
            of(&|part| !part.wrote() && part.role != ParticipantRole::Executor)
        } else {
            writers
        }
    }
}
