//! The roster.

use serde_json::{Value, json};

use crate::found;
use foureyes_tests::sound::{self, key, merge, patched};

/// Holds what is found in each roster against what is to be found.
fn rosters(cases: &[(Value, &[&str])]) {
    for (patch, expected) in cases {
        let found = found(&json!({}), &[], patch);
        assert_eq!(found, *expected, "{patch}");
    }
}

/// The sound roster with these members of one of its principals.
fn with(person: usize, members: &Value) -> Value {
    let mut roster = sound::roster();
    merge(&mut roster["principal"][person], members);
    json!({"principal": roster["principal"]})
}

const ANN: usize = 0;
const BOB: usize = 1;
const CI: usize = 4;

#[test]
fn heads_and_levels() {
    rosters(&[
        (
            json!({"version": 0}),
            &["error version_zero roster people version"],
        ),
        (
            json!({"levels": ["junior", "senior", "junior"]}),
            &["error duplicate_id roster people levels[2]"],
        ),
    ]);
}

#[test]
fn trainings_end_after_they_begin() {
    let until = |until: &str| {
        with(
            BOB,
            &json!({"trainings": [{"id": "safety", "since": "2026-01-01T00:00:00Z", "until": until}]}),
        )
    };
    let empty: &[&str] = &["error empty_window roster people principal[1].trainings[0]"];
    rosters(&[
        (until("2026-01-01T00:00:01Z"), &[]),
        (until("2026-01-01T00:00:00Z"), empty),
        (until("2025-01-01T00:00:00Z"), empty),
    ]);
}

#[test]
fn services_alone_vouch_and_never_for_addresses() {
    rosters(&[
        (with(CI, &json!({"vouches": ["github"]})), &[]),
        (
            with(CI, &json!({"vouches": ["github", "email"]})),
            &["error voucher_not_service roster people principal[4].vouches[1]"],
        ),
        (
            with(BOB, &json!({"vouches": ["github"]})),
            &["error voucher_not_service roster people principal[1].vouches[0]"],
        ),
    ]);
}

#[test]
fn operators_are_people_and_of_agents() {
    rosters(&[
        (
            with(BOB, &json!({"operator": "ann"})),
            &["error operator_not_agent roster people principal[1].operator"],
        ),
        (
            with(3, &json!({"operator": "ci"})),
            &["error operator_not_human roster people principal[3].operator"],
        ),
        (
            with(3, &json!({"operator": "anna"})),
            &["error unknown_principal roster people principal[3].operator"],
        ),
        (with(3, &json!({"operator": null})), &[]),
    ]);
}

#[test]
fn accounts_and_keys_belong_to_one() {
    let accounts = |ann: &str, bob: &str| {
        let mut roster = with(ANN, &json!({"accounts": [ann]}));
        roster["principal"][BOB]["accounts"] = json!([bob]);
        roster
    };
    let twice: &[&str] = &["error duplicate_account roster people principal[1].accounts[0]"];
    let key_of = |name: &str| json!({"key": [key(name)]});
    rosters(&[
        (accounts("github:1", "github:2"), &[]),
        (accounts("github:1", "github:1"), twice),
        (accounts("login:ann", "login:ANN"), twice),
        (accounts("login:ann", "login:anm"), &[]),
        (accounts("login:änn", "login:ÄNN"), twice),
        (
            with(BOB, &key_of("ann")),
            &["error duplicate_key_bytes roster people principal[1].key[0]"],
        ),
        // Whoever comes between them in the list.
        (
            with(CI, &key_of("ann")),
            &["error duplicate_key_bytes roster people principal[4].key[0]"],
        ),
    ]);
}

#[test]
fn principals_stand_there_once() {
    let mut twice = sound::roster();
    twice["principal"][2]["id"] = json!("bob");
    rosters(&[(
        json!({"principal": twice["principal"]}),
        &["error duplicate_id roster people principal[2]"],
    )]);
}

#[test]
fn who_signs_documents_is_there() {
    let authority = |mut roster: Value, threshold: u32| {
        roster["authority"] = json!({"threshold": threshold});
        roster
    };
    let owner = |person: usize, more: Value| {
        with(
            person,
            &patched(json!({"roles": ["releaser", "policy_owner"]}), &more),
        )
    };
    let too_few: &[&str] = &["error unsatisfiable roster people authority.threshold"];
    rosters(&[
        (authority(json!({}), 1), &[]),
        (
            authority(json!({}), 0),
            &["error threshold_zero roster people authority.threshold"],
        ),
        (authority(json!({}), 2), too_few),
        (authority(owner(BOB, json!({})), 2), &[]),
        (authority(owner(BOB, json!({})), 3), too_few),
        (
            authority(owner(BOB, json!({"roles": ["releaser"]})), 2),
            too_few,
        ),
        (authority(owner(BOB, json!({"key": []})), 2), too_few),
        (
            authority(owner(BOB, json!({"status": "former"})), 2),
            too_few,
        ),
        (authority(owner(CI, json!({})), 2), too_few),
    ]);
}
