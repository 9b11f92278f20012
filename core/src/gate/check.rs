//! Gathers problems, and places them.

use std::collections::BTreeMap;

use crate::error::{ErrorCode, Location, Problem, Severity};
use crate::text;
use crate::wire::Places;

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

    /// Returns the problems, each where `place` says that it is, with line and column where `open` finds the places of
    /// its document.
    pub(super) fn into_problems<'d>(
        self,
        place: impl Fn(&mut Problem),
        open: impl Fn(&str) -> Option<Places<'d>>,
    ) -> Vec<Problem> {
        let mut opened = BTreeMap::new();
        let mut placed = |mut problem: Problem| {
            place(&mut problem);
            let at = &mut problem.at;
            if !opened.contains_key(&at.document) {
                opened.insert(at.document.clone(), open(&at.document));
            }
            let places = opened.get(&at.document).and_then(Option::as_ref);
            at.position = places.and_then(|places| places.locate(&at.path, None));
            at.path = text::said(&at.path);
            problem
        };
        self.problems.into_iter().map(&mut placed).collect()
    }
}
