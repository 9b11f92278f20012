//! Runs every stored vector, and checks that the stored vectors are those of the recipes. Each is one test.
//!
//! `FOUREYES_BLESS=1` writes the files from the recipes instead. It refuses where the gate decides otherwise than
//! the recipe says by hand. Arguments are parts of names: only the tests that have one of them run.

use std::collections::{BTreeMap, BTreeSet};
use std::process::ExitCode;

use foureyes_tests::case::Case;
use foureyes_tests::vector::Vector;
use foureyes_tests::{attacks, readme, recipes, store};

type Tests = BTreeMap<String, Result<(), String>>;

fn main() -> ExitCode {
    let filters: Vec<String> = std::env::args()
        .skip(1)
        .filter(|argument| !argument.starts_with('-'))
        .collect();
    let wanted = |name: &str| filters.is_empty() || filters.iter().any(|part| name.contains(part));
    let bless = std::env::var_os("FOUREYES_BLESS").is_some_and(|value| value == "1");
    let mut tests = if bless { blessed(&wanted) } else { checked() };
    let all = tests.len();
    tests.retain(|name, _| wanted(name));
    let listing = std::env::args().any(|argument| argument == "--list");
    if listing {
        for name in tests.keys() {
            println!("{name}: test");
        }
        return ExitCode::SUCCESS;
    }
    report(&tests, all)
}

fn report(tests: &Tests, all: usize) -> ExitCode {
    for (name, outcome) in tests {
        let word = if outcome.is_ok() { "ok" } else { "FAILED" };
        println!("test {name} ... {word}");
    }
    for (name, outcome) in tests {
        if let Err(fault) = outcome {
            println!("\n---- {name} ----\n{fault}");
        }
    }
    let failed = tests.values().filter(|outcome| outcome.is_err()).count();
    println!(
        "\ntest result: {}. {} passed; {failed} failed; 0 ignored; 0 measured; {} filtered out",
        if failed == 0 { "ok" } else { "FAILED" },
        tests.len().saturating_sub(failed),
        all.saturating_sub(tests.len()),
    );
    if failed == 0 {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    }
}

/// Writes the files of all recipes that are wanted.
fn blessed(wanted: &dyn Fn(&str) -> bool) -> Tests {
    let mut tests = Tests::new();
    for (area, case) in recipes::all() {
        let vector = case.vector();
        let name = format!("{area}/{}", vector.id);
        if wanted(&name) {
            tests.insert(name, store::write(area, &vector));
        }
    }
    let vectors = vectors();
    tests.insert("readme".to_owned(), readme::write(&vectors));
    tests.insert("list-of-attacks".to_owned(), attacks::write(&vectors));
    tests
}

fn vectors() -> Vec<(&'static str, Vector)> {
    let vector = |(area, case): (_, Case)| (area, case.vector());
    recipes::all().into_iter().map(vector).collect()
}

/// Whether the tables in the README are those of the recipes.
fn readme_is_true() -> Result<(), String> {
    if readme::current()? == readme::expected(&vectors())? {
        Ok(())
    } else {
        Err("the tables are not those of the recipes".to_owned())
    }
}

/// Whether a vector has what the schema asks for beyond its shape.
fn has_what_it_needs(vector: &Vector) -> Result<(), String> {
    let word = |part: &str| {
        let plain = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit();
        !part.is_empty() && part.bytes().all(plain)
    };
    let number = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    let clause = |text: &String| text.split('.').count() <= 2 && text.split('.').all(number);
    if !vector.id.split('-').all(word) {
        Err("the id is not made of words".to_owned())
    } else if vector.clauses.is_empty() || !vector.clauses.iter().all(clause) {
        Err("the clauses are not numbers".to_owned())
    } else if vector.expect.decision.is_none() == vector.expect.errors.is_empty() {
        Err("either a decision or errors are expected".to_owned())
    } else {
        Ok(())
    }
}

/// Runs the stored vectors, and holds them against the recipes.
fn checked() -> Tests {
    let mut tests = Tests::new();
    let stored = match store::stored() {
        Ok(stored) => stored,
        Err(error) => return Tests::from([("stored".to_owned(), Err(error.to_string()))]),
    };
    let mut recipes: BTreeMap<String, Vector> = BTreeMap::new();
    let mut ids = BTreeSet::new();
    let mut twice = Vec::new();
    for (area, case) in recipes::all() {
        let vector = case.vector();
        if !ids.insert(vector.id.clone()) {
            twice.push(vector.id.clone());
        }
        recipes.insert(format!("{area}/{}", vector.id), vector);
    }
    let unique = if twice.is_empty() {
        Ok(())
    } else {
        Err(twice.join(", "))
    };
    tests.insert("ids-are-unique".to_owned(), unique);
    tests.insert("readme".to_owned(), readme_is_true());
    tests.insert("list-of-attacks".to_owned(), attacks::check(&vectors()));
    for (name, vector) in &stored {
        let outcome = vector.clone().and_then(|vector| {
            store::check(&vector)?;
            has_what_it_needs(&vector)?;
            let mut by_hand = vector;
            by_hand.expect.decision = None;
            match recipes.get(name) {
                Some(recipe) if *recipe == by_hand => Ok(()),
                Some(_) => Err("the file is not what its recipe says".to_owned()),
                None => Err("the file has no recipe".to_owned()),
            }
        });
        tests.insert(name.clone(), outcome);
    }
    for name in recipes.keys().filter(|name| !stored.contains_key(*name)) {
        tests.insert(name.clone(), Err("the recipe has no file".to_owned()));
    }
    tests
}
