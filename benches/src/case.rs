//! The cases that everything is measured on: people, paths, approvals and rules in any number.

use ed25519_dalek::{Signer as _, SigningKey};
use foureyes::digest::Digest;
use foureyes::roster::PublicKey;
use foureyes::statement::{Approval, Signer, Statement, StatementSet};
use foureyes::time::Span;
use foureyes::{Change, Gate, Policy, Request, Roster, Submitted, Timestamp};
use serde_json::{Value, json};

/// How large a case is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Size {
    /// People in the roster.
    pub people: u32,
    /// Teams that they are in, one each.
    pub teams: u32,
    /// Paths of the change.
    pub paths: u32,
    /// Approvals, one by each of the first people: of a team each, then of the teams again.
    pub approvals: u32,
    /// Of these so many have expired.
    pub stale: u32,
    /// Rules of the policy.
    pub rules: u32,
    /// Whether a rule asks for one of a team, and not for two people, one of them a senior.
    pub by_team: bool,
}

impl Size {
    /// 20 people, 5 paths, 2 approvals, 5 rules.
    pub const SMALL: Self = Self {
        people: 20,
        teams: 4,
        paths: 5,
        approvals: 2,
        stale: 0,
        rules: 5,
        by_team: false,
    };
    /// 10,000 people, 2,000 paths, 20 approvals of which 18 stand, 200 rules.
    pub const LARGE: Self = Self {
        people: 10_000,
        teams: 40,
        paths: 2_000,
        approvals: 20,
        stale: 2,
        rules: 200,
        by_team: true,
    };

    /// Whether what a rule asks for is there.
    fn is_covered(self, rule: u32) -> bool {
        !self.by_team || self.team(rule) < self.approvals.saturating_sub(self.stale)
    }

    /// Returns the team of a person or a rule.
    pub fn team(self, number: u32) -> u32 {
        number.checked_rem(self.teams).unwrap_or_default()
    }
}

/// Where a rule looks: most at a service, some at one kind of file of a library, some at a kind of file anywhere.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// `svcN/**`.
    Service(u32),
    /// `libN/**/*.rs`.
    Library(u32),
    /// `**/*.extN`.
    Extension(u32),
}

impl Place {
    /// Returns the place of a rule of a policy of this size.
    pub const fn of(rule: u32, size: Size) -> Self {
        let libraries = size.rules.saturating_mul(3).div_ceil(20);
        let extensions = size.rules.div_ceil(10);
        let services = size
            .rules
            .saturating_sub(libraries)
            .saturating_sub(extensions);
        if rule < services {
            Self::Service(rule)
        } else if rule < services.saturating_add(libraries) {
            Self::Library(rule)
        } else {
            Self::Extension(rule)
        }
    }

    /// Returns the pattern.
    pub fn pattern(self) -> String {
        match self {
            Self::Service(rule) => format!("svc{rule:03}/**"),
            Self::Library(rule) => format!("lib{rule:03}/**/*.rs"),
            Self::Extension(rule) => format!("**/*.ext{rule:03}"),
        }
    }

    /// Returns a path that the pattern matches.
    pub fn path(self, number: u32) -> String {
        match self {
            Self::Service(rule) => format!("svc{rule:03}/src/part{}/file{number}.rs", number % 7),
            Self::Library(rule) => format!("lib{rule:03}/src/part{}/file{number}.rs", number % 7),
            Self::Extension(rule) => format!("misc/part{}/file{number}.ext{rule:03}", number % 7),
        }
    }
}

/// Everything that a decision takes, read and verified.
#[derive(Debug)]
pub struct Case {
    /// How large it is.
    pub size: Size,
    /// The policy, as JSON.
    pub policy: String,
    /// The roster, as JSON.
    pub roster: String,
    /// The change, as JSON.
    pub text: String,
    /// The gate of policy and roster.
    pub gate: Gate,
    /// The change.
    pub change: Change,
    /// The approvals, signed.
    pub envelopes: Vec<Submitted>,
    /// The approvals, verified.
    pub statements: StatementSet,
}

/// Returns the instant of every decision here: 2026-04-01T12:00:00Z.
pub const fn now() -> Timestamp {
    match Timestamp::from_unix(1_775_044_800) {
        Some(now) => now,
        None => Timestamp::MAX,
    }
}

impl Case {
    /// Returns a case that is allowed.
    ///
    /// # Panics
    /// If it is not.
    pub fn new(size: Size) -> Self {
        let policy = policy(size, None).to_string();
        let roster = roster(size).to_string();
        let gate = Gate::compile(
            &Policy::from_json(policy.as_bytes()).unwrap(),
            &Roster::from_json(roster.as_bytes()).unwrap(),
        )
        .unwrap();
        let text = change(size).to_string();
        let change = Change::from_json(text.as_bytes()).unwrap();
        let envelopes: Vec<_> = (0..size.approvals)
            .map(|team| approval(&gate, &change, size, team))
            .collect();
        let statements = gate.verify(&envelopes);
        let case = Self {
            size,
            policy,
            roster,
            text,
            gate,
            change,
            envelopes,
            statements,
        };
        let decision = case.gate.evaluate(&case.request());
        assert!(decision.is_allowed(), "{}", decision.explain());
        case
    }

    /// Returns the request that is allowed.
    pub fn request(&self) -> Request<'_> {
        Request::new(&self.change, &self.statements, now())
    }

    /// Returns a gate that denies the change: one more rule forbids it.
    ///
    /// # Panics
    /// If the policy does not fit.
    pub fn denying(&self) -> Gate {
        let policy = policy(self.size, Some("stop")).to_string();
        Gate::compile(
            &Policy::from_json(policy.as_bytes()).unwrap(),
            &Roster::from_json(self.roster.as_bytes()).unwrap(),
        )
        .unwrap()
    }
}

fn key(person: u32) -> SigningKey {
    let seed = Digest::of(format!("foureyes bench key {person}").as_bytes());
    SigningKey::from_bytes(seed.as_bytes())
}

/// The key of somebody who signs; for all others any 32 bytes do, since their point is looked at only where it is used.
fn public(person: u32, size: Size) -> PublicKey {
    if person < size.approvals {
        return PublicKey::from_point(*key(person).verifying_key().as_bytes());
    }
    PublicKey::from_point(*Digest::of(format!("bench point {person}").as_bytes()).as_bytes())
}

/// The roster: everybody is a senior of one team, but for the last, who wrote the change.
fn roster(size: Size) -> Value {
    let person = |index: u32| {
        let level = if index.is_multiple_of(2) {
            "senior"
        } else {
            "mid"
        };
        json!({
            "id": format!("p{index}"), "kind": "human", "level": level,
            "teams": [format!("team{}", size.team(index))],
            "accounts": [format!("github:{index}")],
            "key": [{"scheme": "ed25519", "public": public(index, size)}],
        })
    };
    let teams = (0..size.teams).map(|team| json!({"id": format!("team{team}")}));
    json!({
        "roster": "foureyes/roster/v1", "id": "bench", "version": 1, "levels": ["junior", "mid", "senior"],
        "team": teams.collect::<Vec<_>>(),
        "principal": (0..size.people).map(person).collect::<Vec<_>>(),
    })
}

/// The policy; `forbid` adds a rule that refuses every change.
fn policy(size: Size, forbid: Option<&str>) -> Value {
    let rule = |index: u32| {
        let asked = if size.by_team {
            json!({"approvals": 1, "from": {"team": format!("team{}", size.team(index))}})
        } else {
            json!({"approvals": 2, "including": [{"level": {"atLeast": "senior"}}]})
        };
        json!({
            "id": format!("r{index}"), "why": "Whoever owns it looks at it.",
            "when": {"touches": format!("p{index}")}, "require": [asked],
        })
    };
    let refuse = forbid.map(|code| json!({"id": code, "why": "Nothing goes.", "forbid": code}));
    let places = (0..size.rules).map(|index| {
        (
            format!("p{index}"),
            json!([Place::of(index, size).pattern()]),
        )
    });
    json!({
        "policy": "foureyes/policy/v1", "id": "bench", "version": 1,
        "vocabulary": {"environments": ["production"]},
        "paths": places.collect::<serde_json::Map<_, _>>(),
        "rule": (0..size.rules).map(rule).chain(refuse).collect::<Vec<_>>(),
    })
}

/// The change: its paths are spread over every rule whose approval is there.
fn change(size: Size) -> Value {
    let rules: Vec<u32> = (0..size.rules)
        .filter(|rule| size.is_covered(*rule))
        .collect();
    let mut paths: Vec<String> = (0..size.paths)
        .zip(rules.iter().cycle())
        .map(|(number, rule)| Place::of(*rule, size).path(number))
        .collect();
    paths.sort();
    let paths: Vec<_> = paths
        .into_iter()
        .map(|path| json!({"path": path, "action": "modified"}))
        .collect();
    let author = size.people.saturating_sub(1);
    json!({
        "change": "foureyes/change/v1",
        "exact": {
            "id": "1", "repository": "bench", "targetRef": "refs/heads/main", "action": "deploy",
            "environment": {"collected": "production"},
            "subjects": [{"name": "image", "digest": {"sha256": "c".repeat(64)}}],
            "commits": {"whole": ["d".repeat(40)]}, "paths": {"whole": paths},
        },
        "seen": {
            "kinds": {"whole": ["code"]}, "tiers": {"whole": [2]}, "services": {"whole": []},
            "destructive": {"collected": false}, "reversible": {"collected": true},
        },
        "live": {
            "participants": {"whole": [
                {"who": {"account": format!("github:{author}")}, "role": "author", "basis": "authenticated"}
            ]},
            "claims": {"whole": [{"involvement": "generated", "basis": "declared"}]},
            "evidence": {"whole": []}, "marks": {"whole": []},
            "credential": {"collected": "issued"}, "plan": {"collected": "none"},
        },
    })
}

fn approval(gate: &Gate, change: &Change, size: Size, person: u32) -> Submitted {
    let public = public(person, size);
    let signer = Signer {
        id: format!("p{person}").parse().unwrap(),
        key: public.fingerprint().clone(),
    };
    let is_stale = person >= size.approvals.saturating_sub(size.stale);
    let hour = Span::from_hours(1);
    let issued = now().minus(Span::from_hours(2));
    let expires = if is_stale {
        now().minus(hour)
    } else {
        now().plus(hour)
    };
    let seen = gate.seen(change, now());
    let approval = Approval::of(change, seen, signer, issued, expires, "n".into());
    let payload = Statement::Approve(approval).to_payload();
    let sig = key(person)
        .sign(&Statement::message(&payload))
        .to_bytes()
        .to_vec();
    Submitted::new(Statement::envelope(
        payload,
        public.fingerprint().clone(),
        sig,
    ))
}
