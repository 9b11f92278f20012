//! From what a person wants to say to a statement that counts: the way that every other language takes.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use base64ct::{Base64, Encoding as _};
use foureyes::decision::Expect;
use foureyes::signature::SecretKey;
use foureyes::statement::Intent;
use foureyes::wire::consumed_from_json;
use foureyes::{Change, Gate, Policy, Request, Roster, Statements, Submitted, Timestamp, Verdict};
use foureyes_tests::parts::default_change;
use serde_json::{Value, json};

const POLICY: &str = "policy = \"foureyes/policy/v1\"\nid = \"p\"\nversion = 1\nunmatched = \"hold\"\n[[rule]]\nid = \"peer\"\nwhy = \"Two people.\"\nrequire = [{ approvals = 1 }]\n";

struct World {
    gate: Gate,
    change: Change,
    key: SecretKey,
    envelopes: Vec<Submitted>,
}

impl World {
    fn new() -> Self {
        let key = SecretKey::from_seed(&[7; 32]);
        let roster = json!({
            "roster": "foureyes/roster/v1", "id": "r", "version": 1, "levels": ["mid"],
            "principal": [
                {"id": "bob", "kind": "human", "level": "mid", "accounts": ["login:bob"]},
                {"id": "carol", "kind": "human", "level": "mid", "key": [{"scheme": "ed25519", "public": key.public()}]},
            ],
        });
        let policy = Policy::from_text(POLICY).unwrap();
        let roster = Roster::from_text(&roster.to_string()).unwrap();
        Self {
            gate: Gate::compile(&policy, &roster).unwrap(),
            change: Change::new(default_change()).unwrap(),
            key,
            envelopes: Vec::new(),
        }
    }

    fn statements(&self) -> Statements {
        self.gate.verify(&self.envelopes)
    }

    /// What Carol wants to say at noon, with the members that an intent of its sort needs beside the common ones.
    fn intent(&self, sort: &str, members: Value) -> Intent {
        let mut intent = json!({
            "signer": {"id": "carol", "key": self.key.public().fingerprint()},
            "issued": "2026-03-10T12:00:00Z",
            "nonce": self.envelopes.len().to_string(),
        });
        let more = members.as_object().unwrap().clone();
        intent.as_object_mut().unwrap().extend(more);
        Intent::from_json(json!({ sort: intent }).to_string().as_bytes()).unwrap()
    }

    /// Signs it, and returns the digest that names it.
    fn say(&mut self, sort: &str, members: Value) -> String {
        let intent = self.intent(sort, members);
        let statements = self.statements();
        let draft = self.gate.draft(&self.change, &statements, intent).unwrap();
        self.envelopes
            .push(Submitted::new(draft.sign(&self.key).unwrap()));
        draft.id().to_string()
    }

    fn verdict(&self) -> Verdict {
        let now = "2026-03-10T12:05:00Z".parse().unwrap();
        let statements = self.statements();
        assert_eq!(statements.refused(), []);
        let request = Request::new(&self.change, &statements, now);
        self.gate.evaluate(&request).verdict()
    }
}

fn until(instant: &str) -> Value {
    json!({ "expires": instant })
}

#[test]
fn every_sort_of_statement_does_what_it_says() {
    let mut world = World::new();
    assert_eq!(world.verdict(), Verdict::Hold);
    let first = world.say("approve", until("2026-03-11T12:00:00Z"));
    assert_eq!(world.verdict(), Verdict::Allow);
    world.say("withdraw", json!({"names": [first]}));
    assert_eq!(world.verdict(), Verdict::Hold);
    world.say("withdraw", json!({"all": true}));
    // The draft names the withdrawal that it follows: without that it would not count.
    world.say("approve", until("2026-03-11T12:00:00Z"));
    assert_eq!(world.verdict(), Verdict::Allow);
    let reject = world.say("reject", json!({"reason": "It fails on Sundays."}));
    assert_eq!(world.verdict(), Verdict::Deny);
    let lift =
        json!({"rejects": reject, "reason": "It was Saturday.", "expires": "2026-03-11T12:00:00Z"});
    world.say("lift", lift);
    world.say("authorship", json!({"involvement": "assisted"}));
    let listed: Value = serde_json::from_str(&world.statements().to_json()).unwrap();
    let types = listed["verified"].as_array().unwrap().iter();
    let mut types: Vec<_> = types
        .map(|one| one["predicateType"].as_str().unwrap())
        .filter_map(|kind| kind.split('/').rev().nth(1))
        .collect();
    types.sort_unstable();
    let expected = [
        "approve",
        "approve",
        "authorship",
        "lift",
        "reject",
        "withdraw",
        "withdraw",
    ];
    assert_eq!(types, expected);
}

#[test]
fn what_would_never_count_is_not_drafted() {
    let world = World::new();
    let statements = world.statements();
    for (sort, members, code) in [
        ("approve", until("2026-03-10T12:00:00Z"), "validity"),
        ("approve", until("2026-04-09T12:00:01Z"), "validity"),
        ("withdraw", json!({}), "empty_list"),
    ] {
        let intent = world.intent(sort, members);
        let drafted = world.gate.draft(&world.change, &statements, intent);
        assert_eq!(drafted.unwrap_err().code(), code, "{sort}");
    }
    let Intent::Reject(mut long) = world.intent("reject", json!({"reason": "No."})) else {
        panic!("a reject is one");
    };
    long.reason = "x".repeat(20_000);
    let drafted = world
        .gate
        .draft(&world.change, &statements, Intent::Reject(long));
    assert_eq!(drafted.unwrap_err().code(), "invalid_value");
}

#[test]
fn what_would_begin_at_its_end_or_last_too_long_is_not_drafted() {
    let world = World::new();
    let statements = world.statements();
    let with = |mut members: Value, expires: &str| {
        members["expires"] = json!(expires);
        members
    };
    let reject = format!("sha256:{}", "a".repeat(64));
    let glass = json!({"incident": "INC-1", "reason": "It burns."});
    let month = "2026-04-09T12:00:00Z";
    let intents = [
        ("approve", json!({}), month),
        (
            "lift",
            json!({"rejects": reject, "reason": "It is mended."}),
            month,
        ),
        (
            "delegate",
            json!({"to": "bob", "scope": {"level": "mid"}}),
            month,
        ),
        ("breakGlass", glass.clone(), "2026-03-10T16:00:00Z"),
        (
            "vouch",
            json!({"account": "login:bob", "approvedAt": "2026-03-10T12:00:00Z"}),
            month,
        ),
    ];
    for (sort, members, last) in intents {
        let drafted = |expires: &str| {
            let intent = world.intent(sort, with(members.clone(), expires));
            let drafted = world.gate.draft(&world.change, &statements, intent);
            drafted
                .map(|_| ())
                .map_err(|error| (error.code(), error.problem().at.path.clone()))
        };
        let refused = Err(("validity", "expires".to_owned()));
        assert_eq!(drafted("2026-03-10T12:00:01Z"), Ok(()), "{sort}");
        assert_eq!(drafted(last), Ok(()), "{sort}");
        assert_eq!(drafted("2026-03-10T12:00:00Z"), refused, "{sort}");
        let later = last.replace(":00Z", ":01Z");
        assert_eq!(drafted(&later), refused, "{sort}");
    }
    let hour = "2026-03-10T13:00:00Z";
    let scope = json!({"level": "mid"});
    for (sort, members, code, path) in [
        (
            "breakGlass",
            json!({"incident": " ", "reason": "It burns."}),
            "invalid_value",
            "incident",
        ),
        (
            "breakGlass",
            json!({"incident": "INC-1", "reason": ""}),
            "invalid_value",
            "reason",
        ),
        (
            "delegate",
            json!({"to": "bob", "scope": {}}),
            "empty_list",
            "scope",
        ),
        (
            "delegate",
            json!({"to": "carol", "scope": scope}),
            "empty_list",
            "scope",
        ),
        (
            "vouch",
            json!({"account": "login:nobody", "approvedAt": "2026-03-10T12:00:00Z"}),
            "unknown_principal",
            "account",
        ),
    ] {
        let intent = world.intent(sort, with(members, hour));
        let error = world
            .gate
            .draft(&world.change, &statements, intent)
            .unwrap_err();
        assert_eq!(
            (error.code(), error.problem().at.path.as_str()),
            (code, path)
        );
    }
}

#[test]
fn what_is_meant_is_what_is_signed() {
    let mut world = World::new();
    let signed = |world: &World, sort: &str, members: Value| -> Value {
        let intent = world.intent(sort, members);
        let statements = world.statements();
        let draft = world
            .gate
            .draft(&world.change, &statements, intent)
            .unwrap();
        let payload: Value = serde_json::from_slice(draft.payload()).unwrap();
        payload["predicate"].clone()
    };
    let week = "2026-03-17T12:00:00Z";
    let approval = signed(
        &world,
        "approve",
        json!({
            "expires": week, "meaning": ["review"], "acknowledged": ["rollback_read"],
            "comment": "Fine.", "onBehalfOf": "bob",
        }),
    );
    assert_eq!(approval["meaning"], json!(["review"]));
    assert_eq!(approval["acknowledged"], json!(["rollback_read"]));
    assert_eq!(approval["comment"], "Fine.");
    assert_eq!(approval["authority"], json!({"onBehalfOf": "bob"}));
    let versions = (approval["policy"].clone(), approval["roster"].clone());
    let plain = signed(&world, "approve", until(week));
    assert_eq!((plain["policy"].clone(), plain["roster"].clone()), versions);
    let policy = Policy::from_text(POLICY).unwrap();
    assert_eq!(versions.0, json!(policy.digest().to_string()));
    assert!(versions.1.is_string());
    let vouched = signed(
        &world,
        "vouch",
        json!({
            "account": "login:bob", "approvedAt": "2026-03-10T11:00:00Z", "expires": week, "comment": "LGTM",
        }),
    );
    assert_eq!(vouched["approval"]["comment"], "LGTM");
    assert_eq!(vouched["approval"]["meaning"], json!(["review"]));
    assert_eq!(vouched["approval"]["policy"], versions.0);
    assert_eq!(vouched["approval"]["roster"], versions.1);
    let report = format!("sha256:{}", "b".repeat(64));
    let record = json!({"type": "tests", "result": "passed", "report": report});
    assert_eq!(signed(&world, "evidence", record)["report"], report);
    let withdrawn = signed(&world, "withdraw", json!({"all": true}));
    assert_eq!(withdrawn["all"], world.change.exact().id.as_str());
    // Of what was withdrawn before, her own and of this change alone is named.
    world.say("withdraw", json!({"names": [report]}));
    let all = world.say("withdraw", json!({"all": true}));
    let other = SecretKey::from_seed(&[9; 32]);
    let glass =
        json!({"incident": "INC-1", "reason": "It burns.", "expires": "2026-03-10T13:00:00Z"});
    for (sort, members) in [
        ("approve", until(week)),
        ("authorship", json!({"involvement": "assisted"})),
        ("breakGlass", glass),
    ] {
        let own = signed(&world, sort, members.clone());
        assert_eq!(own["after"], json!([all]), "{sort}");
        let mut by_bob = members;
        by_bob["signer"] = json!({"id": "bob", "key": other.public().fingerprint()});
        let others = signed(&world, sort, by_bob);
        assert_eq!(others["after"], Value::Null, "{sort}");
    }
}

#[test]
fn a_signature_from_elsewhere_has_to_be_one_of_the_named_key() {
    let world = World::new();
    let statements = world.statements();
    let intent = world.intent("approve", until("2026-03-11T12:00:00Z"));
    let draft = world
        .gate
        .draft(&world.change, &statements, intent)
        .unwrap();
    let stranger = SecretKey::from_seed(&[8; 32]);
    assert_eq!(draft.sign(&stranger).unwrap_err().code(), "other_key");
    assert_eq!(
        draft.envelope(&[0; 63]).unwrap_err().code(),
        "invalid_value"
    );
    // The bytes are those that others sign: the same envelope comes of it.
    let elsewhere = draft.envelope(&world.key.sign(&draft.message())).unwrap();
    assert_eq!(elsewhere, draft.sign(&world.key).unwrap());
    let forged = draft.envelope(&stranger.sign(&draft.message())).unwrap();
    let checked = world.gate.verify(&[Submitted::new(forged)]);
    assert_eq!(checked.verified(), []);
    let envelope: Value = serde_json::from_str(&elsewhere).unwrap();
    let payload = Base64::decode_vec(envelope["payload"].as_str().unwrap()).unwrap();
    assert_eq!(payload, draft.payload());
}

#[test]
fn a_permit_says_what_was_used_in_the_words_that_consumed_takes() {
    let mut world = World::new();
    let id = world.say("approve", until("2026-03-11T12:00:00Z"));
    let now: Timestamp = "2026-03-10T12:05:00Z".parse().unwrap();
    let statements = world.statements();
    let request = Request::new(&world.change, &statements, now);
    let decision = world.gate.evaluate(&request);
    let exact = world.change.exact();
    let expect = json!({
        "subjects": exact.subjects.iter().map(|one| &one.digest).collect::<Vec<_>>(),
        "repository": exact.repository, "targetRef": exact.target_ref, "action": exact.action,
        "environment": exact.environment.value(), "regions": exact.regions, "now": now,
    });
    let expect = Expect::from_json(expect.to_string().as_bytes()).unwrap();
    let permit: Value = serde_json::from_str(&decision.permit(&expect).unwrap().to_json()).unwrap();
    assert_eq!(
        permit["used"],
        json!([{"statement": id, "person": "carol"}])
    );
    let consumed = consumed_from_json(permit["used"].to_string().as_bytes()).unwrap();
    let again = world.gate.evaluate(&request.consumed(&consumed));
    assert_eq!(again.verdict(), Verdict::Hold);
}

#[test]
fn problems_and_gates_are_shown_as_json() {
    let error = Policy::from_text("{\"policy\":\n1}").unwrap_err();
    assert_eq!(
        serde_json::from_str::<Value>(&error.to_json()).unwrap(),
        json!([{"severity": "error", "code": "wrong_type", "document": "policy", "path": "policy", "line": 2, "column": 1,
            "message": "invalid type: expected a word, or an object whose one member says of which sort it is"}])
    );
    let gate: Value = serde_json::from_str(&World::new().gate.to_json()).unwrap();
    assert_eq!(gate["versions"], json!({"policy": 1, "roster": 1}));
    assert_eq!(
        gate["posture"],
        json!(["completeness_unknown", "software_keys"])
    );
    assert_eq!(gate["warnings"], json!([]));
}
