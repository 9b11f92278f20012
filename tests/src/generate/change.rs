//! Changes: facts unknown, declared or collected; lists whole, partial or absent; participants of every sort.

use serde_json::{Value, json};

use super::{Cast, Choices, instant};

fn hex(letter: char, digits: usize) -> String {
    String::from(letter).repeat(digits)
}

/// Puts a fact into the object, mostly collected, sometimes declared, sometimes not at all.
fn fact(choices: &mut Choices<'_>, object: &mut Value, name: &str, unknown: usize, value: Value) {
    let origin = *choices.pick(&[
        "collected",
        "collected",
        "collected",
        "collected",
        "signed",
        "declared",
    ]);
    if !choices.chance(unknown) {
        object[name] = json!({origin: value});
    }
}

/// Puts a list into the object, mostly whole, sometimes partial or not at all.
fn list(choices: &mut Choices<'_>, object: &mut Value, name: &str, lacking: usize, items: Value) {
    let lacks = choices.chance(lacking);
    match (lacks, choices.below(2)) {
        (false, _) => object[name] = json!({"whole": items}),
        (true, 0) => object[name] = json!({"partial": items}),
        (true, _) => {}
    }
}

fn paths(choices: &mut Choices<'_>) -> Value {
    let mut menu = vec![
        json!({"path": "checkout/pay.rs", "action": "modified", "added": 3, "removed": 1}),
        json!({"path": "search/index.rs", "action": "added", "mode": "file", "added": 10, "removed": 0}),
        json!({"path": "docs/guide.md", "action": "modified"}),
        json!({"path": "db/001.sql", "action": "added", "added": 5, "removed": 0}),
        json!({"path": "README.md", "action": "renamed", "oldPath": "checkout/README.md"}),
    ];
    let first = menu.remove(choices.below(menu.len()));
    let mut paths = vec![first];
    paths.extend(choices.some(&menu, 20));
    let rare = [
        json!({"path": ".foureyes/policy.toml", "action": "modified"}),
        json!({"path": "search/gate/rules", "action": "modified"}),
        json!({"path": "checkout/link", "action": "added", "mode": "symlink", "linkTarget": "search/index"}),
        json!({"path": "docs/out", "action": "added", "mode": "symlink"}),
        json!({"path": "checkout/vendor", "action": "added", "mode": "submodule"}),
        json!({"path": "docs/od\\d.md", "action": "added"}),
        json!({"path": "DOCS/guide.md", "action": "added"}),
    ];
    if choices.chance(12) {
        paths.push(choices.pick(&rare).clone());
    }
    json!(paths)
}

fn exact(choices: &mut Choices<'_>) -> (Value, Vec<String>) {
    let commits: Vec<String> = "ab"
        .chars()
        .take(1 + choices.below(5) / 3)
        .map(|letter| hex(letter, 40))
        .collect();
    let mut commit = json!({"gitCommit": hex('b', 40)});
    if choices.chance(30) {
        commit["sha256"] = json!(hex('4', 64));
    }
    let mut subjects = vec![
        json!({"name": "image", "digest": {"sha256": hex('1', 64)}}),
        json!({"name": "commit", "digest": commit}),
    ];
    if choices.chance(15) {
        subjects.remove(choices.below(2));
    }
    let mut exact = json!({
        "id": "shop!17",
        "repository": "https://example.org/shop",
        "targetRef": "refs/heads/main",
        "action": choices.pick(&["deploy", "merge", "apply"]),
        "subjects": subjects,
    });
    let environment = *choices.pick(&[
        "production",
        "production",
        "staging",
        "production",
        "prod",
        "mars",
    ]);
    fact(choices, &mut exact, "environment", 8, json!(environment));
    if choices.chance(25) {
        exact["regions"] = json!(["eu", "us"]);
    }
    if choices.chance(70) {
        exact["from"] = json!({"gitTree": hex('e', 40), "sha256": hex('2', 64)});
        exact["result"] = json!({"gitTree": hex('f', 40)});
    }
    list(choices, &mut exact, "commits", 3, json!(commits));
    let paths = paths(choices);
    list(choices, &mut exact, "paths", 3, paths);
    if choices.chance(20) {
        let resource = json!({"address": "db.orders", "type": "db", "action": choices.pick(&["update", "delete"])});
        let other = json!({"address": "dns.www", "type": "dns", "action": "delete"});
        let resources = if choices.chance(30) {
            json!([resource, other])
        } else {
            json!([resource])
        };
        list(choices, &mut exact, "resources", 10, resources);
        exact["plan"] = json!(format!("sha256:{}", hex('9', 64)));
    }
    (exact, commits)
}

fn seen(choices: &mut Choices<'_>) -> Value {
    let mut seen = json!({});
    let mut kinds = vec![*choices.pick(&["code", "data", "docs", "iam"])];
    kinds.extend(choices.some(&["config", "policy"], 8));
    list(choices, &mut seen, "kinds", 25, json!(kinds));
    let services = *choices.pick(&[
        &["checkout"][..],
        &["search"],
        &["checkout", "search"],
        &[],
        &["unheard"],
    ]);
    list(choices, &mut seen, "services", 35, json!(services));
    let tier = *choices.pick(&[2, 3, 1]);
    list(choices, &mut seen, "tiers", 60, json!([tier]));
    let destructive = *choices.pick(&[false, false, true]);
    fact(choices, &mut seen, "destructive", 25, json!(destructive));
    let reversible = *choices.pick(&[true, true, false]);
    fact(choices, &mut seen, "reversible", 25, json!(reversible));
    let rollout = *choices.pick(&["staged", "instant"]);
    fact(choices, &mut seen, "rollout", 25, json!(rollout));
    let blast = *choices.pick(&["cell", "none", "region", "global"]);
    fact(choices, &mut seen, "blast", 25, json!(blast));
    seen
}

fn person(choices: &mut Choices<'_>, cast: &Cast, index: usize) -> Value {
    let person = &cast.people[index.min(cast.people.len() - 1)];
    match (choices.below(3), person.kind) {
        (0, _) => json!({"principal": person.id}),
        (1, "human") => json!({"account": format!("email:{}@EXAMPLE.org", person.id)}),
        (_, "human") => json!({"account": format!("github:{index}00")}),
        _ => json!({"account": format!("github:{}", person.id)}),
    }
}

fn participants(choices: &mut Choices<'_>, cast: &Cast, commits: &[String]) -> Value {
    let basis =
        |choices: &mut Choices<'_>| *choices.pick(&["authenticated", "authenticated", "asserted"]);
    let humans = cast.humans().count();
    let author = match choices.below(12) {
        10 => humans,
        11 => humans + 1,
        9 => choices.below(humans),
        _ => 0,
    };
    let mut all = vec![
        json!({"who": person(choices, cast, author), "role": "author", "basis": basis(choices)}),
    ];
    if choices.chance(15) {
        all[0]["commits"] = json!([commits[0]]);
    }
    for (role, percent) in [
        ("committer", 18),
        ("coAuthor", 12),
        ("pusher", 10),
        ("executor", 20),
    ] {
        if choices.chance(percent) {
            let index = *choices.pick(&[0, 0, 0, 1, 0, 1, humans, humans + 1, humans + 1]);
            let who = person(choices, cast, index);
            all.push(json!({"who": who, "role": role, "basis": basis(choices)}));
        }
    }
    if choices.chance(7) {
        let role = *choices.pick(&["committer", "author", "coAuthor"]);
        let who = json!({"account": "email:nobody@example.net"});
        all.push(json!({"who": who, "role": role, "basis": basis(choices)}));
    }
    json!(all)
}

/// Returns a claim about one of these commits, or about the whole change.
pub(super) fn claim(choices: &mut Choices<'_>, commits: &[String]) -> Value {
    let rung = *choices.pick(&["assisted", "generated", "none", "advised", "autonomous"]);
    let basis = *choices.pick(&["declared", "platform", "heuristic"]);
    let mut claim = json!({"involvement": rung, "basis": basis});
    if choices.chance(40) {
        claim["tool"] = json!(choices.pick(&["scribe", "quill"]));
    }
    if choices.chance(25) {
        claim["model"] = json!(choices.pick(&["ink-2", "lead"]));
    }
    if choices.chance(30) {
        claim["commit"] = json!(choices.pick(commits));
    }
    if choices.chance(15) {
        claim["operator"] =
            json!(choices.pick(&["email:ann@example.org", "email:new@example.net"]));
    }
    claim
}

/// Lines that a tool recorded, of paths of the change and of others.
fn attribution(choices: &mut Choices<'_>) -> Value {
    let menu = [
        json!({"path": "checkout/pay.rs", "involvement": "generated", "tool": "quill", "lines": 3}),
        json!({"path": "checkout/README.md", "involvement": "assisted", "lines": 1}),
        json!({"path": "docs/guide.md", "involvement": "none", "lines": 2}),
        json!({"path": "search/index.rs", "lines": 4}),
        json!({"path": "draft\\pay.rs", "involvement": "generated", "lines": 1}),
    ];
    json!(choices.some(&menu, 40))
}

fn evidence(choices: &mut Choices<'_>, count: usize) -> Value {
    let item = |choices: &mut Choices<'_>, index: usize| {
        let mut item = json!({
            "type": choices.pick(&["tests", "backup", "other"]),
            "result": choices.pick(&["passed", "passed", "passed", "failed", "error", "skipped"]),
            "origin": choices.pick(&["collected", "signed", "declared"]),
            "at": instant(*choices.pick(&[-600, -7_200, 600])),
            "digest": format!("sha256:{}", hex(if index == 0 { '5' } else { '6' }, 64)),
        });
        if choices.chance(40) {
            item["issuer"] = json!(choices.pick(&["svc", "agt", "ann"]));
        }
        item
    };
    json!(
        (0..count)
            .map(|index| item(choices, index))
            .collect::<Vec<_>>()
    )
}

/// Makes a change one that brings back what was live in the same place; returns the record of that.
pub fn restored(exact: &mut Value, seen: &mut Value, last_live: i64) -> Value {
    exact["environment"] = json!({"collected": "production"});
    exact["resources"] = json!({"whole": []});
    seen["kinds"] = json!({"whole": ["code"]});
    seen["destructive"] = json!({"collected": false});
    let subjects = exact["subjects"].as_array().into_iter().flatten();
    let digests: Vec<Value> = subjects.map(|one| one["digest"].clone()).collect();
    json!({"subjects": digests, "environment": "prod", "lastLive": instant(last_live)})
}

/// Returns a change document.
pub(super) fn change(choices: &mut Choices<'_>, cast: &Cast) -> Value {
    let (exact, commits) = exact(choices);
    let seen = seen(choices);
    let mut live = json!({});
    let taking_part = participants(choices, cast, &commits);
    list(choices, &mut live, "participants", 3, taking_part);
    let claims: Vec<Value> = (0..*choices.pick(&[0, 0, 1, 1, 2]))
        .map(|_| claim(choices, &commits))
        .collect();
    list(choices, &mut live, "claims", 6, json!(claims));
    if choices.chance(30) {
        let lines = attribution(choices);
        list(choices, &mut live, "attribution", 10, lines);
    }
    let count = *choices.pick(&[0, 1, 1, 2]);
    let records = evidence(choices, count);
    list(choices, &mut live, "evidence", 12, records);
    let marks = *choices.pick(&[&[][..], &[], &["other"], &["ai"], &["ai", "stop"]]);
    list(choices, &mut live, "marks", 15, json!(marks));
    let credential = *choices.pick(&[
        "issued",
        "issued",
        "issued",
        "issued",
        "borrowed",
        "notIssued",
    ]);
    fact(choices, &mut live, "credential", 10, json!(credential));
    let plan = *choices.pick(&["current", "current", "none", "superseded"]);
    fact(choices, &mut live, "plan", 20, json!(plan));
    fact(choices, &mut live, "coverage", 50, json!("lifetime"));
    let first = instant(*choices.pick(&[-9_000, -9_000, -9_000, -3_600, -60, 600]));
    let is_first = choices.chance(50);
    fact(choices, &mut live, "firstContribution", 30, json!(is_first));
    fact(choices, &mut live, "firstSeenAt", 12, json!(first));
    let mut facts = json!({});
    let first = *choices.pick(&[true, false]);
    fact(choices, &mut facts, "first", 50, json!(first));
    let replicas = *choices.pick(&[1, 3]);
    fact(choices, &mut facts, "replicas", 50, json!(replicas));
    live["facts"] = facts;
    if choices.chance(40) {
        let at = *choices.pick(&[-60, -1_200, -7_200]);
        let used = json!([{"envelope": "team/routine", "at": instant(at)}]);
        let used = choices.pick(&[json!([]), json!([]), used]).clone();
        list(choices, &mut live, "uses", 10, used);
    }
    let mut seen = seen;
    let mut exact = exact;
    if choices.chance(12) {
        let last = *choices.pick(&[-600, -600, -7_200, 60, 600]);
        let restored = restored(&mut exact, &mut seen, last);
        fact(choices, &mut live, "restores", 0, restored);
    }
    json!({"change": "foureyes/change/v1", "exact": exact, "seen": seen, "live": live})
}
