//! The core, as a page calls it. What its users see is made of this in `surface.js`, which Node has too.
//!
//! Every error is a JSON text: the list of problems, or the refusal of a permit.
#![expect(
    missing_debug_implementations,
    unreachable_pub,
    reason = "everything here is reached from JavaScript, and nothing from Rust"
)]

mod authority;
mod cases;
mod decision;
mod detect;
mod document;
mod error;
mod gate;
mod signing;

use wasm_bindgen::prelude::wasm_bindgen;

/// Returns the version of the library.
#[wasm_bindgen]
pub fn version() -> String {
    env!("CARGO_PKG_VERSION").to_owned()
}
