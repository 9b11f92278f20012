//! The gate and the reference model over generated worlds (law 22).

use std::collections::BTreeMap;

use foureyes::decision::{Status, Verdict};
use foureyes::time::Span;
use foureyes::{Decision, Gate, Policy};

use serde_json::Value;

use crate::generate::{MORE, World, envelopes};
use crate::model::{
    Brought, Case, Outcome, Record, Side, Uncovered, beside, decide, differences, latest_recheck,
    transition, whole,
};
use crate::must;
use crate::run::run;
use crate::vector::{
    Candidate, ChangeInput, Document, Expect, Input, StatementInput, Used, Vector, Versions,
};

/// What came of one world.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Compared {
    /// Both decide alike.
    Agrees(Verdict),
    /// They do not: in this.
    Differs(Vec<String>),
    /// The model does not answer.
    Uncovered(Uncovered),
}

/// What came of many.
#[derive(Clone, Debug, Default)]
pub struct Tally {
    /// How many agree, by verdict.
    pub agreed: BTreeMap<Verdict, u64>,
    /// How many the model does not answer, and why.
    pub uncovered: BTreeMap<Uncovered, u64>,
    /// The smallest world of each sort of disagreement.
    pub faults: BTreeMap<String, (Vec<u32>, Vec<String>)>,
}

/// What the model says of one world. It does not change while the gate is another one.
#[derive(Clone, Debug, Default)]
pub struct Recalled(Vec<Outcome>);

/// Holds both against one world.
pub fn compare(world: &World) -> Compared {
    held(world, &mut |case, decision, ask| {
        judged(case, decision, ask)
    })
}

/// Holds both against one world, and returns what the model says of it.
pub fn recalled(world: &World) -> (Compared, Recalled) {
    let mut all = Vec::new();
    let compared = held(world, &mut |case, decision, ask| {
        all.extend(ask(case));
        judged(case, decision, ask)
    });
    (compared, Recalled(all))
}

/// Holds the gate against what the model has said of a world before.
pub fn compare_recalled(world: &World, recalled: &Recalled) -> Compared {
    let mut said = recalled.0.iter();
    held(world, &mut |_, decision, _| {
        let Some(outcome) = said.next() else {
            return Compared::Differs(Vec::new());
        };
        let differences = differences(decision, outcome);
        if differences.is_empty() {
            Compared::Agrees(decision.verdict())
        } else {
            Compared::Differs(differences)
        }
    })
}

/// What the model is asked.
type Ask<'a> = &'a dyn Fn(Case<'_>) -> Result<Outcome, Uncovered>;

/// Asks the gate about a world, and lets `judge` hold each decision against what the model is to be asked.
fn held(
    world: &World,
    judge: &mut dyn FnMut(Case<'_>, &Decision, Ask<'_>) -> Compared,
) -> Compared {
    let (gate, change) = (world.gate(), world.change());
    let signed = world.sign();
    let envelopes = envelopes(&signed);
    let policy = must(Policy::from_json(world.policy.to_string().as_bytes()));
    let source = world.composed(&world.roster);
    let roster = whole(&source);
    let set = world.verify(&gate, &envelopes);
    let candidate = world.candidate.as_ref().map(|(policy, roster)| {
        let gate = world.compiled(policy, roster);
        let set = gate
            .as_ref()
            .ok()
            .map(|gate| world.verify(gate, &envelopes));
        let policy = must(Policy::from_json(policy.to_string().as_bytes()));
        let source = world.composed(roster);
        (gate, set, policy, whole(&source), *source.digest())
    });
    world.with_request(&change, &set, &signed, |request| {
        let case = Case {
            policy: &policy,
            roster: &roster,
            side: Side::Alone,
            change: &change,
            statements: &set,
            complete_as_of: world.complete.then_some(world.now),
            revocations: request.revocations,
            consumed: request.consumed,
            last_seen: request.last_seen,
            now: world.now,
        };
        let Some((new, set, policy, roster, digest)) = &candidate else {
            return judge(case, &gate.evaluate(request), &decide);
        };
        let rosters = [source.digest(), digest];
        let ask = |case: Case<'_>| {
            let brought = set.as_ref().map(|statements| Brought {
                case: Case {
                    policy,
                    roster,
                    statements,
                    ..case
                },
                rosters,
            });
            transition(case, brought)
        };
        let decision = gate.evaluate_transition(new.as_ref(), request);
        let compared = judge(case, &decision, &ask);
        let (Ok(new), Some(statements), Compared::Agrees(_)) = (new, set, &compared) else {
            return compared;
        };
        // 4.3: the same documents as two policies beside each other.
        let both = Gate::all(gate.evaluate(request), [new.evaluate(request)]);
        judge(case, &both, &|case: Case<'_>| {
            let other = Case {
                policy,
                roster,
                statements,
                ..case
            };
            beside(case, other, rosters)
        })
    })
}

/// Holds a decision against what the model makes of the case, now and just before it is to be asked for again.
fn judged(case: Case<'_>, decision: &Decision, ask: Ask<'_>) -> Compared {
    let outcome = match ask(case) {
        Err(why) => return Compared::Uncovered(why),
        Ok(outcome) => outcome,
    };
    let mut differences = differences(decision, &outcome);
    let due = decision.record().recheck_by;
    if due <= case.now || due > latest_recheck(case) {
        differences.push(format!("recheck {due}"));
    }
    // 4.2: until then nothing becomes another.
    let before = due.minus(Span::from_seconds(1));
    if let Ok(then) = ask(Case {
        now: before,
        ..case
    }) && (then.verdict, unmet(&then)) != (outcome.verdict, unmet(&outcome))
    {
        differences.push(format!("recheck {due} differs at {before}\n  {then:?}"));
    }
    if differences.is_empty() {
        Compared::Agrees(decision.verdict())
    } else {
        Compared::Differs(differences)
    }
}

/// Returns numbers as random as a world needs them: SplitMix64.
pub fn numbers(seed: u64) -> Vec<u32> {
    let mut state = seed.wrapping_mul(0x2545_f491_4f6c_dd1d);
    let mut next = || {
        state = state.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (state ^ (state >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        u32::try_from(mixed >> 32).unwrap_or(0)
    };
    (0..MORE).map(|_| next()).collect()
}

/// The sort of a disagreement: what it is about, without the names.
pub(crate) fn sort(differences: &[String]) -> String {
    let words = differences
        .iter()
        .filter_map(|one| one.split_whitespace().next());
    words.collect::<Vec<_>>().join(" ")
}

/// Makes the numbers of a world smaller for as long as it shows the same sort of disagreement.
pub(crate) fn shrunk(mut numbers: Vec<u32>, wanted: &str) -> (Vec<u32>, Vec<String>) {
    let still = |numbers: &[u32]| match compare(&World::read_more(numbers)) {
        Compared::Differs(differences) if sort(&differences) == wanted => Some(differences),
        _ => None,
    };
    let mut last = still(&numbers).unwrap_or_default();
    for length in [96, 32, 8, 2, 1] {
        for start in (0..numbers.len()).step_by(length) {
            let mut smaller = numbers.clone();
            let stretch = smaller.iter_mut().skip(start).take(length);
            stretch.for_each(|number| *number = 0);
            if smaller != numbers
                && let Some(differences) = still(&smaller)
            {
                (numbers, last) = (smaller, differences);
            }
        }
    }
    (numbers, last)
}

/// The requirements of an outcome that are not met.
fn unmet(outcome: &Outcome) -> Vec<&(String, u32)> {
    let all = outcome.requirements.iter();
    let is_unmet = |one: &Record| one.status != Status::Met;
    all.filter(|(_, records)| records.iter().any(is_unmet))
        .map(|(place, _)| place)
        .collect()
}

fn add(count: &mut u64) {
    *count = count.saturating_add(1);
}

/// Compares worlds from `first` on for as long as `goes_on` says, given how many there were.
pub fn worlds(first: u64, mut goes_on: impl FnMut(u64) -> bool) -> Tally {
    let mut tally = Tally::default();
    let mut count = 0;
    while goes_on(count) {
        let numbers = numbers(first.wrapping_add(count));
        match compare(&World::read_more(&numbers)) {
            Compared::Agrees(verdict) => add(tally.agreed.entry(verdict).or_default()),
            Compared::Uncovered(why) => add(tally.uncovered.entry(why).or_default()),
            Compared::Differs(differences) => {
                let sort = sort(&differences);
                let fault = tally.faults.entry(sort.clone());
                fault.or_insert_with(|| shrunk(numbers, &sort));
            }
        }
        add(&mut count);
    }
    tally
}

/// Returns a world as a vector that expects what the gate makes of it, to be looked at and put right.
pub fn vector(world: &World, id: &str, title: &str) -> Vector {
    let signed = world.sign();
    let statements = signed.iter().map(|one| StatementInput {
        envelope: String::from_utf8(one.submitted.bytes.clone()).ok(),
        witnessed_at: one.submitted.witnessed_at.map(|at| at.to_string()),
        ..StatementInput::default()
    });
    let used = world.consumed.as_ref().map(|list| {
        let known = list.iter().filter_map(|index| {
            let by = world.cast.people.get(world.drafts.get(*index)?.by)?;
            Some(Used {
                statement: signed.get(*index)?.id.to_string(),
                person: by.id.clone(),
            })
        });
        known.collect()
    });
    // A vector holds one roster: what is included stands in it.
    let roster = |document: &Value| {
        let whole = whole(&world.composed(document));
        Document::Json(must(serde_json::to_string(&whole)))
    };
    let mut vector = Vector {
        id: id.to_owned(),
        title: title.to_owned(),
        clauses: vec!["12".to_owned()],
        shows: Vec::new(),
        input: Input {
            policy: Document::Json(world.policy.to_string()),
            roster: roster(&world.roster),
            candidate: world.candidate.as_ref().map(|(policy, new)| Candidate {
                policy: Document::Json(policy.to_string()),
                roster: roster(new),
            }),
            change: ChangeInput::Document(world.change.clone()),
            statements: statements.collect(),
            now: world.now.to_string(),
            revocations: world.revocations.clone(),
            duty: world.duty.clone(),
            consumed: used,
            last_seen: world
                .last_seen
                .map(|(policy, roster)| Versions { policy, roster }),
            complete_as_of: world.complete.then(|| world.now.to_string()),
            simulated: false,
        },
        expect: Expect::default(),
    };
    vector.expect = must(run(&vector.input));
    vector
}
