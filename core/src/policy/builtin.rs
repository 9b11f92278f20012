//! The profiles that come with the crate, as documents.

const BUILTIN: &[(&str, &str)] = &[
    ("common", include_str!("builtin/common.toml")),
    ("destruction", include_str!("builtin/destruction.toml")),
    (
        "senior-signoff",
        include_str!("builtin/senior-signoff.toml"),
    ),
];

/// Returns the names of the built-in documents.
pub fn builtin_names() -> impl Iterator<Item = &'static str> {
    BUILTIN.iter().map(|(name, _)| *name)
}

/// Returns the text of a built-in document, TOML.
pub fn builtin_text(name: &str) -> Option<&'static str> {
    BUILTIN
        .iter()
        .find(|(known, _)| *known == name)
        .map(|(_, text)| *text)
}
