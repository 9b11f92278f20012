//! The arguments of the commands that sign.

use std::path::PathBuf;

use clap::builder::{NonEmptyStringValueParser, PossibleValuesParser, TypedValueParser as _};
use clap::{Args, ValueEnum};
use foureyes::change::EvidenceResult;
use foureyes::id::{
    Account, Code, Environment, EvidenceType, Fingerprint, Level, Meaning, PrincipalId, Role,
    Service, Team,
};
use foureyes::provenance::Involvement;
use foureyes::time::{Span, Timestamp};

use crate::authority::AuthorityArgs;
use crate::statements::StatementsArgs;
use crate::subject::SubjectArgs;

/// What a statement is about, and where it goes.
#[derive(Args, Clone, Debug)]
pub(crate) struct GroundArgs {
    #[command(flatten)]
    pub(crate) subject: SubjectArgs,
    #[command(flatten)]
    pub(crate) authority: AuthorityArgs,
    #[command(flatten)]
    pub(crate) statements: StatementsArgs,
    /// The file to add the statement to, one line; `-` is standard output [default: the git notes on the commit]
    #[arg(long, value_name = "FILE")]
    pub(crate) output: Option<PathBuf>,
}

/// What every signature needs.
#[derive(Args, Clone, Debug)]
pub(crate) struct SignArgs {
    #[command(flatten)]
    pub(crate) ground: GroundArgs,
    /// The private key, as `foureyes keygen` writes it
    #[arg(long, value_name = "FILE", required_unless_present = "ssh_key")]
    pub(crate) key: Option<PathBuf>,
    /// A key of OpenSSH, by its public or private file; `ssh-keygen` signs, with the agent or the security key that
    /// has it
    #[arg(long, value_name = "FILE", conflicts_with = "key")]
    pub(crate) ssh_key: Option<PathBuf>,
    /// Signs nothing: writes the bytes to be signed to this file, for `ssh-keygen -Y sign` elsewhere and
    /// `foureyes import` here
    #[arg(long, value_name = "FILE", requires = "ssh_key")]
    pub(crate) message: Option<PathBuf>,
    /// Who signs [default: the principal of the roster whose key it is]
    #[arg(long = "as", value_name = "ID")]
    pub(crate) signer: Option<PrincipalId>,
    /// Signs without asking
    #[arg(long)]
    pub(crate) yes: bool,
}

/// An approval.
#[derive(Args, Clone, Debug)]
pub(crate) struct ApproveArgs {
    #[command(flatten)]
    pub(crate) sign: SignArgs,
    /// How long it counts, at most 30d
    #[arg(long, value_name = "SPAN", default_value = "72h")]
    pub(crate) expires: Span,
    /// What the signature means, such as `review`; may be repeated
    #[arg(long, value_name = "WORD")]
    pub(crate) meaning: Vec<Meaning>,
    /// What was looked at, such as `restore-tested`; may be repeated
    #[arg(long, value_name = "CODE")]
    pub(crate) acknowledge: Vec<Code>,
    /// A word to the author
    #[arg(long, value_name = "TEXT")]
    pub(crate) comment: Option<String>,
    /// In whose authority, where she has delegated it to you
    #[arg(long, value_name = "ID")]
    pub(crate) on_behalf_of: Option<PrincipalId>,
}

/// A delegation.
#[derive(Args, Clone, Debug)]
pub(crate) struct DelegateArgs {
    #[command(flatten)]
    pub(crate) sign: SignArgs,
    /// Who may approve in your authority
    #[arg(long, value_name = "ID")]
    pub(crate) to: PrincipalId,
    /// As somebody of your level, up to this one
    #[arg(long, value_name = "LEVEL", required_unless_present_any = ["roles", "teams", "services"])]
    pub(crate) level: Option<Level>,
    /// As a holder of a role of yours; may be repeated
    #[arg(long = "role", value_name = "ROLE")]
    pub(crate) roles: Vec<Role>,
    /// As a member of a team of yours; may be repeated
    #[arg(long = "team", value_name = "TEAM")]
    pub(crate) teams: Vec<Team>,
    /// As an owner of a service of yours; may be repeated
    #[arg(long = "service", value_name = "SERVICE")]
    pub(crate) services: Vec<Service>,
    /// Only in this environment; may be repeated [default: everywhere]
    #[arg(long = "only-env", value_name = "NAME")]
    pub(crate) environments: Vec<Environment>,
    /// How long it counts, at most 30d
    #[arg(long, value_name = "SPAN", default_value = "7d")]
    pub(crate) expires: Span,
}

/// A reject.
#[derive(Args, Clone, Debug)]
pub(crate) struct RejectArgs {
    #[command(flatten)]
    pub(crate) sign: SignArgs,
    /// Why
    #[arg(long, value_name = "TEXT", value_parser = NonEmptyStringValueParser::new())]
    pub(crate) reason: String,
}

/// A withdrawal.
#[derive(Args, Clone, Debug)]
pub(crate) struct WithdrawArgs {
    #[command(flatten)]
    pub(crate) sign: SignArgs,
    /// A statement of yours, by its digest or at least 8 digits of it; may be repeated
    #[arg(long, value_name = "DIGEST", required_unless_present = "all")]
    pub(crate) statement: Vec<String>,
    /// Every approval, lift and authorship of yours for this change. Rejects are only withdrawn by name
    #[arg(long, conflicts_with = "statement")]
    pub(crate) all: bool,
}

/// A lift.
#[derive(Args, Clone, Debug)]
pub(crate) struct LiftArgs {
    #[command(flatten)]
    pub(crate) sign: SignArgs,
    /// The reject, by its digest or at least 8 digits of it
    #[arg(long, value_name = "DIGEST")]
    pub(crate) statement: String,
    /// Why
    #[arg(long, value_name = "TEXT", value_parser = NonEmptyStringValueParser::new())]
    pub(crate) reason: String,
    /// How long it counts, at most 30d
    #[arg(long, value_name = "SPAN", default_value = "72h")]
    pub(crate) expires: Span,
}

/// How far an AI may have been involved, from the least.
const RUNGS: [Involvement; 5] = [
    Involvement::None,
    Involvement::Advised,
    Involvement::Assisted,
    Involvement::Generated,
    Involvement::Autonomous,
];

/// A word on how the content was made.
#[derive(Args, Clone, Debug)]
pub(crate) struct DeclareArgs {
    #[command(flatten)]
    pub(crate) sign: SignArgs,
    /// How far an AI was involved, and no further: in what you made, or in all of it if you made none of it
    #[arg(
        long,
        value_name = "WORD",
        value_parser = PossibleValuesParser::new(RUNGS.map(Involvement::word)).try_map(rung)
    )]
    pub(crate) involvement: Involvement,
}

fn rung(word: String) -> Result<Involvement, &'static str> {
    let mut rungs = RUNGS.into_iter();
    rungs.find(|rung| rung.word() == word).ok_or("no such word")
}

/// A record of a check.
#[derive(Args, Clone, Debug)]
pub(crate) struct EvidenceArgs {
    #[command(flatten)]
    pub(crate) sign: SignArgs,
    /// What was checked, as the policy names it
    #[arg(long = "type", value_name = "TYPE")]
    pub(crate) kind: EvidenceType,
    /// How it turned out
    #[arg(long, value_enum)]
    pub(crate) result: ResultWord,
    /// The report, of which the record carries the digest
    #[arg(long, value_name = "FILE")]
    pub(crate) report: Option<PathBuf>,
}

/// How a check turned out, as it is written on the command line.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum ResultWord {
    /// It could not be carried out.
    Error,
    /// It found a fault.
    Failed,
    /// It found none.
    Passed,
    /// It was left out.
    Skipped,
}

impl From<ResultWord> for EvidenceResult {
    fn from(word: ResultWord) -> Self {
        match word {
            ResultWord::Error => Self::Error,
            ResultWord::Failed => Self::Failed,
            ResultWord::Passed => Self::Passed,
            ResultWord::Skipped => Self::Skipped,
        }
    }
}

/// A word about an approval on a platform.
#[derive(Args, Clone, Debug)]
pub(crate) struct VouchArgs {
    #[command(flatten)]
    pub(crate) sign: SignArgs,
    /// One review as GitHub answers it, or the payload of `pull_request_review`: whose it is, when, of which commit
    #[arg(long, value_name = "FILE", required_unless_present = "account")]
    pub(crate) review: Option<PathBuf>,
    /// Whose account approved, by the number that never changes, such as `github:583231`
    #[arg(
        long,
        value_name = "ACCOUNT",
        requires = "approved_at",
        conflicts_with = "review"
    )]
    pub(crate) account: Option<Account>,
    /// When, by the clock of the platform
    #[arg(long, value_name = "INSTANT", requires = "account")]
    pub(crate) approved_at: Option<Timestamp>,
    /// How long that counts, at most 30d
    #[arg(long, value_name = "SPAN", default_value = "72h")]
    pub(crate) expires: Span,
}

/// The end of a key.
#[derive(Args, Clone, Debug)]
pub(crate) struct RevokeArgs {
    #[command(flatten)]
    pub(crate) sign: SignArgs,
    /// The fingerprint of the key that ends, as `ssh-keygen -l` prints it
    #[arg(long, value_name = "SHA256:…")]
    pub(crate) ends: Fingerprint,
    /// The key was replaced and nobody else had it: what a witness saw before stays good
    #[arg(long)]
    pub(crate) retired: bool,
}

/// Who is on call and who is away.
#[derive(Args, Clone, Debug)]
pub(crate) struct DutyArgs {
    #[command(flatten)]
    pub(crate) sign: SignArgs,
    /// Who is on call; may be repeated
    #[arg(long, value_name = "ID")]
    pub(crate) on_call: Vec<PrincipalId>,
    /// Who is away; may be repeated
    #[arg(long, value_name = "ID")]
    pub(crate) away: Vec<PrincipalId>,
}

/// A break-glass statement.
#[derive(Args, Clone, Debug)]
pub(crate) struct BreakGlassArgs {
    #[command(flatten)]
    pub(crate) sign: SignArgs,
    /// The incident, as your organisation names it
    #[arg(long, value_name = "TEXT", value_parser = NonEmptyStringValueParser::new())]
    pub(crate) incident: String,
    /// Why it cannot wait
    #[arg(long, value_name = "TEXT", value_parser = NonEmptyStringValueParser::new())]
    pub(crate) reason: String,
    /// How long it counts, at most 4h
    #[arg(long, value_name = "SPAN", default_value = "1h")]
    pub(crate) expires: Span,
}
