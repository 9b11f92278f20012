//! Conditions (semantics 2.8–2.10, 9.1).

use foureyes::change::{Kind, PathChange};
use foureyes::fact::{Fact, Origin};
use foureyes::id::Name;
use foureyes::policy::{
    ActorKind, AuthorAsk, BlastAsk, Condition, InvolvementAsk, LinesAsk, PolicyDocument, Recorded,
    ResourcesAsk,
};
use foureyes::provenance::{Claim, Involvement, InvolvementRange};
use foureyes::roster::PrincipalKind;

use super::facts::{self, Elements};
use super::logic::{Reading, Three, set, value};
use super::{Model, windows};

/// 2.7 over effective elements. Where only what is trusted counts, those that are derived, or of a whole list, do (9.0).
fn elements<T: Ord>(
    all: &Elements<T>,
    reading: Reading,
    name: &str,
    fits: impl Fn(&T) -> bool,
) -> Three {
    if reading == Reading::Trusted && all.sure.iter().any(&fits) {
        return Three::True;
    }
    if reading == Reading::TrustedTurned && !all.sure.iter().all(&fits) {
        return Three::False;
    }
    let counted = if reading.is_trusted() {
        &all.sure
    } else {
        &all.known
    };
    let fits: Vec<bool> = counted.iter().map(fits).collect();
    set(&fits, all.is_whole, reading, name)
}

impl Model<'_> {
    /// 2.5: the members of one condition are joined by *and*.
    pub(super) fn holds(
        &self,
        document: &PolicyDocument,
        condition: &Condition,
        reading: Reading,
    ) -> Three {
        let mut parts = Vec::new();
        let each = |list: &[Condition], reading| -> Vec<Three> {
            list.iter()
                .map(|one| self.holds(document, one, reading))
                .collect()
        };
        if let Some(list) = &condition.all {
            parts.push(Three::all(each(list, reading)));
        }
        if let Some(list) = &condition.any {
            parts.push(Three::any(each(list, reading)));
        }
        if let Some(one) = &condition.not {
            parts.push(self.holds(document, one, reading.turned()).not());
        }
        if let Some(name) = &condition.condition {
            parts.push(self.holds(document, &document.conditions[name], reading));
        }
        parts.extend(self.atoms_of_content(document, condition, reading));
        parts.extend(self.atoms_of_making(document, condition, reading));
        parts.extend(self.atoms_around(document, condition, reading));
        Three::all(parts)
    }

    /// 2.8: what the change is.
    fn atoms_of_content(
        &self,
        document: &PolicyDocument,
        asked: &Condition,
        reading: Reading,
    ) -> Vec<Three> {
        let mut parts = Vec::new();
        let seen = self.change.seen();
        if let Some(names) = &asked.environment {
            let environment = self.environment();
            let fits = |is: &_| names.as_slice().contains(is);
            parts.push(value(&environment, reading, "exact.environment", fits));
        }
        if let Some(kinds) = &asked.kind {
            parts.push(self.kind(kinds.as_slice(), reading));
        }
        if let Some(names) = &asked.service {
            let names: Vec<&str> = names.as_slice().iter().map(|one| one.as_str()).collect();
            let fits = |is: &String| names.contains(&is.as_str());
            parts.push(elements(self.services(), reading, "seen.services", fits));
        }
        if let Some(teams) = &asked.team {
            let teams = teams.as_slice();
            let fits = |is: &String| {
                self.service(is).is_some_and(|service| {
                    service.owner_teams.iter().any(|owner| {
                        let around = self.teams_around(owner.as_str());
                        teams.iter().any(|team| around.contains(team.as_str()))
                    })
                })
            };
            parts.push(elements(self.services(), reading, "seen.services", fits));
        }
        if let Some(tier) = &asked.tier {
            let fits = |is: &u8| tier.covers(*is);
            parts.push(elements(&self.tiers(), reading, "seen.tiers", fits));
        }
        if let Some(is) = asked.destructive {
            let fact = self.destructive();
            parts.push(value(&fact, reading, "seen.destructive", |one| *one == is));
        }
        if let Some(is) = asked.reversible {
            parts.push(value(&seen.reversible, reading, "seen.reversible", |one| {
                *one == is
            }));
        }
        if let Some(is) = asked.rollout {
            parts.push(value(&seen.rollout, reading, "seen.rollout", |one| {
                *one == is
            }));
        }
        if let Some(BlastAsk::AtLeast(least)) = asked.blast {
            parts.push(value(&seen.blast, reading, "seen.blast", |one| {
                *one >= least
            }));
        }
        if let Some(places) = &asked.touches {
            parts.push(self.touches(&place(document, places.as_slice()), reading));
        }
        if let Some(asked) = &asked.resources {
            parts.push(self.resources(asked, reading));
        }
        if let Some(asked) = asked.lines {
            parts.push(self.lines(asked, reading));
        }
        parts
    }

    /// 2.8, 6: how it was made and by whom.
    fn atoms_of_making(
        &self,
        document: &PolicyDocument,
        asked: &Condition,
        reading: Reading,
    ) -> Vec<Three> {
        const CLAIMS: &str = "live.claims";
        let mut parts = Vec::new();
        let ai: Vec<&Claim> = self.claims_of_ai();
        match asked.involvement {
            Some(InvolvementAsk::AtLeast(rung)) => {
                parts.push(self.claimed(at_least(&self.range, rung), reading));
            }
            Some(InvolvementAsk::Includes(rung)) => {
                parts.push(self.claimed(includes(&self.range, rung), reading));
            }
            None => {}
        }
        if let Some(tools) = &asked.tool {
            let said = |claim: &&Claim| claim.tool.clone();
            let fits = |tool: &str| tools.as_slice().iter().any(|one| one.as_str() == tool);
            parts.push(self.named_by_claims(said, fits, reading));
        }
        if let Some(models) = &asked.model {
            let said = |claim: &&Claim| claim.model.clone();
            let fits = |model: &str| {
                models.as_slice().iter().any(|one| {
                    one.strip_suffix('*')
                        .map_or(one == model, |start| model.starts_with(start))
                })
            };
            parts.push(self.named_by_claims(said, fits, reading));
        }
        if let Some(members) = &asked.recorded {
            let names = |claim: &&Claim| {
                members.as_slice().iter().all(|member| match member {
                    Recorded::Model => claim.model.is_some(),
                    Recorded::Operator => claim.operator.is_some(),
                    Recorded::Tool => claim.tool.is_some(),
                })
            };
            let is_whole = self.change.live().claims.is_whole();
            parts.push(if !ai.iter().all(names) {
                Three::False
            } else {
                Three::from(is_whole.then_some(true), CLAIMS)
            });
        }
        if let Some(sorts) = &asked.acted {
            parts.push(self.acted(sorts.as_slice(), reading));
        }
        match &asked.author {
            Some(AuthorAsk::Below(level)) => {
                parts.push(self.author_below(level.as_str(), reading));
            }
            Some(AuthorAsk::FirstContribution(is)) => {
                let fact = &self.change.live().first_contribution;
                parts.push(value(fact, reading, "live.firstContribution", |one| {
                    one == is
                }));
            }
            None => {}
        }
        if let Some(places) = &asked.ai_touches {
            let is = self.ai_touches(&place(document, places.as_slice()));
            let is_trusted = self.change.live().attribution.is_whole();
            parts.push(
                if is == Three::True && reading.is_trusted() && !is_trusted {
                    Three::unknown("live.attribution")
                } else {
                    is
                },
            );
        }
        parts
    }

    /// 2.8: what happens around it.
    fn atoms_around(
        &self,
        document: &PolicyDocument,
        asked: &Condition,
        reading: Reading,
    ) -> Vec<Three> {
        let mut parts = Vec::new();
        let live = self.change.live();
        for (key, ask) in asked.fact.iter().flatten() {
            let fact = live.facts.get(key).cloned().unwrap_or(Fact::Unknown);
            parts.push(value(&fact, reading, "live.facts", |one| ask.covers(one)));
        }
        if let Some(names) = &asked.during {
            let open = document.windows.iter().any(|window| {
                names.as_slice().contains(&window.id) && windows::is_open(window, self.now)
            });
            parts.push(Three::of(open));
        }
        if let Some(states) = &asked.credential {
            let fits = |one: &_| states.as_slice().contains(one);
            parts.push(value(&live.credential, reading, "live.credential", fits));
        }
        if let Some(states) = &asked.plan {
            let fits = |one: &_| states.as_slice().contains(one);
            parts.push(value(&live.plan, reading, "live.plan", fits));
        }
        if let Some(kinds) = &asked.failed {
            let records = self.records();
            let has_failed = records.iter().any(|record| {
                record.has_failed
                    && record.origin != Origin::Declared
                    && kinds.as_slice().contains(&record.kind)
            });
            let known = (has_failed || live.evidence.is_whole()).then_some(has_failed);
            parts.push(Three::from(known, "live.evidence"));
        }
        if let Some(is) = asked.frozen {
            // 9.0: no rule speaks of a change because of a freeze.
            let is_frozen = !reading.is_trusted() && self.is_frozen();
            parts.push(Three::of(is_frozen == is));
        }
        if let Some(marks) = &asked.marked {
            let known = live.marks.known();
            let fits: Vec<bool> = known
                .iter()
                .map(|mark| marks.as_slice().contains(mark))
                .collect();
            let is_whole = live.marks.is_whole()
                && known
                    .iter()
                    .all(|mark| self.documents.knows_mark(mark.as_str()));
            parts.push(set(&fits, is_whole, reading, "live.marks"));
        }
        parts
    }

    /// 9.9: a freeze of any document is in force.
    pub(super) fn is_frozen(&self) -> bool {
        let mut freezes = self.documents.whole().flat_map(|one| &one.freezes);
        freezes.any(|freeze| freeze.from <= self.now && self.now < freeze.to)
    }

    fn kind(&self, asked: &[Kind], reading: Reading) -> Three {
        let kinds = self.kinds();
        if asked == [Kind::Policy] && matches!(reading, Reading::Restricting | Reading::Trusted) {
            // 2.9: known from the paths.
            let is = kinds.known.contains(&Kind::Policy);
            if !is && self.change.exact().paths.is_whole() {
                return Three::False;
            }
        }
        elements(&kinds, reading, "seen.kinds", |kind| asked.contains(kind))
    }

    /// 5.5: restricting any path touches a place, exempting every path is inside one.
    fn touches(&self, patterns: &[String], reading: Reading) -> Three {
        const FACT: &str = "exact.paths";
        let is_whole = self.change.exact().paths.is_whole();
        let has_odd = !self.odd_paths().is_empty();
        let fits = |entry: &PathChange| match reading {
            Reading::Exempting | Reading::TrustedTurned => {
                !has_odd && facts::is_inside(entry, patterns)
            }
            Reading::Restricting | Reading::Trusted => has_odd || facts::touches(entry, patterns),
        };
        let fits: Vec<bool> = self.entries().iter().map(fits).collect();
        set(&fits, is_whole, reading, FACT)
    }

    fn resources(&self, asked: &ResourcesAsk, reading: Reading) -> Three {
        const FACT: &str = "exact.resources";
        let resources = &self.change.exact().resources;
        let fits: Vec<bool> = resources
            .known()
            .iter()
            .map(|one| {
                asked
                    .kind
                    .as_ref()
                    .is_none_or(|kinds| kinds.as_slice().contains(&one.kind))
                    && asked
                        .action
                        .as_ref()
                        .is_none_or(|actions| actions.as_slice().contains(&one.action))
            })
            .collect();
        let Some(least) = asked.at_least else {
            return set(&fits, resources.is_whole(), reading, FACT);
        };
        let count = fits.iter().filter(|fits| **fits).count();
        let is_reached = count >= usize::try_from(least).unwrap_or(usize::MAX);
        let counts = is_reached && !reading.is_trusted();
        Three::from((counts || resources.is_whole()).then_some(is_reached), FACT)
    }

    /// 2.8: a path without counts could have any number.
    fn lines(&self, asked: LinesAsk, reading: Reading) -> Three {
        let paths = &self.change.exact().paths;
        let counts = |entry: &PathChange| [entry.added, entry.removed];
        let known = paths.known().iter().flat_map(counts);
        let total = known.clone().flatten().fold(0, u64::saturating_add);
        let is_all = paths.is_whole() && known.clone().all(|one| one.is_some());
        // 9.0: only a list that is whole tells that a rule applies.
        let counts = paths.is_whole() || !reading.is_trusted();
        let known = match asked {
            LinesAsk::AtLeast(least) => (total >= least || is_all).then_some(total >= least),
            LinesAsk::AtMost(most) => (total > most || is_all).then_some(total <= most),
        };
        Three::from(known.filter(|_| counts), "exact.paths")
    }

    /// What claims say is trusted only where the list is whole.
    fn claimed(&self, known: Option<bool>, reading: Reading) -> Three {
        let is_trusted = !reading.is_trusted() || self.change.live().claims.is_whole();
        Three::from(known.filter(|_| is_trusted), "live.claims")
    }

    fn claims_of_ai(&self) -> Vec<&Claim> {
        let claims = self.change.live().claims.known().iter();
        claims
            .filter(|claim| claim.involvement > Involvement::None)
            .collect()
    }

    /// 2.8: `tool` and `model`.
    fn named_by_claims(
        &self,
        said: impl Fn(&&Claim) -> Option<String>,
        fits: impl Fn(&str) -> bool,
        reading: Reading,
    ) -> Three {
        let names: Vec<Option<String>> = self.claims_of_ai().iter().map(said).collect();
        if names.iter().flatten().any(|name| fits(name)) {
            return self.claimed(Some(true), reading);
        }
        let has_room = !self.range.settled && self.range.ceiling > Involvement::None;
        let is_known = self.change.live().claims.is_whole()
            && !has_room
            && !self.is_unnamed
            && names.iter().all(Option::is_some);
        Three::from(is_known.then_some(false), "live.claims")
    }

    /// 2.8: over the sorts of all who took part. Who is unresolved could be of any sort; who is not checked is, as
    /// 2.6 has it, what she is said to be where that asks for more.
    fn acted(&self, asked: &[ActorKind], reading: Reading) -> Three {
        // 9.0: who is not checked is somebody of whom it is only said.
        let counts =
            |part: &&super::people::Part<'_>| !reading.is_trusted() || self.is_checked(part);
        let sorts: Vec<bool> = self
            .parts()
            .iter()
            .filter(counts)
            .filter_map(|part| {
                let Some(one) = self.resolved(part) else {
                    let fits = asked.contains(&ActorKind::Unresolved);
                    return (fits && reading != Reading::Exempting).then_some(true);
                };
                let sort = match one.kind {
                    PrincipalKind::Agent => ActorKind::Agent,
                    PrincipalKind::Human => ActorKind::Human,
                    PrincipalKind::Service => ActorKind::Service,
                };
                Some(asked.contains(&sort))
            })
            .collect();
        let is_whole = self.change.live().participants.is_whole();
        if reading == Reading::Trusted && is_whole && sorts.contains(&true) {
            return Three::True;
        }
        // 2.7: read exempting, one who does not fit is enough.
        if reading == Reading::TrustedTurned && is_whole && sorts.contains(&false) {
            return Three::False;
        }
        let parts = self.parts();
        let is_sure =
            |part: &super::people::Part<'_>| self.is_checked(part) && part.named.is_some();
        let is_known = is_whole && parts.iter().all(is_sure);
        set(&sorts, is_known, reading, "live.participants")
    }

    /// 6.6: an AI made lines in a place, or could have.
    fn ai_touches(&self, patterns: &[String]) -> Three {
        let attribution = &self.change.live().attribution;
        let entries = self.entries();
        let has_odd = !self.odd_paths().is_empty();
        let is_there = |path: &[u8]| {
            let place = |entry: &PathChange| {
                let mut names = entry.touched();
                names.any(|name| name.as_bytes() == path) && facts::touches(entry, patterns)
            };
            patterns.iter().any(|one| super::glob::matches(one, path)) || entries.iter().any(place)
        };
        let mut said = Vec::new();
        for record in attribution.known() {
            if record.path.is_odd() || is_there(record.path.as_bytes()) {
                said.push(record.involvement);
            }
        }
        let touches = has_odd || entries.iter().any(|entry| facts::touches(entry, patterns));
        let is_free = (self.change.exact().paths.is_whole() && !touches)
            || self.range.ceiling == Involvement::None
            || (attribution.is_whole() && !said.contains(&None));
        if said.iter().flatten().any(|rung| *rung > Involvement::None) {
            Three::True
        } else {
            Three::from(is_free.then_some(false), "live.attribution")
        }
    }
}

/// The patterns of named places.
fn place(document: &PolicyDocument, names: &[Name]) -> Vec<String> {
    let globs = names.iter().filter_map(|name| document.paths.get(name));
    globs.flatten().map(|one| one.as_str().to_owned()).collect()
}

/// 6.1.1: `atLeast`.
pub(super) fn at_least(range: &InvolvementRange, rung: Involvement) -> Option<bool> {
    let is_open = range.floor < rung && range.ceiling >= rung;
    (!is_open).then_some(range.floor >= rung)
}

/// 6.1.1: `includes`.
fn includes(range: &InvolvementRange, rung: Involvement) -> Option<bool> {
    let is_claimed = range.claimed.contains(&rung);
    let is_closed = is_claimed || range.settled || range.ceiling < rung;
    is_closed.then_some(is_claimed)
}
