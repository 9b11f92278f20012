//! People, keys, levels and teams that change over time: peers S1, S2, S17, S18, 7.5, 7.7.

use foureyes::digest::Digest;
use foureyes::statement::Statement;
use serde_json::json;

use super::{HELD, PEERS, case};
use crate::case::{Case, SENIOR};
use crate::{is, keys};

pub(super) fn cases() -> Vec<Case> {
    [leaving(), revoked(), promoted(), away()].concat()
}

const SECURITY: &str = r#"
[[rule]]
id = "security"
why = "Security has looked."
require = [{ approvals = 1, from = { team = "security" } }]
"#;
const NO_SECURITY: &str = "hold approvals_missing acme/security/approvals:1";

fn leaving() -> Vec<Case> {
    vec![
        case(
            "s01-signer-has-left",
            "An approval of somebody who left before go-live does not count",
            &["7", "8.2"],
            &["S1"],
            |c| {
                c.approve("dave");
                c.roster.of("dave").former = true;
                c.hold(&[HELD]);
                c.ignored(&[("signer_left", "dave")]);
                c.missing(&["carol"]);
            },
        ),
        case(
            "s01-signer-left-the-team",
            "An approval for a team does not count once the signer has left the team",
            &["8.2"],
            &["S1"],
            |c| {
                c.rules(SECURITY);
                c.approve("dave");
                c.roster.of("dave").teams.clear();
                c.hold(&[NO_SECURITY]);
                c.ignored(&[("not_eligible", "dave")]);
                c.missing(&["grace"]);
            },
        ),
        case(
            "team-within-a-team",
            "A member of a team within the team is a member of it",
            &["7"],
            &[],
            |c| {
                c.rules(SECURITY);
                c.approve("grace");
                c.allow();
                c.counted(&[("acme/security/approvals:1", "grace")]);
            },
        ),
        case(
            "s17-joined-the-team-after-signing",
            "An approval for a team does not count if the signer joined it afterwards",
            &["7", "8.2"],
            &["S17", "S20", "H4"],
            |c| {
                c.rules(SECURITY);
                c.roster.of("carol").teams = vec![("security", Some("2026-03-10T11:50:01Z"))];
                c.approve("carol");
                c.hold(&[NO_SECURITY]);
                c.ignored(&[("not_eligible", "carol")]);
                // She may sign again.
                c.missing(&["carol"]);
            },
        ),
        case(
            "s17-signed-before-and-after-joining",
            "Whoever signs again after she joined the team counts, and her earlier approval is told to fit nothing",
            &["7", "8.2"],
            &["S17"],
            |c| {
                c.rules(SECURITY);
                c.roster.of("carol").teams = vec![("security", Some("2026-03-10T11:50:00Z"))];
                c.approve_with("carol", |approval| {
                    approval.issued = is("2026-03-10T11:49:59Z");
                });
                c.approve("carol");
                c.allow();
                c.ignored(&[("not_eligible", "carol")]);
                c.counted(&[("acme/security/approvals:1", "carol")]);
            },
        ),
    ]
}

/// A case in which Carol's key is revoked and her approval does not count.
fn void(id: &str, title: &str, build: impl FnOnce(&mut Case)) -> Case {
    case(id, title, &["7.5", "8.2"], &["S2"], |c| {
        c.approve("carol");
        build(c);
        c.hold(&[HELD]);
        c.ignored(&[("key_revoked", "carol")]);
        c.missing(&["frank"]);
    })
}

fn counts(id: &str, title: &str, build: impl FnOnce(&mut Case)) -> Case {
    case(id, title, &["7.5", "8.2"], &["S2"], |c| {
        c.approve("carol");
        build(c);
        c.allow();
        c.counted(&[(PEERS, "carol")]);
    })
}

fn revoked() -> Vec<Case> {
    let carol = || keys::public("carol").fingerprint().to_string();
    vec![
        void(
            "s02-key-compromised",
            "Nothing that a compromised key let through counts, whatever the signer's clock said",
            |c| c.roster.key("carol").revoked = Some(("2026-03-10T11:59:00Z", "compromised")),
        ),
        void(
            "s02-key-compromised-although-witnessed",
            "A witness does not help an approval under a key that was compromised later",
            |c| {
                c.roster.key("carol").revoked = Some(("2026-03-10T11:59:00Z", "compromised"));
                c.last().witnessed_at = Some("2026-03-10T11:51:00Z".to_owned());
            },
        ),
        void(
            "s02-key-retired-without-witness",
            "The signer's own clock does not show that she signed before her key was retired",
            |c| c.roster.key("carol").revoked = Some(("2026-03-10T11:59:00Z", "retired")),
        ),
        void(
            "s02-key-retired-as-witnessed",
            "A witness at the very instant of retirement is too late",
            |c| {
                c.roster.key("carol").revoked = Some(("2026-03-10T11:59:00Z", "retired"));
                c.last().witnessed_at = Some("2026-03-10T11:59:00Z".to_owned());
            },
        ),
        counts(
            "s02-key-retired-after-witness",
            "An approval that an independent witness saw before the key was retired stands",
            |c| {
                c.roster.key("carol").revoked = Some(("2026-03-10T11:59:00Z", "retired"));
                c.last().witnessed_at = Some("2026-03-10T11:58:59Z".to_owned());
            },
        ),
        counts(
            "s02-key-revoked-later",
            "A revocation that has not begun does nothing but bring the question back when it begins",
            |c| {
                c.roster.key("carol").revoked = Some(("2026-03-10T12:00:01Z", "compromised"));
                c.recheck_by("2026-03-10T12:00:01Z");
            },
        ),
        void(
            "s02-revocations-document",
            "A key of the revocations document is revoked though the roster does not say so yet",
            |c| {
                c.revocations = Some(json!({
                    "revocations": "foureyes/revocations/v1",
                    "revoked": [{ "key": carol(), "at": "2026-03-10T12:00:00Z" }],
                }));
            },
        ),
        void(
            "s02-revocation-only-tightens",
            "A retirement in the revocations document does not soften a compromise in the roster",
            |c| {
                c.roster.key("carol").revoked = Some(("2026-03-10T11:59:00Z", "compromised"));
                c.last().witnessed_at = Some("2026-03-10T11:51:00Z".to_owned());
                c.revocations = Some(json!({
                    "revocations": "foureyes/revocations/v1",
                    "revoked": [
                        { "key": carol(), "at": "2026-03-10T11:59:00Z", "reason": "retired" },
                    ],
                }));
            },
        ),
        case(
            "key-younger-than-approval",
            "An approval that claims to be older than its key does not count",
            &["7", "8.2"],
            &[],
            |c| {
                c.roster.key("carol").since = Some("2026-03-10T11:50:01Z");
                c.approve("carol");
                c.hold(&[HELD]);
                c.ignored(&[("key_not_yet", "carol")]);
                c.missing(&["carol"]);
            },
        ),
        case(
            "key-as-old-as-approval",
            "A key counts from the instant on which it is hers",
            &["7", "8.2"],
            &[],
            |c| {
                c.roster.key("carol").since = Some("2026-03-10T11:50:00Z");
                c.approve("carol");
                c.allow();
                c.counted(&[(PEERS, "carol")]);
            },
        ),
    ]
}

fn promoted() -> Vec<Case> {
    vec![
        case(
            "s17-promoted-after-signing",
            "An approval does not rise with its signer: she was no senior when she signed",
            &["7", "8.2"],
            &["S17", "H4"],
            |c| {
                c.rules(SENIOR);
                c.roster.of("erin").level = Some(("senior", Some("2026-03-10T11:55:00Z")));
                c.approve("erin");
                c.hold(&["hold approvals_missing acme/senior/approvals:1"]);
                c.ignored(&[("not_eligible", "erin")]);
                c.missing(&["carol"]);
            },
        ),
        case(
            "s17-promoted-before-signing",
            "A level counts from the instant on which it is held",
            &["7", "8.2"],
            &["S17"],
            |c| {
                c.rules(SENIOR);
                c.roster.of("erin").level = Some(("senior", Some("2026-03-10T11:50:00Z")));
                c.approve("erin");
                c.allow();
                c.counted(&[("acme/senior/approvals:1", "erin")]);
            },
        ),
        case(
            "s17-signed-before-and-after-promotion",
            "Of two approvals of a person the better one counts, whichever has the smaller digest",
            &["8.3", "9.3"],
            &["S17"],
            |c| {
                c.rules(
                    r#"
[[rule]]
id = "peer"
why = "One other person, who is a senior."
require = [{ approvals = 1, including = [{ level = { atLeast = "senior" } }] }]
"#,
                );
                c.roster.of("erin").level = Some(("senior", Some("2026-03-10T11:50:00Z")));
                let better = c.approve("erin");
                let mut worse = c.approval("erin");
                worse.issued = is("2026-03-10T11:49:00Z");
                while Digest::of(&Statement::Approve(worse.clone()).to_payload()) > better {
                    worse.nonce.push('x');
                }
                c.sign("erin", Statement::Approve(worse));
                c.allow();
                c.counted(&[(PEERS, "erin")]);
            },
        ),
        case(
            "s17-promotion-still-to-come",
            "An approval that is dated after a promotion does not count before it",
            &["7", "8.2"],
            &["S17"],
            |c| {
                c.rules(SENIOR);
                c.roster.of("erin").level = Some(("senior", Some("2026-03-10T12:00:30Z")));
                c.approve_with("erin", |approval| {
                    approval.issued = is("2026-03-10T12:01:00Z")
                });
                c.hold(&["hold approvals_missing acme/senior/approvals:1"]);
                c.ignored(&[("not_eligible", "erin")]);
                c.missing(&["carol"]);
                c.recheck_by("2026-03-10T12:00:30Z");
            },
        ),
    ]
}

fn away() -> Vec<Case> {
    let duty = |away: &str, on_call: &str, issued: &str| {
        Some(json!({
            "duty": "foureyes/duty/v1",
            "issued": issued,
            "away": [away],
            "onCall": [on_call],
        }))
    };
    let today = "2026-03-10T00:00:00Z";
    vec![
        case(
            "s18-away-still-counts",
            "Somebody who is away counts if she signed",
            &["7.7"],
            &["S18"],
            |c| {
                c.duty = duty("carol", "dave", today);
                c.approve("carol");
                c.allow();
                c.counted(&[(PEERS, "carol")]);
            },
        ),
        case(
            "s18-away-is-not-suggested",
            "Somebody who is away is not the one to ask",
            &["4.1", "7.7"],
            &["S18"],
            |c| {
                c.duty = duty("carol", "bob", today);
                c.hold(&[HELD]);
                c.missing(&["frank"]);
            },
        ),
        case(
            "on-call-is-suggested-first",
            "Whoever is on call is asked first",
            &["4.1", "7.7"],
            &["S18"],
            |c| {
                c.duty = duty("frank", "erin", today);
                c.hold(&[HELD]);
                c.missing(&["erin"]);
            },
        ),
        case(
            "old-duty-says-nothing",
            "A duty document speaks for 24 hours, not a second longer",
            &["7.7"],
            &["S18"],
            |c| {
                c.duty = duty("carol", "erin", "2026-03-09T12:00:00Z");
                c.hold(&[HELD]);
                c.missing(&["carol"]);
            },
        ),
    ]
}
