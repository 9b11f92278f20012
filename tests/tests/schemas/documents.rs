//! The documents of the vectors, and what core says of one.

use std::collections::BTreeSet;

use base64ct::{Base64, Encoding as _};
use foureyes::decision::DecisionRecord;
use foureyes::policy::{builtin_cases, builtin_names};
use foureyes::roster::{Duty, Revocations};
use foureyes::signature::{Envelope, EnvelopeError};
use foureyes::statement::{Statement, StatementError};
use foureyes::wire::{Cases, Format};
use foureyes::{Change, InputError, Policy, Roster};
use foureyes_tests::store;
use foureyes_tests::vector::{ChangeInput, Document, Vector};
use serde_json::Value;

/// A document, by the name of its schema.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Kind {
    Approve,
    Authorship,
    BreakGlass,
    Cases,
    Change,
    Decision,
    Delegate,
    Duty,
    Envelope,
    Evidence,
    Lift,
    Policy,
    Reject,
    Revocations,
    Roster,
    Withdraw,
}

/// All of them.
pub(crate) const KINDS: [Kind; 16] = [
    Kind::Approve,
    Kind::Authorship,
    Kind::BreakGlass,
    Kind::Cases,
    Kind::Change,
    Kind::Decision,
    Kind::Delegate,
    Kind::Duty,
    Kind::Envelope,
    Kind::Evidence,
    Kind::Lift,
    Kind::Policy,
    Kind::Reject,
    Kind::Revocations,
    Kind::Roster,
    Kind::Withdraw,
];

impl Kind {
    /// Returns the name of the schema.
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Approve => "approve",
            Self::Authorship => "authorship",
            Self::BreakGlass => "break-glass",
            Self::Cases => "cases",
            Self::Change => "change",
            Self::Decision => "decision",
            Self::Delegate => "delegate",
            Self::Duty => "duty",
            Self::Envelope => "envelope",
            Self::Evidence => "evidence",
            Self::Lift => "lift",
            Self::Policy => "policy",
            Self::Reject => "reject",
            Self::Revocations => "revocations",
            Self::Roster => "roster",
            Self::Withdraw => "withdraw",
        }
    }
}

/// How many statements of one vector are looked at: the thousands of some are all alike.
const MOST_STATEMENTS: usize = 8;

/// A document with the vector that it stands in.
pub(crate) type Found = (String, Kind, Value);

/// Returns every document of the vectors, once, that is JSON, or TOML that says the same.
pub(crate) fn corpus() -> Vec<Found> {
    let mut found = Vec::new();
    let mut known = BTreeSet::new();
    for (name, vector) in store::stored().unwrap() {
        collect(&vector.unwrap(), &mut |kind, document| {
            if known.insert((kind, document.to_string())) {
                found.push((name.clone(), kind, document));
            }
        });
    }
    for cases in builtin_names().filter_map(builtin_cases) {
        found.extend(from_toml(cases).map(|cases| ("built in".to_owned(), Kind::Cases, cases)));
    }
    found
}

fn collect(vector: &Vector, found: &mut impl FnMut(Kind, Value)) {
    let input = &vector.input;
    let candidate = input.candidate.as_ref();
    let policies = [Some(&input.policy), candidate.map(|new| &new.policy)];
    for policy in policies.into_iter().flatten().filter_map(value) {
        found(Kind::Policy, policy);
    }
    let rosters = [Some(&input.roster), candidate.map(|new| &new.roster)];
    for roster in rosters.into_iter().flatten().filter_map(value) {
        found(Kind::Roster, roster);
    }
    match &input.change {
        ChangeInput::Document(change) => found(Kind::Change, change.clone()),
        ChangeInput::Raw { raw } => {
            if let Ok(change) = serde_json::from_str(raw) {
                found(Kind::Change, change);
            }
        }
        ChangeInput::RawBase64 { .. } => {}
    }
    if let Some(duty) = &input.duty {
        found(Kind::Duty, duty.clone());
    }
    if let Some(revocations) = &input.revocations {
        found(Kind::Revocations, revocations.clone());
    }
    for statement in input.statements.iter().take(MOST_STATEMENTS) {
        let text = statement.envelope.as_deref().unwrap_or_default();
        let Ok(envelope) = serde_json::from_str::<Value>(text) else {
            continue;
        };
        if let Some((kind, payload)) = payload(&envelope) {
            found(kind, payload);
        }
        found(Kind::Envelope, envelope);
    }
    if let Some(decision) = &vector.expect.decision {
        found(Kind::Decision, serde_json::from_str(decision).unwrap());
    }
}

/// What a document says. One that says it to nobody is no matter of a schema: not well-formed, or one member twice.
fn value(document: &Document) -> Option<Value> {
    match document {
        Document::Json(text) => serde_json::from_str(text).ok(),
        Document::JsonBase64(_) => None,
        Document::Profile(name) => from_toml(foureyes::policy::builtin_text(name)?),
        Document::Toml(text) => from_toml(text),
    }
}

fn from_toml(text: &str) -> Option<Value> {
    fn convert(value: toml::Value) -> Value {
        match value {
            toml::Value::String(text) => text.into(),
            toml::Value::Integer(number) => number.into(),
            toml::Value::Float(number) => number.into(),
            toml::Value::Boolean(value) => value.into(),
            toml::Value::Datetime(instant) => instant.to_string().into(),
            toml::Value::Array(list) => list.into_iter().map(convert).collect(),
            toml::Value::Table(table) => table
                .into_iter()
                .map(|(name, value)| (name, convert(value)))
                .collect(),
        }
    }
    toml::from_str(text).ok().map(convert)
}

fn payload(envelope: &Value) -> Option<(Kind, Value)> {
    let bytes = Base64::decode_vec(envelope.get("payload")?.as_str()?).ok()?;
    let payload: Value = serde_json::from_slice(&bytes).ok()?;
    let kind = payload
        .get("predicateType")?
        .as_str()?
        .strip_prefix("https://docs.rs/foureyes/statement/")?;
    let kind = match kind {
        "approve/v1" => Kind::Approve,
        "authorship/v1" => Kind::Authorship,
        "break-glass/v1" => Kind::BreakGlass,
        "delegate/v1" => Kind::Delegate,
        "evidence/v1" => Kind::Evidence,
        "lift/v1" => Kind::Lift,
        "reject/v1" => Kind::Reject,
        "withdraw/v1" => Kind::Withdraw,
        _ => return None,
    };
    Some((kind, payload))
}

/// Lets core read a document, and returns the code where it refuses.
pub(crate) fn read(kind: Kind, document: &Value) -> Result<(), &'static str> {
    let text = document.to_string();
    let bytes = text.as_bytes();
    let code = |error: InputError| error.code();
    match kind {
        Kind::Cases => Cases::from_json(bytes).map(drop).map_err(code),
        Kind::Change => Change::from_json(bytes).map(drop).map_err(code),
        Kind::Decision => DecisionRecord::from_json(bytes)
            .map(drop)
            .map_err(|error| error.code().code()),
        Kind::Duty => Duty::read(&text, Format::Json).map(drop).map_err(code),
        Kind::Policy => Policy::from_json(bytes).map(drop).map_err(code),
        Kind::Revocations => Revocations::read(&text, Format::Json)
            .map(drop)
            .map_err(code),
        Kind::Roster => Roster::from_json(bytes).map(drop).map_err(code),
        Kind::Envelope => Envelope::from_json(bytes)
            .map(drop)
            .map_err(|error| match error {
                EnvelopeError::Malformed(_) => "wrong_type",
                EnvelopeError::PayloadType => "unknown_word",
                _ => "invalid_value",
            }),
        Kind::Approve
        | Kind::Authorship
        | Kind::BreakGlass
        | Kind::Delegate
        | Kind::Evidence
        | Kind::Lift
        | Kind::Reject
        | Kind::Withdraw => {
            let statement = Statement::from_payload(bytes).map_err(|error| match error {
                StatementError::Malformed(error) => error.code().code(),
                _ => "unknown_word",
            })?;
            let fits = matches!(
                (kind, &statement),
                (Kind::Approve, Statement::Approve(_))
                    | (Kind::Authorship, Statement::Authorship(_))
                    | (Kind::BreakGlass, Statement::BreakGlass(_))
                    | (Kind::Delegate, Statement::Delegate(_))
                    | (Kind::Evidence, Statement::Evidence(_))
                    | (Kind::Lift, Statement::Lift(_))
                    | (Kind::Reject, Statement::Reject(_))
                    | (Kind::Withdraw, Statement::Withdraw(_))
            );
            if fits { Ok(()) } else { Err("unknown_word") }
        }
    }
}
