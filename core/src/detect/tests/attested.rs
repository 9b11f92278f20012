//! Attestations about agents.

use serde_json::{Value, json};

use crate::detect::{Agents, Attribution, Trust};
use crate::provenance::{ClaimBasis, Involvement};

fn statement(kind: &str, predicate: Value) -> Value {
    json!({
        "_type": "https://in-toto.io/Statement/v1",
        "subject": [{"name": "git+https://example.org/shop", "digest": {"gitCommit": "1".repeat(40)}}],
        "predicateType": kind,
        "predicate": predicate,
    })
}

fn read(statement: &Value, trust: Trust) -> Attribution {
    let bytes = statement.to_string();
    Agents::builtin()
        .attestation(bytes.as_bytes(), trust)
        .unwrap()
}

fn claims(found: &Attribution) -> Vec<(Involvement, ClaimBasis, Option<&str>, Option<&str>)> {
    let all = found.claims.iter();
    all.map(|one| {
        (
            one.involvement,
            one.basis,
            one.tool.as_deref(),
            one.model.as_deref(),
        )
    })
    .collect()
}

#[test]
fn provenance_of_a_commit_that_an_agent_made() {
    let of = |build: &str| {
        statement(
            "https://slsa.dev/provenance/v1",
            json!({
                "buildDefinition": {
                    "buildType": build,
                    "externalParameters": {"task": {"uri": "https://example.org/issues/7"}},
                },
                "runDetails": {"builder": {"id": "https://agents.example/platform"}},
            }),
        )
    };
    let agent = of("https://refs.arewm.com/agent-commit/v0.3");
    let tool = Some("https://agents.example/platform");
    let found = read(&agent, Trust::Authenticated);
    assert_eq!(
        claims(&found),
        [(Involvement::Autonomous, ClaimBasis::Attested, tool, None)]
    );
    assert_eq!(found.commits, ["1".repeat(40).parse().unwrap()]);
    let found = read(&agent, Trust::Unauthenticated);
    assert_eq!(
        claims(&found),
        [(Involvement::Autonomous, ClaimBasis::Declared, tool, None)]
    );
    // How a package was built says nothing about who wrote it.
    let plain = of("https://actions.github.io/buildtypes/workflow/v1");
    assert_eq!(claims(&read(&plain, Trust::Authenticated)), []);
}

#[test]
fn drafts_of_others() {
    let agent = json!({"tool": "claude-code", "model": "claude-opus-4-6"});
    let found = |kind: &str, predicate: Value| {
        let found = read(&statement(kind, predicate), Trust::Unauthenticated);
        let claims = claims(&found);
        let rungs: Vec<_> = claims.iter().map(|one| one.0).collect();
        (rungs, found.diagnostics.len())
    };
    const PEDIGREE: &str = "dev.pedigree/ai-authorship/v1";
    for (kind, rungs, faults) in [
        ("human", vec![], 0),
        ("ai-assisted", vec![Involvement::Assisted], 0),
        ("ai-autonomous", vec![Involvement::Autonomous], 0),
        ("robot", vec![Involvement::Generated], 1),
    ] {
        let predicate = json!({"authorship": {"kind": kind}, "agent": agent});
        assert_eq!(found(PEDIGREE, predicate), (rungs, faults), "{kind}");
    }
    for kind in [
        "https://agentattest.dev/predicate/v0",
        "https://in-toto.io/attestation/ai-agent-action/v0.1",
    ] {
        let autonomous = (vec![Involvement::Autonomous], 0);
        assert_eq!(found(kind, json!({"agent": agent})), autonomous, "{kind}");
        assert_eq!(found(kind, json!(7)), autonomous, "{kind}");
    }
    assert_eq!(found("https://example.org/other", json!({})), (vec![], 0));
}

#[test]
fn what_is_no_statement() {
    let twice = r#"{"_type": "https://in-toto.io/Statement/v1", "predicate": 1, "predicate": 2}"#;
    for (text, code) in [
        ("{", "syntax"),
        ("{}", "invalid_value"),
        (
            r#"{"_type": "https://in-toto.io/Statement/v0.1"}"#,
            "invalid_value",
        ),
        (twice, "duplicate_key"),
    ] {
        let error = Agents::builtin()
            .attestation(text.as_bytes(), Trust::Authenticated)
            .unwrap_err();
        assert_eq!(error.code(), code, "{text}");
    }
    let mut odd = statement("x", Value::Null);
    odd["subject"] = json!([{"digest": {"sha256": "0".repeat(64)}}, 5]);
    let codes: Vec<_> = read(&odd, Trust::Authenticated).diagnostics;
    assert_eq!(codes.len(), 2);
}
