//! Notes of git-ai and Agent Trace records, as they are and as they should be.

use crate::detect::{Agents, Attribution};
use crate::provenance::{ClaimBasis, Involvement};

fn note(text: &str) -> Attribution {
    Agents::builtin().note(text.as_bytes()).unwrap()
}

fn claims(found: &Attribution) -> Vec<(Involvement, ClaimBasis, &str, &str)> {
    let text = |part: &Option<String>| part.clone().unwrap_or_else(|| "-".to_owned()).leak();
    let all = found.claims.iter();
    all.map(|one| {
        (
            one.involvement,
            one.basis,
            &*text(&one.tool),
            &*text(&one.model),
        )
    })
    .collect()
}

fn lines(found: &Attribution) -> Vec<(String, Option<Involvement>, u64)> {
    let all = found.lines.iter();
    all.map(|one| (one.path.to_string(), one.involvement, one.lines))
        .collect()
}

fn codes(found: &Attribution) -> Vec<&str> {
    found.diagnostics.iter().map(|one| one.code).collect()
}

#[test]
fn a_note_with_sessions_and_people() {
    let found = note(
        r#"src/pay.rs
  s_0123456789abcd::t_0123456789abcd 1-10,12
  h_55c03ed47cd416 11
"a b.rs"
  1234567890abcdef 3-5
---
{"schema_version": "authorship/3.0.0", "base_commit_sha": "1111111111111111111111111111111111111111",
 "prompts": {"1234567890abcdef": {"agent_id": {"tool": "codex", "id": "x", "model": "\"gpt-5\""}}},
 "sessions": {"s_0123456789abcd": {"agent_id": {"tool": "claude", "id": "y", "model": "claude-opus-4-6"},
  "human_author": "Bob <bob@example.org>"},
  "s_ffffffffffffff": {"agent_id": {"tool": "cursor", "id": "z", "model": "unknown"}}},
 "humans": {"h_55c03ed47cd416": {"author": "Bob <bob@example.org>"}}}"#,
    );
    assert_eq!(
        claims(&found),
        [
            (Involvement::Assisted, ClaimBasis::Heuristic, "cursor", "-"),
            (
                Involvement::Generated,
                ClaimBasis::Declared,
                "claude",
                "claude-opus-4-6"
            ),
            (
                Involvement::Generated,
                ClaimBasis::Declared,
                "codex",
                "gpt-5"
            ),
        ]
    );
    let operator = found.claims[1]
        .operator
        .as_ref()
        .map(|account| account.as_str());
    assert_eq!(operator, Some("email:bob@example.org"));
    assert_eq!(
        lines(&found),
        [
            ("a b.rs".to_owned(), Some(Involvement::Generated), 3),
            ("src/pay.rs".to_owned(), Some(Involvement::None), 1),
            ("src/pay.rs".to_owned(), Some(Involvement::Generated), 11),
        ]
    );
    assert!(
        found.diagnostics.is_empty() && found.commits.len() == 1,
        "{found:?}"
    );
}

#[test]
fn lines_are_counted_in_integers_that_a_change_takes() {
    let found = note("a.rs\n  1234567890abcdef 1-9007199254740993,3\n---\n{}");
    assert_eq!(
        lines(&found),
        [(
            "a.rs".to_owned(),
            Some(Involvement::Generated),
            9_007_199_254_740_991
        )]
    );
    assert!(codes(&found).contains(&"unreadable_range"));
}

#[test]
fn keys_that_lead_nowhere_still_claim() {
    for key in [
        "349771e",
        "s_8d9d36585aec71::t_3f35403766e5e4",
        "abcde",
        "0f8fad5b-d9cb-469f-a165-70867728950e",
    ] {
        let found = note(&format!(
            "a.rs\n  {key} 9-1,5-20,x\n---\n{{\"schema_version\": \"authorship/3.0.0\"}}"
        ));
        assert_eq!(
            claims(&found),
            [(Involvement::Generated, ClaimBasis::Declared, "-", "-")],
            "{key}"
        );
        assert_eq!(
            lines(&found),
            [("a.rs".to_owned(), Some(Involvement::Generated), 20)]
        );
        assert_eq!(
            codes(&found),
            ["dangling_key", "unreadable_range", "unreadable_range"]
        );
    }
    let nobody =
        note("a.rs\n  h_55c03ed47cd416 7\n---\n{\"schema_version\": \"authorship/3.0.0\"}");
    assert!(nobody.claims.is_empty());
    assert_eq!(lines(&nobody), [("a.rs".to_owned(), None, 1)]);
    // An empty note says nothing.
    let empty = note("---\n{\"schema_version\": \"authorship/3.0.0\", \"prompts\": {}}");
    assert_eq!(empty, Attribution::default());
}

#[test]
fn halves_of_notes() {
    let entries = note("a.rs\n  349771e 1\n");
    assert_eq!(entries.claims.len(), 1);
    assert_eq!(
        codes(&entries),
        ["unreadable_metadata", "unknown_schema", "dangling_key"]
    );
    let orphan = note("  349771e 1\n---\n{");
    assert_eq!(orphan.claims.len(), 1);
    assert!(orphan.lines.is_empty() && codes(&orphan).contains(&"missing_path"));
    let metadata = note(
        r#"{"schema_version": "authorship/0.0.1", "prompts": {"x": {"agent_id": {"tool": "codex"}}}}"#,
    );
    assert_eq!(
        claims(&metadata),
        [(Involvement::Assisted, ClaimBasis::Heuristic, "codex", "-")]
    );
    let bytes = b"a\xff\0.rs\n  349771e 1\n---\n{\"sessions\": 7, \"prompts\": [null]}\xff";
    let broken = Agents::builtin().note(bytes).unwrap();
    assert_eq!(broken.claims.len(), 1, "{broken:?}");
}

const TRACE: &str = r#"{"version": "0.1.0", "id": "x", "timestamp": "2026-01-01T00:00:00Z", "tool": {"name": "cursor"},
    "vcs": {"type": "git", "revision": "1111111111111111111111111111111111111111"}, "files": [{"path": "a.rs",
    "conversations": [{"contributor": {"type": "ai", "model_id": "anthropic/claude-opus-4-6"}, "ranges": [
    {"start_line": 1, "end_line": 10}, {"start_line": 11, "end_line": 12, "contributor": {"type": "human"}}]},
    {"ranges": [{"start_line": 20, "end_line": 20}]}, {"contributor": {"type": "mixed"}}]},
    {"path": ".shell-history", "conversations": [{"contributor": {"type": "ai"}, "ranges": []}]}, 7]}"#;

#[test]
fn traces_with_lines() {
    let trace = TRACE.replace('\n', " ");
    let found = Agents::builtin().traces(TRACE.as_bytes()).unwrap();
    assert_eq!(
        claims(&found),
        [
            (Involvement::Assisted, ClaimBasis::Heuristic, "cursor", "-"),
            (Involvement::Generated, ClaimBasis::Declared, "cursor", "-"),
            (
                Involvement::Generated,
                ClaimBasis::Declared,
                "cursor",
                "anthropic/claude-opus-4-6"
            ),
        ]
    );
    assert_eq!(
        lines(&found),
        [
            ("a.rs".to_owned(), None, 1),
            ("a.rs".to_owned(), Some(Involvement::None), 2),
            ("a.rs".to_owned(), Some(Involvement::Generated), 10),
        ]
    );
    assert_eq!(
        codes(&found),
        ["missing_ranges", "no_path", "missing_ranges", "no_path"]
    );
    // The same, a line each, with one that is none.
    let two = format!("{trace}\n\n{{\"files\": \n{trace}\r\n");
    let two = Agents::builtin().traces(two.as_bytes()).unwrap();
    assert_eq!((&two.claims, &two.lines), (&found.claims, &found.lines));
    assert!(codes(&two).contains(&"unreadable_trace"));
    let list = Agents::builtin()
        .traces(format!("[{trace}]").as_bytes())
        .unwrap();
    assert_eq!(list.claims, found.claims);
}

#[test]
fn nothing_breaks_the_readers() {
    let agents = Agents::builtin();
    let sample =
        "a.rs\n  s_0123456789abcd::t_0 1-10,12\n---\n{\"sessions\": {\"s_0123456789abcd\": {}}}";
    for whole in [sample, TRACE] {
        for at in 0..whole.len() {
            for byte in [0, b'-', b'9', b'{', 0xff] {
                let mut broken = whole.as_bytes().to_vec();
                broken[at] = byte;
                agents.note(&broken).unwrap();
                agents.traces(&broken[at..]).unwrap();
            }
        }
    }
    let many = format!(
        "a.rs\n{}---\n{{}}",
        "  349771e 1,18446744073709551615\n".repeat(60_000)
    );
    let many = note(&many);
    assert_eq!((many.claims.len(), many.diagnostics.len()), (1, 64));
    assert_eq!(
        agents.note(&vec![b' '; 26 << 20]).unwrap_err().code(),
        "too_large"
    );
    assert_eq!(
        agents.traces(&vec![b' '; 26 << 20]).unwrap_err().code(),
        "too_large"
    );
}
