//! The policy itself.

use serde_json::{Value, json};

use foureyes_tests::sound::patched;

use crate::{policies, requiring, rule};

#[test]
fn heads_and_lives() {
    policies(&[
        (
            json!({"version": 0}),
            &["error version_zero policy acme version"],
        ),
        (
            json!({"id": "floor"}),
            &["error reserved_id policy floor id"],
        ),
        (
            json!({"decisionTtl": {"production": "24h", "elsewhere": "24h"}}),
            &[],
        ),
        (
            json!({"decisionTtl": {"production": "1441m"}}),
            &["error ttl_too_long policy acme decisionTtl.production"],
        ),
        (
            json!({"decisionTtl": {"elsewhere": "1441m"}}),
            &["error ttl_too_long policy acme decisionTtl.elsewhere"],
        ),
    ]);
}

#[test]
fn lifts_of_a_veto() {
    policies(&[
        (json!({"vetoLift": {"approvals": 1}}), &[]),
        (
            json!({"vetoLift": {"wait": "1h"}}),
            &["error wrong_requirement policy acme vetoLift"],
        ),
        (
            json!({"vetoLift": {"approvals": 1, "from": {"team": "sre"}}}),
            &[
                "error unknown_team policy acme vetoLift.from.team",
                "warning unsatisfiable policy acme vetoLift.approvals",
            ],
        ),
        (
            json!({"vetoLift": {"approvals": 1, "waivedBy": ["break-glass"]}}),
            &["error wrong_waiver policy acme vetoLift.waivedBy"],
        ),
    ]);
}

#[test]
fn floors_are_never_waived_and_stand_not_too_deep() {
    let one = json!({"approvals": 1});
    let deep =
        |depth: usize| (0..depth).fold(one.clone(), |inside, _| json!({"allOf": [inside, one]}));
    let ways = |count: usize| json!({"anyOf": vec![one.clone(); count]});
    policies(&[
        (json!({"floor": [deep(2)]}), &[]),
        (
            json!({"floor": [deep(3)]}),
            &["error too_deep policy acme floor"],
        ),
        (
            json!({"floor": [one, deep(3), one]}),
            &["error too_deep policy acme floor"],
        ),
        (json!({"floor": [ways(64)]}), &[]),
        (
            json!({"floor": [ways(65)]}),
            &["error too_many_alternatives policy acme floor"],
        ),
        (
            requiring(&deep(3)),
            &["error too_deep policy acme rule[0].require"],
        ),
        (
            requiring(&json!({"anyOf": [{"anyOf": [one]}, {"allOf": [{"anyOf": [one]}]}, one]})),
            &["error too_deep policy acme rule[0].require"],
        ),
        (
            requiring(&ways(65)),
            &["error too_many_alternatives policy acme rule[0].require"],
        ),
        (
            json!({"floor": [{"allOf": [one, {"approvals": 1, "waivedBy": ["envelope"]}]}]}),
            &["error wrong_waiver policy acme floor[0].allOf[1].waivedBy"],
        ),
        (
            json!({"floor": [{"anyOf": [one, {"approvals": 1, "waivedBy": ["envelope"]}]}]}),
            &["error wrong_waiver policy acme floor[0].anyOf[1].waivedBy"],
        ),
    ]);
}

#[test]
fn freezes_that_nobody_asks_about() {
    let freeze = json!({
        "id": "gala", "why": "It is full.", "from": "2026-01-01T00:00:00Z", "to": "2026-01-02T00:00:00Z",
    });
    let with = |mut policy: Value| {
        policy["freeze"] = json!([freeze]);
        policy
    };
    let asks = |condition: Value| {
        with(rule(
            &json!({"when": condition, "require": null, "forbid": "frozen"}),
        ))
    };
    let thawed = |condition: Value| with(requiring(&condition));
    let unused: &[&str] = &["error unused_freeze policy acme freeze[0]"];
    policies(&[
        (with(json!({})), unused),
        (asks(json!({"kind": "data"})), unused),
        (
            asks(json!({"any": [{"kind": "data"}, {"reversible": false}]})),
            unused,
        ),
        (asks(json!({"frozen": true})), &[]),
        (
            asks(json!({"all": [{"kind": "data"}, {"any": [{"frozen": true}]}]})),
            &[],
        ),
        (thawed(json!({"must": {"frozen": false}})), &[]),
        (thawed(json!({"must": {"not": {"frozen": true}}})), &[]),
        (
            thawed(json!({"allOf": [{"anyOf": [{"must": {"frozen": false}}]}]})),
            &[],
        ),
    ]);
}

#[test]
fn exemptions_of_rules() {
    let forbids = |condition: Value, waived: &str| {
        rule(&json!({"when": condition, "require": null, "forbid": "no", "waivedBy": [waived]}))
    };
    let freeze = |condition: Value| {
        let mut policy = forbids(condition, "emergency-revert");
        policy["freeze"] = json!([{
            "id": "gala", "why": "It is full.", "from": "2026-01-01T00:00:00Z", "to": "2026-01-02T00:00:00Z",
        }]);
        policy["rule"][0]["when"]["not"] = json!({"not": {"frozen": true}});
        policy
    };
    let wrong: &[&str] = &["error wrong_waiver policy acme rule[0].waivedBy"];
    policies(&[
        (
            forbids(json!({"marked": "frozen"}), "emergency-revert"),
            &[],
        ),
        (
            forbids(json!({"marked": ["frozen"]}), "emergency-revert"),
            &[],
        ),
        (forbids(json!({"marked": "frozen"}), "break-glass"), wrong),
        (
            forbids(json!({"marked": ["frozen", "urgent"]}), "emergency-revert"),
            wrong,
        ),
        (
            forbids(json!({"marked": "urgent"}), "emergency-revert"),
            wrong,
        ),
        (
            forbids(
                json!({"all": [{"kind": "data"}, {"marked": "frozen"}]}),
                "emergency-revert",
            ),
            &[],
        ),
        (
            forbids(json!({"all": [{"kind": "data"}]}), "emergency-revert"),
            wrong,
        ),
        (
            forbids(
                json!({"any": [{"kind": "data"}, {"marked": "frozen"}]}),
                "emergency-revert",
            ),
            wrong,
        ),
        (
            forbids(
                json!({"any": [{"marked": "frozen"}, {"marked": "frozen"}]}),
                "emergency-revert",
            ),
            &[],
        ),
        (
            forbids(
                json!({"not": {"not": {"marked": "frozen"}}}),
                "emergency-revert",
            ),
            wrong,
        ),
        (freeze(json!({"frozen": true})), &[]),
        (freeze(json!({"kind": "data"})), wrong),
    ]);
}

#[test]
fn exemptions_of_requirements() {
    let of = |condition: Value, requirement: Value| {
        rule(&json!({"when": condition, "require": [requirement]}))
    };
    let destroys = || json!({"destructive": true});
    let waived = |mut requirement: Value| {
        requirement["waivedBy"] = json!(["break-glass"]);
        requirement
    };
    let tests = || json!({"evidence": "tests", "issuers": "rostered"});
    let wrong: &[&str] = &["error wrong_waiver policy acme rule[0].require[0].waivedBy"];
    policies(&[
        (of(destroys(), waived(json!({"approvals": 1}))), wrong),
        (of(destroys(), waived(tests())), &[]),
        (
            of(json!({"kind": "iam"}), waived(json!({"approvals": 1}))),
            wrong,
        ),
        (
            of(json!({"kind": "code"}), waived(json!({"approvals": 1}))),
            &[],
        ),
        (
            of(
                json!({"kind": "code"}),
                waived(json!({"review": {"within": "24h"}})),
            ),
            wrong,
        ),
        (
            of(
                json!({"kind": "code"}),
                waived(json!({"allOf": [{"approvals": 1}]})),
            ),
            &["error wrong_requirement policy acme rule[0].require[0].waivedBy"],
        ),
        (
            of(
                json!({"kind": "code"}),
                waived(json!({"anyOf": [{"approvals": 1}]})),
            ),
            &["error wrong_requirement policy acme rule[0].require[0].waivedBy"],
        ),
        (
            of(
                destroys(),
                json!({"allOf": [tests(), waived(json!({"approvals": 1}))]}),
            ),
            &["error wrong_waiver policy acme rule[0].require[0].allOf[1].waivedBy"],
        ),
    ]);
}

#[test]
fn emergencies() {
    let glass = |more: Value| {
        let sound = json!({"review": {"within": "24h"}});
        json!({"breakGlass": patched(sound, &more)})
    };
    policies(&[
        (
            glass(json!({"lasts": "4h", "solo": true, "assurance": "signed"})),
            &[],
        ),
        (
            glass(json!({"lasts": "241m"})),
            &["error ttl_too_long policy acme breakGlass.lasts"],
        ),
        (
            glass(json!({"from": {"team": "sre"}})),
            &["error unknown_team policy acme breakGlass.from.team"],
        ),
        (
            glass(json!({"review": {"from": {"team": "sre"}}})),
            &[
                "error unknown_team policy acme breakGlass.review.from.team",
                "warning unsatisfiable policy acme breakGlass.review.approvals",
            ],
        ),
        (
            glass(json!({"review": {"approvals": 0}})),
            &["error threshold_zero policy acme breakGlass.review.approvals"],
        ),
    ]);
}

#[test]
fn standing_approvals() {
    let sound = json!({
        "id": "bumps", "why": "They are small.", "actor": "ci",
        "from": "2026-01-01T00:00:00Z", "until": "2026-06-30T00:00:00Z",
        "rate": {"atMost": 3, "within": "1h"}, "when": {"kind": "code"},
    });
    let with = |more: Value| json!({"envelope": [patched(sound.clone(), &more)]});
    let requiring = |requirement: Value| with(json!({"require": [requirement]}));
    let wrong: &[&str] = &["error wrong_requirement policy acme envelope[0].require[0]"];
    policies(&[
        // Half a year: 180 days from the first of January.
        (with(json!({})), &[]),
        (
            with(json!({"until": "2026-06-30T00:00:01Z"})),
            &["error ttl_too_long policy acme envelope[0].until"],
        ),
        (
            json!({"envelope": [sound, sound]}),
            &["error duplicate_id policy acme envelope[1]"],
        ),
        (
            with(json!({"why": " "})),
            &["error no_why policy acme envelope[0].why"],
        ),
        (
            with(json!({"actor": "bot"})),
            &["error actor_not_service policy acme envelope[0].actor"],
        ),
        (
            requiring(json!({"evidence": "tests", "issuers": "rostered"})),
            &[],
        ),
        (requiring(json!({"must": {"reversible": true}})), &[]),
        (requiring(json!({"approvals": 1})), wrong),
        (requiring(json!({"wait": "1h"})), wrong),
        (
            requiring(json!({"evidence": "tests", "issuers": "rostered", "reviewed": true})),
            wrong,
        ),
        (
            requiring(json!({"evidence": "tests", "issuers": "rostered", "reviewed": false})),
            &[],
        ),
        (
            requiring(json!({"evidence": "scan", "issuers": "rostered"})),
            &["error unknown_evidence policy acme envelope[0].require[0].evidence"],
        ),
        (
            requiring(
                json!({"evidence": "tests", "issuers": "rostered", "waivedBy": ["break-glass"]}),
            ),
            &["error wrong_waiver policy acme envelope[0].require[0].waivedBy"],
        ),
    ]);
}
