//! `foureyes self-test`: the shared vectors, which come along, against this very program.

use std::collections::BTreeMap;
use std::time::{Duration, Instant};

use clap::Args;
use foureyes::SEMANTICS;
use foureyes::vectors::Vector;
use gix::zlib::{Inflate, Status};
use serde::Serialize;

use crate::error::CliError;
use crate::exit::Exit;
use crate::output::{self, plain};

/// Every vector, as the build script has packed them.
const PACKED: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/vectors.bin"));

/// How to show what came out.
#[derive(Args, Debug)]
pub(crate) struct SelfTestArgs {
    /// Shows what came out as JSON
    #[arg(long)]
    json: bool,
}

/// What came out.
#[derive(Debug, Serialize)]
struct Outcome {
    version: &'static str,
    semantics: u32,
    cases: usize,
    passed: usize,
    milliseconds: u128,
    areas: Vec<Area>,
    failed: Vec<Failure>,
}

/// What came out in one area.
#[derive(Debug, Serialize)]
struct Area {
    area: String,
    cases: usize,
    passed: usize,
    milliseconds: u128,
}

/// A vector that did not come out as it should.
#[derive(Debug, Serialize)]
struct Failure {
    area: String,
    id: String,
    title: String,
    differences: Vec<String>,
}

/// The numbers of one area.
#[derive(Clone, Copy, Debug, Default)]
struct Count {
    cases: usize,
    passed: usize,
    time: Duration,
}

/// Runs every vector. One that does not come out as it should ends in failure, and so does a build without any.
pub(crate) fn run(args: &SelfTestArgs) -> Result<Exit, CliError> {
    let text = unpacked(PACKED).ok_or(CliError::NoVectors)?;
    let outcome = tested(&text);
    if outcome.cases == 0 {
        return Err(CliError::NoVectors);
    }
    if args.json {
        output::say(&output::json(&outcome)?)?;
    } else {
        output::say(&shown(&outcome))?;
    }
    Ok(if outcome.failed.is_empty() {
        Exit::Allow
    } else {
        Exit::Failure
    })
}

/// Returns what was packed, unless nothing was or it cannot be read as a whole.
fn unpacked(packed: &[u8]) -> Option<String> {
    let (length, body) = packed.split_first_chunk()?;
    let length = usize::try_from(u64::from_be_bytes(*length)).ok()?;
    let mut bytes = vec![0; length];
    let (status, _, written) = Inflate::default().once(body, &mut bytes).ok()?;
    let is_whole = status == Status::StreamEnd && written == length;
    is_whole.then(|| String::from_utf8(bytes).ok()).flatten()
}

/// Runs pairs of lines: an area, and a vector of it.
fn tested(text: &str) -> Outcome {
    let mut counts: BTreeMap<&str, Count> = BTreeMap::new();
    let mut failed = Vec::new();
    let mut lines = text.lines();
    while let (Some(area), Some(line)) = (lines.next(), lines.next()) {
        let begun = Instant::now();
        let (id, title, differences) = match Vector::from_json(line) {
            Ok(vector) => (
                vector.id().to_owned(),
                vector.title().to_owned(),
                vector.check(),
            ),
            Err(error) => (String::new(), String::new(), vec![error.to_string()]),
        };
        let count = counts.entry(area).or_default();
        count.time = count.time.saturating_add(begun.elapsed());
        count.cases = count.cases.saturating_add(1);
        if differences.is_empty() {
            count.passed = count.passed.saturating_add(1);
        } else {
            failed.push(Failure {
                area: area.to_owned(),
                id,
                title,
                differences,
            });
        }
    }
    let areas: Vec<Area> = counts
        .iter()
        .map(|(area, count)| Area {
            area: (*area).to_owned(),
            cases: count.cases,
            passed: count.passed,
            milliseconds: count.time.as_millis(),
        })
        .collect();
    Outcome {
        version: env!("CARGO_PKG_VERSION"),
        semantics: SEMANTICS,
        cases: areas.iter().map(|area| area.cases).sum(),
        passed: areas.iter().map(|area| area.passed).sum(),
        milliseconds: counts
            .values()
            .map(|count| count.time)
            .sum::<Duration>()
            .as_millis(),
        areas,
        failed,
    }
}

/// One table, and below it what did not come out as it should.
fn shown(outcome: &Outcome) -> String {
    let line = |area: &str, cases: &str, passed: &str, time: &str| {
        format!("{area:<12}{cases:>7}{passed:>8}{time:>11}")
    };
    let numbers = |area: &str, cases: usize, passed: usize, time: u128| {
        line(
            area,
            &cases.to_string(),
            &passed.to_string(),
            &format!("{time} ms"),
        )
    };
    let mut lines = vec![line("area", "cases", "passed", "time")];
    for one in &outcome.areas {
        lines.push(numbers(&one.area, one.cases, one.passed, one.milliseconds));
    }
    let all = numbers("all", outcome.cases, outcome.passed, outcome.milliseconds);
    lines.push(all);
    for failure in &outcome.failed {
        lines.push(String::new());
        let Failure {
            area, id, title, ..
        } = failure;
        lines.push(format!("{area}/{id}: {title}"));
        let differences = failure.differences.iter();
        lines.extend(differences.map(|line| format!("    {}", plain(line))));
    }
    lines.push(String::new());
    lines.push(format!(
        "foureyes {}, version {} of the semantics: {} passed, {} failed",
        outcome.version,
        outcome.semantics,
        outcome.passed,
        outcome.failed.len()
    ));
    lines.join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_cut_is_nothing() {
        let (head, _) = PACKED.split_at(PACKED.len() / 2);
        assert_eq!(unpacked(head), None);
        assert_eq!(unpacked(&[]), None);
        let mut other = PACKED.to_vec();
        other[7] ^= 1;
        assert_eq!(unpacked(&other), None);
    }

    #[test]
    fn what_differs_fails_and_is_shown() {
        let text = unpacked(PACKED).unwrap();
        let decided = text
            .lines()
            .find(|line| line.contains("evaluatedAt"))
            .unwrap();
        let passed = tested(&format!("attacks\n{decided}"));
        assert_eq!((passed.cases, passed.passed), (1, 1));
        let other = decided.replace("evaluatedAt", "evaluated");
        let failed = tested(&format!("attacks\n{other}\nnew\n{{}}"));
        assert_eq!((failed.cases, failed.passed), (2, 0));
        let table = shown(&failed);
        let first = table.lines().take_while(|line| !line.is_empty());
        let first: Vec<_> = first.map(|line| line.split(' ').next()).collect();
        let names = ["area", "attacks", "new", "all"];
        assert_eq!(first, names.map(Some));
        assert!(table.contains("    expected {"), "{table}");
        assert!(table.contains("not a vector"), "{table}");
        assert!(table.ends_with("0 passed, 2 failed"), "{table}");
    }
}
