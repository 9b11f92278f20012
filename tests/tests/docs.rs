//! The documents list every code, and no code that is not there.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use foureyes::authority::AuthorityFault;
use foureyes::decision::{ReasonCode, RefusedCode};
use foureyes::error::ErrorCode;
use foureyes::gate::Relaxation;
use foureyes::statement::IgnoredCode;

const REASONS: &str = include_str!("../../docs/reasons.md");
const TYPES: &str = include_str!("../../bindings-node/types.d.ts");

/// The codes in the first column of the table under a heading.
fn listed(heading: &str) -> BTreeSet<&'static str> {
    let (_, section) = REASONS
        .split_once(&format!("\n## {heading}\n"))
        .unwrap_or_default();
    assert!(
        !section.is_empty(),
        "docs/reasons.md has no section `{heading}`"
    );
    let section = section.split("\n## ").next().unwrap_or(section);
    let rows = section.lines().filter(|line| line.starts_with("| `"));
    let codes: Vec<&str> = rows.filter_map(|row| row.split('`').nth(1)).collect();
    let set: BTreeSet<&str> = codes.iter().copied().collect();
    assert_eq!(
        codes.len(),
        set.len(),
        "a code stands twice under `{heading}`"
    );
    set
}

#[test]
fn every_reason_code_is_documented() {
    let known: BTreeSet<_> = ReasonCode::ALL.iter().map(|code| code.code()).collect();
    assert_eq!(listed("Reason codes"), known);
}

#[test]
fn every_authority_fault_is_documented() {
    let known: BTreeSet<_> = AuthorityFault::ALL.iter().map(|code| code.code()).collect();
    assert_eq!(listed("Authority faults"), known);
}

#[test]
fn every_ignored_code_is_documented() {
    let known: BTreeSet<_> = IgnoredCode::ALL.iter().map(|code| code.code()).collect();
    assert_eq!(listed("Ignored codes"), known);
}

#[test]
fn every_error_code_is_documented() {
    let (_, section) = REASONS
        .split_once("\n## Error and warning codes\n")
        .unwrap();
    let section = section.split("\n### Of the command line\n").next().unwrap();
    let cells = section.lines().filter_map(|line| line.strip_prefix("| `"));
    let cells = cells.filter_map(|row| row.split(" |").next());
    let listed: BTreeSet<&str> = cells
        .flat_map(|cell| cell.split([',', ' ', '`']))
        .filter(|word| !word.is_empty() && *word != "(warning)")
        .collect();
    let known: BTreeSet<_> = ErrorCode::ALL.iter().map(|code| code.code()).collect();
    assert_eq!(listed, known);
}

#[test]
fn every_refused_code_is_documented() {
    let known: BTreeSet<_> = RefusedCode::ALL.iter().map(|code| code.code()).collect();
    assert_eq!(listed("Refused codes"), known);
}

#[test]
fn every_relaxation_is_documented() {
    let known: BTreeSet<_> = Relaxation::ALL.iter().map(|code| code.code()).collect();
    assert_eq!(listed("Relaxation codes"), known);
}

/// The words of a union of the TypeScript types.
fn union(name: &str) -> BTreeSet<&'static str> {
    let head = format!("\nexport type {name} =");
    let (_, rest) = TYPES.split_once(&head).unwrap_or_default();
    let body = rest.split("\n\n").next().unwrap_or_default();
    let lines = body
        .lines()
        .map(|line| line.trim_start().trim_end_matches(';'));
    let words = lines.filter_map(|line| line.strip_prefix("| \"")?.strip_suffix('"'));
    words.collect()
}

#[test]
fn the_unions_of_typescript_have_the_same_words() {
    for (name, heading) in [
        ("IgnoredCode", "Ignored codes"),
        ("ReasonCode", "Reason codes"),
        ("RefusedCode", "Refused codes"),
        ("Relaxation", "Relaxation codes"),
    ] {
        assert_eq!(union(name), listed(heading), "{name}");
    }
    let errors: BTreeSet<_> = ErrorCode::ALL.iter().map(|code| code.code()).collect();
    assert_eq!(union("ErrorCode"), errors);
}

/// `cargo run -- demo` is the first line that anybody types: it names no program, so there is one to run.
#[test]
fn there_is_one_program_to_run() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let manifest = fs::read_to_string(root.join("Cargo.toml")).unwrap();
    let manifest: toml::Table = manifest.parse().unwrap();
    let members = manifest["workspace"]["default-members"].as_array().unwrap();
    let programs = members.iter().flat_map(|member| {
        let folder = root.join(member.as_str().unwrap()).join("src");
        let more = fs::read_dir(folder.join("bin")).into_iter().flatten();
        let more = more.map(|entry| entry.unwrap().path());
        more.chain([folder.join("main.rs")])
            .filter(|path| path.is_file())
    });
    let names: Vec<_> = programs.map(|path| path.display().to_string()).collect();
    assert_eq!(names.len(), 1, "{names:?}");
    assert!(names[0].ends_with("cli/src/main.rs"), "{names:?}");
}
