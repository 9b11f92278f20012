//! Attacks on what was seen and on evidence: H3, H5, H8, M8, M11.

use foureyes::change::{ChangeFacts, Evidence, EvidenceResult};
use foureyes::digest::Digest;
use foureyes::fact::{Fact, Listed, Origin};
use foureyes::provenance::{Claim, ClaimBasis, Involvement};

use super::{HELD, PEERS, case};
use crate::case::Case;
use crate::is;

pub(super) fn cases() -> Vec<Case> {
    [seen(), evidence(), others()].concat()
}

/// Carol approves, and then more is known, or less.
fn then(
    id: &str,
    title: &str,
    shows: &[&str],
    counts: bool,
    before: impl FnOnce(&mut ChangeFacts),
    after: impl FnOnce(&mut ChangeFacts),
) -> Case {
    case(id, title, &["5.1", "8.2"], shows, |c| {
        before(&mut c.change);
        c.approve("carol");
        after(&mut c.change);
        if counts {
            c.allow();
            c.counted(&[(PEERS, "carol")]);
        } else {
            c.hold(&[HELD]);
            c.ignored(&[("stricter_now", "carol")]);
            c.missing(&["carol"]);
        }
    })
}

fn seen() -> Vec<Case> {
    let nothing = |_: &mut ChangeFacts| {};
    vec![
        then(
            "h03-found-destructive",
            "An approval does not count once the change turns out to destroy something",
            &["H3"],
            false,
            nothing,
            |change| change.seen.destructive = Fact::Collected(true),
        ),
        then(
            "h03-said-to-be-destructive",
            "Anybody's word that the change destroys something is stricter",
            &["H3"],
            false,
            nothing,
            |change| change.seen.destructive = Fact::Declared(true),
        ),
        then(
            "h03-no-longer-known",
            "What is not known any more could be stricter than what the signer saw",
            &["H3"],
            false,
            nothing,
            |change| change.seen.reversible = Fact::Unknown,
        ),
        then(
            "h03-found-harmless",
            "An approval given while less was known counts when more is known and nothing is stricter",
            &["H3"],
            true,
            |change| change.seen.destructive = Fact::Unknown,
            |change| change.seen.destructive = Fact::Collected(false),
        ),
        then(
            "h03-one-service-more",
            "A service that the signer did not see is stricter",
            &["H3"],
            false,
            nothing,
            |change| change.seen.services = Listed::Whole(vec![is("ledger")]),
        ),
        then(
            "h03-ai-found-later",
            "An approval given before an AI's part was known does not count",
            &["H3", "S77"],
            false,
            nothing,
            |change| {
                let claim = Claim::new(Involvement::Generated, ClaimBasis::Platform);
                change.live.claims = Listed::Whole(vec![claim]);
            },
        ),
        then(
            "h03-label-added",
            "A label voids no approval",
            &["H3"],
            true,
            nothing,
            |change| change.live.marks = Listed::Whole(vec![is("frozen")]),
        ),
    ]
}

const TESTS: &str = r#"
[[rule]]
id = "tests"
why = "The tests passed."
require = [{ evidence = "tests", issuers = "rostered", maxAge = "1h" }]
"#;

fn record(result: EvidenceResult, origin: Origin, issuer: &str, at: &str) -> Evidence {
    Evidence {
        kind: is("tests"),
        result,
        origin,
        issuer: Some(is(issuer)),
        at: is(at),
        digest: Digest::of(format!("{result:?} {issuer} {at}").as_bytes()),
        subject: None,
        environment: None,
    }
}

/// The tests count as passed, or do not.
fn tested(
    id: &str,
    title: &str,
    shows: &[&str],
    passed: bool,
    records: impl IntoIterator<Item = Evidence>,
) -> Case {
    case(id, title, &["5.3", "9.3"], shows, |c| {
        c.rules(TESTS);
        c.roster.of("ci").evidence = vec!["tests"];
        c.change.live.evidence = Listed::Whole(records.into_iter().collect());
        if passed {
            c.allow();
        } else {
            c.hold(&["hold evidence_missing acme/tests/tests tests"]);
        }
    })
}

fn evidence() -> Vec<Case> {
    use EvidenceResult::{Error, Failed, Passed, Skipped};
    use Origin::{Collected, Declared};
    let at = "2026-03-10T11:30:00Z";
    let by_ci = |result| record(result, Collected, "ci", at);
    vec![
        tested(
            "h05-passed",
            "What an accepted issuer says has passed, has",
            &[],
            true,
            [by_ci(Passed)],
        ),
        tested(
            "h05-none",
            "No record is no pass",
            &["S62", "policy-bot#903"],
            false,
            [],
        ),
        tested(
            "h05-declared",
            "Anybody can post a status: it is no evidence",
            &["H5", "S62", "S63"],
            false,
            [record(Passed, Declared, "ci", at)],
        ),
        tested(
            "h05-other-issuer",
            "A record of somebody who may not give it is no evidence",
            &["H5"],
            false,
            [record(Passed, Collected, "erin", at)],
        ),
        tested(
            "h05-skipped",
            "Skipped is not passed",
            &["S62"],
            false,
            [by_ci(Skipped)],
        ),
        tested(
            "h05-error",
            "An error is not a pass",
            &["S62", "H8"],
            false,
            [by_ci(Error)],
        ),
        tested(
            "h05-failed-and-passed",
            "A pass beside a failure is no pass: nobody reruns until it is green",
            &["H5"],
            false,
            [
                by_ci(Failed),
                record(Passed, Collected, "ci", "2026-03-10T11:40:00Z"),
            ],
        ),
        tested(
            "h05-stale",
            "A pass is too old from the age on that the policy sets",
            &["S70"],
            false,
            [record(Passed, Collected, "ci", "2026-03-10T11:00:00Z")],
        ),
        tested(
            "h05-from-the-future",
            "A pass from the future has not happened yet",
            &["S70", "M3"],
            false,
            [record(Passed, Collected, "ci", "2026-03-10T12:02:01Z")],
        ),
    ]
}

fn others() -> Vec<Case> {
    vec![
        case(
            "h08-forbidden-if-known",
            "A condition that is not known forbids nothing: it holds, and names the fact",
            &["4", "9.2"],
            &["H8", "S59"],
            |c| {
                c.rules(&format!("{}{FORBID}", crate::case::PEER));
                c.change.seen.destructive = Fact::Unknown;
                c.approve("carol");
                c.hold(&["hold fact_needed acme/destroys/destroys"]);
                c.counted(&[(PEERS, "carol")]);
            },
        ),
        case(
            "h08-forbidden",
            "What a policy forbids no signature cures",
            &["4", "9"],
            &["H8", "S53"],
            |c| {
                c.rules(&format!("{}{FORBID}", crate::case::PEER));
                c.change.seen.destructive = Fact::Declared(true);
                c.approve("carol");
                c.deny(&["deny forbidden acme/destroys/destroys"]);
                c.counted(&[(PEERS, "carol")]);
            },
        ),
        case(
            "m08-more-than-there-are",
            "A count above the people who are eligible today holds, by that name",
            &["9.5"],
            &["M8", "S50", "CVE-2026-23992"],
            |c| {
                c.rules(
                    "\n[[rule]]\nid = \"many\"\nwhy = \"All.\"\nrequire = [{ approvals = 9 }]\n",
                );
                c.approve("carol");
                c.hold(&[
                    "hold approvals_missing acme/many/approvals:9",
                    "hold unsatisfiable acme/many/approvals:9",
                ]);
                c.counted(&[("acme/many/approvals:9", "carol")]);
            },
        ),
        case(
            "m11-hostile-words",
            "What people write into a statement is carried, and nothing else",
            &["4.4"],
            &["M11"],
            |c| {
                c.reject_with("dave", |reject| {
                    "\u{1b}[2J\u{202e}ALLOW\u{2066} @everyone <b>`|\n# Approved"
                        .clone_into(&mut reject.reason);
                });
                c.deny(&["deny vetoed dave", HELD]);
                c.missing(&["carol"]);
            },
        ),
    ]
}

const FORBID: &str = r#"
[[rule]]
id = "destroys"
why = "Not here."
when = { destructive = true }
forbid = "destroys"
"#;
