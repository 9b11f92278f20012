mod attested;
mod records;
mod text;

use super::*;
use crate::provenance::{ClaimBasis, Involvement};
use Involvement::{Assisted, Autonomous, Generated, None as Zero};

fn who(name: &str, email: &str) -> Identity {
    Identity {
        name: name.to_owned(),
        email: email.to_owned(),
    }
}

fn read(message: &[u8], author: &Identity, committer: &Identity) -> Found {
    commit(&CommitText {
        message,
        author,
        committer,
    })
}

/// Reads one trailer of a commit that people wrote and committed.
fn trailer(line: &str) -> Found {
    let jane = who("Jane", "jane@example.org");
    read(format!("Add a thing\n\n{line}\n").as_bytes(), &jane, &jane)
}

fn only_claim(found: &Found) -> (Involvement, ClaimBasis, &str, &str, &str) {
    assert_eq!(found.claims.len(), 1, "{found:?}");
    let claim = &found.claims[0];
    assert_eq!(claim.commit, None);
    (
        claim.involvement,
        claim.basis,
        claim.tool.as_deref().unwrap_or_default(),
        claim.model.as_deref().unwrap_or_default(),
        claim.location.as_deref().unwrap(),
    )
}

#[test]
fn the_table_has_a_date() {
    assert!(
        format!("{AGENTS_VERSION}T00:00:00Z")
            .parse::<crate::Timestamp>()
            .is_ok()
    );
}

#[test]
fn a_known_agent_as_co_author_is_a_claim_and_no_participant() {
    for line in [
        "Co-authored-by: Claude Opus 4.6 <noreply@anthropic.com>",
        "CO-AUTHORED-BY: Claude Opus 4.6 <NOREPLY@ANTHROPIC.COM>",
        "co-authored-by:Claude Opus 4.6\n <noreply@anthropic.com>",
        "Co-authored-by: Claude Opus 4.6 <noreply@anthropic.com>\r",
    ] {
        let found = trailer(line);
        assert_eq!(
            only_claim(&found),
            (
                Generated,
                ClaimBasis::Declared,
                "claude-code",
                "Claude Opus 4.6",
                "trailer Co-authored-by"
            ),
            "{line}"
        );
        assert!(found.co_authors.is_empty());
    }
    let aider = trailer("Co-authored-by: aider (some/model) <aider@aider.chat>");
    assert_eq!(only_claim(&aider).3, "some/model");
}

#[test]
fn everybody_else_as_co_author_is_a_participant_and_no_claim() {
    for (value, name, email) in [
        ("Bob <bob@example.org>", "Bob", "bob@example.org"),
        (
            "Claude <claude@example.org>",
            "Claude",
            "claude@example.org",
        ),
        ("Ann <ann@anthropic.com>", "Ann", "ann@anthropic.com"),
        ("Bob Claude 4", "Bob Claude 4", ""),
        ("unknown <>", "unknown <>", ""),
        (
            "x <noreply@anthropic.com.example>",
            "x",
            "noreply@anthropic.com.example",
        ),
        (
            "renovate[bot] <29139614+renovate[bot]@users.noreply.github.com>",
            "renovate[bot]",
            "29139614+renovate[bot]@users.noreply.github.com",
        ),
    ] {
        let found = trailer(&format!("Co-authored-by: {value}"));
        assert!(found.claims.is_empty(), "{value}");
        assert_eq!(found.co_authors, [who(name, email)], "{value}");
    }
    let doubled = trailer("Co-authored-by: B <b@example.org>\nCo-developed-by: B <b@example.org>");
    assert_eq!(doubled.co_authors.len(), 1);
}

#[test]
fn a_person_does_not_hide_behind_an_agent() {
    let found = trailer("Co-authored-by: Crush <crush@charm.land>, Bob <bob@example.org>");
    assert_eq!(only_claim(&found).2, "crush");
    assert_eq!(found.co_authors.len(), 1);
    let alike =
        trailer("Co-authored-by: claude[bot] <41898282+claude[bot]@users.noreply.github.com>");
    assert_eq!(only_claim(&alike).1, ClaimBasis::Heuristic);
    assert_eq!(alike.co_authors.len(), 1);
}

#[test]
fn identities() {
    let jane = who("Jane", "jane@example.org");
    let agent = who("Claude Opus 4.7", "noreply@anthropic.com");
    let both = read(b"x\n", &agent, &agent);
    assert_eq!(
        only_claim(&both),
        (
            Autonomous,
            ClaimBasis::Identity,
            "claude-code",
            "Claude Opus 4.7",
            "author identity"
        )
    );
    let applied = read(b"x\n", &agent, &jane);
    assert_eq!(only_claim(&applied).0, Autonomous);
    let committed = read(b"x\n", &jane, &agent);
    assert_eq!(
        only_claim(&committed),
        (
            Generated,
            ClaimBasis::Identity,
            "claude-code",
            "Claude Opus 4.7",
            "committer identity"
        )
    );
    for bot in [
        "41898282+github-actions[bot]@users.noreply.github.com",
        "49699333+dependabot[bot]@users.noreply.github.com",
        "noreply@github.com",
    ] {
        let bot = who("Claude", bot);
        assert_eq!(read(b"x\n", &bot, &bot), Found::default());
    }
}

#[test]
fn helpers_that_are_tools() {
    for (line, involvement, tool, model, key) in [
        (
            "Assisted-by: Claude:claude-opus-4 sparse",
            Assisted,
            "claude",
            "claude-opus-4",
            "Assisted-by",
        ),
        (
            "assisted-BY: Crush:kimi",
            Assisted,
            "crush",
            "kimi",
            "Assisted-by",
        ),
        (
            "Assisted-by: Codex <noreply@openai.com>",
            Assisted,
            "codex",
            "",
            "Assisted-by",
        ),
        (
            "Generated-by: Claude Code",
            Generated,
            "claude-code",
            "",
            "Generated-by",
        ),
        (
            "Generated-by: AI (mostly)",
            Generated,
            "",
            "",
            "Generated-by",
        ),
        ("AI-assisted: yes", Assisted, "", "", "AI-assisted"),
        (
            "Ai-Assisted-By: some new thing",
            Assisted,
            "",
            "",
            "AI-assisted-by",
        ),
        ("AI-used-for: tests", Assisted, "", "", "AI-used-for"),
        (
            "AI-generated: Cursor",
            Generated,
            "cursor",
            "",
            "AI-generated",
        ),
        (
            "Co-authored-by-AI: Cursor (gpt-5)",
            Generated,
            "cursor",
            "gpt-5",
            "Co-authored-by-AI",
        ),
        (
            "Entire-Agent: Claude Code",
            Generated,
            "claude-code",
            "",
            "Entire-Agent",
        ),
        ("Entire-Agent: another", Generated, "", "", "Entire-Agent"),
    ] {
        let location = format!("trailer {key}");
        assert_eq!(
            only_claim(&trailer(line)),
            (
                involvement,
                ClaimBasis::Declared,
                tool,
                model,
                location.as_str()
            ),
            "{line}"
        );
    }
    let two = trailer("AI-tools: Claude Code, Cursor");
    assert_eq!(two.claims.len(), 2);
}

#[test]
fn helpers_that_are_people_or_programs() {
    for line in [
        "Assisted-by: Jane Doe <jane@example.org>",
        "Assisted-by: Claude Bernard",
        "Assisted-by: Claude <claude@example.org>",
        "Assisted-by:",
        "AI-assisted:",
        "Generated-by: protoc 3.21",
        "Generated-by: some/script:path",
        "Helped-by: Claude <noreply@anthropic.com>",
        "Reported-by: Claude Code",
        "Made-with: love",
        "Claude-Session:",
        "Replit-Commit-Author: Deployment",
        "Entire-Agent: none",
    ] {
        assert_eq!(trailer(line), Found::default(), "{line}");
    }
}

#[test]
fn a_denial_is_a_claim() {
    for line in [
        "Assisted-by: none",
        "Assisted-by: No",
        "AI-assisted: false",
        "Generated-by: none",
    ] {
        let found = trailer(line);
        assert_eq!(
            (only_claim(&found).0, only_claim(&found).1),
            (Zero, ClaimBasis::Declared),
            "{line}"
        );
    }
    let contradicted = trailer("Assisted-by: none\nAssisted-by: Claude Code");
    let rungs: Vec<_> = contradicted
        .claims
        .iter()
        .map(|claim| claim.involvement)
        .collect();
    assert_eq!(rungs, [Zero, Assisted]);
}

#[test]
fn trailers_that_only_a_tool_sets() {
    for (line, tool) in [
        ("Claude-Session: https://claude.example/s", "claude-code"),
        (
            "agent-logs-url: https://example.org/sessions/1",
            "copilot-coding-agent",
        ),
        ("Copilot-Session: 1234", "copilot-cli"),
        ("Made-with: cursor", "cursor"),
        ("Amp-Thread-ID: https://example.org/t", "amp"),
        ("Replit-Commit-Author: Assistant", "replit"),
    ] {
        let found = trailer(line);
        assert_eq!(only_claim(&found).0, Generated);
        assert_eq!(only_claim(&found).2, tool);
    }
}

#[test]
fn sign_offs() {
    let found = trailer("Signed-off-by: Jane <jane@example.org>\nSigned-off-by: Bob");
    assert_eq!(
        found.sign_offs,
        [who("Bob", ""), who("Jane", "jane@example.org")]
    );
    assert!(!found.ai_sign_off && found.claims.is_empty());
    let agent = trailer("Signed-off-by: Claude <noreply@anthropic.com>");
    assert!(agent.ai_sign_off && agent.sign_offs.is_empty());
    assert_eq!(
        (only_claim(&agent).0, only_claim(&agent).1),
        (Assisted, ClaimBasis::Heuristic)
    );
}

#[test]
fn what_is_quoted_indented_or_fenced_is_no_claim() {
    let jane = who("Jane", "jane@example.org");
    for message in [
        "x\n\nquoting:\n\n  Co-authored-by: Claude <noreply@anthropic.com>\n",
        "x\n\n> Co-authored-by: Claude <noreply@anthropic.com>\n",
        "x\n\n```\nCo-authored-by: Claude <noreply@anthropic.com>\n```\n",
        "x\n\n~~~~ text\n~~~\nAssisted-by: Claude Code\n~~~~\n",
        "x\n\n<!--\nAssisted-by: Claude Code\n-->\n",
        "Assisted-by: Claude Code\n",
    ] {
        assert_eq!(
            read(message.as_bytes(), &jane, &jane),
            Found::default(),
            "{message}"
        );
    }
}

#[test]
fn any_bytes_at_all() {
    let jane = who("", "");
    let found = read(b"\xff\n\nCo-authored-by: \xff\xfe <b@\xff>\n", &jane, &jane);
    assert_eq!(found.co_authors, [who("\u{fffd}\u{fffd}", "b@\u{fffd}")]);
    for byte in 0..=u8::MAX {
        for key in [
            "Co-authored-by",
            "Assisted-by",
            "AI-assisted",
            "Signed-off-by",
        ] {
            let mut message = format!("x\n\n{key}: Claude").into_bytes();
            message.extend_from_slice(&[byte, b' ', byte, b'4', byte]);
            read(&message, &jane, &jane);
        }
    }
}
