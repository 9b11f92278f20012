//! Mutants that nothing can notice, each with the reason.

use serde::Deserialize;

use crate::build::Mutant;

/// The list.
const TEXT: &str = include_str!("explained.toml");

/// One mutant, or several of a function that are alike, and why nothing notices them.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Explained {
    file: String,
    function: String,
    /// What is changed, as the report says; each of them where there are several.
    what: Vec<String>,
    why: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct List {
    mutant: Vec<Explained>,
}

/// Reads the list.
///
/// # Errors
/// It cannot be read, or an entry says nothing.
pub(crate) fn read() -> Result<Vec<Explained>, String> {
    let list: List = toml::from_str(TEXT).map_err(|error| error.to_string())?;
    match list
        .mutant
        .iter()
        .find(|one| one.why.trim().is_empty() || one.what.is_empty())
    {
        Some(one) => Err(format!("an explanation that says nothing: {one:?}")),
        None => Ok(list.mutant),
    }
}

impl Explained {
    /// Returns whether it explains this mutant.
    pub(crate) fn is_about(&self, mutant: &Mutant) -> bool {
        self.file == mutant.file
            && self.function == mutant.site.function
            && self.what.contains(&mutant.site.what)
    }
}
