//! What an approval is bound to: the exact change and its place, and what the signer judged it by.

use foureyes::change::{
    Action, Basis, Blast, Kind, ParticipantRole, PathAction, PathChange, PathMode, Resource,
    ResourceAction, Rollout, Subject,
};
use foureyes::digest::{Algorithm, Digest};
use foureyes::fact::{Fact, Listed};
use foureyes::provenance::{Claim, ClaimBasis, Involvement};

use crate::case::{self, Case, PEER, TWO, policy_with};
use crate::is;

pub(super) fn cases() -> Vec<Case> {
    let mut cases = bound();
    cases.extend(squashed());
    cases.extend(judged());
    cases.extend(vouched());
    cases.extend(shape());
    cases
}

const PEER_MISSING: &str = "hold approvals_missing acme/peer/approvals:1";
const PEER_COUNT: &str = "acme/peer/approvals:1";

/// Carol approves; then the change becomes another one, and her approval does not count for it.
fn voided(
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
fn kept((id, title): (&str, &str), clauses: &[&str], edit: impl FnOnce(&mut Case)) -> Case {
    let mut case = Case::new(id, title, clauses);
    case.approve("carol");
    edit(&mut case);
    case.allow();
    case.counted(&[(PEER_COUNT, "carol")]);
    case
}

fn edit_path(case: &mut Case, edit: impl FnOnce(&mut PathChange)) {
    let mut entry = case::path("checkout/cart.rs");
    edit(&mut entry);
    case.change.exact.paths = Listed::Whole(vec![entry]);
}

fn database() -> Resource {
    Resource {
        address: "aws_db_instance.orders".to_owned(),
        kind: "aws_db_instance".to_owned(),
        action: ResourceAction::Update,
    }
}

/// One member of the exact part differs at a time: any of them is another change.
fn bound() -> Vec<Case> {
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

/// Commits and their ids differ, the trees do not (5.8).
fn squashed() -> Vec<Case> {
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

/// What the signer judged the change by: stricter now voids, milder now does not (5.1).
fn judged() -> Vec<Case> {
    let stricter = |pair, edit: fn(&mut Case)| voided(pair, &["5.1"], "stricter_now", edit);
    let search = "\n[[service]]\nid = \"search\"\ntier = 2\npaths = [\"search/**\"]\n";
    let mut service = Case::new(
        "seen-service-is-stricter",
        "A service more than the signer saw voids an approval",
        &["5.1", "5.2"],
    );
    service.roster.rest.push_str(search);
    service.approve("carol");
    service.change.seen.services = Listed::Whole(vec![is("checkout"), is("search")]);
    service.hold(&[PEER_MISSING]);
    service.ignored(&[("stricter_now", "carol")]);
    service.missing(&["carol"]);
    vec![
        stricter(
            (
                "seen-kind-is-stricter",
                "A kind more than the signer saw voids an approval",
            ),
            |case| case.change.seen.kinds = Listed::Whole(vec![Kind::Code, Kind::Data]),
        ),
        stricter(
            (
                "seen-kinds-are-partial",
                "A list of kinds that is not known to be whole any more is stricter",
            ),
            |case| case.change.seen.kinds = Listed::Partial(vec![Kind::Code]),
        ),
        service,
        stricter(
            (
                "seen-tier-is-stricter",
                "A tier stricter than the signer saw voids an approval",
            ),
            |case| case.roster.rest = case.roster.rest.replace("tier = 2", "tier = 1"),
        ),
        stricter(
            (
                "seen-destructive-is-stricter",
                "What the signer saw as harmless and now destroys something was not approved",
            ),
            |case| case.change.seen.destructive = Fact::Collected(true),
        ),
        stricter(
            (
                "seen-destructive-is-not-known",
                "Not known is stricter than known",
            ),
            |case| case.change.seen.destructive = Fact::Unknown,
        ),
        stricter(
            (
                "seen-destructive-is-declared-harmless",
                "A declared value cannot uphold what the signer saw collected",
            ),
            |case| case.change.seen.destructive = Fact::Declared(false),
        ),
        stricter(
            (
                "seen-reversible-is-stricter",
                "What could be undone and now cannot was not approved",
            ),
            |case| case.change.seen.reversible = Fact::Collected(false),
        ),
        stricter(
            (
                "seen-rollout-is-stricter",
                "Staged when it was signed, at once now",
            ),
            |case| case.change.seen.rollout = Fact::Declared(Rollout::Instant),
        ),
        stricter(
            (
                "seen-blast-is-stricter",
                "A wider blast radius than the signer saw voids an approval",
            ),
            |case| case.change.seen.blast = Fact::Collected(Blast::Region),
        ),
        stricter(
            (
                "seen-involvement-is-stricter",
                "A claim of AI that the signer did not see voids an approval",
            ),
            |case| {
                case.change.live.claims = Listed::Whole(vec![Claim::new(
                    Involvement::Assisted,
                    ClaimBasis::Declared,
                )]);
            },
        ),
        kept(
            (
                "seen-everything-is-milder",
                "An approval of the stricter counts for the milder",
            ),
            &["5.1"],
            |case| {
                case.statements.clear();
                let mild = case.change.clone();
                case.change.seen.kinds = Listed::Whole(vec![Kind::Code, Kind::Data]);
                case.change.seen.tiers = Listed::Whole(vec![1]);
                case.change.seen.destructive = Fact::Collected(true);
                case.change.seen.reversible = Fact::Collected(false);
                case.change.seen.rollout = Fact::Collected(Rollout::Instant);
                case.change.seen.blast = Fact::Collected(Blast::Global);
                case.change.live.claims = Listed::Whole(vec![Claim::new(
                    Involvement::Generated,
                    ClaimBasis::Declared,
                )]);
                case.approve("carol");
                case.change = mild;
            },
        ),
        kept(
            (
                "seen-nothing-is-milder",
                "An approval made where nothing was known counts where it is, as nothing known is stricter",
            ),
            &["5.1", "5.10"],
            |case| {
                case.statements.clear();
                let known = case.change.clone();
                case.change.seen = foureyes::change::ChangeFacts::new(known.exact.clone()).seen;
                case.change.live.claims = Listed::Absent;
                case.approve("carol");
                case.change = known;
                case.change.seen.destructive = Fact::Collected(true);
                case.change.seen.blast = Fact::Collected(Blast::Global);
            },
        ),
        kept(
            (
                "seen-a-label-voids-nothing",
                "A label, a test result and another pusher void no approval",
            ),
            &["5.1"],
            |case| {
                case.change.live.marks = Listed::Whole(vec![is("frozen")]);
                case.change.live.evidence = Listed::Absent;
                case.took_part("login:erin", ParticipantRole::Pusher, Basis::Authenticated);
            },
        ),
    ]
}

const DESTRUCTION: &str = r#"
[[rule]]
id = "peer"
why = "Somebody else has looked."
require = [{ approvals = 1 }]

[[rule]]
id = "destruction"
why = "What destroys takes two."
when = { destructive = true }
require = [{ approvals = 2 }]
"#;

/// Who vouches for a fact decides what it can do (5.3).
fn vouched() -> Vec<Case> {
    let destructive = |id, title, fact, two: bool| {
        let mut case = Case::new(id, title, &["5.3"]);
        case.rules(DESTRUCTION);
        case.change.seen.destructive = fact;
        case.approve("carol");
        if two {
            case.hold(&["hold approvals_missing acme/destruction/approvals:2"]);
            case.counted(&[
                ("acme/destruction/approvals:2", "carol"),
                (PEER_COUNT, "carol"),
            ]);
            case.missing(&["frank"]);
        } else {
            case.allow();
            case.counted(&[(PEER_COUNT, "carol")]);
        }
        case
    };
    let mut declared = Case::new(
        "declared-staging-is-not-believed",
        "Who takes part cannot say that it is not production",
        &["5.3", "9.2"],
    );
    declared.policy = policy_with("unmatched = \"allow\"", PRODUCTION);
    declared.change.exact.environment = Fact::Declared(is("staging"));
    declared.hold(&["hold approvals_missing acme/production/approvals:1"]);
    declared.missing(&["carol"]);
    declared.recheck_by("2026-03-10T12:15:00Z");
    let mut collected = declared.clone().renamed(
        "collected-staging-is-believed",
        "What the embedding system has found out can free a change",
    );
    collected.change.exact.environment = Fact::Collected(is("staging"));
    collected.allow();
    collected.expect.reasons.clear();
    collected.expect.because = Some("noRule".to_owned());
    collected.missing(&[]);
    collected.recheck_by("2026-03-11T12:00:00Z");
    vec![
        destructive(
            "declared-harmless-is-not-believed",
            "A declared value cannot switch a rule off",
            Fact::Declared(false),
            true,
        ),
        destructive(
            "declared-destructive-is-believed",
            "A declared value can switch a rule on",
            Fact::Declared(true),
            true,
        ),
        destructive(
            "collected-harmless-is-believed",
            "A collected value can switch a rule off",
            Fact::Collected(false),
            false,
        ),
        destructive(
            "unknown-is-the-strict-case",
            "What is not known could be so",
            Fact::Unknown,
            true,
        ),
        declared,
        collected,
    ]
}

const PRODUCTION: &str = r#"
[[rule]]
id = "production"
why = "Production takes somebody else."
when = { environment = "production" }
require = [{ approvals = 1 }]
"#;

const DOCS: &str = r#"
[[rule]]
id = "docs"
why = "Nothing but the documentation."
require = [{ must = { touches = "docs" } }]
"#;

/// What the shape of a change says, whoever has signed (5.7).
fn shape() -> Vec<Case> {
    let held = |id, title, clauses: &[&str], reason: &str, edit: fn(&mut Case)| {
        let mut case = Case::new(id, title, clauses);
        edit(&mut case);
        case.approve("carol");
        case.hold(&[reason]);
        case.counted(&[(PEER_COUNT, "carol")]);
        case
    };
    let mut declared = Case::new(
        "s43-empty-and-says-so",
        "A change without content that says so can be approved",
        &["5.7"],
    );
    declared.change.exact.paths = Listed::Whole(Vec::new());
    declared.change.exact.empty = true;
    declared.approve("carol");
    declared.allow();
    declared.counted(&[(PEER_COUNT, "carol")]);
    let mut nothing = Case::new(
        "s43-all-of-nothing-is-false",
        "A change without content is not all documentation",
        &["5.7", "9.2"],
    );
    nothing.policy = policy_with("paths = { docs = [\"docs/**\"] }", DOCS);
    nothing.change.exact.paths = Listed::Whole(Vec::new());
    nothing.change.exact.empty = true;
    nothing.hold(&["hold must_not_met acme/docs/must"]);
    let unattributed = format!("hold commit_unattributed {}", case::object("c2"));
    let mut author = held(
        "s10-commit-without-an-author",
        "A commit that nobody is said to have written holds",
        &["5.7"],
        &unattributed,
        |case| {
            case.change.exact.commits = Listed::Whole(vec![case::commit("c1"), case::commit("c2")]);
            case.authors(&["login:bob"]);
            let mut bob =
                case::participant("login:bob", ParticipantRole::Author, Basis::Authenticated);
            bob.commits = vec![case::commit("c1")];
            let mut pusher =
                case::participant("login:bob", ParticipantRole::Pusher, Basis::Authenticated);
            pusher.commits = vec![case::commit("c2")];
            case.change.live.participants = Listed::Whole(vec![bob, pusher]);
        },
    );
    author.rules(PEER);
    let mut deletions = Case::new(
        "s42-deletions-only",
        "A change that only deletes is not empty",
        &["5.5", "5.7"],
    );
    edit_path(&mut deletions, |entry| {
        entry.action = PathAction::Deleted;
        entry.digest = None;
    });
    deletions.approve("carol");
    deletions.allow();
    deletions.counted(&[(PEER_COUNT, "carol")]);
    let mut two = held(
        "s44-truncated-paths",
        "A list of paths that was cut holds, whatever it shows",
        &["5.7"],
        "hold list_partial exact.paths",
        |case| {
            case.change.exact.paths = Listed::Partial(vec![case::path("checkout/cart.rs")]);
        },
    );
    two.rules(TWO);
    two.approve("frank");
    two.counted(&[
        ("acme/two/approvals:2", "carol"),
        ("acme/two/approvals:2", "frank"),
    ]);
    vec![
        held(
            "weak-digest",
            "SHA-1 alone names nothing: no approval of it is enough",
            &["5.1"],
            "hold weak_digest",
            |case| case.change.exact.subjects = vec![case::commit_subject("c1")],
        ),
        held(
            "s43-empty-without-a-word",
            "A change without content that does not say so holds",
            &["5.7"],
            "hold empty_change",
            |case| case.change.exact.paths = Listed::Whole(Vec::new()),
        ),
        declared,
        nothing,
        two,
        held(
            "s44-no-paths-known",
            "Paths that are not known are not no paths",
            &["5.7"],
            "hold list_partial exact.paths",
            |case| case.change.exact.paths = Listed::Absent,
        ),
        held(
            "s44-truncated-commits",
            "A list of commits that was cut holds",
            &["5.7"],
            "hold list_partial exact.commits",
            |case| case.change.exact.commits = Listed::Partial(vec![case::commit("c1")]),
        ),
        held(
            "s44-truncated-resources",
            "A plan that was cut holds",
            &["5.7"],
            "hold list_partial exact.resources",
            |case| case.change.exact.resources = Listed::Partial(vec![database()]),
        ),
        held(
            "s20-truncated-participants",
            "A list of people that was cut holds: one of them could be the signer",
            &["5.7", "7.4"],
            "hold list_partial live.participants",
            |case| {
                let known = case.change.live.participants.known().to_vec();
                case.change.live.participants = Listed::Partial(known);
            },
        ),
        held(
            "s10-nobody-took-part",
            "A change in which nobody took part holds",
            &["5.7"],
            "hold commit_unattributed example.org/shop#7",
            |case| {
                case.change.exact.commits = Listed::Whole(Vec::new());
                case.change.live.participants = Listed::Whole(Vec::new());
            },
        ),
        author,
        deletions,
    ]
}
