use std::io::Write as _;
use std::path::Path;
use std::process::Command;
use std::{env, fs, process};

use super::{Divider, parse};

fn shown(message: &[u8]) -> Vec<String> {
    parse(message, Divider::Passes)
        .iter()
        .map(|trailer| {
            format!(
                "{}: {}",
                String::from_utf8_lossy(trailer.key),
                String::from_utf8_lossy(&trailer.value)
            )
        })
        .collect()
}

#[test]
fn the_last_paragraph_after_a_blank_line() {
    assert_eq!(shown(b"t\n\nA: 1\nB: 2\n"), ["A: 1", "B: 2"]);
    assert_eq!(shown(b"t\n\nA: 1\n\nB: 2\n"), ["B: 2"]);
    assert!(shown(b"t\nA: 1\n").is_empty());
    assert!(shown(b"A: 1\n").is_empty());
    assert!(shown(b"").is_empty());
    assert!(shown(b"t\n\nA: 1\n\nplain words\n").is_empty());
    assert_eq!(shown(b"t\n\nA: 1"), ["A: 1"]);
}

#[test]
fn a_mixed_paragraph_needs_a_line_of_git_and_a_quarter_of_trailers() {
    assert!(shown(b"t\n\nwords\nA: 1\n").is_empty());
    assert_eq!(
        shown(b"t\n\nwords\nmore\nyet more\nSigned-off-by: x <y>\n"),
        ["Signed-off-by: x <y>"]
    );
    assert!(shown(b"t\n\none\ntwo\nthree\nfour\nSigned-off-by: x <y>\n").is_empty());
    assert_eq!(
        shown(b"t\n\nA: 1\n(cherry picked from commit 0123)\nwords\n"),
        ["A: 1"]
    );
}

#[test]
fn folds_separators_comments_and_line_ends() {
    assert_eq!(shown(b"t\n\nA: 1\n  2\n\t3\nB : 4\n"), ["A: 1 2 3", "B: 4"]);
    assert_eq!(shown(b"t\r\n\r\nA: 1\r\nB:2\r\n"), ["A: 1", "B: 2"]);
    assert_eq!(shown(b"t\n\nA: 1\n# note\nB: 2\n# end\n"), ["A: 1", "B: 2"]);
    assert!(shown(b"t\n\nA b: 1\n").is_empty());
    assert!(shown(b"t\n\n: 1\n").is_empty());
    assert_eq!(shown(b"t\n\nA: 1\n\0B: 2\n"), ["A: 1"]);
    assert_eq!(shown(b"t\n\nA: \xff\xfe\n"), ["A: \u{fffd}\u{fffd}"]);
}

/// A fixed sequence of small numbers.
struct Sequence(u64);

impl Sequence {
    fn below(&mut self, end: usize) -> usize {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33)
            .unwrap()
            .checked_rem(end)
            .unwrap()
    }
}

const PIECES: &[&[u8]] = &[
    b"\n",
    b"\n",
    b"\n",
    b"\n",
    b"\r\n",
    b" \n",
    b"\t\n",
    b"\x0c\n",
    b"subject\n",
    b"some words here\n",
    b"words: with a colon\n",
    b"two words: with a colon\n",
    b"Key: value\n",
    b"Key: value\n",
    b"Key-2:value\r\n",
    b"-: dash\n",
    b"Key\t : \t value \t\n",
    b"Key:\n",
    b"Key: a: b = c\n",
    b"Key=value\n",
    b"Key #12\n",
    b": nothing\n",
    b"https://example.org/x\n",
    b" folded\n",
    b"\tfolded: more\n",
    b"  \r\n",
    b" # indented\n",
    b"# comment\n",
    b"# Key: comment\n",
    b"#\n",
    b"Signed-off-by: A <a@example.org>\n",
    b"Signed-off-by:A <a@example.org>\n",
    b"signed-off-by: A <a@example.org>\n",
    b"(cherry picked from commit 0123456789)\n",
    b"(cherry picked\n",
    b"---\n",
    b"--- a/file\n",
    b"---\r\n",
    b"---- x\n",
    b"Conflicts:\n",
    b"Conflicts:\r\n",
    b"\tpath\n",
    b"# ------------------------ >8 ------------------------\n",
    b"------------------------ >8 ------------------------\n",
    b"K\xc3\xa9y: value\n",
    b"Key: \xff\xfe value\n",
    b"Key: va\x0clue \x0b\n",
    b"Key: nul\0 here\n",
    b"\\n\\nKey: literal\n",
];

const ENDS: &[&[u8]] = &[
    b"",
    b"",
    b"",
    b"Key: last",
    b"Conflicts:",
    b" folded last",
    b"# ------------------------ >8 ------------------------",
    b"#",
    b"\r",
    b" ",
];

fn messages() -> Vec<Vec<u8>> {
    let mut random = Sequence(7);
    let mut all = Vec::new();
    for count in 0..10_000 {
        let mut message = Vec::new();
        if count % 3 > 0 {
            message.extend_from_slice(b"subject\n\n");
        }
        for _ in 0..random.below(10) {
            message.extend_from_slice(PIECES[random.below(PIECES.len())]);
        }
        message.extend_from_slice(ENDS[random.below(ENDS.len())]);
        all.push(message);
    }
    all.extend(corpus());
    all
}

/// Returns real messages, from a set that stays outside of the repository.
fn corpus() -> Vec<Vec<u8>> {
    let Some(folder) = env::var_os("FOUREYES_CORPUS") else {
        skip(
            "detect::trailers::corpus",
            "FOUREYES_CORPUS names no folder",
        );
        return Vec::new();
    };
    let text = fs::read_to_string(Path::new(&folder).join("provenance.jsonl")).unwrap();
    let message = |line| {
        let entry: serde_json::Value = serde_json::from_str(line).unwrap();
        entry["message"].as_str().unwrap().as_bytes().to_vec()
    };
    text.lines().map(message).collect()
}

fn read_by_git(folder: &Path, messages: &[Vec<u8>], options: &[&str]) -> Option<Vec<Vec<u8>>> {
    // A message of our own after each one marks where its trailers end.
    fs::write(folder.join("mark"), "mark\n\nMark-7f3a: end\n").unwrap();
    let mut command = Command::new("git");
    command
        .args(["interpret-trailers", "--parse"])
        .args(options)
        .current_dir(folder)
        .env_remove("GIT_DIR")
        .env("GIT_CEILING_DIRECTORIES", folder)
        .env("GIT_CONFIG_NOSYSTEM", "1")
        .env("GIT_CONFIG_GLOBAL", folder.join("none"));
    for (index, message) in messages.iter().enumerate() {
        let name = index.to_string();
        fs::write(folder.join(&name), message).unwrap();
        command.args([&name, "mark"]);
    }
    let output = command.output().ok()?;
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    let mut found = vec![Vec::new()];
    for line in output.stdout.split_inclusive(|byte| *byte == b'\n') {
        if line == b"Mark-7f3a: end\n" {
            found.push(Vec::new());
        } else {
            found.last_mut().unwrap().extend_from_slice(line);
        }
    }
    found.pop();
    Some(found)
}

fn skip(name: &str, why: &str) {
    if let Some(log) = env::var_os("FOUREYES_SKIP_LOG") {
        let mut file = fs::OpenOptions::new()
            .append(true)
            .create(true)
            .open(log)
            .unwrap();
        writeln!(file, "{name}: {why}").unwrap();
    }
}

/// Compares every message with what git makes of it.
fn agrees(name: &str, divider: Divider, options: &[&str]) {
    let folder = env::temp_dir().join(format!("foureyes-{name}-{}", process::id()));
    fs::create_dir_all(&folder).unwrap();
    let messages = messages();
    // Few enough names for one command line.
    let found: Option<Vec<_>> = messages
        .chunks(2_500)
        .map(|some| read_by_git(&folder, some, options))
        .collect();
    fs::remove_dir_all(&folder).unwrap();
    let Some(found) = found else {
        skip(&format!("detect::trailers::{name}"), "git not found");
        return;
    };
    let found: Vec<Vec<u8>> = found.concat();
    assert_eq!(found.len(), messages.len());
    let with_trailers = found.iter().filter(|lines| !lines.is_empty()).count();
    assert!(with_trailers > 500, "{with_trailers}");
    for (message, expected) in messages.iter().zip(&found) {
        let mut ours = Vec::new();
        for trailer in parse(message, divider) {
            ours.extend_from_slice(trailer.key);
            ours.extend_from_slice(b": ");
            ours.extend_from_slice(&trailer.value);
            ours.push(b'\n');
        }
        assert!(
            ours == *expected,
            "message {:?}\n git {:?}\nours {:?}",
            String::from_utf8_lossy(message),
            String::from_utf8_lossy(expected),
            String::from_utf8_lossy(&ours)
        );
    }
}

#[test]
fn as_git_reads_them() {
    agrees("as_git_reads_them", Divider::Passes, &["--no-divider"]);
}

#[test]
fn as_git_reads_a_patch() {
    agrees("as_git_reads_a_patch", Divider::Ends, &[]);
}
