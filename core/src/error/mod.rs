//! Problems with documents: a stable code, a sentence, and the place.

mod code;

use std::fmt;

pub use code::ErrorCode;

use crate::text;

/// How bad a problem is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// The document cannot be used.
    Error,
    /// The document can be used, and should be looked at.
    Warning,
}

/// Where a problem is.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Location {
    /// Which document, such as `policy acme`, `roster acme` or `change`.
    pub document: String,
    /// The path inside it, such as `rule[2].when.tier`; empty for the document as a whole.
    pub path: String,
    /// Line and column, both from 1, where they are known.
    pub position: Option<(usize, usize)>,
}

impl fmt::Display for Location {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.document)?;
        if let Some((line, column)) = self.position {
            write!(f, ":{line}:{column}")?;
        }
        if !self.path.is_empty() {
            write!(f, "   {}", self.path)?;
        }
        Ok(())
    }
}

/// One problem with a document.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Problem {
    /// How bad it is.
    pub severity: Severity,
    /// Where it is.
    pub at: Location,
    /// A stable code, snake case.
    pub code: &'static str,
    /// What is wrong: one sentence, user input in backticks.
    pub message: String,
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let severity = match self.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
        };
        write!(
            f,
            "{severity}[{}]: {}\n  --> {}",
            self.code, self.message, self.at
        )
    }
}

/// A document that cannot be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InputError {
    problem: Box<Problem>,
}

impl InputError {
    /// Returns the error for a fault at a place of a document.
    pub fn new(code: ErrorCode, message: impl Into<String>, at: Location) -> Self {
        Self::with(code.code(), &message.into(), at)
    }

    /// Returns the error for a document that could not even be fetched: it is not there, is no text, is too large.
    pub fn unusable(document: &str, code: &'static str, message: impl Into<String>) -> Self {
        let at = Location {
            document: document.to_owned(),
            ..Location::default()
        };
        Self::with(code, &message.into(), at)
    }

    /// Returns the fault of something that has no inner places.
    pub(crate) fn about(document: &str, code: ErrorCode, message: impl Into<String>) -> Self {
        Self::unusable(document, code.code(), message)
    }

    fn with(code: &'static str, message: &str, at: Location) -> Self {
        Self {
            problem: Box::new(Problem {
                severity: Severity::Error,
                at: Location {
                    path: text::said(&at.path),
                    ..at
                },
                code,
                message: text::said(message),
            }),
        }
    }

    /// Returns the error with the path of what is at fault.
    #[must_use]
    pub fn at(mut self, path: impl Into<String>) -> Self {
        self.problem.at.path = text::said(&path.into());
        self
    }

    /// Returns the stable code.
    pub fn code(&self) -> &'static str {
        self.problem.code
    }

    /// Returns the problem with its place.
    pub fn problem(&self) -> &Problem {
        &self.problem
    }
}

impl fmt::Display for InputError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.problem.fmt(f)
    }
}

impl std::error::Error for InputError {}

/// Everything that is wrong between the parts of a policy and a roster, all at once.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CompileError {
    problems: Vec<Problem>,
}

impl CompileError {
    pub(crate) const fn new(problems: Vec<Problem>) -> Self {
        Self { problems }
    }

    /// Returns every problem, errors first, then warnings, in the order of the documents.
    pub fn problems(&self) -> &[Problem] {
        &self.problems
    }
}

/// A document that cannot be read cannot be compiled either.
impl From<InputError> for CompileError {
    fn from(error: InputError) -> Self {
        Self::new(vec![*error.problem])
    }
}

impl fmt::Display for CompileError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, problem) in self.problems.iter().enumerate() {
            if index > 0 {
                writeln!(f)?;
            }
            write!(f, "{problem}")?;
        }
        Ok(())
    }
}

impl std::error::Error for CompileError {}

/// Returns the known name that a misspelt one probably stands for.
pub(crate) fn nearest<S: AsRef<str> + Ord>(
    name: &str,
    known: impl IntoIterator<Item = S>,
) -> Option<S> {
    known
        .into_iter()
        .map(|candidate| (distance(name, candidate.as_ref()), candidate))
        .filter(|(distance, candidate)| {
            *distance <= (candidate.as_ref().len() / 5).saturating_add(1)
        })
        .min()
        .map(|(_, candidate)| candidate)
}

/// Levenshtein distance over bytes; names are short.
fn distance(one: &str, other: &str) -> usize {
    let mut row: Vec<usize> = (0..=other.len()).collect();
    for (index, a) in one.bytes().enumerate() {
        let mut diagonal = index;
        let mut left = index.saturating_add(1);
        if let Some(first) = row.first_mut() {
            *first = left;
        }
        for (cell, b) in row.iter_mut().skip(1).zip(other.bytes()) {
            let change = diagonal.saturating_add(usize::from(a != b));
            diagonal = *cell;
            left = change
                .min(left.saturating_add(1))
                .min(diagonal.saturating_add(1));
            *cell = left;
        }
    }
    row.last().copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn near_names() {
        assert_eq!(nearest("aproves", ["approvals", "evidence"]), None);
        assert_eq!(
            nearest("aprovals", ["approvals", "evidence"]),
            Some("approvals")
        );
        assert_eq!(nearest("sernior", ["junior", "senior"]), Some("senior"));
        assert_eq!(distance("", "abc"), 3);
        assert_eq!(distance("kitten", "sitting"), 3);
    }
}
