//! Signed records of checks, records bound to what they speak of, and records that somebody has seen (semantics 9.3.1).

use foureyes::change::{Evidence, EvidenceResult};
use foureyes::digest::{Algorithm, Digest, DigestSet};
use foureyes::fact::{Listed, Origin};

use super::case;
use super::policy::rule;
use crate::case::{Case, image, path};
use crate::{is, must};

use EvidenceResult::{Failed, Passed, Skipped};

const UNMET: &str = "hold evidence_missing acme/rule/tests tests";

/// Tests are asked for, of issuers whom the roster lists; with these further members.
fn asking(id: &str, title: &str, members: &str, edit: impl FnOnce(&mut Case)) -> Case {
    case(id, title, &["9.3"], &[], |c| {
        c.rules(&rule(&format!(
            "require = [{{ evidence = \"tests\", issuers = \"rostered\"{members} }}]"
        )));
        c.roster.of("ci").evidence = vec!["tests"];
        edit(c);
    })
}

fn passes(id: &str, title: &str, members: &str, edit: impl FnOnce(&mut Case)) -> Case {
    asking(id, title, members, |c| {
        edit(c);
        c.allow();
    })
}

fn unmet(
    id: &str,
    title: &str,
    members: &str,
    ignored: &[(&str, &str)],
    edit: impl FnOnce(&mut Case),
) -> Case {
    asking(id, title, members, |c| {
        edit(c);
        c.hold(&[UNMET]);
        c.ignored(ignored);
    })
}

const SIGNED: &str = ", signed = true";
const REVIEWED: &str = ", reviewed = true";

fn collected(edit: impl FnOnce(&mut Evidence)) -> Listed<Evidence> {
    let mut record = Evidence {
        kind: is("tests"),
        result: Passed,
        origin: Origin::Collected,
        issuer: Some(is("ci")),
        at: is("2026-03-10T11:00:00Z"),
        digest: Digest::of(b"a report"),
        subject: None,
        environment: None,
    };
    edit(&mut record);
    Listed::Whole(vec![record])
}

pub(super) fn cases() -> Vec<Case> {
    let mut cases = signed();
    cases.extend(in_vain());
    cases.extend(bound());
    cases.extend(seen());
    cases
}

fn signed() -> Vec<Case> {
    vec![
        passes(
            "signed-evidence",
            "A service whom the roster lists has signed that the tests passed",
            SIGNED,
            |c| {
                c.testify("ci", Passed);
            },
        ),
        passes(
            "signed-evidence-where-none-is-asked",
            "A signed record serves where any record does",
            "",
            |c| {
                c.testify("ci", Passed);
            },
        ),
        passes(
            "signed-evidence-of-a-person",
            "A person whom the roster lists has signed that she tested it",
            SIGNED,
            |c| {
                c.roster.of("erin").evidence = vec!["tests"];
                c.testify("erin", Passed);
            },
        ),
        passes(
            "signed-evidence-after-a-squash",
            "The id of a commit binds no record: the content does",
            SIGNED,
            |c| {
                c.testify_with("ci", Passed, |word| {
                    word.subjects = vec![crate::case::commit_subject("elsewhere"), image("shop")];
                });
            },
        ),
        passes(
            "signed-failure-withdrawn",
            "A failure that its issuer has taken back is none",
            SIGNED,
            |c| {
                let failure = c.testify("ci", Failed);
                c.testify("ci", Passed);
                c.withdraw("ci", |withdraw| withdraw.names = vec![failure]);
                c.ignored(&[("withdrawn", "ci")]);
            },
        ),
    ]
}

fn in_vain() -> Vec<Case> {
    let ci = |code: &'static str| [(code, "ci")];
    vec![
        unmet(
            "collected-where-signed-is-asked",
            "A record that the embedding system collected is not signed",
            SIGNED,
            &[],
            |c| c.change.live.evidence = collected(|_| {}),
        ),
        unmet(
            "signed-evidence-of-another-issuer",
            "A signed record of somebody whom the roster does not list is none",
            SIGNED,
            &[],
            |c| {
                c.testify("erin", Passed);
            },
        ),
        unmet(
            "signed-evidence-skipped",
            "A check that was left out has not passed, whoever signs that",
            SIGNED,
            &[],
            |c| {
                c.testify("ci", Skipped);
            },
        ),
        unmet(
            "signed-failure",
            "One signed failure beside a pass is no pass",
            SIGNED,
            &[],
            |c| {
                c.testify("ci", Passed);
                c.testify("erin", Failed);
            },
        ),
        unmet(
            "signed-evidence-for-other-content",
            "A signed record of another artifact does not count",
            SIGNED,
            &ci("other_content"),
            |c| {
                c.testify_with("ci", Passed, |word| word.subjects = vec![image("another")]);
            },
        ),
        unmet(
            "signed-evidence-for-more",
            "A signed record that speaks of another artifact too does not count",
            SIGNED,
            &ci("other_content"),
            |c| {
                c.testify_with("ci", Passed, |word| word.subjects.push(image("another")));
            },
        ),
        unmet(
            "signed-evidence-for-a-commit-alone",
            "A signed record of nothing but the id of a commit does not count",
            SIGNED,
            &ci("other_content"),
            |c| {
                c.testify_with("ci", Passed, |word| {
                    word.subjects = vec![crate::case::commit_subject("c1")];
                });
            },
        ),
        unmet(
            "signed-evidence-for-another-repository",
            "A signed record for another repository does not count",
            SIGNED,
            &ci("other_change"),
            |c| {
                c.testify_with("ci", Passed, |word| {
                    word.repository = is("https://example.org/other");
                });
            },
        ),
        unmet(
            "signed-evidence-for-another-place",
            "A signed record for another environment does not count",
            SIGNED,
            &ci("other_place"),
            |c| {
                c.testify_with("ci", Passed, |word| word.environment = Some(is("staging")));
            },
        ),
        unmet(
            "signed-evidence-in-the-future",
            "A signed record from the future does not count yet",
            SIGNED,
            &ci("not_yet_issued"),
            |c| {
                c.testify_with("ci", Passed, |word| {
                    word.issued = is("2026-03-10T12:03:00Z")
                });
            },
        ),
        unmet(
            "signed-evidence-stale",
            "A signed record that is too old does not count",
            ", signed = true, maxAge = \"5m\"",
            &[],
            |c| {
                c.testify("ci", Passed);
            },
        ),
        unmet(
            "signed-evidence-with-an-unknown-condition",
            "A signed record with a condition that is not understood does not count",
            SIGNED,
            &ci("unknown_critical"),
            |c| {
                c.testify_with("ci", Passed, |word| {
                    word.critical = vec!["onlyOnTuesdays".to_owned()];
                });
            },
        ),
        unmet(
            "signed-evidence-under-a-compromised-key",
            "A signed record under a compromised key does not count",
            SIGNED,
            &ci("key_revoked"),
            |c| {
                c.roster.key("ci").revoked = Some(("2026-03-10T00:00:00Z", "compromised"));
                c.testify("ci", Passed);
            },
        ),
        unmet(
            "signed-evidence-of-an-author",
            "Nobody signs for the tests of her own change",
            SIGNED,
            &[("participant", "bob")],
            |c| {
                c.roster.of("bob").evidence = vec!["tests"];
                c.testify("bob", Passed);
            },
        ),
    ]
}

/// What a collected record says of its subject and place has to be so.
fn bound() -> Vec<Case> {
    let digest = |text: &str| -> DigestSet {
        must(DigestSet::of(
            Algorithm::Sha256,
            &Digest::of(text.as_bytes()).hex(),
        ))
    };
    let other = digest("another");
    vec![
        passes(
            "collected-evidence-bound",
            "A record that names a subject of the change, and its environment, counts",
            "",
            |c| {
                c.change.live.evidence = collected(|record| {
                    record.subject = Some(image("shop").digest);
                    record.environment = Some(is("production"));
                });
            },
        ),
        unmet(
            "collected-evidence-of-another-subject",
            "A record that names another subject is none of this change",
            "",
            &[],
            |c| c.change.live.evidence = collected(|record| record.subject = Some(other)),
        ),
        unmet(
            "collected-evidence-of-another-place",
            "A record that names another environment is none of this change",
            "",
            &[],
            |c| {
                c.change.live.evidence =
                    collected(|record| record.environment = Some(is("staging")));
            },
        ),
    ]
}

/// Somebody whose approval counts has seen the record.
fn seen() -> Vec<Case> {
    let both = |c: &mut Case| {
        c.rules(&rule(
            "require = [{ approvals = 1 }, { evidence = \"tests\", issuers = \"rostered\", reviewed = true }]",
        ));
    };
    let count = ("acme/rule/approvals:1", "carol");
    vec![
        asking(
            "reviewed-evidence",
            "Somebody whose approval counts has seen the record",
            REVIEWED,
            |c| {
                both(c);
                c.change.live.evidence = collected(|_| {});
                c.approve("carol");
                c.allow();
                c.counted(&[count]);
            },
        ),
        asking(
            "reviewed-evidence-that-came-later",
            "A record that came after the approval was seen by nobody",
            REVIEWED,
            |c| {
                both(c);
                c.change.live.evidence = collected(|_| {});
                c.approve_with("carol", |approval| approval.seen.evidence.clear());
                c.hold(&[UNMET]);
                c.counted(&[count]);
            },
        ),
        asking(
            "reviewed-evidence-by-one-who-does-not-count",
            "What was seen by somebody whose approval does not count was seen by nobody",
            REVIEWED,
            |c| {
                both(c);
                c.change.live.evidence = collected(|_| {});
                c.approve("bob");
                c.approve_with("carol", |approval| approval.seen.evidence.clear());
                c.hold(&[UNMET]);
                c.counted(&[count]);
                c.ignored(&[("participant", "bob")]);
            },
        ),
        case(
            "reviewed-goes-with-evidence",
            "`reviewed` is asked of evidence and of nothing else",
            &["9.5"],
            &[],
            |c| {
                c.change.exact.paths = Listed::Whole(vec![path("src/a.rs")]);
                c.rules(&rule("require = [{ approvals = 1, reviewed = true }]"));
                c.error("policy acme", "wrong_requirement", "rule[0].require[0]");
            },
        ),
    ]
}
