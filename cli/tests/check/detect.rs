//! `foureyes detect` in repositories in which nothing is configured.

use crate::world::World;

/// Commits of every kind: by people, by tools, silent, denied.
fn history(world: &World) {
    for (path, message) in [
        ("README", "Begin"),
        (
            "src/pay.rs",
            "Retry\n\nAssisted-by: Claude Code:claude-opus-4-6\n",
        ),
        ("src/log.rs", "Log\n\nAssisted-by: none\n"),
        (
            "docs/a.md",
            "Say why\n\nCo-Authored-By: Claude <noreply@anthropic.com>\n",
        ),
    ] {
        world.file(path, message);
        world.commit(message);
    }
}

#[test]
fn a_table_and_a_summary() {
    let Some(world) = World::empty("a_table_and_a_summary") else {
        return;
    };
    let nothing = world.run(&["detect"]);
    assert_eq!((nothing.code, nothing.out.trim()), (0, "no commits here"));
    history(&world);
    let shown = world.run(&["detect"]);
    assert_eq!(shown.code, 0, "{shown:?}");
    for line in [
        "4 commits: 2 say that AI took part (50.0 %), 1 say that it did not, 1 say nothing",
        "  claude-code                             2  50.0 %",
        "  docs                                    1  100.0 % of 1",
        "  src                                     1  50.0 % of 2",
        "note: a commit that says nothing is not known to be without AI",
    ] {
        assert!(shown.out.contains(line), "{line}\n{}", shown.out);
    }
    let newest = shown.out.lines().nth(1).unwrap();
    assert!(newest.ends_with("Say why"), "{newest}");
    let json = world.run(&["detect", "--format", "json"]);
    assert!(
        json.out.contains(
            "\"summary\":{\"commits\":4,\"ai\":2,\"none\":1,\"silent\":1,\"unreadable\":0,\
             \"byInvolvement\":{\"assisted\":1,\"generated\":1},\"byTool\":{\"claude-code\":2},\
             \"byModel\":{\"claude-opus-4-6\":1}"
        ),
        "{}",
        json.out
    );
    let range = world.run(&["detect", "HEAD~1..HEAD", "--format", "json"]);
    assert!(range.out.contains("\"commits\":1,\"ai\":1"), "{range:?}");
    let last = world.run(&["detect", "--last", "2"]);
    assert!(last.out.contains("there are older commits"), "{}", last.out);
    let unknown = world.run(&["detect", "nowhere"]);
    assert_eq!(unknown.code, 1, "{unknown:?}");
    assert!(
        unknown.err.contains("error[unknown_revision]"),
        "{}",
        unknown.err
    );
}

#[test]
fn a_merge_is_not_counted_twice_and_a_cut_is_told() {
    let Some(world) = World::empty("a_merge_is_not_counted_twice_and_a_cut_is_told") else {
        return;
    };
    history(&world);
    world.git(&["checkout", "--quiet", "-b", "side", "HEAD~1"]);
    world.file("side/x", "x");
    world.commit("Aside\n\nCo-Authored-By: Claude <noreply@anthropic.com>\n");
    world.git(&["checkout", "--quiet", "main"]);
    world.git(&["merge", "--quiet", "--no-ff", "--message", "Join", "side"]);
    let shown = world.run(&["detect"]);
    assert!(shown.out.contains("(merge) Join"), "{}", shown.out);
    assert!(
        shown
            .out
            .contains("  side                                    1  100.0 % of 1")
    );

    let clone = world.outside("clone");
    let from = format!("file://{}", world.path.display());
    let to = clone.to_str().unwrap().to_owned();
    world.git(&["clone", "--quiet", "--depth", "1", &from, &to]);
    let cut = world.run(&["detect", "-C", &to]);
    assert_eq!(cut.code, 0, "{cut:?}");
    assert!(cut.out.contains("this clone is shallow"), "{}", cut.out);
    assert!(cut.out.contains("1 commits: 0 say"), "{}", cut.out);
}

#[test]
fn hostile_text_is_escaped_and_cut() {
    let Some(world) = World::empty("hostile_text_is_escaped_and_cut") else {
        return;
    };
    world.file("\u{1b}[2J/x", "x");
    let mut message = "\u{1b}[31mred \u{202e}back\r| pipe\n\n".to_owned();
    message.push_str(&"long ".repeat(20_000));
    message.push_str("\n\nAssisted-by: Claude Code:\u{1b}]0;x\u{7}\n");
    world.git(&["add", "--all"]);
    world.feed(&["commit", "--quiet", "--file", "-"], message.as_bytes());
    let shown = world.run(&["detect"]);
    assert_eq!(shown.code, 0, "{shown:?}");
    let odd = |c: char| (c.is_control() && c != '\n') || c == '\u{202e}';
    assert!(!shown.out.contains(odd), "{:?}", shown.out);
    assert!(shown.out.len() < 4_000, "{}", shown.out.len());
    let json = world.run(&["detect", "--format", "json"]);
    assert!(!json.out.contains('\u{1b}') && json.out.len() < 8_000);
}
