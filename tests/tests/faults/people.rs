//! Requirements, and the people that they ask for.

use serde_json::{Value, json};

use foureyes_tests::sound::patched;

use crate::{policies, requiring};

const WRONG: &[&str] = &["error wrong_requirement policy acme rule[0].require[0]"];
const UNSATISFIABLE: &[&str] = &["warning unsatisfiable policy acme rule[0].require[0].approvals"];

#[test]
fn members_go_with_their_sort() {
    let wait = |member: &str, value: Value| requiring(&json!({"wait": "1h", member: value}));
    let senior = json!({"level": {"atLeast": "senior"}});
    policies(&[
        (wait("from", senior.clone()), WRONG),
        (wait("including", json!([senior])), WRONG),
        (wait("with", json!({"assurance": "signed"})), WRONG),
        (wait("veto", json!(false)), WRONG),
        (wait("issuers", json!("rostered")), WRONG),
        (wait("maxAge", json!("1h")), WRONG),
        (wait("signed", json!(true)), WRONG),
        (wait("reviewed", json!(true)), WRONG),
        (wait("approvals", json!(1)), WRONG),
        (requiring(&json!({})), WRONG),
        (requiring(&json!({"wait": "1h"})), &[]),
        (
            requiring(&json!({
                "approvals": 1, "from": senior, "including": [senior], "with": {"assurance": "signed"}, "veto": false,
            })),
            &[],
        ),
        (
            requiring(&json!({
                "evidence": "tests", "issuers": "rostered", "maxAge": "1h", "signed": true, "reviewed": true,
            })),
            &[],
        ),
        (
            requiring(&json!({"evidence": "tests"})),
            &["error no_issuers policy acme rule[0].require[0]"],
        ),
    ]);
}

#[test]
fn more_people_than_there_are() {
    let senior = json!({"level": {"atLeast": "senior"}});
    let owner = json!({"role": "policy_owner"});
    let asks = |count: u32, more: Value| requiring(&patched(json!({"approvals": count}), &more));
    policies(&[
        (asks(3, json!({})), &[]),
        (asks(4, json!({})), UNSATISFIABLE),
        (asks(2, json!({"from": senior})), &[]),
        (asks(3, json!({"from": senior})), UNSATISFIABLE),
        (asks(1, json!({"from": owner})), &[]),
        (asks(2, json!({"from": owner})), UNSATISFIABLE),
        (asks(2, json!({"including": [owner, senior]})), &[]),
        // Who is in the team is no junior, and nobody else is.
        (
            asks(
                1,
                json!({"from": {"team": "core", "level": {"atLeast": "senior"}}}),
            ),
            &[],
        ),
        (
            asks(0, json!({})),
            &["error threshold_zero policy acme rule[0].require[0].approvals"],
        ),
    ]);
}

#[test]
fn seats_that_nobody_could_take() {
    let seat = |selector: Value| requiring(&json!({"approvals": 2, "including": [selector]}));
    let role: &[&str] = &[
        "warning unsatisfiable policy acme rule[0].require[0].approvals",
        "warning unheld_role policy acme rule[0].require[0].including[0].role",
    ];
    policies(&[
        (seat(json!({"role": "policy_owner"})), &[]),
        (seat(json!({"role": "releaser"})), role),
        // The agent has the role; no person does.
        (seat(json!({"role": "helper"})), role),
        (seat(json!({"trained": "safety"})), &[]),
        (
            seat(json!({"trained": ["safety", "diving"]})),
            &["warning unheld_training policy acme rule[0].require[0].including[0].trained"],
        ),
        (
            seat(json!({"trained": []})),
            &["error empty_list policy acme rule[0].require[0].including[0].trained"],
        ),
        (
            seat(json!({})),
            &["error empty_selector policy acme rule[0].require[0].including[0]"],
        ),
        (
            seat(json!({"heldFor": "1h"})),
            &["error wrong_requirement policy acme rule[0].require[0].including[0].heldFor"],
        ),
    ]);
}
