//! How far a long command has come, for somebody who waits at a terminal.

use std::io::{self, IsTerminal as _, Write as _};

/// After how many steps the line is written anew.
const EVERY: usize = 200;

/// One line on standard error that is written again and again. Where nobody watches, nothing is written.
#[derive(Debug)]
pub(crate) struct Progress {
    what: &'static str,
    /// How many there are, where that is known.
    total: Option<usize>,
    done: usize,
    is_watched: bool,
}

impl Progress {
    /// Returns the progress through `total` of `what`, such as `commits`.
    pub(crate) fn new(what: &'static str, total: usize) -> Self {
        Self {
            what,
            total: Some(total),
            done: 0,
            is_watched: total > EVERY && io::stderr().is_terminal(),
        }
    }

    /// Returns the progress through `what`, of which nobody knows how many there are.
    pub(crate) fn open(what: &'static str) -> Self {
        Self {
            what,
            total: None,
            done: 0,
            is_watched: io::stderr().is_terminal(),
        }
    }

    /// One more is done.
    pub(crate) fn step(&mut self) {
        self.done = self.done.saturating_add(1);
        if self.is_watched && self.done.is_multiple_of(EVERY) {
            let (what, done) = (self.what, self.done);
            let of = self
                .total
                .map_or_else(String::new, |total| format!(" of {total}"));
            let _ = write!(io::stderr().lock(), "\r{done}{of} {what}");
        }
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        if self.is_watched {
            let _ = write!(io::stderr().lock(), "\r\u{1b}[K");
        }
    }
}
