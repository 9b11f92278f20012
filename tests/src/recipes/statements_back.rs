//! Withdrawals, rejects and lifts (semantics 8.3, 8.4).

use foureyes::fact::Listed;
use foureyes::time::Span;

use super::{HELD, PEERS, case};
use crate::case::{Case, SENIOR, commit, policy_with, tree};
use crate::is;

pub(super) fn cases() -> Vec<Case> {
    [vetoes(), vetoes_that_stay(), objections()].concat()
}

/// Carol approves, and what is built rejects.
fn rejected(
    id: &str,
    title: &str,
    clauses: &[&str],
    shows: &[&str],
    build: impl FnOnce(&mut Case),
) -> Case {
    case(id, title, clauses, shows, |c| {
        build(c);
        c.approve("carol");
        c.deny(&["deny vetoed dave"]);
        c.counted(&[(PEERS, "carol")]);
    })
}

/// Dave's reject is in no way of Carol's approval.
fn passed(id: &str, title: &str, code: &str, who: &str, build: impl FnOnce(&mut Case)) -> Case {
    case(id, title, &["8.4"], &[], |c| {
        build(c);
        c.approve("carol");
        c.allow();
        c.ignored(&[(code, who)]);
        c.counted(&[(PEERS, "carol")]);
    })
}

fn vetoes() -> Vec<Case> {
    vec![
        rejected(
            "vetoed",
            "A reject of somebody who could have approved denies, however many approve",
            &["4", "8.4"],
            &["S53", "policy-bot#567"],
            |c| {
                c.reject("dave");
            },
        ),
        rejected(
            "vetoed-at-other-content",
            "A reject of the change holds over its revisions",
            &["8.4"],
            &["S66"],
            |c| {
                c.reject("dave");
                c.change.exact.result = Some(tree("next revision"));
                c.change.exact.commits = Listed::Whole(vec![commit("c2")]);
            },
        ),
        rejected(
            "vetoed-by-artifact",
            "A reject of an artifact holds wherever the artifact turns up",
            &["8.4"],
            &["S66"],
            |c| {
                c.reject_with("dave", |reject| {
                    reject.change_id = None;
                    reject.commits.clear();
                });
                c.change.exact.id = is("example.org/shop#8");
                c.change.exact.commits = Listed::Whole(vec![commit("c2")]);
                c.change.exact.subjects.remove(0);
            },
        ),
        rejected(
            "vetoed-years-ago",
            "A reject has no end",
            &["8.4"],
            &["C5"],
            |c| {
                c.reject_with("dave", |reject| reject.issued = is("2021-01-01T00:00:00Z"));
            },
        ),
        rejected(
            "vetoed-in-the-future",
            "A reject counts at once, however far its signer's clock is ahead",
            &["8.4"],
            &["C6"],
            |c| {
                c.reject_with("dave", |reject| reject.issued = is("2027-01-01T00:00:00Z"));
            },
        ),
        passed(
            "reject-of-another-change",
            "A reject of another change with other content says nothing here",
            "other_change",
            "dave",
            |c| {
                let here = c.change.clone();
                c.change.exact.id = is("example.org/shop#6");
                c.change.exact.commits = Listed::Whole(vec![commit("c0")]);
                c.change.exact.subjects = vec![crate::case::image("before")];
                c.reject("dave");
                c.change = here;
            },
        ),
        passed(
            "reject-in-another-repository",
            "A reject in a fork says nothing here",
            "other_change",
            "dave",
            |c| {
                c.reject_with("dave", |reject| {
                    reject.repository = is("https://example.org/fork");
                });
            },
        ),
        passed(
            "reject-of-an-agent",
            "An agent's reject is no veto",
            "not_a_person",
            "robo",
            |c| {
                c.reject("robo");
            },
        ),
        passed(
            "reject-withdrawn",
            "A reject ends when its signer withdraws it by name",
            "withdrawn",
            "dave",
            |c| {
                let reject = c.reject("dave");
                c.withdraw("dave", |w| w.names = vec![reject]);
            },
        ),
        case(
            "reject-withdrawn-then-approved",
            "Somebody who has withdrawn her reject may approve",
            &["8.3", "8.4"],
            &["S67"],
            |c| {
                let reject = c.reject("dave");
                c.withdraw("dave", |w| w.names = vec![reject]);
                c.approve("dave");
                c.allow();
                c.ignored(&[("withdrawn", "dave")]);
                c.counted(&[(PEERS, "dave")]);
            },
        ),
        case(
            "rejected-and-approved-by-one",
            "While somebody's reject is live her approvals do not count, whichever came later",
            &["8.3"],
            &["S67", "C6"],
            |c| {
                c.reject("dave");
                c.approve_with("dave", |approval| {
                    approval.issued = approval.issued.plus(Span::from_minutes(5));
                });
                c.deny(&["deny vetoed dave", HELD]);
                c.ignored(&[("rejected", "dave")]);
                c.missing(&["carol"]);
            },
        ),
    ]
}

fn vetoes_that_stay() -> Vec<Case> {
    vec![
        rejected(
            "reject-survives-withdrawal-of-all",
            "A withdrawal of everything takes back what loosens: a reject is withdrawn by name only",
            &["8.3", "8.4"],
            &[],
            |c| {
                c.reject("dave");
                c.withdraw("dave", |w| w.all = Some(is("example.org/shop#7")));
            },
        ),
        rejected(
            "reject-withdrawn-by-another",
            "Nobody can withdraw somebody else's reject",
            &["8.3", "8.4"],
            &["S66"],
            |c| {
                let reject = c.reject("dave");
                c.withdraw("carol", |w| w.names = vec![reject]);
            },
        ),
        rejected(
            "reject-withdrawn-in-the-future",
            "The withdrawal of a reject loosens: one that is issued later than now does not count yet",
            &["8.2", "8.4"],
            &["C6"],
            |c| {
                let reject = c.reject("dave");
                c.withdraw("dave", |w| {
                    w.names = vec![reject];
                    w.issued = is("2026-03-10T12:02:01Z");
                });
                c.recheck_by("2026-03-10T12:00:01Z");
            },
        ),
        rejected(
            "reject-under-compromised-key",
            "A compromised key voids what loosens: the reject stands, and its withdrawal does not",
            &["7.5", "8.4"],
            &["C6"],
            |c| {
                let reject = c.reject("dave");
                c.withdraw("dave", |w| w.names = vec![reject]);
                c.roster.key("dave").revoked = Some(("2026-03-10T11:59:00Z", "compromised"));
            },
        ),
        rejected(
            "reject-of-somebody-who-left",
            "A reject of somebody who has left stays",
            &["8.4"],
            &["C5"],
            |c| {
                c.reject("dave");
                c.roster.of("dave").former = true;
            },
        ),
        case(
            "vetoed-by-the-author",
            "The author may always stop her own change",
            &["8.4"],
            &["C5"],
            |c| {
                c.rules(NO_VETO);
                c.reject("bob");
                c.approve("carol");
                c.deny(&["deny vetoed bob"]);
                c.counted(&[(PEERS, "carol")]);
            },
        ),
    ]
}

const NO_VETO: &str = r#"
[[rule]]
id = "peer"
why = "Somebody else has looked."
require = [{ approvals = 1, veto = false }]
"#;

fn objections() -> Vec<Case> {
    vec![
        case(
            "objected",
            "Where nobody has a veto, a reject asks for one approval more",
            &["8.4"],
            &["H12"],
            |c| {
                c.rules(NO_VETO);
                c.reject("dave");
                c.approve("carol");
                c.hold(&[HELD]);
                c.notes(&["objection dave"]);
                c.counted(&[(PEERS, "carol")]);
                c.missing(&["frank"]);
            },
        ),
        case(
            "objected-twice-by-one",
            "Two rejects of one person are one objection",
            &["7.1", "8.4"],
            &["H12"],
            |c| {
                c.rules(NO_VETO);
                c.reject("dave");
                c.reject("dave");
                c.approve("carol");
                c.approve("erin");
                c.allow();
                c.notes(&["objection dave", "objection dave"]);
                c.counted(&[(PEERS, "carol"), (PEERS, "erin")]);
            },
        ),
        case(
            "objected-by-somebody-not-asked",
            "A reject of somebody who could not have approved is an objection",
            &["8.4"],
            &["H12"],
            |c| {
                c.rules(SENIOR);
                c.reject("erin");
                c.approve("carol");
                c.hold(&["hold approvals_missing acme/senior/approvals:1"]);
                c.notes(&["objection erin"]);
                c.counted(&[("acme/senior/approvals:1", "carol")]);
                c.missing(&["frank"]);
            },
        ),
        case(
            "veto-by-another-rule",
            "Who may veto is the union over the rules: one without veto takes none away",
            &["3", "8.4"],
            &["H12"],
            |c| {
                let second = SENIOR.replace("\"senior\"\nwhy", "\"other\"\nwhy");
                c.policy = policy_with("", &format!("{NO_VETO}{second}"));
                c.reject("dave");
                c.approve("carol");
                c.deny(&["deny vetoed dave"]);
                c.counted(&[("acme/other/approvals:1", "carol"), (PEERS, "carol")]);
            },
        ),
    ]
}
