//! Who signs policies and rosters (semantics 7.6).

use serde::{Deserialize, Serialize};

use super::{POLICY_OWNER, Principal, PrincipalKind, Status};
use crate::id::Role;
use crate::time::Timestamp;

/// How many people, and which, sign a policy or a roster. Where a roster names them, a document that they have not
/// signed is not in force.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[non_exhaustive]
pub struct DocumentAuthority {
    /// How many people.
    pub threshold: u32,
    /// The role that they hold. Absent: `policy_owner`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub role: Option<Role>,
}

impl DocumentAuthority {
    /// Returns the role that is asked for.
    pub fn role(&self) -> &str {
        self.role.as_ref().map_or(POLICY_OWNER, Role::as_str)
    }

    /// Reports whether somebody is one of those who sign, at an instant.
    pub fn includes(&self, person: &Principal, at: Timestamp) -> bool {
        let mut held = person.roles.iter();
        person.kind == PrincipalKind::Human
            && person.status == Status::Active
            && held.any(|role| {
                role.at_both(at, at)
                    .is_some_and(|role| role.as_str() == self.role())
            })
    }
}
