//! Law 22, `naive_and_compiled_agree`: the gate and the reference model, over the vectors and over generated worlds.
use std::collections::BTreeMap;

use base64ct::{Base64, Encoding as _};
use foureyes::roster::RosterDocument;
use foureyes::{Gate, Statements, Submitted};
use foureyes_tests::differential::{Compared, compare, vector, worlds};
use foureyes_tests::generate::World;
use foureyes_tests::model::{
    Brought, Case, Outcome, Side, Uncovered, decide, differences, transition, whole,
};
use foureyes_tests::run::{Opened, open};
use foureyes_tests::vector::{Input, StatementInput};
use foureyes_tests::{must, scope, store};

/// How many worlds are compared in a run of the tests.
const WORLDS: u64 = 100;

fn case<'a>(opened: &'a Opened, roster: &'a RosterDocument) -> Case<'a> {
    Case {
        policy: &opened.policy,
        roster,
        side: Side::Alone,
        change: &opened.change,
        statements: &opened.statements,
        complete_as_of: opened.complete_as_of,
        revocations: opened.revocations.as_ref(),
        consumed: opened.consumed.as_ref(),
        last_seen: opened.last_seen,
        now: opened.now,
    }
}

fn envelopes(input: &Input) -> Vec<Submitted> {
    let one = |one: &StatementInput| {
        let bytes = match (&one.envelope, &one.envelope_base64) {
            (Some(text), _) => text.clone().into_bytes(),
            (None, Some(text)) => must(Base64::decode_vec(text)),
            (None, None) => Vec::new(),
        };
        let submitted = Submitted::new(bytes);
        match &one.witnessed_at {
            Some(at) => submitted.witnessed(must(at.parse())),
            None => submitted,
        }
    };
    input.statements.iter().map(one).collect()
}

/// What the model makes of a vector, as a transition where it is one.
fn outcome(opened: &Opened, input: &Input) -> Result<Outcome, Uncovered> {
    let roster = whole(&opened.roster);
    let case = case(opened, &roster);
    let Some((policy, new)) = &opened.candidate else {
        return decide(case);
    };
    let roster = whole(new);
    let candidate = Gate::compile(policy, new).ok();
    let verified = candidate.map(|gate| gate.verify(&envelopes(input)));
    let brought = verified.as_ref().map(|statements: &Statements| Brought {
        case: Case {
            policy,
            roster: &roster,
            statements,
            ..case
        },
        rosters: [opened.roster.digest(), new.digest()],
    });
    transition(case, brought)
}

#[test]
fn naive_and_compiled_agree_on_every_vector() {
    let mut uncovered: BTreeMap<Uncovered, u32> = BTreeMap::new();
    let mut faults = Vec::new();
    let mut agreed = 0;
    for (name, vector) in store::stored().expect("vectors") {
        let vector = vector.expect("a vector");
        let Ok(opened) = open(&vector.input).expect("a sound vector") else {
            continue;
        };
        match outcome(&opened, &vector.input) {
            Err(why) => *uncovered.entry(why).or_default() += 1,
            Ok(outcome) => {
                let differences = differences(&opened.decide(), &outcome);
                if differences.is_empty() {
                    agreed += 1;
                } else {
                    faults.push(format!("{name}\n  {}", differences.join("\n  ")));
                }
            }
        }
    }
    println!("{agreed} vectors agree; not covered: {uncovered:?}");
    assert!(
        faults.is_empty(),
        "{} differ\n{}",
        faults.len(),
        faults.join("\n")
    );
}

#[test]
fn naive_and_compiled_agree_on_worlds() {
    let tally = worlds(1, |count| count < WORLDS);
    println!(
        "worlds: {:?}; not covered: {:?}",
        tally.agreed, tally.uncovered
    );
    for (sort, (numbers, differences)) in &tally.faults {
        let vector = vector(&World::read_more(numbers), "found", sort);
        println!("==== {sort}\n  {}", differences.join("\n  "));
        println!(
            "{}",
            serde_json::to_string_pretty(&vector.input).expect("a vector")
        );
    }
    assert!(
        tally.faults.is_empty(),
        "{} sorts of disagreement",
        tally.faults.len()
    );
}

#[test]
fn naive_and_compiled_agree_on_a_small_scope() {
    let mut counts: BTreeMap<String, u32> = BTreeMap::new();
    for world in scope::worlds(scope::Extent::Part) {
        match compare(&world) {
            Compared::Agrees(verdict) => *counts.entry(verdict.word().to_owned()).or_default() += 1,
            other => panic!(
                "{other:?}\npolicy {}\ndrafts {:?}\nnow {}",
                world.policy, world.drafts, world.now
            ),
        }
    }
    println!("{} states: {counts:?}", counts.values().sum::<u32>());
    assert_eq!(counts.len(), 3, "{counts:?}");
}

/// Holds the gate against the model over all of these.
fn agree(worlds: impl Iterator<Item = World>) {
    let mut count = 0_u32;
    for world in worlds {
        let compared = compare(&world);
        assert!(
            matches!(compared, Compared::Agrees(_)),
            "{compared:?}\nchange {}\npolicy {}",
            world.change,
            world.policy
        );
        count = count.saturating_add(1);
    }
    println!("{count} states");
    assert!(count > 1_000, "{count}");
}

#[test]
fn naive_and_compiled_agree_on_whoever_takes_part() {
    agree(scope::took_part::worlds(scope::Extent::Part));
}

#[test]
fn naive_and_compiled_agree_on_every_atom() {
    agree(scope::atoms::worlds());
}

#[test]
fn naive_and_compiled_agree_on_whatever_is_lent() {
    agree(scope::delegated::worlds());
}

#[test]
fn naive_and_compiled_agree_on_every_record() {
    agree(scope::evidence::worlds());
}

#[test]
fn naive_and_compiled_agree_on_every_seat() {
    agree(scope::seats::worlds());
}
