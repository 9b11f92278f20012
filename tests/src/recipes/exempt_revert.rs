//! An emergency revert: what was live before comes back, and what says so stands aside.

use foureyes::change::{EvidenceResult, Kind, Resource, ResourceAction, Restored};
use foureyes::fact::{Fact, Listed};

use crate::case::{Case, image, policy, policy_with};
use crate::{is, must};

use super::policy::{RULE_MISSING, rule};
use super::policy_evidence::record;

const WAIVED: &str = "waived acme/rule/approvals:1";

/// An emergency revert (9.6, 9.9). It is noon of 2026-03-10.
pub(super) fn cases() -> Vec<Case> {
    let mut cases = reverts();
    cases.extend(no_reverts());
    cases.extend(never_waived());
    cases.extend(faults());
    cases.extend(in_regions());
    cases
}

fn exempt(members: &str) -> String {
    rule(&format!(
        "require = [{{ approvals = 1 }}]\nwaivedBy = [\"emergency-revert\"]\n{members}"
    ))
}

/// The change brings back what was live an hour ago.
fn revert(id: &str, title: &str, edit: impl FnOnce(&mut Restored)) -> Case {
    let mut case = Case::new(id, title, &["9.6", "9.9"]);
    case.rules(&exempt(""));
    let subjects = case.change.exact.subjects.iter();
    let mut restored = Restored {
        subjects: subjects.map(|subject| subject.digest.clone()).collect(),
        environment: is("production"),
        regions: Vec::new(),
        last_live: is("2026-03-10T11:00:00Z"),
    };
    edit(&mut restored);
    case.change.live.restores = Fact::Collected(restored);
    case.change.exact.resources = Listed::Whole(Vec::new());
    case
}

fn waives(mut case: Case) -> Case {
    reverted(&mut case, &[WAIVED]);
    case
}

fn reverted(case: &mut Case, notes: &[&str]) {
    case.allow();
    case.expect.because = Some("emergency_revert".to_owned());
    case.notes(notes);
}

fn holds(mut case: Case) -> Case {
    case.hold(&[RULE_MISSING]);
    case.missing(&["carol"]);
    case
}

fn reverts() -> Vec<Case> {
    let mut signed = revert(
        "revert-signed",
        "A requirement that is met is not waived",
        |_| {},
    );
    signed.approve("carol");
    signed.allow();
    signed.counted(&[("acme/rule/approvals:1", "carol")]);
    let mut last = waives(revert(
        "revert-in-the-last-second",
        "The window of seven days is open until its last second, and it is asked again then",
        |was| was.last_live = is("2026-03-03T12:00:01Z"),
    ));
    last.recheck_by("2026-03-10T12:00:01Z");
    let mut one = revert(
        "revert-one-requirement",
        "Only the requirement that says so is waived; the other one stays",
        |_| {},
    );
    one.rules(&rule(
        "require = [{ approvals = 1, waivedBy = [\"emergency-revert\"] }, { evidence = \"tests\", issuers = \"rostered\" }]",
    ));
    one.hold(&["hold evidence_missing acme/rule/tests tests"]);
    one.notes(&[WAIVED]);
    let mut tests = revert("revert-evidence", "Evidence can be waived too", |_| {});
    tests.rules(&rule(
        "require = [{ evidence = \"tests\", issuers = \"rostered\" }]\nwaivedBy = [\"emergency-revert\"]",
    ));
    let failed = record(EvidenceResult::Failed, None, "2026-03-10T11:00:00Z");
    tests.change.live.evidence = Listed::Whole(vec![failed]);
    reverted(&mut tests, &["waived acme/rule/tests"]);
    let mut owed = revert(
        "revert-owes-the-review",
        "What is owed afterwards stays owed",
        |_| {},
    );
    owed.rules(&rule(
        "require = [{ approvals = 1 }, { review = { within = \"2d\" } }]\nwaivedBy = [\"emergency-revert\"]",
    ));
    reverted(&mut owed, &[WAIVED]);
    owed.owed(&["review acme/rule/review:2d bob 2026-03-12T12:00:00Z"]);
    let alias = |was: &mut Restored| was.environment = is("prod");
    vec![
        waives(revert(
            "revert-waives",
            "What was live an hour ago comes back without a signature, where the rule says so",
            |_| {},
        )),
        waives(revert(
            "revert-alias",
            "The place is compared by its meaning",
            alias,
        )),
        signed,
        last,
        one,
        tests,
        owed,
        freeze(
            "revert-passes-a-freeze",
            "A freeze that says so lets a revert through, and asks for nothing",
            true,
        ),
        freeze(
            "revert-held-by-a-freeze",
            "A freeze that does not say so holds a revert back too",
            false,
        ),
    ]
}

fn freeze(id: &str, title: &str, says_so: bool) -> Case {
    let mut case = revert(id, title, |_| {});
    let waived = if says_so {
        "waivedBy = [\"emergency-revert\"]"
    } else {
        ""
    };
    let gala = "[[freeze]]\nid = \"gala\"\nwhy = \"The gala.\"\nfrom = \"2026-03-10T00:00:00Z\"\nto = \"2026-03-12T00:00:00Z\"";
    case.policy = policy(&format!(
        "{gala}\n[[rule]]\nid = \"still\"\nwhy = \"A freeze is a freeze.\"\nwhen = {{ frozen = true }}\nforbid = \"freeze\"\n{waived}\n{}",
        exempt("")
    ));
    if says_so {
        reverted(&mut case, &[WAIVED, "waived acme/still/freeze"]);
    } else {
        case.deny(&["deny forbidden acme/still/freeze"]);
        case.notes(&[WAIVED]);
    }
    case
}

/// A change of two regions that brings back what was live in some.
fn in_regions() -> Vec<Case> {
    let of = |id: &str, title: &str, was_in: &[&str]| {
        let mut case = revert(id, title, |was| {
            was.regions = was_in.iter().map(|region| is(region)).collect();
        });
        case.change.exact.regions = vec![is("eu"), is("us")];
        case
    };
    vec![
        waives(of(
            "revert-in-each-region",
            "What was live in each region of the change comes back there",
            &["asia", "eu", "us"],
        )),
        waives(of(
            "revert-in-regions-of-a-whole-place",
            "What was live in the environment as a whole comes back in each region",
            &[],
        )),
        holds(of(
            "revert-in-one-region-of-two",
            "What was live in one region of two is no revert in the other",
            &["eu"],
        )),
    ]
}

fn no_reverts() -> Vec<Case> {
    let mut declared = revert(
        "revert-declared",
        "What somebody taking part says was live waives nothing",
        |_| {},
    );
    let restored = declared.change.live.restores.value().cloned();
    declared.change.live.restores = Fact::Declared(must(restored.ok_or("a record")));
    let mut unknown = revert(
        "revert-unknown",
        "What nobody has recorded waives nothing",
        |_| {},
    );
    unknown.change.live.restores = Fact::Unknown;
    let mut more = revert(
        "revert-and-more",
        "A change that brings in something else as well is no revert",
        |_| {},
    );
    more.change.exact.subjects.push(image("another"));
    let mut late = revert(
        "revert-too-late",
        "What was live too long ago is no revert",
        |_| {},
    );
    late.policy = policy_with("revertWithin = \"30m\"", &exempt(""));
    vec![
        holds(declared),
        holds(unknown),
        holds(more),
        holds(late),
        holds(revert(
            "revert-of-another-place",
            "What was live elsewhere is no revert here",
            |was| was.environment = is("staging"),
        )),
        holds(revert(
            "revert-of-some-regions",
            "What was live in one region does not come back everywhere",
            |was| was.regions = vec![is("eu")],
        )),
        holds(revert(
            "revert-a-week-ago",
            "After seven days it is no revert, unless the policy says less",
            |was| was.last_live = is("2026-03-03T12:00:00Z"),
        )),
        holds(revert(
            "revert-from-the-future",
            "A record from the future waives nothing",
            |was| was.last_live = is("2026-03-10T12:02:01Z"),
        )),
    ]
}

fn never_waived() -> Vec<Case> {
    let change = |id: &str, title: &str, edit: fn(&mut Case)| {
        let mut case = revert(id, title, |_| {});
        edit(&mut case);
        holds(case)
    };
    let mut vetoed = revert("revert-vetoed", "A veto is never waived", |_| {});
    vetoed.reject("carol");
    vetoed.deny(&["deny vetoed carol"]);
    vetoed.notes(&[WAIVED]);
    vec![
        vetoed,
        change(
            "revert-destructive",
            "What destroys something is approved, revert or not",
            |case| case.change.seen.destructive = Fact::Collected(true),
        ),
        change(
            "revert-perhaps-destructive",
            "So is what may destroy something",
            |case| case.change.seen.destructive = Fact::Unknown,
        ),
        change(
            "revert-of-rights",
            "Who may do what does not come back by itself",
            |case| case.change.seen.kinds = Listed::Whole(vec![Kind::Code, Kind::Iam]),
        ),
        change("revert-of-data", "Nor do data and schemas", |case| {
            case.change.seen.kinds = Listed::Whole(vec![Kind::Data])
        }),
        change(
            "revert-of-some-kinds",
            "Nor what could be of such a kind",
            |case| case.change.seen.kinds = Listed::Partial(vec![Kind::Code]),
        ),
        change(
            "revert-replacing",
            "A revert destroys no resource",
            |case| {
                case.change.exact.resources = Listed::Whole(vec![Resource {
                    address: "db.orders".to_owned(),
                    kind: "db".to_owned(),
                    action: ResourceAction::Replace,
                }]);
            },
        ),
    ]
}

fn faults() -> Vec<Case> {
    let fault = |id: &str, title: &str, rules: &str, path: &str| {
        let mut case = Case::new(id, title, &["9.5", "9.6"]);
        case.rules(rules);
        case.error("policy acme", "wrong_waiver", path);
        case
    };
    let waived = "waivedBy = [\"emergency-revert\"]";
    vec![
        fault(
            "waive-a-refusal",
            "What is forbidden is never waived",
            &rule(&format!(
                "when = {{ environment = \"production\" }}\nforbid = \"no\"\n{waived}"
            )),
            "rule[0].waivedBy",
        ),
        fault(
            "waive-a-freeze-otherwise",
            "Only a revert passes a freeze",
            &rule(
                "when = { marked = \"frozen\" }\nforbid = \"freeze\"\nwaivedBy = [\"break-glass\"]",
            ),
            "rule[0].waivedBy",
        ),
        fault(
            "waive-the-floor",
            "A floor is never waived",
            &format!("[[floor]]\napprovals = 1\n{waived}"),
            "floor[0].waivedBy",
        ),
        fault(
            "waive-destruction",
            "Approvals of what destroys something are never waived",
            &exempt("when = { any = [{ destructive = true }, { environment = \"production\" }] }"),
            "rule[0].waivedBy",
        ),
        fault(
            "waive-rights",
            "Approvals of who may do what are never waived",
            &rule(&format!(
                "when = {{ kind = [\"code\", \"iam\"] }}\nrequire = [{{ anyOf = [{{ approvals = 1, {waived} }}, {{ approvals = 2 }}] }}]"
            )),
            "rule[0].require[0].anyOf[0].waivedBy",
        ),
        fault(
            "waive-a-review",
            "A review that is owed afterwards is never waived",
            &rule(&format!(
                "require = [{{ review = {{ within = \"2d\" }}, {waived} }}]"
            )),
            "rule[0].require[0].waivedBy",
        ),
    ]
}
