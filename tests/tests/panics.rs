//! What could panic in the library is what docs/testing.md says.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

/// The lints behind which something panics.
const LINTS: [&str; 9] = [
    "arithmetic_side_effects",
    "expect_used",
    "indexing_slicing",
    "panic",
    "string_slice",
    "todo",
    "unimplemented",
    "unreachable",
    "unwrap_used",
];

/// How many exceptions there are, by file and lint.
type Exceptions = BTreeMap<(String, String), usize>;

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

fn read(name: &str) -> String {
    fs::read_to_string(root().join(name)).unwrap()
}

fn sources(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let is_test = path.file_stem().unwrap() == "tests";
        if path.is_dir() && !is_test {
            sources(&path, found);
        } else if path.extension().is_some_and(|extension| extension == "rs") && !is_test {
            found.push(path);
        }
    }
}

/// The exceptions that stand in the sources, up to where the tests of a file begin.
fn written() -> Exceptions {
    let folder = root().join("core/src");
    let mut files = Vec::new();
    sources(&folder, &mut files);
    assert!(files.len() > 100, "{}", files.len());
    let mut exceptions = Exceptions::new();
    for file in files {
        let name = file.strip_prefix(&folder).unwrap().to_str().unwrap();
        let text = fs::read_to_string(&file).unwrap();
        let body = text.split("#[cfg(test)]\nmod tests {").next().unwrap();
        for lint in LINTS {
            let count = body.matches(&format!("clippy::{lint},")).count();
            if count > 0 {
                exceptions.insert((name.to_owned(), lint.to_owned()), count);
            }
        }
    }
    exceptions
}

/// The rows of the table.
fn documented() -> Exceptions {
    let text = read("docs/testing.md");
    let (_, section) = text.split_once("## No decision panics").unwrap();
    let section = section.split("\n## ").next().unwrap();
    let rows = section.lines().filter_map(|line| {
        let cells: Vec<&str> = line.trim().split('|').map(str::trim).collect();
        let [_, file, count, lint, _, _] = cells.as_slice() else {
            return None;
        };
        let word = |cell: &str| cell.trim_matches('`').to_owned();
        Some(((word(file), word(lint)), count.parse().ok()?))
    });
    rows.collect()
}

#[test]
fn every_exception_is_documented() {
    assert_eq!(written(), documented());
}

#[test]
fn nothing_on_the_way_of_a_decision_is_an_exception() {
    let rooms = [
        "brief",
        "change",
        "decision",
        "gate",
        "policy",
        "provenance",
    ];
    for ((file, lint), _) in written() {
        let room = file.split(['/', '.']).next().unwrap();
        assert!(!rooms.contains(&room), "{file}: {lint}");
    }
}

#[test]
fn the_lints_are_errors_and_overflow_is_checked() {
    let manifest = read("Cargo.toml");
    for lint in LINTS {
        assert!(
            manifest.contains(&format!("\n{lint} = \"deny\"\n")),
            "{lint}"
        );
    }
    let (_, release) = manifest.split_once("[profile.release]").unwrap();
    assert!(release.trim_start().starts_with("overflow-checks = true"));
    assert!(read("core/Cargo.toml").contains("[lints]\nworkspace = true\n"));
    assert!(read("core/src/lib.rs").contains("\n#![forbid(unsafe_code)]\n"));
}
