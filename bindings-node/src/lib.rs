//! The core, as Node calls it. What its users see is made of this in `js/surface.js`.
//!
//! Every function catches a panic, so that none takes the process down, and every error is a JSON text: the list of
//! problems, or the refusal of a permit.
#![expect(
    missing_debug_implementations,
    reason = "everything here is reached from Node, and nothing from Rust"
)]

mod decision;
mod document;
mod error;
mod gate;
mod signing;

use foureyes::Gate;
use foureyes::detect::{self, CommitText, Identity};
use napi_derive::napi;

use crate::decision::NativeDecision;

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

/// Combines two decisions about one change: the worst verdict, every reason.
#[napi(catch_unwind)]
pub fn combine(one: &NativeDecision, other: &NativeDecision) -> NativeDecision {
    NativeDecision(Gate::all(one.0.clone(), [other.0.clone()]))
}

/// Returns the version of the library.
#[napi(catch_unwind)]
pub fn version() -> &'static str {
    env!("CARGO_PKG_VERSION")
}
