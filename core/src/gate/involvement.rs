//! How far an AI was involved, from claims, signatures and presumption (semantics 6.1, 6.2).

use std::collections::BTreeSet;

use super::compile::Compiled;
use super::participants::Participants;
use super::people::Index;
use super::standing::Declared;
use crate::change::Change;
use crate::digest::Digest;
use crate::fact::Listed;
use crate::id::CommitId;
use crate::policy::HumanClaim;
use crate::provenance::{Involvement, InvolvementRange, Presumption, fold_commit};
use crate::statement::IgnoredCode;

/// What is known of the involvement, and which words it rests on.
pub(super) struct Involved {
    pub(super) range: InvolvementRange,
    /// Whether a claim of involvement stands beside a claim of none.
    pub(super) conflict: bool,
    /// Whether people, or the policy, say that there was an AI, and no claim of theirs could name it.
    pub(super) unnamed: bool,
    /// The words that have brought a ceiling down.
    pub(super) counted: BTreeSet<Digest>,
}

/// The words of people, held against the claims and against each other.
pub(super) struct Words<'a> {
    compiled: &'a Compiled,
    change: &'a Change,
    participants: &'a Participants<'a>,
    all: &'a [Declared],
    /// Everybody who made something.
    makers: BTreeSet<Index>,
    /// The highest that anybody says of anything.
    highest: Involvement,
}

impl<'a> Words<'a> {
    pub(super) fn new(
        compiled: &'a Compiled,
        change: &'a Change,
        participants: &'a Participants<'a>,
        all: &'a [Declared],
    ) -> Self {
        let claims = change.live().claims.known().iter();
        let said = claims.map(|claim| claim.involvement);
        let said = said.chain(all.iter().map(|word| word.involvement));
        Self {
            compiled,
            change,
            participants,
            all,
            makers: participants.makers(),
            highest: said.max().unwrap_or(Involvement::None),
        }
    }

    /// What is said of a commit. Those who made something speak of what they made; anybody else contradicts them
    /// where he says more of the whole than all of them do.
    fn said_of(&self, commit: Option<&CommitId>) -> Vec<Involvement> {
        let claims = self.change.live().claims.known().iter();
        let claimed = claims
            .filter(|claim| {
                commit.is_none() || claim.commit.is_none() || claim.commit.as_ref() == commit
            })
            .map(|claim| claim.involvement);
        let is_maker = |word: &&Declared| self.makers.contains(&word.index);
        let highest = self.all.iter().filter(is_maker);
        let highest = highest.map(|word| word.involvement).max();
        let declared = self.all.iter().filter(|word| {
            if is_maker(word) {
                self.participants.has_made(word.index, commit)
            } else {
                highest.is_none_or(|highest| word.involvement > highest)
            }
        });
        claimed
            .chain(declared.map(|word| word.involvement))
            .collect()
    }

    /// The words by which a commit is settled at `rung`, the highest of what is said of it: those of every maker of it,
    /// and of enough others where the policy asks for them.
    fn settling(&self, commit: Option<&CommitId>, rung: Involvement) -> BTreeSet<Digest> {
        let none = BTreeSet::new();
        let others = match self.compiled.human_claim {
            HumanClaim::Off => return none,
            HumanClaim::Counts => BTreeSet::new(),
            HumanClaim::Countersigned => self.countersigned(),
        };
        let confirmed = self.compiled.human_claim == HumanClaim::Counts || !others.is_empty();
        let Some(makers) = self.participants.makers_of(commit) else {
            return none;
        };
        let whole = self.change.live().claims.is_whole()
            && !matches!(self.change.exact().commits, Listed::Partial(_));
        let words = self
            .all
            .iter()
            .filter(|word| word.stands && word.involvement == rung && makers.contains(&word.index));
        let words: Vec<_> = words.collect();
        let people: BTreeSet<Index> = words.iter().map(|word| word.index).collect();
        if !whole || !confirmed || people != makers {
            return none;
        }
        let own = words.into_iter().map(|word| word.statement);
        own.chain(others).collect()
    }

    /// The words of people who took no part, none of them below anything that is said, if they are enough: somebody
    /// whom nobody could resolve could be one of them.
    fn countersigned(&self) -> BTreeSet<Digest> {
        let others = self.all.iter().filter(|word| {
            word.stands
                && word.involvement == self.highest
                && !self.participants.excluded.contains(&word.index)
        });
        let others: Vec<_> = others.collect();
        let people: BTreeSet<Index> = others.iter().map(|word| word.index).collect();
        if people.len() > self.participants.unresolved.len() {
            others.into_iter().map(|word| word.statement).collect()
        } else {
            BTreeSet::new()
        }
    }

    /// Why a word that stands has brought nothing down.
    pub(super) fn why_not(&self, word: &Declared) -> IgnoredCode {
        let contradicted = if self.makers.contains(&word.index) {
            let commits = units(self.change).into_iter();
            let mut made = commits.filter(|commit| self.participants.has_made(word.index, *commit));
            made.any(|commit| self.said_of(commit).into_iter().max() > Some(word.involvement))
        } else if self.participants.excluded.contains(&word.index) {
            return IgnoredCode::Participant;
        } else if self.compiled.human_claim == HumanClaim::Counts {
            return IgnoredCode::NotEligible;
        } else {
            self.highest > word.involvement
        };
        if contradicted {
            IgnoredCode::Contradicted
        } else {
            IgnoredCode::AuthorshipIncomplete
        }
    }
}

/// The commits of a change; one unit where there are none.
fn units(change: &Change) -> Vec<Option<&CommitId>> {
    match change.exact().commits.known() {
        [] => vec![None],
        known => known.iter().map(Some).collect(),
    }
}

/// The involvement over all commits. `denied` are those of which a signed commit says that there was none.
pub(super) fn involved(words: &Words<'_>, denied: &BTreeSet<&CommitId>) -> Involved {
    let (change, participants) = (words.change, words.participants);
    let live = change.live();
    let mut conflict = false;
    let said = |word: &Declared| word.involvement > Involvement::None;
    let mut unnamed = words.all.iter().any(said);
    let mut counted = BTreeSet::new();
    let folded = units(change).into_iter().map(|commit| {
        let said = words.said_of(commit);
        let highest = said.iter().copied().max().unwrap_or(Involvement::None);
        conflict |= said.contains(&Involvement::None) && highest > Involvement::None;
        // Silence speaks only where somebody has looked: an unread list of claims is not an empty one.
        let silence = live.claims.is_whole();
        let settling = words.settling(commit, highest);
        let denied =
            highest == Involvement::None && commit.is_some_and(|commit| denied.contains(commit));
        let signed = if !settling.is_empty() {
            Some(highest)
        } else if denied || (silence && participants.services_only(commit)) {
            Some(Involvement::None)
        } else {
            None
        };
        counted.extend(settling);
        let presumed = words.compiled.presume.filter(|_| silence);
        unnamed |= signed.is_none() && presumed == Some(Presumption::Assisted);
        fold_commit(said, participants.humans_only(commit), signed, presumed)
    });
    let whole = folded.reduce(|one, other| one.join(&other));
    let mut range = whole.unwrap_or_else(|| fold_commit([], false, None, None));
    if matches!(change.exact().commits, Listed::Partial(_)) {
        range.ceiling = Involvement::Autonomous;
        range.settled = false;
    }
    // What is said of commits that are not listed, or of the whole, still speaks of the change.
    let claimed = live.claims.known().iter().map(|claim| claim.involvement);
    for rung in claimed.chain(words.all.iter().map(|word| word.involvement)) {
        if rung > Involvement::None {
            range.floor = range.floor.max(rung);
            range.ceiling = range.ceiling.max(rung);
            range.claimed.insert(rung);
        }
    }
    Involved {
        range,
        conflict,
        unnamed,
        counted,
    }
}
