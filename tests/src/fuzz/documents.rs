//! Policies, rosters and changes.

use std::sync::LazyLock;

use foureyes::policy::PolicyDocument;
use foureyes::roster::RosterDocument;
use foureyes::{Change, Decision, Gate, Policy, Request, Roster, Timestamp};

use super::{check_error, check_json, check_problem, check_text};
use crate::generate::{NOON, World};
use crate::{is, must};

/// A sound world, for whatever else a decision needs.
pub(super) struct Rest {
    pub(super) policy: Policy,
    pub(super) roster: Roster,
    pub(super) gate: Gate,
    change: Change,
    now: Timestamp,
}

pub(super) static REST: LazyLock<Rest> = LazyLock::new(|| {
    let world = World::read(&[]);
    Rest {
        policy: must(Policy::from_json(world.policy.to_string().as_bytes())),
        roster: must(Roster::from_json(world.roster.to_string().as_bytes())),
        gate: world.gate(),
        change: world.change(),
        now: is(NOON),
    }
});

/// A policy that is read says the same when it is written and read again; with a roster it compiles or says why.
pub(super) fn policy(data: &[u8]) {
    let read = match Policy::from_bytes(data) {
        Ok(read) => read,
        Err(error) => return check_error(&error),
    };
    assert_eq!(read.text().as_bytes(), data);
    let written = must(serde_json::to_vec(read.document()));
    let again: Policy = match Policy::from_json(&written) {
        Ok(again) => again,
        Err(error) => panic!("{error}\n{}", String::from_utf8_lossy(&written)),
    };
    let (first, second): (&PolicyDocument, _) = (read.document(), again.document());
    assert_eq!(first, second);
    assert_eq!(written, must(serde_json::to_vec(second)));
    compile(&read, &REST.roster);
}

/// The same for a roster.
pub(super) fn roster(data: &[u8]) {
    let read = match Roster::from_bytes(data) {
        Ok(read) => read,
        Err(error) => return check_error(&error),
    };
    assert_eq!(read.text().as_bytes(), data);
    let written = must(serde_json::to_vec(read.document()));
    let again: Roster = match Roster::from_json(&written) {
        Ok(again) => again,
        Err(error) => panic!("{error}\n{}", String::from_utf8_lossy(&written)),
    };
    let (first, second): (&RosterDocument, _) = (read.document(), again.document());
    assert_eq!(first, second);
    assert_eq!(written, must(serde_json::to_vec(second)));
    compile(&REST.policy, &read);
}

/// A change that is read has the same digest and the same text when it is written and read again, and is decided the
/// same.
pub(super) fn change(data: &[u8]) {
    let decided = REST.gate.decide(data, &[], REST.now);
    check_decision(&decided);
    let read = match Change::from_json(data) {
        Ok(read) => read,
        Err(error) => {
            assert_eq!(decided.verdict(), foureyes::Verdict::Deny);
            return check_error(&error);
        }
    };
    let written = read.to_json();
    let again = match Change::from_json(written.as_bytes()) {
        Ok(again) => again,
        Err(error) => panic!("{error}\n{written}"),
    };
    assert_eq!(read, again);
    assert_eq!(read.digest(), again.digest());
    assert_eq!(written, again.to_json());
    let twice = REST.gate.decide(written.as_bytes(), &[], REST.now);
    assert_eq!(decided.to_json(), twice.to_json());
    let none = REST.gate.verify(&[]);
    let request = Request::new(&read, &none, REST.now);
    let brief = REST.gate.brief(&request);
    check_text(&brief.explain());
    check_text(&brief.to_markdown());
    check_json(&brief.to_json());
}

fn compile(policy: &Policy, roster: &Roster) {
    match Gate::compile(policy, roster) {
        Ok(gate) => {
            check_json(&gate.to_json());
            let none = gate.verify(&[]);
            check_decision(&gate.evaluate(&Request::new(&REST.change, &none, REST.now)));
        }
        Err(error) => {
            assert!(!error.problems().is_empty());
            error.problems().iter().for_each(check_problem);
        }
    }
}

fn check_decision(decision: &Decision) {
    let written = decision.to_json();
    match foureyes::decision::DecisionRecord::from_json(written.as_bytes()) {
        Ok(again) => assert_eq!(again.to_json(), written),
        Err(error) => panic!("{error}\n{written}"),
    }
    check_text(&decision.explain());
    check_text(&decision.to_markdown());
}
