//! The acceptance scenarios of the shared corpus, through an adapter. The corpus is found by the variable
//! `FOUREYES_CORPUS`; without it the part is skipped by name.

#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test fails by panicking"
)]

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::path::PathBuf;

use foureyes::decision::{Effect, LackKind};
use foureyes::wire::Cases;
use foureyes::{Decision, Policy, Verdict};
use serde_json::{Value, json};

/// Lines whose verdict is as expected, and whose codes we judge otherwise.
const JUDGED: &[(&str, &str)] = &[
    (
        "S68",
        "no statement can be made without an incident, so that what the rules ask is what is missing",
    ),
    (
        "S99",
        "an emergency never changes the gate: everything that the rules ask of such a change stays (9.7)",
    ),
];

/// The profiles that are examples.
const EXAMPLES: [(&str, &str); 2] = [
    (
        "gxp-part11",
        include_str!("../../examples/profiles/gxp-part11.toml"),
    ),
    (
        "regulated-finance",
        include_str!("../../examples/profiles/regulated-finance.toml"),
    ),
];

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

fn words(line: &Value, field: &str) -> Vec<String> {
    let list = line.get(field).and_then(Value::as_array);
    list.into_iter()
        .flatten()
        .map(|word| word.as_str().unwrap().to_owned())
        .collect()
}

fn text<'a>(line: &'a Value, field: &str) -> Option<&'a str> {
    line.get(field).and_then(Value::as_str)
}

fn truth(line: &Value, field: &str) -> Option<bool> {
    line.get(field).and_then(Value::as_bool)
}

/// The profile as somebody adopts it who says what an emergency takes and, for a project with robots, which of them
/// may move lock files.
fn adopted(profile: &str, has_robot: bool) -> Policy {
    let robots = r#"
        [[envelope]]
        id     = "lockfile-bumps"
        why    = "A trusted robot moves lock files."
        actor  = "author"
        from   = "2026-03-01T00:00:00Z"
        until  = "2026-08-01T00:00:00Z"
        when   = { environment = "production", service = "svc" }
        rate   = { atMost = 20, within = "24h" }
        require = [{ evidence = "tests", issuers = "rostered" }]
    "#;
    let robots = if has_robot { robots } else { "" };
    let words = if has_robot {
        "[vocabulary]\nevidence = [\"tests\"]"
    } else {
        ""
    };
    let text = format!(
        "policy = \"foureyes/policy/v1\"\nid = \"corpus\"\nversion = 1\nextends = [\"{profile}\"]\nunmatched = \"allow\"\n\
         emergencies\n{words}\n{robots}",
    );
    let text = text.replace("emergencies", "[breakGlass]\nreview = { within = \"24h\" }");
    let adopting = Policy::from_toml(&text).unwrap();
    let example = EXAMPLES.iter().find(|(name, _)| *name == profile);
    let bases = example.map(|(_, text)| Policy::from_toml(text).unwrap());
    adopting.with_bases(bases.into_iter().collect())
}

/// Somebody of a corpus word such as `senior+owner!stale`: a level, roles, marks.
struct Approver {
    id: String,
    level: String,
    roles: Vec<String>,
    marks: Vec<String>,
}

impl Approver {
    fn of(index: u8, word: &str) -> Self {
        let mut marks = word.split('!');
        let mut roles = marks.next().unwrap().split('+').map(str::to_owned);
        let level = roles.next().unwrap();
        let marks: Vec<String> = marks.map(str::to_owned).collect();
        let is_author = marks.iter().any(|mark| mark == "author");
        Self {
            id: if is_author {
                "author".to_owned()
            } else {
                format!("p{index}")
            },
            level,
            roles: roles.collect(),
            marks,
        }
    }

    fn is(&self, mark: &str) -> bool {
        self.marks.iter().any(|one| one == mark)
    }

    fn has(&self, role: &str) -> bool {
        self.roles.iter().any(|one| one == role)
    }

    /// The roles under the names that the profiles give them.
    fn held(&self) -> Vec<Value> {
        let since = if self.is("new-maintainer") {
            "2026-03-01T00:00:00Z"
        } else {
            "2020-01-01T00:00:00Z"
        };
        let roles = self.roles.iter().filter_map(|role| match role.as_str() {
            "owner" => None,
            "qu" => Some("quality_unit"),
            "qualified" => Some("qualified_reviewer"),
            "release" => Some("release_approver"),
            other => Some(other),
        });
        roles
            .map(|role| json!({"is": role, "since": since}))
            .collect()
    }

    /// The approval, signed as the evidence of the line says.
    fn approval(&self, evidence: &[String]) -> Value {
        let mut approval = json!({"by": self.id});
        let mut meaning = Vec::new();
        if self.has("qualified") {
            meaning.push("review");
        }
        if self.has("release") {
            meaning.push("release");
        }
        if evidence.iter().any(|one| one == "signature_meaning") {
            meaning.push("quality");
        }
        if !meaning.is_empty() {
            approval["meaning"] = json!(meaning);
        }
        if evidence.iter().any(|one| one == "reauth_per_signature") {
            approval["assurance"] = json!("verified");
        }
        if self.is("delegate-senior") {
            approval["onBehalfOf"] = json!("spare-a");
        }
        if self.is("stale") {
            approval["earlier"] = json!(true);
        }
        approval
    }
}

/// Everybody of a line, and two people who could still sign for whatever is asked.
fn roster(line: &Value, approvers: &[Approver]) -> Value {
    let grant = json!([{"actions": ["deploy"]}]);
    let author = match text(line, "author").unwrap() {
        "bot" => json!({"id": "author", "kind": "service"}),
        "agent" => json!({"id": "author", "kind": "agent", "operator": "operator", "grant": grant}),
        // A contributor whom the project has entered, with no standing in it.
        "external" => json!({"id": "author", "kind": "human"}),
        level => json!({"id": "author", "kind": "human", "level": level}),
    };
    let mut author = author;
    if author["kind"] == "human" {
        author["accounts"] = json!(["github:1"]);
    }
    let mut principals = vec![
        author,
        json!({"id": "operator", "kind": "human", "level": "junior", "grant": grant}),
    ];
    let spare = [
        "maintainer",
        "policy_owner",
        "qualified_reviewer",
        "quality_unit",
        "release_approver",
        "security",
    ];
    for id in ["spare-a", "spare-b"] {
        let roles: Vec<Value> = spare
            .map(|role| json!({"is": role, "since": "2020-01-01T00:00:00Z"}))
            .to_vec();
        principals.push(json!({"id": id, "kind": "human", "level": "senior", "roles": roles}));
    }
    for one in approvers.iter().filter(|one| one.id != "author") {
        principals.push(if one.level == "agent" {
            json!({"id": one.id, "kind": "agent", "operator": "operator"})
        } else {
            json!({"id": one.id, "kind": "human", "level": one.level, "roles": one.held()})
        });
    }
    let mut owners = vec!["spare-a", "spare-b"];
    owners.extend(
        approvers
            .iter()
            .filter(|one| one.has("owner"))
            .map(|one| one.id.as_str()),
    );
    json!({
        "roster": "foureyes/roster/v1", "id": "corpus", "version": 1,
        "levels": ["junior", "mid", "senior"],
        "service": [{"id": "svc", "tier": line["tier"], "paths": ["svc/**"], "owners": owners}],
        "principal": principals,
    })
}

/// What a line omits is none: one cell, staged, nothing destroyed, no mark; all of it collected.
fn change(line: &Value) -> Value {
    let flags = words(line, "flags");
    let flag = |name: &str| flags.iter().any(|flag| flag == name);
    let kind = text(line, "kind").unwrap();
    let path = match kind {
        "policy" => ".foureyes/policy.toml",
        _ if truth(line, "sensitive") == Some(true) => "svc/auth/login.rs",
        _ => "svc/main.rs",
    };
    let environment = match text(line, "env").unwrap() {
        "prod" => "production",
        "dev" => "development",
        other => other,
    };
    let mut ai = match text(line, "prov").unwrap() {
        "human" | "bot" => vec!["none"],
        "advice" => vec!["advised"],
        "agent" => vec!["autonomous"],
        other => vec![other],
    };
    if flag("prov_conflict") {
        ai.push("generated");
    }
    let marks: Vec<&str> = [
        ("ai_signoff", "ai-signoff"),
        ("freeze", "frozen"),
        ("peak_window", "peak-window"),
        ("procedure_driven", "procedure-driven"),
    ]
    .into_iter()
    .filter_map(|(named, mark)| flag(named).then_some(mark))
    .collect();
    let given = words(line, "evidence");
    let has = |kind: &str| given.iter().any(|one| one == kind);
    // What the corpus calls evidence and we know from the claim, or from the signature.
    let told = [
        "assisted_by",
        "provenance_record",
        "reauth_per_signature",
        "signature_meaning",
    ];
    let mut evidence: Vec<Value> = given
        .iter()
        .filter(|one| !told.contains(&one.as_str()))
        .map(|one| json!(one))
        .collect();
    for (named, result) in [
        ("validation_failed", "failed"),
        ("validator_error", "error"),
    ] {
        if flag(named) {
            evidence.push(json!({"type": "auto_validation", "result": result}));
        }
    }
    let plan = match (flag("plan_mismatch"), has("plan_digest")) {
        (true, _) => "superseded",
        (false, true) => "current",
        (false, false) => "none",
    };
    let deletes = line.get("deletes").and_then(Value::as_u64).unwrap_or(0);
    let resources: Vec<String> = (0..deletes)
        .map(|number| format!("delete aws_instance.n{number}"))
        .collect();
    let destroys = truth(line, "destructive").unwrap_or(false);
    let mut change = json!({
        "author": "author", "ai": ai, "environment": environment, "kinds": [kind], "services": ["svc"],
        "paths": [path], "lines": line.get("lines").unwrap_or(&json!(4)), "resources": resources, "plan": plan,
        "destructive": destroys, "reversible": truth(line, "reversible").unwrap_or(!destroys),
        "rollout": text(line, "rollout").unwrap_or("staged"), "blast": text(line, "blast").unwrap_or("cell"),
        "marks": marks, "facts": { "state": "remote" }, "evidence": evidence, "firstContribution": flag("first_time"),
    });
    if flag("revert") {
        change["restores"] = json!("2h");
    }
    if has("assisted_by") || has("provenance_record") {
        change["tool"] = json!("a-tool");
    }
    if has("provenance_record") {
        change["model"] = json!("a-model");
        change["claimedOperator"] = json!("github:1");
    }
    change
}

/// Decides a line.
fn decide(line: &Value) -> Decision {
    let approvers: Vec<Approver> = words(line, "approvals")
        .iter()
        .zip(1..)
        .map(|(word, index)| Approver::of(index, word))
        .collect();
    let evidence = words(line, "evidence");
    let approvals: Vec<Value> = approvers
        .iter()
        .map(|one| one.approval(&evidence))
        .collect();
    let delegations: Vec<Value> = approvers
        .iter()
        .filter(|one| one.is("delegate-senior"))
        .map(|one| json!({"by": "spare-a", "to": one.id, "scope": {"level": "senior"}}))
        .collect();
    let revoked: Vec<&str> = approvers
        .iter()
        .filter(|one| one.is("revoked"))
        .map(|one| one.id.as_str())
        .collect();
    let flags = words(line, "flags");
    let flag = |name: &str| flags.iter().any(|flag| flag == name);
    // One who took no part. A statement without an incident cannot be made.
    let glass: &[&str] = if flag("break_glass") && flag("incident_id") {
        &["spare-a"]
    } else {
        &[]
    };
    // What is expected of the case itself does not matter: the decision is what is compared.
    let cases = json!({
        "cases": "foureyes/cases/v1", "now": "2026-04-01T12:00:00Z", "roster": roster(line, &approvers),
        "case": [{
            "name": line["id"], "change": change(line), "delegations": delegations,
            "approvals": approvals, "revoked": revoked, "breakGlass": glass,
            "verdict": "allow",
        }],
    });
    let cases = Cases::from_json(cases.to_string().as_bytes()).unwrap();
    let policy = adopted(
        text(line, "profile").unwrap(),
        text(line, "author") == Some("bot"),
    );
    let outcomes = cases.run(&policy, None);
    let outcomes = outcomes.unwrap_or_else(|error| panic!("{}: {error}", line["id"]));
    outcomes.into_iter().next().unwrap().decision
}

/// The corpus codes of what holds or refuses; of a deny only what refuses.
fn codes(decision: &Decision) -> BTreeSet<String> {
    let is_deny = decision.verdict() == Verdict::Deny;
    let mut codes = BTreeSet::new();
    for reason in decision.reasons() {
        if reason.effect == Effect::Note || (is_deny && reason.effect != Effect::Deny) {
            continue;
        }
        let name = reason.name.clone().unwrap_or_default();
        let subject = reason.subject.clone().unwrap_or_default();
        let rule = reason.rule.clone().unwrap_or_default();
        let (_, rule) = rule.split_once('/').unwrap_or(("", &rule));
        let people: &[&str] = match (reason.code.code(), rule) {
            ("approvals_missing", "ai-senior-signoff" | "deletes-and-crowds-by-a-senior") => {
                &["senior_approver"]
            }
            ("approvals_missing", "no-lone-destruction") => &["approvers:2", "owner_approver"],
            ("approvals_missing", "two-reviewers") => &["approvers:2"],
            ("approvals_missing", "two-humans") => &["approvers:2", "senior_approver"],
            ("approvals_missing", "access-changes-by-security") => &["security_approver"],
            ("approvals_missing", "a-maintainer-looks") => &["maintainers:1"],
            ("approvals_missing", "two-settled-maintainers") => &["maintainers:2"],
            ("approvals_missing", "") if name == "gate" => &["approvers:2", "policy_owner"],
            ("approvals_missing", "quality-unit-signs") if lacks_meaning(decision) => {
                &["signature_meaning"]
            }
            ("approvals_missing", "three-different-people" | "quality-unit-signs")
            | ("forbidden" | "must_not_met", _) => &[name.as_str()],
            ("evidence_missing", _) => &[subject.as_str()],
            ("approvals_missing", _) => &["approvers:1"],
            (other, _) => &[other],
        };
        codes.extend(people.iter().map(|&code| code.to_owned()));
    }
    let owed = &decision.record().obligations;
    codes.extend(owed.iter().map(|one| {
        let what = one.code.strip_prefix("break_glass_");
        format!("post_{}", what.unwrap_or(&one.code))
    }));
    codes
}

/// Whether somebody's good approval falls short of the meaning alone.
fn lacks_meaning(decision: &Decision) -> bool {
    let requirements = &decision.record().requirements;
    let mut short = requirements.iter().flat_map(|one| &one.not_counted);
    short.any(|one| matches!(one.lacks.as_slice(), [lack] if lack.lacks == LackKind::Meaning))
}

#[test]
fn the_lines_of_the_corpus_decide_as_expected() {
    let Some(folder) = corpus() else {
        return;
    };
    let text = std::fs::read_to_string(folder.join("scenarios.jsonl")).unwrap();
    let mut faults = String::new();
    let mut tried = BTreeSet::new();
    for line in text.lines() {
        let line: Value = serde_json::from_str(line).unwrap();
        let id = line["id"].as_str().unwrap();
        tried.insert(id.to_owned());
        let decision = decide(&line);
        let owes = !decision.record().obligations.is_empty();
        let verdict = match decision.verdict() {
            Verdict::Allow if owes => "ALLOW_POST",
            Verdict::Allow => "ALLOW",
            Verdict::Hold => "HOLD",
            Verdict::Deny => "DENY",
        };
        let is = (verdict, codes(&decision));
        let expected: BTreeSet<String> = words(&line, "codes").into_iter().collect();
        let expected = (line["expect"].as_str().unwrap(), expected);
        let judged = JUDGED.iter().any(|(judged, _)| *judged == id);
        if judged && is == expected {
            writeln!(
                faults,
                "{id} decides as expected: it is not judged otherwise"
            )
            .unwrap();
        }
        if is != expected && !(judged && is.0 == expected.0) {
            let explained = decision.explain();
            writeln!(
                faults,
                "{id} {}: {is:?}, not {expected:?}\n{explained}",
                line["event"]
            )
            .unwrap();
        }
    }
    assert!(faults.is_empty(), "{faults}");
    for (judged, _) in JUDGED {
        assert!(tried.contains(*judged), "the corpus has no line {judged}");
    }
    assert!(tried.len() >= 50, "only {} lines were tried", tried.len());
}
