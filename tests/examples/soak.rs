//! Compares the gate with the reference model for as long as it is told: `cargo xtask soak --minutes N` calls it.

use std::io::{self, Write as _};
use std::process::ExitCode;
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use foureyes_tests::differential::{vector, worlds};
use foureyes_tests::generate::World;

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
