//! Gathers problems, and places them.

use crate::error::{ErrorCode, Location, Problem, Severity};
use crate::text;

/// Problems found so far.
#[derive(Default)]
pub(super) struct Checker {
    problems: Vec<Problem>,
}

impl Checker {
    pub(super) fn error(
        &mut self,
        code: ErrorCode,
        message: impl Into<String>,
        document: &str,
        path: &str,
    ) {
        self.push(Severity::Error, code, message.into(), document, path);
    }

    pub(super) fn warning(
        &mut self,
        code: ErrorCode,
        message: impl Into<String>,
        document: &str,
        path: &str,
    ) {
        self.push(Severity::Warning, code, message.into(), document, path);
    }

    fn push(
        &mut self,
        severity: Severity,
        code: ErrorCode,
        message: String,
        document: &str,
        path: &str,
    ) {
        self.problems.push(Problem {
            severity,
            at: Location {
                document: document.to_owned(),
                path: path.to_owned(),
                position: None,
            },
            code: code.code(),
            message: text::said(&message),
        });
    }

    /// Returns the problems, each where `place` says that it is, with line and column where `locate` knows them.
    pub(super) fn into_problems(
        self,
        place: impl Fn(&mut Problem),
        locate: impl Fn(&str, &str) -> Option<(usize, usize)>,
    ) -> Vec<Problem> {
        let placed = |mut problem: Problem| {
            place(&mut problem);
            problem.at.position = locate(&problem.at.document, &problem.at.path);
            problem.at.path = text::said(&problem.at.path);
            problem
        };
        self.problems.into_iter().map(placed).collect()
    }
}
