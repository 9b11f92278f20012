use super::*;

const AGENTS: &Agents = &Agents::builtin();

fn address(email: &str) -> Known<'static> {
    AGENTS.address(email, "")
}

#[test]
fn the_table_is_sorted_and_well_formed() {
    assert!(FACTS.len() > 200);
    for pair in FACTS.windows(2) {
        assert!(pair[0].order(&pair[1]).is_le(), "{pair:?}");
    }
    for fact in FACTS {
        assert_eq!(fact.fault(), None, "{fact:?}");
        assert!(
            fact.tool.is_empty() || fact.tool.parse::<crate::id::Name>().is_ok(),
            "{fact:?}"
        );
    }
    let spoken = AGENTS.all(Kind::AnyAi).chain(AGENTS.all(Kind::NoAi));
    for word in spoken {
        assert_eq!(AGENTS.tool(&word.key), None, "{word:?}");
    }
}

#[test]
fn whole_addresses_only() {
    assert_eq!(
        address(" NoReply@Anthropic.com"),
        Known::Agent("claude-code")
    );
    for other in [
        "",
        "jane@anthropic.com",
        "noreply@anthropic.com.evil.example",
        "xnoreply@anthropic.com",
        "noreply@аnthropic.com",
        "@anthropic.com",
        "anthropic.com",
        "1+Copilot@users.noreply.github.com",
        "copilot@users.noreply.github.com",
        "1+claude@users.noreply.github.com",
        "ruv@ruv.net",
        "agent-smith@letta.com",
        "agent-@letta.com",
        "é@users.noreply.github.com",
    ] {
        assert_eq!(address(other), Known::Other, "{other}");
    }
    let numbered = "agent-4140c4b5-f32e-475c-9573-bcfd9446ca7b@letta.com";
    assert_eq!(address(numbered), Known::Agent("letta-code"));
    assert_eq!(address("gemini@google.com"), Known::Lookalike("gemini"));
}

#[test]
fn the_number_wins_over_the_login() {
    assert_eq!(
        address("209825114+renamed[bot]@users.noreply.github.com"),
        Known::Agent("claude-code")
    );
    for alike in [
        "41898282+claude[bot]@users.noreply.github.com",
        "claude[bot]@users.noreply.github.com",
        "7+Claude[bot]@Users.NoReply.github.com",
    ] {
        assert_eq!(address(alike), Known::Lookalike("claude-code"), "{alike}");
    }
    assert_eq!(
        AGENTS.account(Some(198_982_749), "Copilot"),
        Known::Agent("copilot-coding-agent")
    );
    assert_eq!(
        AGENTS.account(Some(198_982_749), "x"),
        Known::Agent("copilot-coding-agent")
    );
    assert_eq!(
        AGENTS.account(Some(7), "cursor[bot]"),
        Known::Lookalike("cursor")
    );
    assert_eq!(
        AGENTS.account(None, "cursor[bot]"),
        Known::Lookalike("cursor")
    );
    assert_eq!(AGENTS.account(Some(7), "jane"), Known::Other);
    assert_eq!(AGENTS.account(None, ""), Known::Other);
}

#[test]
fn a_name_tells_two_tools_of_one_account_apart() {
    let shared = "175728472+Copilot@users.noreply.github.com";
    let tool = |name: &str| AGENTS.address(shared, name);
    assert_eq!(tool("Copilot"), Known::Agent("copilot-review-suggestion"));
    assert_eq!(
        tool("Copilot Autofix powered by AI"),
        Known::Agent("copilot-autofix")
    );
    let scanner = "62310815+github-advanced-security[bot]@users.noreply.github.com";
    assert_eq!(AGENTS.address(scanner, "Scanner"), Known::Other);
    assert_eq!(
        AGENTS.address("ruv@ruv.net", "claude-flow"),
        Known::Agent("claude-flow")
    );
}

#[test]
fn services_are_no_agents() {
    for (email, service) in [
        (
            "49699333+dependabot[bot]@users.noreply.github.com",
            "dependabot",
        ),
        (
            "29139614+renovate[bot]@users.noreply.github.com",
            "renovate",
        ),
        (
            "41898282+github-actions[bot]@users.noreply.github.com",
            "github-actions",
        ),
        ("noreply@github.com", "github"),
    ] {
        assert_eq!(address(email), Known::Service(service));
    }
}

#[test]
fn branches_names_and_ids() {
    assert_eq!(AGENTS.branch("codex/fix"), Some("codex"));
    for other in [
        "",
        "codex",
        "feature/codex/x",
        "docs/claude/x",
        "claudex/y",
        "xcodex/y",
    ] {
        assert_eq!(AGENTS.branch(other), None, "{other}");
    }
    assert_eq!(AGENTS.tool(" Claude-Code "), Some("claude-code"));
    assert_eq!(AGENTS.tool("devin"), Some("devin"));
    assert_eq!(AGENTS.named("devin"), None);
    assert_eq!(AGENTS.named("Devin AI"), Some("devin"));
    assert_eq!(AGENTS.named(""), None);
}
