//! What the text of a commit says about how it was made (semantics 6.4).
//!
//! Text in, claims out. Nothing here is authenticated: a claim can only tighten, and an identity that is found
//! can only exclude. This form reads git's own trailer block and the two identities of the commit.

mod agents;
mod identity;
mod label;
mod table;
#[cfg(test)]
mod tests;
mod trailers;

use serde::Serialize;

use crate::provenance::{Claim, ClaimBasis, Involvement};

pub use agents::AGENTS_VERSION;
pub use identity::Identity;

use identity::{Agent, Named};
use label::Label;
use table::Address;

/// The parts of a commit that can say how it was made.
#[derive(Clone, Copy, Debug)]
pub struct CommitText<'a> {
    /// The whole message, as stored; it need not be UTF-8.
    pub message: &'a [u8],
    /// Who the commit says wrote it, before any mailmap.
    pub author: &'a Identity,
    /// Who the commit says committed it, before any mailmap.
    pub committer: &'a Identity,
}

/// What a commit says. Every list is sorted and names nothing twice.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct Found {
    /// Claims; `commit` is left to the caller.
    pub claims: Vec<Claim>,
    /// Whom co-author trailers credit, without known agents. One that cannot be read has its whole value as
    /// name and no address: somebody took part whom nobody can resolve.
    pub co_authors: Vec<Identity>,
    /// Who signed off, without known agents.
    pub sign_offs: Vec<Identity>,
    /// Whether a known agent signed off. It certifies nothing and approves nothing.
    pub ai_sign_off: bool,
}

/// What a trailer is for.
#[derive(Clone, Copy, Debug)]
enum Use {
    /// Credits somebody who wrote part of it.
    CoAuthor,
    /// Certifies where it comes from.
    SignOff,
    /// Speaks of people and tools alike; counts where it names a known tool.
    Helper(Involvement),
    /// Speaks of AI by its key; counts whatever it names.
    Ai(Involvement),
    /// Names the agent of a recorded session.
    Session,
}

/// The keys that are read, as they are spelt in the location of a claim.
const KEYS: &[(&str, Use)] = &[
    ("Co-authored-by", Use::CoAuthor),
    ("Co-developed-by", Use::CoAuthor),
    ("Signed-off-by", Use::SignOff),
    ("Assisted-by", Use::Helper(Involvement::Assisted)),
    ("Generated-by", Use::Helper(Involvement::Generated)),
    ("Co-generated-by", Use::Helper(Involvement::Generated)),
    ("Synthesized-by", Use::Helper(Involvement::Generated)),
    ("AI-assisted", Use::Ai(Involvement::Assisted)),
    ("AI-assisted-by", Use::Ai(Involvement::Assisted)),
    ("AI-tools", Use::Ai(Involvement::Assisted)),
    ("AI-used-for", Use::Ai(Involvement::Assisted)),
    ("AI-generated", Use::Ai(Involvement::Generated)),
    ("AI-generated-by", Use::Ai(Involvement::Generated)),
    ("Co-authored-by-AI", Use::Ai(Involvement::Generated)),
    ("Entire-Agent", Use::Session),
];

/// Reads the trailers and the identities of one commit.
pub fn commit(text: &CommitText<'_>) -> Found {
    let mut found = Found::default();
    for trailer in trailers::parse(text.message) {
        let value = String::from_utf8_lossy(&trailer.value);
        read_trailer(&mut found, trailer.key, &value);
    }
    let written_by_agent = read_header(
        &mut found,
        text.author,
        Involvement::Autonomous,
        "author identity",
    );
    if !written_by_agent {
        read_header(
            &mut found,
            text.committer,
            Involvement::Generated,
            "committer identity",
        );
    }
    found.claims.sort();
    found.claims.dedup();
    found.co_authors.sort();
    found.co_authors.dedup();
    found.sign_offs.sort();
    found.sign_offs.dedup();
    found
}

fn read_trailer(found: &mut Found, key: &[u8], value: &str) {
    if let Some((tool, key)) = table::trailer(key, value) {
        let label = Label {
            tool: Some(tool),
            model: None,
        };
        return found.declare(key, Involvement::Generated, label);
    }
    let known = KEYS
        .iter()
        .find(|(known, _)| known.as_bytes().eq_ignore_ascii_case(key));
    let Some((key, used)) = known else {
        return;
    };
    match used {
        Use::CoAuthor => {
            let (agents, person) = split(identity::named(value));
            for agent in agents {
                found.credit(key, &agent);
            }
            found.co_authors.extend(person);
        }
        Use::SignOff => {
            let (agents, person) = split(identity::named(value));
            found.ai_sign_off |= agents.iter().any(|agent| agent.exact);
            found.sign_offs.extend(person);
        }
        Use::Helper(involvement) => {
            if label::denies(value) {
                found.declare(key, Involvement::None, Label::default());
            }
            for label in value.split(',').filter_map(label::read) {
                found.declare(key, *involvement, label);
            }
        }
        Use::Ai(involvement) => {
            if label::denies(value) {
                found.declare(key, Involvement::None, Label::default());
            } else if !value.is_empty() {
                let mut labels: Vec<Label> = value.split(',').filter_map(label::read).collect();
                if labels.is_empty() {
                    labels.push(Label::default());
                }
                for label in labels {
                    found.declare(key, *involvement, label);
                }
            }
        }
        Use::Session => {
            if !value.is_empty() && !label::denies(value) {
                let label = label::read(value).unwrap_or_default();
                found.declare(key, Involvement::Generated, label);
            }
        }
    }
}

/// Reads one of the two identities of a commit; reports whether it is a known agent.
fn read_header(found: &mut Found, who: &Identity, involvement: Involvement, place: &str) -> bool {
    let (tool, basis) = match table::address(&who.email) {
        Address::Agent(tool) => (tool, ClaimBasis::Identity),
        Address::Lookalike(tool) => (tool, ClaimBasis::Heuristic),
        Address::Other => return false,
    };
    found.claims.push(Claim {
        tool: Some(tool.to_owned()),
        model: label::model_in(&who.name),
        location: Some(place.to_owned()),
        ..Claim::new(involvement, basis)
    });
    true
}

fn split(named: Named) -> (Vec<Agent>, Option<Identity>) {
    match named {
        Named::Agents(agents) => (agents, None),
        Named::Somebody(person, agents) => (agents, Some(person)),
        Named::Nobody => (Vec::new(), None),
    }
}

impl Found {
    fn declare(&mut self, key: &str, involvement: Involvement, label: Label) {
        self.claims.push(Claim {
            tool: label.tool.map(str::to_owned),
            model: label.model,
            location: Some(format!("trailer {key}")),
            ..Claim::new(involvement, ClaimBasis::Declared)
        });
    }

    fn credit(&mut self, key: &str, agent: &Agent) {
        let basis = if agent.exact {
            ClaimBasis::Declared
        } else {
            ClaimBasis::Heuristic
        };
        self.claims.push(Claim {
            tool: Some(agent.tool.to_owned()),
            model: label::model_in(&agent.name),
            location: Some(format!("trailer {key}")),
            ..Claim::new(Involvement::Generated, basis)
        });
    }
}
