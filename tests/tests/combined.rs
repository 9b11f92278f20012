//! Decisions about one change under several policies (semantics 4.3).

use foureyes::decision::{Because, DecisionRecord, ReasonCode, Verdict};
use foureyes::digest::Digest;
use foureyes::statement::IgnoredCode;
use foureyes::time::Span;
use foureyes::{Decision, Gate, Request, Submitted, Timestamp};
use foureyes_tests::case::{Case, policy_with};
use foureyes_tests::is;
use foureyes_tests::vector::Document;

/// A rule, by its id and what it requires.
fn rule(id: &str, require: &str) -> String {
    format!("\n[[rule]]\nid = \"{id}\"\nwhy = \"A rule.\"\n{require}\n")
}

fn peer() -> String {
    rule("peer", "require = [{ approvals = 1 }]")
}

/// Decides about the usual change, which Carol has approved, under these rules.
fn decide(rules: &str, edit: impl FnOnce(&mut Case)) -> Decision {
    under("", rules, edit)
}

fn under(members: &str, rules: &str, edit: impl FnOnce(&mut Case)) -> Decision {
    named(true, members, rules, edit)
}

fn named(apart: bool, members: &str, rules: &str, edit: impl FnOnce(&mut Case)) -> Decision {
    let mut case = Case::new("combined", "Combined", &["4.3"]);
    case.policy = policy_with(members, rules);
    // Each policy has a name of its own, as a rule.
    if apart && let Document::Toml(text) = &mut case.policy {
        let name: String = Digest::of(text.as_bytes()).hex().chars().take(12).collect();
        *text = text.replacen("\"acme\"", &format!("\"p{name}\""), 1);
    }
    case.approve("carol");
    edit(&mut case);
    let gate = case.gate();
    let signed = case.vector().input.statements.into_iter();
    let signed: Vec<_> = signed
        .filter_map(|one| one.envelope)
        .map(Submitted::new)
        .collect();
    let statements = gate.verify(&signed).complete_as_of(case.now);
    gate.evaluate(&Request::new(&case.subject(), &statements, case.now))
}

/// Both ways round: who comes first must not matter.
fn both(one: &Decision, other: &Decision) -> DecisionRecord {
    let both = Gate::all(one.clone(), [other.clone()]);
    assert!(both == Gate::all(other.clone(), [one.clone()]));
    both.record().clone()
}

fn people(record: &DecisionRecord) -> Vec<&str> {
    let people = record.missing.people.iter();
    people.map(|person| person.as_str()).collect()
}

#[test]
fn the_worst_verdict_counts_with_every_reason() {
    let allow = decide(&peer(), |_| {});
    let hold = decide(&rule("two", "require = [{ approvals = 2 }]"), |_| {});
    let deny = decide(&rule("never", "forbid = \"never\""), |_| {});
    let verdicts = [&allow, &hold, &deny].map(Decision::verdict);
    assert_eq!(verdicts, [Verdict::Allow, Verdict::Hold, Verdict::Deny]);
    for (one, other, worst) in [
        (&allow, &allow, Verdict::Allow),
        (&allow, &hold, Verdict::Hold),
        (&allow, &deny, Verdict::Deny),
        (&hold, &deny, Verdict::Deny),
    ] {
        let all = both(one, other);
        assert_eq!(all.verdict, worst);
        assert_eq!(all.because.is_some(), worst == Verdict::Allow);
        for side in [one, other] {
            assert!(
                side.reasons()
                    .iter()
                    .all(|reason| all.reasons.contains(reason))
            );
            let requirements = &side.record().requirements;
            assert!(
                requirements
                    .iter()
                    .all(|one| all.requirements.contains(one))
            );
        }
        assert!(all.reasons.is_sorted());
        let most = one.reasons().len().saturating_add(other.reasons().len());
        assert!(all.reasons.len() <= most);
    }
    let all = Gate::all(allow.clone(), [hold, deny]);
    assert_eq!(all.verdict(), Verdict::Deny);
    assert_eq!(Gate::all(allow.clone(), []), allow);
}

#[test]
fn who_is_missing_is_smallest_where_one_side_needs_them_all() {
    let with = |require: &str| decide(&rule("more", require), |case| case.statements.clear());
    let one = with("require = [{ approvals = 1 }]");
    let owner =
        with("require = [{ approvals = 1, from = { level = { atLeast = \"principal\" } } }]");
    let two = with("require = [{ approvals = 2 }]");
    let nobody = decide(&peer(), |_| {});
    let hopeless = with("require = [{ approvals = 90 }]");
    for (one, other, missing, minimal) in [
        (&one, &one, vec!["carol"], Some(true)),
        (&one, &nobody, vec!["carol"], Some(true)),
        (&one, &two, vec!["carol", "frank"], Some(true)),
        (&one, &owner, vec!["carol", "frank"], Some(false)),
        (&owner, &two, vec!["carol", "frank"], Some(true)),
        (&nobody, &nobody, vec![], None),
        (&hopeless, &nobody, vec![], None),
    ] {
        let all = both(one, other);
        assert_eq!((people(&all), all.missing.minimal), (missing, minimal));
    }
}

#[test]
fn what_else_is_missing_is_missing() {
    let report = decide(
        &rule(
            "test",
            "require = [{ evidence = \"tests\", issuers = \"rostered\" }]",
        ),
        |_| {},
    );
    let scan = decide(
        &rule(
            "scan",
            "require = [{ evidence = \"backup_verified\", issuers = \"rostered\" }]",
        ),
        |_| {},
    );
    let all = both(&report, &scan);
    let kinds: Vec<&str> = all
        .missing
        .evidence
        .iter()
        .map(|kind| kind.as_str())
        .collect();
    assert_eq!(kinds, ["backup_verified", "tests"]);
}

#[test]
fn the_earliest_instant_and_the_best_reason_count() {
    let signed = decide(&peer(), |_| {});
    let short = under("decisionTtl = { production = \"5m\" }", &peer(), |_| {});
    let free = under("unmatched = \"allow\"", "", |_| {});
    let because = [&signed, &free].map(|decision| decision.record().because);
    assert_eq!(because, [Some(Because::Approved), Some(Because::NoRule)]);
    let all = both(&signed, &free);
    assert_eq!(all.because, Some(Because::Approved));
    let now: Timestamp = all.evaluated_at;
    assert_eq!(
        both(&signed, &short).recheck_by,
        now.plus(Span::from_minutes(5))
    );
}

#[test]
fn what_is_owed_is_owed_once_and_only_after_an_allow() {
    let review = |within: &str| {
        let require =
            format!("require = [{{ approvals = 1 }}, {{ review = {{ within = \"{within}\" }} }}]");
        decide(&rule("owed", &require), |_| {})
    };
    let (one, other) = (review("2d"), review("3d"));
    assert_eq!(one.record().obligations.len(), 1);
    assert_eq!(both(&one, &one).obligations, one.record().obligations);
    assert_eq!(both(&one, &other).obligations.len(), 2);
    let hold = decide(&rule("two", "require = [{ approvals = 2 }]"), |_| {});
    assert_eq!(both(&one, &hold).obligations, []);
}

#[test]
fn statements_that_do_not_count_are_listed_once() {
    let foreign = |case: &mut Case| {
        case.approve("bob");
        let mut other = case.approval("dave");
        other.repository = is("example.org/other");
        case.sign("dave", foureyes::statement::Statement::Approve(other));
    };
    let (one, other) = (
        decide(&peer(), foreign),
        decide(&rule("more", "require = [{ approvals = 2 }]"), foreign),
    );
    let all = both(&one, &other);
    assert_eq!(all.ignored, one.record().ignored);
    assert_eq!(all.ignored_counts, one.record().ignored_counts);
    assert_eq!(
        all.ignored.last().map(|one| one.code),
        Some(IgnoredCode::OtherChange)
    );
    assert_eq!(all.inputs.statements, one.record().inputs.statements);
}

#[test]
fn another_change_and_another_instant_do_not_combine() {
    let here = decide(&peer(), |_| {});
    let elsewhere = decide(&peer(), |case| {
        case.change.exact.id = is("example.org/shop#8");
        case.statements.clear();
        case.approve("carol");
    });
    let later = decide(&peer(), |case| {
        case.now = case.now.plus(Span::from_seconds(1));
    });
    for other in [&elsewhere, &later] {
        assert_eq!(other.verdict(), Verdict::Allow);
        let all = both(&here, other);
        assert_eq!((all.verdict, all.about.is_some()), (Verdict::Deny, false));
        assert_eq!((all.because, all.obligations), (None, Vec::new()));
        let mut codes = all.reasons.iter().map(|reason| reason.code);
        assert!(codes.any(|code| code == ReasonCode::BadInput));
    }
    assert_eq!(
        both(&here, &later).evaluated_at,
        later.record().evaluated_at
    );
}

#[test]
fn two_policies_of_one_name_and_version_do_not_combine() {
    let named = |rules: &str| named(false, "", rules, |_| {});
    let (one, other) = (
        named(&peer()),
        named(&rule("more", "require = [{ approvals = 1 }]")),
    );
    assert!(one.is_allowed() && other.is_allowed());
    let all = both(&one, &other);
    assert_eq!(all.verdict, Verdict::Deny);
    let reasons: Vec<_> = all
        .reasons
        .iter()
        .map(|reason| reason.subject.as_deref())
        .collect();
    assert_eq!(reasons, [Some("two documents `acme@3`")]);
    assert_eq!(both(&one, &one).verdict, Verdict::Allow);
}
