//! The shared vectors: every file is JSON, every vector has an id of its own.
//!
//! A file holds one vector, an array of vectors, or an object with an array of them under
//! `vectors` or `cases`. What else a vector has to hold, the tests say that run it.

use std::collections::BTreeMap;

use serde_json::Value;

use super::Fault;
use super::tree::File;

const FOLDER: &str = "tests/vectors/";
const LISTS: [&str; 2] = ["cases", "vectors"];

/// The vectors seen so far: the path of each id.
#[derive(Debug, Default)]
pub(super) struct Vectors {
    seen: BTreeMap<String, String>,
}

impl Vectors {
    /// Finds what is wrong with the vectors of a file, after those of the files before it.
    pub(super) fn faults(&mut self, file: &File) -> Vec<Fault> {
        if !file.path.starts_with(FOLDER) || !file.has_extension(&["json"]) {
            return Vec::new();
        }
        match serde_json::from_str(&file.text) {
            Ok(value) => ids(&value)
                .into_iter()
                .filter_map(|id| {
                    let path = self.seen.insert(id.to_owned(), file.path.clone())?;
                    Some(file.fault(1, format!("vector `{id}` is in `{path}` too")))
                })
                .collect(),
            Err(error) => vec![file.fault(error.line(), format!("not JSON: {error}"))],
        }
    }
}

fn ids(file: &Value) -> Vec<&str> {
    let listed = LISTS.iter().filter_map(|list| file.get(list)).chain([file]);
    listed
        .filter_map(Value::as_array)
        .flatten()
        .chain([file])
        .filter_map(|vector| vector.get("id").and_then(Value::as_str))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(files: &[(&str, &str)]) -> Vec<String> {
        let mut vectors = Vectors::default();
        files
            .iter()
            .flat_map(|(path, text)| vectors.faults(&File::new(path, text)))
            .map(|fault| fault.to_string())
            .collect()
    }

    #[test]
    fn an_id_is_used_once_in_all_files() {
        let files = [
            ("tests/vectors/a.json", r#"{"id": "one"}"#),
            ("tests/vectors/b.json", r#"[{"id": "two"}, {"id": "one"}]"#),
            (
                "tests/vectors/c.json",
                r#"{"vectors": [{"id": "three"}, {"id": "three"}]}"#,
            ),
        ];
        assert_eq!(
            found(&files),
            [
                "tests/vectors/b.json:1: vector `one` is in `tests/vectors/a.json` too",
                "tests/vectors/c.json:1: vector `three` is in `tests/vectors/c.json` too",
            ]
        );
    }

    #[test]
    fn ids_inside_a_vector_are_its_own_matter() {
        let text = r#"{"id": "one", "people": [{"id": "ann"}, {"id": "ann"}]}"#;
        assert_eq!(found(&[("tests/vectors/a.json", text)]), [""; 0]);
    }

    #[test]
    fn a_file_that_is_not_json_is_named_with_its_line() {
        let faults = found(&[("tests/vectors/a.json", "{\n  nope\n}")]);
        assert!(
            faults
                .concat()
                .starts_with("tests/vectors/a.json:2: not JSON: "),
            "{faults:?}"
        );
    }

    #[test]
    fn other_files_are_passed_over() {
        assert_eq!(
            found(&[("schemas/a.json", "nope"), ("tests/vectors/a.toml", "nope")]),
            [""; 0]
        );
    }
}
