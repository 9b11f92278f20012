//! Compares the gate with the reference model for as long as it is told: `cargo xtask soak --minutes N` calls it.

use std::io::{self, Write as _};
use std::process::ExitCode;
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use foureyes_tests::differential::{Compared, compare, vector, worlds};
use foureyes_tests::generate::World;
use foureyes_tests::scope;

/// Where a disagreement is written.
const FOLDER: &str = "target/soak";

fn main() -> ExitCode {
    match run() {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(error) => {
            let _ = writeln!(io::stderr(), "{error}");
            ExitCode::FAILURE
        }
    }
}

fn run() -> io::Result<bool> {
    let minutes = std::env::args().nth(1).and_then(|word| word.parse().ok());
    let minutes: u64 = minutes.ok_or_else(|| io::Error::other("usage: soak MINUTES [SEED]"))?;
    let seconds = SystemTime::now().duration_since(UNIX_EPOCH);
    let seed = std::env::args().nth(2).and_then(|word| word.parse().ok());
    let seed = seed.unwrap_or_else(|| seconds.map_or(0, |since| since.as_secs() << 24));
    let start = Instant::now();
    let mut states = 0_u64;
    let people = scope::took_part::worlds(scope::Extent::Whole);
    let others = scope::atoms::worlds()
        .chain(scope::delegated::worlds())
        .chain(scope::evidence::worlds())
        .chain(scope::seats::worlds());
    let all = scope::worlds(scope::Extent::Whole)
        .chain(people)
        .chain(others);
    for world in all {
        let compared = compare(&world);
        if !matches!(compared, Compared::Agrees(_)) {
            let vector = vector(&world, "soak-scope", "A state of the small scope");
            let path = format!("{FOLDER}/soak-scope.json");
            std::fs::create_dir_all(FOLDER)?;
            std::fs::write(&path, serde_json::to_string_pretty(&vector)?)?;
            writeln!(io::stdout(), "{path}\n  {compared:?}")?;
            return Ok(false);
        }
        states = states.saturating_add(1);
    }
    writeln!(
        io::stdout(),
        "{states} states of the small scope agree, after {:?}",
        start.elapsed()
    )?;
    let lasts = Duration::from_secs(minutes.saturating_mul(60));
    let tally = worlds(seed, |_| start.elapsed() < lasts);
    let agreed: u64 = tally.agreed.values().sum();
    writeln!(
        io::stdout(),
        "seed {seed}: {agreed} worlds agree {:?}, not covered {:?}, {} sorts of disagreement",
        tally.agreed,
        tally.uncovered,
        tally.faults.len(),
    )?;
    for (index, (sort, (numbers, differences))) in tally.faults.iter().enumerate() {
        let vector = vector(&World::read_more(numbers), &format!("soak-{index}"), sort);
        let path = format!("{FOLDER}/soak-{index}.json");
        std::fs::create_dir_all(FOLDER)?;
        std::fs::write(&path, serde_json::to_string_pretty(&vector)?)?;
        writeln!(io::stdout(), "{path}\n  {}", differences.join("\n  "))?;
    }
    Ok(tally.faults.is_empty())
}
