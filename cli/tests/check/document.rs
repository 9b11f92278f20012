//! Changes that were written down.

use std::fs;

use crate::world::{NOW, POLICY, World, roster};

#[test]
fn a_document_is_the_subject() {
    let Some(world) = World::new("a_document_is_the_subject") else {
        return;
    };
    let words = ["--env", "production"];
    let text = world.change(&words).to_json();
    world.approve("carol", &words);
    let path = world.statements();
    let check = |more: &[&str]| {
        let words = [
            "check",
            "--change",
            "-",
            "--now",
            NOW,
            "--statements",
            &path,
        ];
        world.run_with(&[&words[..], more].concat(), text.as_bytes())
    };
    // What is judged does not say by what.
    let no_target = check(&[]);
    assert_eq!(no_target.code, 1, "{no_target:?}");
    assert!(no_target.err.contains("--target"), "{}", no_target.err);
    assert_eq!(check(&["--target", "main"]).code, 0);
    assert_eq!(check(&["--target", "main", "--env", "production"]).code, 0);
    for other in [
        ["--env", "staging"],
        ["--action", "deploy"],
        ["--repository", "x"],
        ["--change-id", "x"],
        ["--region", "eu-1"],
    ] {
        let outcome = check(&[&["--target", "main"][..], &other].concat());
        assert_eq!(outcome.code, 1, "{outcome:?}");
        let says = format!("error[subject_differs]: `{}`", other[0]);
        assert!(outcome.err.starts_with(&says), "{}", outcome.err);
    }
    let other = check(&["--target", "retry"]);
    assert!(
        other.err.starts_with("error[subject_differs]"),
        "{}",
        other.err
    );
    let written = world.outside("change.json");
    let written = written.to_str().unwrap().to_owned();
    let request = world.run(&[
        "request",
        "--target",
        "main",
        "--env",
        "production",
        "--output",
        &written,
    ]);
    assert_eq!((request.code, request.out.as_str()), (0, ""));
    assert_eq!(fs::read_to_string(&written).unwrap(), format!("{text}\n"));
}

#[test]
fn without_any_repository() {
    let Some(world) = World::new("without_any_repository") else {
        return;
    };
    let text = world.change(&["--env", "production"]).to_json();
    let place = |name: &str, content: &str| {
        let path = world.outside(name);
        fs::write(&path, content).unwrap();
        path.to_str().unwrap().to_owned()
    };
    let change = place("change.json", &text);
    let policy = place("policy.toml", POLICY);
    let roster = place("roster.toml", &roster(1));
    world.approve("carol", &["--env", "production"]);
    let elsewhere = world.outside("");
    let elsewhere = elsewhere.to_str().unwrap();
    let base = ["check", "-C", elsewhere, "--change", &change, "--now", NOW];
    let none = world.run(&base);
    assert_eq!(none.code, 3, "{none:?}");
    assert!(none.out.contains("there is no policy"), "{}", none.out);
    let pinned = ["--policy-file", &policy, "--roster-file", &roster];
    let held = world.run(&[&base[..], &pinned].concat());
    assert_eq!(held.code, 3, "{held:?}");
    let next = format!("foureyes approve --change {change} --key FILE\n");
    assert!(held.out.ends_with(&next), "{}", held.out);
    let path = world.statements();
    let allowed = world.run(&[&base[..], &pinned, &["--statements", &path]].concat());
    assert_eq!(allowed.code, 0, "{allowed:?}");

    for (content, code) in [
        ("{", "syntax"),
        (
            "{\"change\":\"foureyes/change/v1\",\"change\":1}",
            "duplicate_key",
        ),
        ("{\"change\":\"foureyes/change/v9\"}", "unknown_word"),
        ("\u{feff}{}", "syntax"),
    ] {
        place("change.json", content);
        let broken = world.run(&[&base[..], &pinned].concat());
        assert_eq!((broken.code, broken.out.as_str()), (1, ""), "{broken:?}");
        let says = format!("error[{code}]: ");
        assert!(broken.err.starts_with(&says), "{}", broken.err);
        assert!(broken.err.contains("change.json"), "{}", broken.err);
    }
}
