//! The tables in the README of the vectors, which are written from the recipes too.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;

use crate::must;
use crate::store::folder;
use crate::vector::Vector;

const BEGIN: &str = "<!-- Written from the recipes. -->\n";

/// Returns the README with the tables that belong to these vectors.
///
/// # Errors
/// There is no README, or nothing in it says where the tables begin.
pub fn expected(vectors: &[(&str, Vector)]) -> Result<String, String> {
    let text = current()?;
    let (head, _) = text.split_once(BEGIN).ok_or("the README has no tables")?;
    Ok(format!("{head}{BEGIN}{}", tables(vectors)))
}

/// Returns the README as it is.
///
/// # Errors
/// There is none.
pub fn current() -> Result<String, String> {
    fs::read_to_string(folder().join("README.md")).map_err(|error| error.to_string())
}

/// Writes the README with the tables that belong to these vectors.
///
/// # Errors
/// It cannot be read or written.
pub fn write(vectors: &[(&str, Vector)]) -> Result<(), String> {
    let text = expected(vectors)?;
    fs::write(folder().join("README.md"), text).map_err(|error| error.to_string())
}

fn tables(vectors: &[(&str, Vector)]) -> String {
    let mut shown: BTreeMap<(&str, u32, &str), Vec<&str>> = BTreeMap::new();
    let mut areas: BTreeMap<&str, BTreeMap<&str, &Vector>> = BTreeMap::new();
    for (area, vector) in vectors {
        areas.entry(area).or_default().insert(&vector.id, vector);
        for name in &vector.shows {
            shown.entry(order(name)).or_default().push(&vector.id);
        }
    }
    let mut text = String::new();
    line(
        &mut text,
        "\n## What is shown where\n\n| scenario | vectors |\n|---|---|",
    );
    for ((_, _, name), ids) in &mut shown {
        ids.sort_unstable();
        let ids: Vec<_> = ids.iter().map(|id| format!("`{id}`")).collect();
        line(&mut text, &format!("| {name} | {} |", ids.join(", ")));
    }
    for (area, vectors) in &areas {
        let head = format!("\n## {area}\n\n| vector | shows | clauses |\n|---|---|---|");
        line(&mut text, &head);
        for (id, vector) in vectors {
            let clauses = vector.clauses.join(", ");
            line(
                &mut text,
                &format!("| `{id}` | {} | {clauses} |", vector.title),
            );
        }
    }
    text
}

/// The letters of a name, the number behind them, and the name: `S9` comes before `S10`.
fn order(name: &str) -> (&str, u32, &str) {
    let digits = name.find(|letter: char| letter.is_ascii_digit());
    let (letters, rest) = name.split_at(digits.unwrap_or(name.len()));
    match rest.parse() {
        Ok(number) => (letters, number, name),
        Err(_) => (name, 0, name),
    }
}

fn line(text: &mut String, line: &str) {
    must(writeln!(text, "{line}"));
}
