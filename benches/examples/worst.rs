//! The worst that fits into the limits (semantics 11), each case doubled: how long it takes, how much memory it holds at
//! most, and what of that grows faster than the input. `cargo run --release -p foureyes-benches --example worst`

#![expect(clippy::unwrap_used, reason = "a bench fails by panicking")]

use std::alloc::{GlobalAlloc, Layout, System};
use std::hint::black_box;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use foureyes::glob::Glob;
use foureyes::{Change, Gate, Policy, Request, Roster, Submitted};
use foureyes_benches::case::{Case, Size, now};
use foureyes_tests::keys;
use serde_json::{Value, json};

/// Counts what is held, and the most that ever was.
struct Counting;

static HELD: AtomicUsize = AtomicUsize::new(0);
static MOST: AtomicUsize = AtomicUsize::new(0);
static CALLS: AtomicUsize = AtomicUsize::new(0);

#[expect(unsafe_code, reason = "an allocator is unsafe by its interface")]
// SAFETY: everything is left to the system's allocator; counting allocates nothing.
unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        let held = HELD.fetch_add(layout.size(), Ordering::Relaxed);
        MOST.fetch_max(held.saturating_add(layout.size()), Ordering::Relaxed);
        CALLS.fetch_add(1, Ordering::Relaxed);
        // SAFETY: the caller keeps to the contract of `alloc`.
        unsafe { System.alloc(layout) }
    }

    unsafe fn dealloc(&self, pointer: *mut u8, layout: Layout) {
        HELD.fetch_sub(layout.size(), Ordering::Relaxed);
        // SAFETY: the caller keeps to the contract of `dealloc`.
        unsafe { System.dealloc(pointer, layout) }
    }
}

#[global_allocator]
static ALLOCATOR: Counting = Counting;

/// What one piece of work took.
#[derive(Clone, Copy)]
struct Cost {
    time: Duration,
    bytes: usize,
    calls: usize,
}

/// How often each is measured: the quickest counts, what else runs on the machine does not.
const TIMES: u32 = 9;

fn cost<T>(mut work: impl FnMut() -> T) -> Cost {
    let mut best: Option<Cost> = None;
    for _ in 0..TIMES {
        let (held, calls) = (HELD.load(Ordering::Relaxed), CALLS.load(Ordering::Relaxed));
        MOST.store(held, Ordering::Relaxed);
        let start = Instant::now();
        drop(black_box(work()));
        let cost = Cost {
            time: start.elapsed(),
            bytes: MOST.load(Ordering::Relaxed).saturating_sub(held),
            calls: CALLS.load(Ordering::Relaxed).saturating_sub(calls),
        };
        if best.is_none_or(|best| cost.time < best.time) {
            best = Some(cost);
        }
    }
    best.unwrap()
}

/// Measures half of it and all of it.
fn row<I, T>(what: &str, whole: u32, make: impl Fn(u32) -> I, work: impl Fn(&I) -> T) {
    let [half, all] = [whole / 2, whole].map(|size| {
        let input = make(size);
        cost(|| work(&input))
    });
    let times = |one: f64, other: f64| if other > 0.0 { one / other } else { 1.0 };
    let size = |number: usize| f64::from(u32::try_from(number).unwrap());
    println!(
        "| {what} | {whole} | {:.1} ms | x{:.1} | {:.1} MiB | x{:.1} | {} |",
        all.time.as_secs_f64() * 1e3,
        times(all.time.as_secs_f64(), half.time.as_secs_f64()),
        size(all.bytes) / f64::from(1 << 20),
        times(size(all.bytes), size(half.bytes)),
        all.calls,
    );
}

fn main() {
    println!("| worst case | size | time | doubled | memory at most | doubled | allocations |");
    println!("|---|---|---|---|---|---|---|");
    globs();
    conditions();
    strangers();
    sized();
}

/// A pattern of so many wild segments, against a path that matches up to the last byte.
fn globs() {
    let bomb = |count: u32| {
        let wild = vec!["**"; usize::try_from(count / 2).unwrap()].join("/a*b*c*d*e*f/");
        let pattern: Glob = format!("{wild}/z").parse().unwrap();
        let path = vec!["abcdefabcdefabcdef"; 200].join("/");
        (pattern, path)
    };
    row(
        "one pattern of wild segments, one path of 3,799 bytes",
        64,
        bomb,
        |(pattern, path)| {
            assert!(!pattern.matches(path.as_bytes()));
        },
    );
    let many = |count: u32| {
        let globs: Vec<String> = (0..count)
            .map(|one| format!("**/a*{one}*/**/*b*{one}*.rs"))
            .collect();
        let rules = json!([{"id": "r", "why": "w", "when": {"touches": "all"}, "require": [{"approvals": 1}]}]);
        let policy = policy(&json!({"paths": {"all": globs}, "rule": rules, "unmatched": "allow"}));
        let gate = Gate::compile(&policy, &roster(2)).unwrap();
        (gate, change(&paths(2_000)))
    };
    row(
        "wild patterns of a place, 2,000 paths: evaluate",
        1_000,
        many,
        |(gate, change)| {
            let none = gate.verify(&[]);
            gate.evaluate(&Request::new(change, &none, now()))
        },
    );
}

/// Conditions in trees as deep as a document may be, and as many as fit.
fn conditions() {
    fn tree(depth: u32, width: u32) -> Value {
        if depth == 0 {
            return json!({"not": {"destructive": true, "touches": "all"}});
        }
        let word = if depth.is_multiple_of(2) {
            "any"
        } else {
            "all"
        };
        json!({word: (0..width).map(|_| tree(depth.saturating_sub(1), width)).collect::<Vec<_>>()})
    }
    let documents = |count: u32| {
        let rule = |one: u32| json!({"id": format!("r{one}"), "why": "w", "when": tree(6, 3), "require": [{"approvals": 1}]});
        let rules: Vec<Value> = (0..count).map(rule).collect();
        let policy =
            policy(&json!({"paths": {"all": ["**/z"]}, "rule": rules, "unmatched": "allow"}));
        (policy, roster(2))
    };
    row(
        "rules with trees of 729 conditions: compile",
        40,
        documents,
        |(policy, roster)| Gate::compile(policy, roster).unwrap(),
    );
    let ready = |count: u32| {
        let (policy, roster) = documents(count);
        (
            Gate::compile(&policy, &roster).unwrap(),
            change(&paths(100)),
        )
    };
    row(
        "rules with trees of 729 conditions: evaluate",
        40,
        ready,
        |(gate, change)| {
            let none = gate.verify(&[]);
            gate.evaluate(&Request::new(change, &none, now()))
        },
    );
}

/// Envelopes under keys that no roster has, and garbage under one that it has.
fn strangers() {
    let case = Case::new(Size::SMALL);
    let made = |count: u32| -> Vec<Submitted> {
        let text = String::from_utf8(case.envelopes.first().unwrap().bytes.clone()).unwrap();
        let keyid = keys::public("a stranger").fingerprint().to_string();
        let value: Value = serde_json::from_str(&text).unwrap();
        let stranger = |one: u32| {
            let mut value = value.clone();
            *value.pointer_mut("/signatures/0/keyid").unwrap() = json!(keyid);
            *value.pointer_mut("/payload").unwrap() = json!(format!("{one:08}"));
            Submitted::new(value.to_string())
        };
        (0..count).map(stranger).collect()
    };
    row("statements of strangers: verify", 20_000, made, |all| {
        case.gate.verify(all)
    });
    let ready = |count: u32| {
        let all: Vec<Submitted> = case.envelopes.iter().cloned().chain(made(count)).collect();
        case.gate.verify(&all)
    };
    row("statements of strangers: evaluate", 20_000, ready, |set| {
        case.gate.evaluate(&Request::new(&case.change, set, now()))
    });
}

/// The cases of `cargo xtask bench`, one of their sizes as large as it gets.
fn sized() {
    let with = |edit: fn(&mut Size, u32)| {
        move |count: u32| {
            let mut size = Size {
                teams: 20,
                ..Size::SMALL
            };
            edit(&mut size, count);
            Case::new(size)
        }
    };
    let people = with(|size, count| size.people = count);
    let paths = with(|size, count| size.paths = count);
    let rules = with(|size, count| size.rules = count);
    let decide = |case: &Case| case.gate.evaluate(&case.request());
    let held = |case: &Case| {
        let none = case.gate.verify(&[]);
        case.gate
            .evaluate(&Request::new(&case.change, &none, now()))
    };
    let load = |case: &Case| {
        let policy = Policy::from_json(case.policy.as_bytes()).unwrap();
        let roster = Roster::from_json(case.roster.as_bytes()).unwrap();
        Gate::compile(&policy, &roster).unwrap()
    };
    let read = |case: &Case| Change::from_json(case.text.as_bytes()).unwrap();
    row("people: read and compile", 10_000, people, load);
    row("people: evaluate, allow", 10_000, people, decide);
    row("people: evaluate, hold", 10_000, people, held);
    row("paths: read", 100_000, paths, read);
    row("paths: evaluate, allow", 100_000, paths, decide);
    row("rules: read and compile", 2_000, rules, load);
    row("rules: evaluate, allow", 2_000, rules, decide);
    row("rules: evaluate, hold", 2_000, rules, held);
    // More seats than 64 are not searched.
    let teams = |count: u32| {
        Case::new(Size {
            people: 10_000,
            teams: count,
            paths: 1_000,
            approvals: count,
            stale: 0,
            rules: count,
            by_team: true,
        })
    };
    row(
        "teams that nobody signed for: evaluate, hold",
        64,
        teams,
        held,
    );
}

fn policy(members: &Value) -> Policy {
    let mut document = json!({"policy": "foureyes/policy/v1", "id": "worst", "version": 1});
    let all = document.as_object_mut().unwrap();
    all.extend(members.as_object().unwrap().clone());
    Policy::from_json(document.to_string().as_bytes()).unwrap()
}

fn roster(people: u32) -> Roster {
    let person = |one: u32| {
        let key = keys::public(&format!("worst {one}")).to_string();
        json!({"id": format!("p{one}"), "kind": "human", "key": [{"scheme": "ed25519", "public": key}]})
    };
    let principals: Vec<Value> = (0..people).map(person).collect();
    let roster = json!({"roster": "foureyes/roster/v1", "id": "worst", "version": 1, "levels": ["mid"],
        "principal": principals});
    Roster::from_json(roster.to_string().as_bytes()).unwrap()
}

fn paths(count: u32) -> Vec<Value> {
    let path = |one: u32| json!({"path": format!("part{}/dir{one}/aaaaab/file{one}.rs", one % 9), "action": "modified", "added": 1, "removed": 0});
    (0..count).map(path).collect()
}

fn change(paths: &[Value]) -> Change {
    let text = Case::new(Size::SMALL).text;
    let mut value: Value = serde_json::from_str(&text).unwrap();
    *value.pointer_mut("/exact/paths").unwrap() = json!({"whole": paths});
    Change::from_json(value.to_string().as_bytes()).unwrap()
}
