//! From the parts of a commit to what they say.

use std::collections::BTreeSet;

use super::facts::{Fact, Kind};
use super::identity::{self, Agent, Identity, Named};
use super::label::{self, Label};
use super::lines::{self, Line};
use super::table::{Agents, Known};
use super::trailers::{self, Divider, Trailer};
use super::{CLAIMS_PER_RUNG, CommitText, Found, prose, rationale};
use crate::id::Account;
use crate::provenance::{Claim, ClaimBasis, Involvement};

/// What the key of a trailer is for, and what it claims.
const USES: &[(Kind, Involvement)] = &[
    (Kind::CoAuthorKey, Involvement::Generated),
    (Kind::SignOffKey, Involvement::None),
    (Kind::HelperAssistedKey, Involvement::Assisted),
    (Kind::HelperGeneratedKey, Involvement::Generated),
    (Kind::AiAssistedKey, Involvement::Assisted),
    (Kind::AiGeneratedKey, Involvement::Generated),
    (Kind::SessionKey, Involvement::Generated),
    (Kind::HintKey, Involvement::Generated),
];

/// Where a trailer stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Stand {
    /// In git's own block.
    Block,
    /// At the beginning of another line.
    Line,
    /// In the title, where most of what looks like a key is none.
    Title,
}

/// Reads one commit.
pub(super) fn commit(agents: &Agents, text: &CommitText<'_>) -> Found {
    let mut reader = Reader::new(agents);
    let lines = lines::own(text.message);
    reader.message(text.message, &lines);
    reader.identities(text, &lines);
    reader.finish()
}

/// Reads a description.
pub(super) fn description(agents: &Agents, text: &[u8]) -> Vec<Claim> {
    let mut reader = Reader::new(agents);
    reader.message(text, &lines::own(text));
    reader.finish().claims
}

struct Reader<'a> {
    agents: &'a Agents,
    found: Found,
    claims: BTreeSet<Claim>,
    co_authors: BTreeSet<Identity>,
    sign_offs: BTreeSet<Identity>,
}

impl<'a> Reader<'a> {
    fn new(agents: &'a Agents) -> Self {
        Self {
            agents,
            found: Found::default(),
            claims: BTreeSet::new(),
            co_authors: BTreeSet::new(),
            sign_offs: BTreeSet::new(),
        }
    }

    fn message(&mut self, message: &[u8], lines: &[Line<'_>]) {
        let dividers = [Divider::Passes, Divider::Ends];
        let readings = if trailers::is_divided(message) { 2 } else { 1 };
        for divider in dividers.into_iter().take(readings) {
            for Trailer { key, value } in trailers::parse(message, divider) {
                self.trailer(key, &String::from_utf8_lossy(&value), Stand::Block);
            }
        }
        for (number, Trailer { key, value }) in lines::trailers(message, lines) {
            let stand = if number == 0 {
                Stand::Title
            } else {
                Stand::Line
            };
            self.trailer(key, &String::from_utf8_lossy(&value), stand);
        }
        for said in prose::read(self.agents, lines) {
            let rationale = said
                .link
                .and_then(|link| rationale::excerpt("session", &link));
            let claim = claim(
                said.involvement,
                ClaimBasis::Heuristic,
                &said.label,
                said.place,
            );
            self.claims.insert(Claim { rationale, ..claim });
        }
        if let Some((tool, plan)) = rationale::plan(self.agents, message, lines) {
            let label = Label {
                tool: Some(tool),
                model: None,
            };
            let claim = claim(
                Involvement::Generated,
                ClaimBasis::Heuristic,
                &label,
                "plan",
            );
            self.claims.insert(Claim {
                rationale: plan,
                ..claim
            });
        }
    }

    fn trailer(&mut self, key: &[u8], value: &str, stand: Stand) {
        let agents = self.agents;
        for fact in agents.key(key) {
            if fact.kind == Kind::Trailer {
                let value = value.trim();
                let fits = fact.value.is_empty() || fact.value.eq_ignore_ascii_case(value);
                if fits && !value.is_empty() && stand != Stand::Title {
                    return self.own_trailer(fact, value, stand);
                }
            } else if let Some((kind, rung)) = USES.iter().find(|(kind, _)| *kind == fact.kind) {
                return self.known_key(*kind, *rung, &fact.key, value, stand);
            }
        }
    }

    /// Reads a trailer that only one tool sets.
    fn own_trailer(&mut self, fact: &Fact, value: &str, stand: Stand) {
        let label = Label {
            tool: Some(&fact.tool),
            model: None,
        };
        let involvement = fact.involvement.unwrap_or(Involvement::Generated);
        let link = value.starts_with("https://").then_some(value);
        let rationale = link.and_then(|link| rationale::excerpt("session", link));
        let claim = stand.claim(involvement, &label, &fact.key);
        self.claims.insert(Claim { rationale, ..claim });
    }

    fn known_key(&mut self, kind: Kind, rung: Involvement, key: &str, value: &str, stand: Stand) {
        match kind {
            Kind::CoAuthorKey => self.co_author(key, value, stand),
            _ if stand == Stand::Title => {}
            Kind::SignOffKey => self.sign_off(key, value, stand),
            _ => self.helper(kind, rung, key, value, stand),
        }
    }

    fn co_author(&mut self, key: &str, value: &str, stand: Stand) {
        let (found, person) = split(identity::named(self.agents, value));
        for agent in &found {
            self.credit(key, agent, stand);
        }
        let Some(person) = person else {
            return;
        };
        // A name alone proves nothing, and a co-author who is called like a model is most likely one.
        let name = person.name.as_str();
        if stand != Stand::Title
            && found.is_empty()
            && (person.email.is_empty() && !name.contains('@')
                || label::is_model(self.agents, name))
            && let Some(label) = label::read_name(self.agents, name)
        {
            let claim = stand.claim(Involvement::Generated, &label, key);
            self.claims.insert(Claim {
                basis: ClaimBasis::Heuristic,
                ..claim
            });
        }
        if stand == Stand::Block || !person.email.is_empty() {
            self.co_authors.insert(person);
        }
    }

    /// Reads a sign-off. That of an agent certifies nothing, and says that it took part.
    fn sign_off(&mut self, key: &str, value: &str, stand: Stand) {
        let (found, person) = split(identity::named(self.agents, value));
        for agent in found.iter().filter(|agent| agent.exact) {
            self.found.ai_sign_off |= stand == Stand::Block;
            let label = Label {
                tool: Some(agent.tool),
                model: label::model_in(self.agents, &agent.name),
            };
            let claim = stand.claim(Involvement::Assisted, &label, key);
            self.claims.insert(Claim {
                basis: ClaimBasis::Heuristic,
                ..claim
            });
        }
        if stand == Stand::Block {
            self.sign_offs.extend(person);
        }
    }

    fn helper(&mut self, kind: Kind, rung: Involvement, key: &str, value: &str, stand: Stand) {
        let agents = self.agents;
        if value.is_empty() {
            return;
        }
        if label::denies(agents, value) {
            if stand == Stand::Block && kind != Kind::SessionKey && kind != Kind::HintKey {
                let claim = stand.claim(Involvement::None, &Label::default(), key);
                self.claims.insert(claim);
            }
            return;
        }
        let mut labels: Vec<Label<'_>> = value
            .split(',')
            .filter_map(|part| label::read(agents, part))
            .collect();
        let speaks_of_people = matches!(kind, Kind::HelperAssistedKey | Kind::HelperGeneratedKey);
        if labels.is_empty() && !speaks_of_people {
            let tool = agents.tool(value).filter(|_| kind != Kind::HintKey);
            labels.push(Label { tool, model: None });
        }
        for label in labels {
            let claim = stand.claim(rung, &label, key);
            self.claims.insert(if kind == Kind::HintKey {
                Claim {
                    basis: ClaimBasis::Heuristic,
                    ..claim
                }
            } else {
                claim
            });
        }
    }

    fn credit(&mut self, key: &str, agent: &Agent<'_>, stand: Stand) {
        let label = Label {
            tool: Some(agent.tool),
            model: label::model_in(self.agents, &agent.name),
        };
        let claim = stand.claim(Involvement::Generated, &label, key);
        self.claims.insert(if agent.exact {
            claim
        } else {
            Claim {
                basis: ClaimBasis::Heuristic,
                ..claim
            }
        });
    }

    fn identities(&mut self, text: &CommitText<'_>, lines: &[Line<'_>]) {
        let author = self.header(text.author, Involvement::Autonomous, "author identity");
        if let Some(claim) = author {
            self.claims.insert(Claim {
                operator: self.operator(text.committer),
                rationale: rationale::body(lines),
                ..claim
            });
            return;
        }
        let committer = self.header(text.committer, Involvement::Generated, "committer identity");
        self.claims.extend(committer);
    }

    /// Returns the claim that lies in one of the two identities of a commit.
    fn header(&self, who: &Identity, rung: Involvement, place: &str) -> Option<Claim> {
        let agents = self.agents;
        let (tool, basis) = match agents.address(&who.email, &who.name) {
            Known::Agent(tool) => (tool, ClaimBasis::Identity),
            Known::Lookalike(tool) => (tool, ClaimBasis::Heuristic),
            Known::Service(_) => return None,
            Known::Other => return self.name(who, rung, place),
        };
        let label = Label {
            tool: Some(tool),
            model: label::model_in(agents, &who.name),
        };
        Some(claim(rung, basis, &label, place))
    }

    /// Reads the name of somebody whose address is nobody's that is known.
    fn name(&self, who: &Identity, rung: Involvement, place: &str) -> Option<Claim> {
        let name = who.name.trim();
        let tool = |tool| Label {
            tool: Some(tool),
            model: None,
        };
        let suffixed = self.agents.all(Kind::NameSuffix).find(|fact| {
            let start = name.len().checked_sub(fact.key.len());
            let end = start.and_then(|start| name.as_bytes().get(start..));
            end.is_some_and(|end| end.eq_ignore_ascii_case(fact.key.as_bytes()))
        });
        if let Some(fact) = suffixed {
            // A tool that only commits has written the message, and not the content.
            let (rung, basis) = if rung == Involvement::Autonomous {
                (rung, ClaimBasis::Identity)
            } else {
                (Involvement::Assisted, ClaimBasis::Heuristic)
            };
            return Some(claim(rung, basis, &tool(&fact.tool), place));
        }
        let (before, last) = name.rsplit_once(' ')?;
        if !last.eq_ignore_ascii_case("agent") {
            return None;
        }
        // `Sam's Claude Agent`: what stands before the last word ends in the name of a tool.
        let mut rest = before;
        let known = loop {
            if let Some(known) = self.agents.named(rest) {
                break known;
            }
            rest = rest.split_once(' ')?.1;
        };
        Some(claim(rung, ClaimBasis::Heuristic, &tool(known), place))
    }

    /// Returns the person for whom an agent has written: who committed it, or the one co-author.
    fn operator(&self, committer: &Identity) -> Option<Account> {
        let email = match self.agents.address(&committer.email, &committer.name) {
            Known::Other => Some(&committer.email),
            _ => None,
        };
        let mut others = self.co_authors.iter();
        let email = email.or_else(|| match (others.next(), others.next()) {
            (Some(person), None) => Some(&person.email),
            _ => None,
        })?;
        format!("email:{email}").parse().ok()
    }

    fn finish(mut self) -> Found {
        let mut kept: Vec<Claim> = Vec::new();
        let mut said = BTreeSet::new();
        let mut rungs = [0_usize; 5];
        // From the strictest down, and of one rung from the strongest basis down: what is weaker and says nothing
        // else goes, and of one rung no more stays than anybody reads.
        for claim in self.claims {
            let what = |rationale, operator| {
                let (tool, model) = (claim.tool.clone(), claim.model.clone());
                (claim.involvement, tool, model, rationale, operator)
            };
            if !said.insert(what(claim.rationale.clone(), claim.operator.clone())) {
                continue;
            }
            said.insert(what(None, None));
            let count = rungs.get_mut(claim.involvement as usize);
            if let Some(count) = count
                && *count < CLAIMS_PER_RUNG
            {
                *count = count.saturating_add(1);
                kept.push(claim);
            }
        }
        self.found.no_ai_trailer = kept
            .iter()
            .all(|claim| claim.involvement == Involvement::None)
            && kept.iter().any(|claim| claim.basis == ClaimBasis::Declared);
        Found {
            claims: kept,
            co_authors: self.co_authors.into_iter().collect(),
            sign_offs: self.sign_offs.into_iter().collect(),
            ..self.found
        }
    }
}

impl Stand {
    fn claim(self, rung: Involvement, label: &Label<'_>, key: &str) -> Claim {
        let (basis, place) = match self {
            Self::Block => (ClaimBasis::Declared, format!("trailer {key}")),
            Self::Line | Self::Title => (ClaimBasis::Heuristic, format!("line {key}")),
        };
        claim(rung, basis, label, &place)
    }
}

fn claim(rung: Involvement, basis: ClaimBasis, label: &Label<'_>, place: &str) -> Claim {
    Claim {
        tool: label.tool.map(str::to_owned),
        model: label.model.clone(),
        location: Some(place.to_owned()),
        ..Claim::new(rung, basis)
    }
}

fn split(named: Named<'_>) -> (Vec<Agent<'_>>, Option<Identity>) {
    match named {
        Named::Agents(agents) => (agents, None),
        Named::Somebody(person, agents) => (agents, Some(person)),
        Named::Nobody => (Vec::new(), None),
    }
}
