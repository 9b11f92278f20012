//! Approvals that a service saw on a platform (semantics 8.7.1).

use foureyes::change::{Basis, ParticipantRole};
use foureyes::fact::Listed;
use foureyes::statement::{Authority, Vouch};
use serde_json::json;

use super::case;
use super::policy_signed::sign_apart;
use crate::case::{Case, participant, policy};
use crate::{is, keys};

const HELD: &str = "hold approvals_missing acme/clicked/approvals:1";
const COUNT: &str = "acme/clicked/approvals:1";

/// A click is enough for this rule.
const CLICKED: &str = r#"
[[rule]]
id = "clicked"
why = "Somebody else has looked, on the platform if she likes."
require = [{ approvals = 1, with = { assurance = "vouched" } }]
"#;

fn asked(id: &str, title: &str, shows: &[&str], build: impl FnOnce(&mut Case)) -> Case {
    case(id, title, &["8.7"], shows, |c| {
        c.policy = policy(CLICKED);
        c.roster.of("ci").vouches = vec!["login"];
        build(c);
    })
}

/// Carol's click counts.
fn counts(id: &str, title: &str, build: impl FnOnce(&mut Case)) -> Case {
    asked(id, title, &[], |c| {
        build(c);
        c.allow();
        c.counted(&[(COUNT, "carol")]);
    })
}

/// It does not.
fn in_vain(id: &str, title: &str, ignored: &[(&str, &str)], build: impl FnOnce(&mut Case)) -> Case {
    asked(id, title, &[], |c| {
        build(c);
        c.hold(&[HELD]);
        c.missing(&["carol"]);
        c.ignored(ignored);
    })
}

fn with(edit: impl FnOnce(&mut Vouch)) -> impl FnOnce(&mut Case) {
    |c| {
        c.vouch_with("ci", "carol", edit);
    }
}

pub(super) fn cases() -> Vec<Case> {
    let mut cases = vec![
        counts(
            "vouched",
            "Where a requirement says so, a click on a platform counts that a service of the roster saw",
            with(|_| {}),
        ),
        counts(
            "vouched-means-a-review",
            "A click means a review, where one is asked for",
            |c| {
                let with = "with = { assurance = \"vouched\", meaning = \"review\" }";
                c.policy = policy(&CLICKED.replace("with = { assurance = \"vouched\" }", with));
                c.vouch_with("ci", "carol", |vouch| {
                    vouch.approval.meaning = vec![is("review")]
                });
            },
        ),
        counts(
            "vouched-with-a-member-known",
            "A member that the service marks as critical, and that is known, does no harm",
            with(|vouch| vouch.critical = vec!["account".to_owned()]),
        ),
        counts(
            "vouched-beside-signed",
            "Whoever has signed too counts once, as signed",
            |c| {
                c.vouch("ci", "carol");
                c.approve("carol");
            },
        ),
    ];
    cases.extend(asked_for_more());
    cases.extend(not_hers());
    cases.extend(taken_back());
    cases
}

/// A click is never more than a click.
fn asked_for_more() -> Vec<Case> {
    let strict = |id: &str, title: &str, require: &str, ask: &str| {
        case(id, title, &["8.7"], &[], |c| {
            c.policy = policy(&format!(
                "[[rule]]\nid = \"clicked\"\nwhy = \"Somebody has looked.\"\nrequire = [{{ approvals = 1{require} }}]\n"
            ));
            c.roster.of("ci").vouches = vec!["login"];
            c.vouch_with("ci", "carol", |vouch| {
                vouch.approval.acknowledged = vec![is("peak_load")];
                vouch.approval.meaning = vec![is("review"), is("release")];
            });
            c.hold(&[ask]);
            c.missing(&["carol"]);
            c.ignored(&[("not_eligible", "carol")]);
        })
    };
    vec![
        strict(
            "vouched-where-nothing-is-said",
            "Where a requirement says nothing of it, somebody has to sign herself",
            "",
            HELD,
        ),
        strict(
            "vouched-acknowledges-nothing",
            "A click acknowledges nothing, whatever the service says",
            ", with = { assurance = \"vouched\", acknowledged = [\"peak_load\"] }",
            HELD,
        ),
        strict(
            "vouched-releases-nothing",
            "A click means a review and nothing more, whatever the service says",
            ", with = { assurance = \"vouched\", meaning = \"release\" }",
            HELD,
        ),
    ]
}

/// Whose click it is, and who may say so.
fn not_hers() -> Vec<Case> {
    vec![
        in_vain(
            "vouched-by-whoever-may-not",
            "A service vouches for the platforms that the roster lets it, and for no other",
            &[("no_voucher", "ci")],
            |c| {
                c.roster.of("ci").vouches = vec!["github"];
                c.vouch("ci", "carol");
            },
        ),
        in_vain(
            "vouched-by-a-person",
            "A person vouches for nobody",
            &[("no_voucher", "erin")],
            |c| {
                c.vouch("erin", "carol");
            },
        ),
        in_vain(
            "vouched-by-a-service-that-left",
            "A service that is gone vouches for nobody",
            &[("no_voucher", "ci")],
            |c| {
                c.vouch("ci", "carol");
                c.roster.of("ci").former = true;
            },
        ),
        in_vain(
            "vouched-for-another",
            "The account has to be hers who is said to have approved",
            &[("signer_mismatch", "ci")],
            with(|vouch| vouch.account = is("login:dave")),
        ),
        in_vain(
            "vouched-for-nobody",
            "An account that belongs to nobody of the roster approves nothing",
            &[("signer_mismatch", "ci")],
            with(|vouch| vouch.account = is("login:mallory")),
        ),
        in_vain(
            "vouched-in-anothers-authority",
            "A click is in nobody's authority but her own",
            &[("delegated", "ci")],
            with(|vouch| vouch.approval.authority = Authority::OnBehalfOf(is("frank"))),
        ),
        in_vain(
            "vouched-under-another-key",
            "What a service saw names the key of the service",
            &[("signer_mismatch", "ci")],
            with(|vouch| vouch.approval.signer.key = keys::public("carol").fingerprint().clone()),
        ),
        in_vain(
            "vouched-for-the-author",
            "The author's click is no other person's",
            &[("participant", "bob")],
            |c| {
                c.vouch("ci", "bob");
            },
        ),
        in_vain(
            "vouched-by-who-made-it",
            "The service that made the change does not say who approved it",
            &[("no_voucher", "carol")],
            |c| {
                c.change.live.participants = Listed::Whole(vec![participant(
                    "login:ci",
                    ParticipantRole::Author,
                    Basis::Authenticated,
                )]);
                c.vouch("ci", "carol");
            },
        ),
        in_vain(
            "vouched-by-who-signed-a-commit",
            "Nor does a service that has signed a commit of it, whoever stands in its header",
            &[("no_voucher", "carol")],
            |c| {
                sign_apart(c, "ci");
                c.vouch("ci", "carol");
            },
        ),
        in_vain(
            "vouched-with-a-member-unknown",
            "A member that the service marks as critical has to be known",
            &[("unknown_critical", "ci")],
            with(|vouch| vouch.critical = vec!["later".to_owned()]),
        ),
        in_vain(
            "vouched-for-other-content",
            "A click counts for the content that it was made on",
            &[("other_content", "carol")],
            |c| {
                c.vouch("ci", "carol");
                c.change.exact.result = Some(crate::parts::tree("later"));
            },
        ),
        in_vain(
            "vouched-under-a-revoked-key",
            "The key of the service is looked at as any other",
            &[("key_revoked", "carol")],
            |c| {
                c.vouch("ci", "carol");
                c.revocations = Some(json!({
                    "revocations": "foureyes/revocations/v1",
                    "revoked": [{ "key": keys::public("ci").fingerprint(), "at": "2026-01-01T00:00:00Z" }],
                }));
            },
        ),
    ]
}

/// What ends it.
fn taken_back() -> Vec<Case> {
    vec![
        in_vain(
            "vouched-and-dismissed",
            "The service takes back what the platform dismisses",
            &[("withdrawn", "carol")],
            |c| {
                let id = c.vouch("ci", "carol");
                c.withdraw("ci", |withdraw| withdraw.names = vec![id]);
            },
        ),
        in_vain(
            "vouched-and-withdrawn",
            "Whoever clicked takes it back with her key",
            &[("withdrawn", "carol")],
            |c| {
                let id = c.vouch("ci", "carol");
                c.withdraw("carol", |withdraw| withdraw.names = vec![id]);
            },
        ),
        in_vain(
            "vouched-after-withdrawing-all",
            "After she has withdrawn everything a click says nothing: it cannot name that",
            &[("after_withdrawal", "carol")],
            |c| {
                let change = c.change.exact.id.clone();
                c.withdraw("carol", |withdraw| withdraw.all = Some(change));
                c.vouch("ci", "carol");
            },
        ),
        asked(
            "vouched-and-rejected",
            "Whoever rejects the change does not stand for it by a click",
            &[],
            |c| {
                c.vouch("ci", "carol");
                c.reject("carol");
                c.deny(&["deny vetoed carol", HELD]);
                c.missing(&["frank"]);
                c.ignored(&[("rejected", "carol")]);
            },
        ),
    ]
}
