//! What has been signed about keys and duties since the roster was written (semantics 7.7.1).

use foureyes::Timestamp;
use foureyes::id::Fingerprint;
use foureyes::roster::{Key, PrincipalKind, RevocationReason};
use foureyes::statement::{IgnoredCode, OnDuty, Revoke, Statement, Verified};

use super::Model;
use super::statements::when;

const DUTY: &[&str] = &[
    "repository",
    "onCall",
    "away",
    "signer",
    "issued",
    "nonce",
    "critical",
];

impl Model<'_> {
    /// 7.7.1: heard from whose key it is, and from a human who holds the role that signs rosters.
    pub(super) fn revocation_fault(&self, one: &Verified, said: &Revoke) -> Option<IgnoredCode> {
        let roster = self.case.roster;
        let named = roster.authority.as_ref().map(|authority| authority.role());
        let at = [self.now, self.now];
        let may = self.signer(one).is_some_and(|signer| {
            let is_own = signer
                .keys
                .iter()
                .any(|key| *key.public.fingerprint() == said.key);
            let mut roles = named.into_iter().chain(["policy_owner"]);
            let holds = roles.any(|role| Self::has_role(signer, role, at));
            is_own || (signer.kind == PrincipalKind::Human && holds)
        });
        when(!may, IgnoredCode::NotEligible)
    }

    /// 7.7.1: who is on call is said by a scheduler.
    pub(super) fn duty_fault(&self, one: &Verified, said: &OnDuty) -> Option<IgnoredCode> {
        let signer = self.signer(one);
        let is_active = signer.is_some_and(Self::is_active);
        let schedules = signer.is_some_and(|signer| {
            signer.kind != PrincipalKind::Agent
                && Self::has_role(signer, "scheduler", [self.now, self.now])
        });
        let is_elsewhere = said.repository != self.change.exact().repository;
        when(is_elsewhere, IgnoredCode::OtherChange)
            .or_else(|| Self::critical_fault(&said.critical, DUTY))
            .or(when(!is_active, IgnoredCode::SignerLeft))
            .or(when(!schedules, IgnoredCode::NotEligible))
            .or(when(self.has_ended(&one.key), IgnoredCode::KeyRevoked))
            .or_else(|| self.not_issued_yet(said.issued))
    }

    /// 7.5, 7.7, 7.7.1: when a key ends, and why, by all who say so.
    pub(super) fn ends(&self, key: &Key) -> Vec<(Timestamp, RevocationReason)> {
        let print: &Fingerprint = key.public.fingerprint();
        let own = key.revoked.iter().map(|end| (end.at, end.reason));
        let later = self.case.revocations.iter().flat_map(|list| &list.entries);
        let later = later
            .filter(|entry| entry.key == *print)
            .map(|entry| (entry.at, entry.reason));
        let signed = self.statements().iter().filter_map(|one| {
            let Statement::Revoke(said) = &one.statement else {
                return None;
            };
            let is_heard = said.key == *print && self.revocation_fault(one, said).is_none();
            is_heard.then_some((said.issued, said.reason))
        });
        own.chain(later).chain(signed).collect()
    }

    /// Whether a key has ended, for whatever reason.
    pub(super) fn has_ended(&self, key: &Key) -> bool {
        self.ends(key).iter().any(|(at, _)| *at <= self.now)
    }
}
