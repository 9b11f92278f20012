//! Writes what is made from the Rust types: the JSON Schemas, and the types of the TypeScript packages.
//! `cargo xtask codegen` calls it.

#![forbid(unsafe_code)]

mod typescript;

use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// A file that is made from the Rust types.
struct Made {
    /// Its path in the repository.
    path: String,
    text: String,
}

/// Whether files are written or compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Mode {
    Check,
    Write,
}

fn main() -> ExitCode {
    let words: Vec<String> = env::args().skip(1).collect();
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    let mode = match words.as_slice() {
        [] => Mode::Write,
        ["--check"] => Mode::Check,
        _ => return fail("usage: cargo xtask codegen [--check]"),
    };
    match made().and_then(|all| run(&root(), mode, &all)) {
        Ok(lines) => {
            println!("{lines}");
            ExitCode::SUCCESS
        }
        Err(message) => fail(&message),
    }
}

fn fail(message: &str) -> ExitCode {
    eprintln!("{message}");
    ExitCode::FAILURE
}

fn root() -> PathBuf {
    let package = env::var_os("CARGO_MANIFEST_DIR").map(PathBuf::from);
    package
        .as_deref()
        .and_then(Path::parent)
        .map_or_else(PathBuf::new, Path::to_path_buf)
}

/// Returns every file as it has to be.
fn made() -> Result<Vec<Made>, String> {
    let mut all = Vec::new();
    for document in foureyes::schema::documents() {
        let text = serde_json::to_string_pretty(&document.schema)
            .map_err(|error| format!("{}: {error}", document.name))?;
        all.push(Made {
            path: format!("schemas/{}.schema.json", document.name),
            text: text + "\n",
        });
    }
    all.push(Made {
        path: "core/src/detect/agents.rs".to_owned(),
        text: foureyes::schema::agents_source().map_err(|error| error.to_string())?,
    });
    all.push(Made {
        path: "bindings-node/types.d.ts".to_owned(),
        text: typescript::module(&foureyes::schema::types())?,
    });
    Ok(all)
}

/// Writes the files that differ, or says which they are. A schema that nothing makes any more goes away.
fn run(root: &Path, mode: Mode, all: &[Made]) -> Result<String, String> {
    let mut stale = Vec::new();
    for made in all {
        let path = root.join(&made.path);
        if fs::read_to_string(&path).is_ok_and(|text| text == made.text) {
            continue;
        }
        stale.push(made.path.clone());
        if mode == Mode::Write {
            let folder = path.parent().unwrap_or(root);
            fs::create_dir_all(folder)
                .and_then(|()| fs::write(&path, &made.text))
                .map_err(|error| format!("{}: {error}", made.path))?;
        }
    }
    for path in surplus(root, all) {
        if mode == Mode::Write {
            fs::remove_file(root.join(&path)).map_err(|error| format!("{path}: {error}"))?;
        }
        stale.push(path);
    }
    let count = all.len();
    match (mode, stale.as_slice()) {
        (_, []) => Ok(format!("{count} files are as the Rust types say")),
        (Mode::Write, _) => Ok(format!("wrote {}", stale.join(", "))),
        (Mode::Check, _) => Err(format!(
            "not as the Rust types say: {}; run: cargo xtask codegen",
            stale.join(", ")
        )),
    }
}

/// Returns the schemas that are there and are not made.
fn surplus(root: &Path, all: &[Made]) -> Vec<String> {
    let names = fs::read_dir(root.join("schemas"))
        .into_iter()
        .flatten()
        .flatten()
        .filter_map(|entry| entry.file_name().into_string().ok())
        .filter(|name| name.ends_with(".schema.json"))
        .map(|name| format!("schemas/{name}"));
    let mut surplus: Vec<_> = names
        .filter(|path| all.iter().all(|made| made.path != *path))
        .collect();
    surplus.sort();
    surplus
}

#[cfg(test)]
mod tests;
