//! Who took part, resolved (semantics 7.2–7.4).

use std::collections::{BTreeMap, BTreeSet};

use super::clock::Clock;
use super::commits::SignedCommits;
use super::compile::Compiled;
use super::condition::Scene;
use super::facts::set_of;
use super::people::{Index, People};
use crate::change::{Basis, Change, ParticipantRole, Who};
use crate::fact::Listed;
use crate::id::CommitId;
use crate::policy::{ActorKind, AuthorIdentity};
use crate::roster::PrincipalKind;

/// One participant, resolved as far as can be.
struct Resolved<'a> {
    /// The principal, if it is known who it is.
    index: Option<Index>,
    kind: Option<PrincipalKind>,
    role: ParticipantRole,
    /// Whether somebody has checked the identity, or the policy believes it.
    checked: bool,
    commits: &'a [CommitId],
}

/// Returns the principal that an identity is one of.
fn find(people: &People, who: &Who) -> Option<Index> {
    match who {
        Who::Account(account) => people.by_account(account),
        Who::Principal(id) => people.find(id),
    }
}

/// Everybody who took part.
pub(super) struct Participants<'a> {
    resolved: Vec<Resolved<'a>>,
    /// People who took part: they never count. Executors are kept apart.
    pub(super) excluded: BTreeSet<Index>,
    pub(super) executors: BTreeSet<Index>,
    /// Identities that nobody could resolve, each once.
    pub(super) unresolved: BTreeSet<String>,
    /// Agents that took part.
    pub(super) agents: BTreeSet<Index>,
    /// Commits that nobody is said to have written.
    pub(super) unattributed: BTreeSet<&'a CommitId>,
    /// Whether somebody who wrote something is known only by what was written down.
    pub(super) asserted_only: bool,
    is_whole: bool,
}

const fn writes(role: ParticipantRole) -> bool {
    matches!(role, ParticipantRole::Author | ParticipantRole::CoAuthor)
}

const fn makes(role: ParticipantRole) -> bool {
    writes(role) || matches!(role, ParticipantRole::Committer)
}

impl<'a> Participants<'a> {
    pub(super) fn new(compiled: &Compiled, change: &'a Change, signed: &SignedCommits<'a>) -> Self {
        let people = &compiled.people;
        let believed = compiled.author_identity == AuthorIdentity::Asserted;
        let mut all = Self {
            resolved: Vec::with_capacity(change.live().participants.known().len()),
            excluded: BTreeSet::new(),
            executors: BTreeSet::new(),
            unresolved: BTreeSet::new(),
            agents: BTreeSet::new(),
            unattributed: BTreeSet::new(),
            asserted_only: false,
            is_whole: change.live().participants.is_whole(),
        };
        for participant in change.live().participants.known() {
            let has_signed = |who| signed.has_signed_each(who, &participant.commits);
            let checked = participant.basis > Basis::Asserted
                || (makes(participant.role)
                    && find(people, &participant.who).is_some_and(has_signed));
            let trust = (checked, believed);
            all.add(
                people,
                &participant.who,
                participant.role,
                trust,
                &participant.commits,
            );
            all.asserted_only |= !checked && writes(participant.role);
        }
        for claim in change.live().claims.known() {
            if let Some(operator) = &claim.operator {
                let who = Who::Account(operator.clone());
                let commits = claim.commit.as_slice();
                all.add(
                    people,
                    &who,
                    ParticipantRole::Operator,
                    (false, believed),
                    commits,
                );
            }
        }
        all.add_signers(people, signed, believed);
        all.unattributed = unattributed(change);
        all
    }

    fn add(
        &mut self,
        people: &People,
        who: &Who,
        role: ParticipantRole,
        (checked, believed): (bool, bool),
        commits: &'a [CommitId],
    ) {
        let found = find(people, who);
        let kind = found
            .and_then(|index| people.get(index))
            .map(|principal| principal.kind);
        // Anybody can write down the name of a machine: only a person is resolved by assertion, and only a person's
        // assertion is ever believed.
        let is_human = kind == Some(PrincipalKind::Human);
        let checked = checked || (is_human && believed);
        let index = found.filter(|_| checked || is_human);
        self.resolved.push(Resolved {
            index,
            kind: kind.filter(|_| index.is_some()),
            role,
            checked,
            commits,
        });
        let Some(index) = index else {
            if role != ParticipantRole::Executor {
                self.unresolved.insert(match who {
                    Who::Account(account) => account.folded().into_owned(),
                    Who::Principal(id) => id.to_string(),
                });
            }
            return;
        };
        match kind {
            Some(PrincipalKind::Human) if role == ParticipantRole::Executor => {
                self.executors.insert(index);
            }
            kind => self.take_part(people, index, kind),
        }
    }

    /// Whoever signs a commit has made it, whatever its header says and whatever has become of the key: who is not
    /// named as one of its makers took part as its committer.
    fn add_signers(&mut self, people: &People, signed: &SignedCommits<'a>, believed: bool) {
        if signed.all().next().is_none() {
            return;
        }
        let makers = self.resolved.iter().filter(|one| makes(one.role));
        let named = makers.flat_map(|one| {
            let commits = one.commits.iter().map(Some);
            let every = one.commits.is_empty().then_some(None);
            let all = commits.chain(every);
            all.filter_map(|commit| Some((one.index?, commit)))
        });
        let named: BTreeSet<_> = named.collect();
        for one in signed.all() {
            let commit = &one.entry.commit;
            let kind = people.get(one.signer).map(|signer| signer.kind);
            self.take_part(people, one.signer, kind);
            if named.contains(&(one.signer, None)) || named.contains(&(one.signer, Some(commit))) {
                continue;
            }
            let is_human = kind == Some(PrincipalKind::Human);
            self.resolved.push(Resolved {
                index: Some(one.signer),
                kind,
                role: ParticipantRole::Committer,
                checked: one.is_good || (is_human && believed),
                commits: std::slice::from_ref(commit),
            });
        }
    }

    fn take_part(&mut self, people: &People, index: Index, kind: Option<PrincipalKind>) {
        match kind {
            Some(PrincipalKind::Human) => {
                self.excluded.insert(index);
            }
            Some(PrincipalKind::Agent) => {
                self.agents.insert(index);
                let operator = people.get(index).and_then(|agent| agent.operator.as_ref());
                let operator = operator.and_then(|operator| people.find(operator));
                self.excluded.extend(operator);
            }
            Some(PrincipalKind::Service) | None => {}
        }
    }

    /// Those who took part in one commit; all of them where there are no commits.
    fn of_commit<'s>(
        &'s self,
        commit: Option<&'s CommitId>,
    ) -> impl Iterator<Item = &'s Resolved<'a>> {
        self.resolved.iter().filter(move |participant| {
            participant.role != ParticipantRole::Executor
                && match commit {
                    Some(id) => participant.commits.is_empty() || participant.commits.contains(id),
                    None => true,
                }
        })
    }

    /// Reports whether nobody is left out.
    pub(super) const fn is_whole(&self) -> bool {
        self.is_whole
    }

    /// Of what sort each participant is, and whether somebody has checked it.
    pub(super) fn kinds(&self) -> impl Iterator<Item = (ActorKind, bool)> {
        self.resolved.iter().map(|participant| {
            let kind = match participant.kind {
                Some(PrincipalKind::Agent) => ActorKind::Agent,
                Some(PrincipalKind::Human) => ActorKind::Human,
                Some(PrincipalKind::Service) => ActorKind::Service,
                None => ActorKind::Unresolved,
            };
            (kind, participant.checked)
        })
    }

    /// Reports whether everybody who took part in a commit is a person whose identity is checked.
    pub(super) fn humans_only(&self, commit: Option<&'a CommitId>) -> bool {
        self.is_whole
            && self.of_commit(commit).next().is_some()
            && self.of_commit(commit).all(|participant| {
                participant.kind == Some(PrincipalKind::Human) && participant.checked
            })
    }

    /// Reports whether only deterministic services whose identity is checked took part in a commit.
    pub(super) fn services_only(&self, commit: Option<&'a CommitId>) -> bool {
        self.is_whole
            && self.of_commit(commit).next().is_some()
            && self
                .of_commit(commit)
                .all(|participant| participant.kind == Some(PrincipalKind::Service))
    }

    /// Reports whether one service took part and nobody else: whatever carries it out is a service of the roster too.
    pub(super) fn is_only_service(&self, index: Index) -> bool {
        let is_service = |one: &Resolved<'_>| {
            let is_it = one.role == ParticipantRole::Executor || one.index == Some(index);
            one.kind == Some(PrincipalKind::Service) && is_it
        };
        self.is_whole
            && self.of_commit(None).next().is_some()
            && self.resolved.iter().all(is_service)
    }

    /// Returns the one person who wrote and committed a commit, if it is one and everybody is known.
    pub(super) fn only_author(&self, commit: &'a CommitId) -> Option<Index> {
        let makers = self.makers_of(Some(commit))?;
        makers.first().copied().filter(|_| makers.len() == 1)
    }

    /// Returns everybody who wrote or committed a commit, if there is an author, all of them are people, everybody
    /// is known, and no agent took part.
    pub(super) fn makers_of(&self, commit: Option<&CommitId>) -> Option<BTreeSet<Index>> {
        let mut makers = BTreeSet::new();
        let mut has_author = false;
        for one in self.of_commit(commit) {
            if one.kind == Some(PrincipalKind::Agent) {
                return None;
            }
            if makes(one.role) {
                let human = one.kind == Some(PrincipalKind::Human);
                makers.insert(one.index.filter(|_| human)?);
                has_author |= one.role == ParticipantRole::Author;
            }
        }
        (self.is_whole && has_author).then_some(makers)
    }

    /// Returns who owes what a change leaves open: active people of checked identity who wrote something, for an agent
    /// its operator; where there is none, those who took part otherwise.
    pub(super) fn debtors(&self, people: &People) -> BTreeSet<Index> {
        let mut writers = BTreeSet::new();
        let mut others = BTreeSet::new();
        for one in self.resolved.iter().filter(|one| one.checked) {
            let Some(principal) = one.index.and_then(|index| people.get(index)) else {
                continue;
            };
            let person = match &principal.operator {
                Some(operator) => people.find(operator),
                None => one.index,
            };
            let active = person.filter(|index| people.is_active_human(*index));
            match (active, one.role) {
                (None, _) | (_, ParticipantRole::Executor) => {}
                (Some(index), role) if writes(role) => {
                    writers.insert(index);
                }
                (Some(index), _) => {
                    others.insert(index);
                }
            }
        }
        if writers.is_empty() { others } else { writers }
    }

    /// Returns everybody known who wrote or committed anything.
    pub(super) fn makers(&self) -> BTreeSet<Index> {
        let makers = self.resolved.iter().filter(|one| makes(one.role));
        set_of(makers.filter_map(|one| one.index))
    }

    /// Reports whether somebody wrote or committed a commit.
    pub(super) fn has_made(&self, index: Index, commit: Option<&CommitId>) -> bool {
        let mut makers = self.of_commit(commit).filter(|one| makes(one.role));
        makers.any(|one| one.index == Some(index))
    }

    /// The ranks of all who wrote something, and whether each of them is certain. An agent counts as its operator,
    /// without one below every rank.
    fn writers<'s>(
        &'s self,
        people: &'s People,
        clock: &'s Clock,
    ) -> Vec<(Option<usize>, &'s Resolved<'a>)> {
        // All of them, so that each instant is consulted in whatever order they come.
        self.resolved
            .iter()
            .filter(|participant| writes(participant.role))
            .map(|participant| {
                let principal = participant.index.and_then(|index| people.get(index));
                let person = match (participant.kind, principal) {
                    (Some(PrincipalKind::Agent), Some(agent)) => agent
                        .operator
                        .as_ref()
                        .and_then(|operator| people.find(operator))
                        .and_then(|index| people.get(index)),
                    (_, principal) => principal,
                };
                let rank =
                    person.and_then(|person| people.rank_of(person, |level| clock.held_now(level)));
                (rank, participant)
            })
            .collect()
    }

    /// Reports whether somebody who wrote something is below a rank (semantics 7.3).
    pub(super) fn author_below(
        &self,
        people: &People,
        scene: &Scene<'_>,
        rank: usize,
    ) -> Option<bool> {
        let writers = self.writers(people, scene.clock);
        let below = |(writer, _): &&(Option<usize>, &Resolved<'a>)| {
            writer.is_none_or(|writer| writer < rank)
        };
        let mut below = writers.iter().filter(below).peekable();
        if below.peek().is_some() {
            let is_sure = !scene.firm || below.any(|(_, participant)| participant.checked);
            return is_sure.then_some(true);
        }
        let known =
            !writers.is_empty() && self.is_whole && self.every_commit_checked(scene.view.change);
        known.then_some(false)
    }

    /// Reports whether everybody who wrote something is surely below a rank: the exempting reading. Where
    /// only what is known counts, no is said of somebody who is checked.
    pub(super) fn all_authors_below(
        &self,
        people: &People,
        scene: &Scene<'_>,
        rank: usize,
    ) -> Option<bool> {
        let writers = self.writers(people, scene.clock);
        let others = writers
            .iter()
            .filter(|(writer, _)| writer.is_some_and(|writer| writer >= rank));
        let others: Vec<bool> = others.map(|(_, participant)| participant.checked).collect();
        if !others.is_empty() {
            return (!scene.firm || others.contains(&true)).then_some(false);
        }
        let certain = self.is_whole
            && writers
                .iter()
                .all(|(_, participant)| participant.checked && participant.index.is_some());
        certain.then_some(!writers.is_empty())
    }

    /// Reports whether each commit has an author whose identity is checked.
    fn every_commit_checked(&self, change: &'a Change) -> bool {
        let checked = |commit: Option<&'a CommitId>| {
            self.of_commit(commit).any(|participant| {
                participant.role == ParticipantRole::Author && participant.checked
            })
        };
        match &change.exact().commits {
            Listed::Whole(commits) if !commits.is_empty() => {
                commits.iter().all(|commit| checked(Some(commit)))
            }
            Listed::Whole(_) => checked(None),
            Listed::Partial(_) | Listed::Absent => false,
        }
    }

    /// The highest rank among all who wrote something; `None` where it could be the highest of all.
    pub(super) fn highest_author(&self, people: &People, clock: &Clock) -> Option<usize> {
        let writers = self.writers(people, clock);
        let certain = self.is_whole
            && writers
                .iter()
                .all(|(_, participant)| participant.checked && participant.index.is_some());
        let ranks = writers.iter().map(|(rank, _)| rank.unwrap_or(0));
        ranks.max().filter(|_| certain)
    }

    /// Everybody known who wrote something.
    pub(super) fn authors(&self) -> BTreeSet<Index> {
        let writers = self.resolved.iter();
        let writers = writers.filter(|participant| writes(participant.role));
        set_of(writers.filter_map(|participant| participant.index))
    }
}

/// Commits that no participant is said to have written.
fn unattributed(change: &Change) -> BTreeSet<&CommitId> {
    let mut attributed: BTreeMap<&CommitId, bool> = change
        .exact()
        .commits
        .known()
        .iter()
        .map(|commit| (commit, false))
        .collect();
    for participant in change.live().participants.known() {
        if participant.role != ParticipantRole::Author {
            continue;
        }
        if participant.commits.is_empty() {
            return BTreeSet::new();
        }
        for commit in &participant.commits {
            attributed.insert(commit, true);
        }
    }
    attributed
        .into_iter()
        .filter(|(_, is)| !is)
        .map(|(commit, _)| commit)
        .collect()
}
