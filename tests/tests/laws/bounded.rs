//! Laws 14 and 22: every world is decided, within bounds, and what was verified before is no other than what is now.

use foureyes::Decision;
use foureyes::decision::{Effect, Verdict};
use foureyes::time::Span;
use foureyes_tests::generate::{World, at, envelopes};

use crate::runner::{Outcome, law};

/// How many ignored statements are shown, and how many candidates named (semantics 4.1.2, 4.1.3).
const SHOWN: usize = 100;
const NAMED: usize = 10;

fn check(is: bool, what: &str, decision: &Decision) -> Outcome {
    is.then_some(())
        .ok_or_else(|| format!("{what}\n{}", decision.to_json()))
}

/// What holds of every decision, whatever goes in (semantics 4.0, 4.1, 4.2).
fn is_bounded(world: &World, decision: &Decision) -> Outcome {
    let record = decision.record();
    let has = |effect| record.reasons.iter().any(|reason| reason.effect == effect);
    let follows = if has(Effect::Deny) {
        Verdict::Deny
    } else if has(Effect::Hold) {
        Verdict::Hold
    } else {
        Verdict::Allow
    };
    check(record.verdict == follows, "verdict", decision)?;
    let is_allow = record.verdict == Verdict::Allow;
    check(record.because.is_some() == is_allow, "because", decision)?;
    let owes = !record.obligations.is_empty();
    check(is_allow || !owes, "obligations", decision)?;
    let due = world.now.plus(Span::from_hours(24));
    check(record.recheck_by <= due, "recheckBy", decision)?;
    check(record.ignored.len() <= SHOWN, "ignored", decision)?;
    let counts: u64 = record.ignored_counts.values().sum();
    let shown = u64::try_from(record.ignored.len()).unwrap_or(u64::MAX);
    check(shown <= counts, "ignoredCounts", decision)?;
    let mut candidates = record.requirements.iter().flat_map(|one| &one.candidates);
    let are_few = candidates.all(|some| {
        let named = u32::try_from(some.first.len()).unwrap_or(u32::MAX);
        some.first.len() <= NAMED && named <= some.total
    });
    check(are_few, "candidates", decision)
}

#[test]
fn total_and_bounded() {
    law(|world, choices| {
        is_bounded(world, &world.decide())?;
        // Whatever is handed in beside it: envelopes that are none, and those of another world.
        let (gate, change, signed) = (world.gate(), world.change(), world.sign());
        let mut odd = envelopes(&signed);
        for one in &mut odd {
            let length = one.bytes.len().max(1);
            match choices.below(4) {
                0 => one.bytes.truncate(choices.below(length)),
                1 => {
                    if let Some(byte) = one.bytes.get_mut(choices.below(length)) {
                        *byte ^= 1 << choices.below(8);
                    }
                }
                _ => {}
            }
        }
        let set = world.verify(&gate, &odd);
        let decision = world.with_request(&change, &set, &signed, |request| gate.evaluate(request));
        is_bounded(world, &decision)
    });
}

#[test]
fn memo_changes_nothing() {
    law(|world, choices| {
        let (gate, change, signed) = (world.gate(), world.change(), world.sign());
        let fresh = world.decide_under(&gate, &change, &signed).to_json();
        let kept = world.verify(&gate, &envelopes(&signed));
        // It serves another instant, and another change, before it serves this one.
        let mut other = world.clone();
        other.now = at(*choices.pick(&[7_200, -7_200, 90_000]));
        other.change["exact"]["id"] = "shop!18".into();
        let ask = |world: &World, set| {
            let change = world.change();
            world.with_request(&change, set, &signed, |request| {
                gate.evaluate(request).to_json()
            })
        };
        let elsewhere = ask(&other, &kept);
        let again = other.with_request(&other.change(), &kept, &signed, |request| {
            let set = gate.verify(&envelopes(&signed));
            let set = if world.complete {
                set.complete_as_of(world.now)
            } else {
                set
            };
            let mut request = *request;
            request.statements = &set;
            gate.evaluate(&request).to_json()
        });
        if elsewhere != again {
            return Err(format!("{again}\n{elsewhere}"));
        }
        let after = ask(world, &kept);
        if after == fresh {
            Ok(())
        } else {
            Err(format!("{fresh}\n{after}"))
        }
    });
}
