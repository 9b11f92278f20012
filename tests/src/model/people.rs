//! Who took part, and what people of the roster are (semantics 7).

use std::collections::BTreeSet;

use foureyes::Timestamp;
use foureyes::change::{Basis, ParticipantRole, Who};
use foureyes::id::CommitId;
use foureyes::policy::AuthorIdentity;
use foureyes::roster::{Held, Principal, PrincipalKind, ServiceEntry, Status};

use super::Model;
use super::logic::{Reading, Three};

/// Somebody who took part, and whom the roster has under that name.
#[derive(Clone, Debug)]
pub(super) struct Part<'a> {
    pub(super) who: Who,
    pub(super) role: ParticipantRole,
    pub(super) basis: Basis,
    pub(super) commits: Vec<CommitId>,
    pub(super) named: Option<&'a Principal>,
    /// 7.2: she is known by a signature of a commit.
    pub(super) has_signed: bool,
}

impl Part<'_> {
    pub(super) fn is_in(&self, commit: Option<&CommitId>) -> bool {
        self.commits.is_empty() || commit.is_none_or(|commit| self.commits.contains(commit))
    }

    pub(super) fn executes(&self) -> bool {
        self.role == ParticipantRole::Executor
    }

    pub(super) fn wrote(&self) -> bool {
        matches!(
            self.role,
            ParticipantRole::Author | ParticipantRole::CoAuthor
        )
    }

    pub(super) fn made(&self) -> bool {
        self.wrote() || self.role == ParticipantRole::Committer
    }

    /// 7.4: an identity as written, after 7.0.
    pub(super) fn identity(&self) -> String {
        match &self.who {
            Who::Account(account) => folded(account.as_str()),
            Who::Principal(id) => id.to_string(),
        }
    }
}

/// 7.0: accounts are compared without regard to ASCII case for `email:`.
fn folded(account: &str) -> String {
    if account.starts_with("email:") {
        account.to_ascii_lowercase()
    } else {
        account.to_owned()
    }
}

/// 7.0, 9.3: whether something was held at both instants.
fn was_held<T>(held: &Held<T>, at: [Timestamp; 2]) -> bool {
    held.since
        .is_none_or(|since| at.iter().all(|at| since <= *at))
}

impl<'a> Model<'a> {
    pub(super) fn principal(&self, id: &str) -> Option<&'a Principal> {
        let mut all = self.case.roster.principals.iter();
        all.find(|one| one.id.as_str() == id)
    }

    /// 7.0: whom an account or an id belongs to.
    fn named(&self, who: &Who) -> Option<&'a Principal> {
        match who {
            Who::Principal(id) => self.principal(id.as_str()),
            Who::Account(account) => {
                let account = folded(account.as_str());
                let mut all = self.case.roster.principals.iter();
                all.find(|one| {
                    one.accounts
                        .iter()
                        .any(|own| folded(own.as_str()) == account)
                })
            }
        }
    }

    /// Everybody who took part, as gathered once.
    pub(super) fn parts(&self) -> Vec<Part<'a>> {
        self.parts.clone()
    }

    /// 7.2: everybody who took part, with the operators whom claims name.
    pub(super) fn gathered(&self) -> Vec<Part<'a>> {
        let live = self.change.live();
        let listed = live.participants.known().iter().map(|one| Part {
            who: one.who.clone(),
            role: one.role,
            basis: one.basis,
            commits: one.commits.clone(),
            named: self.named(&one.who),
            has_signed: false,
        });
        let operators = live.claims.known().iter().filter_map(|claim| {
            let who = Who::Account(claim.operator.clone()?);
            Some(Part {
                named: self.named(&who),
                who,
                role: ParticipantRole::Operator,
                basis: Basis::Asserted,
                commits: claim.commit.clone().into_iter().collect(),
                has_signed: false,
            })
        });
        let mut parts: Vec<Part<'a>> = listed.chain(operators).collect();
        for part in &mut parts {
            part.has_signed = part.made()
                && part
                    .named
                    .is_some_and(|one| self.has_signed_each(one, &part.commits));
            if part.has_signed {
                part.basis = part.basis.max(Basis::Signed);
            }
        }
        let signers = self.signers(&parts);
        parts.extend(signers);
        parts
    }

    /// 7.2: whether it is known who somebody is.
    pub(super) fn is_checked(&self, part: &Part<'_>) -> bool {
        let believed = self.documents.adopting().trust.author_identity;
        part.basis > Basis::Asserted
            || (believed == Some(AuthorIdentity::Asserted)
                && part
                    .named
                    .is_some_and(|one| one.kind == PrincipalKind::Human))
    }

    /// 7.2: a human resolves by any basis, a machine only if checked for itself.
    pub(super) fn resolved(&self, part: &Part<'a>) -> Option<&'a Principal> {
        part.named.filter(|one| {
            let is_known = part.basis > Basis::Asserted || part.has_signed;
            one.kind == PrincipalKind::Human || is_known
        })
    }

    /// 7.2: who is excluded from approving and lifting.
    pub(super) fn excluded(&self) -> &BTreeSet<String> {
        self.found.excluded.get_or_init(|| self.all_excluded())
    }

    fn all_excluded(&self) -> BTreeSet<String> {
        let mut excluded = BTreeSet::new();
        for part in self.parts() {
            let Some(one) = part.named else { continue };
            if one.kind == PrincipalKind::Human && !part.executes() {
                excluded.insert(one.id.to_string());
            }
            if self.resolved(&part).is_some() {
                excluded.extend(one.operator.iter().map(ToString::to_string));
            }
        }
        excluded
    }

    /// 7.2: who carries the change out.
    pub(super) fn executors(&self) -> BTreeSet<String> {
        let parts = self.parts();
        let executors = parts.iter().filter(|part| part.executes());
        executors
            .filter_map(|part| part.named.map(|one| one.id.to_string()))
            .collect()
    }

    /// 7.4: the identities that resolve to nobody, executors apart.
    pub(super) fn unresolved(&self) -> BTreeSet<String> {
        let parts = self.parts();
        let others = parts.iter().filter(|part| !part.executes());
        others
            .filter(|part| self.resolved(part).is_none())
            .map(Part::identity)
            .collect()
    }

    /// The position of a level, from the lowest.
    pub(super) fn rung(&self, level: &str) -> Option<usize> {
        let mut levels = self.case.roster.levels.iter();
        levels.position(|one| one.as_str() == level)
    }

    /// 7.0, 9.3: the level of somebody at both instants.
    pub(super) fn level(&self, one: &Principal, at: [Timestamp; 2]) -> Option<usize> {
        let held = one.level.as_ref().filter(|held| was_held(held, at))?;
        self.rung(held.is.as_str())
    }

    /// 7.0: a team, and those that it is within.
    pub(super) fn teams_around(&self, team: &str) -> BTreeSet<String> {
        let mut around = BTreeSet::from([team.to_owned()]);
        loop {
            let entries = self.case.roster.teams.iter();
            let more: Vec<String> = entries
                .filter(|entry| around.contains(entry.id.as_str()))
                .flat_map(|entry| entry.within.iter().map(ToString::to_string))
                .collect();
            let before = around.len();
            around.extend(more);
            if around.len() == before {
                return around;
            }
        }
    }

    pub(super) fn is_in_team(&self, one: &Principal, team: &str, at: [Timestamp; 2]) -> bool {
        let held = one.teams.iter().filter(|held| was_held(held, at));
        held.into_iter()
            .any(|held| self.teams_around(held.is.as_str()).contains(team))
    }

    pub(super) fn has_role(one: &Principal, role: &str, at: [Timestamp; 2]) -> bool {
        let mut held = one.roles.iter().filter(|held| was_held(held, at));
        held.any(|held| held.is.as_str() == role)
    }

    pub(super) fn service(&self, id: &str) -> Option<&'a ServiceEntry> {
        let mut all = self.case.roster.services.iter();
        all.find(|one| one.id.as_str() == id)
    }

    /// 9.3: owning is by name or by team.
    pub(super) fn owns(&self, one: &Principal, service: &str, at: [Timestamp; 2]) -> bool {
        self.service(service).is_some_and(|entry| {
            entry.owners.contains(&one.id)
                || entry
                    .owner_teams
                    .iter()
                    .any(|team| self.is_in_team(one, team.as_str(), at))
        })
    }

    pub(super) fn is_active(one: &Principal) -> bool {
        one.status == Status::Active
    }

    /// 7.3: the level of a writer; none is below every level.
    pub(super) fn writer_level(&self, part: &Part<'a>) -> Option<usize> {
        let one = self.resolved(part)?;
        let whose = match one.kind {
            PrincipalKind::Human => Some(one),
            PrincipalKind::Agent => one
                .operator
                .as_ref()
                .and_then(|id| self.principal(id.as_str())),
            PrincipalKind::Service => None,
        };
        self.level(whose?, [self.now, self.now])
    }

    fn writers(&self) -> Vec<Part<'a>> {
        let parts = self.parts();
        parts.into_iter().filter(Part::wrote).collect()
    }

    /// 7.3: `author = { below = L }`.
    pub(super) fn author_below(&self, level: &str, reading: Reading) -> Three {
        const FACT: &str = "live.participants";
        let bound = self.rung(level);
        let writers = self.writers();
        let is_below = |part: &Part<'a>| self.writer_level(part) < bound;
        let is_whole = self.change.live().participants.is_whole();
        if matches!(reading, Reading::Exempting | Reading::TrustedTurned) {
            let firm = |part: &Part<'a>| self.is_checked(part) && self.resolved(part).is_some();
            let others: Vec<_> = writers.iter().filter(|part| !is_below(part)).collect();
            if !others.is_empty() {
                let is_firm =
                    !reading.is_trusted() || others.iter().any(|part| self.is_checked(part));
                return Three::from(is_firm.then_some(false), FACT);
            }
            if writers.is_empty() {
                return Three::from(is_whole.then_some(false), FACT);
            }
            let known = is_whole && writers.iter().all(firm);
            return Three::from(known.then_some(true), FACT);
        }
        if writers.iter().any(is_below) {
            let firm = reading == Reading::Restricting
                || writers
                    .iter()
                    .any(|part| is_below(part) && self.is_checked(part));
            return Three::from(firm.then_some(true), FACT);
        }
        let commits = &self.change.exact().commits;
        let vouched = |commit: Option<&CommitId>| {
            writers.iter().any(|part| {
                part.role == ParticipantRole::Author && part.is_in(commit) && self.is_checked(part)
            })
        };
        let is_known = is_whole
            && !writers.is_empty()
            && commits.is_whole()
            && if commits.known().is_empty() {
                vouched(None)
            } else {
                commits.known().iter().all(|commit| vouched(Some(commit)))
            };
        Three::from(is_known.then_some(false), FACT)
    }

    /// 7.3: the level that somebody has to be above; nobody is above where it is not known.
    pub(super) fn highest_writer(&self) -> Option<usize> {
        let writers = self.writers();
        let firm = |part: &Part<'a>| self.is_checked(part) && self.resolved(part).is_some();
        let is_known = self.change.live().participants.is_whole() && writers.iter().all(firm);
        let levels = writers
            .iter()
            .map(|part| self.writer_level(part).unwrap_or(0));
        levels.max().filter(|_| is_known)
    }
}
