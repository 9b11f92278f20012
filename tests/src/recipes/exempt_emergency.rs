//! Break-glass: who cannot wait signs for it, touches the key, and owes a review.

use foureyes::change::{Basis, Debt, Kind, ParticipantRole};
use foureyes::fact::{Fact, Listed};
use foureyes::statement::{BreakGlass, Lift, Statement, names};
use foureyes::time::Span;

use crate::case::{Case, path, policy_with};
use crate::is;
use crate::sshsig::SshSig;
use crate::vector::Candidate;

use super::policy::{RULE_MISSING, rule};
use super::statements_ssh::{in_hardware, signer, submit};
use super::verdicts_transition::next;

const WAIVED: &str = "waived acme/rule/approvals:1";
const GLASS: &str = "\n[breakGlass]\nreview = { within = \"24h\", approvals = 1 }\n";
pub(super) const TOUCHED: u8 = 0x01;

/// Break-glass (9.7). It is noon of 2026-03-10; Bob has made the change, and nobody has approved it.
pub(super) fn cases() -> Vec<Case> {
    [goes(), waits(), ignored(), faults()].concat()
}

pub(super) fn emergency(id: &str, title: &str, edit: impl FnOnce(&mut Case)) -> Case {
    let mut case = Case::new(id, title, &["9.6", "9.7"]);
    let rule = rule("require = [{ approvals = 1 }]\nwaivedBy = [\"break-glass\"]\n");
    case.policy = policy_with("", &format!("{rule}{GLASS}"));
    case.change.live.debts = Listed::Whole(Vec::new());
    for name in ["bob", "carol", "dave", "erin"] {
        in_hardware(&mut case, name);
    }
    edit(&mut case);
    case
}

/// Lets somebody break the glass, her security key touched.
fn breaks(c: &mut Case, name: &str) {
    breaks_with(c, name, TOUCHED, |_| {});
}

pub(super) fn breaks_with(c: &mut Case, name: &str, flags: u8, edit: impl FnOnce(&mut BreakGlass)) {
    let change = c.subject();
    let issued = c.just_now();
    let why = ("INC-7".to_owned(), "Checkout is down.".to_owned());
    let life = (issued, issued.plus(Span::from_hours(1)));
    let by = signer(c, name);
    let mut word = BreakGlass::of(&change, why, by, life, c.nonce());
    edit(&mut word);
    let how = SshSig::hardware(name, names::BREAK_GLASS_NAMESPACE, flags);
    submit(c, &Statement::BreakGlass(word), &how);
}

fn allowed(mut case: Case, who: &[&str]) -> Case {
    case.allow();
    case.expect.because = Some("break_glass".to_owned());
    let mut notes: Vec<String> = who
        .iter()
        .map(|name| format!("break_glass {name}"))
        .collect();
    notes.push(WAIVED.to_owned());
    let notes: Vec<&str> = notes.iter().map(String::as_str).collect();
    case.notes(&notes);
    let counted: Vec<_> = who
        .iter()
        .map(|name| ("breakGlass/break-glass", *name))
        .collect();
    case.counted(&counted);
    let owed: Vec<String> = who
        .iter()
        .map(|name| format!("break_glass_review break-glass {name} 2026-03-11T12:00:00Z"))
        .collect();
    let owed: Vec<&str> = owed.iter().map(String::as_str).collect();
    case.owed(&owed);
    case
}

pub(super) fn held(mut case: Case, ignored: &[(&str, &str)]) -> Case {
    case.hold(&[RULE_MISSING]);
    case.missing(&["carol"]);
    case.ignored(ignored);
    case
}

fn goes() -> Vec<Case> {
    let mut approved = emergency(
        "glass-beside-an-approval",
        "Where the change is approved, an emergency is not needed and nothing is owed",
        |c| {
            c.approve("frank");
            breaks(c, "carol");
        },
    );
    approved.allow();
    approved.counted(&[("acme/rule/approvals:1", "frank")]);
    vec![
        allowed(
            emergency(
                "glass-by-one-who-took-no-part",
                "One person who took no part lets the change go, and owes a review",
                |c| breaks(c, "carol"),
            ),
            &["carol"],
        ),
        allowed(
            emergency(
                "glass-by-two",
                "Two people let the change go, one of whom made it",
                |c| {
                    breaks(c, "bob");
                    breaks(c, "erin");
                },
            ),
            &["bob", "erin"],
        ),
        allowed(
            emergency(
                "glass-solo",
                "Where the policy says so by name, whoever made it lets it go alone",
                |c| {
                    let rule =
                        rule("require = [{ approvals = 1 }]\nwaivedBy = [\"break-glass\"]\n");
                    c.policy = policy_with("", &format!("{rule}{GLASS}solo = true\n"));
                    breaks(c, "bob");
                },
            ),
            &["bob"],
        ),
        allowed(
            emergency(
                "glass-with-a-debt-not-due",
                "A review that is not due yet stops nobody, and it is asked again when it is",
                |c| {
                    debt(c, "carol", &[], "2026-03-10T12:00:01Z");
                    breaks(c, "carol");
                    c.recheck_by("2026-03-10T12:00:01Z");
                },
            ),
            &["carol"],
        ),
        approved,
    ]
}

fn debt(c: &mut Case, person: &str, services: &[&str], due: &str) {
    c.change.live.debts = Listed::Whole(vec![Debt {
        person: is(person),
        services: services.iter().map(|name| is(name)).collect(),
        due: is(due),
    }]);
}

fn waits() -> Vec<Case> {
    let mut elsewhere = emergency(
        "glass-for-a-rule-that-does-not-say-so",
        "An emergency stands in for nothing but what names it",
        |c| {
            c.policy = policy_with(
                "",
                &format!("{}{GLASS}", rule("require = [{ approvals = 1 }]\n")),
            );
            breaks(c, "carol");
        },
    );
    elsewhere.hold(&[RULE_MISSING]);
    elsewhere.notes(&["break_glass_not_enough"]);
    elsewhere.missing(&["carol"]);
    let mut access = emergency(
        "glass-for-access",
        "Approvals of what is about access are never waived",
        |c| {
            c.change.seen.kinds = Listed::Whole(vec![Kind::Iam]);
            breaks(c, "carol");
        },
    );
    access.hold(&[RULE_MISSING]);
    access.notes(&["break_glass_not_enough"]);
    access.missing(&["carol"]);
    let mut destructive = emergency(
        "glass-for-who-knows-what",
        "Where it is not known whether it destroys something, approvals are not waived",
        |c| {
            c.change.seen.destructive = Fact::Unknown;
            breaks(c, "carol");
        },
    );
    destructive.hold(&[RULE_MISSING]);
    destructive.notes(&["break_glass_not_enough"]);
    destructive.missing(&["carol"]);
    let mut vetoed = emergency(
        "glass-beside-a-veto",
        "A veto stands, whatever burns",
        |c| {
            c.reject("frank");
            breaks(c, "carol");
        },
    );
    vetoed.deny(&["deny vetoed frank", RULE_MISSING]);
    vetoed.notes(&["break_glass_not_enough"]);
    vetoed.missing(&["carol"]);
    let mut lifted = emergency(
        "glass-by-who-has-lifted",
        "Whoever has lifted somebody's reject of the change does not let it go",
        |c| {
            let reject = c.reject("frank");
            let issued = c.just_now();
            let until = issued.plus(Span::from_days(7));
            let (change, by) = (c.subject(), signer(c, "carol"));
            let why = "It burns.".to_owned();
            let lift = Lift::of(reject, &change, by, why, issued, until, c.nonce());
            let how = SshSig::hardware("carol", names::LIFT_NAMESPACE, TOUCHED);
            submit(c, &Statement::Lift(lift), &how);
            breaks(c, "carol");
        },
    );
    lifted.deny(&["deny vetoed frank", RULE_MISSING]);
    lifted.missing(&["dave"]);
    lifted.ignored(&[("lifter", "carol"), ("not_eligible", "carol")]);
    let mut unknown = emergency(
        "glass-beside-somebody-unknown",
        "Somebody whom nobody knows could be the one who says to have taken no part",
        |c| {
            c.took_part(
                "email:x@example.net",
                ParticipantRole::CoAuthor,
                Basis::Asserted,
            );
            breaks(c, "carol");
        },
    );
    unknown.hold(&["hold approvals_missing acme/rule/approvals:1"]);
    unknown.notes(&["unresolved email:x@example.net"]);
    unknown.missing(&["carol", "frank"]);
    unknown.ignored(&[("break_glass_alone", "carol")]);
    let mut gate = emergency(
        "glass-in-a-transition",
        "Nobody breaks glass to change the gate, and is told so",
        |c| {
            let paths = vec![path(".foureyes/policy.toml")];
            c.change.exact.paths = Listed::Whole(paths);
            c.candidate = Some(Candidate {
                policy: next(&c.policy),
                roster: c.roster.document(),
            });
            breaks(c, "carol");
        },
    );
    gate.hold(&["hold approvals_missing floor/gate/approvals:2"]);
    gate.notes(&["break_glass_not_enough"]);
    gate.missing(&["carol", "frank"]);
    vec![
        elsewhere,
        access,
        destructive,
        vetoed,
        lifted,
        unknown,
        gate,
    ]
}

fn ignored() -> Vec<Case> {
    let one = |id: &str, title: &str, code: &str, edit: fn(&mut Case)| {
        held(emergency(id, title, edit), &[(code, "carol")])
    };
    vec![
        held(
            emergency(
                "glass-by-its-author",
                "Whoever made the change does not let it go alone",
                |c| breaks(c, "bob"),
            ),
            &[("break_glass_alone", "bob")],
        ),
        one(
            "glass-off",
            "A policy that says nothing of emergencies knows none",
            "break_glass_off",
            |c| {
                c.policy = policy_with(
                    "",
                    &rule("require = [{ approvals = 1 }]\nwaivedBy = [\"break-glass\"]\n"),
                );
                breaks(c, "carol");
            },
        ),
        one(
            "glass-not-touched",
            "A security key that nobody touched lets nothing go",
            "not_touched",
            |c| breaks_with(c, "carol", 0, |_| {}),
        ),
        one(
            "glass-debts-unknown",
            "Where nobody knows which reviews are owed, one could be overdue",
            "debts_unknown",
            |c| {
                c.change.live.debts = Listed::Absent;
                breaks(c, "carol");
            },
        ),
        one(
            "glass-debts-partial",
            "Where reviews that are owed could be missing, one could be overdue",
            "debts_unknown",
            |c| {
                c.change.live.debts = Listed::Partial(Vec::new());
                breaks(c, "carol");
            },
        ),
        one(
            "glass-with-a-debt",
            "Whoever owes an overdue review lets nothing more go",
            "debt_overdue",
            |c| {
                debt(c, "carol", &["ledger"], "2026-03-10T12:00:00Z");
                breaks(c, "carol");
            },
        ),
        one(
            "glass-for-a-service-with-a-debt",
            "For a service with an overdue review nobody lets anything go",
            "debt_overdue",
            |c| {
                debt(c, "dave", &["checkout"], "2026-03-09T12:00:00Z");
                breaks(c, "carol");
            },
        ),
        one(
            "glass-too-long",
            "An emergency lasts four hours at most",
            "validity",
            |c| {
                breaks_with(c, "carol", TOUCHED, |word| {
                    word.expires = word.issued.plus(Span::from_minutes(241));
                });
            },
        ),
        one(
            "glass-expired",
            "An emergency is over when it says so",
            "expired",
            |c| {
                breaks_with(c, "carol", TOUCHED, |word| {
                    word.issued = is("2026-03-10T10:00:00Z");
                    word.expires = is("2026-03-10T12:00:00Z");
                });
            },
        ),
        one(
            "glass-in-the-future",
            "An emergency that has not begun is none",
            "not_yet_issued",
            |c| {
                breaks_with(c, "carol", TOUCHED, |word| {
                    word.issued = is("2026-03-10T12:03:00Z");
                    word.expires = is("2026-03-10T13:00:00Z");
                });
            },
        ),
        one(
            "glass-without-an-incident",
            "An emergency has an incident",
            "no_incident",
            |c| breaks_with(c, "carol", TOUCHED, |word| word.incident = " ".to_owned()),
        ),
        one(
            "glass-for-other-content",
            "It was signed for other content of the same change",
            "other_content",
            |c| {
                breaks(c, "carol");
                c.change.exact.subjects = vec![crate::case::image("other")];
            },
        ),
        one(
            "glass-for-another-place",
            "It was signed for another environment",
            "other_place",
            |c| {
                breaks_with(c, "carol", TOUCHED, |word| {
                    word.environment = Some(is("staging"))
                })
            },
        ),
        one(
            "glass-for-another-action",
            "It was signed for another action",
            "other_action",
            |c| {
                breaks_with(c, "carol", TOUCHED, |word| {
                    word.action = foureyes::change::Action::Merge;
                });
            },
        ),
        one(
            "glass-critical",
            "A member that must be understood and is not",
            "unknown_critical",
            |c| {
                breaks_with(c, "carol", TOUCHED, |word| {
                    word.critical = vec!["page".to_owned()]
                })
            },
        ),
        held(
            emergency("glass-not-of-those-asked", "The policy says who may", |c| {
                let rule = rule("require = [{ approvals = 1 }]\nwaivedBy = [\"break-glass\"]\n");
                let glass = format!("{GLASS}from = {{ level = {{ atLeast = \"senior\" }} }}\n");
                c.policy = policy_with("", &format!("{rule}{glass}"));
                breaks(c, "erin");
            }),
            &[("not_eligible", "erin")],
        ),
    ]
}

fn faults() -> Vec<Case> {
    let fault = |id: &str, title: &str, glass: &str, code: &str, place: &str| {
        let mut case = Case::new(id, title, &["9.5", "9.7"]);
        let rule = rule("require = [{ approvals = 1 }]\n");
        case.policy = policy_with("", &format!("{rule}{glass}"));
        case.error("policy acme", code, place);
        case
    };
    vec![
        fault(
            "glass-lasts-too-long",
            "An emergency lasts four hours at most",
            "\n[breakGlass]\nlasts = \"5h\"\nreview = { within = \"24h\" }\n",
            "ttl_too_long",
            "breakGlass.lasts",
        ),
        fault(
            "glass-of-a-level-that-is-not",
            "Who may is somebody of the roster",
            "\n[breakGlass]\nfrom = { level = { atLeast = \"boss\" } }\nreview = { within = \"24h\" }\n",
            "unknown_level",
            "breakGlass.from.level",
        ),
    ]
}
