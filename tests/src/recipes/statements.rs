//! What an approval says, and whether it says it of this change in this place (semantics 8.1, 8.2).

use foureyes::change::{Action, ChangeFacts};
use foureyes::digest::Digest;
use foureyes::fact::{Fact, Listed};
use foureyes::statement::{Approval, Authority, Statement};

use super::{HELD, PEERS, case};
use crate::case::{Case, commit, commit_subject, image, path, policy_with, tree};
use crate::is;

pub(super) fn cases() -> Vec<Case> {
    [life(), elsewhere(), same_trees(), members()].concat()
}

/// Carol's approval counts.
fn counts(id: &str, title: &str, clauses: &[&str], build: impl FnOnce(&mut Case)) -> Case {
    case(id, title, clauses, &[], |c| {
        build(c);
        c.allow();
        c.counted(&[(PEERS, "carol")]);
    })
}

/// Carol's approval does not count.
fn ignored(
    id: &str,
    title: &str,
    clauses: &[&str],
    shows: &[&str],
    code: &str,
    build: impl FnOnce(&mut Case),
) -> Case {
    case(id, title, clauses, shows, |c| {
        build(c);
        c.hold(&[HELD]);
        c.ignored(&[(code, "carol")]);
        c.missing(&["carol"]);
    })
}

fn between(c: &mut Case, issued: &str, expires: &str) {
    let edit = |approval: &mut Approval| {
        approval.issued = is(issued);
        approval.expires = is(expires);
    };
    c.approve_with("carol", edit);
}

fn life() -> Vec<Case> {
    let clauses = &["8.2"];
    vec![
        counts(
            "approved",
            "One other person signs: the change is allowed, and the decision speaks for 15 minutes",
            &["4.2", "8.2"],
            |c| {
                c.approve("carol");
                c.recheck_by("2026-03-10T12:15:00Z");
            },
        ),
        ignored(
            "expires-now",
            "An approval does not count at the instant on which it expires",
            clauses,
            &["S70"],
            "expired",
            |c| between(c, "2026-03-10T11:00:00Z", "2026-03-10T12:00:00Z"),
        ),
        counts(
            "expires-in-a-second",
            "An approval counts up to the second before it expires, and so does the decision",
            clauses,
            |c| {
                between(c, "2026-03-10T11:00:00Z", "2026-03-10T12:00:01Z");
                c.recheck_by("2026-03-10T12:00:01Z");
            },
        ),
        counts(
            "lives-thirty-days",
            "An approval may live for thirty days",
            &["8.1", "8.2"],
            |c| between(c, "2026-03-10T11:00:00Z", "2026-04-09T11:00:00Z"),
        ),
        ignored(
            "lives-longer-than-thirty-days",
            "An approval that would live for a second more than thirty days counts at no time",
            &["8.1", "8.2"],
            &[],
            "validity",
            |c| between(c, "2026-03-10T11:00:00Z", "2026-04-09T11:00:01Z"),
        ),
        ignored(
            "expires-as-issued",
            "An approval that expires as it is issued counts at no time",
            &["8.1", "8.2"],
            &[],
            "validity",
            |c| between(c, "2026-03-10T11:00:00Z", "2026-03-10T11:00:00Z"),
        ),
        counts(
            "issued-within-skew",
            "A signer's clock may be two minutes ahead",
            clauses,
            |c| between(c, "2026-03-10T12:02:00Z", "2026-03-11T12:00:00Z"),
        ),
        ignored(
            "issued-beyond-skew",
            "A signer's clock that is further ahead makes the approval one of the future",
            clauses,
            &["S70", "M3"],
            "not_yet_issued",
            |c| {
                between(c, "2026-03-10T12:02:01Z", "2026-03-11T12:00:00Z");
                c.recheck_by("2026-03-10T12:00:01Z");
            },
        ),
        ignored(
            "older-than-policy-allows",
            "An approval does not count from the age on that the policy sets for all",
            clauses,
            &[],
            "expired",
            |c| {
                c.policy = policy_with("everySignature = { maxAge = \"1h\" }", crate::case::PEER);
                between(c, "2026-03-10T11:00:00Z", "2026-03-20T11:00:00Z");
            },
        ),
        ignored(
            "witness-makes-older",
            "The age runs from the witness where she saw the approval before it claims to be issued",
            clauses,
            &["M3"],
            "expired",
            |c| {
                c.policy = policy_with("everySignature = { maxAge = \"1h\" }", crate::case::PEER);
                between(c, "2026-03-10T11:59:00Z", "2026-03-20T11:00:00Z");
                c.last().witnessed_at = Some("2026-03-10T11:00:00Z".to_owned());
            },
        ),
        counts(
            "witness-does-not-make-younger",
            "A witness who saw the approval later than it was issued does not make it younger",
            clauses,
            |c| {
                c.policy = policy_with("everySignature = { maxAge = \"1h\" }", crate::case::PEER);
                between(c, "2026-03-10T11:00:01Z", "2026-03-20T11:00:00Z");
                c.last().witnessed_at = Some("2026-03-10T11:59:00Z".to_owned());
                c.recheck_by("2026-03-10T12:00:01Z");
            },
        ),
        ignored(
            "consumed",
            "An approval that was used before does not count again",
            &["8.8"],
            &["S31"],
            "consumed",
            |c| {
                let statement = c.approve("carol");
                c.used(statement, "carol");
            },
        ),
        counts(
            "consumed-by-another",
            "What was used is a statement of a person: another person's use of the same digest says nothing",
            &["8.3", "8.8"],
            |c| {
                let statement = c.approve("carol");
                c.used(statement, "dave");
            },
        ),
    ]
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

/// Adds a member to the predicate of a statement.
fn with_member(payload: &[u8], member: &str) -> Vec<u8> {
    let text = String::from_utf8_lossy(payload);
    text.replacen("\"predicate\":{", &format!("\"predicate\":{{{member},"), 1)
        .into_bytes()
}

fn members() -> Vec<Case> {
    vec![
        ignored(
            "critical-member-unknown",
            "An approval with a critical member that is not understood does not count",
            &["8.1"],
            &["S79"],
            "unknown_critical",
            |c| {
                c.approve_with("carol", |approval| {
                    approval.critical = vec!["onlyOnTuesdays".to_owned()];
                });
            },
        ),
        counts(
            "critical-member-known",
            "A critical member that is understood does no harm",
            &["8.1"],
            |c| {
                c.approve_with("carol", |approval| {
                    approval.critical = vec!["expires".to_owned()];
                });
            },
        ),
        counts(
            "member-unknown",
            "A member that nobody marked as critical may be passed over",
            &["8.1"],
            |c| {
                let approval = Statement::Approve(c.approval("carol"));
                let payload = with_member(&approval.to_payload(), "\"weather\":[{\"sun\":true}]");
                c.sign_payload("carol", &payload);
            },
        ),
        ignored(
            "member-twice",
            "A member that stands twice makes the payload unreadable, though the signature is valid",
            &["8.9"],
            &["S61"],
            "payload_malformed",
            |c| {
                let approval = Statement::Approve(c.approval("carol"));
                let member = "\"changeId\":\"example.org/shop#1\"";
                let payload = with_member(&approval.to_payload(), member);
                c.sign_payload("carol", &payload);
            },
        ),
        ignored(
            "predicate-unknown",
            "A statement of a kind that is not known does not count",
            &["8"],
            &["S79"],
            "payload_malformed",
            |c| {
                let approval = Statement::Approve(c.approval("carol")).to_payload();
                let text = String::from_utf8_lossy(&approval);
                let payload = text.replace("statement/approve/v1", "statement/approve/v2");
                c.sign_payload("carol", payload.as_bytes());
            },
        ),
        ignored(
            "on-behalf-of-another",
            "An approval in somebody else's authority does not count",
            &["7.8", "8.2"],
            &["S19"],
            "delegated",
            |c| {
                c.approve_with("carol", |approval| {
                    approval.authority = Authority::OnBehalfOf(is("frank"));
                });
            },
        ),
        counts(
            "other-policy-seen",
            "The digests of the policy and the roster that the signer saw are recorded, not compared",
            &["8.1"],
            |c| {
                c.approve_with("carol", |approval| {
                    approval.policy = Some(Digest::of(b"another policy"));
                    approval.roster = Some(Digest::of(b"another roster"));
                });
            },
        ),
        counts(
            "other-approval-qualifies",
            "Every approval of a person is looked at: a later one that does not count hides none that does",
            &["8.3"],
            |c| {
                c.approve("carol");
                c.approve_with("carol", |approval| {
                    approval.issued = is("2026-03-10T11:59:00Z");
                    approval.critical = vec!["onlyOnTuesdays".to_owned()];
                });
                c.ignored(&[("unknown_critical", "carol")]);
            },
        ),
    ]
}
