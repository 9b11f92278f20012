//! Gates whose policy and roster people have signed (semantics 7.6).

use std::sync::Arc;

use super::compile::{self, Compiled};
use super::{Gate, check, check_roster};
use crate::authority::{AuthorityFault, DocumentKind, History, follow};
use crate::decision::{Reason, ReasonCode};
use crate::error::{CompileError, ErrorCode, Problem};
use crate::signature::CheckedKey;
use crate::wire::Roster;

impl Gate {
    /// Checks the last policy and roster of a history, and whether they follow from what it begins with. Where they do
    /// not, every decision is held with `authority_unsigned`.
    ///
    /// Where the roster names nobody who signs, and no anchor is given, this is [`Gate::compile`] of the last state.
    ///
    /// # Errors
    /// As [`Gate::compile`]; `empty_list` where there is no state.
    pub fn compile_signed(history: &History<'_>) -> Result<Self, CompileError> {
        let Some(last) = history.states.last() else {
            let mut checker = check::Checker::default();
            let message = "a history has at least one state";
            checker.error(ErrorCode::EmptyList, message, "history", "states");
            return Err(CompileError::new(checker.into_problems(|_| {}, |_| None)));
        };
        let mut compiled = compile::compile(&last.policy.document, &last.roster.document)?;
        let followed = follow(history);
        compiled.unsigned = [
            (DocumentKind::Policy, followed.policy),
            (DocumentKind::Roster, followed.roster),
        ]
        .into_iter()
        .filter_map(|(kind, fault)| Some((kind, fault?)))
        .collect();
        // Nobody has signed the documents that come beside the policy: whoever writes them could empty them.
        let beside = &last.policy.document;
        if compiled.people.names_authority && !beside.bases().is_empty() {
            let unsigned = (DocumentKind::Policy, AuthorityFault::Unsigned);
            compiled
                .unsigned
                .retain(|(kind, _)| *kind != DocumentKind::Policy);
            compiled.unsigned.push(unsigned);
        }
        compiled.chain = followed.chain;
        if let Some(next) = &mut compiled.afterwards {
            next.unsigned.clone_from(&compiled.unsigned);
            next.chain.clone_from(&compiled.chain);
        }
        Ok(Self {
            inner: Arc::new(compiled),
        })
    }

    /// Checks a roster by itself, and every key of it in full, with arithmetic that [`Gate::compile`] leaves to the
    /// first use of a key. Returns every problem, each with its place.
    pub fn check_roster(roster: &Roster) -> Vec<Problem> {
        let mut checker = check::Checker::default();
        let whole = roster.composed();
        check_roster::check(roster, &whole, &mut checker);
        let document = &whole.document;
        let name = format!("roster {}", document.id);
        for (at, person) in document.principals.iter().enumerate() {
            for (position, key) in person.keys.iter().enumerate() {
                if let Err(fault) = CheckedKey::new(key.public.point()) {
                    let message = format!("the key of `{}` is refused: {fault}", person.id);
                    let path = format!("principal[{at}].key[{position}]");
                    checker.error(ErrorCode::BadKey, message, &name, &path);
                }
            }
        }
        let mut problems = checker.into_problems(
            |problem| check_roster::place(&whole, problem),
            |document| check_roster::places(roster, document),
        );
        problems.sort_by_cached_key(compile::place);
        problems.dedup();
        problems
    }
}

impl Compiled {
    /// Holds while policy or roster are not in force.
    pub(super) fn unsigned_reasons(&self, old: Option<&Self>) -> Vec<Reason> {
        let is_old = |kind: DocumentKind| {
            old.is_some_and(|old| match kind {
                DocumentKind::Policy => old.policy_digest == self.policy_digest,
                DocumentKind::Roster => old.people.digest == self.people.digest,
            })
        };
        let own = self.unsigned.iter().filter(|(kind, _)| !is_old(*kind));
        let mut reasons: Vec<_> = own.map(|(kind, fault)| unsigned(*kind, *fault)).collect();
        // What is new follows from what is in force, and not from something else that the same people signed.
        for kind in [DocumentKind::Policy, DocumentKind::Roster] {
            if let Some(old) = old
                && (old.people.names_authority || self.people.names_authority)
                && !is_old(kind)
                && !old.is_in(&self.chain)
            {
                reasons.push(unsigned(kind, AuthorityFault::NotAfter));
            }
        }
        reasons
    }

    /// Whether this policy and this roster were in force in a chain.
    fn is_in(&self, chain: &std::collections::BTreeSet<crate::digest::Digest>) -> bool {
        chain.contains(&self.people.digest)
            && (chain.contains(&self.policy_digest) || self.policy_is_built_in())
    }

    fn policy_is_built_in(&self) -> bool {
        crate::policy::builtin_text(&self.policy_id)
            .is_some_and(|text| crate::digest::Digest::of(text.as_bytes()) == self.policy_digest)
    }
}

fn unsigned(kind: DocumentKind, fault: AuthorityFault) -> Reason {
    Reason::hold(ReasonCode::AuthorityUnsigned)
        .subject(kind.word())
        .detail("fault", fault.code())
}
