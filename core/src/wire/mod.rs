//! Documents in and out: JSON and TOML, and the byte-level functions that other languages call.

mod agents;
mod asked;
mod change;
mod decide;
mod document;
mod enrolment;
mod fast;
mod records;
mod toml;

#[cfg(feature = "schema")]
pub(crate) use agents::builtin_source;
pub use asked::consumed_from_json;
pub use document::{Cases, Format, Policy, Roster};
#[cfg(feature = "schema")]
pub(crate) use enrolment::register as register_enrolment;
pub use records::candidates_to_json;
#[cfg(feature = "schema")]
pub(crate) use records::register;
