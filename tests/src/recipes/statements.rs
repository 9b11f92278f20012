//! What an approval says, and whether it says it of this change in this place (semantics 8.1, 8.2).

use foureyes::digest::Digest;
use foureyes::statement::{Approval, Authority, Statement};

use super::{HELD, PEERS, case};
use crate::case::{Case, policy_with};
use crate::is;

pub(super) fn cases() -> Vec<Case> {
    [life(), members()].concat()
}

/// Carol's approval counts.
pub(super) fn counts(
    id: &str,
    title: &str,
    clauses: &[&str],
    build: impl FnOnce(&mut Case),
) -> Case {
    case(id, title, clauses, &[], |c| {
        build(c);
        c.allow();
        c.counted(&[(PEERS, "carol")]);
    })
}

/// Carol's approval does not count.
pub(super) fn ignored(
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
