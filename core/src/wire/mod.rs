//! Documents in and out: JSON and TOML, and the byte-level functions that other languages call.

mod agents;
mod asked;
mod change;
mod decide;
mod document;
mod enrolment;
mod fast;
mod followed;
mod records;
mod toml;

pub(crate) use self::toml::Places;
#[cfg(feature = "schema")]
pub(crate) use agents::builtin_source;
pub use asked::consumed_from_json;
pub use document::{Cases, Format, Policy, Roster};
pub use records::{
    candidates_to_json, claims_to_json, moments_to_json, outcomes_to_json, problems_to_json,
};

/// Adds what other languages are shown to the types that they know.
#[cfg(feature = "schema")]
pub(crate) fn register(generator: &mut schemars::SchemaGenerator) {
    records::register(generator);
    enrolment::register(generator);
    followed::register(generator);
}
