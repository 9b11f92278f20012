//! Law 12: a decision says until when it speaks.

use foureyes::time::Span;
use foureyes::{Decision, Timestamp};
use foureyes_tests::compare::unmet;
use foureyes_tests::generate::World;

use crate::runner::law;

fn later(world: &World, signed: &[foureyes_tests::generate::Signed], now: Timestamp) -> Decision {
    let complete = world.complete;
    let moved = World {
        now,
        complete,
        ..world.clone()
    };
    moved.decide_with(signed)
}

#[test]
fn recheck_is_sound() {
    law(|world, choices| {
        let signed = world.sign();
        let before = world.decide_with(&signed);
        let due = before.record().recheck_by;
        let room = usize::try_from(due.unix() - world.now.unix()).expect("later");
        let some = i64::try_from(choices.below(room)).expect("days");
        let between = Timestamp::from_unix(world.now.unix() + some).expect("near");
        for now in [between, due.minus(Span::from_seconds(1))] {
            let after = later(world, &signed, now);
            let same = before.verdict() == after.verdict()
                && before.missing() == after.missing()
                && unmet(&before) == unmet(&after)
                && before.reasons() == after.reasons();
            if !same {
                return Err(format!(
                    "at {now}, before {due}\n{}\n{}",
                    before.to_json(),
                    after.to_json()
                ));
            }
        }
        Ok(())
    });
}

/// Every instant that stands anywhere in the documents.
fn instants(world: &World, signed: &[foureyes_tests::generate::Signed]) -> Vec<i64> {
    let payloads = signed.iter().filter_map(|one| {
        let envelope = foureyes::signature::Envelope::from_json(&one.submitted.bytes).ok()?;
        String::from_utf8(envelope.payload).ok()
    });
    let mut text = format!("{} {} {} ", world.roster, world.policy, world.change);
    for more in [&world.revocations, &world.duty].into_iter().flatten() {
        text.push_str(&more.to_string());
    }
    text.extend(payloads);
    let quoted = text
        .split('"')
        .filter_map(|part| part.parse::<Timestamp>().ok());
    let witnessed = signed.iter().filter_map(|one| one.submitted.witnessed_at);
    quoted.chain(witnessed).map(Timestamp::unix).collect()
}

#[test]
fn recheck_is_not_idle() {
    law(|world, _| {
        let signed = world.sign();
        let decision = world.decide_with(&signed);
        let due = decision.record().recheck_by;
        if due <= world.now {
            return Err(format!("{due} is not after {}", world.now));
        }
        let ahead = due.unix() - world.now.unix();
        // Lifetimes, ages and skews that a policy or the gate adds to an instant of a document.
        let spans = [0, -120, 3_600, 7_200, 86_400];
        let consulted = instants(world, &signed);
        let known = consulted
            .iter()
            .any(|at| spans.iter().any(|span| at + span == due.unix()));
        let lasts = [300, 900, 7_200, 86_400].contains(&ahead);
        // The ends of the weekly window of the generated policies, on Tuesdays and Saturdays.
        let (day, second) = (due.unix().div_euclid(86_400), due.unix().rem_euclid(86_400));
        let weekly = [5, 2].contains(&day.rem_euclid(7)) && [39_600, 70_200].contains(&second);
        if known || lasts || weekly {
            Ok(())
        } else {
            Err(format!(
                "{due} is no instant that matters\n{}",
                decision.to_json()
            ))
        }
    });
}
