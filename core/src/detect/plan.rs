//! Plans of Terraform and OpenTofu, as `terraform show -json` writes them: what happens to which resource.

use serde_json::Value;

use super::foreign::{self, Diagnostic, Diagnostics};
use crate::change::{ChangeFacts, Kind, PlanState, Resource, ResourceAction, Subject};
use crate::digest::{Algorithm, Digest, DigestSet};
use crate::error::{ErrorCode, InputError};
use crate::fact::{Fact, Listed};

const NAME: &str = "plan";

/// What a plan does. Whatever of it cannot be understood makes the list of resources not whole.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Plan {
    /// SHA-256 of the bytes that were read.
    pub digest: Digest,
    /// The resources that change, by address.
    pub resources: Listed<Resource>,
    /// What could not be read.
    pub diagnostics: Vec<Diagnostic>,
}

impl Plan {
    /// Reads what `terraform show -json` prints of a saved plan.
    ///
    /// # Errors
    /// The bytes are no such document, or of a version that is not known here.
    pub fn from_json(bytes: &[u8]) -> Result<Self, InputError> {
        let mut diagnostics = Diagnostics::default();
        let plan = foreign::read(NAME, bytes, &mut diagnostics)?;
        let version = foreign::text(&plan, "/format_version").ok_or_else(|| {
            let message =
                "is no plan: it has no `format_version`; `terraform show -json PLAN` writes one";
            InputError::about(NAME, ErrorCode::MissingField, message).at("format_version")
        })?;
        if version.split('.').next() != Some("1") {
            let shown = crate::text::plain(version, 32);
            let message = format!("has the format version `{shown}`; version 1 is known here");
            let error = InputError::about(NAME, ErrorCode::InvalidValue, message);
            return Err(error.at("format_version"));
        }
        if plan.get("planned_values").is_none() {
            let message = "is no plan: it has no `planned_values`; a state is not what happens";
            let error = InputError::about(NAME, ErrorCode::MissingField, message);
            return Err(error.at("planned_values"));
        }
        let is = |name: &str| plan.get(name).and_then(Value::as_bool);
        if is("errored") == Some(true) {
            diagnostics.add("plan_errored", "/errored");
        }
        if is("complete") == Some(false) {
            diagnostics.add("plan_incomplete", "/complete");
        }
        let mut resources = Vec::new();
        match plan.get("resource_changes") {
            None => {}
            Some(Value::Array(changes)) => {
                for (index, change) in changes.iter().enumerate() {
                    match resource(change) {
                        Ok(found) => resources.extend(found),
                        Err(code) => diagnostics.add(code, format!("/resource_changes/{index}")),
                    }
                }
            }
            Some(_) => diagnostics.add("wrong_type", "/resource_changes"),
        }
        resources.sort();
        let all = resources.len();
        resources.dedup_by(|one, other| one.address == other.address);
        if resources.len() < all {
            diagnostics.add("duplicate", "/resource_changes");
        }
        let diagnostics = diagnostics.finish();
        Ok(Self {
            digest: Digest::of(bytes),
            resources: if diagnostics.is_empty() {
                Listed::Whole(resources)
            } else {
                Listed::Partial(resources)
            },
            diagnostics,
        })
    }

    /// Returns whether it destroys something; not known where it could be more than what is listed.
    pub fn destroys(&self) -> Fact<bool> {
        let destroys =
            |one: &Resource| matches!(one.action, ResourceAction::Delete | ResourceAction::Replace);
        if self.resources.known().iter().any(destroys) {
            Fact::Collected(true)
        } else if self.resources.is_whole() {
            Fact::Collected(false)
        } else {
            Fact::Unknown
        }
    }

    /// Makes a change one that carries out this plan: its resources, its digest, a subject of it, the kind `infra`,
    /// and whether it destroys something.
    pub fn add_to(&self, facts: &mut ChangeFacts) {
        if let Ok(digest) = DigestSet::of(Algorithm::Sha256, &self.digest.hex()) {
            facts.exact.subjects.push(Subject {
                name: NAME.to_owned(),
                digest,
            });
        }
        facts.exact.plan = Some(self.digest);
        facts.exact.resources = self.resources.clone();
        facts.live.plan = Fact::Collected(PlanState::Current);
        facts.seen.destructive = self.destroys();
        let mut kinds = facts.seen.kinds.known().to_vec();
        if !kinds.contains(&Kind::Infra) {
            kinds.push(Kind::Infra);
        }
        facts.seen.kinds = if facts.seen.kinds.is_whole() {
            Listed::Whole(kinds)
        } else {
            Listed::Partial(kinds)
        };
    }
}

/// Returns the resource of a change, if anything happens to it; or the code of what cannot be read.
fn resource(change: &Value) -> Result<Option<Resource>, &'static str> {
    let actions: Option<Vec<&str>> = change
        .pointer("/change/actions")
        .and_then(Value::as_array)
        .and_then(|words| words.iter().map(Value::as_str).collect());
    let action = match actions.ok_or("wrong_type")?.as_slice() {
        ["no-op" | "read"] => return Ok(None),
        ["create"] => ResourceAction::Create,
        ["update"] => ResourceAction::Update,
        // What is forgotten lives on where nobody looks after it.
        ["delete" | "forget"] => ResourceAction::Delete,
        ["delete" | "forget", "create"] | ["create", "delete" | "forget"] => {
            ResourceAction::Replace
        }
        _ => return Err("unknown_word"),
    };
    let address = foreign::text(change, "/address").ok_or("missing_field")?;
    let kind = foreign::text(change, "/type").ok_or("missing_field")?;
    let address = match foreign::text(change, "/deposed") {
        Some(deposed) => format!("{address} (deposed {deposed})"),
        None => address.to_owned(),
    };
    Ok(Some(Resource {
        address,
        kind: kind.to_owned(),
        action,
    }))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn plan(changes: &str) -> Plan {
        let text = format!(
            r#"{{"format_version":"1.2","planned_values":{{}},"resource_changes":[{changes}],"x":null,"y":1.5}}"#
        );
        Plan::from_json(text.as_bytes()).unwrap()
    }

    fn change(address: &str, actions: &str) -> String {
        format!(
            r#"{{"address":"{address}","type":"aws_db_instance","change":{{"actions":[{actions}]}}}}"#
        )
    }

    #[test]
    fn actions() {
        for (actions, action, destroys) in [
            (r#""create""#, Some("create"), false),
            (r#""update""#, Some("update"), false),
            (r#""delete""#, Some("delete"), true),
            (r#""forget""#, Some("delete"), true),
            (r#""delete","create""#, Some("replace"), true),
            (r#""create","delete""#, Some("replace"), true),
            (r#""create","forget""#, Some("replace"), true),
            (r#""no-op""#, None, false),
            (r#""read""#, None, false),
        ] {
            let plan = plan(&change("module.a.aws_db_instance.b[0]", actions));
            assert!(plan.resources.is_whole(), "{actions}");
            let found = plan.resources.known().first().map(|one| one.action.word());
            assert_eq!(
                (found, plan.destroys()),
                (action, Fact::Collected(destroys)),
                "{actions}"
            );
        }
    }

    #[test]
    fn what_is_not_understood_makes_the_list_partial() {
        for (changes, code) in [
            (change("a.b", r#""explode""#), "unknown_word"),
            (change("a.b", ""), "unknown_word"),
            (change("a.b", "7"), "wrong_type"),
            (change("", r#""update""#), "missing_field"),
            (r#"{"address":"a.b"}"#.to_owned(), "wrong_type"),
            (
                format!("{0},{0}", change("a.b", r#""update""#)),
                "duplicate",
            ),
        ] {
            let plan = plan(&changes);
            assert!(!plan.resources.is_whole(), "{changes}");
            assert_eq!(plan.destroys(), Fact::Unknown, "{changes}");
            assert_eq!(
                plan.diagnostics.first().map(|one| one.code),
                Some(code),
                "{changes}"
            );
        }
        for member in [r#""errored":true"#, r#""complete":false"#] {
            let text = format!(r#"{{"format_version":"1.0","planned_values":{{}},{member}}}"#);
            let plan = Plan::from_json(text.as_bytes()).unwrap();
            assert_eq!(plan.resources, Listed::Partial(Vec::new()), "{member}");
        }
    }

    #[test]
    fn a_plan_makes_a_change() {
        let plan = plan(&change("aws_db_instance.orders", r#""delete""#));
        let hex = plan.digest.hex();
        assert_eq!(
            plan.to_json(),
            format!(
                r#"{{"digest":"sha256:{hex}","destroys":{{"collected":true}},"resources":{{"whole":[{{"address":"aws_db_instance.orders","type":"aws_db_instance","action":"delete"}}]}},"diagnostics":[]}}"#
            )
        );
        let document = r#"{"change":"foureyes/change/v1","exact":{"id":"git.example/shop/infra#1","repository":"git.example/shop/infra","targetRef":"refs/heads/main","action":"apply","subjects":[]}}"#;
        let made = plan.read_change(document.as_bytes()).unwrap();
        assert_eq!(made.exact().plan, Some(plan.digest));
        assert_eq!(made.seen().destructive, Fact::Collected(true));
        assert_eq!(
            made.exact().subjects.first().map(|one| one.name.as_str()),
            Some(NAME)
        );
        let again = plan.read_change(made.to_json().as_bytes()).unwrap_err();
        assert_eq!(
            (again.code(), again.problem().at.path.as_str()),
            ("duplicate", "exact")
        );
    }

    #[test]
    fn what_is_no_plan() {
        for (text, message) in [
            (
                "[]",
                "is no plan: it has no `format_version`; `terraform show -json PLAN` writes one",
            ),
            (
                r#"{"format_version":"2.0"}"#,
                "has the format version `2.0`; version 1 is known here",
            ),
            (
                r#"{"format_version":"1.0","values":{}}"#,
                "is no plan: it has no `planned_values`; a state is not what happens",
            ),
            ("{", "is no JSON at line 1, column 1"),
        ] {
            assert_eq!(
                Plan::from_json(text.as_bytes())
                    .unwrap_err()
                    .problem()
                    .message,
                message
            );
        }
    }
}
