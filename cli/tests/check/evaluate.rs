//! `foureyes evaluate`: many decisions at once.

use std::fs;

use serde_json::{Value, json};

use crate::world::{NOW, POLICY, World, roster};

const ENV: [&str; 2] = ["--env", "production"];

/// A repository with policy and roster written beside it, and the words that name both.
fn world(test: &str) -> Option<(World, Vec<String>)> {
    let world = World::new(test)?;
    let (policy, people) = (world.outside("policy.toml"), world.outside("roster.toml"));
    fs::write(&policy, POLICY).unwrap();
    fs::write(&people, roster(1)).unwrap();
    let word = |path: &std::path::Path| path.to_str().unwrap().to_owned();
    let words = [
        "evaluate".to_owned(),
        "--policy-file".to_owned(),
        word(&policy),
        "--roster-file".to_owned(),
        word(&people),
    ];
    Some((world, words.to_vec()))
}

fn decisions(out: &str) -> Vec<Value> {
    let lines = out.lines();
    lines
        .map(|line| serde_json::from_str(line).unwrap())
        .collect()
}

#[test]
fn each_line_gives_the_decision_of_check_in_its_order() {
    let Some((world, words)) = world("each_line_gives_the_decision_of_check_in_its_order") else {
        return;
    };
    let change: Value = serde_json::from_str(&world.change(&ENV).to_json()).unwrap();
    let approval: Value = serde_json::from_str(&world.approve("carol", &ENV)).unwrap();
    let held = json!({"change": change});
    let allowed = json!({"change": change, "statements": [approval]});
    // More than one core takes at once, with an allow here and there.
    let lines: Vec<&Value> = (0..1_500)
        .map(|number| if number % 7 == 0 { &allowed } else { &held })
        .collect();
    let input: Vec<String> = lines.iter().map(ToString::to_string).collect();
    let input = input.join("\n");
    let statements = world.statements();
    let check = |more: &[&str]| {
        let words = ["--env", "production", "--format", "json", "--statements"];
        world.check(&[&words[..], more].concat()).out
    };
    let none = world.outside("none.jsonl");
    fs::write(&none, "").unwrap();
    let (allow, hold) = (check(&[&statements]), check(&[none.to_str().unwrap()]));
    assert!(
        allow.contains("\"allow\"") && hold.contains("\"hold\""),
        "{allow}{hold}"
    );
    for jobs in ["1", "2", "5"] {
        let mut words: Vec<&str> = words.iter().map(String::as_str).collect();
        words.extend(["--now", NOW, "--jobs", jobs]);
        let outcome = world.run_with(&words, input.as_bytes());
        assert_eq!(outcome.code, 3, "{}", outcome.err);
        assert!(
            outcome.err.ends_with("215 allow, 1285 hold, 0 deny\n"),
            "{}",
            outcome.err
        );
        let expected = lines
            .iter()
            .map(|line| if **line == allowed { &allow } else { &hold });
        assert!(
            outcome.out.lines().eq(expected.map(|text| text.trim_end())),
            "{jobs} jobs"
        );
    }
}

#[test]
fn what_cannot_be_read_is_refused_and_the_rest_decided() {
    let Some((world, words)) = world("what_cannot_be_read_is_refused_and_the_rest_decided") else {
        return;
    };
    let change = world.change(&ENV).to_json();
    let lines = [
        format!("{{\"change\":{change}}}"),
        String::new(),
        "{\"change\":".to_owned(),
        "{}".to_owned(),
        format!("{{\"change\":{change},\"change\":{change}}}"),
        format!("{{\"change\":{change},\"changes\":1}}"),
        format!("{{\"change\":{change},\"now\":5}}"),
        "{\"change\":{\"change\":\"foureyes/change/v1\",\"change\":1}}".to_owned(),
        format!("{{\"change\":{change},\"duty\":{{}}}}"),
        format!("{{\"change\":{change},\"statements\":[7]}}"),
        format!(
            "{{\"change\":{change},\"now\":\"{NOW}\",\"lastSeen\":{{\"policy\":9,\"roster\":1}}}}"
        ),
    ];
    let mut file = lines.join("\r\n").into_bytes();
    file.extend(b"\n\xff\xfe\n");
    let requests = world.outside("requests.jsonl");
    fs::write(&requests, file).unwrap();
    let mut words: Vec<&str> = words.iter().map(String::as_str).collect();
    words.push(requests.to_str().unwrap());
    let outcome = world.run(&words);
    assert_eq!(outcome.code, 2, "{}", outcome.err);
    let told: Vec<(String, String)> = decisions(&outcome.out)
        .iter()
        .map(|one| {
            let details = &one["reasons"][0]["details"];
            let word = |value: &Value| value.as_str().unwrap_or_default().to_owned();
            let at = word(&details["at"]);
            let at = at.split(' ').take(2).collect::<Vec<_>>().join(" ");
            (word(&one["verdict"]), word(&details["code"]) + "@" + &at)
        })
        .collect();
    let told: Vec<(&str, &str)> = told
        .iter()
        .map(|(one, two)| (one.as_str(), two.as_str()))
        .collect();
    assert_eq!(
        told,
        [
            ("hold", "@"),
            ("deny", "syntax@line 3"),
            ("deny", "missing_field@line 4"),
            ("deny", "duplicate_key@line 5"),
            ("deny", "unknown_field@line 6"),
            ("deny", "wrong_type@line 7"),
            ("deny", "duplicate_key@change:1:32"),
            ("deny", "missing_field@duty:1:1"),
            ("hold", "@"),
            ("hold", "@"),
            ("deny", "syntax@line 12"),
        ]
    );
    // An instant of its own makes a decision a simulated one; an older authority is told.
    let codes = |at: usize| decisions(&outcome.out)[at]["reasons"].to_string();
    assert!(!codes(0).contains("simulated"), "{}", codes(0));
    assert!(codes(9).contains("simulated"), "{}", codes(9));
    assert!(codes(9).contains("authority_rollback"), "{}", codes(9));
}

#[test]
fn policy_and_roster_have_to_be_there() {
    let Some((world, words)) = world("policy_and_roster_have_to_be_there") else {
        return;
    };
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    let no_roster = world.run(&words[..3]);
    assert_eq!(no_roster.code, 1, "{no_roster:?}");
    assert!(no_roster.err.contains("--roster-file"), "{}", no_roster.err);
    let nowhere = world.run(&[&words[..4], &["/nowhere.toml"]].concat());
    assert_eq!(nowhere.code, 1, "{nowhere:?}");
    let unknown = world.run(&["evaluate", "--policy", "senior", "--roster-file", words[4]]);
    assert!(unknown.err.contains("unknown_profile"), "{}", unknown.err);
    assert_eq!((unknown.code, unknown.out.as_str()), (1, ""));
    // Nothing to decide is no refusal.
    let nothing = world.run_with(&words, b"\n\n");
    assert_eq!((nothing.code, nothing.out.as_str()), (0, ""), "{nothing:?}");
}
