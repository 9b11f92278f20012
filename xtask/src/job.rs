//! One call of a program: what it prints is shown as it comes, and kept for counting.

use std::env;
use std::io::{self, BufRead, BufReader, Read, Write};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::thread;

use crate::context::Context;
use crate::skips;

/// A program with its arguments.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Job {
    program: String,
    arguments: Vec<String>,
    environment: Vec<(&'static str, String)>,
    /// The folder, from the root, that the call is made in.
    folder: &'static str,
    counting: Counting,
}

/// What a job adds to the count.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Counting {
    /// The tests in the summaries of `cargo test`.
    Libtest,
    /// The tests in the summary of cargo-nextest.
    Nextest,
    /// The tests in the summary of pytest.
    Pytest,
    /// Itself.
    Step,
}

/// How a call ended.
#[derive(Debug)]
pub(crate) struct Ending {
    pub(crate) printed: String,
    /// Why it failed, where it did.
    pub(crate) failure: Option<String>,
}

impl Job {
    /// Returns a call of cargo with these words, which counts as one.
    pub(crate) fn cargo(words: &str) -> Self {
        Self::program("cargo", words)
    }

    /// Returns a call of a program with these words, which counts as one.
    pub(crate) fn program(program: impl Into<String>, words: &str) -> Self {
        Self {
            program: program.into(),
            arguments: words.split(' ').map(str::to_owned).collect(),
            environment: Vec::new(),
            folder: "",
            counting: Counting::Step,
        }
    }

    /// Adds more words.
    pub(crate) fn and(mut self, words: &str) -> Self {
        self.arguments.extend(words.split(' ').map(str::to_owned));
        self
    }

    /// Adds one word, whatever is in it.
    pub(crate) fn word(mut self, word: impl Into<String>) -> Self {
        self.arguments.push(word.into());
        self
    }

    /// Sets a variable of its environment.
    pub(crate) fn with(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.environment.push((name, value.into()));
        self
    }

    /// Makes the call in a folder of the repository.
    pub(crate) fn within(mut self, folder: &'static str) -> Self {
        self.folder = folder;
        self
    }

    /// Counts the tests instead of the call.
    pub(crate) fn counting(mut self, counting: Counting) -> Self {
        self.counting = counting;
        self
    }

    /// Returns what the call adds to the count.
    pub(crate) fn counted_as(&self) -> Counting {
        self.counting
    }

    /// Returns the call as it would be typed.
    pub(crate) fn line(&self) -> String {
        let variables = self
            .environment
            .iter()
            .map(|(name, value)| format!("{name}={value}"));
        variables
            .chain([self.program.clone()])
            .chain(self.arguments.iter().cloned())
            .collect::<Vec<_>>()
            .join(" ")
    }

    /// Calls the program and waits for its end.
    pub(crate) fn call(&self, context: &Context, skip_log: &Path) -> Ending {
        let mut command = if self.program == "cargo" {
            Command::new(&context.cargo)
        } else {
            Command::new(&self.program)
        };
        command
            .args(&self.arguments)
            .current_dir(context.root.join(self.folder))
            .env(skips::VARIABLE, skip_log)
            .envs(self.environment.iter().map(|(name, value)| (name, value)))
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped());
        if context.is_terminal && env::var_os("CARGO_TERM_COLOR").is_none() {
            command.env("CARGO_TERM_COLOR", "always");
        }
        match command.spawn() {
            Ok(child) => follow(child),
            Err(error) => Ending {
                printed: String::new(),
                failure: Some(format!("`{}` cannot be called: {error}", self.program)),
            },
        }
    }
}

fn follow(mut child: Child) -> Ending {
    let errors = child.stderr.take();
    let errors = thread::Builder::new()
        .spawn(move || errors.map_or_else(String::new, |pipe| copy(pipe, &mut io::stderr())));
    let mut printed = child
        .stdout
        .take()
        .map_or_else(String::new, |pipe| copy(pipe, &mut io::stdout()));
    if let Some(text) = errors.ok().and_then(|thread| thread.join().ok()) {
        printed.push('\n');
        printed.push_str(&text);
    }
    let failure = match child.wait() {
        Ok(status) if status.success() => None,
        Ok(status) => Some(status.to_string()),
        Err(error) => Some(error.to_string()),
    };
    Ending { printed, failure }
}

/// Shows each line as it comes, and returns them all.
fn copy(pipe: impl Read, shown: &mut impl Write) -> String {
    let mut pipe = BufReader::new(pipe);
    let mut kept = String::new();
    let mut line = Vec::new();
    loop {
        line.clear();
        match pipe.read_until(b'\n', &mut line) {
            Ok(0) | Err(_) => return kept,
            Ok(_) => {
                let _ = shown.write_all(&line);
                let _ = shown.flush();
                kept.push_str(&String::from_utf8_lossy(&line));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_reads_as_it_would_be_typed() {
        let job = Job::cargo("doc --no-deps")
            .and("--locked")
            .with("RUSTDOCFLAGS", "-Dwarnings");
        assert_eq!(
            job.line(),
            "RUSTDOCFLAGS=-Dwarnings cargo doc --no-deps --locked"
        );
    }

    #[test]
    fn what_is_shown_is_what_is_kept() {
        let mut shown = Vec::new();
        let kept = copy("one\ntwo".as_bytes(), &mut shown);
        assert_eq!(kept, "one\ntwo");
        assert_eq!(shown, b"one\ntwo");
    }

    #[test]
    fn bytes_that_are_no_text_are_shown_as_they_are() {
        let mut shown = Vec::new();
        let kept = copy(&b"\xff\n"[..], &mut shown);
        assert_eq!(kept, "\u{fffd}\n");
        assert_eq!(shown, b"\xff\n");
    }
}
