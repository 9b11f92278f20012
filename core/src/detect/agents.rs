//! The known agents, as data. No program text here: a change of this file is a change of facts.
//!
//! An address counts as a whole, an account by its number, a name only as the value of a trailer that speaks of
//! tools. Automation that follows fixed rules (`github-actions[bot]` 41898282, `dependabot[bot]` 49699333,
//! `renovate[bot]` 29139614) is not AI and has no row. "Seen" = found in public commit history.

use super::table::Agent;

/// The date of the table of known agents.
pub const AGENTS_VERSION: &str = "2026-10-31";

/// What a row leaves out.
const NONE: Agent = Agent {
    tool: "",
    names: &[],
    addresses: &[],
    accounts: &[],
    trailers: &[],
};

/// One row per tool.
pub(super) const AGENTS: &[Agent] = &[
    // https://docs.rs/claude-code-settings (attribution); app: anthropics/claude-code-action 66347cea230a;
    // session: anthropics/claude-code#77830; squatted addresses: anthropics/claude-code#24766, #58479;
    // Claude-Generated-By: anthropics/claude-code-action 49cfcf81070e
    Agent {
        tool: "claude-code",
        names: &["Claude Code", "Anthropic Claude Code"],
        addresses: &[
            "noreply@anthropic.com",
            "claude@anthropic.com",
            "claude-code@anthropic.com",
        ],
        accounts: &[("209825114", "claude[bot]")],
        trailers: &[("Claude-Session", ""), ("Claude-Generated-By", "")],
    },
    // The product or family, where no program is named: Linux, process/coding-assistants.rst
    Agent {
        tool: "claude",
        names: &["Claude", "Claude AI", "Anthropic Claude"],
        ..NONE
    },
    // https://github.com/apps/copilot-swe-agent; Agent-Logs-Url: github/docs e0c9dcb
    Agent {
        tool: "copilot-coding-agent",
        names: &["Copilot coding agent", "GitHub Copilot coding agent"],
        accounts: &[("198982749", "Copilot")],
        trailers: &[("Agent-Logs-Url", "")],
        ..NONE
    },
    // github/copilot-cli#3177, #3181; Copilot-Session: seen
    Agent {
        tool: "copilot-cli",
        names: &["Copilot CLI", "GitHub Copilot CLI"],
        accounts: &[("223556219", "Copilot")],
        trailers: &[("Copilot-Session", "")],
        ..NONE
    },
    // Suggestions in review and Autofix: seen. copilot@github.com: microsoft/vscode#296435; set without need by
    // VS Code from 2026-04-22 to 2026-06 (microsoft/vscode#314311)
    Agent {
        tool: "copilot",
        names: &["Copilot", "GitHub Copilot", "Microsoft Copilot"],
        addresses: &["copilot@github.com"],
        accounts: &[("175728472", "Copilot")],
        ..NONE
    },
    // Seen; Made-with: block/aittributor#15
    Agent {
        tool: "cursor",
        names: &["Cursor", "Cursor Agent", "Cursor AI"],
        addresses: &["cursoragent@cursor.com"],
        accounts: &[("206951365", "cursor[bot]")],
        trailers: &[("Made-with", "Cursor")],
    },
    // openai/codex#11617, #19799; author codex@openai.com: seen
    Agent {
        tool: "codex",
        names: &["Codex", "OpenAI Codex", "Codex CLI"],
        addresses: &["noreply@openai.com", "codex@openai.com"],
        accounts: &[("199175422", "chatgpt-codex-connector[bot]")],
        ..NONE
    },
    // Fedora council, AI-assisted contributions policy
    Agent {
        tool: "chatgpt",
        names: &["ChatGPT", "OpenAI ChatGPT"],
        ..NONE
    },
    // Seen; https://github.com/apps/devin-ai-integration
    Agent {
        tool: "devin",
        names: &["Devin AI", "Devin (Cognition)"],
        accounts: &[("158243242", "devin-ai-integration[bot]")],
        ..NONE
    },
    // Seen; https://github.com/apps/google-labs-jules
    Agent {
        tool: "jules",
        names: &["Google Jules", "Jules AI"],
        accounts: &[("161369871", "google-labs-jules[bot]")],
        ..NONE
    },
    // Seen; https://github.com/apps/gemini-code-assist
    Agent {
        tool: "gemini-code-assist",
        names: &["Gemini Code Assist"],
        accounts: &[("176961590", "gemini-code-assist[bot]")],
        ..NONE
    },
    // Set by hand, seen
    Agent {
        tool: "gemini",
        names: &["Gemini", "Google Gemini", "Gemini CLI"],
        addresses: &["noreply@google.com"],
        ..NONE
    },
    // Seen
    Agent {
        tool: "antigravity",
        names: &["Antigravity", "Google Antigravity"],
        ..NONE
    },
    // Seen in ghostty-org/ghostty 3ee8ef4f650f
    Agent {
        tool: "amp",
        names: &["Amp", "Sourcegraph Amp"],
        addresses: &["amp@ampcode.com"],
        trailers: &[("Amp-Thread-ID", "")],
        ..NONE
    },
    // Aider-AI/aider, aider/repo.py
    Agent {
        tool: "aider",
        names: &["aider"],
        addresses: &[
            "aider@aider.chat",
            "noreply@aider.chat",
            "noreply@aider.dev",
        ],
        ..NONE
    },
    // charmbracelet/crush, README and schema.json
    Agent {
        tool: "crush",
        names: &["Crush", "Charm Crush"],
        addresses: &["crush@charm.land"],
        ..NONE
    },
    // Address set by its GitHub action; names seen in containers/libkrun
    Agent {
        tool: "opencode",
        names: &["OpenCode"],
        addresses: &["opencode-agent[bot]@users.noreply.github.com"],
        ..NONE
    },
    // Seen
    Agent {
        tool: "openhands",
        names: &["OpenHands"],
        addresses: &["openhands@all-hands.dev"],
        ..NONE
    },
    // Seen; the account was roomote[bot] and is now roomote-v0[bot]
    Agent {
        tool: "roo-code",
        names: &["Roo Code"],
        addresses: &["roomote@roocode.com"],
        accounts: &[
            ("219738659", "roomote[bot]"),
            ("219738659", "roomote-v0[bot]"),
        ],
        ..NONE
    },
    // Trailers of its checkpoints, seen
    Agent {
        tool: "replit",
        names: &["Replit Agent"],
        trailers: &[
            ("Replit-Commit-Author", "Agent"),
            ("Replit-Commit-Author", "Assistant"),
        ],
        ..NONE
    },
    // Seen
    Agent {
        tool: "factory-droid",
        names: &["Factory Droid"],
        addresses: &["droid@factory.ai"],
        accounts: &[("138933559", "factory-droid[bot]")],
        ..NONE
    },
    // Seen
    Agent {
        tool: "kiro",
        names: &["Kiro", "Kiro Agent"],
        accounts: &[
            ("245459735", "kiro-agent[bot]"),
            ("244629292", "kiro-agent"),
        ],
        ..NONE
    },
    // Seen in third-party tables
    Agent {
        tool: "amazon-q",
        names: &["Amazon Q", "Amazon Q Developer"],
        accounts: &[("208079219", "amazon-q-developer[bot]")],
        ..NONE
    },
    // Seen, OpenStack among others
    Agent {
        tool: "junie",
        names: &["Junie", "JetBrains Junie"],
        addresses: &["junie@jetbrains.com"],
        ..NONE
    },
    // Seen in letta-ai
    Agent {
        tool: "letta-code",
        names: &["Letta Code"],
        addresses: &["noreply@letta.com"],
        ..NONE
    },
    // Seen
    Agent {
        tool: "mistral-vibe",
        names: &["Mistral Vibe"],
        addresses: &["vibe@mistral.ai"],
        ..NONE
    },
    // Seen in warpdotdev
    Agent {
        tool: "warp",
        names: &["Warp Agent"],
        addresses: &["oz-agent@warp.dev", "agent@warp.dev"],
        accounts: &[("277970191", "oz-for-oss[bot]")],
        ..NONE
    },
    // QwenLM/qwen-code, default attribution
    Agent {
        tool: "qwen-code",
        names: &["Qwen Code", "Qwen-Coder"],
        addresses: &["qwen-coder@alibabacloud.com"],
        ..NONE
    },
    // Seen
    Agent {
        tool: "sisyphus",
        addresses: &["clio-agent@sisyphuslabs.ai"],
        ..NONE
    },
    // Seen
    Agent {
        tool: "ellipsis",
        accounts: &[("65095814", "ellipsis-dev[bot]")],
        ..NONE
    },
    // Seen in third-party tables; the account is now lovable-dev[bot]
    Agent {
        tool: "lovable",
        names: &["Lovable"],
        accounts: &[
            ("159125892", "gpt-engineer-app[bot]"),
            ("159125892", "lovable-dev[bot]"),
        ],
        ..NONE
    },
    // Seen in third-party tables
    Agent {
        tool: "v0",
        addresses: &["it+v0agent@vercel.com"],
        ..NONE
    },
];

/// Values that say an AI, without saying which.
pub(super) const ANY_AI: &[&str] = &[
    "AI",
    "an AI",
    "AI assistant",
    "AI agent",
    "generative AI",
    "LLM",
    "an LLM",
    "LLM chatbot",
    "generic LLM chatbot",
];

/// Values that say no AI. Short: these may help to lower a requirement.
pub(super) const NO_AI: &[&str] = &["none", "no", "false", "no AI", "no AI used"];

/// Families of models and their makers, as the first word of the name of a model.
pub(super) const FAMILIES: &[&str] = &[
    "anthropic",
    "chatgpt",
    "claude",
    "deepseek",
    "fable",
    "gemini",
    "glm",
    "gpt",
    "grok",
    "haiku",
    "kimi",
    "llama",
    "mistral",
    "openai",
    "opus",
    "qwen",
    "sonnet",
];

/// Further words in the name of a model.
pub(super) const VARIANTS: &[&str] = &[
    "codex", "coder", "fast", "flash", "lite", "max", "mini", "nano", "preview", "pro", "thinking",
    "turbo",
];
