//! A look at the tracked files: what no compiler checks.

mod links;
mod tree;
mod vectors;
mod words;

use std::fmt;

use crate::context::Context;
use tree::{File, Tree};

/// What a look at the repository showed.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Sight {
    Clear,
    Faults(Vec<String>),
    /// There is nothing to look at, and why.
    Impossible(String),
}

/// Something that is not tidy.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Fault {
    path: String,
    line: usize,
    what: String,
}

/// The most lines a source file of these rooms may have.
const MOST_LINES: usize = 500;
const ROOMS: [&str; 3] = ["cli/src/", "core/src/", "xtask/src/"];

/// Looks at every tracked file.
pub(crate) fn look(context: &Context) -> Sight {
    let tree = match Tree::tracked(&context.root) {
        Ok(tree) => tree,
        Err(why) => return Sight::Impossible(why),
    };
    let mut vectors = vectors::Vectors::default();
    let mut faults = Vec::new();
    for file in tree.texts() {
        faults.extend(too_long(&file));
        faults.extend(words::faults(&file));
        faults.extend(links::faults(&file, &tree));
        faults.extend(vectors.faults(&file));
    }
    if faults.is_empty() {
        Sight::Clear
    } else {
        Sight::Faults(faults.iter().map(Fault::to_string).collect())
    }
}

fn too_long(file: &File) -> Option<Fault> {
    let lines = file.text.lines().count();
    let has_bound =
        file.has_extension(&["rs"]) && ROOMS.iter().any(|room| file.path.starts_with(room));
    (has_bound && lines > MOST_LINES)
        .then(|| file.fault(MOST_LINES, format!("{lines} lines, more than {MOST_LINES}")))
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}: {}", self.path, self.line, self.what)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_rooms_have_a_bound() {
        let text = "\n".repeat(MOST_LINES.saturating_add(1));
        let fault = too_long(&File::new("core/src/gate.rs", &text)).unwrap();
        assert_eq!(
            fault.to_string(),
            "core/src/gate.rs:500: 501 lines, more than 500"
        );
        assert_eq!(too_long(&File::new("tests/src/laws.rs", &text)), None);
        assert_eq!(too_long(&File::new("core/src/agents.toml", &text)), None);
        let text = "\n".repeat(MOST_LINES);
        assert_eq!(too_long(&File::new("core/src/gate.rs", &text)), None);
    }
}
