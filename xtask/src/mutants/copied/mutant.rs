//! Which mutant is switched on. Only in the copy that `cargo xtask mutate` makes.

use std::io::Write as _;
use std::sync::atomic::{AtomicBool, AtomicU64, AtomicUsize, Ordering::Relaxed};
use std::sync::{Mutex, OnceLock};

const ROOM: usize = 65_536;

static ACTIVE: AtomicUsize = AtomicUsize::new(0);
static REACHED: [AtomicBool; ROOM] = [const { AtomicBool::new(false) }; ROOM];
static STEPS: AtomicU64 = AtomicU64::new(0);
static BUDGET: AtomicU64 = AtomicU64::new(u64::MAX);
static LOG: OnceLock<Option<Mutex<std::fs::File>>> = OnceLock::new();

/// Returns whether this mutant is switched on. A mutant that goes on for too long ends here.
pub fn is(number: usize) -> bool {
    if !REACHED[number].load(Relaxed) {
        first(number);
    }
    let steps = STEPS.load(Relaxed) + 1;
    STEPS.store(steps, Relaxed);
    if steps > BUDGET.load(Relaxed) {
        BUDGET.store(u64::MAX, Relaxed);
        panic!("out of steps");
    }
    ACTIVE.load(Relaxed) == number
}

#[cold]
fn first(number: usize) {
    let log = LOG.get_or_init(|| {
        if let Ok(chosen) = std::env::var("FOUREYES_MUTANT") {
            ACTIVE.store(chosen.parse().unwrap_or(0), Relaxed);
        }
        let file = std::env::var_os("FOUREYES_MUTANTS_REACHED")?;
        Some(Mutex::new(std::fs::File::create(file).ok()?))
    });
    if !REACHED[number].swap(true, Relaxed)
        && let Some(file) = log
        && let Ok(mut file) = file.lock()
    {
        drop(writeln!(file, "{number}"));
    }
}

/// Switches a mutant on, for so many steps.
pub fn start(number: usize, budget: u64) {
    ACTIVE.store(number, Relaxed);
    STEPS.store(0, Relaxed);
    BUDGET.store(budget, Relaxed);
}

/// Switches every mutant off; returns how many steps there were.
pub fn stop() -> u64 {
    ACTIVE.store(0, Relaxed);
    BUDGET.store(u64::MAX, Relaxed);
    STEPS.load(Relaxed)
}

/// Returns which mutants were met since the last call.
pub fn reached() -> Vec<usize> {
    let met = |number: &usize| REACHED[*number].swap(false, Relaxed);
    (0..ROOM).filter(met).collect()
}
