//! Documents that others extend.

use foureyes::decision::Verdict;
use foureyes::{Gate, Policy, Request, Roster};
use foureyes_tests::case::Case;
use foureyes_tests::must;
use serde_json::{Value, json};

use crate::found;
use foureyes_tests::sound::{self, patched};

/// A document that can be extended.
fn base(more: &Value) -> Value {
    let sound = json!({
        "policy": "foureyes/policy/v1",
        "id": "base",
        "version": 1,
        "rule": [
            {"id": "one", "why": "It is so.", "require": [{"approvals": 1}]},
            {"id": "two", "why": "It is so.", "require": [{"approvals": 1}]},
        ],
    });
    patched(sound, more)
}

const WHOLE: &str = "base";
const RULE: &str = "base/one";

/// Holds what is found in each base, extended so, against what is to be found.
fn bases(cases: &[(&str, Value, &[&str])]) {
    for (extends, more, expected) in cases {
        let found = found(&json!({"extends": [extends]}), &[base(more)], &json!({}));
        assert_eq!(found, *expected, "{extends} {more}");
    }
}

#[test]
fn what_is_taken_is_checked() {
    let second = |patch: Value| {
        let rules = ["one", "two"]
            .map(|id| json!({"id": id, "why": "It is so.", "require": [{"approvals": 1}]}));
        let [one, two] = rules;
        json!({"rule": [one, patched(two, &patch)]})
    };
    bases(&[
        (WHOLE, json!({}), &[]),
        (RULE, json!({}), &[]),
        (
            WHOLE,
            json!({"version": 0}),
            &["error version_zero policy base version"],
        ),
        (RULE, json!({"version": 0}), &[]),
        (
            WHOLE,
            second(json!({"why": ""})),
            &["error no_why policy base rule[1].why"],
        ),
        (RULE, second(json!({"why": ""})), &[]),
        (
            "base/two",
            second(json!({"why": ""})),
            &["error no_why policy base rule[1].why"],
        ),
        (
            "base/three",
            json!({}),
            &["error unknown_rule policy acme extends[0]"],
        ),
        (
            "bass",
            json!({}),
            &["error unknown_document policy acme extends[0]"],
        ),
        (
            WHOLE,
            second(json!({"id": "one"})),
            &["error duplicate_id policy base rule[1]"],
        ),
        (
            WHOLE,
            json!({"conditions": {"idle": {"kind": "data"}}}),
            &["warning unused_name policy base conditions.idle"],
        ),
        (RULE, json!({"conditions": {"idle": {"kind": "data"}}}), &[]),
        (
            RULE,
            json!({"vocabulary": {"environmentAliases": {"prod": "produktion"}}}),
            &["error unknown_environment policy base vocabulary.environmentAliases.prod"],
        ),
        (
            RULE,
            json!({"vocabulary": {"environmentAliases": {"test": "production"}}}),
            &["error alias_conflict policy base vocabulary.environmentAliases.test"],
        ),
        (
            RULE,
            json!({"vocabulary": {"environmentAliases": {"prod": "production"}}}),
            &[],
        ),
    ]);
}

#[test]
fn nothing_is_relaxed_in_what_others_extend() {
    let relaxed: &[&str] = &["error relaxation_in_base policy base"];
    let until: &[&str] = &["error until_in_base policy base until"];
    let day = "2027-01-01T00:00:00Z";
    for (member, expected) in [
        (json!({"provenance": {"presume": "assisted"}}), relaxed),
        (json!({"provenance": {"humanClaim": "counts"}}), relaxed),
        (json!({"trust": {"authorIdentity": "asserted"}}), relaxed),
        (json!({"unresolved": "raise"}), relaxed),
        (json!({"derive": {"destructivePaths": ["db/**"]}}), relaxed),
        (json!({"until": day}), until),
        (json!({"until": day, "afterwards": "base"}), until),
    ] {
        bases(&[
            (WHOLE, member.clone(), expected),
            (RULE, member.clone(), &[]),
        ]);
        let mut adopting = member.clone();
        adopting["extends"] = json!(["base"]);
        let own = found(&adopting, &[base(&json!({}))], &json!({}));
        assert_eq!(own, [""; 0], "{member}");
    }
    bases(&[
        (WHOLE, json!({"afterwards": "base"}), until),
        (WHOLE, json!({"unmatched": "hold", "unresolved": null}), &[]),
    ]);
}

#[test]
fn emergencies_are_relaxed_by_the_adopting_document_alone() {
    let glass = |more: Value| {
        let sound = json!({"review": {"within": "24h"}});
        json!({"breakGlass": patched(sound, &more)})
    };
    let relaxed: &[&str] = &["error relaxation_in_base policy base breakGlass"];
    bases(&[
        (WHOLE, glass(json!({})), &[]),
        (
            WHOLE,
            glass(json!({"solo": false, "assurance": "touched"})),
            &[],
        ),
        (WHOLE, glass(json!({"assurance": "verified"})), &[]),
        (WHOLE, glass(json!({"solo": true})), relaxed),
        (WHOLE, glass(json!({"assurance": "signed"})), relaxed),
        (
            WHOLE,
            glass(json!({"solo": true, "assurance": "signed"})),
            relaxed,
        ),
        (RULE, glass(json!({"solo": true})), &[]),
    ]);
}

/// What both say of these, and what is found.
fn between(extends: &str, own: Value, base_says: Value) -> Vec<String> {
    let mut own = own;
    own["extends"] = json!([extends]);
    found(&own, &[base(&base_says)], &json!({}))
}

#[test]
fn documents_that_say_different_things() {
    let lift = |count: u32| json!({"vetoLift": {"approvals": count}});
    let glass = |within: &str| json!({"breakGlass": {"review": {"within": within}}});
    for (one, other, expected) in [
        (
            lift(1),
            lift(2),
            "error veto_lift_conflict policy acme vetoLift",
        ),
        (
            glass("1h"),
            glass("2h"),
            "error break_glass_conflict policy acme breakGlass",
        ),
    ] {
        assert_eq!(between(WHOLE, one.clone(), other.clone()), [expected]);
        assert_eq!(between(WHOLE, one.clone(), one.clone()), [""; 0]);
        assert_eq!(between(WHOLE, json!({}), one.clone()), [""; 0]);
        assert_eq!(between(WHOLE, one.clone(), json!({})), [""; 0]);
        // Of a document of which a rule is taken nothing else counts.
        assert_eq!(between(RULE, one, other), [""; 0]);
    }
    // A base and another base, of which the adopting document says nothing.
    let other = patched(base(&lift(2)), &json!({"id": "other"}));
    let both = json!({"extends": ["base", "other"]});
    let found = found(&both, &[base(&lift(1)), other], &json!({}));
    assert_eq!(found, ["error veto_lift_conflict policy acme vetoLift"]);
}

#[test]
fn what_follows_is_extended_as_a_whole() {
    let ends = |extends: &[&str], afterwards: &str| {
        let own =
            json!({"extends": extends, "until": "2027-01-01T00:00:00Z", "afterwards": afterwards});
        let other = patched(base(&json!({})), &json!({"id": "other"}));
        found(&own, &[base(&json!({})), other], &json!({}))
    };
    let refused = ["error not_a_base policy acme afterwards"];
    assert_eq!(ends(&[WHOLE], "base"), [""; 0]);
    assert_eq!(ends(&[WHOLE, "other"], "other"), [""; 0]);
    assert_eq!(ends(&[WHOLE], "other"), refused);
    assert_eq!(ends(&[RULE], "base"), refused);
    assert_eq!(ends(&[WHOLE], "acme"), refused);
    let endless = json!({"extends": ["base"], "afterwards": "base"});
    assert_eq!(
        found(&endless, &[base(&json!({}))], &json!({})),
        ["error missing_field policy acme afterwards"]
    );
}

#[test]
fn documents_that_stand_twice_or_extend_each_other() {
    let own = json!({"extends": ["base"]});
    let named = |id: &str, more: Value| patched(base(&more), &json!({"id": id}));
    let twice = [base(&json!({})), base(&json!({}))];
    assert_eq!(
        found(&own, &twice, &json!({})),
        ["error duplicate_id policy base id"]
    );
    let same = [base(&json!({})), named("acme", json!({}))];
    assert_eq!(
        found(&own, &same, &json!({})),
        ["error duplicate_id policy acme id"]
    );
    let builtin = [base(&json!({})), named("common", json!({}))];
    assert_eq!(
        found(&own, &builtin, &json!({})),
        ["error duplicate_id policy common id"]
    );
    let circle = [
        base(&json!({"extends": ["left"]})),
        named("left", json!({"extends": ["right"]})),
        named("right", json!({"extends": ["left", "leaf"]})),
        named("leaf", json!({})),
    ];
    assert_eq!(
        found(&own, &circle, &json!({})),
        [
            "error extends_itself policy left extends[0]",
            "error extends_itself policy right extends[0]",
        ]
    );
    let own_circle = [base(&json!({"extends": ["acme"]}))];
    assert_eq!(
        found(&own, &own_circle, &json!({})),
        ["error extends_itself policy base extends[0]"]
    );
}

#[test]
fn a_document_taken_by_a_rule_and_as_a_whole_is_taken_as_a_whole() {
    let faulty = json!({"version": 0, "extends": ["far"]});
    let far = patched(base(&json!({"version": 0})), &json!({"id": "far"}));
    let every = [
        "error version_zero policy base version",
        "error version_zero policy far version",
    ];
    for extends in [["base/one", "base"], ["base", "base/one"]] {
        let found = found(
            &json!({"extends": extends}),
            &[base(&faulty), far.clone()],
            &json!({}),
        );
        assert_eq!(found, every, "{extends:?}");
    }
    let found = found(
        &json!({"extends": ["base/one", "base/two"]}),
        &[base(&faulty), far],
        &json!({}),
    );
    assert_eq!(found, [""; 0]);
}

#[test]
fn a_document_of_ones_own_follows() {
    let refuses =
        json!({"when": {"environment": "production"}, "require": null, "forbid": "closed"});
    let rule = patched(json!({"id": "closed", "why": "It is over."}), &refuses);
    let next = base(&json!({
        "rule": [rule], "extends": ["other"], "vocabulary": {"environments": ["production"]},
    }));
    let other = patched(base(&json!({})), &json!({"id": "other"}));
    let case = Case::new("follows", "A document follows", &["9.0"]);
    let (change, now) = (case.subject(), case.now);
    let roster = must(Roster::from_json(sound::roster().to_string().as_bytes()));
    let verdict = |until: &str| {
        let own = json!({"extends": ["base"], "until": until, "afterwards": "base"});
        let read = |one: &Value| must(Policy::from_json(one.to_string().as_bytes()));
        let policy = read(&patched(sound::policy(), &own));
        let policy = policy.with_bases(vec![read(&next), read(&other)]);
        let gate = must(Gate::compile(&policy, &roster));
        let decision = gate.evaluate(&Request::new(&change, &gate.verify(&[]), now));
        let asked = decision.record().requirements.iter();
        let asked: Vec<String> = asked.map(|one| one.rule.to_string()).collect();
        (decision.verdict(), asked)
    };
    // What follows forbids already; what ends asks for somebody besides.
    let (before, asked) = verdict("2026-03-10T12:00:01Z");
    assert_eq!(before, Verdict::Deny);
    assert!(asked.contains(&"acme/all".to_owned()), "{asked:?}");
    let (after, asked) = verdict("2026-03-10T12:00:00Z");
    assert_eq!(after, Verdict::Deny);
    assert_eq!(asked, ["other/one", "other/two"]);
}
