//! From one state to the next.

use std::collections::BTreeSet;

use super::quorum::{At, Signatures};
use super::{AuthorityFault, DocumentKind, Followed, History, Quorum, Signed, State, Step};
use crate::digest::Digest;
use crate::policy::builtin_text;
use crate::roster::RosterDocument;
use crate::wire::{Policy, Roster};

/// Follows a history. What does not follow is passed over: it neither helps nor harms what comes after it. The last
/// state has to be reached.
pub fn follow(history: &History<'_>) -> Followed {
    let anchor = history.anchor;
    let is_anchor =
        |state: &State| anchor.is_none_or(|pinned| *state.roster.document.digest() == pinned);
    let Some(first) = history.states.iter().position(is_anchor) else {
        let fault = Some(AuthorityFault::AnchorMissing);
        return Followed {
            steps: Vec::new(),
            roster: fault,
            policy: fault,
            chain: BTreeSet::new(),
        };
    };
    let mut walk = Walk {
        is_pinned: anchor.is_some(),
        roster: None,
        policy: None,
        has_signed_policy: false,
        steps: Vec::new(),
        chain: BTreeSet::new(),
    };
    let at = At {
        now: history.now,
        revocations: history.revocations,
    };
    let (mut roster, mut policy) = (None, None);
    for (index, state) in history.states.iter().enumerate().skip(first) {
        let before = walk.roster;
        roster = walk.roster(index, &state.roster, at);
        policy = walk.policy(index, &state.policy, before, at);
    }
    Followed {
        steps: walk.steps,
        roster,
        policy,
        chain: walk.chain,
    }
}

/// What is in force so far.
struct Walk<'a> {
    is_pinned: bool,
    roster: Option<&'a Roster>,
    policy: Option<&'a Policy>,
    /// Whether the policy in force was signed, or came with no roster that asks for it.
    has_signed_policy: bool,
    steps: Vec<Step>,
    chain: BTreeSet<Digest>,
}

/// What the two sides say.
struct Sides {
    before: Option<Quorum>,
    after: Option<Quorum>,
}

const NOBODY: Sides = Sides {
    before: None,
    after: None,
};

impl<'a> Walk<'a> {
    fn roster(
        &mut self,
        state: usize,
        new: &'a Signed<Roster>,
        at: At<'_>,
    ) -> Option<AuthorityFault> {
        let roster = &new.document;
        let old = self.roster.map(Roster::document);
        if self
            .roster
            .is_some_and(|old| old.digest() == roster.digest())
        {
            return None;
        }
        let is_asked = [old, Some(roster.document())]
            .iter()
            .flatten()
            .any(|roster| roster.authority.is_some());
        let mut sides = NOBODY;
        let result = if !is_asked || (old.is_none() && self.is_pinned) {
            Ok(())
        } else {
            let next = old.map_or(Ok(()), |old| {
                let new = roster.document();
                follows(
                    (old.id.as_str(), old.version),
                    (new.id.as_str(), new.version),
                )
            });
            let bytes = new.signatures.as_deref();
            let signed = Signatures::of(DocumentKind::Roster, roster.text(), bytes);
            sides = quorums(&signed, old, Some(roster.document()), at);
            next.and_then(|()| judge(&signed, &sides))
        };
        if result.is_ok() {
            self.roster = Some(roster);
            self.chain.insert(*roster.digest());
        }
        let version = roster.document().version;
        self.step(
            state,
            DocumentKind::Roster,
            version,
            *roster.digest(),
            sides,
            result,
        )
    }

    fn policy(
        &mut self,
        state: usize,
        new: &'a Signed<Policy>,
        before: Option<&'a Roster>,
        at: At<'_>,
    ) -> Option<AuthorityFault> {
        let policy = &new.document;
        // A roster that is not in force names nobody, and holds by itself.
        let after = self.roster?;
        let (before, after) = (before.map(Roster::document), after.document());
        let is_asked = |roster: &RosterDocument| roster.authority.is_some();
        let is_same = self
            .policy
            .is_some_and(|old| old.digest() == policy.digest());
        if is_same && (self.has_signed_policy || !is_asked(after)) {
            return None;
        }
        let id = policy.document().id.as_str();
        let is_built_in = self.policy.is_none() && builtin_text(id) == Some(policy.text());
        let must = before.is_some_and(is_asked) || is_asked(after);
        let mut sides = NOBODY;
        let result = if !must || is_built_in {
            Ok(())
        } else {
            let new_version = (id, policy.document().version);
            let next = match self.policy.map(Policy::document) {
                Some(old) if !is_same => follows((old.id.as_str(), old.version), new_version),
                _ => Ok(()),
            };
            let bytes = new.signatures.as_deref();
            let signed = Signatures::of(DocumentKind::Policy, policy.text(), bytes);
            sides = quorums(&signed, before, Some(after), at);
            next.and_then(|()| judge(&signed, &sides))
        };
        if result.is_ok() {
            self.policy = Some(policy);
            self.has_signed_policy = must;
            self.chain.insert(*policy.digest());
        }
        let version = policy.document().version;
        self.step(
            state,
            DocumentKind::Policy,
            version,
            *policy.digest(),
            sides,
            result,
        )
    }

    fn step(
        &mut self,
        state: usize,
        kind: DocumentKind,
        version: u32,
        digest: Digest,
        sides: Sides,
        result: Result<(), AuthorityFault>,
    ) -> Option<AuthorityFault> {
        let fault = result.err();
        self.steps.push(Step {
            state,
            kind,
            version,
            digest,
            before: sides.before,
            after: sides.after,
            fault,
        });
        fault
    }
}

/// The same document, one version on.
fn follows(old: (&str, u32), new: (&str, u32)) -> Result<(), AuthorityFault> {
    if old.0 != new.0 {
        Err(AuthorityFault::IdDiffers)
    } else if old.1.checked_add(1) != Some(new.1) {
        Err(AuthorityFault::VersionNotNext)
    } else {
        Ok(())
    }
}

fn quorums(
    signed: &Result<Signatures, AuthorityFault>,
    before: Option<&RosterDocument>,
    after: Option<&RosterDocument>,
    at: At<'_>,
) -> Sides {
    let of = |roster: Option<&RosterDocument>| {
        let signed = signed.as_ref().ok()?;
        roster.and_then(|roster| signed.quorum(roster, at))
    };
    Sides {
        before: of(before),
        after: of(after),
    }
}

fn judge(signed: &Result<Signatures, AuthorityFault>, sides: &Sides) -> Result<(), AuthorityFault> {
    if let Err(fault) = signed {
        return Err(*fault);
    }
    let is_unmet = |side: &Option<Quorum>| side.as_ref().is_some_and(|quorum| !quorum.is_met());
    if is_unmet(&sides.before) {
        Err(AuthorityFault::OldQuorum)
    } else if is_unmet(&sides.after) {
        Err(AuthorityFault::NewQuorum)
    } else {
        Ok(())
    }
}
