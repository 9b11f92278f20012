//! `foureyes brief` in a real repository.

use crate::world::{NOW, World};

#[test]
fn one_screen_and_the_diff_last() {
    let Some(world) = World::new("one_screen_and_the_diff_last") else {
        return;
    };
    world.file("pay.rs", "fn pay() {\n\tretry();\u{1b}[2J\n}\n");
    world.commit("Retry\n\nAssisted-by: Claude Code:claude-opus-4-6\n");
    let ask = [
        "brief",
        "--target",
        "main",
        "--env",
        "production",
        "--now",
        NOW,
    ];
    let shown = world.run(&ask);
    assert_eq!((shown.code, shown.err.as_str()), (0, ""), "{shown:?}");
    assert!(shown.out.starts_with("BRIEF  "), "{}", shown.out);
    let (screen, diff) = shown.out.split_once("--- pay.rs\n+++ pay.rs\n").unwrap();
    assert!(screen.contains("\n  Before you sign\n"), "{screen}");
    assert!(
        screen.contains("assisted: claude-code, claude-opus-4-6"),
        "{screen}"
    );
    assert!(diff.starts_with("@@ -"), "{diff}");
    assert!(diff.contains("+\tretry();\\u{1b}[2J\n"), "{diff}");
    let without = world.run(&[ask.as_slice(), &["--no-diff"]].concat());
    assert_eq!(without.out.trim_end(), screen.trim_end());
    let json = world.run(&[ask.as_slice(), &["--format", "json"]].concat());
    assert!(
        json.out.starts_with("{\"brief\":\"foureyes/brief/v1\","),
        "{}",
        json.out
    );
    let markdown = world.run(&[ask.as_slice(), &["--format", "markdown"]].concat());
    assert!(markdown.out.starts_with("**Brief** "), "{}", markdown.out);
}

#[test]
fn what_is_no_text_is_named() {
    let Some(world) = World::new("what_is_no_text_is_named") else {
        return;
    };
    world.file("logo.png", "\0\0");
    world.commit("A logo");
    let shown = world.run(&[
        "brief",
        "--target",
        "main",
        "--env",
        "production",
        "--now",
        NOW,
    ]);
    assert!(
        shown
            .out
            .contains("\n--- logo.png\n+++ logo.png\nno text, or too large: 2 bytes\n"),
        "{}",
        shown.out
    );
}
