//! The list of attacks: what happened elsewhere, what stops it here, and which vectors express it.
//!
//! `attacks/attacks.toml` is written by hand. The index for other gates, and the page for people, come from it.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use crate::must;
use crate::vector::Vector;

const BEGIN: &str = "<!-- Written from tests/attacks/attacks.toml. -->\n";
/// How many vectors of an attack the page names; the index names all.
const NAMED: usize = 6;

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct List {
    part: Vec<Part>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Part {
    title: String,
    attack: Vec<Attack>,
}

/// How an attack is known.
#[derive(Clone, Copy, Debug, Deserialize, Serialize)]
#[serde(rename_all = "lowercase")]
enum Known {
    Advisory,
    Documentation,
    Issue,
    #[serde(rename = "second hand")]
    SecondHand,
    Source,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Attack {
    id: String,
    #[serde(default)]
    also: Vec<String>,
    at: Option<String>,
    known: Option<Known>,
    happened: String,
    stops: String,
    clauses: Vec<String>,
    #[serde(default)]
    vectors: Vec<String>,
    #[serde(default)]
    tests: Vec<String>,
    not: Option<String>,
}

/// An attack in the index.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Entry<'a> {
    id: &'a str,
    #[serde(skip_serializing_if = "<[String]>::is_empty")]
    also: &'a [String],
    #[serde(skip_serializing_if = "Option::is_none")]
    at: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    known: Option<Known>,
    happened: &'a str,
    stops: &'a str,
    clauses: &'a [String],
    vectors: Vec<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    not_expressed: Option<&'a str>,
}

type Vectors<'a> = [(&'a str, Vector)];

impl Attack {
    /// The vectors that express it, as `area/id`.
    fn expressed(&self, vectors: &Vectors<'_>) -> BTreeMap<String, bool> {
        let is_named = |id: &str| self.vectors.iter().any(|pattern| fits(pattern, id));
        let is_shown = |vector: &Vector| {
            let mut shows = vector.shows.iter();
            shows.any(|name| *name == self.id || self.also.contains(name))
        };
        let own = vectors
            .iter()
            .filter(|(_, vector)| is_named(&vector.id) || is_shown(vector));
        own.map(|(area, vector)| {
            let is_stopped = vector.expect.verdict.as_deref() != Some("allow");
            (format!("{area}/{}", vector.id), is_stopped)
        })
        .collect()
    }
}

/// Whether an id is that of a pattern, whose stars stand for anything.
fn fits(pattern: &str, id: &str) -> bool {
    match pattern.split_once('*') {
        None => pattern == id,
        Some((head, tail)) => id.strip_prefix(head).is_some_and(|rest| {
            tail.is_empty()
                || rest
                    .char_indices()
                    .any(|(at, _)| rest.get(at..).is_some_and(|rest| fits(tail, rest)))
        }),
    }
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

fn text(name: &str) -> Result<String, String> {
    fs::read_to_string(root().join(name)).map_err(|error| format!("{name}: {error}"))
}

const LIST: &str = "tests/attacks/attacks.toml";
const INDEX: &str = "tests/attacks/index.json";
const PAGE: &str = "docs/attacks.md";

/// Writes the index and the page.
///
/// # Errors
/// The list and the vectors do not fit together, or a file cannot be read or written.
pub fn write(vectors: &Vectors<'_>) -> Result<(), String> {
    for (name, text) in written(vectors)? {
        fs::write(root().join(name), text).map_err(|error| format!("{name}: {error}"))?;
    }
    Ok(())
}

/// Checks that list, vectors, index and page belong together.
///
/// # Errors
/// They do not.
pub fn check(vectors: &Vectors<'_>) -> Result<(), String> {
    for (name, expected) in written(vectors)? {
        if text(name)? != expected {
            return Err(format!("{name} is not what the list says"));
        }
    }
    Ok(())
}

fn written(vectors: &Vectors<'_>) -> Result<[(&'static str, String); 2], String> {
    let list: List = toml::from_str(&text(LIST)?).map_err(|error| error.to_string())?;
    let faults = faults(&list, vectors)?;
    if !faults.is_empty() {
        return Err(faults.join("\n"));
    }
    let page = text(PAGE)?;
    let (head, _) = page.split_once(BEGIN).ok_or("the page has no beginning")?;
    let page = format!("{head}{BEGIN}{}", body(&list, vectors));
    Ok([(INDEX, index(&list, vectors)), (PAGE, page)])
}

/// What does not fit together.
fn faults(list: &List, vectors: &Vectors<'_>) -> Result<Vec<String>, String> {
    let semantics = text("docs/semantics.md")?;
    let functions = functions(&root().join("tests/tests"))?;
    let mut faults = Vec::new();
    let mut ids = BTreeSet::new();
    for attack in list.part.iter().flat_map(|part| &part.attack) {
        let id = &attack.id;
        let mut fault = |what: String| faults.push(format!("{id}: {what}"));
        for name in attack.also.iter().chain([id]) {
            if !ids.insert(name.clone()) {
                fault(format!("`{name}` stands twice"));
            }
        }
        for pattern in &attack.vectors {
            if !vectors.iter().any(|(_, vector)| fits(pattern, &vector.id)) {
                fault(format!("no vector is `{pattern}`"));
            }
        }
        let expressed = attack.expressed(vectors);
        if expressed.is_empty() != attack.not.is_some() {
            fault("either vectors express it, or it says why none does".to_owned());
        }
        if !expressed.is_empty() && !expressed.values().any(|is_stopped| *is_stopped) {
            fault("none of its vectors stops anything".to_owned());
        }
        for name in &attack.tests {
            if !functions.contains(name) {
                fault(format!("no test is `{name}`"));
            }
        }
        for clause in &attack.clauses {
            let heads = [format!("\n- {clause} "), format!("\n## {clause}. ")];
            if !heads.iter().any(|head| semantics.contains(head)) {
                fault(format!("no clause is {clause}"));
            }
        }
    }
    let is_scenario = |name: &str| {
        let number = name.strip_prefix('S').unwrap_or_default();
        !number.is_empty() && number.bytes().all(|digit| digit.is_ascii_digit())
    };
    for (_, vector) in vectors {
        let strange = vector.shows.iter();
        let strange = strange.filter(|name| !is_scenario(name) && !ids.contains(*name));
        faults.extend(strange.map(|name| format!("{}: no attack is `{name}`", vector.id)));
    }
    Ok(faults)
}

/// The names of all functions in the files of a folder.
fn functions(folder: &Path) -> Result<BTreeSet<String>, String> {
    let failed = |error: std::io::Error| format!("{}: {error}", folder.display());
    let mut names = BTreeSet::new();
    for entry in fs::read_dir(folder).map_err(failed)? {
        let path = entry.map_err(failed)?.path();
        if path.is_dir() {
            names.extend(functions(&path)?);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            let text = fs::read_to_string(&path).map_err(failed)?;
            let lines = text.lines().filter_map(|line| line.strip_prefix("fn "));
            names.extend(lines.filter_map(|line| Some(line.split_once('(')?.0.to_owned())));
        }
    }
    Ok(names)
}

fn index(list: &List, vectors: &Vectors<'_>) -> String {
    let entries: Vec<Entry<'_>> = list
        .part
        .iter()
        .flat_map(|part| &part.attack)
        .map(|attack| Entry {
            id: &attack.id,
            also: &attack.also,
            at: attack.at.as_deref(),
            known: attack.known,
            happened: &attack.happened,
            stops: &attack.stops,
            clauses: &attack.clauses,
            vectors: attack.expressed(vectors).into_keys().collect(),
            not_expressed: attack.not.as_deref(),
        })
        .collect();
    let index = BTreeMap::from([("attacks", entries)]);
    must(serde_json::to_string_pretty(&index)) + "\n"
}

fn body(list: &List, vectors: &Vectors<'_>) -> String {
    let mut text = String::new();
    let all = list.part.iter().flat_map(|part| &part.attack);
    let open = all.clone().filter(|attack| attack.not.is_some()).count();
    line(
        &mut text,
        &format!(
            "\n{} attacks; vectors express all but {open}, which say why none does.",
            all.count(),
        ),
    );
    for part in &list.part {
        line(&mut text, &format!("\n## {}", part.title));
        for attack in &part.attack {
            entry(&mut text, attack, vectors);
        }
    }
    text
}

fn entry(text: &mut String, attack: &Attack, vectors: &Vectors<'_>) {
    let names = [std::slice::from_ref(&attack.id), &attack.also].concat();
    line(text, &format!("\n### {}\n", names.join(", ")));
    let at = attack.at.as_deref().map(|at| format!("At {at}. "));
    let known = attack.known.map(|known| match known {
        Known::Advisory => " (from the advisory)",
        Known::Documentation => " (from documentation)",
        Known::Issue => " (from the issue)",
        Known::SecondHand => " (second hand)",
        Known::Source => " (from the source code)",
    });
    line(
        text,
        &format!(
            "- *Attack.* {}{}{}",
            at.unwrap_or_default(),
            attack.happened,
            known.unwrap_or_default()
        ),
    );
    let clauses = attack.clauses.join(", ");
    line(text, &format!("- *Here.* {} ({clauses})", attack.stops));
    if let Some(why) = &attack.not {
        line(text, &format!("- *No vector.* {why}"));
    }
    let expressed: Vec<String> = attack.expressed(vectors).into_keys().collect();
    let named = expressed.iter().take(NAMED);
    let named: Vec<String> = named.map(|name| format!("`{name}`")).collect();
    let more = match expressed.len().saturating_sub(NAMED) {
        0 => String::new(),
        more => format!(" and {more} more"),
    };
    if !named.is_empty() {
        line(text, &format!("- *Vectors.* {}{more}", named.join(", ")));
    }
    if !attack.tests.is_empty() {
        let tests: Vec<String> = attack
            .tests
            .iter()
            .map(|name| format!("`{name}`"))
            .collect();
        line(text, &format!("- *Tests.* {}", tests.join(", ")));
    }
}

fn line(text: &mut String, line: &str) {
    must(writeln!(text, "{line}"));
}
