//! The core, as a page calls it. What its users see is made of this in `surface.js`, which Node has too.
//!
//! Every error is a JSON text: the list of problems, or the refusal of a permit.
#![expect(
    missing_debug_implementations,
    unreachable_pub,
    reason = "everything here is reached from JavaScript, and nothing from Rust"
)]

mod decision;
mod document;
mod error;
mod gate;
mod signing;

use foureyes::detect::{self, CommitText, Identity};
use wasm_bindgen::prelude::wasm_bindgen;

/// Returns what the text of a commit says about how it was made, as JSON.
#[wasm_bindgen(js_name = detectCommit)]
pub fn detect_commit(
    message: &[u8],
    author_name: String,
    author_email: String,
    committer_name: String,
    committer_email: String,
) -> String {
    let author = Identity {
        name: author_name,
        email: author_email,
    };
    let committer = Identity {
        name: committer_name,
        email: committer_email,
    };
    let text = CommitText {
        message,
        author: &author,
        committer: &committer,
    };
    detect::commit(&text).to_json()
}

/// Returns the version of the library.
#[wasm_bindgen]
pub fn version() -> String {
    env!("CARGO_PKG_VERSION").to_owned()
}
