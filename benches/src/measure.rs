//! How long something takes.

use std::hint::black_box;
use std::time::{Duration, Instant};

/// For how long one figure is measured, at least.
const SPAN: Duration = Duration::from_millis(400);
/// How many samples are taken, at least.
const SAMPLES: usize = 5;

/// Returns the median of what one call takes, in nanoseconds.
pub fn median<T>(mut call: impl FnMut() -> T) -> f64 {
    let first = Instant::now();
    drop(black_box(call()));
    let once = first.elapsed().max(Duration::from_nanos(20));
    let batch = Duration::from_millis(4)
        .as_nanos()
        .checked_div(once.as_nanos());
    let batch = batch.unwrap_or(1).clamp(1, 100_000);
    let mut samples = Vec::new();
    let begun = Instant::now();
    while samples.len() < SAMPLES || begun.elapsed() < SPAN {
        let start = Instant::now();
        for _ in 0..batch {
            drop(black_box(call()));
        }
        samples
            .push(start.elapsed().as_secs_f64() * 1e9 / f64::from(u32::try_from(batch).unwrap()));
    }
    samples.sort_by(f64::total_cmp);
    samples.get(samples.len() / 2).copied().unwrap_or_default()
}

/// Returns a time in the unit that reads best.
pub fn shown(nanoseconds: f64) -> String {
    match nanoseconds {
        small if small < 1e4 => format!("{small:.0} ns"),
        middle if middle < 1e7 => format!("{:.1} µs", middle / 1e3),
        large => format!("{:.1} ms", large / 1e6),
    }
}

/// Prints a row of the table: what, how long, and how many times `unit`.
pub fn row(what: &str, nanoseconds: f64, unit: f64) {
    println!(
        "| {what} | {} | {:.1} |",
        shown(nanoseconds),
        nanoseconds / unit
    );
}
