//! Enrolments in and out.

use serde::Serialize;

use super::document::read_json;
use crate::error::InputError;
use crate::json::{self, Limits};
use crate::policy::Assurance;
use crate::statement::{Enrolled, Enrolment};

/// A key that has signed its own enrolment.
#[derive(Serialize)]
#[cfg_attr(
    feature = "schema",
    derive(schemars::JsonSchema),
    schemars(rename = "Enrolled")
)]
struct EnrolledRecord<'a> {
    /// What it says.
    enrolment: &'a Enrolment,
    /// How strongly it shows that a person was there.
    assurance: Assurance,
}

impl Enrolled {
    /// Returns what is proven as JSON: `enrolment` and `assurance`.
    pub fn to_json(&self) -> String {
        json::to_string(&EnrolledRecord {
            enrolment: &self.enrolment,
            assurance: self.assurance,
        })
    }
}

impl Enrolment {
    /// Reads what a key shall sign from JSON: `roster`, `principal`, `public`, `scheme`, `issued`, `nonce`.
    ///
    /// # Errors
    /// The first fault that keeps it from being read.
    pub fn from_json(bytes: &[u8]) -> Result<Self, InputError> {
        read_json(bytes, "enrolment", &Limits::STATEMENT)
    }
}

/// Adds the answer to the types that other languages know.
#[cfg(feature = "schema")]
pub(crate) fn register(generator: &mut schemars::SchemaGenerator) {
    generator.subschema_for::<EnrolledRecord<'_>>();
}
