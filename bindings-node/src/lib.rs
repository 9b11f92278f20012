//! The core, as Node calls it. What its users see is made of this in `native.cjs` and `js/surface.js`.
//!
//! Every function catches a panic, so that none takes the process down, and every error is a JSON text: the list of
//! problems, or the refusal of a permit.
#![expect(
    missing_debug_implementations,
    reason = "everything here is reached from Node, and nothing from Rust"
)]

mod authority;
mod cases;
pub mod decision;
mod detect;
pub mod document;
mod error;
mod gate;
mod shelf;
mod signing;

use napi_derive::napi;

/// Returns the version of the library.
#[napi(catch_unwind)]
pub fn version() -> &'static str {
    env!("CARGO_PKG_VERSION")
}
