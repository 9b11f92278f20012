//! Changes one thing of the library at a time: a vector or test has to notice. `cargo xtask mutate` calls it.

#![forbid(unsafe_code)]

mod build;
mod explained;
mod rewrite;
mod run;
mod sites;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;
use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::Duration;

use build::{Copy, Mutant};
use run::Fate;

/// How many mutants of the rest are tried.
const SAMPLE: usize = 600;

/// Rooms of which every mutant is tried.
const AREAS: [&str; 3] = ["gate", "signature", "statement"];

fn main() -> ExitCode {
    match tried() {
        Ok(lines) => {
            println!("{lines}");
            ExitCode::SUCCESS
        }
        Err(message) => {
            eprintln!("{message}");
            ExitCode::FAILURE
        }
    }
}

/// Reads what to try: an area or a file, a number of minutes, and whether only what survived the last time.
fn tried() -> Result<String, String> {
    let mut words = env::args().skip(1);
    let area = words.next().unwrap_or_else(|| "all".to_owned());
    let minutes = words
        .next()
        .and_then(|word| word.parse().ok())
        .unwrap_or(60_u64);
    let again = words.next().is_some_and(|word| word == "again");
    let root = root();
    let mut copy = Copy::of(&root)?;
    eprintln!("{} mutants", copy.mutants.len());
    let last = root.join("target/mutants/survivors");
    let before = fs::read_to_string(&last).unwrap_or_default();
    let mut whole = chosen(&copy, &area);
    if again {
        let survived = |number: &usize| {
            let mutant = number
                .checked_sub(1)
                .and_then(|index| copy.mutants.get(index));
            mutant.is_some_and(|mutant| before.lines().any(|line| line == mutant.name()))
        };
        whole.retain(survived);
    }
    eprintln!("{} of them are tried", whole.len());
    copy.settle(&whole)?;
    let (broken, numbers): (Vec<usize>, Vec<usize>) = whole
        .iter()
        .copied()
        .partition(|number| copy.broken.contains(number));
    let lasts = Duration::from_secs(minutes.saturating_mul(60));
    let mut fates = run::quickly(&copy, &numbers, lasts)?;
    // Kept already: what follows takes long, and may be interrupted.
    report(&copy, &whole, &broken, &fates, &last)?;
    let outcome = run::thoroughly(&copy, &mut fates, lasts);
    let lines = report(&copy, &whole, &broken, &fates, &last)?;
    match outcome {
        Ok(()) => Ok(lines),
        Err(error) => Err(format!("{lines}\nnot tried by the other tests: {error}")),
    }
}

fn area_of(mutant: &Mutant) -> &'static str {
    let room = mutant.file.split(['/', '.']).next().unwrap_or_default();
    AREAS
        .into_iter()
        .find(|area| *area == room)
        .unwrap_or("sample")
}

/// Returns the numbers of what is to be tried.
fn chosen(copy: &Copy, area: &str) -> Vec<usize> {
    let numbered = || (1_usize..).zip(&copy.mutants);
    let rest = numbered()
        .filter(|(_, mutant)| area_of(mutant) == "sample")
        .count();
    // As many as there are to be, spread over all of them by a number that no change elsewhere moves.
    let is_drawn = |mutant: &Mutant| {
        let drawn = mutant
            .name()
            .bytes()
            .fold(0xcbf2_9ce4_8422_2325_u64, |sum, byte| {
                (sum ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
            });
        let rest = u64::try_from(rest).unwrap_or(u64::MAX).max(1);
        (drawn >> 20)
            .checked_rem(rest)
            .is_some_and(|drawn| drawn < SAMPLE as u64)
    };
    numbered()
        .filter(|(_, mutant)| {
            let own = area_of(mutant);
            let is_own = area == "all" || area == own;
            mutant.file == area || (is_own && (own != "sample" || is_drawn(mutant)))
        })
        .map(|(number, _)| number)
        .collect()
}

#[derive(Default)]
struct Row {
    all: usize,
    broken: usize,
    caught: usize,
    endless: usize,
    explained: usize,
    open: usize,
    untried: usize,
}

/// Says what became of each.
fn report(
    copy: &Copy,
    whole: &[usize],
    broken: &[usize],
    fates: &BTreeMap<usize, Fate>,
    last: &Path,
) -> Result<String, String> {
    let explained = explained::read()?;
    let mut rows: BTreeMap<(&str, &str), Row> = BTreeMap::new();
    let mut open = Vec::new();
    for number in whole {
        let Some(mutant) = number
            .checked_sub(1)
            .and_then(|index| copy.mutants.get(index))
        else {
            continue;
        };
        let row = rows.entry((area_of(mutant), &mutant.file)).or_default();
        add(&mut row.all);
        let place = match fates.get(number) {
            _ if broken.contains(number) => &mut row.broken,
            None => &mut row.untried,
            Some(Fate::Caught(_)) => &mut row.caught,
            Some(Fate::Endless(_)) => &mut row.endless,
            Some(Fate::Survived) if explained.iter().any(|one| one.is_about(mutant)) => {
                &mut row.explained
            }
            Some(Fate::Survived) => {
                open.push(mutant.name());
                &mut row.open
            }
        };
        add(place);
    }
    keep(copy, whole, &open, last)?;
    let mut lines = vec![
        "| area | file | mutants | not compiling | caught | endless | explained | open | not tried |".to_owned(),
        "|---|---|---|---|---|---|---|---|---|".to_owned(),
    ];
    let mut sums: BTreeMap<&str, Row> = BTreeMap::new();
    for ((area, file), row) in &rows {
        lines.push(row.line(area, file));
        for sum in [area, "all"] {
            let sum = sums.entry(sum).or_default();
            sum.add(row);
        }
    }
    lines.extend(sums.iter().map(|(area, row)| row.line(area, "")));
    if !open.is_empty() {
        lines.push(format!("nothing notices:\n  {}", open.join("\n  ")));
    }
    let idle: Vec<String> = explained
        .iter()
        .filter(|one| !copy.mutants.iter().any(|mutant| one.is_about(mutant)))
        .map(|one| format!("{one:?}"))
        .collect();
    let lines = lines.join("\n");
    if idle.is_empty() {
        Ok(lines)
    } else {
        Err(format!(
            "{lines}\nexplained, but not there:\n  {}",
            idle.join("\n  ")
        ))
    }
}

/// Writes what is open, and what was before and is not tried this time.
fn keep(copy: &Copy, whole: &[usize], open: &[String], last: &Path) -> Result<(), String> {
    let before = fs::read_to_string(last).unwrap_or_default();
    let others = (1..).zip(&copy.mutants);
    let others = others.filter(|(number, _)| !whole.contains(number));
    let others = others.map(|(_, mutant)| mutant.name());
    let others = others.filter(|name| before.lines().any(|line| line == name));
    let all: Vec<String> = others.chain(open.iter().cloned()).collect();
    fs::write(last, all.join("\n")).map_err(|error| error.to_string())
}

impl Row {
    fn line(&self, area: &str, file: &str) -> String {
        let Self {
            all,
            broken,
            caught,
            endless,
            explained,
            open,
            untried,
        } = self;
        format!(
            "| {area} | {file} | {all} | {broken} | {caught} | {endless} | {explained} | {open} | {untried} |"
        )
    }

    fn add(&mut self, other: &Self) {
        let pairs = [
            (&mut self.all, other.all),
            (&mut self.broken, other.broken),
            (&mut self.caught, other.caught),
            (&mut self.endless, other.endless),
            (&mut self.explained, other.explained),
            (&mut self.open, other.open),
            (&mut self.untried, other.untried),
        ];
        for (sum, more) in pairs {
            *sum = sum.saturating_add(more);
        }
    }
}

fn add(count: &mut usize) {
    *count = count.saturating_add(1);
}

fn root() -> PathBuf {
    let package = env::var_os("CARGO_MANIFEST_DIR").map(PathBuf::from);
    package
        .as_deref()
        .and_then(Path::parent)
        .map_or_else(PathBuf::new, Path::to_path_buf)
}
