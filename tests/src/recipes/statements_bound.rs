//! What a statement names besides the digest of the change has to be right as well (semantics 8.2, 8.3, 8.4, 9.7).

use foureyes::digest::Digest;
use foureyes::fact::Listed;
use foureyes::signature::Envelope;
use foureyes::statement::{Approval, BreakGlass, DelegationScope, Lift, Reject};
use foureyes::time::Span;

use super::exempt_emergency::{TOUCHED, breaks_with, emergency, held};
use super::statements::ignored;
use super::{HELD, PEERS, case};
use crate::case::{Case, PEER, commit, image, policy, policy_with};
use crate::{is, must};

pub(super) fn cases() -> Vec<Case> {
    [
        approvals(),
        lifts(),
        emergencies(),
        rejects(),
        delegations(),
    ]
    .concat()
}

fn approvals() -> Vec<Case> {
    let other = |id: &str, title: &str, edit: fn(&mut Approval)| {
        ignored(id, title, &["8.1", "8.2"], &["S29"], "other_content", |c| {
            c.approve_with("carol", edit);
        })
    };
    vec![
        other(
            "names-another-subject-than-its-digest",
            "An approval that names another artifact than the change counts for nothing, whatever its digest says",
            |approval| {
                approval.subjects.truncate(2);
                approval.subjects.push(image("other"));
            },
        ),
        other(
            "names-fewer-subjects-than-its-digest",
            "An approval that leaves an artifact out is none of the change",
            |approval| approval.subjects.truncate(2),
        ),
        other(
            "names-another-change-in-its-subjects",
            "An approval whose first subject is another change is none of this one",
            |approval| {
                if let Some(first) = approval.subjects.first_mut() {
                    *first = image("another change");
                }
            },
        ),
        case(
            "names-its-subjects-in-another-order",
            "The subjects are a set",
            &["8.1", "8.2"],
            &[],
            |c| {
                c.approve_with("carol", |approval| approval.subjects.reverse());
                c.allow();
                c.counted(&[(PEERS, "carol")]);
            },
        ),
    ]
}

/// Dave vetoes; a lift of Frank's is not what it should be.
fn lifts() -> Vec<Case> {
    const LIFT: &str = "vetoLift = { approvals = 1, from = { level = { atLeast = \"senior\" } } }";
    let vetoed = |id: &str, title: &str, code: &str, edit: fn(&mut Lift)| {
        case(id, title, &["8.4"], &["S66"], |c| {
            c.policy = policy_with(LIFT, PEER);
            let reject = c.reject("dave");
            c.lift_with("frank", reject, edit);
            c.approve("carol");
            c.deny(&["deny vetoed dave"]);
            c.ignored(&[(code, "frank")]);
            c.counted(&[(PEERS, "carol")]);
        })
    };
    vec![
        vetoed(
            "lift-for-another-change",
            "A lift names the change, and it is this one",
            "other_change",
            |lift| lift.change_id = is("example.org/shop#8"),
        ),
        vetoed(
            "lift-for-another-repository",
            "A lift names the repository, and it is this one",
            "other_change",
            |lift| lift.repository = is("https://example.org/fork"),
        ),
        vetoed(
            "lift-with-a-member-unknown",
            "A member of a lift that is marked as critical has to be known",
            "unknown_critical",
            |lift| lift.critical = vec!["later".to_owned()],
        ),
        case(
            "lift-with-a-member-known",
            "A member of a lift that is marked as critical, and known, does no harm",
            &["8.4"],
            &["S66"],
            |c| {
                c.policy = policy_with(LIFT, PEER);
                let reject = c.reject("dave");
                c.lift_with("frank", reject, |lift| {
                    lift.critical = vec!["reason".to_owned()]
                });
                c.approve("carol");
                c.allow();
                c.notes(&["veto_lifted dave"]);
                c.counted(&[(PEERS, "carol")]);
            },
        ),
    ]
}

/// Carol breaks the glass, for something else.
fn emergencies() -> Vec<Case> {
    let one = |id: &str, title: &str, code: &str, edit: fn(&mut BreakGlass)| {
        let build = |c: &mut Case| breaks_with(c, "carol", TOUCHED, edit);
        held(emergency(id, title, build), &[(code, "carol")])
    };
    let mut used = emergency(
        "glass-used-before",
        "An emergency that was used is over",
        |c| {
            breaks_with(c, "carol", TOUCHED, |_| {});
            let envelope = c.last().envelope.clone().unwrap_or_default();
            let envelope = must(Envelope::from_json(envelope.as_bytes()));
            c.used(Digest::of(&envelope.payload), "carol");
        },
    );
    used = held(used, &[("consumed", "carol")]);
    vec![
        one(
            "glass-for-another-change",
            "It was signed for another change",
            "other_change",
            |word| word.change_id = is("example.org/shop#8"),
        ),
        one(
            "glass-for-another-repository",
            "It was signed for another repository",
            "other_change",
            |word| word.repository = is("https://example.org/fork"),
        ),
        one(
            "glass-for-another-target",
            "It was signed for another target",
            "other_target",
            |word| word.target_ref = is("refs/heads/release"),
        ),
        one(
            "glass-for-a-region",
            "It was signed for a region, and the change is for none",
            "other_place",
            |word| word.regions = vec![is("eu-west-1")],
        ),
        one(
            "glass-for-another-digest",
            "It names another digest of the change than this one has",
            "other_content",
            |word| word.change_digest = Digest::of(b"another change"),
        ),
        one(
            "glass-for-fewer-subjects",
            "It leaves an artifact out",
            "other_content",
            |word| drop(word.subjects.pop()),
        ),
        one(
            "glass-over-before-it-begins",
            "An emergency that ends as it begins is none",
            "validity",
            |word| word.expires = word.issued,
        ),
        used,
    ]
}

/// Erin has rejected the same commit in another request.
fn rejects() -> Vec<Case> {
    let rejected = |id: &str, title: &str, edit: fn(&mut Reject)| {
        case(id, title, &["8.4"], &["S65"], |c| {
            c.reject_with("erin", |reject| {
                reject.change_id = None;
                reject.subjects = vec![image("another build")];
                reject.commits.clear();
                edit(reject);
            });
            c.approve("carol");
            c.counted(&[(PEERS, "carol")]);
        })
    };
    let mut by_commit = rejected(
        "rejected-by-a-commit-alone",
        "A reject that names a commit of the change stands, whatever was built of it",
        |reject| reject.commits = vec![commit("c1")],
    );
    by_commit.deny(&["deny vetoed erin"]);
    let mut as_subject = rejected(
        "rejected-by-a-commit-as-subject",
        "A reject of an artifact that is a commit of the change stands",
        |reject| reject.subjects = vec![crate::parts::commit_subject("c2")],
    );
    as_subject.change.exact.commits = Listed::Whole(vec![commit("c1"), commit("c2")]);
    as_subject.statements.pop();
    as_subject.approve("carol");
    as_subject.deny(&["deny vetoed erin"]);
    let mut other = rejected(
        "rejected-something-else",
        "A reject that names nothing of the change is about something else",
        |reject| reject.commits = vec![commit("c9")],
    );
    other.allow();
    other.ignored(&[("other_change", "erin")]);
    vec![by_commit, as_subject, other]
}

/// Erin acts for somebody, as far as that was said.
fn delegations() -> Vec<Case> {
    let from = |selector: &str| {
        policy(&format!(
            "[[rule]]\nid = \"peer\"\nwhy = \"Somebody of them has looked.\"\nrequire = [{{ approvals = 1, from = {selector} }}]\n"
        ))
    };
    let acting = move |id: &str, title: &str, asks: &str, by: &str, scope: DelegationScope| {
        case(id, title, &["7.8"], &[], |c| {
            c.policy = from(asks);
            c.delegate(by, "erin", scope);
            c.approve_for("erin", by);
        })
    };
    let counts = |mut case: Case| {
        case.allow();
        case.counted(&[(PEERS, "erin")]);
        case
    };
    let in_vain = |mut case: Case, missing: &str| {
        case.hold(&[HELD]);
        case.missing(&[missing]);
        case.ignored(&[("not_eligible", "erin")]);
        case
    };
    let roles = |names: &[&str]| DelegationScope {
        roles: names.iter().map(|name| is(name)).collect(),
        ..DelegationScope::default()
    };
    let teams = |names: &[&str]| DelegationScope {
        teams: names.iter().map(|name| is(name)).collect(),
        ..DelegationScope::default()
    };
    const OWNER: &str = "{ role = \"policy_owner\" }";
    const SECURITY: &str = "{ team = \"security\" }";
    let mut elsewhere = case(
        "delegated-in-another-repository",
        "A delegation is for one repository",
        &["7.8"],
        &[],
        |c| {
            c.policy = from("{ level = { atLeast = \"senior\" } }");
            let scope = DelegationScope {
                level: Some(is("senior")),
                ..DelegationScope::default()
            };
            c.delegate_with("carol", "erin", scope, |one| {
                one.repository = is("https://example.org/fork");
            });
            c.approve_for("erin", "carol");
        },
    );
    elsewhere.hold(&[HELD]);
    elsewhere.missing(&["carol"]);
    elsewhere.ignored(&[("delegated", "erin"), ("other_change", "carol")]);
    let mut just = case(
        "delegated-two-minutes-later",
        "A delegation may be two minutes younger than the approval, by the two clocks",
        &["7.8"],
        &[],
        |c| {
            c.policy = from("{ level = { atLeast = \"senior\" } }");
            let scope = DelegationScope {
                level: Some(is("senior")),
                ..DelegationScope::default()
            };
            let signed = c.just_now();
            c.delegate_with("carol", "erin", scope, |one| {
                one.issued = signed.plus(Span::from_minutes(2));
            });
            c.approve_for("erin", "carol");
        },
    );
    just.allow();
    just.counted(&[(PEERS, "erin")]);
    vec![
        counts(acting(
            "delegated-role",
            "Whoever acts for the holder of a role counts as one, where that was delegated",
            OWNER,
            "frank",
            roles(&["policy_owner"]),
        )),
        in_vain(
            acting(
                "delegated-level-without-the-role",
                "A delegation of the level does not delegate the role",
                OWNER,
                "frank",
                DelegationScope {
                    level: Some(is("principal")),
                    ..DelegationScope::default()
                },
            ),
            "frank",
        ),
        counts(acting(
            "delegated-team",
            "Whoever acts for a member of a team counts as one, where that was delegated",
            SECURITY,
            "dave",
            teams(&["security"]),
        )),
        counts(acting(
            "delegated-team-around-hers",
            "A delegation of a team is one of the teams within it",
            SECURITY,
            "grace",
            teams(&["security"]),
        )),
        in_vain(
            acting(
                "delegated-team-within",
                "A delegation of a team within is none of the team around it",
                SECURITY,
                "dave",
                teams(&["appsec"]),
            ),
            "dave",
        ),
        in_vain(
            acting(
                "delegated-team-inside-another",
                "Whoever lends a team does not lend the one around it, though she is of both",
                SECURITY,
                "grace",
                teams(&["appsec"]),
            ),
            "dave",
        ),
        elsewhere,
        just,
    ]
}
