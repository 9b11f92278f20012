//! Conditions, and their names.

use serde_json::json;

use crate::{policies, requiring, when};

#[test]
fn what_says_nothing() {
    let vacuous = |condition| when(&condition);
    policies(&[
        (
            when(&json!({"team": "sre"})),
            &["error unknown_team policy acme rule[0].when.team"],
        ),
        (
            when(&json!({"team": []})),
            &["error empty_list policy acme rule[0].when.team"],
        ),
        (when(&json!({"team": "core"})), &[]),
        (
            vacuous(json!({"lines": {"atLeast": 0}})),
            &["error vacuous policy acme rule[0].when.lines.atLeast"],
        ),
        (when(&json!({"lines": {"atLeast": 1}})), &[]),
        (
            vacuous(json!({"fact": {"replicas": []}})),
            &["error vacuous policy acme rule[0].when.fact.replicas"],
        ),
        (
            vacuous(json!({"fact": {"replicas": {}}})),
            &["error vacuous policy acme rule[0].when.fact.replicas"],
        ),
        (
            vacuous(json!({"fact": {"replicas": {"atLeast": 4, "atMost": 3}}})),
            &["error vacuous policy acme rule[0].when.fact.replicas"],
        ),
        (
            when(&json!({"fact": {"replicas": {"atLeast": 3, "atMost": 3}}})),
            &[],
        ),
        (
            vacuous(json!({"fact": {}})),
            &["error empty_list policy acme rule[0].when.fact"],
        ),
    ]);
}

#[test]
fn names_that_are_asked_for_are_read_once_in_each_reading() {
    let named = |body, condition| {
        let mut policy = when(&condition);
        policy["conditions"] = body;
        policy
    };
    let both = |body| {
        let mut policy = named(body, json!({"condition": "one"}));
        policy["rule"][0]["require"] = json!([{"must": {"condition": "one"}}]);
        policy
    };
    policies(&[
        (
            named(
                json!({"one": {"kind": "data"}}),
                json!({"condition": "one"}),
            ),
            &[],
        ),
        (
            named(json!({"one": {"kind": "data"}}), json!({"kind": "data"})),
            &["warning unused_name policy acme conditions.one"],
        ),
        (
            named(
                json!({"one": {"condition": "two"}, "two": {"kind": []}}),
                json!({"all": [{"condition": "one"}, {"condition": "one"}]}),
            ),
            &["error empty_list policy acme conditions.two.kind"],
        ),
        (
            named(
                json!({"one": {"condition": "two"}, "two": {"condition": "one"}}),
                json!({"condition": "one"}),
            ),
            &[
                "error name_circle policy acme conditions.one",
                "error name_circle policy acme conditions.two",
                "warning unused_name policy acme conditions.two",
            ],
        ),
        (
            named(
                json!({"one": {"kind": "data"}}),
                json!({"condition": "won"}),
            ),
            &[
                "error unknown_condition policy acme rule[0].when.condition",
                "warning unused_name policy acme conditions.one",
            ],
        ),
        // What may only ask for more may stand in `when` alone.
        (
            both(json!({"one": {"marked": "urgent"}})),
            &["error wrong_polarity policy acme conditions.one.marked"],
        ),
        (both(json!({"one": {"kind": "data"}})), &[]),
    ]);
}

#[test]
fn groups_are_read_once() {
    let grouped = |groups, requirement| {
        let mut policy = requiring(&requirement);
        policy["groups"] = groups;
        policy
    };
    let from = |selector| json!({"approvals": 1, "from": selector});
    policies(&[
        (
            grouped(
                json!({"elders": {"level": {"atLeast": "senior"}}}),
                from(json!({"group": "elders"})),
            ),
            &[],
        ),
        (
            grouped(
                json!({"elders": {"level": {"atLeast": "senior"}}}),
                json!({"approvals": 1}),
            ),
            &["warning unused_name policy acme groups.elders"],
        ),
        (
            grouped(
                json!({"elders": {"level": {"atLeast": "elder"}}}),
                json!({"approvals": 2, "from": {"group": "elders"}, "including": [{"group": "elders"}]}),
            ),
            &[
                "error unknown_level policy acme groups.elders.level",
                "warning unsatisfiable policy acme rule[0].require[0].approvals",
            ],
        ),
        (
            grouped(
                json!({"elders": {"group": "others"}, "others": {"group": "elders", "team": "sre"}}),
                from(json!({"group": "elders"})),
            ),
            &[
                "error name_circle policy acme groups.elders",
                "error name_circle policy acme groups.others",
                "warning unused_name policy acme groups.others",
                "warning unsatisfiable policy acme rule[0].require[0].approvals",
            ],
        ),
        (
            grouped(json!({}), from(json!({"group": "elders"}))),
            &["error unknown_group policy acme rule[0].require[0].from.group"],
        ),
    ]);
}

#[test]
fn a_group_says_what_nothing_beside_it_says() {
    let members = [
        ("level", json!({"atLeast": "junior"})),
        ("team", json!("core")),
        ("role", json!("policy_owner")),
        ("owns", json!("service")),
        ("heldFor", json!("1h")),
        ("trained", json!("safety")),
        ("not", json!("executor")),
    ];
    for (own, value) in &members {
        for (other, body) in &members {
            // Beside what is held, so that each can stand by itself.
            let group = json!({"level": {"atLeast": "junior"}, *other: body});
            let selector = json!({"group": "elders", "role": "policy_owner", *own: value});
            let mut policy = requiring(&json!({"approvals": 1, "from": selector}));
            policy["groups"] = json!({"elders": group});
            let inside = ["level", *other];
            let beside = ["role", *own];
            let clash = members.iter().map(|(name, _)| *name);
            let clash = clash.filter(|name| inside.contains(name) && beside.contains(name));
            let expected: Vec<String> = clash
                .take(1)
                .map(|name| {
                    format!("error wrong_requirement policy acme rule[0].require[0].from.{name}")
                })
                .collect();
            let found = crate::found(&policy, &[], &json!({}));
            let found: Vec<String> = found
                .into_iter()
                .filter(|one| one.starts_with("error"))
                .collect();
            assert_eq!(found, expected, "{own} beside a group with {other}");
        }
    }
}
