//! The question of the benches, asked of other policy engines in the same run: `cargo xtask bench --peers`.
//!
//! None of them verifies a signature, and each is asked in the way that suits it best. What it cannot express, the
//! program around it does, and the table says so.

#![expect(clippy::unwrap_used, reason = "a bench fails by panicking")]

mod casbin;
mod cedar;
mod rego;

use std::hint::black_box;

use foureyes::statement::Statement;
use foureyes_benches::case::{Case, Place, Size};
use foureyes_benches::floor::Floor;
use foureyes_benches::measure::{median, row};

/// An approval, as a peer sees it.
struct Signed {
    person: String,
    team: u32,
    is_senior: bool,
    digest: String,
    issued: i64,
    expires: i64,
}

/// Returns the approvals of a case.
fn signed(case: &Case) -> Vec<Signed> {
    let verified = case.statements.verified().iter();
    let approvals = verified.filter_map(|verified| {
        let Statement::Approve(approval) = &verified.statement else {
            return None;
        };
        let number: u32 = verified.person.as_str().get(1..)?.parse().ok()?;
        Some(Signed {
            person: verified.person.to_string(),
            team: case.size.team(number),
            is_senior: number.is_multiple_of(2),
            digest: approval.change_digest.to_string(),
            issued: approval.issued.unix(),
            expires: approval.expires.unix(),
        })
    });
    approvals.collect()
}

/// Returns the paths of a case.
fn paths(case: &Case) -> Vec<String> {
    let paths = case.change.exact().paths.known().iter();
    paths.map(|entry| entry.path.to_string()).collect()
}

/// Returns what a path of a rule starts and ends with.
fn ends(rule: u32, size: Size) -> (String, &'static str, String) {
    match Place::of(rule, size) {
        Place::Service(number) => (format!("svc{number:03}/"), "", String::new()),
        Place::Library(number) => (format!("lib{number:03}/"), ".rs", String::new()),
        Place::Extension(number) => (String::new(), "", format!(".ext{number:03}")),
    }
}

fn compare(name: &str, size: Size) {
    let case = Case::new(size);
    let floor = Floor::new(&case);
    assert!(floor.decide(&case));
    let unit = median(|| floor.decide(&case));
    row(&format!("{name}: the same asked by hand"), unit, unit);
    let own = median(|| case.gate.evaluate(black_box(&case.request())));
    row(&format!("{name}: foureyes, with reasons"), own, unit);
    rego::compare(name, &case, unit);
    cedar::compare(name, &case, unit);
    casbin::compare(name, &case, unit);
}

fn main() {
    println!("| what | median | × by hand |\n|---|---|---|");
    compare("small", Size::SMALL);
    compare("large", Size::LARGE);
}
