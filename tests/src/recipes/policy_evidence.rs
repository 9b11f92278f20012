//! Only a fresh pass of an accepted issuer is a pass.

use crate::case::{Case, PEER};
use crate::is;
use foureyes::change::{Evidence, EvidenceResult};
use foureyes::digest::Digest;
use foureyes::fact::{Listed, Origin};

use super::policy::{PEER_COUNT, rule};

pub(super) fn record(result: EvidenceResult, issuer: Option<&str>, at: &str) -> Evidence {
    Evidence {
        kind: is("tests"),
        result,
        origin: Origin::Collected,
        issuer: issuer.map(is),
        at: is(at),
        digest: Digest::of(format!("{result:?} {issuer:?} {at}").as_bytes()),
        subject: None,
        environment: None,
    }
}

/// Only a fresh pass of an accepted issuer is a pass (9.3, S62).
pub(super) fn cases() -> Vec<Case> {
    use EvidenceResult::{Error, Failed, Passed, Skipped};
    const ONLY: &str = "issuers = { only = [\"ci\"] }";
    const ROSTERED: &str = "issuers = \"rostered\"";
    const TODAY: &str = "2026-03-10T11:00:00Z";
    let ask = |id: &str, title: &str, members: &str, records: Vec<Evidence>| {
        let mut case = Case::new(id, title, &["9.3"]);
        case.rules(&rule(&format!(
            "require = [{{ evidence = \"tests\", {members} }}]"
        )));
        case.change.live.evidence = Listed::Whole(records);
        case
    };
    let missing = |id, title, members, records| {
        let mut case = ask(id, title, members, records);
        case.hold(&["hold evidence_missing acme/rule/tests tests"]);
        case
    };
    let passes = |id, title, members, records| {
        let mut case = ask(id, title, members, records);
        case.allow();
        case
    };
    let ci = |result| record(result, Some("ci"), TODAY);
    let mut declared = ci(Passed);
    declared.origin = Origin::Declared;
    let mut other = ci(Passed);
    other.kind = is("backup_verified");
    let mut strange = ci(Passed);
    strange.kind = is("test");
    let mut failed_word = ci(Failed);
    failed_word.origin = Origin::Declared;
    let mut listed = passes(
        "evidence-of-a-rostered-issuer",
        "A record of somebody whom the roster lists for the type counts",
        ROSTERED,
        vec![ci(Passed)],
    );
    listed.roster.of("ci").evidence = vec!["tests"];
    let mut signed_by_nobody = record(Passed, None, TODAY);
    signed_by_nobody.origin = Origin::Signed;
    let mut two = missing(
        "evidence-each-type",
        "Each type that is asked for must be there",
        ONLY,
        vec![ci(Passed)],
    );
    two.rules(&rule(
        "require = [{ evidence = [\"tests\", \"backup_verified\"], issuers = { only = [\"ci\"] } }]",
    ));
    two.hold(&["hold evidence_missing acme/rule/backup_verified backup_verified"]);
    let mut fresh = passes(
        "evidence-fresh",
        "A record within its age counts, until it is older",
        "issuers = { only = [\"ci\"] }, maxAge = \"2h\"",
        vec![record(Passed, Some("ci"), "2026-03-10T10:10:00Z")],
    );
    fresh.recheck_by("2026-03-10T12:10:00Z");
    let mut absent = missing(
        "s62-evidence-absent",
        "A list of records that is not there holds no pass",
        ONLY,
        Vec::new(),
    );
    absent.change.live.evidence = Listed::Absent;
    let mut atom = Case::new(
        "failed-evidence-refuses",
        "A trusted record of a failure makes `failed` true",
        &["9.1"],
    );
    atom.rules(&format!(
        "{PEER}{}",
        rule("when = { failed = \"tests\" }\nforbid = \"broken\"")
    ));
    atom.change.live.evidence = Listed::Whole(vec![ci(Passed), ci(Failed)]);
    atom.approve("carol");
    atom.counted(&[(PEER_COUNT, "carol")]);
    atom.deny(&["deny forbidden acme/rule/broken"]);
    let mut unseen = atom.clone().renamed(
        "failed-evidence-unseen",
        "Records that are not all there could hold a failure",
    );
    unseen.change.live.evidence = Listed::Partial(vec![ci(Passed)]);
    unseen.hold(&["hold fact_needed acme/rule/broken"]);
    let mut two_fresh = passes(
        "evidence-fresh-in-any-order",
        "Of two passes each is looked at: when to ask again does not depend on their order",
        "issuers = { only = [\"ci\"] }, maxAge = \"2h\"",
        vec![
            record(Passed, Some("ci"), "2026-03-10T11:30:00Z"),
            record(Passed, Some("ci"), "2026-03-10T10:10:00Z"),
        ],
    );
    two_fresh.recheck_by("2026-03-10T12:10:00Z");
    let mut order = missing(
        "s62-evidence-in-any-order",
        "Of several records that are no pass the same one is told, in whatever order they come",
        ONLY,
        vec![ci(Error), ci(Skipped)],
    );
    order.change.live.evidence = Listed::Whole(vec![ci(Skipped), ci(Error)]);
    vec![
        passes(
            "evidence-passed",
            "A record of a pass counts",
            ONLY,
            vec![ci(Passed)],
        ),
        missing(
            "s62-evidence-missing",
            "No record is no pass",
            ONLY,
            Vec::new(),
        ),
        absent,
        missing(
            "s62-evidence-failed",
            "A failure is no pass",
            ONLY,
            vec![ci(Failed)],
        ),
        missing(
            "s62-evidence-skipped",
            "A check that was skipped has not passed",
            ONLY,
            vec![ci(Skipped)],
        ),
        missing(
            "s62-evidence-error",
            "A check that could not run has not passed",
            ONLY,
            vec![ci(Error)],
        ),
        missing(
            "s62-evidence-failed-beside-passed",
            "A pass beside a failure is a failure: nobody reruns a check until it is green",
            ONLY,
            vec![
                ci(Failed),
                record(Passed, Some("ci"), "2026-03-10T11:30:00Z"),
            ],
        ),
        missing(
            "s62-evidence-failed-elsewhere",
            "Somebody else's failure counts, whoever's passes are asked for",
            ONLY,
            vec![ci(Passed), record(Failed, Some("robo"), TODAY)],
        ),
        passes(
            "s62-evidence-skipped-beside-passed",
            "A pass beside a check that was skipped is a pass",
            ONLY,
            vec![ci(Passed), ci(Skipped)],
        ),
        passes(
            "evidence-failed-by-word",
            "A failure that only takes somebody's word is none",
            ONLY,
            vec![ci(Passed), failed_word],
        ),
        missing(
            "s62-evidence-stale",
            "A record older than the requirement allows has not passed",
            "issuers = { only = [\"ci\"] }, maxAge = \"1h\"",
            vec![ci(Passed)],
        ),
        fresh,
        missing(
            "evidence-of-tomorrow",
            "A record of the future has not passed",
            ONLY,
            vec![record(Passed, Some("ci"), "2026-03-10T12:05:00Z")],
        ),
        missing(
            "s62-evidence-wrong-issuer",
            "Anybody can post a status: only the named issuers count",
            ONLY,
            vec![record(Passed, Some("robo"), TODAY)],
        ),
        missing(
            "s62-evidence-without-an-issuer",
            "A record of nobody is not of a named issuer",
            ONLY,
            vec![record(Passed, None, TODAY)],
        ),
        missing(
            "s62-evidence-declared",
            "A record that somebody taking part has handed in is only his word",
            ONLY,
            vec![declared],
        ),
        missing(
            "evidence-of-another-type",
            "A pass of another check is another pass",
            ONLY,
            vec![other, strange],
        ),
        listed,
        missing(
            "evidence-of-an-unlisted-issuer",
            "A record of somebody whom the roster does not list for the type does not count",
            ROSTERED,
            vec![ci(Passed)],
        ),
        missing(
            "evidence-signed-by-nobody",
            "A record that is said to be signed and names no issuer is nobody's",
            ROSTERED,
            vec![signed_by_nobody],
        ),
        passes(
            "evidence-collected-itself",
            "What the embedding system has found out by itself needs no issuer",
            ROSTERED,
            vec![record(Passed, None, TODAY)],
        ),
        two,
        two_fresh,
        order,
        atom,
        unseen,
    ]
}
