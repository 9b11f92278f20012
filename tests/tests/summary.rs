//! Decisions for other tools: SLSA Verification Summaries.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use foureyes::decision::{SUMMARY_EXTENSION, SUMMARY_TYPE, SummaryAsk};
use foureyes::signature::{CheckedKey, Envelope, PAYLOAD_TYPE, SecretKey, pae, verify};
use foureyes::{Decision, Request, Submitted};
use foureyes_tests::case::Case;
use serde_json::{Value, json};

fn case() -> Case {
    let mut case = Case::new("a-case", "A case", &["4"]);
    case.approve("carol");
    case
}

fn decide(case: &Case, simulated: bool) -> Decision {
    let gate = case.gate();
    let envelopes: Vec<_> = case
        .vector()
        .input
        .statements
        .into_iter()
        .filter_map(|one| one.envelope)
        .map(Submitted::new)
        .collect();
    let (change, statements) = (case.subject(), gate.verify(&envelopes));
    let request = Request::new(&change, &statements, case.now);
    gate.evaluate(&if simulated {
        request.simulated()
    } else {
        request
    })
}

fn ask() -> SummaryAsk {
    SummaryAsk::new("https://example.org/gate")
}

fn read(text: &str) -> Value {
    serde_json::from_str(text).unwrap()
}

#[test]
fn an_allow_has_passed() {
    let case = case();
    let decision = decide(&case, false);
    let mut ask = ask();
    ask.levels = vec!["SLSA_SOURCE_LEVEL_3".to_owned()];
    let summary = read(&decision.summary(&ask).unwrap());
    assert_eq!(summary["_type"], "https://in-toto.io/Statement/v1");
    assert_eq!(summary["predicateType"], SUMMARY_TYPE);
    let predicate = &summary["predicate"];
    assert_eq!(predicate["verificationResult"], "PASSED");
    assert_eq!(
        predicate["verifiedLevels"],
        json!([
            "ORG_FOUREYES_ALLOWED",
            "ORG_FOUREYES_PEOPLE_1",
            "SLSA_SOURCE_LEVEL_3"
        ])
    );
    assert_eq!(predicate["verifier"]["id"], "https://example.org/gate");
    assert_eq!(predicate["resourceUri"], "https://example.org/shop");
    let record = decision.record();
    let (name, digest) = record.inputs.policies.first_key_value().unwrap();
    assert_eq!(
        predicate["policy"]["uri"],
        format!("urn:foureyes:policy:{name}")
    );
    assert_eq!(predicate["policy"]["digest"]["sha256"], digest.hex());
    let subjects = summary["subject"].as_array().unwrap();
    assert_eq!(
        subjects.len(),
        record.about.as_ref().unwrap().subjects.len()
    );
    assert!(subjects.iter().all(|subject| subject["digest"].is_object()));
    let gate = &predicate[SUMMARY_EXTENSION];
    assert_eq!(gate["people"], json!(["carol"]));
    assert_eq!(gate["decision"], record.digest().to_string());
    assert_eq!(gate["expiresAt"], record.recheck_by.to_string());
}

#[test]
fn everything_else_has_failed() {
    let mut held = Case::new("a-case", "A case", &["4"]);
    let mut denied = case();
    denied.reject("erin");
    for (decision, verdict) in [
        (decide(&held, false), "hold"),
        (decide(&denied, false), "deny"),
        (decide(&case(), true), "allow"),
    ] {
        let mut ask = ask();
        ask.levels = vec!["ORG_LEVEL".to_owned()];
        let summary = read(&decision.summary(&ask).unwrap());
        assert_eq!(summary["predicate"][SUMMARY_EXTENSION]["verdict"], verdict);
        assert_eq!(summary["predicate"]["verificationResult"], "FAILED");
        assert_eq!(summary["predicate"]["verifiedLevels"], json!(["FAILED"]));
    }
    held.approve("carol");
    let nothing = held.gate().decide(b"{", &[], held.now);
    assert_eq!(nothing.summary(&ask()).unwrap_err().code(), "no_subject");
}

#[test]
fn what_readers_would_refuse_is_refused_here() {
    let decision = decide(&case(), false);
    let refused = |ask: &SummaryAsk| {
        let error = decision.summary(ask).unwrap_err();
        (error.code(), error.problem().at.path.clone())
    };
    for level in [
        "",
        "SLSA_SOURCE_TWO_PARTY_REVIEWED",
        "SLSA_SOURCE_LEVEL_",
        "org_x",
        "ORG_",
        "ORG_a",
        "PASSED",
    ] {
        let mut ask = ask();
        ask.levels = vec!["ORG_OK".to_owned(), level.to_owned()];
        assert_eq!(
            refused(&ask),
            ("invalid_value", "levels[1]".to_owned()),
            "{level}"
        );
    }
    for verifier in [
        "",
        "gate",
        ":x",
        "https:",
        "https://example.org/ä",
        "https://example.org/ gate",
    ] {
        assert_eq!(
            refused(&SummaryAsk::new(verifier)),
            ("invalid_value", "verifier".to_owned())
        );
    }
    let mut ask = ask();
    ask.resource_uri = Some("shop".to_owned());
    assert_eq!(refused(&ask), ("invalid_value", "resourceUri".to_owned()));
}

#[test]
fn a_sealed_summary_verifies_and_approves_nothing() {
    let case = case();
    let key = SecretKey::from_seed(&[9; 32]);
    let payload = decide(&case, false).summary(&ask()).unwrap();
    let sealed = key.seal(payload.as_bytes());
    let envelope = Envelope::from_json(sealed.as_bytes()).unwrap();
    let [signature] = envelope.signatures.as_slice() else {
        panic!("one signature");
    };
    assert_eq!(signature.keyid.as_ref(), Some(key.public().fingerprint()));
    let checked = CheckedKey::new(key.public().point()).unwrap();
    let message = pae(PAYLOAD_TYPE, &envelope.payload);
    let bytes: &[u8] = signature.sig.as_slice();
    assert!(verify(&checked, &message, bytes));
    assert_eq!(envelope.payload, payload.as_bytes());
    let statements = case.gate().verify(&[Submitted::new(sealed.as_str())]);
    assert!(statements.verified().is_empty() && statements.refused().len() == 1);
}
