//! Runs steps, all of them, and says how each ended.

use std::process::ExitCode;
use std::time::Instant;

use crate::context::Context;
use crate::install::{self, System};
use crate::job::{Counting, Ending};
use crate::report::{Tally, complain, say, seconds};
use crate::skips::SkipLog;
use crate::steps::{InCi, Step, Work};
use crate::summary;
use crate::tidy::Sight;
use crate::tools::Tool;

/// How a step ended.
#[derive(Debug, PartialEq, Eq)]
struct Outcome {
    verdict: Verdict,
    tally: Tally,
    /// What was left out of it, `<name>: <why>` each; the tally counts these already.
    left_out: Vec<String>,
}

#[derive(Debug, PartialEq, Eq)]
enum Verdict {
    Failed(String),
    Passed,
    Skipped(String),
}

/// What a run ends with.
#[derive(Debug, Default)]
struct Report {
    total: Tally,
    skipped: Vec<String>,
    failed: Vec<String>,
}

/// Runs every step of the table, whatever the others did, and ends with the count.
pub(crate) fn run(context: &Context, table: &[Step], system: System) -> ExitCode {
    install::provide(context, table, system);
    let log = match SkipLog::start(context) {
        Ok(log) => log,
        Err(message) => {
            complain(&message);
            return ExitCode::FAILURE;
        }
    };
    let mut report = Report::default();
    for step in table {
        say(&format!("== {}", step.name));
        let start = Instant::now();
        let outcome = run_step(context, step, &log);
        report.add(step.name, &seconds(start.elapsed()), outcome);
    }
    report.add_log(log.read());
    report.close()
}

impl Report {
    fn add(&mut self, step: &str, time: &str, outcome: Outcome) {
        self.total = self.total.and(outcome.tally);
        self.skipped.extend(outcome.left_out);
        match outcome.verdict {
            Verdict::Failed(why) => {
                say(&format!("failed: {step} ({time}): {why}"));
                self.failed.push(format!("{step}: {why}"));
            }
            Verdict::Passed => say(&format!("ok: {step} ({time})")),
            Verdict::Skipped(why) => {
                say(&format!("skipped: {step} ({time}): {why}"));
                self.skipped.push(format!("{step}: {why}"));
            }
        }
    }

    /// Adds what the tests left out.
    fn add_log(&mut self, log: Result<Vec<String>, String>) {
        match log {
            Ok(lines) => {
                for line in lines {
                    self.total = self.total.and(Tally::ONE_SKIPPED);
                    self.skipped.push(line);
                }
            }
            Err(why) => {
                self.total = self.total.and(Tally::ONE_FAILED);
                self.failed.push(format!("skips: {why}"));
            }
        }
    }

    /// Lists what did not run and what failed, and counts.
    fn close(self) -> ExitCode {
        say("==");
        self.skipped
            .iter()
            .for_each(|line| say(&format!("skipped: {line}")));
        self.failed
            .iter()
            .for_each(|line| say(&format!("failed: {line}")));
        say(&self.total.to_string());
        if self.total.failed == 0 {
            ExitCode::SUCCESS
        } else {
            ExitCode::FAILURE
        }
    }
}

fn run_step(context: &Context, step: &Step, log: &SkipLog) -> Outcome {
    let missing = |tools: &'static [Tool]| {
        tools
            .iter()
            .filter(|tool| !tool.is_present(context))
            .collect::<Vec<_>>()
    };
    if let Some(why) = lack(&missing(step.needs)) {
        return left_out(step.in_ci, context.is_ci, why);
    }
    if let Some(lack) = lack(&missing(step.wants)) {
        say(&format!(
            "note: tests leave out, by name, what needs a missing tool: {lack}"
        ));
    }
    match step.work {
        Work::Jobs(jobs) => {
            let mut tally = Tally::default();
            let mut ignored = Vec::new();
            for job in jobs(context) {
                say(&format!("$ {}", job.line()));
                let outcome = count(job.counted_as(), &job.call(context, log.path()));
                tally = tally.and(outcome.tally);
                ignored.extend(outcome.left_out);
                if outcome.verdict != Verdict::Passed {
                    return Outcome {
                        verdict: outcome.verdict,
                        tally,
                        left_out: ignored,
                    };
                }
            }
            Outcome {
                verdict: Verdict::Passed,
                tally,
                left_out: ignored,
            }
        }
        Work::Look(look) => match look(context) {
            Sight::Clear => Outcome::of(Verdict::Passed),
            Sight::Faults(faults) => {
                faults.iter().for_each(|fault| say(fault));
                Outcome::of(Verdict::Failed(format!("{} found", faults.len())))
            }
            Sight::Impossible(why) => left_out(step.in_ci, context.is_ci, why),
        },
    }
}

/// Says which tools are missing and how to install them; `None` where none is.
fn lack(missing: &[&Tool]) -> Option<String> {
    let names: Vec<String> = missing
        .iter()
        .map(|tool| format!("`{}`", tool.name))
        .collect();
    let lines: Vec<String> = missing.iter().map(|tool| tool.install_line()).collect();
    (!missing.is_empty()).then(|| {
        format!(
            "{} not found; install with: {}",
            names.join(", "),
            lines.join("; ")
        )
    })
}

/// A step that cannot run: skipped, or failed where it has to run.
fn left_out(in_ci: InCi, is_ci: bool, why: String) -> Outcome {
    if is_ci && in_ci == InCi::Required {
        Outcome::of(Verdict::Failed(format!(
            "skipped, but required in CI: {why}"
        )))
    } else {
        Outcome::of(Verdict::Skipped(why))
    }
}

/// Counts what a call did. A test run that shows no count of tests is not taken for a pass.
fn count(counting: Counting, ending: &Ending) -> Outcome {
    let failed = |why: &str| Outcome::of(Verdict::Failed(why.to_owned()));
    let summary = summary::read(counting, &ending.printed);
    match (&ending.failure, summary) {
        (None, None) if counting == Counting::Step => Outcome::of(Verdict::Passed),
        (None, None) => failed("no count of tests in the output"),
        (Some(why), None) => failed(why),
        (failure, Some(summary)) => {
            let mut tally = summary.tally;
            let verdict = match failure {
                _ if tally.failed > 0 => {
                    let run = tally.passed.saturating_add(tally.failed);
                    Verdict::Failed(format!("{} of {run} tests", tally.failed))
                }
                Some(why) => {
                    tally = tally.and(Tally::ONE_FAILED);
                    Verdict::Failed(why.clone())
                }
                None => Verdict::Passed,
            };
            let left_out = summary
                .ignored
                .iter()
                .map(|name| format!("{name}: ignored"))
                .collect();
            Outcome {
                verdict,
                tally,
                left_out,
            }
        }
    }
}

impl Outcome {
    /// Returns the outcome of what counts as one.
    fn of(verdict: Verdict) -> Self {
        let tally = match verdict {
            Verdict::Failed(_) => Tally::ONE_FAILED,
            Verdict::Passed => Tally::ONE_PASSED,
            Verdict::Skipped(_) => Tally::ONE_SKIPPED,
        };
        Self {
            verdict,
            tally,
            left_out: Vec::new(),
        }
    }
}

#[cfg(test)]
mod tests;
