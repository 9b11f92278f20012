//! Gathers problems, and places them.

use std::cell::Cell;
use std::collections::BTreeMap;
use std::fmt::Display;

use crate::error::{ErrorCode, Location, Problem, Severity, nearest};
use crate::text;
use crate::wire::Places;

/// How many names are looked through, over all, for what misspelt ones probably stand for: somebody may misspell many.
const LOOKED_THROUGH: usize = 100_000;

/// Problems found so far.
pub(super) struct Checker {
    problems: Vec<Problem>,
    /// How many more names are looked through.
    left: Cell<usize>,
}

impl Default for Checker {
    fn default() -> Self {
        Self {
            problems: Vec::new(),
            left: Cell::new(LOOKED_THROUGH),
        }
    }
}

impl Checker {
    /// Says that a name is not known, with the nearest one that is.
    pub(super) fn unknown<S: AsRef<str> + Display + Ord>(
        &self,
        what: &str,
        name: &impl Display,
        known: impl IntoIterator<Item = S>,
    ) -> String {
        let known = known.into_iter().take(self.left.get());
        let known = known.inspect(|_| self.left.set(self.left.get().saturating_sub(1)));
        let near = nearest(&name.to_string(), known)
            .map_or_else(String::new, |near| format!("; did you mean `{near}`?"));
        format!("the {what} `{name}` is not known{near}")
    }

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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_so_many_names_are_looked_through() {
        let checker = Checker::default();
        let said = |known: &[&str]| checker.unknown("level", &"sernior", known.iter().copied());
        let with_hint = "the level `sernior` is not known; did you mean `senior`?";
        assert_eq!(said(&["junior", "senior"]), with_hint);
        said(&vec!["mid"; LOOKED_THROUGH - 3]);
        assert_eq!(said(&["senior"]), with_hint);
        assert_eq!(said(&["senior"]), "the level `sernior` is not known");
    }
}
