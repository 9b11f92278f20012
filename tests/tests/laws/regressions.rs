//! What once broke a law, as small as it gets.

use foureyes::decision::ReasonCode;
use foureyes::error::Severity;
use foureyes::{Gate, Policy, Roster, Verdict};
use foureyes_tests::compare::blocks;
use foureyes_tests::generate::{Draft, Twist, What, World, instant};
use serde_json::json;

/// A plain world in which everybody but the author has signed and one person has to.
fn plain() -> World {
    let mut world = World::read(&[]);
    world.policy["rule"] = json!([{
        "id": "review", "why": "Two see more.",
        "when": {"environment": "production"}, "require": [{"approvals": 1}],
    }]);
    world.policy["unmatched"] = json!("hold");
    world.change["exact"]["environment"] = json!({"collected": "production"});
    world.drafts = vec![Draft::approve(1, 0, -60, 0), Draft::approve(2, 0, -60, 1)];
    world
}

#[test]
fn forgetting_the_environment_does_not_make_a_rule_speak() {
    let mut world = plain();
    assert_eq!(world.decide().verdict(), Verdict::Allow);
    world.change["exact"]["environment"] = json!({"collected": "staging"});
    assert!(blocks(&world.decide(), ReasonCode::NoRule));
    world.change["exact"]
        .as_object_mut()
        .unwrap()
        .remove("environment");
    let decision = world.decide();
    assert!(blocks(&decision, ReasonCode::NoRule));
    assert_eq!(decision.missing().facts, ["exact.environment"]);
}

#[test]
fn a_declared_value_does_not_make_a_rule_speak() {
    let mut world = plain();
    world.change["exact"]["environment"] = json!({"declared": "production"});
    assert!(blocks(&world.decide(), ReasonCode::NoRule));
    world.policy["rule"][0]["when"] = json!({"service": "search"});
    world.change["seen"]["services"] = json!({"partial": ["search"]});
    world.change["exact"]["paths"] = json!({"whole": [{"path": "other", "action": "added"}]});
    assert!(blocks(&world.decide(), ReasonCode::NoRule));
    // What the paths vouch for speaks, though the list is not whole.
    world.change["exact"]["paths"] = json!({"whole": [
        {"path": "other", "action": "added"}, {"path": "search/a", "action": "added"},
    ]});
    assert!(!blocks(&world.decide(), ReasonCode::NoRule));
}

#[test]
fn a_floor_does_not_speak() {
    let mut world = plain();
    world.policy["rule"] = json!([]);
    assert!(blocks(&world.decide(), ReasonCode::NoRule));
    world.policy["floor"] = json!([{"approvals": 1}]);
    assert!(blocks(&world.decide(), ReasonCode::NoRule));
}

#[test]
fn a_freeze_cannot_let_through() {
    let mut world = plain();
    let roster = Roster::from_json(world.roster.to_string().as_bytes()).unwrap();
    let mut codes = |rule| {
        world.policy["rule"] = json!([rule]);
        let policy = Policy::from_json(world.policy.to_string().as_bytes()).unwrap();
        let problems = Gate::compile(&policy, &roster).err();
        problems.map_or_else(Vec::new, |error| {
            let errors = error.problems().iter();
            let errors = errors.filter(|one| one.severity == Severity::Error);
            errors.map(|one| one.code).collect()
        })
    };
    let asking = json!([{"approvals": 3}]);
    let refused = ["wrong_polarity"];
    assert_eq!(
        codes(json!({"id": "r", "why": "w", "when": {"frozen": false}, "require": asking}))[..1],
        refused
    );
    let not = json!({"not": {"frozen": true}});
    assert_eq!(
        codes(json!({"id": "r", "why": "w", "when": not, "require": asking}))[..1],
        refused
    );
    let must = json!([{"must": {"frozen": true}}]);
    assert_eq!(
        codes(json!({"id": "r", "why": "w", "require": must})),
        refused
    );
    let must = json!([{"must": {"frozen": false}}]);
    assert!(codes(json!({"id": "r", "why": "w", "require": must})).is_empty());
}

#[test]
fn a_freeze_does_not_make_a_rule_speak() {
    let mut world = plain();
    world.policy["rule"][0]["when"] = json!({"frozen": true});
    world.policy["freeze"] =
        json!([{"id": "rest", "why": "Rest.", "from": instant(-60), "to": instant(60)}]);
    assert!(blocks(&world.decide(), ReasonCode::NoRule));
}

#[test]
fn combining_keeps_the_order_of_what_did_not_count() {
    let mut world = plain();
    let stranger = What::Approve(Twist::Stranger, Vec::new());
    let expired = What::Approve(Twist::Expired, Vec::new());
    for (nonce, what) in [(7, stranger), (8, expired)] {
        let draft = Draft::approve(1, 0, -60, nonce);
        world.drafts.push(Draft { what, ..draft });
    }
    world.drafts.push(Draft {
        what: What::Withdraw(vec![0]),
        ..Draft::approve(1, 0, -60, 9)
    });
    let decision = world.decide();
    assert_eq!(Gate::all(decision.clone(), [decision.clone()]), decision);
}

#[test]
fn every_instant_is_consulted_in_any_order() {
    let mut world = plain();
    world.policy["rule"][0]["require"] = json!([{"approvals": 1, "from": {"team": "core"}}]);
    let soon = json!({"is": "payments", "since": instant(30)});
    world.roster["principal"][1]["teams"] = json!(["core", soon]);
    let one = world.decide();
    world.roster["principal"][1]["teams"] = json!([soon, "core"]);
    let other = world.decide();
    assert_eq!(one.record().recheck_by, other.record().recheck_by);
}

#[test]
fn nobody_stands_above_an_author_who_is_not_named() {
    let mut world = plain();
    world.policy["rule"][0]["require"] =
        json!([{"approvals": 1, "from": {"level": "above-author"}}]);
    world.change["exact"]["commits"] = json!({"whole": []});
    world.change["live"]["participants"] = json!({"whole": [{"who": {"principal": "ann"}, "role": "committer", "basis": "authenticated"}]});
    assert!(blocks(&world.decide(), ReasonCode::ApprovalsMissing));
}

#[test]
fn what_needs_different_people_is_not_covered_by_another_rule() {
    let mut world = plain();
    // Two could sign, and both are asked for by the second requirement beside the one whom the first takes.
    world.policy["rule"] = json!([
        {"id": "a", "why": "w", "require": [{"approvals": 2}]},
        {"id": "b", "why": "w", "require": [{"approvals": 1}, {"approvals": 2}]},
    ]);
    world.drafts.truncate(1);
    assert!(blocks(&world.decide(), ReasonCode::Unsatisfiable));
}
