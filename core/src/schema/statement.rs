//! The payloads of statements: an in-toto frame around a predicate.

use std::borrow::Cow;
use std::marker::PhantomData;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};

use crate::change::Subject;
use crate::statement::{
    Approval, Authorship, BreakGlass, Delegation, Enrolment, Lift, OnDuty, Reject, Revoke,
    Testimony, Vouch, Withdraw, names,
};

/// What is framed.
pub(super) trait Predicate: JsonSchema {
    /// The name of the framed whole.
    const NAME: &'static str;
    /// The predicate type.
    const TYPE: &'static str;
    /// What the whole is.
    const ABOUT: &'static str;
}

impl Predicate for Approval {
    const NAME: &'static str = "ApproveStatement";
    const TYPE: &'static str = names::APPROVE;
    const ABOUT: &'static str =
        "The payload of an approval: a person stands for exactly this change.";
}

impl Predicate for Reject {
    const NAME: &'static str = "RejectStatement";
    const TYPE: &'static str = names::REJECT;
    const ABOUT: &'static str = "The payload of a reject: a person objects.";
}

impl Predicate for Withdraw {
    const NAME: &'static str = "WithdrawStatement";
    const TYPE: &'static str = names::WITHDRAW;
    const ABOUT: &'static str = "The payload of a withdrawal: a person takes back what she signed.";
}

impl Predicate for Lift {
    const NAME: &'static str = "LiftStatement";
    const TYPE: &'static str = names::LIFT;
    const ABOUT: &'static str = "The payload of a lift: a person ends somebody's reject.";
}

impl Predicate for Authorship {
    const NAME: &'static str = "AuthorshipStatement";
    const TYPE: &'static str = names::AUTHORSHIP;
    const ABOUT: &'static str =
        "The payload of a word on authorship: a person says how far an AI was involved.";
}

impl Predicate for Delegation {
    const NAME: &'static str = "DelegateStatement";
    const TYPE: &'static str = names::DELEGATE;
    const ABOUT: &'static str =
        "The payload of a delegation: a person lets another one act in her authority.";
}

impl Predicate for Testimony {
    const NAME: &'static str = "EvidenceStatement";
    const TYPE: &'static str = names::EVIDENCE;
    const ABOUT: &'static str =
        "The payload of a signed record: a principal says how a check turned out.";
}

impl Predicate for BreakGlass {
    const NAME: &'static str = "BreakGlassStatement";
    const TYPE: &'static str = names::BREAK_GLASS;
    const ABOUT: &'static str =
        "The payload of a break-glass statement: a person lets a change go because of an incident.";
}

impl Predicate for Vouch {
    const NAME: &'static str = "VouchStatement";
    const TYPE: &'static str = names::VOUCH;
    const ABOUT: &'static str = "The payload of a word on an approval on a platform: a service says that somebody approved.";
}

impl Predicate for Revoke {
    const NAME: &'static str = "RevokeStatement";
    const TYPE: &'static str = names::REVOKE;
    const ABOUT: &'static str = "The payload of the end of a key: it must not be trusted any more.";
}

impl Predicate for OnDuty {
    const NAME: &'static str = "DutyStatement";
    const TYPE: &'static str = names::DUTY;
    const ABOUT: &'static str =
        "The payload of a list of duties: a scheduler says who is on call and who is away.";
}

impl Predicate for Enrolment {
    const NAME: &'static str = "EnrolStatement";
    const TYPE: &'static str = names::ENROL;
    const ABOUT: &'static str =
        "The payload of an enrolment: a key says whose it shall be in a roster.";
}

/// A predicate in its frame.
pub(super) struct Payload<P>(PhantomData<P>);

impl<P: Predicate> JsonSchema for Payload<P> {
    fn schema_name() -> Cow<'static, str> {
        P::NAME.into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "description": P::ABOUT,
            "type": "object",
            "properties": {
                "_type": {
                    "description": "An in-toto statement, version 1.",
                    "const": names::STATEMENT_TYPE,
                },
                "predicateType": {
                    "description": "Of which sort the statement is.",
                    "const": P::TYPE,
                },
                "predicate": generator.subschema_for::<P>(),
                "subject": {
                    "description": "What it is about, by digest.",
                    "type": "array",
                    "items": generator.subschema_for::<Subject>(),
                },
            },
            "required": ["_type", "subject", "predicateType", "predicate"],
            "additionalProperties": false,
        })
    }
}

/// Any of them.
struct Payloads;

impl JsonSchema for Payloads {
    fn schema_name() -> Cow<'static, str> {
        "StatementPayload".into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "description": "What an envelope carries: the exact bytes of one of these are what is signed.",
            "oneOf": [
                generator.subschema_for::<Payload<Approval>>(),
                generator.subschema_for::<Payload<Reject>>(),
                generator.subschema_for::<Payload<Withdraw>>(),
                generator.subschema_for::<Payload<Lift>>(),
                generator.subschema_for::<Payload<Authorship>>(),
                generator.subschema_for::<Payload<Delegation>>(),
                generator.subschema_for::<Payload<Testimony>>(),
                generator.subschema_for::<Payload<BreakGlass>>(),
                generator.subschema_for::<Payload<Vouch>>(),
                generator.subschema_for::<Payload<Revoke>>(),
                generator.subschema_for::<Payload<OnDuty>>(),
                generator.subschema_for::<Payload<Enrolment>>(),
            ],
        })
    }
}

/// Adds the payloads to the types of a generator.
pub(super) fn register(generator: &mut SchemaGenerator) {
    generator.subschema_for::<Payloads>();
}
