//! Tries mutants: first in one process, then against the tests that reach them.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io::{BufRead as _, BufReader, Write as _};
use std::num::NonZeroUsize;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::Mutex;
use std::sync::mpsc::{Receiver, channel};
use std::thread;
use std::time::{Duration, Instant};

use crate::build::Copy;

/// What became of a mutant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Fate {
    /// By this.
    Caught(String),
    /// It went on for too long: in this.
    Endless(String),
    Survived,
}

/// How long nothing may be heard of a mutant.
const PATIENCE: Duration = Duration::from_secs(60);

/// The tests that a survivor meets.
const TESTS: &str = "test --no-run --package foureyes --package foureyes-tests --lib --test authority --test brief \
     --test combined --test composed --test drafts --test ed25519 --test enrolment --test errors --test faults \
     --test limits --test outlook --test posture --test provenance --test scenarios --test sshsig --test summary";

/// Tries mutants against vectors, worlds and the small scope, on every core, for so long at most.
pub(crate) fn quickly(
    copy: &Copy,
    numbers: &[usize],
    lasts: Duration,
) -> Result<BTreeMap<usize, Fate>, String> {
    let driver = copy.driver()?;
    let share = |first| numbers.iter().copied().skip(first).step_by(cores());
    thread::scope(|scope| {
        let shares = (0..cores()).map(|first| {
            let (driver, numbers) = (&driver, share(first).collect());
            scope.spawn(move || by_one(copy, driver, numbers, lasts))
        });
        let shares: Vec<_> = shares.collect();
        let mut fates = BTreeMap::new();
        for share in shares {
            fates.extend(share.join().map_err(|_| "a thread has panicked")??);
        }
        Ok(fates)
    })
}

fn cores() -> usize {
    thread::available_parallelism().map_or(1, NonZeroUsize::get)
}

/// Tries mutants by one driver after the other, each until one of them ends it.
fn by_one(
    copy: &Copy,
    driver: &Path,
    mut numbers: Vec<usize>,
    lasts: Duration,
) -> Result<BTreeMap<usize, Fate>, String> {
    // A build takes as long as it takes: the time begins after it.
    let begun = Instant::now();
    let mut fates = BTreeMap::new();
    while !numbers.is_empty() && begun.elapsed() < lasts {
        let (mut child, lines) = started(driver, &numbers, &copy.tests())?;
        let mut current = None;
        while begun.elapsed() < lasts {
            let Ok(line) = lines.recv_timeout(PATIENCE) else {
                if let Some(number) = current {
                    let fate = match child.try_wait() {
                        Ok(Some(_)) => Fate::Caught("the process ended".to_owned()),
                        _ => Fate::Endless("nothing was heard".to_owned()),
                    };
                    fates.insert(number, fate);
                }
                break;
            };
            let mut words = line.splitn(3, ' ');
            let word = words.next().unwrap_or_default();
            let number: usize = words.next().and_then(|word| word.parse().ok()).unwrap_or(0);
            let by = words.next().unwrap_or_default().to_owned();
            match word {
                "start" => current = Some(number),
                "caught" => drop(fates.insert(number, Fate::Caught(by))),
                "steps" => drop(fates.insert(number, Fate::Endless(by))),
                "survived" => drop(fates.insert(number, Fate::Survived)),
                _ => eprintln!("{line}"),
            }
        }
        drop(child.kill());
        drop(child.wait());
        let before = numbers.len();
        numbers.retain(|number| !fates.contains_key(number));
        if numbers.len() == before {
            return Err("the driver tries nothing".to_owned());
        }
    }
    Ok(fates)
}

fn started(
    driver: &Path,
    numbers: &[usize],
    folder: &Path,
) -> Result<(Child, Receiver<String>), String> {
    // A mutant that asks for more and more memory ends by itself.
    let mut child = Command::new("sh")
        .args(["-c", "ulimit -v 6000000; exec \"$0\""])
        .arg(driver)
        .current_dir(folder)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .map_err(|error| error.to_string())?;
    let (input, output) = (child.stdin.take(), child.stdout.take());
    let text: String = numbers.iter().map(|number| format!("{number}\n")).collect();
    thread::spawn(move || input.map(|mut input| input.write_all(text.as_bytes())));
    let (sender, lines) = channel();
    thread::spawn(move || {
        let heard = output.map(BufReader::new).map(BufReader::lines);
        for line in heard.into_iter().flatten().map_while(Result::ok) {
            if sender.send(line).is_err() {
                break;
            }
        }
    });
    Ok((child, lines))
}

/// Tries what survived against the other tests that are quick, for so long at most.
pub(crate) fn thoroughly(
    copy: &Copy,
    fates: &mut BTreeMap<usize, Fate>,
    lasts: Duration,
) -> Result<(), String> {
    let mut tests = Vec::new();
    for (name, file) in copy.programs(TESTS)? {
        let log = file.with_extension("reached");
        let begun = Instant::now();
        let mut test = called(&file, copy);
        test.env("FOUREYES_MUTANTS_REACHED", &log);
        if !ended(&mut test)? {
            eprintln!("{name} fails without a mutant: left out");
            continue;
        }
        // A test that comes by no mutant writes nothing.
        let text = fs::read_to_string(&log).unwrap_or_default();
        drop(fs::remove_file(&log));
        let reached: BTreeSet<usize> = text.lines().filter_map(|line| line.parse().ok()).collect();
        eprintln!(
            "{name}: {} mutants reached, {:?}",
            reached.len(),
            begun.elapsed()
        );
        tests.push((begun.elapsed(), name, file, reached));
    }
    tests.sort();
    let begun = Instant::now();
    let survived = fates
        .iter_mut()
        .filter(|(_, fate)| **fate == Fate::Survived);
    let left = Mutex::new(survived);
    let work = || {
        let next = || left.lock().ok()?.next();
        while let Some((number, fate)) = next() {
            for (_, name, file, reached) in &tests {
                if begun.elapsed() > lasts {
                    return Ok(());
                }
                if reached.contains(number) {
                    let mut test = called(file, copy);
                    if !ended(test.env("FOUREYES_MUTANT", number.to_string()))? {
                        *fate = Fate::Caught(name.clone());
                        break;
                    }
                }
            }
        }
        Ok(())
    };
    thread::scope(|scope| {
        let workers: Vec<_> = (0..cores()).map(|_| scope.spawn(work)).collect();
        let ended = workers.into_iter().map(|worker| {
            worker
                .join()
                .map_err(|_| "a thread has panicked".to_owned())?
        });
        ended.collect()
    })
}

fn called(file: &Path, copy: &Copy) -> Command {
    let mut test = Command::new("sh");
    test.args(["-c", "ulimit -v 6000000; exec timeout 60 \"$0\" -q"])
        .arg(file)
        .current_dir(copy.tests())
        .env("PROPTEST_CASES", "32")
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null());
    test
}

fn ended(test: &mut Command) -> Result<bool, String> {
    let status = test.status().map_err(|error| error.to_string())?;
    Ok(status.success())
}
