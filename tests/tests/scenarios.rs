//! The acceptance scenarios of the shared corpus, through an adapter. The corpus is found by the variable
//! `FOUREYES_CORPUS`; without it the part is skipped by name.

#![expect(
    clippy::unwrap_used,
    clippy::arithmetic_side_effects,
    reason = "a test fails by panicking"
)]

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::path::PathBuf;

use ed25519_dalek::{Signer as _, SigningKey};
use foureyes::statement::{Approval, Signer, Statement};
use foureyes::{Change, Gate, Policy, Request, Roster, Submitted, Timestamp, roster::PublicKey};
use serde_json::{Value, json};

/// Profiles whose lines this version decides; delegation comes later.
const PROFILES: &[&str] = &["senior-signoff"];
const LATER: &[&str] = &["delegate"];

fn corpus() -> Option<PathBuf> {
    let folder = std::env::var_os("FOUREYES_CORPUS").map(PathBuf::from);
    if folder.is_none() {
        let line = "scenarios: FOUREYES_CORPUS names no corpus folder";
        eprintln!("skipped: {line}");
        if let Some(log) = std::env::var_os("FOUREYES_SKIP_LOG") {
            let file = std::fs::OpenOptions::new()
                .create(true)
                .append(true)
                .open(log);
            std::io::Write::write_all(&mut file.unwrap(), format!("{line}\n").as_bytes()).unwrap();
        }
    }
    folder
}

fn now() -> Timestamp {
    "2026-04-01T12:00:00Z".parse().unwrap()
}

/// The person of a corpus word such as `senior+owner!stale`: an id, its level, its roles and its marks.
struct Person {
    id: String,
    level: String,
    owner: bool,
    key: SigningKey,
}

fn person(index: u8, word: &str) -> Person {
    let word = word.split('!').next().unwrap();
    let mut parts = word.split('+');
    let level = parts.next().unwrap().to_owned();
    Person {
        id: format!("p{index}"),
        owner: parts.any(|role| role == "owner"),
        level,
        key: SigningKey::from_bytes(&[index + 1; 32]),
    }
}

fn words(line: &Value, field: &str) -> Vec<String> {
    let list = line.get(field).and_then(Value::as_array);
    list.into_iter()
        .flatten()
        .map(|word| word.as_str().unwrap().to_owned())
        .collect()
}

fn roster(author: &str, approvers: &[(String, Person)]) -> String {
    let mut text = String::from(
        "roster = \"foureyes/roster/v1\"\nid = \"corpus\"\nversion = 1\nlevels = [\"junior\", \"mid\", \"senior\"]\n",
    );
    let owners: Vec<&str> = approvers
        .iter()
        .filter(|(_, one)| one.owner)
        .map(|(_, one)| one.id.as_str())
        .collect();
    write!(
        text,
        "[[service]]\nid = \"svc\"\ntier = 2\npaths = [\"svc/**\"]\nowners = {owners:?}\n"
    )
    .unwrap();
    let level = if author == "agent" { "junior" } else { author };
    write!(text, "[[principal]]\nid = \"author\"\nkind = \"human\"\nlevel = \"{level}\"\naccounts = [\"github:1\"]\n").unwrap();
    // Somebody of every sort who could still sign.
    for (id, level) in [("spare-mid", "mid"), ("spare-senior", "senior")] {
        let key = PublicKey::from_point(
            *SigningKey::from_bytes(&[u8::try_from(id.len()).unwrap() + 100; 32])
                .verifying_key()
                .as_bytes(),
        );
        write!(text, "[[principal]]\nid = \"{id}\"\nkind = \"human\"\nlevel = \"{level}\"\n[[principal.key]]\nscheme = \"ed25519\"\npublic = \"{key}\"\n").unwrap();
    }
    for (word, one) in approvers {
        let kind = if one.level == "agent" {
            "agent"
        } else {
            "human"
        };
        write!(
            text,
            "[[principal]]\nid = \"{}\"\nkind = \"{kind}\"\n",
            one.id
        )
        .unwrap();
        if kind == "human" {
            writeln!(text, "level = \"{}\"", one.level).unwrap();
        }
        let public = PublicKey::from_point(*one.key.verifying_key().as_bytes());
        write!(
            text,
            "[[principal.key]]\nscheme = \"ed25519\"\npublic = \"{public}\"\n"
        )
        .unwrap();
        if word.contains("!revoked") {
            text.push_str("revoked = { at = \"2026-03-31T00:00:00Z\" }\n");
        }
    }
    text
}

/// What a line omits means none: cell, staged, not destructive, collected by the embedder.
fn change(line: &Value) -> Change {
    let text = |field: &str| line.get(field).and_then(Value::as_str);
    let flag = |name: &str| words(line, "flags").iter().any(|flag| flag == name);
    let environment = match text("env").unwrap() {
        "prod" => "production",
        "dev" => "development",
        other => other,
    };
    let involvement = |prov: &str| match prov {
        "advice" => Some("advised"),
        "assisted" => Some("assisted"),
        "generated" => Some("generated"),
        "agent" => Some("autonomous"),
        "human" | "bot" => Some("none"),
        _ => None,
    };
    let mut claims: Vec<Value> = involvement(text("prov").unwrap())
        .map(|rung| json!({"involvement": rung, "basis": "declared"}))
        .into_iter()
        .collect();
    if flag("prov_conflict") {
        claims.push(json!({"involvement": "generated", "basis": "declared"}));
    }
    let evidence: Vec<Value> = words(line, "evidence")
        .iter()
        .map(|kind| {
            let digest = "sha256:".to_owned() + &"0".repeat(64);
            json!({"type": kind, "result": "passed", "origin": "collected", "at": now().to_string(), "digest": digest})
        })
        .collect();
    let destructive = line
        .get("destructive")
        .and_then(Value::as_bool)
        .unwrap_or(false);
    let reversible = line
        .get("reversible")
        .and_then(Value::as_bool)
        .unwrap_or(!destructive);
    let document = json!({
        "change": "foureyes/change/v1",
        "exact": {
            "id": line["id"], "repository": "corpus", "targetRef": "refs/heads/main", "action": "deploy",
            "environment": {"collected": environment},
            "from": {"gitTree": "a".repeat(64)}, "result": {"gitTree": "b".repeat(64)},
            "subjects": [{"name": "image", "digest": {"sha256": "c".repeat(64)}}],
            "commits": {"whole": ["d".repeat(40)]},
            "paths": {"whole": [{"path": "svc/main.rs", "action": "modified"}]},
        },
        "seen": {
            "kinds": {"whole": [text("kind").unwrap()]}, "services": {"whole": ["svc"]}, "tiers": {"whole": [line["tier"]]},
            "destructive": {"collected": destructive}, "reversible": {"collected": reversible},
            "rollout": {"collected": text("rollout").unwrap_or("staged")},
            "blast": {"collected": text("blast").unwrap_or("cell")},
        },
        "live": {
            "participants": {"whole": [{"who": {"account": "github:1"}, "role": "author", "basis": "authenticated"}]},
            "claims": {"whole": claims}, "evidence": {"whole": evidence}, "marks": {"whole": []},
            "credential": {"collected": "issued"}, "plan": {"collected": "none"},
        },
    });
    Change::from_json(document.to_string().as_bytes()).unwrap()
}

/// The corpus code of a reason of ours.
fn codes(decision: &foureyes::Decision) -> BTreeSet<String> {
    let mut codes = BTreeSet::new();
    for reason in decision.reasons() {
        let name = reason.name.clone().unwrap_or_default();
        match (reason.code.code(), reason.rule.as_deref()) {
            ("approvals_missing", Some("senior-signoff/ai-senior-signoff")) => {
                codes.insert("senior_approver".to_owned());
            }
            ("approvals_missing", Some("destruction/no-lone-destruction")) => {
                codes.extend(["approvers:2".to_owned(), "owner_approver".to_owned()]);
            }
            ("approvals_missing", Some("senior-signoff/peer-review")) => {
                codes.insert("approvers:1".to_owned());
            }
            ("evidence_missing" | "forbidden" | "must_not_met", _) => {
                codes.insert(name);
            }
            // Nobody of the roster owns the service: said beside the missing approvals, not instead of them.
            ("unsatisfiable" | "provenance_conflict" | "statements_incomplete", _) => {}
            (other, _) => {
                codes.insert(other.to_owned());
            }
        }
    }
    codes
}

#[test]
fn the_lines_of_the_corpus_decide_as_expected() {
    let Some(folder) = corpus() else {
        return;
    };
    let text = std::fs::read_to_string(folder.join("scenarios.jsonl")).unwrap();
    let mut decided = 0;
    for line in text.lines() {
        let line: Value = serde_json::from_str(line).unwrap();
        let profile = line["profile"].as_str().unwrap();
        let approvals = words(&line, "approvals");
        let later = approvals
            .iter()
            .any(|word| LATER.iter().any(|mark| word.contains(mark)));
        if !PROFILES.contains(&profile) || later {
            continue;
        }
        let approvers: Vec<(String, Person)> = approvals
            .iter()
            .zip(1..)
            .map(|(word, index)| (word.clone(), person(index, word)))
            .collect();
        let roster =
            Roster::from_toml(&roster(line["author"].as_str().unwrap(), &approvers)).unwrap();
        let gate = Gate::compile(&Policy::profile(profile).unwrap(), &roster).unwrap();
        let change = change(&line);
        let envelopes: Vec<Submitted> = approvers
            .iter()
            .map(|(_, one)| {
                let public = PublicKey::from_point(*one.key.verifying_key().as_bytes());
                let signer = Signer {
                    id: one.id.parse().unwrap(),
                    key: public.fingerprint().clone(),
                };
                let expires = "2026-04-03T00:00:00Z".parse().unwrap();
                let approval = Approval::of(
                    &change,
                    gate.seen(&change, now()),
                    signer,
                    now(),
                    expires,
                    "n".into(),
                );
                let payload = Statement::Approve(approval).to_payload();
                let sig = one
                    .key
                    .sign(&Statement::message(&payload))
                    .to_bytes()
                    .to_vec();
                Submitted::new(Statement::envelope(
                    payload,
                    public.fingerprint().clone(),
                    sig,
                ))
            })
            .collect();
        let decision = gate.evaluate(&Request::new(&change, &gate.verify(&envelopes), now()));
        let expected: BTreeSet<String> = words(&line, "codes").into_iter().collect();
        let verdict = decision.verdict().word().to_uppercase();
        assert_eq!(
            (verdict.as_str(), codes(&decision)),
            (line["expect"].as_str().unwrap(), expected),
            "{}: {}\n{}",
            line["id"],
            line["event"],
            decision.explain()
        );
        decided += 1;
    }
    assert!(decided >= 7, "only {decided} lines were tried");
}
