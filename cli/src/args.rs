//! The commands, each with its own arguments in its own room.

use clap::{Parser, Subcommand};

use crate::error::CliError;
use crate::exit::Exit;
#[cfg(feature = "self-test")]
use crate::self_test;
use crate::{
    brief, cases, check, demo, detect, evaluate, explain, hook, init, keygen, notes, report,
    request, roster, sign, signed,
};

/// The four-eyes gate for AI-assisted changes.
///
/// Exit codes: 0 allow, 2 deny, 3 hold, 1 everything else.
#[derive(Debug, Parser)]
#[command(name = "foureyes", version, propagate_version = true)]
pub(crate) struct Arguments {
    #[command(subcommand)]
    pub(crate) command: Command,
}

/// What to do.
#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Signs for exactly this change in exactly this place
    Approve(sign::ApproveArgs),
    /// Signs that this change cannot wait, because of an incident
    BreakGlass(sign::BreakGlassArgs),
    /// Shows a reviewer what there is to know before she signs, on one screen
    Brief(brief::BriefArgs),
    /// Decides whether a change may go live
    Check(check::CheckArgs),
    /// Says how far an AI was involved in this change
    Declare(sign::DeclareArgs),
    /// Lets somebody else approve in your authority, for a time
    Delegate(sign::DelegateArgs),
    /// Shows the whole story on a repository that it makes in a temporary folder
    Demo(demo::DemoArgs),
    /// Shows what AI did in the commits of any repository
    Detect(detect::DetectArgs),
    /// Says who is on call and who is away
    Duty(sign::DutyArgs),
    /// Signs how a check of this change turned out
    Evidence(sign::EvidenceArgs),
    /// Decides about many changes, from JSON Lines, on every core
    Evaluate(evaluate::EvaluateArgs),
    /// Prints a stored decision
    Explain(explain::ExplainArgs),
    /// Takes in a statement that was signed elsewhere
    Import(sign::ImportArgs),
    /// Helps to say in the message of a commit what AI did
    Hook(hook::HookArgs),
    /// Writes a policy to start from, and a roster filled from what exists
    Init(init::InitArgs),
    /// Makes a key to sign with
    Keygen(keygen::KeygenArgs),
    /// Ends somebody's reject, together with others
    Lift(sign::LiftArgs),
    /// Exchanges statements with a remote
    Notes(notes::NotesArgs),
    /// Checks, signs and rotates the policy
    Policy(signed::PolicyArgs),
    /// Objects to this change
    Reject(sign::RejectArgs),
    /// Shows what AI did over time, and what would have been held
    Report(report::ReportArgs),
    /// Writes down the change that is to be judged
    Request(request::RequestArgs),
    /// Checks, signs and rotates the roster; tells other tools who the people are
    Roster(roster::RosterArgs),
    /// Says that a key must not be trusted any more
    Revoke(sign::RevokeArgs),
    /// Runs the shared vectors and attacks, which come along, against this very program
    #[cfg(feature = "self-test")]
    SelfTest(self_test::SelfTestArgs),
    /// Runs the cases beside a policy: made-up changes, and what must come out
    Test(cases::TestArgs),
    /// Signs, as a service, that somebody approved on a platform
    Vouch(sign::VouchArgs),
    /// Takes back what you signed
    Withdraw(sign::WithdrawArgs),
}

impl Command {
    /// Does it.
    pub(crate) fn run(&self) -> Result<Exit, CliError> {
        match self {
            Self::Approve(args) => sign::approve(args),
            Self::BreakGlass(args) => sign::break_glass(args),
            Self::Brief(args) => brief::run(args),
            Self::Check(args) => check::run(args),
            Self::Declare(args) => sign::declare(args),
            Self::Delegate(args) => sign::delegate(args),
            Self::Demo(args) => demo::run(args),
            Self::Detect(args) => detect::run(args),
            Self::Duty(args) => sign::duty(args),
            Self::Evidence(args) => sign::evidence(args),
            Self::Evaluate(args) => evaluate::run(args),
            Self::Explain(args) => explain::run(args),
            Self::Import(args) => sign::import(args),
            Self::Hook(args) => hook::run(args),
            Self::Init(args) => init::run(args),
            Self::Keygen(args) => keygen::run(args),
            Self::Lift(args) => sign::lift(args),
            Self::Notes(args) => notes::run(args),
            Self::Policy(args) => signed::policy(args),
            Self::Reject(args) => sign::reject(args),
            Self::Report(args) => report::run(args),
            Self::Request(args) => request::run(args),
            Self::Revoke(args) => sign::revoke(args),
            Self::Roster(args) => roster::run(args),
            #[cfg(feature = "self-test")]
            Self::SelfTest(args) => self_test::run(args),
            Self::Test(args) => cases::run(args),
            Self::Vouch(args) => sign::vouch(args),
            Self::Withdraw(args) => sign::withdraw(args),
        }
    }
}
