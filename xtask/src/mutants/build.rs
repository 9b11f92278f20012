//! The copy of the library and its tests that holds all mutants.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::ops::Range;
use std::os::unix::fs::symlink;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use serde_json::Value;

use crate::rewrite::{Placed, culprit, instrumented};
use crate::sites::{self, Site};

/// How often a build is tried, each time without what did not compile.
const ROUNDS: usize = 40;

/// Folders and files that the tests look at, shared with the copy.
const SHARED: [&str; 9] = [
    ".foureyes",
    "bindings-node",
    "bindings-python",
    "bindings-wasm",
    "docs",
    "examples",
    "fuzz",
    "schemas",
    "README.md",
];

/// Rooms whose code is for tools, or does nothing.
const LEFT_OUT: [&str; 2] = ["codes.rs", "schema"];

/// A mutant: where it is and what it changes.
#[derive(Clone, Debug)]
pub(crate) struct Mutant {
    /// From `core/src` on.
    pub(crate) file: String,
    pub(crate) site: Site,
}

impl Mutant {
    /// Returns the file, the function and what is changed.
    pub(crate) fn name(&self) -> String {
        format!(
            "{} | {} | {}",
            self.file, self.site.function, self.site.what
        )
    }
}

/// The copy.
#[derive(Debug)]
pub(crate) struct Copy {
    root: PathBuf,
    folder: PathBuf,
    /// Every mutant; its number is its place here and one.
    pub(crate) mutants: Vec<Mutant>,
    /// The numbers of those that are in the copy.
    pub(crate) wanted: BTreeSet<usize>,
    /// The numbers of those that do not compile.
    pub(crate) broken: BTreeSet<usize>,
}

impl Copy {
    /// Makes it.
    pub(crate) fn of(root: &Path) -> Result<Self, String> {
        let folder = root.join("target/mutants");
        let mut copy = Self {
            root: root.to_path_buf(),
            folder,
            mutants: Vec::new(),
            wanted: BTreeSet::new(),
            broken: BTreeSet::new(),
        };
        copy.lay_out()?;
        for file in sources(&root.join("core/src"))? {
            let name = relative(&file, &root.join("core/src"));
            let is_test = name.ends_with("/tests.rs") || name.contains("/tests/");
            if is_test || LEFT_OUT.iter().any(|out| name.starts_with(out)) {
                continue;
            }
            let found = sites::of(&read(&file)?).map_err(|error| format!("{name}: {error}"))?;
            let mutant = |site| Mutant {
                file: name.clone(),
                site,
            };
            copy.mutants.extend(found.into_iter().map(mutant));
        }
        Ok(copy)
    }

    fn lay_out(&self) -> Result<(), String> {
        fs::create_dir_all(&self.folder).map_err(|error| error.to_string())?;
        for package in ["core", "tests"] {
            let from = self.root.join(package);
            self.clear(package)?;
            for file in files(&from)? {
                let to = self.folder.join(package).join(relative(&file, &from));
                let is_source =
                    package == "core" && file.extension().is_some_and(|end| end == "rs");
                if !is_source {
                    put(&to, &fs::read(&file).map_err(|error| error.to_string())?)?;
                }
            }
        }
        for shared in SHARED {
            let link = self.folder.join(shared);
            if link.symlink_metadata().is_err() {
                symlink(self.root.join(shared), &link).map_err(|error| error.to_string())?;
            }
        }
        put(
            &self.folder.join("tests/examples/mutants.rs"),
            include_bytes!("copied/driver.rs"),
        )?;
        put(
            &self.folder.join("Cargo.lock"),
            read(&self.root.join("Cargo.lock"))?.as_bytes(),
        )?;
        let manifest: String = read(&self.root.join("Cargo.toml"))?
            .lines()
            .filter(|line| !line.starts_with("members") && !line.starts_with("default-members"))
            .map(|line| match line {
                "resolver = \"3\"" => format!("{line}\nmembers = [\"core\", \"tests\"]\n"),
                // The mutants are odd to read; nobody reads them.
                line if line.ends_with(" = \"deny\"") => String::new(),
                "debug = \"line-tables-only\"" => "debug = 0\nincremental = false\n".to_owned(),
                line => format!("{line}\n"),
            })
            .collect();
        let quick = "\n[profile.dev.package.foureyes]\nopt-level = 1\n";
        put(
            &self.folder.join("Cargo.toml"),
            format!("{manifest}{quick}").as_bytes(),
        )
    }

    /// Takes out what is not there any more: a module that has moved would be there twice.
    fn clear(&self, package: &str) -> Result<(), String> {
        let copied = self.folder.join(package);
        if !copied.is_dir() {
            return Ok(());
        }
        for file in files(&copied)? {
            let source = self.root.join(package).join(relative(&file, &copied));
            if !source.exists() {
                fs::remove_file(&file).map_err(|error| format!("{}: {error}", file.display()))?;
            }
        }
        Ok(())
    }

    /// Writes the sources, without what does not compile.
    fn write(&self) -> Result<BTreeMap<String, Vec<Placed>>, String> {
        let mut placed = BTreeMap::new();
        let from = self.root.join("core/src");
        for file in sources(&from)? {
            let name = relative(&file, &from);
            let source = read(&file)?;
            let own: Vec<(usize, &Site)> = (1..)
                .zip(&self.mutants)
                .filter(|(number, mutant)| {
                    mutant.file == name
                        && self.wanted.contains(number)
                        && !self.broken.contains(number)
                })
                .map(|(number, mutant)| (number, &mutant.site))
                .collect();
            let (mut text, places) = instrumented(&source, &own);
            if name == "lib.rs" {
                text.push_str("\n/// Which mutant is switched on.\npub mod mutant;\n");
            }
            put(&self.folder.join("core/src").join(&name), text.as_bytes())?;
            placed.insert(name, places);
        }
        put(
            &self.folder.join("core/src/mutant.rs"),
            include_bytes!("copied/mutant.rs"),
        )?;
        Ok(placed)
    }

    /// Builds the library with those that are wanted, until what is left of it compiles. What did not compile the last
    /// time, in the same function, is not tried again.
    pub(crate) fn settle(&mut self, wanted: &[usize]) -> Result<(), String> {
        self.wanted = wanted.iter().copied().collect();
        let last = self.folder.join("broken");
        let before = fs::read_to_string(&last).unwrap_or_default();
        let before: BTreeSet<&str> = before.lines().collect();
        let known = (1..)
            .zip(&self.mutants)
            .filter(|(_, mutant)| before.contains(mutant.name().as_str()));
        let known: Vec<usize> = known.map(|(number, _)| number).collect();
        self.broken.extend(known);
        self.build()?;
        let names = (1..)
            .zip(&self.mutants)
            .filter(|(number, _)| self.broken.contains(number));
        let names: String = names.map(|(_, mutant)| mutant.name() + "\n").collect();
        put(&last, names.as_bytes())
    }

    fn build(&mut self) -> Result<(), String> {
        for round in 1..=ROUNDS {
            let placed = self.write()?;
            let faults = self.faults()?;
            if faults.is_empty() {
                return Ok(());
            }
            let before = self.broken.len();
            for (file, fault) in &faults {
                let places = placed.get(file).map(Vec::as_slice).unwrap_or_default();
                self.broken.extend(culprit(places, fault));
            }
            let dropped = self.broken.len().saturating_sub(before);
            eprintln!(
                "round {round}: {} errors, {dropped} mutants dropped",
                faults.len()
            );
            if dropped == 0 {
                return Err(format!("errors that no mutant explains: {faults:?}"));
            }
        }
        Err("the copy does not compile".to_owned())
    }

    fn cargo(&self, words: &str) -> Command {
        let mut cargo = Command::new("cargo");
        cargo
            .args(words.split_whitespace())
            .args(["--offline", "--message-format=json"])
            .current_dir(&self.folder)
            .env("CARGO_TARGET_DIR", self.root.join("target"))
            .stderr(Stdio::null());
        cargo
    }

    fn messages(&self, words: &str) -> Result<(bool, Vec<Value>), String> {
        let output = self
            .cargo(words)
            .output()
            .map_err(|error| error.to_string())?;
        let text = String::from_utf8_lossy(&output.stdout);
        let messages = text
            .lines()
            .filter_map(|line| serde_json::from_str(line).ok());
        Ok((output.status.success(), messages.collect()))
    }

    /// Returns where the library does not compile, with the features that its tests ask for.
    fn faults(&self) -> Result<Vec<(String, Range<usize>)>, String> {
        let (fine, messages) =
            self.messages("check --package foureyes --package foureyes-tests --lib")?;
        let mut faults = Vec::new();
        for message in &messages {
            let message = message.get("message").unwrap_or(&Value::Null);
            if message.get("level").and_then(Value::as_str) != Some("error") {
                continue;
            }
            let spans = message.get("spans").and_then(Value::as_array);
            let primary = |span: &&Value| span.get("is_primary") == Some(&Value::Bool(true));
            faults.extend(
                spans
                    .into_iter()
                    .flatten()
                    .filter(primary)
                    .filter_map(place),
            );
        }
        if !fine && faults.is_empty() {
            return Err(format!(
                "the copy cannot be built: run `cargo check --lib` in {}",
                self.folder.display()
            ));
        }
        Ok(faults)
    }

    /// Builds what tries the mutants; returns its file.
    pub(crate) fn driver(&self) -> Result<PathBuf, String> {
        let built = self.programs("build --package foureyes-tests --example mutants")?;
        let driver = built.into_iter().find(|(name, _)| name == "mutants");
        driver
            .map(|(_, file)| file)
            .ok_or_else(|| "the driver is not there".to_owned())
    }

    /// Builds with these words; returns the names and files of what can be run.
    pub(crate) fn programs(&self, words: &str) -> Result<Vec<(String, PathBuf)>, String> {
        let (fine, messages) = self.messages(words)?;
        if !fine {
            let rendered = |message: &Value| {
                let level = message.pointer("/message/level")?.as_str()?;
                if level != "error" {
                    return None;
                }
                let text = message.pointer("/message/rendered")?.as_str()?;
                Some(text.to_owned())
            };
            let errors: Vec<String> = messages.iter().filter_map(rendered).collect();
            return Err(format!("`cargo {words}` failed\n{}", errors.join("\n")));
        }
        let program = |message: &Value| {
            let file = message.get("executable")?.as_str()?;
            let name = message.pointer("/target/name")?.as_str()?;
            Some((name.to_owned(), PathBuf::from(file)))
        };
        Ok(messages.iter().filter_map(program).collect())
    }

    /// Returns the folder of the tests of the copy.
    pub(crate) fn tests(&self) -> PathBuf {
        self.folder.join("tests")
    }
}

fn place(span: &Value) -> Option<(String, Range<usize>)> {
    // A fault in a macro is where the macro is called.
    let mut span = span;
    while let Some(outer) = span.pointer("/expansion/span") {
        span = outer;
    }
    let file = span.get("file_name")?.as_str()?;
    let number = |name| usize::try_from(span.get(name)?.as_u64()?).ok();
    let name = file
        .split_once("core/src/")
        .map(|(_, name)| name.to_owned())?;
    Some((name, number("byte_start")?..number("byte_end")?))
}

fn sources(folder: &Path) -> Result<Vec<PathBuf>, String> {
    let mut all = files(folder)?;
    all.retain(|file| file.extension().is_some_and(|end| end == "rs"));
    Ok(all)
}

/// Every file in a folder, in the order of their names.
fn files(folder: &Path) -> Result<Vec<PathBuf>, String> {
    let mut found = Vec::new();
    let entries = fs::read_dir(folder).map_err(|error| format!("{}: {error}", folder.display()))?;
    for entry in entries.flatten() {
        let path = entry.path();
        if path.is_dir() {
            found.extend(files(&path)?);
        } else {
            found.push(path);
        }
    }
    found.sort();
    Ok(found)
}

fn relative(file: &Path, folder: &Path) -> String {
    let rest = file.strip_prefix(folder).unwrap_or(file);
    rest.to_string_lossy().into_owned()
}

fn read(file: &Path) -> Result<String, String> {
    fs::read_to_string(file).map_err(|error| format!("{}: {error}", file.display()))
}

/// Writes a file unless it says so already: what has not changed is not built again.
fn put(file: &Path, bytes: &[u8]) -> Result<(), String> {
    if fs::read(file).is_ok_and(|old| old == bytes) {
        return Ok(());
    }
    let failed = |error: std::io::Error| format!("{}: {error}", file.display());
    if let Some(folder) = file.parent() {
        fs::create_dir_all(folder).map_err(failed)?;
    }
    fs::write(file, bytes).map_err(failed)
}
