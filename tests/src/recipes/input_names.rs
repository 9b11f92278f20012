//! Names that lead nowhere or to themselves, and documents that do not fit.

use crate::case::{Case, PEER, policy_with};

use super::input::{refused, rule};

/// Names that lead nowhere or to themselves, and documents that do not fit (9.0, 9.1, 9.3, 9.11).
pub(super) fn cases() -> Vec<Case> {
    let of = |id: &str, title: &str, members: &str, rules: &str, faults: &[(&str, &str)]| {
        let faults: Vec<_> = faults
            .iter()
            .map(|(code, path)| ("policy acme", *code, *path))
            .collect();
        let mut case = refused((id, title), &["9.0", "9.1", "9.3", "9.11"], &faults);
        case.policy = policy_with(members, rules);
        case
    };
    let when = |condition: &str, tables: &str| {
        let rule = rule(&format!(
            "when = {{ {condition} }}\nrequire = [{{ approvals = 1 }}]"
        ));
        format!("{rule}{tables}")
    };
    let from = |selector: &str, tables: &str| {
        let rule = rule(&format!(
            "require = [{{ approvals = 1, from = {{ {selector} }} }}]"
        ));
        format!("{rule}{tables}")
    };
    let chain: Vec<String> = (0..9)
        .zip(1..)
        .map(|(at, next)| format!("c{at} = {{ condition = \"c{next}\" }}\n"))
        .collect();
    let many: Vec<String> = (1..8)
        .zip(0..)
        .map(|(at, last)| {
            let part = format!("{{ condition = \"c{last}\" }}");
            format!("c{at} = {{ all = [{}] }}\n", [part.as_str(); 8].join(", "))
        })
        .collect();
    vec![
        of(
            "extends-no-such-rule",
            "A rule that the document does not have cannot be added",
            "extends = [\"common/freez\"]",
            PEER,
            &[("unknown_rule", "extends[0]")],
        ),
        of(
            "afterwards-is-no-base",
            "Only what a document extends as a whole can follow it",
            "until = \"2026-06-01T00:00:00Z\"\nafterwards = \"destruction\"\nextends = [\"destruction/no-lone-destruction\"]",
            PEER,
            &[("not_a_base", "afterwards")],
        ),
        of(
            "afterwards-without-until",
            "What follows follows at some time",
            "afterwards = \"destruction\"\nextends = [\"destruction\"]",
            PEER,
            &[("missing_field", "afterwards")],
        ),
        of(
            "condition-nowhere",
            "A condition that is not there cannot be asked for",
            "",
            &when(
                "condition = \"hott\"",
                "[conditions]\nhot = { destructive = true }\n",
            ),
            &[("unknown_condition", "rule[0].when.condition")],
        ),
        of(
            "condition-of-itself",
            "A condition is not made of itself",
            "",
            &when(
                "condition = \"a\"",
                "[conditions]\na = { condition = \"b\" }\nb = { not = { condition = \"a\" } }\n",
            ),
            &[
                ("name_circle", "conditions.a"),
                ("name_circle", "conditions.b"),
            ],
        ),
        of(
            "condition-too-deep",
            "Names stand at most eight deep within each other",
            "",
            &when(
                "condition = \"c0\"",
                &format!(
                    "[conditions]\nc9 = {{ destructive = true }}\n{}",
                    chain.concat()
                ),
            ),
            &[("too_deep", "conditions.c0"), ("too_deep", "conditions.c1")],
        ),
        of(
            "condition-too-large",
            "A condition that grows by its names has an end",
            "",
            &when(
                "condition = \"c7\"",
                &format!(
                    "[conditions]\nc0 = {{ destructive = true }}\n{}",
                    many.concat()
                ),
            ),
            &[("too_large", "conditions")],
        ),
        of(
            "condition-in-the-wrong-place",
            "What a condition says must fit where it is named",
            "",
            &rule(
                "require = [{ must = { condition = \"ai\" } }]\n[conditions]\nai = { involvement = { atLeast = \"advised\" } }",
            ),
            &[("wrong_polarity", "conditions.ai.involvement")],
        ),
        of(
            "group-nowhere",
            "A group that is not there cannot be asked for",
            "",
            &from(
                "group = \"senior\"",
                "[groups]\nseniors = { team = \"security\" }\n",
            ),
            &[("unknown_group", "rule[0].require[0].from.group")],
        ),
        of(
            "group-of-itself",
            "A group is not made of itself",
            "",
            &from("group = \"a\"", "[groups]\na = { group = \"a\" }\n"),
            &[("name_circle", "groups.a")],
        ),
        of(
            "group-and-the-same-again",
            "Who says a member twice means one of them",
            "",
            &from(
                "group = \"a\", team = \"appsec\"",
                "[groups]\na = { team = \"security\" }\n",
            ),
            &[("wrong_requirement", "rule[0].require[0].from.team")],
        ),
        of(
            "lines-at-most-restricting",
            "A rule that applies to small changes only would let large ones through",
            "",
            &when("lines = { atMost = 10 }", ""),
            &[("wrong_polarity", "rule[0].when.lines.atMost")],
        ),
    ]
}
