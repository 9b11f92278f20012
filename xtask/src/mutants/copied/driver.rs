//! Tries mutants, whose numbers it reads, against the vectors, worlds and small scope that reach them. Only in the copy
//! that `cargo xtask mutate` makes.

use std::collections::HashSet;
use std::io::{BufRead as _, Write as _};
use std::panic::{AssertUnwindSafe, catch_unwind};

use foureyes::mutant;
use foureyes_tests::differential::{Compared, Recalled, compare_recalled, recalled};
use foureyes_tests::generate::{LENGTH, World};
use foureyes_tests::vector::Vector;
use foureyes_tests::{run, scope, store};

const WORLDS: u64 = 1_000;

enum Case {
    Vector(Box<Vector>),
    World(Box<(World, Recalled)>),
}

struct Known {
    name: String,
    case: Case,
    reached: HashSet<usize>,
    steps: u64,
    kills: u64,
}

fn holds(case: &Case) -> bool {
    match case {
        Case::Vector(vector) => {
            run::run(&vector.input).is_ok_and(|found| {
                found.decision == vector.expect.decision && found.errors == vector.expect.errors
            }) && store::check(vector).is_ok()
        }
        Case::World(both) => {
            !matches!(compare_recalled(&both.0, &both.1), Compared::Differs(_))
        }
    }
}

/// A world of which the model says something, and the gate, while nothing is changed, the same.
fn known(name: String, world: World) -> Option<(String, Case)> {
    let (compared, recalled) = recalled(&world);
    let agrees = matches!(compared, Compared::Agrees(_));
    agrees.then(|| (name, Case::World(Box::new((world, recalled)))))
}

fn numbers(seed: u64) -> Vec<u32> {
    let mut state = seed.wrapping_mul(0x2545_f491_4f6c_dd1d);
    let mut next = || {
        state = state.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (state ^ (state >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (mixed >> 32) as u32
    };
    (0..LENGTH).map(|_| next()).collect()
}

fn main() {
    std::panic::set_hook(Box::new(|_| {}));
    let mut cases = Vec::new();
    for (name, vector) in store::stored().expect("vectors") {
        cases.push((name, Case::Vector(Box::new(vector.expect("a vector")))));
    }
    for seed in 1..=WORLDS {
        cases.extend(known(format!("world {seed}"), World::read_more(&numbers(seed))));
    }
    let few = scope::Extent::Part;
    let whole = scope::worlds(few).step_by(8);
    let people = scope::took_part::worlds(few).step_by(3);
    let atoms = scope::atoms::worlds().step_by(2);
    let lent = scope::delegated::worlds().chain(scope::evidence::worlds());
    let seats = scope::seats::worlds().step_by(3);
    let all = whole.chain(people).chain(atoms).chain(lent).chain(seats);
    for (number, world) in all.enumerate() {
        cases.extend(known(format!("scope {number}"), world));
    }
    let mut all: Vec<Known> = Vec::new();
    for (name, case) in cases {
        mutant::reached();
        mutant::start(0, u64::MAX);
        let sound = catch_unwind(AssertUnwindSafe(|| holds(&case))).unwrap_or(false);
        let steps = mutant::stop();
        if !sound {
            println!("broken {name}");
            continue;
        }
        let reached = mutant::reached().into_iter().collect();
        all.push(Known { name, case, reached, steps, kills: 0 });
    }
    println!("ready {}", all.len());
    for line in std::io::stdin().lock().lines() {
        let Ok(number) = line.expect("a line").trim().parse::<usize>() else {
            continue;
        };
        println!("start {number}");
        drop(std::io::stdout().flush());
        println!("{}", tried(number, &mut all));
        drop(std::io::stdout().flush());
    }
}

fn tried(number: usize, all: &mut [Known]) -> String {
    all.sort_by_key(|known| std::cmp::Reverse(known.kills));
    let mut reaching = 0;
    for known in all {
        if !known.reached.contains(&number) {
            continue;
        }
        reaching += 1;
        mutant::start(number, known.steps * 50 + 1_000_000);
        let outcome = catch_unwind(AssertUnwindSafe(|| holds(&known.case)));
        let steps = mutant::stop();
        match outcome {
            Ok(true) => {}
            _ if steps > known.steps * 50 + 1_000_000 => return format!("steps {number} {}", known.name),
            _ => {
                known.kills += 1;
                return format!("caught {number} {}", known.name);
            }
        }
    }
    format!("survived {number} {reaching}")
}
