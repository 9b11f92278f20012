//! The core, as Node calls it. What its users see is made of this in `native.cjs` and `js/surface.js`.
//!
//! Every function catches a panic, so that none takes the process down, and every error is a JSON text: the list of
//! problems, or the refusal of a permit.
#![expect(
    missing_debug_implementations,
    reason = "everything here is reached from Node, and nothing from Rust"
)]

pub mod decision;
pub mod document;
mod error;
mod gate;
mod shelf;
mod signing;

use foureyes::detect::{self, CommitText, Identity};
use napi_derive::napi;

/// Returns what the text of a commit says about how it was made, as JSON.
#[napi(catch_unwind)]
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
#[napi(catch_unwind)]
pub fn version() -> &'static str {
    env!("CARGO_PKG_VERSION")
}
