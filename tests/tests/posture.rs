//! What a gate relaxes is listed by name: each relaxation where it is in force, and nowhere else (semantics 3.5).

#![expect(
    clippy::indexing_slicing,
    reason = "the members are there in what is sound"
)]

use foureyes::{Gate, Policy, Roster};
use foureyes_tests::sound::{self, merge};
use foureyes_tests::{keys, must};
use serde_json::{Value, json};

/// A policy that relaxes nothing, and a roster of which every person has a security key.
fn strict() -> (Value, Value) {
    let mut policy = sound::policy();
    merge(&mut policy, &json!({"completeStatements": "required"}));
    let mut roster = sound::roster();
    for person in roster["principal"].as_array_mut().into_iter().flatten() {
        if person["kind"] == "human" {
            let name = person["id"].as_str().unwrap_or_default();
            person["key"] = json!([{"public": keys::hardware(name), "scheme": "sshsig"}]);
        }
    }
    (policy, roster)
}

fn posture(policy: &Value, roster: &Value) -> Vec<&'static str> {
    let policy = must(Policy::from_json(policy.to_string().as_bytes()));
    let roster = must(Roster::from_json(roster.to_string().as_bytes()));
    let gate = must(Gate::compile(&policy, &roster));
    gate.posture().into_iter().map(|one| one.code()).collect()
}

#[test]
fn each_relaxation_of_the_policy_is_listed() {
    let glass = |more: Value| {
        let sound = json!({"review": {"within": "24h"}});
        json!({"breakGlass": sound::patched(sound, &more)})
    };
    let with = |with: Value| {
        json!({"rule": [{"id": "all", "why": "It is so.", "require": [
            {"approvals": 1}, {"approvals": 1, "with": with},
        ]}]})
    };
    let every = |assurance: &str| {
        let mut policy = with(json!({"assurance": "vouched"}));
        policy["everySignature"] = json!({"assurance": assurance});
        policy
    };
    let cases: [(Value, &[&str]); 21] = [
        (json!({}), &[]),
        (
            json!({"completeStatements": null}),
            &["completeness_unknown"],
        ),
        (
            json!({"trust": {"authorIdentity": "asserted"}}),
            &["asserted_identity"],
        ),
        (json!({"trust": {"authorIdentity": "authenticated"}}), &[]),
        (glass(json!({})), &[]),
        (glass(json!({"solo": true})), &["break_glass_solo"]),
        (glass(json!({"solo": false})), &[]),
        (
            glass(json!({"assurance": "signed"})),
            &["break_glass_untouched"],
        ),
        (glass(json!({"assurance": "touched"})), &[]),
        (glass(json!({"assurance": "verified"})), &[]),
        (
            json!({"derive": {"destructivePaths": ["db/**"]}}),
            &["destructive_by_paths"],
        ),
        (
            json!({"provenance": {"humanClaim": "counts"}}),
            &["human_claim_counts"],
        ),
        (
            json!({"provenance": {"humanClaim": "countersigned"}}),
            &["human_claim_countersigned"],
        ),
        (
            json!({"provenance": {"presume": "assisted"}}),
            &["presume_assisted"],
        ),
        (
            json!({"provenance": {"presume": "none"}}),
            &["presume_none"],
        ),
        (json!({"unmatched": "allow"}), &["unmatched_allow"]),
        (json!({"unresolved": "raise"}), &["unresolved_raise"]),
        (json!({"unresolved": "hold"}), &[]),
        (
            with(json!({"assurance": "vouched"})),
            &["vouched_approvals"],
        ),
        (with(json!({"assurance": "signed"})), &[]),
        // What every signature must be like counts beside it.
        (every("signed"), &[]),
    ];
    for (patch, expected) in cases {
        let (mut policy, roster) = strict();
        merge(&mut policy, &patch);
        assert_eq!(posture(&policy, &roster), expected, "{patch}");
    }
    let (mut policy, roster) = strict();
    merge(&mut policy, &every("vouched"));
    assert_eq!(posture(&policy, &roster), ["vouched_approvals"]);
}

#[test]
fn keys_of_people_that_are_no_security_keys_are_listed() {
    let (policy, roster) = strict();
    assert_eq!(posture(&policy, &roster), [""; 0]);
    let mut one = roster.clone();
    let keys = one["principal"][1]["key"].as_array_mut();
    keys.into_iter()
        .for_each(|keys| keys.push(sound::key("another")));
    assert_eq!(posture(&policy, &one), ["software_keys"]);
    one["principal"][1]["status"] = json!("former");
    assert_eq!(posture(&policy, &one), [""; 0]);
}
