//! One piece of work, over and over, for a profiler that counts instructions:
//! `profile small|large|SIZE evaluate|hold|read|verify|compile|load TIMES`, where a size is six numbers: people, teams,
//! paths, approvals, how many of these have expired, and rules, each of which asks for one of a team.

#![expect(clippy::unwrap_used, reason = "a bench fails by panicking")]

use std::hint::black_box;

use foureyes::{Change, Gate, Policy, Request, Roster};
use foureyes_benches::case::{Case, Size, now};

fn main() {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let word = |at: usize| words.get(at).map(String::as_str);
    let size = match word(0) {
        Some("large") => Size::LARGE,
        Some(text) if text.contains(',') => sized(text),
        _ => Size::SMALL,
    };
    let times = word(2).map_or(1, |times| times.parse().unwrap());
    let case = Case::new(size);
    let policy = Policy::from_json(case.policy.as_bytes()).unwrap();
    let roster = Roster::from_json(case.roster.as_bytes()).unwrap();
    let nothing = case.gate.verify(&[]);
    for _ in 0..times {
        work(&case, word(1), &policy, &roster, &nothing);
    }
}

fn sized(text: &str) -> Size {
    let numbers = text.split(',').map(|number| number.parse().unwrap());
    let [people, teams, paths, approvals, stale, rules] =
        numbers.collect::<Vec<u32>>().try_into().unwrap();
    Size {
        people,
        teams,
        paths,
        approvals,
        stale,
        rules,
        by_team: true,
    }
}

#[inline(never)]
fn work(
    case: &Case,
    what: Option<&str>,
    policy: &Policy,
    roster: &Roster,
    nothing: &foureyes::statement::StatementSet,
) {
    match what {
        Some("hold") => {
            let request = Request::new(&case.change, nothing, now());
            drop(black_box(case.gate.evaluate(black_box(&request))));
        }
        Some("read") => {
            drop(black_box(
                Change::from_json(black_box(case.text.as_bytes())).unwrap(),
            ));
        }
        Some("verify") => drop(black_box(case.gate.verify(black_box(&case.envelopes)))),
        Some("compile") => drop(black_box(Gate::compile(black_box(policy), roster).unwrap())),
        Some("load") => {
            let roster = Roster::from_json(black_box(case.roster.as_bytes())).unwrap();
            let policy = Policy::from_json(black_box(case.policy.as_bytes())).unwrap();
            drop(black_box(Gate::compile(&policy, &roster).unwrap()));
        }
        _ => drop(black_box(case.gate.evaluate(black_box(&case.request())))),
    }
}
