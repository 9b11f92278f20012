//! Verdicts, exit codes and forms.

use std::fs;

use foureyes::decision::DecisionRecord;

use crate::world::World;

const PRODUCTION: [&str; 2] = ["--env", "production"];

#[test]
fn hold_then_allow_then_hold_again() {
    let Some(world) = World::new("hold_then_allow_then_hold_again") else {
        return;
    };
    let held = world.check(&PRODUCTION);
    assert_eq!(held.code, 3, "{held:?}");
    let short = world.git(&["rev-parse", "--short=7", "HEAD"]);
    assert!(
        held.out.contains("  Next   approval by carol or dave\n"),
        "{}",
        held.out
    );
    let next =
        format!("  Sign   foureyes approve {short} --target main --env production --key FILE\n");
    assert!(held.out.ends_with(&next), "{}", held.out);

    world.approve("erin", &PRODUCTION);
    let path = world.statements();
    let with = ["--env", "production", "--statements", &path];
    let held = world.check(&with);
    assert_eq!(held.code, 3, "{held:?}");
    assert!(held.out.contains("erin: level is mid"), "{}", held.out);

    world.approve("carol", &PRODUCTION);
    let allowed = world.check(&with);
    assert_eq!(allowed.code, 0, "{allowed:?}");
    assert!(allowed.out.starts_with("ALLOW"), "{}", allowed.out);

    let elsewhere = world.check(&["--env", "staging", "--statements", &path]);
    assert_eq!(elsewhere.code, 3, "{elsewhere:?}");

    world.file("pay.rs", "fn pay() { retry(); }\n");
    world.commit("One byte more");
    let held = world.check(&with);
    assert_eq!(held.code, 3, "{held:?}");
}

#[test]
fn deny() {
    let Some(world) = World::new("deny") else {
        return;
    };
    let denied = world.check(&["--env", "closed"]);
    assert_eq!(denied.code, 2, "{denied:?}");
    world.approve("carol", &PRODUCTION);
    world.reject("dave");
    let path = world.statements();
    let vetoed = world.check(&["--env", "production", "--statements", &path]);
    assert_eq!(vetoed.code, 2, "{vetoed:?}");
    assert!(vetoed.out.contains("dave"), "{}", vetoed.out);
}

#[test]
fn statements_in_notes_and_folders() {
    let Some(world) = World::new("statements_in_notes_and_folders") else {
        return;
    };
    let line = world.approve("carol", &PRODUCTION);
    let folder = world.outside("folder");
    fs::create_dir(&folder).unwrap();
    fs::write(folder.join("a.json"), &line).unwrap();
    fs::write(folder.join("b.jsonl"), "\n\n{\"no\":1}\n").unwrap();
    fs::write(folder.join("c.txt"), "ignored").unwrap();
    let folder = folder.to_str().unwrap().to_owned();
    let allowed = world.check(&["--env", "production", "--statements", &folder]);
    assert_eq!(allowed.code, 0, "{allowed:?}");

    assert_eq!(world.check(&PRODUCTION).code, 3);
    world.git(&["notes", "--ref=foureyes", "add", "--message", &line, "HEAD"]);
    let allowed = world.check(&PRODUCTION);
    assert_eq!(allowed.code, 0, "{allowed:?}");
}

#[test]
fn json_is_canonical_and_alone() {
    let Some(world) = World::new("json_is_canonical_and_alone") else {
        return;
    };
    world.approve("carol", &PRODUCTION);
    let path = world.statements();
    let words = [
        "--env",
        "production",
        "--format",
        "json",
        "--statements",
        &path,
    ];
    let one = world.check(&words);
    assert_eq!(one, world.check(&words));
    let record = DecisionRecord::from_json(one.out.as_bytes()).unwrap();
    assert_eq!(one.out, format!("{}\n", record.to_json()));
    let held = world.check(&["--env", "production", "--format", "json"]);
    assert_eq!((held.code, held.out.lines().count()), (3, 1));
    let markdown = world.check(&["--env", "production", "--format", "markdown"]);
    assert!(markdown.out.starts_with("**HOLD**"), "{}", markdown.out);
}

#[test]
fn now_marks_the_decision() {
    let Some(world) = World::new("now_marks_the_decision") else {
        return;
    };
    let simulated = world.check(&PRODUCTION);
    assert!(simulated.out.contains("chosen by the caller"));
    let real = world.run(&["check", "--target", "main", "--env", "production"]);
    assert_eq!(real.code, 3, "{real:?}");
    assert!(!real.out.contains("chosen by the caller"), "{}", real.out);
    assert_eq!(world.check(&["--now", "yesterday"]).code, 1);
}

#[test]
fn a_decision_on_record() {
    let Some(world) = World::new("a_decision_on_record") else {
        return;
    };
    world.approve("carol", &PRODUCTION);
    let path = world.statements();
    let with = ["--env", "production", "--statements", &path];
    let json = world.check(&[&with[..], &["--format", "json"]].concat());
    let record = world.outside("decision.json");
    fs::write(&record, &json.out).unwrap();
    let record = record.to_str().unwrap().to_owned();
    let again = |words: &[&str]| world.check(&[words, &["--decision", &record]].concat());
    assert_eq!(again(&with).code, 0);

    // Without the approval it is held by the gate of now, whatever the record says.
    assert_eq!(again(&PRODUCTION).code, 3);
    // For another action the record says nothing.
    world.approve("carol", &["--env", "production", "--action", "deploy"]);
    let deploy = [&with[..], &["--action", "deploy"]].concat();
    assert_eq!(world.check(&deploy).code, 0);
    let held = again(&deploy);
    assert_eq!(held.code, 3, "{held:?}");
    assert!(
        held.out.contains("differs in: action, changeDigest"),
        "{}",
        held.out
    );
    let json = again(&[&deploy[..], &["--format", "json"]].concat());
    assert!(json.out.contains("\"decision_superseded\""), "{}", json.out);
    // A record that is not an allow gives nothing.
    let json = world.check(&["--env", "production", "--format", "json"]);
    fs::write(&record, &json.out).unwrap();
    assert_eq!(again(&with).code, 3);

    let shown = world.run(&["explain", &record]);
    assert_eq!(shown.code, 0);
    assert!(shown.out.starts_with("HOLD"), "{}", shown.out);
    let shown = world.run_with(&["explain", "-", "--format", "json"], json.out.as_bytes());
    assert_eq!(shown.out, json.out);
    fs::write(&record, "{}").unwrap();
    let broken = again(&with);
    assert_eq!(broken.code, 1);
    assert!(
        broken.err.starts_with("error[not_a_decision]: "),
        "{}",
        broken.err
    );
}

#[test]
fn mistakes_end_with_1() {
    let Some(world) = World::new("mistakes_end_with_1") else {
        return;
    };
    for (words, says) in [
        (&["check"][..], "--target REF"),
        (
            &["check", "--target", "main", "--env", "Production!"],
            "--env",
        ),
        (&["check", "--nonsense"], "--nonsense"),
        (&["nonsense"], "nonsense"),
        (&[], "Usage"),
        (
            &["check", "--target", "main", "--range", "HEAD"],
            "BASE..HEAD",
        ),
        (
            &["check", "--target", "main", "--range", "main...HEAD"],
            "BASE..HEAD",
        ),
        (
            &["check", "--target", "main", "--range", "nothing..HEAD"],
            "error[unknown_revision]",
        ),
        (&["check", "--target", "nothing"], "--range BASE..HEAD"),
        (
            &["check", "--target", "main", "HEAD", "--range", "main..HEAD"],
            "cannot be used with",
        ),
        (
            &["check", "--target", "main", "--statements", "/nowhere/x"],
            "error[file]",
        ),
        (
            &["check", "--target", "main", "--policy", "senior-signof"],
            "did you mean `senior-signoff`?",
        ),
        (
            &["check", "--target", "main", "--policy-file", "/nowhere/x"],
            "error[file]",
        ),
        (&["check", "--target", "main", "--last-seen", "1"], "3:2"),
        (&["check", "-C", "/"], "error[not_a_repository]"),
        (&["explain", "/nowhere/x"], "error[file]"),
    ] {
        let outcome = world.run(words);
        assert_eq!(outcome.code, 1, "{words:?}: {outcome:?}");
        assert!(outcome.err.contains(says), "{words:?}: {}", outcome.err);
        assert_eq!(outcome.out, "", "{words:?}");
    }
    for words in [&["--help"][..], &["--version"], &["check", "--help"]] {
        assert_eq!(world.run(words).code, 0, "{words:?}");
    }
}

#[test]
fn a_summary_for_other_tools() {
    let Some(world) = World::new("a_summary_for_other_tools") else {
        return;
    };
    let (key, vsa) = (world.outside("gate.pem"), world.outside("gate.vsa"));
    let made = world.run(&["keygen", "--output", &key.to_string_lossy()]);
    assert_eq!(made.code, 0, "{made:?}");
    let (key, vsa) = (key.to_string_lossy(), vsa.to_string_lossy());
    let asked = [
        "--env",
        "production",
        "--vsa",
        &vsa,
        "--gate-key",
        &key,
        "--verifier",
    ];
    let held = world.check(&[&asked[..], &["https://example.org/gate"]].concat());
    assert_eq!(held.code, 3, "{held:?}");
    let text = fs::read(&*vsa).unwrap();
    let envelope = foureyes::signature::Envelope::from_json(&text).unwrap();
    let payload = String::from_utf8(envelope.payload).unwrap();
    assert!(
        payload.contains("\"verificationResult\":\"FAILED\""),
        "{payload}"
    );
    let odd = world.check(&[&asked[..], &["gate"]].concat());
    assert_eq!(odd.code, 1, "{odd:?}");
    assert!(odd.err.contains("invalid_value"), "{}", odd.err);
    let half = world.check(&["--env", "production", "--vsa", &vsa]);
    assert_eq!(half.code, 1, "{half:?}");
    assert!(half.err.contains("--gate-key"), "{}", half.err);
}

#[test]
fn a_report_holds_nobody_up_and_says_so() {
    let Some(world) = World::new("a_report_holds_nobody_up_and_says_so") else {
        return;
    };
    for (form, words) in [
        ("text", "HOLD"),
        ("markdown", "Hold"),
        ("json", "\"verdict\":\"hold\""),
    ] {
        let held = world.check(&["--env", "production", "--format", form]);
        assert_eq!(held.code, 3, "{held:?}");
        assert!(!held.out.contains("report"), "{}", held.out);
        let report = world.check(&["--env", "production", "--format", form, "--report-only"]);
        assert_eq!(report.code, 0, "{report:?}");
        assert!(
            report.out.to_lowercase().contains(&words.to_lowercase()),
            "{}",
            report.out
        );
        assert!(
            report
                .out
                .contains("whoever asked goes on whatever the verdict is")
                || report.out.contains("\"code\":\"report_only\""),
            "{}",
            report.out
        );
    }
    let denied = world.check(&["--env", "closed", "--report-only"]);
    assert_eq!(denied.code, 0, "{denied:?}");
    assert!(denied.out.starts_with("DENY"), "{}", denied.out);
}
