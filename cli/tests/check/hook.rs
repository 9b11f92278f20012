//! `foureyes hook`, called as git calls it.

use std::fs;
use std::path::Path;

use crate::world::World;

#[test]
fn a_message_that_says_nothing_is_told_what_it_lacks() {
    let Some(world) = World::empty("a_message_that_says_nothing_is_told_what_it_lacks") else {
        return;
    };
    let file = world.path.join(".git/COMMIT_EDITMSG");
    let name = file.to_str().unwrap();
    let silent = "Retry\n\n# Assisted-by: none\n\
                  # ------------------------ >8 ------------------------\nAssisted-by: none\n";
    fs::write(&file, silent).unwrap();
    let told = world.run(&["hook", "commit-msg", name]);
    assert_eq!(told.code, 0, "{told:?}");
    assert!(
        told.err
            .contains("`Assisted-by: none` or `Assisted-by: TOOL:MODEL`")
    );
    let refused = world.run(&["hook", "commit-msg", "--require", name]);
    assert_eq!(refused.code, 1, "{refused:?}");
    assert!(
        refused.err.starts_with("error[undeclared]"),
        "{}",
        refused.err
    );
    assert_eq!(fs::read_to_string(&file).unwrap(), silent);
    for good in [
        "Retry\n\nAssisted-by: none\n",
        "Retry\n\nAssisted-by: Claude Code:claude-opus-4-6\n# comment\n",
        "\n# nothing but a comment\n",
    ] {
        fs::write(&file, good).unwrap();
        let quiet = world.run(&["hook", "commit-msg", "--require", name]);
        assert_eq!((quiet.code, quiet.err.as_str()), (0, ""), "{good}");
    }
}

#[test]
fn git_runs_what_is_installed_and_nothing_is_replaced() {
    let Some(world) = World::empty("git_runs_what_is_installed_and_nothing_is_replaced") else {
        return;
    };
    let installed = world.run(&["hook", "install", "--require"]);
    assert_eq!(installed.code, 0, "{installed:?}");
    let hook = world.path.join(".git/hooks/commit-msg");
    let text = fs::read_to_string(&hook).unwrap();
    let again = world.run(&["hook", "install"]);
    assert_eq!(again.code, 1, "{again:?}");
    assert!(
        again.err.contains("is there already and is not replaced"),
        "{}",
        again.err
    );
    assert_eq!(fs::read_to_string(&hook).unwrap(), text);

    // Git finds the program where this test has it.
    let program = Path::new(env!("CARGO_BIN_EXE_foureyes"));
    fs::write(
        &hook,
        text.replace("exec foureyes", &format!("exec '{}'", program.display())),
    )
    .unwrap();
    world.file("a", "");
    let declared = world.commit("Begin\n\nAssisted-by: none\n");
    world.file("a", "a");
    world.git(&["add", "--all"]);
    let refused = world.git_code(&["commit", "--quiet", "--message", "Go on"]);
    assert_ne!(refused, 0);
    assert_eq!(world.git(&["rev-parse", "HEAD"]), declared);
}

#[test]
fn another_folder_for_hooks_is_told() {
    let Some(world) = World::empty("another_folder_for_hooks_is_told") else {
        return;
    };
    world.git(&["config", "core.hooksPath", "elsewhere"]);
    let told = world.run(&["hook", "install"]);
    assert_eq!(told.code, 1, "{told:?}");
    assert!(told.err.contains("core.hooksPath"), "{}", told.err);
    assert!(!world.path.join(".git/hooks/commit-msg").exists());
}
