//! What carries over to commits with equal trees.

use crate::case::{self, Case};
use crate::is;
use foureyes::change::{Kind, Subject};
use foureyes::digest::{Algorithm, Digest};
use foureyes::fact::Listed;

use super::content::{kept, voided};

/// Commits and their ids differ, the trees do not (5.8).
pub(super) fn cases() -> Vec<Case> {
    let squash = |case: &mut Case| {
        case.change.exact.commits = Listed::Whole(vec![case::commit("squashed")]);
        case.change.exact.subjects = vec![case::commit_subject("squashed"), case::image("shop")];
    };
    let other = "other_content";
    vec![
        kept(
            (
                "s23-squash-carries",
                "An approval carries over to a squash with the same trees",
            ),
            &["5.8"],
            squash,
        ),
        voided(
            (
                "s23-squash-with-another-artifact",
                "Equal trees carry no approval to another image",
            ),
            &["5.8"],
            other,
            |case| {
                squash(case);
                case.change.exact.subjects =
                    vec![case::commit_subject("squashed"), case::image("evil")];
            },
        ),
        voided(
            (
                "s23-squash-with-another-artifact-in-its-commit",
                "A digest beside that of a commit is compared, also where the commit is not",
            ),
            &["5.8"],
            other,
            |case| {
                let both = |commit: &str, image: &str| Subject {
                    name: "release".to_owned(),
                    digest: crate::must(
                        case::commit_subject(commit)
                            .digest
                            .with(Algorithm::Sha256, &Digest::of(image.as_bytes()).hex()),
                    ),
                };
                case.statements.clear();
                case.change.exact.subjects = vec![both("c1", "shop")];
                case.approve("carol");
                squash(case);
                case.change.exact.subjects = vec![both("squashed", "evil")];
            },
        ),
        voided(
            (
                "s23-squash-over-another-base",
                "Equal results over different bases carry nothing",
            ),
            &["5.8"],
            other,
            |case| {
                squash(case);
                case.change.exact.from = Some(case::tree("moved on"));
            },
        ),
        voided(
            (
                "s23-squash-with-another-result",
                "A squash that resolved a conflict carries nothing",
            ),
            &["5.8"],
            other,
            |case| {
                squash(case);
                case.change.exact.result = Some(case::tree("resolved"));
            },
        ),
        voided(
            (
                "s23-squash-without-trees",
                "Where nobody has compared the trees, nothing carries over",
            ),
            &["5.8"],
            other,
            |case| {
                case.statements.clear();
                case.change.exact.from = None;
                case.change.exact.result = None;
                case.approve("carol");
                squash(case);
            },
        ),
        voided(
            (
                "s23-squash-with-a-plan",
                "Trees say nothing about a plan: a change that has one carries nothing over",
            ),
            &["5.8"],
            other,
            |case| {
                case.statements.clear();
                case.change.exact.plan = Some(Digest::of(b"plan"));
                case.approve("carol");
                squash(case);
            },
        ),
        voided(
            (
                "s26-squash-of-a-sibling",
                "Equal trees carry no approval to another change",
            ),
            &["5.8", "8.1"],
            "other_change",
            |case| {
                squash(case);
                case.change.exact.id = is("example.org/shop#8");
            },
        ),
        voided(
            (
                "s23-squash-that-is-stricter",
                "What carries over still must not be stricter than what was seen",
            ),
            &["5.1", "5.8"],
            "stricter_now",
            |case| {
                squash(case);
                case.change.seen.kinds = Listed::Whole(vec![Kind::Code, Kind::Iam]);
            },
        ),
    ]
}
