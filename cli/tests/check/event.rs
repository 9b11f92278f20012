//! `--event`: the payload of the job that the check runs in.

use std::fs;

use crate::world::{NOW, Outcome, POLICY, World, roster};

const ZERO: &str = "0000000000000000000000000000000000000000";

/// The world, with bob's account on GitHub in the roster, and the commits of `main` and `retry`.
fn world(test: &str) -> Option<(World, String, String)> {
    let world = World::new(test)?;
    let people = roster(1).replace(
        "\"email:bob@example.org\"",
        "\"email:bob@example.org\", \"github:583231\"",
    );
    fs::write(world.outside("roster.toml"), people).unwrap();
    fs::write(world.outside("policy.toml"), POLICY).unwrap();
    let main = world.git(&["rev-parse", "main"]);
    let head = world.git(&["rev-parse", "retry"]);
    Some((world, main, head))
}

fn pull_request(head: &str, user: &str, body: &str) -> String {
    format!(
        r#"{{"action": "opened", "number": 7, "sender": {user},
        "pull_request": {{"user": {user}, "title": "Retry payments", "body": {body}, "merged_at": null, "score": 1.5,
        "labels": [{{"name": "Needs Audit!"}}],
        "head": {{"ref": "retry", "sha": "{head}", "repo": {{"id": 1}}, "user": {{"login": "acme"}}}},
        "base": {{"ref": "main", "repo": {{"id": 1, "html_url": "https://github.com/acme/shop"}}}}}}}}"#
    )
}

const BOB: &str = r#"{"login": "bob", "id": 583231, "type": "User"}"#;
const COPILOT: &str = r#"{"login": "Copilot", "id": 198982749, "type": "Bot"}"#;

fn run(world: &World, payload: &str, words: &[&str]) -> Outcome {
    let file = world.outside("event.json");
    fs::write(&file, payload).unwrap();
    let (policy, roster) = (world.outside("policy.toml"), world.outside("roster.toml"));
    let statements = world.statements();
    fs::OpenOptions::new()
        .append(true)
        .create(true)
        .open(&statements)
        .unwrap();
    let mut all = vec!["check", "--now", NOW, "--event", file.to_str().unwrap()];
    all.extend([
        "--policy-file",
        policy.to_str().unwrap(),
        "--roster-file",
        roster.to_str().unwrap(),
    ]);
    all.extend(["--statements", &statements, "--env", "staging"]);
    all.extend_from_slice(words);
    world.run(&all)
}

#[test]
fn a_pull_request_says_what_is_judged() {
    let Some((world, _, head)) = world("a_pull_request_says_what_is_judged") else {
        return;
    };
    // A job has a detached head and no branches of its own.
    world.git(&["checkout", "--quiet", "--detach", "main"]);
    let payload = pull_request(&head, BOB, "null");
    let held = run(&world, &payload, &[]);
    assert_eq!(held.code, 3, "{held:?}");
    let id = "https://github.com/acme/shop#retry->refs/heads/main";
    assert!(
        held.out.contains("--change-id") && held.out.contains(id),
        "{held:?}"
    );
    let same = [
        "--repository",
        "https://github.com/acme/shop",
        "--change-id",
        id,
        "--env",
        "staging",
        &head,
    ];
    world.approve("carol", &same);
    let summary = world.outside("summary.md");
    fs::write(&summary, "before\n").unwrap();
    let allowed = run(&world, &payload, &["--summary", summary.to_str().unwrap()]);
    assert_eq!(allowed.code, 0, "{allowed:?}");
    let written = fs::read_to_string(summary).unwrap();
    assert!(
        written.starts_with("before\n") && written.contains("**ALLOW** "),
        "{written}"
    );
    // What the command line says has to agree.
    let other = run(&world, &payload, &["--target", "release"]);
    assert!(
        other.code == 1 && other.err.contains("error[event_differs]"),
        "{other:?}"
    );
    world.git(&["remote", "add", "origin", "git@github.com:acme/other.git"]);
    let other = run(&world, &payload, &[]);
    assert!(
        other.code == 1 && other.err.contains("error[event_differs]"),
        "{other:?}"
    );
    world.git(&[
        "remote",
        "set-url",
        "origin",
        "git@github.com:Acme/Shop.git",
    ]);
    assert_eq!(run(&world, &payload, &["--change-id", id]).code, 3);
}

#[test]
fn who_opened_it_and_what_is_written_there_tightens() {
    let Some((world, _, head)) = world("who_opened_it_and_what_is_written_there_tightens") else {
        return;
    };
    let id = "https://github.com/acme/shop#retry->refs/heads/main";
    let same = [
        "--repository",
        "https://github.com/acme/shop",
        "--change-id",
        id,
        "--env",
        "staging",
        &head,
    ];
    world.approve("carol", &same);
    assert_eq!(run(&world, &pull_request(&head, BOB, "null"), &[]).code, 0);
    // The approval was given to what looked like a person's work.
    let footer = r#""🤖 Generated with [Claude Code](https://claude.com/claude-code)""#;
    let generated = run(
        &world,
        &pull_request(&head, BOB, footer),
        &["--format", "json"],
    );
    assert!(
        generated.code == 3 && generated.out.contains("claude-code"),
        "{generated:?}"
    );
    let copilot = run(
        &world,
        &pull_request(&head, COPILOT, "null"),
        &["--format", "json"],
    );
    assert!(
        copilot.code == 3 && copilot.out.contains("autonomous"),
        "{copilot:?}"
    );
    // Half of a payload: what it would have said is not known.
    let half = pull_request(&head, BOB, "null").replace(
        "\"user\": {\"login\": \"bob\"",
        "\"was\": {\"login\": \"bob\"",
    );
    let half = run(&world, &half, &[]);
    assert!(
        half.code == 3 && half.err.contains("warning[missing_actor]"),
        "{half:?}"
    );
    for bad in ["", "{", "[]", "{}", "{\"object_kind\": \"note\"}"] {
        let refused = run(&world, bad, &[]);
        assert_eq!(refused.code, 1, "{bad}: {refused:?}");
    }
}

#[test]
fn a_push_is_judged_by_what_was_there_before() {
    let Some((world, main, head)) = world("a_push_is_judged_by_what_was_there_before") else {
        return;
    };
    let lax =
        "policy = \"foureyes/policy/v1\"\nid = \"team\"\nversion = 2\nunmatched = \"allow\"\n";
    world.file(".foureyes/policy.toml", lax);
    let bad = world.commit("Everything is allowed");
    world.git(&["update-ref", "refs/heads/main", &bad]);
    let file = world.outside("event.json");
    let payload = |before: &str| {
        format!(
            r#"{{"ref": "refs/heads/main", "before": "{before}", "after": "{bad}", "sender": {BOB},
            "repository": {{"html_url": "https://github.com/acme/shop"}}, "commits": []}}"#
        )
    };
    fs::write(&file, payload(&main)).unwrap();
    let words = [
        "check",
        "--now",
        NOW,
        "--format",
        "json",
        "--event",
        file.to_str().unwrap(),
    ];
    let held = world.run(&words);
    assert!(held.code == 3 && held.out.contains("senior"), "{held:?}");
    assert_ne!(head, bad);
    fs::write(&file, payload(&main).replace(&bad, ZERO)).unwrap();
    let gone = world.run(&words);
    assert!(
        gone.code == 1 && gone.err.contains("error[usage]"),
        "{gone:?}"
    );
}
