//! JSON Schemas (draft 2020-12) of every document, made from the Rust types. For the tools of the repository: the
//! results stand in `schemas/`, and the types of the TypeScript packages are made from the same.
//!
//! A schema says what shape a document has. What has to fit together inside one, such as a rule that names a team of
//! the roster, only the gate can tell.

pub(crate) mod form;
mod statement;
mod strict;
mod values;

use schemars::generate::SchemaSettings;
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde_json::{Map, Value};

use crate::brief::Brief;
use crate::cases::CasesDocument;
use crate::change::ChangeFacts;
use crate::decision::{Candidate, DecisionRecord, Expect, RefusedCode, SummaryAsk};
use crate::detect::{Attribution, Event, Found};
use crate::error::ErrorCode;
use crate::gate::Relaxation;
use crate::policy::PolicyDocument;
use crate::roster::{Duty, Revocations, RosterDocument};
use crate::signature::Wire;
use crate::statement::{
    Approval, Authorship, BreakGlass, Delegation, Enrolment, IgnoredCode, Intent, Lift, OnDuty,
    Reject, Revoke, Testimony, Vouch, Withdraw,
};
use statement::Payload;

/// A document that stands alone.
#[derive(Clone, Debug, PartialEq)]
pub struct Document {
    /// What it is called, such as `policy`.
    pub name: &'static str,
    /// Its schema.
    pub schema: Value,
}

/// Returns every document with its schema, by name.
pub fn documents() -> Vec<Document> {
    vec![
        document::<Payload<Approval>>("approve"),
        document::<Payload<Authorship>>("authorship"),
        document::<Payload<BreakGlass>>("break-glass"),
        document::<CasesDocument>("cases"),
        document::<ChangeFacts>("change"),
        document::<DecisionRecord>("decision"),
        document::<Payload<Delegation>>("delegate"),
        document::<Duty>("duty"),
        document::<Payload<OnDuty>>("duty-statement"),
        document::<Payload<Enrolment>>("enrol"),
        document::<Wire>("envelope"),
        document::<Payload<Testimony>>("evidence"),
        document::<Payload<Lift>>("lift"),
        document::<PolicyDocument>("policy"),
        document::<Payload<Reject>>("reject"),
        document::<Revocations>("revocations"),
        document::<Payload<Revoke>>("revoke"),
        document::<RosterDocument>("roster"),
        document::<Payload<Vouch>>("vouch"),
        document::<Payload<Withdraw>>("withdraw"),
    ]
}

/// Returns the definition of every type that other languages meet: the documents, what is asked with, what is shown.
pub fn types() -> Map<String, Value> {
    let mut generator = generator();
    generator.subschema_for::<Attribution>();
    generator.subschema_for::<Brief>();
    generator.subschema_for::<CasesDocument>();
    generator.subschema_for::<ChangeFacts>();
    generator.subschema_for::<DecisionRecord>();
    generator.subschema_for::<Duty>();
    generator.subschema_for::<ErrorCode>();
    generator.subschema_for::<Event>();
    generator.subschema_for::<Expect>();
    generator.subschema_for::<Found>();
    generator.subschema_for::<IgnoredCode>();
    generator.subschema_for::<Intent>();
    generator.subschema_for::<PolicyDocument>();
    generator.subschema_for::<RefusedCode>();
    generator.subschema_for::<Relaxation>();
    generator.subschema_for::<Revocations>();
    generator.subschema_for::<RosterDocument>();
    generator.subschema_for::<SummaryAsk>();
    generator.subschema_for::<Wire>();
    generator.subschema_for::<Vec<Candidate>>();
    statement::register(&mut generator);
    crate::wire::register(&mut generator);
    generator.take_definitions(true)
}

fn generator() -> SchemaGenerator {
    SchemaSettings::draft2020_12()
        .with_transform(strict::tighten)
        .into_generator()
}

fn document<T: JsonSchema>(name: &'static str) -> Document {
    let mut schema = generator().into_root_schema_for::<T>();
    schema.insert(
        "$id".to_owned(),
        format!("https://docs.rs/foureyes/schemas/{name}.schema.json").into(),
    );
    Document {
        name,
        schema: schema.to_value(),
    }
}

/// How many statements did not count, by code.
pub(crate) fn ignored_counts(generator: &mut SchemaGenerator) -> Schema {
    json_schema!({
        "type": "object",
        "propertyNames": generator.subschema_for::<IgnoredCode>(),
        "additionalProperties": generator.subschema_for::<u64>(),
    })
}

/// Returns the Rust text of the built-in table of agents, made from its document.
///
/// # Errors
/// What is wrong with the document.
pub fn agents_source() -> Result<String, crate::error::InputError> {
    crate::wire::builtin_source()
}
