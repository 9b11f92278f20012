//! Shared vectors, laws and conformance.
//!
//! A vector is one JSON file under `vectors/`: an input, and what every implementation in every language must make
//! of it, to the byte. The files are written from [`recipes`], each of which says by hand what is to be expected.
#![forbid(unsafe_code)]

pub mod attacks;
pub mod case;
pub mod compare;
pub mod differential;
pub mod fuzz;
pub mod generate;
pub mod keys;
pub mod model;
pub mod parts;
pub mod readme;
pub mod recipes;
pub mod roster;
pub mod run;
pub mod scope;
pub mod sound;
pub mod sshsig;
pub mod store;
pub mod vector;

/// Returns the value, or ends the test that made a mistake.
///
/// # Panics
/// There is no value: the recipe is wrong.
#[expect(
    clippy::expect_used,
    reason = "a recipe that is wrong has to end loudly, and only tests run it"
)]
pub fn must<T, E: std::fmt::Debug>(value: Result<T, E>) -> T {
    value.expect("a recipe holds well-formed values")
}

/// Parses a value of a recipe.
///
/// # Panics
/// The text is not well formed: the recipe is wrong.
pub fn is<T: std::str::FromStr<Err: std::fmt::Debug>>(text: &str) -> T {
    must(text.parse())
}
