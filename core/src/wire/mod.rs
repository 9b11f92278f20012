//! Documents in and out: JSON and TOML, and the byte-level functions that other languages call.

mod agents;
mod asked;
mod change;
mod decide;
mod document;
mod fast;
mod records;
mod toml;

#[cfg(feature = "schema")]
pub(crate) use agents::builtin_source;
pub use asked::consumed_from_json;
pub use document::{Cases, Format, Policy, Roster};
pub use records::candidates_to_json;
#[cfg(feature = "schema")]
pub(crate) use records::register;
