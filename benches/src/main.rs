//! One table of what a gate costs, and how it grows: `cargo xtask bench`. The first argument names the file that the
//! plot of the growth is written to.

#![expect(clippy::unwrap_used, reason = "a bench fails by panicking")]

mod plot;

use std::hint::black_box;
use std::time::Instant;

use foureyes::{Change, Gate, Policy, Request, Roster};
use foureyes_benches::case::{Case, Size, now};
use foureyes_benches::floor::Floor;
use foureyes_benches::measure::{median, row, shown};

fn decisions(name: &str, size: Size) {
    let case = Case::new(size);
    let (gate, denying) = (&case.gate, case.denying());
    let nothing = gate.verify(&[]);
    let held = Request::new(&case.change, &nothing, now());
    assert!(!gate.evaluate(&held).is_allowed());
    let floor = Floor::new(&case);
    assert!(floor.decide(&case));
    let unit = median(|| floor.decide(&case));
    row(&format!("{name}: the same asked by hand"), unit, unit);
    let allow = median(|| gate.evaluate(black_box(&case.request())));
    row(&format!("{name}: allow, statements kept"), allow, unit);
    row(
        &format!("{name}: hold, nobody signed"),
        median(|| gate.evaluate(black_box(&held))),
        unit,
    );
    row(
        &format!("{name}: deny"),
        median(|| denying.evaluate(black_box(&case.request()))),
        unit,
    );
    let read = || Change::from_json(black_box(case.text.as_bytes())).unwrap();
    row(&format!("{name}: read the change"), median(read), unit);
    let decide = || gate.evaluate(&Request::new(&read(), &case.statements, now()));
    row(
        &format!("{name}: from JSON to the verdict"),
        median(decide),
        unit,
    );
    let verify = || gate.verify(black_box(&case.envelopes));
    row(
        &format!("{name}: verify {} signatures", size.approvals),
        median(verify),
        unit,
    );
    let policy = Policy::from_json(case.policy.as_bytes()).unwrap();
    let roster = Roster::from_json(case.roster.as_bytes()).unwrap();
    row(
        &format!("{name}: compile"),
        median(|| Gate::compile(&policy, &roster).unwrap()),
        unit,
    );
    let load = || {
        let policy = Policy::from_json(case.policy.as_bytes()).unwrap();
        let roster = Roster::from_json(case.roster.as_bytes()).unwrap();
        Gate::compile(&policy, &roster).unwrap()
    };
    row(
        &format!("{name}: load policy and roster from JSON"),
        median(load),
        unit,
    );
}

/// A million decisions, one after the other.
fn million() {
    let case = Case::new(Size::SMALL);
    let start = Instant::now();
    for _ in 0..1_000_000 {
        drop(black_box(case.gate.evaluate(black_box(&case.request()))));
    }
    println!(
        "| a million small decisions, one thread | {:.1} s | |",
        start.elapsed().as_secs_f64()
    );
}

/// A size with one dimension so many times as large.
type Grown = fn(Size, u32) -> Size;

/// Every dimension by itself, doubled four times.
fn growth() -> Vec<plot::Line> {
    let base = Size {
        people: 500,
        teams: 5,
        paths: 100,
        approvals: 5,
        stale: 0,
        rules: 40,
        by_team: true,
    };
    let dimensions: [(&str, Grown); 4] = [
        ("people", |size, by| Size {
            people: size.people.saturating_mul(by),
            ..size
        }),
        ("paths", |size, by| Size {
            paths: size.paths.saturating_mul(by),
            ..size
        }),
        ("approvals", |size, by| Size {
            approvals: size.approvals.saturating_mul(by),
            ..size
        }),
        ("rules", |size, by| Size {
            rules: size.rules.saturating_mul(by),
            ..size
        }),
    ];
    println!("\n| evaluate, allow | ×1 | ×2 | ×4 | ×8 |\n|---|---|---|---|---|");
    let mut lines = Vec::new();
    for (name, grown) in dimensions {
        let times = [1, 2, 4, 8].map(|by| {
            let case = Case::new(grown(base, by));
            median(|| case.gate.evaluate(black_box(&case.request())))
        });
        println!("| {name} | {} |", times.map(shown).join(" | "));
        lines.push(plot::Line { name, times });
    }
    lines
}

fn main() {
    println!("| what | median | × by hand |\n|---|---|---|");
    decisions("small", Size::SMALL);
    decisions("large", Size::LARGE);
    million();
    let lines = growth();
    if let Some(file) = std::env::args().nth(1) {
        std::fs::write(&file, plot::svg(&lines)).unwrap();
        println!("\nThe plot of the growth is in {file}.");
    }
}
