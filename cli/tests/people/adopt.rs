//! The page for newcomers, `docs/adopt.md`: every command of it, in order, in one shell.

use std::path::Path;

use super::shop::{Shop, finish, isolated};

const PAGE: &str = include_str!("../../../docs/adopt.md");

/// A command of the page, how it ends, and lines of what it prints.
struct Step {
    command: &'static str,
    code: &'static str,
    prints: Vec<&'static str>,
}

fn steps() -> Vec<Step> {
    let mut steps: Vec<Step> = Vec::new();
    let mut is_inside = false;
    for line in PAGE.lines() {
        if line.starts_with("```") {
            is_inside = line == "```console";
        } else if let (true, Some(command)) = (is_inside, line.strip_prefix("$ ")) {
            let (command, code) = command
                .split_once("   # exits with ")
                .unwrap_or((command, "0"));
            let prints = Vec::new();
            steps.push(Step {
                command,
                code,
                prints,
            });
        } else if is_inside {
            steps.last_mut().unwrap().prints.push(line);
        }
    }
    steps
}

#[test]
fn every_command_of_the_page_does_what_it_says() {
    let Some(shop) = Shop::with_ssh("every_command_of_the_page_does_what_it_says", &[]) else {
        return;
    };
    let steps = steps();
    assert!(steps.len() > 10, "the page has commands");
    let script: String = steps
        .iter()
        .map(|step| format!("{}\necho \"@@ $?\"\n", step.command))
        .collect();
    let folder = shop.folder.path().join("page");
    std::fs::create_dir(&folder).unwrap();
    let mut command = isolated("sh", &folder);
    let program = Path::new(env!("CARGO_BIN_EXE_foureyes")).parent().unwrap();
    let path = std::env::var_os("PATH").unwrap_or_default();
    let paths = std::iter::once(program.to_owned()).chain(std::env::split_paths(&path));
    command.env("PATH", std::env::join_paths(paths).unwrap());
    command.args(["-c", &format!("exec 2>&1\n{script}")]);
    let outcome = finish(command);
    let mut rest = outcome.out.as_str();
    for step in &steps {
        let (printed, after) = rest.split_once("@@ ").unwrap();
        let (code, after) = after.split_once('\n').unwrap();
        assert_eq!(code, step.code, "{}\n{printed}", step.command);
        for line in &step.prints {
            assert!(
                printed.contains(line),
                "{}: {line}\n{printed}",
                step.command
            );
        }
        rest = after;
    }
    assert_eq!(rest, "");
}
