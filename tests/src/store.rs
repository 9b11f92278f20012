//! The files of the vectors: found, compared with their recipes, written.

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use crate::run;
use crate::vector::{Expect, Vector};

/// Returns the folder of the vectors.
pub fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("vectors")
}

/// Returns every stored vector by `area/id`, with what is wrong where a file is no vector.
///
/// # Errors
/// A folder cannot be read.
pub fn stored() -> io::Result<BTreeMap<String, Result<Vector, String>>> {
    let mut found = BTreeMap::new();
    for area in fs::read_dir(folder())? {
        let area = area?.path();
        if !area.is_dir() {
            continue;
        }
        for file in fs::read_dir(&area)? {
            let file = file?.path();
            let name = |path: &Path| {
                let stem = path.file_stem().unwrap_or_default();
                stem.to_string_lossy().into_owned()
            };
            found.insert(format!("{}/{}", name(&area), name(&file)), read(&file));
        }
    }
    Ok(found)
}

fn read(file: &Path) -> Result<Vector, String> {
    let text = fs::read_to_string(file).map_err(|error| error.to_string())?;
    let vector: Vector = serde_json::from_str(&text).map_err(|error| error.to_string())?;
    if file.file_stem() == Some(vector.id.as_ref()) {
        Ok(vector)
    } else {
        Err(format!(
            "the id `{}` is not the name of the file",
            vector.id
        ))
    }
}

/// Writes a vector with the decision that belongs to it.
///
/// # Errors
/// The gate decides otherwise than the recipe says, or the file cannot be written.
pub fn write(area: &str, vector: &Vector) -> Result<(), String> {
    let whole = completed(vector)?;
    let failed = |error: io::Error| error.to_string();
    let area = folder().join(area);
    fs::create_dir_all(&area).map_err(failed)?;
    let text = serde_json::to_string_pretty(&whole).map_err(|error| error.to_string())?;
    let file = area.join(format!("{}.json", vector.id));
    fs::write(file, text + "\n").map_err(failed)
}

/// Returns a vector with the decision that belongs to it.
///
/// # Errors
/// The gate decides otherwise than the vector says by hand.
pub fn completed(vector: &Vector) -> Result<Vector, String> {
    let found = run::run(&vector.input)?;
    by_hand(&vector.expect, &found)?;
    let mut whole = vector.clone();
    whole.expect.decision = found.decision;
    Ok(whole)
}

/// Runs a stored vector.
///
/// # Errors
/// What comes out is not what is stored.
pub fn check(vector: &Vector) -> Result<(), String> {
    let found = run::run(&vector.input)?;
    by_hand(&vector.expect, &found)?;
    differs("decision", &vector.expect.decision, &found.decision)
}

/// Compares everything that is written by hand.
fn by_hand(expect: &Expect, found: &Expect) -> Result<(), String> {
    let mut faults: Vec<String> = [
        differs("verdict", &expect.verdict, &found.verdict),
        differs("because", &expect.because, &found.because),
        differs("reasons", &expect.reasons, &found.reasons),
        differs("notes", &expect.notes, &found.notes),
        differs("ignored", &expect.ignored, &found.ignored),
        differs("counted", &expect.counted, &found.counted),
        differs("missing", &expect.missing, &found.missing),
        differs("errors", &expect.errors, &found.errors),
    ]
    .into_iter()
    .filter_map(Result::err)
    .collect();
    if expect.recheck_by.is_some() {
        faults.extend(differs("recheckBy", &expect.recheck_by, &found.recheck_by).err());
    }
    if expect.verdict.is_none() && expect.errors.is_empty() {
        faults.push("nothing is expected".to_owned());
    }
    if faults.is_empty() {
        Ok(())
    } else {
        Err(faults.join("\n"))
    }
}

fn differs<T: PartialEq + std::fmt::Debug>(
    what: &str,
    expected: &T,
    found: &T,
) -> Result<(), String> {
    if expected == found {
        Ok(())
    } else {
        Err(format!(
            "{what}\n    expected {expected:?}\n    found    {found:?}"
        ))
    }
}
