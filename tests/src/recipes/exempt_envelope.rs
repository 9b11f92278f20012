//! Standing approvals: a service acts within bounds that the policy gives it, and what says so stands aside.

use foureyes::change::{Basis, EvidenceResult, Kind, ParticipantRole, Use};
use foureyes::fact::{Fact, Listed};

use crate::case::{Case, participant, path, policy_with};
use crate::is;
use crate::vector::Document;

use super::policy::{RULE_MISSING, rule};
use super::policy_evidence::record;

/// Standing approvals (9.8). It is noon of 2026-03-10.
pub(super) fn cases() -> Vec<Case> {
    [inside(), outside(), faults()].concat()
}

const BOUNDS: &str = "when = { environment = \"production\", touches = \"locks\" }";

/// A standing approval of `ci` with these members, and one rule that it stands in for.
fn document(members: &str) -> Document {
    let rule = rule("require = [{ approvals = 1 }]\nwaivedBy = [\"envelope\"]\n");
    policy_with(
        "[paths]\nlocks = [\"checkout/*.lock\"]",
        &format!(
            "{rule}\n[[envelope]]\nid = \"bumps\"\nwhy = \"Lock files move.\"\nactor = \"ci\"\n{members}"
        ),
    )
}

fn members(from: &str, until: &str, rest: &str) -> String {
    format!(
        "from = \"{from}\"\nuntil = \"{until}\"\nrate = {{ atMost = 2, within = \"1h\" }}\n{rest}\n"
    )
}

fn spring(rest: &str) -> Document {
    document(&members(
        "2026-03-01T00:00:00Z",
        "2026-08-01T00:00:00Z",
        rest,
    ))
}

/// `ci` moves one lock file, and has done so never before.
fn bump(id: &str, title: &str, edit: impl FnOnce(&mut Case)) -> Case {
    let mut case = Case::new(id, title, &["9.6", "9.8"]);
    case.policy = spring(BOUNDS);
    case.authors(&["login:ci"]);
    case.change.exact.paths = Listed::Whole(vec![path("checkout/Cargo.lock")]);
    case.change.live.uses = Listed::Whole(Vec::new());
    edit(&mut case);
    case
}

fn goes(mut case: Case) -> Case {
    case.allow();
    case.expect.because = Some("envelope".to_owned());
    case.notes(&[
        "envelope_applies acme/bumps",
        "waived acme/rule/approvals:1",
    ]);
    case
}

fn waits(mut case: Case) -> Case {
    case.hold(&[RULE_MISSING]);
    case.missing(&["carol"]);
    case
}

/// Held, with the note that the standing approval is for this service and does not cover the change.
fn not_met(case: Case) -> Case {
    let mut case = waits(case);
    case.notes(&["envelope_not_met acme/bumps"]);
    case
}

fn uses(at: &[&str]) -> Vec<Use> {
    let one = |at: &&str| Use {
        envelope: "acme/bumps".to_owned(),
        at: is(at),
    };
    at.iter().map(one).collect()
}

fn inside() -> Vec<Case> {
    let mut signed = bump(
        "envelope-signed",
        "A requirement that is met is not waived",
        |c| {
            c.approve("carol");
        },
    );
    signed.allow();
    signed.notes(&["envelope_applies acme/bumps"]);
    signed.counted(&[("acme/rule/approvals:1", "carol")]);
    let mut ends = goes(bump(
        "envelope-in-its-last-second",
        "A standing approval is open until its last second, and it is asked again then",
        |c| {
            c.policy = document(&members(
                "2026-03-01T00:00:00Z",
                "2026-03-10T12:00:01Z",
                BOUNDS,
            ));
        },
    ));
    ends.recheck_by("2026-03-10T12:00:01Z");
    vec![
        goes(bump(
            "envelope",
            "A service within its bounds goes without a signature",
            |_| {},
        )),
        signed,
        ends,
        goes(bump(
            "envelope-within-its-rate",
            "What was used often enough elsewhere or long ago does not count against the rate",
            |c| {
                let mut used = uses(&["2026-03-10T11:00:00Z", "2026-03-10T11:30:00Z"]);
                used.push(Use {
                    envelope: "acme/others".to_owned(),
                    at: is("2026-03-10T11:59:00Z"),
                });
                c.change.live.uses = Listed::Whole(used);
            },
        )),
        goes(bump(
            "envelope-carried-out-by-a-service",
            "A service carries out what another one made",
            |c| c.took_part("login:ci", ParticipantRole::Executor, Basis::Authenticated),
        )),
        goes(bump(
            "envelope-with-evidence",
            "What the standing approval asks for has passed",
            |c| {
                c.policy = spring(&format!(
                    "{BOUNDS}\nrequire = [{{ evidence = \"tests\", issuers = \"rostered\" }}]"
                ));
                c.change.live.evidence = Listed::Whole(vec![record(
                    EvidenceResult::Passed,
                    None,
                    "2026-03-10T11:00:00Z",
                )]);
            },
        )),
    ]
}

fn outside() -> Vec<Case> {
    vec![
        not_met(bump(
            "envelope-not-yet",
            "A standing approval that has not begun",
            |c| {
                c.policy = document(&members(
                    "2026-03-10T12:00:01Z",
                    "2026-08-01T00:00:00Z",
                    BOUNDS,
                ));
            },
        )),
        not_met(bump(
            "envelope-over",
            "A standing approval that is over",
            |c| {
                c.policy = document(&members(
                    "2026-03-01T00:00:00Z",
                    "2026-03-10T12:00:00Z",
                    BOUNDS,
                ));
            },
        )),
        not_met(bump(
            "envelope-one-path-outside",
            "One path outside of the bounds is enough",
            |c| {
                let paths = ["checkout/Cargo.lock", "checkout/cart.rs"];
                c.change.exact.paths = Listed::Whole(paths.map(path).to_vec());
            },
        )),
        not_met(bump(
            "envelope-place-declared",
            "Nobody's word says where it goes",
            |c| c.change.exact.environment = Fact::Declared(is("production")),
        )),
        not_met(bump(
            "envelope-too-often",
            "One more than the rate allows",
            |c| {
                c.change.live.uses =
                    Listed::Whole(uses(&["2026-03-10T11:00:01Z", "2026-03-10T11:59:00Z"]));
            },
        )),
        not_met(bump(
            "envelope-uses-unknown",
            "Where nobody has counted the uses, it could have been used up",
            |c| c.change.live.uses = Listed::Absent,
        )),
        not_met(bump(
            "envelope-uses-partial",
            "Where uses could be missing, it could have been used up",
            |c| c.change.live.uses = Listed::Partial(Vec::new()),
        )),
        not_met(bump(
            "envelope-evidence-missing",
            "What the standing approval asks for has not passed",
            |c| {
                c.policy = spring(&format!(
                    "{BOUNDS}\nrequire = [{{ evidence = \"tests\", issuers = \"rostered\" }}]"
                ));
            },
        )),
        not_met(bump(
            "envelope-service-gone",
            "A service that is no more acts within nothing",
            |c| c.roster.of("ci").former = true,
        )),
        waits(bump(
            "envelope-of-a-person",
            "A person within the bounds of a service is no service",
            |c| c.authors(&["login:bob"]),
        )),
        waits(bump(
            "envelope-with-a-person",
            "Where a person took part too, the service did not act alone",
            |c| c.took_part("login:bob", ParticipantRole::CoAuthor, Basis::Authenticated),
        )),
        waits(bump(
            "envelope-carried-out-by-a-person",
            "What a person carries out, the service does not do alone",
            |c| c.took_part("login:bob", ParticipantRole::Executor, Basis::Authenticated),
        )),
        {
            let mut case = bump(
                "envelope-service-asserted",
                "Anybody can write down the name of a service",
                |c| {
                    let ci = participant("login:ci", ParticipantRole::Author, Basis::Asserted);
                    c.change.live.participants = Listed::Whole(vec![ci]);
                },
            );
            case.hold(&["hold approvals_missing acme/rule/approvals:1"]);
            case.missing(&["carol", "frank"]);
            case.notes(&["unresolved login:ci"]);
            case
        },
        {
            let mut case = bump(
                "envelope-access",
                "Approvals of what is about access are never waived",
                |c| c.change.seen.kinds = Listed::Whole(vec![Kind::Iam]),
            );
            case.hold(&[RULE_MISSING]);
            case.missing(&["carol"]);
            case.notes(&["envelope_applies acme/bumps"]);
            case
        },
    ]
}

fn faults() -> Vec<Case> {
    let fault = |id: &str, title: &str, policy: Document, code: &str, place: &str| {
        let mut case = Case::new(id, title, &["9.5", "9.8"]);
        case.policy = policy;
        case.error("policy acme", code, place);
        case
    };
    let half_a_year = members("2026-03-01T00:00:00Z", "2026-08-28T00:00:01Z", BOUNDS);
    let backwards = members("2026-03-01T00:00:00Z", "2026-03-01T00:00:00Z", BOUNDS);
    let Document::Toml(text) = spring(BOUNDS) else {
        return Vec::new();
    };
    let with = |from: &str, to: &str| Document::Toml(text.replacen(from, to, 1));
    vec![
        fault(
            "envelope-too-long",
            "A standing approval is given anew after 180 days",
            document(&half_a_year),
            "ttl_too_long",
            "envelope[0].until",
        ),
        fault(
            "envelope-backwards",
            "A standing approval begins before it ends",
            document(&backwards),
            "empty_window",
            "envelope[0]",
        ),
        fault(
            "envelope-never-used",
            "A standing approval can be used",
            with("atMost = 2", "atMost = 0"),
            "vacuous",
            "envelope[0].rate.atMost",
        ),
        fault(
            "envelope-for-a-person-is-none",
            "A person has no standing approval",
            with("actor = \"ci\"", "actor = \"bob\""),
            "actor_not_service",
            "envelope[0].actor",
        ),
        fault(
            "envelope-for-nobody",
            "A standing approval is for somebody of the roster",
            with("actor = \"ci\"", "actor = \"c1\""),
            "unknown_principal",
            "envelope[0].actor",
        ),
        fault(
            "envelope-for-everything",
            "A standing approval has bounds",
            with(BOUNDS, "when = {}"),
            "empty_condition",
            "envelope[0].when",
        ),
        fault(
            "envelope-for-ai",
            "More AI never opens a standing approval",
            with(
                BOUNDS,
                "when = { involvement = { atLeast = \"generated\" } }",
            ),
            "wrong_polarity",
            "envelope[0].when.involvement",
        ),
        fault(
            "envelope-asks-people",
            "A standing approval asks nobody",
            spring(&format!("{BOUNDS}\nrequire = [{{ approvals = 1 }}]")),
            "wrong_requirement",
            "envelope[0].require[0]",
        ),
    ]
}
