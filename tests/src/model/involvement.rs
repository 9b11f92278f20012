//! How the content was made (semantics 6.1, 6.2).

use std::collections::{BTreeMap, BTreeSet};

use foureyes::id::CommitId;
use foureyes::policy::HumanClaim;
use foureyes::provenance::{Claim, Involvement, InvolvementRange, Presumption};
use foureyes::roster::PrincipalKind;
use foureyes::statement::{Authorship, IgnoredCode, Statement, Verified};

use super::Model;
use super::people::Part;

/// What became of a word on authorship: it settles something, or does not, for a reason.
pub(super) type Fates<'a> = Vec<(&'a Verified, Option<IgnoredCode>)>;

/// A word on authorship that is heard (6.2.2).
struct Word<'a> {
    by: &'a Verified,
    said: &'a Authorship,
    fault: Option<IgnoredCode>,
}

impl Word<'_> {
    fn stands(&self) -> bool {
        self.fault.is_none()
    }
}

impl<'a> Model<'a> {
    /// 6.1: the range of the change, and what became of every word on authorship.
    pub(super) fn fold(&self) -> (InvolvementRange, bool, Fates<'a>) {
        let mut fates = Fates::new();
        let mut words = Vec::new();
        for one in self.statements() {
            let Statement::Authorship(said) = &one.statement else {
                continue;
            };
            let exact = self.change.exact();
            if said.change_id == exact.id && said.repository == exact.repository {
                let fault = self.authorship_fault(one, said);
                words.push(Word {
                    by: one,
                    said,
                    fault,
                });
            } else {
                fates.push((one, Some(IgnoredCode::OtherChange)));
            }
        }
        let listed = &self.change.exact().commits;
        let mut units: Vec<Option<&CommitId>> = listed.known().iter().map(Some).collect();
        if units.is_empty() {
            units.push(None);
        }
        let mut settling: BTreeSet<usize> = BTreeSet::new();
        let mut range: Option<InvolvementRange> = None;
        for unit in units {
            let one = self.unit(unit, &words, &mut settling);
            range = Some(range.map_or(one.clone(), |before| before.join(&one)));
        }
        let mut range = range.unwrap_or_else(|| self.unit(None, &words, &mut settling));
        // 6.1: claims about commits that are not listed count too.
        for claim in self.change.live().claims.known() {
            range.floor = range.floor.max(claim.involvement);
            range.ceiling = range.ceiling.max(range.floor);
            if claim.involvement > Involvement::None {
                range.claimed.insert(claim.involvement);
            }
        }
        if !listed.is_whole() && !listed.is_absent() {
            range.ceiling = Involvement::Autonomous;
            range.settled = false;
        }
        for (index, word) in words.iter().enumerate() {
            let fate = word.fault.or_else(|| {
                (!settling.contains(&index)).then(|| self.why_it_settles_nothing(word, &words))
            });
            fates.push((word.by, fate));
        }
        let mut is_unnamed = words
            .iter()
            .any(|word| word.said.involvement > Involvement::None);
        let presumed = self.documents.adopting().provenance.presume;
        is_unnamed |= presumed == Some(Presumption::Assisted) && self.is_presumed.get();
        (range, is_unnamed, fates)
    }

    pub(super) fn takes_part(&self, commit: Option<&CommitId>) -> Vec<Part<'a>> {
        let parts = self.parts().into_iter();
        parts
            .filter(|part| part.is_in(commit) && !part.executes())
            .collect()
    }

    /// 6.2.2: author, co-authors and committer of a commit.
    fn makers(&self, commit: Option<&CommitId>) -> Vec<Part<'a>> {
        let parts = self.takes_part(commit).into_iter();
        parts.filter(Part::made).collect()
    }

    fn made(&self, who: &Verified, commit: Option<&CommitId>) -> bool {
        let makers = self.makers(commit);
        makers
            .iter()
            .any(|part| self.resolved(part).is_some_and(|one| one.id == who.person))
    }

    fn is_maker(&self, who: &Verified) -> bool {
        let commits = self.change.exact().commits.known();
        self.made(who, None) || commits.iter().any(|commit| self.made(who, Some(commit)))
    }

    /// 6.1: the range of one commit, or of a change without commits.
    fn unit(
        &self,
        commit: Option<&CommitId>,
        words: &[Word<'a>],
        settling: &mut BTreeSet<usize>,
    ) -> InvolvementRange {
        let live = self.change.live();
        let claims: Vec<Involvement> = live
            .claims
            .known()
            .iter()
            .filter(|claim| {
                commit.is_none() || claim.commit.is_none() || claim.commit.as_ref() == commit
            })
            .map(|claim| claim.involvement)
            .collect();
        let mut rungs = claims.clone();
        for word in words {
            if self.made(word.by, commit) || !self.is_maker(word.by) {
                rungs.push(word.said.involvement);
            }
        }
        let mut claimed: BTreeSet<Involvement> = rungs.into_iter().collect();
        let said: BTreeSet<Involvement> =
            self.said_of(commit, &claims, words).into_iter().collect();
        if said.contains(&Involvement::None) && said.len() > 1 {
            self.has_conflict.set(true);
        }
        claimed.remove(&Involvement::None);
        let floor = claimed.last().copied().unwrap_or(Involvement::None);
        let present = self.takes_part(commit);
        let is_whole = live.participants.is_whole();
        let is_human = |part: &Part<'a>| {
            self.is_checked(part)
                && self
                    .resolved(part)
                    .is_some_and(|one| one.kind == PrincipalKind::Human)
        };
        let only_humans = is_whole && !present.is_empty() && present.iter().all(is_human);
        let settled = if live.claims.is_whole() {
            self.settled_at(commit, &claims, words, settling)
        } else {
            None
        };
        let open = if only_humans {
            Involvement::Generated
        } else {
            Involvement::Autonomous
        };
        claimed.extend(settled.filter(|rung| *rung > Involvement::None));
        InvolvementRange {
            floor,
            ceiling: settled.unwrap_or(open).max(floor),
            claimed,
            settled: settled.is_some(),
        }
    }

    /// 6.2, or else the presumption.
    fn settled_at(
        &self,
        commit: Option<&CommitId>,
        claims: &[Involvement],
        words: &[Word<'a>],
        settling: &mut BTreeSet<usize>,
    ) -> Option<Involvement> {
        let present = self.takes_part(commit);
        let is_service = |part: &Part<'a>| {
            self.resolved(part)
                .is_some_and(|one| one.kind == PrincipalKind::Service)
        };
        let names: BTreeSet<_> = present
            .iter()
            .map(|part| self.resolved(part).map(|one| &one.id))
            .collect();
        let by_service = self.change.live().participants.is_whole()
            && names.len() == 1
            && present.iter().all(is_service);
        let signed = self.signed_rung(commit, claims, words, settling);
        let presumed = self.documents.adopting().provenance.presume;
        let presumed = presumed.map(|presumption| match presumption {
            Presumption::Assisted => Involvement::Assisted,
            Presumption::None => Involvement::None,
        });
        let by_service = by_service.then_some(Involvement::None);
        let said = self.said_of(commit, claims, words);
        let is_denied = self.is_denied(commit, &said);
        let by_signature = is_denied.then_some(Involvement::None);
        let settled = by_service.or(signed).or(by_signature);
        if settled.is_none() && presumed.is_some() {
            self.is_presumed.set(true);
        }
        settled.or(presumed)
    }

    /// 6.2.2: the rung to which standing words settle a commit.
    fn signed_rung(
        &self,
        commit: Option<&CommitId>,
        claims: &[Involvement],
        words: &[Word<'a>],
        settling: &mut BTreeSet<usize>,
    ) -> Option<Involvement> {
        let live = self.change.live();
        let listed = &self.change.exact().commits;
        let makers = self.makers(commit);
        let people: BTreeSet<String> = makers
            .iter()
            .filter_map(|part| self.resolved(part))
            .filter(|one| one.kind == PrincipalKind::Human)
            .map(|one| one.id.to_string())
            .collect();
        let are_people = makers.iter().all(|part| {
            self.resolved(part)
                .is_some_and(|one| one.kind == PrincipalKind::Human)
        });
        let has_author = makers
            .iter()
            .any(|part| part.role == foureyes::change::ParticipantRole::Author);
        let has_agent = self.takes_part(commit).iter().any(|part| {
            self.resolved(part)
                .is_some_and(|one| one.kind == PrincipalKind::Agent)
        });
        let is_known = live.participants.is_whole()
            && live.claims.is_whole()
            && (listed.is_whole() || listed.is_absent());
        if !(are_people && has_author && !has_agent && is_known) {
            return None;
        }
        let of_makers = |word: &&Word<'a>| people.contains(word.by.person.as_str());
        let highest = self.said_of(commit, claims, words).into_iter().max()?;
        let counts: Vec<usize> = words
            .iter()
            .enumerate()
            .filter(|(_, word)| {
                word.stands() && word.said.involvement == highest && of_makers(word)
            })
            .map(|(index, _)| index)
            .collect();
        let signers: BTreeSet<String> = counts
            .iter()
            .map(|index| words[*index].by.person.to_string())
            .collect();
        if signers != people {
            return None;
        }
        let mut all = counts;
        if self.documents.adopting().provenance.human_claim == Some(HumanClaim::Countersigned) {
            let everything = live.claims.known().iter().map(|claim| claim.involvement);
            let top = everything
                .chain(words.iter().map(|word| word.said.involvement))
                .max()?;
            let excluded = self.excluded();
            let countersigned: BTreeMap<usize, &str> = words
                .iter()
                .enumerate()
                .filter(|(_, word)| {
                    word.stands()
                        && word.said.involvement == top
                        && !excluded.contains(word.by.person.as_str())
                })
                .map(|(index, word)| (index, word.by.person.as_str()))
                .collect();
            let others: BTreeSet<&&str> = countersigned.values().collect();
            if others.len() < 1 + self.unresolved().len() {
                return None;
            }
            all.extend(countersigned.keys());
        }
        settling.extend(all);
        Some(highest)
    }

    /// 6.2.2: what is said of a commit.
    fn said_of(
        &self,
        commit: Option<&CommitId>,
        claims: &[Involvement],
        words: &[Word<'a>],
    ) -> Vec<Involvement> {
        let of_makers = words.iter().filter(|word| self.made(word.by, commit));
        let of_makers: Vec<Involvement> = of_makers.map(|word| word.said.involvement).collect();
        let of_any = words.iter().filter(|word| self.is_maker(word.by));
        let highest = of_any.map(|word| word.said.involvement).max();
        let others = words.iter().filter(|word| !self.is_maker(word.by));
        let others = others
            .map(|word| word.said.involvement)
            .filter(|rung| highest.is_none_or(|makers| *rung > makers));
        claims
            .iter()
            .copied()
            .chain(others)
            .chain(of_makers.clone())
            .collect()
    }

    /// 6.2.2: why a word that stands settles nothing.
    fn why_it_settles_nothing(&self, word: &Word<'a>, words: &[Word<'a>]) -> IgnoredCode {
        let live = self.change.live();
        let is_maker = self.is_maker(word.by);
        let counts = self.documents.adopting().provenance.human_claim == Some(HumanClaim::Counts);
        if !is_maker && self.excluded().contains(word.by.person.as_str()) {
            return IgnoredCode::Participant;
        }
        if !is_maker && counts {
            return IgnoredCode::NotEligible;
        }
        let listed = self.change.exact().commits.known().iter();
        let mut units: Vec<Option<&CommitId>> = listed.map(Some).collect();
        if units.is_empty() {
            units.push(None);
        }
        units.retain(|unit| self.made(word.by, *unit));
        let claims = |unit: &Option<&CommitId>| -> Vec<Involvement> {
            let all = live.claims.known().iter();
            let about = |claim: &&Claim| {
                unit.is_none() || claim.commit.is_none() || claim.commit.as_ref() == *unit
            };
            all.filter(about).map(|claim| claim.involvement).collect()
        };
        let said: Vec<Involvement> = if is_maker {
            units
                .iter()
                .flat_map(|unit| self.said_of(*unit, &claims(unit), words))
                .collect()
        } else {
            let all = live.claims.known().iter().map(|claim| claim.involvement);
            all.chain(words.iter().map(|word| word.said.involvement))
                .collect()
        };
        if said.iter().any(|rung| *rung > word.said.involvement) {
            IgnoredCode::Contradicted
        } else {
            IgnoredCode::AuthorshipIncomplete
        }
    }

    /// 6.2.2: why a word does not stand.
    fn authorship_fault(&self, one: &Verified, said: &Authorship) -> Option<IgnoredCode> {
        const MEMBERS: &[&str] = &[
            "involvement",
            "repository",
            "changeId",
            "changeDigest",
            "signer",
            "issued",
            "nonce",
            "after",
            "critical",
        ];
        let claim = self.documents.adopting().provenance.human_claim;
        let is_off = matches!(claim, None | Some(HumanClaim::Off));
        let fits = self.documents.every_signature().into_iter().all(|with| {
            let is_young = with
                .max_age
                .is_none_or(|most| self.age_is_below(one, said.issued, most));
            is_young && with.assurance.is_none_or(|least| one.assurance >= least)
        });
        (said.change_digest != *self.change.digest())
            .then_some(IgnoredCode::OtherContent)
            .or_else(|| self.person_fault(one))
            .or_else(|| Self::critical_fault(&said.critical, MEMBERS))
            .or_else(|| self.key_fault(one, said.issued))
            .or_else(|| self.not_issued_yet(said.issued))
            .or_else(|| self.withdrawal_fault(one, Some(&said.after)))
            .or_else(|| is_off.then_some(IgnoredCode::AuthorshipOff))
            .or_else(|| (!fits).then_some(IgnoredCode::NotEligible))
            .or_else(|| self.is_added(one).then_some(IgnoredCode::AddedByChange))
    }
}
