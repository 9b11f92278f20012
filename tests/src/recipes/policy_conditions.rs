//! Atoms, and how they are read.

use crate::case::Case;
use crate::is;
use foureyes::change::{Blast, Kind, Rollout};
use foureyes::fact::{Fact, Listed};

use super::policy::{applies, goes, open, rule, when};

/// Atoms and how they are read (5.2, 9.1, 9.2).
pub(super) fn cases() -> Vec<Case> {
    let atom = |id: &str, title: &str, condition: &str, is_applying: bool, edit: fn(&mut Case)| {
        let mut case = Case::new(id, title, &["5.2", "9.2"]);
        case.policy = open(&when(condition));
        edit(&mut case);
        if is_applying {
            applies(&mut case);
        } else {
            goes(&mut case);
        }
        case
    };
    let docs_and_code = |case: &mut Case| {
        case.change.seen.kinds = Listed::Whole(vec![Kind::Docs, Kind::Code]);
    };
    let must = |id: &str, title: &str, condition: &str, edit: fn(&mut Case)| {
        let mut case = Case::new(id, title, &["9.2", "9.3"]);
        case.rules(&rule(&format!(
            "require = [{{ must = {{ {condition} }} }}]"
        )));
        edit(&mut case);
        case
    };
    let mut all = must(
        "must-over-a-set-is-all",
        "What must hold holds for every element",
        "kind = \"docs\"",
        docs_and_code,
    );
    all.hold(&["hold must_not_met acme/rule/must"]);
    let mut met = must(
        "must-that-is-met",
        "What must hold and is known to hold is met",
        "kind = [\"docs\", \"code\"], destructive = false",
        docs_and_code,
    );
    met.allow();
    let mut unknown = must(
        "must-that-is-not-known",
        "What must hold and is not known to hold is not met",
        "destructive = false",
        |case| case.change.seen.destructive = Fact::Unknown,
    );
    unknown.hold(&["hold must_not_met acme/rule/must"]);
    let mut declared = must(
        "must-that-is-declared",
        "What must hold is not met by anyone's word",
        "destructive = false",
        |case| case.change.seen.destructive = Fact::Declared(false),
    );
    declared.hold(&["hold must_not_met acme/rule/must"]);
    let mut part = must(
        "must-over-a-part",
        "What must hold for all is not known of a part",
        "kind = \"code\"",
        |case| case.change.seen.kinds = Listed::Partial(vec![Kind::Code]),
    );
    part.hold(&["hold must_not_met acme/rule/must"]);
    vec![
        all,
        met,
        unknown,
        declared,
        part,
        atom(
            "kind-any-element-restricts",
            "One kind of several is enough for a rule to apply",
            "kind = \"code\"",
            true,
            docs_and_code,
        ),
        atom(
            "kind-not-is-not-all",
            "Not documentation means not all of it: one other kind is enough",
            "not = { kind = \"docs\" }",
            true,
            docs_and_code,
        ),
        atom(
            "kind-not-of-all",
            "What is all documentation is documentation",
            "not = { kind = \"docs\" }",
            false,
            |case| case.change.seen.kinds = Listed::Whole(vec![Kind::Docs]),
        ),
        atom(
            "not-not-restricts-again",
            "Two negations restrict like none",
            "not = { not = { kind = \"code\" } }",
            true,
            docs_and_code,
        ),
        atom(
            "kinds-partial",
            "Kinds that are not all known could be any",
            "kind = \"iam\"",
            true,
            |case| case.change.seen.kinds = Listed::Partial(vec![Kind::Code]),
        ),
        atom(
            "service-outside-the-catalogue",
            "A service that the roster does not know could be any",
            "service = \"ledger\"",
            true,
            |case| case.change.seen.services = Listed::Whole(vec![is("chekout")]),
        ),
        atom(
            "tier-at-most",
            "A stricter tier is within `atMost`",
            "tier = { atMost = 3 }",
            true,
            |_| {},
        ),
        atom(
            "tier-at-most-stops",
            "A milder tier is not",
            "tier = { atMost = 1 }",
            false,
            |_| {},
        ),
        atom(
            "tier-one-of",
            "A list of tiers means these and no others",
            "tier = [1, 3]",
            false,
            |_| {},
        ),
        atom(
            "blast-at-least",
            "A wider blast radius is within `atLeast`",
            "blast = { atLeast = \"zone\" }",
            true,
            |case| case.change.seen.blast = Fact::Collected(Blast::Region),
        ),
        atom(
            "blast-at-least-stops",
            "A narrower blast radius is not",
            "blast = { atLeast = \"zone\" }",
            false,
            |_| {},
        ),
        atom(
            "rollout-on-anyones-word",
            "Anybody may say that it goes everywhere at once",
            "rollout = \"instant\"",
            true,
            |case| case.change.seen.rollout = Fact::Declared(Rollout::Instant),
        ),
        atom(
            "alias-of-an-environment",
            "An alias that the policy declares is the environment",
            "environment = \"production\"",
            true,
            |case| case.change.exact.environment = Fact::Collected(is("prod")),
        ),
        atom(
            "environment-outside-the-vocabulary",
            "A misspelt environment is not known, and counts as production",
            "environment = \"production\"",
            true,
            |case| case.change.exact.environment = Fact::Collected(is("prdo")),
        ),
        atom(
            "environment-absent",
            "No environment is not known, and counts as production",
            "environment = \"production\"",
            true,
            |case| case.change.exact.environment = Fact::Unknown,
        ),
        atom(
            "mark-restricts",
            "A mark makes a rule apply",
            "marked = \"frozen\"",
            true,
            |case| case.change.live.marks = Listed::Partial(vec![is("frozen")]),
        ),
        atom(
            "mark-outside-the-vocabulary",
            "A misspelt mark could be any",
            "marked = \"frozen\"",
            true,
            |case| case.change.live.marks = Listed::Whole(vec![is("forzen")]),
        ),
        atom(
            "marks-partial",
            "Marks that are not all known could be any",
            "marked = \"frozen\"",
            true,
            |case| case.change.live.marks = Listed::Partial(Vec::new()),
        ),
        atom(
            "marks-whole",
            "No mark is no mark",
            "marked = \"frozen\"",
            false,
            |_| {},
        ),
    ]
}
