//! What the records of a platform say about a change: webhook payloads, and answers of its interface.
//!
//! A payload names people and content, and nothing in it is signed. Whether it may be believed depends on how it
//! came: see [`Trust`].

mod github;
mod gitlab;
#[cfg(test)]
mod tests;

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;
use serde_json::Value;

use super::CommitText;
use super::foreign::{self, Diagnostic, Diagnostics, bounded};
use super::identity::Identity;
use super::table::{Agents, Known};
use crate::change::{Basis, Participant, ParticipantRole, Who};
use crate::error::InputError;
use crate::id::{Account, CommitId, RefName};
use crate::provenance::{Claim, ClaimBasis, Involvement};
use crate::time::Timestamp;

/// The longest text of a review that is kept, in characters.
const COMMENT: usize = 1_024;
/// The most commits and reviews that are read of one payload (semantics 11).
pub const RECORDS_PER_EVENT: usize = 10_000;

/// How a payload came.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Trust {
    /// The caller has checked that the platform itself sent it: the signature of the webhook, or its own request to
    /// the platform. Accounts are authenticated, and what an app did is the platform's own record.
    Authenticated,
    /// Anything else, a file in a job that runs code of the change above all. Everybody in it is asserted.
    Unauthenticated,
}

/// Where a payload comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub enum Platform {
    /// GitHub.
    Github,
    /// GitLab.
    Gitlab,
}

/// What a payload is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub enum EventKind {
    /// A pull request or merge request.
    ChangeRequest,
    /// A list of commits, as the interface of the platform answers.
    Commits,
    /// What a merge queue is about to merge.
    MergeGroup,
    /// A push that has taken place.
    Push,
}

/// A review on the platform. It is nobody's approval: what counts is signed, by herself or by a service of the roster
/// that vouches for it (semantics 8.7.1).
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct Review {
    /// Who reviewed.
    pub by: Account,
    /// The agent that this account is, or is like.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tool: Option<String>,
    /// What the platform calls the outcome.
    pub state: String,
    /// The commit that she looked at.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub commit: Option<CommitId>,
    /// When, by the clock of the platform.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub at: Option<Timestamp>,
    /// What she said to the author. Hostile, as whatever comes from outside: show it escaped.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub comment: Option<String>,
}

/// What a payload says. Every list is sorted and names nothing twice.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(
    feature = "schema",
    derive(schemars::JsonSchema),
    schemars(rename = "PlatformEvent")
)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct Event {
    /// Where it comes from.
    pub platform: Platform,
    /// What it is about.
    pub kind: EventKind,
    /// The address of the repository, as the platform writes it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub repository: Option<String>,
    /// The full name of the ref that the change aims at.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub target: Option<RefName>,
    /// The short name of the branch that it comes from, with the owner before a colon if that is a fork.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub source: Option<String>,
    /// What it is compared with. Absent: where it left the target.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub base: Option<CommitId>,
    /// Its last commit.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub head: Option<CommitId>,
    /// Who took part.
    pub participants: Vec<Participant>,
    /// What is claimed.
    pub claims: Vec<Claim>,
    /// The labels, as spelt.
    pub labels: Vec<String>,
    /// The reviews.
    pub reviews: Vec<Review>,
    /// What could not be read.
    pub diagnostics: Vec<Diagnostic>,
}

impl Trust {
    /// Returns the word of a caller who has checked, or has not.
    pub const fn of(authenticated: bool) -> Self {
        if authenticated {
            Self::Authenticated
        } else {
            Self::Unauthenticated
        }
    }
}

impl Agents {
    /// Reads a payload of GitHub (`pull_request`, `pull_request_review`, `merge_group`, `push`, lists of commits, one
    /// review) or of
    /// GitLab (merge request and push hooks).
    ///
    /// # Errors
    /// Bytes that are no JSON or too many; a payload of neither platform, or about something else.
    pub fn event(&self, bytes: &[u8], trust: Trust) -> Result<Event, InputError> {
        let mut diagnostics = Diagnostics::default();
        let payload = foreign::read("event", bytes, &mut diagnostics)?;
        let mut reader = Reader {
            agents: self,
            trust,
            diagnostics,
            roles: BTreeMap::new(),
            claims: BTreeSet::new(),
            labels: BTreeSet::new(),
            reviews: BTreeSet::new(),
        };
        let frame = if payload.get("object_kind").is_some() {
            gitlab::read(&mut reader, &payload)
        } else {
            github::read(&mut reader, &payload)
        };
        let frame = frame.ok_or_else(|| {
            InputError::unusable(
                "event",
                "unknown_event",
                "is no payload of a pull request, a merge request, a merge group, a push or commits",
            )
        })?;
        Ok(reader.finish(frame))
    }
}

/// What an event is about.
#[derive(Debug)]
struct Frame {
    platform: Platform,
    kind: EventKind,
    repository: Option<String>,
    target: Option<RefName>,
    source: Option<String>,
    base: Option<CommitId>,
    head: Option<CommitId>,
}

/// Somebody, as a platform names accounts.
#[derive(Clone, Copy, Debug)]
struct Actor<'v> {
    platform: Platform,
    id: Option<u64>,
    login: &'v str,
}

impl Actor<'_> {
    /// Returns the account: by number, which stays with its owner, else by login, which no roster should list.
    fn account(&self) -> Option<Account> {
        let name = match self.platform {
            Platform::Github => "github",
            Platform::Gitlab => "gitlab",
        };
        let text = match self.id {
            Some(id) => format!("{name}:{id}"),
            None => format!("{name}-login:{}", self.login),
        };
        text.parse().ok()
    }
}

struct Reader<'a> {
    agents: &'a Agents,
    trust: Trust,
    diagnostics: Diagnostics,
    roles: BTreeMap<(Who, ParticipantRole), BTreeSet<CommitId>>,
    claims: BTreeSet<Claim>,
    labels: BTreeSet<String>,
    reviews: BTreeSet<Review>,
}

impl Reader<'_> {
    /// Somebody did something on the platform, and what that claims where it is an agent.
    fn acted(&mut self, actor: Option<Actor<'_>>, role: ParticipantRole, path: &str) {
        let Some(actor) = actor else {
            return self.diagnostics.add("missing_actor", path);
        };
        match actor.account() {
            Some(account) => {
                self.roles.entry((Who::Account(account), role)).or_default();
            }
            None => self.diagnostics.add("unreadable_account", path),
        }
        if let Some((tool, certain)) = self.known(&actor) {
            let basis = match (certain, self.trust) {
                (true, Trust::Authenticated) => ClaimBasis::Platform,
                (true, Trust::Unauthenticated) => ClaimBasis::Identity,
                (false, _) => ClaimBasis::Heuristic,
            };
            self.claims.insert(Claim {
                tool: Some(tool),
                location: Some(format!("account {path}")),
                ..Claim::new(Involvement::Autonomous, basis)
            });
        }
    }

    /// Returns the agent that an account is; the numbers in the table are those of GitHub.
    fn known(&self, actor: &Actor<'_>) -> Option<(String, bool)> {
        let id = actor.id.filter(|_| actor.platform == Platform::Github);
        let login = actor.login.trim_start_matches("app/");
        match self.agents.account(id, login) {
            Known::Agent(tool) => Some((tool.to_owned(), true)),
            Known::Lookalike(tool) => Some((tool.to_owned(), false)),
            Known::Other if login.len() < actor.login.len() => {
                match self.agents.account(id, &format!("{login}[bot]")) {
                    Known::Lookalike(tool) => Some((tool.to_owned(), false)),
                    _ => None,
                }
            }
            Known::Service(_) | Known::Other => None,
        }
    }

    /// An app through which somebody acted, by its slug.
    fn app(&mut self, slug: Option<&str>, path: &str) {
        let Some(slug) = slug else { return };
        if let Known::Lookalike(tool) = self.agents.account(None, &format!("{slug}[bot]")) {
            self.heuristic(tool.to_owned(), format!("app {path}"));
        }
    }

    /// The branch that a change comes from.
    fn branch(&mut self, branch: &str) {
        if let Some(tool) = self.agents.branch(branch) {
            self.heuristic(tool.to_owned(), "branch".to_owned());
        }
    }

    fn heuristic(&mut self, tool: String, location: String) {
        self.claims.insert(Claim {
            tool: Some(tool),
            location: Some(location),
            ..Claim::new(Involvement::Generated, ClaimBasis::Heuristic)
        });
    }

    /// Title and description, with which a change is asked for.
    fn description(&mut self, title: Option<&str>, body: Option<&str>, place: &str) {
        let text = format!(
            "{}\n\n{}",
            title.unwrap_or_default(),
            body.unwrap_or_default()
        );
        self.claims
            .extend(self.agents.description(text.as_bytes(), place));
    }

    fn label(&mut self, name: Option<&str>, path: &str) {
        match name {
            Some(name) if name.len() <= 256 => {
                self.labels.insert(name.to_owned());
            }
            _ => self.diagnostics.add("unreadable_label", path),
        }
    }

    /// A commit, by what git has of it.
    fn commit(
        &mut self,
        id: Option<&str>,
        message: &str,
        author: &Identity,
        committer: &Identity,
        path: &str,
    ) {
        let commit: Option<CommitId> = id.and_then(|id| id.parse().ok());
        if commit.is_none() {
            self.diagnostics.add("unreadable_commit_id", path);
        }
        let found = self.agents.commit(&CommitText {
            message: message.as_bytes(),
            author,
            committer,
        });
        for claim in found.claims {
            self.claims.insert(Claim {
                commit: commit.clone(),
                ..claim
            });
        }
        for (person, role) in [
            (author, ParticipantRole::Author),
            (committer, ParticipantRole::Committer),
        ]
        .into_iter()
        .chain(
            found
                .co_authors
                .iter()
                .map(|person| (person, ParticipantRole::CoAuthor)),
        ) {
            let Ok(account) = format!("email:{}", person.email).parse() else {
                self.diagnostics.add("unreadable_account", path);
                continue;
            };
            let commits = self.roles.entry((Who::Account(account), role)).or_default();
            commits.extend(commit.clone());
        }
    }

    /// The account that the platform shows for the author of a commit. It was found by an address that anybody can
    /// write down: only a signature that the platform has verified makes it more than that.
    fn commit_account(
        &mut self,
        id: Option<&str>,
        actor: Actor<'_>,
        is_verified: bool,
        path: &str,
    ) {
        let Some((tool, certain)) = self.known(&actor) else {
            return;
        };
        let basis = match (certain, is_verified, self.trust) {
            (true, true, Trust::Authenticated) => ClaimBasis::Platform,
            (true, ..) => ClaimBasis::Identity,
            (false, ..) => ClaimBasis::Heuristic,
        };
        self.claims.insert(Claim {
            tool: Some(tool),
            location: Some(format!("account {path}")),
            commit: id.and_then(|id| id.parse().ok()),
            ..Claim::new(Involvement::Autonomous, basis)
        });
    }

    /// A review, with its state, commit, instant and text.
    fn review(
        &mut self,
        actor: Option<Actor<'_>>,
        [state, commit, at, comment]: [Option<&str>; 4],
        path: &str,
    ) {
        match actor.and_then(|actor| Some((actor, actor.account()?))) {
            Some((actor, by)) => {
                let tool = self.known(&actor).map(|(tool, _)| tool);
                let comment = comment.map(|said| crate::text::plain(said, COMMENT));
                self.reviews.insert(Review {
                    by,
                    tool,
                    state: crate::text::plain(state.unwrap_or("unknown"), 64),
                    commit: commit.and_then(|id| id.parse().ok()),
                    at: at.and_then(|at| at.parse().ok()),
                    comment: comment.filter(|said| !said.is_empty()),
                });
            }
            None => self.diagnostics.add("missing_actor", path),
        }
    }

    /// Returns a list of the payload, cut to its limit.
    fn records<'v>(&mut self, value: &'v Value, pointer: &str) -> &'v [Value] {
        let all = foreign::list(value, pointer);
        match all.get(..RECORDS_PER_EVENT) {
            Some(first) if first.len() < all.len() => {
                self.diagnostics.add("too_many_records", pointer);
                first
            }
            _ => all,
        }
    }

    /// Returns the commit at a pointer. Nothing but zeros is none.
    fn id(&mut self, value: &Value, pointer: &str) -> Option<CommitId> {
        let text = foreign::text(value, pointer)?;
        if text.bytes().all(|byte| byte == b'0') {
            return None;
        }
        let id = text.parse().ok();
        if id.is_none() {
            self.diagnostics.add("unreadable_commit_id", pointer);
        }
        id
    }

    /// Returns the full name of the branch at a pointer.
    fn ref_name(&mut self, value: &Value, pointer: &str) -> Option<RefName> {
        let Some(text) = foreign::text(value, pointer) else {
            self.diagnostics.add("missing_target", pointer);
            return None;
        };
        let full = if text.starts_with("refs/") {
            text.to_owned()
        } else {
            format!("refs/heads/{text}")
        };
        let name = full.parse().ok();
        if name.is_none() {
            self.diagnostics.add("unreadable_ref", pointer);
        }
        name
    }

    fn finish(mut self, frame: Frame) -> Event {
        if frame.head.is_none() && frame.kind != EventKind::Commits {
            self.diagnostics.add("missing_head", "");
        }
        let basis = match self.trust {
            Trust::Authenticated => Basis::Authenticated,
            Trust::Unauthenticated => Basis::Asserted,
        };
        let participants = self
            .roles
            .into_iter()
            .map(|((who, role), commits)| Participant {
                // An address is what a commit says, however the payload came.
                basis: match &who {
                    Who::Account(account) if account.as_str().starts_with("git") => basis,
                    _ => Basis::Asserted,
                },
                who,
                role,
                commits: commits.into_iter().collect(),
            });
        Event {
            platform: frame.platform,
            kind: frame.kind,
            repository: frame.repository,
            target: frame.target,
            source: frame.source,
            base: frame.base,
            head: frame.head,
            participants: participants.collect(),
            claims: bounded(self.claims),
            labels: self.labels.into_iter().collect(),
            reviews: self.reviews.into_iter().collect(),
            diagnostics: self.diagnostics.finish(),
        }
    }
}

/// Returns a name and an address of a payload.
fn identity(value: &Value, pointer: &str) -> Identity {
    let part = |name: &str| {
        let text = foreign::text(value, &format!("{pointer}/{name}"));
        text.unwrap_or_default().to_owned()
    };
    Identity {
        name: part("name"),
        email: part("email"),
    }
}
