//! The profiles that come with the crate, as documents.

/// Name, policy and cases of each.
const BUILTIN: &[(&str, &str, &str)] = &[
    (
        "agentic-autonomous",
        include_str!("builtin/agentic-autonomous.toml"),
        include_str!("builtin/agentic-autonomous.cases.toml"),
    ),
    (
        "common",
        include_str!("builtin/common.toml"),
        include_str!("builtin/common.cases.toml"),
    ),
    (
        "destruction",
        include_str!("builtin/destruction.toml"),
        include_str!("builtin/destruction.cases.toml"),
    ),
    (
        "hazards",
        include_str!("builtin/hazards.toml"),
        include_str!("builtin/hazards.cases.toml"),
    ),
    (
        "infra-terraform",
        include_str!("builtin/infra-terraform.toml"),
        include_str!("builtin/infra-terraform.cases.toml"),
    ),
    (
        "open-source",
        include_str!("builtin/open-source.toml"),
        include_str!("builtin/open-source.cases.toml"),
    ),
    (
        "senior-signoff",
        include_str!("builtin/senior-signoff.toml"),
        include_str!("builtin/senior-signoff.cases.toml"),
    ),
    (
        "startup-light",
        include_str!("builtin/startup-light.toml"),
        include_str!("builtin/startup-light.cases.toml"),
    ),
    (
        "tier1-safety-reset",
        include_str!("builtin/tier1-safety-reset.toml"),
        include_str!("builtin/tier1-safety-reset.cases.toml"),
    ),
];

/// Returns the names of the built-in documents.
pub fn builtin_names() -> impl Iterator<Item = &'static str> {
    BUILTIN.iter().map(|(name, _, _)| *name)
}

/// Returns the text of a built-in document, TOML.
pub fn builtin_text(name: &str) -> Option<&'static str> {
    BUILTIN
        .iter()
        .find(|(known, _, _)| *known == name)
        .map(|(_, text, _)| *text)
}

/// Returns the cases of a built-in document, TOML.
pub fn builtin_cases(name: &str) -> Option<&'static str> {
    BUILTIN
        .iter()
        .find(|(known, _, _)| *known == name)
        .map(|(_, _, cases)| *cases)
}
