//! Acting for somebody else (semantics 7.8).

use foureyes::statement::{Approval, Authority, Delegation, IgnoredCode, Statement, Verified};
use foureyes::time::Span;

use super::Model;
use super::statements::{AHEAD, when};

const DELEGATION: &[&str] = &[
    "repository",
    "to",
    "scope",
    "signer",
    "issued",
    "expires",
    "nonce",
    "critical",
];

impl<'a> Model<'a> {
    /// 7.8: the delegations under which an approval was given.
    pub(super) fn delegations_for(
        &self,
        one: &Verified,
        said: &Approval,
    ) -> Vec<(&'a Verified, &'a Delegation)> {
        let Authority::OnBehalfOf(other) = &said.authority else {
            return Vec::new();
        };
        let all = self.statements().iter().filter_map(|grant| {
            let Statement::Delegate(words) = &grant.statement else {
                return None;
            };
            let is_this = grant.person == *other
                && words.to == one.person
                && words.issued.minus(AHEAD) <= said.issued
                && said.issued < words.expires
                && self.delegation_fault(grant, words) == Ok(());
            is_this.then_some((grant, words))
        });
        all.collect()
    }

    /// 7.8: why a delegation is not in force; `Err(None)` where it is not listed for that.
    pub(super) fn delegation_fault(
        &self,
        one: &Verified,
        said: &Delegation,
    ) -> Result<(), Option<IgnoredCode>> {
        let exact = self.change.exact();
        let scope = &said.scope;
        let gives_nothing = (scope.level.is_none()
            && scope.roles.is_empty()
            && scope.teams.is_empty()
            && scope.services.is_empty())
            || said.to == one.person;
        let fault = when(
            said.repository != exact.repository,
            IgnoredCode::OtherChange,
        )
        .or_else(|| self.person_fault(one))
        .or_else(|| Self::critical_fault(&said.critical, DELEGATION))
        .or(when(gives_nothing, IgnoredCode::NotEligible))
        .or_else(|| self.key_fault(one, said.issued))
        .or_else(|| self.life_fault(said.issued, said.expires, Span::from_days(30)))
        .or_else(|| self.participant_fault(&one.person))
        .or(when(
            self.is_named_by_withdrawal(one),
            IgnoredCode::Withdrawn,
        ))
        .or_else(|| self.own_word_fault(&one.person));
        if let Some(code) = fault {
            return Err(Some(code));
        }
        let environment = self.environment();
        let is_here = scope.environments.is_empty()
            || environment
                .trusted()
                .is_some_and(|here| scope.environments.contains(here));
        if is_here && !self.touches_gate() {
            Ok(())
        } else {
            Err(None)
        }
    }
}
