//! Who has written the history: people, agents and services, by address.

use std::collections::{BTreeMap, BTreeSet};

use foureyes::detect::{self, CommitText, Identity};
use foureyes::id::Account;
use foureyes::provenance::ClaimBasis;

use super::signers::SignerKey;
use super::slug;
use crate::git::Commit;

/// Where a person was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Found {
    /// In the history, so many times.
    History(u64),
    /// In a file of allowed signers only.
    Signers,
    /// In CODEOWNERS only.
    Owners,
}

/// A person: one address, and what else tells the same person.
#[derive(Clone, Debug)]
pub(super) struct Person {
    pub(super) id: String,
    pub(super) name: String,
    pub(super) email: String,
    pub(super) found: Found,
    /// Other names beside the same address.
    pub(super) also_called: Vec<String>,
    /// Other addresses beside the same name: perhaps the same person, perhaps not.
    pub(super) similar: Vec<(String, u64)>,
    pub(super) keys: Vec<SignerKey>,
}

/// An agent or a service.
#[derive(Clone, Debug)]
pub(super) struct Machine {
    pub(super) id: String,
    pub(super) kind: &'static str,
    pub(super) name: String,
    pub(super) emails: Vec<String>,
    pub(super) commits: u64,
}

/// Everybody found.
#[derive(Debug, Default)]
pub(super) struct People {
    pub(super) humans: Vec<Person>,
    pub(super) machines: Vec<Machine>,
    /// Identities that nobody can place, with the reason.
    pub(super) unclear: Vec<String>,
    ids: BTreeSet<String>,
}

/// Automation that follows fixed rules: the number of its account on GitHub or its whole address.
const SERVICES: &[(&str, &str, &str)] = &[
    ("27856297+", "dependabot-preview", "Dependabot (preview)"),
    ("29139614+", "renovate", "Renovate"),
    ("41898282+", "github-actions", "GitHub Actions"),
    ("49699333+", "dependabot", "Dependabot"),
    (
        "noreply@github.com",
        "github-web",
        "GitHub, which commits what is done in the browser",
    ),
];

const NO_REPLY: &str = "@users.noreply.github.com";

/// Local parts that say nothing about who it is.
const GENERIC: &[&str] = &[
    "admin", "contact", "dev", "email", "git", "github", "hello", "info", "mail", "me", "no-reply",
    "noreply", "root", "user",
];

/// Names beside one address, each with how often it stands there.
type Names = BTreeMap<String, u64>;

impl People {
    /// Sorts the identities of a history: authors, committers and co-authors.
    pub(super) fn of(history: &[Commit]) -> Self {
        let mut found: BTreeMap<String, Names> = BTreeMap::new();
        for commit in history {
            for who in identities(commit) {
                let names = found.entry(who.email.to_ascii_lowercase()).or_default();
                let count = names.entry(who.name).or_default();
                *count = count.saturating_add(1);
            }
        }
        let mut found: Vec<_> = found.into_iter().collect();
        found.sort_by_key(|(_, names)| std::cmp::Reverse(total(names)));
        let mut people = Self::default();
        for (email, names) in found {
            people.add(email, &names);
        }
        people
    }

    fn add(&mut self, email: String, names: &Names) {
        let commits = total(names);
        let mut by_count: Vec<_> = names.iter().collect();
        by_count.sort_by_key(|(_, count)| std::cmp::Reverse(**count));
        let mut by_count = by_count.into_iter().map(|(name, _)| name.clone());
        let name = by_count.next().unwrap_or_default();
        if format!("email:{email}").parse::<Account>().is_err() {
            self.unclear
                .push(format!("{name} <{email}>: no usable address ({commits})"));
            return;
        }
        match machine(&name, &email) {
            Kind::Agent(tool) => self.add_machine(&tool, "agent", &tool, email, commits),
            Kind::Service(id, name) => self.add_machine(id, "service", name, email, commits),
            Kind::Unclear(why) => self
                .unclear
                .push(format!("{name} <{email}>: {why} ({commits})")),
            Kind::Person => {
                let same = |one: &&mut Person| {
                    !name.is_empty() && one.name.to_lowercase() == name.to_lowercase()
                };
                if let Some(person) = self.humans.iter_mut().find(same) {
                    person.similar.push((email, commits));
                    return;
                }
                let id = self.fresh_id(&name, &email);
                self.humans.push(Person {
                    id,
                    name,
                    email,
                    found: Found::History(commits),
                    also_called: by_count.collect(),
                    similar: Vec::new(),
                    keys: Vec::new(),
                });
            }
        }
    }

    fn add_machine(
        &mut self,
        id: &str,
        kind: &'static str,
        name: &str,
        email: String,
        commits: u64,
    ) {
        if let Some(known) = self.machines.iter_mut().find(|known| known.name == name) {
            known.emails.push(email);
            known.commits = known.commits.saturating_add(commits);
            return;
        }
        let id = self.unique(id);
        self.machines.push(Machine {
            id,
            kind,
            name: name.to_owned(),
            emails: vec![email],
            commits,
        });
    }

    /// The person with this address, added if it is nobody's yet. An address that is suspected to be another
    /// one of somebody's becomes an entry of its own: it has been named.
    pub(super) fn with_email(&mut self, email: &str, found: Found) -> Option<&mut Person> {
        let email = email.to_ascii_lowercase();
        let sound = format!("email:{email}").parse::<Account>().is_ok() && email.contains('@');
        let machine = self.machines.iter().any(|one| one.emails.contains(&email));
        if !sound || machine {
            return None;
        }
        if let Some(at) = self.humans.iter().position(|one| one.email == email) {
            return self.humans.get_mut(at);
        }
        let mut name = String::new();
        for person in &mut self.humans {
            if person.similar.iter().any(|(other, _)| *other == email) {
                name.clone_from(&person.name);
                person.similar.retain(|(other, _)| *other != email);
            }
        }
        let id = self.fresh_id(&name, &email);
        self.humans.push(Person {
            id,
            name,
            email,
            found,
            also_called: Vec::new(),
            similar: Vec::new(),
            keys: Vec::new(),
        });
        self.humans.last_mut()
    }

    /// The person whose address GitHub gives to this login, and nobody else: a like name is a guess.
    pub(super) fn with_login(&self, login: &str) -> Option<&Person> {
        let login = login.to_ascii_lowercase();
        self.humans
            .iter()
            .find(|person| github_login(&person.email) == Some(login.as_str()))
    }

    fn fresh_id(&mut self, name: &str, email: &str) -> String {
        let local = email.split('@').next().unwrap_or_default();
        let local = github_login(email).unwrap_or(local);
        let local = local.split('+').next().unwrap_or_default();
        let id = slug(local)
            .filter(|id| !GENERIC.contains(&id.as_str()))
            .or_else(|| slug(name))
            .unwrap_or_else(|| "person".to_owned());
        self.unique(&id)
    }

    /// An id that is nobody else's.
    fn unique(&mut self, wanted: &str) -> String {
        super::unique(wanted, &mut self.ids)
    }
}

/// The login in an address that GitHub gives out.
fn github_login(email: &str) -> Option<&str> {
    let local = email.strip_suffix(NO_REPLY)?;
    Some(local.split_once('+').map_or(local, |(_, login)| login))
}

fn total(names: &Names) -> u64 {
    names
        .values()
        .fold(0, |sum, count| sum.saturating_add(*count))
}

/// Everybody whom a commit names, once.
fn identities(commit: &Commit) -> BTreeSet<Identity> {
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).trim().to_owned();
    let [author, committer] = [&commit.author, &commit.committer].map(|who| Identity {
        name: text(&who.name),
        email: text(&who.email),
    });
    let found = detect::commit(&CommitText {
        message: &commit.message,
        author: &author,
        committer: &committer,
    });
    let mut all = BTreeSet::from([author, committer]);
    all.extend(found.co_authors);
    all
}

enum Kind {
    Agent(String),
    Service(&'static str, &'static str),
    Unclear(&'static str),
    Person,
}

/// Tells automation from people, by the whole address or the number of the account.
fn machine(name: &str, email: &str) -> Kind {
    let account = email.strip_suffix(NO_REPLY).unwrap_or_default();
    let is = |key: &str| email == key || (key.ends_with('+') && account.starts_with(key));
    if let Some((_, id, name)) = SERVICES.iter().find(|(key, ..)| is(key)) {
        return Kind::Service(id, name);
    }
    let who = Identity {
        name: name.to_owned(),
        email: email.to_owned(),
    };
    let found = detect::commit(&CommitText {
        message: b"",
        author: &who,
        committer: &who,
    });
    let tool = |basis| {
        let claim = found.claims.iter().find(|claim| claim.basis == basis)?;
        claim.tool.as_deref()
    };
    if let Some(tool) = tool(ClaimBasis::Identity) {
        return Kind::Agent(tool.to_owned());
    }
    if tool(ClaimBasis::Heuristic).is_some() {
        return Kind::Unclear("looks like an agent, but the account is another one");
    }
    if account.ends_with("[bot]") {
        return Kind::Unclear("a bot: add it as an agent if an AI is behind it, else as a service");
    }
    Kind::Person
}
