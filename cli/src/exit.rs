//! Exit codes: 0 allow, 2 deny, 3 hold, 1 everything else.

use std::process::ExitCode;

use foureyes::Verdict;

/// How the process ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Exit {
    /// The change may go live; or a command that decides nothing has done its work.
    Allow,
    /// The change may not go live.
    Deny,
    /// Nothing was decided.
    Failure,
    /// Something is missing.
    Hold,
}

impl From<Verdict> for Exit {
    fn from(verdict: Verdict) -> Self {
        match verdict {
            Verdict::Allow => Self::Allow,
            Verdict::Deny => Self::Deny,
            Verdict::Hold => Self::Hold,
        }
    }
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        match exit {
            Exit::Allow => Self::SUCCESS,
            Exit::Failure => Self::FAILURE,
            Exit::Deny => Self::from(2),
            Exit::Hold => Self::from(3),
        }
    }
}
