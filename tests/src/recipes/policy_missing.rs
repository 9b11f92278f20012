//! Who would have to sign, where more people are missing than sets are tried of (semantics 9.4.4).

use foureyes::statement::DelegationScope;

use crate::case::Case;
use crate::is;
use crate::roster::Principal;

/// People, and the teams that each of them is in.
type People = [(&'static str, &'static [&'static str])];

/// Eight rules of a team each can be met by five people; who is in three teams comes first all the same.
const LURED: &People = &[
    ("all", &["t1", "t2", "t3"]),
    ("one", &["t1", "t4"]),
    ("two", &["t2", "t5"]),
    ("tri", &["t3", "t6"]),
    ("sev", &["t7"]),
    ("oct", &["t8"]),
];

/// Nobody but these people is there to sign, each in her teams; every team has a rule, and more where `more` says so.
fn case(id: &str, title: &str, people: &People, more: &str) -> Case {
    let mut case = Case::new(id, title, &["9.4"]);
    for gone in ["carol", "dave", "erin", "frank", "grace"] {
        case.roster.of(gone).former = true;
    }
    for (id, teams) in people {
        let mut person = Principal::human(id, "senior");
        person.teams = teams.iter().map(|team| (*team, None)).collect();
        case.roster.principals.push(person);
    }
    let mut teams: Vec<&str> = people
        .iter()
        .flat_map(|(_, teams)| *teams)
        .copied()
        .collect();
    teams.sort_unstable();
    teams.dedup();
    let mut rules = String::new();
    for team in teams {
        case.roster
            .rest
            .push_str(&format!("\n[[team]]\nid = \"{team}\"\n"));
        rules.push_str(&asks(
            team,
            &format!("{{ approvals = 1, from = {{ team = \"{team}\" }} }}"),
        ));
    }
    rules.push_str(more);
    case.rules(&rules);
    case
}

fn asks(id: &str, requirements: &str) -> String {
    format!("\n[[rule]]\nid = \"{id}\"\nwhy = \"A rule.\"\nrequire = [{requirements}]\n")
}

/// What is held because nobody of these teams has signed.
fn held(case: &mut Case, teams: &[&str]) {
    let reasons = teams
        .iter()
        .map(|team| format!("hold approvals_missing acme/{team}/approvals:1"));
    let reasons: Vec<String> = reasons.collect();
    let reasons: Vec<&str> = reasons.iter().map(String::as_str).collect();
    case.hold(&reasons);
}

pub(super) fn cases() -> Vec<Case> {
    let mut four = case(
        "missing-four-are-the-fewest",
        "Of up to four people the fewest are found, whoever fills most",
        &[
            ("all", &["t1", "t2", "t3"]),
            ("one", &["t1", "t4"]),
            ("two", &["t2", "t5"]),
            ("tri", &["t3", "t6"]),
        ],
        "",
    );
    held(&mut four, &["t1", "t2", "t3", "t4", "t5", "t6"]);
    four.missing(&["one", "tri", "two"]);
    let mut lured = case(
        "missing-beyond-four-who-fills-most",
        "Beyond four people whoever fills most comes first, and leaves again if the others do without her",
        LURED,
        "",
    );
    held(
        &mut lured,
        &["t1", "t2", "t3", "t4", "t5", "t6", "t7", "t8"],
    );
    lured.missing(&["oct", "one", "sev", "tri", "two"]);
    let mut signed = case(
        "missing-beyond-four-beside-one-who-signed",
        "Who has signed already is not missing, and what she fills nobody else does",
        LURED,
        &asks("five", "{ approvals = 5 }"),
    );
    signed.approve("all");
    let mut reasons: Vec<String> = ["t4", "t5", "t6", "t7", "t8"]
        .map(|team| format!("hold approvals_missing acme/{team}/approvals:1"))
        .to_vec();
    reasons.insert(0, "hold approvals_missing acme/five/approvals:5".to_owned());
    signed.hold(&reasons.iter().map(String::as_str).collect::<Vec<_>>());
    signed.missing(&["oct", "one", "sev", "tri", "two"]);
    signed.counted(&[
        ("acme/five/approvals:5", "all"),
        ("acme/t1/approvals:1", "all"),
        ("acme/t2/approvals:1", "all"),
        ("acme/t3/approvals:1", "all"),
    ]);
    let mut twice = case(
        "missing-beyond-four-what-two-rules-ask",
        "What several rules ask alike counts as often as it is asked",
        &[
            ("all", &["t1", "t2"]),
            ("one", &["t3"]),
            ("two", &["t4"]),
            ("tri", &["t5"]),
            ("sev", &["t6", "t1"]),
            ("oct", &["t2"]),
        ],
        &[
            asks("more", "{ approvals = 1, from = { team = \"t6\" } }"),
            asks("most", "{ approvals = 1, from = { team = \"t6\" } }"),
        ]
        .concat(),
    );
    // What three rules ask alike is a reason once.
    let teams = ["more", "t1", "t2", "t3", "t4", "t5"];
    held(&mut twice, &teams);
    twice.missing(&["all", "one", "sev", "tri", "two"]);
    let mut ways = case(
        "missing-beyond-four-one-way-of-two",
        "Of several alternatives the one counts that is nearest",
        &[
            ("all", &["t1", "t2"]),
            ("one", &["t3"]),
            ("two", &["t4"]),
            ("tri", &["t5"]),
            ("sev", &["t6", "t1"]),
        ],
        &asks(
            "way",
            "{ anyOf = [{ approvals = 6 }, { allOf = [{ approvals = 1, name = \"a\", from = { team = \"t1\" } }, { approvals = 1, name = \"b\", from = { team = \"t2\" } }] }] }",
        ),
    );
    ways.hold(&[
        "hold approvals_missing acme/t1/approvals:1",
        "hold approvals_missing acme/t2/approvals:1",
        "hold approvals_missing acme/t3/approvals:1",
        "hold approvals_missing acme/t4/approvals:1",
        "hold approvals_missing acme/t5/approvals:1",
        "hold approvals_missing acme/t6/approvals:1",
        "hold approvals_missing acme/way/approvals:6",
        "hold approvals_missing acme/way/a",
        "hold approvals_missing acme/way/b",
    ]);
    ways.missing(&["all", "one", "sev", "tri", "two"]);
    let mut acting = case(
        "missing-beyond-four-beside-one-who-acts",
        "Somebody who has signed for another is not asked for, nor is the other",
        LURED,
        &asks("five", "{ approvals = 5 }"),
    );
    acting.roster.of("new");
    acting.delegate(
        "sev",
        "new",
        DelegationScope {
            teams: vec![is("t7")],
            ..DelegationScope::default()
        },
    );
    acting.approve_for("new", "sev");
    acting.hold(&[
        "hold approvals_missing acme/five/approvals:5",
        "hold approvals_missing acme/t1/approvals:1",
        "hold approvals_missing acme/t2/approvals:1",
        "hold approvals_missing acme/t3/approvals:1",
        "hold approvals_missing acme/t4/approvals:1",
        "hold approvals_missing acme/t5/approvals:1",
        "hold approvals_missing acme/t6/approvals:1",
        "hold approvals_missing acme/t8/approvals:1",
    ]);
    acting.missing(&["oct", "one", "tri", "two"]);
    acting.counted(&[
        ("acme/five/approvals:5", "new"),
        ("acme/t7/approvals:1", "new"),
    ]);
    let mut vain = case(
        "missing-where-one-rule-cannot-be-met",
        "The fewest for what can be met are no smallest set where something cannot",
        &[("all", &["t1"])],
        &asks("many", "{ approvals = 9 }"),
    );
    vain.hold(&[
        "hold approvals_missing acme/many/approvals:9",
        "hold approvals_missing acme/t1/approvals:1",
        "hold unsatisfiable acme/many/approvals:9",
    ]);
    vain.missing(&["all"]);
    vec![four, lured, signed, twice, ways, acting, vain]
}
