//! What an approval is bound to: the exact change and its place, and what the signer judged it by.

use crate::case::{self, Case};
use crate::is;
use foureyes::change::{Action, PathChange, PathMode, Resource, ResourceAction};
use foureyes::digest::Digest;
use foureyes::fact::{Fact, Listed};

pub(super) const PEER_MISSING: &str = "hold approvals_missing acme/peer/approvals:1";

pub(super) const PEER_COUNT: &str = "acme/peer/approvals:1";

/// Carol approves; then the change becomes another one, and her approval does not count for it.
pub(super) fn voided(
    (id, title): (&str, &str),
    clauses: &[&str],
    code: &str,
    edit: impl FnOnce(&mut Case),
) -> Case {
    let mut case = Case::new(id, title, clauses);
    case.approve("carol");
    edit(&mut case);
    case.hold(&[PEER_MISSING]);
    case.ignored(&[(code, "carol")]);
    case.missing(&["carol"]);
    case
}

/// Carol approves; then something changes that takes nothing away from her approval.
pub(super) fn kept(
    (id, title): (&str, &str),
    clauses: &[&str],
    edit: impl FnOnce(&mut Case),
) -> Case {
    let mut case = Case::new(id, title, clauses);
    case.approve("carol");
    edit(&mut case);
    case.allow();
    case.counted(&[(PEER_COUNT, "carol")]);
    case
}

pub(super) fn edit_path(case: &mut Case, edit: impl FnOnce(&mut PathChange)) {
    let mut entry = case::path("checkout/cart.rs");
    edit(&mut entry);
    case.change.exact.paths = Listed::Whole(vec![entry]);
}

pub(super) fn database() -> Resource {
    Resource {
        address: "aws_db_instance.orders".to_owned(),
        kind: "aws_db_instance".to_owned(),
        action: ResourceAction::Update,
    }
}

/// One member of the exact part differs at a time: any of them is another change.
pub(super) fn cases() -> Vec<Case> {
    let other = "other_content";
    vec![
        voided(
            (
                "s21-new-push",
                "A new push after the approval is another change",
            ),
            &["5.1", "8.1"],
            other,
            |case| {
                case.change.exact.result = Some(case::tree("result two"));
                case.change.exact.subjects =
                    vec![case::commit_subject("c2"), case::image("shop two")];
                case.change.exact.commits =
                    Listed::Whole(vec![case::commit("c1"), case::commit("c2")]);
            },
        ),
        voided(
            (
                "s21-one-byte",
                "One byte of an approved file is another change, where nobody compared the trees",
            ),
            &["5.1"],
            other,
            |case| {
                case.statements.clear();
                case.change.exact.from = None;
                case.approve("carol");
                edit_path(case, |entry| {
                    entry.digest = Some(Digest::of(b"checkout/cart.rs."));
                });
            },
        ),
        voided(
            (
                "s24-other-result",
                "The same commits with another result tree are another change",
            ),
            &["8.1"],
            other,
            |case| case.change.exact.result = Some(case::tree("resolved otherwise")),
        ),
        voided(
            (
                "s25-commit-hidden-from-the-diff",
                "A commit more under the same paths and the same result is another change, where a plan goes with it",
            ),
            &["5.1", "5.8"],
            other,
            |case| {
                case.change.exact.plan = Some(Digest::of(b"plan"));
                case.change.exact.commits =
                    Listed::Whole(vec![case::commit("c1"), case::commit("smuggled")]);
            },
        ),
        voided(
            (
                "s25-path-hidden-from-the-diff",
                "A path more is another change, whatever the trees are said to be",
            ),
            &["5.1"],
            other,
            |case| {
                case.change.exact.from = None;
                case.change.exact.paths = Listed::Whole(vec![
                    case::path("checkout/cart.rs"),
                    case::path("checkout/price.rs"),
                ]);
            },
        ),
        voided(
            (
                "s26-sibling-with-an-identical-tree",
                "An approval of one change does not serve a sibling with the same content",
            ),
            &["8.1"],
            "other_change",
            |case| case.change.exact.id = is("example.org/shop#8"),
        ),
        voided(
            (
                "s26-fork",
                "An approval for one repository does not serve its fork",
            ),
            &["8.1"],
            "other_change",
            |case| case.change.exact.repository = is("https://example.org/fork"),
        ),
        voided(
            (
                "s27-retarget",
                "An approval for one target ref does not serve another",
            ),
            &["8.1"],
            "other_target",
            |case| case.change.exact.target_ref = is("refs/heads/release"),
        ),
        voided(
            (
                "s48-tag-named-like-the-branch",
                "A tag with the short name of the branch is another target",
            ),
            &["8.1"],
            "other_target",
            |case| case.change.exact.target_ref = is("refs/tags/main"),
        ),
        voided(
            (
                "s27-other-base",
                "The same result over another base is another change",
            ),
            &["8.1"],
            other,
            |case| case.change.exact.from = Some(case::tree("last week")),
        ),
        voided(
            (
                "s28-from-staging-to-production",
                "An approval for staging does not serve production",
            ),
            &["8.1"],
            "other_place",
            |case| {
                case.statements.clear();
                case.change.exact.environment = Fact::Collected(is("staging"));
                case.approve("carol");
                case.change.exact.environment = Fact::Collected(is("production"));
            },
        ),
        voided(
            (
                "s28-from-nowhere-to-production",
                "An approval that names no environment does not serve one",
            ),
            &["8.1"],
            "other_place",
            |case| {
                case.statements.clear();
                case.change.exact.environment = Fact::Unknown;
                case.approve("carol");
                case.change.exact.environment = Fact::Collected(is("production"));
            },
        ),
        voided(
            (
                "s28-one-region-more",
                "An approval for one region does not serve two",
            ),
            &["8.1"],
            "other_place",
            |case| {
                case.statements.clear();
                case.change.exact.regions = vec![is("eu-1")];
                case.approve("carol");
                case.change.exact.regions = vec![is("eu-1"), is("us-1")];
            },
        ),
        voided(
            (
                "s28-regions-to-everywhere",
                "An approval for some regions does not serve the environment as a whole",
            ),
            &["8.1"],
            "other_place",
            |case| {
                case.statements.clear();
                case.change.exact.regions = vec![is("eu-1")];
                case.approve("carol");
                case.change.exact.regions = Vec::new();
            },
        ),
        kept(
            (
                "s28-regions-are-a-set",
                "The order of regions, subjects and commits says nothing",
            ),
            &["8.1", "11.2"],
            |case| {
                case.statements.clear();
                case.change.exact.regions = vec![is("eu-1"), is("us-1")];
                case.change.exact.commits =
                    Listed::Whole(vec![case::commit("c1"), case::commit("c2")]);
                case.approve("carol");
                case.change.exact.regions.reverse();
                case.change.exact.subjects.reverse();
                case.change.exact.commits =
                    Listed::Whole(vec![case::commit("c2"), case::commit("c1")]);
            },
        ),
        voided(
            (
                "s28-merge-is-not-deploy",
                "An approval to merge is none to deploy",
            ),
            &["8.1"],
            "other_action",
            |case| {
                case.statements.clear();
                case.change.exact.action = Action::Merge;
                case.approve("carol");
                case.change.exact.action = Action::Deploy;
            },
        ),
        voided(
            (
                "s29-other-arguments",
                "Another plan under the same trees is another change",
            ),
            &["5.1", "5.8"],
            other,
            |case| {
                case.statements.clear();
                case.change.exact.plan = Some(Digest::of(b"scale to 3"));
                case.approve("carol");
                case.change.exact.plan = Some(Digest::of(b"scale to 0"));
            },
        ),
        voided(
            (
                "s29-other-resources",
                "What was an update of a resource and now is its deletion is another change",
            ),
            &["5.1", "5.8"],
            other,
            |case| {
                case.statements.clear();
                case.change.exact.resources = Listed::Whole(vec![database()]);
                case.approve("carol");
                case.change.exact.resources = Listed::Whole(vec![Resource {
                    action: ResourceAction::Delete,
                    ..database()
                }]);
            },
        ),
        voided(
            (
                "s29-other-artifact",
                "The same sources with another image are another change",
            ),
            &["8.1"],
            other,
            |case| {
                case.change.exact.subjects = vec![case::commit_subject("c1"), case::image("evil")];
            },
        ),
        voided(
            (
                "s29-one-subject-more",
                "An approval of one artifact does not serve two",
            ),
            &["8.1"],
            other,
            |case| {
                let mut more = case::image("worker");
                "worker".clone_into(&mut more.name);
                case.change.exact.subjects.push(more);
            },
        ),
        voided(
            (
                "s29-one-subject-less",
                "An approval of two artifacts does not serve one of them",
            ),
            &["8.1"],
            other,
            |case| {
                case.change.exact.from = None;
                case.change.exact.subjects = vec![case::image("shop")];
            },
        ),
        voided(
            (
                "s33-part-of-what-was-approved",
                "An approval of two files does not serve one of them",
            ),
            &["5.1"],
            other,
            |case| {
                case.statements.clear();
                case.change.exact.result = None;
                case.change.exact.paths = Listed::Whole(vec![
                    case::path("checkout/cart.rs"),
                    case::path("checkout/price.rs"),
                ]);
                case.approve("carol");
                case.change.exact.paths = Listed::Whole(vec![case::path("checkout/cart.rs")]);
            },
        ),
        voided(
            (
                "s40-executable-bit",
                "A file that becomes executable is another change",
            ),
            &["5.1"],
            other,
            |case| {
                case.change.exact.from = None;
                edit_path(case, |entry| entry.mode = Some(PathMode::Executable));
            },
        ),
    ]
}
