//! The reference model: a second, naive reading of `docs/semantics.md`.
//!
//! It is written from the text and shares nothing with the gate but the types of the documents and the statements
//! that were verified and refused. It has no compiled form, stops nowhere early, and tries every assignment. What it
//! does not answer it says: see [`Outcome`] and [`Uncovered`].

#![expect(
    clippy::arithmetic_side_effects,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "only tests run it: a broken assumption should stop the test"
)]

mod assign;
mod both;
mod candidates;
mod commits;
mod compare;
mod condition;
mod covered;
mod decide;
mod delegations;
mod documents;
mod exempt;
mod facts;
mod fast;
mod fits;
pub mod glob;
mod include;
mod involvement;
mod logic;
mod people;
mod records;
mod rules;
mod shape;
mod statements;
mod vetoes;
mod windows;

use std::cell::{Cell, OnceCell};
use std::collections::{BTreeMap, BTreeSet};

use foureyes::change::Change;
use foureyes::decision::{Because, Effect, ReasonCode, Status, Verdict};
use foureyes::digest::Digest;
use foureyes::fact::Fact;
use foureyes::gate::LastSeen;
use foureyes::id::PrincipalId;
use foureyes::policy::Waiver;
use foureyes::provenance::InvolvementRange;
use foureyes::roster::{Revocations, RosterDocument};
use foureyes::statement::{IgnoredCode, StatementSet};
use foureyes::{Policy, Timestamp};

pub use both::{Brought, beside, transition};
pub use compare::differences;
use documents::Documents;
pub use include::whole;
use statements::Standing;

/// Everything that one decision looks at.
#[derive(Clone, Copy, Debug)]
pub struct Case<'a> {
    /// The policy, with the documents beside it.
    pub policy: &'a Policy,
    /// The roster.
    pub roster: &'a RosterDocument,
    /// Which side of a transition it is, if it is one.
    pub side: Side<'a>,
    /// The change.
    pub change: &'a Change,
    /// The statements that were verified and refused.
    pub statements: &'a StatementSet,
    /// Until when no statement was left out.
    pub complete_as_of: Option<Timestamp>,
    /// Keys revoked since.
    pub revocations: Option<&'a Revocations>,
    /// Statements that were used before.
    pub consumed: Option<&'a BTreeSet<(Digest, PrincipalId)>>,
    /// The versions seen before.
    pub last_seen: Option<LastSeen>,
    /// The instant.
    pub now: Timestamp,
}

/// Which side of a transition a case is (5.6.2).
#[derive(Clone, Copy, Debug)]
pub enum Side<'a> {
    /// None.
    Alone,
    /// What is in force.
    Old,
    /// What is brought in; with the roster that is in force: who is not in it does not count.
    New(&'a RosterDocument),
}

/// A requirement, as a decision shows it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Record {
    /// Its name.
    pub name: String,
    /// How it stands.
    pub status: Status,
    /// How many people it asks for.
    pub need: Option<u32>,
    /// By how many it is raised.
    pub raised: usize,
    /// The alternatives that hold it, where there are several.
    pub alternatives: Vec<usize>,
    /// What stands in for it.
    pub waived_by: Option<Waiver>,
    /// Who counts, and for whom.
    pub counted: BTreeSet<(String, Option<String>)>,
}

/// A reason: effect, code, rule, requirement and name.
pub type Said = (
    Effect,
    ReasonCode,
    Option<String>,
    Option<u32>,
    Option<String>,
);

/// What does not count, by statement and person, and why.
pub type Ignored = BTreeMap<(Digest, Option<String>), BTreeSet<IgnoredCode>>;

/// Something owed: code, rule, name, by whom, until when.
pub type Owed = (String, Option<String>, Option<String>, String, Timestamp);

/// What the model makes of a case.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outcome {
    /// The verdict.
    pub verdict: Verdict,
    /// Why it is allowed.
    pub because: Option<Because>,
    /// The reasons.
    pub reasons: BTreeSet<Said>,
    /// The requirements, by rule and position; of several decisions, each as it stands in one.
    pub requirements: BTreeMap<(String, u32), BTreeSet<Record>>,
    /// What does not count, and why.
    pub ignored: Ignored,
    /// What is owed.
    pub obligations: BTreeSet<Owed>,
}

/// What is asked for again and again, found once.
#[derive(Debug, Default)]
struct Found {
    touches_gate: OnceCell<bool>,
    services: OnceCell<facts::Elements<String>>,
    excluded: OnceCell<BTreeSet<String>>,
}

/// What the model does not answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Uncovered {
    /// More assignments than can be tried.
    Assignments,
}

/// One case, read once more.
#[derive(Debug)]
struct Model<'a> {
    case: Case<'a>,
    change: &'a Change,
    now: Timestamp,
    documents: Documents,
    parts: Vec<people::Part<'a>>,
    signatures: Vec<commits::SignedCommit<'a>>,
    odd: BTreeSet<Vec<u8>>,
    found: Found,
    range: InvolvementRange,
    /// 2.8: an AI is said to have taken part without a claim that could name it.
    is_unnamed: bool,
    objecting: BTreeSet<String>,
    standing: Vec<Standing<'a>>,
    eligible: Vec<Standing<'a>>,
    gave_up: Cell<bool>,
    is_presumed: Cell<bool>,
    has_conflict: Cell<bool>,
}

/// Returns by when a decision has to be asked for again at the latest (semantics 4.2).
pub fn latest_recheck(case: Case<'_>) -> Timestamp {
    let documents = Documents::of(case.policy, case.now);
    let here = match &case.change.exact().environment {
        Fact::Collected(name) | Fact::Signed(name) => documents.environment(name.as_str()),
        Fact::Declared(_) | Fact::Unknown => None,
    };
    let is_elsewhere =
        here.is_some_and(|here| ["development", "staging", "test"].contains(&here.as_str()));
    case.now.plus(documents.ttl(!is_elsewhere))
}

/// Decides, naively (semantics 3.0, 4.0).
///
/// # Errors
/// The case has something in it that the model does not answer.
pub fn decide(case: Case<'_>) -> Result<Outcome, Uncovered> {
    decide::decide(case)
}
