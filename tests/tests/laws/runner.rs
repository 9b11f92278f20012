//! Runs a law over many worlds, always the same ones, and shows the smallest that breaks it.

use foureyes_tests::generate::{Choices, MORE, World};
use proptest::collection::vec;
use proptest::prelude::any;
use proptest::test_runner::{Config, RngSeed, TestCaseError, TestError, TestRunner};

/// What a law says of one world: nothing, or how it is broken.
pub(crate) type Outcome = Result<(), String>;

/// How many worlds are tried, unless `PROPTEST_CASES` says otherwise.
const CASES: u32 = 300;

fn config(cases: u32) -> Config {
    // `Config::default` has read the environment.
    let asked = Config::default();
    Config {
        cases: if std::env::var_os("PROPTEST_CASES").is_some() {
            asked.cases
        } else {
            cases
        },
        rng_seed: match asked.rng_seed {
            RngSeed::Random => RngSeed::Fixed(0x4e_e5),
            fixed => fixed,
        },
        failure_persistence: None,
        max_shrink_iters: 1_500,
        ..asked
    }
}

/// Holds a law against many worlds, in some of which people break glass.
pub(crate) fn law(holds: impl Fn(&World, &mut Choices<'_>) -> Outcome) {
    law_over(CASES, holds);
}

/// Holds a law against so many worlds.
pub(crate) fn law_over(cases: u32, holds: impl Fn(&World, &mut Choices<'_>) -> Outcome) {
    let mut runner = TestRunner::new(config(cases));
    let numbers = vec(any::<u32>(), MORE..=MORE);
    let result = runner.run(&numbers, |numbers| {
        let world = World::read_urgent(&numbers);
        holds(&world, &mut Choices::of_law(&numbers)).map_err(TestCaseError::fail)
    });
    match result {
        Ok(()) => {}
        Err(TestError::Fail(why, numbers)) => {
            panic!("{why}\n{}", shown(&World::read_urgent(&numbers)))
        }
        Err(error) => panic!("{error}"),
    }
}

/// Writes a world down, so that somebody can read it.
fn shown(world: &World) -> String {
    let decision = world.decide();
    format!(
        "roster {:#}\npolicy {:#}\nchange {:#}\ndrafts {:#?}\nnow {} revocations {:?} consumed {:?} complete {}\n{}\n{}",
        world.roster,
        world.policy,
        world.change,
        world.drafts,
        world.now,
        world.revocations,
        world.consumed,
        world.complete,
        decision.explain(),
        decision.to_json(),
    )
}
