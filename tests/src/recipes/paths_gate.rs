//! What controls the gate.

use crate::case::{Case, PEER, policy_with};
use crate::is;
use foureyes::change::PathChange;
use foureyes::fact::Listed;

use super::paths::{GATE_MISSING, PEER_COUNT, TRANSITION, at, deleted, link, renamed, submodule};

/// What controls the gate (5.6).
pub(super) fn cases() -> Vec<Case> {
    let gate = |id: &str, title: &str, members: &str, entry: PathChange| {
        let mut case = Case::new(id, title, &["5.6"]);
        case.policy = policy_with(members, PEER);
        case.change.exact.paths = Listed::Whole(vec![entry]);
        case.approve("erin");
        case.hold(&[GATE_MISSING, TRANSITION]);
        case.counted(&[(PEER_COUNT, "erin"), ("floor/gate/approvals:2", "erin")]);
        case.missing(&["frank"]);
        case
    };
    let own = "protects = [\"ops/gate/**\"]";
    let mut staging = gate(
        "s46-policy-in-staging",
        "What controls the gate is protected in every environment, where no rule applies too",
        "unmatched = \"allow\"\nwhere = { environment = \"production\" }",
        at(".foureyes/policy.toml"),
    );
    staging.change.exact.environment = foureyes::fact::Fact::Collected(is("staging"));
    staging.statements.clear();
    staging.approve("erin");
    staging.counted(&[("floor/gate/approvals:2", "erin")]);
    let mut declared = Case::new(
        "s46-declared-kind-policy",
        "Anybody may say that a change is of kind policy",
        &["5.2", "5.6"],
    );
    declared.change.seen.kinds = Listed::Partial(vec![foureyes::change::Kind::Policy]);
    declared.approve("erin");
    declared.hold(&[GATE_MISSING, TRANSITION]);
    declared.counted(&[(PEER_COUNT, "erin"), ("floor/gate/approvals:2", "erin")]);
    declared.missing(&["frank"]);
    vec![
        gate(
            "s46-policy",
            "A change of the policy is at best held until old and new allow it",
            "",
            at(".foureyes/policy.toml"),
        ),
        gate(
            "s37-policy-in-capitals",
            "On some file systems `.FOUREYES` is the folder of the policy",
            "",
            at(".FOUREYES/policy.toml"),
        ),
        gate(
            "s37-submodule-in-capitals",
            "A submodule that some file systems put over the workflows touches them",
            "",
            submodule(".GitHub"),
        ),
        gate(
            "s37-link-to-capitals",
            "A link to what is the folder of the workflows on some file systems touches them",
            "",
            link("docs/latest", Some(".GITHUB")),
        ),
        gate(
            "s42-deletion-of-the-roster",
            "The roster is protected against deletion",
            "",
            deleted(".foureyes/roster.toml"),
        ),
        gate(
            "s40-link-to-the-policy",
            "A link to the policy touches it",
            "",
            link("docs/latest", Some(".foureyes/policy.toml")),
        ),
        gate(
            "s41-submodule-above-the-workflows",
            "A submodule above the workflows touches them",
            "",
            submodule(".github"),
        ),
        gate(
            "s35-workflow-renamed-away",
            "A workflow that is moved away was one",
            "",
            renamed(".github/workflows/gate.yml", "docs/gate.yml"),
        ),
        gate(
            "protects-can-be-added-to",
            "A policy can protect more",
            own,
            at("ops/gate/run.sh"),
        ),
        gate(
            "protects-cannot-be-shrunk",
            "What a policy protects comes on top of what always is",
            own,
            at(".gitlab-ci.yml"),
        ),
        staging,
        declared,
    ]
}
