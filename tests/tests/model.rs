//! Law 22, `naive_and_compiled_agree`: the gate and the reference model, over the vectors and over generated worlds.
#![expect(
    clippy::expect_used,
    clippy::panic,
    reason = "helpers of tests: a broken assumption should stop the test"
)]

use std::collections::BTreeMap;

use std::cell::RefCell;

use foureyes::{Policy, Roster};
use foureyes_tests::generate::{LENGTH, World};
use foureyes_tests::model::{Case, Uncovered, decide, differences};
use foureyes_tests::run::{Opened, open};
use foureyes_tests::store;
use proptest::collection::vec;
use proptest::prelude::any;
use proptest::test_runner::{Config, RngSeed, TestCaseError, TestError, TestRunner};

fn case(opened: &Opened) -> Case<'_> {
    Case {
        policy: &opened.policy,
        roster: opened.roster.document(),
        old_roster: None,
        change: &opened.change,
        statements: &opened.statements,
        complete_as_of: opened.complete_as_of,
        revocations: opened.revocations.as_ref(),
        consumed: opened.consumed.as_ref(),
        last_seen: opened.last_seen,
        now: opened.now,
    }
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
        if opened.candidate.is_some() {
            continue;
        }
        match decide(case(&opened)) {
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
    assert!(faults.is_empty(), "{} differ\n{}", faults.len(), faults.join("\n"));
}

/// Holds both against one world; what the model does not answer is told.
fn compare(world: &World) -> Result<Option<Uncovered>, String> {
    let gate = world.gate();
    let change = world.change();
    let signed = world.sign();
    let read = |value: &serde_json::Value| value.to_string();
    let policy = Policy::from_json(read(&world.policy).as_bytes()).expect("a policy");
    let roster = Roster::from_json(read(&world.roster).as_bytes()).expect("a roster");
    let set = world.verify(&gate, &foureyes_tests::generate::envelopes(&signed));
    world.with_request(&change, &set, &signed, |request| {
        let case = Case {
            policy: &policy,
            roster: roster.document(),
            old_roster: None,
            change: &change,
            statements: &set,
            complete_as_of: world.complete.then_some(world.now),
            revocations: request.revocations,
            consumed: request.consumed,
            last_seen: request.last_seen,
            now: world.now,
        };
        match decide(case) {
            Err(why) => Ok(Some(why)),
            Ok(outcome) => {
                let differences = differences(&gate.evaluate(request), &outcome);
                if differences.is_empty() {
                    Ok(None)
                } else {
                    Err(differences.join("\n  "))
                }
            }
        }
    })
}

#[test]
fn naive_and_compiled_agree_on_worlds() {
    let asked = Config::default();
    let is_told = std::env::var_os("PROPTEST_CASES").is_some();
    let config = Config {
        cases: if is_told { asked.cases } else { 1_500 },
        rng_seed: match asked.rng_seed {
            RngSeed::Random => RngSeed::Fixed(0x22),
            fixed => fixed,
        },
        failure_persistence: None,
        max_shrink_iters: 1_500,
        ..asked
    };
    let counts: RefCell<BTreeMap<Option<Uncovered>, u32>> = RefCell::default();
    let mut runner = TestRunner::new(config);
    let result = runner.run(&vec(any::<u32>(), LENGTH..=LENGTH), |numbers| {
        let outcome = compare(&World::read(&numbers)).map_err(TestCaseError::fail)?;
        *counts.borrow_mut().entry(outcome).or_default() += 1;
        Ok(())
    });
    println!("worlds by what is not covered: {:?}", counts.into_inner());
    match result {
        Ok(()) => {}
        Err(TestError::Fail(why, numbers)) => {
            let world = World::read(&numbers);
            panic!(
                "{why}\nroster {:#}\npolicy {:#}\nchange {:#}\ndrafts {:?}\nnow {}\nrevocations {:?}",
                world.roster, world.policy, world.change, world.drafts, world.now, world.revocations
            )
        }
        Err(error) => panic!("{error}"),
    }
}
