//! Laws of detection, and its score on a set of real messages that stays outside of the repository: `FOUREYES_CORPUS`
//! names the folder. Run with `--nocapture` to see the table.

#![expect(
    clippy::indexing_slicing,
    clippy::unwrap_used,
    reason = "helpers of tests: a broken assumption should stop the test"
)]

use std::collections::{BTreeMap, BTreeSet};
use std::env;
use std::fs;
use std::io::Write as _;
use std::path::PathBuf;

use foureyes::detect::{self, CommitText, Found, Identity};
use foureyes::provenance::{Claim, ClaimBasis, Involvement};
use proptest::prelude::*;
use serde_json::Value;

/// One message with what is expected of it.
struct Entry {
    id: String,
    value: Value,
}

impl Entry {
    fn text(&self, name: &str) -> &str {
        self.value[name].as_str().unwrap_or_default()
    }

    fn found(&self) -> Found {
        let identity = |name, email| Identity {
            name: self.text(name).to_owned(),
            email: self.text(email).to_owned(),
        };
        detect::commit(&CommitText {
            message: self.text("message").as_bytes(),
            author: &identity("author_name", "author_email"),
            committer: &identity("committer_name", "committer_email"),
        })
    }

    fn is_ai(&self) -> bool {
        self.value["expected"]["ai"] == "true"
    }

    fn is_trap(&self) -> bool {
        self.value["trap"] == true
    }

    /// What is expected, or nothing where the message counts as no AI.
    fn rung(&self) -> Option<Involvement> {
        match self.value["expected"]["level"].as_str()? {
            "agent_authored" => Some(Involvement::Autonomous),
            "generated" | "co_authored" | "mixed" | "lines" | "unspecified"
            | "session_metadata" => Some(Involvement::Generated),
            "assisted" | "commit_message_only" => Some(Involvement::Assisted),
            _ => None,
        }
    }

    fn tools(&self) -> BTreeSet<String> {
        let expected = &self.value["expected"];
        let list = expected["tools"].as_array();
        let several = list.into_iter().flatten().filter_map(Value::as_str);
        let one = expected["tool"].as_str().filter(|tool| *tool != "multiple");
        several.chain(one).map(str::to_owned).collect()
    }

    /// Whether only the note of the commit can tell; the message is silent.
    fn is_in_note_only(&self) -> bool {
        self.value["expected"]["level"] == "lines"
    }
}

fn entries() -> Option<Vec<Entry>> {
    let folder = PathBuf::from(env::var_os("FOUREYES_CORPUS")?);
    let text = fs::read_to_string(folder.join("provenance.jsonl")).unwrap();
    let entry = |line| {
        let value: Value = serde_json::from_str(line).unwrap();
        let id = value["id"].as_str().unwrap().to_owned();
        Entry { id, value }
    };
    Some(text.lines().map(entry).collect())
}

/// Returns the strictest rung that is claimed; a weak claim alone is passed over where the truth is open.
fn rung(found: &Found, passes_over_weak: bool) -> Option<Involvement> {
    let counts = |claim: &&Claim| {
        let weak = matches!(claim.basis, ClaimBasis::Heuristic | ClaimBasis::Identity);
        claim.involvement > Involvement::None && !(passes_over_weak && weak)
    };
    found
        .claims
        .iter()
        .filter(counts)
        .map(|claim| claim.involvement)
        .max()
}

/// Returns the tools of the claims with the strongest bases; of weak ones only where there is nothing else.
fn tools(found: &Found) -> BTreeSet<String> {
    let of = |weak: bool| -> BTreeSet<String> {
        let counts = |claim: &&Claim| (claim.basis == ClaimBasis::Heuristic) == weak;
        let claims = found.claims.iter().filter(counts);
        claims.filter_map(|claim| claim.tool.clone()).collect()
    };
    let strong = of(false);
    if strong.is_empty() { of(true) } else { strong }
}

#[test]
fn the_corpus() {
    let Some(entries) = entries() else {
        let line = "provenance: FOUREYES_CORPUS names no corpus folder";
        if let Some(log) = env::var_os("FOUREYES_SKIP_LOG") {
            let mut file = fs::OpenOptions::new()
                .append(true)
                .create(true)
                .open(log)
                .unwrap();
            writeln!(file, "{line}").unwrap();
        }
        println!("skipped: {line}");
        return;
    };
    let word = |rung: Option<Involvement>| rung.map_or("not counted", Involvement::word);
    let mut table: BTreeMap<(Option<Involvement>, Option<Involvement>), usize> = BTreeMap::new();
    let (mut missed, mut false_alarms, mut other_tool) = (Vec::new(), Vec::new(), Vec::new());
    let (mut ai, mut right_rung, mut right_tool, mut with_tool) = (0, 0, 0, 0);
    for entry in entries.iter().filter(|entry| !entry.is_in_note_only()) {
        let found = entry.found();
        let expected = entry.rung();
        let ours = rung(&found, !entry.is_ai() && !entry.is_trap());
        *table.entry((expected, ours)).or_default() += 1;
        if !entry.is_ai() {
            false_alarms.extend(ours.map(|_| entry.id.as_str()));
            continue;
        }
        ai += 1;
        right_rung += usize::from(ours == expected);
        if ours.is_none() {
            missed.push(entry.id.as_str());
        }
        if !entry.tools().is_empty() {
            with_tool += 1;
            if entry.tools() == tools(&found) {
                right_tool += 1;
            } else {
                other_tool.push(format!(
                    "{} {:?} as {:?}",
                    entry.id,
                    entry.tools(),
                    tools(&found)
                ));
            }
        }
    }
    println!("{:>14} | found as", "expected");
    let rungs = [
        None,
        Some(Involvement::Assisted),
        Some(Involvement::Generated),
        Some(Involvement::Autonomous),
    ];
    print!("{:>14} |", "");
    rungs.iter().for_each(|rung| print!("{:>13}", word(*rung)));
    println!();
    for expected in rungs {
        print!("{:>14} |", word(expected));
        for ours in rungs {
            print!("{:>13}", table.get(&(expected, ours)).copied().unwrap_or(0));
        }
        println!();
    }
    println!(
        "AI found: {} of {ai}; same rung: {right_rung}",
        ai - missed.len()
    );
    println!("tool right: {right_tool} of {with_tool}; other: {other_tool:#?}");
    println!("missed: {missed:?}; false alarms: {false_alarms:?}");
    assert!(ai > 0 && with_tool > 0);
    assert!(missed.is_empty(), "{missed:?}");
    assert!(false_alarms.is_empty(), "{false_alarms:?}");
    assert!(right_tool * 100 >= with_tool * 95, "{other_tool:?}");
}

/// Lines of which messages are made.
const LINES: &[&str] = &[
    "",
    "",
    "",
    "subject",
    "some words: and more",
    "Co-authored-by: Claude Opus 4.6 <noreply@anthropic.com>",
    "Co-authored-by:Bob <bob@example.org>",
    "Co-authored-by: Claude Opus 4.6",
    "Co-authored-by: unknown <>",
    "Assisted-by : Crush:kimi-k2",
    "Assisted-by: none",
    "Signed-off-by: Claude <noreply@anthropic.com>",
    "Signed-off-by: Jane <jane@example.org>",
    "Generated-by: protoc 3.21",
    "Replit-Commit-Author: Agent",
    "Claude-Session: https://claude.ai/code/session_1",
    "Agent-Id: x",
    " folded",
    "\tCo-authored-by: Amp <amp@ampcode.com>",
    "    Assisted-by: Claude Code",
    "> Assisted-by: Claude Code",
    "Generated with [Claude Code](https://claude.com/claude-code)",
    "https://chatgpt.com/codex/tasks/task_1",
    "### AI Disclosure",
    "AI usage: Cursor",
    "No AI used.",
    "AI-assisted with something",
    "<claude-plan>",
    "Squashed commit of the following:",
    "Merge branch 'codex/x'",
    "aider: x",
    "---",
    "# comment",
    "# ------------------------ >8 ------------------------",
    "(cherry picked from commit 0123456789)",
    "Conflicts:",
    "a\\n\\nCo-authored-by: Amp <amp@ampcode.com>",
    "Made-with: Cursor\r",
    "nul\0Assisted-by: Claude Code",
];

/// Lines that may also quote.
const QUOTES: &[&str] = &[
    "```",
    "~~~~ x",
    "```text",
    "<!--",
    "-->",
    "<!-- x -->",
    "</claude-plan>",
];

fn message(pieces: &'static [&'static str]) -> impl Strategy<Value = String> {
    proptest::collection::vec(proptest::sample::select(pieces), 0..14)
        .prop_map(|lines| lines.join("\n"))
}

fn read(message: &[u8], name: &str, email: &str) -> Found {
    let who = Identity {
        name: name.to_owned(),
        email: email.to_owned(),
    };
    detect::commit(&CommitText {
        message,
        author: &who,
        committer: &who,
    })
}

fn rungs(found: &Found) -> BTreeSet<Involvement> {
    let claimed = found.claims.iter().map(|claim| claim.involvement);
    claimed.filter(|rung| *rung > Involvement::None).collect()
}

/// The table that the documentation shows is read, and does what it says.
#[test]
fn the_table_of_the_documentation() {
    let page = include_str!("../../docs/detection.md");
    let blocks = page.split("```toml").skip(1);
    let mut blocks = blocks.filter_map(|block| block.split("```").next());
    let text = blocks.find(|block| block.contains("[[agent]]")).unwrap();
    let agents = detect::Agents::from_text(text).unwrap();
    assert_eq!(agents.named("Kiro"), None);
    assert_eq!(agents.branch("house-bot/1"), Some("house-bot"));
    assert_eq!(
        agents.account(Some(1_234_567), ""),
        detect::Known::Agent("house-bot")
    );
    for (line, tool) in [
        ("House-Run: 7", Some("house-bot")),
        ("Made-by: house bot", Some("house-bot")),
        ("Delivered by House Bot.", Some("house-bot")),
        ("https://bots.corp.example/runs/7", Some("house-bot")),
        ("Robot-help: yes", None),
    ] {
        let claims = agents.description(format!("x\n\n{line}\n").as_bytes(), "text");
        let tools: Vec<_> = claims.iter().map(|claim| claim.tool.as_deref()).collect();
        assert_eq!(tools, [tool], "{line}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2_000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_further_line_never_removes_a_stricter_claim(
        message in message(LINES),
        // What continues the line before it is no line of its own.
        line in proptest::sample::select(LINES).prop_filter("a fold", |line| !line.starts_with([' ', '\t'])),
    ) {
        let before = read(message.as_bytes(), "Jane", "jane@example.org");
        let longer = format!("{message}\n{line}");
        let after = read(longer.as_bytes(), "Jane", "jane@example.org");
        prop_assert!(rungs(&before).is_subset(&rungs(&after)), "{longer:?}\n{before:?}\n{after:?}");
    }

    #[test]
    fn the_same_message_says_the_same(
        text in message(LINES),
        quoted in message(QUOTES),
        noise in proptest::collection::vec(any::<u8>(), 0..200),
        name in any::<String>(),
        email in any::<String>(),
    ) {
        let mut bytes = format!("{quoted}\n{text}\n{quoted}\n").into_bytes();
        bytes.extend_from_slice(&noise);
        let found = read(&bytes, &name, &email);
        prop_assert_eq!(&found, &read(&bytes, &name, &email));
        prop_assert!(found.claims.is_sorted());
        prop_assert!(!found.no_ai_trailer || rungs(&found).is_empty());
    }

    #[test]
    fn quoting_makes_no_claim(message in message(LINES)) {
        let quote = |start: &str| {
            let lines: Vec<_> = message.split(['\n', '\r']).map(|line| format!("{start}{line}")).collect();
            format!("x\n\n{}\n\nthe end\n", lines.join("\n"))
        };
        // Git itself knows no fences, and what stands above one of these it takes for the end of the message.
        let ends = |line: &&str| !line.contains(['`', '\0']) && !line.starts_with("---") && !line.ends_with("---");
        let inside = message.lines().filter(ends).collect::<Vec<_>>().join("\n");
        let fenced = format!("x\n\n```\n{inside}\n```\n\nthe end\n");
        for text in [quote("> "), quote("      "), fenced] {
            let found = read(text.as_bytes(), "Jane", "jane@example.org");
            prop_assert!(found.claims.is_empty(), "{:?} {:?}", text, found.claims);
        }
    }
}

/// Each text ten thousand times over is read to the end; what it costs for each byte the bench says.
#[test]
fn long_messages() {
    for piece in LINES.iter().chain(QUOTES).chain(&[
        "Co-authored-by: Claude <noreply@anthropic.com>\n ",
        "https://",
        "AI-assisted with ",
        "this this ",
        "(((((",
        "\\n",
        " ",
        "\n \n",
        "Assisted-by: a,b,c,",
        "x <a@b>, ",
        "Co-authored-by: x <a@b> ",
    ]) {
        let message = format!("x\n\n{}", unit(piece).repeat(10_000));
        prop_bound(&read(message.as_bytes(), "Jane", "jane@example.org"));
    }
}

/// The text as a line, or as it is where it is there to make one long line.
fn unit(piece: &str) -> String {
    if piece.ends_with(' ') || piece.ends_with(',') || piece.ends_with('/') {
        piece.to_owned()
    } else {
        format!("{piece}\n")
    }
}

fn prop_bound(found: &Found) {
    assert!(found.claims.len() <= 5 * detect::CLAIMS_PER_RUNG);
    for claim in &found.claims {
        let rationale = claim.rationale.as_deref().unwrap_or_default();
        assert!(rationale.chars().count() <= detect::RATIONALE_LIMIT + 20);
    }
}
