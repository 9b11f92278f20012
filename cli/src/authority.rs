//! Policy and roster: from the current tip of the protected ref or from a pinned file, never from the change
//! (semantics 7.6).

use std::path::PathBuf;
use std::str::FromStr;

use clap::Args;
use foureyes::authority::{History, Signed, State};
use foureyes::digest::Digest;
use foureyes::error::{CompileError, InputError, Problem};
use foureyes::gate::LastSeen;
use foureyes::roster::{Duty, Revocations};
use foureyes::{Format, Gate, Timestamp};

use crate::bases::{self, People, Whole};
use crate::documents::{self, Place};
use crate::error::CliError;
use crate::git::Repository;
use crate::signed::history::{self, Places};
use crate::subject::Subject;
use crate::target;

/// By what the change is judged.
#[derive(Args, Clone, Debug)]
pub(crate) struct AuthorityArgs {
    /// Where policy and roster are read [default: the current tip of the target]
    #[arg(long, value_name = "REF")]
    pub(crate) authority: Option<String>,
    /// A built-in profile, or the path of a policy in the authority [default: .foureyes/policy.toml]
    #[arg(long, value_name = "NAME|PATH", conflicts_with = "policy_file")]
    pub(crate) policy: Option<String>,
    /// A policy that the change cannot reach
    #[arg(long, value_name = "FILE")]
    pub(crate) policy_file: Option<PathBuf>,
    /// The path of a roster in the authority [default: .foureyes/roster.toml]
    #[arg(long, value_name = "PATH", conflicts_with = "roster_file")]
    pub(crate) roster: Option<String>,
    /// A roster that the change cannot reach
    #[arg(long, value_name = "FILE")]
    pub(crate) roster_file: Option<PathBuf>,
    /// The versions of policy and roster that were seen before: older ones are a rollback
    #[arg(long, value_name = "POLICY:ROSTER")]
    pub(crate) last_seen: Option<Versions>,
    /// The roster from which on every policy and roster has to be signed, by the digest of its text
    #[arg(long, value_name = "DIGEST")]
    pub(crate) anchor: Option<Digest>,
}

/// By what many changes are judged, none of which can reach it.
#[derive(Args, Clone, Debug)]
pub(crate) struct PinnedArgs {
    /// A built-in profile
    #[arg(long, value_name = "NAME", conflicts_with = "policy_file")]
    policy: Option<String>,
    /// The policy
    #[arg(long, value_name = "FILE", required_unless_present = "policy")]
    policy_file: Option<PathBuf>,
    /// The roster
    #[arg(long, value_name = "FILE")]
    roster_file: PathBuf,
    /// The roster that policy and roster have to be signed under, by the digest of its text
    #[arg(long, value_name = "DIGEST")]
    anchor: Option<Digest>,
}

/// Two versions, written `3:2`.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Versions(pub(crate) LastSeen);

impl FromStr for Versions {
    type Err = &'static str;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        text.split_once(':')
            .and_then(|(policy, roster)| Some((policy.parse().ok()?, roster.parse().ok()?)))
            .map(|(policy, roster)| Self(LastSeen::new(policy, roster)))
            .ok_or("expected two versions such as `3:2`")
    }
}

/// Everything that a change is judged by.
#[derive(Clone, Debug)]
pub(crate) struct Authority {
    /// The commit that was read, if any.
    pub(crate) commit: Option<String>,
    pub(crate) policy: Option<Whole>,
    pub(crate) roster: Option<People>,
    pub(crate) revocations: Option<Revocations>,
    pub(crate) duty: Option<Duty>,
    /// How policy and roster came to be what they are; nothing where one of them is not there.
    pub(crate) states: Vec<State>,
    pub(crate) anchor: Option<Digest>,
}

/// Reads the authority. A policy or roster that is not there is none; one that cannot be read is an error.
pub(crate) fn load(args: &AuthorityArgs, subject: &Subject) -> Result<Authority, CliError> {
    let commit = commit(args, subject)?;
    let tree = subject.repository.as_ref().zip(commit.as_deref());
    let policy = bases::read(&policy_places(args), tree)?;
    let roster = bases::read_roster(&roster_places(args), tree)?;
    let fast = |name: &str| {
        Place::in_tree([
            format!(".foureyes/{name}.toml"),
            format!(".foureyes/{name}.json"),
        ])
    };
    let places = Places {
        policy: policy_places(args),
        roster: roster_places(args),
    };
    let states = match (&policy, &roster, tree) {
        (Some(_), Some(_), Some((repository, tip))) if args.anchor.is_some() => {
            history::of(&places, repository, tip)?
                .into_iter()
                .map(|(_, state)| state)
                .collect()
        }
        (Some(_), Some(_), _) => places.state(tree)?.into_iter().collect(),
        _ => Vec::new(),
    };
    let revocations = find(&fast("revocations"), tree, Revocations::read)?;
    let duty = find(&fast("duty"), tree, Duty::read)?;
    Ok(Authority {
        policy,
        roster,
        revocations,
        duty,
        states,
        anchor: args.anchor,
        commit,
    })
}

impl Authority {
    /// Reads policy and roster from files, or a policy that is built in.
    pub(crate) fn pinned(args: &PinnedArgs) -> Result<Self, CliError> {
        let places = Places {
            policy: match (&args.policy_file, &args.policy) {
                (None, Some(name)) => Place::Builtin(name.clone()),
                (file, _) => Place::OnDisk(file.clone().unwrap_or_default()),
            },
            roster: Place::OnDisk(args.roster_file.clone()),
        };
        Ok(Self {
            commit: None,
            policy: bases::read(&places.policy, None)?,
            roster: bases::read_roster(&places.roster, None)?,
            revocations: None,
            duty: None,
            states: places.state(None)?.into_iter().collect(),
            anchor: args.anchor,
        })
    }

    /// Checks policy and roster against each other, and who has signed them; none where one of them is not there.
    pub(crate) fn gate(&self, now: Timestamp) -> Result<Option<Gate>, CliError> {
        if self.states.is_empty() {
            return Ok(None);
        }
        Gate::compile_signed(&self.history(&self.states, now))
            .map(Some)
            .map_err(|error| CliError::Documents(self.placed(error.problems())))
    }

    fn history<'a>(&'a self, states: &'a [State], now: Timestamp) -> History<'a> {
        let mut history = History::new(states, now);
        if let Some(anchor) = self.anchor {
            history = history.anchor(anchor);
        }
        match &self.revocations {
            Some(revocations) => history.revocations(revocations),
            None => history,
        }
    }

    /// Returns problems with the names of the files in which they are.
    pub(crate) fn placed(&self, problems: &[Problem]) -> Vec<Problem> {
        let placed = |problem: &Problem| {
            let mut problem = problem.clone();
            let is_placed = self
                .policy
                .as_ref()
                .is_some_and(|found| found.place(&mut problem));
            if let (false, Some(people)) = (is_placed, &self.roster) {
                people.place(&mut problem);
            }
            problem
        };
        problems.iter().map(placed).collect()
    }

    /// Returns policy and roster as the change leaves them: the same documents, as they are at its last commit.
    ///
    /// # Errors
    /// Only where git fails. What is wrong with the documents is for the decision to tell.
    pub(crate) fn candidate(
        &self,
        args: &AuthorityArgs,
        repository: &Repository,
        head: &str,
    ) -> Result<Result<State, InputError>, CliError> {
        let tree = Some((repository, head));
        let places = (policy_places(args), roster_places(args));
        let policy = candidate(bases::read(&places.0, tree), "policy")?;
        let policy = policy.map(|found| found.policy);
        let roster = candidate(bases::read_roster(&places.1, tree), "roster")?;
        let roster = roster.map(|found| found.roster);
        Ok(match (policy, roster) {
            (Ok(policy), Ok(roster)) => Ok(State {
                policy: Signed {
                    document: policy,
                    signatures: documents::fetch_signatures(&places.0, tree)?,
                },
                roster: Signed {
                    document: roster,
                    signatures: documents::fetch_signatures(&places.1, tree)?,
                },
            }),
            (Err(error), _) | (_, Err(error)) => Err(error),
        })
    }

    /// Returns the gate of policy and roster as the change leaves them.
    pub(crate) fn next(
        &self,
        candidate: &Result<State, InputError>,
        now: Timestamp,
    ) -> Result<Gate, CompileError> {
        let candidate = candidate.as_ref().map_err(Clone::clone)?;
        let mut states = self.states.clone();
        states.push(candidate.clone());
        Gate::compile_signed(&self.history(&states, now))
    }
}

/// The commit that policy and roster are read from: the given one, or the current tip of the target.
fn commit(args: &AuthorityArgs, subject: &Subject) -> Result<Option<String>, CliError> {
    let Some(repository) = &subject.repository else {
        return match &args.authority {
            Some(_) => Err(CliError::usage(
                "`--authority` needs a repository; say where with `-C`",
            )),
            None => Ok(None),
        };
    };
    if let Some(authority) = &args.authority {
        return Ok(Some(repository.resolve_commit(authority)?));
    }
    let pinned = args.policy_file.is_some() && args.roster_file.is_some();
    match &subject.target {
        Some(target) => Ok(target.tip.clone()),
        None if pinned => Ok(None),
        None => Err(target::unknown()),
    }
}

fn policy_places(args: &AuthorityArgs) -> Place {
    match (&args.policy_file, &args.policy) {
        (Some(file), _) => Place::OnDisk(file.clone()),
        // The name of a profile has neither a folder nor an ending; the path of a policy has.
        (None, Some(name)) if !name.contains(['/', '.']) => Place::Builtin(name.clone()),
        (None, Some(path)) => Place::in_tree([path.clone()]),
        (None, None) => Place::in_tree([".foureyes/policy.toml", ".foureyes/policy.json"]),
    }
}

fn roster_places(args: &AuthorityArgs) -> Place {
    match (&args.roster_file, &args.roster) {
        (Some(file), _) => Place::OnDisk(file.clone()),
        (None, Some(path)) => Place::in_tree([path.clone()]),
        (None, None) => Place::in_tree([".foureyes/roster.toml", ".foureyes/roster.json"]),
    }
}

fn find<T>(
    place: &Place,
    tree: Option<(&Repository, &str)>,
    read: impl Fn(&str, Format) -> Result<T, InputError>,
) -> Result<Option<T>, CliError> {
    let Some(source) = documents::fetch(place, tree)? else {
        return Ok(None);
    };
    let value = source.read(read);
    let value = value.map_err(|error| CliError::document(&source.name, error.problem()))?;
    Ok(Some(value))
}

/// Tells a fault of what the change brings in, which is for the decision, from a failure of git.
fn candidate<T>(
    found: Result<Option<T>, CliError>,
    what: &str,
) -> Result<Result<T, InputError>, CliError> {
    Ok(match found {
        Ok(Some(value)) => Ok(value),
        Ok(None) => Err(InputError::unusable(
            what,
            "missing_document",
            "the change leaves no such document",
        )),
        Err(CliError::Git(error)) if error.is_about_the_file() => {
            Err(InputError::unusable(what, error.code(), error.to_string()))
        }
        Err(CliError::Documents(problems)) => Err(unreadable(&problems, what)),
        Err(error) => return Err(error),
    })
}

fn unreadable(problems: &[Problem], what: &str) -> InputError {
    problems.first().map_or_else(
        || InputError::unusable(what, "bad_document", "it cannot be read"),
        |problem| InputError::unusable(what, problem.code, problem.message.as_str()),
    )
}
