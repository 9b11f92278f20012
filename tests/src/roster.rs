//! The roster of the vectors, and what a recipe changes about it.

use std::fmt::Write as _;

use crate::keys;
use crate::vector::Document;

/// A key of somebody.
#[derive(Clone, Debug)]
pub struct Key {
    /// The key as it is written.
    pub public: String,
    /// The scheme.
    pub scheme: &'static str,
    /// Since when.
    pub since: Option<&'static str>,
    /// From when on it is revoked, and why.
    pub revoked: Option<(&'static str, &'static str)>,
}

impl Key {
    /// Returns the key of a name.
    pub fn of(name: &str) -> Self {
        Self {
            public: keys::public(name).to_string(),
            scheme: "ed25519",
            since: None,
            revoked: None,
        }
    }
}

/// Somebody of the roster. `level`, `teams` and `roles` are a name, or a name and since when.
#[derive(Clone, Debug)]
pub struct Principal {
    /// The id.
    pub id: String,
    /// `human`, `agent` or `service`.
    pub kind: &'static str,
    /// The level.
    pub level: Option<Held>,
    /// The teams.
    pub teams: Vec<Held>,
    /// The roles.
    pub roles: Vec<Held>,
    /// The trainings, each with since when and until when.
    pub trainings: Vec<(&'static str, &'static str, Option<&'static str>)>,
    /// The accounts.
    pub accounts: Vec<String>,
    /// Whom an agent works for.
    pub operator: Option<&'static str>,
    /// What an agent, or agents that work for a person, may take part in: tables of TOML without their braces.
    pub grants: Vec<&'static str>,
    /// Whether it has left.
    pub former: bool,
    /// The evidence it may give.
    pub evidence: Vec<&'static str>,
    /// The platforms on which it may say that somebody approved.
    pub vouches: Vec<&'static str>,
    /// The keys.
    pub keys: Vec<Key>,
}

/// A name, and since when it is held.
pub type Held = (&'static str, Option<&'static str>);

impl Principal {
    /// Returns a person with the accounts `email:ID@example.org` and `login:ID`, and a key of her name.
    pub fn human(id: &str, level: &'static str) -> Self {
        Self {
            id: id.to_owned(),
            kind: "human",
            level: Some((level, None)),
            teams: Vec::new(),
            roles: Vec::new(),
            trainings: Vec::new(),
            accounts: vec![format!("email:{id}@example.org"), format!("login:{id}")],
            operator: None,
            grants: Vec::new(),
            former: false,
            evidence: Vec::new(),
            vouches: Vec::new(),
            keys: vec![Key::of(id)],
        }
    }

    /// Returns a machine with the account `login:ID` and a key of its name.
    pub fn machine(id: &str, kind: &'static str) -> Self {
        Self {
            kind,
            level: None,
            accounts: vec![format!("login:{id}")],
            ..Self::human(id, "")
        }
    }

    fn role(mut self, role: &'static str) -> Self {
        self.roles.push((role, None));
        self
    }

    fn team(mut self, team: &'static str) -> Self {
        self.teams.push((team, None));
        self
    }

    fn write(&self, text: &mut String) {
        line(text, "\n[[principal]]\nid", &quoted(&self.id));
        line(text, "kind", &quoted(self.kind));
        if self.former {
            line(text, "status", "\"former\"");
        }
        if let Some(level) = &self.level {
            line(text, "level", &held(level));
        }
        for (name, list) in [("teams", &self.teams), ("roles", &self.roles)] {
            if !list.is_empty() {
                line(text, name, &listed(list.iter().map(held)));
            }
        }
        let trainings = self.trainings.iter().map(|(id, since, until)| {
            let until = until.map_or_else(String::new, |until| format!(", until = \"{until}\""));
            format!("{{ id = \"{id}\", since = \"{since}\"{until} }}")
        });
        if !self.trainings.is_empty() {
            line(text, "trainings", &listed(trainings));
        }
        line(
            text,
            "accounts",
            &listed(self.accounts.iter().map(|account| quoted(account))),
        );
        if let Some(operator) = self.operator {
            line(text, "operator", &quoted(operator));
        }
        if !self.grants.is_empty() {
            let grants = self.grants.iter().map(|grant| format!("{{ {grant} }}"));
            line(text, "grant", &listed(grants));
        }
        if !self.vouches.is_empty() {
            let platforms = self.vouches.iter().map(|name| quoted(name));
            line(text, "vouches", &listed(platforms));
        }
        if !self.evidence.is_empty() {
            let types = self.evidence.iter().map(|name| quoted(name));
            line(text, "evidence", &listed(types));
        }
        for key in &self.keys {
            line(text, "[[principal.key]]\npublic", &quoted(&key.public));
            line(text, "scheme", &quoted(key.scheme));
            if let Some(since) = key.since {
                line(text, "since", &quoted(since));
            }
            if let Some((at, reason)) = key.revoked {
                line(
                    text,
                    "revoked",
                    &format!("{{ at = \"{at}\", reason = \"{reason}\" }}"),
                );
            }
        }
    }
}

/// A roster.
#[derive(Clone, Debug)]
pub struct Roster {
    /// The version.
    pub version: u32,
    /// When it expires.
    pub expires: Option<&'static str>,
    /// The people and the machines.
    pub principals: Vec<Principal>,
    /// Teams and services, as TOML.
    pub rest: String,
}

const REST: &str = r#"
[[team]]
id = "security"

[[team]]
id = "appsec"
within = ["security"]

[[service]]
id = "checkout"
tier = 2
paths = ["checkout/**"]
owners = ["carol"]

[[service]]
id = "ledger"
tier = 1
paths = ["ledger/**"]
owners = ["dave"]
"#;

impl Default for Roster {
    /// Bob and Erin are mid-level; Carol, Dave and Grace are seniors, Frank is a principal; Frank and Grace own the
    /// policy; Dave is in security and Grace in appsec, which is within it; Carol owns `checkout` (tier 2), Dave
    /// owns `ledger` (tier 1); `robo` is an agent of Bob's, `ci` a service.
    fn default() -> Self {
        let robo = Principal {
            operator: Some("bob"),
            ..Principal::machine("robo", "agent")
        };
        Self {
            version: 4,
            expires: None,
            principals: vec![
                Principal::human("bob", "mid"),
                Principal::human("erin", "mid"),
                Principal::human("carol", "senior"),
                Principal::human("dave", "senior").team("security"),
                Principal::human("frank", "principal").role("policy_owner"),
                Principal::human("grace", "senior")
                    .team("appsec")
                    .role("policy_owner"),
                robo,
                Principal::machine("ci", "service"),
            ],
            rest: REST.to_owned(),
        }
    }
}

impl Roster {
    /// Returns the entry of somebody, a new one of a junior if there is none.
    pub fn of(&mut self, id: &str) -> &mut Principal {
        let found = self.principals.iter().position(|one| one.id == id);
        let index = found.unwrap_or_else(|| {
            self.principals.push(Principal::human(id, "junior"));
            self.principals.len().saturating_sub(1)
        });
        crate::must(self.principals.get_mut(index).ok_or("just pushed"))
    }

    /// Returns the first key of somebody.
    pub fn key(&mut self, id: &str) -> &mut Key {
        crate::must(self.of(id).keys.first_mut().ok_or("no key"))
    }

    /// Removes somebody.
    pub fn remove(&mut self, id: &str) {
        self.principals.retain(|one| one.id != id);
    }

    /// Returns the document.
    pub fn document(&self) -> Document {
        let mut text = String::from("roster = \"foureyes/roster/v1\"\nid = \"acme\"\n");
        line(&mut text, "version", &self.version.to_string());
        if let Some(expires) = self.expires {
            line(&mut text, "expires", &quoted(expires));
        }
        line(
            &mut text,
            "levels",
            r#"["junior", "mid", "senior", "principal"]"#,
        );
        text.push_str(&self.rest);
        for principal in &self.principals {
            principal.write(&mut text);
        }
        Document::Toml(text)
    }
}

fn line(text: &mut String, name: &str, value: &str) {
    crate::must(writeln!(text, "{name} = {value}"));
}

fn quoted(text: &str) -> String {
    format!("\"{text}\"")
}

fn listed(items: impl Iterator<Item = String>) -> String {
    format!("[{}]", items.collect::<Vec<_>>().join(", "))
}

fn held((is, since): &Held) -> String {
    match since {
        None => quoted(is),
        Some(since) => format!("{{ is = \"{is}\", since = \"{since}\" }}"),
    }
}
