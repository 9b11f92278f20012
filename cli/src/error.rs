//! What keeps a command from doing its work.

use foureyes::change::ChangeError;
use foureyes::error::{Problem, Severity};

use crate::git::GitError;
use crate::keyfile::KeyFileError;
use crate::output::plain;
use crate::sshkeygen::SshError;

/// A failure. Whatever it is, nothing was decided: exit code 1.
#[derive(Debug, thiserror::Error)]
pub(crate) enum CliError {
    /// The facts of a repository make no change.
    #[error("{0}")]
    Change(#[from] ChangeError),
    /// The system has no time.
    #[error("the system clock shows no usable time; give one with `--now`")]
    Clock,
    /// The signer was asked, and did not say yes.
    #[error("nothing was signed")]
    Declined,
    /// The demo came to an end that it should not have.
    #[error("the demo failed: {0}")]
    Demo(String),
    /// The documents cannot be used; every problem is on lines of its own.
    #[error("{}", problems(.0))]
    Documents(Vec<Problem>),
    /// The command line and the event are about different changes.
    #[error("`{option}` is not what the event says: `{}`", plain(.said))]
    EventDiffers { option: &'static str, said: String },
    /// A file is there, and nobody said that it may be replaced.
    #[error("`{name}` is there already; `--force` replaces it")]
    Exists { name: String },
    /// A file cannot be read or written.
    #[error("`{name}`: {detail}")]
    File { name: String, detail: String },
    /// Git has not what is needed.
    #[error("{0}")]
    Git(#[from] GitError),
    /// A value that a repository holds cannot be expressed.
    #[error("{what} `{value}`: {detail}")]
    Inexpressible {
        what: &'static str,
        value: String,
        detail: String,
    },
    /// A key cannot be made or used.
    #[error("{0}")]
    Key(#[from] KeyFileError),
    /// The key is nobody's.
    #[error(
        "no principal of `{roster}` has the key {fingerprint}; `foureyes keygen` prints the lines that a new key needs"
    )]
    KeyNotRostered { fingerprint: String, roster: String },
    /// A file holds no bytes to be signed.
    #[error("`{name}` is no message to be signed: {detail}")]
    NotAMessage { name: String, detail: String },
    /// A folder is there and holds something.
    #[error("`{name}` holds something already; name a folder that is not there")]
    NotEmpty { name: String },
    /// There is nothing to sign under.
    #[error("there is no policy or no roster at the target; `foureyes init` writes them")]
    NoAuthority,
    /// A file holds no stored decision.
    #[error("`{name}` is not a decision: {detail}")]
    NotADecision { name: String, detail: String },
    /// There is nothing to test with.
    #[cfg(feature = "self-test")]
    #[error("this build brought no vectors along; build it from the repository")]
    NoVectors,
    /// What a decision on record was made from is not what is there.
    #[error(
        "the decision was not made from these inputs\n  {}",
        differences.join("\n  ")
    )]
    OtherInputs { differences: Vec<String> },
    /// The key signs in another way.
    #[error("the roster says that this key signs by scheme `{scheme}`: name it with `{option}`")]
    OtherScheme {
        scheme: &'static str,
        option: &'static str,
    },
    /// The key belongs to somebody else.
    #[error("the key belongs to `{owner}`, and `--as` says `{given}`")]
    OtherSigner { given: String, owner: String },
    /// The gate refuses what was just signed. It is not kept.
    #[error("the gate would not take this statement: {why}")]
    OwnStatement { why: &'static str },
    /// `ssh-keygen` cannot sign.
    #[error("{0}")]
    Ssh(#[from] SshError),
    /// The command line and the change document say different things.
    #[error("`{option}` is not what the change document says")]
    SubjectDiffers { option: &'static str },
    /// A file is larger than its limit.
    #[error("`{name}` is larger than {limit} bytes")]
    TooLarge { name: String, limit: u64 },
    /// A message says nothing of AI.
    #[error(
        "the message does not say whether AI took part; add the trailer that is true: `Assisted-by: none` or \
         `Assisted-by: TOOL:MODEL`"
    )]
    Undeclared,
    /// The command was not told what it needs to know.
    #[error("{0}")]
    Usage(String),
}

impl CliError {
    /// Returns the failure to read or write a file.
    pub(crate) fn file(name: &str, error: &std::io::Error) -> Self {
        Self::File {
            name: plain(name),
            detail: plain(&error.to_string()),
        }
    }

    /// Returns a usage error.
    pub(crate) fn usage(message: impl Into<String>) -> Self {
        Self::Usage(message.into())
    }

    /// Returns the problem with a document that stands in `file`.
    pub(crate) fn document(file: &str, problem: &Problem) -> Self {
        let mut problem = problem.clone();
        problem.at.document = file.to_owned();
        Self::Documents(vec![problem])
    }

    /// Returns the stable code.
    pub(crate) fn code(&self) -> &'static str {
        match self {
            Self::Change(error) => error.code().code(),
            Self::Clock => "clock",
            Self::Declined => "declined",
            Self::Demo(_) => "demo",
            Self::Documents(problems) => problems
                .iter()
                .find(|problem| problem.severity == Severity::Error)
                .map_or("bad_document", |problem| problem.code),
            Self::EventDiffers { .. } => "event_differs",
            Self::Exists { .. } => "exists",
            Self::File { .. } => "file",
            Self::Git(error) => error.code(),
            Self::Inexpressible { .. } => "inexpressible",
            Self::Key(error) => error.code(),
            Self::KeyNotRostered { .. } => "key_not_rostered",
            Self::NoAuthority => "no_authority",
            Self::NotADecision { .. } => "not_a_decision",
            Self::NotAMessage { .. } => "not_a_message",
            Self::NotEmpty { .. } => "not_empty",
            #[cfg(feature = "self-test")]
            Self::NoVectors => "no_vectors",
            Self::OtherInputs { .. } => "other_inputs",
            Self::OtherScheme { .. } => "other_scheme",
            Self::OtherSigner { .. } => "other_signer",
            Self::OwnStatement { .. } => "own_statement",
            Self::Ssh(error) => error.code(),
            Self::SubjectDiffers { .. } => "subject_differs",
            Self::TooLarge { .. } => "too_large",
            Self::Undeclared => "undeclared",
            Self::Usage(_) => "usage",
        }
    }

    /// Returns the lines that tell about it: `error[code]: message`.
    pub(crate) fn report(&self) -> String {
        match self {
            Self::Documents(_) => self.to_string(),
            _ => format!("error[{}]: {self}", self.code()),
        }
    }
}

/// Returns one problem after the other, each as `error[code]: …` with its place below.
pub(crate) fn problems(problems: &[Problem]) -> String {
    let mut lines = Vec::new();
    for problem in problems {
        lines.extend(problem.to_string().lines().map(plain));
    }
    lines.join("\n")
}
