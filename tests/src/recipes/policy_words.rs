//! Atoms about resources, size, time and custom facts.

use crate::case::{Case, policy_with};
use crate::is;
use crate::vector::Document;
use foureyes::change::{FactValue, Resource, ResourceAction};
use foureyes::fact::{Fact, Listed};

use super::policy::{applies, goes, rule, when};

const WINDOWS: &str = r#"
[[window]]
id = "weekend"
days = ["fri"]
after = "16:00"
before = "08:00"
offset = "+01:00"

[[window]]
id = "gala"
from = "2026-03-10T09:00:00Z"
to = "2026-03-10T11:00:00Z"
"#;

const FACTS: &str = "facts = [\"channel\", \"first-contribution\", \"replicas\"]\n[[rule]]";

fn words(members: &str, rules: &str) -> Document {
    let document = policy_with(&format!("unmatched = \"allow\"\n{members}"), rules);
    let Document::Toml(text) = document else {
        return document;
    };
    let text = text.replacen("[[rule]]", FACTS, 1);
    Document::Toml(format!("{text}{WINDOWS}"))
}

pub(super) fn resource(address: &str, kind: &str, action: ResourceAction) -> Resource {
    Resource {
        address: address.to_owned(),
        kind: kind.to_owned(),
        action,
    }
}

fn plan(case: &mut Case) {
    case.change.exact.resources = Listed::Whole(vec![
        resource("db.orders", "database", ResourceAction::Delete),
        resource("dns.www", "record", ResourceAction::Update),
    ]);
}

fn fact(key: &str, value: Fact<FactValue>) -> impl Fn(&mut Case) {
    let key = key.to_owned();
    move |case| {
        case.change.live.facts.insert(is(&key), value.clone());
    }
}

/// One rule that asks for somebody where the condition holds.
pub(super) fn atom(
    (id, title): (&str, &str),
    members: &str,
    condition: &str,
    is_applying: bool,
    edit: impl Fn(&mut Case),
) -> Case {
    let mut case = Case::new(id, title, &["2.8", "9.1"]);
    case.policy = words(members, &when(condition));
    edit(&mut case);
    if is_applying {
        applies(&mut case);
    } else {
        goes(&mut case);
    }
    if members.contains("presume") {
        case.notes(&["presumed"]);
    }
    case
}

/// One rule whose condition must hold, whoever has signed.
pub(super) fn must(
    (id, title): (&str, &str),
    condition: &str,
    is_met: bool,
    edit: impl Fn(&mut Case),
) -> Case {
    let mut case = Case::new(id, title, &["2.8", "9.3"]);
    case.policy = words(
        "",
        &rule(&format!("require = [{{ must = {{ {condition} }} }}]")),
    );
    edit(&mut case);
    if is_met {
        case.allow();
    } else {
        case.hold(&["hold must_not_met acme/rule/must"]);
    }
    case
}

/// Atoms about resources, size, time and custom facts (2.8).
pub(super) fn cases() -> Vec<Case> {
    let mut cases = content();
    cases.extend(times());
    cases.extend(facts());
    cases
}

fn content() -> Vec<Case> {
    let lines = |added: Option<u64>| {
        move |case: &mut Case| {
            if let Listed::Whole(paths) = &mut case.change.exact.paths {
                for path in paths {
                    path.added = added;
                }
            }
        }
    };
    let deletes = "resources = { type = \"database\", action = [\"delete\", \"replace\"] }";
    vec![
        atom(
            ("resources-one-is-enough", "One resource of several"),
            "",
            deletes,
            true,
            plan,
        ),
        atom(
            (
                "resources-none-fits",
                "Type and action are of the same resource",
            ),
            "",
            "resources = { type = \"record\", action = \"delete\" }",
            false,
            plan,
        ),
        atom(
            (
                "resources-unknown",
                "Without a list of resources it could be any",
            ),
            "",
            deletes,
            true,
            |case| case.change.exact.resources = Listed::Absent,
        ),
        must(
            (
                "resources-must-be-all",
                "What must hold holds of every resource",
            ),
            "resources = { action = \"update\" }",
            false,
            plan,
        ),
        atom(
            ("resources-counted", "As many as are asked for"),
            "",
            "resources = { atLeast = 2 }",
            true,
            plan,
        ),
        atom(
            ("resources-too-few", "One fewer than are asked for"),
            "",
            "resources = { atLeast = 3 }",
            false,
            plan,
        ),
        atom(
            ("lines-as-many", "Added and removed lines together"),
            "",
            "lines = { atLeast = 4 }",
            true,
            lines(Some(3)),
        ),
        atom(
            ("lines-fewer", "One line fewer"),
            "",
            "lines = { atLeast = 5 }",
            false,
            lines(Some(3)),
        ),
        atom(
            ("lines-unknown", "A path whose lines nobody has counted"),
            "",
            "lines = { atLeast = 500 }",
            true,
            lines(None),
        ),
        must(
            (
                "lines-must-be-few",
                "What must be small is known to be small",
            ),
            "not = { lines = { atLeast = 5 } }",
            true,
            lines(Some(3)),
        ),
        must(
            (
                "lines-must-be-known",
                "What must be small is not small by silence",
            ),
            "not = { lines = { atLeast = 500 } }",
            false,
            lines(None),
        ),
    ]
}

fn times() -> Vec<Case> {
    let during = |id: &str, title: &str, now: &str, is_open: bool, recheck: &str| {
        let mut case = atom(
            (id, title),
            "",
            "during = [\"weekend\", \"gala\"]",
            is_open,
            |case| {
                case.now = is(now);
                case.complete_as_of = Some(is(now));
            },
        );
        case.recheck_by(recheck);
        case
    };
    vec![
        during(
            "window-once",
            "A window is open from its first instant",
            "2026-03-10T09:00:00Z",
            true,
            "2026-03-10T09:15:00Z",
        ),
        during(
            "window-before",
            "Before it, it is asked again when it opens",
            "2026-03-10T08:59:00Z",
            false,
            "2026-03-10T09:00:00Z",
        ),
        during(
            "window-over",
            "A window is over at its end",
            "2026-03-10T11:00:00Z",
            false,
            "2026-03-10T11:15:00Z",
        ),
        during(
            "window-weekly",
            "Friday at four, an hour ahead of UTC",
            "2026-03-13T15:00:00Z",
            true,
            "2026-03-13T15:15:00Z",
        ),
        during(
            "window-weekly-before",
            "A second before, it is asked again when it opens",
            "2026-03-13T14:59:59Z",
            false,
            "2026-03-13T15:00:00Z",
        ),
        during(
            "window-past-midnight",
            "A window that ends before it begins ends on the next day",
            "2026-03-14T06:59:00Z",
            true,
            "2026-03-14T07:00:00Z",
        ),
    ]
}

fn facts() -> Vec<Case> {
    let first = "fact = { first-contribution = true }";
    let few = "fact = { replicas = { atLeast = 1, atMost = 9 } }";
    let truth = |is: bool| Fact::Collected(FactValue::Truth(is));
    let number = |number: i64| Fact::Collected(FactValue::Integer(number));
    let word = |word: &str| Fact::Declared(FactValue::Word(word.to_owned()));
    vec![
        atom(
            ("fact-collected", "A custom fact that holds"),
            "",
            first,
            true,
            fact("first-contribution", truth(true)),
        ),
        atom(
            ("fact-collected-not", "A custom fact that does not hold"),
            "",
            first,
            false,
            fact("first-contribution", truth(false)),
        ),
        atom(
            (
                "fact-unknown",
                "A custom fact that nobody has stated could hold",
            ),
            "",
            first,
            true,
            |_| {},
        ),
        atom(
            (
                "fact-declared",
                "A custom fact that is declared does not loosen",
            ),
            "",
            "fact = { channel = [\"beta\", \"stable\"] }",
            true,
            fact("channel", word("alpha")),
        ),
        atom(
            ("fact-other-form", "A word is no number"),
            "",
            few,
            false,
            fact("replicas", truth(true)),
        ),
        must(
            ("fact-within", "A number within its bounds"),
            few,
            true,
            fact("replicas", number(9)),
        ),
        must(
            ("fact-beyond", "A number beyond its bounds"),
            few,
            false,
            fact("replicas", number(10)),
        ),
        must(
            (
                "fact-must-be-known",
                "What must hold is not met by anyone's word",
            ),
            "fact = { channel = \"stable\" }",
            false,
            fact("channel", word("stable")),
        ),
    ]
}
