//! An approval is of this change in this place (semantics 5.8, 8.1).

use foureyes::change::{Action, ChangeFacts};
use foureyes::digest::Digest;
use foureyes::fact::{Fact, Listed};

use super::statements::{counts, ignored};
use crate::case::{Case, commit, commit_subject, image, path, tree};
use crate::is;

pub(super) fn cases() -> Vec<Case> {
    [elsewhere(), same_trees()].concat()
}

/// Carol approves, and then the change becomes another one.
fn then(
    id: &str,
    title: &str,
    shows: &[&str],
    code: &str,
    edit: impl FnOnce(&mut ChangeFacts),
) -> Case {
    ignored(id, title, &["8.1", "8.2"], shows, code, |c| {
        c.approve("carol");
        edit(&mut c.change);
    })
}

fn elsewhere() -> Vec<Case> {
    vec![
        then(
            "other-change-id",
            "An approval of one request does not count for another with the same content",
            &["S26", "H2"],
            "other_change",
            |change| change.exact.id = is("example.org/shop#8"),
        ),
        then(
            "other-repository",
            "An approval in a fork does not count",
            &["H2"],
            "other_change",
            |change| change.exact.repository = is("https://example.org/fork"),
        ),
        then(
            "other-target-ref",
            "An approval does not survive the change of the target ref",
            &["S27", "GO-2026-6080"],
            "other_target",
            |change| change.exact.target_ref = is("refs/heads/release"),
        ),
        then(
            "target-tag-of-same-name",
            "A tag that is named like the branch is another target",
            &["S48", "CVE-2023-2576"],
            "other_target",
            |change| change.exact.target_ref = is("refs/tags/main"),
        ),
        then(
            "other-action",
            "An approval to deploy is none to apply",
            &["S28"],
            "other_action",
            |change| change.exact.action = Action::Apply,
        ),
        then(
            "other-environment",
            "An approval for production does not count in staging",
            &["S28"],
            "other_place",
            |change| change.exact.environment = Fact::Collected(is("staging")),
        ),
        then(
            "no-environment",
            "An approval for production does not count where the environment is not known",
            &["S28"],
            "other_place",
            |change| change.exact.environment = Fact::Unknown,
        ),
        then(
            "other-regions",
            "An approval without regions does not count for a region",
            &["H2"],
            "other_place",
            |change| change.exact.regions = vec![is("eu-west-1")],
        ),
        then(
            "other-byte-in-a-path",
            "An approval does not survive a change of one file",
            &["S21", "CVE-2023-4812"],
            "other_content",
            |change| {
                change.exact.result = Some(tree("other result"));
                let mut other = path("checkout/cart.rs");
                other.digest = Some(Digest::of(b"one byte more"));
                change.exact.paths = Listed::Whole(vec![other]);
            },
        ),
        then(
            "other-result",
            "An approval is of the tree that results",
            &["S30", "CVE-2025-1568"],
            "other_content",
            |change| change.exact.result = Some(tree("other result")),
        ),
        then(
            "other-base",
            "An approval is of what was live: after another change it does not count",
            &["S27", "H2"],
            "other_content",
            |change| change.exact.from = Some(tree("other base")),
        ),
        ignored(
            "names-another-base-than-its-digest",
            "An approval that names another base than the change counts for no change, whatever its digest says",
            &["8.1", "8.2"],
            &["H2"],
            "other_content",
            |c| {
                c.approve_with("carol", |approval| approval.from = Some(tree("other base")));
            },
        ),
        ignored(
            "names-another-result-than-its-digest",
            "An approval that names another result than the change counts for no change, whatever its digest says",
            &["8.1", "8.2"],
            &["H2"],
            "other_content",
            |c| {
                c.approve_with("carol", |approval| {
                    approval.result = Some(tree("other result"))
                });
            },
        ),
        then(
            "other-image",
            "An approval is of the artifact: another digest is another subject",
            &["S29"],
            "other_content",
            |change| {
                change.exact.subjects = vec![commit_subject("c1"), image("other")];
            },
        ),
        then(
            "one-subject-more",
            "An approval of some of the subjects is none of all",
            &["S33"],
            "other_content",
            |change| change.exact.subjects.push(image("sidecar")),
        ),
        ignored(
            "one-subject-less",
            "An approval of more than the change holds is one of another change",
            &["8.1", "8.2"],
            &["S33"],
            "other_content",
            |c| {
                c.change.exact.subjects.push(image("sidecar"));
                c.approve("carol");
                c.change.exact.subjects.pop();
            },
        ),
        then(
            "one-resource-more",
            "A resource that joined after the approval voids it, though no file differs",
            &["S33"],
            "other_content",
            |change| {
                change.exact.resources = Listed::Whole(vec![foureyes::change::Resource {
                    address: "aws_s3_bucket.orders".to_owned(),
                    kind: "aws_s3_bucket".to_owned(),
                    action: foureyes::change::ResourceAction::Delete,
                }]);
            },
        ),
        then(
            "other-plan",
            "An approval is of the plan: another one, between the same trees, takes another approval",
            &["S29", "Agenta#4854"],
            "other_content",
            |change| change.exact.plan = Some(Digest::of(b"another plan")),
        ),
    ]
}

fn squash(change: &mut ChangeFacts) {
    change.exact.commits = Listed::Whole(vec![commit("squashed")]);
    change.exact.subjects = vec![commit_subject("squashed"), image("shop")];
}

fn same_trees() -> Vec<Case> {
    vec![
        counts(
            "squashed-between-same-trees",
            "A squash or rebase keeps an approval where base tree and result tree are equal",
            &["5.8"],
            |c| {
                c.approve("carol");
                squash(&mut c.change);
            },
        ),
        then(
            "squashed-onto-another-base",
            "A rebase onto another base keeps no approval, though the result is equal",
            &["S23", "S24"],
            "other_content",
            |change| {
                squash(change);
                change.exact.from = Some(tree("other base"));
            },
        ),
        then(
            "squashed-with-another-image",
            "Between equal trees every subject that is no commit still has to be the same",
            &["S32"],
            "other_content",
            |change| {
                squash(change);
                change.exact.subjects = vec![commit_subject("squashed"), image("other")];
            },
        ),
        then(
            "squashed-without-trees",
            "Where nobody compared the trees, a squash keeps no approval",
            &["S23"],
            "other_content",
            |change| {
                squash(change);
                change.exact.from = None;
                change.exact.result = None;
            },
        ),
    ]
}
