use super::*;
use crate::wire::outcomes_to_json;

#[test]
fn the_cast_reads() {
    assert_eq!(
        Roster::from_toml(CAST).unwrap().document().id.as_str(),
        "cast"
    );
}

#[test]
fn the_cases_of_the_built_in_documents() {
    let mut differences = Vec::new();
    for name in crate::policy::builtin_names() {
        let cases = crate::policy::builtin_cases(name).unwrap();
        let cases = Cases::from_toml(cases).unwrap();
        let outcomes = cases.run(&Policy::profile(name).unwrap(), None).unwrap();
        for outcome in outcomes.into_iter().filter(|one| !one.is_passed()) {
            differences.push(format!(
                "{name}: {}: {:#?}",
                outcome.name, outcome.differences
            ));
        }
    }
    assert!(differences.is_empty(), "{}", differences.join("\n"));
}

/// What is wrong with a file of cases under the headline rule; its first line is the format.
fn faults(rest: &str) -> Vec<String> {
    let text = format!("cases = \"foureyes/cases/v1\"\n{rest}");
    let policy = Policy::profile("senior-signoff").unwrap();
    let problems = match Cases::from_toml(&text) {
        Ok(cases) => cases.run(&policy, None).unwrap_err().problems().to_vec(),
        Err(error) => vec![error.problem().clone()],
    };
    let errors = problems
        .iter()
        .filter(|problem| problem.severity == Severity::Error);
    errors.map(ToString::to_string).collect()
}

#[test]
fn every_fault_has_a_place_a_code_and_a_suggestion() {
    let hold = "verdict = \"hold\"\nreasons = [\"no_rule\"]\n";
    for (text, expected) in [
        (
            format!("[[case]]\nname = \"a\"\naprovals = [\"erin\"]\n{hold}"),
            "error[unknown_field]: unknown field `aprovals`; did you mean `approvals`?\n  --> cases:4:1   case[0]",
        ),
        (
            format!("[[case]]\nname = \"a\"\napprovals = [\"errin\"]\n{hold}"),
            "error[unknown_principal]: the roster has no principal `errin`; did you mean `erin`?\n  --> cases:4:14   case[0].approvals[0]",
        ),
        (
            format!("[[case]]\nname = \"a\"\nchange = {{ author = \"bobb\" }}\n{hold}"),
            "error[unknown_principal]: the roster has no principal `bobb`; did you mean `bob`?\n  --> cases:4:12   case[0].change.author",
        ),
        (
            format!("[[case]]\nname = \"a\"\nchange = {{ unknown = [\"seen.blasts\"] }}\n{hold}"),
            "error[unknown_fact]: `seen.blasts` is no fact that a case can change; did you mean `seen.blast`?\n  --> cases:4:23   case[0].change.unknown[0]",
        ),
        (
            format!(
                "[[case]]\nname = \"a\"\nchange = {{ resources = [\"aws_db.orders\"] }}\n{hold}"
            ),
            "error[invalid_value]: `aws_db.orders` is no resource; write what happens and the address, such as `delete aws_db_instance.orders`\n  --> cases:4:25   case[0].change.resources[0]",
        ),
        (
            "[[case]]\nname = \"a\"\nverdict = \"deny\"\n".to_owned(),
            "error[missing_field]: a case of `deny` names the reasons\n  --> cases:4:1   case[0].verdict",
        ),
        (
            "[[case]]\nname = \"a\"\nverdict = \"allow\"\nreasons = [\"no_rule\"]\n".to_owned(),
            "error[invalid_value]: nothing holds what is allowed; what the reader is told stands in `notes`\n  --> cases:5:1   case[0].reasons",
        ),
        (
            "case = []\n".to_owned(),
            "error[empty_list]: a file of cases has at least one\n  --> cases:2:1   case",
        ),
        (
            format!("[[case]]\nname = \"a\"\n{hold}[[case]]\nname = \"a\"\n{hold}"),
            "error[duplicate_id]: two cases are called `a`\n  --> cases:7:1   case[1].name",
        ),
        (
            format!(
                "[[case]]\nname = \"a\"\napprovals = [{{ by = \"erin\", lasts = \"31d\" }}]\n{hold}"
            ),
            "error[validity]: it has to end after it was issued, and within 30 days\n  --> cases:4:14   case[0].approvals[0].expires",
        ),
        (
            format!(
                "[[case]]\nname = \"a\"\n{hold}\n[roster]\nroster = \"foureyes/roster/v1\"\nid = \"x\"\nversion = 1\nlevels = [\"senior\"]\n[[roster.team]]\nid = \"t\"\nwithin = [\"u\"]\n"
            ),
            "error[unknown_team]: the team `u` is not known; did you mean `t`?\n  --> cases:12:1   roster.team[0]",
        ),
    ] {
        assert_eq!(faults(&text), [expected], "{text}");
    }
}

#[test]
fn every_difference_is_a_sentence() {
    let text = "cases = \"foureyes/cases/v1\"\n\n[[case]]\nname = \"a\"\nchange = { ai = \"assisted\" }\n\
                approvals = [\"erin\"]\nverdict = \"allow\"\nbecause = \"no_rule\"\nnotes = [\"objection\"]\n\
                counted = [\"carol\"]\nignored = []\nmissing = []\n\n\
                [[case]]\nname = \"b\"\napprovals = [\"erin\"]\nverdict = \"deny\"\nreasons = [\"forbidden common\"]\n";
    let policy = Policy::profile("senior-signoff").unwrap();
    let outcomes = Cases::from_toml(text).unwrap().run(&policy, None).unwrap();
    assert_eq!(outcomes[0].position, Some((3, 1)));
    let wire = outcomes_to_json(&outcomes);
    let first = r#"[{"name":"a","line":3,"column":1,"passed":false,"differences":["the verdict is `hold`, "#;
    assert!(wire.starts_with(first), "{wire}");
    let last = format!(r#","decision":{}}}]"#, outcomes[1].decision.to_json());
    assert!(wire.ends_with(&last), "{wire}");
    assert_eq!(
        outcomes[0].differences,
        [
            "the verdict is `hold`, not `allow`",
            "it is so because of nothing, not of \"no_rule\"",
            "there is a reason that is not expected: `approvals_missing senior-signoff/ai-senior-signoff/approvals:1`",
            "there is no note `objection`",
            "who counts: `erin`, not `carol`",
            "who is missing: `dave`, not nobody",
        ]
    );
    assert_eq!(
        outcomes[1].differences,
        [
            "the verdict is `allow`, not `deny`",
            "there is no reason `forbidden common`",
        ]
    );
}

#[test]
fn a_security_key_is_touched() {
    let policy = "policy = \"foureyes/policy/v1\"\nid = \"p\"\nversion = 1\n[[rule]]\nid = \"r\"\nwhy = \"w\"\n\
                  require = [{ approvals = 1, with = { assurance = \"verified\" } }]\n";
    let case = |name: &str, assurance: &str, rest: &str| {
        format!(
            "[[case]]\nname = \"{name}\"\napprovals = [{{ by = \"erin\", assurance = \"{assurance}\" }}]\n{rest}\n"
        )
    };
    let hold = "verdict = \"hold\"\nreasons = [\"approvals_missing p/r\"]";
    let text = [
        "cases = \"foureyes/cases/v1\"\n".to_owned(),
        case("signed", "signed", hold),
        case("touched", "touched", hold),
        case(
            "verified",
            "verified",
            "verdict = \"allow\"\ncounted = [\"erin\"]",
        ),
    ]
    .concat();
    let cases = Cases::from_toml(&text).unwrap();
    for outcome in cases
        .run(&Policy::from_toml(policy).unwrap(), None)
        .unwrap()
    {
        assert_eq!(
            outcome.differences,
            Vec::<String>::new(),
            "{}",
            outcome.name
        );
    }
}

#[test]
fn a_full_document_and_lifts() {
    let change = Roster::from_toml(CAST).unwrap();
    let facts = super::change::build(
        &ShortChange::default(),
        change.document(),
        NOW.parse().unwrap(),
    );
    let facts = Change::new(facts.unwrap()).unwrap().to_json();
    let text = format!(
        "{{\"cases\":\"foureyes/cases/v1\",\"case\":[{{\"name\":\"a\",\"document\":{facts},\"approvals\":[\"erin\"],\
         \"verdict\":\"allow\"}},{{\"name\":\"b\",\"change\":{{\"ai\":\"assisted\"}},\"rejects\":[\"carol\"],\"lifts\":[\"frank\"],\
         \"approvals\":[\"dave\"],\"verdict\":\"deny\",\"reasons\":[\"vetoed\"]}}]}}"
    );
    let policy = Policy::profile("senior-signoff").unwrap();
    for outcome in Cases::from_text(&text).unwrap().run(&policy, None).unwrap() {
        assert_eq!(
            outcome.differences,
            Vec::<String>::new(),
            "{}",
            outcome.name
        );
    }
}
