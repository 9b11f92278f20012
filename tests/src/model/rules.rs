//! What the rules that apply ask for, and how far it is met (semantics 9.3, 9.4, 9.6).

use std::collections::{BTreeMap, BTreeSet};

use foureyes::decision::{ReasonCode, Status};
use foureyes::policy::{PolicyDocument, Requirement, Waiver};

use super::assign::{self, Assignment, Count, Service};
use super::logic::{Reading, Three};
use super::statements::Standing;
use super::{Model, Record};

/// A rule that applies, or a floor.
#[derive(Clone, Debug)]
pub(super) struct Asked<'m> {
    pub(super) id: String,
    pub(super) document: &'m PolicyDocument,
    pub(super) leaves: Vec<&'m Requirement>,
    /// 9.3: the alternatives, each a list of requirements by position.
    pub(super) ways: Vec<Vec<usize>>,
    pub(super) waived_by: &'m [Waiver],
}

impl<'m> Asked<'m> {
    pub(super) fn new(
        id: String,
        document: &'m PolicyDocument,
        require: &'m [Requirement],
        waived_by: &'m [Waiver],
    ) -> Self {
        let mut leaves = Vec::new();
        let ways = every(require, &mut leaves);
        Self {
            id,
            document,
            leaves,
            ways,
            waived_by,
        }
    }

    fn waivers(&self, leaf: usize) -> BTreeSet<Waiver> {
        let own = &self.leaves[leaf].waived_by;
        self.waived_by.iter().chain(own).copied().collect()
    }
}

/// 9.3: every one of these, the alternatives of the first varying slowest.
fn every<'m>(list: &'m [Requirement], leaves: &mut Vec<&'m Requirement>) -> Vec<Vec<usize>> {
    let mut ways = vec![Vec::new()];
    for one in list {
        let more = expanded(one, leaves);
        ways = ways
            .iter()
            .flat_map(|way| more.iter().map(|rest| [way.clone(), rest.clone()].concat()))
            .collect();
    }
    ways
}

fn expanded<'m>(one: &'m Requirement, leaves: &mut Vec<&'m Requirement>) -> Vec<Vec<usize>> {
    match (&one.all_of, &one.any_of) {
        (Some(list), _) => every(list, leaves),
        (None, Some(list)) => list.iter().flat_map(|one| expanded(one, leaves)).collect(),
        (None, None) => {
            leaves.push(one);
            vec![vec![leaves.len() - 1]]
        }
    }
}

/// How one requirement stands within one alternative.
#[derive(Clone, Debug)]
struct Leaf {
    is_met: bool,
    counted: BTreeSet<(String, Option<String>)>,
}

/// How a rule stands.
#[derive(Clone, Debug)]
pub(super) struct Judged {
    pub(super) is_met: bool,
    pub(super) records: BTreeMap<usize, Record>,
    /// 9.4.6: the alternative that counts.
    pub(super) way: Option<usize>,
    pub(super) open: Vec<usize>,
    /// What is waived.
    left_out: BTreeSet<usize>,
}

/// The requirements of each alternative.
type Ways = Vec<BTreeMap<usize, Leaf>>;

/// 9.3: the name of a requirement.
fn name(asked: &Requirement) -> String {
    if let Some(name) = &asked.name {
        return name.to_string();
    }
    if let Some(count) = asked.approvals {
        format!("approvals:{count}")
    } else if let Some(kinds) = &asked.evidence {
        let kinds: Vec<String> = kinds.as_slice().iter().map(ToString::to_string).collect();
        kinds.join("+")
    } else if let Some(span) = asked.wait {
        format!("wait:{span}")
    } else if let Some(review) = &asked.review {
        format!("review:{}", review.within)
    } else {
        "must".to_owned()
    }
}

impl<'a> Model<'a> {
    /// By how many people counts are raised, and seats (7.4, 8.4).
    fn raised(&self) -> usize {
        self.unresolved().len() + self.objecting.len()
    }

    fn count(&self, document: &PolicyDocument, asked: &Requirement) -> Count {
        let people = usize::try_from(asked.approvals.unwrap_or(0)).unwrap_or(usize::MAX);
        Count {
            people: people.saturating_add(self.raised()),
            each_seat: 1 + self.raised(),
            seats: self.seats(document, asked).len(),
        }
    }

    /// Each standing approval as it could serve these requirements, and people who would sign.
    fn serving(&self, rule: &Asked<'_>, leaves: &[usize], more: &[String]) -> Vec<Service> {
        let mut services = Vec::new();
        for one in &self.standing {
            let Some(who) = self.signing(one) else {
                continue;
            };
            let seats = |leaf: &usize| -> Vec<bool> {
                let seats = self.seats(rule.document, rule.leaves[*leaf]);
                seats.iter().map(|seat| self.fits_seat(who, seat)).collect()
            };
            services.push(Service {
                signer: one.by.person.to_string(),
                authority: one.authority.id.to_string(),
                fits: leaves
                    .iter()
                    .map(|leaf| self.fits(rule.document, one, rule.leaves[*leaf]))
                    .collect(),
                seats: leaves.iter().map(seats).collect(),
            });
        }
        for person in more {
            services.extend(self.as_if_signed(rule, leaves, person));
        }
        services
    }

    /// 4.1.2: somebody as she would serve if she signed now.
    fn as_if_signed(&self, rule: &Asked<'_>, leaves: &[usize], person: &str) -> Option<Service> {
        let who = self.would_sign(person)?;
        let seats = |leaf: &usize| -> Vec<bool> {
            let seats = self.seats(rule.document, rule.leaves[*leaf]);
            seats.iter().map(|seat| self.fits_seat(who, seat)).collect()
        };
        // 4.1.2: whose approval fits already is no candidate.
        let fits_already = |leaf: &usize| {
            self.standing.iter().any(|one| {
                one.by.person.as_str() == person
                    && one.delegation.is_none()
                    && self.fits(rule.document, one, rule.leaves[*leaf])
            })
        };
        Some(Service {
            signer: person.to_owned(),
            authority: person.to_owned(),
            fits: leaves
                .iter()
                .map(|leaf| {
                    !fits_already(leaf) && self.would_fit(rule.document, person, rule.leaves[*leaf])
                })
                .collect(),
            seats: leaves.iter().map(seats).collect(),
        })
    }

    /// 9.4: how the requirements of one alternative stand, those left out apart.
    fn way(
        &self,
        rule: &Asked<'_>,
        way: &[usize],
        waived: &BTreeSet<usize>,
    ) -> BTreeMap<usize, Leaf> {
        let mut judged = BTreeMap::new();
        let kept: Vec<usize> = way
            .iter()
            .copied()
            .filter(|leaf| !waived.contains(leaf))
            .collect();
        let people: Vec<usize> = kept
            .iter()
            .copied()
            .filter(|leaf| rule.leaves[*leaf].approvals.is_some())
            .collect();
        if let Some((services, assignment)) = self.assigned(rule, &people, &[]) {
            for (index, leaf) in people.iter().enumerate() {
                let counted = assignment.taken[index].iter().map(|service| {
                    let service = &services[*service];
                    let behalf =
                        (service.signer != service.authority).then(|| service.authority.clone());
                    (service.signer.clone(), behalf)
                });
                let counted = counted.collect();
                judged.insert(
                    *leaf,
                    Leaf {
                        is_met: assignment.met[index],
                        counted,
                    },
                );
            }
        }
        for leaf in kept {
            let asked = rule.leaves[leaf];
            if asked.approvals.is_none() {
                let is_met = self.reason_of(rule.document, asked).is_none();
                judged.insert(
                    leaf,
                    Leaf {
                        is_met,
                        counted: BTreeSet::new(),
                    },
                );
            }
        }
        judged
    }

    fn assigned(
        &self,
        rule: &Asked<'_>,
        people: &[usize],
        more: &[String],
    ) -> Option<(Vec<Service>, Assignment)> {
        let counts: Vec<Count> = people
            .iter()
            .map(|leaf| self.count(rule.document, rule.leaves[*leaf]))
            .collect();
        let services = self.serving(rule, people, more);
        let best = assign::best(&counts, &services);
        if best.is_none() {
            self.gave_up.set(true);
        }
        best.map(|best| (services, best))
    }

    /// Why a requirement that needs no approvals is not met (9.3).
    pub(super) fn reason_of(
        &self,
        document: &PolicyDocument,
        asked: &Requirement,
    ) -> Option<ReasonCode> {
        if asked.evidence.is_some() {
            (!self.has_evidence(asked)).then_some(ReasonCode::EvidenceMissing)
        } else if let Some(must) = &asked.must {
            let is = self.holds(document, must, Reading::Exempting);
            (is != Three::True).then_some(ReasonCode::MustNotMet)
        } else if let Some(span) = asked.wait {
            let seen = self.change.live().first_seen_at;
            let is_over = seen
                .trusted()
                .is_some_and(|seen| seen.plus(span) <= self.now);
            (!is_over).then_some(ReasonCode::WaitNotOver)
        } else if asked.review.is_some() {
            self.owing().is_empty().then_some(ReasonCode::NobodyOwes)
        } else {
            Some(ReasonCode::ApprovalsMissing)
        }
    }

    /// 9.6: which requirements of a rule something stands in for, and what.
    fn waived(&self, rule: &Asked<'_>, by: &BTreeSet<Waiver>) -> BTreeMap<usize, Waiver> {
        let mut waived = BTreeMap::new();
        for (leaf, asked) in rule.leaves.iter().enumerate() {
            let first = rule.waivers(leaf).intersection(by).next().copied();
            let is_open =
                asked.review.is_none() && (asked.approvals.is_none() || self.may_waive_approvals());
            if let Some(waiver) = first.filter(|_| is_open) {
                waived.insert(leaf, waiver);
            }
        }
        waived
    }

    /// 9.4.6, 9.6: how a rule stands, with what stands in for its requirements.
    pub(super) fn judge(&self, rule: &Asked<'_>, by: &BTreeSet<Waiver>) -> Judged {
        let ways = |left_out: &BTreeSet<usize>| -> Ways {
            let ways = rule.ways.iter();
            ways.map(|way| self.way(rule, way, left_out)).collect()
        };
        let none = BTreeSet::new();
        let plain = ways(&none);
        let judged = self.judge_without(rule, &BTreeMap::new(), &plain, &plain);
        let mut waived = self.waived(rule, by);
        // 9.6.1: what is met as it stands, whoever signs, is not left out.
        waived.retain(|leaf, _| {
            let asked = rule.leaves[*leaf];
            asked.approvals.is_some() || self.reason_of(rule.document, asked).is_some()
        });
        if judged.is_met || waived.is_empty() {
            judged
        } else {
            let rest = ways(&waived.keys().copied().collect());
            self.judge_without(rule, &waived, &rest, &plain)
        }
    }

    fn judge_without(
        &self,
        rule: &Asked<'_>,
        waived: &BTreeMap<usize, Waiver>,
        ways: &Ways,
        plain: &Ways,
    ) -> Judged {
        let left_out: BTreeSet<usize> = waived.keys().copied().collect();
        let met = ways
            .iter()
            .position(|way| way.values().all(|leaf| leaf.is_met));
        let is_closed = |way: &Vec<usize>| {
            way.iter().any(|leaf| {
                let must = rule.leaves[*leaf].must.as_ref();
                !left_out.contains(leaf)
                    && must.is_some_and(|must| {
                        self.holds(rule.document, must, Reading::Exempting) == Three::False
                    })
            })
        };
        let all: Vec<usize> = (0..rule.ways.len()).collect();
        let mut open: Vec<usize> = all
            .iter()
            .copied()
            .filter(|way| !is_closed(&rule.ways[*way]))
            .collect();
        if open.is_empty() {
            open = all;
        }
        let mut records = BTreeMap::new();
        for (leaf, asked) in rule.leaves.iter().enumerate() {
            let holding: Vec<usize> = (0..rule.ways.len())
                .filter(|way| rule.ways[*way].contains(&leaf))
                .collect();
            if met.is_some_and(|met| !holding.contains(&met)) {
                continue;
            }
            let shown = met.or_else(|| {
                let first = holding.iter().find(|way| open.contains(way));
                first.or(holding.first()).copied()
            });
            let from = if waived.contains_key(&leaf) {
                plain
            } else {
                ways
            };
            let stands = shown.and_then(|way| from[way].get(&leaf));
            let is_open = holding.iter().any(|way| open.contains(way));
            let status = match stands {
                Some(stands) if stands.is_met => Status::Met,
                _ if waived.contains_key(&leaf) => Status::Waived,
                _ if !is_open => Status::Closed,
                _ => Status::Unmet,
            };
            let need = asked
                .approvals
                .map(|_| self.count(rule.document, asked).people);
            let need = need.map(|need| u32::try_from(need).unwrap_or(u32::MAX));
            records.insert(
                leaf,
                Record {
                    name: name(asked),
                    status,
                    need,
                    raised: need.map_or(0, |_| self.raised()),
                    alternatives: if rule.ways.len() > 1 {
                        holding
                    } else {
                        Vec::new()
                    },
                    waived_by: waived
                        .get(&leaf)
                        .copied()
                        .filter(|_| status == Status::Waived),
                    counted: stands.map_or_else(BTreeSet::new, |stands| stands.counted.clone()),
                },
            );
        }
        Judged {
            is_met: met.is_some(),
            records,
            way: met,
            open,
            left_out,
        }
    }

    /// 9.5: whether an open alternative would be met if everybody signed who can.
    pub(super) fn could_be_met(&self, rule: &Asked<'_>, judged: &Judged) -> bool {
        let roster = self.case.roster.principals.iter();
        let everybody: Vec<String> = roster
            .map(|one| one.id.to_string())
            .filter(|id| self.would_sign(id).is_some())
            .collect();
        judged.open.iter().any(|way| {
            let people: Vec<usize> = rule.ways[*way]
                .iter()
                .copied()
                .filter(|leaf| {
                    rule.leaves[*leaf].approvals.is_some() && !judged.left_out.contains(leaf)
                })
                .collect();
            let found = self.assigned(rule, &people, &everybody);
            found.is_none_or(|(_, best)| best.met.iter().all(|is| *is))
        })
    }

    /// 8.2: whether an approval that stands fits a requirement that applies.
    pub(super) fn is_eligible(&self, one: &Standing<'a>, rules: &[Asked<'_>]) -> bool {
        rules.iter().any(|rule| {
            let leaves = rule.leaves.iter().filter(|asked| asked.approvals.is_some());
            leaves
                .into_iter()
                .any(|asked| self.fits(rule.document, one, asked))
        })
    }
}
